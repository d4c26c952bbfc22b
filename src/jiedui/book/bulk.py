"""Many new rows at once: on SQLite their indexes are built at the end, which is several times quicker.

As soon as a change set has added as many rows to a table as were in it before, and no fewer than ``ENOUGH``, the
table's indexes are put aside; at the end they are made again, and a value that two rows share is found then. Readers
see nothing of it: it all happens in the transaction. PostgreSQL would shut them out, and keeps its indexes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jiedui.base.problems import Problem
from jiedui.book.duplicates import Uniqueness
from jiedui.book.store import Duplicate

#: Rows from which putting indexes aside is worth while.
ENOUGH = 10_000


@dataclass(slots=True)
class Bulk:
    """The indexes of one table that a change set has put aside."""

    unique: Uniqueness
    _aside: list[str] = field(default_factory=list)

    def added(self, rows: int) -> None:
        """So many rows have been added: put the indexes aside when these are enough."""
        if not self._aside and rows >= max(ENOUGH, self.unique.first):
            self._aside = self.unique.store.drop_indexes(f"ledger_{self.unique.table.name}")

    def problems(self) -> Iterator[Problem]:
        """Make the indexes again; the rows that share what only one may have."""
        try:
            for statement in self._aside:
                self.unique.store.create_index(statement)
        except Duplicate:
            yield from self.unique.shared()
