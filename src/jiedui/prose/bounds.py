"""From a numeral with its qualifiers to the interval it states.

The rules are those of how official Chinese is read: s is the number said, p the place value of its last non-zero digit,
ulp the place of the last digit printed. Lower bounds are hard, for overstatement is the fault that matters; upper bounds
are mostly soft. All numbers here are in the unit as written; the caller converts.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from jiedui.base.numerals import Numeral


def scaled(value: Fraction, factor: Fraction) -> Fraction:
    """The value in another unit; most are in their base unit already, and multiplying fractions takes time."""
    return value if factor.numerator == factor.denominator else value * factor


class Bounds(NamedTuple):
    """An interval with its soft edges; ``vague`` when a qualifier widened it."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False
    soft_low: Fraction | None = None
    soft_high: Fraction | None = None
    vague: bool = True

    def times(self, factor: Fraction) -> Bounds:
        """The same interval in another unit."""
        if factor == 1:
            return self
        if self.low is not None and self.low is self.high:
            value = self.low * factor
            return Bounds(value, value, vague=self.vague)
        low, high, soft_low, soft_high = (
            None if edge is None else edge * factor for edge in (self.low, self.high, self.soft_low, self.soft_high)
        )
        return self._replace(low=low, high=high, soft_low=soft_low, soft_high=soft_high)

    def meet(self, other: Bounds) -> Bounds:
        """The interval that both allow; this one where they exclude each other."""
        low, low_open = max(
            (self._floor(), other._floor()), key=lambda edge: (edge[0] is not None, edge[0] or 0, edge[1])
        )
        high, high_open = min(
            (self._roof(), other._roof()), key=lambda edge: (edge[0] is None, edge[0] or 0, not edge[1])
        )
        if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
            return self
        return Bounds(low, high, low_open, high_open, self.soft_low, self.soft_high)

    def _floor(self) -> tuple[Fraction | None, bool]:
        """The lower edge and whether it is open."""
        return self.low, self.low_open

    def _roof(self) -> tuple[Fraction | None, bool]:
        """The upper edge and whether it is open."""
        return self.high, self.high_open


def exact(value: Fraction) -> Bounds:
    """One value."""
    return Bounds(value, value, vague=False)


def between(low: Fraction, high: Fraction) -> Bounds:
    """A range, both ends included: 30至35人, 三五个."""
    return Bounds(low, high)


def some(numeral: Numeral, *, after_scale: bool, discrete: bool) -> Bounds:
    """余, 多, 几 inside a number or behind its unit: the fuzzy word stands for the digits below the last written one.

    After 万 or 亿 it stands for what is below that scale (一百万余元 is below 101万, 3.5万余户 below 3.6万). 十余 is 11 to
    19, 百余 101 to 199 of whole things.
    """
    s = numeral.value
    width = numeral.ulp if after_scale else numeral.place
    if discrete and not after_scale and width == s and s in {10, 100}:
        return Bounds(s + 1, s + width - 1)
    return Bounds(s, s + width, low_open=True, high_open=True, soft_high=s + width / 2 if not after_scale else None)


def near(numeral: Numeral, *, discrete: bool) -> Bounds:
    """近: below and close to it, by a tenth or by p, whichever is less; whole things by one at least."""
    s = numeral.value
    delta = min(s / 10, numeral.place)
    if discrete:
        delta = max(delta, Fraction(1))
    if discrete and numeral.bare and s == 100:
        return Bounds(Fraction(90), Fraction(99))
    return Bounds(s - delta, s, high_open=True, soft_low=s * 95 / 100)


def about(numeral: Numeral, *, discrete: bool) -> Bounds:
    """约, 左右: within a tenth or half of p, whichever is less, but never finer than what was printed."""
    s = numeral.value
    printed = Fraction(0) if discrete else numeral.ulp / 2
    delta = max(printed, min(s / 10, numeral.place / 2))
    if discrete:
        delta = max(delta, Fraction(1))
    return Bounds(s - delta, s + delta)


def over(numeral: Numeral) -> Bounds:
    """超过, 逾, 高于: above, not at; soft up to one p more."""
    s = numeral.value
    return Bounds(s, None, low_open=True, soft_high=s + numeral.place)


def reached(numeral: Numeral) -> Bounds:
    """突破: at it or above."""
    s = numeral.value
    return Bounds(s, None, soft_high=s + numeral.place)


def at_least(numeral: Numeral) -> Bounds:
    """以上, 不少于: includes the number."""
    s = numeral.value
    return Bounds(s, None, soft_high=max(s + numeral.place, s * 6 / 5))


def at_most(numeral: Numeral) -> Bounds:
    """以下, 以内, 不超过: includes the number."""
    return Bounds(None, numeral.value)


def below(numeral: Numeral) -> Bounds:
    """不足, 不到: excludes the number."""
    s = numeral.value
    return Bounds(None, s, high_open=True, soft_low=max(Fraction(0), s - numeral.place))


def several(scale: int, *, word: str, discrete: bool) -> Bounds:
    """几十, 数百 (two to nine of the scale) and 上百, 上千 (at least one)."""
    s = Fraction(scale)
    if word == "上":
        return Bounds(s, None, soft_high=3 * s)
    return Bounds(2 * s, 10 * s - 1) if discrete else Bounds(2 * s, 10 * s, high_open=True)


def share_about(value: Fraction, width: Fraction) -> Bounds:
    """七成, 一半 (five points either way), 三分之二 (two)."""
    return Bounds(value - width, value + width)
