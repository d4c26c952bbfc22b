"""The levels kept beside references to regions: derived from the tree, refreshed when it changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiedui.book.changes import Stored
from jiedui.book.layout import Field, Table
from jiedui.book.regions import NOWHERE, Levels, RegionTree
from jiedui.book.store import Store, quoted


def level_cells(cells: Sequence[Stored], tree: RegionTree) -> list[Sequence[int | None]]:
    """For a column of region ids the four columns of its levels."""
    known = {cell: tree.levels.get(cell, NOWHERE) if isinstance(cell, int) else NOWHERE for cell in set(cells)}
    return list(zip(*map(known.__getitem__, cells), strict=True)) if cells else [(), (), (), ()]


def stale(store: Store, table: Table, field: Field, tree: RegionTree) -> Iterator[tuple[int, Levels]]:
    """The regions referred to beside which other levels stand than the tree says, each with what it says."""
    columns = quoted((field.name, *field.levels))
    seen: set[int] = set()
    for region, *kept in store.read(f'SELECT DISTINCT {columns} FROM {table.sql} WHERE "{field.name}" IS NOT NULL'):
        levels = tree.levels.get(region, NOWHERE)
        if tuple(kept) != levels and region not in seen:
            seen.add(region)
            yield region, levels


def refresh(store: Store, table: Table, tree: RegionTree) -> None:
    """Set the levels of the table's references to what the tree says."""
    for field in table.regions:
        settings = ", ".join(f'"{level}" = ?' for level in field.levels)
        rows = [(*levels, region) for region, levels in stale(store, table, field, tree)]
        if rows:
            store.execute_many(f'UPDATE {table.sql} SET {settings} WHERE "{field.name}" = ?', rows)
