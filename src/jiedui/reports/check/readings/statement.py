"""What one statement may mean, by what kind of statement it is and what was told before it.

Blind to the value: the readings are made of words alone, and come in the order of their kinds, not of how likely they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jiedui.reports.check.readings import (
    averages,
    comparisons,
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
from jiedui.reports.check.readings.amounts import SURE, Before, Level, Reader
from jiedui.reports.check.readings.anchors import Book, Reading, anchors
from jiedui.reports.check.readings.level import read_level
from jiedui.reports.check.readings.scoring import UNSURE
from jiedui.reports.check.text.evidence import Surroundings


def read(reader: Reader, book: Book, around: Surroundings, before: Before, last: Reading | None) -> Iterator[Reading]:
    """Every reading of one statement, by what kind of statement it is."""
    statement = around.statement
    match statement.dimension:
        case "rank":
            yield from ranks.rank(reader, around, book, before, last)
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
    if thresholds.tells_one(around):
        yield from thresholds.greatest_one(anchors(reader, around, before))
        return
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
    found = list(shares.of_others(reader, around, book, before)) or list(shares.shortfall(reader, around, book, before))
    found = found or list(goals.target_level(reader, around, book, levels))
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
