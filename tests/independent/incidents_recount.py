"""Timelines, new incidents by the hour, changes, decisions and the handover, recounted."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
from means_recount import MeansRecount
from recount import GOOD, HELD
from rules_recount import RulesRecount
from sample_reading import ZONE, Row, kilometres, number, when
from sources_recount import LATE, SourcesRecount

STEPS = {"first_arrival": "arrived", "contained": "contained", "closed": "closed"}
Entry = tuple[str, str, datetime]
SHORT_RATIO, DUTY_HOURS, LATE_MINUTES, EXPIRING_DAYS = 0.7, 8, 120, 30


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

    def pairs(self) -> dict[tuple[str, str], tuple[float, float, float, float]]:
        """Return minutes and km apart of near reports, and between what their score must lie.

        Least is without a word alike, most with all words, one place and one hazard.
        """
        logs = {r["number"]: "fire_119" for r in self.files.rows("fire_119", "number")}
        logs |= {r["number"]: "incident_log" for r in self.files.rows("incident_log", "number")}
        young = [r for r in self.incidents.values() if self._is_young(r)]
        found = {}
        for n, one in enumerate(young):
            for other in young[n + 1 :]:
                if logs[one["number"]] == logs[other["number"]]:
                    continue
                minutes = abs((one["reported"] - other["reported"]).total_seconds()) / 60
                km = self._apart(one, other)
                if minutes <= 180 and km is not None and km <= 3:
                    near_in_time = 0.3 * (1 - minutes / 180)
                    alike = 0.2 if one["hazard"] == other["hazard"] else 0.06
                    least = near_in_time + 0.3 * (1 - km / 3) + alike
                    key = sorted((one["number"], other["number"]))
                    found[key[0], key[1]] = minutes, km, least, near_in_time + 0.7
        return found

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
            if after and before and after != before:
                (raised if after < before else lowered).add(name)
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

    def decisions(self) -> dict[str, int]:
        """Return how many of each kind need a decision, by the rules as they ship."""
        lots = self.supplies.stock.expiring()
        known = lots[lots.condition.isin(GOOD) & lots.holding.isin(HELD)]
        found = {
            "report_overdue": len(self.reports_overdue()),
            "level_check": len(self.below_level()),
            "short_of_stock": len(self.supplies.short_near()),
            "expiring": len(known.groupby(["item", "depot"])),
            "source_silent": sum(
                bool(every := self.sources.promised(name)) and self.sources.age(name) > LATE * every
                for name in self.sources.sources
            ),
            "duty_gap": len(self._gaps_soon()),
            "minimum_broken": len(self._broken()),
            "task_overdue": self._tasks_late(),
        }
        return {kind: count for kind, count in found.items() if count}

    def _gaps_soon(self) -> list[str]:
        shifts = {row["shift"]: row for row in self.files.rows("duty", "shift")}
        return [
            row["shift"] for row in shifts.values()
            if row["filled"] in ("否", "no") and self._utc(row["shift_ends"]) > self.now
            and self._utc(row["shift_starts"]) < self.now + timedelta(hours=DUTY_HOURS)
        ]  # fmt: skip

    def _broken(self) -> set[str]:
        least = pd.Series(self.supplies.minimum).groupby(level=0).sum()
        share = pd.Series(self.supplies.usable).groupby(level=0).sum() / least
        critical = self.supplies.items.critical.isin(("是", "yes")).reindex(share.index)
        near = {item for item, _ in self.supplies.short_near()}
        return set(share.index[critical & (share < SHORT_RATIO)]) - near

    def _tasks_late(self) -> int:
        tasks, open_ones = self.office.tasks(), {row["number"]: row for row in self.open}
        late = pd.to_datetime(tasks["due"]) + timedelta(minutes=LATE_MINUTES) <= self.office.now
        late &= ~(pd.to_datetime(tasks["done"]) <= self.office.now)
        late &= ~tasks["task_kind"].isin(["整改", "corrective", "信息报送", "report"])
        mine = tasks[late]
        numbers = mine["事件编号" if "事件编号" in mine else "Incident ID"]
        return sum(
            pd.isna(n) or (n in open_ones and (self.level(open_ones[n], self.now) or 1) <= 2)
            for n in numbers
        )

    def next_posts(self) -> set[str]:
        """Return the posts that some later shift is planned for."""
        return {row["post"] for row in self.files.rows("duty", "shift")
                if self._utc(row["shift_starts"]) > self.now}  # fmt: skip
