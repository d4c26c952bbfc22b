"""The two summaries: what of the book each speaks of, and the words of its setting."""

from __future__ import annotations

from datetime import date

from jiedui.base.periods import Period, year
from jiedui.book import Region
from jiedui.figures import Condition, Figures, Scope
from jiedui.reports.writing.model import Summary
from jiedui.reports.writing.posting import find_posting, views, words
from jiedui.reports.writing.telling import Teller, View
from jiedui.reports.writing.template import fill, load_template


def yearly_summary(figures: Figures, region: Region, period: Period, day: date, signed: str = "") -> Summary:
    """The yearly cooperation summary (年度协作工作总结) of a region for a period, dated ``day``."""
    scope = Scope(region.id, period)
    told = {"region": region.name, "partner": _partners(figures, region, scope), **_time_words(period)}
    return _write(Teller(figures, View(scope), told), "yearly", day, signed)


def secondment_summary(figures: Figures, person: str, until: date | None, day: date | None) -> Summary:
    """The summary of a secondment (挂职总结): the person's latest posting, told up to ``until`` (its end when None).

    Dated ``day``, or the last day that it tells of. Raises Refusal (report-no-posting).
    """
    with figures.book.store.reading():
        posting = find_posting(figures.book, person, until)
        seen = views(figures.book, posting)
        scope = Scope(posting.west, posting.period)
        tell = Teller(figures, View(scope), words(figures, posting, seen), seen)
        return _write(tell, "secondment", day or posting.period.end, person)


def _write(tell: Teller, template: str, day: date, signed: str) -> Summary:
    """The template filled."""
    loaded = load_template(template)
    with tell.figures.book.store.reading():
        sections = tuple(fill(loaded, tell))
    return Summary(loaded.title.format_map(tell.words), signed, day, sections)


def _time_words(period: Period) -> dict[str, str]:
    """``time`` in a title, ``period`` and ``span`` in a sentence, ``end`` as the day by which a stock is told."""
    words, whole = period.words(), period == year(period.start.year)
    return {
        "period": words,
        "time": f"{period.start.year}年度" if whole else words,
        "span": "全年" if whole else words,
        "end": f"{period.end.year}年底" if whole else f"{period.end.year}年{period.end.month}月{period.end.day}日",
    }


def _partners(figures: Figures, region: Region, scope: Scope) -> str:
    """The paired counties and districts of the other side, by the agreements in force; empty for none."""
    other = "west" if region.side == "东部" else "east"
    groups = figures.indicator_by("pairing_in_force", scope, other, (Condition("kind", "in", ("县县",)),))
    return "、".join(name for name, result in groups if result.rows)
