"""How a figure is shown: the one place where anything is rounded, and it says so.

Money in 亿元 from 1 亿元 on, in 万元 from 1 万元 on, else in 元; a ratio in per cent; at most two decimals, the half
rounded up (四舍五入, GB/T 8170), no zeros at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

#: Decimals shown at most.
PLACES = 2
#: Decimals of a number that never ends, where one must be written down.
LONG = 10
_MONEY = (("亿元", Fraction(10**8)), ("万元", Fraction(10**4)), ("元", Fraction(1)))


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as people read it: number and unit, and whether anything was rounded away."""

    number: str
    unit: str
    rounded: bool

    def __str__(self) -> str:
        """``4350万元``; a rounded one says 约."""
        return f"{'约' if self.rounded else ''}{self.number}{self.unit}"


def shown(value: Fraction | None, unit: str, places: int = PLACES) -> Shown:
    """A value in its base unit (元, 1 for a ratio, else its own) as people read it; None as a dash."""
    if value is None:
        return Shown("—", "", rounded=False)
    if unit == "1":
        return _rounded(value, "%", Fraction(1, 100), places)
    if unit != "元":
        return _rounded(value, unit, Fraction(1), places)
    name, factor = next((each for each in _MONEY if abs(value) >= each[1]), _MONEY[-1])
    return _rounded(value, name, factor, places)


def together(values: Iterable[Fraction | None], unit: str, places: int = PLACES) -> tuple[str, list[str | None]]:
    """Many values in the one unit that suits the greatest of them, as the axis of a chart wants them: the unit, the numbers."""
    given = list(values)
    most = max((abs(value) for value in given if value is not None), default=Fraction(0))
    factors = {"1": ("%", Fraction(1, 100)), "元": next((each for each in _MONEY if most >= each[1]), _MONEY[-1])}
    name, factor = factors.get(unit, (unit, Fraction(1)))
    return name, [None if value is None else plain(half_up(value / factor, places)) for value in given]


def _rounded(value: Fraction, unit: str, factor: Fraction, places: int) -> Shown:
    """The value in the unit, with that many decimals at most."""
    exact = value / factor
    near = half_up(exact, places)
    return Shown(plain(near), unit, rounded=near != exact)


def half_up(value: Fraction, places: int) -> Fraction:
    """The value to that many decimals, a half rounded away from zero."""
    scaled, parts = abs(value.numerator) * 10**places, value.denominator
    whole = (2 * scaled + parts) // (2 * parts)
    return Fraction(whole if value.numerator >= 0 else -whole, 10**places)


def ends(value: Fraction) -> bool:
    """Whether the decimals of the value come to an end."""
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return rest == 1


def plain(value: Fraction) -> str:
    """The value in decimal digits, exactly; one that never ends is rounded to ten decimals (see :func:`ends`)."""
    exact = value if ends(value) else half_up(value, LONG)
    numerator, denominator = exact.numerator, exact.denominator
    places = 0
    while 10**places % denominator:
        places += 1
    digits = f"{abs(numerator) * 10**places // denominator:0{places + 1}}"
    sign = "-" if numerator < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
