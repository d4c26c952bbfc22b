"""A look at what the numbers near an open one come to: how far two are apart, a share, a multiple, a change since the year before.

比8月还少了七十多万元, 相当于下达数的三分之一, 是赴澄人数的1.4倍 set what was told beside what was told; in whatever words they do so, both
are numbers that the book bears out, or what those were a year before. A number that nothing bore out is taken for what two
of them come to, the nearest first, where its words tell of a distance, a part or a time before, and it says so much that, of
the few figures met on the way, hardly one would be met by chance. Nobody is accused by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from jiedui.prose.document import Span
from jiedui.reports.check.anchors import Reading
from jiedui.reports.check.evidence import surroundings
from jiedui.reports.check.formulas import Formula, Linear, Points, Ratio, changed, queries_of
from jiedui.reports.check.looking import SCORE, borne, goes_on_from_lost, judged_of, most_tried, up_to

if TYPE_CHECKING:
    from jiedui.figures.model import Query
    from jiedui.reports.check.amounts import Level, Reader
    from jiedui.reports.check.anchors import Book
    from jiedui.reports.check.deciding import Checked, Judged
    from jiedui.reports.check.evidence import Surroundings
    from jiedui.reports.check.formulas import Numbers

#: So many numbers before it, and behind it, may be what it is of; of so many, the nearest, each two are set beside each other.
BEFORE, BEHIND, NEAR = 10, 2, 5
#: So many different values may be met, the one that holds among them, by the digits that a number says.
TRIED, MANY = {0: 1, 1: 3, 2: 8}, 40
#: A distance, in words before the number: to more, to less, or either.
_MORE, _LESS = re.compile(r"[多高增超涨升]"), re.compile(r"[少低减降落缺欠剩]|缺口")
_APART = re.compile(r"[差余]|优势|相距|进步")
#: So far before the number stands the word for a distance or a time before.
LEAD = 16
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


def compose(reader: Reader, _book: Book, numbers: Numbers, decided: Mapping[int, Checked]) -> dict[int, Checked]:
    """What is borne out as composed of numbers near it, of the statements still open; all figures asked at once."""
    asked = {
        index: list(islice(_readings(reader, index, decided), MANY))
        for index, each in decided.items()
        if _may_be_composed(reader, index, each) and not goes_on_from_lost(reader, index, decided)
    }
    likely = {
        index: [each for each in those if _is_likely(each)]
        for index, those in judged_of(asked, numbers, decided).items()
    }
    return borne(
        {index: up_to(those, most_tried(decided[index], TRIED, MANY)) for index, those in likely.items()}, decided
    )


def _may_be_composed(reader: Reader, index: int, checked: Checked) -> bool:
    """Whether it is open, and of no rate that the catalogue does not know."""
    if checked.verdict != "unsupported" or checked.statement.masked or index in reader.lessons:
        return False
    return not surroundings(reader.scene, index).of_another_rate


def _is_likely(judged: Judged) -> bool:
    """Whether such a figure is told at all: no distance below nought, no share of more than all, nothing oddly said."""
    value = judged.answer.value or 0
    return value > 0 and judged.nature != "soft" and (judged.reading.kind not in _OF_A_WHOLE or value <= 1)


def _readings(reader: Reader, index: int, decided: Mapping[int, Checked]) -> Iterator[Reading]:
    """What the number may come to, the nearest first, each formula once."""
    met = set[Formula]()
    for each in _compositions(surroundings(reader.scene, index), list(nearest_told(reader, index, decided))):
        if each.formula not in met:
            met.add(each.formula)
            yield each


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


def _compositions(around: Surroundings, told: list[Told]) -> Iterator[Reading]:
    """Every composition that such a statement may tell."""
    statement, lead = around.statement, Span(max(around.sentence.start, around.before.end - LEAD), around.before.end)
    then = _THEN.search(around.text, *lead) is not None
    if statement.dimension == "points":
        yield from _points(told)
    elif statement.dimension in ("ratio", "times"):
        yield from _quotients(statement.role, told, then=then)
    elif statement.dimension in _AMOUNTS:
        alike = statement.dimension == "money"
        kin = [
            each for each in told if each.dimension == statement.dimension and (alike or each.unit == statement.unit)
        ]
        if then:
            yield from (_reading(_then(each.formula), each.level, "level") for each in kin[:NEAR])
        yield from _distances(around.text, lead, kin)


def _distances(text: str, lead: Span, kin: list[Told]) -> Iterator[Reading]:
    """How far two amounts are apart, and one from what it was a year before, as the words before the number have it."""
    more, less = _MORE.search(text, *lead), _LESS.search(text, *lead)
    if not (more or less or _APART.search(text, *lead)):
        return
    amounts = [(each, each.formula) for each in kin[:NEAR] if isinstance(each.formula, Linear)]
    for place, (one, formula) in enumerate(amounts):
        then = _then(formula)
        if isinstance(then, Linear) and then != formula:
            if not less:
                yield _reading(formula + -then, one.level, "difference")._replace(base=then)
            if not more:
                yield _reading(then + -formula, one.level, "difference")._replace(base=then)
        for other, beside in amounts[:place]:
            if formula != beside:
                yield _reading(beside + -formula, other.level, "gap")
                yield _reading(formula + -beside, one.level, "gap")


def _quotients(role: str, told: list[Told], *, then: bool) -> Iterator[Reading]:
    """What one amount is of another, by the statement's role; what a quotient told near it was a year before."""
    if then and role not in ("growth", "fall"):
        yield from (
            _reading(_then(each.formula), each.level, "rate")
            for each in told[:NEAR]
            if isinstance(each.formula, Ratio) and not each.formula.shift
        )
    shift, turned = (-1 if role in ("growth", "fall") else 0), role == "fall"
    kind = role if shift else "multiple" if role == "multiple" else "share"
    amounts = [(each, each.formula) for each in told[:NEAR] if isinstance(each.formula, Linear)]
    for place, (one, formula) in enumerate(amounts):
        if shift and isinstance(before := _then(formula), Linear):
            yield _reading(Ratio(formula, before, shift, turned), one.level, kind)._replace(base=before)
        for other, beside in amounts[:place]:
            if one.dimension == other.dimension and formula != beside:
                yield _reading(Ratio(beside, formula, shift, turned), other.level, kind)
                yield _reading(Ratio(formula, beside, shift, turned), one.level, kind)


def _points(told: list[Told]) -> Iterator[Reading]:
    """How many points two quotients are apart, and one from what it was a year before."""
    rates = [(each, each.formula) for each in told[:NEAR] if isinstance(each.formula, Ratio) and not each.formula.shift]
    for place, (one, ratio) in enumerate(rates):
        before = _then(ratio)
        if isinstance(before, Ratio) and before != ratio:
            yield _reading(Points(ratio, before), one.level, "points")
            yield _reading(Points(before, ratio), one.level, "points")
        for other, beside in rates[:place]:
            yield _reading(Points(beside, ratio), other.level, "points")
            yield _reading(Points(ratio, beside), one.level, "points")


def _then(formula: Formula) -> Formula:
    """The same a year before; what has no time stays as it is."""
    if any(query.period is None for query in queries_of(formula)):
        return formula
    return changed(formula, _a_year_before)


def _a_year_before(query: Query) -> Query:
    """The query of the same stretch a year before."""
    return replace(query, period=query.period.years_before(1)) if query.period is not None else query


def _reading(formula: Formula, level: Level, kind: str) -> Reading:
    """A reading that no word bears, as sure as what is borne out."""
    return Reading(formula, SCORE, level._replace(score=SCORE), kind)
