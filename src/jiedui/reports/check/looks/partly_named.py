"""A look at the entries of which a text tells but a part of the name: 焊工班3期共203人次, 博隆电气今年拿出30万元.

Officials call an entry by the part of its name that tells it from others, whatever that part is. A number that nothing
bore out may be of the entries whose names have a part that its sentence tells, or the one before it: whatever the ledger keeps of
them in that unit. It is taken for that where it says so much that, of the few figures met on the way, hardly one would be
met by chance. Nobody is accused by it, but where two digits exchanged show what was meant. A number of one digit is looked for only
where its own words say of what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from jiedui.prose.document import Span
from jiedui.reports.check.looks.looking import (
    SCORE,
    as_read,
    borne_or_miswritten,
    first_reading,
    is_another_stage,
    is_open,
    is_understood,
    judged_of,
)
from jiedui.reports.check.readings.amounts import pins
from jiedui.reports.check.readings.durations import between_dates, days_of
from jiedui.reports.check.readings.guesses import LEAST, digits, fits_unit
from jiedui.reports.check.readings.level import levels_of
from jiedui.reports.check.readings.narrowing import PERSON
from jiedui.reports.check.text.evidence import OWN, phrase_evidence, surroundings

if TYPE_CHECKING:
    from jiedui.figures.model import Condition
    from jiedui.reports.check.readings.amounts import Level, Reader
    from jiedui.reports.check.readings.anchors import Book, Reading
    from jiedui.reports.check.readings.formulas import Numbers
    from jiedui.reports.check.text.evidence import Surroundings
    from jiedui.reports.check.verdicts.deciding import Checked
    from jiedui.reports.check.words.fragments import Fragment
    from jiedui.reports.check.words.measurables import Measurable

#: So far before a number the entries may be named; so many parts of names are tried; so many before one may tell of the same entries.
REACH, PARTS, TOGETHER = 120, 6, 2


def look_by_parts(reader: Reader, book: Book, numbers: Numbers, decided: Mapping[int, Checked]) -> dict[int, Checked]:
    """What is borne out by entries told by a part of their names, of the statements still open; all figures asked at once."""
    asked = {
        index: list(_readings(reader, book, index, first_reading(each)))
        for index, each in decided.items()
        if _may_be_named(reader, index, each)
    }
    judged = judged_of(asked, numbers, decided)
    return borne_or_miswritten(judged, decided)


def _may_be_named(reader: Reader, index: int, checked: Checked) -> bool:
    """Whether it is open, and tells of nothing beside what was told."""
    lasts = checked.statement.dimension == "duration" and is_understood(reader, index, checked)
    return (lasts or is_open(reader, index, checked)) and not surroundings(reader.scene, index).besides


def _readings(reader: Reader, book: Book, index: int, first: Level | None) -> Iterator[Reading]:
    """What the number may be of the entries told near it: how long one took, or what is kept of them."""
    around = surroundings(reader.scene, index)
    if around.statement.dimension != "duration":
        yield from map(as_read, _levels(reader, book, index, first))
        return
    for part in parts_of_names(reader, book, around):
        for name, condition in part.entries:
            ledger = reader.catalog.ledgers[name]
            if len(condition.values) == 1 and pins(ledger, (condition,)) and len(days_of(ledger)) > 1:
                yield from between_dates(reader, around, book, ledger, condition)


def _levels(reader: Reader, book: Book, index: int, first: Level | None) -> Iterator[Level]:
    """What the number may be of the entries told near it, the nearest first, each thing once; no other stage of the ``first`` reading."""
    around, met = surroundings(reader.scene, index), set[object]()
    for ledger, conditions in _entries(parts_of_names(reader, book, around)):
        for measurable in _matters(reader, around, ledger):
            if digits(around.statement) < LEAST and not _is_told(around, measurable):
                continue
            if first is not None and is_another_stage(measurable, first.measurable):
                continue
            for level in levels_of(reader, around, (measurable,), SCORE):
                for each in _narrowed(reader, level, conditions):
                    if (amount := each.amount()) not in met:
                        met.add(amount)
                        yield each


def _entries(parts: Sequence[Fragment]) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    """The entries that the parts tell, the nearest first: those that two parts tell together before those of the nearer alone."""
    for place, part in enumerate(parts):
        for ledger, condition in part.entries:
            for other in parts[place + 1 : place + 1 + TOGETHER]:
                for that, beside in other.entries:
                    if that == ledger and beside.column != condition.column:
                        yield ledger, (condition, beside)
            yield ledger, (condition,)


def parts_of_names(reader: Reader, book: Book, around: Surroundings) -> list[Fragment]:
    """The parts of names before the number, the nearest first, but those that are words of their own."""
    paragraph = reader.scene.document.paragraph_at(around.statement.start)
    start = max(paragraph.start if paragraph is not None else 0, around.statement.start - REACH)
    span = Span(start, around.statement.start)
    words = {
        place for hit in reader.scene.hits_in(span) for place in range(hit.start, hit.end) if not hit.meanings.named
    }
    found = book.fragments.find(reader.scene.text, span)
    told = [each for each in found if not words.issuperset(range(each.start, each.end))]
    return list(reversed(told))[:PARTS]


def _matters(reader: Reader, around: Surroundings, ledger: str) -> list[Measurable]:
    """What the ledger keeps in that unit, those first that words near it speak of."""
    alike: dict[object, Measurable] = {}
    for each in reader.measurables.by_ledger.get(ledger, ()):
        if fits_unit(around.statement, each):
            alike.setdefault(each.measure_key, each)
    return sorted(alike.values(), key=lambda each: not _is_told(around, each))


def _is_told(around: Surroundings, measurable: Measurable) -> bool:
    """Whether words of the number's own speak of it."""
    return measurable.name in around.spoken and phrase_evidence(around, measurable)[1] >= OWN


def of_those(reader: Reader, level: Level, condition: Condition) -> Level:
    """The level of those entries alone, whatever else narrows it."""
    pinned = pins(reader.catalog.ledgers[level.measurable.ledger], (condition,))
    return level._replace(conditions=(condition,), regions=(), homes=(), pinned=pinned)


def _narrowed(reader: Reader, level: Level, told: tuple[Condition, ...]) -> Iterator[Level]:
    """The level of those entries alone, with what the words narrow besides and without; of a person, also while posted."""
    columns = {each.column for each in told}
    others = tuple(each for each in level.conditions if each.column not in columns)
    pinned = pins(reader.catalog.ledgers[level.measurable.ledger], told)
    if pinned and all(len(each.values) == 1 for each in told) and level.measurable.measure.aggregate != "sum":
        return  # one entry is one entry
    persons = [str(value) for each in told if each.column == PERSON for value in each.values]
    posted = [reader.setting.postings[each] for each in persons if each in reader.setting.postings]
    choices = product(((*others, *told), told), (level.regions, ()), (level.period, reader.setting.period, *posted))
    for conditions, regions, period in dict.fromkeys(choices):
        yield level._replace(
            conditions=conditions, regions=regions, homes=(), period=period, pinned=pinned, score=SCORE
        )
