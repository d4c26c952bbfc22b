"""A copy of everything (备份): the book in one state, its evidence, the office's own declarations and map, as one zip.

Unpacked, the folder is a book again. A book on PostgreSQL is copied with that database's own tools.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from typing import IO

from jiedui.base.problems import refuse
from jiedui.book.book import Book


def write_backup(book: Book, target: IO[bytes]) -> None:
    """Write the copy to that file; Refusal (backup-postgresql) for a book that is not a file.

    Evidence is copied after the database: files are only ever added, so that every entry copied finds its own.
    """
    if book.location.url is not None:
        raise refuse("backup-postgresql", folder=book.location.folder)
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as packed,
    ):
        copy = Path(folder) / "book.sqlite3"
        with closing(sqlite3.connect(book.location.file)) as source, closing(sqlite3.connect(copy)) as made:
            source.backup(made)
        packed.write(copy, "book.sqlite3")
        for kept in (book.location.evidence, book.location.catalog, book.location.map):
            for file in sorted(kept.rglob("*")) if kept.is_dir() else ():
                if file.is_file():
                    packed.write(file, f"{kept.name}/{file.relative_to(kept).as_posix()}")
        if book.location.renewal.is_file():
            packed.write(book.location.renewal, book.location.renewal.name)
