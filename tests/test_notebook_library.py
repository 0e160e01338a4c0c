"""`import sitroom` in a notebook: metrics with filters and clocks, SQL, tables, help, pinning."""

from __future__ import annotations

import inspect
import pydoc
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

import sitroom
from sitroom import clock
from sitroom.errors import SitroomError, UsageError
from sitroom.notebook import OpenSite

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def lanting(demo_site: Path) -> OpenSite:
    return sitroom.open(demo_site)


def test_a_metric_is_a_method_and_both_names_of_a_region_find_the_same(lanting: OpenSite):
    rows = lanting.open_incidents(region="Hedong")
    assert len(rows) == len(lanting.open_incidents(region="河东")) > 0
    assert len(rows) == len(lanting.open_incidents(region="990102"))
    assert set(rows.region_en) == {"Hedong"}


def test_a_region_holds_the_regions_inside_it(lanting: OpenSite):
    inside = lanting.open_incidents(region="Lanting")
    assert len(inside) == lanting.open_incidents().region_code.notna().sum()


@pytest.mark.parametrize("said", ["II", "Ⅱ级", "重大", 2, 2.0, "2", "Level 2"])
def test_a_level_is_a_numeral_a_number_or_a_word(lanting: OpenSite, said: object):
    rows = lanting.open_incidents(level=said)
    assert len(rows) and set(rows.level) == {2}


def test_several_values_bounds_and_no_value(lanting: OpenSite):
    everything = lanting.incidents()
    both = lanting.incidents(level=["I", 2])
    assert len(both) == everything.level.isin([1, 2]).sum()
    assert len(lanting.incidents(level=None)) == everything.level.isna().sum() > 0
    today = lanting.open_incidents(opened_at=slice("2026-07-12 00:00", "2026-07-12 08:00"))
    assert today.opened_at.between("2026-07-12T00:00+08:00", "2026-07-12T08:00+08:00").all()
    assert len(today)
    assert len(lanting.open_incidents(level=[])) == 0


def test_words_of_either_language_stand_for_their_code(lanting: OpenSite):
    assert len(lanting.open_incidents(hazard="洪涝")) == len(
        lanting.open_incidents(hazard="flooding")
    )
    responding = lanting.open_incidents(status="处置中")
    assert set(responding.status) == {"responding"}
    item = lanting.stock_against_minimum(item="Drinking water")
    assert len(item) == 1 and item.item_zh.iloc[0] == "饮用水"


def test_a_moment_is_local_zoned_text_or_datetime(lanting: OpenSite):
    local = lanting.level_counts(as_of="2026-07-12 08:00")
    moment = datetime(2026, 7, 12, 0, 0, tzinfo=UTC)
    for said in ("08:00", "2026-07-12T00:00Z", moment, moment.astimezone(SHANGHAI),
                 datetime(2026, 7, 12, 8, 0), pd.Timestamp("2026-07-12 08:00")):  # fmt: skip
        pd.testing.assert_frame_equal(lanting.level_counts(as_of=said), local)
    with pytest.raises(UsageError, match="is no moment"):
        lanting.level_counts(as_of="yesterday")


def test_an_instant_of_a_frame_can_be_asked_about_again(lanting: OpenSite):
    opened = lanting.open_incidents().opened_at.max()
    assert str(opened.tz) == "Asia/Shanghai"
    then = lanting.open_incidents(as_of=opened)
    assert then.opened_at.max() == opened


def test_known_as_of_hides_what_came_later(lanting: OpenSite):
    before = datetime(2020, 1, 1)
    assert len(lanting.open_incidents(known_as_of=before)) == 0


def test_rows_with_a_place_are_a_geodataframe_in_wgs84(lanting: OpenSite):
    import geopandas

    points = lanting.incidents()
    assert isinstance(points, geopandas.GeoDataFrame)
    assert points.crs == "EPSG:4326"
    known = points.lon.notna()
    assert (points.geometry.notna() == known).all() and not known.all()
    assert (points.geometry[known].x == points.lon[known]).all()
    shapes = lanting.regions()
    assert set(shapes.geom_type) <= {"Polygon", "MultiPolygon"} and "geom_wkb" not in shapes
    assert not isinstance(lanting.level_counts(), geopandas.GeoDataFrame)


def test_every_metric_comes_as_rows(lanting: OpenSite):
    for name in lanting.metrics:
        rows = lanting.read(name)
        assert list(rows.columns) and rows.attrs["metric"] == name
        assert not [column for column in rows if rows[column].dtype == "uint64"], name


def test_a_frame_carries_its_units_and_chinese_terms(lanting: OpenSite):
    told = lanting.open_incidents(as_of="09:00").attrs
    assert told["units"]["open_minutes"] == "minutes" and told["units"]["deaths"] == "persons"
    assert told["terms_zh"]["level"] == "事件等级"
    assert told["as_of"] == "2026-07-12T01:00:00Z" and told["unit"] == "incidents"


def test_unknown_counts_stay_unknown_whole_numbers(lanting: OpenSite):
    rows = lanting.incidents()
    assert str(rows.deaths.dtype) == "Int64" and rows.deaths.isna().any()
    assert str(rows.is_open.dtype) == "boolean"


def test_tables_tell_units_and_chinese_terms(lanting: OpenSite):
    columns = lanting.tables.region.columns
    assert columns.loc["area_km2", "unit"] == "square kilometres"
    assert columns.loc["name_zh", "meaning_zh"] == "中文名"
    assert "行政区域" in repr(lanting.tables)
    assert len(lanting.tables["region"].relation().df()) == lanting.tables.region.rows


def test_sql_is_a_relation_with_bound_values(lanting: OpenSite, tmp_path: Path):
    relation = lanting.sql("FROM metric.open_incidents() WHERE level = ?", [2])
    assert relation.filter("lon IS NOT NULL").shape[0] == len(lanting.open_incidents(level=2))
    with pytest.raises(Exception, match="Cannot access file"):
        relation.to_csv(str(tmp_path / "out.csv"))


def test_the_bare_name_of_a_site_is_found_from_inside_it(
    lanting: OpenSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    home = lanting.settings.folder
    monkeypatch.chdir(home / "inbox")
    assert sitroom.open(home.name).settings.folder == home
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="no folder"):
        sitroom.open(home.name)
    monkeypatch.setenv("SITROOM_SITE", str(home))
    assert sitroom.open(home.name).settings.folder == home


def test_help_tells_title_unit_grain_caution_source_status_and_sql(lanting: OpenSite):
    said = pydoc.render_doc(lanting.open_incidents, renderer=pydoc.plaintext)
    for part in ("Open incidents · 未结事件", "Unit:     incidents", "per incident_id", "Caution:",
                 "未结指", "core.incident", "verified", "FROM metric.incidents("):  # fmt: skip
        assert part in said
    assert "Return the metric's rows" in inspect.getdoc(type(lanting.open_incidents).__call__)


def test_names_complete(lanting: OpenSite):
    from IPython.core.completer import provisionalcompleter
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shell.user_ns |= {"site": lanting, "metrics": lanting.metrics}
    with provisionalcompleter():
        for written, wanted in (("site.open_inc", "open_incidents"), ("site.metrics.lev", "level_counts"),
                                ("site.tables.reg", "region"), ("site.open_incidents(regi", "region=")):  # fmt: skip
            found = {
                c.text.split(".")[-1] for c in shell.Completer.completions(written, len(written))
            }
            assert wanted in found, written
        found = shell.Completer.completions('metrics["open', len('metrics["open'))
        assert any("open_incidents" in c.text for c in found)


def test_no_metric_is_named_like_what_a_site_does(lanting: OpenSite):
    assert not set(lanting.metrics) & set(dir(OpenSite)), "the metric could not be called"


def test_a_pinned_site_answers_the_same_and_a_following_one_the_newest(
    demo_site: Path, tmp_path: Path
):
    from sitroom.settings import open_site
    from sitroom.store.publish import publish
    from sitroom.store.record import open_record

    shutil.copytree(demo_site, tmp_path / "site")
    following = sitroom.open(tmp_path / "site")
    pinned = following.at(published=following.published.number)
    before = pinned.level_counts()
    clock.set_demo(tmp_path / "site", clock.now(tmp_path / "site") + timedelta(hours=30), 0)
    metric = tmp_path / "site" / "data" / "metrics" / "my_count.sql"
    metric.parent.mkdir(parents=True, exist_ok=True)
    metric.write_text("-- title: Mine\n-- title_zh: 我的\nSELECT 1 AS n", encoding="utf-8")
    with pytest.raises(SitroomError, match=r"not in published file|no metric"):
        following.my_count()
    here = open_site(tmp_path / "site")
    with open_record(here) as record:
        number = publish(here, record)
    assert following.published.number == number and following.my_count().n.tolist() == [1]
    assert "my_count" not in pinned.metrics
    pd.testing.assert_frame_equal(pinned.level_counts(), before)
    assert pinned.latest().published.number == number
    with pytest.raises(SitroomError, match="no longer kept"):
        following.at(published=99)
    copied = shutil.copy(pinned.published.path, tmp_path / "copy.duckdb")
    alone = sitroom.open(copied)
    pd.testing.assert_frame_equal(alone.level_counts(), before)
    assert alone.settings.timezone == "Asia/Shanghai"


def test_importing_sitroom_imports_nothing_heavy():
    program = "import sys, sitroom; print(len([m for m in sys.modules if m.startswith('sitroom')]),"
    program += " [m for m in ('duckdb', 'pandas', 'panel', 'geopandas') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "1 []"


def test_reading_a_metric_imports_neither_screen_nor_geometry(demo_site: Path):
    program = f"import sys, sitroom; sitroom.open({str(demo_site)!r}).level_counts(level=2);"
    program += "print([m for m in ('panel', 'holoviews', 'bokeh', 'geopandas', 'matplotlib',"
    program += " 'IPython', 'sitroom.load', 'sitroom.ui', 'sitroom.recognise.engine',"
    program += " 'sitroom.fetching.hosts') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
