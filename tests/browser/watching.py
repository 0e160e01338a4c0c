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


def meanwhile(page, work: Callable[[], None]) -> None:
    """Do something that takes a while beside the page, which goes on living."""
    with ThreadPoolExecutor(1) as beside:
        done = beside.submit(work)
        while not done.done():
            page.wait_for_timeout(200)
        done.result()
