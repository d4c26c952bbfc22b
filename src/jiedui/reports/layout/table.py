"""Tables: full width, ruled, the heading repeated on every page, rows kept whole."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from lxml import etree

from jiedui.reports.layout import measures as m
from jiedui.reports.layout.bound import Bindings, Bound
from jiedui.reports.layout.lines import Part, paragraph
from jiedui.reports.layout.styles import make

Cell = Part | tuple[Part, ...]
"""What stands in a cell: words, a figure, or both in turn."""

NARROWEST, WIDEST = 2.0, 16.0
"""A column's share of the width is what its longest cell needs, within these bounds, in characters."""
UNBROKEN = 5.0
"""A column with no longer cell is as wide as that cell, so that no number is broken; the others share the rest."""
LINES = 2
"""A header, and a cell of words and figures, may stand in so many lines: no column is wide for one of them alone."""
WIDER = 1.15
"""Some substitutes for a missing typeface have wide digits."""
CELL_MARGIN = 80
"""4 pt left and right of the words of a cell."""
LONGEST_CENTRED = 12.0
"""A column with longer cells is set flush left."""


def table(headers: Sequence[str], rows: Sequence[Sequence[Cell]], bindings: Bindings) -> etree._Element:
    """A table; every row has as many cells as there are headers."""
    names = [math.ceil(m.width(header) / LINES) for header in headers]
    longest = [max(name, *(_need(row[index]) for row in rows), 0) for index, name in enumerate(names)]
    widths = _widths(longest)
    left = [each > LONGEST_CENTRED for each in longest]
    head = _row([_cell((header,), share, "TableHead", bindings) for header, share in zip(headers, widths, strict=True)])
    head.insert(0, make("trPr", make("cantSplit"), make("tblHeader")))
    body = [
        _row(
            [
                _cell(_parts(cell), share, "TableLeft" if flush else "TableText", bindings)
                for cell, share, flush in zip(row, widths, left, strict=True)
            ]
        )
        for row in rows
    ]
    for row in body:
        row.insert(0, make("trPr", make("cantSplit")))
    grid = make("tblGrid", *(make("gridCol", w=share) for share in widths))
    return make("tbl", _properties(), grid, head, *body)


def _parts(cell: Cell) -> tuple[Part, ...]:
    """A cell's parts."""
    return cell if isinstance(cell, tuple) else (cell,)


def _words(cell: Cell) -> str:
    """A cell's words."""
    return "".join(part.text if isinstance(part, Bound) else part for part in _parts(cell))


def _need(cell: Cell) -> float:
    """The characters for which a cell wants room."""
    whole = m.width(_words(cell))
    return whole if len(_parts(cell)) == 1 else min(whole, max(UNBROKEN, whole / LINES))


def _widths(longest: Sequence[float]) -> list[int]:
    """The width of every column in twips, by the longest cell of each."""
    unit = m.SIZE_TABLE * 10
    needed = [min(max(each, NARROWEST), WIDEST) * unit * WIDER + 3 * CELL_MARGIN for each in longest]
    kept = sum(need for need, each in zip(needed, longest, strict=True) if each <= UNBROKEN)
    free = sum(needed) - kept
    if not free or kept + free <= m.TEXT_WIDTH:
        return _shares(needed)
    factor = (m.TEXT_WIDTH - kept) / free
    return _shares([need if each <= UNBROKEN else need * factor for need, each in zip(needed, longest, strict=True)])


def _shares(weights: Sequence[float]) -> list[int]:
    """The width of the text, shared out by weights to the last twip."""
    total, edges = sum(weights), [0.0]
    for weight in weights:
        edges.append(edges[-1] + weight)
    marks = [round(m.TEXT_WIDTH * edge / total) for edge in edges]
    return [end - start for start, end in itertools.pairwise(marks)]


def _properties() -> etree._Element:
    """``w:tblPr``."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = make("tblBorders", *(make(side, val="single", sz=4, space=0, color="000000") for side in sides))
    margins = make("tblCellMar", make("left", w=CELL_MARGIN, type="dxa"), make("right", w=CELL_MARGIN, type="dxa"))
    return make(
        "tblPr",
        make("tblW", w=m.TEXT_WIDTH, type="dxa"),
        make("jc", val="center"),
        borders,
        make("tblLayout", type="fixed"),
        margins,
    )


def _row(cells: Sequence[etree._Element]) -> etree._Element:
    """``w:tr``."""
    return make("tr", *cells)


def _cell(parts: tuple[Part, ...], share: int, style: str, bindings: Bindings) -> etree._Element:
    """``w:tc``."""
    properties = make("tcPr", make("tcW", w=share, type="dxa"), make("vAlign", val="center"))
    return make("tc", properties, paragraph(style, parts, bindings))
