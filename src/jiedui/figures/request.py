"""A request for a figure as a person writes it, in words, and its answer: the same for the command line and for pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiedui.base.periods import parse_period
from jiedui.base.problems import refuse
from jiedui.book import Book
from jiedui.catalog import Indicator, Ledger, Measure, parse_measure
from jiedui.figures.breakdown import STRETCHES, Group
from jiedui.figures.conditions import column_word, find_column, parse_condition
from jiedui.figures.figures import Figures
from jiedui.figures.model import Condition, FigureLine, Query, Scope
from jiedui.figures.names import find_indicator, find_region
from jiedui.figures.ways import TITLES


@dataclass(frozen=True, slots=True)
class Request:
    """An indicator, or a ledger with a measure; narrowed by conditions, region and period; broken down or not.

    ``dated`` is the column by which rows of the ledger count to the period. ``clock`` resolves 今年以来 and its kin.
    """

    indicator: str | None = None
    ledger: str | None = None
    measure: str = "count"
    where: Sequence[str] = ()
    region: str | None = None
    period: str | None = None
    by: str | None = None
    dated: str | None = None
    clock: date | None = None
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The figure with its target, its parts where a breakdown was asked for, and what these are called."""

    line: FigureLine
    groups: Sequence[Group] | None = None
    by: str = ""


def scope_of(
    book: Book, region: str | None, period: str | None, clock: date | None = None, *, accepted: bool = False
) -> Scope:
    """The scope that two words name; Refusal for an unknown or unseen region, or a period that cannot be read."""
    found = find_region(book, region).id if region else None
    return Scope(found, parse_period(period, clock) if period else None, accepted)


def answer(figures: Figures, request: Request) -> Answer:
    """The answer to a request.

    Raises Refusal for everything in it that cannot be understood: see the modules of names, conditions and periods.
    """
    if bool(request.indicator) == bool(request.ledger):
        raise refuse("figures-what")
    with figures.book.store.reading():
        scope = scope_of(figures.book, request.region, request.period, request.clock, accepted=request.accepted)
        if request.indicator:
            return _of_indicator(figures, find_indicator(figures.book.catalog, request.indicator), request, scope)
        return _of_ledger(figures, figures.book.ledger(request.ledger or ""), request, scope)


def _of_indicator(figures: Figures, declared: Indicator, request: Request, scope: Scope) -> Answer:
    """The answer about an indicator."""
    if request.measure != "count" or request.dated:
        raise refuse("figures-what")
    ledgers = _ledgers(figures.book, declared)
    narrow = _conditions(figures.book, ledgers, request)
    line = figures.line(declared.name, scope, narrow)
    if request.by is None:
        return Answer(line)
    by, title = _by(ledgers, request.by)
    return Answer(line, figures.indicator_by(declared.name, scope, by, narrow), title)


def _of_ledger(figures: Figures, ledger: Ledger, request: Request, scope: Scope) -> Answer:
    """The answer about any aggregate of a ledger."""
    query = Query(
        ledger=ledger.name,
        measure=_measure(ledger, request.measure),
        where=_conditions(figures.book, [ledger], request),
        period=scope.period,
        date=find_column(ledger, request.dated).name if request.dated else None,
        region=scope.region,
        accepted=scope.accepted,
    )
    line = FigureLine(figures.measured(query))
    if request.by is None:
        return Answer(line)
    by, title = _by([ledger], request.by)
    return Answer(line, figures.breakdown(query, by), title)


def _ledgers(book: Book, declared: Indicator) -> list[Ledger]:
    """The ledgers on which an indicator stands."""
    if declared.ratio is None:
        return [book.ledger(declared.ledger or "")]
    return [ledger for name in declared.ratio for ledger in _ledgers(book, book.catalog.indicators[name])]


def _conditions(book: Book, ledgers: Sequence[Ledger], request: Request) -> tuple[Condition, ...]:
    """The conditions of a request, read with the columns of the first ledger that has them."""
    found: list[Condition] = []
    for text in request.where:
        ledger = next((each for each in ledgers if _has(each, column_word(text))), ledgers[0])
        found += parse_condition(book, ledger, text, request.clock)
    return tuple(found)


def _has(ledger: Ledger, word: str) -> bool:
    """Whether a column of the ledger bears the word."""
    return any(word in column.names for column in ledger.columns)


def _measure(ledger: Ledger, text: str) -> Measure:
    """The measure that the text writes, its column by name, title or alias."""
    head, bracket, rest = text.strip().partition("(")
    written = f"{head}({find_column(ledger, rest[:-1]).name})" if bracket and rest.endswith(")") else text.strip()
    try:
        return parse_measure(written)
    except ValueError:
        raise refuse("figures-measure-unreadable", text=text) from None


def _by(ledgers: Sequence[Ledger], word: str) -> tuple[str, str]:
    """The name and the title of what is broken down by."""
    if word == "region" or word in STRETCHES:
        return word, TITLES[word]
    ledger = next((each for each in ledgers if _has(each, word)), ledgers[0])
    column = find_column(ledger, word)
    return column.name, column.title
