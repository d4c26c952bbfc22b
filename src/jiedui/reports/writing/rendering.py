"""A written summary as an official document: numbered headings, bound figures, and the table of their sources.

Every figure stands in a content control whose tag is its source as JSON; ``jiedui report sources`` reads them back. The
table of sources (数据来源表) gives number and unit in cells of their own.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from jiedui.reports.layout import Bound, OfficialDocument, read_bound
from jiedui.reports.writing.model import BoundFigure, Part, Source, Summary

SOURCES = "数据来源表"
#: How much of the journal's head a row shows; the whole of it stands above the table.
SHORT = 12
_NUMERALS = "一二三四五六七八九十"


def render(summary: Summary) -> bytes:
    """The summary as the bytes of a ``.docx``; the same summary gives the same bytes."""
    document = OfficialDocument(summary.title)
    number = 0
    for section in summary.sections:
        if section.heading:
            document.heading(1, f"{_NUMERALS[number]}、{section.heading}")
            number += 1
        for paragraph in section.paragraphs:
            document.paragraph(*(_bound(part) for part in paragraph.parts))
    if summary.signed:
        document.signature(summary.signed, summary.day)
    _add_sources(document, summary)
    return document.to_bytes()


def _bound(part: Part) -> str | Bound:
    """A part as the layout takes it."""
    if isinstance(part, str):
        return part
    return Bound(str(part), json.dumps(asdict(part.source), ensure_ascii=False, sort_keys=True), part.source.title)


def _add_sources(document: OfficialDocument, summary: Summary) -> None:
    """The attachment with every figure's source."""
    figures = summary.figures
    if not figures:
        return
    document.attachment(SOURCES)
    document.paragraph(f"账册日志摘要：{figures[0].source.head}")
    rows = [_row(number, figure) for number, figure in enumerate(figures, 1)]
    document.table(("序号", "指标", "数值", "计量单位", "口径", "范围", "记录数", "日志"), rows)


def _row(number: int, figure: BoundFigure) -> tuple[str, ...]:
    """One figure's row."""
    source = figure.source
    told = (source.title, figure.number, figure.unit, source.definition, source.scope)
    return (str(number), *told, str(source.rows), source.head[:SHORT])


def sources_of(path: Path) -> list[tuple[str, Source | None]]:
    """The bound figures of a document in the order of its text: the words as they stand, and where they come from.

    A control whose source is lost comes with None. Raises Refusal: what :func:`read_bound` refuses.
    """
    return [(figure.text, _source(figure.tag)) for figure in read_bound(path)]


def _source(tag: str | None) -> Source | None:
    """The source that a tag tells; None for a tag of another kind."""
    try:
        return Source(**json.loads(tag)) if tag else None
    except (ValueError, TypeError):
        return None
