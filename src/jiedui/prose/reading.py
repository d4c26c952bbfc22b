"""From a match of the pattern to quantities: which number, which unit, which interval, in base units.

A :class:`Quantity` is what stands in the text; whether it is a statement at all, and of what kind, is decided by
:mod:`jiedui.prose.statements` from the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from jiedui.base.numerals import Numeral, parse_numeral
from jiedui.prose import bounds, shares
from jiedui.prose.bounds import Bounds, scaled
from jiedui.prose.model import StyleKind
from jiedui.prose.quantity import CLAUSE, FAULTS, ZERO, Kind, Quantity, after_marks, interval, qualifiers
from jiedui.prose.runs import Run, parse_run
from jiedui.prose.units import Measure, measures

_NOTHING = Bounds(None, None, vague=False)


def read(text: str, found: re.Match[str]) -> Iterable[Quantity]:
    """The quantities that one match of the pattern holds: none, one, or two for 从60元到96元."""
    if found["run2"] is not None:
        return _range(text, found)
    quantity = _one(text, found)
    return () if quantity is None else (quantity,)


def _one(text: str, found: re.Match[str]) -> Quantity | None:
    """The quantity of a match that is no range, if it is one."""
    if found["run"] is not None:
        return _number(text, found)
    if found["mask"] is not None:
        return _mask(found)
    if found["tenths"] is not None:
        return shares.tenths(text, found)
    if found["half"] is not None:
        return shares.half(text, found)
    if found["denominator"] is not None:
        return shares.fraction(text, found)
    if found["fold"] is not None:
        return shares.doubling(text, found)
    if found["years"] is not None:
        return _years_and_months(text, found)
    return _rank(found)


# ---- numbers with units


def _number(text: str, found: re.Match[str]) -> Quantity | None:
    """A number with its unit and qualifiers; one in 万 or 亿 without a unit may be money or people."""
    start, before = qualifiers(text, found.start())
    word = found["unit"] or _meant(text, start)
    said = word and _said(found["run"], word, found["more"] or "", found["after"] or "", before)
    if not said:
        return None
    return Quantity(
        start,
        found.end(),
        found.start(),
        said.measure.dimension,
        said.measure.name,
        found["noun"] or "",
        said.bounds,
        said.ulp,
        marks=said.marks,
        style=said.style,
        article=said.article,
        han=said.han,
    )


_MONEY = re.compile(r"资金?|款|元|产值|收入|销售|投资|捐|税|额|支出|利润|成本|补贴|奖|价|贷|薪|补助|经费|GDP|生产总值")
#: What is bought, sold and paid; money where the sentence speaks of money at all.
_PAID = re.compile(r"[卖投花付拨]了|多卖|少卖|卖得")
_OF_MONEY = re.compile(r"元|资金|款|投资|销售额|金额|[卖投花付拨]了|卖得")
#: Money told before in the same line, in 万 with 元 or without: what follows goes on with it.
_TOLD_BEFORE = re.compile(r"[0-9一二两三四五六七八九十百千][万亿](?:元|(?:左右|以上|多)?[，。；、（(])")
#: A bullet tells of money unless it says otherwise.
_BULLET = re.compile(r"\s*(?:[·•▲◆●○▪※★◇■□▍]|[—–-]{1,2}|[0-9]{1,2}[.．、])[^。]{0,40}")
#: What else is counted in 万 without a unit.
_OTHERS = re.compile(
    r"群众|传单|手册|资料|宣传品|订单|单量|快递|包裹|惠及|覆盖|受益|[人户亩吨次]|阅读|点[击赞]|粉丝|播放|观看|浏览|访问|游客|产量|面积"
)
_SENTENCE = 90
#: Words of money in an outline, which leaves 元 out as well: 消费：1906.56万; 协议4200万，到位2530万; 粮油181.62万, a label behind those.
_TERSE, _LABEL = re.compile(r"消费|协议|到位|[拨支]付|下达|采购|结[存余]|[省市区县]级(?:\d|$)|销$"), 8
#: A heading before a colon (资金：1800万) belongs to what it heads.
_SENTENCE_PART = re.compile(r"[，。；,;\n]")
_PEOPLE = re.compile(r"人口|人数|劳动力|就业|(?:粉丝|游客|观众|学员)[数量达有]?$")


def _meant(text: str, start: int) -> str | None:
    """The unit that a number in 万 or 亿 leaves out: 元 in a clause or sentence of money, 人 in a clause of people."""
    clause = _SENTENCE_PART.split(text[max(0, start - CLAUSE) : start])[-1]
    if _PEOPLE.search(clause):
        return "人"
    if _MONEY.search(clause) or _PAID.search(clause):
        return "元"
    line = text[max(0, start - _SENTENCE) : start]
    line = line[line.rfind("\n") + 1 :]
    sentence = line[line.rfind("。") + 1 :]
    terse = _TERSE.search(sentence) or (len(sentence) <= _LABEL and (_TERSE.search(line) or _OF_MONEY.search(line)))
    told = _OF_MONEY.search(sentence) or terse or _TOLD_BEFORE.search(line) or _BULLET.fullmatch(line)
    return "元" if told and not _OTHERS.search(clause) else None


def _measure(word: str | None) -> Measure:
    """The unit as written; a range in 万 or 亿 without one is money."""
    return measures()["个月" if word in {"个多月", "个半月"} else word or "元"]


class Said(NamedTuple):
    """What a number says by itself, with its unit and qualifiers, wherever it stands."""

    measure: Measure
    bounds: Bounds
    ulp: Fraction
    marks: tuple[str, ...]
    style: StyleKind | None
    article: bool
    han: bool


@lru_cache(maxsize=8192)
def _said(number: str, word: str, more: str, after: str, before: tuple[str, ...]) -> Said | None:
    """What the number says, None where it is none.

    Kept for the numbers read last: reports repeat small ones, and a text that is being written is read again and again.
    """
    run = parse_run(number)
    if run is None or (run.numeral.bare and not (before or run.fuzz or run.several)):
        return None
    measure = _measure(word)
    half = more == "半" or word == "个半月"
    if half:
        run = Run(_plus_half(run.numeral), run.fuzz, ascii=run.ascii)
    fuzzy = more in {"多", "余"} or word == "个多月"
    behind = after_marks()[after] if after else ""
    said = interval(run, before, behind, more=fuzzy, discrete=measure.discrete)
    if measure.dimension == "duration" and not said.vague and word != "个半月":
        said = _lasting(said, measure, half=half or bool(run.numeral.decimals))
    return Said(
        measure,
        said.times(measure.factor),
        _ulp(run.numeral, measure),
        (*before, *((behind,) if behind else ()), *_fuzzy_marks(run, more=fuzzy)),
        FAULTS.get((before[-1], behind)) if before else None,
        number == "一" and not (before or behind or fuzzy),
        not run.ascii,
    )


def _fuzzy_marks(run: Run, *, more: bool) -> list[str]:
    """The mark of a fuzzy word: 几 for 几十 and 数百, 上 for 上百, 约 for 十来, else 余."""
    if run.several:
        return ["上" if run.several == "上" else "几"]
    if run.fuzz == "about":
        return ["约"]
    return ["余"] if more or run.fuzz else []


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

    Whole things are equal or not, unless they are told in decimals of 万, or in full hundreds above a thousand (then to
    a hundredth, at most to their last non-zero digit). An amount that ends in four zeros is told to 万, in eight to 亿.
    A full hundred per cent is what it says.
    """
    mantissa = numeral.mantissa
    if numeral.decimals:
        return numeral.ulp if measure.discrete else scaled(numeral.ulp, measure.factor)
    if measure.discrete:
        if mantissa < 1000 or mantissa % 100:
            return ZERO
        return min(numeral.place, Fraction(10 ** max(2, len(str(mantissa)) - 3)))
    if measure.name == "%" and mantissa == 100:
        return ZERO
    zeros = next((scale for scale in (10**8, 10**4) if mantissa and mantissa % scale == 0), 1)
    return scaled(Fraction(max(numeral.scale, zeros)), measure.factor)


def _range(text: str, found: re.Match[str]) -> Iterator[Quantity]:
    """A至B; 从A到B with a unit at A are two quantities; 3—5万元 shares 万 as it shares 元."""
    run, last, measure = parse_run(found["run"]), parse_run(found["run2"]), _measure(found["unit"])
    if run is None or last is None or run.top or last.top or run.several or last.several:
        return
    first_measure = _measure(found["unit1"]) if found["unit1"] else measure
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
    after = after_marks()[found["after"]] if found["after"] else ""
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
    return of_unit(last.unit, start, end, run)


def of_unit(unit: str, start: int, end: int, run: Run) -> Quantity:
    """A number whose unit is told elsewhere: 到位投资（亿元）：1.288."""
    measure = measures()[unit]
    said = interval(run, (), "", more=False, discrete=measure.discrete).times(measure.factor)
    return Quantity(
        start, end, start, measure.dimension, measure.name, "", said, _ulp(run.numeral, measure), han=not run.ascii
    )


def _years_and_months(text: str, found: re.Match[str]) -> Quantity | None:
    """一年零七个月: nineteen months; 两年零三个多月, above 27 and below 28."""
    years, months = parse_run(found["years"]), parse_run(found["months"])
    if years is None or months is None or years.numeral.decimals or months.numeral.decimals:
        return None
    start, before = qualifiers(text, found.start())
    both = Run(Numeral(12 * years.numeral.mantissa + months.numeral.mantissa, 0, 1), "", ascii=years.ascii)
    measure, more = measures()["个月"], found["months_more"] is not None
    said = interval(both, before, "", more=more, discrete=measure.discrete)
    marks = (*before, *_fuzzy_marks(both, more=more))
    return Quantity(
        start, found.end(), found.start(), measure.dimension, measure.name, "", said, Fraction(1), marks=marks, han=True
    )


def _both_ends(found: re.Match[str], run: Run, last: Run, first: Measure, second: Measure) -> Iterator[Quantity]:
    """从60元到96元: where it came from, and where it got to."""
    for number, measure, start, end in (
        (run, first, found.start("run"), found.end("unit1")),
        (last, second, found.start("run2"), found.end()),
    ):
        said = interval(number, (), "", more=False, discrete=measure.discrete).times(measure.factor)
        ulp = _ulp(number.numeral, measure)
        yield Quantity(
            start, end, start, measure.dimension, measure.name, "", said, ulp, marks=("从至",), han=not number.ascii
        )


def _rank(found: re.Match[str]) -> Quantity | None:
    """第二位, 首位, 前三; whether they are ranks is for the words around them to tell."""
    word = found["ordinal"] or found["top"]
    numeral = Numeral(1, 0, 1) if found["first"] else parse_numeral(word.rstrip("余多来几.,点"))
    if numeral is None or not numeral.mantissa or numeral.decimals:
        return None
    first = Fraction(1)
    said = Bounds(first, numeral.value) if found["top"] else bounds.exact(numeral.value)
    kind: Kind = "top" if found["top"] else "ordinal"
    unit = found["ordinal_unit"] or found["top_unit"] or ("位" if found["first"] else "")
    return Quantity(found.start(), found.end(), found.start(), "rank", unit, "", said, ZERO, kind=kind, han=True)


def _mask(found: re.Match[str]) -> Quantity:
    """A number blotted out: nothing is known but its unit."""
    measure = _measure(found["mask_unit"])
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
