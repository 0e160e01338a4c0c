"""The direction rules of docs/explanation: who may know whom, checked on the syntax trees."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from sitroom import content

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "sitroom"
MACHINE = sorted(PACKAGE.rglob("*.py"))
CONNECTORS = sorted((ROOT / "connectors").glob("*.py"))
DASHBOARDS = sorted((ROOT / "dashboards").glob("*.py"))
COMPUTED = sorted((ROOT / "data" / "metrics").glob("*.py"))
EVERYTHING = [*MACHINE, *CONNECTORS, *DASHBOARDS, *COMPUTED]
STYLE = PACKAGE / "views" / "style.py"
SCREEN = (
    *("panel", "holoviews", "hvplot", "bokeh"),
    *("sitroom.ui", "sitroom.views", "sitroom.cli", "sitroom.notebook"),
)
LONGEST_FILE = 300


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def module_of(file: Path) -> str:
    if not file.is_relative_to(PACKAGE):
        return file.stem
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def imports(file: Path, *, at_import_only: bool = False) -> set[str]:
    """Return the modules a file imports, without those that only a type checker sees."""
    found: set[str] = set()
    nodes = _top_level(tree(file)) if at_import_only else _all_nodes(tree(file))
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _all_nodes(root: ast.AST):
    for node in ast.iter_child_nodes(root):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from _all_nodes(node)


def _top_level(root: ast.AST):
    for node in ast.iter_child_nodes(root):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from _top_level(node)


def knows(file: Path, *names: str, at_import_only: bool = False) -> list[str]:
    wanted = imports(file, at_import_only=at_import_only)
    return sorted(m for m in wanted if any(m == name or m.startswith(name + ".") for name in names))


def is_engine(file: Path) -> bool:
    parts = file.relative_to(PACKAGE).parts
    return parts[0] not in ("ui", "views", "cli", "notebook") and parts != ("__main__.py",)


def calls(file: Path) -> list[tuple[str, int]]:
    """Return every call as written, such as `duckdb.connect`, with its line."""
    return [
        (ast.unparse(node.func), node.lineno)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
    ]


def texts(file: Path) -> list[tuple[str, int]]:
    """Return every text of a file that is no docstring, with its line."""
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.value, node.lineno)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
    ]


@pytest.mark.parametrize("file", DASHBOARDS, ids=name_of)
def test_pages_import_sitroom_only(file: Path):
    others = {m.split(".")[0] for m in imports(file)} - {"sitroom", "__future__"}
    assert not others, f"{name_of(file)} imports {others}"
    siblings = {page.stem for page in DASHBOARDS} & {m.split(".")[0] for m in imports(file)}
    assert not siblings, "pages never import each other"


@pytest.mark.parametrize("file", CONNECTORS, ids=name_of)
def test_connectors_never_touch_the_store_or_the_screen(file: Path):
    assert not knows(file, "duckdb", "sitroom.store", "sitroom.shaping", "sitroom.load", *SCREEN)


@pytest.mark.parametrize("file", [f for f in MACHINE if is_engine(f)], ids=name_of)
def test_the_engine_never_knows_the_screen(file: Path):
    if module_of(file) == "sitroom":
        assert not knows(file, *SCREEN, at_import_only=True)
    else:
        assert not knows(file, *SCREEN)


@pytest.mark.parametrize("file", sorted((PACKAGE / "notebook").glob("*.py")), ids=name_of)
def test_a_notebook_knows_the_screen_only_when_it_shows_it(file: Path):
    screen = tuple(name for name in SCREEN if name != "sitroom.notebook")
    assert not knows(file, *screen, at_import_only=True)


@pytest.mark.parametrize("file", sorted((PACKAGE / "views").rglob("*.py")), ids=name_of)
def test_views_know_neither_the_store_nor_panel_nor_state(file: Path):
    assert not knows(
        file, "duckdb", "panel", "param", "sitroom.ui", "sitroom.store", "sitroom.site"
    )


@pytest.mark.parametrize("file", EVERYTHING, ids=name_of)
def test_only_the_store_opens_duckdb(file: Path):
    if module_of(file) == "sitroom.store.connect":
        return
    assert not knows(file, "duckdb"), "everything else goes through sitroom.store.connect"
    assert not [call for call in calls(file) if call[0].endswith("duckdb.connect")]


@pytest.mark.parametrize("file", EVERYTHING, ids=name_of)
def test_only_settings_read_the_environment(file: Path):
    if module_of(file) == "sitroom.settings":
        return
    read = [
        f"line {node.lineno}"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute)
        and ast.unparse(node) in ("os.environ", "os.getenv", "os.environb")
    ]
    assert not read and not knows(file, "os.environ", "os.getenv")


@pytest.mark.parametrize("file", EVERYTHING, ids=name_of)
def test_only_the_clock_reads_the_time(file: Path):
    if module_of(file) == "sitroom.clock":
        return
    asked = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.time(_ns)?)$")
    assert not [call for call in calls(file) if asked.search(call[0])]
    assert not knows(file, "time.time", "time.time_ns")


# Three to eight hexadecimal digits after # are also how a number is written ("#12"); a colour
# has three, four, six or eight of them and is a text of its own or stands in a style.
COLOUR = re.compile(
    r"(?:^|[\s:;,(\"'])#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})(?=$|[\s;,)\"'])"
    r"|\b(?:rgba?|hsla?|oklch|oklab)\("
)


@pytest.mark.parametrize("file", EVERYTHING, ids=name_of)
def test_only_the_style_module_has_a_colour(file: Path):
    if file == STYLE:
        return
    assert not [(text[:60], line) for text, line in texts(file) if COLOUR.search(text)]


@pytest.mark.parametrize(
    "file",
    sorted(f for s in ("*.css", "*.js") for f in (PACKAGE / "ui").rglob(s)),
    ids=name_of,
)
def test_style_sheets_and_scripts_take_their_colours_from_the_style_module(file: Path):
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        assert not COLOUR.search(line), f"{name_of(file)}:{number}: {line.strip()}"


# An SQL query in a text; a sentence that begins with "Select" does not match.
QUERY = re.compile(r"\bSELECT\b.+\bFROM\b|^\s*(INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b", re.S)
BYTES = ("sitroom.store", "sitroom.shaping", "sitroom.reading", "sitroom.recognise")
# The journal, the sources, the rebuild and the loader write the record's own books.
BOOKS = ("sitroom.journal", "sitroom.sources", "sitroom.rebuild", "sitroom.load")


@pytest.mark.parametrize("file", EVERYTHING, ids=name_of)
def test_no_query_outside_its_places(file: Path):
    module = module_of(file)
    if module.startswith(BYTES) or module in BOOKS:
        return
    asked = [(text[:80], line) for text, line in texts(file) if QUERY.search(text)]
    allowed = {"sitroom.site": "core.setting", "sitroom.doctor": "FROM duckdb_"}
    assert all(module in allowed and allowed[module] in text for text, _ in asked), asked


METRICS = sorted((ROOT / "data" / "metrics").glob("*.sql"))
AUDITS = sorted((ROOT / "data" / "audits").glob("*.sql"))


@pytest.mark.parametrize("file", [*METRICS, *AUDITS], ids=name_of)
def test_metrics_and_audits_never_read_raw(file: Path):
    assert not re.search(r"\braw\.\w+", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", COMPUTED, ids=name_of)
def test_computed_metrics_are_functions_of_other_metrics(file: Path):
    """No store, no screen, no file, no clock: rows in, rows out; heavy parts only when asked."""
    assert {m.split(".")[0] for m in imports(file)} <= {
        *("sitroom", "numpy", "pandas", "scipy", "shapely", "geopandas", "__future__"),
        *sys.stdlib_module_names,
    }
    assert not knows(file, *SCREEN, "sitroom.store", "sitroom.site", "pathlib", "os", "io")
    assert not knows(file, "scipy", at_import_only=True)
    assert not [call for call in calls(file) if call[0] in ("open", "exec", "eval", "print")]
    functions = {n.name: n for n in tree(file).body if isinstance(n, ast.FunctionDef)}
    assert [argument.arg for argument in functions["compute"].args.args] == ["frames"]


def test_metrics_read_each_other_in_one_direction():
    """A SELECT reads SELECTs; a computed metric reads both; what is read is there."""
    metrics = content.metrics()
    content.in_order_of_use(metrics)
    for metric in metrics.values():
        assert set(metric.reads) <= set(metrics), metric.path
        if not metric.is_computed:
            assert not [name for name in metric.reads if metrics[name].is_computed], metric.path


@pytest.mark.parametrize("file", AUDITS, ids=name_of)
def test_audits_read_core_only(file: Path):
    assert not re.search(r"\bmetric\.\w+", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "file", [*EVERYTHING, *sorted((ROOT / "tests").rglob("*.py"))], ids=name_of
)
def test_no_file_grows_past_reading(file: Path):
    lines = len(file.read_text(encoding="utf-8").splitlines())
    if lines > LONGEST_FILE:
        decisions = (ROOT / "docs" / "decisions").glob("*.md")
        named = any(name_of(file) in page.read_text(encoding="utf-8") for page in decisions)
        assert named, f"{lines} lines: split it, or say why in docs/decisions/"


@pytest.mark.parametrize("file", EVERYTHING, ids=name_of)
def test_nothing_is_named_utils(file: Path):
    assert file.stem not in ("utils", "util", "helpers", "misc", "common")


def test_nothing_happens_at_import(tmp_path: Path):
    """Importing every module makes no file, opens no database and starts no thread."""
    modules = [module_of(f) for f in MACHINE if is_engine(f) and f.stem != "worker"]
    program = (
        "import importlib, pathlib, threading\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "assert threading.active_count() == 1, threading.enumerate()\n"
        "assert not list(pathlib.Path.cwd().iterdir())\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path)


def test_loading_never_imports_the_screen():
    program = (
        "import sys, sitroom.load, sitroom.schedule\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "print(loaded & {'panel', 'holoviews', 'bokeh', 'hvplot', 'pandas', 'geopandas'})\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == "set()"
