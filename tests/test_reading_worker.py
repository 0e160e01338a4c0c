from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from sitroom.errors import UnreadableFile, UsageError
from sitroom.reading import Limits, parse


def connector_site(folder: Path, body: str, arguments: str = "file") -> Path:
    (folder / "connectors").mkdir()
    source = "from sitroom.connector import connector\n\n@connector(fills='incident')\n"
    source += f"def own({arguments}):\n" + textwrap.indent(textwrap.dedent(body), "    ")
    (folder / "connectors" / "own.py").write_text(source)
    (folder / "x.txt").write_text("x")
    return folder


def run(site: Path, **settings: object):
    options = {"connector": "own", "settings": settings, "site": site}
    return parse(site / "x.txt", site / "out", options=options)


def test_rows_of_a_connector_are_staged_like_a_files(tmp_path: Path) -> None:
    site = connector_site(
        tmp_path,
        """
        yield {"row_no": 3, "a": file.read_text(), "b": None}
        yield {"row_no": 5, "a": word, "c": ""}
        """,
        "file, word='y'",
    )
    parsed = run(site, word="z")
    found = duckdb.sql(f"SELECT * FROM read_parquet('{parsed.tables[0].stage}')").fetchall()
    assert parsed.tables[0].columns == ["a", "b", "c"]
    assert parsed.tables[0].hints["fills"] == "incident"
    assert [row[:4] for row in found] == [(3, "x", None, None), (5, "z", None, None)]


def test_settings_are_checked_and_secrets_resolved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = connector_site(tmp_path, "yield {'a': token}\n", "token")
    with pytest.raises(UsageError, match="token"):
        run(site, tokn="x")
    with pytest.raises(UsageError, match="not told its `token`"):
        run(site)
    monkeypatch.setenv("OWN_TOKEN", "hidden")
    stage = run(site, token="env:OWN_TOKEN").tables[0].stage
    assert duckdb.sql(f"SELECT c0 FROM read_parquet('{stage}')").fetchone() == ("hidden",)


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("import socket\nsocket.socket()\nyield {}\n", "socket"),
        ("import socket\nsocket.getaddrinfo('localhost', 80)\nyield {}\n", "socket"),
        ("import subprocess\nsubprocess.run(['true'])\nyield {}\n", "subprocess"),
        ("import os\nos.system('true')\nyield {}\n", "os.system"),
    ],
)
def test_the_worker_has_no_network_and_starts_nothing(
    tmp_path: Path, body: str, asked: str
) -> None:
    with pytest.raises(UnreadableFile, match=asked):
        run(connector_site(tmp_path, body))


def test_the_worker_is_given_no_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITROOM_TEST_SECRET", "hidden")
    site = connector_site(tmp_path, "import os\nyield {'a': ' '.join(os.environ)}\n")
    stage = run(site).tables[0].stage
    names = duckdb.sql(f"SELECT c0 FROM read_parquet('{stage}')").fetchone()
    assert names is not None and "SITROOM_TEST_SECRET" not in names[0]


@pytest.mark.parametrize(
    ("body", "limits", "code"),
    [
        ("import time\ntime.sleep(30)\nyield {}\n", Limits(seconds=1.5), "E_TIME"),
        ("while True: pass\nyield {}\n", Limits(cpu_seconds=1), "E_TIME"),
        ("x = bytearray(4 << 30)\nyield {}\n", Limits(), "E_BOMB"),
        ("import os\nos.abort()\nyield {}\n", Limits(), "E_BOMB"),
        ("def deep(n): return deep(n + 1)\ndeep(0)\nyield {}\n", Limits(), "E_DEPTH"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="memory limits are the kernel's: Linux only")
def test_f12_what_breaks_the_worker_is_told_and_ends(
    tmp_path: Path, body: str, limits: Limits, code: str
) -> None:
    site = connector_site(tmp_path, body)
    options = {"connector": "own", "site": site}
    with pytest.raises(UnreadableFile) as caught:
        parse(site / "x.txt", site / "out", limits=limits, options=options)
    assert caught.value.code == code
    assert list((site / "out").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="ending with the parent: Linux only")
def test_the_worker_ends_when_the_loader_is_killed(tmp_path: Path) -> None:
    site = connector_site(
        tmp_path,
        """
        import os, pathlib, time
        (file.parent / "pid").write_text(str(os.getpid()))
        time.sleep(60)
        yield {}
        """,
    )
    call = f"""
        from pathlib import Path
        from sitroom.reading import parse
        site = Path({str(site)!r})
        parse(site / "x.txt", site / "out", options={{"connector": "own", "site": site}})
    """
    loader = subprocess.Popen([sys.executable, "-c", textwrap.dedent(call)])
    wait_for(lambda: (site / "pid").exists() and (site / "pid").read_text() != "")
    worker = Path("/proc") / (site / "pid").read_text()
    assert worker.exists()
    loader.kill()
    loader.wait()
    wait_for(lambda: not worker.exists() or "Z" in (worker / "stat").read_text().split()[2])


def wait_for(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    body = "file.write_text('more')\nyield {'a': 'x'}\n"
    with pytest.raises(UnreadableFile) as caught:
        run(connector_site(tmp_path, body))
    assert caught.value.code == "E_CHANGING"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        parse(tmp_path / "nothing.csv", tmp_path / "out")


def test_parquet_is_read_as_text(tmp_path: Path) -> None:
    file = tmp_path / "x.bin"
    duckdb.sql(
        "SELECT 1 AS n, TIMESTAMP '2026-07-12 08:30:00' AS t, 0.10::DECIMAL(4, 2) AS d,"
        " TIMESTAMPTZ '2026-07-12 08:30:00+08' AS z, [1, 2] AS l, NULL AS e, '' AS b"
    ).write_parquet(str(file))
    parsed = parse(file, tmp_path / "out")
    row = duckdb.sql(f"SELECT * FROM read_parquet('{parsed.tables[0].stage}')").fetchone()
    assert parsed.tables[0].columns == ["n", "t", "d", "z", "l", "e", "b"]
    assert row is not None and row[:8] == (
        1, "1", "2026-07-12 08:30:00", "0.10", "2026-07-12T00:30:00.000Z", "[1, 2]", None, None
    )  # fmt: skip


@pytest.mark.parametrize("change", [lambda b: b[:-20], lambda b: b[:8] + b"x" * 40 + b[48:]])
def test_damaged_parquet_is_refused(tmp_path: Path, change) -> None:
    file = tmp_path / "x.parquet"
    duckdb.sql("SELECT i, i::VARCHAR AS t FROM range(100) r(i)").write_parquet(str(file))
    file.write_bytes(change(file.read_bytes()))
    with pytest.raises(UnreadableFile):
        parse(file, tmp_path / "out")


def test_each_file_has_a_worker_of_its_own_from_one_warm_process(tmp_path: Path) -> None:
    body = """
        import os, sys
        marked, sys.left_by_a_file = getattr(sys, "left_by_a_file", "no"), "yes"
        yield {"a": marked, "b": str(os.getpid()), "c": str(os.getppid())}
        """
    site = connector_site(tmp_path, body)
    first, second = (
        duckdb.sql(f"SELECT c0, c1, c2 FROM read_parquet('{run(site).tables[0].stage}')").fetchall()
        for _ in range(2)
    )
    assert first[0][0] == second[0][0] == "no", "what one file changed is not there for the next"
    assert first[0][1] != second[0][1] and first[0][2] == second[0][2]


def test_a_worker_holds_no_line_to_the_processes_around_it(tmp_path: Path) -> None:
    body = "import os\nyield {'a': ' '.join(sorted(os.listdir('/proc/self/fd')))}\n"
    stage = run(connector_site(tmp_path, body)).tables[0].stage
    held = duckdb.sql(f"SELECT c0 FROM read_parquet('{stage}')").fetchone()
    # The three standard ones, the rows' file, and the folder that is listed.
    assert held == ("0 1 2 3 4",)


def test_f12_a_bomb_ends_its_own_worker_only(tmp_path: Path) -> None:
    body = "import os\nif word == 'bomb': os.abort()\nyield {'a': str(os.getppid())}\n"
    site = connector_site(tmp_path, body, "word")

    def mother() -> object:
        stage = run(site, word="harmless").tables[0].stage
        return duckdb.sql(f"SELECT c0 FROM read_parquet('{stage}')").fetchone()

    before = mother()
    with pytest.raises(UnreadableFile):
        run(site, word="bomb")
    assert mother() == before


def test_a_warm_process_that_was_killed_is_started_again(tmp_path: Path) -> None:
    body = "import os, signal\nif kill: os.kill(os.getppid(), signal.SIGKILL)\nyield {'a': 'x'}\n"
    site = connector_site(tmp_path, body, "kill")
    with pytest.raises(UnreadableFile, match="broke the process"):
        run(site, kill=1)
    assert run(site, kill=0).tables[0].rows == 1
