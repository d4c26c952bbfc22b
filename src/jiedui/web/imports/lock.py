"""Whether a job's process lives: it holds a lock that the system lets go of when the process ends, however it ends.

The lock is an exclusive transaction on a small SQLite file in the job's folder: the same on every system.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Hold the lock of the folder; False, at once, when another process holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / "lock", timeout=0, isolation_level=None)) as store:
        try:
            store.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
            return
        yield True
