"""Readings of the rates that the catalogue names: part over whole of the same rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiedui.reports.check.readings.amounts import CORRECTED, STEADY, Before, Level, Reader, of_column
from jiedui.reports.check.readings.anchors import Book, Reading, of_the_place_named
from jiedui.reports.check.readings.formulas import Ratio
from jiedui.reports.check.readings.goals import goal, targets_of
from jiedui.reports.check.readings.level import is_narrowed_before, level_of
from jiedui.reports.check.readings.scoring import UNSURE
from jiedui.reports.check.text.evidence import CLAUSE, HALF, Surroundings, corrections_near, phrase_evidence
from jiedui.reports.check.words.measurables import Measurable, Rate


def rate(
    reader: Reader, around: Surroundings, book: Book, last: Reading | None = None, before: Before | None = None
) -> Iterator[Reading]:
    """A named rate of the catalogue, such as 拨付率: part ÷ whole of two indicators, narrowed alike.

    A statement that names none goes on with the rate told before: 省级资金支付率77.2%，市级资金69.4%.
    """
    lesson = reader.lessons.get(around.index)
    if lesson is not None:
        if isinstance(lesson.target, Rate):
            yield from _rate(reader, around, lesson.target, CORRECTED, (lesson.correction.id,))
        return
    found, least = False, HALF if _ONLY_THAT_IT_IS.fullmatch(around.text, *around.before) else CLAUSE
    for each in book.rates:
        evidence, nearest = phrase_evidence(around, each)
        if nearest >= least:
            found = True
            ledger = reader.catalog.ledgers[reader.measurables[each.part].ledger]
            adrift = before is not None and before.lost and is_narrowed_before(reader, around, ledger)
            score = min(evidence + 0.3, UNSURE) if around.unsettled or adrift else evidence + 0.3
            yield from _rate(reader, around, each, score, corrections_near(around, each))
            yield from _narrowed_before(reader, each, score, before)
            yield from _of_told(each, score, before)
    yield from _of_agreed(reader, around, before)
    yield from _of_target(reader, around, book, before)
    goes_on = around.leftover() <= 4 and not (around.of_another_rate or around.outside)
    if not found and goes_on and last is not None and last.rate is not None and last.kind in _GOES_ON:
        yield from _rate(reader, around, last.rate, 0.9)


#: What tells a rate, or how many have one within a bound: what follows may go on with it.
_GOES_ON = frozenset({"rate", "passing"})
#: Words that leave it to the clause before to say what a number is: 支付率最高，为91.5%.
_ONLY_THAT_IT_IS = re.compile(r"[仅只也]?(?:[为是达有到]了?)+(?:约|近)?")
#: What came in of what was agreed: 协议投资2亿元，到位率六成.
_COME_IN = re.compile(
    r"(?:到位|到资|履约|兑现|到账)率|(?:资金|投资|钱|真正|实际)(?:已经?)?(?:到位|到账|进来)[了的]?(?:也|就|才|只|仅|不过|有|近|约|超)*$"
)


def _of_agreed(reader: Reader, around: Surroundings, before: Before | None) -> Iterator[Reading]:
    """What came in of the rows told before, over what was agreed on of the same: 协议投资2亿元，到位1.2亿元，到位率六成."""
    if before is None or not _COME_IN.search(around.text, around.before.start, around.before.end):
        return
    for level in before.told:
        ledger = reader.catalog.ledgers[level.measurable.ledger]
        columns = {each.title[:2]: each for each in ledger.columns if each.unit == "万元"}
        agreed, paid = columns.get("协议"), columns.get("到位")
        if agreed is None or paid is None:
            continue
        part, whole = (of_column(level, each) for each in (paid, agreed))
        yield Reading(
            Ratio(part.amount(), whole.amount()), max(level.score, STEADY), part, "share", measurable=whole.measurable
        )
        if level.measurable.dimension == "money":
            return


def _of_target(reader: Reader, around: Surroundings, book: Book, before: Before | None) -> Iterator[Reading]:
    """What came in of its target, of the place named: 到位22185万元，占任务的91.3%；乌岩县到位率93.8%."""
    if before is None or not _COME_IN.search(around.text, around.before.start, around.before.end):
        return
    for level in before.told:
        here = of_the_place_named(around, level)
        for target, done in targets_of(reader, book, here):
            score = min(here.score, STEADY)
            yield Reading(
                Ratio(done.amount(), goal(target)), score, here, "completion", target=target, measurable=done.measurable
            )


def _narrowed_before(reader: Reader, each: Rate, score: float, before: Before | None) -> Iterator[Reading]:
    """The rate of the rows that the amount right before was of: 围绕项目进度督查16次，整改率77.8%."""
    last = before.previous if before is not None and not (before.stale or before.lost) else None
    part = reader.measurables[each.part]
    if last is not None and last.conditions and not last.pinned and last.measurable.ledger == part.ledger:
        level = last._replace(measurable=part, score=score - 0.03)
        yield Reading(ratio_to(reader.measurables[each.whole], level), level.score, level, "rate", rate=each)


def _of_told(rate: Rate, score: float, before: Before | None) -> Iterator[Reading]:
    """The rate of the two amounts told last: 批复项目18个，半年内动工16个，开工率88.9%."""
    part = before.previous if before is not None and not (before.stale or before.lost) else None
    if before is None or part is None:
        return
    told = [level for _, level in reversed(before.recent)]
    for whole in (*told, before.matter) if before.matter is not None else told:
        this = whole.measurable
        if this.name == rate.whole and this.ledger == part.measurable.ledger and whole.amount() != part.amount():
            if this.dimension == part.measurable.dimension:
                yield Reading(Ratio(part.amount(), whole.amount()), score - 0.02, part, "rate", rate=rate)
            return


def _rate(
    reader: Reader, around: Surroundings, each: Rate, score: float, corrections: tuple[int, ...] = ()
) -> Iterator[Reading]:
    """One rate, narrowed as the words say."""
    part, whole = reader.measurables[each.part], reader.measurables[each.whole]
    for level in level_of(reader, around, part, score):
        anchor = level._replace(corrections=(*level.corrections, *corrections))
        yield Reading(ratio_to(whole, anchor), anchor.score, anchor, "rate", rate=each)


def ratio_to(whole: Measurable, part: Level) -> Ratio:
    """The part over the whole of the same rows, of another ledger of all its rows there and then; by when a part is done narrows no whole."""
    done = {each.column for each in part.measurable.where if each.op == "filled"}
    due = tuple(each for each in part.conditions if each.op != "to" or each.column not in done)
    lower = part._replace(measurable=whole, conditions=due)
    if whole.ledger != part.measurable.ledger:
        lower = lower._replace(conditions=(), pinned=False)
    return Ratio(part.amount(), lower.amount())
