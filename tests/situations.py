"""The sample's city in the situations that a board must be good in, each a site folder of its own.

busy: 09:24 of the flood day. quiet: the same minute with everything closed and lifted.
dead: busy, with one source that has been silent too long. exercise: busy, and only practised.
empty: a site to which nothing was ever loaded.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from sitroom.settings import open_site
from sitroom.site import latest

ALERT = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{identifier}-end</identifier>
<sender>lanting-met-office</sender><sent>2026-07-12T09:23:00+08:00</sent><status>Actual</status>
<msgType>Cancel</msgType><scope>Public</scope>
<references>lanting-met-office,{identifier},{sent}</references></alert>
"""


def busy(folder: Path) -> None:
    """Leave the day as it is."""


def quiet(folder: Path) -> None:
    """Close every incident, cancel every warning and end every response, as its office would."""
    board = latest(folder).read_many(["open_incidents", "warnings_in_force"])
    ends = [
        {
            "update_id": f"{incident.source_ref}/end",
            "incident_no": incident.source_ref,
            "seq": 900,
            "time": "2026-07-12T09:23:00+08:00",
            "kind": "final",
            "text": "终报",
            "status_from": incident.status,
            "status_to": "closed",
        }
        for incident in board["open_incidents"].itertuples()
    ]
    files = {"incident_updates/quiet.ndjson": "\n".join(json.dumps(e) for e in ends)}
    for warning in board["warnings_in_force"].itertuples():
        sent = pd.Timestamp(warning.effective_at, tz="UTC").tz_convert("Asia/Shanghai").isoformat()
        files[f"warnings/{warning.identifier}-end.xml"] = ALERT.format(
            identifier=warning.identifier, sent=sent
        )
    responses = folder / "responses"
    for file in sorted(responses.glob("*.csv")):
        ended = pd.read_csv(file, dtype=str)
        ended.iloc[:, 4] = ended.iloc[:, 4].fillna("2026-07-12 09:23")
        files[f"responses/quiet_{file.name}"] = ended.to_csv(index=False)
    rain = (folder / "rain_gauges" / "rain.json").read_text(encoding="utf-8")
    files["rain_gauges/rain.json"] = rain.replace("T09:02:00", "T09:22:00")
    _load(folder, files)


def dead(folder: Path) -> None:
    """Let the rain gauges have promised so much more that their silence is a death."""
    settings = folder / "sitroom.toml"
    before, gauges = settings.read_text(encoding="utf-8").split('name = "rain_gauges"')
    told = gauges.replace('every = "10 min"', 'every = "1 min"', 1)
    assert told != gauges
    settings.write_text(f'{before}name = "rain_gauges"{told}', encoding="utf-8")
    _load(folder, {})


def exercise(folder: Path) -> None:
    """Say in the settings that this store is one of an exercise."""
    settings = folder / "sitroom.toml"
    told = settings.read_text(encoding="utf-8")
    settings.write_text(told.replace("[site]\n", "[site]\nexercise = true\n", 1), encoding="utf-8")
    _load(folder, {})


def empty(folder: Path) -> None:
    """Keep only the settings."""
    for part in folder.iterdir():
        if part.name != "sitroom.toml":
            shutil.rmtree(part) if part.is_dir() else part.unlink()


SITUATIONS: dict[str, Callable[[Path], None]] = {
    function.__name__: function for function in (busy, quiet, dead, exercise, empty)
}


def make(name: str, sample: Path, folder: Path) -> Path:
    """Copy the sample's built site to `folder` and bring the situation about."""
    shutil.copytree(sample, folder)
    SITUATIONS[name](folder)
    return folder


def _load(folder: Path, files: dict[str, str]) -> None:
    from sitroom.load import load_file
    from sitroom.sources import declare_sources
    from sitroom.store.publish import publish
    from sitroom.store.record import open_record

    site = open_site(folder)
    with open_record(site) as record:
        declare_sources(record)
        for name, text in files.items():
            file = folder / name
            file.write_text(text, encoding="utf-8")
            result = load_file(site, record, file)
            assert all(part.rows_rejected == 0 for part in result), result
        publish(site, record)
