"""Reading rows in stored form: by id, in pieces, with the names that entries show to a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from jiedui.book.cells import COMMA, decode, shown
from jiedui.book.changes import Stored
from jiedui.book.layout import LIVE, Layout, Table
from jiedui.book.predicates import Predicate
from jiedui.book.regions import RegionRow, RegionTree
from jiedui.book.store import Row, Store, marks, quoted
from jiedui.catalog import Ledger

#: Ids asked for in one query.
PIECE = 500
Item = TypeVar("Item")


def pieces(items: Iterable[Item], size: int = PIECE) -> Iterator[list[Item]]:
    """The items in lists of at most ``size``."""
    left = iter(items)
    while piece := list(islice(left, size)):
        yield piece


def rows_by_id(store: Store, table: Table, ids: Iterable[int]) -> Iterator[tuple[int, int | None, Sequence[Stored]]]:
    """Id, mark of withdrawal and cells (in the order of the table's fields) of those entries that exist."""
    columns = quoted(("id", "withdrawn", *table.by_name))
    for piece in pieces(ids):
        for row in store.read(f"SELECT {columns} FROM {table.sql} WHERE id IN ({marks(len(piece))})", piece):
            yield row[0], row[1], row[2:]


def ids_where(store: Store, table: Table, ids: Iterable[int], kept: Predicate) -> set[int]:
    """Those of the ids whose entries exist and fulfil the condition: found by id first, whatever indexes there are."""
    found: set[int] = set()
    for piece in pieces(ids):
        wanted = f"SELECT * FROM {table.sql} WHERE id IN ({marks(len(piece))})"
        sql = f"WITH wanted AS MATERIALIZED ({wanted}) SELECT id FROM wanted WHERE {kept.where}"
        found.update(row[0] for row in store.read(sql, [*piece, *kept.params]))
    return found


def live_ids(store: Store, table: Table, ids: Iterable[int]) -> set[int]:
    """Those of the ids whose entries exist and have not been withdrawn."""
    return ids_where(store, table, ids, Predicate(LIVE))


def names(
    store: Store, layout: Layout, ledgers: Mapping[str, Ledger], ledger: str, ids: Iterable[int]
) -> dict[int, str]:
    """What entries show to a reader: the columns that the ledger ``shows``, references by what they show in turn."""
    table, declared = layout.by_name[ledger], ledgers[ledger]
    columns = [declared.column(name) for name in declared.shows or declared.key]
    if not columns:
        return {id: f"{ledger}:{id}" for id in ids}
    found = [
        row for piece in pieces(ids) for row in _selected(store, table, [column.name for column in columns], piece)
    ]
    shows: list[Mapping[Any, str]] = []
    for at, column in enumerate(columns, start=1):
        cells = {row[at] for row in found if row[at] is not None}
        known = names(store, layout, ledgers, column.to, cells) if column.to and column.to != ledger else None
        shows.append(known or {cell: shown(column, decode(column, cell)) for cell in cells})
    return {row[0]: _name(row, shows) or f"{ledger}:{row[0]}" for row in found}


def _selected(store: Store, table: Table, columns: Sequence[str], ids: Sequence[int]) -> list[Row]:
    """Id and those columns of the entries."""
    return store.read(f"SELECT {quoted(('id', *columns))} FROM {table.sql} WHERE id IN ({marks(len(ids))})", ids)


def _name(row: Row, shows: Sequence[Mapping[Any, str]]) -> str:
    """The cells of one row that are filled, joined."""
    parts = [known.get(cell, "") for cell, known in zip(row[1:], shows, strict=True) if cell is not None]
    return COMMA.join(part for part in parts if part)


def region_tree(store: Store, layout: Layout) -> RegionTree:
    """The tree of the regions in use; empty for a catalogue without regions."""
    table = layout.by_name.get("region")
    if table is None:
        return RegionTree(())
    wanted = ("code", "name", "parent", "level", "side", "aliases")
    columns = ", ".join(f'"{name}"' if name in table.by_name else "NULL" for name in wanted)
    sql = f"SELECT id, {columns} FROM {table.sql} WHERE {LIVE} ORDER BY id"
    return RegionTree(RegionRow(*row) for row in store.read(sql))
