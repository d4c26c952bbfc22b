r"""The journal (账册日志): a chain of links, one a change set, each with the hashes of the rows it wrote.

What is hashed, with the book's algorithm (SHA-256, or SM3):

- A **row**: the ledger's number, the entry's id, then its stored cells in the order of the columns' numbers, joined by
  U+001F; an empty cell is nothing, an empty text ``\\e``, a backslash ``\\``, a U+001F in a text ``\\u``; separators
  at the end are dropped, so that a column added later changes no hash. Levels of regions are derived and not hashed.
- A **link**: number, time, actor, reason, kind, digest of its records, hash of the link before, joined in the same way.
- The **digest**: all records of the change set in order: their head (ordinal, ledger's number, first id, count, what
  was done, lengths of the two following parts) joined in the same way, then the hashes of the rows, then the cells.

A record is about ``count`` consecutive entries. ``add`` carries a hash for each; ``change`` is about one, with its new
hash and the cells ``[[column's number, old, new], …]`` as JSON; ``withdraw`` and ``restore`` carry nothing more;
``sync`` (ledger 0) carries the layout. First values are not repeated: undoing the later changes yields them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial
from typing import Literal, Protocol

from jiedui.book.changes import Stored
from jiedui.book.layout import Layout
from jiedui.book.store import Store, quoted

#: Rows told of in one record at most.
BLOCK = 1000
#: Bytes of one hash, of either algorithm.
SIZE = 32
#: The hash before the first link.
GENESIS = "0" * 64
ALGORITHMS = ("sha256", "sm3")
SEPARATOR = "\x1f"


class Hash(Protocol):
    """What hashlib computes."""

    def digest(self) -> bytes:
        """The digest."""

    def hexdigest(self) -> str:
        """The digest in hexadecimal."""


Hasher = Callable[[bytes], Hash]
Op = Literal["add", "change", "withdraw", "restore", "sync"]

LINK_COLUMNS = ("seq", "at", "actor", "reason", "kind", "digest", "parent", "hash")
RECORD_COLUMNS = ("seq", "ordinal", "ledger", "first", "count", "op", "hashes", "cells")


@dataclass(frozen=True, slots=True)
class Link:
    """One change set in the chain."""

    seq: int
    at: str
    actor: str
    reason: str
    kind: str
    digest: str
    parent: str
    hash: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a change set did to consecutive entries of one ledger."""

    seq: int
    ordinal: int
    ledger: int
    first: int
    count: int
    op: Op
    hashes: bytes
    cells: str

    def digested(self) -> bytes:
        """What of it goes into the digest of its change set."""
        cells = self.cells.encode()
        head = joined((self.ordinal, self.ledger, self.first, self.count, self.op, len(self.hashes), len(cells)))
        return head.encode() + SEPARATOR.encode() + self.hashes + cells

    @property
    def row(self) -> tuple[object, ...]:
        """The record as its table keeps it."""
        return (self.seq, self.ordinal, self.ledger, self.first, self.count, self.op, self.hashes, self.cells)


def hasher(algorithm: str) -> Hasher:
    """The function from bytes to their hash."""
    return hashlib.sha256 if algorithm == "sha256" else partial(hashlib.new, algorithm)


def joined(cells: Sequence[Stored]) -> str:
    """The cells as one text from which each can be told apart: what is hashed of a row and of a link."""
    texts = ["" if cell is None else str(cell) or "\\e" for cell in cells]
    text = SEPARATOR.join(texts)
    if "\\" in text or text.count(SEPARATOR) != len(texts) - 1:
        text = SEPARATOR.join(map(_escaped, cells))
    return text.rstrip(SEPARATOR)


def _escaped(cell: Stored) -> str:
    """One cell with what would be taken for a separator or an escape written out."""
    if cell is None:
        return ""
    return str(cell).replace("\\", "\\\\").replace(SEPARATOR, "\\u") or "\\e"


def row_hash(hash_of: Hasher, ledger: int, row: Sequence[Stored]) -> bytes:
    """The hash of a row: its id and its cells in the order of the columns' numbers."""
    return hash_of(joined((ledger, *row)).encode("utf-8", "surrogatepass")).digest()


def row_hashes(hash_of: Hasher, ledger: int, columns: Sequence[Sequence[Stored]]) -> list[bytes]:
    """The hashes of many rows, given by column (ids first): the same as :func:`row_hash` of each, and quicker."""
    texts = list(map(_texts, columns))
    start = f"{ledger}{SEPARATOR}"
    rows = map(SEPARATOR.join, zip(*texts, strict=True))
    return [hash_of((start + row.rstrip(SEPARATOR)).encode("utf-8", "surrogatepass")).digest() for row in rows]


def _texts(cells: Sequence[Stored]) -> Sequence[str]:
    """The cells of one column as they are joined."""
    kinds = set(map(type, cells))
    if kinds == {int}:
        return list(map(str, cells))
    if kinds == {type(None)}:
        return ("",) * len(cells)
    if str in kinds:
        whole = "".join(cells if kinds == {str} else filter(None, cells))  # type: ignore[arg-type]
        if "\\" in whole or SEPARATOR in whole or "" in cells:
            return list(map(_escaped, cells))
    return cells if kinds == {str} else ["" if cell is None else str(cell) for cell in cells]  # type: ignore[return-value]


def link_hash(hash_of: Hasher, link: Link) -> str:
    """The hash that the link must have."""
    cells = (link.seq, link.at, link.actor, link.reason, link.kind, link.digest, link.parent)
    return hash_of(joined(cells).encode("utf-8", "surrogatepass")).hexdigest()


def last_link(store: Store) -> Link | None:
    """The head of the chain; None for a book without any."""
    row = store.first(f"SELECT {quoted(LINK_COLUMNS)} FROM journal_link ORDER BY seq DESC LIMIT 1")
    return Link(*row) if row else None


def links(store: Store) -> Iterator[Link]:
    """All links from the first; inside a reading transaction."""
    return (Link(*row) for row in store.stream(f"SELECT {quoted(LINK_COLUMNS)} FROM journal_link ORDER BY seq"))


def records(
    store: Store, where: str = "", params: Sequence[object] = (), order: str = "seq, ordinal"
) -> Iterator[Record]:
    """The records that a condition leaves, streamed; inside a reading transaction."""
    condition = f"WHERE {where} " if where else ""
    sql = f"SELECT {quoted(RECORD_COLUMNS)} FROM journal_record {condition}ORDER BY {order}"
    return (Record(*row) for row in store.stream(sql, params))


def last_touch(store: Store, ledger: int, id: int) -> Link | None:
    """The last change set that was about the entry; ``ledger`` is the ledger's number."""
    columns = ", ".join(f"l.{column}" for column in quoted(LINK_COLUMNS).split(", "))
    row = store.first(
        f"""SELECT {columns} FROM journal_record r JOIN journal_link l ON l.seq = r.seq
        WHERE r.ledger = ? AND r."first" > ? AND r."first" <= ? AND r."first" + r."count" > ?
        ORDER BY r.seq DESC LIMIT 1""",
        (ledger, id - BLOCK, id, id),
    )
    return Link(*row) if row else None


def last_layout(store: Store) -> Layout | None:
    """The layout that the last ``sync`` brought; None for a book without any."""
    row = store.first("SELECT cells FROM journal_record WHERE ledger = 0 ORDER BY seq DESC LIMIT 1")
    return Layout.from_json(row[0]) if row else None


def next_id(store: Store, ledger: int) -> int:
    """The id that the next entry of that ledger (by number) will have; ids are never used again."""
    sql = (
        """SELECT "first" + "count" FROM journal_record WHERE ledger = ? AND op = 'add' ORDER BY "first" DESC LIMIT 1"""
    )
    row = store.first(sql, (ledger,))
    return row[0] if row else 1


class Scribe:
    """Writes one change set into the journal: its records as they come, then the link."""

    #: Records kept back before they are written.
    HELD = 2000

    def __init__(self, store: Store, algorithm: str) -> None:
        """Start the change set that follows the head."""
        self.parent = last_link(store)
        self.seq = self.parent.seq + 1 if self.parent else 1
        self.count = 0
        self._store = store
        self._hash = hasher(algorithm)
        self._digest = hashlib.new(algorithm)
        self._held: list[Record] = []

    def record(self, op: Op, ledger: int, first: int, count: int = 1, *, hashes: bytes = b"", cells: str = "") -> None:
        """Tell of ``count`` consecutive entries."""
        self.count += 1
        record = Record(self.seq, self.count, ledger, first, count, op, hashes, cells)
        self._digest.update(record.digested())
        self._held.append(record)
        if len(self._held) >= self.HELD:
            self._flush()

    def _flush(self) -> None:
        """Write the records kept back."""
        if self._held:
            self._store.insert("journal_record", RECORD_COLUMNS, [record.row for record in self._held])
        self._held.clear()

    def close(self, at: str, actor: str, reason: str, kind: str) -> Link:
        """Write the link that ends the change set."""
        self._flush()
        parent = self.parent.hash if self.parent else GENESIS
        open_link = Link(self.seq, at, actor, reason, kind, self._digest.hexdigest(), parent, "")
        link = replace(open_link, hash=link_hash(self._hash, open_link))
        self._store.insert("journal_link", LINK_COLUMNS, [astuple(link)])
        return link


_TABLES = """
CREATE TABLE IF NOT EXISTS journal_link (
  seq {key} PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL, kind TEXT NOT NULL,
  digest TEXT NOT NULL, parent TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS journal_record (
  seq BIGINT NOT NULL, ordinal BIGINT NOT NULL, ledger BIGINT NOT NULL, "first" BIGINT NOT NULL,
  "count" BIGINT NOT NULL, op TEXT NOT NULL, hashes {bytes} NOT NULL, cells TEXT NOT NULL,
  PRIMARY KEY (seq, ordinal));
CREATE INDEX IF NOT EXISTS journal_record_entry ON journal_record (ledger, "first", seq)
"""


def create_tables(store: Store) -> None:
    """Make the two tables of the journal where they do not exist."""
    types = {"key": "INTEGER", "bytes": "BLOB"} if store.dialect == "sqlite" else {"key": "BIGINT", "bytes": "BYTEA"}
    for statement in _TABLES.format(**types).split(";"):
        store.execute(statement)
