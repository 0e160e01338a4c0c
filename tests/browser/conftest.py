"""Fixtures: a small site of files with hostile texts, served; pages that note what goes wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from serving import Served, serving

HOSTILE = "<img src=x onerror=globalThis.harmed=1>"
HEADER = "事件编号,事件名称,事件类型,事件等级,发生时间,接报时间,所属区县,经度,纬度,事件状态"
SETTINGS = """[site]
title = "兰汀市"
title_en = "Lanting"
timezone = "Asia/Shanghai"
language = "zh"
"""


def local(minutes_ago: float) -> str:
    moment = datetime.now(UTC) + timedelta(hours=8) - timedelta(minutes=minutes_ago)
    return f"{moment:%Y-%m-%d %H:%M}"


def row(number: int, title: str, level: str = "Ⅳ级", minutes_ago: float = 60) -> str:
    at = local(minutes_ago)
    return f"T-{number:03d},{title},洪涝,{level},{at},{at},河东区,118.1,31.1,处置中"


def load(folder: Path, name: str, rows: list[str]) -> None:
    """Load rows of an incident log into the site, as a person would."""
    file = folder / "inbox" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "sitroom", "load", str(file), "--site", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode in (0, 3), done.stderr


def command(folder: Path, port: int) -> list[str]:
    sitroom = [sys.executable, "-m", "sitroom"]
    return [*sitroom, "serve", "--site", str(folder), "--port", str(port), "--no-load"]


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with three open incidents, one of them with a hostile title."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "sitroom.toml").write_text(SETTINGS, encoding="utf-8")
    rows = [
        row(1, "河东泵站内涝", "Ⅱ级", 164),
        # Well within the hour, however long after this the board is taken back by one.
        row(2, HOSTILE, "Ⅲ级", 21),
        row(3, "柳堤管涌 </script><b>x</b>", "Ⅳ级", 20),
    ]
    load(folder, "log.csv", rows)
    return folder


@pytest.fixture(scope="session")
def served_small(small_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    log = tmp_path_factory.mktemp("served_small") / "log"
    with serving(small_site, log, command(small_site, 0)) as served:
        yield served


@pytest.fixture
def noted(page) -> list[str]:
    """What the page complained of: errors in its scripts and on its console."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    return said
