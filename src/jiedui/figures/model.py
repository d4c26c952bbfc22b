"""What the room of figures speaks of: a condition, a query, its result, a scope, and the figure itself.

A :class:`Query` is one narrowed aggregate of one ledger; a :class:`Result` its exact value and the number of rows
behind it; a :class:`Scope` a region (with all below it, on either side of the pair) and a period; a :class:`Figure`
what is told of an indicator for a scope: value, unit, definition, rows, records, head of the journal.
Values are fractions in the base unit of the column: 元 for money, the column's own unit for other numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from jiedui.base.periods import Period
from jiedui.book.predicates import EVERY, Predicate
from jiedui.catalog import Measure

Operator = Literal["in", "not_in", "filled", "empty", "under", "from", "to", "contains"]


#: A wanted value: the text of a cell, the id of a row referred to, a day; None is an empty cell.
Value = str | int | date | None

#: An entry as every room names it: ``donation:3``.
EntryId = str


class Condition(NamedTuple):
    """One narrowing of the rows by a column.

    ``in``: the cell is one of the values — stored text for text and choices; an id, code, name or alias for a
    reference; one item for a list. ``not_in``: all other rows, those with an empty cell among them. ``filled``,
    ``empty``: the cell holds something, or nothing. ``under``: the region (of another
    reference, the region of the row referred to) is one of the values or lies below one. ``from``, ``to``: not before, not
    after that day or number. ``contains``: the text, or the name of the row referred to, has one of the values in it.
    """

    column: str
    op: Operator
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """One narrowed aggregate of a ledger.

    ``period`` counts rows by ``date`` (the ledger's own ⏱ when None). A ``stock`` counts what is there when the
    period ends: dated up to its last day, and ``until`` empty or not before it. ``region`` is the id of a region, taken
    with all below it; a row is in it when any of ``region_columns`` (all the ledger's region columns when empty) is.
    ``accepted`` counts only entries that a reviewer has accepted (已审). Its key is made once: answers are
    kept and found again by queries.
    """

    ledger: str
    measure: Measure
    where: tuple[Condition, ...] = ()
    period: Period | None = None
    date: str | None = None
    stock: bool = False
    until: str | None = None
    region: int | None = None
    region_columns: tuple[str, ...] = ()
    accepted: bool = False
    _key: tuple[object, ...] = field(init=False, repr=False)
    _hash: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Make the key and reckon its hash."""
        measure, period = self.measure, self.period
        first, last = (None, None) if period is None else (period.start, period.end)
        narrowed = (self.ledger, measure.aggregate, measure.column, self.where)
        scope = (first, last, self.date, self.stock, self.until, self.region, self.region_columns, self.accepted)
        key = narrowed + scope
        object.__setattr__(self, "_key", key)
        object.__setattr__(self, "_hash", hash(key))

    def within(self, period: Period | None) -> Query:
        """The same in another window; this, and the next, are asked for hundreds of times to explain what is wrong."""
        kept = (self.date, self.stock, self.until, self.region, self.region_columns, self.accepted)
        return Query(self.ledger, self.measure, self.where, period, *kept)

    def placed(self, region: int | None) -> Query:
        """The same in another region."""
        timed = (self.ledger, self.measure, self.where, self.period, self.date, self.stock, self.until)
        return Query(*timed, region, self.region_columns, self.accepted)

    def narrowed(self, where: tuple[Condition, ...]) -> Query:
        """The same under other conditions."""
        timed = (self.period, self.date, self.stock, self.until)
        return Query(self.ledger, self.measure, where, *timed, self.region, self.region_columns, self.accepted)

    @property
    def scope(self) -> tuple[object, ...]:
        """What tells which rows count before any narrowing: time, region, acceptance."""
        return self._key[4:]

    def __eq__(self, other: object) -> bool:
        """Whether it asks for the same."""
        return isinstance(other, Query) and self._key == other._key

    def __hash__(self) -> int:
        """The hash reckoned at first."""
        return self._hash


@dataclass(frozen=True, slots=True)
class Result:
    """The value of a query and how many rows are behind it.

    A count, a sum or a number of distinct values over no rows is 0 with ``rows`` 0; the least or greatest of no
    values is None. ``rows`` are the rows that the conditions leave, whether or not their measured cell is filled.
    """

    value: Fraction | None
    rows: int


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows behind a number: those of a query that a further condition leaves."""

    query: Query
    kept: Predicate = EVERY


@dataclass(frozen=True, slots=True)
class Scope:
    """A region (its id in the book; None = everything), a period (None = all time), whether only accepted entries."""

    region: int | None = None
    period: Period | None = None
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator for a scope: everything that a page, a report, an export or a verdict tells of it.

    ``value`` is in ``unit`` (one of ``jiedui.base.units``; 元 for money, ``%`` never: a ratio is the plain quotient
    and its unit ``1``), None for a ratio to nothing. ``definition`` is its 口径 in a Chinese sentence; ``where`` the
    scope and any further narrowing in words. ``rows`` counts the rows behind it; ``records`` are fetched when asked
    for. ``head`` is the head of the journal when it was computed. A ratio carries its two figures; any other its query
    and, where it is a part of a breakdown, what further condition leaves the rows of that part.
    """

    name: str
    title: str
    value: Fraction | None
    unit: str
    definition: str
    scope: Scope
    where: str
    rows: int
    head: str
    query: Query | None = None
    kept: Predicate = EVERY
    numerator: Figure | None = None
    denominator: Figure | None = None
    fetch: Callable[[], tuple[EntryId, ...]] = field(default=tuple, repr=False, compare=False)

    @property
    def records(self) -> tuple[EntryId, ...]:
        """The entries behind the figure, in the order of their ledgers."""
        return self.fetch()


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One line of the sheet of figures: the figure, its target, and the rate of completion (never capped).

    ``target`` is in the figure's unit; both it and ``completion`` (done ÷ target) are None where no target is set,
    and ``completion`` also where the target is 0.
    """

    figure: Figure
    target: Fraction | None = None
    completion: Fraction | None = None
    target_records: tuple[EntryId, ...] = ()
