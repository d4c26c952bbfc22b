"""Shares in words and doublings: 七成, 过半, 三分之二, 百分之八十, 翻一番."""

from __future__ import annotations

import re
from fractions import Fraction

from jiedui.base.numerals import Numeral, parse_numeral
from jiedui.prose import bounds
from jiedui.prose.bounds import Bounds
from jiedui.prose.quantity import ZERO, Quantity, after_marks, before_share, interval, qualifiers
from jiedui.prose.runs import Run, parse_run

_SHARE_TEN = Fraction(1, 10)


def _share(
    found: re.Match[str], start: int, said: Bounds, unit: str, marks: list[str], ulp: Fraction = ZERO
) -> Quantity:
    """A part of a whole."""
    return Quantity(
        start, found.end(), found.start(), "ratio", unit, "", said, ulp, kind="share", marks=tuple(marks), han=True
    )


def _qualified(text: str, found: re.Match[str]) -> tuple[int, tuple[str, ...]]:
    """Where a share begins with its qualifiers, and their marks; one before 占 counts, but is no part of the span."""
    start, before = qualifiers(text, found.start())
    return start, before or before_share(text, found.start())


def tenths(text: str, found: re.Match[str]) -> Quantity | None:
    """七成 is 65 to 75 per cent; 七成以上, 近七成, 三成多, 七八成, 三成五."""
    run = parse_run(found["tenths"])
    if run is None or run.numeral.value > 10:
        return None
    part = found["tenths_part"]
    if part:
        tens = parse_numeral("五" if part == "半" else part)
        if tens is None:
            return None
        run = Run(Numeral(run.numeral.mantissa * 10 + tens.mantissa, run.numeral.decimals + 1, 1, whole=False))
    start, before = _qualified(text, found)
    after = found["tenths_after"] or ""
    mark = after_marks().get(after, "")
    if "近" in before:
        said = bounds.near(run.numeral, discrete=False)
        said = said._replace(low=run.numeral.value - Fraction(1, 2))
    elif before in ((), ("约",)) and not run.top and not run.fuzz and mark in {"", "约"} and after != "多":
        said = bounds.share_about(run.numeral.value, Fraction(1, 20) if part and part != "半" else Fraction(1, 2))
    else:
        said = interval(run, before, mark, more=after == "多", discrete=False)
    marks = [*before, *([mark] if mark else []), *(["余"] if after == "多" else [])]
    return _share(found, start, said.times(_SHARE_TEN), "成", marks)


_HALF = Fraction(1, 2)
_HALF_TABLE: dict[str, Bounds] = {
    "over": Bounds(_HALF, None, low_open=True, soft_high=Fraction(3, 5)),
    "near": Bounds(Fraction(45, 100), _HALF, high_open=True),
    "below": Bounds(None, _HALF, high_open=True, soft_low=Fraction(2, 5)),
    "at_most": Bounds(None, _HALF),
    "more": Bounds(_HALF, Fraction(3, 5), low_open=True),
    "most": Bounds(Fraction(55, 100), Fraction(4, 5)),
    "half": Bounds(Fraction(45, 100), Fraction(55, 100)),
}


def half(text: str, found: re.Match[str]) -> Quantity:
    """一半, 过半, 近半, 大半, 半数以上, 一半多."""
    start, before = _qualified(text, found)
    word, after = found["half"], found["half_after"] or ""
    marks = list(before)
    if word[0] in "过超逾":
        marks.append("超")
    elif word[0] == "近":
        marks.append("近")
    elif word.startswith("不足"):
        marks.append("不足")
    if after:
        marks.append({"多": "余", "还多": "超"}.get(after) or after_marks()[after])
    return _share(found, start, _HALF_TABLE[_half_key(word, marks)], "半", marks)


def _half_key(word: str, marks: list[str]) -> str:
    """Which row of the table a half with these marks is."""
    if word.startswith(("大半", "一大半", "一多半")):
        return "most"
    for mark, key in (
        ("超", "over"),
        ("突破", "over"),
        ("近", "near"),
        ("不足", "below"),
        ("以上", "over"),
        ("以下", "at_most"),
        ("余", "more"),
    ):
        if mark in marks:
            return key
    return "half"


def fraction(text: str, found: re.Match[str]) -> Quantity | None:
    """百分之八十 (a percentage in words), 三分之二 (two points either way)."""
    whole, part = parse_run(found["denominator"]), parse_run(found["numerator"])
    if whole is None or part is None or not whole.numeral.value:
        return None
    start, before = _qualified(text, found)
    mark = after_marks().get(found["fraction_after"] or "", "")
    more = found["fraction_after"] == "多"
    unit = Fraction(1) / whole.numeral.value
    marks = [*before, *([mark] if mark else []), *(["余"] if more else [])]
    if found["numerator2"]:
        last = parse_run(found["numerator2"])
        if last is None or last.numeral.value <= part.numeral.value:
            return None
        said = bounds.between(part.numeral.value, last.numeral.value).times(unit)
        return _share(found, start, said, "分之", [*marks, "至"])
    if whole.numeral.value in {100, 1000}:
        said = interval(part, before, mark, more=more, discrete=False).times(unit)
        return _share(found, start, said, "分之", marks, ulp=part.numeral.ulp * unit)
    return _share(found, start, _near_fraction(part.numeral.value * unit, marks), "分之", marks)


def _near_fraction(value: Fraction, marks: list[str]) -> Bounds:
    """三分之二 with its qualifiers: ±2 points, with 约 ±5."""
    five = Fraction(5, 100)
    match marks[0] if marks else "":
        case "约":
            return bounds.share_about(value, five)
        case "近":
            return Bounds(value - five, value, high_open=True)
        case "超" | "余":
            return Bounds(value, None if marks[0] == "超" else value + 2 * five, low_open=True)
        case "以上" | "突破":
            return Bounds(value, None)
        case "不足":
            return Bounds(None, value, high_open=True)
        case "以下":
            return Bounds(None, value)
        case _:
            return bounds.share_about(value, Fraction(2, 100))


def doubling(text: str, found: re.Match[str]) -> Quantity | None:
    """翻一番 is twice, 翻两番 four times, within five per cent; 翻了一番多 up to a quarter more; 近翻番 from nine tenths."""
    folds = parse_numeral(found["fold"]) if found["fold"] else Numeral(1, 0, 1)
    if folds is None or folds.decimals or not 1 <= folds.mantissa <= 10:
        return None
    value = Fraction(2**folds.mantissa)
    start, before = qualifiers(text, found.start())
    more = (found["fold_more"] or "").replace("还多", "多").replace("有余", "多")
    if more == "多":
        said = Bounds(value, value * 5 / 4)
    elif "近" in before:
        said = Bounds(value * 9 / 10, value, high_open=True)
    elif {"超", "突破", "以上"} & set(before) or more == "以上":
        said = Bounds(value, None, low_open="超" in before)
    else:
        said = bounds.share_about(value, value / 20)
    return Quantity(
        start,
        found.end(),
        found.start(),
        "times",
        "番",
        "",
        said,
        ZERO,
        kind="doubling",
        marks=(*before, *(["余"] if more == "多" else [])),
        style="many-doublings" if folds.mantissa > 2 else None,
        han=True,
    )
