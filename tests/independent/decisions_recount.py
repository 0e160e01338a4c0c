"""What needs a decision, recounted by the rules as they ship."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd
from incidents_recount import IncidentsRecount
from means_recount import EVENT, listed
from recount import GOOD, HELD
from sample_reading import Row, when
from sources_recount import LATE

SHORT_RATIO, DUTY_HOURS, LATE_MINUTES, UNREAD_MINUTES = 0.7, 8, 120, 15
HIGH = 2  # tasks, measures, warnings and controls are asked of levels I and II
SERVICE = {"供电": "power", "供水": "water", "water supply": "water", "燃气": "gas", "通信": "telecom",
           "telecommunications": "telecom", "道路": "road", "roads": "road"}  # fmt: skip
WEIGHT = {"Extreme": 1, "Severe": 2, "Moderate": 3, "Minor": 4}


class DecisionsRecount(IncidentsRecount):
    """The decisions of one moment, each kind by whom or what it is about."""

    def decisions(self) -> dict[str, set[str]]:
        """Return the subjects of each kind, as their files name them."""
        lots = self.supplies.stock.expiring()
        known = lots[lots.condition.isin(GOOD) & lots.holding.isin(HELD)]
        found = {
            "report_overdue": set(self.reports_overdue()),
            "level_check": set(self.below_level()),
            "short_of_stock": {" @ ".join(key) for key in self.supplies.short_near()},
            "expiring": {" @ ".join(key) for key in known.groupby(["item", "depot"]).groups},
            "source_silent": {
                name for name in self.sources.sources
                if (every := self.sources.promised(name)) and self.sources.age(name) > LATE * every
            },
            "duty_gap": self._gaps_soon(),
            "minimum_broken": self._broken(),
            "task_overdue": self._tasks_late(),
            "measure_overdue": self._measures_late(),
            "lifeline_down": self._lifelines_down(),
            "warning_without_response": self._unanswered(),
            "warning_not_acknowledged": self._unread(),
            "control_overdue": self._controls_late(),
        }  # fmt: skip
        return {kind: who for kind, who in found.items() if who}

    def _gaps_soon(self) -> set[str]:
        shifts = {row["shift"]: row for row in self.files.rows("duty", "shift")}
        return {
            row["post"] for row in shifts.values()
            if row["filled"] in ("否", "no") and self._utc(row["shift_ends"]) > self.now
            and self._utc(row["shift_starts"]) < self.now + timedelta(hours=DUTY_HOURS)
        }  # fmt: skip

    def _broken(self) -> set[str]:
        least = pd.Series(self.supplies.minimum).groupby(level=0).sum()
        share = pd.Series(self.supplies.usable).groupby(level=0).sum() / least
        critical = self.supplies.items.critical.isin(("是", "yes")).reindex(share.index)
        near = {item for item, _ in self.supplies.short_near()}
        return set(share.index[critical & (share < SHORT_RATIO)]) - near

    def _tasks_late(self) -> set[str]:
        tasks, open_ones = self.office.tasks(), {row["number"]: row for row in self.open}
        late = pd.to_datetime(tasks["due"]) + timedelta(minutes=LATE_MINUTES) <= self.office.now
        late &= ~(pd.to_datetime(tasks["done"]) <= self.office.now)
        late &= ~tasks["task_kind"].isin(["整改", "corrective", "信息报送", "report"])
        mine = tasks[late]
        numbers = mine["事件编号" if "事件编号" in mine else "Incident ID"]
        return {
            task for task, n in zip(mine["task"], numbers, strict=True)
            if pd.isna(n)
            or (n in open_ones and (self.level(open_ones[n], self.now) or 1) <= HIGH)
        }  # fmt: skip

    def _measures_late(self) -> set[str]:
        if min(self.responses().values(), default=9) > HIGH:
            return set()
        named = set(self.office.tasks()["measure"].dropna())
        latest = self.office.now - timedelta(minutes=LATE_MINUTES)
        return {
            number for number, (state, due) in self.office.measures().items()
            if state == "overdue" and number not in named and due <= latest
        }  # fmt: skip

    def _lifelines_down(self) -> set[str]:
        rows = self.office.frame("lifelines")
        rows["at"] = pd.to_datetime(rows["seen"])
        last = rows[rows["at"] <= self.office.now].sort_values("at", kind="stable")
        last = last.drop_duplicates(["district", "service"], keep="last")
        back = pd.to_datetime(last.set_index(["district", "service"])["back"])
        return {
            f"{district} · {SERVICE.get(service, service)}"
            for (district, service), state in self.office.lifelines().items()
            if state in ("out", "closed") and not back[district, service] >= self.office.now
        }  # fmt: skip

    def _high_warnings(self, worst: int) -> list[Row]:
        in_force = self.warnings()
        return [w for w in self.files.warnings()
                if w["identifier"] in in_force and WEIGHT[w["severity"]] <= worst]  # fmt: skip

    def _unanswered(self) -> set[str]:
        """Return orange and red warnings that no response in force is about or covers."""
        rows = self.office.frame("responses")
        hazards = dict(zip(rows.iloc[:, 0], rows["hazard"], strict=True))
        names = {row[key]: row["code"] for row in listed("hazard_types") for key in ("zh", "en")}
        answered = {names[hazards[one]] for one in self.responses()}
        covers = {(c["warning_hazard"], c["response_hazard"]) for c in listed("response_covers")}
        return {
            w["identifier"] for w in self._high_warnings(HIGH)
            if not any(r == EVENT[self._event(w)] or (EVENT[self._event(w)], r) in covers
                       for r in answered)
        }  # fmt: skip

    def _event(self, warning: Row) -> str:
        return self.means.warned[warning["identifier"]][0]

    def _unread(self) -> set[str]:
        """Return red warnings in force for a quarter of an hour; nobody of the sample signs any."""
        latest = self.now - timedelta(minutes=UNREAD_MINUTES)
        return {w["identifier"] for w in self._high_warnings(1) if self._sent(w) < latest}

    def _sent(self, warning: Row) -> datetime:
        sent = when(warning["sent"].partition("+")[0])
        assert sent
        return sent

    def _controls_late(self) -> set[str]:
        """Return high warnings over high risks whose controls or reviews are overdue."""
        risks, today = self.office.risks().set_index("risk"), self.office.today
        due, done = pd.to_datetime(risks["due"]), pd.to_datetime(risks["done"])
        late = ((due < today) & ~(done <= today)) | (risks["next"] < today)
        bad = set(risks.index[late & (risks["after"] <= HIGH)])
        high = {w["identifier"] for w in self._high_warnings(HIGH)}
        return {warning for risk, warning in self.means.risks_warned()
                if risk in bad and warning in high}  # fmt: skip
