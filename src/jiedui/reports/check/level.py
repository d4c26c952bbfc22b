"""Readings of a plain amount: which measurable, narrowed how, in which period and place.

Blind to the value: candidates are scored by words and units alone. The value comes in only in ``checker``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from jiedui.base.periods import Period
from jiedui.base.units import UNITS, unit
from jiedui.catalog import Catalog, Column, Ledger
from jiedui.figures.model import Condition, Query
from jiedui.reports.check.directions import presumed
from jiedui.reports.check.evidence import Surroundings, corrections_near
from jiedui.reports.check.formulas import Linear
from jiedui.reports.check.labels import unread
from jiedui.reports.check.measurables import Measurable, Measurables
from jiedui.reports.check.narrowing import OF_PERSONS, Narrower, focuses, names_place, own_columns
from jiedui.reports.check.oddities import is_odd
from jiedui.reports.check.scene import Scene
from jiedui.reports.check.scoring import MARGIN, UNSURE, best_first, hints, is_next_value
from jiedui.reports.check.setting import Setting
from jiedui.reports.check.taught import Lesson

#: More candidates than so many are not likely.
MOST = 5
#: A reading must score this to accuse.
SURE = 0.8
#: A value may be told by its last signs.
SHORT = 2
#: The factor of what is counted.
ONE = Fraction(1)
#: What a measurable loses that own words name, where others of them name another's indicator and a value that it leaves out.
CLASHING = 0.15
#: What a reading scores that the office itself gave to these words: sure, and without a rival.
CORRECTED = 1.4


class Level(NamedTuple):
    """One reading of an amount: a measurable with its narrowing, place and period, and how well the words bear it.

    ``own`` tells whether words of the statement's own do; ``pinned``, whether it speaks of one named entry; ``homes`` are
    the regions meant where none is named (none: everywhere). ``borrowed`` are the columns that words of other clauses
    narrow, ``placed`` tells whether own words name the regions; ``corrections`` are those of the
    office on which it rests.
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

    @property
    def places(self) -> tuple[int, ...]:
        """The regions whose rows count; none where all do."""
        return () if self.pinned else self.regions or self.homes

    def amount(self) -> Linear:
        """The sum of queries that it stands for, in the base unit."""
        return Linear(tuple(_queries(self)))


class Before(NamedTuple):
    """What was spoken of before a statement: the amount told last, the whole that 其中 opened, the sentence's first.

    ``rivals`` are the readings about as good as ``previous``, itself among them, ``wholes`` those of ``parent``; ``stale``: the amount was told in the sentence before; ``same_part``: no semicolon stands between, ``joined``: no mark at all;
    ``unsettled``: an earlier statement of the sentence was narrowed in a way that is not understood; ``lost``: what the
    amount right before is of was not understood, so that nothing can go on from it.
    """

    previous: Level | None = None
    parent: Level | None = None
    head: Level | None = None
    rivals: tuple[Level, ...] = ()
    wholes: tuple[Level, ...] = ()
    stale: bool = False
    same_part: bool = False
    joined: bool = False
    unsettled: bool = False
    lost: bool = False


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
    this = level.measurable
    narrowed = {each.column for each in level.conditions}
    where = (*(each for each in this.where if each.op != "in" or each.column not in narrowed), *level.conditions)
    for region in level.places or (None,):
        query = Query(
            ledger=this.ledger,
            measure=this.measure,
            where=where,
            period=None if level.pinned else level.period,
            date=this.date,
            stock=this.stock,
            until=this.until,
            region=region,
        )
        if this.unit_column is None:
            yield query, unit(this.base_unit).factor if this.dimension not in ("count", "visits") else ONE
            continue
        for name, each in UNITS.items():
            if each.dimension == this.dimension:
                yield replace(query, where=(*where, Condition(this.unit_column, "in", (name,)))), each.factor


def read_level(reader: Reader, around: Surroundings, before: Before, *, any_unit: bool = False) -> list[Level]:
    """The likeliest readings of the statement as an amount, best first.

    ``before`` is what the statements before it in the sentence were about. With ``any_unit`` the statement is derived
    (a growth, a share) and the unit of what it is derived from is not known.
    """
    lesson = reader.lessons.get(around.index)
    if lesson is not None:
        return _as_corrected(reader, around, lesson, before)
    kept = {before.parent.measurable.name} if before.parent is not None else set()
    if before.previous is not None and is_next_value(around, before.previous):
        kept.add(before.previous.measurable.name)
    scored = best_first(around, before, hints(reader, around, before, any_unit=any_unit), kept)
    narrower = Narrower(reader.setting, reader.scene, around)
    likely = [each for each in scored[:MOST] if each[1] >= scored[0][1] - MARGIN]
    return [
        level for hint, score in likely for level in _levels(reader, narrower, score, hint.own, hint.measurable, before)
    ]


def _as_corrected(reader: Reader, around: Surroundings, lesson: Lesson, before: Before) -> list[Level]:
    """The figure that the office said the statement means: of its own words only names, regions and times narrow it."""
    target = lesson.target
    if not isinstance(target, Measurable):
        return []
    ledger = reader.catalog.ledgers[target.ledger]
    own = own_columns(ledger, around)
    settled = {each.name for each in ledger.columns if each.choices and (each.name in own or each.directs)}
    narrower = Narrower(reader.setting, reader.scene, around)
    return [
        level._replace(
            conditions=tuple(each for each in level.conditions if each.column not in settled),
            corrections=(lesson.correction.id,),
        )
        for level in _levels(reader, narrower, CORRECTED, True, target, before)  # noqa: FBT003 - the office said so
    ]


def _levels(
    reader: Reader, narrower: Narrower, score: float, own: bool, measurable: Measurable, before: Before
) -> Iterator[Level]:
    """The measurable narrowed as the words say; where they leave a choice, every choice, likeliest first."""
    around, ledger = narrower.around, reader.catalog.ledgers[measurable.ledger]
    inherited, regions = _inherited(ledger, around, measurable, before)
    narrowed = narrower.narrow(ledger, measurable, inherited, regions, _kin(before, measurable))
    if narrowed.clashes and own:
        score -= CLASHING * _is_named_elsewhere(around, ledger)
    elif narrowed.clashes:
        measurable = freed(reader.measurables, measurable, narrowed.clashes)
        narrowed = narrower.narrow(ledger, measurable, inherited, regions, _kin(before, measurable))
    nobody = reader.setting.personal and reader.setting.author is None and ledger.name in OF_PERSONS
    odd = is_odd(reader.setting, around, measurable, narrowed.conditions)
    labelled = any(each.column not in narrowed.borrowed for each in narrowed.conditions)
    unknown = not labelled and unread(ledger, around) and score < CORRECTED
    score = min(score, UNSURE) if nobody or odd or unknown else score
    level = Level(
        measurable=measurable,
        conditions=narrowed.conditions,
        regions=narrowed.regions,
        period=reader.setting.period,
        score=score,
        own=own,
        pinned=_pins(ledger, narrowed.conditions),
        homes=() if _of_the_author(reader.setting, ledger) else _homes(ledger, reader.setting, narrowed.conditions),
        borrowed=narrowed.borrowed,
        placed=narrowed.placed,
        corrections=corrections_near(around, measurable),
    )
    if level.pinned:
        counted = measurable.measure.aggregate == "count"
        yield level._replace(score=score - 0.5) if counted else level
        return
    idle = _idle(level, before)
    for place, period in enumerate(narrower.periods):
        dated = level._replace(period=period, score=score - 0.02 * place - idle)
        if place == 0:
            yield from _on_focus(reader, around, ledger, dated)
            for rows in before.rivals:
                for same in _same_rows(dated, rows, before):
                    yield from (same, *_from_the_beginning(around, same))
            if narrowed.listed != narrowed.conditions:
                yield dated._replace(conditions=narrowed.listed, score=dated.score - 0.03)
        yield dated
        if narrowed.lower:
            yield dated._replace(regions=narrowed.lower, score=dated.score - 0.03)
        yield from _wider(reader, ledger, around, dated, before)


def _is_named_elsewhere(around: Surroundings, ledger: Ledger) -> bool:
    """Whether an own word is an indicator of another ledger alone: 社会捐赠资金 of a reading of public funds."""
    return any(hit.meanings.indicated and ledger.name not in hit.meanings.indicated for hit in around.own)


def freed(measurables: Measurables, measurable: Measurable, columns: frozenset[str]) -> Measurable:
    """The measurable without what it fixes of the columns: 东部就业849人，省内就近447人 goes on with those who found work."""
    kept = tuple(each for each in measurable.where if each.column not in columns)
    if len(kept) == len(measurable.where):
        return measurable
    wanted = replace(measurable, where=kept)
    return next((each for each in measurables.values() if each.measure_key == wanted.measure_key), wanted)


def _idle(level: Level, before: Before) -> float:
    """What speaks against a part told by 其中 that nothing narrows: then its narrowing was not understood."""
    parent = before.parent
    if parent is None:
        return 0.0
    told, this = ((each.measurable, each.conditions, each.places) for each in (parent, level))
    return 0.6 if told == this else 0.0


def _same_rows(level: Level, previous: Level, before: Before) -> Iterator[Level]:
    """The measure taken of the very rows told before: 新投产6家，这些企业已到位投资…."""
    this = level.measurable
    if before.stale or previous.measurable.ledger != this.ledger:
        return
    rows = previous.measurable
    other = this.measure.aggregate == "sum" and this.measure != rows.measure
    if other and (rows.where, rows.date, rows.stock) != (this.where, this.date, this.stock):
        same = replace(this, where=rows.where, date=rows.date, stock=rows.stock, until=rows.until)
        yield level._replace(measurable=same, conditions=previous.conditions, score=level.score - 0.01)


def _wider(reader: Reader, ledger: Ledger, around: Surroundings, level: Level, before: Before) -> Iterator[Level]:
    """Readings that leave a narrowing out: of a list that may be but examples, of the region, of the beginning.

    累计 counts from where the cooperation began, where the words tell no other beginning (section 8 of the field's law).
    """
    setting = reader.setting
    listed = [each for each in level.conditions if len(each.values) > 1 and each.column in own_columns(ledger, around)]
    if listed:
        yield level._replace(
            conditions=tuple(each for each in level.conditions if each not in listed), score=level.score - 0.03
        )
    known = tuple(_by_then(ledger, level))
    if known:
        yield level._replace(conditions=(*level.conditions, *known), score=level.score - 0.02)
    if any(each.column == "project" for each in level.conditions):
        yield level._replace(period=Period(date.min, level.period.end), score=level.score - 0.1)
    yield from _from_the_beginning(around, level)
    if level.measurable.stock and around.timed:
        yield level._replace(measurable=replace(level.measurable, stock=False, until=None), score=level.score - 0.03)
    if setting.whole_book and not level.regions and level.homes:
        yield level._replace(homes=(), score=level.score - 0.04)
    if ledger.sides == {None} and ledger.direction and setting.partners:
        both = (*((setting.region,) if setting.region is not None else ()), *setting.partners)
        yield level._replace(homes=both, score=level.score - 0.04)
    yield from _without_presumed(reader, ledger, around, level)
    yield from _as_wide(reader, around, ledger, before, level)
    yield from _carried_over(ledger, before, level)
    yield from _unborrowed(level)
    sent = list(_sent_out(ledger, setting, around, level))
    for each in (level, *sent):
        yield from _strictly(ledger, around, each)
    yield from sent


def _as_wide(reader: Reader, around: Surroundings, ledger: Ledger, before: Before, level: Level) -> Iterator[Level]:
    """The same of all that the amount told before was of: 下达各类资金3416万元，已拨付…is no longer of public funds alone."""
    last = before.previous
    told = own_columns(ledger, around)
    if not _OF_ALL_KINDS.search(around.text, around.half.start, around.before.end):
        if last is None or before.stale or last.measurable.ledger != ledger.name:
            return
        if last.measurable.measure != level.measurable.measure:
            return
        told |= {each.column for each in (*last.measurable.where, *last.conditions)}
    more = frozenset(each.column for each in level.measurable.where if each.op == "in") - told
    wide = freed(reader.measurables, level.measurable, more)
    if more and any(each.op == "in" for each in wide.where):
        yield level._replace(measurable=wide, score=level.score - 0.03)


#: Words for money of every source.
_OF_ALL_KINDS = re.compile(r"(?:各[类项种]|全部|所有)(?:协作|帮扶|援助)?资金")


def _carried_over(ledger: Ledger, before: Before, level: Level) -> Iterator[Level]:
    """The same narrowed as well as the amount told before it was: 省级到位4180万元；下达4180万元."""
    last = before.previous
    if last is None or before.stale or last.measurable.ledger != ledger.name or level.measurable.stock:
        return
    settled = {each.column for each in level.conditions}
    more = tuple(each for each in last.conditions if each.column not in settled and ledger.column(each.column).choices)
    fixed = {each.column: set(each.values) for each in level.measurable.where if each.op == "in"}
    if more and all(set(each.values) <= fixed.get(each.column, set(each.values)) for each in more):
        yield level._replace(conditions=(*level.conditions, *more), score=level.score - 0.05)


def _without_presumed(reader: Reader, ledger: Ledger, around: Surroundings, level: Level) -> Iterator[Level]:
    """The same without a direction that is but presumed."""
    kept = tuple(each for each in level.conditions if not ledger.column(each.column).directs)
    if kept != level.conditions and presumed(reader.setting, reader.scene, around):
        yield level._replace(conditions=kept, score=level.score - 0.05)


def _from_the_beginning(around: Surroundings, level: Level) -> Iterator[Level]:
    """The same counted from where the cooperation began, where the words count up to now and tell no beginning."""
    if around.cumulative and around.statement.dimension != "ratio" and not level.measurable.stock:
        yield level._replace(period=Period(date.min, level.period.end), score=level.score - 0.03)


def _sent_out(ledger: Ledger, setting: Setting, around: Surroundings, level: Level) -> Iterator[Level]:
    """The same of those whom the report's own side sends: 选派挂职干部5名 names no sender but the one who tells it."""
    column = ledger.direction
    told = any(
        column is not None and each.column == column.name for each in (*level.conditions, *level.measurable.where)
    )
    sends = _SENDS.search(around.text, around.before.start, around.after.end)
    if column is not None and sends and not told:
        away = next(each for each in column.choices if each.startswith("东" if setting.home == "east" else "西"))
        conditions = (*level.conditions, Condition(column.name, "in", (away,)))
        homes = _homes(ledger, setting, conditions)
        yield level._replace(conditions=conditions, homes=homes, score=level.score - 0.03)


_SENDS = re.compile(r"(?<!互)选派|派出|(?<!互)派驻")


def _strictly(ledger: Ledger, around: Surroundings, level: Level) -> Iterator[Level]:
    """The same narrowed by a word that is a topic of the whole and says a value too.

    采购 beside 帮助销售 is one of two ways; 挂职干部 may mean those of the kind 党政干部 alone.
    """
    words = [hit.text for hit in around.own if ledger.name in hit.meanings.spoken]
    fixed = {each.column for each in (*level.conditions, *level.measurable.where)}
    for column, value in _ending_as(ledger, words):
        if column not in fixed:
            strict = Condition(column, "in", (value,))
            yield level._replace(conditions=(*level.conditions, strict), score=level.score - 0.03)


def _ending_as(ledger: Ledger, words: Collection[str]) -> list[tuple[str, str]]:
    """The values of the ledger's choices that one of the words is, or is short for, in their order; each with its column."""
    ends = {word[-SHORT:] for word in words}
    return [
        (column.name, value)
        for column in ledger.chosen
        for value in column.choices
        if value[-SHORT:] in ends and any(word == value or _is_short_for(word, value, column) for word in words)
    ]


def _is_short_for(word: str, value: str, column: Column) -> bool:
    """Whether a word ends as that value does, and as no way of saying another value of the column."""
    tail = value[-SHORT:]
    if min(len(value), len(word)) <= SHORT or not word.endswith(tail):
        return False
    others = (said for each in column.choices if each != value for said in (each, *column.says.get(each, ())))
    return not any(said.endswith(tail) for said in others)


def _by_then(ledger: Ledger, level: Level) -> Iterator[Condition]:
    """That the days which must be filled lie before the period's end: 已开工 is what had begun by then."""
    for each in level.measurable.where:
        if each.op == "filled" and ledger.column(each.column).type == "date":
            yield Condition(each.column, "to", (level.period.end,))


def _unborrowed(level: Level) -> Iterator[Level]:
    """The same without what other clauses lend to it: their region, their narrowing."""
    kept = tuple(each for each in level.conditions if each.column not in level.borrowed)
    if level.regions and not level.placed:
        yield level._replace(regions=(), score=level.score - 0.04)
    if kept != level.conditions:
        yield level._replace(conditions=kept, score=level.score - 0.05)
        if level.regions and not level.placed:
            yield level._replace(conditions=kept, regions=(), score=level.score - 0.06)


def _kin(before: Before, measurable: Measurable) -> frozenset[str]:
    """The columns that the statement before narrowed, when it was about the same ledger."""
    previous = before.previous
    if previous is None or previous.measurable.ledger != measurable.ledger:
        return frozenset()
    return frozenset(each.column for each in previous.conditions)


def level_of(reader: Reader, around: Surroundings, measurable: Measurable, score: float) -> list[Level]:
    """The measurable as the words narrow it, whatever the words say of the measurable itself."""
    narrower = Narrower(reader.setting, reader.scene, around)
    return list(_levels(reader, narrower, score, True, measurable, Before()))  # noqa: FBT003 - its own words name it


def _on_focus(reader: Reader, around: Surroundings, ledger: Ledger, level: Level) -> Iterator[Level]:
    """The same of the one entry spoken of: named by the paragraph's lead, in the sentence before, or right after."""
    if level.measurable.measure.aggregate not in ("sum", "count") or around.has_plural:
        return
    for focus, weight in focuses(reader.scene, around, ledger):
        conditions = (*(each for each in level.conditions if each.column != focus.column), focus)
        yield level._replace(conditions=conditions, score=level.score + weight, pinned=_pins(ledger, conditions))


def _of_the_author(setting: Setting, ledger: Ledger) -> bool:
    """Whether the entries are of what the report's author did, wherever that was."""
    return setting.author is not None and ledger.name in OF_PERSONS


def _homes(ledger: Ledger, setting: Setting, conditions: Sequence[Condition]) -> tuple[int, ...]:
    """The regions meant where none is named: the report's, or those of the other side where the rows lie there."""
    if setting.region is None or not any(column.required for column in ledger.regions):
        return ()
    if None not in ledger.sides:
        return (setting.region,) if setting.home in ledger.sides else setting.partners
    away = "东派西" if setting.home == "east" else "西派东"
    told = [each for each in conditions if ledger.column(each.column).directs]
    gone = any(away in each.values for each in told) if told else setting.home == "east"
    return setting.partners if ledger.sides == {None} and ledger.direction and gone else (setting.region,)


def _pins(ledger: Ledger, conditions: Sequence[Condition]) -> bool:
    """Whether a condition names the very entry (this project, this firm): then place and period say no more."""
    first = ledger.column(ledger.key[0]) if ledger.key else None
    return (
        first is not None
        and (first.named or first.type == "ref")
        and any(each.column == first.name for each in conditions)
    )


def _inherited(
    ledger: Ledger, around: Surroundings, measurable: Measurable, before: Before
) -> tuple[Sequence[Condition], tuple[int, ...]]:
    """What earlier statements hand on.

    To one without words of its own, all of the last; to one that narrows nothing itself, the narrowing of the last in
    the same part of the sentence; else what 其中 opened.
    """
    last, parent = None if before.stale else before.previous, before.parent
    if last is not None and last.measurable.ledger == measurable.ledger:
        settled = own_columns(ledger, around)
        whole = names_place(around) or around.has_plural
        if around.elliptical or (before.same_part and not (settled or whole)):
            return last.conditions, last.regions
        if before.joined and not whole:
            return [each for each in last.conditions if each.column not in settled], last.regions
    else:
        last = None
    if parent is not None and parent.measurable.ledger == measurable.ledger:
        return parent.conditions, parent.regions
    return (), last.regions if last is not None else ()
