"""Figures bound to their sources: a number in the text that knows its definition, scope and head of the journal.

The number stands in a content control (内容控件, ``w:sdt``), which Word and WPS keep while people edit around it. Word
allows a control's tag 64 characters only, so the tag is a key, and what it stands for is kept in a part of its own
(``customXml``), which both programs carry along. A control is rich text: a comment can be set on the words within.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from jiedui.reports.docx_package import Package, open_package
from jiedui.reports.docx_text import Piece, read_package
from jiedui.reports.layout.styles import make
from jiedui.reports.wordml import WORDS, XML_SPACE

NAMESPACE: Final = "urn:jiedui:bound-figures"
PREFIX: Final = "jiedui:"
LONGEST_TITLE: Final = 64
"""Word shows no more of a control's title and may refuse a longer one."""
FOLDER: Final = "customXml/"
BOUND_PART: Final = f"{FOLDER}item1.xml"


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure as it is to be written: the words, its source in full (``tag``), and what it is called (``title``)."""

    text: str
    tag: str
    title: str


@dataclass(frozen=True, slots=True)
class BoundFigure:
    """A figure as it was read: its source (None when the document lost it), its title, its words, where they stand.

    ``start`` and ``end`` are offsets in the text of :func:`~jiedui.reports.docx_text.read_docx`.
    """

    tag: str | None
    title: str
    text: str
    start: int
    end: int


class Bindings:
    """The figures bound so far in a document that is being written."""

    def __init__(self) -> None:
        self.tags: dict[str, str] = {}
        self.count = 0

    def control(self, figure: Bound) -> etree._Element:
        """The content control of a figure."""
        key = key_of(figure.tag)
        self.tags[key] = figure.tag
        self.count += 1
        properties = make(
            "sdtPr",
            make("alias", val=figure.title[:LONGEST_TITLE]),
            make("tag", val=key),
            make("id", val=self.count),
        )
        return make("sdt", properties, make("sdtContent", make("r", WORDS.text(figure.text))))

    def part(self) -> etree._Element:
        """The part that says what the keys stand for."""
        root = etree.fromstring(f'<figures xmlns="{NAMESPACE}"/>')
        for key, tag in self.tags.items():
            figure = etree.SubElement(root, f"{{{NAMESPACE}}}figure", {"key": key, XML_SPACE: "preserve"})
            figure.text = tag
        return root


def key_of(tag: str) -> str:
    """The key that stands for a tag in the controls: the same for the same tag in every document."""
    return PREFIX + hashlib.sha256(tag.encode()).hexdigest()[:32]


def read_bound(source: Path | bytes) -> list[BoundFigure]:
    """The bound figures of a document, in the order of its text; one whose words are all deleted is gone.

    Refuses what :func:`~jiedui.reports.docx_text.read_docx` refuses.
    """
    package = open_package(source)
    document = read_package(package)
    tags = read_tags(package)
    found: dict[etree._Element, list[Piece]] = {}
    for piece in document.pieces:
        control = _control(piece.node)
        if control is not None:
            found.setdefault(control, []).append(piece)
    return [_figure(control, pieces, document.text, tags) for control, pieces in found.items()]


def read_tags(package: Package) -> Mapping[str, str]:
    """What the keys of a document stand for; nothing when it was never written with bound figures."""
    for name in package.zip.namelist():
        if name.startswith(FOLDER) and name.endswith(".xml") and NAMESPACE.encode() in package.read(name):
            figures = package.xml(name).iterfind(f"{{{NAMESPACE}}}figure")
            return {figure.get("key", ""): figure.text or "" for figure in figures}
    return {}


def _control(node: etree._Element) -> etree._Element | None:
    """The innermost control about a node that holds a bound figure."""
    for control in node.iterancestors(WORDS.name("sdt")):
        if _property(control, "tag").startswith(PREFIX):
            return control
    return None


def _property(control: etree._Element, name: str) -> str:
    """The value of a property of a control; empty when it has none."""
    element = control.find(f"{WORDS.name('sdtPr')}/{WORDS.name(name)}")
    return element.get(WORDS.name("val"), "") if element is not None else ""


def _figure(control: etree._Element, pieces: list[Piece], text: str, tags: Mapping[str, str]) -> BoundFigure:
    """One figure from its control and the pieces of text in it."""
    start, end = pieces[0].start, pieces[-1].end
    tag = tags.get(_property(control, "tag"))
    return BoundFigure(tag, _property(control, "alias"), text[start:end], start, end)
