"""A quantity as it stands in the text, the qualifiers around its number, and the interval that all of them leave."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import Literal, NamedTuple

from jiedui.base.numerals import Numeral
from jiedui.base.units import Dimension
from jiedui.prose import bounds
from jiedui.prose.bounds import Bounds
from jiedui.prose.model import StyleKind
from jiedui.prose.quantities import before_pattern
from jiedui.prose.runs import Run
from jiedui.prose.units import data

Kind = Literal["number", "share", "doubling", "ordinal", "top", "mask"]


class Quantity(NamedTuple):
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

#: How many characters before a number are taken to be its clause at most.
CLAUSE = 26
_CLAUSE_START = re.compile(r".*[，。；！？：,:;\n、（）“”]", re.DOTALL)


def clause_before(text: str, start: int) -> str:
    """The words of the clause that stand before the number."""
    window = text[max(0, start - CLAUSE) : start]
    found = _CLAUSE_START.match(window)
    return window[found.end() :] if found else window


@cache
def before_marks() -> dict[str, str]:
    """The mark of each qualifier before a number."""
    return dict(data("qualifiers")["before"])


@cache
def after_marks() -> dict[str, str]:
    """The mark of each qualifier behind a number."""
    return dict(data("qualifiers")["after"])


@cache
def _tails() -> frozenset[str]:
    """The characters that a qualifier before a number may end with; everything else is told apart at once."""
    return frozenset(word[-1] for word in before_marks()) | frozenset("到为了有占达")


#: A qualifier that is part of another word: 附近3家, 通过百家, 签约5家, 找不到3家, 赶超5家.
_NO_QUALIFIER = re.compile(
    r"[附最邻就临靠亲新晋相贴远]近$|[通经越难透]过$|[赶反商农]超$"
    r"|(?:(?<!折)合|[签履节预公违缔条契盟毁邀集制特立爽赴应践婚租续])约$|[想得找看听等料感买意]不到$"
)
#: 粮油、菌菇均过20万元 tells a bound; 办过3期 does not.
_EACH = ("均", "都", "双", "也", "已")
#: 约占全村的三分之二: the qualifier stands before 占.
_BEFORE_SHARE = re.compile(r"(?<![签履节合预公])(约|近|超过|超|逾)占[^，。；]{0,12}$")


def qualifiers(text: str, number: int) -> tuple[int, tuple[str, ...]]:
    """Where the qualifiers before the number begin, and their marks in order: (start, (近,)) for 近3000人."""
    if not number or text[number - 1] not in _tails():
        return number, ()
    found = before_pattern().search(text, max(0, number - 10), number)
    if found is None:
        return number, ()
    first, last = found["first"], found["last"]
    if first and _is_of_a_word(text, found.start(), first):
        first = None
    start, word = (found.start(), first) if first else (found.start("last"), last)
    if not first and _is_of_a_word(text, start, word):
        return number, ()
    bounds_it = text[number] in "百千万亿半" or text[number + 1 : number + 2] == "成"
    if word == "过" and not bounds_it and text[start - 1 : start] not in _EACH:
        return number, ()
    if word in _BEYOND and _AIMED.search(text, max(0, start - CLAUSE), start):
        return number, ()
    if word == "最多" and found["link"]:
        return number, ()  # 销售最多，达到…: the greatest, not a bound
    return start, tuple(before_marks()[w] for w in (first, last) if w)


_AMOUNT = r"[0-9.]+[万亿]?[\u4e00-\u9fff]{1,2}"
#: An aim that is told right before, up to what goes beyond it: 目标是1900万元，; 200万元的任务已完成并.
AIM_TOLD = (
    rf"(?:(?:目标|任务|计划|协议|指标)[^，。；]{{0,8}}?{_AMOUNT}[）)]?，(?:[^，。；0-9]{{1,6}}，)?(?:实际|最终|已|还|尚)?"
    rf"|(?:(?:目标|任务|计划|协议)的{_AMOUNT}|{_AMOUNT}的?[^，。；0-9]{{0,4}}(?:目标|任务|计划))"
    r"[，已经均都还尚全部完成到齐实现并且后]{0,10})"
)
#: What goes beyond such an aim tells by how much: 目标是1900万元，超出100万元.
_BEYOND = frozenset({"超出", "超过", "超"})
_AIMED = re.compile(rf"{AIM_TOLD}$")


def _is_of_a_word(text: str, start: int, qualifier: str) -> bool:
    """Whether the qualifier is but a part of another word: 约 of 签约."""
    return bool(_NO_QUALIFIER.search(text, max(0, start - 1), start + len(qualifier)))


def before_share(text: str, number: int) -> tuple[str, ...]:
    """The mark of a qualifier that stands before 占 in the clause of a share."""
    found = _BEFORE_SHARE.search(text, max(0, number - 16), number)
    return (before_marks()[found[1]],) if found else ()


def interval(run: Run, before: tuple[str, ...], after: str, *, more: bool, discrete: bool) -> Bounds:
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


FAULTS: dict[tuple[str, str], StyleKind] = {
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
