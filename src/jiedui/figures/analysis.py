"""Reading a big SQLite book through DuckDB: an optional extra (``pip install jiedui[analysis]``), used when it pays.

DuckDB carries an SQLite of its own, and two of them in one process lose each other's file locks (SQLite, "How To
Corrupt", 2.2.1). So DuckDB runs in a child process that only reads: this module, started by :class:`Analysis`, takes
one query a line as JSON and answers with one line. It says which head of the journal it saw, so that an answer of
another state of the book is never mixed in.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_HEAD = "SELECT hash FROM journal_link ORDER BY seq DESC LIMIT 1"


def available() -> bool:
    """Whether DuckDB and its reader of SQLite files are installed."""
    return bool(find_spec("duckdb") and find_spec("duckdb_extension_sqlite_scanner"))


class Analysis:
    """A child process that reads one SQLite book through DuckDB; started by the first query."""

    def __init__(self, file: Path) -> None:
        """Take the SQLite file of the book."""
        self._file = file
        self._child: subprocess.Popen[str] | None = None

    def read(self, head: str, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]] | None:
        """All rows that a query gives on the book at that head; None when the book has moved on, or the child failed."""
        child = self._child or self._start()
        try:
            child.stdin.write(json.dumps([sql, list(params)], ensure_ascii=False) + "\n")  # type: ignore[union-attr]
            child.stdin.flush()  # type: ignore[union-attr]
            answer = json.loads(child.stdout.readline() or "null")  # type: ignore[union-attr]
        except OSError:
            answer = None
        if answer is None:
            self.close()
        return [tuple(row) for row in answer["rows"]] if answer and answer["head"] == head else None

    def _start(self) -> subprocess.Popen[str]:
        """Start the child."""
        command = [sys.executable, "-m", "jiedui.figures.analysis", str(self._file)]
        pipe = subprocess.PIPE
        self._child = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8")  # noqa: S603
        return self._child

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.communicate()
            self._child = None


def attached(file: Path) -> Any:
    """A DuckDB connection to which the book is attached, read-only."""
    import duckdb  # noqa: PLC0415 - the extra is loaded only where it is used
    import duckdb_extension_sqlite_scanner as scanner  # noqa: PLC0415

    connection = duckdb.connect()
    for extension in Path(scanner.__file__ or "").parent.rglob("*.duckdb_extension"):
        connection.load_extension(str(extension))
    quoted = str(file).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS book (TYPE sqlite, READ_ONLY)")
    connection.execute("USE book")
    return connection


def answered(connection: Any, sql: str, params: Sequence[Any]) -> dict[str, Any]:
    """The rows of a query and the head of the journal that they belong to."""
    connection.execute("BEGIN")
    try:
        head = connection.execute(_HEAD).fetchone()
        rows = connection.execute(sql, params).fetchall()
    finally:
        connection.execute("ROLLBACK")
    return {"head": head[0] if head else None, "rows": rows}


def serve(file: Path) -> None:
    """Answer the queries on standard input until it ends."""
    connection = attached(file)
    for line in sys.stdin:
        sql, params = json.loads(line)
        answer = answered(connection, sql, params)
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
