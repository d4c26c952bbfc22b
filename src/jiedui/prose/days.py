"""Days, months and years as official prose writes them: ``2021年10月8日``, ``二〇二一年十月八日``, ``2021.10.8``.

Only whole dates are read here; what a period of time means is the matter of :mod:`jiedui.prose.times`.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "两": 2}

#: A year of four digits, Arabic or Han, without 年.
YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][〇○零九][〇○零一二三四五六七八九]{2})"
#: The number of a month, without 月.
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
#: The number of a day, without 日.
DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
#: A small number.
SMALL = r"(?:[0-9]{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"

_DATE = re.compile(
    rf"(?<![0-9〔\[])(?P<y>{YEAR})"
    rf"(?:年(?P<m>{MONTH})月(?:(?P<d>{DAY})[日号])?|(?P<s>[-./])(?P<m2>1[0-2]|0?[1-9])(?P=s)(?P<d2>3[01]|[12][0-9]|0?[1-9])(?![0-9]))"
)


def number(text: str) -> int:
    """A small number in Arabic or Han digits: ``12``, ``十二``, ``二十``, ``二〇二一``. Raises ValueError on others."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(text if text.isascii() else "".join(str(_DIGITS.get(char, char)) for char in text))
    if len(tens) > 1 or len(ones) > 1 or not _DIGITS.keys() >= set(tens + ones):
        raise ValueError(text)
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def dates_in(text: str) -> list[tuple[int, int, date]]:
    """Every date with a year and at least a month, as ``(start, end, day)``; a month alone means its last day.

    Dates that no calendar has (2月30日) are passed over.
    """
    found = []
    for at in _DATE.finditer(text):
        day = _day(number(at["y"]), number(at["m"] or at["m2"]), at["d"] or at["d2"])
        if day is not None:
            found.append((at.start(), at.end(), day))
    return found


def _day(year: int, month: int, day: str | None) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, number(day)) if day else last_of_month(year, month)
    except ValueError:
        return None
