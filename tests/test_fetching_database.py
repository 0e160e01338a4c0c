"""Sources that are tables of a database, against real servers on this machine."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from fetched import fetched, loaded, with_source

from sitroom.errors import UsageError

MADE = """CREATE TABLE incident (number VARCHAR(20), title VARCHAR(200), kind VARCHAR(50),
 {stamp}, deaths INTEGER, loss DECIMAL(12, 2));
INSERT INTO incident VALUES
 ('A-1', '河东区内涝', '洪涝', {first}, 0, 12.50),
 ('A-2', 'Fire in a market: 100% burnt; "stalls"', '火灾', {second}, 2, NULL);"""
QUERY = (
    'SELECT number AS "事件编号", title AS "事件名称", kind AS "事件类型",'
    ' occurred AS "发生时间", deaths AS "死亡人数" FROM incident ORDER BY number'
)


@dataclass(frozen=True)
class Server:
    """A database server of this test: its url, and the password of its user."""

    url: str
    password: str = "of-the-t3st"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def as_user(user: str, *command: str | Path) -> list[str]:
    """Return the command as another user's, when this one is root: such servers insist on it."""
    other = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
    return [*(other if os.geteuid() == 0 else []), *map(str, command)]


def run(*command: str | Path, user: str) -> None:
    done = subprocess.run(as_user(user, *command), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


@contextmanager
def home_of(user: str) -> Iterator[Path]:
    """A folder that a server's own user may enter; pytest's are shut to others."""
    with tempfile.TemporaryDirectory(prefix="sitroom-db-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, user, user)
        yield Path(folder)


def has_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not found or not has_user("postgres"):
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    tools, port = found[-1].parent, free_port()
    with home_of("postgres") as home:
        data, secret = home / "data", home / "secret"
        secret.write_text(Server("").password)
        secret.chmod(0o644)
        run(tools / "initdb", "-D", data, "-U", "tester", f"--pwfile={secret}", "-E", "UTF8",
            "-A", "scram-sha-256", "--no-sync", user="postgres")  # fmt: skip
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={port} -c fsync=off"
            f" -c unix_socket_directories={home}"
        )
        begin = ("-D", data, "-w", "-l", home / "log", "-o", options, "start")
        run(tools / "pg_ctl", *begin, user="postgres")
        try:
            fill_postgres(port)
            yield Server(f"postgresql://127.0.0.1:{port}/postgres")
        finally:
            run(tools / "pg_ctl", "-D", data, "-m", "immediate", "stop", user="postgres")


def fill_postgres(port: int) -> None:
    import psycopg

    made = MADE.format(
        stamp="occurred TIMESTAMPTZ",
        first="'2026-07-12 08:01+08'",
        second="'2026-07-12 02:02+02'",
    )
    secret = Server("").password
    address = f"host=127.0.0.1 port={port} user=tester dbname=postgres password={secret}"
    with psycopg.connect(address) as con:
        con.execute(made.encode())


@pytest.fixture(scope="module")
def mariadb() -> Iterator[Server]:
    server, install = shutil.which("mariadbd"), shutil.which("mariadb-install-db")
    if not server or not install or not has_user("mysql"):
        pytest.skip("MariaDB is not installed (apt-get install mariadb-server)")
    with home_of("mysql") as home:
        data, port, plug = home / "data", free_port(), home / "socket"
        run(install, "--no-defaults", f"--datadir={data}", "--skip-test-db",
            "--auth-root-authentication-method=normal", user="mysql")  # fmt: skip
        command = as_user("mysql", server, "--no-defaults", f"--datadir={data}", f"--port={port}",
            "--bind-address=127.0.0.1", f"--socket={plug}", f"--pid-file={home}/pid")  # fmt: skip
        with subprocess.Popen(command, stderr=(home / "log").open("wb")) as running:
            try:
                wait_for(plug)
                fill_mariadb(plug)
                yield Server(f"mysql://127.0.0.1:{port}/office")
            finally:
                running.terminate()


def wait_for(plug: Path) -> None:
    end = time.monotonic() + 60
    while not plug.exists():
        assert time.monotonic() < end, "MariaDB did not start"
        time.sleep(0.1)


def fill_mariadb(plug: Path) -> None:
    import pymysql

    con = pymysql.connect(unix_socket=str(plug), user="root", charset="utf8mb4")
    made = MADE.format(
        stamp="occurred DATETIME", first="'2026-07-12 08:01:00'", second="'2026-07-12 08:02:00'"
    )
    with con, con.cursor() as cursor:
        for statement in (
            "CREATE DATABASE office CHARACTER SET utf8mb4",
            f"CREATE USER tester@'%' IDENTIFIED BY '{Server('').password}'",
            "GRANT ALL ON office.* TO tester@'%'",
            "USE office",
            *made.split(";\n"),
        ):
            cursor.execute(statement.rstrip(";"))
        con.commit()


@pytest.fixture(params=["postgres", "mariadb"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Server:
    found: Server = request.getfixturevalue(request.param)
    monkeypatch.setenv("DB_PASSWORD", found.password)
    return found


def query_of(server: Server, query: str) -> str:
    return query.replace('"', "`") if server.url.startswith("mysql") else query


def as_tester(server: Server, **more) -> dict:
    return {"user": "tester", "password": "env:DB_PASSWORD"} | more


def test_a_query_is_loaded_like_a_file_and_instants_keep_their_zone(site, server) -> None:
    with_source(site, server.url, fetch=as_tester(server, query=query_of(server, QUERY)))
    (result,) = loaded(site)
    assert (result.status, result.dataset, result.rows_inserted) == ("loaded", "incident", 2)
    from sitroom.settings import open_site
    from sitroom.store.record import open_record

    with open_record(open_site(site)) as record:
        told = record.con.execute(
            "SELECT source_ref, title, strftime(occurred_at, '%H:%M'), deaths FROM core.incident"
            " ORDER BY source_ref"
        ).fetchall()
        places = record.con.execute("SELECT path FROM core.source").fetchall()
    assert told == [
        ("A-1", "河东区内涝", "00:01", 0),
        ("A-2", 'Fire in a market: 100% burnt; "stalls"', "00:02", 2),
    ]
    assert places == [(server.url,)]


def test_a_whole_table_needs_no_query(site, server) -> None:
    with_source(site, server.url, fetch=as_tester(server, table="incident"))
    (file,) = fetched(site).files
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert '"loss": "12.50"' in lines[0] and '"loss": null' in lines[1]


def test_a_session_can_change_nothing(site, server) -> None:
    for query in ("DELETE FROM incident", "SELECT 1; DELETE FROM incident"):
        with_source(site, server.url, name=f"x{len(query)}", fetch=as_tester(server, query=query))
        error = fetched(site, f"x{len(query)}").error
        assert isinstance(error, UsageError) and "one SELECT" in str(error)
    sly = "WITH gone AS (DELETE FROM incident RETURNING *) SELECT * FROM gone"
    with_source(site, server.url, name="sly", fetch=as_tester(server, query=sly))
    error = fetched(site, "sly").error
    assert error and error.code == "E_QUERY"


def test_a_query_that_takes_too_long_is_ended(site, server) -> None:
    slow = "SELECT pg_sleep(20)" if "postgresql" in server.url else (
        "SELECT count(*) FROM information_schema.columns a, information_schema.columns b,"
        " information_schema.columns c"
    )  # fmt: skip
    with_source(site, server.url, fetch=as_tester(server, query=slow, seconds=1))
    begin = time.monotonic()
    error = fetched(site).error
    assert error and error.code == "E_SLOW"
    assert time.monotonic() - begin < 10


def test_more_rows_than_allowed_are_refused(site, server) -> None:
    with_source(site, server.url, fetch=as_tester(server, table="incident", max_rows=1))
    error = fetched(site).error
    assert error and error.code == "E_TOO_LARGE"


def test_a_wrong_password_is_told_without_it(site, server, monkeypatch) -> None:
    monkeypatch.setenv("DB_PASSWORD", "an0ther-word")
    with_source(site, server.url, fetch=as_tester(server, table="incident"))
    (result,) = loaded(site)
    assert (result.status, result.error_code) == ("failed", "E_UNREACHABLE")
    assert "an0ther-word" not in result.message


def test_an_unknown_table_is_told_in_the_servers_words(site, server) -> None:
    with_source(site, server.url, fetch=as_tester(server, table="no_such_table"))
    (result,) = loaded(site)
    assert result.error_code == "E_QUERY"
    assert "no_such_table" in result.message


def test_sqlite_is_read_and_never_written(site) -> None:
    with sqlite3.connect(site / "office.db") as con:
        con.executescript(
            MADE.format(
                stamp="occurred TEXT",
                first="'2026-07-12T08:01:00+08:00'",
                second="'2026-07-12 08:02'",
            )
        )
    with_source(site, "sqlite:///office.db", fetch={"query": QUERY})
    (result,) = loaded(site)
    assert (result.status, result.rows_inserted) == ("loaded", 2)
    with_source(site, "sqlite:///none.db", name="none", fetch={"table": "x"})
    assert isinstance(fetched(site, "none").error, UsageError)
    assert not (site / "none.db").exists()


@pytest.mark.parametrize(
    ("url", "how"),
    [
        ("postgresql://h/db", {}),
        ("postgresql://h/db", {"query": "SELECT 1", "table": "x"}),
        ("mysql://h/db", {"table": "x", "password": "written-out"}),
        ("oracle://h/db", {"table": "x"}),
    ],
)
def test_a_database_is_declared_with_one_query_or_table_and_no_password(site, url, how) -> None:
    with pytest.raises(UsageError):
        with_source(site, url, fetch=how)
