"""The years of which a book tells: from the first to the last in which an entry lies that the reader sees."""

from __future__ import annotations

from datetime import date

from jiedui.base.periods import Period
from jiedui.base.problems import Place, Problem
from jiedui.book import Book
from jiedui.book.layout import LIVE
from jiedui.book.predicates import Predicate, all_of

#: A book is not taken to begin further back than so many years: what is dated earlier is a slip of the pen.
FAR = 30


def years(book: Book, until: date) -> range:
    """The years with entries of ledgers (台账) up to that day, those between them too; none for an empty book."""
    found = [value for row in _ends(book, until) for value in row if value is not None]
    return range(min(found), max(found) + 1) if found else range(0)


def nothing_then(book: Book, period: Period | None, until: date) -> Problem | None:
    """That the book has entries, but none of the years of the period: mostly a year that was typed wrong."""
    return nothing_in(years(book, until), period)


def nothing_in(known: range, period: Period | None) -> Problem | None:
    """That none of the years of the period is among those of which a book tells."""
    if period is None or not known or any(period.start.year <= year <= period.end.year for year in known):
        return None
    details = {"period": period.words(), "first": known[0], "last": known[-1]}
    return Problem("figures-nothing-then", Place(), details)


def _ends(book: Book, until: date) -> list[tuple[int | None, int | None]]:
    """The first and the last year of each ledger, all by one select."""
    selects, params = [], []
    for ledger in book.catalog.ledgers.values():
        if ledger.kind != "ledger" or not ledger.date or ledger.column(ledger.date).type != "date":
            continue
        first = date(max(until.year - FAR, date.min.year), 1, 1)
        dated = Predicate(f'"{ledger.date}" BETWEEN ? AND ?', (first.isoformat(), until.isoformat()))
        kept = all_of((Predicate(LIVE), dated, book.visible(ledger.name)))
        year = f'CAST(substr(CAST("{ledger.date}" AS TEXT), 1, 4) AS INTEGER)'
        each = f'SELECT {year} FROM {book.table(ledger.name).sql} WHERE {kept.where} ORDER BY "{ledger.date}"'
        selects.append(f"SELECT ({each} LIMIT 1), ({each} DESC LIMIT 1)")
        params += [*kept.params, *kept.params]
    return [(first, last) for first, last in book.store.read(" UNION ALL ".join(selects), params)] if selects else []
