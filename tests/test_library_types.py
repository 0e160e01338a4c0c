"""A type checker finds the types of what an analyst writes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = """
import sitroom

site = sitroom.open("our-city")
reveal_type(site)
reveal_type(site.open_incidents(level="II", region="Hedong", as_of="2026-07-12 02:15"))
reveal_type(site.level_counts(known_as_of="09:00"))
reveal_type(site.metrics["level_counts"].title)
reveal_type(site.tables.region.columns)
reveal_type(site.sql("FROM metric.level_counts()").df())
reveal_type(site.at(published=3).latest())
reveal_type(site.own_metric())
reveal_type(sitroom.median_interval([1.0, 2.0]))
reveal_type(site.stock_gaps(withdraw="D1", known_as_of=None))
reveal_type(site.open_incidents(opened_at=slice("06:00", None), status=["reported"], level=None))
site.sql(3)
site.at(published="three")
site.open_incidents(levle="II")  # wrong: no such filter
site.open_incidents(as_of=9)  # wrong: no moment
"""
WANTED = [
    "OpenSite", "GeoDataFrame", "DataFrame", "str", "DataFrame", "DataFrame", "OpenSite", "Any",
    "Interval | None", "GeoDataFrame", "GeoDataFrame",
]  # fmt: skip


@pytest.mark.slow
def test_a_type_checker_finds_the_types(tmp_path: Path):
    (tmp_path / "sample.py").write_text(SAMPLE, encoding="utf-8")
    settings = {"typeCheckingMode": "standard", "extraPaths": [str(ROOT / "src")],
                "pythonVersion": "3.11"}  # fmt: skip
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    checker = Path(sys.executable).parent / "basedpyright"
    command = [str(checker), "--outputjson", "--pythonpath", sys.executable, "-p", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    told = json.loads(done.stdout)["generalDiagnostics"]
    types = [one["message"] for one in told if one["severity"] == "information"]
    assert [one.split('is "')[1].rstrip('"') for one in types] == WANTED, types
    wrong = [one["range"]["start"]["line"] for one in told if one["severity"] == "error"]
    lines = [
        line
        for line, text in enumerate(SAMPLE.splitlines())
        if "(3)" in text or "three" in text or "# wrong" in text
    ]
    assert sorted(set(wrong)) == lines, told
