"""Decisions that people take about facts: small files in the site's folder `decisions/`.

The record has one writer, so a decision travels as a file: whoever takes it writes one, the
loader takes it up at its next look. The files stay: with them the record can be made again.
"""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from sitroom import clock
from sitroom.errors import UsageError, nearest
from sitroom.recognise import mask_text
from sitroom.site import latest
from sitroom.store.links import (
    incidents_named,
    known_decisions,
    newest_incidents,
    warnings_issued,
    write_acknowledgement,
    write_link,
)
from sitroom.store.record import Record

FOLDER = "decisions"
_LONGEST_POST = 80


def link(folder: Path, one: str, other: str, *, post: str = "", is_linked: bool = True) -> Path:
    """Write down that two incidents are one event, or are not; return the file that says so.

    Incidents are named by `incident_id` or by a number that just one carries. `post` is the post
    that decided, never a person. Raises UsageError with the nearest when one is not known.
    """
    pair = sorted({_incident(folder, one), _incident(folder, other)})
    if len(pair) < 2:
        raise UsageError(f"`{one}` and `{other}` are the same incident.", "two incidents")
    return _write(folder, "link" if is_linked else "unlink", post, incidents=pair)


def acknowledge(folder: Path, warning: str, *, post: str) -> Path:
    """Write down that a post has acknowledged a warning; return the file that says so.

    `warning` is its identifier as issued; a later version of it needs a new acknowledgement.
    `post` is a post or organisation, never a person. Raises UsageError with the nearest
    identifier when there is no such warning, and when no post is named.
    """
    if not post.strip():
        raise UsageError("Nobody acknowledges it.", "the post or organisation that does")
    known = warnings_issued(latest(folder).con)
    if warning not in known:
        raise UsageError(
            f"There is no warning `{warning}`." + nearest(warning, known),
            "an identifier as `sitroom read warnings_in_force` lists it",
        )
    return _write(folder, "acknowledge", post, warning=warning)


def take_up(record: Record) -> int:
    """Enter the decisions that the record does not know yet; return how many.

    A file that makes no sense is left alone: it is renamed so that it is not read again.
    """
    files = sorted((record.site.folder / FOLDER).glob("*.json"))
    known = known_decisions(record) if files else set()
    fresh = [file for file in files if file.name not in known]
    if not fresh:
        return 0
    taken = 0
    with record.transaction():
        for file in fresh:
            said = _read(file)
            if said is None:
                file.replace(file.with_suffix(".unread"))
                continue
            write = write_acknowledgement if "warning" in said else write_link
            write(record, file.name, said, clock.now(record.site.folder))
            taken += 1
    return taken


def _incident(folder: Path, name: str) -> str:
    published = latest(folder)
    rows = incidents_named(published.con, name)
    if len(rows) == 1:
        return rows[0]
    if rows:
        raise UsageError(
            f"Several incidents carry the number `{name}`.", "one of: " + ", ".join(rows[:10])
        )
    raise UsageError(
        f"There is no incident `{name}`." + nearest(name, newest_incidents(published.con)),
        "an incident_id as `sitroom read open_incidents` lists it, or a number that one carries",
    )


def _write(folder: Path, kind: str, post: str, **about: Any) -> Path:
    at = clock.now(folder)
    said = {
        "kind": kind,
        **about,
        "decided_at": at.isoformat(timespec="milliseconds"),
        "post": mask_text(post)[:_LONGEST_POST],
    }
    name = f"{at:%Y%m%dT%H%M%S%f}-{kind}-{secrets.token_hex(3)}"
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    fresh, file = place / f".{name}", place / f"{name}.json"
    fresh.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    # Renamed when it is whole: the loader never sees half a decision.
    fresh.replace(file)
    return file


def _read(file: Path) -> dict[str, Any] | None:
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(said["decided_at"])
        about = _about(said)
        if about is None or at.tzinfo:
            return None
        post = str(said.get("post") or "")[:_LONGEST_POST]
        return {**about, "decided_at": at, "post": post}
    except (ValueError, KeyError, TypeError, UnicodeDecodeError):
        return None


def _about(said: dict[str, Any]) -> dict[str, Any] | None:
    """Return what a decision is about: a pair of incidents or a warning; None when neither."""
    if said["kind"] == "acknowledge":
        return {"warning": str(said["warning"])}
    one, other = sorted(said["incidents"])
    if said["kind"] not in ("link", "unlink") or one == other:
        return None
    return {"pair": (str(one), str(other)), "is_linked": said["kind"] == "link"}
