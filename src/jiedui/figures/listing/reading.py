"""Finding what a listing lists: a page by keyset, totals, ids, and the selection that an export takes.

A page is read from the mark on, by the sorted column and the id, so that the thousandth page costs what the first
does, and an entry that comes or goes meanwhile shifts no other. Empty cells come last in either direction: they are a
part of the order of their own, which both databases read by the index of the column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from jiedui.book import Book
from jiedui.book.changes import Stored
from jiedui.book.layout import LIVE
from jiedui.book.outtake.export import Selection
from jiedui.book.predicates import NONE, Predicate, all_of, any_of
from jiedui.figures.figures import Figures
from jiedui.figures.listing.model import ID, Listing, Mark, Page, Totals, summed
from jiedui.figures.listing.telling import sentence

#: With a sign before it the condition is not taken for that of the partial index of codes: reading all rows in the order
#: of their codes takes twice as long as reading them as they lie.
_STATES = {"live": Predicate(f"+{LIVE}"), "withdrawn": Predicate(f"NOT ({LIVE})"), "all": Predicate()}
#: One row as the order sees it: its id and its sorted cell.
Place = tuple[int, Stored]


def kept(figures: Figures, listing: Listing) -> Predicate:
    """The rows of a listing; Refusal when a condition names what is not there, or not for the reader to see."""
    compiler = figures.compiler
    ledger = figures.book.ledgers[listing.ledger]
    conditions = [compiler.condition(ledger, condition) for condition in listing.query.where]
    found = compiler.mentions(ledger, listing.search) if listing.search else Predicate()
    return all_of((_STATES[listing.state], compiler.reach(listing.query), *conditions, found, _among(listing.ids)))


def _among(ids: Sequence[tuple[int, int]] | None) -> Predicate:
    """The rows of those ids."""
    if ids is None:
        return Predicate()
    return any_of(Predicate('"id" BETWEEN ? AND ?', pair) for pair in ids) if ids else NONE


def page(figures: Figures, listing: Listing) -> Page:
    """The page of the listing from its mark on."""
    with figures.book.store.reading():
        places = _places(figures, listing)
        more = len(places) > listing.size
        places = places[: listing.size][:: -1 if listing.backwards else 1]
        entries = tuple(figures.book.entries(listing.ledger, [id for id, _ in places]))
    earlier = more if listing.backwards else listing.mark is not None
    later = more or listing.backwards
    if not places:
        return Page((), None, None)
    (first, first_cell), (last, last_cell) = places[0], places[-1]
    before, after = Mark(first_cell, first), Mark(last_cell, last)
    return Page(entries, before if earlier else None, after if later else None)


def _places(figures: Figures, listing: Listing) -> list[Place]:
    """Up to one more than a page of rows, in the direction asked for."""
    rows = kept(figures, listing)
    found: list[Place] = []
    for part in _parts(listing):
        if len(found) <= listing.size:
            found += _read(figures.book, listing, all_of((rows, part)), listing.size + 1 - len(found))
    return found


def _parts(listing: Listing) -> Iterator[Predicate]:
    """The parts of the order that lie ahead: the filled cells and then the empty ones, or the other way round."""
    if listing.sort == ID:
        yield _ahead(listing)
        return
    order = (True, False) if listing.backwards else (False, True)
    start = order.index(listing.mark.cell is None) if listing.mark else 0
    for number, empty in enumerate(order[start:]):
        bare = Predicate(f'"{listing.sort}" IS {"" if empty else "NOT "}NULL')
        yield bare if number else all_of((bare, _ahead(listing)))


def _ahead(listing: Listing) -> Predicate:
    """The rows beyond the mark, in its own part of the order."""
    mark, sign = listing.mark, "<" if listing.descending != listing.backwards else ">"
    if mark is None:
        return Predicate()
    if listing.sort == ID or mark.cell is None:
        return Predicate(f'"id" {sign} ?', (mark.id,))
    return Predicate(f'("{listing.sort}", "id") {sign} (?, ?)', (mark.cell, mark.id))


def _read(book: Book, listing: Listing, rows: Predicate, limit: int) -> list[Place]:
    """Rows of one part of the order."""
    way = "DESC" if listing.descending != listing.backwards else "ASC"
    cell, order = ("NULL", "") if listing.sort == ID else (f'"{listing.sort}"', f'"{listing.sort}" {way}, ')
    table = book.table(listing.ledger).sql
    sql = f'SELECT "id", {cell} FROM {table} WHERE {rows.where} ORDER BY {order}"id" {way} LIMIT {int(limit)}'
    return [(row[0], row[1]) for row in book.store.read(sql, rows.params)]


def totals(figures: Figures, listing: Listing) -> Totals:
    """How many entries the listing has on all its pages, and the sums of their columns."""
    book = figures.book
    columns = summed(book.columns(listing.ledger))
    rows = kept(figures, listing)
    sums = "".join(f', SUM("{column.name}")' for column in columns)
    sql = f"SELECT COUNT(*){sums} FROM {book.table(listing.ledger).sql} WHERE {rows.where}"
    count, *found = book.store.read(sql, rows.params)[0]
    values = {
        column.name: Fraction(value, 10**column.places)
        for column, value in zip(columns, found, strict=True)
        if value is not None
    }
    return Totals(count, values)


def ids(figures: Figures, listing: Listing, limit: int) -> list[int]:
    """The ids of the listing's entries on all its pages, the lowest first, up to a limit."""
    rows = kept(figures, listing)
    sql = (
        f'SELECT "id" FROM {figures.book.table(listing.ledger).sql} WHERE {rows.where} ORDER BY "id" LIMIT {int(limit)}'
    )
    return [row[0] for row in figures.book.store.read(sql, rows.params)]


def selection(figures: Figures, listing: Listing) -> Selection:
    """All pages of a listing as an export takes them: its columns, its order, and that in words."""
    columns = {column.name: column for column in figures.book.columns(listing.ledger)}
    way = "DESC" if listing.descending else "ASC"
    cell = f'"{listing.sort}"'
    order = "" if listing.sort == ID else f"{cell} IS NULL, {cell} {way}, "
    return Selection(
        figures.book.ledgers[listing.ledger],
        tuple(columns[name] for name in listing.columns if name in columns),
        kept(figures, listing),
        f'{order}"id" {way}',
        sentence(figures, listing),
    )
