"""The whole invented city, told once; every file of both languages is written from this."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from functools import cached_property

import lifelines
import office
import plans
from minor import minor
from model import Incident, number_all
from past import past
from place import Ground
from risks import Risk, risks
from sites import Site, sites
from stock import Stock
from story import MAIN
from story_more import MORE
from teams import Asset, Teams, assets
from warnings_issued import WARNINGS, gauge_times
from words import BASE, at

SEED = 20260712
END = at("15:00")
_LEADING = 2  # of the told incidents, those whose every turn arrives as it happens
FACT_TIMES = (BASE, at("09:24"), at("13:00"))


class City:
    """Everything that is true of Lanting, from which all files and facts are made."""

    def __init__(self, seed: int = SEED) -> None:
        def dice(name: str) -> random.Random:
            return random.Random(f"{seed} {name}")

        self.ground = Ground(seed)
        told = [build() for build in (*MAIN, *MORE)]
        self._told = told
        self.incidents: list[Incident] = [
            *told,
            *minor(self.ground, dice("minor")),
            *past(self.ground, dice("past")),
        ]
        number_all(self.incidents)
        self.sites: list[Site] = sites(self.ground, dice("sites"))
        self.stock = Stock(dice("stock"))
        self.teams = Teams(self.ground, self.incidents, dice("teams"))
        self.assets: list[Asset] = assets(self.teams.teams, dice("assets"))
        self.risks: list[Risk] = risks(self.sites, dice("risks"))
        self.shifts = office.shifts()
        self.tasks = [*office.tasks(), *plans.measure_tasks(), *plans.corrective_tasks()]
        self.lifelines = lifelines.observations()
        self.requests = office.requests()
        self._numbers = {i.title.en: i.number for i in told}
        self._told_numbers = set(self._numbers.values())

    def number(self, title: str) -> str | None:
        """Return the number of a told incident by its English title."""
        return self._numbers[title] if title else None

    @cached_property
    def active(self) -> list[Incident]:
        """Return the incidents to which something happened after 06:30."""
        return [incident for incident in self.incidents if incident.events[-1].at > BASE]

    @cached_property
    def beat(self) -> list[datetime]:
        """Return the twenty-minute round of exports, which brings the small incidents."""
        rounds = {at("06:42") + timedelta(minutes=20 * n) for n in range(25)}
        return sorted(rounds | set(FACT_TIMES[1:]) | {END})

    @cached_property
    def slow(self) -> list[datetime]:
        """Return the half-hourly round, which brings stock, teams, tasks and shelters."""
        rounds = {at("06:42") + timedelta(minutes=30 * n) for n in range(17)}
        return sorted(rounds | set(FACT_TIMES[1:]) | {END})

    @cached_property
    def moments(self) -> list[datetime]:
        """Return when files arrive on the flood day: the story's turns and the rounds.

        What happens between two moments is in the files of the second.
        """
        times = set(self.beat) | set(self.slow) | set(gauge_times())
        times |= {
            event.at
            for number, incident in enumerate(self._told)
            for event in incident.events
            if (event.level or 4) < 4
            or event.stamp == "reported"
            or (number < _LEADING and event.kind != "follow_up")
        }
        times |= {w.sent for w in WARNINGS} | {r.started for r in office.RESPONSES}
        return sorted(t for t in times if BASE < t <= END)

    def before(self, moment: datetime, among: list[datetime] | None = None) -> datetime:
        """Return the arrival before a moment, among all or among one round."""
        times = self.moments if among is None else among
        return max((t for t in times if t < moment), default=BASE)

    def span(self, moment: datetime, incident: Incident) -> tuple[datetime, datetime] | None:
        """Return from when to when a moment's files tell of an incident; None if they do not."""
        if incident.number in self._told_numbers:
            return self.before(moment), moment
        return (self.before(moment, self.beat), moment) if moment in self.beat else None
