"""Rows in, cards out: Resources, Risks and Readiness, in both languages; nothing known is not zero."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from test_ui_blocks import plain, reader

from sitroom.views import (
    blocks_handover,
    blocks_lifelines,
    blocks_lots,
    blocks_places,
    blocks_readiness,
    blocks_resources,
    blocks_risks,
)
from sitroom.views.cards import Block

NOTHING = pd.DataFrame()


def depots() -> pd.DataFrame:
    rows = [
        ("bags", "Sandbags", "east", "East depot", 320, 1000, "pcs", "material", True),
        ("bags", "Sandbags", "west", "West depot", 1900, 1000, "pcs", "material", True),
        ("foam", "Foam", "east", "East depot", 0, 2.0, "t", "fire", True),
        ("rope", "Rope", "west", "West depot", 7, None, "pcs", "rescue", False),
    ]
    names = "item_id item_en site_id site_en usable_qty minimum_qty unit category is_critical"
    frame = pd.DataFrame(rows, columns=names.split())
    frame["coverage"] = frame.usable_qty / frame.minimum_qty
    more = {
        "reserved_qty": 0,
        "inbound_qty": 0,
        "contract_qty": 0,
        "item_zh": None,
        "site_zh": None,
    }
    return frame.assign(**more)


def items() -> pd.DataFrame:
    frame = pd.DataFrame({
        "item_id": ["bags", "foam", "rope"], "item_en": ["Sandbags", "Foam", "Rope"],
        "item_zh": None, "coverage": [1.11, 0.0, None], "is_critical": [True, True, False],
        "days_of_supply": [None, 3.14, None], "people_served": [None, 40, None],
        "next_expiry_on": [None, "2026-07-21", None], "expiring_qty": [0, 2.0, 0],
    })  # fmt: skip
    return frame


def cells(block: Block, item: str) -> list[dict[str, Any]]:
    return next(row for row in block["rows"] if row["id"] == item)["cells"]


def test_the_grid_says_shares_and_leads_to_lots() -> None:
    block = plain(blocks_resources.grid(depots(), items(), reader()))
    assert block["columns"][:3] == ["East", "West", "All"]
    assert [row["id"] for row in block["rows"]] == ["foam", "bags", "rope"]
    east, west = cells(block, "bags")
    assert (east["text"], east["state"]) == ("32 %", "worst")
    assert (west["text"], west["state"]) == ("190 %", "ample")
    assert east["go"] == {"item": "bags", "at": "east"}
    assert east["hint"] == "320 pcs / 1,000 pcs"


def test_what_a_depot_does_not_keep_is_no_zero_and_what_has_no_minimum_no_share() -> None:
    block = plain(blocks_resources.grid(depots(), items(), reader()))
    not_kept, without = cells(block, "rope")
    assert (not_kept["text"], not_kept["state"], "go" in not_kept) == ("—", "nothing", False)
    assert (without["text"], without["state"]) == ("7 pcs", "")
    assert cells(block, "foam")[0]["text"] == "0 %"


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ({"group": "fire"}, ["foam"]),
        ({"depot": "west"}, ["bags", "rope"]),
        ({"below": "1"}, ["foam", "bags"]),
        ({"group": "rescue", "below": "1"}, []),
    ],
)
def test_filters_of_the_address_narrow_the_grid(address: dict[str, str], left: list[str]) -> None:
    block = blocks_resources.grid(depots(), items(), reader(**address))
    assert [row["id"] for row in block["rows"]] == left


def test_no_inventory_is_unknown_and_a_filter_that_finds_nothing_is_not() -> None:
    nobody = blocks_resources.grid(NOTHING, NOTHING, reader())
    assert (nobody["rows"], nobody["unknown"]) == ([], True)
    nothing = blocks_resources.grid(depots(), items(), reader(group="rescue", below="1"))
    assert (nothing["rows"], nothing["unknown"]) == ([], False)
    assert nobody["empty"] != nothing["empty"]


def test_days_of_supply_name_who_they_are_for() -> None:
    block = plain(blocks_resources.grid(depots(), items(), reader()))
    foam = next(row for row in block["rows"] if row["id"] == "foam")["more"]
    assert [one["text"] for one in foam] == ["0 %", "3.1 d", "9 d"]
    assert foam[1]["hint"] == "for 40 people moved to safety"
    assert foam[2]["state"] == "late"
    bags = next(row for row in block["rows"] if row["id"] == "bags")["more"]
    assert [one["text"] for one in bags] == ["111 %", "—", "—"]


def test_nothing_is_opened_until_a_cell_is_chosen() -> None:
    frames = (depots(), NOTHING, NOTHING, NOTHING)
    assert blocks_lots.lots(*frames, reader())["id"] == ""
    days = pd.DataFrame(columns=["item_id", "demand_basis", "days_of_supply"])
    lots = pd.DataFrame(columns=["item_id", "site_id", "fefo_rank"])
    flows = pd.DataFrame(columns=["item_id", "site_id", "moved_at"])
    block = plain(blocks_lots.lots(depots(), lots, flows, days, reader(item="bags", at="east")))
    assert (block["title"], block["line"]) == ("Sandbags", "East depot")
    said = {fact["label"]: fact["value"] for fact in block["facts"]}
    assert said["Share of the minimum"] == "32 %"
    every = plain(blocks_lots.lots(depots(), lots, flows, days, reader(item="bags")))
    assert every["line"] == "all depots"
    assert {f["label"]: f["value"] for f in every["facts"]}["Usable"] == "2,220 pcs"


def test_a_shelter_that_has_not_reported_is_hatched() -> None:
    rows = pd.DataFrame({
        "site_id": ["a", "b"], "name_en": ["A", "B"], "name_zh": None, "region_en": "East",
        "region_zh": None, "status": "open", "capacity": [100, 100], "occupancy": [85, None],
        "occupancy_share": [0.85, None], "occupancy_at": None,
    })  # fmt: skip
    first, second = plain(blocks_places.shelters(rows, reader()))["rows"]
    assert (first["cells"][3]["text"], first["cells"][3]["state"]) == ("85 / 100", "soon")
    assert (second["cells"][3]["text"], second["cells"][3]["state"]) == ("no report", "unknown")


def lifelines() -> pd.DataFrame:
    rows = [
        ("e", "East", "power", "out", "out", 1200, "2026-07-12 01:00"),
        ("w", "West", "power", "unknown", "normal", None, "2026-07-11 01:00"),
        ("e", "East", "water", "normal", "normal", None, "2026-07-12 01:00"),
    ]
    names = "region_code region_en service state last_state users_affected observed_at"
    frame = pd.DataFrame(rows, columns=names.split())
    return frame.assign(region_zh=None, restored_by=None, note=None)


def test_a_lifeline_that_nobody_reports_is_a_state_of_its_own() -> None:
    block = plain(blocks_lifelines.lifelines(lifelines(), reader()))
    assert block["columns"] == ["Power", "Water"]
    (power, water), (stale, never) = (row["cells"] for row in block["rows"])
    assert (power["text"], power["state"], power["small"]) == ("out", "worst", "1,200")
    assert (water["text"], water["state"]) == ("normal", "fair")
    assert (stale["text"], stale["state"]) == ("no report", "unknown")
    assert stale["hint"] == "was normal at 11 Jul 09:00"
    assert (never["text"], never["state"]) == ("no report", "unknown")


def test_no_register_is_not_the_same_as_no_overdue_review() -> None:
    nobody = blocks_risks.reviews(NOTHING, NOTHING, reader())
    quiet = blocks_risks.reviews(NOTHING, pd.DataFrame({"risk_id": ["r"]}), reader())
    assert (nobody["unknown"], quiet["unknown"]) == (True, False)
    assert quiet["empty"] == "No review is overdue"


def test_the_strip_of_readiness_says_a_dash_where_nothing_is_on_file() -> None:
    strip = blocks_readiness.figures(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, reader())
    assert [item["value"] for item in strip["items"]] == ["—"] * 5


def test_a_handover_note_has_its_headings_over_its_lines_and_what_to_decide_first() -> None:
    since = pd.Timestamp("2026-07-12 00:00")
    rows = pd.DataFrame(
        [
            ("changed", 1, "raised", since, "LT:1", "Tank leak", 3, 2, None, None),
            ("overdue", 2, "task", since, "T:1", "Close the valve", None, None, "Works", 9),
            ("decision", 3, "expiring", None, "foam", "Foam agent", None, None, None, None),
        ],
        columns=["section", "place", "kind", "event_at", "subject_id", "subject_en", "level_from",
                 "level_to", "org", "late_minutes"],
    ).assign(since_at=since, subject_zh=None)  # fmt: skip
    block = plain(blocks_handover.handover(rows, reader()))
    said = [(row["state"], [text(c) for c in row["cells"]]) for row in block["rows"]]
    assert said == [
        ("span", ["Needs a decision"]),
        ("", ["Expiring", "Foam agent", ""]),
        ("span", ["Overdue"]),
        ("", ["Task overdue", "Close the valve", "08:00"]),
        ("span", ["Changed since the shift began"]),
        ("", ["Raised", "Tank leak", "08:00"]),
    ]
    raised, task = block["rows"][5]["cells"][1], block["rows"][3]["cells"][1]
    assert (raised["small"], raised["go"]) == ("Level III → II", {"incident": "LT:1"})
    assert task["small"] == "Works · overdue 9 m"


def text(cell: Any) -> str:
    return cell if isinstance(cell, str) else cell["text"]
