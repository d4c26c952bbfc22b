"""The history of an entry down to the cell, and the undoing of a change set by a new one."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jiedui.base.problems import refuse
from jiedui.book import journal
from jiedui.book.book import Book
from jiedui.book.cells import decode
from jiedui.book.changes import AnyChange, Change, Receipt, Restore, Stored, Withdraw
from jiedui.book.layout import Table
from jiedui.book.rows import rows_by_id
from jiedui.book.store import quoted

#: Entries named at most in one refusal.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a change: the column's name, its stored form before and after."""

    column: str
    old: Stored
    new: Stored


@dataclass(frozen=True, slots=True)
class Step:
    """What one change set did to an entry, the link that tells who, when and why, and the cells old and new."""

    link: journal.Link
    op: journal.Op
    cells: tuple[Cell, ...] = field(default=())


def history(book: Book, ledger: str, id: int) -> list[Step]:
    """What was done to the entry, from its creation on; its first values are worked out from the later changes.

    Columns that the reader's sight does not show are left out. Raises Refusal (book-no-entry).
    """
    table = book.table(ledger)
    records = sorted(_records(book, table, id), key=lambda record: (record.seq, record.ordinal))
    if not records or not book.seen(ledger, [id]):
        raise refuse("book-no-entry", ledger=book.ledgers[ledger].title, id=id)
    links = {record.seq: link_of(book, record.seq) for record in records}
    changes = {number: cells_of(table, record) for number, record in enumerate(records) if record.op == "change"}
    changes[0] = tuple(
        Cell(name, None, value) for name, value in _first(book, table, id, changes).items() if value is not None
    )
    hidden = set(book.ledgers[ledger].by_name) - {column.name for column in book.columns(ledger)}
    return [
        Step(links[record.seq], record.op, tuple(cell for cell in changes.get(at, ()) if cell.column not in hidden))
        for at, record in enumerate(records)
    ]


def last_set(book: Book, ledger: str, column: str, ids: Collection[int]) -> dict[int, str]:
    """When a column of each entry came to the value that it has now: the time of its last change, else of its creation.

    Ids are of entries that the reader sees; two queries answer for however many there are.
    """
    table, found = book.table(ledger), dict[int, int]()
    if not ids:
        return {}
    with book.store.reading():
        for record in journal.records(book.store, "ledger = ? AND op IN ('add', 'change')", (table.number,)):
            if record.op == "add":
                found.update((id, record.seq) for id in ids if record.first <= id < record.first + record.count)
            elif record.first in ids and any(cell.column == column for cell in cells_of(table, record)):
                found[record.first] = record.seq
        sql = "SELECT seq, at FROM journal_link WHERE seq IN (SELECT seq FROM journal_record WHERE ledger = ?)"
        times: dict[int, str] = dict(book.store.read(sql, (table.number,)))
    return {id: times[seq] for id, seq in found.items()}


def before(steps: Iterable[Step], seq: int) -> dict[str, Stored]:
    """The cells that steps later than that change set changed, as they were after it: what a reader then saw."""
    later = [step for step in steps if step.link.seq > seq and step.op == "change"]
    return {cell.column: cell.old for step in reversed(later) for cell in step.cells}


def _records(book: Book, table: Table, id: int) -> Iterator[journal.Record]:
    """The records that speak of the entry."""
    nearest = id - journal.BLOCK
    with book.store.reading():
        condition = 'ledger = ? AND "first" > ? AND "first" <= ? AND "first" + "count" > ?'
        yield from journal.records(book.store, condition, (table.number, nearest, id, id))


def link_of(book: Book, seq: int) -> journal.Link:
    """The link of that number; Refusal (book-no-batch) when there is none."""
    row = book.store.first(f"SELECT {quoted(journal.LINK_COLUMNS)} FROM journal_link WHERE seq = ?", (seq,))
    if row is None:
        raise refuse("book-no-batch", seq=seq)
    return journal.Link(*row)


def cells_of(table: Table, record: journal.Record) -> tuple[Cell, ...]:
    """The cells that a change was about; a column that is gone is told by its number."""
    names = {number: field.name for number, field in table.by_number.items()}
    return tuple(Cell(names.get(number, f"#{number}"), old, new) for number, old, new in json.loads(record.cells))


def _first(book: Book, table: Table, id: int, changes: Mapping[int, tuple[Cell, ...]]) -> dict[str, Stored]:
    """The values at the entry's creation: the present ones with every later change taken back."""
    rows = list(rows_by_id(book.store, table, [id]))
    values: dict[str, Stored] = dict(zip(table.by_name, rows[0][2], strict=True)) if rows else {}
    for _, cells in sorted(changes.items(), reverse=True):
        values.update((cell.column, cell.old) for cell in cells)
    return values


def undo(book: Book, seq: int, *, actor: str, reason: str = "") -> Receipt:
    """Reverse a change set by a new one: what it added is withdrawn, what it changed or withdrew is as before.

    Raises Refusal: book-no-batch; book-not-undoable (declarations); book-later-changes, naming the entries that later
    change sets touched; and what the door refuses, such as entries that others refer to.
    """
    link = link_of(book, seq)
    if link.kind == "sync":
        raise refuse("book-not-undoable", seq=seq)
    with book.store.reading():
        records = list(journal.records(book.store, "seq = ?", (seq,)))
    later = dict.fromkeys(name for record in records for name in _touched_later(book, record))
    if later:
        told = [name for name in later if name]
        others = "、".join(told[:NAMED]) + ("…" if len(later) > min(len(told), NAMED) else "")
        raise refuse("book-later-changes", seq=seq, others=others)
    return book.write(
        actor, reason or f"撤销第 {seq} 号变更", [_reverse(book, record) for record in records], kind="undo"
    )


def _touched_later(book: Book, record: journal.Record) -> list[str]:
    """The entries of the record that later change sets touched, with that one's number; empty for one out of sight."""
    sql = """SELECT DISTINCT seq, "first", "count" FROM journal_record
    WHERE ledger = ? AND seq > ? AND "first" > ? AND "first" < ? AND "first" + "count" > ? ORDER BY seq, "first" LIMIT 20"""
    first, end = record.first, record.first + record.count
    name = book.layout.by_number[record.ledger].name
    rows = book.store.read(sql, (record.ledger, record.seq, first - journal.BLOCK, end, first))
    seen = book.seen(name, {max(at, first) for _, at, _ in rows})
    return [f"{name}:{max(at, first)}（第 {seq} 号）" if max(at, first) in seen else "" for seq, at, _ in rows]


def _reverse(book: Book, record: journal.Record) -> AnyChange:
    """The change that takes one record back."""
    table = book.layout.by_number[record.ledger]
    match record.op:
        case "add" | "restore":
            return Withdraw(table.name, record.first, count=record.count)
        case "withdraw":
            return Restore(table.name, record.first, count=record.count)
    ledger = book.ledgers[table.name]
    values: dict[str, Any] = {
        cell.column: decode(ledger.column(cell.column), cell.old)
        for cell in cells_of(table, record)
        if cell.column in ledger.by_name
    }
    return Change(table.name, record.first, values)
