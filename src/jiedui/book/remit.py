"""The remit of a writer (职权范围): within one change set, that nothing outside the writer's regions is touched.

Entries changed, withdrawn or restored must be the writer's own before, and those added or changed after, so that
nobody moves an entry out of sight or into another's ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jiedui.base.problems import Place, Problem
from jiedui.book.changes import Stored
from jiedui.book.layout import HOME, Table
from jiedui.book.predicates import Predicate
from jiedui.book.regions import RegionTree
from jiedui.book.rows import ids_where
from jiedui.book.sight import View
from jiedui.book.store import Store


@dataclass(slots=True)
class Remit:
    """One writer's regions, and what one change set has touched so far."""

    store: Store
    view: View
    _added: list[tuple[Table, int, int, Callable[[int], Place]]] = field(default_factory=list)
    _changed: list[tuple[Table, Mapping[int, Place]]] = field(default_factory=list)

    def house(self, cells: dict[str, Sequence[Stored]], count: int) -> None:
        """Let new entries that do not say where they belong belong to the writer's first region."""
        home = next(iter(self.view.sight.writes or ()), None)
        cells[HOME.name] = [home if cell is None else cell for cell in cells.get(HOME.name) or (None,) * count]

    def outside(self, table: Table, places: Mapping[int, Place]) -> Iterator[Problem]:
        """Those of the entries, given with their places, that the writer may not touch."""
        yield from self._told(table, places, self.view, "book-not-yours")

    def changed(self, table: Table, places: Mapping[int, Place]) -> None:
        """Those entries have new values, to be looked at when all is written."""
        self._changed.append((table, places))

    def added(self, table: Table, first: int, count: int, place: Callable[[int], Place]) -> None:
        """Entries from that id on are new."""
        self._added.append((table, first, count, place))

    def problems(self, tree: RegionTree) -> Iterator[Problem]:
        """Entries that now lie outside; ``tree`` is that of the regions as the change set leaves them."""
        view = replace(self.view, tree=tree)
        for table, places in self._changed:
            yield from self._told(table, places, view, "book-moved-away")
        for table, first, count, place in self._added:
            # a region above the writer's has no town: what cannot be said to lie inside lies outside
            own = view.changeable(table)
            outside = Predicate(f"NOT COALESCE({own.where}, FALSE)", own.params)
            sql = f"SELECT id FROM {table.sql} WHERE id BETWEEN ? AND ? AND {outside.sql} ORDER BY id"
            for (id,) in self.store.read(sql, (first, first + count - 1, *outside.params)):
                yield self.problem(table, "book-placed-away", place(id - first))

    def _told(self, table: Table, places: Mapping[int, Place], view: View, code: str) -> Iterator[Problem]:
        """Those of the entries that are not the writer's own."""
        own = ids_where(self.store, table, places, view.changeable(table))
        for id, place in places.items():
            if id not in own:
                yield self.problem(table, code, place)

    def problem(self, table: Table, code: str, place: Place) -> Problem:
        """One entry outside the remit; the regions of the remit are named, the entry's content is not."""
        regions = "、".join(self.view.tree[id].name for id in self.view.sight.writes or () if id in self.view.tree)
        title = self.view.ledgers[table.name].title
        return Problem(code, place, {"ledger": title, "regions": regions or "—"})
