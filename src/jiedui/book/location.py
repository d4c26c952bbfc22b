"""Where a book is: a folder with an SQLite file, or a PostgreSQL database with a folder beside it.

``BOOK`` is a folder: ``BOOK/book.sqlite3``, ``BOOK/evidence/`` (files by their digest), ``BOOK/catalog/`` (the office's
own declarations; may be absent), ``BOOK/map/`` (the office's own map; may be absent), ``BOOK/renew.toml`` (the office's own
parameters of renewal; may be absent). A PostgreSQL URL ``postgresql://user@host/name`` keeps evidence and catalogue in the
folder that ``?folder=`` names; without one, in the folder ``name`` of the working directory.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from jiedui.catalog import Catalog, load

SCHEMES = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Location:
    """The folder of evidence and catalogue, and the URL of the database (None: the SQLite file in the folder)."""

    folder: Path
    url: str | None = None

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return self.folder / "book.sqlite3"

    @property
    def evidence(self) -> Path:
        """The folder of evidence files."""
        return self.folder / "evidence"

    @property
    def catalog(self) -> Path:
        """The folder of the office's own declarations."""
        return self.folder / "catalog"

    @property
    def map(self) -> Path:
        """The folder of the office's own map."""
        return self.folder / "map"

    @property
    def renewal(self) -> Path:
        """The file of the office's own parameters of renewal."""
        return self.folder / "renew.toml"

    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Name, time and size of each file of the office's own declarations: another when one of them is changed."""
        files = sorted(self.catalog.glob("**/*.toml")) if self.catalog.is_dir() else []
        stats = ((str(file), file.stat()) for file in files)
        return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)

    def declarations(self) -> Catalog:
        """The built-in catalogue with the office's own laid over it; Refusal when anything is wrong with them."""
        return load(self.catalog if self.catalog.is_dir() else None)

    def __str__(self) -> str:
        """The place in words, without any password."""
        if self.url is None:
            return str(self.folder)
        parts = urlsplit(self.url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def locate(place: str | Path) -> Location:
    """The location that a user names: a folder, or a PostgreSQL URL."""
    if not str(place).startswith(SCHEMES):
        return Location(Path(place))
    parts = urlsplit(str(place))
    query = dict(parse_qsl(parts.query))
    folder = query.pop("folder", None) or parts.path.strip("/") or "book"
    return Location(Path(folder), urlunsplit(parts._replace(query=urlencode(query))))


def write_whole(file: Path, data: bytes) -> None:
    """Write the file whole or not at all."""
    with NamedTemporaryFile(dir=file.parent, delete=False) as written:
        written.write(data)
    Path(written.name).replace(file)
