"""Chinese numerals, read exactly: digits, Han numerals and their mixtures (``2.36万``, ``一万五``, ``1亿2千万``, ``两百零三``).

A numeral (数词) is kept as integers: ``mantissa / 10**decimals``. Beside its value it knows the place of its last non-zero
digit (位值, *p*) and the place to which it was printed (*ulp*): 3460万 has p = 10万 and ulp = 1万, 2.36万 has 100 for both.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

DIGITS = dict(zip("〇零一二两俩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
SMALL = {"十": 10, "百": 100, "千": 1000}
BIG = {"万": 10**4, "亿": 10**8}
TENS = {"廿": 20, "卅": 30}

#: Every character that a numeral may consist of, for use in a character class.
HAN = "〇零一二两俩三四五六七八九十百千廿卅"


#: What is longer is no number that anyone would write.
LONGEST = 40


class Numeral(NamedTuple):
    """A number as it was written: ``mantissa / 10**decimals``; ``scale`` is the last 万 or 亿 (else 1).

    ``whole`` tells whether the number before that scale was written without decimals; ``bare`` that it is a scale
    without a digit (百, 千万), which says nothing without a qualifier.
    """

    mantissa: int
    decimals: int
    scale: int
    whole: bool = True
    bare: bool = False

    @property
    def value(self) -> Fraction:
        """The number itself."""
        return Fraction(self.mantissa, 10**self.decimals) if self.decimals else Fraction(self.mantissa)

    @property
    def place(self) -> Fraction:
        """The place value of the last non-zero digit (*p*): 100万 for 一百万, 10万 for 120万, 100 for 2.36万."""
        digits = str(self.mantissa)
        zeros = len(digits) - len(digits.rstrip("0")) if self.mantissa else 0
        return Fraction(10**zeros, 10**self.decimals)

    @property
    def ulp(self) -> Fraction:
        """The place value of the last digit printed: 万 for 3460万, 0.1亿 for 4.7亿, 1 for 3850."""
        return Fraction(self.scale, 10**self.decimals)


_PLAIN = re.compile(r"([0-9]{1,30})(?:\.([0-9]{1,30}))?([十百千]?)([万亿]{0,2})")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_TOKENS = re.compile(rf"[0-9]+(?:\.[0-9]+)?|[{HAN}万亿]")
_POINT = re.compile(rf"([{HAN}万亿]+)点([〇零一二三四五六七八九]+)([万亿]{{0,2}})")
_SEQUENCE = re.compile(r"[〇零一二三四五六七八九]{2,}")


def parse_numeral(text: str) -> Numeral | None:
    """The numeral that the whole text writes, else None. 一万五 is 15000, 三千二 3200, 两亿三 2.3亿, 一百零五 105."""
    if len(text) > LONGEST:
        return None
    if "，" in text:
        text = text.replace("，", ",")
    if "," in text:
        if not _GROUPED.match(text):
            return None
        text = text.replace(",", "")
    plain = parse_plain(text)
    if plain is not None:
        return plain
    if "点" in text:
        return _pointed(text)
    if _SEQUENCE.fullmatch(text):
        return Numeral(int("".join(str(DIGITS[char]) for char in text)), 0, 1)
    return _composed(text)


def parse_plain(text: str) -> Numeral | None:
    """Digits with at most one scale of each kind: 12, 3.5, 2.36万, 3千万; else None."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    whole, fraction, small, big = found.groups()
    scale = 1
    for char in big:
        scale *= BIG[char]
    factor = scale * SMALL.get(small, 1)
    return Numeral(int(whole + (fraction or "")) * factor, len(fraction or ""), scale, fraction is None)


def _pointed(text: str) -> Numeral | None:
    """A Han numeral with a decimal point: 三点五, 一点二亿."""
    found = _POINT.fullmatch(text)
    whole = found and _composed(found[1])
    if found is None or whole is None:
        return None
    scale = 1
    for char in found[3]:
        scale *= BIG[char]
    fraction = "".join(str(DIGITS[char]) for char in found[2])
    return Numeral(int(f"{whole.mantissa}{fraction}") * scale, len(fraction), scale, whole=False)


def _composed(text: str) -> Numeral | None:
    """Han numerals and mixtures, read from the left by :class:`_Reader`."""
    marks = _TOKENS.findall(text)
    if not marks or sum(map(len, marks)) != len(text):
        return None
    reader = _Reader()
    if not all(reader.take(mark) for mark in marks):
        return None
    return reader.numeral()


class _Reader:
    """Reads a numeral mark by mark: ``section`` is what stands below the next 万 or 亿, ``total`` what is done.

    A last digit that follows a scale directly stands one place below it (一万五); after 零 it is a unit (一百零五).
    """

    def __init__(self) -> None:
        self.total = 0
        self.section = 0
        self.pending: int | None = None
        self.unit = 1  # the scale just read, for a last digit that leaves its own out
        self.small = 10**4
        self.big = 10**12
        self.scale = 1
        self.digits = False
        self.decimals = 0
        self.whole = True

    def take(self, mark: str) -> bool:
        """Read one mark; False where it cannot stand."""
        if mark in SMALL:
            return self._small(SMALL[mark])
        if mark in BIG:
            return self._big(BIG[mark])
        return self._number(mark)

    def _number(self, mark: str) -> bool:
        """A digit, a tens word (廿) or a run of ASCII digits."""
        if mark in "〇零":
            if self.pending is not None:
                return False
            self.unit = 1
            self.digits = True
            if not self.section and not self.total:
                self.pending = 0
            return True
        if self.pending is not None or (self.section and self.unit in {20, 30}):
            return False
        self.digits = True
        if mark in TENS:
            self.section += TENS[mark] * 10**self.decimals
            self.unit = 10
            self.small = 10
            return True
        return self._ascii(mark) if mark[0] in "0123456789" else self._digit(DIGITS[mark])

    def _digit(self, digit: int) -> bool:
        """A Han digit."""
        self.pending = digit * 10**self.decimals
        return True

    def _ascii(self, mark: str) -> bool:
        """ASCII digits; decimals may stand in the first number only."""
        whole, _, fraction = mark.partition(".")
        if fraction and (self.total or self.section or self.decimals):
            return False
        if fraction:
            self.decimals = len(fraction)
            self.whole = False
        if len(whole) > 1:
            self.unit = 1
        self.pending = int(whole + fraction) * (1 if fraction else 10**self.decimals)
        return True

    def _small(self, scale: int) -> bool:
        """十, 百, 千: each smaller than the one before it in its section."""
        if scale >= self.small:
            return False
        one = 10**self.decimals
        if self.pending == 0 or (self.pending is None and scale > SMALL["十"] and (self.total or self.section)):
            return False
        self.digits |= scale == SMALL["十"]
        self.section += (one if self.pending is None else self.pending) * scale
        self.pending = None
        self.unit = self.small = scale
        return True

    def _big(self, scale: int) -> bool:
        """万, 亿; 万亿 is one scale of 10^12."""
        if self.pending is None and not self.section:
            if self.total and self.unit == BIG["万"] and scale == BIG["亿"]:
                self.total *= scale
                self.scale = self.unit = self.unit * scale
                return True
            if self.total:
                return False
            self.pending = 10**self.decimals
        if scale >= self.big:
            if scale != BIG["亿"] or (not self.section and self.unit == BIG["万"]):
                return False
            self.section, self.total = self.total + self.section, 0
        self.total += (self.section + (self.pending or 0)) * scale
        self.section = 0
        self.pending = None
        self.unit = self.scale = self.big = scale
        self.small = 10**4
        return True

    def numeral(self) -> Numeral:
        """What was read."""
        last = self.pending or 0
        if last and self.unit > 1:
            last = last * self.unit // 10
        value = self.total + self.section + last
        return Numeral(
            value, self.decimals, self.scale if not (self.section or last) else 1, self.whole, not self.digits
        )
