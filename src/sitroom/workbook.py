"""The workbook of rows set aside: each as it came, with its reasons, ready to be corrected."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitroom import content
from sitroom.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

# A stranger's text is text: never a formula, a link or a number that loses its zeros.
_AS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_WORDS = {
    "en": {
        "file": "File", "sheet": "Sheet", "row": "Row", "column": "Column", "value": "Value",
        "reason": "Reason", "todo": "What to do", "as_it_came": "Row as it came", "all": "All",
    },
    "zh": {
        "file": "文件", "sheet": "工作表", "row": "行号", "column": "列", "value": "原值",
        "reason": "退回原因", "todo": "处理办法", "as_it_came": "原始行", "all": "全部",
    },
}  # fmt: skip
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_CELL = 32_000


@dataclass
class Row:
    """One row of a file with every reason for which it was set aside."""

    number: int
    cells: dict[str, str]
    problems: list[dict[str, Any]] = field(default_factory=list)


def write_rejected(
    frame: pd.DataFrame, path: Path, *, language: str, site: Path | None = None
) -> int:
    """Write the rows of metric `rejected_rows` to an XLSX, a sheet per file; return how many.

    Each sheet has the file's own columns, so that the corrected rows can be loaded again alone.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    reasons = {row["reason"]: row for row in content.reference("reason", site)}
    files = _by_file(frame)
    book = Workbook(str(path), _AS_TEXT)
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "note": book.add_format({"italic": True, "text_wrap": True, "valign": "top"}),
        "bad": book.add_format({"bold": True, "pattern": 18, "border": 5}),
        "cell": book.add_format({"valign": "top", "num_format": "@"}),
    }
    if not files:
        book.add_worksheet(_WORDS[language]["all"])
    taken: set[str] = set()
    for (file_name, sheet), rows in files.items():
        page = book.add_worksheet(_sheet_name(sheet or file_name, taken))
        _write_sheet(page, list(rows.values()), reasons, language, looks)
    try:
        book.close()
    except (FileCreateError, OSError) as error:
        raise UsageError(
            f"{path} cannot be written: {error}", "a file in a folder of yours"
        ) from error
    return sum(len(rows) for rows in files.values())


def _by_file(frame: pd.DataFrame) -> dict[tuple[str, str], dict[tuple[int, int], Row]]:
    files: dict[tuple[str, str], dict[tuple[int, int], Row]] = {}
    for one in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        rows = files.setdefault((one["file_name"] or one["source_id"], one["sheet"] or ""), {})
        key = (one["load_id"], one["row_no"])
        row = rows.setdefault(key, Row(one["row_no"], _cells(one["raw"])))
        row.problems.append(one)
    return files


def _cells(raw: str | None) -> dict[str, str]:
    try:
        cells = json.loads(raw or "{}")
    except ValueError:
        cells = None
    if not isinstance(cells, dict):
        # The reader could not part this row into cells; it is shown as one text.
        return {"": str(raw)}
    return {str(header): "" if cell is None else str(cell) for header, cell in cells.items()}


def _write_sheet(page: Any, rows: list[Row], reasons: dict, language: str, looks: dict) -> None:
    words = _WORDS[language]
    headers = list(dict.fromkeys(h for row in rows for h in row.cells))
    titles = [words["row"], words["column"], words["reason"], words["todo"]]
    named = [header or words["as_it_came"] for header in headers]
    page.write_row(0, 0, named + titles, looks["head"])
    page.freeze_panes(1, 0)
    page.set_column(0, len(headers), 16)
    page.set_column(len(headers), len(headers) + 1, 10)
    page.set_column(len(headers) + 2, len(headers) + 3, 44)
    for line, row in enumerate(sorted(rows, key=lambda row: row.number), start=1):
        bad = {problem["header"] for problem in row.problems}
        for column, header in enumerate(headers):
            look = looks["bad" if header in bad else "cell"]
            page.write_string(line, column, row.cells.get(header, "")[:_LONGEST_CELL], look)
        beside = len(headers)
        page.write_number(line, beside, row.number, looks["note"])
        said = [_said(problem, reasons, language) for problem in row.problems]
        names = "\n".join(dict.fromkeys(p["header"] or p["field"] or "" for p in row.problems))
        page.write_string(line, beside + 1, names, looks["note"])
        page.write_string(line, beside + 2, "\n".join(s[0] for s in said), looks["note"])
        page.write_string(
            line, beside + 3, "\n".join(dict.fromkeys(s[1] for s in said)), looks["note"]
        )


def _said(problem: dict[str, Any], reasons: dict, language: str) -> tuple[str, str]:
    known = reasons.get(problem["reason"], {})
    ending = "_zh" if language == "zh" else ""
    reason = known.get(f"title{ending}") or problem["reason"]
    column = problem["header"] or problem["field"]
    value = f" ({problem['value']})" if problem["value"] else ""
    return f"{f'{column}: ' if column else ''}{reason}{value}", known.get(f"todo{ending}") or ""


def _sheet_name(wanted: str, taken: set[str]) -> str:
    base = wanted.translate(_FORBIDDEN).strip()[:28] or "1"
    name, number = base, 1
    while name.lower() in taken:
        number += 1
        name = f"{base[:25]} {number}"
    taken.add(name.lower())
    return name
