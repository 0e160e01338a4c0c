"""What changed since the last briefing, and what a quiet page says instead of nothing."""

from __future__ import annotations

import json

import pandas as pd
import ui_frames

from sitroom.ui.words import catalogue
from sitroom.views import blocks_briefing, blocks_incidents, blocks_since
from sitroom.views.reader import Reader


def reader(language: str = "en") -> Reader:
    said = "zh" if language == "zh" else "en"
    return Reader(now=ui_frames.NOW, language=said, zone="Asia/Shanghai", words=catalogue(language))


def changes() -> pd.DataFrame:
    at = pd.Timestamp(ui_frames.NOW)
    rows = [
        ("raised", "i1", "i1", "泵站内涝", "泵站内涝", 3, 2, False),
        ("source_lost", None, "rain", "Rain gauges", "雨量站", None, None, False),
        ("closed", "i2", "i2", "<b>积水</b>", "<b>积水</b>", 4, None, True),
    ]
    names = ["kind", "incident_id", "subject_id", "subject", "subject_zh", "level_from", "level_to",
             "is_learned_late"]  # fmt: skip
    since = at - pd.Timedelta(minutes=84)
    return pd.DataFrame(rows, columns=names).assign(since_at=since, at=at)


def test_each_change_says_when_and_what_and_leads_to_its_incident() -> None:
    block = blocks_since.since_briefing(changes(), reader())
    said = [[row["cells"][1]["text"], row["cells"][2]] for row in block["rows"]]
    assert [kind for kind, _ in said] == ["Raised", "Source lost", "Closed"]
    raised, lost, closed = (which for _, which in said)
    assert (raised["small"], raised["level"]) == ("Level III → II", 2)
    assert raised["go"] == {"incident": "i1"}
    assert "go" not in lost and lost["text"] == "Rain gauges"
    assert block["rows"][2]["cells"][0]["small"] == "learned late"
    assert closed["text"] == "<b>积水</b>"  # a text wherever it is drawn
    assert block["note"] == "since 08:00"
    json.dumps(block)


def test_no_change_is_said_and_many_are_counted() -> None:
    none = blocks_since.since_briefing(changes().head(0), reader("zh"))
    assert (none["rows"], none["empty"]) == ([], "上次例会以来无变化")
    many = blocks_since.since_briefing(pd.concat([changes()] * 12), reader())
    assert len(many["rows"]) == 30
    assert many["remarks"] == [{"text": "6 more", "state": ""}]


def test_a_quiet_page_of_incidents_shows_what_was_closed_last() -> None:
    rows = pd.concat([ui_frames.incidents()] * 2, ignore_index=True)
    assert blocks_incidents.table(rows, reader())["closed"] == []
    ends = pd.Timestamp(ui_frames.NOW) - pd.to_timedelta(range(len(rows)), unit="min")
    quiet = rows.assign(is_open=False, closed_at=ends)
    block = blocks_incidents.table(quiet, reader())
    assert (block["items"], block["empty"]) == ([], "No open incident")
    assert [one["id"] for one in block["closed"]] == list(quiet.incident_id.head(25))
    assert block["closed"][0]["ended"] == "closed 09:24"


def test_a_quiet_board_says_what_came_to_an_end() -> None:
    none = pd.DataFrame()
    ready = blocks_briefing.incident_list(none, none, changes(), reader())["ready"]
    assert ready == [{"label": "Closed since 08:00", "value": "1", "note": "09:24 · <b>积水</b>"}]
    busy = blocks_briefing.incident_list(ui_frames.incidents(), none, changes(), reader())
    assert busy["ready"] == []
