"""What the metrics answer on the sample at three moments, line by line in tests/golden.

A golden file begins with its question, one SELECT on a line of its own; below it stand the
answers at 06:30, 09:24 and 13:00 as known then. A new one is a file with just its question;
`make golden` writes the answers, and the difference is read before it is committed.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sitroom.site import Published, latest

FOLDER = Path(__file__).parent / "golden"
FILES = sorted(FOLDER.glob("*.csv"))
MOMENTS = ("06:30", "09:24", "13:00")
ZONE = timedelta(hours=8)


def answer(published: Published, question: str, clock: str) -> str:
    """Return the rows of a question at local `clock` as known then, as CSV."""
    at = datetime.fromisoformat(f"2026-07-12T{clock}") - ZONE
    arguments = f"(as_of := TIMESTAMP '{at}', known_as_of := TIMESTAMP '{at}')"
    asked = re.sub(r"(metric\.\w+)", lambda found: found[1] + arguments, question)
    frame = published.sql(asked)
    return frame.to_csv(index=False, float_format="%.6g", date_format="%Y-%m-%d %H:%M")


def told(published: Published, question: str) -> str:
    """Return a whole golden file."""
    parts = [f"-- {clock}\n{answer(published, question, clock)}" for clock in MOMENTS]
    return "\n".join([question, "", *parts])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_answers_stand(file: Path, site_at_1300: Path, request: pytest.FixtureRequest):
    stands = file.read_text(encoding="utf-8")
    found = told(latest(site_at_1300), stands.splitlines()[0])
    if request.config.getoption("--write-golden"):
        file.write_text(found, encoding="utf-8")
        return
    assert found == stands, "if the change is meant, write it with `make golden`"


def test_there_are_golden_answers():
    assert FILES
