"""The thin layer over the two databases: one way to read, stream, write and insert in bulk.

SQL is written once, with ``?`` placeholders and names in double quotes; dates come back as ISO text, sums of integers
as integers, from both. A store serves one thread. Writers wait for each other, readers for nobody: SQLite in WAL mode
with ``BEGIN IMMEDIATE``, PostgreSQL by a lock on the journal that only writers take.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from typing import Any, Literal

from jiedui.base.problems import refuse
from jiedui.book.location import Location

Row = tuple[Any, ...]
Dialect = Literal["sqlite", "postgresql"]

#: Seconds that a writer waits for another.
WAIT = 20.0


class Duplicate(Exception):
    """A row was refused by the database because another bears the same unique value."""


_SNAPSHOTS = count(1)


class Store(ABC):
    """A connection to the database of a book."""

    dialect: Dialect
    #: The number of the state that is being read; None outside of :meth:`reading`, where the book may move on.
    snapshot: int | None = None
    #: What the database raises when it cannot do what is asked.
    errors: tuple[type[Exception], ...]

    @abstractmethod
    def read(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """All rows that a query gives."""

    @abstractmethod
    def stream(self, sql: str, params: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows that a query gives, one by one, without holding them all; inside :meth:`reading`."""

    @abstractmethod
    def execute(self, sql: str, params: Sequence[Any] = ()) -> int:
        """Run one statement; the number of rows that it touched."""

    @abstractmethod
    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each of the rows."""

    @abstractmethod
    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows in bulk, all or none; Duplicate when a unique value is taken."""

    def drop_indexes(self, _table: str) -> list[str]:
        """Put the indexes of a table aside where readers do not notice; the statements that make them again."""
        return []

    @abstractmethod
    def create_index(self, statement: str) -> None:
        """Make an index again; Duplicate when rows share what it wants unique."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[None]:
        """A transaction that alone may write; Refusal (book-busy) when another writer keeps it too long."""

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction that sees one state of the book from beginning to end; inside another, that one."""
        if self.busy:
            yield
            return
        self.snapshot = next(_SNAPSHOTS)
        try:
            with self._read_only():
                yield
        finally:
            self.snapshot = None

    @property
    @abstractmethod
    def busy(self) -> bool:
        """Whether a transaction is open."""

    @abstractmethod
    def _read_only(self) -> AbstractContextManager[None]:
        """A transaction that writes nothing."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""

    def first(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        """The first row that a query gives."""
        rows = self.read(sql, params)
        return rows[0] if rows else None


def quoted(columns: Iterable[str]) -> str:
    """The names in double quotes, separated by commas."""
    return ", ".join(f'"{column}"' for column in columns)


def marks(count: int) -> str:
    """That many placeholders."""
    return ", ".join("?" * count)


def open_store(location: Location, *, create: bool = False) -> Store:
    """The store of the book there.

    Raises Refusal: book-missing (no such book, unless ``create``), book-unreadable, book-unreachable.
    """
    if location.url is None:
        from jiedui.book.sqlite import SqliteStore  # noqa: PLC0415 - only the database in use is loaded

        if not create and not location.file.is_file():
            raise refuse("book-missing", book=location)
        return SqliteStore(location.file)
    from jiedui.book.postgresql import PostgresStore  # noqa: PLC0415

    return PostgresStore(location)
