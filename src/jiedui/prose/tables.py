"""Tables in a text: rows set in bars, tabs or wide gaps, and their cells.

A table is a header row without numbers and one row or more of as many cells below it. Markdown's rule (``|---|---|``) is
part of its table and no row of it. Nothing is read here; :mod:`jiedui.prose.rows` tells what the cells say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: A stretch of the text.
Span = tuple[int, int]
Row = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table at ``[start, end)``: its rows of as many cells, each without the spaces around it.

    The first row is the header; ``over`` is a row of headings over that, each over its own and the empty ones behind it.
    """

    start: int
    end: int
    rows: tuple[Row, ...]
    over: Row = ()


#: What divides the cells of a row: bars, else tabs, else wide gaps.
_DIVIDERS = (re.compile(r"[|｜│┃]"), re.compile(r"\t"), re.compile(r" {2,}|\u3000{2,}"))
#: A line that may be a row; one that is but a rule.
_ROW = re.compile(r"[^\n]*?(?:[|｜│┃\t]|(?<=\S)(?: {2,}|\u3000{2,})(?=\S))[^\n]*")
_GAP = re.compile(r"(?<=\S)(?: {2,}|\u3000+)(?=\S)")
_RULE = re.compile(r"[\s|｜│┃:+─━=-]+")
_DIGIT, _HAN = re.compile(r"[0-9]"), re.compile(r"[\u4e00-\u9fff]")
#: A heading that begins with a number: 2022年, 1—6月.
_NAMED = re.compile(r"^[0-9][0-9—-]*(?:年|月|季度)")
#: A cell that tells a number with what it counts heads no column: 培训　7期｜期均40人次.
_TOLD = re.compile(
    r"(?<![0-9第前])[0-9][0-9.,，]*[万亿]?(?:元|人次|[人次期个对家篇件项名户亩吨场批条笔座所间台套株头只]|公里|公斤|%|％)$"
)
#: A table set in wide gaps has so many columns at least, else words spaced out would be one.
_FEW, _WIDE = 2, 3
_LINE = re.compile(r"[^\n]*\n?")


def find_tables(text: str) -> list[Table]:
    """The tables of a text, in order."""
    if not any(mark in text for mark in "|｜│┃\t") and "  " not in text and "\u3000\u3000" not in text:
        return []
    found: list[Table] = []
    lines: list[tuple[Span, Row]] = []
    for line in _LINE.finditer(text):
        span = (line.start(), line.start() + len(line[0].rstrip()))
        row = (_cells(text, span) if _ROW.fullmatch(text, *span) else ()) or _spaced(text, span)
        row = _filled_up(row, span, len(lines[0][1]) if lines and "\t" in text[slice(*span)] else 0)
        if lines and not _goes_on(lines, row):
            found += _table(text, lines)
            lines = []
        if row:
            lines.append((span, row))
    return [*found, *_table(text, lines)]


def _cells(text: str, line: Span) -> Row:
    """The cells of a line; none where it is no row."""
    bars, *_ = _DIVIDERS
    for divider in _DIVIDERS:
        borders = [found.span() for found in divider.finditer(text, *line)]
        if not borders:
            continue
        edges = [line[0], *(place for border in borders for place in border), line[1]]
        cells = [stripped(text, *edges[place : place + 2]) for place in range(0, len(edges), 2)]
        cells = _without_frame(cells) if divider is bars else cells
        return tuple(cells) if len(cells) >= (_WIDE if divider is _DIVIDERS[-1] else _FEW) else ()
    return ()


def _spaced(text: str, line: Span) -> Row:
    """The cells of a line set in single wide spaces, where numbers alone stand behind its label; else none."""
    if text.find("\u3000", *line) < 0:
        return ()
    edges = [line[0], *(place for gap in _GAP.finditer(text, *line) for place in gap.span()), line[1]]
    cells = [stripped(text, *edges[place : place + 2]) for place in range(0, len(edges), 2)]
    return tuple(cells) if len(cells) >= _WIDE and all(_DIGIT.match(text, *cell) for cell in cells[1:]) else ()


def _filled_up(row: Row, line: Span, cells: int) -> Row:
    """The row with the empty cells at its end that its line leaves out."""
    return (*row, *[(line[1], line[1])] * (cells - len(row))) if row else row


def stripped(text: str, start: int, end: int) -> Span:
    """The stretch without the spaces at its edges."""
    told = text[start:end]
    start += len(told) - len(told.lstrip())
    return start, start + len(told.strip())


def _without_frame(cells: list[Span]) -> list[Span]:
    """The cells without the two empty ones that the bars at the edges of a framed row make."""
    framed = cells[0][0] == cells[0][1] and cells[-1][0] == cells[-1][1]
    return cells[1:-1] if framed else cells


def _goes_on(lines: Sequence[tuple[Span, Row]], row: Row) -> bool:
    """Whether a row belongs to the table that the lines begin."""
    return bool(row) and len(row) == len(lines[0][1])


def _table(text: str, lines: Sequence[tuple[Span, Row]]) -> Iterator[Table]:
    """The table that the lines are, if they are one."""
    rows = [row for span, row in lines if not _RULE.fullmatch(text, *span)]
    if rows:
        yield from table_of(text, (lines[0][0][0], lines[-1][0][1]), rows)


def table_of(text: str, span: Span, rows: Sequence[Row]) -> Iterator[Table]:
    """The table that rows of cells are: one or two of headings, below them at least one with a number."""
    heads = 2 if len(rows) > 2 and is_header(text, rows[0]) and is_header(text, rows[1]) else 1
    body = rows[heads:]
    if body and is_header(text, rows[0]) and any(_DIGIT.search(text, *cell) for row in body for cell in row):
        below = tuple(_heading(*each) for each in zip(rows[0], rows[heads - 1], strict=True))
        over = rows[0] if heads > 1 else ()
        yield Table(*span, (below, *body), over)


def _heading(upper: Span, lower: Span) -> Span:
    """The heading of a column: the lower one, the upper where that is empty."""
    return lower if lower[0] < lower[1] else upper


def is_header(text: str, row: Row) -> bool:
    """Whether a row names columns: its cells are words or empty, at most one has none but the first, none is a number."""
    told = [text[slice(*cell)] for cell in row]
    if not any(map(_HAN.search, told)) or any(map(_TOLD.search, told)):
        return False
    return not any(_DIGIT.match(each) and not _NAMED.search(each) for each in told)
