"""Strangers' files, read in a worker process that has limits and no network."""

from __future__ import annotations

import json
import re
import shutil
import signal
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sitroom.errors import SitroomError, UnreadableFile, UsageError
from sitroom.reading import workers
from sitroom.reading.header import known_keys
from sitroom.reading.parsed import ANSWER, Envelope, Limits, Parsed, Table, stages

__all__ = ["Envelope", "Limits", "Parsed", "Table", "gather", "look", "parse"]

_EXCEPTION = re.compile(r"[A-Za-z_][\w.]*(?:Error|Exception|Interrupt)\b")
_SMALLER = "split the file, or save it again from the program that made it"


def parse(
    path: Path, out: Path, *, limits: Limits | None = None, options: dict[str, Any] | None = None
) -> Parsed:
    """Read a file (or what a connector gives) into Parquet stages in the folder `out`.

    Options: `known_headers` (header words that mark a header row), `connector`, `settings`
    and `site` (run that connector instead of reading by content). Raises UnreadableFile.
    """
    answer = _in_worker(path, out, limits or Limits(), options or {})
    return _parsed(path, answer)


def look(path: Path, out: Path) -> Envelope:
    """Return what a body says of itself: when it was made, where it goes on, what it points to."""
    return Envelope(**_in_worker(path, out, Limits(), {"task": "look"})["envelope"])


def gather(pages: list[Path], into: Path, out: Path) -> list[str]:
    """Write what several pages of one kind hold into one file; return what is wrong with some."""
    options = {
        "task": "gather",
        "pages": [str(p.resolve()) for p in pages],
        "into": str(into.resolve()),
    }
    return _in_worker(pages[0], out, Limits(), options)["broken"]


def _in_worker(path: Path, out: Path, limits: Limits, options: dict[str, Any]) -> dict[str, Any]:
    before = _look(path)
    out.mkdir(parents=True, exist_ok=True)
    # A name of its own keeps apart two readings into one folder, and what a killed one left.
    temp = Path(tempfile.mkdtemp(prefix="read-", dir=out.resolve()))
    request = {
        "path": str(path.resolve()),
        "temp": str(temp),
        "limits": asdict(limits),
        "options": _resolved(options),
    }
    try:
        answer = _ask_worker(request, temp, path, limits)
        if _look(path) != before:
            raise UnreadableFile(
                f"{path.name} changed while it was read.",
                "a file that is written completely",
                "load it again when the program that writes it has finished",
                code="E_CHANGING",
            )
    except BaseException:
        for stage in stages(temp):
            stage.unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(temp, ignore_errors=True)
    return answer


def _look(path: Path) -> tuple[int, int]:
    try:
        seen = path.stat()
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be opened: {error.strerror}.", "a file to read", code="E_OPEN"
        ) from error
    return seen.st_size, seen.st_mtime_ns


def _resolved(options: dict[str, Any]) -> dict[str, Any]:
    """Resolve secrets here, so that the worker is given neither the environment nor their names.

    Header words are reduced here to what is compared: once, not once in each worker.
    """
    from sitroom.settings import secret

    settings = options.get("settings", {})
    given = {k: secret(v) if isinstance(v, str) else v for k, v in settings.items()}
    resolved = {k: sorted(v) if isinstance(v, set | frozenset) else v for k, v in options.items()}
    known = sorted(known_keys(options.get("known_headers", ())))
    return resolved | {"settings": given, "known_headers": known}


def _ask_worker(request: dict[str, Any], temp: Path, path: Path, limits: Limits) -> dict[str, Any]:
    try:
        code, complaint = workers.run(request, temp, limits.seconds)
    except TimeoutError:
        raise UnreadableFile(
            f"{path.name} was not read within {limits.seconds:.0f} seconds.",
            "a file that is read faster",
            _SMALLER,
            code="E_TIME",
        ) from None
    answer = temp / ANSWER
    if code != 0 or not answer.exists():
        raise _death(code, complaint, path, limits)
    given = json.loads(answer.read_text(encoding="utf-8"))
    if "error" in given:
        raise _failure(given["error"])
    return given


def _failure(error: dict[str, str]) -> SitroomError:
    kinds = {"UnreadableFile": UnreadableFile, "UsageError": UsageError}
    kind = kinds.get(error["kind"], SitroomError)
    return kind(error["found"], error["expected"], error["todo"], code=error["code"])


def _death(code: int, complaint: str, path: Path, limits: Limits) -> UnreadableFile:
    # The last line that names an exception; what follows it is its details.
    named = [line for line in complaint.splitlines() if _EXCEPTION.match(line)]
    last = named[-1].rpartition("Exception: ")[2][:200] if named else complaint.strip()[-200:]
    if code == -signal.SIGXCPU or "CPU time" in last:
        return UnreadableFile(
            f"{path.name} needed more than {limits.cpu_seconds} seconds of computing.",
            "a file that is read faster",
            _SMALLER,
            code="E_TIME",
        )
    if code < 0 or "MemoryError" in complaint or "memory" in last.lower():
        return UnreadableFile(
            f"{path.name} broke the process that reads it"
            + (f" ({signal.Signals(-code).name})." if code < 0 else "."),
            f"a file that opens within {limits.memory // 2**20} MB of memory",
            _SMALLER,
            code="E_BOMB",
        )
    return UnreadableFile(
        f"{path.name} could not be read: {last or f'the reader ended with code {code}'}",
        "a table in one of the known formats",
        "open it in the program that made it and save it again",
        code="E_READER",
    )


def _parsed(path: Path, answer: dict[str, Any]) -> Parsed:
    tables = [Table(**table | {"stage": Path(table["stage"])}) for table in answer.pop("tables")]
    return Parsed(path=path, tables=tables, **answer)
