"""Tables that tell of no single event: a station's measurements, and figures that were added up."""

from __future__ import annotations

from pathlib import Path

from sitroom.errors import UnreadableFile
from sitroom.recognise.claims import Assignment
from sitroom.recognise.fields import Fitting
from sitroom.recognise.headers import Header
from sitroom.recognise.numbers import reads_as_number
from sitroom.recognise.periods import period_of
from sitroom.recognise.words import plain, word_list

# What says only where something is.
WHERE = {"place", "lat", "lonlat", "geom_wkb"}
# What a list of single events has, and a count of events by day, place and kind has not.
_SINGLE = WHERE | {"title", "source_ref", "description", "glide", "closed_at", "status"}
# Fields by which a row with measurements beside them tells of an event all the same.
_EVENT = {
    *("hazard", "hazard_text", "level", "magnitude", "burnt_area_ha", "deaths", "injured"),
    *("description", "glide", "cause"),
}
_ALERT = {"event_text", "event_code", "headline", "expires_at", "colour", "severity", "level"}
_OTHER = {"hazard", "l", "score", "item_name", "description"}
_SERIES = 2  # months or years side by side that may be chance
_MEASURED = 3  # headers of what is measured; fewer will do beside a station or air pressure


def are_observed(
    assignment: Assignment, headers: list[Header], fitting: Fitting, site: Path | None
) -> bool:
    """Say whether the rows are a station's measurements: rain and wind, and no event told."""
    # Neither a blank column nor one of words that are all unknown tells of an event.
    told = {name.partition(".")[2] for name, own in assignment.chosen.items() if own[0].fit > 0.5}
    telling = {"incident": _EVENT, "warning": _ALERT}.get(assignment.dataset, _OTHER)
    seen = set().union(*_seen(headers, site).values())
    if "track" in seen:  # a storm's nature at each hour is no kind of event
        telling = telling - {"hazard", "hazard_text"}
    return not told & telling and bool(_measured(headers, fitting, site))


def are_statistics(
    assignment: Assignment, headers: list[Header], fitting: Fitting, site: Path | None
) -> bool:
    """Say whether the rows are counts, of new cases or of all events there were: none is told."""
    told = {name.partition(".")[2] for name in assignment.chosen}
    if assignment.dataset != "incident" or "title" in told:
        return False
    if counts_of_events(headers, fitting, site, bare=_is_bare(assignment)):
        return True
    counted = word_list("statistic", site)
    seen = sum(any(word in counted for word in h.short.split()) for h in headers)
    return seen >= 2 and "source_ref" not in told


def _is_bare(assignment: Assignment) -> bool:
    """Say whether rows would have a kind and a day, and nothing of a single event."""
    told = {name.partition(".")[2] for name in assignment.chosen}
    return {"hazard", "occurred_at"} <= told and not told & _SINGLE


def counts_of_events(
    headers: list[Header], fitting: Fitting, site: Path | None, *, bare: bool
) -> list[str]:
    """Return the headers of columns that count events, some rows more than one of them.

    Where a row tells of no single event, `bare`, a plain `count` is one of events, too.
    """
    kinds = {"events", "count"} if bare else {"events"}
    words = {word for word, kind in word_list("event_count", site).items() if kind in kinds}
    return [
        header.text
        for header, profile in zip(headers, fitting.profiles, strict=True)
        if (header.short in words or header.full in words)
        and profile.is_numeric
        and any(plain(value) not in ("0", "1") for value in profile.values)
    ]


def refusal(
    headers: list[Header], fitting: Fitting, site: Path | None, offers: list[Assignment]
) -> UnreadableFile | None:
    """Return what to say of a table of sums or of measurements; None when it is neither."""
    if measured := _measured(headers, fitting, site):
        return UnreadableFile(
            f"The columns {_quoted(measured)} are measurements, of a station or along a"
            " track: what is measured is no incident and no warning.",
            "one row for each incident, or for each warning",
            "send the warnings that were given, or the list of what happened",
            code="E_UNKNOWN",
        )
    series = [header.text for header in headers if period_of(header, site)]
    if len(series) > _SERIES:
        return UnreadableFile(
            f"The columns `{series[0]}` to `{series[-1]}` hold figures of each month or year, and"
            " nothing says of what: sums of them are no incidents.",
            "counts of a stock, or an index of risk, by the file's title or name; or single facts",
            "call the file by what it holds, or send the rows that were added up",
            code="E_UNKNOWN",
        )
    bare = any(one.dataset == "incident" and _is_bare(one) for one in offers)
    if counted := counts_of_events(headers, fitting, site, bare=bare):
        return UnreadableFile(
            f"The table is statistics: in {_quoted(counted)} the events of a time, a place or a"
            " kind are counted, and a sum of events is no incident.",
            "one row for each event",
            "send the list from which the figures were counted",
            code="E_UNKNOWN",
        )
    return None


def _measured(headers: list[Header], fitting: Fitting, site: Path | None) -> list[str]:
    """Return the headers of what a station measures; none when they are too few to tell.

    Pressure alone is of hydrants, too.
    """
    met = _seen(headers, site)
    measured = [
        header.text
        for index, header in enumerate(headers)
        if met[header.text] & {"measure", "pressure"} and _are_figures(fitting.values(index))
    ]
    is_sure = any(kinds - {"measure"} for kinds in met.values())
    enough = len(measured) >= (_MEASURED - 1 if is_sure else _MEASURED)
    return measured if enough and any("measure" in met[text] for text in measured) else []


def _are_figures(values: list[str]) -> bool:
    """Say whether half of the values at least are numbers; a line of units may be among them."""
    looked = values[:50]
    return bool(looked) and 2 * sum(map(reads_as_number, looked)) >= len(looked)


def _seen(headers: list[Header], site: Path | None) -> dict[str, set[str]]:
    """Return what each header's words are of: a measure, air pressure, a station, a track."""
    kinds = word_list("observed", site)
    return {h.text: {kinds[word] for word in h.short.split() if word in kinds} for h in headers}


def _quoted(texts: list[str]) -> str:
    return ", ".join(f"`{text}`" for text in texts[:4])
