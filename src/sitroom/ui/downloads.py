"""Files that a reader takes along: the rows behind a card, and the workbook of rows set aside."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError, RequestHandler

from sitroom import handout
from sitroom.ui import about, content
from sitroom.ui.live import Failed, Live, Moment
from sitroom.ui.pages import Card, pages
from sitroom.ui.screen import Screen, screen
from sitroom.ui.shell import present
from sitroom.views import conditions, reader
from sitroom.views.conditions import Condition
from sitroom.views.reader import Reader

if TYPE_CHECKING:
    import pandas as pd

# Rows that a page shows behind a figure; a file has them all.
SHOWN = 300


class Taken(RequestHandler):
    """A handler of files that nobody may keep for later or show as a page."""

    def initialize(self, holder: dict[str, Any]) -> None:
        """Take the process's shared state."""
        self.holder = holder

    def hand_over(self, body: bytes, kind: str, name: str) -> None:
        """Send a file to be saved under a name."""
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.send(body, kind)

    def send(self, body: bytes, kind: str) -> None:
        """Send bytes as what they are and nothing else."""
        self.set_header("Content-Type", kind)
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.write(body)


class SetAside(Taken):
    """The rows set aside now as a workbook in the reader's language, to be corrected."""

    async def get(self) -> None:
        """Write the workbook beside the server's loop and send it."""
        live: Live = self.holder["live"]
        if live.moment.published is None:
            raise HTTPError(404)
        asked = self.get_query_argument("language", live.site.language)
        language = asked if asked in ("zh", "en") else live.site.language
        body = await asyncio.to_thread(_workbook, live, language)
        self.hand_over(body, handout.FORMS["xlsx"][0], f"{_mark(live)}set-aside.xlsx")


class Rows(Taken):
    """The rows of one metric exactly as a page's card shows them, as a file or to look at."""

    async def get(self) -> None:
        """Find the card that the address names and send its rows as the form asked for."""
        live: Live = self.holder["live"]
        said = {name: self.get_query_argument(name) for name in self.request.query_arguments}
        shown = _shown(live, said)
        form = said.get("form", "json")
        if form == "json":
            body = await asyncio.to_thread(_looked_at, live, shown)
            self.send(body, "application/json; charset=utf-8")
        elif form in ("sql", "python"):
            self.send(asked_in(live, shown, form).encode(), "text/plain; charset=utf-8")
        elif form in handout.FORMS:
            body = await asyncio.to_thread(_file, live, shown, form)
            local = shown.moment.as_of.replace(tzinfo=UTC).astimezone(live.site.zone)
            name = f"{_mark(live)}{shown.metric}-{local:%Y%m%d-%H%M}.{form}"
            self.hand_over(body, handout.FORMS[form][0], name)
        else:
            raise HTTPError(404)


@dataclass(frozen=True)
class Shown:
    """One metric of one card, on a screen and at a moment."""

    asked: Screen
    moment: Moment
    card: Card
    metric: str


def _shown(live: Live, said: dict[str, str]) -> Shown:
    page = pages(live.site.folder).get(said.get("of", ""))
    if page is None or live.moment.published is None:
        raise HTTPError(404)
    asked = screen(said["of"], said, live.site)
    cards = [
        card
        for card in page.shown(asked.frame, asked.scene, asked.filter.get("tab", ""))
        if card.slot == said.get("slot")
    ]
    metric = said.get("metric", "")
    # Only what the page itself shows can be taken from it.
    if (
        not cards
        or metric not in cards[0].metrics
        or metric not in about.facts_of(live.site.folder)
    ):
        raise HTTPError(404)
    return Shown(asked, present(live, asked), cards[0], metric)


def rows_of(live: Live, shown: Shown) -> pd.DataFrame:
    """Return the metric's rows, narrowed as the card narrows them."""
    rows = _read(live, shown.moment, shown.metric)
    read = partial(_read, live, shown.moment)
    return conditions.kept(rows, _asked_of(shown, list(rows)), read)


def asked_in(live: Live, shown: Shown, language: str) -> str:
    """Return the same question as a program: of SQL, or of Python in a notebook."""
    moment, published = shown.moment, shown.moment.published
    assert published
    asked = _asked_of(shown, list(published.columns(shown.metric)))
    instants = {"as_of": moment.as_of} | (
        {"known_as_of": moment.known_as_of} if moment.known_as_of else {}
    )
    if language == "sql":
        told = (f"{name} := TIMESTAMP '{at:%Y-%m-%d %H:%M:%S}'" for name, at in instants.items())
        return conditions.sql(shown.metric, asked, ", ".join(told))
    # A moment that says its zone means the same in any notebook.
    told = (f'{name}="{at:%Y-%m-%d %H:%M:%S}+00:00"' for name, at in instants.items())
    lines = conditions.python(shown.metric, asked, ", ".join(told))
    site = json.dumps(live.site.folder.name, ensure_ascii=False)
    return f"import sitroom\n\nsite = sitroom.open({site})\n{lines}\nrows\n"


def _asked_of(shown: Shown, columns: list[str]) -> list[Condition]:
    asked = shown.asked.filter, shown.moment.as_of
    return conditions.of_view(shown.card.view, shown.metric, columns, *asked)


def _read(live: Live, moment: Moment, metric: str) -> pd.DataFrame:
    rows = live.frames([metric], moment)[metric]
    if isinstance(rows, Failed):
        raise HTTPError(503, reason=str(rows))
    return rows


def _looked_at(live: Live, shown: Shown) -> bytes:
    rows = rows_of(live, shown)
    columns = [str(column) for column in rows.columns if column != handout.GEOMETRY]
    ctx = content.context(live, shown.asked, shown.moment)
    cells = rows[columns].head(SHOWN).astype(object)
    said = {
        "columns": columns,
        "rows": [
            [_cell(value, column, ctx) for column, value in zip(columns, row, strict=True)]
            for row in cells.itertuples(index=False, name=None)
        ],
        "count": len(rows),
    }
    return json.dumps(said, ensure_ascii=False).encode()


def _cell(value: Any, column: str, ctx: Reader) -> str:
    if hasattr(value, "tolist") and not isinstance(value, str):
        value = value.tolist()
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if not reader.present(value):
        return reader.NO_REPORT
    return ctx.time(value) if column.endswith("_at") else str(value)


def _file(live: Live, shown: Shown, form: str) -> bytes:
    rows = rows_of(live, shown)
    ctx = content.context(live, shown.asked, shown.moment)
    told = about.card(live, shown.card, shown.moment, ctx)
    metric = next(one for one in told["metrics"] if one["name"] == shown.metric)
    lines = [
        metric["caution"],
        ctx.t("as of {time}", time=f"{ctx.local(shown.moment.as_of):%Y-%m-%d %H:%M} {ctx.zone}"),
        ctx.t("published file {n}", n=shown.moment.number),
        *(f"{name}: {value}" for name, value in shown.asked.filters),
        *(f"{one['title']}: {one['last']}" for one in told["sources"]),
    ]
    provenance = handout.Provenance(
        shown.metric,
        metric["title"],
        tuple(filter(None, lines)),
        live.site.zone,
        live.site.exercise,
    )
    return _written(f"{shown.metric}.{form}", partial(handout.write, rows, form, told=provenance))


def _workbook(live: Live, language: str) -> bytes:
    from sitroom.workbook import write_rejected

    published = live.moment.published
    assert published
    make = partial(write_rejected, published, language=language, site=live.site.folder)
    return _written("set-aside.xlsx", lambda path: make(path))


def _written(name: str, make: Any) -> bytes:
    with TemporaryDirectory(prefix="sitroom-") as folder:
        file = Path(folder) / name
        make(path=file)
        return file.read_bytes()


def _mark(live: Live) -> str:
    return "EXERCISE-" if live.site.exercise else ""
