"""Checking a report: every statement read, computed, judged and explained.

The order is: read the text, find what each statement may mean (blind to the value), compute every likely meaning at
once, and only then compare. A statement is contradicted only when its best reading is sure and no likely reading
bears it out; when in doubt it is unsupported.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from jiedui.prose.model import Statement
from jiedui.reports.check.looks.looking import answers_of
from jiedui.reports.check.looks.order import look, looked_at, reconsidered
from jiedui.reports.check.memory import Knowledge, Known, Memory, met
from jiedui.reports.check.readings import averages, coverage, guesses, ranks
from jiedui.reports.check.readings.amounts import STEADY, SURE, Before, Level, Reader
from jiedui.reports.check.readings.anchors import Book, Reading
from jiedui.reports.check.readings.formulas import Answer, Numbers
from jiedui.reports.check.readings.handing import (
    DERIVED,
    composed,
    handed_on,
    head,
    is_its_target,
    is_of_then,
    proven,
    standing,
)
from jiedui.reports.check.readings.statement import read
from jiedui.reports.check.text.evidence import own_corrections, surroundings
from jiedui.reports.check.verdicts.caution import cautious, of_one_scope, spare_narrower
from jiedui.reports.check.verdicts.deciding import Checked, decide, is_miswritten
from jiedui.reports.check.verdicts.reckoned import reckon
from jiedui.reports.check.verdicts.slips import Changes, Slip, find_slips, find_twin
from jiedui.reports.check.verdicts.weighing import weighed

#: Readings this close to the best may be what the next statement goes on with.
RIVAL, MOST_RIVALS = 0.15, 4
#: A count below this may be that of another measure by chance.
FEW = 10
#: So many amounts back may be what a run of ranks is of.
MOST_RECENT = 7


def check_statements(reader: Reader, book: Book, numbers: Numbers, memory: Memory) -> list[Checked]:
    """Every statement of the scene, checked; what is in the ``memory`` is not read again."""
    places = range(len(reader.scene.statements))
    told = met(reader)
    known = memory.recall(told)
    decided = _decided(reader, book, numbers, places, {}, known)
    borne = look(reader, book, numbers, decided)
    decided = looked_at(decided | borne)
    settled = {
        index: _as_sure(each.statement, each.best.reading)
        for index, each in decided.items()
        if (index in borne or _settles(each)) and each.best
    }
    if settled:
        paragraphs = {_paragraph(reader, index) for index in settled}
        again = [index for index in places if _paragraph(reader, index) in paragraphs]
        decided |= _decided(reader, book, numbers, again, settled, known)
        decided |= {index: each for index, each in borne.items() if decided[index].verdict != "confirmed"}
    memory.keep(told, known)
    in_order = of_one_scope(reader.scene, [decided[index] for index in places])
    spared = reckon(reader.scene, cautious(reader.scene, in_order))
    explained = _explained(reader, numbers, spared, memory.changes)
    return reconsidered(reader, book, numbers, explained)


def _decided(
    reader: Reader,
    book: Book,
    numbers: Numbers,
    places: Sequence[int],
    settled: Mapping[int, Reading],
    known: Knowledge,
) -> dict[int, Checked]:
    """The verdict of each of those statements, all figures asked at once; ``settled`` are readings known to be right."""
    told = list(_readings(reader, book, places, settled, known))
    flat = [reading for _, each in told for reading in each]
    answered = answers_of(flat, numbers)
    covered = iter(_covered(reader, flat, answered, numbers))
    return {
        index: _resting(
            decide(reader.scene.statements[index], [(reading, next(covered)) for reading in readings]), corrections
        )
        for index, (corrections, readings) in zip(places, told, strict=True)
    }


def _settles(checked: Checked) -> bool:
    """Whether a statement is borne out, or miswritten, by another ledger or place than the likeliest: what follows goes on with those.

    The words alone leave it open whether 互派专业人才46人 tells of postings or of exchanges; the book has 46 of the latter.
    Where a sentence before begins with a town, or with a quarter, the number may be that of the report's own place, or
    of its own period, all the same.
    """
    if checked.best is None or checked.best.reading.anchor is None:
        return False
    if checked.verdict != "confirmed" and not (
        checked.verdict == "contradicted" and is_miswritten(checked.statement, checked.best)
    ):
        return False
    best = checked.best.reading.anchor
    if checked.best.reading.score < STEADY:
        return True
    likelier = [each.reading for each in checked.others if each.reading.score > checked.best.reading.score]
    if any(each.anchor is not None and _scope(each.anchor) != _scope(best) for each in likelier):
        return True
    low = checked.statement.low
    if low is not None and low >= FEW and any(_is_narrowed_otherwise(each.anchor, best) for each in likelier):
        return True
    if _is_another_measure(checked, best):
        return True
    ledger = best.measurable.ledger
    likely = (each.reading for each in checked.others if each.reading.score >= checked.best.reading.score - RIVAL)
    return any(each.anchor is not None and each.anchor.measurable.ledger != ledger for each in likely)


def _as_sure(statement: Statement, reading: Reading) -> Reading:
    """The reading, sure where the number that it bears out says so much that no other would do: 总量1314万元."""
    level = reading.anchor
    if level is None or not guesses.says_enough(statement, guesses.NARROW):
        return reading
    return reading._replace(anchor=level._replace(score=max(level.score, SURE)))


def _is_narrowed_otherwise(level: Level | None, best: Level) -> bool:
    """Whether the likelier reading is the same, of other values."""
    return level is not None and level.conditions != best.conditions and level.measurable == best.measurable


def _is_another_measure(checked: Checked, best: Level) -> bool:
    """Whether it is borne out by another measure of the same ledger than the one handed on; few things prove nothing."""
    told = checked.statement
    if told.dimension not in ("money", "count", "visits") or told.low is None or told.low < FEW:
        return False
    others = [each.reading for each in checked.others if each.reading.score >= best.score and each.reading.anchor]
    first = max(others, key=lambda reading: reading.score, default=None)
    anchor = first.anchor if first is not None else None
    same = anchor is not None and anchor.measurable.ledger == best.measurable.ledger
    return anchor is not None and same and anchor.measurable.measure_key != best.measurable.measure_key


def _scope(level: Level) -> Hashable:
    """Where and when a reading counts, and up to when what was done by then."""
    return level.places, level.period, tuple(each for each in level.conditions if each.op == "to")


def _paragraph(reader: Reader, index: int) -> Hashable:
    """The paragraph in which a statement stands."""
    return reader.scene.document.paragraph_at(reader.scene.statements[index].start)


def _explained(reader: Reader, numbers: Numbers, decided: Sequence[Checked], changes: Changes) -> list[Checked]:
    """The verdicts with the slips that would account for them: of what is contradicted, and 人 told where 人次 is kept."""
    wrong = {
        index: (each.statement, each.best.reading, each.best.answer.value)
        for index, each in enumerate(decided)
        if each.verdict == "contradicted" and each.best is not None and each.best.answer.value is not None
    }
    found = find_slips(reader, list(wrong.values()), numbers, changes)
    slips: dict[int, Slip | None] = dict(zip(wrong, found, strict=True))
    for index, each in enumerate(decided):
        if each.verdict == "unsupported" and each.best is None:
            slips[index] = find_twin(reader, surroundings(reader.scene, index), numbers)
    told = [each._replace(slip=slip) if (slip := slips.get(index)) else each for index, each in enumerate(decided)]
    return weighed(reader, spare_narrower(reader.scene, told))


def _resting(checked: Checked, corrections: tuple[int, ...]) -> Checked:
    """The verdict with the corrections on which it rests: those of the statement's words, those of its reading."""
    level = checked.best.reading.anchor if checked.best else None
    told = tuple(dict.fromkeys((*corrections, *(level.corrections if level else ()))))
    return checked._replace(corrections=told) if told else checked


def _covered(reader: Reader, readings: Sequence[Reading], answers: Sequence[Answer], numbers: Numbers) -> list[Answer]:
    """The answers; nought without a row is told to be so where the book covers the matter."""
    asked = {
        place: list(coverage.proofs(reader.catalog, each.anchor))
        for place, (each, answer) in enumerate(zip(readings, answers, strict=True))
        if each.anchor is not None and coverage.asks(each, answer)
    }
    queries = list(dict.fromkeys(query for proofs in asked.values() for query in proofs))
    rows = (
        {query: result.rows for query, result in zip(queries, numbers.values(queries), strict=True)} if queries else {}
    )
    covered = {place for place, proofs in asked.items() if proofs and all(rows[query] for query in proofs)}
    return [answer._replace(covered=True) if place in covered else answer for place, answer in enumerate(answers)]


def _readings(
    reader: Reader, book: Book, places: Sequence[int], settled: Mapping[int, Reading], known: Knowledge
) -> Iterator[tuple[tuple[int, ...], Sequence[Reading]]]:
    """The corrections that the words of each statement rest on, and its readings; what one spoke of is handed on.

    Of a statement that is ``settled``, that reading alone is handed on. What is ``known`` is read anew only where
    something else is handed on to it than before.
    """
    before, last, former = Before(), None, None
    for index in places:
        here = standing(reader.scene, index)
        before = handed_on(reader, before, here, former)
        if former is None or former.sentence != here.sentence:
            last = None
        told = next((each for each in known.get(index, ()) if each[:2] == (before, last)), None)
        if told is None:
            told = _read_now(reader, book, index, before, last)
            known[index] = (*known.get(index, ()), told)
        found = told.readings
        yield told.corrections, found
        former = here
        if told.unsettled:
            before = before._replace(unsettled=True)
        sure = [settled[index]] if index in settled else [each for each in found if each.kind != "places"]
        aside = bool(sure) and is_of_then(sure[0], before)
        if aside and sure[0].anchor is not None:
            before = before._replace(recent=(*before.recent[-MOST_RECENT:], (index, sure[0].anchor)))
        elif sure and (sure[0].score >= STEADY or index in settled):
            last = last if sure[0].kind in ranks.OF_SEVERAL and ranks.is_rate(last) else sure[0]
            level = before.previous if is_its_target(sure[0], before) else proven(sure[0])
            several = composed(sure[0])
            near = (each.anchor for each in sure if each.anchor and each.score >= sure[0].score - RIVAL)
            rivals: dict[object, Level] = {}
            for each in near:
                rivals.setdefault(each.measurable.measure_key, each)
            before = before._replace(
                rivals=tuple(rivals.values())[:MOST_RIVALS],
                previous=level,
                parts=(*before.parts, level) if level and before.parent and sure[0].kind == "level" else before.parts,
                recent=(*before.recent[-MOST_RECENT:], (index, level)) if level and not several else before.recent,
                composed=several,
                stale=False,
                lost=False,
                head=head(before, level),
            )
        elif here.statement.dimension not in DERIVED and not averages.counts_places(here.statement):
            shaky = found[0].anchor if found and found[0].kind == "level" else None
            before = before._replace(lost=True, previous=shaky or before.previous)


def _read_now(reader: Reader, book: Book, index: int, before: Before, last: Reading | None) -> Known:
    """What a statement may mean, after what was handed on to it."""
    around, lesson = surroundings(reader.scene, index), reader.lessons.get(index)
    told = not around.statement.masked and (lesson is None or lesson.target is not None)
    found = sorted(read(reader, book, around, before, last), key=lambda reading: -reading.score) if told else []
    corrections = (lesson.correction.id,) if lesson else own_corrections(around)
    return Known(before, last, tuple(found), corrections, around.unsettled)
