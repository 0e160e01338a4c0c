"""Timelines, new incidents by the hour, changes and the handover, recounted."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

import pandas as pd
from likeness import key, likeness
from means_recount import MeansRecount, listed
from rules_recount import RulesRecount
from sample_reading import ZONE, Row, kilometres, number, when
from sources_recount import LATE, SourcesRecount

ALIKE = 0.6
STEPS = {"first_arrival": "arrived", "contained": "contained", "closed": "closed"}
Entry = tuple[str, str, datetime]


class IncidentsRecount(RulesRecount):
    """The day's incidents at one moment, and what follows from them and the other files."""

    def __init__(self, sample: Path, clock: str) -> None:
        super().__init__(sample, clock)
        self.means, self.sources = MeansRecount(sample, clock), SourcesRecount(sample, clock)
        self.supplies, self.office = self.means.supplies, self.means.office

    def timeline(self) -> Counter[Entry]:
        """Return number, kind and time of every entry: reports, and steps that none tells."""
        found: Counter[Entry] = Counter()
        for name, row in self.incidents.items():
            told = [u for u in self.told[name] if u["at"] <= self.now]
            found.update((name, u["kind"], u["at"]) for u in told)
            minutes = {u["at"].replace(second=0) for u in told}
            begun = {u["at"].replace(second=0) for u in told if u.get("status_to") == "reported"}
            occurred = when(row.get("occurred"))
            if occurred and occurred < row["reported"]:
                found[name, "occurred", occurred] += occurred <= self.now
            if row["reported"] <= self.now and row["reported"] not in begun:
                found[name, "reported", row["reported"]] += 1
            for kind, column in STEPS.items():
                at = row.get(column) if column != "contained" else when(row.get(column))
                if at and at <= self.now and at not in minutes:
                    found[name, kind, at] += 1
        return +found

    def new_by_hour(self) -> Counter[tuple[datetime, int]]:
        """Return how many came in each of the last 72 hours, by level, 0 for none."""
        first = (self.now + ZONE).replace(minute=0) - timedelta(hours=71)
        found: Counter[tuple[datetime, int]] = Counter()
        for row in self.incidents.values():
            local = row["reported"] + ZONE
            if first <= local <= self.now + ZONE and row["status"] != "false_alarm":
                found[local.replace(minute=0) - ZONE, self.level(row, self.now) or 0] += 1
        return found

    def pairs(self) -> dict[tuple[str, str], tuple[float, float | None, float]]:
        """Return minutes and km apart and score of the reports that may tell of one event."""
        logs = {r["number"]: "fire_119" for r in self.files.rows("fire_119", "number")}
        logs |= {r["number"]: "incident_log" for r in self.files.rows("incident_log", "number")}
        young = [r for r in self.incidents.values() if self._is_young(r)]
        found = {}
        for n, one in enumerate(young):
            for other in young[n + 1 :]:
                if logs[one["number"]] == logs[other["number"]]:
                    continue
                told = self._alike(one, other)
                if told and told[2] >= ALIKE:
                    key = sorted((one["number"], other["number"]))
                    found[key[0], key[1]] = told
        return found

    def _alike(self, one: Row, other: Row) -> tuple[float, float | None, float] | None:
        minutes = abs((one["reported"] - other["reported"]).total_seconds()) / 60
        km, places = self._apart(one, other), {key(row["place"] or "") for row in (one, other)}
        is_there = len(places) == 1 and "" not in places
        is_near = is_there or one["district"] == other["district"]
        families = {self.kinds[one["hazard"]][1], self.kinds[other["hazard"]][1]}
        is_apart = minutes > 180 or (km > 3 if km is not None else not is_near)
        if is_apart or (len(families) > 1 and "other" not in families):
            return None
        place = 1.0 if is_there else 1 - km / 3 if km is not None else 0.4
        is_same = self.kinds[one["hazard"]][0] == self.kinds[other["hazard"]][0]
        score = 0.3 * (1 - minutes / 180) + 0.3 * place + (0.2 if is_same else 0.06)
        return minutes, km, round(score + 0.2 * likeness(one["title"], other["title"]), 2)

    @cached_property
    def kinds(self) -> dict[str, tuple[str, str]]:
        """Hazard and category by every name that the list of hazards has for it."""
        return {
            name: (row["code"], row["category"])
            for row in listed("hazard_types")
            for name in (row["zh"], row["en"], *row["aliases"].split("|"))
        }

    def _is_young(self, row: Row) -> bool:
        age = self.now - row["reported"]
        is_recent = self._is_open(row, self.now) or age < timedelta(days=7)
        return (
            timedelta(0) <= age < timedelta(days=30)
            and is_recent
            and row["status"] != "false_alarm"
        )

    def _apart(self, one: Row, other: Row) -> float | None:
        at = [number(r.get(c)) for r in (one, other) for c in ("lon", "lat")]
        if None in at:
            return None
        return kilometres((at[0], at[1]), (at[2], at[3]))  # type: ignore[arg-type]

    def regraded(self, since: datetime) -> tuple[set[str], set[str]]:
        """Return whose level is worse and whose is better than it was, or was first told."""
        raised, lowered = set(), set()
        for name, row in self.incidents.items():
            if row["reported"] > self.now:
                continue
            after, before = self.level(row, self.now), self.level(row, since)
            if row["reported"] > since:
                told = [u for u in self.told[name] if u["level_from"] and u["at"] <= self.now]
                before = told[0]["level_from"] if told else after
            if after and after != before:
                (raised if after < (before or 5) else lowered).add(name)
        return raised, lowered

    def warned_at(self, at: datetime) -> set[str]:
        """Return the warnings in force at a moment, by what had been sent by then."""
        sent = [w for w in self.files.warnings()
                if w["status"] == "Actual" and self._utc(w["sent"]) <= at]  # fmt: skip
        gone = {w["references"].split(",")[1] for w in sent if w.get("references")}
        return {
            w["identifier"] for w in sent
            if w["msgType"] != "Cancel" and w["identifier"] not in gone
            and self._utc(w["effective"]) <= at < self._utc(w["expires"])
        }  # fmt: skip

    def responding_at(self, at: datetime) -> set[str]:
        """Return the responses in force at a moment: of one organisation the last started."""
        rows = {row["response"]: row for row in self.files.rows("responses", "response")}
        begun = [row for row in rows.values() if self._utc(row["started"]) <= at]
        last = max(begun, key=lambda row: self._utc(row["started"]))
        ended = when(last["ended"])
        return set() if ended and ended <= at else {last["response"]}

    def usable_at(self, at: datetime) -> pd.Series:
        """Return what was usable of each item, by taking back what moved since."""
        usable = pd.Series(self.supplies.usable).groupby(level=0).sum()
        moves = self.supplies.stock.moves
        since = moves[moves["at"] > at]
        names = self.supplies.stock.lots.set_index("lot")["item"]
        moved = since.groupby(since.lot.map(names)).signed.sum()
        return usable.sub(moved.reindex(usable.index).fillna(0.0))

    def stock_low(self, since: datetime) -> set[str]:
        """Return items that fell below their minimum since then."""
        least = pd.Series(self.supplies.minimum).groupby(level=0).sum()
        now, before = self.usable_at(self.now), self.usable_at(since)
        return set(least.index[(now < least) & (before >= least)])

    def changes(self, since: datetime) -> dict[str, set[str]]:
        """Return the subjects of each kind of change since a moment."""
        new, closed = self.opened_and_closed(since)
        raised, lowered = self.regraded(since)
        begun, over = self.warned_at(self.now), self.warned_at(since)
        now, before = self.responding_at(self.now), self.responding_at(since)
        overdue = self.reports_overdue()
        lost = {
            name for name in self.sources.sources
            if self.sources.state(name) in ("late", "dead")
            and self.sources.last(name)
            + timedelta(minutes=LATE * (self.sources.promised(name) or 0)) > since
        }  # fmt: skip
        found = {
            "new": new, "closed": closed, "raised": raised, "lowered": lowered,
            "reopened": {
                n for n, row in self.incidents.items()
                if self._is_open(row, self.now) and not self._is_open(row, since)
                and row["reported"] <= since
            },
            "report_overdue": {n for n, late in overdue.items()
                               if self.now - timedelta(minutes=late) > since},
            "warning": begun - over, "warning_ended": over - begun, "response": now - before,
            "response_ended": before - now, "source_lost": lost,
            "stock_low": self.stock_low(since),
        }  # fmt: skip
        return {kind: who for kind, who in found.items() if who}

    def next_posts(self) -> set[str]:
        """Return the posts that some later shift is planned for."""
        return {row["post"] for row in self.files.rows("duty", "shift")
                if self._utc(row["shift_starts"]) > self.now}  # fmt: skip
