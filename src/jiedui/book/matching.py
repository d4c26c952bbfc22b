"""Which entry of the book a row of a workbook is: by its 编号, or without one by the ledger's key.

Rows without a 编号 that share a key (two gifts of one giver on one day) are matched in their order: the first row with
the first entry, the second with the second. What is left over is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, cast

from jiedui.book.book import Book
from jiedui.book.changes import Stored
from jiedui.book.layout import LIVE
from jiedui.book.rows import pieces
from jiedui.book.store import marks
from jiedui.catalog import Ledger

Key = tuple[Stored, ...]


class Matcher:
    """Finds the entries of one ledger of the book that rows are; every entry is given away once.

    A 编号 is known throughout the book, and those of entries that ``book.sight`` does not show are ``hidden``; by their
    keys only visible entries are found.
    """

    def __init__(self, book: Book, ledger: Ledger) -> None:
        """Look at the ledger; its keys are read only when a row without 编号 asks."""
        self.hidden: set[int] = set()
        self._book = book
        self._table = book.table(ledger.name)
        self.coded = "code" in ledger.by_name
        self.key = () if ledger.key == ("code",) else ledger.key
        self._keys: dict[Key, list[int]] | None = None
        self._given: set[int] = set()
        self.empty = book.store.first(f"SELECT 1 FROM {self._table.sql} WHERE {LIVE} LIMIT 1") is None

    def find(self, codes: Sequence[Stored], keys: Sequence[Key]) -> list[int]:
        """The id of the entry that each row is, 0 for a new one."""
        if self.empty:
            return [0] * len(codes)
        coded = self._by_code({code for code in codes if code is not None})
        return [
            coded.get(code, 0) if code is not None else self._by_key(key) for code, key in zip(codes, keys, strict=True)
        ]

    def is_taken(self, id: int) -> bool:
        """Whether the entry has been given to a row before; from now on it has."""
        taken = id in self._given
        self._given.add(id)
        return taken

    def _by_code(self, codes: Iterable[Stored]) -> dict[Stored, int]:
        """Entries in use with those codes."""
        sql = f'SELECT "code", id FROM {self._table.sql} WHERE {LIVE} AND "code" IN '
        found = (self._book.store.read(f"{sql}({marks(len(piece))})", piece) for piece in pieces(codes))
        known: dict[Stored, int] = dict(chain.from_iterable(found))
        if not self._book.sight.whole:
            self.hidden |= set(known.values()) - self._book.seen(self._table.name, known.values())
        return known

    def _by_key(self, key: Key) -> int:
        """The next entry in use with that key; 0 when there is none left, or nothing of the key is filled."""
        if not any(cell is not None for cell in key):
            return 0
        if self._keys is None:
            self._keys = self._read_keys()
        left = self._keys.get(key)
        return left.pop(0) if left else 0

    def _read_keys(self) -> dict[Key, list[int]]:
        """All keys of the ledger."""
        found: dict[Key, list[int]] = defaultdict(list)
        for id, *key in cast("Iterator[tuple[Any, ...]]", self._book.rows(self._table.name, self.key)):
            found[tuple(key)].append(id)
        return found
