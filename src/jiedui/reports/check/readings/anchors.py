"""What a derived statement stands upon: its anchor, the amount told by its own words or by the statement before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple

from jiedui.base.periods import Period
from jiedui.figures.model import Condition, EntryId
from jiedui.prose.document import Span
from jiedui.reports.check.readings.amounts import STEADY, SURE, Before, Level, Reader
from jiedui.reports.check.readings.formulas import Formula, Linear
from jiedui.reports.check.readings.level import read_level
from jiedui.reports.check.readings.scoring import UNSURE
from jiedui.reports.check.text.evidence import (
    Surroundings,
)
from jiedui.reports.check.text.lists import told_respectively
from jiedui.reports.check.text.setting import Target
from jiedui.reports.check.text.windows import windows
from jiedui.reports.check.text.worded import but_those_ahead
from jiedui.reports.check.words.fragments import Fragments
from jiedui.reports.check.words.measurables import Measurable, Rate

_WINDOWS = ("window", "as_of", "since", "posting")


class Reading(NamedTuple):
    """One reading of a statement: a formula, how well the words bear it, its anchor, and what it is in words."""

    formula: Formula
    score: float
    anchor: Level | None
    kind: str
    target: Target | None = None
    rate: Rate | None = None
    then: Period | None = None
    base: Linear | None = None
    measurable: Measurable | None = None


def unsure(reading: Reading) -> Reading:
    """The reading, so that it accuses nobody."""
    return reading._replace(score=min(reading.score, UNSURE))


@dataclass(frozen=True, slots=True)
class Dated:
    """An entry with the dates that it holds, by column."""

    entry: EntryId
    days: Mapping[str, date]


#: By how much what a statement's words may mean as well scores less, for what goes on from it.
RIVALLING = 0.1


def _no_dates(_ledger: str, _condition: Condition) -> list[Dated]:
    """No entries, where no book is open to ask."""
    return []


@dataclass(frozen=True)
class Book:
    """What derived readings need of the book besides queries.

    Rates; targets; which column is part of which; the different values of the columns that hold names; and
    ``dates(ledger, condition)``, the entries that a condition names with their dates; ``fragments``, the parts of names.
    """

    rates: tuple[Rate, ...]
    targets: tuple[Target, ...]
    wholes: Mapping[tuple[str, str], str]
    members: Mapping[tuple[str, str], tuple[str | int, ...]]
    dates: Callable[[str, Condition], list[Dated]] = _no_dates
    fragments: Fragments = field(default_factory=partial(Fragments, ()), repr=False)


def anchors(reader: Reader, around: Surroundings, before: Before) -> list[Level]:
    """The amounts that a derived statement may stand upon, likeliest first."""
    told = told_respectively(reader.scene, around.index) if around.statement.role in ("growth", "fall") else None
    if told is not None:
        return [level for place, level in before.recent if place == told]
    previous = before.previous
    if previous is not None and around.elliptical and around.index not in reader.lessons:
        if before.lost:
            return []
        return [level for each in _told_before(before, previous) for level in carried(reader, around, each)]
    found = read_level(reader, around, before, any_unit=True)
    if around.of_another_rate or around.outside:
        return sorted(found, key=lambda level: -level.score)
    if previous is None or before.lost or around.index in reader.lessons:
        return sorted(found, key=lambda level: -level.score)
    if not any(level.own for level in found):
        best = max(
            (each.score for each in found if each.measurable.measure_key == previous.measurable.measure_key),
            default=0.0,
        )
        score = 0.95 if before.stale else max(0.95, best - RIVALLING)  # 靠甲县的茶，甲县卖了60万元，比去年翻了一番
        changes = around.statement.role in ("growth", "fall", "multiple", "share", "rate") and before.stale
        sure = previous.score >= STEADY and not (changes and found and _is_narrowed_anew(around, previous))
        going_on = previous._replace(score=score if sure and before.composed is None else UNSURE)
        found += carried(reader, around, of_the_place_named(around, going_on))
        if before.stale and going_on.regions:  # 青枫镇一花独放。直播占到四分之一
            found += carried(reader, around, going_on._replace(regions=(), score=going_on.score - RIVALLING))
    return sorted(found, key=lambda level: -level.score)


def of_the_place_named(around: Surroundings, previous: Level) -> Level:
    """The amount told before, of the one place that the words since then name: 唯有八仙镇没有完成，完成率94%."""
    words = but_those_ahead(around, (*around.between, *around.own))
    named = {region for hit in words for region in hit.meanings.regions[:1]}
    return previous._replace(regions=tuple(named)) if len(named) == 1 and not previous.pinned else previous


def _is_narrowed_anew(around: Surroundings, previous: Level) -> bool:
    """Whether words since then name a value that the amount told before has not: 茶叶一路走高，是2021年的两倍."""
    told = {(each.column, value) for each in previous.conditions for value in each.values}
    ledger = previous.measurable.ledger
    named = [each for hit in (*around.own, *around.between) for each in hit.meanings.values.get(ledger, ())]
    return any((each.column, each.value) not in told for each in named)


def _told_before(before: Before, previous: Level) -> Iterator[Level]:
    """The amount told before, and the other things that its words may mean as well; those not surely."""
    score = max(previous.score, 0.95) if previous.score >= SURE else previous.score
    score = score if before.composed is None else min(score, UNSURE)
    yield previous._replace(score=score)
    for rival in before.rivals:
        if rival != previous and rival.measurable.name != previous.measurable.name:
            yield rival._replace(score=score - RIVALLING)


def carried(reader: Reader, around: Surroundings, carried: Level) -> Iterator[Level]:
    """The amount told before, in the window that this statement's own words name, if they name one."""
    own = [
        time for time in reader.scene.times_in(Span(around.before.start, around.before.end)) if time.kind in _WINDOWS
    ]
    if around.time is not None and around.time.period is not None and not carried.pinned:
        yield carried._replace(period=around.time.period)
        return
    if own and own[0].period is not None and not carried.pinned:
        for period in windows(reader.scene, reader.setting, around.before.end, own[0]):
            yield carried._replace(period=period)
        return
    yield carried


def near(around: Surroundings) -> str:
    """The words of the statement's own up to the number."""
    return around.lead
