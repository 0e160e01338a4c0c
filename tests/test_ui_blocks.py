"""Rows in, plain words out: the blocks of the pages, in both languages."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
import ui_frames

from sitroom.errors import UnreadableFile
from sitroom.ui.words import catalogue
from sitroom.views import (
    blocks_briefing,
    blocks_decisions,
    blocks_header,
    blocks_incidents,
    blocks_sheet,
    blocks_trouble,
    blocks_wall,
)
from sitroom.views import blocks_sources as blocks_sources
from sitroom.views.narrowing import narrowed
from sitroom.views.reader import Reader, milliseconds, numeral
from sitroom.views.unread import UNREAD

FRAMES = ui_frames.all_frames()
NONE = pd.DataFrame()
READINESS = pd.DataFrame([{
    "teams_ready": 21, "teams_total": 64, "ready_minutes": 30, "posts_held": 9, "posts_total": 10,
    "gap_hours": 12.0, "ahead_hours": 24.0, "items_at_minimum": 43, "items_with_minimum": 48,
    "next_drill": "防汛演练", "next_drill_on": pd.Timestamp("2026-07-20"), "drills_overdue": 0,
    "plans_due": None, "plans_total": None,
}])  # fmt: skip


def reader(language: str = "en", **address: str) -> Reader:
    return Reader(
        language="zh" if language == "zh" else "en",
        now=ui_frames.NOW,
        zone="Asia/Shanghai",
        place="Lanting",
        words=catalogue(language),
        address=address,
    )


def plain(block: dict[str, Any]) -> dict[str, Any]:
    """A block as the browser gets it; fails when it holds more than JSON can say."""
    return json.loads(json.dumps(block, default=lambda value: value.item()))


def test_levels_come_with_their_change_since_the_briefing() -> None:
    items = plain(blocks_briefing.levels(FRAMES["level_counts"], reader()))["items"]
    assert [item["count"] for item in items] == ["0", "2", "6", "15"]
    assert [item["change"] for item in items] == ["", "+1", "+2", "−3"]
    assert items[0]["since"] == "change since the briefing at 08:00"


def test_no_report_is_never_drawn_as_zero() -> None:
    people = pd.DataFrame(
        [{"deaths": None, "missing": 0, "injured": None, "relocated": None, "counts_unknown": 3}]
    )
    nothing = pd.DataFrame()
    items = blocks_briefing.figures(people, nothing, nothing, nothing, reader())["items"]
    assert [item["value"] for item in items] == ["—", "— · 0 · —", "—", "—", "—"]


def test_a_late_source_is_counted_in_the_header_and_named() -> None:
    block = blocks_header.header(FRAMES["responses_in_force"], FRAMES["source_health"], reader())
    assert (block["heard"], block["promised"]) == (11, 12)
    assert [one["text"] for one in block["unheard"]] == ["Rain gauges: no data since 09:02"]
    assert block["responses"][0]["title"] == "Level II response"


def test_a_late_report_of_an_incident_that_nobody_graded_says_so() -> None:
    rows = ui_frames.decisions().head(1)
    told = json.loads(rows.params[0]) | {"level": None, "report_kind": "initial"}
    rows["params"] = json.dumps(told)
    said = plain(blocks_decisions.decisions(rows, UNREAD, UNREAD, reader("zh")))
    assert said["items"][0]["text"] == "石桥化工园泄漏（未定级）：首报应于 09:18 前报送"


def test_open_incidents_carry_times_not_ages_so_that_nothing_is_sent_for_a_tick() -> None:
    block = plain(
        blocks_briefing.incident_list(FRAMES["open_incidents"], READINESS, NONE, reader())
    )
    first, second = block["items"][:2]
    assert first["report"] == {
        "due": milliseconds(ui_frames.at(16)),
        "first": False,
        "late": False,
        "time": "09:40",
    }
    assert second["since"] == milliseconds(ui_frames.at(-51))
    assert block["by_level"] == {"2": 2, "3": 6, "4": 15}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "石桥化工园泄漏: follow-up report was due 09:18 (II: every 30 min)",
                "柳堤管涌 is logged IV; 12 seriously injured meets III"
                " (10–49, 事故调查处理条例 第三条)",
                "Sandbags at Hedong depot 1,900 of 6,000 minimum; Nanping depot has 9,400, 18 km",
                "AFFF foam 2.4 t at Shiqiao depot expires in 9 days",
                "Rain-gauge feed silent for 22 m",
            ],
        ),
        (
            "zh",
            [
                "石桥化工园泄漏：续报应于 09:18 前报送（II级：每 30 分钟）",
                "柳堤管涌登记为IV级；重伤 12 人，已达III级（10–49，事故调查处理条例 第三条）",
                "河东库沙袋 1,900，定额 6,000；南屏库有 9,400，距 18 公里",
                "石桥库泡沫灭火剂 2.4 t 将于 9 天后到期",
                "雨量站已中断 22 分",
            ],
        ),
    ],
)
def test_decisions_are_sentences_in_the_readers_language(language: str, said: list[str]) -> None:
    items = blocks_decisions.decisions(FRAMES["needs_decision"], UNREAD, UNREAD, reader(language))[
        "items"
    ]
    assert [item["text"] for item in items] == said


def test_a_decision_of_an_unknown_kind_is_still_shown() -> None:
    rows = FRAMES["needs_decision"].head(1).assign(kind="something_new", params="")
    assert (
        blocks_decisions.decisions(rows, UNREAD, UNREAD, reader())["items"][0]["text"]
        == "石桥化工园泄漏"
    )


def test_stock_is_worst_first_and_says_days_where_people_are_served() -> None:
    items = plain(blocks_briefing.stock(FRAMES["stock_against_minimum"], reader()))["items"]
    assert [item["state"] for item in items[:3]] == ["short", "low", "low"]
    assert "3.1 days for 4,180" in [item["text"] for item in items]


def test_english_leaves_out_chinese_measure_words() -> None:
    assert reader("en").quantity(50, "艘") == "50"
    assert reader("zh").quantity(50, "艘") == "50 艘"
    assert reader("en").quantity(2.4, "t") == "2.4 t"


def test_filters_narrow_and_count() -> None:
    rows = FRAMES["incidents"]
    assert len(narrowed(rows, {"level": "2,3"}, ui_frames.NOW)) == 8
    assert len(narrowed(rows, {"district": "hedong", "level": "2"}, ui_frames.NOW)) == 1
    assert len(narrowed(rows, {"q": "LT-2026-0712-002"}, ui_frames.NOW)) == 1
    assert len(narrowed(rows, {"q": "% OR 1=1"}, ui_frames.NOW)) == 0
    block = plain(blocks_incidents.filters(rows, reader(level="2")))
    assert [level["count"] for level in block["levels"]] == [0, 2, 6, 15]


def test_a_long_list_comes_a_page_at_a_time() -> None:
    many = pd.concat([FRAMES["incidents"]] * 30, ignore_index=True)
    block = blocks_incidents.table(many, reader(show="all", page="4"))
    assert (block["count"], block["page"], block["pages"]) == (690, 4, 4)
    assert len(block["items"]) == 90
    assert blocks_incidents.table(many, reader(page="99"))["page"] == 4


def test_the_sheet_tells_facts_timeline_surroundings_and_needs() -> None:
    frames = [FRAMES[n] for n in ("incidents", "incident_timeline", "incident_surroundings")]
    ctx = reader(incident="log:LT-2026-0712-002")
    same = (FRAMES["incident_links"], FRAMES["likely_duplicates"])
    block = plain(blocks_sheet.sheet(*frames, FRAMES["incident_needs"], *same, ctx))
    facts = {fact["label"]: fact.get("value") for fact in block["facts"]}
    assert facts["Status"] == "On scene"
    assert facts["Received → on scene"] == "13 m"
    assert [event["level"] for event in block["timeline"]] == [0, 4, 0, 2, 0]
    assert [item["what"] for item in block["near"]["items"]] == [
        "Hazard site",
        "Hospital",
        "Depot",
    ]
    assert block["needs"][0]["nearest"] == "3.1 t Shiqiao depot (short 0.5 t)"


def test_an_incident_that_is_not_there_is_said_so() -> None:
    none = FRAMES["incident_timeline"].head(0)
    frames = (FRAMES["incidents"], *[none] * 5)
    block = blocks_sheet.sheet(*frames, reader(incident="gone"))
    assert block["empty"] == "This incident is not known"


def test_sources_say_lateness_in_words_and_reasons_in_the_readers_language() -> None:
    first = plain(blocks_sources.sources(FRAMES["source_health"], reader("zh")))["items"][0]
    assert (first["name"], first["said"], first["every"]) == ("雨量站", "迟报 12 分", "5 分")
    rejected = blocks_sources.set_aside(FRAMES["rejected_rows"], FRAMES["reasons"], reader("zh"))
    assert [item["reason"] for item in rejected["items"]] == ["不是数字", "bad_date"]


def test_a_quiet_day_says_what_is_ready_and_nothing_that_nobody_reported() -> None:
    empty = FRAMES["open_incidents"].head(0)
    ready = plain(blocks_briefing.incident_list(empty, READINESS, NONE, reader()))["ready"]
    assert [(line["label"], line["value"], line["note"]) for line in ready] == [
        ("Teams that move off within 30 m", "21 / 64", ""),
        ("Duty posts held now", "9 / 10", "12 h not held ahead"),
        ("Items at their minimum", "43 / 48", ""),
        ("Next drill", "20 Jul", "防汛演练"),
    ]
    busy = blocks_briefing.incident_list(FRAMES["open_incidents"], READINESS, NONE, reader())
    assert busy["ready"] == []


def test_a_quiet_day_has_room_for_what_changed_and_a_busy_one_has_not() -> None:
    def changed(kind: str, subject: str, minutes: float, before: int, after: int) -> dict[str, Any]:
        return {"since_at": ui_frames.at(-84), "at": ui_frames.at(minutes), "kind": kind,
                "subject": subject, "subject_zh": subject, "level_from": before,
                "level_to": after}  # fmt: skip

    changes = pd.DataFrame(
        [
            changed("closed", "环城高速多车追尾", -1, 3, 3),
            changed("warning_ended", "暴雨橙色预警", -2, 2, 2),
            changed("raised", "柳堤医院停电", -19, 4, 3),
            changed("stock_low", "防化服", -24, 0, 0),
        ]
    )
    none, ctx = FRAMES["open_incidents"].head(0), reader("en")
    quiet = blocks_decisions.decisions(FRAMES["needs_decision"], none, changes, ctx)["since"]
    assert [(one["time"], one["which"], one["what"], one["state"]) for one in quiet["items"]] == [
        ("09:05", "柳堤医院停电", "Raised · Level IV → III", ""),
        ("09:00", "防化服", "Below minimum", "late"),
    ]
    regions = FRAMES["regions"]
    calm = blocks_briefing.warnings(FRAMES["warnings_in_force"].head(0), regions, changes, ctx)
    assert [(one["time"], one["which"]) for one in calm["ended"]] == [("09:22", "暴雨橙色预警")]
    # Of incidents that cannot be read nobody knows how few there are: then changes are not read.
    for incidents, told in ((FRAMES["open_incidents"], changes), (UNREAD, UNREAD)):
        busy = blocks_decisions.decisions(FRAMES["needs_decision"], incidents, told, ctx)
        assert busy["since"] is None
    warned = blocks_briefing.warnings(FRAMES["warnings_in_force"], regions, changes, ctx)
    assert warned["ended"] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_quiet_site_has_words_for_every_block(language: str) -> None:
    ctx = reader(language)
    empty = {name: rows.head(0) for name, rows in FRAMES.items()}
    blocks = [
        blocks_briefing.incident_list(empty["open_incidents"], READINESS.iloc[:0], NONE, ctx),
        blocks_decisions.decisions(empty["needs_decision"], UNREAD, UNREAD, ctx),
        blocks_briefing.stock(empty["stock_against_minimum"], ctx),
        blocks_briefing.warnings(empty["warnings_in_force"], empty["regions"], UNREAD, ctx),
        blocks_sources.sources(empty["source_health"], ctx),
        blocks_sources.loads(empty["loads"], ctx),
        blocks_sources.audits(empty["audits_found"], ctx),
    ]
    assert all(block["empty"] and not block["items"] for block in blocks)


def test_numerals_durations_and_days_read_as_the_field_writes_them() -> None:
    en, zh = reader("en"), reader("zh")
    assert [numeral(n) for n in (1, 4, 0, None)] == ["I", "IV", "—", "—"]
    assert [en.duration(n) for n in (0, 51, 164, 4560)] == ["0 m", "51 m", "2 h 44 m", "3 d 4 h"]
    assert zh.duration(164) == "2 小时 44 分"
    assert en.time(ui_frames.at(-24 * 60)) == "11 Jul 09:24"
    assert zh.time(ui_frames.at(-24 * 60)) == "7月11日 09:24"
    assert en.time(None) == "—"


def test_a_walls_scene_that_names_no_incident_shows_the_worst() -> None:
    frames = [FRAMES[name] for name in ("incidents", "incident_timeline", "incident_surroundings",
                                        "incident_needs", "incident_links", "likely_duplicates")]  # fmt: skip
    opened = FRAMES["open_incidents"]
    block = blocks_wall.incident(opened, *frames, reader("en"))
    assert (block["kind"], block["id"]) == ("scene", opened.incident_id.iloc[0])
    other = str(opened.incident_id.iloc[1])
    assert blocks_wall.incident(opened, *frames, reader(incident=other))["id"] == other
    assert blocks_wall.incident(opened.head(0), *frames, reader("en"))["id"] == ""


def test_trouble_with_a_file_is_told_in_the_readers_language_with_its_own_words() -> None:
    error = UnreadableFile("a.csv is empty.", "a table", "send it again", code="E_EMPTY")
    assert blocks_trouble.told(error, reader("en")) == str(error)
    assert blocks_trouble.told(error, reader("zh")) == f"文件中没有可读内容。\n{error}"
    assert blocks_trouble.told(OSError("no space"), reader("zh")) == "no space"
    said = "3 rings left out; the same file again; columns changed: `a` is new; `b` is gone"
    assert blocks_trouble.noted(said, reader("en")) == said
    chinese = blocks_trouble.noted(said, reader("zh"))
    assert chinese == "3 rings left out；文件与上次相同；列有变化，见来源列变化"
    doubted = blocks_trouble.noted("`数量` is ambiguous: 1.200 may be 1200 here", reader("zh"))
    assert doubted == "“数量”中的 1.200 可能是 1200，也可能是小数，现按小数读取"
