"""Proving a book (核验): every row, link and evidence file against the journal, streamed, in bounded memory.

Rows and records are read side by side in the order of their ids: what a row must be is the last hash that the journal
has of it, and whether it was withdrawn. Every difference is named: the entry, the link, the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from jiedui.base.problems import Place, Problem
from jiedui.book import journal
from jiedui.book.book import Book
from jiedui.book.evidence import file_digest, path_of
from jiedui.book.layout import EVIDENCE, Table
from jiedui.book.levels import stale
from jiedui.book.rows import pieces
from jiedui.book.store import Row

#: Called with what is being looked at and how many of it have been.
Progress = Callable[[str, int], None]
#: Rows or links between two calls of the progress.
STEP = 5_000


@dataclass(slots=True)
class Expected:
    """What the journal says of one entry: its last hash, the change set that withdrew it, the last that touched it."""

    id: int
    hash: bytes
    withdrawn: int | None
    seq: int


def verify(book: Book, head: str | None = None, progress: Progress = lambda *_: None) -> Iterator[Problem]:
    """Everything in the book that is not what the journal says; nothing when all is well.

    ``head`` is a head of the journal noted earlier: the chain must still contain it.
    """
    with book.store.reading():
        yield from _readable(book, "日志", _chain_problems(book, head, progress))
        for table in book.layout.tables:
            title = book.ledgers[table.name].title
            yield from _readable(
                book, title, chain(_table_problems(book, table, progress), _level_problems(book, table))
            )
        yield from _readable(book, EVIDENCE.title, _evidence_problems(book, progress))


def _readable(book: Book, what: str, problems: Iterator[Problem]) -> Iterator[Problem]:
    """The problems, and one more when the database cannot read what they are about."""
    try:
        yield from problems
    except book.store.errors as error:
        yield Problem("verify-unreadable", Place(), {"what": what, "why": str(error).strip()})


def _chain_problems(book: Book, head: str | None, progress: Progress) -> Iterator[Problem]:
    """Links that are not what their hash says, do not follow on each other, or do not agree with their records."""
    hash_of = journal.hasher(book.layout.algorithm)
    digests = _digests(book)
    digest = next(digests, None)
    parent, seq, found = journal.GENESIS, 0, head is None
    for link in journal.links(book.store):
        while digest and digest[0] < link.seq:
            yield _altered(digest[0], "有记录而没有链接")
            digest = next(digests, None)
        own = digest[1] if digest and digest[0] == link.seq else None
        digest = next(digests, None) if own else digest
        if why := _wrong(link, parent, seq + 1, own, journal.link_hash(hash_of, link)):
            yield _altered(link.seq, why)
        parent, seq = link.hash, link.seq
        found = found or link.hash == head
        if not seq % STEP:
            progress("日志", seq)
    while digest:
        yield _altered(digest[0], "有记录而没有链接")
        digest = next(digests, None)
    if not found:
        yield Problem("verify-head", Place(), {"head": head})


def _wrong(link: journal.Link, parent: str, seq: int, digest: str | None, own_hash: str) -> str:
    """What is wrong with one link, in words; nothing when it is sound."""
    if link.seq != seq:
        return f"前面缺第 {seq} 号"
    if link.parent != parent:
        return "与上一环接不上"
    if link.hash != own_hash:
        return "时间、经办人、事由或摘要被改"
    return "" if link.digest == digest else "登记的明细被改"


def _altered(seq: int, why: str) -> Problem:
    """The problem that an altered link is."""
    return Problem("verify-link", Place(), {"seq": seq, "why": why})


def _digests(book: Book) -> Iterator[tuple[int, str]]:
    """The digest of the records of each change set."""
    seq, digest = None, hashlib.new(book.layout.algorithm)
    for record in journal.records(book.store):
        if record.seq != seq:
            if seq is not None:
                yield seq, digest.hexdigest()
            seq, digest = record.seq, hashlib.new(book.layout.algorithm)
        digest.update(record.digested())
    if seq is not None:
        yield seq, digest.hexdigest()


def _table_problems(book: Book, table: Table, progress: Progress) -> Iterator[Problem]:
    """Rows of one ledger that are altered, missing or added."""
    expected = _expected(book, table)
    wanted = next(expected, None)
    for id, withdrawn, own_hash in _rows(book, table, progress):
        while wanted and wanted.id < id:
            yield _missing(table, wanted)
            wanted = next(expected, None)
        if wanted is None or wanted.id > id:
            yield Problem("verify-row-added", Place(), {"entry": f"{table.name}:{id}"})
            continue
        if wanted.hash != own_hash or wanted.withdrawn != withdrawn:
            yield Problem("verify-row-altered", Place(), {"entry": f"{table.name}:{id}", "seq": wanted.seq})
        wanted = next(expected, None)
    while wanted:
        yield _missing(table, wanted)
        wanted = next(expected, None)


def _rows(book: Book, table: Table, progress: Progress) -> Iterator[tuple[int, int | None, bytes]]:
    """Id, mark of withdrawal and hash of every row, by id."""
    hash_of = journal.hasher(book.layout.algorithm)
    stream = book.store.stream(f"SELECT withdrawn, id, {table.selection} FROM {table.sql} ORDER BY id")
    seen = 0
    for piece in pieces(stream, STEP):
        withdrawn, ids, *cells = zip(*piece, strict=True)
        yield from zip(ids, withdrawn, journal.row_hashes(hash_of, table.number, (ids, *cells)), strict=True)
        seen += len(piece)
        progress(book.ledgers[table.name].title, seen)


def _missing(table: Table, wanted: Expected) -> Problem:
    """The problem that a missing row is."""
    return Problem("verify-row-missing", Place(), {"entry": f"{table.name}:{wanted.id}", "seq": wanted.seq})


def _expected(book: Book, table: Table) -> Iterator[Expected]:
    """What the journal says of every entry of the ledger, by id.

    Records come by their first id; what is told later of an entry comes after the record that added it and before the
    next such record, so that no more than one block of entries is held.
    """
    held: dict[int, Expected] = {}
    for record in journal.records(book.store, "ledger = ?", (table.number,), '"first", seq'):
        if record.op == "add":
            yield from held.values()
            held = dict(_added(record))
        else:
            _told(held, record)
    yield from held.values()


def _added(record: journal.Record) -> Iterator[tuple[int, Expected]]:
    """The entries that one record added, with their hashes."""
    for number in range(record.count):
        at = number * journal.SIZE
        id = record.first + number
        yield id, Expected(id, record.hashes[at : at + journal.SIZE], None, record.seq)


def _told(held: dict[int, Expected], record: journal.Record) -> None:
    """What a later record says of entries already added."""
    for id in range(record.first, record.first + record.count):
        entry = held.get(id)
        if entry is None:
            continue
        entry.seq = record.seq
        if record.op == "change":
            entry.hash = record.hashes
        else:
            entry.withdrawn = record.seq if record.op == "withdraw" else None


def _level_problems(book: Book, table: Table) -> Iterator[Problem]:
    """References of one ledger beside which other regions stand than the tree has above them."""
    tree, ledger = book.regions, book.ledgers[table.name]
    for field in table.regions:
        for region, _ in stale(book.store, table, field, tree):
            name = tree[region].name if region in tree else f"region:{region}"
            count = book.store.read(f'SELECT COUNT(*) FROM {table.sql} WHERE "{field.name}" = ?', (region,))[0][0]
            details = {"ledger": ledger.title, "column": ledger.column(field.name).title, "region": name}
            yield Problem("verify-row-levels", Place(), {**details, "count": count})


def _evidence_problems(book: Book, progress: Progress) -> Iterator[Problem]:
    """Evidence files that are missing or altered; each file is read once."""
    table = book.table(EVIDENCE.name)
    sql = f"SELECT digest, ledger, entry, name FROM {table.sql} ORDER BY digest, id"
    checked: tuple[str, str] = ("", "")
    for number, row in enumerate(book.store.read(sql), start=1):
        if row[0] != checked[0]:
            checked = (row[0], _file_fault(path_of(book.location, row[0]), row[0]))
            progress(EVIDENCE.title, number)
        if checked[1]:
            yield _file_problem(checked[1], row)


def _file_fault(path: Path, digest: str) -> str:
    """The code of what is wrong with a file; nothing when it is sound."""
    if not path.is_file():
        return "verify-evidence-missing"
    return "" if file_digest(path) == digest else "verify-evidence-altered"


def _file_problem(code: str, row: Row) -> Problem:
    """The problem that one entry's evidence is."""
    return Problem(code, Place(), {"name": row[3], "entry": f"{row[1]}:{row[2]}"})
