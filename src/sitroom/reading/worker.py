"""The process that opens one file; only text leaves it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sitroom.errors import SitroomError
from sitroom.reading import connected, envelope, formats, sandbox, shapetext, signatures
from sitroom.reading.parsed import ANSWER, Job, Limits


def main() -> None:
    """Read the request from standard input and leave the answer in the job's folder."""
    request = json.load(sys.stdin)
    limits = Limits(**request["limits"])
    sandbox.close_down(limits)
    job = Job(Path(request["path"]), Path(request["temp"]), limits, request["options"])
    try:
        answer = _answer(job)
    except SitroomError as error:
        answer = {"error": _in_words(error)}
    except (MemoryError, RecursionError) as error:
        answer = {"error": _too_much(error, job)}
    (job.temp / ANSWER).write_text(json.dumps(answer, default=str), encoding="utf-8")


def _answer(job: Job) -> dict[str, Any]:
    task = job.options.get("task", "read")
    if task == "look":
        return {"envelope": envelope.look(job)}
    if task == "gather":
        pages, into = map(Path, job.options["pages"]), Path(job.options["into"])
        return {"broken": envelope.gather(list(pages), into)}
    if "signed_by" in job.options:
        signatures.keep_signed(job)
    read = connected.read if "connector" in job.options else formats.read_by_content
    tables = [shapetext.placed(job, table) for table in read(job)]
    return {
        "format": job.format,
        "encoding": job.encoding,
        "confidence": round(job.confidence, 3),
        "delimiter": job.delimiter,
        "tables": [asdict(table) for table in tables],
        "notes": job.notes,
        "made_at": envelope.made_at(job),
    }


def _in_words(error: SitroomError) -> dict[str, str]:
    words = {"found": error.found, "expected": error.expected, "todo": error.todo}
    return {"kind": type(error).__name__, "code": error.code, **words}


def _too_much(error: Exception, job: Job) -> dict[str, str]:
    deep = isinstance(error, RecursionError)
    return {
        "kind": "UnreadableFile",
        "code": "E_DEPTH" if deep else "E_BOMB",
        "found": f"{job.path.name} is nested too deeply."
        if deep
        else f"{job.path.name} does not fit into {job.limits.memory // 2**20} MB of memory.",
        "expected": f"at most {job.limits.depth} levels" if deep else "a smaller file",
        "todo": "ask the sender for a plain table" if deep else "split the file",
    }
