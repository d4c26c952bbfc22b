"""One reading of a plain amount, and what reading needs to know: of the report, and of the statements before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from jiedui.base.periods import Period
from jiedui.base.units import UNITS
from jiedui.catalog import Catalog, Column, Ledger, Measure
from jiedui.figures.model import Condition, Query
from jiedui.reports.check.readings.formulas import Linear
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.text.setting import Setting
from jiedui.reports.check.text.taught import Lesson
from jiedui.reports.check.words.measurables import Measurable, Measurables, dimension_of

#: A reading must score this to accuse.
SURE = 0.8
#: A reading must score this to hand its matter on to the next statement.
STEADY = 0.7
#: What a reading scores that the office itself gave to these words: sure, and without a rival.
CORRECTED = 1.4


class Level(NamedTuple):
    """One reading of an amount: a measurable with its narrowing, place and period, and how well the words bear it.

    ``own`` tells whether words of the statement's own do; ``pinned``, whether it speaks of one named entry; ``homes`` are
    the regions meant where none is named (none: everywhere). ``borrowed`` are the columns that words of other clauses
    narrow, ``placed`` tells whether own words name the regions; ``corrections`` are those of the
    office on which it rests. What is ``guessed`` no word of the number's own bears: see :mod:`jiedui.reports.check.readings.guesses`.
    """

    measurable: Measurable
    conditions: tuple[Condition, ...]
    regions: tuple[int, ...]
    period: Period
    score: float
    own: bool
    pinned: bool = False
    homes: tuple[int, ...] = ()
    borrowed: frozenset[str] = frozenset()
    placed: bool = False
    corrections: tuple[int, ...] = ()
    guessed: bool = False

    @property
    def places(self) -> tuple[int, ...]:
        """The regions whose rows count; none where all do."""
        return () if self.pinned else self.regions or self.homes

    def amount(self) -> Linear:
        """The sum of queries that it stands for, in the base unit."""
        return Linear(tuple(_queries(self)))


class Before(NamedTuple):
    """What was spoken of before a statement: the amount told last, the whole that 其中 opened, the sentence's first.

    ``rivals`` are the readings about as good as ``previous``, itself among them, ``wholes`` those of ``parent``, ``parts`` the parts of it told so far;
    ``recent`` are the last amounts by the places of their statements; ``stale``: the amount was told in the sentence before; ``same_part``: no semicolon stands between, ``joined``: no mark at all;
    ``closed`` is the part of what 其中 opened that a semicolon closed;
    ``outer`` is what was told before a bracket that is still open;
    ``matter`` is what the sentences before were about; ``composed`` is the last amount where it is of several that are no
    one amount: a sum, what is left of a whole; ``former`` are the last amounts of the sentence before;
    ``unsettled``: an earlier statement of the sentence was narrowed in a way that is not understood; ``lost``: what the
    amount right before is of was not understood, so that nothing can go on from it.
    """

    previous: Level | None = None
    parent: Level | None = None
    head: Level | None = None
    rivals: tuple[Level, ...] = ()
    wholes: tuple[Level, ...] = ()
    parts: tuple[Level, ...] = ()
    recent: tuple[tuple[int, Level], ...] = ()
    stale: bool = False
    same_part: bool = False
    joined: bool = False
    unsettled: bool = False
    lost: bool = False
    closed: Level | None = None
    matter: Level | None = None
    composed: Linear | None = None
    former: tuple[tuple[int, Level], ...] = ()
    outer: Level | None = None

    @property
    def told(self) -> tuple[Level, ...]:
        """The amounts told before, each once: those of the sentence, the last first, what it goes on with, what it is about."""
        levels = (*(level for _, level in reversed(self.recent)), self.previous, self.matter)
        return tuple(dict.fromkeys(each for each in levels if each is not None))


#: Where nothing was told before.
NOTHING = Before()


@dataclass(frozen=True)
class Reader:
    """What reading needs that does not change within a report; ``lessons`` are the office's corrections by statement."""

    catalog: Catalog
    measurables: Measurables
    setting: Setting
    scene: Scene
    lessons: Mapping[int, Lesson] = field(default_factory=dict)


def _queries(level: Level) -> Iterator[tuple[Query, Fraction]]:
    """One query a region (their rows are disjoint), and one a unit where a column says the unit of each row."""
    this, where, period = level.measurable, _where(level), None if level.pinned else level.period
    for region in level.places or (None,):
        scope = (period, this.date, this.stock, this.until, region)
        if this.unit_column is None:
            yield Query(this.ledger, this.measure, where, *scope), this.factor
            continue
        for name, factor in _units_of(this):
            of_unit = Condition(this.unit_column, "in", (name,))
            yield Query(this.ledger, this.measure, (*where, of_unit), *scope), factor


def _units_of(this: Measurable) -> Iterator[tuple[str, Fraction]]:
    """The units in which its rows may be told, with how many base units each is; of pieces, their own measure word."""
    if this.dimension == "count":
        yield from ((name, Fraction(1)) for name in this.units)
        return
    yield from ((name, each.factor) for name, each in UNITS.items() if each.dimension == this.dimension)


def _where(level: Level) -> tuple[Condition, ...]:
    """The measurable's own conditions, but for those of columns that the words narrow, and the words'."""
    if not level.conditions:
        return level.measurable.where
    narrowed = {each.column for each in level.conditions}
    kept = [each for each in level.measurable.where if each.op != "in" or each.column not in narrowed]
    return (*kept, *level.conditions)


def freed(measurables: Measurables, measurable: Measurable, columns: frozenset[str]) -> Measurable:
    """The measurable without what it fixes of the columns: 东部就业849人，省内就近447人 goes on with those who found work."""
    kept = tuple(each for each in measurable.where if each.column not in columns)
    if len(kept) == len(measurable.where):
        return measurable
    wanted = replace(measurable, where=kept)
    return next((each for each in measurables.values() if each.measure_key == wanted.measure_key), wanted)


def of_column(level: Level, column: Column) -> Level:
    """The sum of another column over the same rows."""
    dimension, base = dimension_of(column)
    measure = Measure(aggregate="sum", column=column.name)
    return level._replace(
        measurable=replace(level.measurable, measure=measure, title=column.title, dimension=dimension, base_unit=base)
    )


def homes_of(ledger: Ledger, setting: Setting, conditions: Sequence[Condition]) -> tuple[int, ...]:
    """The regions meant where none is named: the report's, or those of the other side where the rows lie there."""
    if setting.region is None or not any(column.required for column in ledger.regions):
        return ()
    if ledger.sides != {None}:  # of 示范村台账 the village lies where the western region of its row does
        return (setting.region,) if setting.home in ledger.sides else setting.partners
    away = "东派西" if setting.home == "east" else "西派东"
    told = [each for each in conditions if ledger.column(each.column).directs]
    gone = any(away in each.values for each in told) if told else setting.home == "east"
    return setting.partners if ledger.sides == {None} and ledger.direction and gone else (setting.region,)


def pins(ledger: Ledger, conditions: Sequence[Condition]) -> bool:
    """Whether a condition names the very entry (this project, this firm): then place and period say no more."""
    first = ledger.column(ledger.key[0]) if ledger.key else None
    return (
        first is not None
        and (first.named or first.type == "ref")
        and any(each.column == first.name for each in conditions)
    )
