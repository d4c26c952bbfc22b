"""Judging one statement against one value: does the interval that it states hold the value, and how.

The law is section “How a statement is judged” of the documentation: lower bounds are hard, roundings and truncations
to the printed place pass, a qualifier widens. Nothing here knows where the value comes from.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from jiedui.prose.model import Statement

Nature = Literal["exact", "rounded", "vague", "soft", "overstated", "understated"]


def nature_of(statement: Statement, value: Fraction) -> Nature:
    """How the value stands to the statement: exact, rounded, vague or soft when it holds; else over- or understated."""
    if not statement.vague and statement.low is not None and statement.exact:
        return _exact(statement.low, statement.ulp, value)
    if _inside(statement, value):
        return "vague" if _softly(statement, value) else "soft"
    below = statement.low is not None and (value < statement.low or (statement.low_open and value == statement.low))
    return "overstated" if below else "understated"


def holds(nature: Nature) -> bool:
    """Whether a statement of that nature is borne out."""
    return nature in ("exact", "rounded", "vague", "soft")


def _exact(stated: Fraction, ulp: Fraction, value: Fraction) -> Nature:
    """An unqualified number: equal, or equal after rounding or truncation to its last printed place."""
    whole = value.denominator * stated.denominator  # whole numbers are compared: fractions take ten times as long
    apart = value.numerator * stated.denominator - stated.numerator * value.denominator
    if not apart:
        return "exact"
    below, places = apart < 0, ulp.denominator
    if -2 * apart * places <= ulp.numerator * whole if below else apart * places < ulp.numerator * whole:
        return "rounded"
    return "overstated" if below else "understated"


def _inside(statement: Statement, value: Fraction) -> bool:
    """Whether the value lies in the stated interval, open ends excluded."""
    low, high = statement.low, statement.high
    if low is not None and (value < low or (statement.low_open and value == low)):
        return False
    return not (high is not None and (value > high or (statement.high_open and value == high)))


def _softly(statement: Statement, value: Fraction) -> bool:
    """Whether the value also lies within the soft bounds, beyond which the wording is odd."""
    low, high = statement.soft_low, statement.soft_high
    return (low is None or value >= low) and (high is None or value <= high)
