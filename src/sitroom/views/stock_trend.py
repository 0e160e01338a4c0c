"""One item's stock: ninety days back, its minimum, and when it runs out at the present rate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

import holoviews as hv
import pandas as pd

from sitroom.views import canvas, narrowing, style
from sitroom.views.conditions import narrows
from sitroom.views.context import Rows, ViewContext
from sitroom.views.unread import without

BACK, AHEAD = 90, 30  # days
LEFT, RIGHT = -BACK - 2, AHEAD * 2.3  # room for the words about the end
NARROW = 520  # pixels: below them words are shorter, have more room, and months are named once
HEADROOM = 1.4
NEVER, YEAR = float("inf"), 365
CLEAR = 0.18  # of the height, between one line of words and another


class Ahead(NamedTuple):
    """In how many days the stock is used up, the soonest and the latest likely, at which rate."""

    days: float
    soonest: float
    latest: float
    rate: str


@without("stock_runout", "stock_days")
@narrows(narrowing.drawn_item)
@canvas.reads(
    stock_on_hand_daily=("item_id", "site_id", "day_on", "on_hand_qty"),
    stock_by_depot=("item_id", "site_id", "item_zh", "item_en", "site_zh", "site_en", "unit",
                    "usable_qty", "minimum_qty"),
    stock_figures=("worst_item_id",),
)  # fmt: skip
def on_hand(
    stock_on_hand_daily: pd.DataFrame,
    stock_by_depot: pd.DataFrame,
    stock_figures: pd.DataFrame,
    stock_runout: pd.DataFrame,
    stock_days: pd.DataFrame,
    ctx: ViewContext,
    address: tuple[tuple[str, str], ...] = (),
) -> hv.Overlay:
    """Draw the chosen item (`item`, `at` of the address), else the scarcest, in all depots.

    Days before the first count are left blank: nobody knows what was there.
    """
    asked = dict(address)
    item, site = asked.get("item") or _scarcest(stock_figures), asked.get("at", "")
    depots = _of(stock_by_depot, item, site)
    past = _past(_of(stock_on_hand_daily, item, site), ctx)
    if past.empty or depots.empty:
        return _nothing(ctx)
    minimum = float(depots["minimum_qty"].sum(min_count=1))
    coming = _coming(_of(stock_runout, item, ""), _of(stock_days, item, "")) if not site else []
    top = max(past["qty"].max(), 0 if pd.isna(minimum) else minimum, 1) * HEADROOM
    layers = [
        *_minimum(minimum, ctx),
        *_until_empty(past, coming, ctx),
        _line(past, ctx),
        _words(past, minimum, coming, depots, top, bool(site), ctx),
    ]
    extent = LEFT, RIGHT * (1.3 if ctx.width < NARROW else 1), 0, top
    return canvas.overlay(layers, ctx, extent, lambda plot, _: _days(plot.state, ctx))


def _scarcest(figures: Rows) -> str:
    return str(figures["worst_item_id"].iloc[0]) if len(figures) else ""


def _of(rows: Rows, item: str, site: str) -> Rows:
    if not len(rows):
        return rows
    found = rows[rows["item_id"].astype(str) == item]
    return found[found["site_id"].astype(str) == site] if site else found


def _past(rows: Rows, ctx: ViewContext) -> Rows:
    """The quantity of each day, counted back from today (0)."""
    if not len(rows):
        return pd.DataFrame({"day": [], "qty": []})
    each: Rows = rows.groupby("day_on", as_index=False)["on_hand_qty"].sum()
    today = pd.Timestamp(ctx.local(ctx.now).date())
    day = (pd.to_datetime(each["day_on"]) - today).dt.days
    return pd.DataFrame({"day": day, "qty": each["on_hand_qty"].astype(float)}).sort_values("day")


def _coming(runout: Rows, days: Rows) -> list[Ahead]:
    """The forecast, where one beat the plain baseline, and the last day's rate where it is worse.

    Both are of the whole office: demand is known for no depot alone.
    """
    found = []
    for row in runout[runout["days_left"].notna()].itertuples() if len(runout) else ():
        latest = NEVER if pd.isna(row.days_high) else float(row.days_high)
        found.append(Ahead(float(row.days_left), float(row.days_low), latest, "forecast"))
    for row in days[days["demand_basis"] == "last_24_hours"].itertuples() if len(days) else ():
        left = float(row.days_of_supply)
        if not found or left < found[0].days:
            found.append(Ahead(left, left, left, "day"))
    return found


def _minimum(minimum: float, ctx: ViewContext) -> list[hv.Element]:
    if pd.isna(minimum):
        return []
    line = hv.Segments([(LEFT, minimum, AHEAD, minimum)])
    colour = style.theme(ctx.theme).warn.fill
    return [canvas.layer(line, color=colour, line_width=2, hooks=[canvas.plain("minimum")])]


def _line(past: Rows, ctx: ViewContext) -> hv.Element:
    def joined(plot: Any, _: Any) -> None:
        plot.handles["glyph"].line_join = "round"

    return canvas.layer(
        hv.Curve(past, "day", "qty"),
        color=style.theme(ctx.theme).strong,
        line_width=2.5,
        hooks=[canvas.plain("past"), joined],
    )


def _until_empty(past: Rows, coming: list[Ahead], ctx: ViewContext) -> list[hv.Element]:
    """Each rate as a broken line to the foot, the forecast's with the band of what is likely."""
    theme = style.theme(ctx.theme)
    last = float(past["qty"].iloc[-1])
    now = hv.Segments([(0, 0, 0, last * HEADROOM)])
    layers = [canvas.layer(now, color=theme.hairline, line_width=2)]
    for ahead in coming if last > 0 else ():
        colour = theme.bad.fill if ahead.days < YEAR else theme.step
        if ahead.soonest < ahead.latest:
            near, far = _until(last, ahead.soonest), _until(last, ahead.latest)
            corner = [(AHEAD, 0.0)] if ahead.soonest < AHEAD < ahead.latest else []
            band = hv.Polygons([[(0, last), near, *corner, far]])
            layers.append(canvas.layer(band, fill_color=colour, fill_alpha=0.12, line_color=None))
        line = hv.Segments([(0, last, *_until(last, ahead.days))])
        layers.append(canvas.layer(line, color=colour, line_width=2.5, line_dash="6 5"))
    return layers


def _until(last: float, days: float) -> tuple[float, float]:
    """Where a straight line from now to nothing leaves the picture: at its foot or its side."""
    return (days, 0.0) if days <= AHEAD else (AHEAD, last * (1 - AHEAD / days))


def _words(
    past: Rows, minimum: float, coming: list[Ahead], depots: Rows, top: float, is_one: bool,
    ctx: ViewContext,
) -> hv.Element:  # fmt: skip
    theme = style.theme(ctx.theme)
    last, first = float(past["qty"].iloc[-1]), depots.iloc[0]
    unit = str(first["unit"] or "") if ctx.language == "zh" or str(first["unit"]).isascii() else ""
    names = [str(first[ctx.say("item_en", "item_zh")])]
    is_narrow = ctx.width < NARROW
    if is_one:
        names.append(str(first[ctx.say("site_en", "site_zh")]))
    elif not is_narrow:
        names.append(ctx.say("all depots", "全部仓库"))
    rows: list[tuple[Any, ...]] = [
        (LEFT, top * 0.99, ctx.say(", ", "，").join(names), theme.text, "left", "top")
    ]
    end = (RIGHT * 1.3 - 1, "right") if is_narrow else (1.2, "left")
    rows.append((end[0], top * 0.99, _now(last, depots, unit, ctx), theme.muted, end[1], "top"))
    if not pd.isna(minimum):
        text = ctx.say(f"minimum {minimum:,.10g}", f"定额 {minimum:,.10g}")
        rows.append((AHEAD + 1.5, minimum, text, theme.warn.text, "left", "middle"))
    taken = [] if pd.isna(minimum) else [minimum]
    for ahead in coming if last > 0 else ():
        x, y = _until(last, ahead.days)
        if x >= AHEAD:
            # Clear of the other words at the side.
            while any(abs(y - other) < top * CLEAR for other in taken):
                y -= top * CLEAR / 4
            taken.append(y)
        ink = theme.bad.text if ahead.days < YEAR else theme.muted
        rows.append((x + 1.5, max(y, top * CLEAR / 2), _ending(ahead, ctx), ink, "left", "middle"))
    columns = ["x", "y", "text", "ink", "align", "base"]
    return canvas.layer(
        hv.Labels(pd.DataFrame(rows, columns=columns), ["x", "y"], columns[2:]),
        text_color="ink",
        text_align="align",
        text_baseline="base",
        text_font_size=canvas.points(ctx, 16),
        hooks=[canvas.plain("words"), canvas.lettering],
    )


def _now(on_hand: float, depots: Rows, unit: str, ctx: ViewContext) -> str:
    """What is on the shelf, and what of it may be used where some is reserved, expired or damaged.

    The second is what minimums and every other card are about.
    """
    usable = float(depots["usable_qty"].sum())
    said = ctx.say(f"on hand {on_hand:,.10g} {unit}", f"现有 {on_hand:,.10g} {unit}").strip()
    if usable == on_hand:
        return said
    return said + ctx.say(f" · usable {usable:,.10g}", f" · 可用 {usable:,.10g}")


def _ending(ahead: Ahead, ctx: ViewContext) -> str:
    if ahead.rate == "day" and ctx.width < NARROW:
        return ctx.say(f"empty in {ahead.days:.1f} days", f"约 {ahead.days:.1f} 天用尽")
    if ahead.days > YEAR and ctx.width < NARROW:
        return ctx.say("over a year", "一年以上")
    if ahead.rate == "day":
        return ctx.say(
            f"empty in {ahead.days:.1f} days at the last day's rate",
            f"按近 24 小时消耗约 {ahead.days:.1f} 天用尽",
        )
    if ahead.days > YEAR:
        return ctx.say("by the last weeks: over a year", "按近八周：一年以上")
    latest = "" if ahead.latest > YEAR else f"{ahead.latest:.1f}"
    likely = f"{ahead.soonest:.1f}–{latest}"
    return ctx.say(
        f"by the last weeks: {ahead.days:.1f} days ({likely})",
        f"按近八周：{ahead.days:.1f} 天（{likely}）",
    )


def _days(figure: Any, ctx: ViewContext) -> None:
    """Name the first of each month along a hairline that is also the zero line."""
    theme = style.theme(ctx.theme)
    today = ctx.local(ctx.now).date()
    named = (1,) if ctx.width < NARROW else (1, 15)
    days = [n for n in range(-BACK, AHEAD + 1) if (today + timedelta(days=n)).day in named]
    axis = figure.xaxis[0]
    axis.visible = True
    axis.ticker = days
    axis.major_label_overrides = {n: _day(today + timedelta(days=n), ctx) for n in days}
    axis.axis_line_color = theme.step
    axis.axis_line_alpha = 0.5
    axis.major_tick_line_color = axis.minor_tick_line_color = None
    axis.major_tick_out = axis.minor_tick_out = 0
    axis.major_label_text_color = theme.muted
    axis.major_label_text_font = style.FONT
    axis.major_label_text_font_size = canvas.points(ctx, 15)
    axis.major_label_standoff = 5


def _day(day: Any, ctx: ViewContext) -> str:
    return ctx.say(f"{day.day} {day:%b}", f"{day.month}月{day.day}日")


def _nothing(ctx: ViewContext) -> hv.Overlay:
    words = ctx.say("No count of this item is on file", "尚无该物资的库存记录")
    text = canvas.layer(
        hv.Labels([(0.0, 0.0, words)], ["x", "y"], "text"),
        text_color=style.theme(ctx.theme).muted,
        text_font_size=canvas.points(ctx, 16),
        hooks=[canvas.lettering],
    )
    return canvas.overlay([text], ctx, (-1, 1, -1, 1))
