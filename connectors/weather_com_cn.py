"""The weather site's list of warnings in force, `var alarminfo=`: the file's name says it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sitroom.connector import connector
from sitroom.reading.jsonrows import value_of

_WORDS = (
    "01台风 02暴雨 03暴雪 04寒潮 05大风 06沙尘暴 07高温 08干旱 09雷电 10冰雹 11霜冻 12大雾 13霾"
    " 14道路结冰 91寒冷 92灰霾 93雷雨大风 94森林火险 95降温 96道路冰雪 97干热风 98空气重污染 99低温"
)
_KINDS = dict(re.findall(r"(\d\d)(\S+)", _WORDS))
_COLOURS = {"01": "蓝色", "02": "黄色", "03": "橙色", "04": "红色", "05": "白色"}
_PAGE = re.compile(r"(\d+-(\d{14})-(\d\d)(\d\d))\.html")


@connector(fills="warning", every="10 min", reads=r"\A\s*var\s+alarminfo\s*=")
def weather_com_cn(file: Path) -> Iterator[dict[str, str | None]]:
    """Give one row for each warning; one whose page has another form of name is set aside."""
    for area, page, lon, lat, *_ in value_of(file)["data"]:
        known = _PAGE.fullmatch(page)
        number, sent, kind, colour = known.groups() if known else (page, None, None, None)
        event, shade = _KINDS.get(kind or ""), _COLOURS.get(colour or "")
        yield {
            "identifier": number,
            "headline": f"{area}{event or '气象'}{shade or ''}预警",
            "event": event,
            "colour": shade,
            "sent": sent,
            "area": area,
            "lon": lon,
            "lat": lat,
            "problem": None if known else "missing_value",
        }
