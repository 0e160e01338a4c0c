"""Bodies that say what went wrong instead of giving data, whatever the answer's status was."""

from __future__ import annotations

from typing import Any

_TROUBLES = ("error", "errors", "fault", "exception", "errormessage", "error_message")
_WORDS = ("message", "msg", "detail", "details", "title", "reason", "description", "faultstring")
_CODES = ("code", "status", "type", "__type", "statuscode", "resultcode")
_BAD = ("error", "fail", "failed", "failure", "fault", "denied", "unauthorized")
_LONGEST = 200


def complaint_of(outer: dict[str, Any], arrays: set[str]) -> str:
    """Return what a JSON object complains of; empty where it holds rows or no complaint.

    `arrays` are the names of the arrays with rows that stand in it.
    """
    if arrays - set(_TROUBLES):
        return ""
    low = {key.lower(): value for key, value in outer.items()}
    for key in _TROUBLES:
        if key in arrays:
            return f"`{key}`"
        if low.get(key):
            if _holds_rows(low, key):
                return ""
            inner = low[key] if isinstance(low[key], dict | list | str) else low
            return _said(inner) or f"`{key}`"
    if _is_bad(low) and not _holds_rows(low, ""):
        return _said(low)
    return ""


def _is_bad(low: dict[str, Any]) -> bool:
    """Say whether the object itself says that the call failed."""
    if not any(isinstance(low.get(key), str) for key in _WORDS):
        return False
    status = str(low.get("status", "")).lower()
    codes = (str(low.get(key, "")) for key in ("code", "status", "statuscode"))
    refused = any(len(code) == 3 and code.isdecimal() and code >= "400" for code in codes)
    return status in _BAD or str(low.get("success", "")).lower() == "false" or refused


def _holds_rows(low: dict[str, Any], besides: str) -> bool:
    """Say whether something in it could be data: an object or a list of some size."""
    return any(
        isinstance(value, dict | list) and len(value) > 0
        for key, value in low.items()
        if key not in (besides, "meta", "metadata", "links", "_links", "help", *_WORDS)
    )


def _said(inner: Any) -> str:
    if isinstance(inner, list):
        inner = inner[0] if inner else ""
    if isinstance(inner, dict):
        low = {key.lower(): value for key, value in inner.items()}
        found = [str(low[key]) for key in (*_CODES, *_WORDS) if isinstance(low.get(key), str | int)]
        return " ".join(dict.fromkeys(found))[:_LONGEST]
    return str(inner)[:_LONGEST]
