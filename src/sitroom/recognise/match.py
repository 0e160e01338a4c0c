"""Which column is which field of one dataset: headers first, contents to confirm or refuse."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from sitroom.recognise import currency, date_parts
from sitroom.recognise import headers as heads
from sitroom.recognise.claims import Assignment, Claim
from sitroom.recognise.fields import Field, Fitting, fields_of
from sitroom.recognise.headers import Header
from sitroom.recognise.region_columns import REGION_PARTS, take_regions
from sitroom.recognise.time_parts import WIDE_FORMS
from sitroom.recognise.words import word_list

ENOUGH = 0.5
_UPDATE = 0.6  # how much the time of an update tells of an incident's own
_NUMBERS = re.compile(r"号$|(?:^| )(?:no|id|number|ref|code)$")  # 2026-0001 is no day of 2026
# When it is over, not when it was.
_ENDS = re.compile(r"\b(?:end|ends|ending|expir\w*|until|through)\b")
_COUNTED = ("int", "quantity", "money")
PROJECTED = '; for metres declare the projection, such as datum = "epsg:4547"'
# What no list but one of warnings has.
_OF_WARNING = {f"warning.{name}" for name in ("event_code", "msg_type", "severity", "urgency")}
_EPOCHS = ("epoch_s", "epoch_ms", "epoch_us")
_PLAIN_NUMBERS = {"serial", "epoch_s", "epoch_us", "day8", "roc7", "julian7", "julian5"}
_PLAIN_NUMBERS |= WIDE_FORMS
_WHOLE_HEADER_ONLY = ("region", "lon", "lat", "lonlat", "wkb")


def assign(
    dataset: str,
    headers: list[Header],
    private: set[int],
    fitting: Fitting,
    overrides: dict[int, str],
    site: Path | None,
) -> Assignment:
    """Give each field of the dataset its column or columns."""
    known = fields_of(dataset, site)
    result = Assignment(dataset)
    for column, name in overrides.items():
        if name not in known:
            result.ignored.add(column)
            result.used.add(column)
        elif column not in private:
            result.take(name, [Claim(column, known[name], 1, 0, 1, name, "override")])
    claims = _claims(dataset, headers, private | set(overrides), fitting, known, result, site)
    _take_instants(result, claims, fitting)
    _take_split_dates(result, headers, private | set(overrides), fitting, known, site)
    take_regions(result, claims, headers, word_list("tier_within", site))
    best_first = sorted(claims, key=lambda c: -max((x.weight for x in claims[c]), default=0))
    for name in best_first:
        if name not in result.chosen and name not in REGION_PARTS:
            _take_best(result, name, [c for c in claims[name] if c.column not in result.used], site)
    moment = {"incident": "occurred_at", "warning": "sent_at"}.get(dataset)
    is_told = dataset == "incident" or bool(_OF_WARNING & result.chosen.keys())
    if moment and is_told and missing(result, site) and len(result.chosen) >= 2:
        _take_any_date(result, private, fitting, known[f"{dataset}.{moment}"])
    if dataset == "incident" and missing(result, site):
        _take_update(result, known["incident.reported_at"])
    return result


def _take_update(result: Assignment, target: Field) -> None:
    """Say that incidents of known kinds were reported, at the latest, when they were updated."""
    kinds = result.chosen.get("incident.hazard", [])
    if kinds and kinds[0].fit > ENOUGH and "incident.updated_at" in result.chosen:
        claim = result.chosen.pop("incident.updated_at")[0]
        result.take(target.name, [replace(claim, field=target, score=_UPDATE)])


def _take_any_date(result: Assignment, private: set[int], fitting: Fitting, target: Field) -> None:
    """A log or list must have a date: take the first column that is nearly all dates."""
    for profile in fitting.profiles:
        header = "".join(fitting.headers[profile.index : profile.index + 1])
        tells_else = _NUMBERS.search(header) or _ENDS.search(header)
        if profile.filled and not tells_else and profile.index not in result.used | private:
            form = fitting.times(profile.index)
            plain_numbers = form.dates <= _PLAIN_NUMBERS
            if form.share >= 0.9 and not form.is_clock and not plain_numbers:
                claim = Claim(profile.index, target, 0.6, 0, form.share, "dates", "content")
                result.take(target.name, [claim])
                return


def _claims(
    dataset: str,
    headers: list[Header],
    taken: set[int],
    fitting: Fitting,
    known: dict[str, Field],
    result: Assignment,
    site: Path | None,
) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for column, header in enumerate(headers):
        if column in taken:
            continue
        for match in heads.matches(header, dataset, site):
            target = known.get(match.field)
            if target is None or (match.score < 0.9 and target.kind in _WHOLE_HEADER_ONLY):
                continue
            if target.column.endswith("_cny") and currency.is_foreign(header.text):
                result.notes.setdefault(column, "not in yuan; kept as it stands")
                continue
            fit = fitting.fit(column, target)
            # Half a header and half the words are no code: `Province/State` is not a state of work.
            if fit < (0.8 if match.score < 0.9 and target.words else ENOUGH):
                doubt = f"headed like {match.field}, but its cells do not look like it"
                if target.kind in ("lon", "lat") and fitting.profiles[column].is_numeric:
                    doubt += PROJECTED
                result.notes.setdefault(column, doubt)
                continue
            rest = [word for word in header.short.split() if word not in match.alias.split()]
            claim = Claim(
                column, target, match.score, match.rank, fit, match.alias, rest=" ".join(rest)
            )
            found.setdefault(match.field, []).append(claim)
    for claims in found.values():
        claims.sort(key=lambda c: (-round(c.weight, 2), c.rank, c.column))
    return found


def _take_instants(result: Assignment, claims: dict[str, list[Claim]], fitting: Fitting) -> None:
    """Give each instant its date column, with a time column of the same field beside it.

    Surer headers choose first: `date` alone leaves `date of alert` to the field it names.
    """
    moments = [name for name, own in claims.items() if own[0].field.kind == "instant"]
    for name in sorted(moments, key=lambda n: -max(c.score for c in claims[n])):
        if name in result.chosen:
            continue
        own = [c for c in claims[name] if c.column not in result.used]
        filled = [c for c in own if fitting.profiles[c.column].filled] or own
        dates = [c for c in filled if not fitting.times(c.column).is_clock]
        clocks = [c for c in filled if fitting.times(c.column).is_clock]
        dates = _timed_first(dates, fitting)
        if dates and dates[0].score >= 0.6:
            beside = clocks or [
                c
                for c in dates[1:]
                if _names_a_clock(c.alias)
                and not _names_a_clock(dates[0].alias)
                and not fitting.times(c.column).dates.intersection(_EPOCHS)
            ]
            result.take(name, [dates[0], *beside[:1]])
        elif clocks:
            result.take(name, clocks[:1])


def _timed_first(dates: list[Claim], fitting: Fitting) -> list[Claim]:
    """Of two columns that are as sure, one that tells the time of day stands alone."""
    if len(dates) < 2:
        return dates
    timed = [
        c
        for c in dates
        if c.score >= dates[0].score - 0.1
        and (
            all(":" in value for value in fitting.values(c.column)[:50])
            or fitting.times(c.column).dates.intersection(_EPOCHS)
        )
    ]
    return timed[:1] if timed and timed[0] is not dates[0] else dates


def _take_split_dates(
    result: Assignment,
    headers: list[Header],
    taken: set[int],
    fitting: Fitting,
    known: dict[str, Field],
    site: Path | None,
) -> None:
    """Give an instant that has no date yet its year, month and day columns."""
    for stem, parts in date_parts.groups(headers, lambda i: fitting.profiles[i].is_numeric).items():
        by_days = "day_of_year" in parts and "month" not in parts
        wanted = ("year", "day_of_year") if by_days else ("year", "month", "day")
        columns = [parts[part] for part in wanted if part in parts]
        offers = heads.matches(heads.read_header(f"{stem} date".strip()), result.dataset, site)
        name = next((m.field for m in offers if known[m.field].kind == "instant"), None)
        is_date = by_days or "month" in parts
        if name is None or not is_date or set(columns) & (result.used | taken):
            continue
        clocks = result.chosen.get(name, [])
        if clocks and not all(fitting.times(c.column).is_clock for c in clocks):
            continue
        part = "day_of_year" if by_days else "split"
        split = [Claim(c, known[name], 0.9, 0, 1, f"{stem} date", part=part) for c in columns]
        clocks = clocks or [
            Claim(parts[p], known[name], 0.9, 0, 1, f"{stem} time", part=p)
            for p in date_parts.CLOCK_PARTS
            if p in parts and "hour" in parts and parts[p] not in result.used | taken
        ]
        result.take(name, [*split, *clocks])


def _names_a_clock(alias: str) -> bool:
    return any(
        word in alias.split() for word in ("time", "hora", "heure", "uhrzeit", "saat", "zeit")
    )


def _take_best(result: Assignment, name: str, own: list[Claim], site: Path | None) -> None:
    if not own:
        return
    filled = [c for c in own if c.fit != 0.5] or own
    best = filled[0]
    rivals = [c for c in filled[1:] if c.score >= best.score - 0.05]
    groups = word_list("person_group", site) if best.field.kind in _COUNTED else {}
    if groups and ((rivals and best.score < 0.9) or best.rest in groups):
        parts = [claim for claim in filled if claim.score >= 0.6 and claim.rest in groups]
        if len(parts) > 1:
            result.take(name, parts)
            return
    if groups and rivals and best.score < 0.9:
        for claim in [best, *rivals]:
            result.notes[claim.column] = (
                f"one of several columns that could be {name}; none was taken"
            )
        return
    if best.score < 0.6:
        result.notes.setdefault(best.column, f"perhaps {name}, not sure enough")
        return
    for rival in rivals:
        result.notes[rival.column] = f"also headed like {name}; another column was taken"
    result.take(name, [best])


def missing(assignment: Assignment, site: Path | None) -> list[str]:
    """Return the required fields that no column fills; of a group one is enough."""
    known = [f for f in fields_of(assignment.dataset, site).values() if f.dataset != "common"]
    stands_for = {"duty.starts_at": "duty.date", "response.level": "response.level"}
    if "region.geom_wkb" in assignment.chosen:  # a boundary may bear its code alone
        stands_for["region.name"] = "region.region_code"
    absent = [
        f.name
        for f in known
        if f.required == "yes"
        and f.name not in assignment.chosen
        and stands_for.get(f.name) not in assignment.chosen
    ]
    for group in {f.required for f in known} - {"", "yes"}:
        members = [f.name for f in known if f.required == group]
        if not any(name in assignment.chosen for name in members):
            absent.append(members[0])
    return absent
