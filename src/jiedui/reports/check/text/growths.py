"""Whether a growth follows from the two figures that a text gives beside it: 由80万元增加到120万元，增长60%.

Growth at constant prices (GDP, 增加值) does not follow from levels, and what is rounded leaves room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from jiedui.prose.model import Statement
from jiedui.reports.check.text.finding import Finding, span_of
from jiedui.reports.check.text.scene import Scene

_UP_TO = re.compile(
    r"[^。；]{0,8}(?:增|提|升|降|减|下滑|扩大|跃|涨|缩|做|变|攀)[\u4e00-\u9fff]{0,3}[至到为成][^，。；]{0,8}"
)
#: The figure behind is of the time before: 120万元，上年80万元.
_AGO = re.compile(r"[，、（(]?(?:[而比较]|是|与)?(?:上年|去年|上一年)(?:同期|全年|度)?[^，。；、]{0,4}")
#: What grows at constant prices.
_REAL = re.compile(r"可比价|不变价|GDP|生产总值|增加值")
_NEAR = 24


class Change(NamedTuple):
    """From one amount to another."""

    old: Statement
    new: Statement


def growths(scene: Scene) -> Iterator[Finding]:
    """Every growth, fall, multiple or difference told right behind the two amounts that it is of."""
    for one, other, rate in zip(scene.statements, scene.statements[1:], scene.statements[2:], strict=False):
        if rate.start - other.end > _NEAR or scene.sentence(one.start) != scene.sentence(rate.start):
            continue
        pair = _pair(scene, one, other)
        if pair is None or not (rate.exact and rate.mood == other.mood):
            continue
        if _REAL.search(scene.text, scene.sentence(one.start).start, rate.end):
            continue
        told = _change(pair, rate)
        if told is not None:
            change, slack = told
            low = rate.low or Fraction(0)
            holds = low - rate.ulp / 2 - slack <= change <= low + rate.ulp + slack
            words = f"由“{pair.old.text}”到“{pair.new.text}”变化 {_shown(change, rate)}，文中作“{rate.text}”"
            yield Finding("growth", tuple(map(span_of, (one, other, rate))), words, holds=holds)


def _pair(scene: Scene, one: Statement, other: Statement) -> Change | None:
    """The two as an amount and what it came to, whichever is told first; None where the words do not tell so."""
    alike = (one.dimension, one.unit) == (other.dimension, other.unit) and one.exact and other.exact
    if not alike or not one.low or not other.low:
        return None
    if _UP_TO.fullmatch(scene.text, one.end, other.start):
        return Change(one, other)
    return Change(other, one) if _AGO.fullmatch(scene.text, one.end, other.start) else None


def _change(pair: Change, rate: Statement) -> tuple[Fraction, Fraction] | None:
    """What the two amounts make of such a statement, and what their roundings leave open; None where it is of another kind."""
    old, new = pair.old.low, pair.new.low
    if not old or new is None:
        return None
    ratio = new / old
    open_ = pair.new.ulp / 2 / old + ratio * pair.old.ulp / 2 / old
    changed = rate.role in ("growth", "fall")
    match rate.dimension:
        case "ratio" if changed and pair.old.dimension != "ratio":
            return abs(ratio - 1), open_
        case "times":
            return (ratio - 1 if rate.role == "growth" else ratio), open_ + (ratio / 20 if rate.unit == "番" else 0)
        case "points" if pair.old.dimension == "ratio":
            return 100 * abs(new - old), 50 * (pair.old.ulp + pair.new.ulp)
        case dimension if changed and dimension == pair.old.dimension != "ratio":
            return abs(new - old), (pair.old.ulp + pair.new.ulp) / 2
        case _:
            return None


def _shown(change: Fraction, rate: Statement) -> str:
    """The change in the terms of the statement."""
    match rate.dimension:
        case "ratio":
            return f"{float(100 * change):.2f}%"
        case "times":
            return f"{float(change):.2f}倍"
        case "points":
            return f"{float(change):.2f}个百分点"
        case "money":
            return f"{float(change / 10000):g}万元"
        case _:
            return f"{float(change):g}{rate.unit}"
