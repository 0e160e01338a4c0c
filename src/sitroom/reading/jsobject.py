"""Objects as JavaScript and Python write them, brought to JSON: one strict step, no guessing."""

from __future__ import annotations

import json
import re

_TOKEN = re.compile(
    r"""(?P<blank>(?:\s|//[^\n]*|/\*.*?\*/)+)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\$]|\\.)*`)
    |(?P<number>[+-]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))
    |(?P<call>(?:new\s+)?(?:Date|ISODate|ObjectId|NumberLong|NumberInt|NumberDecimal|Timestamp)\s*\()
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<mark>[][{}:,)])""",
    re.S | re.X,
)
_WORDS = {
    **{word: word for word in ("true", "false", "null")},
    **{"True": "true", "False": "false"},
    **dict.fromkeys(("None", "undefined", "NaN", "nan", "Infinity"), "null"),
}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.S)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": ""}


def as_json(text: str) -> str | None:
    """Return the value that begins a text as JSON; None when it is no list of literals.

    Keys may stand without quotes, texts in single ones, commas behind the last member, remarks
    in between; dates and numbers may stand in a call, as `new Date("2026-07-12")` does. Anything
    else, such as a sum or a name, is not worked out: the text is none then.
    """
    parts: list[str] = []
    depth = calls = at = 0
    while token := _TOKEN.match(text, at):
        at = token.end()
        kind, said = token.lastgroup, token[0]
        if kind == "blank":
            continue
        if kind == "call":
            calls += 1
        elif said == ")":
            calls -= 1
            if calls < 0 or not parts or parts[-1] in "{}[]:,":
                return None
        elif kind == "mark":
            depth += (said in "{[") - (said in "}]")
            if said in "}]" and parts and parts[-1] == ",":
                parts.pop()
            parts.append(said)
        elif (read := _read(text, at, kind, said, parts)) is None:
            return None
        else:
            parts.append(read)
        if depth == 0:
            return "".join(parts)
    return None


def _read(text: str, at: int, kind: str | None, said: str, parts: list[str]) -> str | None:
    """Return one text, number or word as JSON; a member's name is always a text."""
    if parts and parts[-1] not in "{[:,":
        return None  # two values side by side
    if kind == "text":
        return json.dumps(_ESCAPE.sub(_unescaped, said[1:-1]), ensure_ascii=False)
    is_key = bool(parts) and parts[-1] in "{," and bool(re.match(r"\s*:", text[at : at + 20]))
    if is_key:
        return json.dumps(said)
    return _WORDS.get(said) if kind == "name" else _number(said)


def _number(said: str) -> str:
    if "x" in said.lower():
        return str(int(said, 16))
    whole, dot, rest = said.removeprefix("+").partition(".")
    sign, digits = whole[: whole.startswith("-")], whole.removeprefix("-")
    digits = digits.lstrip("0") or "0" if digits.isdecimal() else digits or "0"
    if dot and not rest[:1].isdecimal():
        rest = f"0{rest}"
    return f"{sign}{digits}{dot}{rest}"


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SHORT.get(found[3], found[3])
