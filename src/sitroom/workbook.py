"""The workbook of rows set aside: each as it came, with its reasons beside its cells."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitroom import clock, content
from sitroom.errors import UsageError
from sitroom.shaping.repair import MARK, mark

if TYPE_CHECKING:
    from sitroom.site import Published

# A stranger's text is text: never a formula, a link or a number that loses its zeros.
_AS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_WORDS = {
    "en": {
        "row": "Row", "reason": "Reason", "as_it_came": "Row as it came", "all": "All",
        "how": "Correct the marked cells and load this file: `sitroom load`, or drop it into"
        " inbox/. Rows that you leave as they are stay set aside.",
    },
    "zh": {
        "row": "行号", "reason": "退回原因", "as_it_came": "原始行", "all": "全部",
        "how": "请更正标出的单元格后重新提交本文件：sitroom load，或放入 inbox/。"
        "未改动的行仍为退回状态。",
    },
}  # fmt: skip
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_CELL = 32_000
_BESIDE = "⚠ "


@dataclass
class Row:
    """One row of a file with every reason for which it was set aside."""

    number: int
    mark: str
    cells: dict[str, str]
    as_it_came: str = ""
    problems: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Page:
    """The rows set aside of one file or sheet, and the columns that it has."""

    title: str
    headers: list[str] = field(default_factory=list)
    rows: dict[tuple[int, int], Row] = field(default_factory=dict)


def write_rejected(
    published: Published, path: Path, *, language: str, site: Path | None = None
) -> int:
    """Write the rows that are set aside to an XLSX, a sheet per file; return how many.

    Each sheet has the file's own columns, each reason beside its cell, and a hidden column by
    which a corrected copy is known again.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    reasons = {row["reason"]: row for row in content.reference("reason", site)}
    pages = _pages(published)
    book = Workbook(str(path), _AS_TEXT)
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "note": book.add_format({"italic": True, "text_wrap": True, "valign": "top"}),
        "bad": book.add_format({"bg_color": "yellow", "border": 1, "valign": "top",
                                "num_format": "@"}),
        "cell": book.add_format({"valign": "top", "num_format": "@"}),
    }  # fmt: skip
    if not pages:
        book.add_worksheet(_WORDS[language]["all"])
    taken: set[str] = set()
    for page in pages:
        sheet = book.add_worksheet(_sheet_name(page.title, taken))
        _write_page(sheet, page, reasons, language, looks)
    try:
        book.close()
    except (FileCreateError, OSError) as error:
        raise UsageError(
            f"{path} cannot be written: {error}", "a file in a folder of yours"
        ) from error
    return sum(len(page.rows) for page in pages)


def _pages(published: Published) -> list[Page]:
    now = clock.now(published.folder)
    read = published.read_many(["rejected_rows", "loads"], as_of=now)
    frame = read["rejected_rows"]
    loads = {one["load_id"]: one for one in read["loads"].to_dict("records")}
    pages: dict[tuple[str, str, str], Page] = {}
    for one in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        load = loads[one["load_id"]]
        place = (one["source_id"], one["file_name"] or "", one["sheet"] or "")
        page = pages.setdefault(place, Page(one["sheet"] or one["file_name"] or one["source_id"]))
        told = json.loads(load["recognition"])["columns"]
        kept = [column["header"] for column in told if column["how"] != "dropped"]
        page.headers += [header for header in kept if header not in page.headers]
        row = page.rows.setdefault((one["load_id"], one["row_no"]), _row(one, load["sha256"]))
        row.problems.append(one)
    return list(pages.values())


def _row(one: dict[str, Any], sha256: str) -> Row:
    row = Row(one["row_no"], mark(one["load_id"], one["row_no"], sha256), {})
    try:
        cells = json.loads(one["raw"] or "{}")
    except ValueError:
        cells = None
    if isinstance(cells, dict):
        row.cells = {
            str(header): "" if cell is None else str(cell) for header, cell in cells.items()
        }
    else:
        # The reader could not part this row into cells; it is shown as one text.
        row.as_it_came = str(one["raw"])
    return row


def _write_page(sheet: Any, page: Page, reasons: dict, language: str, looks: dict) -> None:
    words, rows = _WORDS[language], sorted(page.rows.values(), key=lambda row: row.number)
    bad = {problem["header"] for row in rows for problem in row.problems}
    columns: list[tuple[str, str]] = []  # what stands there, and whose header it is
    for header in page.headers:
        columns += [("cell", header)] + ([("beside", header)] if header in bad else [])
    if any(row.as_it_came for row in rows):
        columns.append(("as_it_came", ""))
    columns += [("row", ""), ("reason", ""), ("mark", "")]
    for place, (kind, header) in enumerate(columns):
        sheet.write_string(0, place, _title(kind, header, page, words), looks["head"])
        wide = {"beside": 28, "reason": 44, "as_it_came": 60, "row": 8}.get(kind, 18)
        sheet.set_column(place, place, wide, None, {"hidden": kind == "mark"})
        for line, row in enumerate(rows, start=1):
            _write_cell(sheet, line, place, kind, header, row, reasons, language, looks)
    sheet.write_comment(0, 0, words["how"], {"x_scale": 2})
    sheet.freeze_panes(1, 0)


def _title(kind: str, header: str, page: Page, words: dict[str, str]) -> str:
    if kind == "cell":
        return header
    title = {"beside": _BESIDE + header, "mark": MARK}.get(kind) or words[kind]
    return _BESIDE + title if title in page.headers else title


def _write_cell(
    sheet: Any,
    line: int,
    place: int,
    kind: str,
    header: str,
    row: Row,
    reasons: dict,
    language: str,
    looks: dict,
) -> None:
    own = [p for p in row.problems if kind in ("reason", "as_it_came") or p["header"] == header]
    said = "\n".join(dict.fromkeys(_said(problem, reasons, language, kind) for problem in own))
    if kind == "cell":
        sheet.write_string(
            line, place, row.cells.get(header, "")[:_LONGEST_CELL], looks["bad" if own else "cell"]
        )
        if own:
            sheet.write_comment(line, place, said, {"x_scale": 2})
    elif kind == "row":
        sheet.write_number(line, place, row.number, looks["note"])
    else:
        text = {"as_it_came": row.as_it_came[:_LONGEST_CELL], "mark": row.mark}.get(kind, said)
        sheet.write_string(line, place, text, looks["note"])


def _said(problem: dict[str, Any], reasons: dict, language: str, kind: str) -> str:
    known = reasons.get(problem["reason"], {})
    ending = "_zh" if language == "zh" else ""
    reason = known.get(f"title{ending}") or problem["reason"]
    todo = known.get(f"todo{ending}")
    column = (problem["header"] or problem["field"]) if kind == "reason" else ""
    value = f" ({problem['value']})" if problem["value"] else ""
    stop = "。" if language == "zh" else ". "
    return f"{f'{column}: ' if column else ''}{reason}{value}{f'{stop}{todo}' if todo else ''}"


def _sheet_name(wanted: str, taken: set[str]) -> str:
    base = wanted.translate(_FORBIDDEN).strip()[:28] or "1"
    name, number = base, 1
    while name.lower() in taken:
        number += 1
        name = f"{base[:25]} {number}"
    taken.add(name.lower())
    return name
