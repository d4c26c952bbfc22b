"""A written report before it has a layout: sections of paragraphs of parts, each a text or a figure with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from jiedui.reports.writing.asks import Ask, Source


@dataclass(frozen=True, slots=True)
class BoundFigure:
    """A figure as it is written (number and unit apart: ``4350``, ``万元``), where it comes from, how it is asked again."""

    number: str
    unit: str
    source: Source
    ask: Ask | None = None

    def __str__(self) -> str:
        """Number and unit as they stand in the sentence."""
        return self.number + self.unit


#: What a paragraph is made of.
Part = str | BoundFigure
#: What stands in a cell of a table: words and figures, the figures without their units.
Cell = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its parts in order."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        """The paragraph as plain text."""
        return "".join(str(part) for part in self.parts)

    @property
    def figures(self) -> tuple[BoundFigure, ...]:
        """The figures in it, in order."""
        return tuple(part for part in self.parts if isinstance(part, BoundFigure))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under its caption: units stand in headings and cells of their own, so that a cell states nothing alone."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def figures(self) -> tuple[BoundFigure, ...]:
        """The figures in it, row by row."""
        return tuple(part for row in self.rows for cell in row for part in cell if isinstance(part, BoundFigure))


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one series: the caption, what each bar is called, its value in ``unit``, and the words for who cannot see it."""

    caption: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    unit: str
    words: str


Block = Paragraph | Sheet | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the report; the opening has no heading. The heading bears no number: the layout gives it one.

    ``level`` is that of the heading (1 to 4); an ``attachment`` begins on a new page under its heading as title.
    """

    heading: str
    blocks: tuple[Block, ...]
    level: int = 1
    attachment: bool = False

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs among the blocks."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))


@dataclass(frozen=True, slots=True)
class Summary:
    """A written report: title, who signs it (empty for nobody), its date, its sections."""

    title: str
    signed: str
    day: date
    sections: tuple[Section, ...] = field(default=())

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs in order."""
        return (paragraph for section in self.sections for paragraph in section.paragraphs)

    @property
    def figures(self) -> tuple[BoundFigure, ...]:
        """The different figures of the text in the order in which they are first written: the rows of the table of sources."""
        return tuple(dict.fromkeys(figure for paragraph in self.paragraphs for figure in paragraph.figures))

    @property
    def all_figures(self) -> tuple[BoundFigure, ...]:
        """All figures, those of tables too, in order."""
        blocks = (block for section in self.sections for block in section.blocks)
        return tuple(figure for block in blocks if not isinstance(block, Chart) for figure in block.figures)
