"""What a reader may see of a book (视野), and what a writer may change: one condition for lists, figures, exports, all.

A reader's own regions are those granted, with all below them. A **partner** is a region that an entry of the pairing
ledger (结对台账) links with an own region. An entry lies where its region columns say (of a ledger that declares none,
the book's own column 属地); where it has none, where the entries lie that it refers to. It is

- the reader's own when one of its regions is, or when it names no region at all: such entries are the office's own;
- visible when it is the reader's own, or when every region that it names is own or a partner's — so that of a partner's
  dealings only those with own regions, or of the partner alone, are seen.

Regions themselves are visible from the county upwards (their names are public, GB/T 2260), and below that where they
are own or a partner's. Whoever sees everything (:data:`EVERYTHING`) is not narrowed at all: the command line, whose
user holds the file, is such a reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from jiedui.book.layout import EVIDENCE, LIVE, Layout, Table
from jiedui.book.predicates import NONE, Predicate, all_of, any_of, nowhere, one_of, under
from jiedui.book.regions import RegionTree
from jiedui.book.store import Store
from jiedui.catalog import Ledger

#: The ledger whose entries link regions of the two sides, and its two columns.
LINKS, SIDES = "pairing", ("west", "east")
#: From this tier (1 省 … 5 村) upwards the name of a region is public.
PUBLIC = 3
#: How many references are followed to find out where an entry lies.
FAR = 3


@dataclass(frozen=True, slots=True)
class Sight:
    """The regions that a reader sees and those that a writer changes, with all below them; None is everything.

    ``sensitive`` tells whether the reader sees the columns that a ledger declares sensitive (a telephone number, the
    head of a household); whoever does not can neither read them nor ask, search, sort or count by them.
    """

    reads: tuple[int, ...] | None = None
    writes: tuple[int, ...] | None = None
    sensitive: bool = True

    @property
    def whole(self) -> bool:
        """Whether everything is seen and may be changed."""
        return self.reads is None and self.writes is None


EVERYTHING = Sight()
#: A condition on the entries of any ledger.
Condition = Callable[[Table], Predicate]


@dataclass(frozen=True)
class View:
    """A sight applied to one state of a book: the conditions of what is visible and of what may be changed."""

    sight: Sight
    tree: RegionTree
    layout: Layout
    ledgers: Mapping[str, Ledger]
    partners: tuple[int, ...] = ()

    def visible(self, table: Table) -> Predicate:
        """The entries of a ledger that the reader sees."""
        return Predicate() if self.sight.reads is None else self._seen(table, self._known(self.sight.reads), FAR)

    def changeable(self, table: Table) -> Predicate:
        """The entries of a ledger that the writer may change, or leave behind after a change."""
        return Predicate() if self.sight.writes is None else self._own(table, self._known(self.sight.writes), FAR)

    def region(self, region: int) -> bool:
        """Whether figures of that region may be asked for: own and partners' regions, and what lies below them."""
        if self.sight.reads is None:
            return True
        return bool(set(self.tree[region].path) & {*self.sight.reads, *self.partners})

    def within(self, region: int | None) -> bool:
        """Whether everything that lies in the region is visible, so that no condition is needed to count it."""
        if self.sight.reads is None:
            return True
        return region is not None and bool(set(self.tree[region].path) & set(self.sight.reads))

    def _known(self, regions: Iterable[int]) -> tuple[int, ...]:
        """Those of the regions that are in the tree."""
        return tuple(region for region in regions if region in self.tree)

    @cached_property
    def _public(self) -> tuple[int, ...]:
        """The regions that a reader of some regions sees in the register of regions."""
        roots = {*(self.sight.reads or ()), *self.partners}
        above = {id for root in self._known(roots) for id in self.tree[root].path}
        return tuple(
            region.id
            for region in self.tree.values()
            if region.tier <= PUBLIC or region.id in above or roots & set(region.path)
        )

    def _in(self, name: str, regions: Iterable[int]) -> Predicate:
        """The rows whose region is one of these or lies below one."""
        return any_of([under(name, self.tree, region) for region in regions] or [NONE])

    def _seen(self, table: Table, regions: tuple[int, ...], far: int) -> Predicate:
        """The entries that readers of those regions see."""
        if table.name == "region":
            return one_of("id", self._public)
        if table.name == EVIDENCE.name:
            return self._of_entries(lambda other: self._seen(other, regions, far))
        names = [field.name for field in table.regions]
        if not names:
            return self._through(table, lambda other: self._seen(other, regions, far - 1), far)
        known = (*regions, *self._known(self.partners))
        required = self._required(table)
        within = {name: self._in(name, known) for name in names}
        linked = all_of(within[name] if name in required else any_of([nowhere([name]), within[name]]) for name in names)
        # of a single region, what lies in an own one lies in a known one: told once, an index finds it
        return linked if len(names) == 1 else any_of([*(self._in(name, regions) for name in names), linked])

    def _own(self, table: Table, regions: tuple[int, ...], far: int) -> Predicate:
        """The entries of those regions, and those that name no region."""
        if table.name == "region":
            return one_of("id", [id for region in regions for id in self.tree.below(region)])
        if table.name == EVIDENCE.name:
            return self._of_entries(lambda other: self._own(other, regions, far))
        names = [field.name for field in table.regions]
        if not names:
            return self._through(table, lambda other: self._own(other, regions, far - 1), far)
        inside = [self._in(name, regions) for name in names]
        return any_of(inside if self._required(table) & set(names) else [*inside, nowhere(names)])

    def _required(self, table: Table) -> frozenset[str]:
        """The columns of a ledger that no entry leaves empty."""
        return frozenset(column.name for column in self.ledgers[table.name].columns if column.required)

    def _through(self, table: Table, condition: Condition, far: int) -> Predicate:
        """The entries that refer only to such as fulfil the condition; a ledger without references is the office's."""
        parts = []
        for field in table.fields:
            other = self.layout.by_name.get(field.to or "")
            if other is None or not far or other.name == table.name:
                continue
            inner = condition(other)
            if inner.sql:
                sql = f'"{field.name}" IS NULL OR "{field.name}" IN (SELECT "id" FROM {other.sql} WHERE {inner.sql})'
                parts.append(Predicate(sql, inner.params))
        return all_of(parts)

    def _of_entries(self, condition: Condition) -> Predicate:
        """The evidence of entries that fulfil the condition."""
        parts = []
        for table in self.layout.tables:
            if table.name != EVIDENCE.name:
                inner = condition(table)
                sql = f'"ledger" = ? AND "entry" IN (SELECT "id" FROM {table.sql} WHERE {inner.where})'
                parts.append(Predicate(sql, (table.name, *inner.params)))
        return any_of(parts)


def partners(store: Store, layout: Layout, tree: RegionTree, regions: tuple[int, ...]) -> tuple[int, ...]:
    """The regions that the pairing ledger links with one of the regions or with something below it.

    The region linked must not lie above or below an own one: a pairing within one's own side links nothing.
    """
    table = layout.by_name.get(LINKS)
    if table is None or not set(SIDES) <= set(table.by_name):
        return ()
    west, east = (f'"{name}"' for name in SIDES)
    rows = store.read(f"SELECT DISTINCT {west}, {east} FROM {table.sql} WHERE {LIVE}")
    own = set(regions)
    found: dict[int, None] = {}
    for pair in rows:
        for here, there in (pair, pair[::-1]):
            linked = here in tree and there in tree and own & set(tree[here].path)
            if linked and not own & set(tree[there].path):
                found[there] = None
    return tuple(found)
