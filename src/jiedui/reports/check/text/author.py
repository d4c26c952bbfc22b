"""Whose report it is, and of what time: a report in the first person speaks of what its author did while posted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from jiedui.base.periods import Period
from jiedui.prose.document import Document
from jiedui.prose.masthead import term_end
from jiedui.reports.check.text.setting import Author

_FIRST_PERSON = re.compile(r"我(?!县|区|市|镇|省|国|们|部|院|校|局|办)|本人")
#: What the head of a text calls that one person gives of that person's own work.
_OF_ONE = re.compile(
    r"述职|述廉|鉴定|个人(?:工作)?(?:总结|小结|汇报)|履职(?:报告|情况)|挂职(?:锻炼|工作|期满|帮扶)?(?:总结|小结|汇报|日记|手记|体会)"
)
_SPOKEN = 3
#: Who reports together on what they did while posted.
_TEAM = re.compile(
    r"前方(?:工作组|指挥部)|协作工作组|驻[^，。\n]{2,8}工作组|挂职(?:团队|工作组|干部组)|(?:工作|帮扶|协作)队|援派团队"
)
#: Words for the year before a text and for its own; a text of these months may look back at the whole year before.
_LAST, _THIS, _LOOKING_BACK = re.compile(r"去年|上年"), re.compile(r"今年|本年"), 3
#: 去年 of what was done in it, not of what is compared with it.
_LAST_YEARS_OWN = re.compile(r"(?<![比较与同跟于超和是到])去年(?!同期|底|末|以来)")
_OWN = re.compile(r"[全我本]([县区市镇])(?![级直])")
_EDGE = 120
#: So many days after its period's end a text is written at most, that tells its day by nothing but a posting's end.
_SOON = 183


def find_author(
    text: str, document: Document, postings: Mapping[str, Period], visits: Mapping[str, tuple[int, ...]]
) -> Author | None:
    """The person who speaks: one with a posting, named at the head or the foot of a text of one person; else None."""
    if not is_personal(text) or not document.paragraphs:
        return None
    head, foot = text[:_EDGE], text[-_EDGE:]
    named = _first_in(head, postings) or _first_in(foot, postings)
    return Author(named, postings[named], visits.get(named, ())) if named is not None else None


def _first_in(text: str, names: Iterable[str]) -> str | None:
    """The name that the text has first: its line of authorship stands before those whom it tells of."""
    return min((each for each in names if each in text), key=text.index, default=None)


def team_posting(text: str, postings: Mapping[str, Period], day: date) -> Period | None:
    """When those were posted who report together (前方工作组): as most of the postings are that run on that day; else None."""
    if not _TEAM.search(text[:_EDGE]):
        return None
    running = Counter(each for each in postings.values() if each.start <= day <= each.end)
    return max(running, key=lambda each: (running[each], each.start), default=None)


def is_personal(text: str) -> bool:
    """Whether one person tells of that person's own work: says 我 again and again, or the head calls it so (述职报告)."""
    return bool(_OF_ONE.search(text[:_EDGE])) or len(_FIRST_PERSON.findall(text)) >= _SPOKEN


def about(text: str, day: date, author: Author | None) -> Period:
    """What a text that does not say so is about: its author's posting, the year before in its first months, its own year."""
    if author is not None and author.posting is not None and author.posting.start <= day:
        return Period(author.posting.start, min(author.posting.end, day))
    last, this = len(_LAST.findall(text)), len(_THIS.findall(text))
    named = text.count(f"{day.year - 1}年"), text.count(f"{day.year}年")
    if day.month <= _LOOKING_BACK and last + named[0] > this + named[1]:
        return Period(date(day.year - 1, 1, 1), date(day.year - 1, 12, 31))
    return Period(date(day.year, 1, 1), day)


def clock_of(document: Document, period: Period | None) -> date | None:
    """The day by which 今年 and 目前 are read: the text's own date, else what it tells of itself, never before its period's end.

    One without a date, of a whole year, that speaks of 去年 rather than of 今年, was written in the year after.
    """
    if document.date is not None:
        return document.date
    told, period = document.clock, period or document.period
    if period is None:
        return told
    of_posting = told is not None and told == term_end(document.text) and (told - period.end).days > _SOON
    day = period.end if told is None or told < period.end or of_posting else told
    whole = period == Period(date(period.start.year, 1, 1), date(period.start.year, 12, 31))
    looks_back = len(_LAST_YEARS_OWN.findall(document.text)) > len(_THIS.findall(document.text))
    return date(period.end.year + 1, 1, 31) if whole and day == period.end and looks_back else day


def own_kind(text: str) -> str:
    """The level that a text calls its own: 县 of 全县, 我县; empty where it does not, or calls several so as often."""
    found = Counter(_OWN.findall(text)).most_common(2)
    alone = found and (len(found) == 1 or found[0][1] > found[1][1])
    return found[0][0] if alone else ""
