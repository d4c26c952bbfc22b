"""Readings of averages, ranks and durations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from jiedui.base.periods import Period
from jiedui.reports.check.anchors import Reading, anchors, near
from jiedui.reports.check.evidence import (
    Surroundings,
)
from jiedui.reports.check.formulas import Lasting, Linear, Rank, Ratio
from jiedui.reports.check.level import UNSURE, Before, Level, Reader

_EACH = re.compile(
    r"平均每|每(?:个|期|家|次|户|人|对|名|村|县|镇)|户均|人均|村均|县均|镇均|各(?:得|获|为|有|收到)?$|各$|分别获"
)
_POSTED = re.compile(r"挂职|挂任|任期|帮扶|驻点|支教|支医|选派|锻炼")


def average(around: Surroundings, levels: Sequence[Level]) -> Iterator[Reading]:
    """The amount a row, or a place, or a value: 平均每个…, 各…."""
    for level in levels:
        several = [len(each.values) for each in level.conditions if len(each.values) > 1]
        parts = max(len(level.regions), *several, 1) if several else len(level.regions)
        if parts > 1 and "各" in near(around):
            yield Reading(Ratio(level.amount(), Linear(constant=Fraction(parts))), level.score, level, "average")
        vague = "各" in near(around) and not (level.conditions or level.regions)
        score = min(level.score, UNSURE) if vague else level.score - 0.01
        yield Reading(Ratio(level.amount(), _rows(level).amount()), score, level, "average")


def mean(levels: Sequence[Level]) -> Iterator[Reading]:
    """A duration kept with each row, such as 稳岗月数: their mean, for durations do not add up."""
    for level in levels:
        yield Reading(Ratio(level.amount(), _rows(level).amount()), level.score, level, "average")


def _rows(level: Level) -> Level:
    """The number of the level's rows."""
    measure = level.measurable.measure.model_copy(update={"aggregate": "count", "column": None})
    return replace(level, measurable=replace(level.measurable, measure=measure, dimension="count", unit_column=None))


def rank(reader: Reader, around: Surroundings, before: Before) -> Iterator[Reading]:
    """The place of a region among those of its level below the same parent."""
    setting = reader.setting
    for anchor in anchors(reader, around, before)[:1]:
        region = anchor.regions[0] if anchor.regions else setting.region
        if region is None:
            continue
        own = replace(anchor, regions=(region,))
        others = tuple(replace(anchor, regions=(each,)).amount() for each in setting.land.siblings(region))
        if others:
            yield Reading(Rank(own.amount(), others), anchor.score, own, "rank")


def duration(reader: Reader, around: Surroundings) -> Iterator[Reading]:
    """How long a posting is, in months of a twelfth of a year: of the person named, the author, or who began then."""
    setting = reader.setting
    text = reader.scene.text[around.sentence.start : around.sentence.end]
    if not _POSTED.search(text):
        return
    for posting in dict.fromkeys(_postings(reader, around, text)):
        lasting = Lasting(posting.start, posting.end, (setting.entry_of(posting),))
        yield Reading(lasting, 1.0, None, "duration")


def _postings(reader: Reader, around: Surroundings, text: str) -> list[Period]:
    """The postings that the sentence may speak of, from what names them best."""
    setting = reader.setting
    before = text[: around.before.end - around.sentence.start]
    named = sorted((name for name in setting.postings if name in before), key=before.rfind, reverse=True)
    if named:
        return [setting.postings[named[0]]]
    if setting.author and setting.author.posting:
        return [setting.author.posting]
    began = [
        time.period for time in reader.scene.times_in(around.sentence) if time.period and time.kind != "comparison"
    ]
    return [posting for posting in setting.postings.values() if any(posting.start in period for period in began)]


def is_average(around: Surroundings) -> bool:
    """Whether the number is told for each of several."""
    return bool(_EACH.search(near(around)))
