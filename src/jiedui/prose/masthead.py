"""What stands over and under an official text: title, subtitle, who issues it, and its date.

The head are the first lines up to the text itself: short, not closed by a full stop, not a numbered heading, not an
address (``各位领导：``). The foot are the last short lines, where the issuing office and the date stand. The date of
the document is the clock that 今年 and 截至目前 are read by, so it is looked for in this order:

1. a date in a line of the head: ``（2021年12月30日）``, ``平利县乡村振兴局编　　2022年7月6日``;
2. a date in a line of the foot: ``2022年12月28日`` under the name of the office, ``二〇二二年十月`` (its last day);
3. the dateline of a news report: ``本报讯（记者 何静）2022年9月9日``; one without a year needs ``default_year``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from jiedui.base.periods import Period, half, months, quarter, year
from jiedui.prose.days import DAY, MONTH, SMALL, YEAR, dates_in, last_of_month, number

_HEAD_LINES, _FOOT_LINES = 10, 6
_LONGEST = 45
_LINE = re.compile(r"[^\s][^\n]*")
_BODY_STARTS = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9])|【|[●◆■▲]"
)
_NOT_TITLE = re.compile(
    r"^[（(].*[）)]$|^第?\s*[0-9一二三四五六七八九十]+\s*期|[（(]?总第|〔[0-9]{4}〕|^(?:报|送|发|抄送|编辑|签发|联系人|记者|通讯员|作者)[：:　 ]"
)
_TITLE_PERIOD = re.compile(
    rf"(?P<y>{YEAR})\s*(?:年|(?=[-—–~～至]))(?:度)?(?:[-—–~～至到]+(?P<y2>{YEAR})年)?(?:度)?"
    rf"(?:(?P<h>上半年|下半年)|第?(?P<q>[一二三四1-4])季度|(?P<q3>前三季度)"
    rf"|(?P<m1>{MONTH})月?(?:[-—–~～至到]+(?P<m2>{MONTH}))?月)?"
)
_AFTER_DATE = re.compile(
    r"[\s）)]*(?:印发|发布|讯|电|星期[一二三四五六日天])?[\s）)]*|[，,、\s]{0,3}(?:根据|按)?(?:现场)?(?:录音|记录|讲话)[^（）()\n]{0,30}[）)]?"
)
_DATELINE = re.compile(rf"(?:^|\n)\s*(?:本[报刊台网]|新华社)[^\n。]{{0,40}}?(?P<m>{MONTH})月(?P<d>{DAY})日")


_TERM = re.compile(
    rf"(?P<y>{YEAR})年(?P<m>{MONTH})月(?:(?P<d>{DAY})日)?[^\n]{{0,120}}?"
    rf"为期(?:(?P<h>半年)|(?P<n>{SMALL})个?(?P<u>年|月))[^\n]{{0,8}}"
)
_POSTED = re.compile(r"挂职|帮扶|任职|锻炼|选派|支教|支医|驻村")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What was found over and under a text: stretches as ``(start, end)``; ``body`` is where the text itself begins."""

    title: tuple[int, int] | None
    issuer: tuple[int, int] | None
    body: int
    date: date | None
    period: Period | None


Line = tuple[int, int]


def read_masthead(text: str, default_year: int | None = None) -> Masthead:
    """Title, issuing office, date and the period the title names."""
    lines = [(found.start(), found.start() + len(found[0].rstrip())) for found in _LINE.finditer(text)]
    head = _head(text, lines)
    title = next((line for line in head if _is_title(text, line)), None)
    foot = _foot(text, lines[len(head) :])
    day = _first_date(text, head) or _first_date(text, foot[::-1]) or _dateline(text, default_year)
    named = " ".join(text[start:end] for start, end in head if _is_title(text, (start, end)))
    body = lines[len(head)][0] if len(head) < len(lines) else len(text)
    return Masthead(title, _issuer(text, head, foot, title), body, day, title_period(named))


def document_date(text: str, default_year: int | None = None) -> date | None:
    """The document's own date; None where it bears none. ``default_year`` serves datelines without a year."""
    return read_masthead(text, default_year).date


def title_period(title: str) -> Period | None:
    """The period that a title names: ``…2021年度…总结``, ``2022年上半年…``, ``2021—2023年…``; None for none."""
    found = _TITLE_PERIOD.search(title)
    if found is None:
        return None
    this = number(found["y"])
    if found["h"]:
        return half(this, 1 if found["h"] == "上半年" else 2)
    if found["q"]:
        return quarter(this, number(found["q"]))
    if found["q3"]:
        return months(this, 1, 9)
    if found["m1"]:
        first, last = number(found["m1"]), number(found["m2"] or found["m1"])
        return months(this, first, last) if first <= last else None
    other = number(found["y2"]) if found["y2"] else this
    return Period(year(this).start, year(other).end) if other >= this else None


def _head(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines before the text itself."""
    head = []
    for start, end in lines[:_HEAD_LINES]:
        if end - start > _LONGEST or text[end - 1] in "。；，：:！？" or _BODY_STARTS.match(text, start):
            break
        head.append((start, end))
    return head if len(head) < len(lines) else head[:1]


def _foot(text: str, lines: Sequence[Line]) -> list[Line]:
    """The last short lines after the text."""
    return [(start, end) for start, end in lines[-_FOOT_LINES:] if end - start <= _LONGEST and text[end - 1] != "。"]


def _is_title(text: str, line: Line) -> bool:
    """Whether the line is a title or subtitle: not an issue number, a date, a document number, a name alone."""
    words = text[line[0] : line[1]]
    dates = dates_in(words)
    return not (_NOT_TITLE.search(words) or (dates and dates[-1][1] >= len(words) - 1))


def _first_date(text: str, lines: Sequence[Line]) -> date | None:
    """The date of the first line that ends with one (or with one in brackets)."""
    for start, end in lines:
        words = text[start:end]
        dates = dates_in(words)
        if dates and _AFTER_DATE.fullmatch(words, dates[-1][1]):
            return dates[-1][2]
    return None


def _dateline(text: str, default_year: int | None) -> date | None:
    """The day in the dateline of a news report."""
    found = _DATELINE.search(text[:2000])
    if found is None:
        return None
    whole = [day for start, end, day in dates_in(text[: found.end()]) if end == found.end()]
    if whole:
        return whole[0]
    try:
        return date(default_year, number(found["m"]), number(found["d"])) if default_year else None
    except ValueError:
        return None


def _issuer(text: str, head: Sequence[Line], foot: Sequence[Line], title: Line | None) -> Line | None:
    """The line that names who issues the text: under the title, or over the date at the foot."""
    for line in head:
        words = text[line[0] : line[1]]
        if line != title and re.search(
            r"(?:办公室|政府|委员会|局|办|小组|记者|中心|编|部|院|公司|工作组)\b|（挂职）", words
        ):
            return line
    for above, below in pairwise(foot):
        if _first_date(text, [below]) and not _first_date(text, [above]):
            return above
    return None


def term_end(text: str) -> date | None:
    """The end of the posting that a text opens with: ``2021年10月…挂职，为期一年`` ends in October 2022.

    A summary of a posting that bears no date is written when the posting ends.
    """
    found = _TERM.search(text)
    if found is None or not _POSTED.search(found[0]):
        return None
    count = 6 if found["h"] else number(found["n"]) * (12 if found["u"] == "年" else 1)
    place = 12 * number(found["y"]) + number(found["m"]) - 1 + count
    last = last_of_month(place // 12, place % 12 + 1)
    return last.replace(day=min(number(found["d"]), last.day)) if found["d"] else last
