"""Why the database refused a row as a duplicate: its 编号, or without one the ledger's key, is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from jiedui.base.problems import Place, Problem
from jiedui.book.cells import told_key
from jiedui.book.changes import Stored
from jiedui.book.checks import Cells
from jiedui.book.layout import LIVE, Table
from jiedui.book.rows import pieces
from jiedui.book.store import Store, quoted
from jiedui.catalog import Ledger

#: Keys looked up in one query.
PIECE = 100

Key = tuple[Stored, ...]


def unique_sets(table: Table) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The columns that no two entries in use share; True where that holds only for those without a 编号."""
    coded = "code" in table.by_name
    if coded:
        yield ("code",), False
    if table.key and table.key != ("code",):
        yield table.key, coded


def duplicate_problems(
    store: Store, table: Table, ledger: Ledger, cells: Cells, place: Callable[[int], Place], own: Collection[int]
) -> Iterator[Problem]:
    """The rows whose 编号 or key is taken, in the book (by an entry not among ``own``) or by another of the rows."""
    for columns, bare in unique_sets(table):
        keys = _keys(cells, columns, bare=bare)
        counts = Counter(key for _, key in keys)
        taken = _taken(store, table, columns, list(counts), own, bare=bare)
        for row, key in keys:
            details = {"column": titles(ledger, columns), "value": told_key(ledger, columns, key)}
            at = replace(place(row), column=place(row).column or details["column"])
            if key in taken:
                yield Problem("book-duplicate", at, {**details, "entry": f"{table.name}:{taken[key]}"})
            elif counts[key] > 1:
                yield Problem("book-duplicate-here", at, {**details, "count": counts[key]})


def _keys(cells: Cells, columns: Sequence[str], *, bare: bool) -> list[tuple[int, Key]]:
    """The filled keys of the rows, each with the row's index."""
    if any(name not in cells for name in columns):
        return []
    codes = cells.get("code") if bare else None
    rows = enumerate(zip(*(cells[name] for name in columns), strict=True))
    return [(row, key) for row, key in rows if None not in key and not (codes and codes[row] is not None)]


def _taken(
    store: Store, table: Table, columns: Sequence[str], keys: Sequence[Key], own: Collection[int], *, bare: bool
) -> dict[Key, int]:
    """The keys that entries in use have, with the entry's id."""
    found: dict[Key, int] = {}
    condition = f'{LIVE} AND "code" IS NULL' if bare else LIVE
    for piece in pieces(keys, PIECE):
        equal = " AND ".join(f'"{name}" = ?' for name in columns)
        wanted = " OR ".join([f"({equal})"] * len(piece))
        sql = f"SELECT id, {quoted(columns)} FROM {table.sql} WHERE {condition} AND ({wanted})"
        for id, *key in store.read(sql, list(chain.from_iterable(piece))):
            if id not in own:
                found[tuple(key)] = id
    return found


def titles(ledger: Ledger, columns: Sequence[str]) -> str:
    """The titles of the columns, joined."""
    return "＋".join(ledger.column(name).title for name in columns)
