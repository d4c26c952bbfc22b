"""Corrections (更正): what an office taught the checker, kept in the book's own register ``book_correction``.

They are entries like any other, not files beside the book: each comes through the one door with an actor and a reason,
the journal proves it, every process that has the book open sees it at its next head, and a revoked one is withdrawn,
with its history. What the words mean and how they are found in a report is the business of the checker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from jiedui.base.problems import refuse
from jiedui.book.book import Book
from jiedui.book.changes import Add, Receipt, Withdraw
from jiedui.book.layout import CORRECTION, LIVE

Kind = Literal["非数量表述", "所指", "短语"]
#: What parts the conditions of one correction where they are kept.
_PARTED = "；"


@dataclass(frozen=True, slots=True)
class Act:
    """Who did something to a correction, when (UTC), why, and in which change set."""

    actor: str
    at: str
    reason: str
    seq: int


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: its kind, its words, the figure that they mean and its conditions, who made it, who revoked it.

    ``target`` names an indicator, ``ledger.column`` or ``ledger.rows``; it is empty for words that state no quantity.
    """

    id: int
    kind: Kind
    words: str
    target: str
    where: tuple[str, ...]
    made: Act
    revoked: Act | None = None


def corrections(book: Book, *, revoked: bool = False) -> list[Correction]:
    """The corrections in force, in the order in which they were made; with ``revoked`` those taken back as well."""
    table = book.table(CORRECTION.name)
    sql = f"SELECT id, kind, words, target, narrowing, withdrawn FROM {table.sql}"
    with book.store.reading():
        rows = book.store.read(f"{sql} ORDER BY id" if revoked else f"{sql} WHERE {LIVE} ORDER BY id")
        made = dict(_made(book, table.number)) if rows else {}
        ended = {row[5]: _act(book, row[5]) for row in rows if row[5] is not None}
    return [
        Correction(id, kind, words, target or "", _conditions(narrowing), made[id], ended.get(withdrawn))
        for id, kind, words, target, narrowing, withdrawn in rows
    ]


def add_correction(
    book: Book, kind: Kind, words: str, *, target: str = "", where: Sequence[str] = (), actor: str, reason: str
) -> Correction:
    """Keep a correction; Refusal (book-duplicate) when one with these words is in force."""
    values = {"kind": kind, "words": words, "target": target or None, "narrowing": _PARTED.join(where) or None}
    receipt = book.write(actor, reason, [Add(CORRECTION.name, values)])
    added = receipt.created[CORRECTION.name].start
    return next(each for each in corrections(book, revoked=True) if each.id == added)


def revoke_correction(book: Book, id: int, *, actor: str, reason: str) -> Receipt:
    """Take a correction back; Refusal (correction-missing) when none of that number is in force."""
    if all(each.id != id for each in corrections(book)):
        raise refuse("correction-missing", id=id)
    return book.write(actor, reason, [Withdraw(CORRECTION.name, id)])


def _conditions(narrowing: str | None) -> tuple[str, ...]:
    """The conditions of one row, each as a person writes it."""
    return tuple(narrowing.split(_PARTED)) if narrowing else ()


def _made(book: Book, ledger: int) -> Iterator[tuple[int, Act]]:
    """Who added each correction, by its id."""
    sql = """SELECT r."first", r."count", l.actor, l.at, l.reason, l.seq
    FROM journal_record r JOIN journal_link l ON l.seq = r.seq WHERE r.ledger = ? AND r.op = 'add'"""
    for first, count, *act in book.store.read(sql, (ledger,)):
        for id in range(first, first + count):
            yield id, Act(*act)


def _act(book: Book, seq: int) -> Act:
    """Who wrote a change set."""
    return Act(*book.store.read("SELECT actor, at, reason, seq FROM journal_link WHERE seq = ?", (seq,))[0])
