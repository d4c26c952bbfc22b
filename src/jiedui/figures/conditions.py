"""Conditions as a person writes them: ``环节=拨付,支付``, ``source!=社会捐赠``, ``amount>=5万元``, ``started_on=2022``.

    column=values   one of the values (of a region: it or anything below it; of a date: in that period)
    column!=values  none of them          column>=value, column<=value   not less, not more; not before, not after
    column~text     has the text in it    column    is filled            !column    is empty

Columns go by name, title or alias. Numbers are in the column's stored unit (元 for money) unless a unit follows them.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from jiedui.base.periods import Period, parse_period
from jiedui.base.problems import refuse
from jiedui.base.units import unit
from jiedui.book import Book
from jiedui.catalog import Column, Ledger
from jiedui.figures.model import Condition, Operator, Value
from jiedui.figures.names import find_region
from jiedui.figures.show import plain

_WRITTEN = re.compile(r"(?P<not>!?)(?P<column>[^!<>=~]+)(?:(?P<sign>!=|>=|<=|=|~)(?P<values>.*))?", re.DOTALL)
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(\D*)")
_COMMAS = re.compile(r"[,，、]")
_SIGNS: dict[str, Operator] = {"=": "in", "!=": "not_in", ">=": "from", "<=": "to", "~": "contains"}


def column_word(text: str) -> str:
    """What the text names a column by; empty when it is no condition."""
    found = _WRITTEN.fullmatch(text.strip())
    return found["column"].strip() if found else ""


def find_column(ledger: Ledger, word: str) -> Column:
    """The column that bears the name, title or alias; Refusal (figures-no-column) with all titles."""
    for column in ledger.columns:
        if word.strip() in column.names:
            return column
    known = "、".join(column.title for column in ledger.columns)
    raise refuse("figures-no-column", ledger=ledger.title, name=word, known=known)


def parse_condition(book: Book, ledger: Ledger, text: str, clock: date | None = None) -> tuple[Condition, ...]:
    """The conditions that the text writes; periods among them are resolved against the clock.

    Raises Refusal: figures-where-unreadable, figures-no-column, figures-not-a-choice, figures-no-region, and what is
    wrong with a period or a number.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None or (found["sign"] and (found["not"] or not found["values"].strip())):
        raise refuse("figures-where-unreadable", text=text)
    column = find_column(ledger, found["column"])
    if not found["sign"]:
        return (Condition(column.name, "empty" if found["not"] else "filled"),)
    values = [value.strip() for value in _COMMAS.split(found["values"]) if value.strip()]
    op = _SIGNS[found["sign"]]
    if column.type == "date" and op != "contains":
        return _dated(column, op, parse_period(found["values"], clock), text)
    if column.to == "region" and op in ("in", "not_in"):
        return (_in_regions(book, column, op, values),)
    return (Condition(column.name, op, tuple(_value(column, op, value) for value in values)),)


def _dated(column: Column, op: Operator, period: Period, text: str) -> tuple[Condition, ...]:
    """A condition on a date: in a period, not before its first day, not after its last."""
    if op == "not_in":
        raise refuse("figures-where-unreadable", text=text)
    first = Condition(column.name, "from", (period.start,))
    last = Condition(column.name, "to", (period.end,))
    return {"from": (first,), "to": (last,)}.get(op, (first, last))


def _in_regions(book: Book, column: Column, op: Operator, words: list[str]) -> Condition:
    """In, or not in, regions with all that lies below them."""
    found = [find_region(book, word).id for word in words]
    if op == "in":
        return Condition(column.name, "under", tuple(found))
    return Condition(column.name, "not_in", tuple(each for region in found for each in book.regions.below(region)))


def _value(column: Column, op: Operator, value: str) -> Value:
    """One wanted value: a choice that exists, a number in the column's stored unit, or the text itself."""
    if op in ("in", "not_in") and column.choices and value not in column.choices:
        raise refuse("figures-not-a-choice", column=column.title, value=value, known="、".join(column.choices))
    found = _NUMBER.fullmatch(value) if column.numeric else None
    if found is None or not found[2]:
        return value
    own, given = unit(column.stored_unit), unit(found[2].strip())
    if own.dimension != given.dimension:
        return value
    return plain(Fraction(found[1]) * given.factor / own.factor)
