"""The change sets of the journal as a reader may see them (批次): which there are, what each did to which entries.

A reader of some regions sees the change sets that touched an entry visible now, and of these the visible entries alone;
whoever keeps or audits the whole book is shown every link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jiedui.base.problems import refuse
from jiedui.book.book import Book
from jiedui.book.history import Cell, cells_of, link_of
from jiedui.book.journal import LINK_COLUMNS, Link, Op, Record
from jiedui.book.layout import Table
from jiedui.book.predicates import Predicate, all_of
from jiedui.book.rows import pieces
from jiedui.book.store import marks, quoted

#: Links looked at in one query, and at most in one search: a reader of few entries may have to go on from there.
PIECE, FARTHEST = 200, 5_000

#: Entries by what was done to them.
Counts = Mapping[Op, int]


@dataclass(frozen=True, slots=True)
class Batch:
    """One change set: its link, and by ledger how many visible entries it added, changed, withdrew, restored."""

    link: Link
    counts: Mapping[str, Counts]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which change sets are asked for: of a kind, by whom, with words in the reason, between two times (ISO, UTC)."""

    kind: str = ""
    actor: str = ""
    words: str = ""
    first: str = ""
    last: str = ""

    @property
    def predicate(self) -> Predicate:
        """The condition on links."""
        tests = (
            ("kind = ?", self.kind),
            (r"actor LIKE ? ESCAPE '\'", _like(self.actor)),
            (r"reason LIKE ? ESCAPE '\'", _like(self.words)),
            ("at >= ?", self.first),
            ("at < ?", self.last),
        )
        return all_of(Predicate(sql, (value,)) for sql, value in tests if value)


@dataclass(frozen=True, slots=True)
class Touched:
    """One entry that a change set was about: what was done, and the cells old and new of a change."""

    ledger: str
    id: int
    op: Op
    cells: tuple[Cell, ...] = field(default=())


def _like(words: str) -> str:
    """The pattern that finds the words anywhere; empty for none."""
    escaped = words.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%" if words else ""


def batches(
    book: Book, wanted: Wanted, *, everything: bool, before: int | None = None, count: int = 50
) -> tuple[list[Batch], int | None]:
    """The last change sets asked for, newest first, those below ``before``; and from where to go on, None at the end.

    Without ``everything`` only those that touched an entry which the reader sees.
    """
    found: list[Batch] = []
    looked = 0
    while looked < FARTHEST:
        links = _links(book, wanted, before)
        counts = _counts(book, [link.seq for link in links])
        for link in links:
            before = link.seq
            if everything or counts[link.seq]:
                found.append(Batch(link, counts[link.seq]))
                if len(found) == count:
                    return found, before
        looked += len(links)
        if len(links) < PIECE:
            return found, None
    return found, before


def _links(book: Book, wanted: Wanted, before: int | None) -> list[Link]:
    """Some links asked for, the newest first."""
    below = Predicate("seq < ?", (before,)) if before is not None else Predicate()
    kept = all_of((wanted.predicate, below))
    sql = f"SELECT {quoted(LINK_COLUMNS)} FROM journal_link WHERE {kept.where} ORDER BY seq DESC LIMIT {PIECE}"
    return [Link(*row) for row in book.store.read(sql, kept.params)]


def _counts(book: Book, seqs: Sequence[int]) -> dict[int, dict[str, dict[Op, int]]]:
    """How many visible entries those change sets touched, by ledger and what was done."""
    found: dict[int, dict[str, dict[Op, int]]] = defaultdict(lambda: defaultdict(dict))
    for piece in pieces(seqs, PIECE):
        asked = [_count_sql(book, table, piece) for table in book.layout.tables]
        sql = " UNION ALL ".join(each.sql for each in asked)
        for seq, ledger, op, count in book.store.read(sql, [value for each in asked for value in each.params]):
            found[seq][book.layout.by_number[ledger].name][op] = int(count)
    return found


def _count_sql(book: Book, table: Table, seqs: Sequence[int]) -> Predicate:
    """SQL for the entries of one ledger that the change sets touched."""
    source, params = _joined(book, table)
    counted = "COUNT(x.id)" if params is not None else 'SUM(r."count")'
    sql = f"SELECT r.seq, r.ledger, r.op, {counted} FROM {source} WHERE r.ledger = ? AND r.seq IN ({marks(len(seqs))})"
    return Predicate(f"{sql} GROUP BY r.seq, r.ledger, r.op", (*(params or ()), table.number, *seqs))


def _joined(book: Book, table: Table) -> tuple[str, tuple[object, ...] | None]:
    """The records together with the visible entries that they are about; None for the parameters when all are visible."""
    visible = book.visible(table.name)
    if not visible.sql:
        return "journal_record r", None
    entries = f"(SELECT id FROM {table.sql} WHERE {visible.sql}) x"
    return f"""journal_record r JOIN {entries} ON x.id >= r."first" AND x.id < r."first" + r."count" """, visible.params


def batch(book: Book, seq: int, *, everything: bool) -> Batch:
    """One change set; Refusal (book-no-batch) when there is none that the reader may see."""
    link = link_of(book, seq)
    counts = _counts(book, [seq])[seq]
    if not (counts or everything):
        raise refuse("book-no-batch", seq=seq)
    return Batch(link, counts)


def touched(book: Book, seq: int, ledger: str, *, start: int = 0, count: int = 50) -> list[Touched]:
    """The visible entries of one ledger that a change set was about, in the order in which it took them."""
    table = book.table(ledger)
    visible = book.visible(ledger)
    sql = f"""SELECT x.id, r.op, r.cells FROM journal_record r JOIN (SELECT id FROM {table.sql} WHERE {visible.where}) x
    ON x.id >= r."first" AND x.id < r."first" + r."count"
    WHERE r.seq = ? AND r.ledger = ? ORDER BY r.ordinal, x.id LIMIT ? OFFSET ?"""
    rows = book.store.read(sql, (*visible.params, seq, table.number, count, start))
    return [Touched(ledger, id, op, _cells(table, op, cells)) for id, op, cells in rows]


def _cells(table: Table, op: Op, cells: str) -> tuple[Cell, ...]:
    """The cells of a change; none of what else was done."""
    return cells_of(table, Record(0, 0, table.number, 0, 1, op, b"", cells)) if op == "change" else ()


def find_batch(book: Book, reason: str, *, since: int) -> int | None:
    """The number of the import after ``since`` that bears that very reason; None when the book has taken none."""
    sql = "SELECT MAX(seq) FROM journal_link WHERE seq > ? AND kind = 'import' AND reason = ?"
    row = book.store.first(sql, (since, reason))
    return row[0] if row else None
