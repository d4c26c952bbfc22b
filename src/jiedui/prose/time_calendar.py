"""What one token of time means on the calendar, given the year it belongs to or the clock it is read by: pure functions.

:mod:`jiedui.prose.times` decides which year that is; nothing here knows the text around a token.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from jiedui.base.periods import Period, half, months, year
from jiedui.prose.days import last_of_month, number

Token = re.Match[str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The period that words name, None where they name none, and whether they leave no room."""

    period: Period | None
    certain: bool = True


UNKNOWN = Meaning(None, certain=False)

_CONGRESS = {
    "十六大": date(2002, 11, 8),
    "十七大": date(2007, 10, 15),
    "十八大": date(2012, 11, 8),
    "十九大": date(2017, 10, 18),
    "二十大": date(2022, 10, 16),
}
_PLANS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
_THIRDS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31)}
_THIS_YEAR = frozenset({"今年", "本年", "本年度"})


def to_clock(period: Period, clock: date | None) -> Period:
    """The period, up to the clock at the latest; a period wholly ahead of the clock stays as it is."""
    return Period(period.start, min(period.end, clock)) if clock and clock >= period.start else period


def up_to(start: date, clock: date | None) -> Period | None:
    """From the day to the clock; None where the clock is unknown or earlier."""
    return Period(start, clock) if clock and clock >= start else None


def months_from(start: date, step: int, count: int) -> Period:
    """``count`` months, the first of them ``step`` months after that of ``start``."""
    first = 12 * start.year + start.month - 1 + step
    last = first + count - 1
    return Period(date(first // 12, first % 12 + 1, 1), last_of_month(last // 12, last % 12 + 1))


def day_after_months_before(day: date, count: int) -> date:
    """The first day of the ``count`` months that end with ``day``."""
    place = 12 * day.year + day.month - 1 - count
    which, month = place // 12, place % 12 + 1
    return date(which, month, min(day.day, calendar.monthrange(which, month)[1])) + timedelta(days=1)


def dotted(token: Token) -> Meaning:
    """``2022-09-30``, and ``2021.10`` of a range."""
    which, month = number(token["y3"]), number(token["m3"])
    if token["d3"] is None:
        return Meaning(months(which, month, month))
    day = date(which, month, number(token["d3"]))
    return Meaning(Period(day, day))


def whole_year(token: Token, named: int, clock: date | None) -> Meaning:
    """A year, several years, a year's beginning or end (December); 今年 ends at the clock."""
    if token["e"]:
        month = 1 if token["e"].endswith("初") else 12
        return Meaning(months(named, month, month), certain=False)
    if token["y2"]:
        other = number(token["y2"])
        return Meaning(Period(year(named).start, year(other).end)) if other > named else UNKNOWN
    return Meaning(to_clock(year(named), clock) if token["r"] in _THIS_YEAR else year(named))


def part_of_year(token: Token, which: int, clock: date | None) -> Meaning:
    """A half, quarter, month or day of the year ``which``. Raises ValueError for a day that is none (2月30日)."""
    if token["h"]:
        return Meaning(half(which, 1 if token["h"] == "上" else 2))
    if token["q"]:
        return _quarters(token, which)
    if token["fq"]:
        return Meaning(months(which, 1, 3 * number(token["fq"])))
    if token["fm"]:
        return Meaning(months(which, 1, number(token["fm"])))
    if token["a"]:
        return _word(token["a"], which, clock)
    return _month(token, which)


def _word(word: str, which: int, clock: date | None) -> Meaning:
    """全年, 年内 (up to the clock), 年初 (January), 年底 (December)."""
    if word == "全年":
        return Meaning(year(which))
    if word == "年内":
        return Meaning(to_clock(year(which), clock))
    month = {"年初": 1, "年中": 6}.get(word, 12)
    return Meaning(months(which, month, month), certain=False)


def _quarters(token: Token, which: int) -> Meaning:
    """One quarter, its first or last month, or quarters from the first to the last named."""
    last = number(token["q"])
    first = number(token["q1"]) if token["q1"] else last
    if first > last:
        return UNKNOWN
    if token["qe"]:
        month = 3 * last - 2 if token["qe"] == "初" else 3 * last
        return Meaning(months(which, month, month), certain=False)
    return Meaning(months(which, 3 * first - 2, 3 * last))


def _month(token: Token, which: int) -> Meaning:
    """A month, months from the first to the last named (into the next year if need be), a third of a month, days."""
    month = number(token["m"])
    if token["d"]:
        first = date(which, month, number(token["d"]))
        last = date(which, month, number(token["d2"])) if token["d2"] else first
        return Meaning(Period(first, last)) if last >= first else UNKNOWN
    if token["x"]:
        first_day, last_day = _THIRDS[token["x"]]
        end = min(
            date(which, month, min(last_day, 28)) + timedelta(days=max(last_day - 28, 0)), last_of_month(which, month)
        )
        return Meaning(Period(date(which, month, first_day), end), certain=token["x"].endswith("旬"))
    begin = token["m1"] or token["m0"] or token["m9"]
    if begin is None:
        return Meaning(months(which, month, month))
    over = number(begin) > month
    return Meaning(Period(months(which, number(begin), 12).start, last_of_month(which + over, month)), certain=not over)


def now(token: Token, clock: date | None) -> Meaning:
    """目前, 至今: up to the clock, from wherever the matter began; 年初至今 from New Year."""
    if clock is None:
        return UNKNOWN
    return Meaning(Period(date(clock.year, 1, 1) if token[0] == "年初至今" else date.min, clock))


def plan(token: Token, clock: date | None) -> Meaning:
    """A five-year plan's time (十四五期间), its time up to the clock (十四五以来), its first or last year."""
    first = _PLANS[token["p"]]
    if token["px"].endswith("以来"):
        return Meaning(up_to(year(first).start, clock))
    if token["px"].startswith("开局"):
        return Meaning(year(first))
    if token["px"].startswith(("末", "收官")):
        return Meaning(year(first + 4), certain=token["px"] != "末")
    return Meaning(Period(year(first).start, year(first + (number(token["pn"]) if token["pn"] else 5) - 1).end))


def back(token: Token, clock: date | None) -> Meaning:
    """两年来, 近三年, 半年间: so many years or months up to the clock; 多 (三年多来) reaches into the one before."""
    count = token["n1"] or token["n2"]
    half_year = token["n3"] or token["n5"]
    if clock is None or not (count or half_year):
        return UNKNOWN
    unit = {"年": 12, "季度": 3, "月": 1}[token["u1"] or token["u2"] or token["u3"] or "月"]
    more = bool(token["o2"] or token["o3"] or token["m4"])
    span = (number(count) if count else 6) * (unit if count else 1) + more * unit + (6 if token["hf"] else 0)
    if span == 0:
        return UNKNOWN
    return Meaning(Period(day_after_months_before(clock, span), clock), certain=not (more or token["near"]))


def congress(token: Token, clock: date | None) -> Meaning:
    """党的二十大以来."""
    return Meaning(up_to(_CONGRESS[token["c"]], clock))


def era(token: Token, _: date | None) -> Meaning:
    """上世纪八九十年代: decades of a century, the last one where none is named."""
    decades = token["era1"] or token["era2"]
    first, *_rest = digits = [number(char) for char in decades.removesuffix("十").removesuffix("0")]
    name = token[0].partition("世纪")[0]
    century = 100 * (number(name) - 1) if name.isdecimal() or name == "二十" else {"本": 2000}.get(name, 1900)
    return Meaning(Period(date(century + 10 * first, 1, 1), date(century + 10 * digits[-1] + 9, 12, 31)), certain=False)


def undated(_: Token, __: date | None) -> Meaning:
    """挂职期间, 春节前后, 凌晨2点40分: the text alone does not date them."""
    return UNKNOWN


#: What the tokens mean that need nothing but the clock, by the token's group.
BY_CLOCK: dict[str, Callable[[Token, date | None], Meaning]] = {
    "now": now,
    "plan": plan,
    "back": back,
    "congress": congress,
    "era": era,
    "post": undated,
    "hour": undated,
    "lone": undated,
    "weekday": undated,
    "feast": undated,
}
