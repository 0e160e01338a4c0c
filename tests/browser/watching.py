"""Opening a page and waiting for it to be live."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


def opened(page, address: str, size: tuple[int, int] = (1440, 900)):
    """Open an address and wait until its live connection and its pictures are there."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address)
    live(page)
    return page


def live(page, seconds: float = 30) -> None:
    page.wait_for_function(
        "document.documentElement.dataset.live === 'yes'", timeout=seconds * 1000
    )


# What a page may cost a viewer: models of its session, requests, bytes of its own document and all.
BUDGET = {"models": 10, "requests": 45, "document": 200_000, "everything": 2_000_000}
SPENT = """() => {
  const loaded = performance.getEntriesByType('resource').filter((r) => !r.name.includes('healthz'));
  const own = performance.getEntriesByType('navigation')[0].decodedBodySize;
  return {
    models: Bokeh.documents.find((d) => d.get_model_by_name('wire')).all_models.size,
    requests: loaded.length, document: own,
    everything: own + loaded.reduce((sum, r) => sum + r.decodedBodySize, 0),
  };
}"""


def overspent(page) -> dict[str, float]:
    """What the page cost more than it may; empty when it kept to its budget."""
    return {part: n for part, n in page.evaluate(SPENT).items() if n > BUDGET[part]}


def meanwhile(page, work: Callable[[], None]) -> None:
    """Do something that takes a while beside the page, which goes on living."""
    with ThreadPoolExecutor(1) as beside:
        done = beside.submit(work)
        while not done.done():
            page.wait_for_timeout(200)
        done.result()
