"""Figures bound to their sources: a number in the text that knows its definition, scope and head of the journal.

The number stands in a content control (内容控件, ``w:sdt``), which Word and WPS keep while people edit around it. Word
allows a control's tag 64 characters only, so the tag is a key, and what it stands for is kept in a part of its own
(``customXml``), which both programs carry along. A control is rich text: a comment can be set on the words within.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from jiedui.reports.docx_package import Package, open_package
from jiedui.reports.docx_text import Piece, read_node, read_package
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


@dataclass(frozen=True, slots=True)
class Binding:
    """What a key stands for: the source in full (``tag``), the words last written, and the title of the figure."""

    tag: str
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Control:
    """A control as it stands in a part of the document.

    ``text`` are its words, ``nodes`` the XML nodes that give them; ``gone`` when a tracked change deletes it, or nothing
    is left in it; ``copy`` when Word keeps it a second time for older programs.
    """

    key: str
    title: str
    text: str
    nodes: tuple[etree._Element, ...]
    gone: bool
    copy: bool


class Bindings:
    """The figures bound so far in a document that is being written."""

    def __init__(self) -> None:
        self.bound: dict[str, Binding] = {}
        self.count = 0

    def control(self, figure: Bound) -> etree._Element:
        """The content control of a figure."""
        key = key_of(figure.tag)
        self.bound[key] = Binding(figure.tag, figure.text, figure.title)
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
        return bindings_part(self.bound)


def bindings_part(bound: Mapping[str, Binding]) -> etree._Element:
    """The part that says what these keys stand for."""
    root = etree.fromstring(f'<figures xmlns="{NAMESPACE}"/>')
    for key, binding in bound.items():
        attributes = {"key": key, "text": binding.text, "title": binding.title, XML_SPACE: "preserve"}
        etree.SubElement(root, f"{{{NAMESPACE}}}figure", attributes).text = binding.tag
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
    bound = read_bindings(package)[1]
    found: dict[etree._Element, list[Piece]] = {}
    for piece in document.pieces:
        control = _control(piece.node)
        if control is not None:
            found.setdefault(control, []).append(piece)
    return [_figure(control, pieces, document.text, bound) for control, pieces in found.items()]


def read_bindings(package: Package) -> tuple[str, dict[str, Binding]]:
    """The part that keeps what the keys stand for, and what they stand for; empty when nothing was ever bound."""
    for name in package.zip.namelist():
        if name.startswith(FOLDER) and name.endswith(".xml") and NAMESPACE.encode() in package.read(name):
            figures = package.xml(name).iterfind(f"{{{NAMESPACE}}}figure")
            return name, {
                figure.get("key", ""): Binding(figure.text or "", figure.get("text", ""), figure.get("title", ""))
                for figure in figures
            }
    return "", {}


def controls(root: etree._Element) -> Iterator[Control]:
    """The controls of bound figures in a part, in document order."""
    space = etree.QName(root).namespace
    for element in root.iter(f"{{{space}}}sdt"):
        key = _property(element, "tag")
        if key.startswith(PREFIX):
            yield _read_control(element, key)


def _read_control(element: etree._Element, key: str) -> Control:
    """One control."""
    content = element.find("{*}sdtContent")
    text, pieces = read_node(content) if content is not None else ("", ())
    around = {etree.QName(each).localname for each in element.iterancestors()}
    placeholder = element.find("{*}sdtPr/{*}showingPlcHdr") is not None
    return Control(
        key,
        _property(element, "alias"),
        text,
        tuple(piece.node for piece in pieces),
        gone=not text or placeholder or bool(around & {"del", "moveFrom"}),
        copy="Fallback" in around,
    )


def _control(node: etree._Element) -> etree._Element | None:
    """The innermost control about a node that holds a bound figure."""
    for control in node.iterancestors("{*}sdt"):
        if _property(control, "tag").startswith(PREFIX):
            return control
    return None


def _property(control: etree._Element, name: str) -> str:
    """The value of a property of a control; empty when it has none."""
    element = control.find(f"{{*}}sdtPr/{{*}}{name}")
    return element.get(f"{{{etree.QName(element).namespace}}}val", "") if element is not None else ""


def _figure(control: etree._Element, pieces: list[Piece], text: str, bound: Mapping[str, Binding]) -> BoundFigure:
    """One figure from its control and the pieces of text in it."""
    start, end = pieces[0].start, pieces[-1].end
    found = bound.get(_property(control, "tag"))
    return BoundFigure(found.tag if found else None, _property(control, "alias"), text[start:end], start, end)
