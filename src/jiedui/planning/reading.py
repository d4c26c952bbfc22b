"""The narrow reader: what the planning room takes from a book, as columns; the reader's sight holds here too."""

from __future__ import annotations

from collections.abc import Mapping

from jiedui.base.problems import refuse
from jiedui.book import Book
from jiedui.book.layout import LIVE
from jiedui.book.predicates import Predicate, all_of, under
from jiedui.catalog.schemes import Scheme
from jiedui.planning.grade.firms import LEDGER, Firms, firms_of
from jiedui.planning.grade.grading import Graded, grade


def find_scheme(book: Book, word: str) -> Scheme:
    """The scheme that bears the name, title or alias; Refusal (grade-no-scheme) with all titles."""
    found = book.catalog.scheme(word)
    if found is None:
        known = "、".join(scheme.title for scheme in book.catalog.schemes.values())
        raise refuse("grade-no-scheme", name=word, known=known)
    return found


def read_firms(book: Book, year: int, region: int | None = None) -> Firms:
    """The enterprises of a year, of a region where one is given (by their seat, the organisation's region)."""
    ledger = book.catalog.ledgers[LEDGER]
    conditions = [Predicate(f'{LIVE} AND "year" = ?', (year,))]
    if region is not None:
        seat = under("region", book.regions, region)
        inner = f'"firm" IN (SELECT "id" FROM {book.table("organisation").sql} WHERE {seat.where})'
        conditions.append(Predicate(inner, seat.params))
    kept = all_of(conditions)
    rows = list(book.rows(LEDGER, [column.name for column in ledger.columns], kept.where, kept.params))
    at = next(number for number, column in enumerate(ledger.columns, 1) if column.name == "firm")
    names: Mapping[int, str] = book.names("organisation", {int(str(row[at])) for row in rows})
    return firms_of(ledger, year, rows, names)


def graded_of(book: Book, scheme: Scheme, year: int, region: int | None = None) -> Graded:
    """The firms of a year graded, with those of the year before for the means; Refusal (grade-no-firms) without any."""
    firms, before = read_firms(book, year, region), read_firms(book, year - 1, region)
    if not len(firms):
        raise refuse("grade-no-firms", year=year)
    return grade(scheme, firms, before if len(before) else None)


def years_of(book: Book) -> list[int]:
    """The years for which enterprises are entered, the latest first."""
    return sorted({int(str(year)) for _, year in book.rows(LEDGER, ("year",)) if year is not None}, reverse=True)
