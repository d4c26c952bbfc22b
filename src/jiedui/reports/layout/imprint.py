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
"""The width of a character of 4号, in twips: so far everything stands in from the edges."""
THICK, THIN = 8, 6
"""0.35 mm and 0.25 mm in eighths of a point, as near as Word has them."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """``copies`` are the offices that get a copy (抄送), ``organ`` the one that prints it on ``day``."""

    organ: str
    day: date
    copies: tuple[str, ...] = ()


def imprint_lines(imprint: Imprint, bindings: Bindings) -> Iterator[etree._Element]:
    """The lines of the imprint in a frame at the foot of the 版心: the first and last rule thick, the one between thin."""
    if imprint.copies:
        hanging = make(
            "ind",
            leftChars=400,
            left=4 * CHARACTER,
            rightChars=100,
            right=CHARACTER,
            hangingChars=300,
            hanging=3 * CHARACTER,
        )
        words = f"抄送：{'，'.join(imprint.copies)}。"
        yield paragraph("Imprint", (words,), bindings, _frame(), _rules(THICK, THIN), hanging)
    stop = make("tabs", make("tab", val="right", pos=m.TEXT_WIDTH - CHARACTER))
    indent = make("ind", leftChars=100, left=CHARACTER, rightChars=100, right=CHARACTER)
    words = f"{imprint.organ}\t{chinese_date(imprint.day)}印发"
    top = THIN if imprint.copies else THICK
    yield paragraph("Imprint", (words,), bindings, _frame(), _rules(top, THICK), stop, indent)


def _frame() -> etree._Element:
    """The place at the foot of the page, as wide as the text."""
    return make(
        "framePr",
        w=m.TEXT_WIDTH,
        hSpace=0,
        wrap="around",
        vAnchor="margin",
        hAnchor="margin",
        xAlign="left",
        yAlign="bottom",
    )


def _rules(top: int, bottom: int) -> etree._Element:
    """The rules above and below a line."""
    sides = (("top", top), ("bottom", bottom))
    return make("pBdr", *(make(side, val="single", sz=width, space=1, color="000000") for side, width in sides))
