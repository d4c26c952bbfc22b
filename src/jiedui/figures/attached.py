"""The child process that reads an SQLite book through DuckDB: one query a line as JSON, answered by one line.

A script on its own, so that it starts without the rest of the package; :mod:`jiedui.figures.analysis` starts it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import duckdb_extension_sqlite_scanner as scanner

_HEAD = "SELECT hash FROM journal_link ORDER BY seq DESC LIMIT 1"


def attached(file: str) -> Any:
    """A DuckDB connection to which the book is attached, read-only."""
    connection = duckdb.connect()
    for extension in Path(scanner.__file__ or "").parent.rglob("*.duckdb_extension"):
        connection.load_extension(str(extension))
    quoted = file.replace("'", "''")
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


def serve(file: str) -> None:
    """Answer the queries on standard input until it ends."""
    connection = attached(file)
    for line in sys.stdin:
        sql, params = json.loads(line)
        answer = answered(connection, sql, params)
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve(sys.argv[1])
