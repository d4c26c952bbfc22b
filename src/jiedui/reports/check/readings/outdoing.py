"""Readings of how many places stand above the average of all, above their own year before, or have done what they were set.

镇均80万元，高于平均数的只有3个镇; 销售额超过去年同期的有7个乡镇; 完成年度招商任务的镇有4个; 3个镇超额完成任务. As with a bound that is told in figures
(:mod:`jiedui.reports.check.readings.thresholds`), the number counts those of several sums that pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from jiedui.reports.check.readings.amounts import Before, Level, Reader
from jiedui.reports.check.readings.anchors import Book, Reading, anchors
from jiedui.reports.check.readings.formulas import Linear, Passing, Points
from jiedui.reports.check.readings.goals import goal, targets_of
from jiedui.reports.check.readings.level import level_of
from jiedui.reports.check.readings.named_rates import ratio_to
from jiedui.reports.check.readings.thresholds import OPEN, RATED, members, of_all, rate_named_last, rates_of
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.text.stretches import season_before
from jiedui.reports.check.words.common import LEVELS
from jiedui.reports.check.words.measurables import Rate

_MEAN = r"(?:全[县市区](?:总体|整体|的)?水平|(?:全县|全市|全区)?(?:(?:各?(?:乡镇|镇|县区|区县|县|村))?平均|[镇县区村]均)[数值线量]?(?:水平|以[上下])?)"
#: Of what such a mean is; what is told of a year before.
_MEAN_OF = re.compile(r"(乡镇|镇|县区|区县|县|村)(?:平均|均)")
_THEN = r"(?:去年|上年|上一年)(?:同期|同季度|全年)?(?:水平|数)?"
_PAST = (
    rf"(?:超过|高于|多于|好于)(?P<more_then>{_THEN})|(?:低于|少于|不及|不如)(?P<less_then>{_THEN})|"
    rf"(?:同比|[比较]{_THEN})(?:均|都|实现)?(?:(?P<rose>正?增长|上升|增加)|(?P<fell>负增长|下降|下滑|减少|回落))|"
    r"(?:实现|保持)?(?:(?P<grown>正?增长|上升|上涨|涨)|(?P<fallen>负增长|下降|下滑|下跌|减少|回落|跌))了?(?=的|[，。；])|"
    rf"(?:(?P<season>环比|[比较]上(?:个?季度?|个?月))|[比较]{_THEN})(?:卖|干|做|送)?得?(?:(?P<up>多|好|上升|上涨|增长)|(?P<down>少|差|下降|下滑|下跌|回落))"
)
_ABOVE, _BELOW = (
    r"超过|超出|高[过于]|好于|高出|多于|在(?=[^，。；]{0,12}以上)",
    r"低于|不及|不到|少于|未达|达不到|在(?=[^，。；]{0,12}以下)",
)
_AIM = r"(?:任务|目标|计划)[数值]?"
_DONE = (
    r"(?P<not>[未没]有?能?|尚未|还没有?)?(?P<more>超额)?(?P<done>完成|达到|实现|超过|超额)了?[^，。；、]{0,14}?" + _AIM
)
_PLACES = rf"(?:{'|'.join(sorted(LEVELS, key=len, reverse=True))})"
#: What is told of them before the number: …的只有2个镇; and behind it: 3个镇已超额完成任务.
_TOLD = rf"(?:(?P<above>{_ABOVE})|(?P<below>{_BELOW}))[^，。；]{{0,4}}{_MEAN}|{_PAST}|{_DONE}"
_BEFORE = re.compile(
    rf"(?:{_TOLD})的?(?P<noun>{_PLACES})?的?(?:目前)?(?:只|仅|就|才|共|总共|一共|已|达)*(?:有|是|为|达到?)?(?P<who>[\u4e00-\u9fff]{{2,4}})?$"
)
_AFTER = re.compile(rf"(?:人数|金额|销售额|数量|规模)?(?:都|均|已经?|提前|全面|还|尚)*(?:{_TOLD})")
#: The words for more, and for less, than there was.
_MORE_THAN_THEN, _LESS_THAN_THEN = ("more_then", "rose", "grown", "up"), ("less_then", "fell", "fallen", "down")
#: What is counted, behind a number that counts one by name: 仅罗溪一个镇.
_NOUN = re.compile(_PLACES)
#: Above an average, or beyond a target; the most places that are looked through.
ABOVE, MANY = Fraction(0), 60


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of those of one level that are counted: beside their average, their own year before or target, above or below, and whether the same is enough."""

    level: str
    against: Literal["mean", "then", "season", "target"]
    below: bool
    beyond: bool


def tells(around: Surroundings) -> bool:
    """Whether the number counts places that stand above an average, or have met a target."""
    return _told(around) is not None


def _told(around: Surroundings) -> _Told | None:
    """What is told of the places counted."""
    text, counted = around.text, around.statement.noun or around.statement.unit
    if around.statement.dimension != "count" or counted not in (*LEVELS, "个"):
        return None
    before = _BEFORE.search(text, around.before.start, around.before.end)
    found = before or _AFTER.match(text, around.after.start, around.after.end)
    noun = _NOUN.match(text, around.statement.end)
    named = before["noun"] or (noun[0] if noun else "") if before is not None else ""
    mean = _MEAN_OF.search(found[0]) if found is not None and counted == "个" and not named else None
    level = LEVELS.get(mean[1] if mean is not None else named if counted == "个" else counted)
    if found is None or level is None:
        return None
    if found["done"] is not None:
        beyond = bool(found["more"]) or found["done"].startswith("超")
        return _Told(level, "target", below=found["not"] is not None, beyond=beyond)
    if any(found[each] for each in _MORE_THAN_THEN + _LESS_THAN_THEN):
        below = any(found[each] for each in _LESS_THAN_THEN)
        return _Told(level, "season" if found["season"] else "then", below=below, beyond=True)
    return _Told(level, "mean", below=found["below"] is not None, beyond=True)


def read(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """The readings of such a number: of what its own words speak of, else of what was told before."""
    told = _told(around)
    if told is None:
        yield from _beside_the_mean(reader, around, book, before)
        return
    low, high = (None, ABOVE) if told.below else (ABOVE, None)
    rate = rate_named_last(around.text[max(0, around.before.end - RATED) : around.before.end], book)
    if rate is not None and told.against == "mean":
        yield from _of_rates(reader, around, book, rate, told)
        return
    for anchor in anchors(reader, around, before):
        several = list(members(reader, book, of_all(reader, anchor, told.level), told.level))
        distances = _distances(reader, book, several, told) if 1 < len(several) <= MANY else ()
        if len(distances) > 1:
            counted = Passing(tuple(distances), low, high, low_open=told.beyond, high_open=True)
            yield Reading(counted, anchor.score, anchor, "passing")


def _of_rates(reader: Reader, around: Surroundings, book: Book, rate: Rate, told: _Told) -> Iterator[Reading]:
    """How many places have a rate above, or below, that of all together: 支付率76.8%，高过全市水平的有4个县."""
    low, high = (None, ABOVE) if told.below else (ABOVE, None)
    for level in level_of(reader, around, reader.measurables[rate.part], OPEN)[:1]:
        every = of_all(reader, level, told.level)
        of_all_together = ratio_to(reader.measurables[rate.whole], every)
        apart = tuple(Points(each, of_all_together) for each in rates_of(reader, book, level, rate, told.level))
        if 1 < len(apart) <= MANY:
            yield Reading(Passing(apart, low, high, low_open=True, high_open=True), OPEN, level, "passing", rate=rate)


#: By how much one is beside the mean of all: 八仙镇60人，比镇均少近20人.
_BESIDE_MEAN = re.compile(rf"[比较]{_MEAN}(?:水平)?(?:(?P<less>少|低)|多|高)(?:出|了)?(?:约|近)?$")


def tells_apart(around: Surroundings) -> bool:
    """Whether the number tells how far one is from the mean of all."""
    return _BESIDE_MEAN.search(around.text, around.before.start, around.before.end) is not None


def _beside_the_mean(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """By how much the amount of one place is more or less than the mean of its like."""
    found = _BESIDE_MEAN.search(around.text, around.before.start, around.before.end)
    land = reader.setting.land
    for anchor in anchors(reader, around, before) if found is not None else ():
        here = anchor.places[0] if len(anchor.places) == 1 else None
        level = land.regions[here].level if here is not None else ""
        several = list(members(reader, book, anchor._replace(regions=(), homes=()), level)) if level in LEVELS else []
        if found is not None and 1 < len(several) <= MANY:
            apart = anchor.amount() + -_mean([each.amount() for each in several])
            yield Reading(-apart if found["less"] else apart, anchor.score, anchor, "gap")


def _distances(reader: Reader, book: Book, several: Sequence[Level], told: _Told) -> Sequence[Linear]:
    """How far each is from its own target, from what it was the year before, or from the mean of all."""
    if told.against == "season":
        dated = [each for each in several if each.period.start != date.min]
        return [each.amount() + -each._replace(period=season_before(each.period)).amount() for each in dated]
    if told.against == "then":
        return [each.amount() + -each._replace(period=each.period.years_before(1)).amount() for each in several]
    if told.against == "target":
        return [done.amount() + -goal(target) for each in several for target, done in targets_of(reader, book, each)]
    amounts = [each.amount() for each in several]
    mean = _mean(amounts)
    return [each + -mean for each in amounts]


def _mean(amounts: Sequence[Linear]) -> Linear:
    """The mean of several sums of queries."""
    share = Fraction(1, len(amounts))
    return Linear(tuple((query, factor * share) for each in amounts for query, factor in each.terms))
