"""An office's own Word document as a template: its expressions told where they stand, its layout left as it is.

Paragraphs are told like lines of a text template; what is left out takes its words along, a paragraph of which nothing
is left goes, and a heading under which nothing stands. A paragraph that is one expression ``{table.…}`` or
``{chart.…}`` becomes the table. Runs keep their look: a sign of the private use area, which no document has, stands
before every stretch of words and says which run's look it has.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Final

from lxml import etree

from jiedui.figures import Figures
from jiedui.reports.docx_package import Package, open_package, rewrite, to_bytes
from jiedui.reports.layout.bound import BOUND_PART, Bindings, read_bindings
from jiedui.reports.layout.picture import RELATIONS, TYPES
from jiedui.reports.layout.table import table
from jiedui.reports.wordml import WORDS
from jiedui.reports.writing.blocks import block
from jiedui.reports.writing.bound import WHOLE, bound_cell, bound_words
from jiedui.reports.writing.model import BoundFigure, Part, Sheet
from jiedui.reports.writing.summaries import Wanted, teller
from jiedui.reports.writing.telling import Teller
from jiedui.reports.writing.template import BLOCK, EXPRESSION, Make, fill_paragraph

#: The first of the signs that stand for looks.
SIGN: Final = 0xE000
_SIGNS: Final = re.compile(r"[\ue000-\uf8ff]")
#: What begins a stretch of words that may be left out.
_CUTS: Final = frozenset("。；，、|}")
_STORIES: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_NAME: Final = WORDS.name


def fill_document(figures: Figures, wanted: Wanted, document: bytes) -> bytes:
    """The document with its expressions told, every figure bound.

    Raises Refusal for a document that is not sound, and for what is wrong with an expression.
    """
    package = open_package(document)
    bindings = Bindings()
    bindings.bound.update(read_bindings(package)[1])
    parts: dict[str, bytes] = {}
    with figures.book.store.reading():
        tell, _, _ = teller(figures, wanted)
        filler = _Filler(tell, partial(block, tell), bindings)
        for name in package.zip.namelist():
            if _STORIES.fullmatch(name):
                root = package.xml(name)
                filler.fill(root)
                parts[name] = to_bytes(root)
    return rewrite(package, parts | _with_bindings(package, bindings))


def _with_bindings(package: Package, bindings: Bindings) -> dict[str, bytes]:
    """The part that says what the figures stand for, and the relation that keeps it in the package."""
    known, _ = read_bindings(package)
    if known:
        return {known: to_bytes(bindings.part())}
    name = BOUND_PART
    while package.has(name):
        name = name.replace(".xml", "0.xml")
    relations = package.xml(RELATIONS) if package.has(RELATIONS) else etree.fromstring(_NO_RELATIONS)
    attributes = {"Id": "rIdJiedui", "Type": _CUSTOM, "Target": f"/{name}"}
    etree.SubElement(relations, f"{{{etree.QName(relations).namespace}}}Relationship", attributes)
    types = package.xml(TYPES)
    if not any(each.get("Extension", "").lower() == "xml" for each in types):
        kind = {"PartName": f"/{name}", "ContentType": "application/xml"}
        etree.SubElement(types, f"{{{etree.QName(types).namespace}}}Override", kind)
    return {name: to_bytes(bindings.part()), RELATIONS: to_bytes(relations), TYPES: to_bytes(types)}


_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_NO_RELATIONS: Final = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


class _Filler:
    """Tells the expressions of one document."""

    def __init__(self, tell: Teller, make: Make, bindings: Bindings) -> None:
        self._tell = tell
        self._make = make
        self._bindings = bindings
        self._looks: list[etree._Element | None] = []

    def fill(self, root: etree._Element) -> None:
        """Tell every paragraph of a part."""
        emptied: list[etree._Element] = []
        for paragraph in list(root.iter(_NAME("p"))):
            words = "".join(node.text or "" for node in paragraph.iter(_NAME("t")))
            if not EXPRESSION.search(words):
                continue
            found = BLOCK.fullmatch(words.strip())
            if found:
                self._block(paragraph, found[1], found[2])
            elif not self._paragraph(paragraph):
                emptied.append(paragraph)
        for paragraph in emptied:
            _remove(paragraph)

    def _block(self, paragraph: etree._Element, expression: str, caption: str) -> None:
        """Put a table in place of a paragraph; its caption before it."""
        made = self._make(expression, caption)
        if isinstance(made, Sheet):
            rows = [tuple(map(bound_cell, row)) for row in made.rows]
            paragraph.addnext(table(made.headings, rows, self._bindings))
        if isinstance(made, Sheet) and made.caption:
            _write_words(paragraph, made.caption)
        else:
            _remove(paragraph)

    def _paragraph(self, paragraph: etree._Element) -> bool:
        """Tell a paragraph; whether anything is left of it."""
        self._looks = []
        runs = [run for run in paragraph.iter(_NAME("r")) if run.find(_NAME("t")) is not None]
        line = "".join(self._signed(run) for run in runs)
        told = fill_paragraph(_joined_expressions(line), self._tell)
        if told is None:
            return False
        content = list(self._runs(told.parts))
        runs[0].addprevious(marker := WORDS.make("r"))
        for run in runs:
            _without_words(run)
        for element in content:
            marker.addprevious(element)
        _drop(marker)
        return True

    def _signed(self, run: etree._Element) -> str:
        """The words of a run with the sign of its look before every stretch that may be left out."""
        self._looks.append(run.find(_NAME("rPr")))
        sign = chr(SIGN + len(self._looks) - 1)
        words = "".join(_words_of(node) for node in run)
        return sign + "".join(f"{each}{sign}" if each in _CUTS else each for each in words)

    def _runs(self, parts: Sequence[Part]) -> Iterator[etree._Element]:
        """The told parts as runs in their looks, the figures in controls."""
        for look, stretches in groupby(self._stretches(parts), lambda each: each[0]):
            for is_words, group in groupby((part for _, part in stretches), lambda part: isinstance(part, str)):
                if is_words:
                    yield _dressed(WORDS.make("r", WORDS.text("".join(map(str, group)))), look)
                else:
                    yield from (self._control(part, look) for part in group if not isinstance(part, str))

    def _stretches(self, parts: Sequence[Part]) -> Iterator[tuple[etree._Element | None, Part]]:
        """The parts cut where the look changes, each with its look."""
        look = self._looks[0]
        for part in parts:
            if not isinstance(part, str):
                yield look, part
                continue
            signs = _SIGNS.findall(part)
            for place, words in enumerate(_SIGNS.split(part)):
                look = self._looks[ord(signs[place - 1]) - SIGN] if place else look
                if words:
                    yield look, words

    def _control(self, figure: BoundFigure, look: etree._Element | None) -> etree._Element:
        """The control of a figure in a look."""
        control = self._bindings.control(bound_words(figure, str(figure), WHOLE))
        _dressed(next(control.iter(_NAME("r"))), look)
        return control


def _words_of(node: etree._Element) -> str:
    """The words of a child of a run."""
    if node.tag == _NAME("t"):
        return node.text or ""
    return "\t" if node.tag == _NAME("tab") else ""


def _joined_expressions(line: str) -> str:
    """The line without signs inside expressions: Word cuts runs where it likes."""
    return re.sub(r"\{[^{}]*\}", lambda found: _SIGNS.sub("", found[0]), line)


def _dressed(run: etree._Element, look: etree._Element | None) -> etree._Element:
    """A run in the look of another."""
    if look is not None:
        run.insert(0, copy.deepcopy(look))
    return run


def _without_words(run: etree._Element) -> None:
    """Take the words out of a run; the run goes too when nothing else is in it."""
    for node in list(run):
        if node.tag in (_NAME("t"), _NAME("tab")):
            run.remove(node)
    if all(node.tag == _NAME("rPr") for node in run):
        _drop(run)


def _drop(element: etree._Element) -> None:
    """Take an element out of the tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _write_words(paragraph: etree._Element, words: str) -> None:
    """Put words in place of those of a paragraph, in the look of its first run."""
    nodes = list(paragraph.iter(_NAME("t")))
    for node in nodes:
        node.text = ""
    nodes[0].text = words


def _remove(paragraph: etree._Element) -> None:
    """Take a paragraph out, and the heading above it when nothing stands under that any more; a cell keeps one."""
    parent = paragraph.getparent()
    if parent is None:
        return
    if parent.tag == _NAME("tc") and len(parent.findall(_NAME("p"))) == 1:
        _write_words(paragraph, "—")
        return
    above, below = paragraph.getprevious(), paragraph.getnext()
    if paragraph.find(f"{_NAME('pPr')}/{_NAME('sectPr')}") is not None:
        _write_words(paragraph, "")
        return
    parent.remove(paragraph)
    if (
        above is not None
        and _is_heading(above)
        and (below is None or _is_heading(below) or below.tag == _NAME("sectPr"))
    ):
        _remove(above)


def _is_heading(element: etree._Element) -> bool:
    """Whether a paragraph is a heading: by its style's name or its place in the outline."""
    style = element.find(f"{_NAME('pPr')}/{_NAME('pStyle')}")
    named = style is not None and re.match(r"(?i)heading|标题|[1-9]$", style.get(_NAME("val"), "")) is not None
    return named or element.find(f"{_NAME('pPr')}/{_NAME('outlineLvl')}") is not None
