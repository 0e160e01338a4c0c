"""What the Sources page tells equals a recount of the files that came."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from shown import Shown
from sources_recount import SourcesRecount

from sitroom.ui.reads import audits_found

# Their files are plain tables without a fault in them: as many rows are read as there are lines.
PLAIN = ("incident_updates", "stock_movements", "duty", "deployments", "tasks", "lifelines",
         "shelters", "responses", "orgs", "plans", "plan_steps", "drills", "reviews", "assets")  # fmt: skip


@pytest.fixture
def came(shown: Shown) -> SourcesRecount:
    return shown.recount(SourcesRecount)


def test_age_and_state_of_every_source(shown: Shown, came: SourcesRecount):
    rows = shown.frame("source_health").set_index("source_id")
    assert set(rows.index) == set(came.sources)
    assert rows.age_minutes.astype(int).to_dict() == {name: came.age(name) for name in came.sources}
    assert rows.state.to_dict() == {name: came.state(name) for name in came.sources}
    late = rows.minutes_late.dropna().astype(int).to_dict()
    assert late == {
        name: came.age(name) - int(every) for name in came.sources
        if (every := came.promised(name)) and came.age(name) > every
    }  # fmt: skip


def test_rows_set_aside_and_values_not_believed(shown: Shown, came: SourcesRecount):
    rows = shown.frame("rejected_rows")
    faults = rows[rows.reason != "not_data"].drop_duplicates(["load_id", "sheet", "row_no"])
    assert faults.groupby("source_id").size().to_dict() == came.set_aside()
    assert set(shown.frame("flagged_cells").reason) == came.flagged()
    open_rows = shown.frame("source_health").set_index("source_id").rows_set_aside_open
    per_source = rows.drop_duplicates(["load_id", "sheet", "row_no"]).groupby("source_id").size()
    assert open_rows[open_rows > 0].to_dict() == per_source.to_dict()


@pytest.mark.parametrize("name", PLAIN)
def test_every_row_of_every_file_was_read(shown: Shown, came: SourcesRecount, name: str):
    rows = shown.frame("loads").query("source_id == @name and status == 'loaded'")
    assert sorted(rows.rows_read) == sorted(came.lines(name))


def test_what_was_read_went_somewhere(shown: Shown, came: SourcesRecount):
    rows = shown.frame("loads")
    rows = rows[rows.status == "loaded"]
    parts = rows.rows_inserted + rows.rows_updated + rows.rows_unchanged + rows.rows_rejected
    assert (rows.rows_read == parts).all()
    assert rows.started_at.max() <= came.now
    loaded = rows.groupby("source_id").file_name.nunique()
    assert loaded.to_dict() == {name: len({f.name for f in came.of(name)}) for name in came.sources}


def test_no_column_changed_but_counts_that_reports_begin_to_give(
    shown: Shown, came: SourcesRecount
):
    """The sample's tables keep their columns; a report names a count only when it has one."""
    rows = shown.frame("schema_drift")
    changed = rows[(rows.kind != "new") & (rows.source_id != "incident_updates")]
    assert not len(changed)
    assert (rows.seen_at <= came.now).all()


def test_audits_find_nothing_in_a_sample_that_hangs_together(shown: Shown):
    """What is wrong on purpose was set aside or not believed: none of it reached the tables."""
    rows = audits_found(SimpleNamespace(published=shown.published))  # type: ignore[arg-type]
    assert rows[rows.found > 0].set_index("name").found.to_dict() == {}
    assert len(rows) > 15
