"""The store on SQLite: one file, WAL, writers one after the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jiedui.base.problems import refuse
from jiedui.book.store import WAIT, Duplicate, Row, Store, marks, quoted

#: Kilobytes of pages kept in memory: enough that the indexes of a million rows are not read twice.
CACHE = 131_072


class SqliteStore(Store):
    """A connection to an SQLite file, which is made when it does not exist."""

    dialect = "sqlite"
    errors = (sqlite3.Error,)

    def __init__(self, file: Path) -> None:
        """Open the file; Refusal (book-unreadable) when it is no database."""
        try:
            self._connection = sqlite3.connect(file, timeout=WAIT, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.DatabaseError as error:
            raise refuse("book-unreadable", file=file, why=error) from error
        self._connection.execute(f"PRAGMA cache_size = -{CACHE}")
        self._connection.execute("PRAGMA temp_store = MEMORY")

    def read(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """All rows that a query gives."""
        return self._connection.execute(sql, params).fetchall()

    def stream(self, sql: str, params: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows that a query gives, one by one."""
        return self._connection.execute(sql, params)

    def execute(self, sql: str, params: Sequence[Any] = ()) -> int:
        """Run one statement; the number of rows that it touched."""
        return self._connection.execute(sql, params).rowcount

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each of the rows; Duplicate when a unique value is taken."""
        try:
            self._connection.executemany(sql, rows)
        except sqlite3.IntegrityError as error:
            raise Duplicate(str(error)) from error

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows in bulk, all or none."""
        with self._savepoint():
            self.execute_many(f'INSERT INTO "{table}" ({quoted(columns)}) VALUES ({marks(len(columns))})', rows)

    def drop_indexes(self, table: str) -> list[str]:
        """Put the indexes of a table aside; the statements that make them again."""
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
        found = self.read(sql, (table,))
        for name, _ in found:
            self.execute(f'DROP INDEX "{name}"')
        return [statement for _, statement in found]

    def create_index(self, statement: str) -> None:
        """Make an index again; Duplicate when rows share what it wants unique."""
        try:
            self.execute(statement)
        except sqlite3.IntegrityError as error:
            raise Duplicate(str(error)) from error

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        """What fails in here leaves the rest of the transaction as it was."""
        self._connection.execute("SAVEPOINT rows")
        try:
            yield
        except Exception:
            self._connection.execute("ROLLBACK TO rows")
            raise
        finally:
            self._connection.execute("RELEASE rows")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that alone may write."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise refuse("book-busy", seconds=round(WAIT)) from error
        with self._ended():
            yield

    @property
    def busy(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.in_transaction

    @contextmanager
    def _read_only(self) -> Iterator[None]:
        """A transaction that writes nothing."""
        self._connection.execute("BEGIN")
        with self._ended():
            yield

    @contextmanager
    def _ended(self) -> Iterator[None]:
        """Commit when all went well, roll back otherwise."""
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
