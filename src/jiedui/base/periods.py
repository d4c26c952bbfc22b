"""Periods of time: first and last day, both included, and the short ways of writing one.

``2022`` · ``2022H1`` · ``2022Q3`` · ``2022-03`` · ``2022-03-05`` · ``2021-10..2022-09`` · ``..2022-09`` (no beginning) ·
``2022-10..`` (up to the clock) · 2022年上半年, 2022年第三季度, 2022年3月 · 今年以来, 去年以来, 本月, 上月, 本季度, 上半年 … against
a clock, the date that the question is asked at.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from jiedui.base.problems import refuse

#: The parts into which a period may be split.
Stretch = Literal["month", "quarter", "year"]
_MONTHS: dict[Stretch, int] = {"month": 1, "quarter": 3, "year": 12}
_ORDINALS = "一二三四"


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
        """The same window ``years`` earlier (同比); the last day of February stays the last day.

        A period without a beginning stays without one.
        """
        start = self.start if self.start == date.min else _shift(self.start, -years)
        return Period(start, _shift(self.end, -years, last=self.end))

    def previous(self) -> Period | None:
        """The month, quarter or year before (环比); None for a period that is none of these."""
        for stretch in _MONTHS:
            if self.start != date.min and self == containing(self.start, stretch):
                return containing(day_before(self.start), stretch)
        return None

    def split(self, stretch: Stretch) -> list[Period]:
        """The months, quarters or years that it touches, the first and last cut to it; none without a beginning."""
        parts: list[Period] = []
        start = self.start
        while self.start != date.min and start <= self.end:
            part = containing(start, stretch)
            parts.append(Period(start, min(part.end, self.end)))
            if part.end == date.max:
                break
            start = part.end + timedelta(days=1)
        return parts

    def label(self, stretch: Stretch) -> str:
        """The name of the month ``2022-03``, quarter ``2022Q1`` or year ``2022`` in which it begins."""
        number = f"{self.start.year:04}"
        if stretch == "quarter":
            return f"{number}Q{(self.start.month + 2) // 3}"
        return number if stretch == "year" else f"{number}-{self.start.month:02}"

    def words(self) -> str:
        """The period as a report says it: 2022年, 2022年上半年, 2022年第三季度, 2021年10月至2022年9月, 截至2022年9月30日."""
        if self.start == date.min:
            return f"截至{_day(self.end)}"
        number = self.start.year
        named = {
            year(number): f"{number}年",
            half(number, 1): f"{number}年上半年",
            half(number, 2): f"{number}年下半年",
            **{quarter(number, which): f"{number}年第{_ORDINALS[which - 1]}季度" for which in (1, 2, 3, 4)},
        }
        return named.get(self) or self._from_to()

    def _from_to(self) -> str:
        """The period by whole months where it has such, else by days."""
        whole = self.start.day == 1 and self.end == containing(self.end, "month").end
        first, last = (_month(self.start), _month(self.end)) if whole else (_day(self.start), _day(self.end))
        if first == last:
            return first
        if whole and self.start.year == self.end.year:
            last = f"{self.end.month}月"
        return f"{first}至{last}"


def containing(day: date, stretch: Stretch) -> Period:
    """The month, quarter or year in which the day lies."""
    length = _MONTHS[stretch]
    first = (day.month - 1) // length * length + 1
    return months(day.year, first, first + length - 1)


def _month(day: date) -> str:
    """2022年3月."""
    return f"{day.year}年{day.month}月"


def _day(day: date) -> str:
    """2022年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


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
    """The same day in another year; 29 February and a month's last day keep their place at the month's end.

    There is no year before the first: the beginning of time stays where it is.
    """
    number = max(date.min.year, day.year + years)
    length = _length(number, day.month)
    at_end = last is not None and day.day == _length(day.year, day.month)
    return day.replace(year=number, day=length if at_end else min(day.day, length))


_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _length(year: int, month: int) -> int:
    """How many days a month has."""
    return 29 if month == 2 and calendar.isleap(year) else _LENGTHS[month - 1]


_SHORT = re.compile(
    r"""(?P<y>\d{4})(?:
      年?[Hh](?P<h>[12]) | 年(?P<hz>[上下])半年
    | 年?[Qq](?P<q>[1-4]) | 年第?(?P<qz>[一二三四1-4])季度
    | [-/.年](?P<m>\d{1,2})(?:[-/.月](?P<d>\d{1,2})日?|月)?
    | 年
    )?""",
    re.VERBOSE,
)


def _short(text: str) -> Period | None:
    """One year, half, quarter, month or day; None when the text is none of them or names a day that is not."""
    found = _SHORT.fullmatch(text)
    if found is None:
        return None
    number = int(found["y"])
    try:
        if found["h"] or found["hz"]:
            return half(number, int(found["h"] or "上下".index(found["hz"]) + 1))
        if found["q"] or found["qz"]:
            return quarter(number, int(found["q"] or _ordinal(found["qz"])))
        if found["d"]:
            day = date(number, int(found["m"]), int(found["d"]))
            return Period(day, day)
        if found["m"]:
            return months(number, int(found["m"]), int(found["m"]))
        return year(number)
    except ValueError:
        return None


def _ordinal(digit: str) -> int:
    """一 or 1, up to 四."""
    return _ORDINALS.index(digit) + 1 if digit in _ORDINALS else int(digit)


def _relative(text: str, clock: date) -> Period | None:
    """今年以来 and its kin, seen from the clock."""
    this = clock.year
    table = {
        "今年": year(this),
        "本年": year(this),
        "去年": year(this - 1),
        "今年以来": Period(date(this, 1, 1), clock),
        "去年以来": Period(date(this - 1, 1, 1), clock),
        "本月": containing(clock, "month"),
        "上月": containing(day_before(clock.replace(day=1)), "month"),
        "本季度": containing(clock, "quarter"),
        "上季度": containing(day_before(containing(clock, "quarter").start), "quarter"),
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
