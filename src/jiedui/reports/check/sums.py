"""What was told right before, taken together: 一季度85人、二季度55人，合计140人; 两镇合计占六成; 两项相加比上年多2批."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from operator import add
from typing import NamedTuple

from jiedui.reports.check.amounts import Before, Level, Reader
from jiedui.reports.check.anchors import Reading
from jiedui.reports.check.evidence import Surroundings
from jiedui.reports.check.formulas import Linear

#: Words that add up, with how many there are of what they add up.
_TOGETHER = re.compile(
    r"(?:(?P<many>[两二三四五])(?:者|项|类|样|家|笔|批|期|地|方面|个?[镇村县区]|个?季度|年)(?:就|一起)?)?"
    r"(?P<word>合计|共计|加起来|合起来|相加|加在一起|之和|一共|总共|(?<=[者项类样家笔批期地镇村县区度年])共)"
)
#: All of a place or a time is more than what was told.
_OF_ALL = re.compile(r"全[县区市镇乡年省]|累计|各[级类地项方]")
#: What is set beside another number is no sum: 款物加起来比去年的69万元多.
_AGAINST = re.compile(r"[比较与超][^，。；]{0,12}$")
_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
#: What is added up is two at least.
_LEAST = 2


class Sum(NamedTuple):
    """What was told, added up: each amount, and how well all are borne."""

    levels: tuple[Level, ...]
    score: float

    @property
    def last(self) -> Level:
        """The amount told last."""
        return self.levels[-1]

    def amount(self) -> Linear:
        """All together."""
        return reduce(add, (each.amount() for each in self.levels))


def told_together(reader: Reader, around: Surroundings, before: Before) -> Sum | None:
    """The amounts told before in the sentence that the number's own words add up; None where these add up nothing.

    As many as the words say, else all of one kind; of what 其中 opened the parts alone.
    """
    found = _TOGETHER.search(around.text, around.before.start, around.before.end)
    if found is None or before.lost or before.stale or _OF_ALL.search(around.text, around.before.start, found.end()):
        return None
    led = [hit.meanings for hit in around.own if hit.end <= found.start()]
    if any(each.regions or each.columns or each.named for each in led):
        return None  # what own words name is added up, not what was told
    told = [each for each in before.recent if _is_of_sentence(reader, around, each[0])]
    if before.parent is not None:
        told = [each for each in told if each[1] in before.parts]
    if not told:
        return None
    levels = _alike(reader, around, told)
    many = _MANY.get(found["many"] or "", 0)
    levels = levels[-many:] if many else levels
    if levels and any(each.spoken and levels[-1].measurable.ledger not in each.spoken for each in led):
        return None
    if len(levels) < max(many, _LEAST) or len({each.amount() for each in levels}) < len(levels):
        return None
    return Sum(tuple(levels), min(each.score for each in levels))


def _is_of_sentence(reader: Reader, around: Surroundings, place: int) -> bool:
    """Whether the statement stands in the same sentence."""
    return around.sentence.start <= reader.scene.statements[place].start < around.before.start


def _alike(reader: Reader, around: Surroundings, told: list[tuple[int, Level]]) -> list[Level]:
    """Those of one measure and unit with the number, or of a share with what was told last, as far back as they go on."""
    statements, this = reader.scene.statements, around.statement
    amounts = this.dimension not in ("ratio", "points", "times", "rank")
    pattern = this if amounts else statements[told[-1][0]]
    kin = [
        level
        for place, level in told
        if (statements[place].dimension, statements[place].unit) == (pattern.dimension, pattern.unit)
    ]
    return [
        each
        for each in kin  # of the last one's kind
        if each.measurable.ledger == kin[-1].measurable.ledger and each.measurable.measure == kin[-1].measurable.measure
    ]


def together(reader: Reader, around: Surroundings, before: Before) -> Iterator[Reading]:
    """The amount that what was told comes to, all together."""
    found = None if _AGAINST.search(around.lead) else told_together(reader, around, before)
    if found is not None:
        yield Reading(found.amount(), found.score, found.last, "sum")
