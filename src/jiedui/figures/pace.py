"""Pace (序时进度): whether what is done keeps up with the share of the year that has gone.

An indicator with a target of 120 must stand at 60 when half of the year's days are over; one that stands lower is late
(滞后). One that has reached its target is done (完成), whatever the day. Indicators without a target are not judged.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

from jiedui.base.periods import Period, year

Pace = Literal["done", "level", "late"]


def share_gone(period: Period, day: date) -> Fraction:
    """How much of the period has gone when the day ends: 0 before it, 1 after it.

    >>> from jiedui.base.periods import year
    >>> share_gone(year(2023), date(2023, 3, 14))
    Fraction(1, 5)
    """
    gone = (min(day, period.end) - period.start).days + 1
    return Fraction(max(gone, 0), period.days)


def gone_at(period: Period | None, day: date) -> Fraction:
    """How much of its year has gone where the period ends, or at that day if it comes before; all of it without a period."""
    if period is None:
        return Fraction(1)
    return share_gone(year(period.end.year), min(day, period.end))


def pace(completion: Fraction | None, gone: Fraction) -> Pace | None:
    """What the rate of completion means when that share of its year has gone; None without a target."""
    if completion is None:
        return None
    return "done" if completion >= 1 else "level" if completion >= gone else "late"
