"""What changed or may be one thing: columns of a source, and reports of the same event."""

from __future__ import annotations

from typing import Any

from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, present

Block = dict[str, Any]
CHANGES = 40
KINDS = {
    "renamed": "`{was}` is now `{header}`",
    "new": "`{header}` is new",
    "lost": "`{was}` is gone",
    "layout": "other columns than ever before",
}
WHYS = {
    "field": "understood by its name",
    "header": "a guess by its name",
    "content": "a guess by its contents",
}


def drift(rows: Rows, ctx: Reader) -> Block:
    """Return the columns of known sources that changed, each with how it is read now."""
    return {
        "kind": "drift",
        "title": ctx.t("Columns that changed"),
        "note": str(len(rows)) if len(rows) else "",
        "items": [_change(row, ctx) for row in rows.head(CHANGES).itertuples()],
        "empty": ctx.t("Every source comes with the columns it had"),
    }


def _change(row: Any, ctx: Reader) -> Block:
    field = str(row.field) if present(row.field) and row.field else ""
    read_as = field if present(row.is_applied) and row.is_applied else ""
    why = ctx.t(WHYS[row.why]) if present(row.why) and row.why in WHYS else ""
    header = row.header if present(row.header) else ""
    is_guess = read_as and row.why in ("header", "content")
    return {
        "at": ctx.time(row.seen_at),
        "source": str(row.source_id),
        "file": str(row.file_name) if present(row.file_name) else "",
        "said": ctx.t(KINDS[row.kind], was=row.was_header, header=header),
        "read_as": " · ".join(filter(None, (read_as, why))) or NO_REPORT,
        # The line that settles it another way, as sitroom.toml wants it.
        "line": f'"{header}" = "{field}"' if is_guess else "",
    }


def same_event(links: Rows, likely: Rows, wanted: str, ctx: Reader) -> Block:
    """Return the reports linked with an incident, and those that may be the same event."""
    group = links[links.incident_id == wanted] if len(links) else links
    mains = list(group.main_id) if len(group) else []
    others = (
        links[links.main_id.isin(mains) & (links.incident_id != wanted)] if mains else links.head(0)
    )
    mine = (
        likely[(likely.incident_a == wanted) | (likely.incident_b == wanted)]
        if len(likely)
        else likely
    )
    return {
        "linked": [_linked(row, wanted, ctx) for row in others.itertuples()],
        "likely": [_likely(row, wanted, ctx) for row in mine.head(5).itertuples()],
    }


def _linked(row: Any, wanted: str, ctx: Reader) -> Block:
    return {
        "id": row.incident_id,
        "title": str(row.title),
        "said": " · ".join(
            filter(None, (
                ctx.t("source: {name}", name=row.source_id),
                ctx.time(row.opened_at),
                ctx.t("stands for all") if row.is_main else "",
            ))
        ),
        "command": f"sitroom unlink {wanted} {row.incident_id}",
    }  # fmt: skip


def _likely(row: Any, wanted: str, ctx: Reader) -> Block:
    end = "b" if row.incident_a == wanted else "a"
    other = getattr(row, f"incident_{end}")
    why = [
        ctx.t("source: {name}", name=getattr(row, f"source_{end}")),
        ctx.t("{duration} apart", duration=ctx.duration(row.minutes_apart)),
        ctx.t("{n} km", n=f"{row.km_apart:.1f}") if present(row.km_apart) else "",
        ctx.t("same place") if row.is_same_place else "",
        ctx.t("same kind") if row.is_same_hazard else "",
        ctx.t("text {n}% alike", n=round(100 * row.text_likeness)),
    ]
    return {
        "id": other,
        "title": str(getattr(row, f"title_{end}")),
        "said": " · ".join(filter(None, why)),
        "score": f"{round(100 * row.score)}%",
        "command": f"sitroom link {wanted} {other}",
        "refuse": f"sitroom unlink {wanted} {other}",
    }
