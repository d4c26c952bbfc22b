"""How a number is written, and what its words allow: bounds by the rules of the language, and edits that change nothing.

A :class:`Saying` is a printed number with its qualifier; its bounds follow the rules of ``docs/how-a-statement-is-judged.md``
and are worked out here from the digits alone. A :class:`Style` says how the same saying is printed — digits or Han
numerals, 12,800 or 1.28万, 元 or 万元, full width — and changes no bound.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Literal

Manner = Literal[
    "exact", "over", "near", "above", "about", "around", "least", "most", "broken", "short", "between", "tenths", "half",
    "doubled",
]  # fmt: skip
#: Dimension → base units of one printed unit: money is printed in 万元, land in 亩.
SCALE = {"money": Fraction(10_000), "area": Fraction(2000, 3), "length": Fraction(1000), "ratio": Fraction(1, 100)}
YI = Fraction(100_000_000)
HAN = "零一二三四五六七八九"
#: Manners whose lower, and whose upper, end is left out; and those whose ends are given.
_ABOVE, _BELOW = frozenset({"over", "above", "half"}), frozenset({"over", "near", "short"})
_GIVEN = {"half": (Fraction(1, 2), None), "doubled": (Fraction(19, 10), Fraction(21, 10))}


@dataclass(frozen=True)
class Style:
    """How numbers are printed."""

    digits: Literal["plain", "comma", "han", "wide"] = "plain"
    scaled: bool = False
    yuan: bool = False


@dataclass(frozen=True)
class Saying:
    """A number as said: its dimension, measure word, printed value in the base unit, and manner.

    ``yi`` prints 亿元; ``upto`` is the upper end of a range; ``whole`` tells that nothing was rounded off.
    """

    dimension: str
    unit: str
    value: Fraction
    manner: Manner = "exact"
    yi: bool = False
    upto: Fraction | None = None
    whole: bool = True

    @property
    def scale(self) -> Fraction:
        """Base units of one printed unit."""
        return YI if self.yi else SCALE.get(self.dimension, Fraction(1))

    @property
    def printed(self) -> Fraction:
        """The number as printed."""
        return self.value / self.scale

    @property
    def place(self) -> Fraction:
        """The place value of the last digit written that is not nought, in base units."""
        number, place = self.printed, Fraction(1)
        while number.denominator != 1 or place > number:
            number, place = number * 10, place / 10
            if number.denominator == 1:
                break
        while number and number % 10 == 0:
            number, place = number / 10, place * 10
        return place * self.scale

    @property
    def last(self) -> Fraction:
        """The place value of the last decimal printed, in base units; nought where a whole number of things is told."""
        if self.dimension in ("count", "visits", "rank") and self.printed.denominator == 1:
            return Fraction(0)
        decimals = 0
        number = self.printed
        while number.denominator != 1:
            number, decimals = number * 10, decimals + 1
        return self.scale / Fraction(10**decimals)

    @property
    def bounds(self) -> tuple[Fraction | None, Fraction | None, bool, bool]:
        """Low and high bound in the base unit (None: no bound), and whether each is left out."""
        low, high = _GIVEN.get(self.manner) or self._ends()
        return low, high, low is None or self.manner in _ABOVE, high is None or self.manner in _BELOW

    def _ends(self) -> tuple[Fraction | None, Fraction | None]:
        """The two ends."""
        said, place = self.value, self.place
        match self.manner:
            case "over":
                return said, said + place
            case "near":
                return said - self._slack(min(said / 10, place)), said
            case "about" | "around":
                half = self._slack(max(self.last / 2, min(said / 10, place / 2)))
                return said - half, said + half
            case "tenths":
                return said - Fraction(1, 20), said + Fraction(1, 20)
            case "above" | "least" | "broken":
                return said, None
            case "most" | "short":
                return None, said
        return said, self.upto or said

    def _slack(self, slack: Fraction) -> Fraction:
        """Of things counted one at least."""
        return max(slack, Fraction(1)) if self.dimension in ("count", "visits") else slack

    def holds(self, true: Fraction) -> bool:
        """Whether the true value bears the saying out; what is printed may be rounded or cut off at its last place."""
        if self.manner == "exact":
            return self.value - self.last / 2 <= true < self.value + max(self.last, Fraction(1, 10**9))
        low, high, low_open, high_open = self.bounds
        above = low is None or (true > low if low_open else true >= low)
        return above and (high is None or (true < high if high_open else true <= high))


_BEFORE = {
    "near": "近",
    "above": "超",
    "about": "约",
    "least": "不少于",
    "broken": "突破",
    "short": "不足",
    "most": "不超过",
}


def write(saying: Saying, style: Style) -> str:
    """The saying as printed."""
    dimension = saying.dimension
    if saying.manner in _FIXED:
        return _FIXED[saying.manner]
    if saying.manner == "tenths":
        return f"{HAN[int(saying.value * 10)]}成"
    if dimension == "rank":
        return "首位" if saying.value == 1 else f"第{han(int(saying.value))}位"
    if saying.manner == "between" and saying.upto is not None:
        low, high = (_number(replace(saying, value=value), style) for value in (saying.value, saying.upto))
        return f"{low[0]}{low[1]}—{high[0]}{high[1]}{saying.unit}"
    if dimension == "ratio":
        return f"{_BEFORE.get(saying.manner, '')}{plain(saying.printed)}{saying.unit}{_behind(saying)}"
    if dimension in ("points", "times"):
        return f"{plain(saying.value)}{saying.unit}"
    number, scale = _number(saying, style)
    over = "余" if saying.manner == "over" else ""
    return f"{_BEFORE.get(saying.manner, '')}{number}{over}{scale}{saying.unit}{_behind(saying)}"


_FIXED: dict[str, str] = {"half": "过半", "doubled": "翻一番"}


def _behind(saying: Saying) -> str:
    """What stands behind the unit."""
    return "左右" if saying.manner == "around" else ""


def _number(saying: Saying, style: Style) -> tuple[str, str]:
    """The digits and the scale (万, 亿) of a saying."""
    if saying.dimension == "money":
        if style.yuan and saying.whole and saying.value.denominator == 1 and not saying.yi and saying.manner == "exact":
            return digits(saying.value, style), ""
        return digits(saying.printed, style), "亿" if saying.yi else "万"
    if style.scaled and saying.value >= 10_000 and saying.value % 100 == 0 and saying.dimension != "area":
        return digits(saying.value / 10_000, style), "万"
    return digits(saying.printed, style), ""


def digits(number: Fraction, style: Style) -> str:
    """A number in digits of that style; Han numerals only for whole numbers below ten thousand."""
    if style.digits == "han" and number.denominator == 1 and 0 < number < 10_000:
        return han(int(number))
    text = plain(number)
    if style.digits == "comma":
        whole, dot, rest = text.partition(".")
        return f"{int(whole):,}{dot}{rest}"
    return text.translate(_WIDE) if style.digits == "wide" else text


_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def plain(number: Fraction) -> str:
    """A number that ends, in plain digits."""
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    whole = int(number * 10**places)
    text = str(whole).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}" if places else text


def han(number: int) -> str:
    """A whole number from 1 to 9999 in Han numerals: 一千二百零五, 十二."""
    told, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            told += ("零" if gap and told else "") + HAN[digit] + name
        gap = not digit
    return told.removeprefix("一") if told.startswith("一十") else told


def say(true: Fraction, dimension: str, unit: str, draw: Random, *, vague: float = 0.25) -> Saying:
    """A saying that is true of the value; with that chance a vague one."""
    exact = _exactly(true, dimension, unit)
    if dimension == "times" and Fraction(19, 10) <= true <= Fraction(21, 10):
        return Saying(dimension, unit, Fraction(2), "doubled")
    if dimension in ("rank", "times", "points") or draw.random() >= vague:
        return exact
    manners: list[Manner] = ["over", "near", "above", "about", "around", "least", "broken", "short"]
    draw.shuffle(manners)
    told = (each for manner in manners if (each := _vaguely(exact, true, manner, draw)) is not None)
    return next(told, exact)


def _exactly(true: Fraction, dimension: str, unit: str) -> Saying:
    """The value with at most two decimals of its printed unit (rates and multiples one), rounded."""
    yi = dimension == "money" and true >= 2 * YI
    scale = YI if yi else SCALE.get(dimension, Fraction(1))
    if dimension in ("count", "visits", "rank"):
        return Saying(dimension, unit, rounded(true, 1))
    places = 1 if dimension in ("ratio", "times", "points") else 2
    value = rounded(true / scale, places) * scale
    return Saying(dimension, unit, value, yi=yi, whole=value == true)


def rounded(number: Fraction, places: int) -> Fraction:
    """Rounded half up to that many decimals."""
    return Fraction((number * 10**places + Fraction(1, 2)).__floor__(), 10**places)


def _vaguely(exact: Saying, true: Fraction, manner: Manner, draw: Random) -> Saying | None:
    """The value in that manner at one or two leading digits; None where it cannot be said so."""
    number = true / exact.scale
    if number < 20:
        return None
    length = len(str(int(number)))
    step = Fraction(10 ** (length - draw.choice((1, 2) if length > 2 else (1,))))
    down = number.__floor__() // step * step
    at = {"near": down + step, "short": down + step, "about": rounded(number / step, 0) * step}
    said = at.get(manner, at["about"] if manner == "around" else down)
    if said < 10 or (manner in ("short", "over") and exact.dimension == "ratio") or (manner == "over" and said == 100):
        return None
    saying = Saying(exact.dimension, exact.unit, said * exact.scale, manner, exact.yi)
    return saying if saying.holds(true) and said != number else None
