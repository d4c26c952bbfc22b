"""A look at the targets that were set: a number that words unknown call one, of whatever was told beside it.

全年协议是5000万元，完成了86.7% names no matter; the sentence before it does, in words that nobody foresaw. What was set for a place in
a year is but a handful of numbers: one that equals one of them, where the words tell of a target, is that one, and so is what was
done of it, what is left, by what share it was done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from jiedui.prose.document import Span
from jiedui.reports.check.looks.looking import SCORE, borne, is_understood, judged_of, within_chance
from jiedui.reports.check.readings.amounts import Level
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.goals import goal
from jiedui.reports.check.readings.guesses import fits_unit
from jiedui.reports.check.readings.level import level_of
from jiedui.reports.check.text.evidence import surroundings
from jiedui.reports.check.words.measurables import FREE

if TYPE_CHECKING:
    from jiedui.prose.model import Statement
    from jiedui.reports.check.readings.amounts import Reader
    from jiedui.reports.check.readings.anchors import Book
    from jiedui.reports.check.readings.formulas import Numbers
    from jiedui.reports.check.text.evidence import Surroundings
    from jiedui.reports.check.text.setting import Target
    from jiedui.reports.check.verdicts.deciding import Checked
    from jiedui.reports.check.words.measurables import Measurable

#: What is set and not done, in the clauses right before the number or right behind it.
_AIM = re.compile(r"任务|目标|计划(?!总?投资)|指标|协议(?!投资|总投资)|下达给|派给|一分(?:钱)?(?:也)?不能少|约定|承诺")
#: So far before the number, and behind it, such a word may stand.
BEFORE, BEHIND = 16, 8
_AMOUNTS = frozenset({"money", "count", "visits", "mass"})


def look_at_aims(reader: Reader, book: Book, numbers: Numbers, decided: Mapping[int, Checked]) -> dict[int, Checked]:
    """What is borne out by a target, of the statements still open."""
    asked = {
        index: list(_readings(reader, book, surroundings(reader.scene, index)))
        for index, each in decided.items()
        if each.statement.dimension in _AMOUNTS and is_understood(reader, index, each)
    }
    judged = judged_of(asked, numbers, decided)
    return borne(within_chance(judged, decided), decided)


def _readings(reader: Reader, book: Book, around: Surroundings) -> Iterator[Reading]:
    """The targets that the number may be, those first whose matter is spoken of near it."""
    start = max(around.sentence.start, around.before.end - BEFORE)
    if not _AIM.search(around.text, start, around.statement.end + BEHIND):
        return
    places, years = _places(reader, around), _years(reader, around)
    set_here = (each for each in book.targets if each.region in places and each.year in years)
    found = [(target, level) for target in set_here for level in _of(reader, around, target)]
    for target, level in sorted(found, key=lambda each: -around.support.get(each[1].measurable.ledger, 0.0)):
        yield Reading(goal(target), SCORE, level, "target", target=target)


def _of(reader: Reader, around: Surroundings, target: Target) -> Iterator[Level]:
    """What a target is of, where it is of such a number's kind."""
    indicator = reader.catalog.indicator(target.indicator)
    measurable = reader.measurables.get(indicator.name) if indicator else None
    if (
        measurable is None
        or not fits_unit(around.statement, measurable)
        or not _counts_as(around.statement, measurable)
    ):
        return
    for level in level_of(reader, around, measurable, SCORE)[:1]:
        regions = () if target.region == reader.setting.region else (target.region,)
        yield _placed(level, regions)


def _counts_as(statement: Statement, measurable: Measurable) -> bool:
    """Whether the number is counted by a word of its kind: 36份 is no number of visits."""
    return statement.dimension != "count" or statement.unit in measurable.units or statement.unit in FREE


def _placed(level: Level, regions: tuple[int, ...]) -> Level:
    """The level of those regions alone, whatever else its words narrow."""
    return level._replace(regions=regions, conditions=(), pinned=False, score=SCORE)


def _places(reader: Reader, around: Surroundings) -> set[int]:
    """The report's own place, and those named in the sentence."""
    span = Span(around.sentence.start, around.after.end)
    named = {region for hit in reader.scene.names_in(span) for region in hit.meanings.regions[:1]}
    return named | ({reader.setting.region} if reader.setting.region is not None else set())


def _years(reader: Reader, around: Surroundings) -> set[int]:
    """The years that the report is of, and those that the sentence tells."""
    told = (each.period for each in reader.scene.times_in(around.sentence) if each.period is not None)
    return {reader.setting.period.end.year, reader.setting.clock.year, *(each.end.year for each in told)}
