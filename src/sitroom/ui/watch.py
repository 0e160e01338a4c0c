"""One thread per server process that sees what is new and has every viewer told."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from sitroom import clock
from sitroom.ui import content as contents
from sitroom.ui.content import Content
from sitroom.ui.live import Live, Moment
from sitroom.ui.pages import HOME
from sitroom.ui.screen import Screen, screen
from sitroom.ui.viewer import Viewer

log = logging.getLogger("sitroom.ui")
# What has a function called on the server's loop, from any thread.
OnLoop = Callable[[Callable[[], object]], object]
Make = Callable[[Live, Screen, Moment], Content]
LOOK_SECONDS = 0.03
SENDING_SECONDS = 1.0  # at most, as a server that ends has no loop any more
# Facts that depend on the time alone (a report that falls due) are read again this often; while
# nobody looks, so seldom that an idle server idles. Whoever comes then is told at the next look.
TICK_SITE_SECONDS = 60
TICK_LEAST_SECONDS = 10
IDLE_TICKS = 10


def tick_seconds(speed: float, *, is_followed: bool) -> float:
    """Return how many real seconds what is shown may rest on one reading of the site's clock."""
    seconds = max(TICK_LEAST_SECONDS, TICK_SITE_SECONDS / max(speed, 1e-6))
    return seconds if is_followed else seconds * IDLE_TICKS


class Watch(threading.Thread):
    """Looks at the pointer and the clock; viewers join when they open and leave when they close."""

    def __init__(self, live: Live, on_loop: OnLoop):
        super().__init__(name="sitroom-watch", daemon=True)
        self.live = live
        self._on_loop = on_loop
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
        viewers = self._following()
        asked = {viewer.asked for viewer in viewers}
        # What is news is told before what it also bears on has been read.
        if fresh.number != self.live.moment.number:
            self._on_loop(partial(_tell, viewers, self._made(asked, fresh, contents.first)))
            self._let_send()
        # A visitor who comes to the first page finds its rows read, whatever others look at.
        if HOME not in {one.page for one in asked}:
            asked.add(screen(HOME, {}, self.live.site))
        # Made here, once for all who ask for the same, and before the moment is everybody's; on
        # the loop they are only sent it.
        shown = self._made(asked, fresh, contents.content)
        self.live.moment = fresh
        viewers = self._following()
        # Who came or turned to another screen meanwhile; what could not be made is not tried twice.
        shown |= self._made({viewer.asked for viewer in viewers} - asked, fresh, contents.content)
        self._on_loop(partial(_tell, viewers, shown))

    def _let_send(self) -> None:
        """Wait until the loop has sent what it was given: making more at once slows both down."""
        sent = threading.Event()
        # Telling a viewer only queues its message; what is queued after that comes after it.
        self._on_loop(lambda: self._on_loop(sent.set))
        sent.wait(SENDING_SECONDS)

    def _made(self, asked: set[Screen], moment: Moment, make: Make) -> dict[Screen, Content]:
        shown: dict[Screen, Content] = {}
        for one in asked:
            try:
                made = make(self.live, one, moment)
                if made.blocks:
                    shown[one] = made
            except Exception:
                log.exception("a screen of %s could not be made; the others go on", one.page)
        return shown

    def _following(self) -> list[Viewer]:
        with self._lock:
            return [viewer for viewer in self._viewers if viewer.asked.is_live]

    def _leave(self, viewer: Viewer, *_: object) -> None:
        with self._lock:
            self._viewers.discard(viewer)


def _tell(viewers: list[Viewer], shown: dict[Screen, Content]) -> None:
    for viewer in viewers:
        try:
            # Who turned to another screen meanwhile asks anew when that is of an older moment.
            if viewer.asked in shown:
                viewer.refresh(viewer.asked, shown[viewer.asked])
        except Exception:
            log.exception("a viewer could not be told; it is told with the next news")
