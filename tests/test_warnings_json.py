"""CAP written as JSON: several languages are one alert, colour from a parameter, onset ahead."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from sitroom import site as published
from sitroom.load import load_file
from sitroom.settings import open_site
from sitroom.store.publish import publish
from sitroom.store.record import open_record


def info(language: str, event: str, onset: str) -> dict:
    """Return one language of an invented alert."""
    return {
        "language": language, "event": event, "category": ["Met"], "severity": "Moderate",
        "urgency": "Future", "certainty": "Likely", "effective": "2026-01-05T08:00:00+01:00",
        "onset": onset, "expires": "2026-01-08T00:00:00+01:00", "headline": event,
        "area": [{"areaDesc": "Nowhere", "geocode": [{"valueName": "EMMA_ID", "value": "XX003"}]}],
        "parameter": [{"valueName": "awareness_level", "value": "2; yellow; Moderate"}],
    }  # fmt: skip


def alert(number: int, onset: str) -> dict:
    return {
        "alert": {
            "identifier": f"XX.{number}", "sender": "nobody@met.example", "status": "Actual",
            "msgType": "Alert", "scope": "Public", "sent": "2026-01-05T08:00:00+01:00",
            "info": [info("xx", "Zut", onset), info("en", "Low-temperature Yellow Warning", onset)],
        },
        "uuid": f"u-{number}",
    }  # fmt: skip


def test_each_alert_is_one_warning_in_the_reader_s_language(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "alerts.json"
    onsets = ("2026-01-05T09:00:00+01:00", "2026-01-07T18:00:00+01:00")
    file.write_text(json.dumps({"warnings": [alert(n, at) for n, at in enumerate(onsets)]}))
    opened = open_site(site)
    with open_record(opened) as record:
        [result] = load_file(opened, record, file)
        assert (result.dataset, result.rows_read, result.rows_inserted) == ("warning", 4, 4)
        publish(opened, record)
    found = published.latest(site).read("warnings_in_force", as_of=datetime(2026, 1, 6))
    assert found["headline"].tolist() == ["Low-temperature Yellow Warning"] * 2
    assert set(found["colour"]) == {"yellow"} and set(found["hazard"]) == {"snow_cold"}
    assert sorted(found["has_begun"]) == [False, True]


def test_a_public_list_of_two_languages_shows_its_manifests_facts(
    site: Path, real_data: Path
) -> None:
    opened = open_site(site)
    with open_record(opened) as record:
        [result] = load_file(opened, record, real_data / "warning/meteoalarm_bosnia.json")
        assert result.rows_inserted == 44
        publish(opened, record)
    file = published.latest(site)
    sent = file.sql(
        "SELECT count(DISTINCT identifier) AS n, min(sent_at) AS first, max(sent_at) AS last,"
        " max(expires_at) AS ends FROM core.warning"
    )
    assert sent.iloc[0].tolist() == [
        22,
        *map(datetime.fromisoformat, ("2024-01-05 07:39:49", "2024-01-07 06:55:19",
                                      "2024-01-10 09:00:59")),
    ]  # fmt: skip
    live = file.read("warnings_in_force", as_of=datetime(2024, 1, 7, 11))
    assert (len(live), live["has_begun"].sum(), set(live["colour"])) == (22, 2, {"yellow"})
    kinds = live["headline"].str.extract(r"^(\S+) Yellow", expand=False).value_counts()
    assert kinds.to_dict() == pytest.approx(
        {"Snow-ice": 11, "Low-temperature": 8, "Rain": 2, "Wind": 1}
    )
