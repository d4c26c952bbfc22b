"""A written report as a Word document in the layout of official documents, every figure bound to its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jiedui.figures import Figures
from jiedui.reports.layout import Bound, Imprint, OfficialDocument, RedHead, read_bound
from jiedui.reports.layout.closing import chinese_date
from jiedui.reports.layout.document import Level
from jiedui.reports.layout.emf import bars, height_of
from jiedui.reports.writing.asks import Source, read_tag
from jiedui.reports.writing.bound import bound_cell, bound_part, bound_words, is_stated
from jiedui.reports.writing.model import Block, BoundFigure, Paragraph, Section, Sheet, Summary
from jiedui.reports.writing.own import fill_document
from jiedui.reports.writing.summaries import Wanted, find_template, write_report

#: The attachment of sources; the checker leaves out what stands under these headings.
TITLE = "数据来源表"
HEADINGS = ("序号", "数据", "数值", "单位", "口径", "范围", "记录数")
#: The numbers of the levels of heading.
_NUMBERED: Final[tuple[Callable[[int], str], ...]] = (
    lambda number: f"{han(number)}、",
    lambda number: f"（{han(number)}）",
    lambda number: f"{number}.",
    lambda number: f"（{number}）",
)
_DIGITS: Final = "〇一二三四五六七八九"
_LEVELS: Final[tuple[Level, ...]] = (1, 2, 3, 4)
_NOTE = (
    "注：文中数据取自东西部协作账册，有小数的按四舍五入取到小数点后第二位，分项之和与合计可能有尾差；各数来源见附件。"
)


@dataclass(frozen=True, slots=True)
class Dress:
    """How a report is dressed as a document that an office issues: its red head (版头), to whom it goes, who gets copies."""

    head: RedHead | None = None
    addressee: str | None = None
    copies: tuple[str, ...] = ()


def write_docx(figures: Figures, wanted: Wanted, dress: Dress | None = None) -> bytes:
    """The report that is wanted as a ``.docx``: laid out, or the office's own document with its expressions told.

    Raises Refusal: see :func:`~jiedui.reports.writing.summaries.write_report`.
    """
    template = find_template(figures.book, wanted)
    if template.document is not None:
        return fill_document(figures, wanted, template.document)
    return docx_of(write_report(figures, wanted), dress)


def docx_of(summary: Summary, dress: Dress | None = None) -> bytes:
    """The report as the bytes of a ``.docx``: the same report, the same bytes.

    As a plain print (打印稿) it bears who signs it and the date under the title; as an issued document, at its end.
    """
    dress = dress or Dress()
    signed = " ".join(summary.signed.split())
    byline = None if dress.head else "　".join(filter(None, (signed, chinese_date(summary.day))))
    document = OfficialDocument(summary.title, byline=byline, addressee=dress.addressee, red_head=dress.head)
    sections = [section for section in summary.sections if not section.attachment]
    _write_sections(document, sections)
    if any(section.blocks for section in summary.sections) and summary.all_figures:
        document.paragraph(_NOTE)
    if dress.head and signed:
        document.signature(signed, summary.day)
    for section in summary.sections:
        if section.attachment:
            document.attachment(section.heading)
            for block in section.blocks:
                _write_block(document, block)
    if summary.figures:
        _write_sources(document, summary)
    if dress.head and signed:
        document.imprint(Imprint(signed, summary.day, dress.copies))
    return document.to_bytes()


def _write_sections(document: OfficialDocument, sections: Sequence[Section]) -> None:
    """The headed parts with their numbers: 一、 （一） 1. （1）."""
    counts = [0] * (len(_NUMBERED) + 1)
    for section in sections:
        if section.heading:
            level = min(section.level, len(_NUMBERED))
            counts[level] += 1
            counts[level + 1 :] = [0] * (len(_NUMBERED) - level)
            document.heading(_LEVELS[level - 1], _NUMBERED[level - 1](counts[level]) + section.heading)
        for block in section.blocks:
            _write_block(document, block)


def _write_block(document: OfficialDocument, block: Block) -> None:
    """A paragraph, a table or a chart."""
    if isinstance(block, Paragraph):
        document.paragraph(*map(bound_part, block.parts))
    elif isinstance(block, Sheet):
        document.table(block.headings, [tuple(map(bound_cell, row)) for row in block.rows], block.caption)
    else:
        caption = f"{block.caption}（{block.unit}）"
        document.picture(bars(block.labels, block.values), height_of(len(block.labels)), caption, block.words)


def han(number: int) -> str:
    """A number below a hundred in Han: 一, 十, 十二, 二十三."""
    tens, ones = divmod(number, 10)
    lead = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return lead + (_DIGITS[ones] if ones else "")


def _write_sources(document: OfficialDocument, summary: Summary) -> None:
    """The attachment with the table of sources.

    Number and unit stand in cells of their own: the table repeats what was stated, and states nothing itself.
    """
    figures = summary.figures
    document.attachment(TITLE)
    document.table(HEADINGS, [_row(number, figure) for number, figure in enumerate(figures, 1)])
    document.remark("账册日志：", bound_words(figures[0], figures[0].source.head, "head"))


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
    """The bound figures of a document's sentences and tables in the order of its text; refuses what is no sound ``.docx``."""
    for figure in read_bound(path):
        told = read_tag(figure.tag) if figure.tag else None
        if told is None or is_stated(told[2]):
            yield Found(figure.text, figure.title, told[0] if told else None)
