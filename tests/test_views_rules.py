"""The reports that rules ask of an incident, said on its sheet."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
from test_ui_blocks import plain, reader
from ui_frames import at

from sitroom.views.blocks_rules import reports


def test_reports_say_due_late_and_whose_rule_in_both_languages() -> None:
    row = {"incident_id": "k:1", "rule_id": "r", "kind": "follow_up", "form": None, "number": 1,
           "due_at": at(-6), "sent_at": None, "state": "overdue", "minutes_late": 6,
           "jurisdiction": "Lanting", "law": "Rules", "status": "from memory"}  # fmt: skip
    first = row | {"kind": "initial", "form": "oral", "number": None, "state": "late"}
    rows = pd.DataFrame([first, row, row | {"incident_id": "k:2"}])
    wanted = SimpleNamespace(incident_id="k:1")
    said = str(plain(reports(wanted, rows, reader())))
    assert "First report, by telephone" in said and "sent 6 m late" in said
    assert "Follow-up 1" in said and "overdue 6 m" in said
    assert "Lanting · Rules · not verified, from memory" in said
    assert "第 1 次续报" in str(plain(reports(wanted, rows, reader("zh"))))
    assert "No rule asks for a report" in str(plain(reports(wanted, rows.head(0), reader())))
