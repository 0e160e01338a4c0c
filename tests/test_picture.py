import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import map_frames
import pandas as pd
import pytest

from sitroom.ui import picture
from sitroom.ui.picture import Picture, drawn
from sitroom.views.context import ViewContext
from sitroom.views.map import incident_map
from sitroom.views.timeline import incident_bars

DESK = ViewContext("en", "light", map_frames.NOW, "Asia/Shanghai", "desk", 800, 480)
HOSTILE = "<img src=x onerror=window.harmed=1> $$x$$ @id"


@pytest.fixture(autouse=True)
def nothing_drawn_yet() -> Iterator[None]:
    picture._drawn.clear()
    yield
    picture._drawn.clear()


def bars(key: object, rows: pd.DataFrame | None = None, ctx: ViewContext = DESK) -> str:
    rows = map_frames.hours() if rows is None else rows
    return drawn(incident_bars, {"new_incidents_per_hour": rows}, ctx, key)


def test_a_picture_is_drawn_once_for_all_who_ask_at_once(monkeypatch):
    made = []
    real = picture._json
    monkeypatch.setattr(picture, "_json", lambda *a: made.append(1) or real(*a))
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: bars(7), range(16)))
    assert len(made) == 1 and len(found) == 1


def test_neighbouring_sizes_share_a_picture_and_others_do_not():
    assert bars(1) is bars(1, ctx=replace(DESK, width=820, height=510))
    assert bars(1) is not bars(1, ctx=replace(DESK, width=1040))
    assert bars(1) is not bars(1, ctx=replace(DESK, language="zh"))
    assert bars(1) is not bars(1, ctx=replace(DESK, theme="dark"))


def test_a_publish_that_changes_no_row_it_reads_changes_no_picture():
    rows = map_frames.hours()
    assert bars(1, rows) is bars(2, rows.assign(known_at=1))
    assert bars(1, rows) is not bars(3, rows.assign(incidents=rows.incidents + 1))


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(picture, "KEPT", 4)
    for key in range(6):
        bars(key)
    assert len(picture._drawn) == 4


def test_a_view_that_fails_tells_everybody_and_is_asked_again():
    def broken(*, ctx):
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            drawn(broken, {}, DESK, 1)
    assert not picture._drawn


def test_the_string_is_small_and_asks_for_nothing_from_outside():
    item = drawn(incident_map, map_frames.city(), DESK, 1)
    assert len(item.encode()) <= 60_000
    assert len(bars(1).encode()) <= 40_000
    root = json.loads(item)["doc"]["roots"][0]
    assert root["name"] == "Figure"
    for word in ("http", "mathjax", "katex", "Tile"):
        assert word not in item


def test_a_component_asks_again_when_the_browser_measured_another_size():
    shown = Picture()
    frames = {"new_incidents_per_hour": map_frames.hours()}
    shown.draw(incident_bars, frames, DESK, 1)
    before = shown.item
    shown.size = [830, 490]
    assert shown.item is before
    shown.size = [400, 160]
    assert shown.item != before


# In a browser


class Pages:
    """A page with two maps of the same rows, served from a thread; each visit is kept."""

    def __init__(self) -> None:
        self.visits: list[list[Picture]] = []
        self.frames = map_frames.city()
        rows = self.frames["incidents"].copy()
        rows.loc[0, "title"] = HOSTILE
        self.frames["incidents"] = rows

    def page(self):
        import panel as pn

        size = {"sizing_mode": "fixed", "width": 800, "height": 480}
        two = [Picture(label=f"Map {n}", **size) for n in (1, 2)]
        self.visits.append(two)
        for shown in two:
            shown.draw(incident_map, self.frames, DESK, "first")
        return pn.Column(*two)

    def change(self, level: int) -> None:
        """Publish the same incidents with another level."""
        rows = self.frames["incidents"].assign(level=level)
        for visit in self.visits:
            for shown in visit:
                shown.draw(incident_map, self.frames | {"incidents": rows}, DESK, level)


@pytest.fixture
def served() -> Iterator[tuple[str, Pages]]:
    import panel as pn
    from tornado.ioloop import IOLoop

    pages, loops, up = Pages(), [], threading.Event()

    def run() -> None:
        server = pn.io.server.get_server(
            {"map": pages.page}, port=0, address="127.0.0.1", show=False, start=False
        )
        pages.url = f"http://127.0.0.1:{server.port}/map"  # type: ignore[attr-defined]
        loops.append((IOLoop.current(), server))
        server.start()
        up.set()
        IOLoop.current().start()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert up.wait(60)
    yield pages.url, pages  # type: ignore[attr-defined]
    loop, server = loops[0]
    loop.add_callback(server.stop)
    loop.add_callback(loop.stop)
    thread.join(10)


PLOTS = "window.Bokeh.documents.filter(d => d.roots()[0]?.constructor.__name__ == 'Figure')"


def plots(page) -> int:
    return page.evaluate(f"{PLOTS}.length")


def wait(page, expression: str) -> None:
    page.wait_for_function(expression, timeout=30_000)


@pytest.mark.browser
def test_two_viewers_see_two_maps_each_and_updates_leave_nothing_behind(served, page, browser):
    url, pages = served
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    other = browser.new_page()
    for viewer in (page, other):
        viewer.goto(url)
        wait(viewer, f"window.Bokeh && {PLOTS}.length == 2")
    page.evaluate(
        f"""for (const range of [{PLOTS}[0].roots()[0].x_range, {PLOTS}[0].roots()[0].y_range]) {{
          const middle = (range.start + range.end) / 2, half = (range.end - range.start) / 10
          range.setv({{start: middle - half, end: middle + half}})
        }}"""
    )
    for level in (3, 2, 1):
        before = page.evaluate(f"{PLOTS}.map(d => d.roots()[0].id).join()")
        pages.change(level)
        wait(
            page,
            f"{PLOTS}.length == 2 && {PLOTS}.every(d => !'{before}'.includes(d.roots()[0].id))",
        )
    assert plots(other) == 2
    # The viewer who had moved stays there; one who had not is at home.
    starts = page.evaluate(
        f"{PLOTS}.map(d => d.roots()[0].x_range.end - d.roots()[0].x_range.start)"
    )
    assert min(starts) == pytest.approx(max(starts) / 5, rel=0.01)
    assert not errors
    other.close()


@pytest.mark.browser
def test_a_tap_selects_and_a_selection_is_ringed_and_titles_stay_text(served, page):
    url, pages = served
    page.goto(url)
    wait(page, f"window.Bokeh && {PLOTS}.length == 2")
    page.wait_for_timeout(500)
    spot = page.evaluate(
        f"""() => {{
          const figure = {PLOTS}[0].roots()[0]
          const view = window.Bokeh.index.get(figure) ?? window.Bokeh.index.find_one(figure)
          const data = figure.renderers.find(r => r.name == "marks").data_source.data
          const column = (name) => Array.from(data.get?.(name) ?? data[name])
          const i = column("id").indexOf("log:0")
          const box = view.el.getBoundingClientRect(), frame = view.frame
          return [box.x + frame.x_scale.compute(column("x")[i]),
                  box.y + frame.y_scale.compute(column("y")[i])]
        }}"""
    )
    page.mouse.move(*spot)
    page.get_by_text(HOSTILE).first.wait_for()
    page.mouse.click(*spot)
    for _ in range(100):
        if any(shown.selected == "log:0" for shown in pages.visits[-1]):
            break
        page.wait_for_timeout(50)
    chosen = [shown.selected for shown in pages.visits[-1]]
    assert sorted(chosen) == ["", "log:0"]
    ring = f"""{PLOTS}.map(d => d.roots()[0].renderers.find(r => r.name == "ring")
      .data_source.get_length())"""
    assert sorted(page.evaluate(ring)) == [0, 1]
    pages.visits[-1][chosen.index("")].selected = "log:4"
    wait(page, f"{ring}.every(n => n == 1)")
    assert page.evaluate("window.harmed") is None
