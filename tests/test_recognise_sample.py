"""Every kind of file of the invented city is recognised from its headers alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitroom import paths
from sitroom.reading import parse
from sitroom.recognise import recognise
from sitroom.settings import Site, Source
from sitroom.store.connect import scratch

DATASET = {
    "regions": "region",
    "sites": "site",
    "incident_log": "incident",
    "fire_119": "incident",
    "incident_updates": "update",
    "rain_gauges": "warning",
    "inventory": "stock",
    "stock_movements": "move",
    "teams": "team",
    "assets": "asset",
    "risks": "risk",
    "duty": "duty",
    "responses": "response",
    "tasks": "task",
    "deployments": "deployment",
    "shelters": "site",
    "orgs": "org",
}


def files() -> list[tuple[str, str, Path]]:
    found = []
    for language in ("zh", "en"):
        base = paths.content_folder("sample") / language / "base"
        for name in DATASET:
            own = [base / f"{name}{suffix}" for suffix in (".geojson", ".xlsx", ".csv")]
            first = [file for file in own if file.exists()] or sorted((base / name).glob("*"))
            found += [(language, name, file) for file in first[:1]]
    return found


@pytest.mark.parametrize(("language", "name", "file"), files(), ids=lambda v: getattr(v, "name", v))
def test_a_sample_file_fills_its_dataset(
    language: str, name: str, file: Path, tmp_path: Path
) -> None:
    table = parse(file, tmp_path).tables[0]
    con = scratch(threads=1)
    found = recognise(
        table.columns,
        con,
        f"read_parquet('{table.stage}')",
        source=Source(name=name),
        site=Site(folder=tmp_path),
        file_name=file.name,
        hints=table.hints,
    )
    assert found.dataset == DATASET[name], found.why
    spare = {c.header for c in found.columns if c.field is None and c.how != "dropped"}
    assert spare <= {"rain_1h_mm"}
