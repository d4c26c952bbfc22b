"""The words that a statement should have said: the computed value, written as the statement wrote its own.

The unit stays, 万 and 亿 stay where the number is not below one of them, and so many decimals as were printed; more where
the value would otherwise be told wrongly. Qualifiers (近, 余, 约) fall away: what is known exactly is told exactly.
"""

from __future__ import annotations

import re
from fractions import Fraction

from jiedui.base.units import SCALES, unit
from jiedui.figures.show import half_up, plain
from jiedui.prose.model import Statement

_NUMBER = re.compile(r"(?P<whole>[0-9０-９][0-9０-９,，]*)(?:[.．](?P<decimals>[0-9０-９]+))?(?P<scale>[万亿]?)")
#: Decimals of an amount at most.
MOST = 4
#: A hundred per cent is all there is, never a rounding; a share so close to it is told to as many decimals more.
FULL, FINEST = 100, 12
#: What is never told in 万 or 亿, and is rounded to the printed place.
_PLAIN = frozenset({"ratio", "points", "times", "duration"})


def corrected(statement: Statement, value: Fraction) -> str | None:
    """The statement with the value instead of its number; None where other words must change too (a fall told as a rise)."""
    if statement.masked or value < 0:
        return None
    if statement.dimension == "rank":
        return f"第{plain(half_up(value, 0))}{_rank_word(statement)}"
    found = _NUMBER.search(statement.text)
    factor, name = _unit(statement)
    amount = value / factor
    scale = _scale(found["scale"] if found else "", amount, statement)
    number = _told(amount / SCALES.get(scale, 1), len(found["decimals"] or "") if found else None, statement)
    return f"{number}{scale}{name}{statement.noun}"


def _rank_word(statement: Statement) -> str:
    """位 or 名, as the statement says it."""
    return "名" if "名" in statement.text else "位"


def _unit(statement: Statement) -> tuple[Fraction, str]:
    """The factor of the statement's unit and how it is written; shares in per cent, whatever they were told in."""
    if statement.dimension == "ratio" and statement.unit != "‰":
        return Fraction(1, 100), "%"
    named = unit(statement.unit)
    return (named.factor if named.dimension == statement.dimension else Fraction(1)), statement.unit


def _scale(scale: str, amount: Fraction, statement: Statement) -> str:
    """That of the statement where the number is not below one of them, else the greatest that the number reaches."""
    if statement.dimension in _PLAIN:
        return ""
    if scale and amount >= SCALES[scale]:
        return scale
    if not scale and statement.dimension != "money":
        return ""
    return next((each for each in ("亿", "万") if amount >= SCALES[each]), "")


def _told(number: Fraction, printed: int | None, statement: Statement) -> str:
    """The number to the printed decimals; an amount to more, where these would change it by more than a ten-thousandth."""
    if statement.dimension in _PLAIN:
        first = 1 if printed is None else printed
        rounded = (half_up(number, places) for places in range(first, first + FINEST))
        return plain(next((near for near in rounded if near != FULL or number == FULL), number))
    for places in range(printed or 0, MOST):
        near = half_up(number, places)
        if abs(near - number) * 10_000 <= abs(number):
            return plain(near)
    return plain(half_up(number, MOST))
