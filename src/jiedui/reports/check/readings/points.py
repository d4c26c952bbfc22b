"""Readings of percentage points: a rate beside what it was, beside another rate, another place or the wider one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from jiedui.base.periods import year
from jiedui.reports.check.readings import peers
from jiedui.reports.check.readings.amounts import Before, Reader, freed
from jiedui.reports.check.readings.anchors import Book, Reading
from jiedui.reports.check.readings.comparisons import RECENT, is_less, moved, thens
from jiedui.reports.check.readings.formulas import Points, Ratio
from jiedui.reports.check.readings.goals import completed
from jiedui.reports.check.readings.named_rates import rate
from jiedui.reports.check.text.evidence import Surroundings, surroundings_before

#: Another rate that a rate is set beside.
_OTHER_RATE = re.compile(r"[比较与](?P<rate>[^，。；]{0,8}[^，。；比概效频汇利]率)")


def points(
    reader: Reader, around: Surroundings, book: Book, previous: Reading | None, before: Before
) -> Iterator[Reading]:
    """The difference of a rate between two periods, in percentage points, or from another rate."""
    other = _OTHER_RATE.search(around.text, around.before.start, around.before.end)
    if other is not None:
        yield from _than_rate(reader, around, book, previous, other)
        return
    found = list(rate(reader, around, book))
    if _APART.search(around.lead):
        yield from _rates_apart(reader, around, before, previous, found)
        return
    goes_on = not (around.of_another_rate or around.outside)
    over = peers.THAN_ALL.search(around.lead)
    if over is not None:
        yield from peers.than_all(reader, found or ([previous] if previous is not None else []), over)
        return
    beside = _BESIDE_PLACE.search(around.lead)
    regions = [hit.meanings.regions[0] for hit in around.own if hit.meanings.regions] if beside is not None else []
    if beside is not None and regions:
        told = found or ([previous] if previous is not None else [])
        less = beside["less"] is not None
        yield from peers.than_there(reader, told, regions[-1], less=less)
        yield from _completion_there(reader, book, told, regions[-1], less=less)
        return
    if goes_on and not found and previous is not None and isinstance(previous.formula, Ratio) and previous.anchor:
        found = [previous]
    if not found and _OF_A_SHARE.search(around.lead):
        found = list(_shares_told(reader, before))
    yield from _since_then(reader, around, book, found)


def _since_then(reader: Reader, around: Surroundings, book: Book, found: Iterable[Reading]) -> Iterator[Reading]:
    """The difference of each rate from what it was in the time that the words compare with."""
    over_years = _OVER_YEARS.search(around.lead) is not None
    for each in _rates_of_now_too(reader, found):
        if not isinstance(each.formula, Ratio) or each.anchor is None:
            continue
        turned = around.statement.role == "fall" or is_less(around)
        first = year(reader.setting.period.start.year)  # 三年回落4个百分点
        for past in [first] if over_years else thens(reader, around, each.anchor.period):
            then = (
                completed(reader, book, each.anchor._replace(period=past))
                if each.kind == "completion"
                else Ratio(moved(each.formula.part, past), moved(each.formula.whole, past))
            )
            if then is not None:
                yield each._replace(formula=Points(each.formula, then, turned), kind="points", then=past)


def _completion_there(
    reader: Reader, book: Book, told: Iterable[Reading], there: int, *, less: bool
) -> Iterator[Reading]:
    """How far a place's rate of completion is from that of another place, each of its own target: 比双龙镇低5.4个百分点."""
    for each in told:
        level = each.anchor
        if each.kind != "completion" or level is None or there in level.places or not isinstance(each.formula, Ratio):
            continue
        other = completed(reader, book, level._replace(regions=(there,), homes=()))
        if other is not None:
            yield each._replace(formula=Points(each.formula, other, less), kind="points")


#: The share of what was told right before: 直接采购5529.92万元，占比比上年下降5.9个百分点.
_OF_A_SHARE = re.compile(r"(?:占比|比重|份额)[^，。；0-9]{0,14}$")


def _shares_told(reader: Reader, before: Before) -> Iterator[Reading]:
    """The share that the amount told last has of the same without what narrows it; the place goes last."""
    part = before.previous
    if part is None or before.lost or before.stale:
        return
    fixed = frozenset(each.column for each in part.measurable.where if each.op == "in")
    wholes = [part._replace(conditions=(), pinned=False)] if part.conditions else []
    if not wholes and fixed:
        wholes = [part._replace(measurable=freed(reader.measurables, part.measurable, fixed))]
    if not wholes and part.regions:
        wholes = [part._replace(regions=())]
    for whole in wholes:
        yield Reading(Ratio(part.amount(), whole.amount()), part.score, part, "share", measurable=whole.measurable)


#: Set beside another place: 比榜首的甲县低3.1个百分点.
_BESIDE_PLACE = re.compile(r"[比较][^，。；]{2,14}(?:[县市区镇])(?:高|多|(?P<less>低|少))(?:出|了)?(?:约|近)?$")


#: From the first of several years to the last.
_OVER_YEARS = re.compile(r"[两三四五]年(?:间|里|来|累计)?[^，。；0-9]{0,4}$")


def _rates_apart(
    reader: Reader, around: Surroundings, before: Before, previous: Reading | None, found: Sequence[Reading]
) -> Iterator[Reading]:
    """How far the rates of the two places named, or of those told last, are from each other: 最高的甲县与最低的乙县相差26个百分点."""
    regions = [hit.meanings.regions[0] for hit in around.own if hit.meanings.regions]
    told = [level for _, level in before.recent[-2:]]
    if len(regions) < _PAIR and previous is not None and len(told) == _PAIR and not (found or before.lost):
        found, regions = [previous], [level.places[0] for level in told if level.places]
    if len(dict.fromkeys(regions)) != _PAIR:
        return
    for each in found:
        rate_, level = each.rate, each.anchor
        if rate_ is not None and level is not None:
            whole = reader.measurables[rate_.whole]
            parts = [level._replace(regions=(region,)) for region in dict.fromkeys(regions)]
            one, other = (Ratio(part.amount(), part._replace(measurable=whole).amount()) for part in parts)
            yield from (each._replace(formula=Points(*pair), kind="points") for pair in ((one, other), (other, one)))


#: How far two rates are from each other; two of them.
_APART, _PAIR = re.compile(r"(?:相差|差距为?|相距|落差|极差)(?:达到?|有|约|近|为)?$"), 2


def _than_rate(
    reader: Reader, around: Surroundings, book: Book, previous: Reading | None, words: re.Match[str]
) -> Iterator[Reading]:
    """The difference of the rate told last from the one that the words name: 支付率78.2%，比拨付率低5个百分点."""
    if previous is None or not isinstance(previous.formula, Ratio):
        return
    told = surroundings_before(reader.scene, around.index, words.end("rate"))
    for each in rate(reader, told, book):
        if isinstance(each.formula, Ratio) and each.formula != previous.formula:
            turned = is_less(around)
            score = min(each.score, previous.score)
            yield each._replace(formula=Points(previous.formula, each.formula, turned), kind="points", score=score)


def _rates_of_now_too(reader: Reader, readings: Iterable[Reading]) -> Iterator[Reading]:
    """The rates, and the same of the report's time: 支付率77%，2021年为96%，下降19个百分点."""
    now = reader.setting.period
    for each in readings:
        yield each
        level, formula = each.anchor, each.formula
        if isinstance(formula, Ratio) and level is not None and level.period.end < now.start and not level.pinned:
            moved_on = replace(formula, part=moved(formula.part, now), whole=moved(formula.whole, now))
            score = each.score - RECENT
            yield each._replace(formula=moved_on, anchor=level._replace(period=now), score=score)
