"""What pages read: metrics of the published file, and two lists that are no metric."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from sitroom import content

if TYPE_CHECKING:
    import pandas as pd

    from sitroom.ui.live import Moment


def read(moment: Moment, names: list[str], ahead: Iterable[str] = ()) -> dict[str, pd.DataFrame]:
    """Return the rows of metrics, of `reasons` and of `audits_found`, from one published file."""
    published = moment.published
    assert published
    found = {name: OTHERS[name](moment) for name in names if name in OTHERS}
    metrics = [name for name in names if name not in OTHERS]
    if metrics:
        found |= published.read_many(
            metrics,
            as_of=moment.as_of,
            known_as_of=moment.known_as_of,
            ahead=[name for name in ahead if name not in OTHERS],
        )
    return found


def reasons(moment: Moment) -> pd.DataFrame:
    """Return why rows are set aside and what to do, in both languages, by `reason`."""
    import pandas as pd

    assert moment.published
    rows = pd.DataFrame(content.reference("reason", moment.published.folder))
    return rows.rename(columns={"title": "title_en", "todo": "todo_en"})


def audits_found(moment: Moment) -> pd.DataFrame:
    """Return every audit with how many rows break its rule: name, title_en, title_zh, found."""
    import pandas as pd

    published = moment.published
    assert published
    rows = [
        (audit.name, audit.title, audit.title_zh, len(published.sql(audit.sql)))
        for audit in content.audits(published.folder).values()
    ]
    return pd.DataFrame(rows, columns=["name", "title_en", "title_zh", "found"])


OTHERS: dict[str, Callable[[Moment], pd.DataFrame]] = {
    "reasons": reasons,
    "audits_found": audits_found,
}
