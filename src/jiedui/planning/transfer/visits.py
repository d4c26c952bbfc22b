"""Whom to visit first and whom to ask: named firms under pressure with what they need, and counties where an industry took root."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jiedui.catalog.industries import bare
from jiedui.planning.transfer.frames import ENDED, ROOTED
from jiedui.planning.transfer.matching import Match
from jiedui.planning.transfer.needs import COLUMNS

#: How many firms and counties are named.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Visit:
    """A firm to be visited: its entry and organisation, its grade now and before, its shortfall, what it needs by factor.

    ``lead`` is the entry of a lead that it already has in the county, with the stage.
    """

    entry: str
    organisation: int | None
    name: str
    seat: int | None
    grade: str
    before: str
    shortfall: float | None
    needs: dict[str, float | None]
    lead: str


@dataclass(frozen=True, slots=True)
class Root:
    """A county where the industry, or its group, took root: the entries that show it, and how alike its resources are."""

    county: int
    name: str
    entries: tuple[str, ...]
    same_class: bool
    alike: float | None


def visits(match: Match, county: int, industry: int) -> list[Visit]:
    """The firms of an industry by the land that falls short, the most first; those without a grade last."""
    rows = match.panel.members.get(match.panel.codes[industry])
    if rows is None:
        return []
    short, land = match.measures.pressure.shortfall, match.panel.firms.number("land")
    order = sorted(rows.tolist(), key=lambda row: -float(np.nan_to_num(short[row], nan=-1.0)) * float(land[row]))
    return [_visit(match, county, row) for row in order[:NAMED]]


def _visit(match: Match, county: int, row: int) -> Visit:
    """One firm."""
    firms, pressed = match.panel.firms, match.measures.pressure
    organisation = firms.organisations[row] if firms.organisations else None
    place = match.panel.counties[county].id
    leads = [
        lead
        for lead in match.panel.inputs.leads
        if lead.firm == organisation and match.panel.inputs.within(lead.region, place) and lead.stage != ENDED
    ]
    return Visit(
        f"enterprise:{firms.ids[row]}",
        organisation,
        firms.names[row],
        match.panel.seats[row],
        pressed.graded.grades[row],
        pressed.before[row],
        _number(float(pressed.shortfall[row])),
        {factor: _number(float(firms.number(column)[row])) for factor, column in COLUMNS.items()},
        f"lead:{leads[0].id} {leads[0].stage}" if leads else "",
    )


def _number(value: float) -> float | None:
    """A number, None where it is unknown."""
    return None if np.isnan(value) else value


def roots(match: Match, county: int, industry: int) -> list[Root]:
    """Other counties that a lead of the same group took root in, those with the same class and alike resources first."""
    inputs, code = match.panel.inputs, match.panel.codes[industry]
    own = inputs.county_of(match.panel.counties[county].id)
    found: dict[int, list[tuple[str, bool]]] = {}
    for lead in inputs.leads:
        if lead.stage in ROOTED and bare(lead.industry)[:3] == code[:3] and lead.region in inputs.places:
            there = inputs.county_of(lead.region)
            if there != own:
                found.setdefault(there, []).append((f"lead:{lead.id}", bare(lead.industry) == code))
    made = [_root(match, own, place, rows) for place, rows in found.items()]
    return sorted(made, key=lambda root: (not root.same_class, -(root.alike or 0.0), root.name))[:NAMED]


def _root(match: Match, own: int, place: int, rows: Sequence[tuple[str, bool]]) -> Root:
    """One county."""
    entries = tuple(entry for entry, _ in rows)
    same = any(same for _, same in rows)
    return Root(place, match.panel.inputs.places[place].name, entries, same, _alike(match, own, place))


def _alike(match: Match, one: int, other: int) -> float | None:
    """The cosine of what two counties offer, on the scale of logarithms; None where either offers nothing known."""
    offers = []
    for place in (one, other):
        sums: dict[str, float] = {}
        for supply in match.panel.inputs.supplies:
            if supply.year <= match.panel.year and match.panel.inputs.within(supply.region, place):
                sums[supply.factor] = max(sums.get(supply.factor, 0.0), supply.quantity)
        offers.append(sums)
    factors = sorted({*offers[0], *offers[1]})
    first, second = (np.log1p([sums.get(factor, 0.0) for factor in factors]) for sums in offers)
    lengths = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second / lengths) if lengths else None
