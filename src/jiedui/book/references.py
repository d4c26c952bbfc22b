"""References within one change set: that what is referred to exists, and that nothing in use refers to what goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from jiedui.base.problems import Place, Problem
from jiedui.book.changes import Stored
from jiedui.book.checks import Cells, RowFault
from jiedui.book.layout import LIVE, Layout, Table
from jiedui.book.rows import live_ids, names, pieces
from jiedui.book.store import Store, marks
from jiedui.catalog import Column, Ledger

#: Entries named at most in one problem.
NAMED = 5


class References:
    """What one change set refers to, and what it withdraws."""

    def __init__(
        self, store: Store, layout: Layout, ledgers: Mapping[str, Ledger], first_id: Callable[[str], int]
    ) -> None:
        """``first_id`` gives the id of the first entry that the change set adds to a ledger."""
        self._store = store
        self._layout = layout
        self._ledgers = ledgers
        self._first_id = first_id
        self._live: dict[str, set[int]] = defaultdict(set)
        self._ahead: dict[str, dict[int, Problem]] = defaultdict(dict)
        self._gone: dict[str, dict[int, Place]] = defaultdict(dict)

    def faults(self, table: Table, ledger: Ledger, cells: Cells, place: Callable[[int], Place]) -> Iterator[RowFault]:
        """References of those rows that lead nowhere; those to entries still to be added are remembered."""
        for field in table.fields:
            column = cells.get(field.name)
            if field.to and column is not None:
                yield from self._column_faults(ledger.column(field.name), column, place)

    def _column_faults(
        self, column: Column, cells: Sequence[Stored], place: Callable[[int], Place]
    ) -> Iterator[RowFault]:
        """References of one column that lead nowhere."""
        to = column.to or ""
        ids = {cell for cell in cells if isinstance(cell, int)}
        first = self._first_id(to)
        ahead = {id for id in ids if id >= first}
        known = self._live[to]
        known |= live_ids(self._store, self._layout.by_name[to], sorted(ids - known - ahead))
        missing = ids - known - ahead
        self._remember(column, cells, ahead - self._ahead[to].keys(), place)
        if missing:
            for row, cell in enumerate(cells):
                if cell in missing:
                    details = {"column": column.title, "entry": f"{to}:{cell}"}
                    yield RowFault(row, "book-dangling", column.title, details)

    def _remember(
        self, column: Column, cells: Sequence[Stored], ahead: set[int], place: Callable[[int], Place]
    ) -> None:
        """Keep the problem that a reference to an entry not yet added is, should it never be added."""
        if not ahead:
            return
        kept = self._ahead[column.to or ""]
        for row, cell in enumerate(cells):
            if isinstance(cell, int) and cell in ahead and cell not in kept:
                at = place(row)
                details = {"column": column.title, "entry": f"{column.to}:{cell}"}
                kept[cell] = Problem("book-dangling", replace(at, column=at.column or column.title), details)

    def withdrawn(self, ledger: str, ids: Iterable[int], place: Place) -> None:
        """Those entries are withdrawn by this change set."""
        self._gone[ledger].update(dict.fromkeys(ids, place))
        self._live[ledger].difference_update(ids)

    def problems(self, created: Mapping[str, int]) -> Iterator[Problem]:
        """After all is written: references ahead that found nothing, withdrawn entries that others still refer to."""
        for ledger, kept in self._ahead.items():
            end = self._first_id(ledger) + created.get(ledger, 0)
            yield from (problem for id, problem in kept.items() if id >= end)
        for ledger, gone in self._gone.items():
            yield from self._referred(ledger, gone)

    def _referred(self, ledger: str, gone: Mapping[int, Place]) -> Iterator[Problem]:
        """Withdrawn entries that entries in use refer to, each with some of these named."""
        referring: dict[int, list[str]] = defaultdict(list)
        for table, field in self._layout.referring(ledger):
            sql = f'SELECT id, "{field.name}" FROM {table.sql} WHERE {LIVE} AND "{field.name}" IN '
            for piece in pieces(gone):
                for id, to in self._store.read(f"{sql}({marks(len(piece))}) ORDER BY id", piece):
                    referring[to].append(f"{table.name}:{id}")
        for to, others in referring.items():
            named = "、".join(others[:NAMED]) + ("…" if len(others) > NAMED else "")
            yield Problem("book-referred", gone[to], {"entry": f"{ledger}:{to}", "others": named})

    def name(self, ledger: str, id: int) -> str:
        """What the entry shows to a reader."""
        return names(self._store, self._layout, self._ledgers, ledger, [id]).get(id, f"{ledger}:{id}")
