"""The binder of evidence (佐证材料): every file that the entries of a report name, numbered, with pages and digest."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jiedui.book import Book
from jiedui.book.evidence import Evidence, evidence_of
from jiedui.reports.writing.model import Cell, Sheet

HEADINGS: Final = ("编号", "台账", "记录", "材料名称", "页数", "起止页", "SHA-256")
#: What stands for a file that an entry names and nobody has handed in.
MISSING: Final = "未交原件"
_PAGE: Final = re.compile(rb"/Type\s*/Page(?![s\w])")
_COUNT: Final = re.compile(rb"/Count\s+(\d+)")
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
#: PDFs larger than this are not read for their pages.
LARGEST: Final = 50 * 2**20


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One piece of evidence: the entry it belongs to, its name, the file where it was handed in."""

    ledger: str
    entry: str
    name: str
    file: Evidence | None


def evidence_sheet(book: Book, records: Mapping[str, Sequence[str]], caption: str) -> Sheet:
    """The evidence of those entries (by ledger) as a table; pages are numbered through the binder."""
    rows: list[tuple[Cell, ...]] = []
    page = 1
    for number, exhibit in enumerate(exhibits(book, records), 1):
        pages = pages_of(exhibit.file)
        span = "—" if not pages else str(page) if pages == 1 else f"{page}—{page + pages - 1}"
        page += pages
        digest = exhibit.file.digest if exhibit.file else MISSING
        words = (str(number), exhibit.ledger, exhibit.entry, exhibit.name, str(pages or "—"), span, digest)
        rows.append(tuple((word,) for word in words))
    return Sheet(caption, HEADINGS, tuple(rows))


def exhibits(book: Book, records: Mapping[str, Sequence[str]]) -> list[Exhibit]:
    """The files that the entries name, in their order, each with what was handed in for it."""
    found: list[Exhibit] = []
    for ledger, wanted in records.items():
        entries = book.entries(ledger, (int(name.partition(":")[2]) for name in wanted))
        named = [entry for entry in entries if entry.values.get("evidence")]
        shows = book.names(ledger, [entry.id for entry in named])
        for entry in named:
            kept = {file.name: file for file in evidence_of(book, ledger, entry.id)}
            code = entry.values.get("code")
            called = f"{code} {shows[entry.id]}" if code else shows[entry.id]
            listed = entry.values["evidence"]
            title = book.ledgers[ledger].title
            names = listed if isinstance(listed, tuple) else ()
            found.extend(Exhibit(title, called, name, kept.get(name)) for name in names)
    return found


def pages_of(file: Evidence | None) -> int:
    """How many pages a file takes in the binder: those of a PDF, one of a picture; 0 where nobody can tell."""
    if file is None or not file.path.exists():
        return 0
    if file.type == "application/pdf" and file.size <= LARGEST:
        return pdf_pages(file.path)
    return int(file.type.startswith("image/"))


def pdf_pages(path: Path) -> int:
    """The pages of a PDF: its page objects, those in compressed object streams included; the root's count else."""
    data = path.read_bytes()
    found = len(_PAGE.findall(data)) + sum(len(_PAGE.findall(each)) for each in map(_inflated, _STREAM.findall(data)))
    counts = [int(count) for count in _COUNT.findall(data)]
    return found or max(counts, default=0)


def _inflated(stream: bytes) -> bytes:
    """The content of a compressed stream; nothing when it is of another kind."""
    try:
        return zlib.decompressobj().decompress(stream, 2**24)
    except zlib.error:
        return b""
