"""A look at what the numbers near an open one come to: how far two are apart, a share, a multiple, a change since the year before.

比8月还少了七十多万元, 相当于下达数的三分之一, 是赴澄人数的1.4倍 set what was told beside what was told; in whatever words they do so, both
are numbers that the book bears out, or what those were a year before. A number that nothing bore out is taken for what two
of them come to, the nearest first, where its words tell of a distance, a part or a time before, and it says so much that, of
the few figures met on the way, hardly one would be met by chance. Nobody is accused by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from jiedui.prose.document import Span
from jiedui.reports.check.looks.looking import SCORE, borne, goes_on_from_lost, judged_of, within_chance
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.formulas import Formula, Linear, Points, Ratio, changed, queries_of
from jiedui.reports.check.text.evidence import surroundings

if TYPE_CHECKING:
    from jiedui.base.periods import Period
    from jiedui.figures.model import Query
    from jiedui.reports.check.readings.amounts import Level, Reader
    from jiedui.reports.check.readings.anchors import Book
    from jiedui.reports.check.readings.formulas import Numbers
    from jiedui.reports.check.text.evidence import Surroundings
    from jiedui.reports.check.verdicts.deciding import Checked, Judged

#: So many numbers before it, and behind it, may be what it is of; of so many, the nearest, each two are set beside each other.
BEFORE, BEHIND, NEAR = 10, 2, 5
#: So many compositions are tried of one number.
MOST = 40
#: A distance, in words before the number: to more, to less, or either.
_MORE, _LESS = re.compile(r"[多高增超涨升]"), re.compile(r"[少低减降落缺欠剩]|缺口")
_APART = re.compile(r"[差余]|优势|相距|进步|[还尚]有|而[未没]")
#: So far before the number stands the word for a distance or a time before.
LEAD = 16
#: So far before it stand the times that are compared.
CLAUSE = 40
#: A time before, as the clause tells it.
_THEN = re.compile(r"去年|上年|同期|同比|前年|上一年|这个时候|[由从]")
#: What is never more than all of something.
_OF_A_WHOLE = frozenset({"share", "rate"})
_AMOUNTS = frozenset({"money", "count", "visits", "mass", "area"})


class Told(NamedTuple):
    """A number near the open one that the book bears out: its formula, what it is of, its dimension and measure word."""

    formula: Formula
    level: Level
    dimension: str
    unit: str

    @property
    def kind(self) -> tuple[str, str]:
        """What it may be set beside: what is counted by the same word; all money."""
        return self.dimension, "" if self.dimension == "money" else self.unit


def compose(reader: Reader, _book: Book, numbers: Numbers, decided: Mapping[int, Checked]) -> dict[int, Checked]:
    """What is borne out as composed of numbers near it, of the statements still open; all figures asked at once."""
    asked = {
        index: list(islice(_readings(reader, index, decided), MOST))
        for index, each in decided.items()
        if _may_be_composed(reader, index, each) and not goes_on_from_lost(reader, index, decided)
    }
    likely = {
        index: [each for each in those if _is_likely(each)]
        for index, those in judged_of(asked, numbers, decided).items()
    }
    return borne(within_chance(likely, decided), decided)


def _may_be_composed(reader: Reader, index: int, checked: Checked) -> bool:
    """Whether it is open, and of no rate that the catalogue does not know."""
    if not checked.open or checked.statement.masked or index in reader.lessons:
        return False
    return not surroundings(reader.scene, index).of_another_rate


def _is_likely(judged: Judged) -> bool:
    """Whether such a figure is told at all: no distance below nought, no share of more than all, nothing oddly said."""
    value = judged.answer.value or 0
    return value > 0 and judged.nature != "soft" and (judged.reading.kind not in _OF_A_WHOLE or value <= 1)


def _readings(reader: Reader, index: int, decided: Mapping[int, Checked]) -> Iterator[Reading]:
    """What the number may come to, the nearest first, each formula once."""
    around, met = surroundings(reader.scene, index), set[Formula]()
    told = list(nearest_told(reader, index, decided))
    for each in _Composer(reader, around).compositions([*_at_places_named(around, told), *told]):
        if each.formula not in met:
            met.add(each.formula)
            yield each


def _at_places_named(around: Surroundings, told: Sequence[Told]) -> Iterator[Told]:
    """The last numbers of each kind, of the place that the number's own words name: 支付率全市77.8%…与9月底相比，鹿鸣提高21.6个百分点."""
    places = {hit.meanings.regions[0] for hit in around.own if hit.meanings.regions and hit.end <= around.before.end}
    for place in places if len(places) == 1 else ():
        kinds: dict[type, Told] = {}
        for each in told:
            if each.level.regions != (place,) and not each.level.pinned:
                kinds.setdefault(type(each.formula), each)
        for each in kinds.values():
            moved = changed(each.formula, partial(_placed, place=place))
            yield each._replace(formula=moved, level=each.level._replace(regions=(place,), homes=()))


def nearest_told(reader: Reader, index: int, decided: Mapping[int, Checked]) -> Iterator[Told]:
    """The numbers of its paragraph that are borne out, the nearest first, those before it first."""
    scene = reader.scene
    here = scene.document.paragraph_at(scene.statements[index].start)
    places = (*range(index - 1, index - 1 - BEFORE, -1), *range(index + 1, index + 1 + BEHIND))
    for place in places:
        other = decided.get(place)
        if other is None or other.verdict != "confirmed" or other.best is None:
            continue
        reading, told = other.best.reading, other.statement
        if reading.anchor is not None and scene.document.paragraph_at(told.start) == here:
            yield Told(reading.formula, reading.anchor, told.dimension, told.unit)


def tells_distance(around: Surroundings) -> bool:
    """Whether the words right before the number tell how far apart two things are."""
    lead = Span(max(around.sentence.start, around.before.end - LEAD), around.before.end)
    return any(words.search(around.text, *lead) for words in (_MORE, _LESS, _APART))


class _Composer:
    """What the numbers near a statement come to, as its words set them beside each other."""

    def __init__(self, reader: Reader, around: Surroundings) -> None:
        self._around, self._role = around, around.statement.role
        clause = Span(max(around.sentence.start, around.before.end - CLAUSE), around.before.end)
        times = reader.scene.times_in(clause)
        self._times = [
            each.period for each in times if each.period is not None and each.kind in ("window", "as_of", "comparison")
        ]
        self._lead = Span(max(around.sentence.start, around.before.end - LEAD), around.before.end)

    def _says(self, words: re.Pattern[str]) -> bool:
        """Whether the words right before the number have one of those."""
        return words.search(self._around.text, *self._lead) is not None

    def compositions(self, told: Sequence[Told]) -> Iterator[Reading]:
        """Every composition that such a statement may tell."""
        statement = self._around.statement
        if statement.dimension == "points":
            yield from self._points(told)
        elif statement.dimension in ("ratio", "times"):
            yield from self._quotients(told)
        elif statement.dimension in _AMOUNTS:
            kind = ("money", "") if statement.dimension == "money" else (statement.dimension, statement.unit)
            kin = [each for each in told if each.kind == kind]
            if self._says(_THEN):
                for each in kin[:NEAR]:
                    yield from (_reading(then, each.level, "level") for then in self._thens(each.formula))
            yield from self._distances(kin)

    def _distances(self, kin: Sequence[Told]) -> Iterator[Reading]:
        """How far two amounts are apart, and one from what it was before, as the words before the number have it."""
        more, less = self._says(_MORE), self._says(_LESS)
        if not (more or less or self._says(_APART)):
            return
        amounts = [(each, each.formula) for each in kin[:NEAR] if isinstance(each.formula, Linear)]
        for place, (one, formula) in enumerate(amounts):
            for then in self._thens(formula):
                if isinstance(then, Linear):
                    ways = ([] if less else [formula + -then]) + ([] if more else [then + -formula])
                    yield from (_reading(way, one.level, "difference")._replace(base=then) for way in ways)
            for other, beside in amounts[:place]:
                if formula != beside:
                    yield _reading(beside + -formula, other.level, "gap")
                    yield _reading(formula + -beside, one.level, "gap")

    def _quotients(self, told: Sequence[Told]) -> Iterator[Reading]:
        """What one amount is of another, by the statement's role; what a quotient told near it was before."""
        changes, turned = self._role in ("growth", "fall"), self._role == "fall"
        before = self._says(_THEN) and not changes
        if before:
            for each in told[:NEAR]:
                if isinstance(each.formula, Ratio) and not each.formula.shift:
                    yield from (_reading(then, each.level, "rate") for then in self._thens(each.formula))
        kind = self._role if changes else "multiple" if self._role == "multiple" else "share"
        shift = -1 if changes else 0
        amounts = [(each, each.formula) for each in told[:NEAR] if isinstance(each.formula, Linear)]
        for place, (one, formula) in enumerate(amounts):
            for then in self._thens(formula) if changes else ():
                if isinstance(then, Linear):
                    yield _reading(Ratio(formula, then, shift, turned), one.level, kind)._replace(base=then)
            for other, beside in amounts[:place]:
                if one.dimension == other.dimension and formula != beside:
                    pairs = [Ratio(beside, formula, shift, turned), Ratio(formula, beside, shift, turned)]
                    yield from (_reading(each, other.level, kind) for each in pairs)
                    if before:
                        yield from (_reading(then, other.level, kind) for each in pairs for then in self._thens(each))

    def _points(self, told: Sequence[Told]) -> Iterator[Reading]:
        """How many points two quotients are apart, and one from what it was before."""
        near = [each for each in told if isinstance(each.formula, Ratio) and not each.formula.shift]
        rates = [(each, each.formula) for each in near[:NEAR] if isinstance(each.formula, Ratio)]
        for place, (one, ratio) in enumerate(rates):
            others = [(one, then) for then in self._thens(ratio) if isinstance(then, Ratio)]
            for other, beside in [*others, *rates[:place]]:
                yield _reading(Points(ratio, beside), one.level, "points")
                yield _reading(Points(beside, ratio), other.level, "points")

    def _thens(self, formula: Formula) -> Iterator[Formula]:
        """The same a year before, and at the other times that the clause tells; none of what has no one time."""
        periods = {query.period for query in queries_of(formula)}
        period = periods.pop() if len(periods) == 1 else None
        if period is None:
            return
        for other in dict.fromkeys((period.years_before(1), *self._times)):
            if other != period:
                yield changed(formula, partial(_at, period=other))


def _at(query: Query, period: Period) -> Query:
    """The query of another time."""
    return replace(query, period=period)


def _placed(query: Query, place: int) -> Query:
    """The query of another place."""
    return replace(query, region=place)


def _reading(formula: Formula, level: Level, kind: str) -> Reading:
    """A reading that no word bears, as sure as what is borne out."""
    return Reading(formula, SCORE, level._replace(score=SCORE), kind)
