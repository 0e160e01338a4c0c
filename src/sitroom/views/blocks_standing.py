"""How well a rule is known: what its list says of it, in the reader's words."""

from __future__ import annotations

from typing import Any

from sitroom.views.reader import Reader, present

# What a list says of a rule whose text was read, and what is nobody's law but a choice.
SOUND = ("verified", "product decision")
WORDS = {
    "verified in part": "verified in part",
    "verified in one source": "verified in one source only",
    "from memory": "not verified, from memory",
    "unverified": "not verified",
    "invented": "invented",
    "factor tables verified; four-grade fold from memory": "factors verified, bands from memory",
    "R formula verified; bands verified without the inequality sign for the middle bands": (
        "formula verified, bounds of the middle bands not"
    ),
}


def standing(status: Any, ctx: Reader) -> str:
    """Return how far a rule is verified, in words; nothing for one that is, or has no status."""
    said = str(status).strip() if present(status) else ""
    if not said or said in SOUND:
        return ""
    # A site's own word for its own rule stands as it wrote it.
    return ctx.t(WORDS[said]) if said in WORDS else said


def ruled_by(law: Any, article: Any, status: Any, ctx: Reader) -> str:
    """Return a law with its article, and how far that was verified where it was not wholly."""
    parts = [str(part) for part in (law, article) if present(part) and part]
    return " · ".join([part for part in (" ".join(parts), standing(status, ctx)) if part])
