"""The same Word document with one comment (批注) per statement, and nothing else changed.

Runs are split where a statement begins or ends, each half keeping the run's properties; every part of the package
but the text, the comments, and the two lists that name the comments is copied byte for byte. Word ignores a comment
inside a text box ([MS-OI29500] 2.1.315), so there the comment stands at the box; in a plain-text content control and
in a simple field, which hold one stretch of text only, it stands around the control or the field.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from jiedui.base.problems import refuse
from jiedui.reports.docx_package import (
    RELATIONSHIPS,
    STRICT_DOCUMENT,
    TRANSITIONAL_DOCUMENT,
    Package,
    open_package,
    rewrite,
    to_bytes,
)
from jiedui.reports.docx_runs import in_box, split
from jiedui.reports.docx_text import DocxText, read_package
from jiedui.reports.wordml import W_STRICT, Wordml

CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
MOST_COMMENTS: Final = 32_767
"""Word opens no document with more comment ranges ([MS-OI29500] 2.1.315)."""
NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Note:
    """A comment to be made: on ``text[start:end]`` of the document, its words (one line a paragraph), and who says so."""

    start: int
    end: int
    text: str
    author: str = "结对核对"
    initials: str = "核"


def annotate(source: Path, target: Path, notes: Sequence[Note]) -> None:
    """Write the document with the notes as comments; offsets are those of :func:`read_docx`.

    Refuses what :func:`read_docx` refuses, a note outside the text, and more comments than Word can open.
    """
    target.write_bytes(annotated(open_package(source), notes))


def annotated(package: Package, notes: Sequence[Note]) -> bytes:
    """The bytes of the document with the notes as comments."""
    document = read_package(package)
    words = _Words(etree.QName(document.root).namespace or "")
    comments = _CommentsPart(package, words)
    ordered = sorted(notes, key=lambda note: (note.start, note.end))
    _check(ordered, document, comments.root, package.name)
    anchored = _anchor(document, ordered, words)
    for number, (note, (first, last)) in enumerate(zip(ordered, anchored, strict=True), comments.next_id):
        comments.root.append(words.comment(number, note))
        _mark(words, number, first, last)
    return rewrite(package, {package.main_part: to_bytes(document.root), **comments.parts()})


def _check(notes: Sequence[Note], document: DocxText, comments: etree._Element, name: str) -> None:
    """Refuse notes that lie nowhere, and more than Word can open."""
    length = len(document.text)
    for note in notes:
        if not 0 <= note.start < note.end <= length or not document.text[note.start : note.end].strip("\n"):
            raise refuse("document-span", start=note.start, end=note.end, length=length)
    if (count := len(comments) + len(notes)) > MOST_COMMENTS:
        raise refuse("document-comments-many", name=name, count=count, limit=MOST_COMMENTS)


class _Words(Wordml):
    """The words of comments, in the document's own namespace."""

    def comment(self, number: int, note: Note) -> etree._Element:
        """The comment itself: one paragraph a line, small and flush whatever the document's own style is."""
        lines = [self._line(line) for line in NO_XML.sub("\ufffd", note.text).split("\n")]
        lines[0].insert(1, self.make("r", self.make("annotationRef")))
        author, initials = (NO_XML.sub("\ufffd", text) for text in (note.author, note.initials))
        return self.make("comment", *lines, id=number, author=author, initials=initials)

    def _line(self, text: str) -> etree._Element:
        """One paragraph of a comment."""
        spacing = self.make("spacing", before=0, after=0, line=240, lineRule="auto")
        flush = self.make("ind", firstLineChars=0, firstLine=0)
        left = self.make("jc", val="left")
        size = self.make("rPr", self.make("sz", val=20), self.make("szCs", val=20))
        return self.make("p", self.make("pPr", spacing, flush, left), self.make("r", size, self.text(text)))


class _CommentsPart:
    """The part that holds the comments: the document's own, or a new one with its relation and content type."""

    def __init__(self, package: Package, words: _Words) -> None:
        self.package = package
        folder, file = posixpath.split(package.main_part)
        self.relations_name = posixpath.join(folder, "_rels", f"{file}.rels")
        self.kind = (STRICT_DOCUMENT if words.namespace == W_STRICT else TRANSITIONAL_DOCUMENT) + "/comments"
        self.relations = self._relations()
        existing = self._existing(folder)
        self.is_new = existing is None
        self.name = existing or self._free_name(folder)
        self.root = words.make("comments") if existing is None else package.xml(existing)
        self.next_id = 1 + max((_number(comment, words) for comment in self.root), default=-1)

    def _relations(self) -> etree._Element:
        """The relations of the text; an empty list when there are none yet."""
        if self.package.has(self.relations_name):
            return self.package.xml(self.relations_name)
        return etree.fromstring(f'<Relationships xmlns="{RELATIONSHIPS}"/>')

    def _existing(self, folder: str) -> str | None:
        """The path of the comments that the document has."""
        for relation in self.relations:
            if relation.get("Type") == self.kind:
                target = relation.get("Target", "")
                return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        return None

    def _free_name(self, folder: str) -> str:
        """A path for the comments that no part has."""
        names = (
            posixpath.join(folder, f"comments{number or ''}.xml") for number in range(len(self.package.zip.filelist))
        )
        return next(name for name in names if not self.package.has(name))

    def parts(self) -> dict[str, bytes]:
        """The parts that change: the comments and, when they are new, what names them."""
        changed = {self.name: to_bytes(self.root)}
        if self.is_new:
            self._relate()
            changed[self.relations_name] = to_bytes(self.relations)
            changed["[Content_Types].xml"] = to_bytes(self._content_types())
        return changed

    def _relate(self) -> None:
        """Add the relation from the text to its comments."""
        taken = {relation.get("Id") for relation in self.relations}
        free = next(name for number in range(len(taken) + 1) if (name := f"rIdComments{number}") not in taken)
        relation = etree.SubElement(self.relations, f"{{{RELATIONSHIPS}}}Relationship")
        relation.attrib.update({"Id": free, "Type": self.kind, "Target": f"/{self.name}"})

    def _content_types(self) -> etree._Element:
        """The list of content types with the comments in it."""
        types = self.package.xml("[Content_Types].xml")
        override = etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override")
        override.attrib.update({"PartName": f"/{self.name}", "ContentType": COMMENTS_TYPE})
        return types


def _number(comment: etree._Element, words: _Words) -> int:
    """The id of a comment; −1 for what is none."""
    try:
        return int(comment.get(words.name("id"), "-1"))
    except ValueError:
        return -1


def _mark(words: _Words, number: int, first: etree._Element, last: etree._Element) -> None:
    """Set the marks of one comment around its anchors, and the reference behind them."""
    first.addprevious(words.make("commentRangeStart", id=number))
    last.addnext(words.make("r", words.make("commentReference", id=number)))
    last.addnext(words.make("commentRangeEnd", id=number))


def _anchor(
    document: DocxText, notes: Sequence[Note], words: _Words
) -> Iterator[tuple[etree._Element, etree._Element]]:
    """For each note the elements before and after which its marks go; splits runs first."""
    cuts = sorted({offset for note in notes for offset in (note.start, note.end)})
    pieces = list(split(document.pieces, cuts, words, boxes=False))
    starts, ends = [piece.start for piece in pieces], [piece.end for piece in pieces]
    for note in notes:
        first = pieces[bisect_right(ends, note.start)].node
        last = pieces[bisect_left(starts, note.end) - 1].node
        yield _pair(words, first, last)


def _pair(words: _Words, first: etree._Element, last: etree._Element) -> tuple[etree._Element, etree._Element]:
    """The anchors of two nodes; one anchor when a text box would turn their order round."""
    before, after = _outermost(words, first), _outermost(words, last)
    if before is not after and (in_box(words, first) or in_box(words, last)):
        after = before
    return before, after


def _outermost(words: _Words, node: etree._Element) -> etree._Element:
    """What a comment on the node is set around: the outermost run, simple field or plain-text control about it."""
    found = node
    for ancestor in node.iterancestors():
        if ancestor.tag in (words.name("r"), words.name("fldSimple")) or _is_plain_control(words, ancestor):
            found = ancestor
    return found


def _is_plain_control(words: _Words, element: etree._Element) -> bool:
    """Whether the element is a content control that holds plain text, within a line."""
    if element.tag != words.name("sdt") or element.find(f"{words.name('sdtPr')}/{words.name('text')}") is None:
        return False
    return element.find(f"{words.name('sdtContent')}/{words.name('r')}") is not None
