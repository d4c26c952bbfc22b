"""A written report before it has a layout: sections of paragraphs of parts, each a text or a figure with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """Where a written figure comes from: its name (指标), definition (口径), scope, number of records, head of the journal.

    ``scope`` is region, period and any further narrowing in words.
    """

    title: str
    definition: str
    scope: str
    rows: int
    head: str


@dataclass(frozen=True, slots=True)
class BoundFigure:
    """A figure as it is written (number and unit apart: ``4350``, ``万元``) and where it comes from."""

    number: str
    unit: str
    source: Source

    def __str__(self) -> str:
        """Number and unit as they stand in the sentence."""
        return self.number + self.unit


#: What a paragraph is made of.
Part = str | BoundFigure


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
class Section:
    """A headed part of the report; the opening has no heading. The heading bears no number: the layout gives it one."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A written summary: title, who signs it (empty for nobody), its date, its sections."""

    title: str
    signed: str
    day: date
    sections: tuple[Section, ...]

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs in order."""
        return (paragraph for section in self.sections for paragraph in section.paragraphs)

    @property
    def figures(self) -> tuple[BoundFigure, ...]:
        """The different figures in the order in which they are first written: the rows of the table of sources."""
        return tuple(dict.fromkeys(figure for paragraph in self.paragraphs for figure in paragraph.figures))
