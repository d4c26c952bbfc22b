"""A written report as a Word document in the layout of official documents, every figure bound to its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jiedui.reports.layout import Bound, OfficialDocument, read_bound
from jiedui.reports.writing.asks import Source, read_tag, tag_of
from jiedui.reports.writing.model import Block, BoundFigure, Cell, Paragraph, Part, Sheet, Summary

#: The attachment of sources; the checker leaves out what stands under these headings.
TITLE = "数据来源表"
HEADINGS = ("序号", "数据", "数值", "单位", "口径", "范围", "记录数")
#: The part of a figure that is a figure of the text; the table of sources has its number, unit, and records apart.
WHOLE = "text"
_NUMERALS = "一二三四五六七八九十"
_NOTE = (
    "注：文中数据取自东西部协作账册，有小数的按四舍五入取到小数点后第二位，分项之和与合计可能有尾差；各数来源见附件。"
)


def docx_of(summary: Summary) -> bytes:
    """The report as the bytes of a ``.docx``: the same report, the same bytes."""
    day = f"{summary.day.year}年{summary.day.month}月{summary.day.day}日"
    document = OfficialDocument(summary.title, byline="　".join(filter(None, (summary.signed, day))))
    _write_sections(document, summary)
    if summary.figures:
        document.paragraph(_NOTE)
        _write_sources(document, summary)
    return document.to_bytes()


def _write_sections(document: OfficialDocument, summary: Summary) -> None:
    """The headed parts, those of the first level numbered 一、 and so on."""
    numerals = iter(_NUMERALS)
    for section in summary.sections:
        if section.heading:
            document.heading(1, f"{next(numerals)}、{section.heading}")
        for block in section.blocks:
            _write_block(document, block)


def _write_block(document: OfficialDocument, block: Block) -> None:
    """A paragraph, a table or a chart."""
    if isinstance(block, Paragraph):
        document.paragraph(*map(bound_part, block.parts))
    elif isinstance(block, Sheet):
        document.table(block.headings, [tuple(map(_bound_cell, row)) for row in block.rows], block.caption)


def bound_part(part: Part, which: str = WHOLE) -> str | Bound:
    """A part as the layout takes it."""
    if isinstance(part, str):
        return part
    return bound_words(part, str(part), which)


def bound_words(figure: BoundFigure, words: str, which: str) -> Bound:
    """Words that a figure gives: all of it, or one part of it."""
    return Bound(words, tag_of(figure.source, figure.ask, which), figure.source.title)


def _bound_cell(cell: Cell) -> tuple[str | Bound, ...]:
    """A cell as the layout takes it: of its figures the numbers alone."""
    return tuple(bound_words(part, part.number, "number") if isinstance(part, BoundFigure) else part for part in cell)


def _write_sources(document: OfficialDocument, summary: Summary) -> None:
    """The attachment with the table of sources.

    Number and unit stand in cells of their own: the table repeats what was stated, and states nothing itself.
    """
    figures = summary.figures
    document.attachment(TITLE)
    document.table(HEADINGS, [_row(number, figure) for number, figure in enumerate(figures, 1)])
    document.paragraph("账册日志：", bound_words(figures[0], figures[0].source.head, "head"))


def _row(number: int, figure: BoundFigure) -> tuple[str | Bound, ...]:
    """One line of the table of sources."""
    source = figure.source
    value, unit = (
        bound_words(figure, words, part) for words, part in ((figure.number, "number"), (figure.unit, "unit"))
    )
    rows = bound_words(figure, str(source.rows), "rows")
    return (str(number), source.title, value, unit, source.definition, source.scope, rows)


@dataclass(frozen=True, slots=True)
class Found:
    """A figure as it stands in a document, and its source; None where the document has lost it."""

    text: str
    title: str
    source: Source | None


def read_sources(path: Path) -> Iterator[Found]:
    """The bound figures of a document's sentences in the order of its text; refuses what is no sound ``.docx``."""
    for figure in read_bound(path):
        told = read_tag(figure.tag) if figure.tag else None
        if told is None or told[2] == WHOLE:
            yield Found(figure.text, figure.title, told[0] if told else None)
