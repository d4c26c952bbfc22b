"""A written summary as a Word document in the layout of official documents, every figure bound to its source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from jiedui.reports.layout import Bound, OfficialDocument, read_bound
from jiedui.reports.writing.model import BoundFigure, Part, Source, Summary

#: The attachment of sources; the checker leaves out what stands under these headings.
TITLE = "数据来源表"
HEADINGS = ("序号", "数据", "数值", "单位", "口径", "范围", "记录数")
_NUMERALS = "一二三四五六七八九十"
_NOTE = (
    "注：文中数据取自东西部协作账册，有小数的按四舍五入取到小数点后第二位，分项之和与合计可能有尾差；各数来源见附件。"
)


def docx_of(summary: Summary) -> bytes:
    """The summary as the bytes of a ``.docx``: the same summary, the same bytes."""
    day = f"{summary.day.year}年{summary.day.month}月{summary.day.day}日"
    document = OfficialDocument(summary.title, byline="　".join(filter(None, (summary.signed, day))))
    numerals = iter(_NUMERALS)
    for section in summary.sections:
        if section.heading:
            document.heading(1, f"{next(numerals)}、{section.heading}")
        for paragraph in section.paragraphs:
            document.paragraph(*map(_bound, paragraph.parts))
    if summary.figures:
        document.paragraph(_NOTE)
        _write_sources(document, summary)
    return document.to_bytes()


def _bound(part: Part) -> str | Bound:
    """A part as the layout takes it."""
    return Bound(str(part), _tag(part), part.source.title) if isinstance(part, BoundFigure) else part


def _tag(figure: BoundFigure) -> str:
    """All that is known of where a figure comes from."""
    return json.dumps(asdict(figure.source), ensure_ascii=False, sort_keys=True)


def _write_sources(document: OfficialDocument, summary: Summary) -> None:
    """The attachment with the table of sources.

    Number and unit stand in cells of their own: the table repeats what was stated, and states nothing itself.
    """
    document.attachment(TITLE)
    document.table(HEADINGS, [_row(number, figure) for number, figure in enumerate(summary.figures, 1)])
    document.paragraph(f"账册日志：{summary.figures[0].source.head}")


def _row(number: int, figure: BoundFigure) -> tuple[str, ...]:
    """One line of the table of sources."""
    source = figure.source
    return (str(number), source.title, figure.number, figure.unit, source.definition, source.scope, str(source.rows))


@dataclass(frozen=True, slots=True)
class Found:
    """A figure as it stands in a document, and its source; None where the document has lost it."""

    text: str
    title: str
    source: Source | None


def read_sources(path: Path) -> Iterator[Found]:
    """The bound figures of a document in the order of its text; refuses what is no sound ``.docx``."""
    for figure in read_bound(path):
        yield Found(figure.text, figure.title, Source(**json.loads(figure.tag)) if figure.tag else None)
