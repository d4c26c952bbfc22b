"""One run of number characters, with the fuzzy words inside it: ``3460多万``, ``十几``, ``数百``, ``三五``, ``上千``.

A run is what the pattern of :mod:`jiedui.prose.quantities` takes as one number. Here it is told apart: a plain numeral,
a numeral with 余, 多, 几 or 来 in it, two neighbouring digits that say *between*, or 几十 and its kin.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from jiedui.base.numerals import BIG, DIGITS, SMALL, Numeral, parse_numeral, parse_plain

Fuzz = Literal["", "before", "after", "about"]


class Run(NamedTuple):
    """A number as prose writes it.

    ``fuzz`` tells where 余 or 多 stood: ``before`` a scale or the unit, or ``after`` 万 or 亿; ``about`` is 来. ``top`` is
    the second of two neighbouring digits (三五: 3 and 5). ``several`` is 上, 数 or 几 with ``numeral`` as the scale.
    """

    numeral: Numeral
    fuzz: Fuzz = ""
    top: Numeral | None = None
    several: str = ""
    ascii: bool = False


#: 半 of 半年 and 半个月.
HALF = Numeral(5, 1, 1, whole=False)

_SEVERAL = re.compile(r"([上数几])([十百千万亿]+)")
_FUZZY = re.compile(r"[余多来几]")
_BETWEEN = re.compile(r"(|.*[十百千万亿])([一二两三四五六七八])([二两三四五六七八九])([十百千万亿]*)")


def parse_run(text: str) -> Run | None:
    """The run that the whole text writes, else None."""
    numeral = parse_plain(text)
    if numeral is not None:
        return Run(numeral, ascii=True)
    if text == "半":
        return Run(HALF)
    if text[0] in "上数几":
        return _several(text)
    fuzzy = _FUZZY.search(text)
    if fuzzy is not None:
        return _fuzzy(text, fuzzy.start())
    between = _BETWEEN.fullmatch(text)
    if between is not None and DIGITS[between[2]] < DIGITS[between[3]]:
        return _between(*between.groups())
    numeral = parse_numeral(text)
    return None if numeral is None else Run(numeral, ascii=text[0].isascii())


def _several(text: str) -> Run | None:
    """几十, 数百, 上千万."""
    found = _SEVERAL.fullmatch(text)
    numeral = found and parse_numeral(found[2])
    return Run(numeral, several=found[1]) if found and numeral else None


def _fuzzy(text: str, place: int) -> Run | None:
    """A numeral with one fuzzy word in it: what is left without the word is the number said."""
    before, word, after = text[:place], text[place], text[place + 1 :]
    numeral = parse_numeral(before + after)
    if (
        numeral is None
        or (word == "几" and before[-1] not in SMALL and before[-1] not in BIG)
        or after.strip("百千万亿")
    ):
        return None
    fuzz: Fuzz = "about" if word == "来" else "after" if before[-1] in BIG else "before"
    return Run(numeral, fuzz, ascii=text[0].isascii())


def _between(head: str, first: str, last: str, tail: str) -> Run | None:
    """三五, 十七八, 六七十, 七八万: between the two, both included."""
    low, high = parse_numeral(f"{head}{first}{tail}"), parse_numeral(f"{head}{last}{tail}")
    return Run(low, top=high) if low and high else None
