"""Periods of time: first and last day, both included, and the short ways of writing one.

``2022`` · ``2022H1`` · ``2022Q3`` · ``2022-03`` · ``2022-03-05`` · ``2021-10..2022-09`` · ``..2022-09`` (no beginning) ·
今年以来, 去年以来, 本月, 本季度, 上半年 … against a clock, the date that the question is asked at.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from jiedui.base.problems import refuse


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From ``start`` to ``end``, both days included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day <= self.end

    def __str__(self) -> str:
        """``2022-01-01..2022-12-31``; reads back through :func:`parse_period`."""
        return f"{self.start.isoformat()}..{self.end.isoformat()}"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def years_before(self, years: int) -> Period:
        """The same window ``years`` earlier (同比); the last day of February stays the last day."""
        return Period(_shift(self.start, -years), _shift(self.end, -years, last=self.end))


def year(number: int) -> Period:
    """The calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def months(number: int, first: int, last: int) -> Period:
    """From the first to the last of those months of one year."""
    return Period(date(number, first, 1), date(number, last, calendar.monthrange(number, last)[1]))


def half(number: int, which: int) -> Period:
    """The first (1) or second (2) half of a year."""
    return months(number, 6 * which - 5, 6 * which)


def quarter(number: int, which: int) -> Period:
    """The ``which``-th quarter (1..4) of a year."""
    return months(number, 3 * which - 2, 3 * which)


def _shift(day: date, years: int, last: date | None = None) -> date:
    """The same day in another year; 29 February and a month's last day keep their place at the month's end."""
    length = calendar.monthrange(day.year + years, day.month)[1]
    at_end = last is not None and day.day == calendar.monthrange(day.year, day.month)[1]
    return day.replace(year=day.year + years, day=length if at_end else min(day.day, length))


_SHORT = re.compile(
    r"(?P<y>\d{4})(?:年?[Hh](?P<h>[12])|年?[Qq](?P<q>[1-4])|[-年](?P<m>\d{1,2})月?(?:[-]?(?P<d>\d{1,2})日?)?|年)?"
)


def _short(text: str) -> Period | None:
    """One year, half, quarter, month or day; None when the text is none of them or names a day that is not."""
    found = _SHORT.fullmatch(text)
    if found is None:
        return None
    number = int(found["y"])
    try:
        if found["h"]:
            return half(number, int(found["h"]))
        if found["q"]:
            return quarter(number, int(found["q"]))
        if found["d"]:
            day = date(number, int(found["m"]), int(found["d"]))
            return Period(day, day)
        if found["m"]:
            return months(number, int(found["m"]), int(found["m"]))
        return year(number)
    except ValueError:
        return None


def _relative(text: str, clock: date) -> Period | None:
    """今年以来 and its kin, seen from the clock."""
    this = clock.year
    which = (clock.month + 2) // 3
    table = {
        "今年": year(this),
        "本年": year(this),
        "去年": year(this - 1),
        "今年以来": Period(date(this, 1, 1), clock),
        "去年以来": Period(date(this - 1, 1, 1), clock),
        "本月": months(this, clock.month, clock.month),
        "本季度": quarter(this, which),
        "上半年": half(this, 1),
        "下半年": half(this, 2),
    }
    return table.get(text)


def parse_period(text: str, clock: date | None = None) -> Period:
    """The period that the text writes; relative words are resolved against ``clock`` (today when None).

    Raises Refusal (period-unreadable, period-backwards).
    """
    cleaned = text.strip()
    now = clock or date.today()  # noqa: DTZ011 - an office's day is its own local day
    first, dots, last = cleaned.partition("..")
    if not dots:
        found = _short(cleaned) or _relative(cleaned, now)
        if found is None:
            raise refuse("period-unreadable", text=text)
        return found
    begin = _short(first.strip()) if first.strip() else Period(date.min, date.min)
    end = _short(last.strip()) if last.strip() else Period(now, now)
    if begin is None or end is None:
        raise refuse("period-unreadable", text=text)
    if end.end < begin.start:
        raise refuse("period-backwards", text=text)
    return Period(begin.start, end.end)


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)
