"""What a column must hold, checked a column at a time on stored cells: each fault with the index of its row.

Types, emptiness, range, choices, formats and rules of a row are checked here; references, uniqueness and rules of
sums need the book and are checked by the door.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiedui.book.cells import decode, shown
from jiedui.book.changes import Stored
from jiedui.book.formats import fits
from jiedui.book.rules import breaking
from jiedui.catalog import Catalog, Column, Ledger

#: Days outside these years are slips of the pen.
FIRST_YEAR, LAST_YEAR = 1900, 2199
#: What a BIGINT can hold.
LARGEST = 2**63 - 1

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_INT = frozenset({int, type(None)})
_STR = frozenset({str, type(None)})

Cells = Mapping[str, Sequence[Stored]]


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one row: its index, the code, the column's title (None: the whole row), the details."""

    row: int
    code: str
    column: str | None
    details: Mapping[str, object]


def ledger_faults(catalog: Catalog, ledger: Ledger, cells: Cells, count: int) -> Iterator[RowFault]:
    """Every fault of ``count`` rows of a ledger; a column not in ``cells`` is empty in all of them."""
    sound = True
    for column in ledger.columns:
        for fault in _column_faults(catalog, column, cells.get(column.name), count):
            sound = sound and fault.code == "book-required"
            yield fault
    if sound:
        yield from _rule_faults(ledger, cells)


def _column_faults(catalog: Catalog, column: Column, cells: Sequence[Stored] | None, count: int) -> Iterator[RowFault]:
    """The faults of one column."""
    if cells is None:
        if column.required:
            yield from (_fault(row, "book-required", column) for row in range(count))
        return
    if column.required and None in cells:
        yield from _at(column, cells, "book-required", lambda cell: cell is None)
    numeric = column.numeric or column.type == "ref"
    expected = _INT if numeric else _STR
    if not set(map(type, cells)) <= expected:
        code = "book-not-number" if numeric else "book-not-text"
        yield from _at(column, cells, code, lambda cell: type(cell) not in expected)
        return
    yield from (_numbers if numeric else _texts)(catalog, column, cells)


def _numbers(_: Catalog, column: Column, cells: Sequence[Stored]) -> Iterator[RowFault]:
    """Numbers below zero where none may be, or larger than can be kept."""
    present = [cell for cell in cells if isinstance(cell, int)]
    low, high = min(present, default=0), max(present, default=0)
    if column.numeric and not column.signed and low < 0:
        yield from _at(column, cells, "book-negative", lambda cell: isinstance(cell, int) and cell < 0)
    if high > LARGEST or low < -LARGEST:
        yield from _at(column, cells, "book-too-large", lambda cell: isinstance(cell, int) and abs(cell) > LARGEST)


def _texts(catalog: Catalog, column: Column, cells: Sequence[Stored]) -> Iterator[RowFault]:
    """Texts that are no choice, no day, not of the format, or hold control characters."""
    values = {cell for cell in set(cells) if isinstance(cell, str)}
    if column.type in ("text", "list") and not column.format and not _CONTROL.search("".join(values)):
        return
    bad = {value: found for value in values if (found := _bad_text(catalog, column, value))}
    for row, cell in enumerate(cells):
        if cell in bad:
            code, details = bad[str(cell)]
            yield _fault(row, code, column, value=cell, **details)


def _bad_text(catalog: Catalog, column: Column, value: str) -> tuple[str, Mapping[str, object]] | None:
    """What is wrong with one text: the code and the details; None when nothing is."""
    if column.choices:
        known = "、".join(column.choices)
        return None if value in column.choices else ("book-not-choice", {"known": known})
    if column.type == "date":
        return _bad_day(value)
    if _CONTROL.search(value):
        return "book-control", {}
    if column.format and not fits(value, column.format, catalog):
        return "book-format", {"form": FORMS[column.format]}
    return None


#: The formats in words.
FORMS: Mapping[str, str] = {
    "uscc": "统一社会信用代码，18 位，末位为校验码（GB 32100）",
    "phone": "手机或固定电话号码",
    "industry": "国民经济行业代码，如 1331 或 C1331（GB/T 4754）",
    "geometry": "GeoJSON 或 WKT",
    "indicator": "目录中某个指标的名称",
}


def _bad_day(value: str) -> tuple[str, Mapping[str, object]] | None:
    """A text that is no day, or a day far off."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return "book-not-date", {}
    if day.isoformat() != value:
        return "book-not-date", {}
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return "book-date-range", {"first": FIRST_YEAR, "last": LAST_YEAR}
    return None


def _rule_faults(ledger: Ledger, cells: Cells) -> Iterator[RowFault]:
    """Rows that break a rule of the ledger."""
    types = {column.name: column.type for column in ledger.columns}
    for rule in ledger.rules:
        if not rule.comparison.columns <= cells.keys():
            continue
        for row in breaking(rule.comparison, types, cells):
            told = _told(ledger, sorted(rule.comparison.columns), cells, row)
            yield RowFault(row, "book-rule", None, {"rule_zh": rule.zh, "rule_en": rule.en, "cells": told})


def _told(ledger: Ledger, names: Iterable[str], cells: Cells, row: int) -> str:
    """The cells that a rule compares, in words: ``总投资 120万元，协作资金 150万元``."""
    columns = [ledger.column(name) for name in names]
    return "，".join(f"{column.title} {shown(column, decode(column, cells[column.name][row]))}" for column in columns)


def _at(column: Column, cells: Sequence[Stored], code: str, wrong: Callable[[Stored], bool]) -> Iterator[RowFault]:
    """A fault for every cell that is wrong."""
    return (_fault(row, code, column, value=cell) for row, cell in enumerate(cells) if wrong(cell))


def _fault(row: int, code: str, column: Column, **details: object) -> RowFault:
    """One fault of one column."""
    return RowFault(row, code, column.title, {"column": column.title, **details})
