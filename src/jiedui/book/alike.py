"""Rows of an import that say the same thing twice: new entries without a 编号, every cell alike but the remarks.

Both are taken, for two gifts of one giver on one day are two; but whoever imports is told, for mostly it is a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiedui.base.problems import Problem
from jiedui.book.intake import Batch, Table

#: What may differ between two rows that say the same.
ASIDE = frozenset({"code", "note"})
#: Rows remembered of one ledger; further ones are only compared with these.
REMEMBERED = 200_000


class Alike:
    """Remembers the rows of one ledger that an import has met, by what they say: the sheet and the row of each."""

    def __init__(self) -> None:
        """Nothing has been met."""
        self._met: dict[int, tuple[int, int]] = {}
        self._tables: list[Table] = []

    def told(self, table: Table, batch: Batch, entries: Sequence[int]) -> Iterator[Problem]:
        """The new rows of a batch that repeat one met before; ``entries`` are what each row is, 0 for a new one."""
        if not self._tables or self._tables[-1] is not table:
            self._tables.append(table)
        numbers, columns, bad = batch
        cells = dict(zip(table.head.columns, columns, strict=True))
        codes = cells.get("code", [None] * len(numbers))
        names = tuple(sorted(cells.keys() - ASIDE))
        passed = {*bad, *(index for index, code in enumerate(codes) if code is not None)}
        for index, row in enumerate(zip(*(cells[name] for name in names), strict=True)):
            if index in passed:
                continue
            said = hash((names, row))
            first = self._met.get(said)
            if first and not entries[index]:
                yield Problem("import-same", table.place(numbers[index]), {"first": self._words(first)})
            elif first is None and len(self._met) < REMEMBERED:
                self._met[said] = len(self._tables) - 1, numbers[index]

    def _words(self, met: tuple[int, int]) -> str:
        """Where a row met before stands, in words."""
        table, row = met
        return self._tables[table].place(row).words()
