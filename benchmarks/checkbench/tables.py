"""The rows of a book as plain values, and what is counted and summed over them by plain loops.

Numbers are fractions in the base unit of their column (元, 平方米, 人 …). A reference to a region stays the region's id;
any other reference is the name that it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from jiedui.base.units import unit
from jiedui.book import Book, decode
from jiedui.catalog import Column

Cell = str | date | Fraction | int | None
DAY_ONE = date.min


@dataclass(frozen=True)
class Row:
    """One entry in use: its id and its cells by column."""

    id: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Place:
    """A region with all that lie over it, itself among them."""

    id: int
    name: str
    level: str
    side: str
    over: frozenset[int]


@dataclass(frozen=True)
class Tables:
    """The rows of each ledger, the regions, which columns of a ledger are regions, and which one dates it."""

    rows: Mapping[str, tuple[Row, ...]]
    places: Mapping[int, Place]
    region_columns: Mapping[str, tuple[str, ...]]
    dated: Mapping[str, str | None]

    def below(self, place: Place, level: str) -> list[Place]:
        """The regions of that level that lie in the place, by name."""
        found = [each for each in self.places.values() if each.level == level and place.id in each.over]
        return sorted(found, key=lambda each: each.name)

    def without(self, ledger: str, id: int) -> Tables:
        """The same with one entry left out."""
        kept = tuple(row for row in self.rows[ledger] if row.id != id)
        return replace(self, rows={**self.rows, ledger: kept})

    def with_twin(self, ledger: str, id: int) -> Tables:
        """The same with one entry told twice."""
        row = next(row for row in self.rows[ledger] if row.id == id)
        return replace(self, rows={**self.rows, ledger: (*self.rows[ledger], row)})


@dataclass(frozen=True)
class Asked:
    """What is reckoned: a measure (``count``, ``sum:column``, ``distinct:column``) of a ledger's rows.

    ``where`` are the values that columns may have; ``filled`` must not be empty; ``date`` is the column that counts to
    the period when it is not the ledger's own. A ``stock`` is what there is at the period's end, ``until`` its end.
    """

    ledger: str
    measure: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    filled: tuple[str, ...] = ()
    date: str | None = None
    stock: bool = False
    until: str | None = None


@dataclass(frozen=True)
class Scope:
    """Where and when: a place (None: anywhere), from one day to another, both included."""

    place: Place | None
    start: date
    end: date


def read_tables(book: Book) -> Tables:
    """Everything that a book has in use."""
    places = {
        each.id: Place(each.id, each.name, each.level, _side(book, each.id), frozenset(each.path))
        for each in book.regions.values()
    }
    ledgers = book.catalog.ledgers
    return Tables(
        rows={name: tuple(_rows(book, name)) for name in ledgers},
        places=places,
        region_columns={name: tuple(column.name for column in each.regions) for name, each in ledgers.items()},
        dated={name: each.date for name, each in ledgers.items()},
    )


def _side(book: Book, region: int) -> str:
    """The side of the pair of a region: its own, or that of the nearest over it."""
    path = [book.regions[each] for each in book.regions[region].path]
    told = [each.side for each in path if each.side]
    return told[-1] if told else ""


def _rows(book: Book, ledger: str) -> Iterable[Row]:
    """The entries of one ledger."""
    columns = book.catalog.ledgers[ledger].columns
    names: dict[str, Mapping[int, str]] = {}
    stored = list(book.rows(ledger, [column.name for column in columns]))
    for number, column in enumerate(columns, 1):
        if column.to and column.to != "region":
            names[column.name] = book.names(column.to, {int(str(row[number])) for row in stored if row[number]})
    for id, *cells in stored:
        read = zip(columns, cells, strict=True)
        yield Row(int(str(id)), {column.name: _cell(column, cell, names.get(column.name)) for column, cell in read})


def _cell(column: Column, cell: object, names: Mapping[int, str] | None) -> Cell:
    """One cell as a plain value."""
    value = decode(column, cell)  # type: ignore[arg-type]
    if value is None:
        return None
    if column.numeric:
        own = unit(column.stored_unit or "个")
        return Fraction(str(value)) * (1 if own.dimension in ("count", "visits") else own.factor)
    if names is not None:
        return names.get(int(str(value)))
    return value if isinstance(value, date | int) else "、".join(value) if isinstance(value, tuple) else str(value)


def rows_of(tables: Tables, asked: Asked, scope: Scope) -> list[Row]:
    """The rows that count."""
    return [row for row in tables.rows[asked.ledger] if _counts(tables, asked, scope, row)]


def _counts(tables: Tables, asked: Asked, scope: Scope, row: Row) -> bool:
    """Whether one row counts."""
    if any(row.cells[column] not in values for column, values in asked.where):
        return False
    if any(row.cells[column] is None for column in asked.filled):
        return False
    if scope.place is not None and not _lies_in(tables, asked.ledger, row, scope.place):
        return False
    dated = asked.date or tables.dated[asked.ledger]
    day = row.cells[dated] if dated else None
    if not isinstance(day, date):
        return dated is None
    if asked.stock:
        over = row.cells[asked.until] if asked.until else None
        return day <= scope.end and not (isinstance(over, date) and over < scope.end)
    return scope.start <= day <= scope.end


def _lies_in(tables: Tables, ledger: str, row: Row, place: Place) -> bool:
    """Whether one of the row's regions is the place or lies below it."""
    cells = (row.cells[column] for column in tables.region_columns[ledger])
    return any(isinstance(cell, int) and place.id in tables.places[cell].over for cell in cells)


def reckon(tables: Tables, asked: Asked, scope: Scope) -> Fraction:
    """The value of what is asked, in the base unit."""
    rows = rows_of(tables, asked, scope)
    kind, _, column = asked.measure.partition(":")
    ways: Mapping[str, Callable[[Sequence[Cell]], Fraction]] = {
        "count": lambda _: Fraction(len(rows)),
        "sum": lambda cells: sum((cell for cell in cells if isinstance(cell, Fraction)), Fraction(0)),
        "distinct": lambda cells: Fraction(len({cell for cell in cells if cell is not None})),
    }
    return ways[kind]([row.cells[column] for row in rows] if column else ())
