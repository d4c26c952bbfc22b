"""From a match of the pattern to quantities: which number, which unit, which interval, in base units.

A :class:`Quantity` is what stands in the text; whether it is a statement at all, and of what kind, is decided by
:mod:`jiedui.prose.statements` from the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Literal

from jiedui.base.units import Dimension
from jiedui.prose import bounds
from jiedui.prose.bounds import Bounds
from jiedui.prose.model import StyleKind
from jiedui.prose.numerals import Numeral, parse_numeral
from jiedui.prose.quantities import before_pattern
from jiedui.prose.runs import Run, parse_run
from jiedui.prose.units import Measure, data, measures

Kind = Literal["number", "share", "doubling", "ordinal", "top", "mask", "money?"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at ``[start, end)`` of the normalised text; ``number`` is where the number itself begins.

    ``article`` marks a bare Han 一; ``han`` any number that begins with a Han numeral.
    """

    start: int
    end: int
    number: int
    dimension: Dimension
    unit: str
    noun: str
    bounds: Bounds
    ulp: Fraction
    kind: Kind = "number"
    marks: tuple[str, ...] = ()
    style: StyleKind | None = None
    article: bool = False
    han: bool = False


ZERO = Fraction(0)
_NOTHING = Bounds(None, None, vague=False)
_RATIO = Measure("1", "ratio", Fraction(1), discrete=False)
_SHARE_TEN = Fraction(1, 10)


@cache
def _before() -> dict[str, str]:
    return dict(data("qualifiers")["before"])


@cache
def _after() -> dict[str, str]:
    return dict(data("qualifiers")["after"])


@cache
def _tails() -> frozenset[str]:
    """The characters that a qualifier before a number may end with; everything else is told apart at once."""
    return frozenset(word[-1] for word in _before()) | frozenset("到为了有占达")


#: 近 and 过 that belong to another word: 附近3家, 最近5年, 通过3家.
_NO_QUALIFIER = re.compile(r"(?:[附最邻就临靠亲新晋相贴远]近|[通经超越难透]过|[赶反]超|的最多|不)$")


def qualifiers(text: str, number: int) -> tuple[int, list[str]]:
    """Where the qualifiers before the number begin, and their marks in order: (start, [近]) for 近3000人."""
    if not number or text[number - 1] not in _tails():
        return number, []
    found = before_pattern().search(text, max(0, number - 10), number)
    if found is None:
        return number, []
    start = found.start() if found["first"] else found.start("last")
    word = found["first"] or found["last"]
    if len(word) == 1 and _NO_QUALIFIER.search(text, max(0, start - 1), start + 1):
        return number, []
    if word == "过" and text[number] not in "百千万亿半":
        return number, []
    return start, [_before()[w] for w in (found["first"], found["last"]) if w]


def interval(run: Run, before: list[str], after: str, *, more: bool, discrete: bool) -> Bounds:
    """What a number with its qualifiers says, in the unit as written: every marker's interval, intersected."""
    said = _core(run, more=more, discrete=discrete)
    for mark in [*before, *([after] if after else [])]:
        piece = _marked(mark, run.numeral, discrete=discrete)
        if said is None:
            said = piece
        elif not (mark == "约" and before and after):
            said = said.meet(piece)
    return said or bounds.exact(run.numeral.value)


def _core(run: Run, *, more: bool, discrete: bool) -> Bounds | None:
    """What the number says by itself; None where it is exact."""
    if run.several:
        return bounds.several(int(run.numeral.value), word=run.several, discrete=discrete)
    if run.top is not None:
        return bounds.between(run.numeral.value, run.top.value)
    if run.fuzz == "about":
        return bounds.about(run.numeral, discrete=discrete)
    if run.fuzz:
        return bounds.some(run.numeral, after_scale=run.fuzz == "after", discrete=discrete)
    if more:
        return bounds.some(run.numeral, after_scale=True, discrete=False)
    return None


def _marked(mark: str, numeral: Numeral, *, discrete: bool) -> Bounds:
    """The interval of one qualifier."""
    match mark:
        case "近":
            return bounds.near(numeral, discrete=discrete)
        case "约":
            return bounds.about(numeral, discrete=discrete)
        case "超":
            return bounds.over(numeral)
        case "突破":
            return bounds.reached(numeral)
        case "以上":
            return bounds.at_least(numeral)
        case "以下":
            return bounds.at_most(numeral)
        case _:
            return bounds.below(numeral)


_FAULTS: dict[tuple[str, str], StyleKind] = {
    ("约", "约"): "double-approximate",
    ("近", "约"): "near-approximate",
    ("以上", "以上"): "double-bound",
    ("超", "以上"): "double-bound",
    ("以下", "以下"): "double-bound",
    ("不足", "以下"): "double-bound",
    ("超", "以下"): "clash",
    ("以上", "以下"): "clash",
    ("以下", "以上"): "clash",
    ("不足", "以上"): "clash",
}


def read(text: str, found: re.Match[str]) -> Iterator[Quantity]:
    """The quantities that one match of the pattern holds: none, one, or two for 从60元到96元."""
    if found["run"] is not None:
        return _numbers(text, found)
    if found["mask"] is not None:
        return iter((_mask(found),))
    if found["tenths"] is not None:
        return _optional(_tenths(text, found))
    if found["half"] is not None:
        return iter((_half(text, found),))
    if found["denominator"] is not None:
        return _optional(_fraction(text, found))
    if found["fold"] is not None:
        return _optional(_doubling(text, found))
    return _ranks(found)


def _optional(quantity: Quantity | None) -> Iterator[Quantity]:
    if quantity is not None:
        yield quantity


# ---- numbers with units


def _numbers(text: str, found: re.Match[str]) -> Iterator[Quantity]:
    """A number or a range with its unit."""
    run = parse_run(found["run"])
    if run is None:
        return
    measure = _measure(found)
    if found["run2"] is not None:
        yield from _range(text, found, run, measure)
        return
    start, before = qualifiers(text, found.start())
    if run.numeral.bare and not (before or run.fuzz or run.several):
        return
    yield _quantity(found, run, measure, start, before)


def _measure(found: re.Match[str]) -> Measure:
    """The unit of a match; a number in 万 or 亿 without a unit may be money."""
    word = found["unit"]
    if word is None:
        return measures()["元"]
    return measures()["个月" if word in {"个多月", "个半月"} else word]


def _quantity(found: re.Match[str], run: Run, measure: Measure, start: int, before: list[str]) -> Quantity:
    """One number with its qualifiers."""
    word = found["unit"] or ""
    half = found["more"] == "半" or word == "个半月"
    if half:
        run = Run(_plus_half(run.numeral), run.fuzz, ascii=run.ascii)
    more = found["more"] in {"多", "余"} or word == "个多月"
    after = _after()[found["after"]] if found["after"] else ""
    said = interval(run, before, after, more=more, discrete=measure.discrete)
    if measure.dimension == "duration" and not said.vague and word != "个半月":
        said = _lasting(said, measure, half=half or bool(run.numeral.decimals))
    marks = [*before, *([after] if after else []), *(["余"] if more or run.fuzz or run.several else [])]
    return Quantity(
        start,
        found.end(),
        found.start(),
        measure.dimension,
        measure.name,
        found["noun"] or "",
        said.times(measure.factor),
        _ulp(run.numeral, measure),
        kind="number" if found["unit"] is not None else "money?",
        marks=tuple(marks),
        style=_FAULTS.get((before[-1], after)) if before else None,
        article=found["run"] == "一" and not before and not after and not more,
        han=not run.ascii,
    )


def _plus_half(numeral: Numeral) -> Numeral:
    """一年半: half a unit more."""
    return Numeral(numeral.mantissa * 10 + 5, numeral.decimals + 1, numeral.scale, whole=False)


def _lasting(said: Bounds, measure: Measure, *, half: bool) -> Bounds:
    """A length of time said in years holds within a month (half a month for half years); months are exact."""
    if measure.factor < 12 or said.low is None:
        return said
    width = (Fraction(1, 2) if half else Fraction(1)) / measure.factor
    return bounds.share_about(said.low, width)


def _ulp(numeral: Numeral, measure: Measure) -> Fraction:
    """The place of the last digit printed, in base units; 0 where equality is demanded.

    Whole things are equal or not, unless they are told in 万 or in full hundreds above a thousand. Money that ends in
    four zeros is told to 万元. A full hundred per cent is what it says.
    """
    value = numeral.value
    if measure.discrete:
        if numeral.decimals or numeral.scale > 1:
            return numeral.ulp
        return Fraction(100) if value >= 1000 and value % 100 == 0 else ZERO
    if measure.name == "%" and value == 100:
        return ZERO
    if measure.dimension == "money" and numeral.scale == 1 and value and value % 10**4 == 0:
        return Fraction(10**4)
    return numeral.ulp * measure.factor


def _range(text: str, found: re.Match[str], run: Run, measure: Measure) -> Iterator[Quantity]:
    """A至B; 从A到B with a unit at A are two quantities; 3—5万元 shares 万 as it shares 元."""
    last = parse_run(found["run2"])
    if last is None or run.top or last.top or run.several or last.several:
        return
    first_measure = measures()[found["unit1"]] if found["unit1"] else measure
    if first_measure.dimension != measure.dimension:
        return
    if found["unit1"] and text[max(0, found.start() - 3) : found.start()].rstrip("的")[-1:] in set("从由自"):
        yield from _both_ends(found, run, last, first_measure, measure)
        return
    numeral = run.numeral
    shared = last.numeral.scale
    if not found["unit1"] and numeral.scale == 1 < shared and numeral.value * shared <= last.numeral.value:
        numeral = Numeral(numeral.mantissa * shared, numeral.decimals, shared, numeral.whole)
    low, high = numeral.value * first_measure.factor, last.numeral.value * measure.factor
    if low >= high:
        return
    start, before = qualifiers(text, found.start())
    after = _after()[found["after"]] if found["after"] else ""
    yield Quantity(
        start,
        found.end(),
        found.start(),
        measure.dimension,
        measure.name,
        found["noun"] or "",
        bounds.between(low, high),
        _ulp(last.numeral, measure),
        marks=(*before, *([after] if after else []), "至"),
        style="range-unit" if numeral is not run.numeral and found["unit"] is None else None,
    )


def shared(last: Quantity, start: int, end: int, run: Run) -> Quantity:
    """A number that leaves its unit to a later quantity: 12 of 分别为12、8和5家."""
    measure = measures()[last.unit]
    said = interval(run, [], "", more=False, discrete=measure.discrete).times(measure.factor)
    return Quantity(
        start, end, start, measure.dimension, measure.name, "", said, _ulp(run.numeral, measure), han=not run.ascii
    )


def _both_ends(found: re.Match[str], run: Run, last: Run, first: Measure, second: Measure) -> Iterator[Quantity]:
    """从60元到96元: where it came from, and where it got to."""
    for number, measure, start, end in (
        (run, first, found.start("run"), found.end("unit1")),
        (last, second, found.start("run2"), found.end()),
    ):
        said = interval(number, [], "", more=False, discrete=measure.discrete).times(measure.factor)
        ulp = _ulp(number.numeral, measure)
        yield Quantity(
            start, end, start, measure.dimension, measure.name, "", said, ulp, marks=("从至",), han=not number.ascii
        )


# ---- shares


def _share(
    found: re.Match[str], start: int, said: Bounds, unit: str, marks: list[str], ulp: Fraction = ZERO
) -> Quantity:
    """A part of a whole."""
    return Quantity(
        start, found.end(), found.start(), "ratio", unit, "", said, ulp, kind="share", marks=tuple(marks), han=True
    )


def _tenths(text: str, found: re.Match[str]) -> Quantity | None:
    """七成 is 65 to 75 per cent; 七成以上, 近七成, 三成多, 七八成, 三成五."""
    run = parse_run(found["tenths"])
    if run is None or run.numeral.value > 10:
        return None
    part = found["tenths_part"]
    if part:
        tens = parse_numeral(part)
        if tens is None:
            return None
        run = Run(Numeral(run.numeral.mantissa * 10 + tens.mantissa, run.numeral.decimals + 1, 1, whole=False))
    start, before = qualifiers(text, found.start())
    after = found["tenths_after"] or ""
    mark = _after().get(after, "")
    if "近" in before:
        said = bounds.near(run.numeral, discrete=False)
        said = replace(said, low=run.numeral.value - Fraction(1, 2))
    elif before in ([], ["约"]) and not run.top and not run.fuzz and mark in {"", "约"} and after != "多":
        said = bounds.share_about(run.numeral.value, Fraction(1, 20) if part else Fraction(1, 2))
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


def _half(text: str, found: re.Match[str]) -> Quantity:
    """一半, 过半, 近半, 大半, 半数以上, 一半多."""
    start, before = qualifiers(text, found.start())
    word, after = found["half"], found["half_after"] or ""
    marks = list(before)
    if word[0] in "过超逾":
        marks.append("超")
    elif word[0] == "近":
        marks.append("近")
    elif word.startswith("不足"):
        marks.append("不足")
    if after:
        marks.append("余" if after == "多" else _after()[after])
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


def _fraction(text: str, found: re.Match[str]) -> Quantity | None:
    """百分之八十 (a percentage in words), 三分之二 (two points either way)."""
    whole, part = parse_run(found["denominator"]), parse_run(found["numerator"])
    if whole is None or part is None or not whole.numeral.value:
        return None
    start, before = qualifiers(text, found.start())
    mark = _after().get(found["fraction_after"] or "", "")
    more = found["fraction_after"] == "多"
    unit = Fraction(1) / whole.numeral.value
    marks = [*before, *([mark] if mark else []), *(["余"] if more else [])]
    if found["numerator2"]:
        last = parse_run(found["numerator2"])
        if last is None:
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


# ---- doublings, ranks, masks


def _doubling(text: str, found: re.Match[str]) -> Quantity | None:
    """翻一番 is twice, 翻两番 four times, within five per cent; 翻了一番多 up to a quarter more; 近翻番 from nine tenths."""
    folds = parse_numeral(found["fold"]) if found["fold"] else Numeral(1, 0, 1)
    if folds is None or folds.decimals or not 1 <= folds.mantissa <= 10:
        return None
    value = Fraction(2**folds.mantissa)
    start, before = qualifiers(text, found.start())
    more = found["fold_more"] or ""
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


def _ranks(found: re.Match[str]) -> Iterator[Quantity]:
    """第二位, 首位, 前三; whether they are ranks is for the words around them to tell."""
    word = found["ordinal"] or found["top"]
    numeral = Numeral(1, 0, 1) if found["first"] else parse_numeral(word.rstrip("余多来几.,点"))
    if numeral is None or not numeral.mantissa or numeral.decimals:
        return
    first = Fraction(1)
    said = Bounds(first, numeral.value) if found["top"] else bounds.exact(numeral.value)
    kind: Kind = "top" if found["top"] else "ordinal"
    unit = found["ordinal_unit"] or found["top_unit"] or ("位" if found["first"] else "")
    yield Quantity(found.start(), found.end(), found.start(), "rank", unit, "", said, ZERO, kind=kind, han=True)


def _mask(found: re.Match[str]) -> Quantity:
    """A number blotted out: nothing is known but its unit."""
    measure = measures()[found["mask_unit"]]
    return Quantity(
        found.start(),
        found.end(),
        found.start(),
        measure.dimension,
        measure.name,
        found["mask_noun"] or "",
        _NOTHING,
        ZERO,
        kind="mask",
    )
