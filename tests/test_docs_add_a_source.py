"""The walk of docs/how-to/add-a-source.md, done for real, block by block."""

from __future__ import annotations

import re
import shlex
import sqlite3
from pathlib import Path

import pytest
from feed_server import answer, feed_server
from fetched import LOG, ROW

from sitroom.cli import main
from sitroom.site import latest

PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "add-a-source.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.S | re.M)


def blocks(chapter: str) -> list[tuple[str, str]]:
    """Return the code blocks of one chapter, each with its language."""
    text = PAGE.read_text(encoding="utf-8")
    part = text.partition(f"## {chapter}\n")[2].partition("\n## ")[0]
    assert part, f"the page has no chapter {chapter}"
    return BLOCK.findall(part)


class Walk:
    """A site of an administrator who follows the page."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture) -> None:
        self.folder, self.site, self.capsys = folder, folder / "our-city", capsys
        self.run("sitroom init our-city")

    def run(self, commands: str, code: int = 0) -> str:
        for command in commands.strip().splitlines():
            name, *arguments = shlex.split(command)
            assert name == "sitroom", command
            with pytest.raises(SystemExit) as left:
                main(arguments)
            said = self.capsys.readouterr()
            assert (left.value.code or 0) == code, said.err + said.out
        return said.out + said.err

    def declare(self, block: str, **changes: str) -> None:
        for old, new in changes.items():
            assert old in block
            block = block.replace(old, new)
        file = self.site / "sitroom.toml"
        file.write_text(file.read_text(encoding="utf-8") + "\n" + block, encoding="utf-8")

    def incidents(self) -> list[str]:
        rows = latest(self.site).sql("SELECT source_ref FROM core.incident ORDER BY 1")
        return list(rows["source_ref"])


@pytest.fixture
def walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> Walk:
    monkeypatch.chdir(tmp_path)
    return Walk(tmp_path, capsys)


def test_a_file(walk: Walk) -> None:
    (walk.folder / "calls.csv").write_text(LOG + ROW.format(1), encoding="utf-8")
    (_, look), (_, load) = blocks("A file")
    said = walk.run(look)
    assert "Fills: incident" in said and "incident.occurred_at" in said
    walk.run(load)
    assert walk.incidents() == ["A-1"]
    assert 'name = "calls"' in (walk.site / "sitroom.toml").read_text(encoding="utf-8")


def test_a_folder(walk: Walk) -> None:
    ((_, block),) = blocks("A folder that is watched")
    walk.declare(block)
    (walk.site / "fire_119").mkdir()
    for number in (1, 2):
        file = walk.site / "fire_119" / f"{number}.csv"
        file.write_text(LOG + ROW.format(number), encoding="utf-8")
    walk.run("sitroom load --site our-city")
    assert walk.incidents() == ["A-1", "A-2"]


def test_a_feed(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    (_, block), (_, command) = blocks("A feed on the web")
    monkeypatch.setenv("DISPATCH_TOKEN", "Bearer of-the-walk")
    with feed_server() as feeds:
        feeds.routes["/api/incidents"] = answer(LOG + ROW.format(3))
        walk.declare(block, **{"https://dispatch.example": feeds.base})
        walk.run(command)
        assert feeds.asked[0][1]["Authorization"] == "Bearer of-the-walk"
        assert walk.incidents() == ["A-3"]
        feeds.routes["/api/incidents"] = answer(status=404)
        walk.run(command, code=4)


def test_a_database(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    ((_, block),) = blocks("A database")
    monkeypatch.setenv("REGISTER_PASSWORD", "of-the-walk")
    with sqlite3.connect(walk.site / "register.db") as con:
        con.execute("CREATE TABLE incident (number, kind, title, occurred)")
        row = ("R-1", "Flood", "Underpass", "2026-07-12 08:00")
        con.execute("INSERT INTO incident VALUES (?, ?, ?, ?)", row)
    # The walk has no PostgreSQL; tests/test_fetching_database.py has.
    walk.declare(block, **{"postgresql://db.office.example/register": "sqlite:///register.db"})
    walk.run("sitroom load --source register --site our-city")
    assert walk.incidents() == ["R-1"]


def test_a_source_nobody_thought_of(walk: Walk) -> None:
    (_, log), (_, connector), (_, commands) = blocks("A source nobody thought of")
    assert len(connector.splitlines()) < 40
    (walk.site / "connectors").mkdir()
    (walk.site / "connectors" / "siren.py").write_text(connector, encoding="utf-8")
    (walk.folder / "sirens.log").write_text(log, encoding="utf-8")
    walk.run(commands)
    assert walk.incidents() == ["17", "18"]
    rows = latest(walk.site).sql(
        "SELECT hazard, level, lon, lat FROM core.incident ORDER BY source_ref"
    )
    assert [tuple(row) for row in rows[["level", "lon", "lat"]].to_numpy()] == [
        (3, 112.4031, 30.5123), (4, 112.41, 30.52)
    ]  # fmt: skip
    assert rows["hazard"].notna().all()


def test_a_source_of_it_with_settings_and_a_line_of_another_form(walk: Walk) -> None:
    (_, log), (_, connector), _ = blocks("A source nobody thought of")
    (walk.site / "connectors").mkdir()
    (walk.site / "connectors" / "siren.py").write_text(connector, encoding="utf-8")
    (walk.site / "sirens.log").write_text(log + "19 broken\n", encoding="utf-8")
    head = '[[sources]]\nname = "sirens"\npath = "sirens.log"\nconnector = "siren"\n'
    walk.declare(head + '[sources.options]\nstation = "N-"\n')
    said = walk.run("sitroom load --site our-city", code=3)
    assert walk.incidents() == ["N-17", "N-18"]
    assert "1" in said
