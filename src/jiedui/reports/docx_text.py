"""The plain text of a report, with the way back from every character to its place in the document.

For ``.docx`` the text is every paragraph (段落) and table cell (单元格) in document order, joined by line breaks:

* a cell counts as its paragraphs; nested tables stand where they stand; a merged cell is read once;
* a text box (文本框) follows the paragraph it is anchored in, and is read once though Word stores it twice;
* of tracked changes (修订) insertions count and deletions do not; a deleted paragraph mark joins two paragraphs;
* the results of fields are read, their codes are not; of ruby text the base is read, the pinyin is not;
* a tab is a tab, a line break a line break, a non-breaking hyphen ``-``; page and column breaks and soft hyphens
  are nothing; a symbol is its code point;
* headers, footers, footnotes, endnotes, comments and the numbers of automatic lists are not part of the text.
  Notes that were left out are told as a problem.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from lxml import etree

from jiedui.base.problems import Place, Problem, refuse
from jiedui.reports.docx_package import MEGABYTE, Package, open_package, read_bytes, too_large
from jiedui.reports.wordml import MC, W_STRICT, W

LARGEST_TEXT = 64 * MEGABYTE
DOCX_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
TEXT_SUFFIXES = (".txt", ".md", ".markdown", ".text")

Kind = Literal["docx", "text"]
_Handler = Callable[["_Reader", Any], None]


class Piece(NamedTuple):
    """A stretch of the text that one XML node gives: ``text[start:end]`` stands in ``node`` (a ``w:t``, ``w:tab`` …)."""

    start: int
    end: int
    node: etree._Element


#: The rows of a table, each of its cells as a stretch of the text; of a merged cell the first holds the text.
Cells = tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True)
class DocxText:
    """A document's plain text, the pieces it is made of (in order, never empty), its tables, and the tree they stand in."""

    text: str
    pieces: tuple[Piece, ...]
    root: etree._Element
    problems: tuple[Problem, ...] = ()
    tables: tuple[Cells, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report as text: the file's name, the text, what it was read from, notes on what was not read, its tables."""

    name: str
    text: str
    kind: Kind
    problems: tuple[Problem, ...] = ()
    tables: tuple[Cells, ...] = ()


def read_report(path: Path) -> ReportText:
    """Read a report from ``.docx``, ``.txt`` or ``.md``; refuses what cannot be read, saying what to do about it."""
    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        return ReportText(path.name, decode(read_bytes(path), path.name), "text")
    data = read_bytes(path)
    if suffix not in DOCX_SUFFIXES and not data.startswith(b"\xd0\xcf\x11\xe0"):
        raise refuse("document-kind", name=path.name, known=".docx .docm .txt .md")
    document = read_docx(data, path.name)
    return ReportText(path.name, document.text, "docx", document.problems, document.tables)


def decode(data: bytes, name: str) -> str:
    """Text from bytes in UTF-8, UTF-16 with its mark, or GB 18030; line ends stay as they are.

    Refuses what is in none of these, holds NUL characters, or is larger than the limit.
    """
    if len(data) > LARGEST_TEXT:
        raise too_large(name, len(data), LARGEST_TEXT)
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise refuse("document-not-text", name=name)
        return text
    raise refuse("document-encoding", name=name)


def _encodings(data: bytes) -> tuple[str, ...]:
    """The encodings to try, the likeliest first."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")


def read_docx(source: Path | bytes, name: str | None = None) -> DocxText:
    """Read a Word document's plain text with its pieces; refuses what is no sound ``.docx``."""
    return read_package(open_package(source, name))


def read_package(package: Package) -> DocxText:
    """The plain text of an opened document."""
    root = package.xml(package.main_part)
    if root.tag not in (f"{{{W}}}document", f"{{{W_STRICT}}}document"):
        raise refuse("document-not-docx", name=package.name)
    reader = _Reader()
    reader.walk(root)
    text = "".join(reader.parts)
    return DocxText(text, tuple(reader.pieces), root, _unread(reader.notes, package.name), tuple(reader.tables))


def read_node(node: etree._Element) -> tuple[str, tuple[Piece, ...]]:
    """The plain text inside one node with its pieces; places count from the node's beginning."""
    reader = _Reader()
    reader.walk(node)
    return "".join(reader.parts), tuple(reader.pieces)


def _unread(notes: int, name: str) -> tuple[Problem, ...]:
    """The note that footnotes and endnotes were left out, when there were any."""
    return (Problem("document-notes-unread", Place(file=name), {"count": notes}),) if notes else ()


class _Reader:
    """Walks a document once, collecting text and pieces. Depth is bounded by the parser's own limit."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.boxes: list[etree._Element] = []
        self.tables: list[Cells] = []
        self.rows: list[list[tuple[int, int]]] = []
        self.notes = 0
        self.length = 0
        self.break_due = False

    def walk(self, node: etree._Element) -> None:
        """Read what stands inside a node."""
        for child in node:
            handler = _HANDLERS.get(child.tag)
            if handler is None:
                self.walk(child)
            else:
                handler(self, child)

    def add(self, node: etree._Element, text: str | None) -> None:
        """Take the text that a node gives."""
        if text:
            start, self.length = self.length, self.length + len(text)
            self.parts.append(text)
            self.pieces.append(Piece(start, self.length, node))

    def text(self, node: etree._Element) -> None:
        """``w:t``: text."""
        self.add(node, node.text)

    def tab(self, node: etree._Element) -> None:
        """``w:tab``, ``w:ptab``: a tab."""
        self.add(node, "\t")

    def hyphen(self, node: etree._Element) -> None:
        """``w:noBreakHyphen``: a hyphen."""
        self.add(node, "-")

    def line(self, node: etree._Element) -> None:
        """``w:cr``: a line break."""
        self.add(node, "\n")

    def breaks(self, node: etree._Element) -> None:
        """``w:br``: a line break, unless it breaks the page or the column."""
        if _attribute(node, "type") in (None, "textWrapping"):
            self.add(node, "\n")

    def symbol(self, node: etree._Element) -> None:
        """``w:sym``: the character of a symbol font, by its code."""
        try:
            self.add(node, chr(int(_attribute(node, "char") or "", 16)))
        except (ValueError, OverflowError):
            return

    def paragraph(self, node: etree._Element) -> None:
        """``w:p``: a line of text, then the text boxes anchored in it."""
        if self.break_due:
            self.parts.append("\n")
            self.length += 1
        self.break_due = False
        outer, self.boxes = self.boxes, []
        self.walk(node)
        self.break_due = not _mark_is_deleted(node)
        boxes, self.boxes = self.boxes, outer
        for box in boxes:
            self.walk(box)

    def box(self, node: etree._Element) -> None:
        """``w:txbxContent``: kept until its paragraph is over."""
        self.boxes.append(node)

    def table(self, node: etree._Element) -> None:
        """``w:tbl``: its rows, kept as a table as well; of a table in a table the inner one comes first."""
        outer, self.rows = self.rows, []
        self.walk(node)
        self.tables.append(tuple(map(tuple, self.rows)))
        self.rows = outer

    def row(self, node: etree._Element) -> None:
        """``w:tr``: its cells, unless the row is deleted."""
        properties = node.find("{*}trPr")
        if properties is None or properties.find("{*}del") is None:
            self.rows.append([])
            self.walk(node)

    def cell(self, node: etree._Element) -> None:
        """``w:tc``: its paragraphs, as one stretch; one that is merged over columns is followed by empty ones."""
        start = self.length + self.break_due
        row = self.rows[-1] if self.rows else []
        self.walk(node)
        span = (min(start, self.length), self.length)
        row += [span, *[(self.length, self.length)] * (_columns_of(node) - 1)]

    def alternate(self, node: etree._Element) -> None:
        """``mc:AlternateContent``: one of the ways in which the same thing is stored."""
        branch = node.find(f"{{{MC}}}Choice")
        branch = node.find(f"{{{MC}}}Fallback") if branch is None else branch
        if branch is not None:
            self.walk(branch)

    def note(self, _node: etree._Element) -> None:
        """``w:footnoteReference``, ``w:endnoteReference``: counted, not read."""
        self.notes += 1

    def skip(self, _node: etree._Element) -> None:
        """What carries no text of the document as it stands."""


def _columns_of(cell: etree._Element) -> int:
    """Over how many columns a cell is merged."""
    told = cell.find("{*}tcPr/{*}gridSpan")
    value = _attribute(told, "val") if told is not None else None
    return min(int(value), _MOST_COLUMNS) if value and value.isascii() and value.isdecimal() else 1


def _attribute(node: etree._Element, name: str) -> str | None:
    """An attribute in the node's own namespace."""
    return node.get(f"{{{etree.QName(node).namespace}}}{name}")


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    """Whether a tracked change deletes (or moves away) the mark that ends the paragraph."""
    properties = paragraph.find("{*}pPr")
    run = properties.find("{*}rPr") if properties is not None else None
    return run is not None and (run.find("{*}del") is not None or run.find("{*}moveFrom") is not None)


#: No cell is merged over more columns.
_MOST_COLUMNS: Final = 100

_WITHOUT_TEXT: Final = (
    *("pPr", "rPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr"),
    *("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "background"),
)
_BY_NAME: Final[dict[str, _Handler]] = {
    **dict.fromkeys(_WITHOUT_TEXT, _Reader.skip),
    "p": _Reader.paragraph,
    "t": _Reader.text,
    "tab": _Reader.tab,
    "ptab": _Reader.tab,
    "noBreakHyphen": _Reader.hyphen,
    "cr": _Reader.line,
    "br": _Reader.breaks,
    "sym": _Reader.symbol,
    "txbxContent": _Reader.box,
    "tbl": _Reader.table,
    "tr": _Reader.row,
    "tc": _Reader.cell,
    "footnoteReference": _Reader.note,
    "endnoteReference": _Reader.note,
}
_HANDLERS: Final[dict[str, _Handler]] = {
    **{f"{{{space}}}{name}": handler for space in (W, W_STRICT) for name, handler in _BY_NAME.items()},
    f"{{{MC}}}AlternateContent": _Reader.alternate,
}
