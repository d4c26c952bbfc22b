"""Expressions of time in official prose, resolved against the document's own clock, never against today.

``今年`` is the clock's year, ``去年`` the one before; ``上年``, ``全年``, ``当年`` follow the year that the text is about
(``default_year``, from its title) where it names one. A month or day without a year takes the year named before it in the
same paragraph, else the title's, else the clock's; after ``截至`` it is the latest such day that the clock has seen.
``两年来`` is the two years up to the clock; ``十四五以来`` begins on 2021-01-01; ``今年`` and ``年内`` end at the clock.

What is *not* found here: bare durations (``为期一年``, ``历时三个月``), which are quantities, and the years in numbers of
documents (``〔2021〕3号``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from operator import attrgetter

from jiedui.prose.document import Document, Span
from jiedui.prose.time_reader import Kind, Reader, TimeMention

__all__ = ["GOVERNING", "Kind", "TimeMention", "find_times", "governing"]

#: Kinds that can say for which time a quantity holds.
GOVERNING: frozenset[Kind] = frozenset({"window", "point", "as_of", "since", "posting"})

_MONTH = 31
_DESCRIBES = re.compile(r"[^，。；：\n0-9]{1,20}的")


def find_times(text: str, clock: date | None, default_year: int | None = None) -> tuple[TimeMention, ...]:
    """Every expression of time in the text, in order, none overlapping another.

    ``clock`` is the document's date, ``default_year`` the year its title names. Without a clock, relative words are read
    from the end of the default year and are uncertain.
    """
    return tuple(Reader(text, clock, default_year).read())


# ---- which time governs


def governing(
    mentions: tuple[TimeMention, ...], document: Document, offset: int, kinds: frozenset[Kind] = GOVERNING
) -> TimeMention | None:
    """The mention that says for which time a quantity at the offset holds; None where nothing does.

    1. the nearest before it in its own clause, else the first behind it there;
    2. the nearest before it in its sentence: a window governs up to the full stop or a new window; a day or a month
       only where it opens a clause (``6月22日，…签约``) and does not merely describe something (``10月投产的…``);
    3. the sentence nearest before it in the paragraph that *opens* with a window longer than a month (``上半年…。…``);
    4. the innermost heading over it that names a window; 5. the title.

    Comparisons, terms, undated expressions and names of documents govern nothing. ``kinds`` narrows what may govern:
    without ``as_of`` it finds the window whose beginning a 截至… counts from.
    """
    clause = document.clause_at(offset)
    own = [mention for mention in _within(mentions, clause) if mention.kind in kinds]
    if own:
        return next((mention for mention in reversed(own) if mention.start <= offset), own[0])
    sentence = document.sentence_at(offset)
    return (
        _last(mentions, Span(sentence.start, clause.start), document, kinds)
        or _opening(mentions, document, sentence, kinds)
        or _heading(mentions, document, offset, kinds)
    )


def _within(mentions: tuple[TimeMention, ...], span: Span) -> tuple[TimeMention, ...]:
    """The mentions that begin in the stretch."""
    start = attrgetter("start")
    return mentions[bisect_left(mentions, span.start, key=start) : bisect_left(mentions, span.end, key=start)]


def _last(
    mentions: tuple[TimeMention, ...], span: Span, document: Document, kinds: frozenset[Kind]
) -> TimeMention | None:
    """The last mention of the stretch that governs what follows its clause."""
    governs = (mention for mention in reversed(_within(mentions, span)) if mention.kind in kinds)
    return next((mention for mention in governs if not _is_short(mention) or _leads(mention, document)), None)


def _is_short(mention: TimeMention) -> bool:
    """Whether it is a day, a month or less: the time of an event rather than of an account."""
    if mention.kind == "point":
        return True
    return mention.kind == "window" and mention.period is not None and mention.period.days <= _MONTH


def _leads(mention: TimeMention, document: Document) -> bool:
    """Whether it opens its clause and does not merely describe what follows."""
    opens = mention.start == document.clause_at(mention.start).start
    return opens and _DESCRIBES.match(document.text, mention.end) is None


def _opening(
    mentions: tuple[TimeMention, ...], document: Document, sentence: Span, kinds: frozenset[Kind]
) -> TimeMention | None:
    """The window that opens the nearest earlier sentence of the paragraph that opens with one."""
    paragraph = document.paragraph_at(sentence.start)
    if paragraph is None:
        return None
    for mention in reversed(_within(mentions, Span(paragraph.start, sentence.start))):
        begins = document.sentence_at(mention.start).start
        opens = mention.start == begins or begins < paragraph.heading_end == mention.start
        opens = opens or _opens_behind_matter(mention, begins, document)
        describes = document.text.startswith("的", mention.end)
        if opens and mention.kind in kinds and not _is_short(mention) and not describes:
            if _of_several_years(mentions, document.sentence_at(mention.start)):
                continue
            return mention
    return None


def _opens_behind_matter(mention: TimeMention, begins: int, document: Document) -> bool:
    """Whether it opens the clause right behind the one that names the sentence's matter: 消费协作，上半年卖出…."""
    start = document.clause_at(mention.start).start
    return mention.start == start and _MATTER.fullmatch(document.text, begins, start) is not None


#: A clause that says no more than what is spoken of.
_MATTER = re.compile(r"[\u4e00-\u9fff]{2,8}(?:方面|上|这块|这一块)?[，：]")


def _of_several_years(mentions: tuple[TimeMention, ...], sentence: Span) -> bool:
    """Whether a sentence sets windows of several years side by side: the first of them is not what goes on."""
    told = (each.period for each in _within(mentions, sentence) if each.kind == "window")
    return len({period.end.year for period in told if period is not None}) > 1


def _heading(
    mentions: tuple[TimeMention, ...], document: Document, offset: int, kinds: frozenset[Kind]
) -> TimeMention | None:
    """The window that the innermost heading names, else the title."""
    over = [Span(heading.start, heading.heading_end) for heading in reversed(document.headings_over(offset))]
    for span in (*over, Span(0, document.masthead.body if offset >= document.masthead.body else 0)):
        named = [mention for mention in _within(mentions, span) if mention.kind in kinds and mention.kind != "point"]
        if named:
            return _narrowest(named)
    return None


def _narrowest(named: list[TimeMention]) -> TimeMention:
    """The window within the first one that is the shortest: 四季度 of 2024年第12期…四季度消费帮扶占全年近四成."""
    first = named[0].period
    if first is None or named[0].kind != "window":
        return named[0]
    inside = (
        (each.period.days, place, each)
        for place, each in enumerate(named)
        if each.kind == "window" and each.period and first.start <= each.period.start <= each.period.end <= first.end
    )
    return min((each for each in inside if each[0] > _MONTH), default=(0, 0, named[0]))[2]
