"""What was told right before, taken together: 一季度85人、二季度55人，合计140人; 两镇合计占六成; 两项相加比上年多2批."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import add
from typing import NamedTuple

from jiedui.base.periods import Period
from jiedui.figures.model import Condition
from jiedui.prose.document import Span
from jiedui.reports.check.readings.amounts import Before, Level, Reader
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.formulas import Linear
from jiedui.reports.check.readings.level import level_of
from jiedui.reports.check.readings.scoring import UNSURE
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.words.common import ADDED_UP
from jiedui.reports.check.words.meanings import Meanings

#: Words that add up, with how many there are of what they add up.
_TOGETHER = re.compile(
    r"(?:(?P<many>[两二三四五])(?:者|项|类|样|家|笔|批|期|地|方面|个?[镇村县区]|个?季度|年)(?:就|一起)?)?"
    rf"(?P<word>{ADDED_UP}|(?<=[者项类样家笔批期地镇村县区度年])共)"
)
#: All of a place or a time is more than what was told.
_OF_ALL = re.compile(r"全[县区市镇乡年省]|累计|各[级类地项方]")
_OF_TIMES = re.compile(r"年|季度|期")
#: What was told above, by whatever name: 以上商超合计.
_ABOVE = re.compile(rf"[，。；]?(?:以上|上述|前述)[^，。；0-9]{{0,12}}(?:{ADDED_UP})")
#: What is set beside another number is no sum: 款物加起来比去年的69万元多.
_AGAINST = re.compile(r"(?:[比较与]|(?<!商)超)[^，。；]{0,12}$")
_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
#: What the sum of matters scores that are all named in full.
NAMED = 1.0
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


def adds_up_the_above(around: Surroundings) -> bool:
    """Whether the number is of what was told above, whether that was understood or not: 以上商超合计."""
    return bool(_ABOVE.match(around.text, around.before.start))


def told_together(reader: Reader, around: Surroundings, before: Before) -> Sum | None:
    """The amounts told before in the sentence that the number's own words add up; None where these add up nothing.

    As many as the words say, else all of one kind; of what 其中 opened the parts alone.
    """
    found = _TOGETHER.search(around.text, around.before.start, around.before.end)
    if found is None or before.lost or _OF_ALL.search(around.text, around.before.start, found.end()):
        return None
    taken_up = bool(found["many"]) and not _OF_TIMES.search(found[0])  # 两年共 tells a time anew
    if before.stale and not (taken_up and before.former):
        return None
    led = [hit.meanings for hit in around.own if hit.end <= found.start()]
    above = adds_up_the_above(around)
    if not above and any(each.regions or each.columns or each.named for each in led):
        return None  # what own words name is added up, not what was told
    told = _told_in_sentence(reader, around, before, taken_up=taken_up)
    if before.parent is not None:
        told = [each for each in told if each[1] in before.parts]
    if not told:
        return None
    kin = _alike(reader, around, told)
    many = _MANY.get(found["many"] or "", 0)
    kin = kin[-many:] if many else kin
    levels = [level for _, level in kin]
    if above:
        levels = _of_those_named(levels, led) or levels
    elif levels and any(each.spoken and levels[-1].measurable.ledger not in each.spoken for each in led):
        return None
    if len(levels) < max(many, _LEAST) or len({each.amount() for each in levels}) < len(levels):
        return None
    score = min(each.score for each in levels)
    return Sum(tuple(levels), score if _are_all(reader, around, told, kin, many) else min(score, UNSURE))


def _told_in_sentence(
    reader: Reader, around: Surroundings, before: Before, *, taken_up: bool
) -> list[tuple[int, Level]]:
    """The amounts told before in the sentence; those of the one before, where this one takes them up by their number."""
    first, statements = around.sentence.start, reader.scene.statements
    told = [each for each in before.recent if first <= statements[each[0]].start < around.before.start]
    return told or (list(before.former) if taken_up else [])


def _are_all(
    reader: Reader, around: Surroundings, told: list[tuple[int, Level]], kin: list[tuple[int, Level]], many: int
) -> bool:
    """Whether none was told among them, in their unit, that was not understood: then the sum is of more."""
    statements, pattern = reader.scene.statements, reader.scene.statements[kin[-1][0]]
    known = {place for place, _ in told}
    first = min(place for place, _ in kin) if many else reader.scene.place_from(around.sentence.start)
    return not any(
        (each.dimension, each.unit) == (pattern.dimension, pattern.unit) and place not in known
        for place, each in enumerate(statements[first : around.index], first)
    )


def _alike(reader: Reader, around: Surroundings, told: list[tuple[int, Level]]) -> list[tuple[int, Level]]:
    """Those of one measure and unit with the number, or of a share with what was told last, as far back as they go on."""
    statements, this = reader.scene.statements, around.statement
    amounts = this.dimension not in ("ratio", "points", "times", "rank")
    pattern = this if amounts else statements[told[-1][0]]
    kin = [
        (place, level)
        for place, level in told
        if (statements[place].dimension, statements[place].unit) == (pattern.dimension, pattern.unit)
    ]
    if "年" not in around.text[around.before.start : around.before.end]:
        kin = [each for each in kin if not any(_is_a_year_before(each[1], other) for _, other in kin)]
    last = kin[-1][1].measurable if kin else None
    return [
        (place, each)
        for place, each in kin  # of the last one's kind
        if last is not None and (each.measurable.ledger, each.measurable.measure) == (last.ledger, last.measure)
    ]


def _of_those_named(levels: Sequence[Level], led: Sequence[Meanings]) -> list[Level]:
    """Those of the amounts that a value named again narrows: 以上村村、村企合计38对."""
    named = {
        (ledger, each.column, each.value) for one in led for ledger, values in one.values.items() for each in values
    }
    return [
        level
        for level in levels
        if any(
            (level.measurable.ledger, each.column, value) in named for each in level.conditions for value in each.values
        )
    ]


def _is_a_year_before(level: Level, other: Level) -> bool:
    """Whether it is but what the other amount was a year before: 东部148人，去年120人；省内40人，去年30人，两者合计188人."""
    return (
        level.period != other.period
        and level._replace(period=other.period).amount() == other.amount()
        and (level.period.end.year < other.period.end.year)
    )


def together(reader: Reader, around: Surroundings, before: Before) -> Iterator[Reading]:
    """The amount that what was told comes to, all together."""
    found = None if _AGAINST.search(around.lead) else told_together(reader, around, before)
    if found is not None:
        one = _united(found.levels)
        amount, level = (found.amount(), found.last) if one is None else (one.amount(), one)
        yield Reading(amount, found.score, level, "sum")


def matters_named(reader: Reader, around: Surroundings) -> list[Reading] | None:
    """What the matters of several ledgers come to that are named right before: 财政援助、社会捐赠合计2120.5万元.

    None where no several are named; no readings where not all of them are understood.
    """
    found = _TOGETHER.search(around.text, around.before.start, around.before.end)
    words = Span(around.before.start, found.start()) if found is not None else around.before
    members = list(_members(around.text, words)) if found is not None else []
    if len(members) < _LEAST:
        return None
    named = [max(_spelled(reader, around, each), default=None) for each in members]
    measurables = [reader.measurables[each[1]] for each in named if each is not None]
    if len({each.ledger for each in measurables}) < _LEAST:
        return None
    levels = [next(iter(level_of(reader, around, each, NAMED)), None) for each in measurables]
    known = [each._replace(conditions=()) for each in levels if each is not None]
    if len(known) < len(members):
        return []
    summed = Sum(tuple(known), min(each.score for each in known))
    return [Reading(summed.amount(), summed.score, summed.last, "sum")]


def _members(text: str, words: Span) -> Iterator[Span]:
    """The members of a list, without what stands in brackets."""
    start = words.start
    for mark in _JOINS.finditer(text, *words):
        yield Span(start, mark.start())
        start = mark.end()
    bracket = _BRACKET.search(text, start, words.end)
    yield Span(start, bracket.start() if bracket else words.end)


_JOINS, _BRACKET = re.compile(r"[、和与及]"), re.compile(r"[（(]")


def _spelled(reader: Reader, around: Surroundings, words: Span) -> Iterator[tuple[int, str]]:
    """What the words spell in full of the number's dimension: the length of the phrase and the name."""
    heard: dict[tuple[str, int], dict[int, int]] = {}
    for hit in reader.scene.hits_in(words):
        for topic in hit.meanings.topics:
            heard.setdefault((topic.target, topic.phrase), {})[topic.word] = len(hit.text)
    for (target, phrase), lengths in heard.items():
        this = reader.measurables.get(target)
        fits = this is not None and this.dimension == around.statement.dimension and not this.plain
        if fits and this is not None and len(lengths) == len(this.phrases[phrase]):
            yield sum(lengths.values()), target


def _united(levels: Sequence[Level]) -> Level | None:
    """All of them as one amount, where they differ in nothing but their place, one value, or the time they follow in."""
    one: Level | None = levels[0]
    for each in levels[1:]:
        one = _both(one, each) if one is not None else None
    return one


def _both(one: Level, other: Level) -> Level | None:
    """The two as one amount, if they are."""
    of_one = (one.measurable.measure_key, one.pinned, one.homes) == (
        other.measurable.measure_key,
        other.pinned,
        other.homes,
    )
    if not of_one:
        return None
    places, time = one.regions == other.regions, one.period == other.period
    if one.conditions == other.conditions:
        if time and one.regions and other.regions:
            return one._replace(regions=(*one.regions, *other.regions))
        follows = one.period.end.toordinal() + 1 == other.period.start.toordinal()
        follows = follows and one.period.start.year == other.period.end.year
        return one._replace(period=Period(one.period.start, other.period.end)) if places and follows else None
    mine, theirs = ({each.column: each for each in level.conditions} for level in (one, other))
    apart = [column for column in mine if mine[column] != theirs.get(column)]
    if not (places and time and mine.keys() == theirs.keys() and len(apart) == 1):
        return None
    pair = mine[apart[0]], theirs[apart[0]]
    if any(each.op != "in" for each in pair):
        return None
    mine[apart[0]] = Condition(apart[0], "in", (*pair[0].values, *pair[1].values))
    return one._replace(conditions=tuple(mine.values()), score=min(one.score, other.score))
