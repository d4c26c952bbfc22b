"""What closes a document: the list of attachments (附件说明), the signature and the date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lxml import etree

from jiedui.reports.layout.bound import Bindings
from jiedui.reports.layout.lines import indents, paragraph
from jiedui.reports.layout.measures import width
from jiedui.reports.layout.styles import make
from jiedui.reports.layout.title import title_lines


def chinese_date(day: date) -> str:
    """A date as documents write it: Arabic digits without leading zeros (2022年9月8日)."""
    return f"{day.year}年{day.month}月{day.day}日"


def attachment_list(titles: Sequence[str], bindings: Bindings) -> Iterator[etree._Element]:
    """A blank line, then the attachments; run-on lines hang under the first character of the name."""
    if not titles:
        return
    yield paragraph("AttachmentList", (), bindings)
    if len(titles) == 1:
        yield paragraph("AttachmentList", (f"附件：{titles[0]}",), bindings, indents(left=5, hanging=3))
        return
    for number, title in enumerate(titles, 1):
        lead, hanging = ("附件：", 4) if number == 1 else ("", 1)
        words = f"{lead}{number}.\t{title}"
        yield paragraph("AttachmentList", (words,), bindings, indents(left=6, hanging=hanging))


def signature(organ: str, day: date, bindings: Bindings, *, sealed: bool = False) -> Iterator[etree._Element]:
    """A blank line, the office, the date.

    Without a seal the office stands two characters in from the right and the date two characters right of its first
    one; when the date is longer, the date stands two characters in, and the name moves left. With a seal (加盖印章) the
    date stands four characters in, and the office in the middle above it.
    """
    words = chinese_date(day)
    surplus = width(organ) - width(words)
    if sealed:
        right_of_organ, right_of_date = max(0.0, 4.0 - surplus / 2), 4.0
    else:
        right_of_organ, right_of_date = (2.0, surplus) if surplus >= 0 else (4.0 - surplus, 2.0)
    yield paragraph("Signature", (), bindings, make("keepNext"))
    yield paragraph("Signature", (organ,), bindings, make("keepNext"), indents(right=right_of_organ))
    yield paragraph("Signature", (words,), bindings, indents(right=right_of_date))


def annotation(words: str, bindings: Bindings) -> etree._Element:
    """The annotation (附注) below the date, in brackets."""
    return paragraph("Annotation", (f"（{words}）",), bindings)


def attachment_head(title: str, number: int | None, bindings: Bindings) -> Iterator[etree._Element]:
    """The head of an attachment on a new page: 附件1 in the first line, the title in the third."""
    label = f"附件{number or ''}"
    yield paragraph("AttachmentLabel", (label,), bindings, make("pageBreakBefore"))
    yield paragraph("Normal", (), bindings)
    yield paragraph("Title", ("\n".join(title_lines(title)),), bindings)
    yield paragraph("Normal", (), bindings)
