"""The store on PostgreSQL: psycopg, COPY for bulk, dates as ISO text and whole numbers as integers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Any

import psycopg
from psycopg.adapt import Loader
from psycopg.types.string import TextLoader

from jiedui.base.problems import refuse
from jiedui.book.location import Location
from jiedui.book.store import WAIT, Duplicate, Row, Store, marks, quoted

#: From this many rows on, COPY is quicker than single inserts.
BULK = 50
#: Rows fetched at a time from a cursor that the server keeps.
PIECE = 5000

_STREAMS = count()
_LITERAL = re.compile(r"('(?:[^']|'')*')")


class NumberLoader(Loader):
    """A numeric without decimals, such as the sum of integers, read as an integer."""

    def load(self, data: Any) -> int | Decimal:
        """The number that the text writes."""
        text = bytes(data).decode()
        return int(text) if text.lstrip("-").isdigit() else Decimal(text)


@lru_cache(maxsize=1024)
def translated(sql: str) -> str:
    """The statement with ``?`` as psycopg wants it, outside of literals."""
    parts = _LITERAL.split(sql.replace("%", "%%"))
    return "".join(part if number % 2 else part.replace("?", "%s") for number, part in enumerate(parts))


class PostgresStore(Store):
    """A connection to a PostgreSQL database."""

    dialect = "postgresql"
    errors = (psycopg.Error,)

    def __init__(self, location: Location) -> None:
        """Connect; Refusal (book-unreachable) when that fails."""
        try:
            self._connection = psycopg.connect(location.url or "", autocommit=True)
        except psycopg.OperationalError as error:
            raise refuse("book-unreachable", book=location, why=str(error).strip()) from error
        self._connection.adapters.register_loader("date", TextLoader)
        self._connection.adapters.register_loader("numeric", NumberLoader)

    def read(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """All rows that a query gives."""
        return self._run(sql, params).fetchall()

    def stream(self, sql: str, params: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows that a query gives, in pieces, from a cursor that the server keeps."""
        with self._connection.cursor(f"stream_{next(_STREAMS)}") as cursor:
            cursor.itersize = PIECE
            cursor.execute(translated(sql).encode(), params)
            yield from cursor

    def _run(self, sql: str, params: Sequence[Any]) -> psycopg.Cursor[Row]:
        """Run one statement; with parameters, ``?`` stands for each."""
        return self._connection.execute(translated(sql).encode(), tuple(params))

    def execute(self, sql: str, params: Sequence[Any] = ()) -> int:
        """Run one statement; the number of rows that it touched."""
        return self._run(sql, params).rowcount

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each of the rows; Duplicate when a unique value is taken."""
        try:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                cursor.executemany(translated(sql).encode(), rows)
        except psycopg.errors.UniqueViolation as error:
            raise Duplicate(str(error)) from error

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows in bulk, all or none."""
        if len(rows) < BULK:
            self.execute_many(f'INSERT INTO "{table}" ({quoted(columns)}) VALUES ({marks(len(columns))})', rows)
            return
        try:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                self._copy(cursor, f'COPY "{table}" ({quoted(columns)}) FROM STDIN', rows)
        except psycopg.errors.UniqueViolation as error:
            raise Duplicate(str(error)) from error

    def create_index(self, statement: str) -> None:
        """Make an index; Duplicate when rows share what it wants unique."""
        try:
            with self._connection.transaction():
                self.execute(statement)
        except psycopg.errors.UniqueViolation as error:
            raise Duplicate(str(error)) from error

    @staticmethod
    def _copy(cursor: psycopg.Cursor[Row], sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Send the rows through COPY."""
        with cursor.copy(sql.encode()) as copy:
            for row in rows:
                copy.write_row(row)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that alone may write: others that want to wait at the lock on the journal."""
        with self._connection.transaction():
            try:
                self._connection.execute(f"SET LOCAL lock_timeout = {round(WAIT * 1000)}")
                self._connection.execute('LOCK TABLE "journal_link" IN EXCLUSIVE MODE')
            except psycopg.errors.LockNotAvailable as error:
                raise refuse("book-busy", seconds=round(WAIT)) from error
            except psycopg.errors.UndefinedTable as error:
                raise refuse("book-missing", book=self._connection.info.dbname) from error
            yield

    @property
    def busy(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE

    @contextmanager
    def _read_only(self) -> Iterator[None]:
        """A transaction that writes nothing."""
        with self._connection.transaction():
            self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
