"""The filters that an address may set on a column: key, operator, symbol, and how their values are read and written.

A filter's key follows the column's name after a dot: ``amount.from=5万元``, ``name.has=茶``, ``note.is=empty``; without
one the column is to have one of the values, a region to be one of them or lie below: ``stage=拨付``, ``west=岚溪县``.
Entries referred to are also named by id: ``project.id=12``, ``west.not.id=7``. Values are read as an import reads cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jiedui.base.periods import parse_period
from jiedui.base.problems import Place, Problem, Refusal
from jiedui.base.units import unit
from jiedui.book.intake.cells import read_cell
from jiedui.catalog import Column
from jiedui.figures.figures import Figures
from jiedui.figures.model import Condition, Operator, Value
from jiedui.figures.names import find_region, near
from jiedui.figures.show import plain

#: What stands for an empty cell among the values of a choice; an import reads a cell so too.
EMPTY = "-"
#: The key of ids, and the key whose value is ``filled`` or ``empty``.
BY_ID, IS = "id", "is"


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: the key in an address, the operator of its condition, its symbol, the types of column that it suits."""

    key: str
    op: Operator
    symbol: str
    types: frozenset[str]

    def suits(self, column: Column) -> bool:
        """Whether the column can be filtered so; ``under`` is for regions."""
        return column.type in self.types and (self.op != "under" or column.to == "region")


_NUMBERS = frozenset({"integer", "number", "money"})
_ALL = frozenset({"text", "choice", "list", "date", "ref"}) | _NUMBERS
#: Of several filters with one key the first that suits the column is meant.
FILTERS = (
    Filter("", "under", "∈", frozenset({"ref"})),
    Filter("", "in", "=", _ALL),
    Filter("at", "in", "=", frozenset({"ref"})),
    Filter("not", "not_in", "≠", _ALL),
    Filter("has", "contains", "∋", frozenset({"text", "list", "ref"})),
    Filter("from", "from", "≥", _NUMBERS | {"date"}),
    Filter("to", "to", "≤", _NUMBERS | {"date"}),
)


def is_id(text: str) -> bool:
    """Whether the text can be the id of an entry: digits, and no more of them than a database's whole number has."""
    return text.isdecimal() and len(text) <= 18


def filter_of(column: Column, key: str) -> Filter | None:
    """The filter that the key means for the column."""
    return next((each for each in FILTERS if each.key == key and each.suits(column)), None)


def key_of(column: Column, op: Operator) -> str:
    """The key that an address uses for the operator on the column."""
    suiting = [each for each in FILTERS if each.op == op and each.suits(column)]
    return next(each.key for each in suiting if filter_of(column, each.key) is each)


def read(
    figures: Figures, column: Column, found: Filter, words: Sequence[str], ids: Sequence[str]
) -> tuple[Condition | None, list[Problem]]:
    """The condition that the values make, each a word or an id; and what cannot be read, at the column."""
    if column.type == "ref" and found.op != "contains":
        return _referring(figures, column, found, words, ids)
    values: list[Value] = []
    problems: list[Problem] = []
    for word in words:
        value = _value(column, found, word)
        if isinstance(value, Problem):
            problems.append(value)
        else:
            values.append(value)
    return (Condition(column.name, found.op, tuple(values)) if values else None), problems


def _value(column: Column, found: Filter, word: str) -> Value | Problem:
    """One value, as an import reads a cell."""
    if found.op == "contains" or column.type in ("text", "list"):
        return word
    if word == EMPTY:
        return None
    cell = read_cell(column, word)
    if isinstance(cell, Problem):
        return (_day(found, word) if column.type == "date" else None) or cell
    if column.type == "date":
        return date.fromisoformat(str(cell))
    return plain(Fraction(int(cell or 0), 10**column.places)) if column.numeric else str(cell)


def _day(found: Filter, word: str) -> date | None:
    """The first or last day of a period, where one is written instead of a day."""
    try:
        period = parse_period(word, date.today())  # noqa: DTZ011 - the office's own day
    except Refusal:
        return None
    return period.end if found.op == "to" else period.start


def _referring(
    figures: Figures, column: Column, found: Filter, words: Sequence[str], ids: Sequence[str]
) -> tuple[Condition | None, list[Problem]]:
    """The condition on a reference; a word that an id given with it shows means that entry."""
    to, book = column.to or "", figures.book
    given = [int(id) for id in ids if is_id(id)]
    seen = book.seen(to, given)
    shown = book.names(to, seen)
    wanted: list[int] = [id for id in given if id in seen and (not words or shown[id] in words)]
    problems = [_unknown(figures, column, id) for id in given if id not in seen and not words]
    for word in set(words) - {shown[id] for id in wanted}:
        try:
            wanted += [find_region(book, word).id] if to == "region" else figures.names.ids(to, word)
        except Refusal as refusal:
            problems += [Problem(each.code, Place(column=column.title), each.details) for each in refusal.problems]
    return (Condition(column.name, found.op, tuple(dict.fromkeys(wanted))) if wanted else None), problems


def _unknown(figures: Figures, column: Column, id: int) -> Problem:
    """An id that leads to no entry that the reader sees."""
    details = {
        "column": column.title,
        "ledger": figures.book.ledgers[column.to or ""].title,
        "word": id,
        "near": near(str(id), ()),
    }
    return Problem("figures-no-entry", Place(column=column.title), details)


def write(column: Column, condition: Condition) -> list[tuple[str, str]]:
    """The pairs of an address that make the condition again."""
    if condition.op in ("filled", "empty"):
        return [(f"{column.name}.{IS}", condition.op)]
    key = key_of(column, condition.op)
    name = f"{column.name}.{key}" if key else column.name
    pairs = []
    for value in condition.values:
        by_id = column.type == "ref" and isinstance(value, int)
        pairs.append((f"{name}.{BY_ID}" if by_id else name, _written(column, value)))
    return pairs


def _written(column: Column, value: Value) -> str:
    """A value as an address says it: numbers with the unit of the column's cells."""
    if value is None:
        return EMPTY
    if not column.numeric:
        return str(value)
    stored = unit(column.stored_unit) if column.stored_unit else column.cell_unit
    return plain(Fraction(str(value)) * stored.factor / column.cell_unit.factor) + (column.unit or "")
