"""Opening a page and waiting for it to be live."""

from __future__ import annotations


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


def pictures(page, seconds: float = 40) -> None:
    page.wait_for_function(
        "[...document.querySelectorAll('.picture')].every(p => p.querySelector('[data-root-id],"
        ".bk-Figure,canvas') || p.querySelectorAll('div').length > 2)",
        timeout=seconds * 1000,
    )
