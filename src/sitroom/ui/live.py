"""What one server process knows of the site now, shared by every viewer it serves."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from sitroom import clock
from sitroom.errors import SitroomError
from sitroom.settings import Site
from sitroom.ui import reads

if TYPE_CHECKING:
    import pandas as pd

    from sitroom.site import Published

log = logging.getLogger("sitroom.ui")
Made = TypeVar("Made")
# What is read now, and what else is going to be: shared work is then done once for both.
Read = Callable[["Moment", list[str], Iterable[str]], "dict[str, pd.DataFrame]"]
FRAMES_KEPT = 100
MADE_KEPT = 300
WORKERS = 2


@dataclass(frozen=True)
class Moment:
    """One state of the site: published number (0: nothing yet), its real time and the true time."""

    number: int
    published_real: float
    as_of: datetime
    known_as_of: datetime | None = None
    published: Published | None = field(default=None, compare=False, repr=False)

    @property
    def tag(self) -> str:
        """A short name that two contents share only when they were made of the same facts."""
        known = f"~{self.known_as_of:%y%m%d%H%M%S}" if self.known_as_of else ""
        return f"{self.number}@{self.as_of:%y%m%d%H%M%S}{known}"


class Failed(Exception):
    """Rows that could not be read; the card that wanted them says so.

    `since` is when they first failed, as this server has seen it, and None at a past moment;
    `is_earlier` where nobody ever saw them well here, so that it may be longer.
    """

    def __init__(self, why: str, since: datetime | None = None, is_earlier: bool = False) -> None:
        super().__init__(why)
        self.since, self.is_earlier = since, is_earlier


class Live:
    """The site, the present moment, and a cache that makes each thing once for all viewers."""

    def __init__(self, site: Site, read: Read | None = None):
        self.site = site
        # Whether pages may hand files to a loader beside this server.
        self.takes_files = False
        self._read = read or reads.read
        self._frames: OrderedDict[Hashable, Any] = OrderedDict()
        self._made: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        # What is read or drawn → since when it fails, and whether it was never seen well.
        self._failing: dict[Hashable, tuple[datetime, bool]] = {}
        self._seen_well: set[Hashable] = set()
        self._lock = threading.Lock()
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="sitroom-make")
        self.moment = self.look()

    def look(self) -> Moment:
        """Return the site's newest moment, without making it the shared one."""
        from sitroom.site import latest, pointer

        as_of = clock.now(self.site.folder).replace(microsecond=0)
        found = pointer(self.site.folder)
        if not found:
            return Moment(0, 0.0, as_of)
        published = latest(self.site.folder)
        return Moment(published.number, found[1], as_of, published=published)

    def frames(
        self, names: Iterable[str], moment: Moment, ahead: Iterable[str] = ()
    ) -> dict[str, Any]:
        """Return each metric's rows (or why not: Failed), read once per process for all viewers.

        `ahead` are metrics that will be asked about the same moment next.
        """
        keys = {name: (name, moment.tag) for name in names}
        with self._one_at_a_time("frames"):
            missing = [n for n, key in keys.items() if self._known(self._frames, key) is None]
            read = self._read_what_can(missing, moment, ahead)
            for name, rows in read.items():
                self._keep(self._frames, keys[name], rows, FRAMES_KEPT)
        return {name: read.get(name, self._known(self._frames, k)) for name, k in keys.items()}

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what `make` makes for the key, made once however many viewers ask together."""
        made = self._known(self._made, key)
        if made is not None:
            return made
        with self._one_at_a_time(key):
            made = self._known(self._made, key)
            if made is None:
                made = make()
                self._keep(self._made, key, made, MADE_KEPT)
            return made

    def failed(self, what: Hashable, why: str, moment: Moment) -> Failed:
        """Return the failure of something at a moment, with since when it fails by now."""
        if not self._is_now(moment):
            return Failed(why)
        with self._lock:
            first = (moment.as_of, what not in self._seen_well)
            return Failed(why, *self._failing.setdefault(what, first))

    def went_well(self, what: Hashable, moment: Moment) -> None:
        """Forget that something failed."""
        if self._is_now(moment):
            with self._lock:
                self._failing.pop(what, None)
                self._seen_well.add(what)

    def _is_now(self, moment: Moment) -> bool:
        # How a past moment fares says nothing of since when the board of now does.
        return moment.known_as_of is None and moment.as_of >= self.moment.as_of

    def later(self, make: Callable[[], None]) -> None:
        """Do something beside the server's loop; what goes wrong is logged."""
        self._workers.submit(_logged, make)

    def _read_what_can(
        self, names: list[str], moment: Moment, ahead: Iterable[str]
    ) -> dict[str, Any]:
        if not names:
            return {}
        try:
            read = dict(self._read(moment, names, ahead))
        except Exception as error:
            # One metric that fails must not take the others from the screen.
            log.info("%d metrics are read one by one: %s", len(names), error)
            return {name: self._read_one(name, moment) for name in names}
        for name in names:
            self.went_well(name, moment)
        return read

    def _read_one(self, name: str, moment: Moment) -> Any:
        try:
            rows = self._read(moment, [name], ())[name]
        except SitroomError as error:
            log.warning("the metric %s cannot be read: %s", name, error)
            return self.failed(name, str(error), moment)
        except Exception as error:
            log.exception("the metric %s cannot be read", name)
            return self.failed(name, type(error).__name__, moment)
        self.went_well(name, moment)
        return rows

    def _one_at_a_time(self, key: Hashable) -> threading.Lock:
        with self._lock:
            if len(self._making) > 2000:
                self._making = {k: lock for k, lock in self._making.items() if lock.locked()}
            return self._making.setdefault(key, threading.Lock())

    def _known(self, kept: OrderedDict[Hashable, Any], key: Hashable) -> Any:
        with self._lock:
            if key in kept:
                kept.move_to_end(key)
            return kept.get(key)

    def _keep(self, kept: OrderedDict[Hashable, Any], key: Hashable, made: Any, most: int) -> None:
        with self._lock:
            kept[key] = made
            while len(kept) > most:
                kept.popitem(last=False)


def _logged(make: Callable[[], None]) -> None:
    try:
        make()
    except Exception:
        log.exception("a screen could not be made")
