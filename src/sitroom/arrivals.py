"""What was fetched, on its way into the record."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sitroom import clock
from sitroom.errors import SitroomError
from sitroom.fetching.carried import Carried, folder_of, forget, recall, remember, sweep
from sitroom.fetching.fetch import fetch
from sitroom.journal import LoadResult, loaded_before, note_failure, note_unchanged
from sitroom.load import Progress, load_file
from sitroom.settings import Site, Source
from sitroom.store.record import Record


def fetch_and_load(
    site: Site, record: Record, source: Source, *, progress: Progress | None = None
) -> list[LoadResult]:
    """Fetch a source that lies at a url, and load what came; a failure changes nothing else."""
    if progress:
        progress("fetching", 0.0)
    return load_carried(site, record, fetch(site, source), progress=progress)


def load_carried(
    site: Site, record: Record, carried: Carried, *, progress: Progress | None = None
) -> list[LoadResult]:
    """Load what a fetch brought; its files are gone afterwards, whatever became of them."""
    source = carried.source
    try:
        if carried.error:
            return [_failed(site, record, carried, carried.error)]
        if carried.is_unchanged:
            return _unchanged(site, record, carried)
        digests = {file.name: _checksum(file) for file in carried.files}
        results = [
            result
            for file in carried.files
            for result in load_file(
                site, record, file, source, progress=progress, said_at=carried.said_at
            )
        ]
        for result in results:
            result.message = "; ".join(filter(None, (result.message, *carried.notes)))
        if any(result.status == "failed" for result in results):
            forget(site, source)
        else:
            remember(site, source, carried.memory | {"files": digests})
        return results
    finally:
        sweep(folder_of(site, source))


def _unchanged(site: Site, record: Record, carried: Carried) -> list[LoadResult]:
    """Note that nothing is new; what the record does not know is fetched whole the next time."""
    source = carried.source
    files: dict[str, str] = recall(site, source).get("files", {})
    known = [
        result
        for name, digest in files.items()
        for result in loaded_before(record, source, Path(name), digest)
    ]
    if not known:
        forget(site, source)
        trouble = SitroomError("Nothing is new there, and nothing of it is known here.")
        return [_failed(site, record, carried, trouble)]
    for result in known:
        result.message = "nothing new at the source"
        result.data_at = carried.said_at or result.data_at
    remember(site, source, carried.memory | {"files": files})
    return note_unchanged(record, known, clock.now(site.folder))


def _failed(site: Site, record: Record, carried: Carried, error: SitroomError) -> LoadResult:
    source = carried.source
    return note_failure(record, source, Path(source.name), clock.now(site.folder), error)


def _checksum(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
