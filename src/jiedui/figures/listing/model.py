"""What the room of listings speaks of: a listing, a place in its order, a page of it, its totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from jiedui.book import Entry
from jiedui.book.changes import Stored
from jiedui.catalog import Column, Ledger, Measure
from jiedui.figures.model import Condition, Query

State = Literal["live", "withdrawn", "all"]
#: Entries on a page, and what else may be chosen.
SIZE, SIZES = 50, (20, 50, 100, 200)
#: The name by which entries are sorted when no column is meant: their number.
ID = "id"
#: Columns shown unless others are chosen, at most.
SHOWN = 8
#: Columns that a list shows only when asked.
ASIDE = frozenset({"code", "note", "evidence", "recorder", "review"})
COUNT = Measure(aggregate="count")
#: Dimensions of which amounts may be added up.
ADDED = frozenset({"area", "mass", "length", "energy", "count", "visits"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the order of a listing: the sorted cell of an entry, in stored form, and its id."""

    cell: Stored
    id: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries of a ledger: those that ``query`` is about, narrowed further, sorted, from a mark on.

    ``search`` is a text to be found anywhere in an entry; ``ids`` are ranges of ids, both ends included (None: any).
    ``sort`` names a column, or ``id``; empty cells come last in either direction. ``columns`` are those to be shown.
    ``backwards`` asks for the page before the mark.
    """

    query: Query
    search: str = ""
    ids: tuple[tuple[int, int], ...] | None = None
    state: State = "live"
    sort: str = ID
    descending: bool = True
    columns: tuple[str, ...] = ()
    mark: Mark | None = None
    backwards: bool = False
    size: int = SIZE

    @property
    def ledger(self) -> str:
        """The name of the ledger."""
        return self.query.ledger

    def narrowed(self, *conditions: Condition) -> Listing:
        """The listing with further conditions, from its first page."""
        query = replace(self.query, where=(*self.query.where, *conditions))
        return replace(self, query=query, mark=None, backwards=False)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its entries, and the marks from which the pages before and after it are found (None: no such page)."""

    entries: tuple[Entry, ...]
    before: Mark | None
    after: Mark | None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many entries a listing has, and the sums of its columns in their stored units (元 for money)."""

    count: int
    sums: Mapping[str, Fraction]


def listing_of(ledger: Ledger, query: Query | None = None) -> Listing:
    """All entries in use of a ledger, or those that a query is about, as a list shows them unasked: newest first."""
    return Listing(query or Query(ledger.name, COUNT), sort=ledger.date or ID, descending=True)


def usual_columns(columns: tuple[Column, ...], ledger: Ledger) -> tuple[str, ...]:
    """The columns shown unless others are chosen: what names and dates an entry, what must be filled, then others."""
    plain = [column for column in columns if column.name not in ASIDE and column.format != "geometry"]
    first = {*ledger.shows, *ledger.key, ledger.date}
    ranked = sorted(plain, key=lambda column: (column.name not in first, not column.required, column.type == "list"))
    kept = {column.name for column in ranked[:SHOWN]}
    return tuple(column.name for column in plain if column.name in kept)


def summed(columns: tuple[Column, ...]) -> list[Column]:
    """The columns whose cells can be summed: amounts in one unit, so no shares, durations, prices, years or ranks."""
    return [column for column in columns if column.numeric and not column.unit_column and _adds(column)]


def _adds(column: Column) -> bool:
    """Whether two cells of the column may be added to one that means something."""
    if column.type == "money":
        return True
    return bool(column.unit) and "/" not in (column.unit or "") and column.cell_unit.dimension in ADDED
