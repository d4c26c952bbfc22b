"""How a Word document looks, as an outline over its plain text: headings by their styles, tables with merged cells.

It walks the same tree as :mod:`jiedui.reports.docx_text`, whose pieces say where each paragraph stands in the text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from jiedui.reports.docx_package import Package
from jiedui.reports.docx_text import DocxText
from jiedui.reports.outline import Align, Block, Cell, Grid, Line, Lines

_ALIGN: Final[Mapping[str, Align]] = {"center": "center", "right": "right", "end": "right"}
_NAMED = re.compile(r"(?:heading|标题) *([1-6])", re.IGNORECASE)


def outline_of_docx(package: Package, document: DocxText) -> tuple[Block, ...]:
    """The outline of a document that was read."""
    return tuple(_Walk(document, _levels(package)).blocks(document.root))


def _levels(package: Package) -> Mapping[str, int]:
    """Style → heading level, of the styles that are headings themselves or by the style they are based on."""
    part = posixpath.join(posixpath.dirname(package.main_part), "styles.xml")
    if not package.has(part):
        return {}
    styles = {_value(each, ".", "styleId"): each for each in package.xml(part).iterfind("{*}style")}
    return {name: level for name in styles if (level := _level(styles, name, 0))}


def _level(styles: Mapping[str, etree._Element], name: str, steps: int) -> int:
    """The level of a style; 0 for running text."""
    style = styles.get(name)
    if style is None or steps > len(styles):
        return 0
    told = _value(style, "{*}pPr/{*}outlineLvl")
    if told.isdecimal():
        return int(told) + 1 if int(told) < 6 else 0
    found = _NAMED.fullmatch(_value(style, "{*}name"))
    return int(found[1]) if found else _level(styles, _value(style, "{*}basedOn"), steps + 1)


def _value(element: etree._Element, path: str, name: str = "val") -> str:
    """An attribute of the first element at the path, in its own namespace; empty where there is none."""
    found = element.find(path)
    return found.get(f"{{{etree.QName(found).namespace}}}{name}", "") if found is not None else ""


class _Walk:
    """One walk over a document."""

    def __init__(self, document: DocxText, levels: Mapping[str, int]) -> None:
        """Find where each paragraph stands in the text."""
        self._lines, self._levels, self._depth = Lines(document.text), levels, 0
        self._spans: dict[etree._Element, tuple[int, int]] = {}
        for piece in document.pieces:
            paragraph = next(piece.node.iterancestors("{*}p"), document.root)
            start, _ = self._spans.get(paragraph, (piece.start, 0))
            self._spans[paragraph] = (start, piece.end)

    def blocks(self, node: etree._Element) -> Iterator[Block]:
        """The lines and tables inside a node, in the order of the text."""
        for child in node:
            match etree.QName(child).localname if isinstance(child.tag, str) else "":
                case "p":
                    yield from self._paragraph(child)
                case "tbl":
                    yield from self._table(child)
                case _:
                    yield from self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        """The line of a paragraph, then what stands in the text boxes anchored in it."""
        span = self._spans.get(paragraph)
        if span is not None:
            yield self._line(paragraph, *span)
        for box in paragraph.iterdescendants("{*}txbxContent"):
            if next(box.iterancestors("{*}p")) is paragraph:
                yield from self.blocks(box)

    def _line(self, paragraph: etree._Element, start: int, end: int) -> Line:
        """One line with what its style says."""
        told = _value(paragraph, "{*}pPr/{*}outlineLvl")
        level = int(told) + 1 if told.isdecimal() and int(told) < 6 else 0
        level = level or self._levels.get(_value(paragraph, "{*}pPr/{*}pStyle"), 0)
        align = _ALIGN.get(_value(paragraph, "{*}pPr/{*}jc"), "")
        return self._lines.line(start, end, level=level, align=align, inner=self._depth > 0)

    def _table(self, table: etree._Element) -> Iterator[Block]:
        """A table; one without any text is left out."""
        rows = [_placed(row) for row in _within(table, "tr")]
        self._depth += 1
        cells = tuple(tuple(self._cells(rows, index)) for index in range(len(rows)))
        self._depth -= 1
        grid = Grid(tuple(row for row in cells if row), head=len(cells) > 1)
        if any(cell.blocks for row in grid.rows for cell in row):
            yield grid

    def _cells(self, rows: Sequence[Mapping[int, etree._Element]], index: int) -> Iterator[Cell]:
        """The cells of a row; one that goes on with the cell above is part of that."""
        for column, cell in rows[index].items():
            blocks = tuple(self.blocks(cell))
            if not (_goes_on(cell) and index and not blocks):
                yield Cell(blocks, _width(cell), 1 + self._below(rows, index, column))

    def _below(self, rows: Sequence[Mapping[int, etree._Element]], index: int, column: int) -> int:
        """How many cells below go on with this one."""
        count = 0
        for row in rows[index + 1 :]:
            cell = row.get(column)
            if cell is None or not _goes_on(cell) or any(self.blocks(cell)):
                break
            count += 1
        return count


def _within(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of that name inside a node, through content controls and tracked insertions, not through tables."""
    for child in node:
        local = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if local == name:
            yield child
        elif local in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _within(child, name)


def _placed(row: etree._Element) -> dict[int, etree._Element]:
    """The cells of a row by the column in which they begin."""
    placed, column = {}, 0
    for cell in _within(row, "tc"):
        placed[column] = cell
        column += _width(cell)
    return placed


def _width(cell: etree._Element) -> int:
    """How many columns a cell covers."""
    told = _value(cell, "{*}tcPr/{*}gridSpan")
    return min(max(int(told), 1), 64) if told.isdecimal() else 1


def _goes_on(cell: etree._Element) -> bool:
    """Whether the cell goes on with the one above."""
    merged = cell.find("{*}tcPr/{*}vMerge")
    return merged is not None and _value(cell, "{*}tcPr/{*}vMerge") in ("", "continue")
