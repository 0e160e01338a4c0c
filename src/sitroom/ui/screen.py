"""Which content a viewer asks for: everything the address says, checked, as one hashable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from sitroom.settings import Site

Language = Literal["en", "zh"]
Theme = Literal["light", "dark"]
Frame = Literal["desk", "wall"]
# What a page may be filtered by; anything else in an address is ignored.
FILTERS = (
    *("show", "level", "category", "district", "since", "q", "incident", "page", "source"),
    *("tab", "group", "depot", "below", "item", "at", "org"),
)
_LONGEST = 200
# Under this name a wall tells the size of its whole screen: type is as large as the room needs.
WALL = "wall"


@dataclass(frozen=True)
class Screen:
    """A page in one language, theme and frame, filtered, at the present or a moment (UTC)."""

    page: str
    language: Language = "zh"
    theme: Theme = "light"
    frame: Frame = "desk"
    as_of: datetime | None = None
    as_known_then: bool = False
    # The published file that a frozen link is made of, whatever has come since.
    published: int | None = None
    # When that file was published: what was known then is shown once the file is no longer kept.
    seen_at: datetime | None = None
    # Which of a wall's scenes; the empty text is the page itself.
    scene: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    # What the browser measured: (slot, width, height) in pixels of each picture, and of a wall.
    sizes: tuple[tuple[str, int, int], ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether the screen follows what comes: neither a moment nor a file is named."""
        return self.as_of is None and self.published is None

    @property
    def filter(self) -> dict[str, str]:
        """The filters by name."""
        return dict(self.filters)

    def seen_by(self, *, selection: bool = False, slot: str = "") -> Screen:
        """Return the screen with only what one card depends on, so that viewers share the card."""
        return replace(
            self,
            scene="",
            filters=self.filters
            if selection
            else tuple(f for f in self.filters if f[0] != "incident"),
            sizes=tuple(size for size in self.sizes if size[0] in (slot, WALL)),
        )

    def size(self, slot: str) -> tuple[int, int] | None:
        """Return the measured size of a picture, once the browser has told it."""
        return next(((w, h) for name, w, h in self.sizes if name == slot), None)


def screen(page: str, address: Mapping[str, str], site: Site) -> Screen:
    """Return the screen that an address asks for; what it says wrongly falls back to the site's."""
    frame: Frame = "wall" if address.get("frame") == "wall" else "desk"
    language = _one_of(address.get("lang"), ("en", "zh"), site.language)
    theme = _one_of(address.get("theme"), ("dark", "light"), "dark" if frame == "wall" else "light")
    return Screen(
        page=page,
        language="en" if language == "en" else "zh",
        theme="dark" if theme == "dark" else "light",
        frame=frame,
        as_of=_instant(address.get("as_of"), site.zone),
        as_known_then=address.get("known") == "then",
        published=_number(address.get("published", "")),
        seen_at=_instant(address.get("seen"), site.zone),
        scene=address.get("scene", "")[:_LONGEST] if frame == "wall" else "",
        filters=tuple(
            (name, address[name][:_LONGEST]) for name in FILTERS if address.get(name, "").strip()
        ),
    )


def address(asked: Screen, site: Site) -> str:
    """Return the query of the address that opens exactly this screen."""
    parts: dict[str, str] = {"lang": asked.language, "theme": asked.theme}
    if asked.frame != "desk":
        parts["frame"] = asked.frame
    if asked.as_of:
        local = asked.as_of.replace(tzinfo=UTC).astimezone(site.zone)
        parts["as_of"] = f"{local:%Y-%m-%dT%H:%M}"
    if asked.as_known_then:
        parts["known"] = "then"
    if asked.published:
        parts["published"] = str(asked.published)
    if asked.seen_at:
        parts["seen"] = f"{asked.seen_at.isoformat()}Z"
    if asked.scene:
        parts["scene"] = asked.scene
    return urlencode(parts | asked.filter)


def measured(told: object) -> tuple[tuple[str, int, int], ...]:
    """Return sizes as a browser tells them: {slot: [width, height]}; pictures' in steps of 40."""
    if not isinstance(told, dict):
        return ()
    return tuple(
        (slot, _within(w), _within(h)) if slot == WALL else (str(slot)[:40], _step(w), _step(h))
        for slot, (w, h) in list(told.items())[:8]
    )


def _step(pixels: object) -> int:
    return min(max(80, int(float(str(pixels))) // 40 * 40), 8000)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _within(pixels: object) -> int:
    return min(max(80, round(float(str(pixels)))), 16_000)


def _one_of(value: str | None, allowed: tuple[str, ...], otherwise: str) -> str:
    return value if value in allowed else otherwise


def _instant(text: str | None, zone: ZoneInfo) -> datetime | None:
    """Return an address's local time as naive UTC, or None when it is no time."""
    try:
        local = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    local = local if local.tzinfo else local.replace(tzinfo=zone)
    return local.astimezone(UTC).replace(tzinfo=None)
