"""How a report looks: its lines with their headings, its tables, each with its place in the plain text.

Nothing is copied out of the text: every line is a stretch ``[start, end)`` of it. Plain text shows a table where several
lines in a row are parted by as many tabs, as when it was pasted from a spreadsheet, or by bars, as Markdown does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from jiedui.prose.document import Document, Paragraph, parse_document

Align = Literal["", "center", "right"]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its heading level (0 running text, 1 to 6), whether it is the title, how far its run-in lead goes."""

    start: int
    end: int
    level: int = 0
    title: bool = False
    lead: int = 0
    align: Align = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: what stands in it, and how many columns and rows it covers."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, row by row; ``head`` tells whether the first row holds the headings."""

    rows: tuple[tuple[Cell, ...], ...]
    head: bool = True


Block = Line | Grid


def lines_of(blocks: Sequence[Block]) -> Iterator[Line]:
    """Every line, those in tables too, in order."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from lines_of(cell.blocks)


class Lines:
    """Makes lines of stretches of a text, each with the heading level and the place that official texts give it."""

    def __init__(self, text: str) -> None:
        """Read the text's structure."""
        self.text = text
        self.document: Document = parse_document(text)
        self._by_start = {each.start: each for each in self.document.paragraphs}

    def line(self, start: int, end: int, *, level: int = 0, align: Align = "", inner: bool = False) -> Line:
        """A line; ``level`` and ``align`` are what the file itself says of it, ``inner`` whether it stands in a cell."""
        while start < end and self.text[start].isspace():
            start += 1
        if inner:
            return Line(start, end, align=align)
        found = self._by_start.get(start)
        title = self.document.masthead.title
        is_title = title is not None and title[0] == start
        if found is None or level or is_title:
            return Line(start, end, level, title=is_title, align="center" if is_title else align)
        return Line(start, end, *_heading(found), align=align or self._signed(found))

    def _signed(self, paragraph: Paragraph) -> Align:
        """Whether the line closes the text: who issues it, and the date below."""
        issuer = self.document.masthead.issuer
        signs = issuer is not None and paragraph.start >= issuer[0] > self.document.masthead.body
        return "right" if signs else ""


def _heading(paragraph: Paragraph) -> tuple[int, bool, int]:
    """Level, never a title, and the end of the lead."""
    if paragraph.is_heading:
        return min(paragraph.level, 6), False, 0
    return 0, False, paragraph.heading_end if paragraph.level else 0


def outline_of_text(text: str) -> tuple[Block, ...]:
    """The outline of a plain text."""
    lines = Lines(text)
    return tuple(
        block
        for cut, group in groupby(lines.document.paragraphs, lambda each: _parting(text, each))
        for block in _blocks(lines, list(group), cut)
    )


def _parting(text: str, paragraph: Paragraph) -> tuple[str, int] | None:
    """What parts the line into cells and how many of these there are; None for a line that is no row of a table."""
    line = text[paragraph.start : paragraph.end]
    if line.startswith("|") and line.endswith("|") and len(line) > 2:
        return "|", line.count("|") - 1
    return ("\t", line.count("\t") + 1) if "\t" in line.strip() else None


def _blocks(lines: Lines, group: Sequence[Paragraph], cut: tuple[str, int] | None) -> Iterator[Block]:
    """The rows as one table, or the lines one by one; a single row with tabs is a line."""
    if cut is None or len(group) < 2:
        yield from (lines.line(each.start, each.end) for each in group)
        return
    split = _bars if cut[0] == "|" else _tabs
    rows = (_row(lines, each, split) for each in group if not _is_rule(lines.text, each))
    yield Grid(tuple(row for row in rows if row))


def _is_rule(text: str, paragraph: Paragraph) -> bool:
    """Whether the line is the rule under a Markdown table's headings."""
    return not text[paragraph.start : paragraph.end].strip("|:- \t")


def _bars(line: str) -> Iterator[tuple[int, int]]:
    """The stretches between bars."""
    yield from (found.span() for found in re.finditer(r"(?<=\|)[^|]*(?=\|)", line))


def _tabs(line: str) -> Iterator[tuple[int, int]]:
    """The stretches between tabs."""
    yield from (found.span() for found in re.finditer(r"(?:^|(?<=\t))[^\t]*", line))


def _row(lines: Lines, paragraph: Paragraph, split: Callable[[str], Iterator[tuple[int, int]]]) -> tuple[Cell, ...]:
    """The cells of one row."""
    at, line = paragraph.start, lines.text[paragraph.start : paragraph.end]
    return tuple(Cell((Line(at + start, at + end),)) for start, end in split(line))
