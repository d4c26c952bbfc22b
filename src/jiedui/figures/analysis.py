"""Reading a big SQLite book through DuckDB: an optional extra (``pip install jiedui[analysis]``), used when it pays.

DuckDB carries an SQLite of its own, and two of them in one process lose each other's file locks (SQLite, "How To
Corrupt", 2.2.1). So DuckDB runs in a child process that only reads: :mod:`jiedui.figures.attached`. It says which head
of the journal it saw, so that an answer of another state of the book is never mixed in.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_SCRIPT = Path(__file__).with_name("attached.py")


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
        command = [sys.executable, "-P", "-X", "utf8", str(_SCRIPT), str(self._file.absolute())]
        pipe = subprocess.PIPE
        self._child = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8")  # noqa: S603
        return self._child

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.communicate()
            self._child = None
