"""What a view may know besides its rows: who looks, when, from where and how large."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

Language = Literal["zh", "en"]
Frame = Literal["wall", "desk", "phone", "notebook", "document"]
# A metric's rows inside a view: pandas' own types know too little of columns to be of use there.
Rows: TypeAlias = Any


@dataclass(frozen=True)
class ViewContext:
    """Language, theme, moment (naive UTC), the site's zone, frame, and sizes in CSS pixels.

    `screen` is the height of the whole wall that the picture hangs on, 0 when it is not known.
    """

    language: Language = "zh"
    theme: Literal["dark", "light"] = "light"
    now: datetime = datetime(1970, 1, 1)
    zone: str = "UTC"
    frame: Frame = "desk"
    width: int = 800
    height: int = 420
    screen: int = 0

    def local(self, moment: datetime) -> datetime:
        """A naive UTC moment as the site's clocks show it."""
        return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(self.zone))

    def say(self, en: str, zh: str) -> str:
        """The reader's one of two wordings."""
        return zh if self.language == "zh" else en
