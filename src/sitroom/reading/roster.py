"""Duty rosters with persons' names in their cells: which posts are filled, never by whom.

Rosters come in two forms: days across and posts down, or a day in each row and posts across.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitroom.reading.levels import filled
from sitroom.reading.parsed import Job, Table
from sitroom.reading.stage import stage_rows

# The number of the row in its file, its cells, and what is wrong with the row already.
Line = tuple[int, list[str | None], str | None]
Shift = tuple[str | None, str, str, str | None, str]

NAMES = ["值班单位", "值班岗位", "日期", "班次", "是否到岗"]
_LOOK = 15  # rows in which a roster begins
_MOST = 500  # rows of a roster
_DUTY = re.compile(r"值班|带班|排班|值守|\bduty\b|\brosters?\b|\brota\b|\bon[- ]call\b", re.I)
_POST = re.compile(
    r"[领領]导|主任|[员員班岗崗长長]|司机"
    r"|\b(?:officer|shift|duty|manager|lead(?:er)?|on[- ]call|driver|desk|deputy)s?\b",
    re.I,
)
_DATE_HEAD = re.compile(r"(?:值班)?(?:日期|时间)|date|day", re.I)
_SHIFT_HEAD = re.compile(r"班次|时段|shift", re.I)
_ORG_HEAD = re.compile(r"(?:值班|值守)?(?:单位|部门)|unit|org(?:anisation)?|office|agency", re.I)
_OTHER_HEAD = re.compile(
    r"星期|周|week(?:day)?|序号|no\.?|.*(?:备注|电话|手机|联系方式|phone|mobile|tel|contact|remarks?|notes?).*",
    re.I,
)
_TOLD_POST = re.compile(r".*岗位|.*职务|post|position|role", re.I)
_DAY = re.compile(
    r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?(?: 00:00(?::00)?)?(?:[（(].*[)）])?"
    r"|(\d{1,2})[日号]?"
)
_WEEKDAY = re.compile(
    r"(?:星期|周|礼拜)?[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)\w*\.?", re.I
)
_HOURS = re.compile(r"[0-9]{1,2}[:：][0-9]{2}")
_SHIFT = re.compile(r"[白夜早中晚]班|\b(?:day|night|morning|evening)\b", re.I)
# Where rows are persons, their cells are short codes of shifts: 白, 夜, D, N; a day off is none.
_PERSON_HEAD = re.compile(r".*(?:姓名|人员)|names?|staff|员工|person(?:nel)?", re.I)
_CODE = re.compile(r"[白夜早中晚值班休假日大小√●○✓×xXA-Za-z0-9]{1,3}")
_DAY_OFF = re.compile(r"[休假×xX0]|off|[-/—]", re.I)
_NOBODY = ("", "-", "/", "—", "无", "n/a", "none", "vacant", "空缺")
_OF_TABLE = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月份?)?(?:值班|排班|值守|带班)?(?:安排|人员)?(?:表|安排|一览)?$"
    r"|\s*[-–:,]?\s*\b(?:duty|on[- ]call)?\s*(?:roster|rota|schedule)\b.*$",
    re.I,
)


@dataclass(frozen=True)
class _Told:
    """What the title, the sheet and the file's name say around a roster."""

    org: str
    year: str | None
    month: str | None

    def day(self, text: str) -> str:
        """Return a day with the year and month that only the title tells, else as it stands."""
        found = _DAY.fullmatch(text)
        year = (found and found[1]) or self.year
        month = (found and found[2]) or self.month
        day = found and (found[3] or found[4])
        return f"{year}-{int(month):02}-{int(day):02}" if year and month and day else text


def read(job: Job, lines: Sequence[Line], sheet: str | None, number: int) -> Table | None:
    """Stage a roster as one row for each post and day; None when the cells are none."""
    shifts = list(shifts_of(job, lines, sheet))
    if not shifts:
        return None
    job.notes.append(
        f"read as a duty roster of {len({shift[1] for shift in shifts})} posts:"
        " whether each is filled, and no names"
    )
    stage = job.stage(number)
    rows = ((at, shift, None, None) for at, shift in enumerate(shifts, 1))
    count, _ = stage_rows(job, rows, stage)
    return Table(sheet, stage, NAMES, 0, count, {"title": "值班"})


def shifts_of(job: Job, lines: Sequence[Line], sheet: str | None) -> Iterator[Shift]:
    """Yield organisation, post, day, shift, and whether somebody is on duty."""
    rows = [["" if c is None else c.strip() for c in cells] for _, cells, _ in lines[:_MOST]]
    for at, row in enumerate(rows[:_LOOK]):
        above = [text for one in rows[: at + 1] for text in filled(one)]
        spoken = f"{job.path.stem} {sheet or ''} {' '.join(above)}"
        if len(filled(row)) < 2 or not _DUTY.search(spoken):
            continue
        days = [i for i, text in enumerate(row) if i and text and _DAY.fullmatch(text)]
        told = _told(above[: len(above) - len(filled(row))], sheet, job.path.stem)
        if len(days) >= 3 and days[0] <= 2 and len(days) >= len(filled(row[1:])) - 1:
            across = _of_persons if _are_persons(rows[at:], days) else _days_across
            yield from across(rows[at:], days, told)
            return
        if _is_head(row):
            yield from _days_down(rows[at:], told)
            return


def _told(titles: list[str], sheet: str | None, stem: str) -> _Told:
    spoken = " ".join([*titles, sheet or "", stem])
    dated = re.search(r"(20\d{2})\s*[年.-]\s*(\d{1,2})(?!\d)", spoken) or re.search(
        r"(20\d{2})()", spoken
    )
    month = (dated and dated[2]) or next(iter(re.findall(r"(\d{1,2})月", spoken)), None)
    names = (_OF_TABLE.sub("", text.strip()).strip() for text in [*titles[:1], stem])
    return _Told(next(filter(None, names), stem), dated[1] if dated else None, month)


def _days_across(rows: list[list[str]], days: list[int], told: _Told) -> Iterator[Shift]:
    for row in rows[1:]:
        label = " ".join(dict.fromkeys(filled(row[: days[0]])))
        cells = [row[day] if day < len(row) else "" for day in days]
        named = [cell for cell in cells if cell]
        if (
            not label
            or _OTHER_HEAD.fullmatch(label)
            or (named and all(map(_WEEKDAY.fullmatch, named)))
        ):
            continue
        for day, cell in zip(days, cells, strict=True):
            yield _shift(told, None, label, told.day(rows[0][day]), "", cell)


def _are_persons(rows: list[list[str]], days: list[int]) -> bool:
    """Say whether each row is a person: so its head says, or its cells are codes of shifts."""
    heads = filled(rows[0][: days[0]])
    cells = [row[day] for row in rows[1:] for day in days if day < len(row) and row[day]]
    cells = [cell for cell in cells if not _WEEKDAY.fullmatch(cell)]
    coded = bool(cells) and all(map(_CODE.fullmatch, cells))
    return coded or any(map(_PERSON_HEAD.fullmatch, heads))


def _of_persons(rows: list[list[str]], days: list[int], told: _Told) -> Iterator[Shift]:
    """Yield each shift that somebody of the list has on a day, once."""
    for day in days:
        cells = {row[day] for row in rows[1:] if day < len(row) and row[day]}
        for cell in sorted(cell for cell in cells if not _WEEKDAY.fullmatch(cell)):
            if _CODE.fullmatch(cell) and not _DAY_OFF.fullmatch(cell):
                yield _shift(told, None, f"值班 {cell}", told.day(rows[0][day]), cell, cell)


def _is_head(row: list[str]) -> bool:
    """Say whether a row heads days down and posts across: all its columns are of a roster."""
    texts = filled(row)
    posts = [text for text in texts if _is_post(text)]
    dates = [text for text in texts if _DATE_HEAD.fullmatch(text)]
    known = (_DATE_HEAD, _SHIFT_HEAD, _ORG_HEAD, _OTHER_HEAD)
    others = [t for t in texts if t not in posts and not any(form.fullmatch(t) for form in known)]
    return len(dates) == 1 and bool(posts) and not others


def _is_post(text: str) -> bool:
    known = (_DATE_HEAD, _SHIFT_HEAD, _ORG_HEAD, _OTHER_HEAD, _TOLD_POST)
    return bool(_POST.search(text)) and not any(form.fullmatch(text) for form in known)


def _days_down(rows: list[list[str]], told: _Told) -> Iterator[Shift]:
    head, day = rows[0], ""

    def under(form: re.Pattern[str], row: list[str]) -> str:
        found = (i for i, text in enumerate(head) if text and form.fullmatch(text))
        return next((row[i] for i in found if i < len(row)), "")

    for row in rows[1:]:
        day = under(_DATE_HEAD, row) or day
        if not filled(row) or not _DAY.fullmatch(day):
            continue
        for place, post in enumerate(head):
            if _is_post(post):
                cell = row[place] if place < len(row) else ""
                org, shift = under(_ORG_HEAD, row), under(_SHIFT_HEAD, row)
                yield _shift(told, org, post, told.day(day), shift, cell)


def _shift(told: _Told, org: str | None, post: str, day: str, shift: str, cell: str) -> Shift:
    shift = shift or (post if _HOURS.search(post) or _SHIFT.search(post) else "")
    there = "否" if cell.strip().casefold() in _NOBODY else "是"
    return org or told.org, post, day, shift or None, there
