"""Notebooks: titled, without outputs, and true while server and loader run."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))


def name_of(file: Path) -> str:
    return file.stem


def test_there_are_five():
    assert [file.stem[:2] for file in NOTEBOOKS] == ["01", "02", "03", "04", "05"]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=name_of)
def test_a_notebook_is_numbered_and_begins_with_its_title(file: Path):
    first = nbformat.read(file, as_version=4).cells[0]
    assert file.stem[:2].isdigit()
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")


@pytest.mark.parametrize("file", NOTEBOOKS, ids=name_of)
def test_a_notebook_keeps_no_outputs(file: Path):
    for cell in nbformat.read(file, as_version=4).cells:
        assert not cell.get("outputs"), "clear the outputs before committing"
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("file", NOTEBOOKS, ids=name_of)
def test_a_notebook_imports_sitroom_only(file: Path):
    import sys

    for cell in nbformat.read(file, as_version=4).cells:
        if cell.cell_type == "code":
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Import):
                    roots = {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    roots = {(node.module or "").split(".")[0]}
                else:
                    continue
                assert roots <= {"sitroom", *sys.stdlib_module_names}


@pytest.mark.slow
@pytest.mark.xdist_group("served")
@pytest.mark.parametrize("file", NOTEBOOKS, ids=name_of)
def test_a_notebook_runs_while_the_site_is_served_and_loaded(file: Path, served_demo):
    notebook = nbformat.read(file, as_version=4)
    folder = {"metadata": {"path": str(served_demo.folder)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=folder).execute()
    # A card that cannot be drawn stops no notebook: it says so where programs complain.
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [one.text for one in shown if one.get("name") == "stderr"]
    assert served_demo.is_well(), served_demo.said()
