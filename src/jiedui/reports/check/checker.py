"""Checking a report: every statement read, computed, judged and explained.

The order is: read the text, find what each statement may mean (blind to the value), compute every likely meaning at
once, and only then compare. A statement is contradicted only when its best reading is sure and no likely reading
bears it out; when in doubt it is unsupported.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from jiedui.prose.model import Statement
from jiedui.reports.check import (
    averages,
    comparisons,
    coverage,
    durations,
    goals,
    guesses,
    outdoing,
    peers,
    percentages,
    points,
    ranks,
    shares,
    sums,
    thresholds,
)
from jiedui.reports.check.amounts import STEADY, SURE, Before, Level, Reader
from jiedui.reports.check.anchors import Book, Reading, unsure
from jiedui.reports.check.caution import cautious, of_one_scope, spare_narrower
from jiedui.reports.check.deciding import Checked, decide
from jiedui.reports.check.evidence import Surroundings, own_corrections, surroundings
from jiedui.reports.check.formulas import Answer, Numbers, evaluate
from jiedui.reports.check.handing import (
    composed,
    handed_on,
    head,
    is_its_target,
    is_of_then,
    proven,
    standing,
)
from jiedui.reports.check.level import read_level
from jiedui.reports.check.looking import look_again
from jiedui.reports.check.memory import Knowledge, Known, Memory, met
from jiedui.reports.check.reckoned import reckon
from jiedui.reports.check.scoring import UNSURE
from jiedui.reports.check.searching import search
from jiedui.reports.check.slips import Changes, Slip, find_slips, find_twin
from jiedui.reports.check.weighing import weighed

#: Kinds of statement that tell of an amount told before.
_DERIVED = frozenset({"ratio", "points", "times", "rank"})
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
    borne = look_again(reader, numbers, decided)
    decided |= borne
    found = search(reader, book, numbers, decided)
    borne, decided = borne | found, decided | found
    settled = {
        index: _as_sure(each.statement, each.best.reading)
        for index, each in decided.items()
        if (index in borne or _settles(each)) and each.best
    }
    if settled:
        paragraphs = {_paragraph(reader, index) for index in settled}
        again = [index for index in places if _paragraph(reader, index) in paragraphs]
        decided |= _decided(reader, book, numbers, again, settled, known)
        decided |= {index: each for index, each in borne.items() if decided[index].verdict == "unsupported"}
    memory.keep(told, known)
    in_order = of_one_scope(reader.scene, [decided[index] for index in places])
    spared = reckon(reader.scene, cautious(reader.scene, in_order))
    return _explained(reader, numbers, spared, memory.changes)


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
    bases = [reading.base for reading in flat if reading.base is not None]
    answers = evaluate([*(reading.formula for reading in flat), *bases], numbers)
    answered = list(_answered(flat, answers[: len(flat)], answers[len(flat) :]))
    covered = iter(_covered(reader, flat, answered, numbers))
    return {
        index: _resting(
            decide(reader.scene.statements[index], [(reading, next(covered)) for reading in readings]), corrections
        )
        for index, (corrections, readings) in zip(places, told, strict=True)
    }


def _settles(checked: Checked) -> bool:
    """Whether a statement is borne out by another ledger or place than the likeliest: what follows goes on with those.

    The words alone leave it open whether 互派专业人才46人 tells of postings or of exchanges; the book has 46 of the latter.
    Where a sentence before begins with a town, or with a quarter, the number may be that of the report's own place, or
    of its own period, all the same.
    """
    if checked.verdict != "confirmed" or checked.best is None or checked.best.reading.anchor is None:
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


def _answered(readings: Sequence[Reading], answers: Sequence[Answer], bases: Sequence[Answer]) -> Iterator[Answer]:
    """The answers; none where the book has nothing of the time compared with, told by the next of the ``bases``."""
    compared = iter(bases)
    for reading, answer in zip(readings, answers, strict=True):
        yield answer if reading.base is None or next(compared).rows else Answer(None, 0)


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
            last = sure[0] if sure[0].kind != "rank" or last is None or last.kind not in ranks.OF_RATES else last
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
        elif here.statement.dimension not in _DERIVED and not averages.counts_places(here.statement):
            shaky = found[0].anchor if found and found[0].kind == "level" else None
            before = before._replace(lost=True, previous=shaky or before.previous)


def _read_now(reader: Reader, book: Book, index: int, before: Before, last: Reading | None) -> Known:
    """What a statement may mean, after what was handed on to it."""
    around, lesson = surroundings(reader.scene, index), reader.lessons.get(index)
    told = not around.statement.masked and (lesson is None or lesson.target is not None)
    found = sorted(read(reader, book, around, before, last), key=lambda reading: -reading.score) if told else []
    corrections = (lesson.correction.id,) if lesson else own_corrections(around)
    return Known(before, last, tuple(found), corrections, around.unsettled)


def read(reader: Reader, book: Book, around: Surroundings, before: Before, last: Reading | None) -> Iterator[Reading]:
    """Every reading of one statement, by what kind of statement it is."""
    statement = around.statement
    match statement.dimension:
        case "rank":
            for each in ranks.rank(reader, around, book, before):
                yield unsure(each) if ranks.is_of_rate(around, last) else each
        case "points":
            yield from points.points(reader, around, book, last, before)
        case "times":
            if goals.is_multiple_of_target(around):
                yield from goals.completion(reader, around, book, before)
                return
            kind = "growth" if statement.role == "growth" else "multiple"
            yield from percentages.changed(reader, around, before, kind)
        case "ratio":
            yield from percentages.ratio(reader, book, around, before, last)
        case "duration":
            yield from durations.duration(reader, around, book)
            then = comparisons.end_of_rise(reader, around)
            levels = read_level(reader, around, before)
            yield from averages.mean([level._replace(period=then) for level in levels] if then else levels)
        case _:
            if goals.goes_on(reader, around, last):
                yield from goals.next_target(reader, book, read_level(reader, around, before))
                return
            yield from _amount(reader, book, around, before)


def _amount(reader: Reader, book: Book, around: Surroundings, before: Before) -> Iterator[Reading]:
    """An amount: as such, a target, a difference, an average, what it was a year before."""
    aside = _beside_others(reader, book, around, before)
    if aside is not None:
        yield from aside
        return
    yield from averages.places(reader, around)
    levels = read_level(reader, around, before)
    several = _of_several(reader, around, before, levels)
    if several is not None:
        yield from several
        return
    if peers.leaves_out(around):  # what is left out was not understood, and narrows nothing
        levels = [level._replace(score=min(level.score, UNSURE)) for level in levels]
    changed = _change(reader, book, around, levels, before)
    if changed is not None:
        yield from changed
        return
    if comparisons.changes(around):
        yield from comparisons.difference(reader, around, levels)
    found = list(shares.shortfall(reader, around, book, before)) or list(
        goals.target_level(reader, around, book, levels)
    )
    found = found or list(goals.target_of_before(reader, around, book, before))
    if found:
        yield from found
        return
    ahead = [each for each in levels if each.period.start > max(reader.setting.period.end, reader.setting.clock)]
    if around.statement.mood == "plan" or (ahead and len(ahead) == len(levels)):
        yield from goals.planned(reader, book, levels)
        return
    if around.statement.role in ("average", "per_unit") or averages.is_average(around):
        yield from averages.average(reader, around, before, levels)
        return
    yield from goals.bracketed(reader, around, book, levels)
    then = comparisons.end_of_rise(reader, around)
    levels = [level._replace(period=then) for level in levels] if then else levels
    yield from (Reading(level.amount(), level.score, level, "level") for level in levels)
    yield from (
        Reading(level.amount(), level.score, level, "level")
        for level in guesses.guesses(reader, around, before, levels)
    )
    yield from guesses.goals_guessed(reader, around, book, before, levels)


def _beside_others(reader: Reader, book: Book, around: Surroundings, before: Before) -> Iterable[Reading] | None:
    """The readings of what is told beside its mean, its neighbours, a bound of its class; None of any other."""
    if outdoing.tells(around) or outdoing.tells_apart(around):
        return outdoing.read(reader, around, book, before)
    if peers.is_beside(around) and not goals.is_beside_target(around):
        return peers.beside(reader, around, before, kind="difference")
    return thresholds.read(reader, around, book, before) if thresholds.tells(reader.scene, around) else None


def _of_several(
    reader: Reader, around: Surroundings, before: Before, levels: Sequence[Level]
) -> Iterable[Reading] | None:
    """The readings of what is left, apart or added up of several amounts; None of any other."""
    rest = list(peers.rest(around, before, levels))
    others = [
        *rest,
        *peers.left_over(around, before),
        *(list(peers.apart(around, before)) or peers.two_named(reader, around, before)),
        *peers.beside_the_last(around, before, levels),
        *peers.without(reader, around, levels),
        *peers.on_each_side(reader, around, levels),
        *peers.each_the_same(around, levels),
    ]
    summed = list(sums.together(reader, around, before)) if not comparisons.is_difference(around) else []
    named = sums.matters_named(reader, around)
    apart = named is not None or peers.tells_rest(around, before) or sums.adds_up_the_above(around)
    if not (others or apart or any(each.score >= SURE for each in summed)):
        return None
    either = bool(rest) and peers.names_value(around)
    plain = levels if either else [each._replace(score=min(each.score, UNSURE)) for each in levels]
    return (*others, *summed, *(named or ()), *(Reading(each.amount(), each.score, each, "level") for each in plain))


def _change(
    reader: Reader, book: Book, around: Surroundings, levels: Sequence[Level], before: Before
) -> Iterable[Reading] | None:
    """The readings of a number that tells a change or a distance from a target; None of any other."""
    apart = list(peers.than_the_other(around, before, levels))
    if apart:
        plain = (Reading(level.amount(), min(level.score, UNSURE), level, "level") for level in levels)
        return (*apart, *comparisons.difference(reader, around, levels), *plain)
    if comparisons.exceeds_then(around):
        then = (Reading(level.amount(), min(level.score, UNSURE), level, "level") for level in levels)
        return (*comparisons.difference(reader, around, comparisons.of_now_too(reader, levels)), *then)
    if comparisons.did_more(around):
        return comparisons.than_untold(reader, around, book, levels)
    if not (comparisons.is_difference(around) or around.statement.role in ("growth", "fall")):
        return None
    if goals.is_beside_target(around):
        told = list(goals.target_level(reader, around, book, levels))
        return told or goals.target_of_before(reader, around, book, before)
    summed = sums.told_together(reader, around, before)
    if summed is not None:
        return comparisons.sum_differs(reader, around, summed)
    beside = comparisons.by_a_number_told(reader, around, before)
    return comparisons.difference(reader, around, levels) if beside is None else beside
