"""Many new rows at once: on SQLite their indexes are built at the end, which is several times quicker.

As soon as a change set has added as many rows to a table as were in it before, and no fewer than ``ENOUGH``, the
table's indexes are put aside; at the end they are made again, and a value that two rows share is found then. Readers
see nothing of it: it all happens in the transaction. PostgreSQL would shut them out, and keeps its indexes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from jiedui.base.problems import Place, Problem
from jiedui.book.cells import told_key
from jiedui.book.changes import Stored
from jiedui.book.duplicates import titles, unique_sets
from jiedui.book.layout import LIVE, Table
from jiedui.book.store import Duplicate, Store, quoted
from jiedui.catalog import Ledger

#: Rows from which putting indexes aside is worth while.
ENOUGH = 10_000

PlaceOf = Callable[[int], Place]


@dataclass(slots=True)
class Bulk:
    """The new rows of one table in one change set: where each stands, and the indexes put aside."""

    store: Store
    table: Table
    ledger: Ledger
    first: int
    _added: list[tuple[int, int, PlaceOf]] = field(default_factory=list)
    _aside: list[str] = field(default_factory=list)

    def added(self, first: int, count: int, place: PlaceOf) -> None:
        """Rows from that id on have been added; put the indexes aside when there are enough."""
        self._added.append((first, count, place))
        rows = first + count - self.first
        if not self._aside and rows >= max(ENOUGH, self.first):
            self._aside = self.store.drop_indexes(f"ledger_{self.table.name}")

    def problems(self) -> Iterator[Problem]:
        """Make the indexes again; the rows that share what only one may have."""
        try:
            for statement in self._aside:
                self.store.create_index(statement)
        except Duplicate:
            for columns, bare in unique_sets(self.table):
                yield from self._shared(columns, bare=bare)

    def _shared(self, columns: Sequence[str], *, bare: bool) -> Iterator[Problem]:
        """New rows whose 编号 or key another row has too."""
        names = quoted(columns)
        filled = " AND ".join(f'"{name}" IS NOT NULL' for name in columns)
        condition = f"{LIVE} AND {filled}" + (' AND "code" IS NULL' if bare else "")
        groups = f"SELECT {names}, COUNT(*), MIN(id) FROM {self.table.sql} WHERE {condition} GROUP BY {names} HAVING COUNT(*) > 1"
        for *key, count, least in self.store.read(groups):
            equal = " AND ".join(f'"{name}" = ?' for name in columns)
            for (id,) in self.store.read(
                f"SELECT id FROM {self.table.sql} WHERE {condition} AND {equal} ORDER BY id", key
            ):
                if id >= self.first:
                    yield self._problem(columns, key, id, least, count)

    def _problem(self, columns: Sequence[str], key: Sequence[Stored], id: int, least: int, count: int) -> Problem:
        """The problem that one new row is."""
        place = self._place(id)
        details = {"column": titles(self.ledger, columns), "value": told_key(self.ledger, columns, key)}
        at = replace(place, column=place.column or details["column"])
        if least < self.first:
            return Problem("book-duplicate", at, {**details, "entry": f"{self.table.name}:{least}"})
        return Problem("book-duplicate-here", at, {**details, "count": count})

    def _place(self, id: int) -> Place:
        """Where the new row of that id stands."""
        return next((place(id - first) for first, count, place in self._added if first <= id < first + count), Place())
