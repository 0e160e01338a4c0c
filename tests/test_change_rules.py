"""A city changes its rules with files in its own folder, as docs/how-to/change-the-rules.md says."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from sitroom.load import load_file
from sitroom.schedule import make_ready
from sitroom.settings import open_site
from sitroom.site import latest
from sitroom.store.publish import publish
from sitroom.store.record import open_record

PAGE = Path(__file__).resolve().parent.parent / "docs" / "how-to" / "change-the-rules.md"
NOW = datetime(2026, 7, 12, 1, 24)


def as_the_page_says(folder: Path) -> None:
    """Write each file of the page into the site, as it stands there."""
    page = PAGE.read_text(encoding="utf-8")
    for name, kind, text in re.findall(r"`our-city/(\S+?)`:\n\n```(\w+)\n(.*?)```", page, re.S):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if kind == "toml":
            text = f"{text}{file.read_text(encoding='utf-8').replace('[site]', '', 1)}"
        file.write_text(text, encoding="utf-8")


def seen(folder: Path) -> dict:
    published = latest(folder)
    (row,) = published.read("incidents", as_of=NOW).to_dict("records")
    return row | {"due": published.read("report_obligations", as_of=NOW)}


def test_a_threshold_and_a_deadline_are_changed_in_the_sites_folder(site: Path, tmp_path: Path):
    log = tmp_path / "incidents.csv"
    log.write_text(
        "Incident no,Title,Incident type,Level,Status,Reported at,Deaths,Seriously injured,Economic loss (CNY)\n"
        "M-1,Roof fall,Mine accident,IV,responding,2026-07-12 08:54,5,0,0\n",
        encoding="utf-8",
    )
    with open_record(open_site(site)) as record:
        load_file(open_site(site), record, log)
        publish(open_site(site), record)
    before = seen(site)
    assert (before["level_by_rule"], before["rule_profile"]) == (3, "cn-national")
    assert before["report_state"] == "none" and len(before["due"]) == 0

    as_the_page_says(site)
    with open_record(open_site(site)) as record:
        make_ready(record, print)
        publish(open_site(site), record)
    after = seen(site)
    assert (after["level_by_rule"], after["rule_profile"], after["level"]) == (2, "our-city", 4)
    assert (after["rule_law"], after["level_check"]) == ("Our city's plan", True)
    assert after["report_state"] == "overdue"
    (due,) = after["due"].to_dict("records")
    assert (due["rule_id"], due["state"], due["minutes_late"]) == ("our-first", "overdue", 10)
    assert due["due_at"] == NOW - timedelta(minutes=10)
