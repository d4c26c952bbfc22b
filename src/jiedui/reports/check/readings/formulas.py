"""The exact arithmetic of a statement: sums of queries, ratios of sums, differences of ratios, ranks.

Every derived statement comes down to these: growth is ``now ÷ then − 1``, a share ``part ÷ whole``, a rate of
completion ``done ÷ target``, an average ``total ÷ number``. Values are fractions in the base unit of the statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple, Protocol

from jiedui.figures.model import EntryId, Query, Result
from jiedui.prose.bounds import scaled


class Numbers(Protocol):
    """Who answers queries: the room of figures, or anything that counts as it does."""

    def values(self, queries: list[Query]) -> list[Result]:
        """The exact results, in the order of the queries."""

    def records(self, query: Query, limit: int | None = None) -> list[EntryId]:
        """The entries behind a query."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A sum of queries, each times a factor, plus a constant that comes from ``entries`` (a target, a date)."""

    terms: tuple[tuple[Query, Fraction], ...] = ()
    constant: Fraction = Fraction(0)
    entries: tuple[EntryId, ...] = ()

    def __hash__(self) -> int:
        """The hash of what is asked for: that of a fraction takes longer than all the rest, and rarely tells two apart."""
        return hash((tuple([query for query, _ in self.terms]), self.entries))

    def __neg__(self) -> Linear:
        """The same with every sign turned."""
        return Linear(tuple((query, -factor) for query, factor in self.terms), -self.constant, self.entries)

    def __add__(self, other: Linear) -> Linear:
        """Both together."""
        return Linear((*self.terms, *other.terms), self.constant + other.constant, (*self.entries, *other.entries))


@dataclass(frozen=True, slots=True)
class Ratio:
    """``part ÷ whole + shift``, its sign turned when ``turned`` (a fall is told as a positive number).

    Over ``steps`` of a year the quotient is that of one: its root of so high a degree.
    """

    part: Linear
    whole: Linear
    shift: int = 0
    turned: bool = False
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Points:
    """The difference of two ratios in percentage points."""

    now: Ratio
    then: Ratio
    turned: bool = False


#: What may be set beside its like: an amount, a rate, how far a rate is from another.
Member = Linear | Ratio | Points


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of one amount or rate among others, the greatest being first; equals share a place.

    There is none where an amount has no value; a rate of nothing is left out.
    """

    own: Member
    others: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Lasting:
    """The time between two dates of ``entries`` in months of a twelfth of a year (146097 days are 400 years)."""

    start: date
    end: date
    entries: tuple[EntryId, ...] = ()

    @property
    def months(self) -> Fraction:
        """The time in months."""
        return Fraction((self.end - self.start).days * 4800, 146097)


@dataclass(frozen=True, slots=True)
class Alike:
    """The value that several sums share; none where they differ."""

    sums: tuple[Linear, ...]


@dataclass(frozen=True, slots=True)
class Passing:
    """How many of several amounts or rates lie within a bound; a rate of nothing does not."""

    sums: tuple[Member, ...]
    low: Fraction | None
    high: Fraction | None
    low_open: bool
    high_open: bool

    def takes(self, value: Fraction) -> bool:
        """Whether a value lies within the bound."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return not (self.high is not None and (value > self.high or (self.high_open and value == self.high)))


@dataclass(frozen=True, slots=True)
class Largest:
    """What the ``few`` greatest of several sums make together; of a ``whole``, their share of it."""

    few: int
    sums: tuple[Linear, ...]
    whole: Linear | None = None


Formula = Linear | Ratio | Points | Rank | Lasting | Alike | Passing | Largest


def scaled_by(linear: Linear, factor: Fraction) -> Linear:
    """So many times a sum."""
    terms = tuple((query, factor * each) for query, each in linear.terms)
    return Linear(terms, factor * linear.constant, linear.entries)


def queries_of(formula: Formula) -> list[Query]:
    """Every query that the formula asks, the chief one first."""
    match formula:
        case Linear():
            return [query for query, _ in formula.terms]
        case Ratio():
            return queries_of(formula.part) + queries_of(formula.whole)
        case Points():
            return queries_of(formula.now) + queries_of(formula.then)
        case Rank():
            return [query for each in (formula.own, *formula.others) for query in queries_of(each)]
        case Alike() | Passing():
            return [query for each in formula.sums for query in queries_of(each)]
        case Largest():
            return [query for each in _of_largest(formula) for query in queries_of(each)]
        case Lasting():
            return []


def changed(formula: Formula, change: Callable[[Query], Query]) -> Formula:
    """The same formula with every query changed."""
    match formula:
        case Linear():
            return _changed(formula, change)
        case Ratio():
            return _turned(formula, change)
        case Points():
            return _points_changed(formula, change)
        case Rank():
            others = tuple(_member_changed(each, change) for each in formula.others)
            return replace(formula, own=_member_changed(formula.own, change), others=others)
        case Alike():
            return replace(formula, sums=tuple(_changed(each, change) for each in formula.sums))
        case Passing():
            return replace(formula, sums=tuple(_member_changed(each, change) for each in formula.sums))
        case Largest():
            whole = _changed(formula.whole, change) if formula.whole is not None else None
            return replace(formula, sums=tuple(_changed(each, change) for each in formula.sums), whole=whole)
        case Lasting():
            return formula


def _of_largest(formula: Largest) -> list[Linear]:
    """The sums of which some are the greatest, and the whole."""
    return [*formula.sums, *([formula.whole] if formula.whole is not None else [])]


def _changed(linear: Linear, change: Callable[[Query], Query]) -> Linear:
    """The same sum with every query changed."""
    if len(linear.terms) == 1:
        query, factor = linear.terms[0]
        return Linear(((change(query), factor),), linear.constant, linear.entries)
    return Linear(tuple([(change(query), factor) for query, factor in linear.terms]), linear.constant, linear.entries)


def _turned(ratio: Ratio, change: Callable[[Query], Query]) -> Ratio:
    """The same ratio with every query changed."""
    return replace(ratio, part=_changed(ratio.part, change), whole=_changed(ratio.whole, change))


def _points_changed(points: Points, change: Callable[[Query], Query]) -> Points:
    """The same difference of ratios with every query changed."""
    return replace(points, now=_turned(points.now, change), then=_turned(points.then, change))


def _member_changed(member: Member, change: Callable[[Query], Query]) -> Member:
    """The same amount or rate with every query changed."""
    match member:
        case Linear():
            return _changed(member, change)
        case Ratio():
            return _turned(member, change)
        case Points():
            return _points_changed(member, change)


def entries_of(formula: Formula) -> Iterator[EntryId]:
    """The entries that the constants of a formula come from: targets, postings."""
    match formula:
        case Linear() | Lasting():
            yield from formula.entries
        case Ratio():
            yield from (*formula.part.entries, *formula.whole.entries)
        case Points():
            yield from (*entries_of(formula.now), *entries_of(formula.then))
        case Rank():
            yield from entries_of(formula.own)
        case Alike() | Passing():
            yield from (entry for each in formula.sums for entry in entries_of(each))
        case Largest():
            yield from (entry for each in _of_largest(formula) for entry in each.entries)


class Answer(NamedTuple):
    """The value of a formula (None when it has none, such as a growth from nothing) and the rows behind it.

    ``covered`` tells of nought without a row that the book covers the matter: there was none.
    """

    value: Fraction | None
    rows: int
    covered: bool = False

    @property
    def known(self) -> bool:
        """Whether the book speaks of the matter."""
        return bool(self.rows) or self.covered


def evaluate(formulas: Iterable[Formula], numbers: Numbers) -> list[Answer]:
    """The answers of the formulas, all their queries asked at once."""
    wanted = list(formulas)
    asked: dict[Query, None] = {}
    for formula in wanted:  # most are plain sums
        asked.update(
            dict.fromkeys([each for each, _ in formula.terms] if isinstance(formula, Linear) else queries_of(formula))
        )
    queries = list(asked)
    results = dict(zip(queries, numbers.values(queries), strict=True)) if queries else {}
    return [_sum(each, results) if isinstance(each, Linear) else _answer(each, results) for each in wanted]


def _answer(formula: Formula, results: dict[Query, Result]) -> Answer:
    """One answer from the results."""
    match formula:
        case Linear() | Ratio() | Points():
            return _member(formula, results)
        case Lasting():
            return Answer(formula.months, len(formula.entries))
        case Alike() | Passing() | Largest():
            return _of_several(formula, results)
        case Rank():
            return _rank(formula, results)


def _member(member: Member, results: dict[Query, Result], *, empty: bool = False) -> Answer:
    """The value of an amount, a rate or a distance of rates; the ``empty`` amounts are taken for nought."""
    match member:
        case Linear():
            return _sum(member, results, empty=empty)
        case Ratio():
            return _ratio(member, results)
        case Points():
            now, then = _ratio(member.now, results), _ratio(member.then, results)
            if now.value is None or then.value is None:
                return Answer(None, now.rows)
            difference = 100 * (now.value - then.value)
            return Answer(-difference if member.turned else difference, now.rows + then.rows)


def _rank(rank: Rank, results: dict[Query, Result]) -> Answer:
    """The place of the own one."""
    own = _member(rank.own, results)
    others = [_member(other, results).value for other in rank.others]
    if own.value is None or (isinstance(rank.own, Linear) and None in others):
        return Answer(None, own.rows)
    return Answer(Fraction(1 + sum(other > own.value for other in others if other is not None)), own.rows)


def _of_several(formula: Alike | Passing | Largest, results: dict[Query, Result]) -> Answer:
    """What several sums share, how many of them pass, or what the greatest make; None where one amount has no value."""
    told = [_member(each, results, empty=isinstance(formula, Passing)) for each in formula.sums]
    rates = not all(isinstance(each, Linear) for each in formula.sums)
    known = [each.value for each in told if each.value is not None]
    told = [each for each in told if each.value is not None] if rates else told
    value: Fraction | None = None
    if len(known) == len(told):
        match formula:
            case Alike():
                value = known[0] if len(set(known)) == 1 else None
            case Passing():
                value = Fraction(sum(map(formula.takes, known)))
            case Largest():
                value = _greatest(formula, known, results)
    return Answer(value, sum(each.rows for each in told))


def _greatest(formula: Largest, values: list[Fraction], results: dict[Query, Result]) -> Fraction | None:
    """What the greatest make together, or of the whole; None where that is nothing."""
    value = sum(sorted(values, reverse=True)[: formula.few], Fraction(0))
    whole = _sum(formula.whole, results).value if formula.whole is not None else Fraction(1)
    return value / whole if whole else None


def _sum(linear: Linear, results: dict[Query, Result], *, empty: bool = False) -> Answer:
    """The value of a sum; None when one of its queries has none, unless ``empty`` ones are taken for nought."""
    value, rows = linear.constant, len(linear.entries)
    for query, factor in linear.terms:
        result = results[query]
        if result.value is None and not empty:
            return Answer(None, rows)
        if result.value:
            told = scaled(result.value, factor)
            value = value + told if value else told
        rows += result.rows
    return Answer(value, rows)


def _ratio(ratio: Ratio, results: dict[Query, Result]) -> Answer:
    """The value of a ratio; None when the whole is nothing."""
    part, whole = _sum(ratio.part, results), _sum(ratio.whole, results)
    if part.value is None or not whole.value:
        return Answer(None, part.rows)
    value = _rooted(part.value / whole.value, ratio.steps) + ratio.shift
    return Answer(-value if ratio.turned else value, part.rows + (0 if ratio.shift == 0 else whole.rows))


def _rooted(quotient: Fraction, degree: int) -> Fraction:
    """The root of a quotient; the one number here that is not exact, but to the digits of a float."""
    return quotient if degree == 1 or quotient < 0 else Fraction(float(quotient) ** (1 / degree))


def behind(formula: Formula, numbers: Numbers, limit: int) -> list[EntryId]:
    """The entries behind a formula, the first ``limit``: those of its queries in their order, then of its constants."""
    found: dict[EntryId, None] = {}
    for query in queries_of(formula):
        if len(found) >= limit:
            break
        found.update(dict.fromkeys(numbers.records(query, limit)))
    found.update(dict.fromkeys(entries_of(formula)))
    return list(found)[:limit]
