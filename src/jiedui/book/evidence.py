"""Evidence (佐证): files kept by the SHA-256 of their content, named in the entries that they belong to.

A file lies at ``evidence/ab/abcdef…``; the register ``book_evidence`` says which entry it belongs to and by what name,
and that name stands in the entry's list of evidence. Both are written in one change set.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import puremagic

from jiedui.base.problems import refuse
from jiedui.book.book import Book
from jiedui.book.changes import Add, Change, Receipt, Value
from jiedui.book.layout import EVIDENCE, LIVE
from jiedui.book.location import Location

#: The largest file taken, in bytes.
LIMIT = 100 * 2**20
#: Bytes read at a time.
PIECE = 2**20
#: What a name in a list of evidence may not contain.
SEPARATORS = frozenset("、；;\n\r")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One evidence file: its name in the entry, its digest, size in bytes and type of content, and where it lies."""

    id: int
    name: str
    digest: str
    size: int
    type: str
    path: Path


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def path_of(location: Location, digest: str) -> Path:
    """Where the file of that digest lies."""
    return location.evidence / digest[:2] / digest


def add_evidence(book: Book, ledger: str, id: int, file: Path, *, actor: str, reason: str = "") -> Receipt:
    """Keep a file as evidence of an entry.

    Raises Refusal: evidence-missing, evidence-empty, evidence-too-large, evidence-name, evidence-taken, and what the
    door refuses.
    """
    entry = book.entry(ledger, id)
    size = _sound(file)
    listed = entry.values.get("evidence")
    names = listed if isinstance(listed, tuple) else ()
    if any(kept.name == file.name for kept in evidence_of(book, ledger, id)):
        raise refuse("evidence-taken", entry=entry.name, name=file.name)
    digest = _keep(book.location, file)
    values: dict[str, Value] = {
        "ledger": ledger,
        "entry": id,
        "name": file.name,
        "digest": digest,
        "size": size,
        "type": type_of(file),
    }
    changes: list[Add | Change] = [Add(EVIDENCE.name, values)]
    if file.name not in names:
        changes.append(Change(ledger, id, {"evidence": (*names, file.name)}))
    return book.write(actor, reason or f"添加佐证 {file.name}", changes)


def evidence_of(book: Book, ledger: str, id: int) -> list[Evidence]:
    """The files kept for an entry, in the order in which they came; none for one that is not visible."""
    if not book.seen(ledger, [id]):
        return []
    sql = f"SELECT id, name, digest, size, type FROM {book.table(EVIDENCE.name).sql} WHERE {LIVE}"
    rows = book.store.read(f"{sql} AND ledger = ? AND entry = ? ORDER BY id", (ledger, id))
    return [
        Evidence(entry, name, digest, size, kind, path_of(book.location, digest))
        for entry, name, digest, size, kind in rows
    ]


def digests_of(book: Book, ledger: str) -> dict[int, dict[str, str]]:
    """The digests of all files kept for entries of a ledger: by entry, then by name."""
    sql = f"SELECT entry, name, digest FROM {book.table(EVIDENCE.name).sql} WHERE {LIVE} AND ledger = ? ORDER BY id"
    found: dict[int, dict[str, str]] = {}
    for entry, name, digest in book.store.read(sql, (ledger,)):
        found.setdefault(entry, {})[name] = digest
    return found


def _sound(file: Path) -> int:
    """The size of a file that can be kept; Refusal otherwise."""
    if not file.is_file():
        raise refuse("evidence-missing", file=file)
    if SEPARATORS & set(file.name):
        raise refuse("evidence-name", name=file.name)
    size = file.stat().st_size
    if not size:
        raise refuse("evidence-empty", file=file.name)
    if size > LIMIT:
        limit = LIMIT // 2**20
        raise refuse("evidence-too-large", file=file, size=-(-size // 2**20), limit=limit)
    return size


def type_of(file: Path) -> str:
    """The type of the content by what is in it, not by the name; plain binary when nobody knows."""
    try:
        found = puremagic.magic_file(file)
    except (puremagic.PureError, ValueError):
        return "application/octet-stream"
    return next((match.mime_type for match in found if match.mime_type), "application/octet-stream")


def _keep(location: Location, file: Path) -> str:
    """Copy the file to where its digest says, whole or not at all; the digest."""
    location.evidence.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=location.evidence, delete=False) as kept, file.open("rb") as source:
        while piece := source.read(PIECE):
            digest.update(piece)
            kept.write(piece)
        kept.flush()
        os.fsync(kept.fileno())
    path = path_of(location, digest.hexdigest())
    path.parent.mkdir(exist_ok=True)
    Path(kept.name).replace(path)
    return digest.hexdigest()
