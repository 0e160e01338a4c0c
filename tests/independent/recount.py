"""The Briefing's numbers recounted from the sample's files, in plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sample_reading import LEVEL, STATUS, ZONE, Files, Row, number, when

COUNTS = ("deaths", "missing", "serious", "injured", "relocated")
OPEN = ("reported", "verified", "responding", "contained")
REPORTS = ("initial", "follow_up", "final")
GOOD, HELD = ("完好", "good"), ("自储", "代储", "owned", "consigned")
FREE = ("待命", "available")


class Recount:
    """Everything counted at one moment from what had arrived by then."""

    def __init__(self, sample: Path, clock: str) -> None:
        self.files = Files(sample, clock)
        self.now = datetime(2026, 7, 12, int(clock[:2]), int(clock[2:])) - ZONE
        self.told: dict[str, list[Row]] = defaultdict(list)
        for update in self.files.updates():
            self.told[update["incident_no"]].append(update)
        self.incidents = self._incidents()
        self.open = [i for i in self.incidents.values() if self._is_open(i, self.now)]

    def _incidents(self) -> dict[str, Row]:
        """Return the last row of each number, in the order the files came."""
        latest: dict[str, Row] = {}
        logs = self.files.rows("fire_119", "number"), self.files.rows("incident_log", "number")
        # The centre takes an incident over from 119; for one number the fuller state is the later.
        for row in (*logs[0], *logs[1]):
            row["reported"] = when(row.get("reported")) or when(row.get("occurred"))
            row["arrived"], row["closed"] = when(row.get("arrived")), when(row.get("closed"))
            row["level"] = LEVEL.get(row.get("level") or "")
            row["status"] = STATUS.get(row["status"], row["status"])
            latest[row["number"]] = row
        return latest

    def _is_open(self, row: Row, at: datetime) -> bool:
        if row["reported"] > at or (row["closed"] and row["closed"] <= at):
            return False
        told = [u["status_to"] for u in self.told[row["number"]]
                if u["at"] <= at and u.get("status_to")]  # fmt: skip
        if told:
            return told[-1] in OPEN
        return row["status"] in OPEN or bool(row["closed"])

    def level(self, row: Row, at: datetime) -> int | None:
        """Return an incident's level at a moment, by its reports and else by its row."""
        changes = [u for u in self.told[row["number"]] if u["level_to"]]
        before = [u for u in changes if u["at"] <= at]
        if before:
            return before[-1]["level_to"]
        return changes[0]["level_from"] or row["level"] if changes else row["level"]

    def count(self, row: Row, name: str) -> float | None:
        """Return one count of an incident as last told."""
        told = [u[name] for u in self.told[row["number"]] if u["at"] <= self.now and name in u]
        return told[-1] if told else number(row.get(name))

    def levels(self, at: datetime | None = None) -> dict[int, int]:
        """Return how many incidents of each level are open."""
        at = at or self.now
        found = [i for i in self.incidents.values() if self._is_open(i, at)]
        counts = Counter(self.level(i, at) for i in found)
        return {level: counts[level] for level in (1, 2, 3, 4)}

    def last_briefing(self) -> datetime:
        """Return the last of 08:00 and 20:00 local before the moment."""
        midnight = (self.now + ZONE).replace(hour=0, minute=0) - ZONE
        marks = [midnight + timedelta(hours=h) for h in (-4, 8, 20)]
        return max(mark for mark in marks if mark < self.now)

    def casualties(self) -> dict[str, float]:
        """Return the sums over open incidents, and how many have no count at all."""
        found: dict[str, float] = dict.fromkeys(COUNTS, 0)
        unknown = 0
        for row in self.open:
            counts = {name: self.count(row, name) for name in COUNTS}
            unknown += all(value is None for value in counts.values())
            counts["injured"] = max(counts["injured"] or 0, counts["serious"] or 0)
            for name in COUNTS:
                found[name] += counts[name] or 0
        return found | {"counts_unknown": unknown}

    def first_arrival(self) -> tuple[float, int, float]:
        """Return median minutes, number and share within 15 minutes, of the last 24 hours."""
        minutes = [
            (row["arrived"] - row["reported"]).total_seconds() / 60
            for row in self.incidents.values()
            if row["arrived"] and row["arrived"] <= self.now
            and row["reported"] > self.now - timedelta(hours=24)
        ]  # fmt: skip
        return median(minutes), len(minutes), sum(m <= 15 for m in minutes) / len(minutes)

    def reports_overdue(self) -> dict[str, int]:
        """Return minutes late by incident number; the first report's limit holds at any level."""
        rules = self.files.rows("data/reference", "rule_id")
        limits = {int(r["levels"].replace("*", "0")): float(r["minutes"]) for r in rules}
        late = {}
        for row in self.open:
            sent = [u for u in self.told[row["number"]]
                    if u["kind"] in REPORTS and u["at"] <= self.now]  # fmt: skip
            if sent and sent[-1]["kind"] == "final":
                continue
            limit = limits.get(self.level(row, self.now) or 0) if sent else limits[0]
            start = sent[-1]["at"] if sent else row["reported"]
            if limit and (minutes := (self.now - start).total_seconds() // 60 - limit) > 0:
                late[row["number"]] = int(minutes)
        return late

    def below_level(self) -> list[str]:
        """Return construction accidents logged IV with ten or more seriously injured."""
        return sorted(
            row["number"]
            for row in self.open
            if row["hazard"] in ("建筑施工事故", "Construction accident")
            and (self.count(row, "serious") or 0) >= 10
            and (self.level(row, self.now) or 0) > 3
        )

    def stock(self) -> tuple[dict[str, float], dict[str, float], dict[tuple[str, str], float]]:
        """Return usable and minimum by item (its English name), and usable by item and depot."""
        lots = {(r["item"], r["depot"], r["lot"]): r for r in self.files.rows("inventory", "item")
                if r["lot"] not in self.files.wrong}  # fmt: skip
        usable: dict[str, float] = defaultdict(float)
        by_depot: dict[tuple[str, str], float] = defaultdict(float)
        minimum: dict[tuple[str, str], float] = {}
        today = f"{self.now + ZONE:%Y-%m-%d}"
        for (item, depot, _), lot in lots.items():
            minimum[item, depot] = number(lot["minimum"]) or 0
            good = lot["condition"] in GOOD and lot["holding"] in HELD
            if good and (not lot["expires"] or str(lot["expires"]) >= today):
                left = (number(lot["on_hand"]) or 0) - (number(lot["reserved"]) or 0)
                usable[item] += left
                by_depot[item, depot] += left
        needed: dict[str, float] = defaultdict(float)
        for (item, _), quantity in minimum.items():
            needed[item] += quantity
        return usable, needed, by_depot

    def teams(self) -> tuple[int, int]:
        """Return how many teams stand by, and how many there are."""
        latest = {row["team"]: row["team_status"] for row in self.files.rows("teams", "team")}
        return sum(status in FREE for status in latest.values()), len(latest)

    def warnings(self) -> set[str]:
        """Return the identifiers of the warnings in force."""
        versions = [w for w in self.files.warnings() if w["status"] == "Actual"]
        gone = {w["references"].split(",")[1] for w in versions if w.get("references")}
        return {
            w["identifier"]
            for w in versions
            if w["msgType"] != "Cancel" and w["identifier"] not in gone
            and self._utc(w["effective"]) <= self.now < self._utc(w["expires"])
        }  # fmt: skip

    def _utc(self, text: str) -> datetime:
        instant = when(text.partition("+")[0])
        assert instant
        return instant

    def responses(self) -> dict[str, Any]:
        """Return number and level of the responses in force."""
        latest = {row["response"]: row for row in self.files.rows("responses", "response")}
        return {
            name: LEVEL[row["response_level"]]
            for name, row in latest.items()
            if self._utc(row["started"]) <= self.now
            and not ((ended := when(row["ended"])) and ended <= self.now)
        }

    def shelters(self) -> dict[str, tuple[float, float]]:
        """Return people and capacity of every shelter that holds somebody."""
        latest = {row["shelter"]: row for row in self.files.rows("shelters", "shelter")}
        found = {n: (number(r["occupancy"]) or 0, number(r["capacity"]) or 0)
                 for n, r in latest.items()}  # fmt: skip
        return {name: held for name, held in found.items() if held[0] > 0}

    def duty_gaps(self) -> list[str]:
        """Return the posts that nobody holds at some time of the next 24 hours."""
        latest = {row["shift"]: row for row in self.files.rows("duty", "shift")}
        return sorted({
            row["post"]
            for row in latest.values()
            if row["filled"] in ("否", "no")
            and self._utc(row["shift_ends"]) > self.now
            and self._utc(row["shift_starts"]) < self.now + timedelta(hours=24)
        })  # fmt: skip
