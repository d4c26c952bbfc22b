"""Entering by hand (登记): what is typed in the fields of an entry, read as an import reads the cells of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jiedui.base.problems import Place, Problem
from jiedui.book.book import Book
from jiedui.book.cells import decode
from jiedui.book.changes import Value
from jiedui.book.intake.cells import read_cell
from jiedui.book.layout import REVIEW
from jiedui.book.resolver import Resolver
from jiedui.catalog import Column, Ledger

#: Columns that no hand fills in: review goes by steps, the names of evidence come with its files.
UNTYPED = frozenset({REVIEW.name, "evidence"})


@dataclass(frozen=True, slots=True)
class Field:
    """What stands in one field: the text typed, and for a reference the id that was chosen with it."""

    text: str = ""
    id: int | None = None


def typed_columns(book: Book, ledger: Ledger) -> tuple[Column, ...]:
    """The columns that are filled in by hand, of those that the writer sees."""
    return tuple(column for column in book.columns(ledger.name) if column.name not in UNTYPED)


def read_fields(book: Book, ledger: Ledger, fields: Mapping[str, Field]) -> tuple[dict[str, Value], list[Problem]]:
    """The values of the fields by column, and everything that cannot be read, each at its column."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for name, field in fields.items():
        column = ledger.column(name)
        value = _referred(book, column, field) if column.to else _read(column, field.text)
        if isinstance(value, Problem):
            problems.append(value)
        else:
            values[name] = value
    return values, problems


def _read(column: Column, text: str) -> Value | Problem:
    """The value of a text."""
    cell = read_cell(column, text)
    return cell if isinstance(cell, Problem) else decode(column, cell)


def _referred(book: Book, column: Column, field: Field) -> int | Problem | None:
    """The entry that a field names: the one chosen where the text is still its name, else the one that bears the text."""
    to, text = column.to or "", field.text.strip()
    if not text:
        return None
    if field.id is not None and book.names(to, book.seen(to, [field.id])).get(field.id) == text:
        return field.id
    return Resolver.of(book, to).resolve(text, column.title, Place(column=column.title))
