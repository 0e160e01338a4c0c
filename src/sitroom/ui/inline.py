"""A page of the board inside a notebook: the same scripts and blocks, with the kernel behind."""

from __future__ import annotations

import base64
import gzip
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import panel as pn
import param
from panel.custom import JSComponent

from sitroom.errors import UsageError
from sitroom.ui import content as contents
from sitroom.ui.live import Live, Moment
from sitroom.ui.pages import pages
from sitroom.ui.screen import Screen, address, measured, screen
from sitroom.ui.shell import moment_words, opening, present
from sitroom.ui.viewer import page_template
from sitroom.ui.words import STATIC

if TYPE_CHECKING:
    from sitroom.notebook import OpenSite

HERE = Path(__file__).parent
LOOK_MILLISECONDS = 2000
# Nothing but what stands in the document itself: no server, no network, no files.
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data: blob:;"
    " style-src 'unsafe-inline'; img-src data: blob:; font-src data:"
)


class Frame(JSComponent):
    """One document in a frame; `ask` is what it asks, `push` what it is sent."""

    markup = param.String(doc="The whole page, with its scripts and styles inside, packed.")
    push = param.String(doc="A message for the page.")
    ask = param.String(doc="What the page asks, as JSON.")
    label = param.String(doc="The page's name for a screen reader.")
    said = param.String(doc="What is wrong with a value told to a widget; empty when nothing is.")

    _esm = "inline.js"


class Board(pn.viewable.Viewer):
    """A page of the board as a Panel object: widgets for page, moment, language and theme.

    The widgets' values are parameters: `board.as_of = "08:00"` in another cell moves the page.
    """

    page = param.Selector(doc="Name of the page, such as briefing.")
    as_of = param.String(doc="A moment on the site's clock, 2026-07-12T08:00; empty for now.")
    as_known_then = param.Boolean(doc="Only what was known at that moment.")
    language = param.Selector(objects=["en", "zh"], doc="The reader's language.")
    theme = param.Selector(default="light", objects=["light", "dark"], doc="Light or dark.")

    def __init__(self, site: OpenSite, page: str, only: str = "", **params: Any) -> None:
        self._site, self._only = site, only
        height = params.pop("height", 860)
        self.param["page"].objects = list(pages(site.settings.folder))
        params.setdefault("language", site.settings.language)
        super().__init__(page=page, **params)
        self._live = Live(site.settings)
        self._frame = Frame(height=height, sizing_mode="stretch_width", label=page)
        self._asked = self._screen({})
        self._shown = contents.pending(self._live, self._asked)
        self._frame.param.watch(self._hear, "ask")
        self._open()

    @property
    def frame(self) -> Frame:
        """The page itself, without the widgets."""
        return self._frame

    def __panel__(self) -> pn.viewable.Viewable:
        """Return the widgets above the page."""
        if pn.state._is_pyodide or self._site.is_pinned:
            return self._laid_out()
        pn.state.add_periodic_callback(self.look, period=LOOK_MILLISECONDS)
        return self._laid_out()

    def _laid_out(self) -> pn.Column:
        if self._only:
            return pn.Column(self._frame, sizing_mode="stretch_width")
        moment = pn.widgets.TextInput.from_param(
            self.param.as_of, name="As of", placeholder="now, or 2026-07-12T08:00", width=190
        )
        widgets = pn.Row(
            pn.widgets.Select.from_param(self.param.page, name="Page", width=150),
            moment,
            pn.widgets.Checkbox.from_param(self.param.as_known_then, name="as known then",
                                           align="end", width=120),
            pn.widgets.RadioButtonGroup.from_param(self.param.language, align="end", width=110),
            pn.widgets.RadioButtonGroup.from_param(self.param.theme, align="end", width=130),
        )  # fmt: skip
        return pn.Column(widgets, self._frame, sizing_mode="stretch_width")

    def look(self) -> None:
        """Show what was published since; nothing is sent when nothing is new."""
        fresh = self._newest()
        if fresh.number != self._live.moment.number:
            self._live.moment = fresh
            self._send(whole=False)

    @param.depends("page", "as_of", "as_known_then", "language", "theme", watch=True)
    def _open(self) -> None:
        """Make the page anew."""
        if not hasattr(self, "_frame"):
            return
        try:
            asked = self._screen(self._asked.filter if self._asked.page == self.page else {})
        except UsageError as error:
            # Mistyped in a widget: it says so below it, and the last picture stays.
            self._frame.said = str(error)
            return
        self._frame.said = ""
        self._live.moment = self._newest()
        self._asked = asked
        self._shown = contents.content(self._live, self._asked, present(self._live, self._asked))
        self._frame.markup = packed(self._document())

    def _newest(self) -> Moment:
        found = self._live.look()
        if not self._site.is_pinned:
            return found
        published = self._site.published
        return replace(found, number=published.number, as_of=published.published_at,
                       published=published)  # fmt: skip

    def _screen(self, filters: dict[str, str]) -> Screen:
        told = {"lang": self.language, "theme": self.theme, **filters}
        asked = screen(str(self.page), {k: str(v) for k, v in told.items()}, self._site.settings)
        moment = self._site.instant(self.as_of) if self.as_of else None
        return replace(asked, as_of=moment, as_known_then=bool(moment and self.as_known_then))

    def _hear(self, event: Any) -> None:
        request = json.loads(event.new)
        if "page" in request:
            self._go(request["page"], dict(parse_qsl(request["address"].lstrip("?"))))
            return
        if "address" in request:
            asked = self._screen(dict(parse_qsl(request["address"].lstrip("?"))))
            self._asked = replace(asked, sizes=self._asked.sizes)
        if "sizes" in request:
            self._asked = replace(self._asked, sizes=measured(request["sizes"]))
        self._send(whole="resync" in request)

    def _go(self, page: str, told: dict[str, str]) -> None:
        if page not in self.param["page"].objects:
            return
        self._asked = replace(self._screen(told), page=page)
        self.param.update(
            page=page,
            language=told.get("lang", self.language),
            theme=told.get("theme", self.theme),
            as_of=told.get("as_of", ""),
            as_known_then=told.get("known") == "then",
        )
        self._open()

    def _send(self, whole: bool) -> None:
        moment = present(self._live, self._asked)
        shown = contents.content(self._live, self._asked, moment)
        message = (
            contents.whole(shown, moment_words(self._live, self._asked))
            if whole
            else contents.patch(self._live, self._shown, shown)
        )
        self._shown = shown
        # As JSON the same; a closing tag would end the script of a notebook saved as HTML.
        self._frame.push = message.replace("</", "<\\/")

    def _document(self) -> str:
        shell = opening(self._live, self._asked, self._shown)
        if self._only:
            data = json.loads(shell["data"])
            data["scenes"] = {"": [self._only]}
            shell["data"] = json.dumps(data).replace("<", "\\u003c")
        held = {
            "page": self._asked.page,
            "address": f"?{address(self._asked, self._site.settings)}",
        }
        return document(shell, held, "card" if self._only else "notebook")


def packed(document: str) -> str:
    """Return a page in a third of its size, and in letters that end no script around it."""
    return base64.b64encode(gzip.compress(document.encode(), 6)).decode()


def document(shell: dict[str, Any], held: dict[str, str], place: str = "notebook") -> str:
    """Return the page of `shell` as one HTML text that needs nothing outside itself."""
    html = page_template().render(shell=shell, roots=[], plot_script="")
    html = re.sub(r'(http-equiv="Content-Security-Policy" content=)"[^"]*"', rf'\1"{POLICY}"', html)
    html = re.sub(r'<link rel="stylesheet" href="[^"]*/([\w.]+)">', _style, html)
    start = (
        f'<script type="application/json" id="framed">{json.dumps(held)}</script>'
        f"<script>{_text('framed.js')}</script>{_modules()}"
    )
    html = re.sub(r'<script type="module"[^>]*></script>', lambda _: start, html)
    html = re.sub(r'<script src="static/js/[^"]*"></script>', lambda _: _bokeh(), html)
    html = html.replace("</head>", f"<style>{_text('framed.css')}</style></head>", 1)
    return html.replace("<html ", f'<html data-in="{place}" ', 1)


def _style(match: re.Match[str]) -> str:
    return f"<style>{(STATIC / match[1]).read_text(encoding='utf-8')}</style>"


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


@cache
def _modules() -> str:
    """Return the board's modules, each under a name of its own instead of an address."""
    files = [*sorted(STATIC.glob("*.js")), HERE / "picture.js"]
    names = {}
    for file in files:
        said = re.sub(r'(from|import)(\s*\(?\s*)"\./', r'\1\2"sitroom/', file.read_text("utf-8"))
        code = base64.b64encode(said.encode()).decode()
        names[f"sitroom/{file.name}"] = f"data:text/javascript;base64,{code}"
    listed = json.dumps({"imports": names})
    return (
        f'<script type="importmap">{listed}</script>'
        '<script type="module">import "sitroom/board.js";</script>'
    )


@cache
def _bokeh() -> str:
    import bokeh

    file = Path(bokeh.__file__).parent / "server" / "static" / "js" / "bokeh.min.js"
    # A closing tag inside a text of the library must not end the element that carries it.
    said = file.read_text(encoding="utf-8").replace("</script", "<\\/script")
    return f"<script>{said}</script><script>sitroomFramed();</script>"
