"""A post acknowledges a warning: a file that the loader takes up, and that outlives a rebuild."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from office import an_office
from test_warnings import alert

from sitroom import decisions
from sitroom.errors import UsageError
from sitroom.rebuild import rebuild
from sitroom.store.publish import publish

ASKED = "SELECT identifier, post, decided_at IS NOT NULL FROM core.warning_acknowledgement"


def test_a_warning_is_acknowledged_by_a_post_and_never_a_person(site: Path, tmp_path: Path):
    with an_office(site, tmp_path) as office:
        office.load(alert("LT-1"))
        publish(office.record.site, office.record)
        with pytest.raises(UsageError, match="LT-1"):
            decisions.acknowledge(site, "LT-2", post="duty desk")
        with pytest.raises(UsageError, match="Nobody"):
            decisions.acknowledge(site, "LT-1", post=" ")
        file = decisions.acknowledge(site, "LT-1", post="duty desk 13800138000")
        assert json.loads(file.read_text(encoding="utf-8"))["kind"] == "acknowledge"
        assert "13800138000" not in file.read_text(encoding="utf-8")
        (site / decisions.FOLDER / "nonsense.json").write_text('{"kind": "acknowledge"}')
        assert decisions.take_up(office.record) == 1
        assert decisions.take_up(office.record) == 0
        assert (site / decisions.FOLDER / "nonsense.unread").exists()
        ((identifier, post, _),) = office.ask(ASKED)
        assert identifier == "LT-1" and post.startswith("duty desk")
        rebuild(office.record)
        assert len(office.ask(ASKED)) == 1
