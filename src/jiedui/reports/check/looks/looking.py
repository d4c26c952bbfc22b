"""A second look at a number that nothing bore out: among all that the words around it speak of.

The first look takes what the words say for what they say: of what 其中 opened, of the firm named three clauses before, of what
is planned. Where that bears a number out in no way, it may be of the same without what other clauses lend, of the report's
own time and place, of what a heading speaks of. A number of three digits that the book has of such a matter is no chance,
one of two digits where the very words near it speak of the matter. Nobody is accused by a second look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from jiedui.prose.document import Span
from jiedui.reports.check.readings.amounts import SURE
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.formulas import Answer, Numbers, evaluate
from jiedui.reports.check.readings.guesses import LEAST, MANY, digits
from jiedui.reports.check.readings.handing import DERIVED
from jiedui.reports.check.readings.judge import holds, nature_of
from jiedui.reports.check.readings.level import levels_of
from jiedui.reports.check.readings.narrowing import PERSON
from jiedui.reports.check.readings.scoring import MARGIN
from jiedui.reports.check.text.evidence import HALF, OWN, Surroundings, phrase_evidence, surroundings
from jiedui.reports.check.text.worded import narrowed_by
from jiedui.reports.check.verdicts.deciding import Checked, Judged, Verdict
from jiedui.reports.check.verdicts.slips import is_swapped

if TYPE_CHECKING:
    from jiedui.reports.check.readings.amounts import Level, Reader
    from jiedui.reports.check.readings.anchors import Book
    from jiedui.reports.check.words.measurables import Measurable

#: What a number is as sure of as of a guess that was borne out.
SCORE = 0.8
#: So many different values may be met, the one that holds among them, by the digits that a number says; of a wide interval.
TRIED, MOST_TRIED, WIDE = {0: 1, 1: 3, 2: 8}, 40, 1
#: Of so many readings, the nearest, two digits that changed places show which was meant.
NEAREST = 8
#: A reading below this was no sure one.
SHAKY = 1.0
#: So many ledgers that a heading speaks of are tried.
HEADED = 3
#: No word speaks of it.
NONE = (0.0, 0.0)
#: Amounts, which a book keeps as they are.
_AMOUNTS = frozenset({"money", "count", "visits", "mass"})


def look_again(reader: Reader, _book: Book, numbers: Numbers, decided: Mapping[int, Checked]) -> dict[int, Checked]:
    """What a second look bears out of the statements that are still open, all figures asked at once."""
    asked = {
        index: [as_read(level) for level in _readings(reader, index, first_reading(each))]
        for index, each in decided.items()
        if _is_worth_it(reader, index, each)
    }
    return borne_out(asked, numbers, decided)


def as_read(level: Level) -> Reading:
    """An amount, as sure as a guess that was borne out."""
    return Reading(level.amount(), SCORE, level, "level")


def borne_out(
    asked: Mapping[int, Sequence[Reading]], numbers: Numbers, decided: Mapping[int, Checked]
) -> dict[int, Checked]:
    """The statements that the first of the readings asked of them that holds bears out."""
    return borne(judged_of(asked, numbers, decided), decided)


def answers_of(readings: Sequence[Reading], numbers: Numbers) -> list[Answer]:
    """The answers of all readings, asked at once; none where the book has nothing of the time compared with."""
    bases = [each.base for each in readings if each.base is not None]
    answers = evaluate([*(each.formula for each in readings), *bases], numbers)
    compared = iter(answers[len(readings) :])
    return [
        answer if reading.base is None or next(compared).rows else Answer(None, 0)
        for reading, answer in zip(readings, answers, strict=False)
    ]


def judged_of(
    asked: Mapping[int, Sequence[Reading]], numbers: Numbers, decided: Mapping[int, Checked]
) -> dict[int, list[Judged]]:
    """The readings asked of each statement that the book has entries for, with their answers; all are asked at once."""
    answers = iter(answers_of([each for readings in asked.values() for each in readings], numbers))
    return {
        index: [
            Judged(each, answer, nature_of(decided[index].statement, answer.value))
            for each, answer in [(each, next(answers)) for each in readings]
            if answer.rows and answer.value is not None
        ]
        for index, readings in asked.items()
    }


def borne(judged: Mapping[int, Sequence[Judged]], decided: Mapping[int, Checked]) -> dict[int, Checked]:
    """The statements of which a reading holds, each borne out by the first; none that would be oddly said."""
    found = {}
    for index, those in judged.items():
        holding = next((each for each in those if each.nature and holds(each.nature) and each.nature != "soft"), None)
        if holding is not None:
            found[index] = settled(decided[index], "confirmed", holding)
    return found


def borne_or_miswritten(judged: Mapping[int, Sequence[Judged]], decided: Mapping[int, Checked]) -> dict[int, Checked]:
    """What holds within chance, and what is but one of the nearest readings with two digits exchanged."""
    tried = within_chance(judged, decided)
    return miswritten({index: those[:NEAREST] for index, those in tried.items()}, decided) | borne(tried, decided)


def miswritten(judged: Mapping[int, Sequence[Judged]], decided: Mapping[int, Checked]) -> dict[int, Checked]:
    """The statements of which two digits that changed places make one of the readings, and no other: that shows what was meant."""
    found = {}
    for index, those in judged.items():
        statement = decided[index].statement
        values = {each.answer.value: each for each in reversed(those) if is_swapped(statement, each.answer.value)}
        if len(values) == 1:
            found[index] = settled(decided[index], "contradicted", *values.values())
    return found


def within_chance(
    judged: Mapping[int, Sequence[Judged]], decided: Mapping[int, Checked]
) -> dict[int, Sequence[Judged]]:
    """Of the readings of each statement, the first, up to so many different values that none would be met by chance."""
    return {index: _up_to(those, _most_tried(decided[index])) for index, those in judged.items()}


def _up_to(those: Sequence[Judged], most: int) -> Sequence[Judged]:
    """The first of the readings, up to so many different values; nought, which no number tells that says something, is left out."""
    values, kept = set[object](), list[Judged]()
    for each in those:
        if not each.answer.value:
            continue
        values.add(each.answer.value)
        if len(values) > most:
            break
        kept.append(each)
    return kept


def _most_tried(checked: Checked) -> int:
    """How many different values may be tried of a number, by its digits: the less it says, the fewer.

    Of a wide interval it is one, and none where its words were read surely.
    """
    said, exact = digits(checked.statement), checked.statement.low == checked.statement.high
    if said < LEAST and not exact:
        return WIDE if checked.best is None or checked.best.reading.score < SHAKY else 0
    return TRIED.get(said, MOST_TRIED)


def settled(checked: Checked, verdict: Verdict, judged: Judged) -> Checked:
    """The statement with the verdict that a later look came to, by that reading; what was read before are the others."""
    others = tuple(each for each in (checked.best, *checked.others) if each is not None)
    return checked._replace(verdict=verdict, nature=judged.nature, best=judged, others=others)


def first_reading(checked: Checked) -> Level | None:
    """What the first look took the number for."""
    judged = checked.best or next(iter(checked.others), None)
    return judged.reading.anchor if judged is not None else None


def is_another_stage(one: Measurable, other: Measurable) -> bool:
    """Whether both are the same measure at two stages, of which what is of the one is not of the other: 到位 and 下达."""
    return (one.ledger, one.measure) == (other.ledger, other.measure) and one.excludes(other.where)


def _is_worth_it(reader: Reader, index: int, checked: Checked) -> bool:
    """Whether the number is open, and says so much that no chance would meet it."""
    return is_open(reader, index, checked) and digits(checked.statement) >= LEAST


def is_open(reader: Reader, index: int, checked: Checked) -> bool:
    """Whether the number is an amount that is understood so far, and no distance from another."""
    statement = checked.statement
    if statement.dimension not in _AMOUNTS or not is_understood(reader, index, checked):
        return False
    around = surroundings(reader.scene, index)
    return not (
        statement.role in ("growth", "fall") or _APART.search(around.text, around.half.start, around.before.end)
    )


def is_understood(reader: Reader, index: int, checked: Checked) -> bool:
    """Whether nothing bears the number out or accuses it, and no word denies it or takes it elsewhere."""
    if not checked.open or checked.statement.masked or index in reader.lessons:
        return False
    around = surroundings(reader.scene, index)
    return not (around.unsettled or around.outside or around.of_another_rate)


def headed_matters(reader: Reader, index: int) -> Iterator[Level]:
    """The chief matters of its paragraph's first words, and of the heading over it, else of the title: （三）消费协作。按完成率排名，甲县第一."""
    scene, around = reader.scene, surroundings(reader.scene, index)
    title = scene.document.masthead.title
    spans = [Span(each.start, each.heading_end) for each in scene.document.headings_over(around.statement.start)][-1:]
    spans = spans or ([Span(*title)] if title is not None else [])
    paragraph = scene.document.paragraph_at(around.statement.start)
    if paragraph is not None:
        spans.append(Span(paragraph.start, min(scene.clause(paragraph.start).end, around.before.end)))
    heard = [hit.meanings.spoken for span in reversed(spans) for hit in scene.hits_in(span)]
    for ledger in list(dict.fromkeys(each for ledgers in heard for each in sorted(ledgers)))[:HEADED]:
        for chief in [each for each in reader.measurables.by_ledger.get(ledger, ()) if each.headline][:1]:
            yield from list(levels_of(reader, around, (chief,), SURE))[:1]


def goes_on_from_lost(reader: Reader, index: int, decided: Mapping[int, Checked]) -> bool:
    """Whether it goes on, without a word of its own, with an amount told right before it that was not understood."""
    former = decided.get(index - 1)
    around = surroundings(reader.scene, index)
    if former is None or former.verdict != "unsupported" or former.statement.dimension in DERIVED:
        return False
    return around.elliptical and former.statement.start >= around.half.start


#: A distance from another amount is none itself.
_APART = re.compile(
    r"[比较][^，。；]{0,14}(?:[多少增减高低超差]|提高|回落)[^，。；]{0,12}$|[还尚][差缺]|相差|差距|净[增减]"
)


def _readings(reader: Reader, index: int, first: Level | None) -> Iterator[Level]:
    """What the number may be of, each thing once; no other stage of what the ``first`` look took it for."""
    around = surroundings(reader.scene, index)
    spoken, heard = _measurables(reader, around)
    met = set()
    for near, those in ((True, spoken), (False, heard)):
        for level in levels_of(reader, around, those, SCORE):
            for each in _freed(reader, around, level) if near else (level,):
                this = each._replace(score=SCORE)
                if first is not None and is_another_stage(this.measurable, first.measurable):
                    continue
                if (amount := this.amount()) not in met:
                    met.add(amount)
                    yield this


def _measurables(reader: Reader, around: Surroundings) -> tuple[Sequence[Measurable], Sequence[Measurable]]:
    """Those of which the words near it speak best; of a number of three digits also others of ledgers that are spoken of.

    Of two digits, the words of its own part of the sentence must speak of them. Where its own words name what it is of,
    it is of nothing else.
    """
    statement = around.statement
    bonuses = {each.name: bonus for each, bonus in reader.measurables.fitting(statement.dimension, statement.unit)}
    fitting = [reader.measurables[name] for name in bonuses]
    borne = {each.name: phrase_evidence(around, each) for each in fitting if each.name in around.spoken}
    best = max((evidence for evidence, _ in borne.values()), default=0.0)
    telling = digits(statement) >= MANY
    least = max(best - MARGIN, 0.0 if telling else HALF)
    spoken = [each for each in fitting if borne.get(each.name, NONE)[0] > least]
    named = any(nearest >= OWN for _, nearest in borne.values())
    if named or not telling:
        return spoken, ()
    heard = [each for each in fitting if each.name not in borne and around.support.get(each.ledger)]
    return spoken, [each for each in heard if bonuses[each.name] > 0]  # 136座 counts nothing that is told in 个


def _freed(reader: Reader, around: Surroundings, level: Level) -> Iterator[Level]:
    """The same, and without what other clauses lend to it: names and values, the place, the time."""
    yield level
    if level.pinned:
        return
    ledger = reader.catalog.ledgers[level.measurable.ledger]
    own = {PERSON, *(each.column for each in narrowed_by(ledger, around.own))}
    kept = tuple(each for each in level.conditions if each.column in own or each.op != "in")
    regions = level.regions if level.placed else ()
    for conditions in dict.fromkeys((level.conditions, kept)):
        for places in dict.fromkeys((level.regions, regions)):
            for period in dict.fromkeys((level.period, level.period if around.timed else reader.setting.period)):
                yield level._replace(conditions=conditions, regions=places, period=period)
