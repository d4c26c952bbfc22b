"""The imprint (版记) of a document that an office issues: copies to whom, who printed it and when, between rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from jiedui.reports.layout import measures as m
from jiedui.reports.layout.bound import Bindings
from jiedui.reports.layout.closing import chinese_date
from jiedui.reports.layout.lines import paragraph
from jiedui.reports.layout.styles import make

CHARACTER: Final = m.SIZE_SMALL * 10
"""The width of a character of 4号, in twips: what stands in from the edges."""
THICK, THIN = 8, 6
"""0.35 mm and 0.25 mm in eighths of a point, as near as Word has them."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """``copies`` are the offices that get a copy (抄送), ``organ`` the one that prints it on ``day``."""

    organ: str
    day: date
    copies: tuple[str, ...] = ()


def imprint_frame(imprint: Imprint, bindings: Bindings) -> etree._Element:
    """A table without sides at the foot of the page: the first and last rule thick, the one between thin."""
    rows = list(_rows(imprint, bindings))
    place = make(
        "tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="left", tblpYSpec="bottom", leftFromText=0
    )
    rules = [
        make("top", val="single", sz=THICK, space=0, color="000000"),
        make("bottom", val="single", sz=THICK, space=0, color="000000"),
        make("insideH", val="single", sz=THIN, space=0, color="000000"),
    ]
    properties = make(
        "tblPr",
        place,
        make("tblW", w=m.TEXT_WIDTH, type="dxa"),
        make("tblBorders", *rules),
        make("tblLayout", type="fixed"),
        make("tblCellMar", make("left", w=CHARACTER, type="dxa"), make("right", w=CHARACTER, type="dxa")),
    )
    return make("tbl", properties, make("tblGrid", make("gridCol", w=m.TEXT_WIDTH)), *rows)


def _rows(imprint: Imprint, bindings: Bindings) -> Iterator[etree._Element]:
    """The copies, hanging under the first office; then who printed it at the left, when at the right."""
    if imprint.copies:
        hanging = make("ind", leftChars=300, left=3 * CHARACTER, hangingChars=300, hanging=3 * CHARACTER)
        yield _row(paragraph("Imprint", (f"抄送：{'，'.join(imprint.copies)}。",), bindings, hanging))
    stop = make("tabs", make("tab", val="right", pos=m.TEXT_WIDTH - 2 * CHARACTER))
    yield _row(paragraph("Imprint", (f"{imprint.organ}\t{chinese_date(imprint.day)}印发",), bindings, stop))


def _row(line: etree._Element) -> etree._Element:
    """A row of one cell."""
    cell = make("tc", make("tcPr", make("tcW", w=m.TEXT_WIDTH, type="dxa")), line)
    return make("tr", make("trPr", make("cantSplit")), cell)
