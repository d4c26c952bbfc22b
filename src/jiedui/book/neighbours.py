"""Neighbours (关联记录) of an entry: those that refer to it, such as the funds of a project, and those it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jiedui.book.book import Book, Entry
from jiedui.book.cells import Ref
from jiedui.book.layout import LIVE, Field, Table
from jiedui.book.predicates import Predicate, all_of
from jiedui.catalog import Column, Ledger

#: Entries shown of each ledger; the others are found in its list.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Referring:
    """The visible entries in use of one ledger that refer to an entry by one column, the last ones named."""

    ledger: Ledger
    column: Column
    count: int
    last: tuple[tuple[int, str], ...]


def referring(book: Book, ledger: str, id: int) -> Iterator[Referring]:
    """Who refers to the entry: by every column of every ledger that does."""
    for table, field in book.layout.referring(ledger):
        if table.name in book.catalog.ledgers:
            found = _referring(book, table, field, id)
            if found.count:
                yield found


def _referring(book: Book, table: Table, field: Field, id: int) -> Referring:
    """Who refers to the entry by one column."""
    declared = book.ledgers[table.name]
    kept = all_of((Predicate(f'{LIVE} AND "{field.name}" = ?', (id,)), book.visible(table.name)))
    sql = f"""SELECT "id", COUNT(*) OVER () FROM {table.sql} WHERE {kept.where} ORDER BY "id" DESC LIMIT {SHOWN}"""
    rows = book.store.read(sql, kept.params)
    names = book.names(table.name, [row[0] for row in rows])
    count = rows[0][1] if rows else 0
    return Referring(declared, declared.column(field.name), count, tuple((row[0], names[row[0]]) for row in rows))


def reachable(book: Book, entry: Entry) -> set[tuple[str, int]]:
    """The entries that the entry refers to and that the reader sees."""
    named: dict[str, set[int]] = {}
    for value in entry.values.values():
        if isinstance(value, Ref):
            named.setdefault(value.ledger, set()).add(value.id)
    return {(ledger, id) for ledger, ids in named.items() for id in book.seen(ledger, ids)}
