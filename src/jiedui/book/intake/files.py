"""Which files an import takes, what each really is, and what stands against opening it: before any parser sees it.

What a file is says its content, never its name: a web page called 账.xls is told to be a web page.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal
from zipfile import BadZipFile, ZipFile

from jiedui.base.problems import Place, Problem
from jiedui.book.intake.limits import MIB, Limits

Kind = Literal["xlsx", "ods", "xls", "csv"]

#: Files that are taken from a folder, by the ending of their name.
TAKEN = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv"})
_TEXTS = frozenset({".csv", ".txt", ".tsv"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"PAR1", "Parquet"),
)
_PEEK = 4096


def gather(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """The files to read, those of a folder in the order of their names, each once; what cannot be found is a problem."""
    found: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            inside = [each for each in sorted(path.rglob("*")) if _is_taken(each)]
            found += inside
            if not inside:
                problems.append(Problem("file-none-in-folder", Place(file=path.name)))
        elif path.exists():
            found.append(path)
        else:
            problems.append(Problem("file-missing", Place(file=str(path))))
    return list(dict.fromkeys(found)), problems


def _is_taken(path: Path) -> bool:
    """Whether a file of a folder is one to read: a spreadsheet, and not the lock file of an open one."""
    return path.suffix.lower() in TAKEN and not path.name.startswith(("~$", ".")) and path.is_file()


def examine(path: Path, limits: Limits) -> tuple[Kind | None, list[Problem]]:
    """What the file is, None when it cannot be read; what stands against it, and notes such as on macros."""
    place = Place(file=path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(_PEEK)
    except PermissionError:
        return None, [Problem("file-locked", place)]
    except OSError as error:
        return None, [Problem("file-unreadable", place, {"why": error.strerror or str(error)})]
    if size == 0:
        return None, [Problem("file-empty", place)]
    if size > limits.size:
        return None, [Problem("file-too-large", place, {"size": size // MIB, "limit": limits.size // MIB})]
    if start.startswith(b"PK"):
        return _examine_zip(path, place, size, limits)
    if start.startswith(_OLE):
        return _examine_ole(path, place)
    return _examine_rest(path, place, start)


def _examine_rest(path: Path, place: Place, start: bytes) -> tuple[Kind | None, list[Problem]]:
    """A file that is neither zip nor OLE: text, when its name says so; else of a type that is not taken."""
    for mark, name in _OTHERS:
        if start.startswith(mark):
            return None, [Problem("file-type", place, {"type": name})]
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return None, [Problem("file-type", place, {"type": "HTML 网页"})]
    if head.startswith(b"<?xml"):
        return None, [Problem("file-type", place, {"type": "XML"})]
    if path.suffix.lower() in _TEXTS:
        return "csv", []
    return None, [Problem("file-not-what-it-says", place, {"suffix": path.suffix or path.name})]


def _examine_ole(path: Path, place: Place) -> tuple[Kind | None, list[Problem]]:
    """An OLE file: an old workbook, an encrypted new one, or something else such as a Word document."""
    content = path.read_bytes()
    if _wide("EncryptedPackage") in content:
        return None, [Problem("file-encrypted", place)]
    if _wide("WordDocument") in content:
        return None, [Problem("file-type", place, {"type": "Word 97–2003"})]
    if not (_wide("Workbook") in content or _wide("Book") in content):
        return None, [Problem("file-type", place, {"type": "OLE"})]
    macros = _wide("_VBA_PROJECT") in content
    return "xls", [Problem("file-macros", place)] if macros else []


def _wide(name: str) -> bytes:
    """A name as an OLE directory holds it."""
    return name.encode("utf-16-le")


def _examine_zip(path: Path, place: Place, size: int, limits: Limits) -> tuple[Kind | None, list[Problem]]:
    """A zip file: within bounds, whole, a workbook, not encrypted."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            against = list(_zip_problems(parts, size, limits, place))
            return (None, against) if against else _workbook_in(archive, place)
    except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, UnicodeError, zipfile.LargeZipFile):
        return None, [Problem("file-truncated", place)]


def _zip_problems(parts: list[zipfile.ZipInfo], size: int, limits: Limits, place: Place) -> Iterator[Problem]:
    """Too many parts, or parts that expand too far."""
    expanded = sum(part.file_size for part in parts)
    if len(parts) > limits.parts:
        yield Problem("file-too-many-parts", place, {"count": len(parts), "limit": limits.parts})
    elif expanded > limits.expanded or any(_swells(part, limits) for part in parts) or _overlapping(parts, size):
        details = {"size": max(size // 1024, 1), "expanded": max(expanded // MIB, 1)}
        yield Problem("file-bomb", place, details)


def _swells(part: zipfile.ZipInfo, limits: Limits) -> bool:
    """Whether a part expands beyond all measure."""
    return part.file_size > limits.unsuspicious and part.file_size > limits.ratio * max(part.compress_size, 1)


def _overlapping(parts: list[zipfile.ZipInfo], size: int) -> bool:
    """Whether the parts together are larger than the file that holds them: then they share their bytes."""
    return sum(part.compress_size for part in parts) > size


def _workbook_in(archive: ZipFile, place: Place) -> tuple[Kind | None, list[Problem]]:
    """What the zip holds."""
    names = set(archive.namelist())
    if any(part.flag_bits & 1 for part in archive.infolist()):
        return None, [Problem("file-encrypted", place)]
    if "xl/workbook.xml" in names or any(name.lower() == "xl/workbook.xml" for name in names):
        macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        return "xlsx", [Problem("file-macros", place)] if macros else []
    if "content.xml" in names and "spreadsheet" in _peek(archive, "mimetype"):
        encrypted = "encryption-data" in _peek(archive, "META-INF/manifest.xml")
        return (None, [Problem("file-encrypted", place)]) if encrypted else ("ods", [])
    return None, [Problem("file-type", place, {"type": _other_zip(names)})]


def _other_zip(names: set[str]) -> str:
    """What a zip that is no workbook is."""
    known = {"xl/workbook.bin": "xlsb", "word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint"}
    return next((name for part, name in known.items() if part in names), "zip")


def _peek(archive: ZipFile, name: str) -> str:
    """The first letters of a part, empty when there is none."""
    if name not in archive.namelist():
        return ""
    with archive.open(name) as part:
        return part.read(MIB).decode("utf-8", "replace")
