"""Metrics, audits and reference lists: files that say what facts mean."""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from sitroom.errors import SitroomError
from sitroom.paths import added_words, content

# Another metric, asked about the same moment.
AT_ITS_MOMENT = re.compile(
    r"\bmetric\.(\w+)\(\s*as_of\s*:=\s*as_of\s*,\s*known_as_of\s*:=\s*known_as_of\s*\)"
)
_HEADER = re.compile(r"^(?:-- )?([a-z_]+): ?(.*)$")


@dataclass(frozen=True)
class Query:
    """One definition with its header: a metric, or an audit that lists the rows breaking a rule.

    A metric is one SELECT, or a function of other metrics' rows: then `sql` is empty.
    """

    name: str
    title: str
    title_zh: str
    unit: str
    grain: tuple[str, ...]
    caution: str
    caution_zh: str
    # Instants that it takes besides the moment, and what each is where the question does not name
    # it: the column of another metric (`moment.since_at`), or one of the two clocks.
    takes: Mapping[str, str]
    sql: str
    path: Path
    # Whether its rows are made once for all that read it at one moment. One with a row for every
    # incident ever is put into each reader instead, so that only the rows asked for are made.
    is_kept: bool = True
    # Whether it says the same of every moment, being made of rule lists and settings alone: its
    # rows are then worked out when something is published, and only when those have changed.
    is_timeless: bool = False
    # What a computed metric declares: the metrics it reads, its columns with their SQL types.
    declared: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def is_computed(self) -> bool:
        """Say whether it is a function in Python rather than a SELECT."""
        return self.path.suffix == ".py"

    @property
    def reads(self) -> tuple[str, ...]:
        """The metrics it reads, each once."""
        return self.declared or tuple(dict.fromkeys(re.findall(r"\bmetric\.(\w+)", self.sql)))

    # Looked up for every question, and the texts never change: found once.
    @cached_property
    def read_at_its_moment(self) -> list[str]:
        """Of the metrics it reads, those asked about its very moment, as often as they stand."""
        return AT_ITS_MOMENT.findall(self.sql)

    @property
    def default_metrics(self) -> list[str]:
        """The metrics that say what it takes by default."""
        return [told.partition(".")[0] for told in self.takes.values() if "." in told]


class Queries(Mapping[str, Query]):
    """Definitions by name, each read when it is first asked for: a question needs a few of them."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = {name: (file, file.stat().st_mtime_ns) for name, file in files.items()}

    def __getitem__(self, name: str) -> Query:
        return _query(name, *self._files[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def metrics(site: Path | None = None) -> Queries:
    """Return every metric by name; a site's own file replaces a built-in of the same name."""
    return Queries(content("metrics", site))


def audits(site: Path | None = None) -> Queries:
    """Return every audit by name."""
    return Queries(content("audits", site))


def tables(site: Path | None = None) -> dict[str, str]:
    """Return the DDL of every table by name (a file whose name begins with `_` is no table)."""
    files = content("tables", site)
    return {n: f.read_text(encoding="utf-8") for n, f in files.items() if not n.startswith("_")}


def reference(name: str, site: Path | None = None) -> list[dict[str, str]]:
    """Return the rows of one reference list, all text, with the words that the site adds."""
    rows = _rows(content("reference", site)[name])
    added = added_words(site).get(name)
    for more in _rows(added) if added else []:
        _add(rows, more)
    return rows


def columns(file: Path) -> list[str]:
    """Return the columns of one reference list's file, in order."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return next(csv.reader(lines), [])


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _add(rows: list[dict[str, str]], more: dict[str, str]) -> None:
    """Add one row to a list: its aliases to the row that says the same besides, else the row."""
    told = {key: value for key, value in more.items() if value and key != "aliases"}
    for row in rows:
        if told.items() <= row.items():
            row["aliases"] = "|".join(filter(None, (row.get("aliases"), more.get("aliases"))))
            return
    rows.append({key: more.get(key) or "" for key in rows[0]} if rows else more)


def in_order_of_use(queries: Mapping[str, Query]) -> list[Query]:
    """Return metrics so that each follows those it reads; macros bind when they are made."""
    done: dict[str, Query] = {}

    def add(query: Query, trail: tuple[str, ...]) -> None:
        if query.name in trail:
            raise SitroomError(f"Metrics read each other in a circle: {' → '.join(trail)}.")
        for used in query.reads:
            if used in queries and queries[used].is_computed and not query.is_computed:
                raise SitroomError(
                    f"{query.path} reads `{used}`, which is computed.",
                    "a SELECT over core tables and other SELECTs",
                    "compute it as well: a file of the same name that ends in .py",
                )
            if used in queries and used != query.name and used not in done:
                add(queries[used], (*trail, query.name))
        done.setdefault(query.name, query)

    for query in queries.values():
        add(query, ())
    return list(done.values())


def kept_below(names: Iterable[str], queries: Mapping[str, Query]) -> dict[str, int]:
    """Return how often SELECTs read each kept metric at their own moment, the read ones first.

    What is kept is read below once, wherever it stands; what is not is read at each place.
    """
    found: dict[str, None] = {}
    times: Counter[str] = Counter()

    def add(name: str) -> None:
        query = queries[name]
        # A default is read by itself before the query that takes it, so as often as to be made.
        read = Counter(query.default_metrics * 2 + query.read_at_its_moment)
        for used, count in read.items():
            if used not in queries or queries[used].is_timeless:
                continue
            times[used] += count
            if not queries[used].is_kept:
                add(used)
            elif used not in found:
                add(used)
                found[used] = None

    asked = list(names)
    for name in asked:
        add(name)
    return {name: times[name] + (name in asked) for name in found}


# A notebook asks at each reading, and the files change only when somebody edits one.
@lru_cache(maxsize=1024)
def _query(name: str, file: Path, _stamp: int) -> Query:
    if file.suffix == ".py":
        return _computed(name, file)
    header: dict[str, str] = {}
    body: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        match = _HEADER.match(line) if line.startswith("-- ") else None
        if match and not body:
            header[match[1]] = match[2].strip()
        else:
            body.append(line)
    return _with_header(name, file, header, sql="\n".join(body).strip().rstrip(";"))


def _computed(name: str, file: Path) -> Query:
    """Read a computed metric's header and what it declares, without running it."""
    tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
    # A long line of the header goes on in indented ones; a Chinese text has no blank there.
    told = re.sub(r"(?<=[^\x00-\x7f])\n +|\n +(?=[^\x00-\x7f])", "", ast.get_docstring(tree) or "")
    lines = re.sub(r"\n +", " ", told).splitlines()
    header = {m[1]: m[2].strip() for m in map(_HEADER.match, lines) if m}
    said = {
        ast.unparse(node.targets[0]): ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("READS", "COLUMNS")
    }
    if not said.get("READS") or not said.get("COLUMNS"):
        raise SitroomError(
            f"{file} does not say what it reads and gives.",
            'READS = ("metric", …) and COLUMNS = {"column": "SQL type", …} above its function',
        )
    return _with_header(
        name, file, header, declared=tuple(said["READS"]), columns=tuple(said["COLUMNS"].items())
    )


def _with_header(
    name: str,
    file: Path,
    header: dict[str, str],
    *,
    sql: str = "",
    declared: tuple[str, ...] = (),
    columns: tuple[tuple[str, str], ...] = (),
) -> Query:
    for key in ("title", "title_zh"):
        if not header.get(key):
            raise SitroomError(
                f"{file} has no `{key}:` line.", "a header above the definition", "add the line"
            )
    return Query(
        name=name,
        title=header["title"],
        title_zh=header["title_zh"],
        unit=header.get("unit", ""),
        grain=_listed(header.get("grain", "")),
        caution=header.get("caution", ""),
        caution_zh=header.get("caution_zh", ""),
        takes=_defaults(name, header.get("takes", "")),
        sql=sql,
        path=file,
        is_kept=header.get("kept", "yes") != "no",
        is_timeless=header.get("kept") == "always",
        declared=declared,
        columns=columns,
    )


def _defaults(name: str, text: str) -> dict[str, str]:
    """Read `takes: since_at = moment.since_at, since_known_as_of = known_as_of`."""
    told = [part.partition("=") for part in _listed(text)]
    for taken, _, default in told:
        if not default.strip():
            raise SitroomError(
                f"`{name}` takes `{taken.strip()}` and does not say what that is by default.",
                "`name = metric.column`, or `name = known_as_of`",
            )
    return {taken.strip(): default.strip() for taken, _, default in told}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
