"""A plan of transfer as tables: suggestions by county, what is ruled out, who courts what; for pages and exports."""

from __future__ import annotations

from dataclasses import dataclass

from jiedui.catalog.industries import industry_name
from jiedui.planning.transfer.assignment import assigned
from jiedui.planning.transfer.facts import carrying, facts
from jiedui.planning.transfer.matching import Match
from jiedui.planning.transfer.turning import Turning, turning
from jiedui.planning.transfer.visits import Root, Visit, roots, visits
from jiedui.planning.transfer.words import Fact


@dataclass(frozen=True, slots=True)
class Ranked:
    """One industry as ranked for a county: how often first and among the first five, its rank interval, mean rank, score.

    ``row`` and ``column`` are its county and industry in the plan; ``confidence`` None where it is never first.
    """

    row: int
    column: int
    rank: int
    county: str
    code: str
    name: str
    first: float
    top: float
    best: int
    worst: int
    mean: float
    score: float
    firms: int


@dataclass(frozen=True)
class Sheet:
    """The fact sheet of one suggestion."""

    ranked: Ranked
    confidence: float | None
    carrying: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    visits: tuple[Visit, ...]
    roots: tuple[Root, ...]
    turning: Turning | None
    against: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """One industry that a county must not take in, or cannot, and why."""

    county: str
    code: str
    name: str
    reasons: tuple[str, ...]


def ranking(match: Match, row: int) -> list[Ranked]:
    """The industries of a county, the best first."""
    return [_ranked(match, row, column, rank) for rank, column in enumerate(match.ranking(row), 1)]


def _ranked(match: Match, row: int, column: int, rank: int) -> Ranked:
    """One industry of a county."""
    found, code = match.accepted, match.panel.codes[column]
    return Ranked(
        row,
        column,
        rank,
        match.panel.counties[row].name,
        code,
        industry_name(code),
        float(found.first[row, column]),
        float(found.top[row, column]),
        int(found.best[row, column]),
        int(found.worst[row, column]),
        float(found.mean[row, column]),
        float(found.score[row, column]),
        len(match.panel.members.get(code, ())),
    )


def sheet(match: Match, row: int, column: int) -> Sheet:
    """The fact sheet of an industry for a county; beside it stands the one ranked before it, or after it if it is first."""
    order = match.ranking(row)
    at = order.index(column)
    turned = None
    if len(order) > 1:
        turned = turning(match, row, *((order[at - 1], column) if at else (column, order[1])))
    other = None if turned is None else (turned.ahead if at else turned.behind)
    return Sheet(
        _ranked(match, row, column, at + 1),
        match.confidence(row, column),
        tuple(carrying(match, row, column)),
        tuple(facts(match, row, column)),
        tuple(visits(match, row, column)),
        tuple(roots(match, row, column)),
        turned,
        "" if other is None else industry_name(match.panel.codes[other]),
    )


def ruled(match: Match) -> list[Ruled]:
    """What is ruled out, county by county."""
    return [
        Ruled(
            match.panel.counties[row].name,
            match.panel.codes[column],
            industry_name(match.panel.codes[column]),
            tuple(reasons),
        )
        for (row, column), reasons in sorted(match.measures.reasons.items())
    ]


def courting(match: Match) -> list[Ranked]:
    """Who courts what, county by county, where there are several."""
    if len(match.panel.counties) < 2:
        return []
    places = {
        (row, column): rank
        for row in range(len(match.panel.counties))
        for rank, column in enumerate(match.ranking(row), 1)
    }
    return [_ranked(match, row, column, places[row, column]) for row, column in sorted(assigned(match).pairs)]
