"""Lists of China's warnings (12379, weather services) as JSON or JSONP: the title says it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sitroom.connector import connector
from sitroom.reading.jsonrows import objects

_TITLE = re.compile(
    r"(?P<by>.*?)(?P<what>发布|更新|变更|升级为?|降级为?|解除|撤销|取消)(?P<event>.*?)"
    r"(?:(?P<colour>[红橙黄蓝白]色)\s*)?预警"
)
_SAYS = r"(?:发布|解除|\\u53d1\\u5e03|\\u89e3\\u9664)[^\"]*(?:预警|\\u9884\\u8b66)"
_LOOKS = rf'[\[{{][^<]*?"(headline|title|head)"\s*:\s*"[^"]*{_SAYS}'
# What is ours, and by which keys the lists call it; their `status` is no CAP status.
_KEYS = {
    "headline": ("headline", "title", "head"),
    "identifier": ("identifier", "alertId", "alertid", "id"),
    "sent": ("sendTime", "pubTime", "issuetime", "issuedTime", "ISSUETIME"),
    "stage": ("status",),
    "description": ("ISSUECONTENT",),
}


@connector(fills="warning", every="5 min", reads=_LOOKS)
def china_warnings(file: Path) -> Iterator[dict[str, str]]:
    """Give one row for each warning: its own keys, and what its title says of it."""
    for one in objects(file):
        plain = {k: str(v) for k, v in one.items() if isinstance(v, str | int | float)}
        given = {name: next((plain.pop(k) for k in keys if plain.get(k)), None)
                 for name, keys in _KEYS.items()}  # fmt: skip
        if said := _TITLE.match(given["headline"] or ""):
            ends = said["what"] in ("解除", "撤销", "取消")
            given["msgType"] = "Cancel" if ends else plain.get("msgType", "Alert")
            given |= {"event": said["event"], "colour": said["colour"], "sender org": said["by"]}
        own = {name: words for name, words in given.items() if words}
        yield own | {k: v for k, v in plain.items() if k not in own}
