"""Stretches of the calendar: the years that a period goes over, the same window a year before, the one just before."""

from __future__ import annotations

from datetime import date

from jiedui.base.periods import Period
from jiedui.prose.times import TimeMention

#: More years than so many are told in no list.
_MOST_YEARS = 9


def years_of(period: Period) -> tuple[TimeMention, ...]:
    """The calendar years that a period of several goes over, as if they were told one after the other; else none."""
    first, last = period.start.year, period.end.year
    if first == last or last - first > _MOST_YEARS:
        return ()
    spans = (
        Period(max(period.start, date(each, 1, 1)), min(period.end, date(each, 12, 31)))
        for each in range(first, last + 1)
    )
    return tuple(TimeMention(0, 0, "", each, "window", certain=True) for each in spans)


def year_before(period: Period) -> Period:
    """The same window one year earlier."""
    return period.years_before(1)


def season_before(period: Period) -> Period:
    """The window of the same kind just before (环比): the quarter before, the month before, as many days before.

    The period must have a beginning; nothing is before the calendar's first day.
    """
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    first = max(period.start.year * 12 + period.start.month - 1 - months, date.min.year * 12)
    start = date(first // 12, first % 12 + 1, 1)
    return Period(start, date.fromordinal(period.start.toordinal() - 1))
