"""Rows that are not read or cannot be, for the views drawn without them: one card, many metrics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pandas as pd

from sitroom.views.context import Rows

View = TypeVar("View", bound=Callable[..., Any])

# No rows, for views that only count them; one that would say that there are none asks whether its
# rows `is UNREAD`, because what is unknown is not nothing.
UNREAD: Rows = pd.DataFrame()


def without(*rows: str) -> Callable[[View], View]:
    """Say which of its rows a view can do without: those that cannot be read are then `UNREAD`.

    The page says beside what is drawn what is missing and since when.
    """

    def declare(view: View) -> View:
        view.__dict__["without"] = rows
        return view

    return declare


def only_when_none(other: str, *rows: str) -> Callable[[View], View]:
    """Say which of its rows a view looks at only when the `other` ones are none, on a quiet day.

    Else they are `UNREAD`, and on a busy day nobody waits for them to be read.
    """

    def declare(view: View) -> View:
        view.__dict__["only_when_none"] = dict.fromkeys(rows, other)
        return view

    return declare
