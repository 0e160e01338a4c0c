"""The notebook's value is the card's value: every card of every page, at three moments, two clocks."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from shapely import equals_exact, from_wkb

import sitroom
from sitroom import content as facts
from sitroom.ui import content as contents
from sitroom.ui.content import context
from sitroom.ui.live import Failed, Live, Moment
from sitroom.ui.pages import Card, pages
from sitroom.ui.reads import OTHERS
from sitroom.ui.screen import Screen

MOMENTS = {"now": None, "08:00": "2026-07-12 08:00", "06:50": "2026-07-12 06:50"}
# With all that is known and, of a past moment, with what was known then; of the present both are one.
CASES = [("now", False), *((name, then) for name in ("08:00", "06:50") for then in (False, True))]


def undressed(frame: Any) -> pd.DataFrame:
    """A notebook's rows as the board has them: naive UTC, numbers and flags of the same kind."""
    plain: dict[str, Any] = {}
    for column in frame.columns.drop("geometry", errors="ignore"):
        values = frame[column]
        if isinstance(values.dtype, pd.DatetimeTZDtype):
            values = values.dt.tz_convert("UTC").dt.tz_localize(None)
        plain[column] = values
    return pd.DataFrame(plain)


def same(read: pd.DataFrame, shown: pd.DataFrame, grain: list[str], where: str) -> int:
    """Compare two readings row by row: without an order of its own a metric may come in any."""
    key = [column for column in grain if column in shown]
    if key:
        read, shown = (
            rows.sort_values(key, kind="stable", ignore_index=True) for rows in (read, shown)
        )
    assert len(read) == len(shown), where
    for column in read.columns:
        ours, theirs = read[column], shown[column]
        if ours.dtype in ("Int64", "boolean"):
            theirs = theirs.astype(ours.dtype)
        # Sums are added up by several threads, so that the last digit may differ.
        pd.testing.assert_series_equal(
            ours, theirs, check_dtype=False, rtol=1e-9, obj=f"{where}.{column}"
        )
    return read.size


def asked(site: sitroom.OpenSite, page: str, tab: str, name: str, then: bool) -> Screen:
    moment = site.instant(MOMENTS[name]) if MOMENTS[name] else site.instant(site.now)
    filters = (("tab", tab),) if tab else ()
    return Screen(page=page, as_of=moment, as_known_then=then, filters=filters)


def others(site: sitroom.OpenSite, name: str) -> pd.DataFrame:
    """The lists that are no metric, asked for in SQL."""
    if name == "reasons":
        listed = site.sql("SELECT * FROM core.reason").df()
        return listed.rename(columns={"title": "title_en", "todo": "todo_en"})
    found = {
        one.name: site.sql(f"SELECT count(*) FROM ({one.sql})").fetchall()[0][0]
        for one in facts.audits(site.settings.folder).values()
    }
    return pd.DataFrame({"name": list(found), "found": list(found.values())})


QUIET = [
    *("incidents changes", "incidents readiness"),
    *("decisions changes", "decisions open_incidents", "warnings changes"),
]
GRAIN = {"reasons": ["reason"], "audits_found": ["name"]}


@pytest.mark.parametrize(("name", "then"), CASES)
def test_what_a_notebook_reads_is_what_every_card_shows(demo_site: Path, name: str, then: bool):
    site = sitroom.open(demo_site)
    live = Live(site.settings)
    metrics = site.metrics
    # A metric has the same rows on every card of a moment: the page's readings are shared.
    compared: dict[str, int] = {}
    silent: list[str] = []
    blocks: dict[Screen, dict[str, str]] = {}

    @cache
    def by_notebook(metric: str) -> tuple[pd.DataFrame, Any]:
        if metric in OTHERS:
            return others(site, metric), None
        as_of = MOMENTS[name] or site.now
        frame = site.read(metric, as_of=as_of, known_as_of=as_of if then else None)
        return undressed(frame), frame

    for page_name, page in pages(demo_site).items():
        scenes = (card for scene in page.scenes for card in scene.cards)
        for card in (*page.cards, *filter(None, [page.turns]), *scenes):
            screen = asked(site, page_name, card.tab, name, then)
            known = screen.as_of if then else None
            moment = replace(live.moment, as_of=screen.as_of, known_as_of=known)
            frames = live.frames(card.metrics, moment)
            for metric in card.metrics:
                shown, (read, dressed) = frames[metric], by_notebook(metric)
                assert not isinstance(shown, Failed), f"{page_name}: {metric}: {shown}"
                where = f"{page_name}: {card.slot}: {metric}"
                if metric not in compared:
                    grain = GRAIN.get(metric) or list(metrics[metric].grain)
                    compared[metric] = same(read, shown, grain, where)
                if "geom_wkb" in shown:
                    shapes = from_wkb([bytes(one) for one in shown.geom_wkb])
                    assert all(map(equals_exact, dressed.geometry, shapes)), where
            if name == "now":
                silent += silent_without(live, page_name, card, moment, frames)
            if card in page.cards:
                # A page is put together once for all of its cards.
                if screen not in blocks:
                    blocks[screen] = dict(contents.content(live, screen, moment).blocks)
                figures_are_those_rows(live, screen, moment, card, frames, blocks[screen])
    assert sum(compared.values()) > 1000
    # With incidents open and warnings in force there is nothing of a quiet day to be missed.
    assert silent == QUIET * (name == "now")


def figures_are_those_rows(
    live: Live, screen: Screen, moment: Any, card: Card, frames: Any, blocks: dict[str, str]
) -> None:
    """The card's JSON holds what its view makes of these rows, and nothing was put in beside."""
    block = json.loads(blocks[card.slot])
    assert block["kind"] not in ("broken", "pending", "away"), block
    if card.is_picture:
        return
    told = card.view(*(frames[metric] for metric in card.metrics), context(live, screen, moment))
    again = json.loads(json.dumps(told, default=lambda value: value.item()))
    block.pop("about")
    assert block == again, f"{screen.page}: {card.slot}"


def silent_without(live: Live, page: str, card: Card, moment: Moment, frames: Any) -> list[str]:
    """Make the card with each metric in turn that its view can do without failing to be read.

    Return those that are missed without a word: what it shows at the moment does not need them.
    """
    silent = []
    for metric in sorted(card.spare):
        lost = Live(live.site)
        known = frames | {metric: Failed("gone", moment.as_of)}
        lost._frames.update({(name, moment.tag): rows for name, rows in known.items()})
        worst = str(frames["open_incidents"].incident_id[0]) if card.slot == "scene" else "none"
        asked = Screen(page, "en", filters=(("incident", worst),), sizes=((card.slot, 640, 480),))
        block = json.loads(contents._block(lost, asked, moment, card.metrics, card))
        assert block["kind"] != "broken", f"{page}: {card.slot} without {metric}: {block}"
        if not block.get("lost") and '"unread"' not in json.dumps(block.get("items")):
            silent += [] if block.get("unread") else [f"{card.slot} {metric}"]
    return silent
