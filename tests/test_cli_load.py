"""Loading and asking from the command line: exit codes, formats, the workbook, inspect, doctor."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from sitroom.cli import main
from sitroom.newsite import make_site
from sitroom.settings import open_site
from sitroom.store.record import open_record

LOG = "Incident no,Title,Incident type,Level,Status,Occurred at\n"
GOOD = "A-1,Flooded underpass,Flood,III,responding,2026-07-12 08:01\n"
ALSO = "A-2,Fire in a workshop,Fire,IV,closed,2026-07-12 08:02\n"
BAD = "A-3,=HYPERLINK(1),Fire,IV,closed,soon after noon\n"


@pytest.fixture
def run(capsys):
    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "incidents.csv"
    file.write_text(LOG + GOOD + ALSO)
    return file


@pytest.fixture
def bad_log(tmp_path: Path) -> Path:
    file = tmp_path / "bad.csv"
    file.write_text(LOG + GOOD + ALSO + BAD)
    return file


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with two good rows loaded and one set aside; only ever read."""
    folder = tmp_path_factory.mktemp("loaded")
    file = folder / "bad.csv"
    file.write_text(LOG + GOOD + ALSO + BAD)
    with pytest.raises(SystemExit):
        main(["load", str(file), "--site", str(make_site(folder / "site"))])
    return folder / "site"


def counts(out: str) -> dict[str, int]:
    (row,) = json.loads(out)
    return {key: value for key, value in row.items() if key.startswith("rows_")}


def test_a_clean_file_leaves_with_0_and_twice_adds_nothing(run, site: Path, log: Path):
    code, out, _ = run("load", log, "--site", site, "--format", "json")
    assert code == 0
    assert counts(out) == {
        "rows_read": 2,
        "rows_inserted": 2,
        "rows_updated": 0,
        "rows_unchanged": 0,
        "rows_rejected": 0,
        "rows_gone": 0,
    }
    code, out, _ = run("load", log, "--site", site, "--format", "json")
    assert code == 0
    assert counts(out)["rows_inserted"] == 0 and counts(out)["rows_unchanged"] == 2


def test_rows_set_aside_leave_with_3_and_every_row_is_accounted_for(run, site, bad_log):
    code, out, _ = run("load", bad_log, "--site", site, "--format", "json")
    found = counts(out)
    assert code == 3
    assert found["rows_rejected"] == 1
    read = found.pop("rows_read")
    assert read == sum(found.values()) == 3


def test_a_dry_run_changes_nothing(run, site, log):
    code, out, _ = run("load", log, "--dry-run", "--site", site, "--format", "json")
    assert code == 0 and counts(out)["rows_inserted"] == 2
    assert run("sql", "FROM core.incident", "--site", site)[0] == 1


def test_in_a_folder_that_is_no_site_a_file_makes_one(run, tmp_path, log, monkeypatch):
    folder = tmp_path / "fresh"
    folder.mkdir()
    monkeypatch.chdir(folder)
    code, _, err = run("load", log)
    assert code == 0
    assert f"Made a site in {folder}" in err
    assert (folder / "sitroom.toml").is_file()
    assert run("read", "open_incidents")[0] == 0


def test_a_file_that_is_not_there_leaves_with_2(run, site):
    assert run("load", "nowhere.csv", "--site", site)[0] == 2


def test_an_unreadable_file_leaves_with_1_and_keeps_the_last_data(run, site, log, tmp_path):
    run("load", log, "--site", site)
    log.write_bytes(b"\x00" * 4096)
    code, out, _ = run("load", log, "--site", site, "--format", "json")
    assert code == 1 and json.loads(out)[0]["status"] == "failed"
    out = run("sql", "SELECT count(*) AS n FROM core.incident", "--site", site, "--format", "csv")
    assert out[1] == "n\n2\n"


def test_a_busy_record_leaves_with_75(run, site, log):
    with open_record(open_site(site)):
        code, _, err = run("load", log, "--site", site)
    assert code == 75 and "Another loader" in err


def test_a_source_is_loaded_by_its_name(run, site, log):
    shutil.copy(log, site / "log.csv")
    settings = site / "sitroom.toml"
    block = '\n[[sources]]\nname = "log"\npath = "log.csv"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + block, encoding="utf-8")
    assert run("load", "--source", "log", "--site", site)[0] == 0
    code, _, err = run("load", "--source", "lag", "--site", site)
    assert code == 2 and "Did you mean `log`?" in err


def test_inspect_says_what_is_recognised_and_why(run, site, bad_log):
    code, out, _ = run("inspect", bad_log, "--site", site)
    assert code == 0
    assert "Fills: incident" in out and "incident.occurred_at" in out
    assert "Flooded underpass" in out
    assert "Rows that would be set aside: 1" in out and "soon after noon" in out
    assert "[[sources]]" in out
    assert run("sources", "--site", site)[0] == 1, "nothing was loaded"


def test_inspect_writes_a_block_that_loads(run, site, log):
    shutil.copy(log, site / "inbox" / "incidents.csv")
    assert run("inspect", site / "inbox" / "incidents.csv", "--write", "--site", site)[0] == 0
    (source,) = open_site(site).sources
    assert (source.path, source.dataset) == ("inbox/incidents.csv", "incident")
    assert run("load", "--site", site)[0] == 0
    code, _, err = run("inspect", site / "inbox" / "incidents.csv", "--write", "--site", site)
    assert code == 2 and "already" in err


def test_inspect_prints_its_columns_for_programs(run, site, log):
    rows = json.loads(run("inspect", log, "--site", site, "--format", "json")[1])
    assert [row["header"] for row in rows] == LOG.strip().split(",")
    assert {"field", "how", "confidence", "why"} <= set(rows[0])


def test_a_metric_is_read_in_every_format(run, loaded):
    at = ["--as-of", "2026-07-12T09:00", "--site", loaded]
    table = run("read", "open_incidents", *at)[1]
    assert "Flooded underpass" in table
    (one,) = json.loads(run("read", "open_incidents", *at, "--format", "json")[1])
    assert one["occurred_at"] == "2026-07-12T00:01:00Z"
    (row,) = csv.DictReader(io.StringIO(run("read", "open_incidents", *at, "--format", "csv")[1]))
    assert row["incident_id"] == one["incident_id"]


def test_an_unknown_metric_is_answered_with_the_nearest(run, loaded):
    code, out, err = run("read", "open_incident", "--site", loaded)
    assert (code, out) == (2, "") and "Did you mean `open_incidents`?" in err


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM core.incident",
        "INSERT INTO core.setting VALUES ('a', 'b')",
        "CREATE TABLE t (a INT)",
        "COPY core.incident TO 'out.csv'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT 1; DROP TABLE core.incident",
    ],
)
def test_sql_cannot_change_or_reach_anything(run, loaded, statement):
    code, _, err = run("sql", statement, "--site", loaded)
    assert code == 2 and "refused" in err and "Traceback" not in err
    out = run("sql", "SELECT count(*) AS n FROM core.incident", "--site", loaded, "--format", "csv")
    assert out[1] == "n\n2\n"


def test_rejected_rows_are_printed_with_place_value_and_reason(run, loaded):
    (row,) = json.loads(run("rejected", "--site", loaded, "--format", "json")[1])
    assert (row["file_name"], row["row_no"]) == ("bad.csv", 4)
    assert row["value"] == "soon after noon" and row["reason"] == "bad_date"


def test_c26_the_workbook_gives_each_row_back_with_its_reason_and_no_formula(run, loaded, tmp_path):
    book = tmp_path / "to-correct.xlsx"
    code, out, err = run("rejected", "--workbook", book, "--site", loaded)
    assert (code, out) == (0, "") and "1 row" in err
    head, row = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()
    told = dict(zip(head, row, strict=True))
    assert told["Incident no"] == "A-3" and told["Title"] == "=HYPERLINK(1)"
    assert told["行号"] == 4
    assert "日期" in told["退回原因"] and "soon after noon" in told["退回原因"]


def test_a_corrected_workbook_is_loaded_again_alone(run, site, bad_log, tmp_path):
    from xlsxwriter import Workbook

    run("load", bad_log, "--site", site)
    book = tmp_path / "to-correct.xlsx"
    run("rejected", "--workbook", book, "--site", site)
    head, row = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()
    row[head.index("Occurred at")] = "2026-07-12 12:10"
    corrected = Workbook(str(tmp_path / "corrected.xlsx"))
    sheet = corrected.add_worksheet()
    sheet.write_row(0, 0, head)
    sheet.write_row(1, 0, row)
    corrected.close()
    code, out, _ = run("load", tmp_path / "corrected.xlsx", "--site", site, "--format", "json")
    assert code == 0 and counts(out)["rows_inserted"] == 1


def test_doctor_finds_nothing_wrong_with_the_sample(run, demo_site):
    code, out, _ = run("doctor", "--site", demo_site, "--format", "json")
    found = json.loads(out)
    assert code == 0, [one for one in found if one["state"] == "failed"]
    assert {"versions", "settings", "disk", "published", "sources", "audits", "metrics"} <= {
        one["what"] for one in found
    }


def test_doctor_says_what_failed_and_what_to_do(run, site, log):
    run("load", log, "--site", site)
    newest = max((site / "published").glob("*.duckdb"))
    newest.write_bytes(b"garbage" * 1000)
    code, out, _ = run("doctor", "--site", site, "--format", "json")
    failed = [one for one in json.loads(out) if one["state"] == "failed"]
    assert code == 1 and any(one["what"] == "published" for one in failed)
    assert all(one["todo"] for one in failed)


def test_sources_are_listed_with_their_state(run, demo_site):
    rows = json.loads(run("sources", "--site", demo_site, "--format", "json")[1])
    assert len(rows) >= 12
    assert {row["state"] for row in rows} <= {"fresh", "due", "late", "dead", "never", "failed"}
