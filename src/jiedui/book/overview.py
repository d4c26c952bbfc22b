"""All ledgers at a glance: how many entries a reader sees in each, and how many of them wait for a reviewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jiedui.book.book import Book
from jiedui.book.layout import LIVE, RETURNED, REVIEW, SUBMITTED
from jiedui.book.predicates import Predicate, all_of


@dataclass(frozen=True, slots=True)
class Counts:
    """The entries of a ledger that are in use: all, those submitted and not yet judged, those returned."""

    entries: int
    submitted: int
    returned: int


def overview(book: Book) -> Mapping[str, Counts]:
    """The counts of every declared ledger, by one query."""
    parts = [_counted(book, name) for name in book.catalog.ledgers]
    sql = " UNION ALL ".join(part.sql for part in parts)
    rows = book.store.read(sql, [param for part in parts for param in part.params]) if parts else []
    return {name: Counts(*counts) for name, *counts in rows}


def _counted(book: Book, ledger: str) -> Predicate:
    """The select that counts one ledger."""
    kept = all_of((Predicate(LIVE), book.visible(ledger)))
    among = f"""COUNT(*) FILTER (WHERE "{REVIEW.name}" = '{{}}')"""
    counts = f"COUNT(*), {among.format(SUBMITTED)}, {among.format(RETURNED)}"
    return Predicate(f"SELECT '{ledger}', {counts} FROM {book.table(ledger).sql} WHERE {kept.where}", kept.params)
