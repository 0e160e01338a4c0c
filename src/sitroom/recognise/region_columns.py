"""Which columns tell the region: its tiers from broad to narrow, or a country alone."""

from __future__ import annotations

from sitroom.recognise.claims import Assignment, Claim
from sitroom.recognise.fields import fields_of
from sitroom.recognise.headers import Header

_ISO_HEADERS = ("iso", "iso3", "iso a3", "iso code", "iso3 code", "country iso3", "iso 3")
_UNKNOWN = 0.5  # how well few words fit of which none is known
REGION_PARTS = ("common.country", *(f"common.region{tier}" for tier in (1, 2, 3, 4)))


def take_regions(
    result: Assignment,
    claims: dict[str, list[Claim]],
    headers: list[Header],
    within: dict[str, str],
) -> None:
    """Give the region its columns, broad to narrow; a country only where it stands alone.

    `within` names the tiers that lie in one of the same rank: a distrito is the highest tier in
    Portugal, and the lowest beside a departamento.

    Beside a country's ISO code a region is a part of the world, and the country is the place.
    """
    target = f"{result.dataset}.region"
    known = fields_of(result.dataset)
    if target not in known or target in result.chosen:
        return
    parts = []
    if any(header.full in _ISO_HEADERS for header in headers) and claims.get("common.country"):
        claims.pop(target, None)
    for name in [target, *REGION_PARTS[1:]]:
        own = [c for c in claims.get(name, []) if c.column not in result.used]
        own = [c for c in own if not _claimed_better(c, claims, target)]
        # Estado is a state of the country beside its towns or where it names no state of things.
        own = [
            c
            for c in own
            if c.alias != "estado" or claims.get("common.region2") or not _tells_status(c, claims)
        ]
        if own and own[0].score >= 0.6:
            beneath = [c for c in own[1:] if within.get(c.alias, c.alias) == own[0].alias]
            parts += [own[0], *beneath]
            result.used |= {c.column for c in (own[0], *beneath)}
    if not parts:
        parts = [c for c in claims.get("common.country", []) if c.column not in result.used][:1]
    if parts:
        result.take(target, parts)


def _tells_status(claim: Claim, claims: dict[str, list[Claim]]) -> bool:
    """Say whether some of a column's words are known states of things."""
    return any(
        other.column == claim.column and other.field.kind == "status" and other.fit > _UNKNOWN
        for own in claims.values()
        for other in own
    )


def _claimed_better(claim: Claim, claims: dict[str, list[Claim]], target: str) -> bool:
    """Say whether another field has a stronger claim to a column (state: status words inside)."""
    return any(
        other.column == claim.column
        and other.field.kind in ("status", "category")
        and other.fit >= 0.8
        for name, own in claims.items()
        if name != target and not name.startswith("common.")
        for other in own
    )
