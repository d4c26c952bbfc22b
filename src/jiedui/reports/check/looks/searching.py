"""A third look: a number of many digits among all that its paragraph speaks of, however the words are put together.

What is said in words that nobody foresaw (核桃这几年走掉862.45万元) names its matter, its time and its place all the same, though
not beside each other. A number of four digits that the book has of just such a matter, at a time and place that the
paragraph tells, narrowed by nothing but what the sentence names, is no chance: one in a thousand would meet it so. Nobody
is accused by it, and nothing is looked for of another stage than the words tell, or in a distance, or beside words that deny.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, product
from typing import TYPE_CHECKING

from jiedui.figures.model import Condition
from jiedui.prose.document import Span
from jiedui.reports.check.looks.looking import (
    SCORE,
    as_read,
    borne,
    first_reading,
    headed_matters,
    is_another_stage,
    is_open,
    is_understood,
    judged_of,
    miswritten,
)
from jiedui.reports.check.readings.amounts import homes_of, pins
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.formulas import Numbers, Ratio
from jiedui.reports.check.readings.goals import goal, targets_of
from jiedui.reports.check.readings.guesses import digits
from jiedui.reports.check.readings.level import levels_of
from jiedui.reports.check.readings.named_rates import ratio_to
from jiedui.reports.check.readings.thresholds import rate_named_last
from jiedui.reports.check.text.evidence import FAR, Surroundings, surroundings
from jiedui.reports.check.text.worded import narrowed_by
from jiedui.reports.check.verdicts.deciding import Checked

if TYPE_CHECKING:
    from jiedui.base.periods import Period
    from jiedui.catalog import Ledger
    from jiedui.reports.check.readings.amounts import Level, Reader
    from jiedui.reports.check.readings.anchors import Book
    from jiedui.reports.check.words.measurables import Measurable, Rate

#: Digits from which a number is looked for so widely; candidates that are tried of one number at most.
MANY, MOST = 4, 320
LEAST, FEW, FEWEST = 3, 80, 40
#: Of so many readings, the nearest, two digits that changed places show which was meant: of a number of three digits, of one of more.
NEAREST, NEAR = 12, 40
#: So many numbers of one text are looked for at most: a text of which more are open is hardly about this book.
OPEN = 150
#: Times and places of the paragraph that are tried, values and names of the sentence.
TIMES, PLACES, VALUES = 4, 4, 6
#: So many signs before a number its matter and times may stand; so many behind it what it is a part of.
REACH, NEXT = 240, 30
#: So far before a number may stand the name of the rate that it is; so many signs have the words over a paragraph at most.
RATED, SHORT_LEAD = 80, 12
#: So many numbers before and behind it may be what it is of.
BESIDE = 12
#: What is set beside a time before, of which a number may be.
_THEN = re.compile(r"[由从]|去年|上年|同期|前年")


def search(reader: Reader, book: Book, numbers: Numbers, decided: Mapping[int, Checked]) -> dict[int, Checked]:
    """What the widest look bears out of the statements that are still open, all figures asked at once."""
    still_open = (
        index
        for index, each in decided.items()
        if each.open and each.statement.exact and digits(each.statement) >= LEAST
    )
    asked = {
        index: list(islice(_readings(reader, book, index, decided), _most(decided[index])))
        for index in islice(still_open, OPEN)
    }
    judged = judged_of(asked, numbers, decided)
    nearest = {
        index: those[: NEAREST if digits(decided[index].statement) < MANY else NEAR] for index, those in judged.items()
    }
    return miswritten(nearest, decided) | borne(judged, decided)


def _most(checked: Checked) -> int:
    """How many readings of a number are tried: the less it says, the fewer."""
    few = FEWEST if checked.statement.dimension == "ratio" else FEW
    return MOST if digits(checked.statement) >= MANY else few


def _readings(reader: Reader, book: Book, index: int, decided: Mapping[int, Checked]) -> Iterator[Reading]:
    """What the number may be: an amount, or a growth, share or rate of what is told beside it."""
    checked = decided[index]
    if is_open(reader, index, checked):
        yield from map(as_read, _candidates(reader, index, checked, decided))
    elif checked.statement.dimension == "ratio" and is_understood(reader, index, checked):
        met = set()
        for each in _ratios(reader, book, index, decided):
            if each.formula not in met:
                met.add(each.formula)
                yield each


def _ratios(reader: Reader, book: Book, index: int, decided: Mapping[int, Checked]) -> Iterator[Reading]:
    """What a percentage may be of the amounts told near it, by its role."""
    around = surroundings(reader.scene, index)
    role = around.statement.role
    if role not in ("growth", "fall"):
        yield from _rates_spoken_of(reader, book, around)
    headed = (each._replace(score=SCORE) for each in headed_matters(reader, index))
    for level in chain(_told_near(reader, around, decided), headed):
        for each in _put_otherwise(reader, around, level):
            if role in ("growth", "fall"):
                then = each.period.years_before(1)
                change = Ratio(each.amount(), each._replace(period=then).amount(), -1, turned=role == "fall")
                yield Reading(change, SCORE, each, role, then=then)
            else:
                yield from _rates(reader, book, each)
                yield from _shares(each)


def _rates_spoken_of(reader: Reader, book: Book, around: Surroundings) -> Iterator[Reading]:
    """The rate that is named last before it, in whatever sentence (先说支付率。到6月底，全县81.5%), or of which its paragraph's head names the part."""
    headed, paragraph = _headed(reader, book, around), reader.scene.document.paragraph_at(around.statement.start)
    first = max(around.before.start - RATED, paragraph.start if headed is not None and paragraph is not None else 0)
    words = around.text[max(0, first) : around.before.end]
    last = rate_named_last(words, book) or headed
    if last is None:
        return
    part, whole = reader.measurables[last.part], reader.measurables[last.whole]
    for level in levels_of(reader, around, (part,), SCORE):
        for each in _put_otherwise(reader, around, level):
            yield Reading(ratio_to(whole, each), SCORE, each, "rate", rate=last)


def _headed(reader: Reader, book: Book, around: Surroundings) -> Rate | None:
    """The rate that a paragraph's short first words name but for 率: 3.支付。白岩75.5%，沐河69.8%."""
    paragraph = reader.scene.document.paragraph_at(around.statement.start)
    lead = reader.scene.sentence(paragraph.start) if paragraph is not None else None
    if lead is None or lead.end - lead.start > SHORT_LEAD or lead.end > around.before.start:
        return None
    told = {f"{hit.text}率" for hit in reader.scene.hits_in(lead)}
    return next((each for each in book.rates if told & {"".join(phrase) for phrase in each.phrases}), None)


def _told_near(reader: Reader, around: Surroundings, decided: Mapping[int, Checked]) -> Iterator[Level]:
    """The amounts that the numbers near it are borne out by, the nearest first."""
    reach, met = _reach(around), set()
    statements, index = reader.scene.statements, around.index
    changes = around.statement.role in ("growth", "fall")
    if changes and index and statements[index - 1].start >= around.sentence.start:
        reach = Span(around.sentence.start, reach.end)  # what its own sentence told is what grew
    for place in (place for apart in range(1, BESIDE) for place in (index - apart, index + apart) if place in decided):
        best = decided[place].best
        near = reach.start <= statements[place].start < reach.end + NEXT
        if near and best is not None and decided[place].verdict == "confirmed" and best.reading.anchor is not None:
            level = best.reading.anchor._replace(score=SCORE)
            if level.measurable.name in reader.measurables and level not in met:
                met.add(level)
                yield level


def _rates(reader: Reader, book: Book, level: Level) -> Iterator[Reading]:
    """The completion of its target, and the rates of which it is the part."""
    for target, done in targets_of(reader, book, level):
        formula = Ratio(done.amount(), goal(target))
        yield Reading(formula, SCORE, done, "completion", target=target, measurable=done.measurable)
    for each in book.rates:
        if each.part == level.measurable.name:
            yield Reading(ratio_to(reader.measurables[each.whole], level), SCORE, level, "rate", rate=each)


def _shares(level: Level) -> Iterator[Reading]:
    """Its share of the same in all places, and without what narrows it."""
    wholes = (level._replace(regions=()), level._replace(conditions=(), pinned=False))
    for whole in wholes:
        if whole != level:
            ratio = Ratio(level.amount(), whole.amount())
            yield Reading(ratio, SCORE, level, "share", measurable=whole.measurable)


def _candidates(reader: Reader, index: int, checked: Checked, decided: Mapping[int, Checked]) -> Iterator[Level]:
    """What the number may be of, each thing once, the nearest first."""
    around, first = surroundings(reader.scene, index), first_reading(checked)
    met = set()
    for level in levels_of(reader, around, _matters(reader, around, decided), SCORE):
        if first is not None and is_another_stage(level.measurable, first.measurable):
            continue
        for each in _put_otherwise(reader, around, level):
            if (amount := each.amount()) not in met:
                met.add(amount)
                yield each


def _matters(reader: Reader, around: Surroundings, decided: Mapping[int, Checked]) -> Sequence[Measurable]:
    """What fits the number of the ledgers that its words speak of, or that the numbers beside it are of."""
    beside = (decided[each].best for each in (around.index - 1, around.index + 1) if each in decided)
    near = {each.reading.anchor.measurable.ledger for each in beside if each is not None and each.reading.anchor}
    near |= {ledger for hit in reader.scene.hits_in(_reach(around)) for ledger in hit.meanings.spoken}
    fitting = reader.measurables.fitting(around.statement.dimension, around.statement.unit)
    heard = (each for each, bonus in fitting if bonus > 0 and (each.ledger in near or around.support.get(each.ledger)))
    alike: dict[object, Measurable] = {}
    for each in heard:
        alike.setdefault(each.measure_key, each)
    return list(alike.values())


def _reach(around: Surroundings) -> Span:
    """The text from which the matter and the times of a number may come: what was told right before it, in whatever paragraph."""
    return Span(max(0, around.before.start - REACH), around.after.end)


def _put_otherwise(reader: Reader, around: Surroundings, level: Level) -> Iterator[Level]:
    """The same, narrowed by what the sentence names one by one, at the times and places that the paragraph tells."""
    ledger = reader.catalog.ledgers[level.measurable.ledger]
    choices = (
        _narrowings(reader, around, ledger, level),
        _places(reader, around, ledger, level),
        _times(reader, around, level),
    )
    for conditions, regions, period in product(*choices):
        homes = () if regions else homes_of(ledger, reader.setting, conditions)
        pinned = pins(ledger, conditions)
        yield level._replace(conditions=conditions, regions=regions, period=period, homes=homes, pinned=pinned)


def _narrowings(reader: Reader, around: Surroundings, ledger: Ledger, level: Level) -> Sequence[tuple[Condition, ...]]:
    """What its own words narrow, and that with one thing more that the sentence names; nothing."""
    span = Span(max(around.sentence.start, around.before.start - FAR), around.after.end)
    own = tuple(narrowed_by(ledger, around.own))
    named = [each for hit in reversed(reader.scene.hits_in(span)) for each in narrowed_by(ledger, [hit])]
    others = [each for each in dict.fromkeys(named) if all(each.column != mine.column for mine in own)]
    more = [tuple(sorted((*own, each), key=lambda one: one.column)) for each in others[:VALUES]]
    return list(dict.fromkeys((level.conditions, own, *more, ())))


def _places(reader: Reader, around: Surroundings, ledger: Ledger, level: Level) -> Sequence[tuple[int, ...]]:
    """Where its own words place it, else anywhere that the sentence or the heading over it names; the report's own."""
    if level.placed or not ledger.regions:
        return [level.regions]
    heading = [
        Span(each.start, each.heading_end) for each in reader.scene.document.headings_over(around.statement.start)
    ]
    spans = (*heading[-1:], Span(max(around.sentence.start, around.before.start - FAR), around.before.end))
    named = [hit.meanings.regions[0] for span in spans for hit in reader.scene.names_in(span) if hit.meanings.regions]
    return list(dict.fromkeys((level.regions, (), *((each,) for each in reversed(named[-PLACES:])))))


def _times(reader: Reader, around: Surroundings, level: Level) -> Sequence[Period]:
    """The time that its words tell, the report's, those of the paragraph; of what is set beside the year before, that."""
    told = reader.setting.period
    times = reader.scene.times_in(_reach(around))
    named = [each.period for each in reversed(times) if each.period is not None and each.kind in ("window", "as_of")]
    then = _THEN.search(around.text, reader.scene.clause(around.statement.start).start, around.before.end)
    before = [each.years_before(1) for each in (level.period, told)] if then else []
    return list(dict.fromkeys((level.period, told, *before, *named[:TIMES])))
