"""A query broken down by month, quarter, year, by region, or by the values of a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, get_args

from jiedui.base.periods import Period, Stretch
from jiedui.base.problems import refuse
from jiedui.book.predicates import NONE, Predicate, all_of, any_of, one_of
from jiedui.catalog import Column, Ledger
from jiedui.figures.engine import Engine
from jiedui.figures.model import Query, Result, Rows
from jiedui.figures.show import plain
from jiedui.figures.sql import stretch_of

#: What a breakdown calls the rows whose cell is empty, and those that name no region.
EMPTY = "（未填）"
STRETCHES: tuple[Stretch, ...] = get_args(Stretch)

#: One part of a breakdown: what it is called, and the query's result for it.
Group = tuple[str, Result]


def breakdown(engine: Engine, query: Query, by: str) -> list[Group]:
    """The query by ``month``, ``quarter``, ``year``, by ``region`` (those below the query's own) or by a column.

    A period of time shows each of its parts, also those without rows; a stock is told at the end of each part. The
    values of a choice come in their declared order, regions in that of the register, others by their size. Where a
    row lies in two regions, or distinct things are counted, the parts may add up to more than the whole.

    Raises Refusal: figures-no-column, figures-no-date, figures-only-years, figures-no-regions-here.
    """
    with engine.book.store.reading():
        if by == "region":
            return _by_region(engine, query)
        if by in STRETCHES:
            return _by_time(engine, query, by)
        return _by_column(engine, query, by)


def part(engine: Engine, query: Query, by: str, key: str) -> Rows:
    """The rows behind the part of that breakdown which is called ``key``, a stock's at its end; none where there is no such part."""
    with engine.book.store.reading():
        if by == "region":
            return Rows(query, dict(_regions(engine, query)).get(key, NONE))
        if by in STRETCHES:
            return _part_of_time(engine, query, by, key)
        return Rows(query, _part_of_column(engine, query, by, key))


def _part_of_time(engine: Engine, query: Query, stretch: Stretch, key: str) -> Rows:
    """The rows of a month, quarter or year."""
    compiler = engine.compiler
    dated = stretch_of(compiler.dated(query, compiler.ledger(query.ledger)), stretch)
    if not query.stock:
        return Rows(query, Predicate(f"{dated} IS NULL") if key == EMPTY else Predicate(f"{dated} = ?", (key,)))
    parts = query.period.split(stretch) if query.period else []
    found = next((each for each in parts if each.label(stretch) == key), None)
    return Rows(replace(query, period=found)) if found else Rows(query, NONE)


def _part_of_column(engine: Engine, query: Query, by: str, key: str) -> Predicate:
    """The rows whose cell is shown as ``key``."""
    column = engine.compiler.column(engine.compiler.ledger(query.ledger), by)
    found = by_key(engine, query, by)
    labels = _labels(engine, column, found)
    for stored in found:
        if labels[stored] == key:
            return Predicate(f'"{by}" IS NULL') if stored is None else Predicate(f'"{by}" = ?', (stored,))
    return NONE


def by_key(engine: Engine, query: Query, by: str) -> dict[Any, Result]:
    """The query for every stored value of a column: the id of a reference, None for empty cells."""
    return _by_key(engine, query, f'"{engine.compiler.column(engine.compiler.ledger(query.ledger), by).name}"')


def _by_column(engine: Engine, query: Query, by: str) -> list[Group]:
    """The query for every value of a column."""
    compiler = engine.compiler
    column = compiler.column(compiler.ledger(query.ledger), by)
    found = by_key(engine, query, by)
    labels = _labels(engine, column, found)
    order = {choice: place for place, choice in enumerate(column.choices)}
    groups = [(labels[key], result) for key, result in found.items()]
    return sorted(groups, key=lambda group: (order.get(group[0], len(order)), -(group[1].value or 0), group[0]))


def _by_key(engine: Engine, query: Query, key: str) -> dict[Any, Result]:
    """The query for every value of an SQL expression."""
    compiler = engine.compiler
    ledger = compiler.ledger(query.ledger)
    leaves = [(query.measure, compiler.narrowing(query))]
    rows = engine.select(compiler, ledger, compiler.scope(query), leaves, by=key, scan=engine.scans(query))
    return {row[0]: compiler.results(ledger, leaves, row[1:])[0] for row in rows}


def _labels(engine: Engine, column: Column, keys: Mapping[Any, Result]) -> dict[Any, str]:
    """What the values of a column are called."""
    filled = [key for key in keys if key is not None]
    if column.type == "ref":
        names = engine.names.labels(column.to or "", filled)
        return {None: EMPTY} | {key: names.get(key, f"{column.to}:{key}") for key in filled}
    if column.numeric:
        return {None: EMPTY} | {key: plain(Fraction(key, 10**column.places)) for key in filled}
    return {None: EMPTY} | {key: str(key) for key in filled}


def _by_time(engine: Engine, query: Query, stretch: Stretch) -> list[Group]:
    """The query for every month, quarter or year."""
    compiler = engine.compiler
    key = stretch_of(compiler.dated(query, compiler.ledger(query.ledger)), stretch)
    parts = query.period.split(stretch) if query.period else []
    if query.stock:
        return _at_ends(engine, query, parts, stretch)
    nothing = Result(None if query.measure.aggregate in ("min", "max") else Fraction(0), 0)
    shown = {part.label(stretch): nothing for part in parts}
    return sorted((shown | {key or EMPTY: result for key, result in _by_key(engine, query, key).items()}).items())


def _at_ends(engine: Engine, query: Query, parts: list[Period], stretch: Stretch) -> list[Group]:
    """A stock at the end of each part of its period."""
    results = engine.values([replace(query, period=part) for part in parts])
    return [(part.label(stretch), result) for part, result in zip(parts, results, strict=True)]


def _by_region(engine: Engine, query: Query) -> list[Group]:
    """The query for every region directly below its own, for its own level, and for the rows that name none."""
    compiler = engine.compiler
    ledger = compiler.ledger(query.ledger)
    named = _regions(engine, query)
    kept = compiler.narrowing(query)
    leaves = [(query.measure, all_of((kept, own))) for _, own in named]
    (row,) = engine.select(compiler, ledger, compiler.scope(query), leaves, scan=engine.scans(query))
    results = compiler.results(ledger, leaves, row)
    groups = [(name, result) for (name, _), result in zip(named, results, strict=True)]
    below = len(engine.book.regions.children.get(query.region, ()))
    return groups[:below] + [group for group in groups[below:] if group[1].rows]


def _regions(engine: Engine, query: Query) -> list[tuple[str, Predicate]]:
    """The parts of a breakdown by region: those directly below, then the rest."""
    compiler = engine.compiler
    below = [
        (region.name, compiler.region(query, region.id, strict=True))
        for region in engine.book.regions.children.get(query.region, ())
    ]
    return [*below, *_rest(engine, query, compiler.ledger(query.ledger))]


def _rest(engine: Engine, query: Query, ledger: Ledger) -> list[tuple[str, Predicate]]:
    """The rows of the query that lie in no region below its own; Refusal when the ledger names no regions."""
    compiler = engine.compiler
    columns = compiler.region_columns(query, ledger)
    names = ["id"] if ledger.name == "region" else [column.name for column in columns]
    if not names:
        raise refuse("figures-no-regions-here", ledger=ledger.title)
    nowhere = [(EMPTY, all_of(one_of(name, ()) if name == "id" else Predicate(f'"{name}" IS NULL') for name in names))]
    if query.region is None:
        return nowhere
    own = any_of(one_of(name, (query.region,)) for name in names)
    return [(f"{engine.book.regions[query.region].name}本级", own), *nowhere]
