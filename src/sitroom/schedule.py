"""The loader process: owns the record, loads what arrives, publishes after each batch."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sitroom import clock, demo
from sitroom.alive import Heart
from sitroom.arrivals import load_carried
from sitroom.decisions import FOLDER as DECISIONS
from sitroom.decisions import take_up
from sitroom.errors import SitroomError
from sitroom.fetching.carried import Carried
from sitroom.fetching.fetch import fetch
from sitroom.journal import LoadResult
from sitroom.listing import Listings, Stamp, is_let_go, stamp
from sitroom.load import load_file
from sitroom.paths import ADDED_WORDS
from sitroom.reading.beside import HAVE_PARTS
from sitroom.rebuild import rebuild
from sitroom.recognise import mask_text
from sitroom.settings import FILE_NAME, Site, Source, open_site
from sitroom.shaping.waiting import learn
from sitroom.sources import declare_sources, files_of, folders_of, is_meant
from sitroom.store.publish import publish
from sitroom.store.record import Record, open_record

LOOK_EVERY, SETTLE = 0.1, 0.25  # seconds; the second one while a file may still be growing
RETRY_MINUTES = 10.0
INBOX = "inbox"
Say = Callable[[str], None]


def _is_whole(file: Path, found_as: Stamp) -> bool:
    """Say whether all of a file is there for sure.

    An empty one is still going to be filled, and what others belong to may come before them.
    """
    _, size = found_as
    return file.suffix.lower() not in HAVE_PARTS and size > 0 and is_let_go(file)


@dataclass
class Watch:
    """What the loader remembers between looks: what each file was like, and what is due when."""

    listings: Listings = field(default_factory=Listings)
    seen: dict[Path, Stamp] = field(default_factory=dict)
    loaded: dict[Path, Stamp] = field(default_factory=dict)
    retry: dict[Path, datetime] = field(default_factory=dict)
    due: dict[str, datetime] = field(default_factory=dict)
    fetching: set[str] = field(default_factory=set)
    next_arrival: datetime | None = None  # of the demonstration; None: not known yet
    is_growing: bool = False  # whether a file was new or changed at this look
    # Filled by the threads that fetch, emptied by the one that loads.
    carried: queue.SimpleQueue[Carried] = field(default_factory=queue.SimpleQueue)

    def ripe(self, files: Iterable[Path], now: datetime) -> list[Path]:
        """Return files that are new or changed, once whoever wrote them is done.

        That is as soon as nobody has the file open for writing any more; where the system does
        not tell, once two looks find it as it was.
        """
        found = []
        for file in files:
            found_as = stamp(file)
            if found_as is None:
                continue
            is_known = self.loaded.get(file) == found_as
            settled = self.seen.get(file) == found_as or (
                not is_known and _is_whole(file, found_as)
            )
            self.is_growing = self.is_growing or not settled
            self.seen[file] = found_as
            again = file in self.retry and self.retry[file] <= now
            if settled and (not is_known or again):
                found.append(file)
        return found

    def note(self, file: Path, source: Source | None, failed: bool, now: datetime) -> None:
        """Remember that a file was tried; one that failed is tried again at the next cadence."""
        self.loaded[file] = self.seen[file]
        self.retry.pop(file, None)
        if failed:
            every = (source.every_minutes if source else None) or RETRY_MINUTES
            self.retry[file] = now + timedelta(minutes=every)


def run(site: Site, stop: threading.Event, say: Say) -> None:
    """Own the site's record until `stop`: load what arrives, publish, keep going when one fails.

    Raises Busy when another loader owns the record.
    """
    with open_record(site) as record, Heart(site.folder) as heart:
        watch, settings = Watch(), stamp(site.folder / FILE_NAME)
        make_ready(record, say)
        publish(site, record)
        while not stop.is_set():
            heart.looked()
            _replay(site.folder, watch, say)
            written = stamp(site.folder / FILE_NAME)
            if written != settings:
                settings, site = written, _reopened(site, record, say)
            told = _is_told_something(site, watch) and _heed_people(record, say)
            if look(site, record, watch, stop, say) or told:
                publish(site, record)
            stop.wait(SETTLE if watch.is_growing else LOOK_EVERY)


def make_ready(record: Record, say: Say) -> None:
    """Bring the record in line with today's tables, word lists and sitroom.toml."""
    if record.is_outdated:
        say(f"Tables or word lists changed: {rebuild(record)} loads were shaped again from raw.")
    declare_sources(record)
    _heed_people(record, say)


def _heed_people(record: Record, say: Say) -> bool:
    """Take up what people decided and the words they taught; say whether anything was new."""
    decided, shaped = take_up(record), learn(record)
    if decided:
        say(f"{decided} decisions were taken up.")
    if shaped:
        say(f"Words were learned; {shaped} rows that waited for them were shaped again.")
    return bool(decided or shaped is not None)


def _is_told_something(site: Site, watch: Watch) -> bool:
    """Say whether people left a decision or a word since the last look."""
    decided = watch.listings.is_news("decisions", site.folder / DECISIONS, "*.json")
    words = watch.listings.is_news("words", site.folder / ADDED_WORDS, "*.csv")
    return decided or words


def look(site: Site, record: Record, watch: Watch, stop: threading.Event, say: Say) -> bool:
    """Load once whatever has arrived or is due; say whether anything was tried."""
    tried = watch.is_growing = False
    now = clock.now(site.folder)
    for source in (*site.sources, None):
        for file in watch.ripe(_files(site, source, watch), now):
            if stop.is_set():
                return tried
            load = partial(load_file, site, record, file, source)
            results = _tried(record, load, say, file.name)
            failed = not results or any(result.status == "failed" for result in results)
            watch.note(file, source, failed, clock.now(site.folder))
            tried = True
        if source and source.url and _is_due(source, watch, clock.now(site.folder)):
            _begin_to_fetch(site, source, watch, stop)
    return _load_carried(site, record, watch, stop, say) or tried


def _begin_to_fetch(site: Site, source: Source, watch: Watch, stop: threading.Event) -> None:
    """Fetch in a thread of its own, so that a slow source keeps no other waiting."""
    watch.fetching.add(source.name)
    # It only carries files; when the loader is told to stop, nothing is lost with it.
    threading.Thread(
        target=lambda: watch.carried.put(_fetched(site, source, stop)), daemon=True
    ).start()


def _fetched(site: Site, source: Source, stop: threading.Event) -> Carried:
    try:
        return fetch(site, source, stop=stop)
    except Exception as error:
        # A fault of ours in one source is told in that source's state, like one of its own.
        return Carried(source, error=SitroomError(f"{type(error).__name__}: {error}"))


def _load_carried(
    site: Site, record: Record, watch: Watch, stop: threading.Event, say: Say
) -> bool:
    """Load what the fetching threads have brought since the last look."""
    tried = False
    while not stop.is_set() and not watch.carried.empty():
        carried = watch.carried.get()
        source, now = carried.source, clock.now(site.folder)
        watch.fetching.discard(source.name)
        watch.due[source.name] = now + _pause(source, carried)
        if source in site.sources:
            _tried(record, partial(load_carried, site, record, carried), say, source.name)
            tried = True
    return tried


def _pause(source: Source, carried: Carried) -> timedelta:
    """Return how long a source is left alone: what it asked for, or what it promises."""
    minutes = source.every_minutes or RETRY_MINUTES
    return timedelta(seconds=max(minutes * 60, carried.wait or 0))


def keep_loading(folder: Path, stop: threading.Event, say: Say) -> threading.Thread:
    """Keep a loader process alive beside this one until `stop`; return the thread that does."""
    thread = threading.Thread(target=_keep, args=(folder, stop, say), name="loader", daemon=True)
    thread.start()
    return thread


def _keep(folder: Path, stop: threading.Event, say: Say) -> None:
    command = [sys.executable, "-m", "sitroom", "load", "--watch", "--attached"]
    pause = 1.0
    while not stop.is_set():
        # The end of this pipe tells the loader that nobody is left to stop it.
        with subprocess.Popen([*command, "--site", str(folder)], stdin=subprocess.PIPE) as loader:
            while loader.poll() is None and not stop.wait(0.2):
                pass
            code = _ended(loader)
        if code in (0, 2, 75) or stop.is_set():
            return
        say(f"The loader ended with code {code}; starting it again in {pause:.0f} s.")
        stop.wait(pause)
        pause = min(pause * 2, 30)


def _ended(loader: subprocess.Popen[bytes]) -> int:
    loader.terminate()
    try:
        return loader.wait(timeout=10)
    except subprocess.TimeoutExpired:
        # In the middle of something long: all of it is one transaction, so nothing is torn.
        loader.kill()
        return loader.wait()


def _tried(
    record: Record, load: Callable[[], list[LoadResult]], say: Say, what: str
) -> list[LoadResult]:
    # Whatever one file does to the loader, a fault of ours included, the other sources go on.
    try:
        results = load()
    except SitroomError as error:
        say(mask_text(f"{what}: {error}"))
        return []
    except Exception as error:
        say(mask_text(f"{what}: not loaded; {type(error).__name__}: {error}"))
        # A record that no longer answers (its disk was full, say) ends this process; the next
        # one opens it afresh.
        record.con.execute("SELECT 1")
        return []
    for result in results:
        if result.status != "unchanged":
            say(result.line)
    return results


def _files(site: Site, source: Source | None, watch: Watch) -> list[Path]:
    if source is None:
        inbox = site.folder / INBOX
        return watch.listings.files(
            INBOX,
            lambda: [inbox],
            lambda: sorted(file for file in inbox.glob("*") if is_meant(file, inbox.resolve())),
        )
    if not source.path:
        return []
    return watch.listings.files(
        source.path, lambda: folders_of(site, source), lambda: files_of(site, source)
    )


def _is_due(source: Source, watch: Watch, now: datetime) -> bool:
    if source.name in watch.fetching:
        return False
    # A clock that was set back would otherwise keep a source waiting until it has caught up.
    longest = now + timedelta(minutes=source.every_minutes or RETRY_MINUTES) + timedelta(minutes=10)
    return not now < watch.due.get(source.name, now) <= longest


def _replay(folder: Path, watch: Watch, say: Say) -> None:
    """Let the demonstration's next files arrive once it is their time."""
    if not demo.is_replay(folder):
        return
    if watch.next_arrival is None or clock.now(folder) >= watch.next_arrival:
        for hour in demo.deliver(folder):
            say(f"{hour[:2]}:{hour[2:]}: files arrive.")
        watch.next_arrival = demo.next_arrival(folder)
    if watch.next_arrival == datetime.max and clock.speed(folder) > 1:
        demo.slow_down(folder)
        say("The day is told; from here the board's clock runs at its natural speed.")


def _reopened(site: Site, record: Record, say: Say) -> Site:
    try:
        fresh = open_site(site.folder)
    except SitroomError as error:
        say(f"{FILE_NAME} was changed and cannot be used; going on with the former one.\n{error}")
        return site
    record.site = fresh
    declare_sources(record)
    publish(fresh, record)
    say(f"{FILE_NAME} was changed and read again.")
    return fresh
