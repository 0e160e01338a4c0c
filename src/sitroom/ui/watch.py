"""One thread per server process that sees what is new and tells every viewer, a few at a time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from sitroom import clock
from sitroom.ui.content import content
from sitroom.ui.live import Live
from sitroom.ui.pages import HOME
from sitroom.ui.screen import screen
from sitroom.ui.viewer import Viewer

log = logging.getLogger("sitroom.ui")
LOOK_SECONDS = 0.1
# Facts that depend on the time alone (a report that falls due) are read again this often; while
# nobody looks, so seldom that an idle server idles. Whoever comes then is told at the next look.
TICK_SITE_SECONDS = 60
TICK_LEAST_SECONDS = 10
IDLE_TICKS = 10
# Viewers are told one after the other: many of them within the first, few with the second between.
SPREAD_SECONDS, STEP_SECONDS = 0.3, 0.01


def tick_seconds(speed: float, *, is_followed: bool) -> float:
    """Return how many real seconds what is shown may rest on one reading of the site's clock."""
    seconds = max(TICK_LEAST_SECONDS, TICK_SITE_SECONDS / max(speed, 1e-6))
    return seconds if is_followed else seconds * IDLE_TICKS


class Watch(threading.Thread):
    """Looks at the pointer and the clock; viewers join when they open and leave when they close."""

    def __init__(self, live: Live):
        super().__init__(name="sitroom-watch", daemon=True)
        self.live = live
        self._viewers: set[Viewer] = set()
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def join_in(self, viewer: Viewer) -> Callable[[], None]:
        """Tell this viewer from now on; return what ends it."""
        with self._lock:
            self._viewers.add(viewer)
        viewer.catch_up()
        return partial(self._leave, viewer)

    def stop(self) -> None:
        """End the thread at its next look."""
        self._stopped.set()

    def run(self) -> None:
        """Look until stopped; a look that fails is logged and tried again."""
        seen_at = time.monotonic()
        while not self._stopped.wait(LOOK_SECONDS):
            try:
                if self._is_new(time.monotonic() - seen_at):
                    seen_at = time.monotonic()
                    self._bring_up_to_date()
            except Exception:
                log.exception("the screens could not be brought up to date; trying again")

    def _is_new(self, seconds_since: float) -> bool:
        from sitroom.site import pointer

        found = pointer(self.live.site.folder)
        moment = self.live.moment
        if found and found[1] != moment.published_real:
            return True
        return seconds_since >= tick_seconds(
            clock.speed(self.live.site.folder), is_followed=bool(self._following())
        )

    def _bring_up_to_date(self) -> None:
        fresh = self.live.look()
        # Made before the moment is everybody's: a visitor who comes now finds the rows read.
        for page in {viewer.page for viewer in self._following()} | {HOME}:
            content(self.live, screen(page, {}, self.live.site), fresh)
        self.live.moment = fresh
        viewers = self._following()
        for viewer in viewers:
            asked = viewer.asked
            shown = content(self.live, asked, fresh)
            self._hand_over(viewer, partial(viewer.refresh, asked, shown))
            if self._stopped.wait(min(STEP_SECONDS, SPREAD_SECONDS / len(viewers))):
                return

    def _following(self) -> list[Viewer]:
        with self._lock:
            return [viewer for viewer in self._viewers if viewer.asked.is_live]

    def _hand_over(self, viewer: Viewer, tell: Callable[[], None]) -> None:
        try:
            viewer.doc.add_next_tick_callback(tell)
        except Exception:
            log.info("a viewer left while being told")
            self._leave(viewer)

    def _leave(self, viewer: Viewer, *_: object) -> None:
        with self._lock:
            self._viewers.discard(viewer)
