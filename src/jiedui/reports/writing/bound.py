"""Figures of a report as the layout binds them: the whole figure in a sentence, its number in a cell."""

from __future__ import annotations

from typing import Final

from jiedui.reports.layout import Bound
from jiedui.reports.writing.asks import tag_of
from jiedui.reports.writing.model import BoundFigure, Cell, Part

#: The part of a figure that is a figure of the text; the table of sources has its number, unit, and records apart.
WHOLE: Final = "text"
#: Of a figure in a table of the report: the number alone, in the unit that follows.
CELL: Final = "cell:"


def is_stated(part: str) -> bool:
    """Whether a part is a figure that the report itself states, not one that the table of sources repeats."""
    return part == WHOLE or part.startswith(CELL)


def bound_words(figure: BoundFigure, words: str, which: str) -> Bound:
    """Words that a figure gives: all of it, or one part of it."""
    return Bound(words, tag_of(figure.source, figure.ask, which), figure.source.title)


def bound_part(part: Part) -> str | Bound:
    """A part of a sentence as the layout takes it."""
    return part if isinstance(part, str) else bound_words(part, str(part), WHOLE)


def bound_cell(cell: Cell) -> tuple[str | Bound, ...]:
    """A cell as the layout takes it: of its figures the numbers alone."""
    return tuple(
        bound_words(part, part.number, f"{CELL}{part.unit}") if isinstance(part, BoundFigure) else part for part in cell
    )
