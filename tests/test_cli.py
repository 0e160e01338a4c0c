"""The command line: names, help, exit codes, errors, and how rows are printed."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from sitroom.cli import COMMANDS, main, output
from sitroom.cli.options import Format, moment
from sitroom.errors import UsageError
from sitroom.settings import Site

NAMES = [
    *("demo", "init", "serve", "notebook", "load", "inspect", "read", "sql", "sources", "rejected"),
    *("link", "unlink", "acknowledge", "alias", "doctor"),
]
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def run(capsys):
    """Run the command line here: exit code, standard output, standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return run


def test_the_commands_have_the_promised_names():
    assert list(COMMANDS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_with_examples(run, name: str):
    code, out, _ = run(name, "--help")
    assert code == 0
    assert "Examples:" in out and f"sitroom {name}" in out


@pytest.mark.parametrize("name", ["load", "inspect", "read", "sql", "sources", "rejected"])
def test_what_prints_rows_takes_a_format_and_a_site(run, name: str):
    out = run(name, "--help")[1]
    assert "--format <table|csv|json>" in out and "--site DIR" in out


def test_starting_up_imports_nothing_heavy():
    program = (
        "import sys, sitroom.cli; print({m.split('.')[0] for m in sys.modules}"
        " & {'pandas', 'panel', 'duckdb', 'numpy', 'bokeh', 'rich'})"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert said.stdout.strip() == "set()"


def test_help_is_there_at_once():
    """Half a second of processor time, however busy the machine is with other tests."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(3):
        subprocess.run([sys.executable, "-m", "sitroom", "--help"], stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent / 3 < 0.5


@pytest.mark.parametrize(
    "arguments", [["lod"], ["read"], ["sources", "--format", "xml"], ["serve", "--port", "x"]]
)
def test_wrong_use_leaves_with_2(run, arguments: list[str]):
    assert run(*arguments)[0] == 2


def test_a_folder_that_is_no_site_is_said_with_what_to_do(run, tmp_path: Path):
    code, out, err = run("read", "open_incidents", "--site", tmp_path)
    assert (code, out) == (2, "")
    assert err.startswith("Error: ") and "Expected: " in err and "To do: " in err
    assert "Traceback" not in err


def test_a_site_with_nothing_published_leaves_with_1(run, site: Path):
    code, _, err = run("sources", "--site", site)
    assert code == 1 and "Nothing is published yet" in err


def test_debug_shows_the_traceback(site: Path):
    command = [sys.executable, "-m", "sitroom", "sources", "--site", str(site)]
    plain = subprocess.run(command, capture_output=True, text=True)
    debugged = subprocess.run([*command, "--debug"], capture_output=True, text=True)
    assert "Traceback" not in plain.stderr
    assert "Traceback" in debugged.stderr


def test_the_site_is_the_option_else_the_environment_else_the_folder(
    run, site: Path, tmp_path: Path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert "is not a site" in run("sources")[2]
    monkeypatch.setenv("SITROOM_SITE", str(site))
    assert "Nothing is published" in run("sources")[2]
    monkeypatch.delenv("SITROOM_SITE")
    monkeypatch.chdir(site)
    assert "Nothing is published" in run("sources")[2]
    monkeypatch.chdir(tmp_path)
    assert "Nothing is published" in run("--site", site, "sources")[2]


def test_init_makes_a_site_and_never_overwrites(run, tmp_path: Path):
    assert run("init", tmp_path / "city")[0] == 0
    assert (tmp_path / "city" / "sitroom.toml").is_file()
    (tmp_path / "city" / "sitroom.toml").write_text("# mine")
    code, _, err = run("init", tmp_path / "city")
    assert code == 2 and "not empty" in err
    assert (tmp_path / "city" / "sitroom.toml").read_text() == "# mine"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-07-12T09:24", datetime(2026, 7, 12, 1, 24)),
        ("2026-07-12 09:24:30", datetime(2026, 7, 12, 1, 24, 30)),
        ("2026-07-12T09:24Z", datetime(2026, 7, 12, 9, 24)),
        ("2026-07-12T09:24+09:00", datetime(2026, 7, 12, 0, 24)),
        ("2026-07-12", datetime(2026, 7, 11, 16, 0)),
    ],
)
def test_a_moment_is_the_sites_time_unless_it_says_otherwise(text, expected, tmp_path: Path):
    assert moment(text, Site(tmp_path), "--as-of") == expected


def test_a_clock_time_is_today_at_the_site(tmp_path: Path):
    from sitroom import clock

    clock.set_demo(tmp_path, datetime(2026, 7, 11, 22, 30), 0)
    assert moment("9:24", Site(tmp_path), "--as-of") == datetime(2026, 7, 12, 1, 24)


def test_a_moment_that_is_none_is_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="--as-of is `noon`"):
        moment("noon", Site(tmp_path), "--as-of")


FRAME = pd.DataFrame(
    {
        "title": ["河东泵站内涝", "a,b\x1b[31m"],
        "deaths": [2.0, None],
        "opened_at": pd.to_datetime(["2026-07-12 01:24:00", None]),
        "geom_wkb": [b"\x01\x02", None],
    }
)


def test_csv_has_utc_instants_and_empty_unknowns(capsys):
    output.print_frame(FRAME, Format.csv, ZONE)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "title,deaths,opened_at,geom_wkb"
    assert lines[1] == "河东泵站内涝,2,2026-07-12T01:24:00Z,0102"
    assert lines[2] == '"a,b\x1b[31m",,,'


def test_json_keeps_chinese_and_null(capsys):
    output.print_frame(FRAME, Format.json, ZONE)
    first, second = json.loads(capsys.readouterr().out)
    assert first["title"] == "河东泵站内涝" and first["deaths"] == 2
    assert second["deaths"] is None and second["opened_at"] is None


def test_a_table_is_in_the_sites_time_and_moves_no_cursor(capsys):
    output.print_frame(FRAME, Format.table, ZONE)
    out = capsys.readouterr().out
    assert "2026-07-12 09:24" in out and "—" in out
    assert "\x1b" not in out


def test_a_table_keeps_its_columns_under_each_other(capsys):
    from rich.cells import cell_len

    output.print_frame(FRAME[["title", "deaths"]], Format.table, ZONE)
    head, _, *rows = capsys.readouterr().out.splitlines()
    at = cell_len(head[: head.index("deaths")])
    assert [cell_len(re.split(r"(?=\S+$)", row)[0]) for row in rows] == [at, at]
