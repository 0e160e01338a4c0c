"""The whole invented city, told once; every file of both languages is written from this."""

from __future__ import annotations

import random

from minor import minor
from model import Incident, number_all
from past import past
from place import Ground
from story import MAIN
from story_more import MORE

SEED = 20260712


def incidents(ground: Ground) -> list[Incident]:
    """Return every incident, numbered."""
    found = [build() for build in (*MAIN, *MORE)]
    found += minor(ground, random.Random(f"{SEED} minor"))
    found += past(ground, random.Random(f"{SEED} past"))
    number_all(found)
    return found
