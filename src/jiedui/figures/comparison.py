"""Regions compared: the same indicators for many regions at once, with rank, gap to the best and gap to the partner.

The figure of a region here is the one that :meth:`jiedui.figures.Figures.indicator` gives for it; all regions are
answered by one select a ledger. A rank is a competition rank (1, 2, 2, 4), the greatest value first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from jiedui.book.predicates import all_of
from jiedui.catalog import Catalog, Indicator
from jiedui.figures.engine import PIECE, Engine
from jiedui.figures.figures import Figures, quotient
from jiedui.figures.model import Query, Result, Scope
from jiedui.figures.pace import Pace, pace
from jiedui.figures.sql import Leaf

#: The side of the pair that a column of regions is declared for, as the register of regions says it.
_SIDES = {"west": "西部", "east": "东部"}
#: The result of a query in each of the regions.
Spread = Mapping[int, Result]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one region stands; values in the base unit of the indicator, gaps None where there is nothing to compare.

    ``gap`` is what is missing to the best of the regions, ``partner_gap`` the partner's value less the own one.
    """

    region: int
    result: Result
    rank: int | None = None
    gap: Fraction | None = None
    target: Fraction | None = None
    completion: Fraction | None = None
    partner: int | None = None
    partner_value: Fraction | None = None
    partner_gap: Fraction | None = None


def spread(
    figures: Figures, declared: Sequence[Indicator], scope: Scope, regions: Sequence[int]
) -> Mapping[str, Spread]:
    """The indicators, by name, in each of the regions; the scope's own region must hold them all."""
    with figures.book.store.reading():
        queries = [query for each in declared for query in figures.leaves(each, scope, ())]
        found = _by_regions(figures, list(dict.fromkeys(queries)), regions)
        return {each.name: {id: _result(figures, each, scope, found, id) for id in regions} for each in declared}


def standings(
    figures: Figures, declared: Indicator, scope: Scope, regions: Sequence[int], partners: Mapping[int, int]
) -> list[Standing]:
    """The regions with their places, the best first; ``partners`` names the partner of a region where it has one."""
    with figures.book.store.reading():
        own = spread(figures, [declared], scope, regions)[declared.name]
        others = sorted(set(partners.values()))
        theirs = spread(figures, [declared], replace(scope, region=None), others)[declared.name]
        targets = figures.targets(scope)
        found = []
        for standing in ranked(own):
            target = targets.of(declared, standing.region) if targets else None
            value = target.value if target else None
            placed = replace(standing, target=value, completion=quotient(standing.result.value, value))
            found.append(_beside(placed, partners.get(standing.region), theirs))
        return found


def paces(figures: Figures, scope: Scope, regions: Sequence[int], gone: Fraction) -> Mapping[int, Counter[Pace]]:
    """For each of the regions how many headline indicators with a target of its own are done, on course, late."""
    with figures.book.store.reading():
        targets = figures.targets(scope)
        declared = [each for each in figures.book.catalog.indicators_reported if each.headline]
        wanted = [each for each in declared if targets and any(targets.of(each, region) for region in regions)]
        found: dict[int, Counter[Pace]] = {region: Counter() for region in regions}
        for name, results in spread(figures, wanted, scope, regions).items():
            for region, result in results.items():
                target = targets.of(figures.book.catalog.indicators[name], region) if targets else None
                state = pace(quotient(result.value, target.value), gone) if target else None
                if state:
                    found[region][state] += 1
        return found


def tells_of(catalog: Catalog, declared: Indicator, side: str | None) -> bool:
    """Whether the indicator can lie in regions of that side (东部, 西部): some ledgers name western regions alone."""
    if declared.ratio is not None:
        return all(tells_of(catalog, catalog.indicators[name], side) for name in declared.ratio)
    ledger = catalog.ledgers[declared.ledger or ""]
    columns = [ledger.column(name) for name in declared.region] or ledger.regions
    return not columns or any(column.side is None or _SIDES[column.side] == side for column in columns)


def ranked(results: Spread) -> list[Standing]:
    """The regions with rank and gap to the best, the best first; those without a value last and unranked.

    >>> [each.rank for each in ranked({7: Result(Fraction(5), 1), 8: Result(Fraction(9), 2), 9: Result(None, 0)})]
    [1, 2, None]
    """
    values = sorted((each.value for each in results.values() if each.value is not None), reverse=True)
    found = []
    for region, result in results.items():
        if result.value is None:
            found.append(Standing(region, result))
        else:
            found.append(Standing(region, result, values.index(result.value) + 1, values[0] - result.value))
    return sorted(found, key=lambda each: each.rank or len(results) + 1)


def _beside(standing: Standing, partner: int | None, theirs: Spread) -> Standing:
    """The region beside its partner."""
    value = theirs[partner].value if partner is not None else None
    own = standing.result.value
    gap = value - own if value is not None and own is not None else None
    return replace(standing, partner=partner, partner_value=value, partner_gap=gap)


def _by_regions(engine: Engine, queries: Sequence[Query], regions: Sequence[int]) -> Mapping[tuple[Query, int], Result]:
    """Each query in each region, the queries of a ledger together."""
    compiler = engine.compiler
    groups = defaultdict(list)
    for query in queries:
        groups[query.ledger, compiler.scope(query)].append(query)
    found: dict[tuple[Query, int], Result] = {}
    for (name, scope), group in groups.items():
        ledger = compiler.ledger(name)
        pairs = [(query, region) for query in group for region in regions]
        for start in range(0, len(pairs), PIECE):
            piece = pairs[start : start + PIECE]
            leaves = [_leaf(engine, query, region) for query, region in piece]
            (row,) = engine.select(compiler, ledger, scope, leaves, scan=engine.scans(group[0]))
            found.update(zip(piece, compiler.results(ledger, leaves, row), strict=True))
    return found


def _leaf(engine: Engine, query: Query, region: int) -> Leaf:
    """The measure of the query over its rows in the region."""
    compiler = engine.compiler
    return query.measure, all_of((compiler.narrowing(query), compiler.region(query, region)))


def _result(
    figures: Figures, declared: Indicator, scope: Scope, found: Mapping[tuple[Query, int], Result], region: int
) -> Result:
    """The indicator in one region."""
    if declared.ratio is None:
        return found[figures.query(declared, scope), region]
    indicators = figures.book.catalog.indicators
    part, whole = (_result(figures, indicators[name], scope, found, region) for name in declared.ratio)
    return Result(quotient(part.value, whole.value), part.rows)
