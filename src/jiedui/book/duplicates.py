"""Rows that share what only one may have: the 编号 or, where a ledger wants its key unique, the key of those without."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
PlaceOf = Callable[[int], Place]


def unique_sets(table: Table) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The columns that no two entries in use share; True where that holds only for those without a 编号."""
    coded = "code" in table.by_name
    if coded:
        yield ("code",), False
    if table.key and table.key != ("code",):
        yield table.key, coded


@dataclass(slots=True)
class Uniqueness:
    """The unique columns of one table, and where the rows stand that one change set has added to it so far."""

    store: Store
    table: Table
    ledger: Ledger
    first: int
    _added: list[tuple[int, int, PlaceOf]] = field(default_factory=list)

    def added(self, first: int, count: int, place: PlaceOf) -> None:
        """Rows from that id on have been added."""
        self._added.append((first, count, place))

    def faults(self, cells: Cells, place: PlaceOf, own: Collection[int] = ()) -> dict[int, Problem]:
        """Of rows that the database refused: those that share with an entry not among ``own``, or with a row before."""
        found: dict[int, Problem] = {}
        for columns, bare in unique_sets(self.table):
            keys = _keys(cells, columns, bare=bare)
            taken = self._taken(columns, [key for _, key in keys], own, bare=bare)
            seen: dict[Key, int] = {}
            for row, key in keys:
                if key in taken:
                    found[row] = self.problem(columns, key, place(row), taken[key])
                elif key in seen:
                    found[row] = self._here(columns, key, place(row), place(seen[key]), seen[key])
                seen.setdefault(key, row)
        return found

    def shared(self) -> Iterator[Problem]:
        """Rows added that share with an entry or with another of them, each but the first of a kind."""
        for columns, bare in unique_sets(self.table):
            names = quoted(columns)
            filled = " AND ".join(f'"{name}" IS NOT NULL' for name in columns)
            condition = f"{LIVE} AND {filled}" + (' AND "code" IS NULL' if bare else "")
            equal = " AND ".join(f'"{name}" = ?' for name in columns)
            rows = f"FROM {self.table.sql} WHERE {condition}"
            for least, *key in self.store.read(f"SELECT MIN(id), {names} {rows} GROUP BY {names} HAVING COUNT(*) > 1"):
                later = self.store.read(f"SELECT id {rows} AND {equal} AND id > ? ORDER BY id", [*key, least])
                yield from (self.problem(columns, tuple(key), self.place(id), least) for (id,) in later)

    def problem(self, columns: Sequence[str], key: Key, at: Place, other: int) -> Problem:
        """The problem of a row that shares with that entry of the book, or of this change set."""
        if other >= self.first:
            return self._here(columns, key, at, self.place(other), other - self.first)
        return Problem("book-duplicate", *self._told(columns, key, at, {"entry": f"{self.table.name}:{other}"}))

    def _here(self, columns: Sequence[str], key: Key, at: Place, other: Place, number: int) -> Problem:
        """The problem of a row that shares with another of the same change set."""
        first = other.words() or f"第 {number + 1} 条"
        return Problem("book-duplicate-here", *self._told(columns, key, at, {"first": first}))

    def _told(
        self, columns: Sequence[str], key: Key, at: Place, more: Mapping[str, object]
    ) -> tuple[Place, Mapping[str, object]]:
        """Place and details of a problem."""
        titles = "＋".join(self.ledger.column(name).title for name in columns)
        details = {"column": titles, "value": told_key(self.ledger, columns, key), **more}
        return replace(at, column=at.column or titles), details

    def place(self, id: int) -> Place:
        """Where the added row of that id stands."""
        return next((place(id - first) for first, count, place in self._added if first <= id < first + count), Place())

    def _taken(
        self, columns: Sequence[str], keys: Sequence[Key], own: Collection[int], *, bare: bool
    ) -> dict[Key, int]:
        """The keys that entries in use have, with the entry's id."""
        found: dict[Key, int] = {}
        condition = f'{LIVE} AND "code" IS NULL' if bare else LIVE
        equal = " AND ".join(f'"{name}" = ?' for name in columns)
        for piece in pieces(keys, PIECE):
            wanted = " OR ".join([f"({equal})"] * len(piece))
            sql = f"SELECT id, {quoted(columns)} FROM {self.table.sql} WHERE {condition} AND ({wanted})"
            for id, *key in self.store.read(sql, list(chain.from_iterable(piece))):
                if id not in own:
                    found[tuple(key)] = id
        return found


def _keys(cells: Cells, columns: Sequence[str], *, bare: bool) -> list[tuple[int, Key]]:
    """The filled keys of the rows, each with the row's index."""
    if any(name not in cells for name in columns):
        return []
    codes = cells.get("code") if bare else None
    rows = enumerate(zip(*(cells[name] for name in columns), strict=True))
    return [(row, key) for row, key in rows if None not in key and not (codes and codes[row] is not None)]
