"""The one change that would make a contradicted statement true: the slip that a clerk may have made.

Each change is computed anew: last year's figure, the neighbouring town's, 签约 for 到位, 人 for 人次, 万 for 亿, two digits
swapped, one entry left out or counted twice. The first that bears the statement out is told; none, and nothing is.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Literal, NamedTuple

from jiedui.base.periods import Period, year
from jiedui.base.units import Dimension, unit
from jiedui.figures.model import Condition, EntryId, Query
from jiedui.prose.answer import decimal
from jiedui.prose.model import Statement
from jiedui.reports.check.readings.amounts import SURE, Before, Level, Reader
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.formulas import (
    Answer,
    Formula,
    Linear,
    Numbers,
    Ratio,
    changed,
    evaluate,
    queries_of,
)
from jiedui.reports.check.readings.judge import nature_of
from jiedui.reports.check.readings.level import read_level
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.text.stretches import season_before, year_before
from jiedui.reports.check.words.measurables import Measurable, fits

#: ``scale`` 万 for 亿 · ``digits`` two digits swapped · ``period`` another time · ``stage`` another measure of the same
#: ledger · ``unit`` 人 for 人次 · ``narrowing`` one value more or less · ``place`` another region · ``record`` one entry
#: left out or counted twice · ``base`` 是…倍 for 增长…倍, 百分点 for %.
SlipKind = Literal["scale", "digits", "period", "stage", "unit", "narrowing", "place", "record", "base"]


#: A number needs so many digits for one of them to be called wrong.
LONG = 3


@dataclass(frozen=True, slots=True)
class Slip:
    """One change under which the statement holds: its kind, what to tell a clerk, the formula and its value."""

    kind: SlipKind
    words: str
    formula: Formula
    value: Fraction
    entries: tuple[EntryId, ...] = ()


class Change(NamedTuple):
    """One change to try."""

    kind: SlipKind
    words: str
    formula: Formula


#: A contradicted statement with the reading that contradicts it and the value of that.
Wrong = tuple[Statement, Reading, Fraction]


class Changes:
    """The changes there are to try for what was wrong last, of one book as it is: a draft is mostly wrong again.

    Threads may share it: they find the same, and what is let go of is found again.
    """

    def __init__(self, most: int) -> None:
        """Keep those of so many matters at most."""
        self._most = most
        self._kept: dict[Hashable, list[Change]] = {}

    def of(self, reader: Reader, statement: Statement, reading: Reading) -> list[Change]:
        """Every change to try for the statement, likeliest first."""
        matter = (reader.setting.clock, _matter(statement, reading))
        found = self._kept.get(matter)
        if found is None:
            found = list(_changes(reader, statement, reading))
            if len(self._kept) >= self._most:
                self._kept = {}
            self._kept[matter] = found
        return found


def find_slips(reader: Reader, wrong: Sequence[Wrong], numbers: Numbers, changes: Changes) -> list[Slip | None]:
    """For each statement the first change that bears it out, None where none does; all their figures asked at once."""
    written = [_written(statement, reading.formula, value) for statement, reading, value in wrong]
    tried = [changes.of(reader, *each[:2]) if slip is None else [] for slip, each in zip(written, wrong, strict=True)]
    distinct = {id(those): those for those in tried}
    answers = iter(evaluate([change.formula for those in distinct.values() for change in those], numbers))
    answered = {key: [(change, next(answers)) for change in those] for key, those in distinct.items()}
    return [
        slip or _bearing(each[0], answered[id(those)]) or _of_record(reader, *each, numbers)
        for slip, each, those in zip(written, wrong, tried, strict=True)
    ]


def _matter(statement: Statement, reading: Reading) -> Hashable:
    """What decides which changes there are to try: statements that are wrong of one matter share them."""
    level = reading.anchor
    meant = (level.measurable.name, level.measurable.measure_key, level.conditions, level.places) if level else ()
    return reading.formula, reading.kind, statement.dimension, statement.unit, meant


def _bearing(statement: Statement, changes: Iterable[tuple[Change, Answer]]) -> Slip | None:
    """The first change whose answer bears the statement out; what is farther off than a rounding is not weighed."""
    low = statement.low - statement.ulp if statement.low is not None else None
    high = statement.high + statement.ulp if statement.high is not None else None
    for change, answer in changes:
        value = answer.value
        if value is None or not answer.rows or (low is not None and value < low) or (high is not None and value > high):
            continue
        if _bears(statement, value):
            return Slip(change.kind, change.words, change.formula, value)
    return None


def _bears(statement: Statement, value: Fraction) -> bool:
    """Whether the value bears the statement out as it would naturally be said."""
    return nature_of(statement, value) in ("exact", "rounded", "vague")


#: 人 and 人次: what is told of the one, where the book keeps the other.
_TWINS: Mapping[str, tuple[Dimension, str]] = {"count": ("visits", "人次"), "visits": ("count", "人")}
_PEOPLE = frozenset({"人", "名", "位", "人次"})


def find_twin(reader: Reader, around: Surroundings, numbers: Numbers) -> Slip | None:
    """人 told where the book keeps 人次 (or the other way round), and just that number: 培训1485人."""
    statement = around.statement
    if statement.unit not in _PEOPLE or statement.dimension not in _TWINS or statement.masked:
        return None
    dimension, word = _TWINS[statement.dimension]
    twin = replace(around, statement=statement._replace(dimension=dimension, unit=word))
    levels = [level for level in read_level(reader, twin, Before()) if level.score >= SURE]
    answers = evaluate((level.amount() for level in levels), numbers)
    for level, found in zip(levels, answers, strict=True):
        if found.value is not None and found.rows and _bears(statement, found.value):
            words = f"台账记的是{word}（“{level.measurable.title}”），文中写作“{statement.unit}”"
            return Slip("unit", words, level.amount(), found.value)
    return None


# ---- how the number was written


def _written(statement: Statement, formula: Formula, value: Fraction) -> Slip | None:
    """万 for 亿, a digit too many, two digits swapped, one digit wrong."""
    bounded = statement.low is not None and statement.high is not None
    if bounded and statement.dimension in ("money", "count", "visits", "area", "mass"):
        for factor, words in _SCALES:
            if value and _bears(statement, value * factor):
                return Slip("scale", words, formula, value)
    if statement.exact and statement.low and statement.dimension not in ("points", "times", "rank"):
        words = _miswritten(statement.low, value, statement.ulp)
        return Slip("digits", words, formula, value) if words else None
    return None


_SCALES = (
    (Fraction(10**4), "单位错了一万倍（万、亿混淆，或元写成万元）"),
    (Fraction(1, 10**4), "单位错了一万倍（亿、万混淆，或万元写成元）"),
    (Fraction(10), "多写一位（大了十倍）"),
    (Fraction(1, 10), "少写一位（小了十倍）"),
)


def _miswritten(stated: Fraction, value: Fraction, ulp: Fraction) -> str:
    """How the digits of one differ from those of the other: two neighbours swapped, or one of three and more wrong.

    The value is taken to the place to which the statement was printed, cut off or rounded.
    """
    step = ulp or Fraction(1)
    for told in {math.floor(value / step), math.floor(value / step + Fraction(1, 2))}:
        one, other = str(math.floor(stated / step)), str(told)
        apart = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
        if len(one) != len(other) or not apart:
            continue
        if len(apart) == 1 and len(one.rstrip("0")) >= LONG:
            return "有一位数字写错"
        swapped = one[apart[0]] == other[apart[-1]] and one[apart[-1]] == other[apart[0]]
        if len(apart) == 2 and apart[1] == apart[0] + 1 and swapped:
            return "相邻两位数字写颠倒"
    return ""


def tells_of(statement: Statement, value: Fraction) -> bool:
    """Whether a number is so plainly a miswriting of the value that hardly any other would seem to be one.

    Of three digits and more two have changed places or the scale is wrong, or one of four and more is wrong.
    """
    if not (statement.exact and statement.low) or statement.low != statement.high or statement.dimension == "rank":
        return False
    one, other, apart = _beside(statement, statement.low, value)
    digits = max(len(each.rstrip("0")) for each in (one, other))
    if digits >= LONG and any(statement.low == value * factor for factor, _ in _SCALES):
        return True
    if len(one) != len(other) or not apart or digits < LONG:
        return False
    swapped = one[apart[0]] == other[apart[-1]] and one[apart[-1]] == other[apart[0]]
    return (len(apart) == 2 and swapped) or (len(apart) == 1 and digits > LONG)


def _beside(statement: Statement, low: Fraction, value: Fraction) -> tuple[str, str, list[int]]:
    """The digits of the number and of the value, to the place to which the number was printed, and where they differ."""
    step = statement.ulp or Fraction(1)
    one, other = (str(math.floor(each / step + Fraction(1, 2))) for each in (low, abs(value)))
    return one, other, [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]


def is_swapped(statement: Statement, value: Fraction | None) -> bool:
    """Whether a number of three digits and more is the value but for two neighbours that changed places."""
    if not (value and statement.exact and statement.low) or statement.low != statement.high:
        return False
    one, other, apart = _beside(statement, statement.low, value)
    near = len(one) == len(other) >= LONG and len(apart) == 2 and apart[1] == apart[0] + 1
    return near and (one[apart[0]], one[apart[1]]) == (other[apart[1]], other[apart[0]])


# ---- what was counted


def _changes(reader: Reader, statement: Statement, reading: Reading) -> Iterator[Change]:
    """Every change to try, likeliest first."""
    if reading.kind in ("growth", "multiple"):
        yield from _bases(reading.formula)
    yield from _periods(reading.formula, reader.setting.clock)
    level = reading.anchor
    if level is not None:
        yield from _stages(reader, statement, reading, level)
        yield from _narrowings(reader, reading.formula, level)
        if reading.kind != "rank":
            yield from _places(reader, reading.formula, level)


def _bases(formula: Formula) -> Iterator[Change]:
    """增长1.2倍 for 是1.2倍, and the other way round."""
    if isinstance(formula, Ratio) and formula.shift:
        yield Change("base", "把“是…倍（达到…）”写成了“增长”", replace(formula, shift=0, turned=False))
    elif isinstance(formula, Ratio):
        yield Change("base", "把“增长…倍”写成了“是…倍”", replace(formula, shift=-1))


def _periods(formula: Formula, clock: date) -> Iterator[Change]:
    """The same a year before, for the whole year, for the window before, from the beginning."""
    now = next((query.period for query in queries_of(formula) if query.period), None)
    if now is None:
        return
    told: list[tuple[str, Period]] = []
    if now.start != date.min:
        told.append((f"用了上年的数（{_words(year_before(now))}）", year_before(now)))
        whole = year(now.end.year)
        if now != whole and whole.end <= clock:
            told.append((f"用了全年的数（{_words(whole)}）", whole))
        if now != whole:
            told.append((f"用了上一期的数（{_words(season_before(now))}）", season_before(now)))
        two = Period(date(now.end.year - 1, 1, 1), now.end)
        told.append((f"用了两年累计的数（{_words(two)}）", two))
        told.append((f"用了有记录以来累计的数（截至{now.end.isoformat()}）", Period(date.min, now.end)))
    for words, period in told:
        yield Change("period", words, changed(formula, partial(_moved, of=now, to=period)))


def _moved(query: Query, of: Period, to: Period) -> Query:
    """The query in another window; a window compared with moves along by as many years."""
    if query.period is None or query.period.start == date.min:
        return query
    if query.period == of:
        return query.within(to)
    years = of.end.year - to.end.year
    return query.within(query.period.years_before(years)) if years else query


def _stages(reader: Reader, statement: Statement, reading: Reading, level: Level) -> Iterator[Change]:
    """Another measure of the same ledger: 签约 for 到位, 下达 for 拨付, 款物 for 资金, 人次 for 人."""
    this = level.measurable
    seen = {this.measure_key}
    for other in reader.measurables.by_ledger[this.ledger]:
        if other.measure_key in seen:
            continue
        same = other.dimension == this.dimension and fits(other, statement.dimension, statement.unit) is not None
        heads = {other.dimension, this.dimension} == {"count", "visits"} and reading.kind == "level"
        if same or heads:
            seen.add(other.measure_key)
            words = f"把“{other.title}”当作“{this.title}”"
            yield Change("unit" if heads else "stage", words, _measured(reading.formula, level, other))


def _measured(formula: Formula, level: Level, other: Measurable) -> Formula:
    """The formula with another measurable in the place of the level's own."""
    this, narrowed = level.measurable, {each.column for each in level.conditions}
    where = (*(each for each in other.where if each.op != "in" or each.column not in narrowed), *level.conditions)

    def change(query: Query) -> Query:
        if query.ledger != this.ledger or query.measure != this.measure:
            return query
        scope = (query.region, query.region_columns, query.accepted)
        return Query(query.ledger, other.measure, where, query.period, other.date, other.stock, other.until, *scope)

    return changed(formula, change)


def _narrowings(reader: Reader, formula: Formula, level: Level) -> Iterator[Change]:
    """One narrowing left out, or another value of the same choice in its place."""
    ledger = reader.catalog.ledgers[level.measurable.ledger]
    for condition in level.conditions:
        column = ledger.column(condition.column)
        title = f"“{'、'.join(map(str, condition.values))}”" if not column.to else f"“{column.title}”"
        yield Change("narrowing", f"未按{title}划分，用了合计数", _without(formula, condition, None))
        for value in column.choices:
            if value not in condition.values:
                other = Condition(condition.column, "in", (value,))
                yield Change("narrowing", f"用了“{value}”的数", _without(formula, condition, other))


def _without(formula: Formula, condition: Condition, other: Condition | None) -> Formula:
    """The formula with the condition left out, or another in its place."""

    def change(query: Query) -> Query:
        if condition not in query.where:
            return query
        kept = tuple(each for each in query.where if each != condition)
        return query.narrowed((*kept, other) if other else kept)

    return changed(formula, change)


def _places(reader: Reader, formula: Formula, level: Level) -> Iterator[Change]:
    """The same of a neighbouring region, or of the region above."""
    land, places = reader.setting.land, level.places
    if len(places) != 1:
        return
    above = land.regions[places[0]].parent
    for other in (*((above,) if above is not None else ()), *land.siblings(places[0])):
        words = f"用了{land.regions[other].name}的数"
        yield Change("place", words, changed(formula, partial(_placed, of=places[0], to=other)))


def _placed(query: Query, of: int, to: int) -> Query:
    """The query in another region."""
    return query.placed(to) if query.region == of else query


# ---- which entry


def _of_record(
    reader: Reader, statement: Statement, reading: Reading, value: Fraction, numbers: Numbers
) -> Slip | None:
    """One entry left out (the statement is below by just its amount) or counted twice (above by it)."""
    formula, level = reading.formula, reading.anchor
    if level is None or not isinstance(formula, Linear) or not statement.exact or statement.low is None:
        return None
    measured = level.measurable.measure
    if measured.aggregate != "sum" or measured.column is None or level.measurable.unit_column:
        return None
    factor = unit(level.measurable.base_unit).factor if level.measurable.dimension not in ("count", "visits") else 1
    apart = (statement.low - value) / factor
    ledger = reader.catalog.ledgers[level.measurable.ledger]
    if not apart or (10 ** ledger.column(measured.column).places * apart).denominator != 1:
        return None
    cells = tuple(Condition(measured.column, op, (decimal(abs(apart)) or "0",)) for op in ("from", "to"))
    for query in queries_of(formula):
        found = numbers.records(replace(query, where=(*query.where, *cells)), 2)
        if found:
            words = "漏计" if apart < 0 else "重复计"
            return Slip("record", f"{words}了一条记录（{found[0]}）", formula, value, tuple(found[:1]))
    return None


def _words(period: Period) -> str:
    """The window in digits."""
    return f"{period.start.isoformat()}至{period.end.isoformat()}"
