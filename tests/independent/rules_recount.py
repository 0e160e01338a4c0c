"""Reports due, levels over time, times to act and changes, recounted in plain Python."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import pandas as pd
from recount import REPORTS, Recount
from sample_reading import Row, when

STAGES = {
    "started": "started_out", "first_arrival": "arrived", "contained": "contained", "ended": "closed"
}  # fmt: skip


class RulesRecount(Recount):
    """What the rules make of the day, at one moment, from what had arrived by then."""

    def _rules(self) -> list[Row]:
        return [r for r in self.files.rows("data/reference", "rule_id") if r["enabled"] == "true"]

    def _level_before(self, row: Row, at: datetime, seq: int) -> int | None:
        changes = [u for u in self.told[row["number"]] if u["level_to"]]
        earlier = [u for u in changes if (u["at"], u["seq"]) < (at, seq)]
        if earlier:
            return earlier[-1]["level_to"]
        later = [u["level_from"] for u in changes if u["level_from"]]
        return later[0] if later else row["level"]

    def obligations(self) -> list[tuple]:
        """Return number, rule, due, sent and minutes late of every report asked for."""
        found: list[tuple] = []
        rules = self._rules()
        for row in self.incidents.values():
            told = self.told[row["number"]]
            sent = [u for u in told if u["kind"] in REPORTS and u["at"] <= self.now]
            last: datetime | None = None
            for report in sent:
                level = self._level_before(row, report["at"], report["seq"])
                found += self._asked(row, rules, level, last, report["at"])
                last = report["at"]
            is_over = any(u["kind"] == "final" for u in sent)
            if self._is_open(row, self.now) and not is_over:
                found += self._asked(row, rules, self.level(row, self.now), last, None)
        return sorted(found, key=lambda one: (one[2], one[0], one[1]))

    def _asked(
        self, row: Row, rules: list[Row], level: int | None, last: datetime | None,
        sent: datetime | None,
    ) -> list[tuple]:  # fmt: skip
        found = []
        for rule in rules:
            if rule["levels"] not in ("*", str(level)):
                continue
            if (rule["kind"] == "initial") != (last is None):
                continue
            due = (last or row["reported"]) + timedelta(minutes=float(rule["minutes"]))
            late = ((sent or self.now) - due).total_seconds() // 60
            found.append((row["number"], rule["rule_id"], due, sent, max(0, int(late))))
        return found

    def scorecard(self) -> dict[tuple[str, str], tuple[int, int, int]]:
        """Return how many reports were in time, late and overdue, by who reports and kind."""
        counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
        for number, rule, due, sent, _ in self.obligations():
            kind = "initial" if "initial" in rule else "follow_up"
            if sent is None:
                org = self.incidents[number].get("lead") or ""
                if due < self.now:
                    counts[org, kind][2] += 1
                continue
            told = next(u for u in self.told[number] if u["kind"] in REPORTS and u["at"] == sent)
            counts[told["from_org"], kind][1 if sent > due else 0] += 1
        return {key: tuple(value) for key, value in counts.items()}  # type: ignore[misc]

    def levels_over_time(self) -> dict[str, list[tuple[int, datetime]]]:
        """Return level and since when, of incidents that are open or changed."""
        found = {}
        for number, row in self.incidents.items():
            changes = [u for u in self.told[number] if u["level_to"]]
            if row["reported"] > self.now or not (changes or self._is_open(row, self.now)):
                continue
            before = [u["level_from"] for u in changes if u["level_from"]]
            first = before[0] if before else None if changes else row["level"]
            periods = [(first, row["reported"])] if first else []
            for change in changes:
                if change["at"] > self.now:
                    break
                if periods and periods[-1][1] == change["at"]:
                    periods.pop()
                if not periods or periods[-1][0] != change["level_to"]:
                    periods.append((change["level_to"], change["at"]))
            if periods:
                found[number] = periods
        return found

    def times_to_act(self, district: str = "") -> dict[str, tuple[int, float, float]]:
        """Return number, median and ninth decile of minutes to each stage, over a year."""
        found = {}
        for stage, column in STAGES.items():
            minutes = []
            for row in self.incidents.values():
                if district and row.get("district") != district:
                    continue
                # These two are instants already; the others still stand as the file has them.
                reached = row.get(column)
                if column not in ("arrived", "closed"):
                    reached = when(reached)
                in_time = self.now - timedelta(days=365) < row["reported"] <= self.now
                is_real = row["status"] not in ("false_alarm", "merged")
                if reached and in_time and is_real and row["reported"] <= reached <= self.now:
                    minutes.append((reached - row["reported"]).total_seconds() / 60)
            if not minutes:
                continue
            decile = float(pd.Series(minutes).quantile(0.9))
            found[stage] = (len(minutes), median(minutes), decile)
        return found

    def opened_and_closed(self, since: datetime) -> tuple[set[str], set[str]]:
        """Return which incidents are new since then, and which are no longer open."""
        new, closed = set(), set()
        for number, row in self.incidents.items():
            is_new = since < row["reported"] <= self.now
            is_real = row["status"] != "false_alarm"
            if is_new and is_real:
                new.add(number)
            was = self._is_open(row, since) or (is_new and is_real)
            if was and not self._is_open(row, self.now):
                closed.add(number)
        return new, closed

    def warnings_over_time(self) -> dict[str, Any]:
        """Return how each warning ended by the moment: update, cancel, expired or not yet."""
        versions = [w for w in self.files.warnings() if w["status"] == "Actual"]
        versions = [w for w in versions if self._utc(w["sent"]) <= self.now]
        by = {w["references"].split(",")[1]: w for w in versions if w.get("references")}
        ends: dict[str, Any] = {}
        for one in versions:
            later = by.get(one["identifier"])
            if one["msgType"] == "Cancel":
                ends[one["identifier"]] = None
            elif later:
                ends[one["identifier"]] = "cancel" if later["msgType"] == "Cancel" else "update"
            else:
                is_over = self._utc(one["expires"]) <= self.now
                ends[one["identifier"]] = "expired" if is_over else None
        return ends
