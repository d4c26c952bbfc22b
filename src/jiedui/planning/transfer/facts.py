"""Why an industry suits a county: each measure with its numbers and the entries that they come from; the five that carry it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from jiedui.catalog.industries import bare, industry_name
from jiedui.catalog.transfers import CRITERIA
from jiedui.planning.transfer.frames import LABOUR, LAND, LOGISTICS, MATERIAL, PLANT, QUOTA
from jiedui.planning.transfer.linkage import found_at, neighbours
from jiedui.planning.transfer.matching import Match
from jiedui.planning.transfer.words import Fact, plain

#: How many facts carry a suggestion.
CARRYING = 5
Told = tuple[Mapping[str, str], Sequence[str]]


def carrying(match: Match, county: int, industry: int) -> list[Fact]:
    """The facts that carry a suggestion: those from entries that bring the most beyond the county's mean industry."""
    found = [fact for fact in facts(match, county, industry) if fact.known and fact.adds > 0 and fact.entries]
    return sorted(found, key=lambda fact: -fact.adds)[:CARRYING]


def facts(match: Match, county: int, industry: int) -> list[Fact]:
    """Every measure of a pair as a fact, in the order of the criteria."""
    measured = match.measures
    central = match.accepted.central[county, industry]
    weights = central if np.isfinite(central).all() else match.mean_weights
    others = measured.middle[county][measured.allowed[county]].mean(axis=0)
    adds = weights * (measured.middle[county, industry] - others)
    made = []
    for at, criterion in enumerate(CRITERIA):
        low, high = float(measured.low[county, industry, at]), float(measured.high[county, industry, at])
        details, entries = TELLING[criterion](match, county, industry)
        made.append(Fact(criterion, low, high, float(adds[at]), details, tuple(entries)))
    return made


def _rows(match: Match, industry: int) -> list[int]:
    """The firms of an industry."""
    found = match.panel.members.get(match.panel.codes[industry])
    return [] if found is None else found.tolist()


def _firms(match: Match, rows: Sequence[int]) -> list[str]:
    """The entries of firms."""
    return [f"enterprise:{match.panel.firms.ids[row]}" for row in rows]


def _offers(match: Match, county: int, *factors: str) -> list[str]:
    """The entries by which a county offers factors."""
    return [f"resource:{each.id}" for factor in factors for each in match.measures.fit.offers[county][factor]]


def _yield(match: Match, _: int, industry: int) -> Told:
    """Firms below the line."""
    rows, short = _rows(match, industry), match.measures.pressure.shortfall
    below = [row for row in rows if short[row] > 0]
    land = match.panel.firms.number("land")
    mean = float(np.average(short[below], weights=land[below])) if below else 0.0
    details = {
        "firms": str(len(rows)),
        "below": str(len(below)),
        "line": match.policy.line,
        "land": plain(float(land[below].sum())),
        "short": plain(mean * 100),
    }
    return details, _firms(match, below)


def _energy(match: Match, _: int, industry: int) -> Told:
    """Energy per value added."""
    pressed = match.measures.pressure
    own = float(pressed.intensity[industry])
    details = {"own": plain(own), "ratio": plain(own / pressed.all_intensity)}
    return details, _firms(match, _rows(match, industry))


def _fall(match: Match, _: int, industry: int) -> Told:
    """Firms whose grade fell."""
    pressed = match.measures.pressure
    order = match.scheme.grades
    told = [
        row for row in _rows(match, industry) if pressed.before[row] in order and pressed.graded.grades[row] in order
    ]
    fallen = [row for row in told if order.index(pressed.graded.grades[row]) > order.index(pressed.before[row])]
    return {"told": str(len(told)), "fallen": str(len(fallen))}, _firms(match, fallen)


def _shift(match: Match, _: int, industry: int) -> Told:
    """Growth beside that of all."""
    pressed = match.measures.pressure
    parts = (pressed.shift.mix[0, industry], pressed.shift.local[0, industry]) if pressed.shift else (None, None)
    details = {
        "own": plain(float(pressed.growth[industry]) * 100),
        "all": plain(pressed.all_growth * 100),
        **{name: plain(part) for name, part in zip(("mix", "local"), parts, strict=True)},
    }
    return details, _firms(match, _rows(match, industry))


def _cost(match: Match, county: int, industry: int) -> Told:
    """What is saved."""
    saved = float(match.measures.low[county, industry, CRITERIA.index("cost")])
    return {"saved": plain(saved * 100)}, _offers(match, county, LABOUR, PLANT, LAND)


def _need(match: Match, factor: str, industry: int) -> dict[str, str]:
    """What a firm needs of a factor."""
    need = match.measures.needs[factor]
    return {
        "need": plain(float(need.median[industry])),
        "low": plain(float(need.low[industry])),
        "high": plain(float(need.high[industry])),
    }


def _supply(match: Match, county: int, factor: str) -> str:
    """What a county offers of a factor."""
    return plain(float(match.measures.fit.sums[factor][county]))


def _labour(match: Match, county: int, industry: int) -> Told:
    """Labour offered and needed."""
    details = {"supply": _supply(match, county, LABOUR), **_need(match, LABOUR, industry)}
    return details, _offers(match, county, LABOUR)


def _space(match: Match, county: int, industry: int) -> Told:
    """Plants and land offered and needed."""
    details = {
        "floor": _supply(match, county, PLANT),
        "land": _supply(match, county, LAND),
        "need_floor": _need(match, PLANT, industry)["need"],
        "need_land": _need(match, LAND, industry)["need"],
    }
    return details, _offers(match, county, PLANT, LAND)


def _quota(match: Match, county: int, industry: int) -> Told:
    """Energy quota offered and needed."""
    details = {"supply": _supply(match, county, QUOTA), **_need(match, QUOTA, industry)}
    return details, _offers(match, county, QUOTA)


def _material(match: Match, county: int, industry: int) -> Told:
    """Materials of the county that the industry works on."""
    code = match.panel.codes[industry]
    words = [
        word
        for material in match.policy.materials
        if code.startswith(tuple(map(bare, material.industries)))
        for word in material.words
    ]
    entries = match.measures.fit.offers[county][MATERIAL]
    fitting = [each for each in entries if any(word in each.detail for word in words)]
    told = "、".join(f"{each.detail} {plain(each.quantity)}{each.unit}" for each in fitting)
    return {"materials": told or ("—" if words else "不靠本地原料")}, [f"resource:{each.id}" for each in fitting]


def _access(match: Match, county: int, _: int) -> Told:
    """Logistics."""
    details = {"supply": _supply(match, county, LOGISTICS), "full": plain(float(match.policy.access))}
    return details, _offers(match, county, LOGISTICS)


def _location(match: Match, county: int, industry: int) -> Told:
    """Firms of the group in the county."""
    linked, code = match.measures.linkage, match.panel.codes[industry][:3]
    seat = match.panel.inputs.county_of(match.panel.counties[county].id)
    entries = linked.presence.at(seat, code)
    quotient = float(linked.quotients[county, industry])
    return {"count": str(len(entries)), "quotient": plain(quotient)}, entries


def _related(match: Match, county: int, industry: int) -> Told:
    """Relatedness density."""
    value = float(match.measures.low[county, industry, CRITERIA.index("related")])
    seat = match.panel.inputs.county_of(match.panel.counties[county].id)
    return {"density": plain(value)}, match.measures.linkage.presence.at(seat, "")


def _chain(match: Match, county: int, industry: int) -> Told:
    """Neighbours in the chain that are there."""
    ends = neighbours(match.panel.codes[industry], match.policy.links)
    told, entries = [], []
    for code, what, up in ends:
        found = found_at(match.panel, match.measures.linkage.presence, county, code)
        if found:
            told.append(f"{industry_name(code)}（{'供' if up else '用'}{what}）")
            entries += found
    return {"links": str(len(ends)), "found": "、".join(told) or "—"}, entries


def _intention(match: Match, county: int, industry: int) -> Told:
    """Leads, visits, agreements."""
    meant = match.measures.intention
    entries = [*meant.entries.get((county, industry), ()), *meant.entries.get((-1, industry), ())]
    return {"entries": str(len(entries)), "points": plain(float(meant.points[county, industry]))}, entries


TELLING: Mapping[str, Callable[[Match, int, int], Told]] = {
    "yield": _yield,
    "energy": _energy,
    "fall": _fall,
    "shift": _shift,
    "cost": _cost,
    "labour": _labour,
    "space": _space,
    "quota": _quota,
    "material": _material,
    "access": _access,
    "location": _location,
    "related": _related,
    "chain": _chain,
    "intention": _intention,
}
