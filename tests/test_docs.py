"""The docs: complete, fresh, linked, and their commands run."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
from serving import serving

from sitroom import content
from sitroom.settings import Site, Source, open_site

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *ROOT.glob("bench/*.md")])


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def generated() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pages()


def test_the_reference_and_the_types_of_metrics_are_fresh():
    for name, text in generated().items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, f"{name}: run `make docs`"


def test_every_command_and_option_is_in_the_reference():
    from typer.main import get_command

    from sitroom.cli import app

    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    for name, command in get_command(app).commands.items():
        part = page.split(f"## sitroom {name}\n")[1].split("\n## ")[0]
        for option in command.params:
            if not getattr(option, "hidden", False):
                assert any(word in part for word in option.opts) or option.metavar in part


def test_every_exit_code_is_explained():
    page = (DOCS / "how-to" / "run-a-site.md").read_text(encoding="utf-8")
    for code in (0, 1, 2, 3, 4, 75):
        assert re.search(rf"^\| {code} \| ", page, flags=re.M)


def test_the_example_names_every_setting_and_no_other(tmp_path: Path):
    text = (ROOT / "sitroom.example.toml").read_text(encoding="utf-8")
    written = tomllib.loads(text)
    elsewhere = {"folder", "sources", "views", *written["privacy"]}
    assert set(written["site"]) == {f.name for f in fields(Site)} - elsewhere
    # A source lies at a path or at a url, so that one entry cannot show both.
    named = set().union(*written["sources"])
    assert named == {f.name for f in fields(Source)}
    (tmp_path / "sitroom.toml").write_text(text, encoding="utf-8")
    assert open_site(tmp_path).sources[0].every_minutes == 10


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{name_of(page)} links to {target}"


def test_decisions_are_numbered_and_listed():
    pages = sorted(DOCS.glob("decisions/[0-9]*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    index = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    for page in pages:
        assert page.name in index
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {page.name[:4]}: ")
        for part in ("Context", "Choice", "Given up", "What would change it"):
            assert f"**{part}.**" in text, f"{page.name} has no `{part}`"


def test_every_metric_says_what_it_is_in_both_languages():
    for name, metric in content.metrics().items():
        assert metric.title and metric.title_zh, name


def test_the_privacy_statement_is_in_the_readme():
    assert "No person is ever a row here." in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_reason_is_worded_in_both_languages():
    """Each reason code that the code can give has its words in data/reference/reason.csv."""
    known = {row["reason"]: row for row in content.reference("reason")}
    assert all(row["title"] and row["title_zh"] for row in known.values())
    given = set()
    for folder in ("reading", "recognise", "shaping"):
        for file in (ROOT / "src" / "sitroom" / folder).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            given |= set(re.findall(r"reason=\"([a-z_]+)\"", text))
    assert given <= set(known), given - set(known)


def run_blocks(language: str) -> list[str]:
    """The README's blocks that stand under a `run` comment, in order."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"<!-- run.*?-->\n```{language}\n(.*?)```", readme, flags=re.S)


@pytest.mark.slow
@pytest.mark.xdist_group("served")
def test_the_readmes_commands_and_python_run(tmp_path: Path, demo_site: Path):
    log = next((demo_site / "incident_log").glob("*.xlsx"))
    stock = next((demo_site / "inventory").glob("*.csv"))
    shutil.copy(log, tmp_path / "incidents.xlsx")
    shutil.copy(stock, tmp_path / "stock.csv")
    own_files, elsewhere = run_blocks("bash")
    *before, serve = own_files.strip().splitlines()
    assert serve.startswith("sitroom serve")
    for line in before:
        assert ran(tmp_path, shlex.split(line), (0, 3))
    site = tmp_path / "our-city"
    command = [sys.executable, "-m", *shlex.split(serve.replace("our-city", str(site)))]
    with serving(site, tmp_path / "log", [*command, "--port", "0"]) as served:
        assert served.health()["number"] >= 1
        for line in elsewhere.strip().splitlines():
            assert len(ran(tmp_path, shlex.split(line), (0,)).splitlines()) > 1
        (program,) = run_blocks("python")
        assert "import sitroom" in program
        ran(tmp_path, ["-c", program], (0,), module=False)


def ran(folder: Path, words: list[str], codes: tuple[int, ...], *, module: bool = True) -> str:
    """What a command of the README prints."""
    command = [sys.executable, *(["-m"] if module else []), *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode in codes, f"{words}\n{done.stderr}"
    return done.stdout or done.stderr
