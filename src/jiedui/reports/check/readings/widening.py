"""Readings beside the one that the words of an amount suggest: wider, narrower, carried over, from the beginning."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from jiedui.base.periods import Period
from jiedui.catalog import TAIL, Column, Ledger
from jiedui.figures.model import Condition
from jiedui.reports.check.readings.amounts import Before, Level, Reader, freed, homes_of
from jiedui.reports.check.readings.narrowing import OF_PERSONS, PERSON
from jiedui.reports.check.text.directions import presumed
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.text.setting import Setting
from jiedui.reports.check.text.worded import columns_of, own_columns
from jiedui.reports.check.words.common import ADDED_UP
from jiedui.reports.check.words.meanings import Plain
from jiedui.reports.check.words.measurables import Measurable
from jiedui.reports.check.words.names_told import Hit

#: A value may be told by its last signs.
SHORT = TAIL


def wider(reader: Reader, ledger: Ledger, around: Surroundings, level: Level, before: Before) -> Iterator[Level]:
    """Readings that leave a narrowing out: of a list that may be but examples, of the region, of the beginning.

    累计 counts from where the cooperation began, where the words tell no other beginning (section 8 of the field's law).
    """
    setting = reader.setting
    listed = [each for each in level.conditions if len(each.values) > 1 and each.column in own_columns(ledger, around)]
    if listed and not _TOGETHER.search(around.text, around.before.start, around.before.end):
        yield level._replace(
            conditions=tuple(each for each in level.conditions if each not in listed), score=level.score - 0.03
        )
    yield from _told_loosely(ledger, around, level)
    known = tuple(_by_then(ledger, level))
    if known:
        yield level._replace(conditions=(*level.conditions, *known), score=level.score - 0.02)
    yield from _both_ways_of_trade(ledger, around, level)
    if any(each.column == "project" for each in level.conditions):
        yield level._replace(period=Period(date.min, level.period.end), score=level.score - 0.1)
    yield from from_the_beginning(around, level)
    if level.measurable.stock and around.timed and not around.standing:
        yield level._replace(measurable=replace(level.measurable, stock=False, until=None), score=level.score - 0.03)
    if setting.whole_book and not level.regions and level.homes:
        yield level._replace(homes=(), score=level.score - 0.04)
    if setting.whole is not None and level.homes == (setting.region,) and not level.regions:
        yield level._replace(homes=(setting.whole,), score=level.score - 0.04)
    named = [each.column for each in level.conditions if not ledger.column(each.column).choices]
    if level.homes and (named if setting.personal else ledger.name in OF_PERSONS and PERSON in named):
        yield level._replace(homes=(), score=level.score - 0.04)
    if ledger.sides == {None} and ledger.direction and setting.partners:
        both = (*((setting.region,) if setting.region is not None else ()), *setting.partners)
        yield level._replace(homes=both, score=level.score - 0.04)
    yield from _with_whom(setting, ledger, level)
    yield from _by_others_too(setting, ledger, around, level)
    yield from _without_presumed(reader, ledger, around, level)
    yield from _as_wide(reader, around, ledger, before, level)
    yield from _carried_over(ledger, before, level)
    yield from _of_the_kind_before(ledger, around, before, level)
    yield from _unborrowed(ledger, around, level, before)
    yield from _of_the_last_clause(ledger, around, level)
    sent = list(_sent_out(ledger, setting, around, level))
    for each in (level, *sent):
        yield from _strictly(ledger, around, each)
    yield from sent


#: A list is all that is counted, no examples: 单位采购和企业采购合计190万元.
_TOGETHER = re.compile(rf"{ADDED_UP}|两项|[三四]项")


def _told_loosely(ledger: Ledger, around: Surroundings, level: Level) -> Iterator[Level]:
    """The same, taken more loosely: without a value that a word of every report says (参与重点工作6项), that is told with others."""
    firm = {
        column
        for hit in around.own
        if not hit.meanings.has(Plain)
        for name, column in hit.meanings.columns
        if name == ledger.name
    }
    loose = {
        column
        for hit in around.own
        if hit.meanings.has(Plain)
        for name, column in hit.meanings.columns
        if name == ledger.name
    }
    kept = tuple(each for each in level.conditions if each.column in firm or each.column not in loose)
    if kept != level.conditions:
        yield level._replace(conditions=kept, score=level.score - 0.03)
    yield from _joined_to_others(ledger, around, level)
    then = _as_it_stood(ledger, level)
    if then is not None:
        yield level._replace(measurable=then, score=level.score - 0.02)


def _as_it_stood(ledger: Ledger, level: Level) -> Measurable | None:
    """The same by the day on which it came to pass: 投产 by now is told of September where its 投产日期 lies before its end."""
    if level.measurable.stock:
        return None
    days = {each.title.removesuffix("日期"): each.name for each in ledger.columns if each.type == "date"}
    for each in level.measurable.where:
        choices = ledger.column(each.column).choices
        first = next((value for value in choices if value in each.values), "") if each.op == "in" else ""
        day = days.get(_CALLED.get(first, first))
        if day is not None:
            kept = (other for other in level.measurable.where if other != each)
            return replace(level.measurable, where=(*kept, Condition(day, "to", (level.period.end,))))
    return None


#: A stage whose day has another name.
_CALLED = {"完工": "竣工"}


def _joined_to_others(ledger: Ledger, around: Surroundings, level: Level) -> Iterator[Level]:
    """The same without a value that is told together with what is none of its column: 输出与就地安置190人, 机关、企业、商超."""
    values = [hit for hit in around.own if any(name == ledger.name for name, _ in hit.meanings.columns)]
    known = {hit.start for hit in values} | {hit.end for hit in values}
    joined = {
        column
        for hit in values
        for name, column in hit.meanings.columns
        if name == ledger.name and _is_joined(around.text, hit, known)
    }
    kept = tuple(each for each in level.conditions if each.column not in joined)
    if kept != level.conditions:
        yield level._replace(conditions=kept, score=level.score - 0.03)


def _is_joined(text: str, hit: Hit, known: Collection[int]) -> bool:
    """Whether a mark joins the word to one that is not known."""
    before = text[hit.start - 1 : hit.start] in _JOINS and hit.start - 1 not in known
    before = before or text[hit.start - 2 : hit.start] == "或者"
    after = text[hit.end : hit.end + 1] in _JOINS and hit.end + 1 not in known
    return before or after


_JOINS = frozenset("、和与或及")


def _with_whom(setting: Setting, ledger: Ledger, level: Level) -> Iterator[Level]:
    """The same between the report's own place and the one named: 与横山桥镇互访 in a town's report is its own with that one."""
    land, own = setting.land, setting.region
    ours = [each for each in ledger.regions if each.side == setting.home and each.required]
    if own is None or not (level.placed and ours) or len(ledger.regions) < _TWO or level.pinned:
        return
    if all(land.side(each) not in (None, setting.home) for each in level.regions):
        within = tuple(each for each in land.regions if land.within(each, own))
        between = Condition(ours[0].name, "in", within)
        yield level._replace(conditions=(*level.conditions, between), score=level.score + 0.01)


def _by_others_too(setting: Setting, ledger: Ledger, around: Surroundings, level: Level) -> Iterator[Level]:
    """The same of all who did it, where no word says that the report's author alone did: 县里开展资金使用督查1次."""
    author = setting.author
    if (
        author is None
        or ledger.name not in OF_PERSONS
        or _ONESELF.search(around.text, max(around.half.start, around.before.end - 60), around.before.end)
    ):
        return
    kept = tuple(each for each in level.conditions if (each.column, each.values) != (PERSON, (author.name,)))
    if kept and kept != level.conditions:
        yield level._replace(conditions=kept, score=level.score - 0.05)


#: Words by which an author tells what was done alone.
_ONESELF = re.compile(r"我(?![县区市镇村们])|本人|自己|个人")


def _both_ways_of_trade(ledger: Ledger, around: Surroundings, level: Level) -> Iterator[Level]:
    """The same of goods bought and sold, where both are told and but one is a value of the ledger's: 买走、帮我们卖掉的山货."""
    if _BUY_AND_SELL.search(around.text, around.before.start, around.before.end):
        one = [each for each in level.conditions if len(ledger.column(each.column).choices) == _TWO]
        kept = tuple(each for each in level.conditions if each not in one)
        if one and ledger.name == "purchase":
            yield level._replace(conditions=kept, score=level.score + 0.01)


_TWO = 2
_BUY_AND_SELL = re.compile(
    r"[买购采订][^，。；]{0,4}[、和与及加][^，。；]{0,4}[卖销]|[卖销][^，。；]{0,4}[、和与及加][^，。；]{0,4}[买购采订]"
)


def _as_wide(reader: Reader, around: Surroundings, ledger: Ledger, before: Before, level: Level) -> Iterator[Level]:
    """The same of all that the amount told before was of: 下达各类资金3416万元，已拨付…is no longer of public funds alone."""
    fixed = frozenset([each.column for each in level.measurable.where if each.op == "in"])
    if not fixed:
        return
    last = before.previous
    told = own_columns(ledger, around)
    if not _OF_ALL_KINDS.search(around.text, around.half.start, around.before.end):
        if last is None or before.stale or last.measurable.ledger != ledger.name:
            return
        if last.measurable.measure != level.measurable.measure:
            return
        told |= {each.column for each in (*last.measurable.where, *last.conditions)}
    more = fixed - told
    if not more:
        return
    wide = freed(reader.measurables, level.measurable, more)
    if any(each.op == "in" for each in wide.where):
        yield level._replace(measurable=wide, score=level.score - 0.03)


#: Words for money of every source, and 资金 where no word before says of which it is.
_OF_ALL_KINDS = re.compile(
    r"(?:各[类项种级路方]|全部|所有)(?:财政|协作|帮扶|援助)?资金|(?<![政助级市区县镇作扶会赠该此项年度业])资金"
)


def _carried_over(ledger: Ledger, before: Before, level: Level) -> Iterator[Level]:
    """The same narrowed as well as the amount told before it was: 省级到位4180万元；下达4180万元."""
    last = before.previous
    if last is None or before.stale or last.measurable.ledger != ledger.name or level.measurable.stock:
        return
    settled = {each.column for each in level.conditions}
    told = (*last.conditions, *_fixed_besides(last, level))
    more = tuple(each for each in told if each.column not in settled and ledger.column(each.column).choices)
    fixed = {each.column: set(each.values) for each in level.measurable.where if each.op == "in"}
    if more and all(set(each.values) <= fixed.get(each.column, set(each.values)) for each in more):
        yield level._replace(conditions=(*level.conditions, *more), score=level.score - 0.05)


def _fixed_besides(last: Level, level: Level) -> list[Condition]:
    """The one value of a choice that the amount told before fixes beside the same measure: 学校结对3对，去年已结对4对."""
    one, other = last.measurable, level.measurable
    if (one.measure, one.date) != (other.measure, other.date) or not set(other.where) <= set(one.where):
        return []
    narrowed = {each.column for each in last.conditions}
    fixed = (each for each in one.where if each not in other.where and each.column not in narrowed)
    return [each for each in fixed if each.op == "in" and len(each.values) == 1]


def _of_the_kind_before(ledger: Ledger, around: Surroundings, before: Before, level: Level) -> Iterator[Level]:
    """The same of the kind that the sentence before was about: 茶叶由50万元增加到75.5万元。两年共卖了125.5万元."""
    last = before.matter if before.stale else None
    if last is None or last.measurable.measure_key != level.measurable.measure_key or level.conditions:
        return
    kept = tuple(each for each in last.conditions if ledger.column(each.column).choices)
    if kept and not own_columns(ledger, around) and not _ALL_OF.search(around.lead):
        yield level._replace(conditions=kept, score=level.score - 0.06)


_ALL_OF = re.compile(r"全[县区市镇年]|总[额量数]|各[类级项]")


def _without_presumed(reader: Reader, ledger: Ledger, around: Surroundings, level: Level) -> Iterator[Level]:
    """The same without a direction that is but presumed."""
    kept = tuple(each for each in level.conditions if not ledger.column(each.column).directs)
    if kept != level.conditions and presumed(reader.setting, reader.scene, around):
        yield level._replace(conditions=kept, score=level.score - 0.05)


def from_the_beginning(around: Surroundings, level: Level) -> Iterator[Level]:
    """The same counted from where the cooperation began, where the words count up to now and tell no beginning."""
    told = _OF_THE_YEAR.search(around.text, around.half.start, around.before.end)
    counts = around.cumulative and not told
    if counts and around.statement.dimension != "ratio" and not level.measurable.stock:
        yield level._replace(period=Period(date.min, level.period.end), score=level.score - 0.03)
        first = date(level.period.end.year, 1, 1)
        if level.period.start > first:
            yield level._replace(period=Period(first, level.period.end), score=level.score - 0.02)


#: The year that 累计 adds up over: 全年听课5次，累计20学时.
_OF_THE_YEAR = re.compile(
    r"全年(?![^，。；]{0,6}(?:任务|目标|计划))|年内|当年|本年度?|(?<![到至])今年(?!以来|底|末|初)|[上下]半年|季度"
)


def _sent_out(ledger: Ledger, setting: Setting, around: Surroundings, level: Level) -> Iterator[Level]:
    """The same of those whom the report's own side sends: 选派挂职干部5名 names no sender but the one who tells it."""
    column = ledger.direction
    if column is None:
        return
    told = any(each.column == column.name for each in (*level.conditions, *level.measurable.where))
    if not told and _SENDS.search(around.text, around.before.start, around.after.end):
        away = next(each for each in column.choices if each.startswith("东" if setting.home == "east" else "西"))
        conditions = (*level.conditions, Condition(column.name, "in", (away,)))
        homes = homes_of(ledger, setting, conditions)
        yield level._replace(conditions=conditions, homes=homes, score=level.score - 0.03)


_SENDS = re.compile(r"(?<!互)选派|派出|(?<!互)派驻")


def _strictly(ledger: Ledger, around: Surroundings, level: Level) -> Iterator[Level]:
    """The same narrowed by a word that is a topic of the whole and says a value too.

    采购 beside 帮助销售 is one of two ways; 挂职干部 may mean those of the kind 党政干部 alone.
    """
    words = [hit.text for hit in around.own if ledger.name in hit.meanings.spoken]
    if not words:
        return
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
        if not ends.isdisjoint(column.tails)
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


def _unborrowed(ledger: Ledger, around: Surroundings, level: Level, before: Before) -> Iterator[Level]:
    """The same without what other clauses lend to it: their region, their narrowing; not that of the whole of 其中."""
    parent = before.parent
    within = parent is not None and parent.measurable.ledger == level.measurable.ledger
    kept = tuple(
        each
        for each in level.conditions
        if each.column not in level.borrowed or (within and parent is not None and each in parent.conditions)
    )
    if level.regions and not level.placed:
        yield level._replace(regions=(), score=level.score - 0.04)
        then = _as_it_stood(ledger, level)
        if then is not None:
            yield level._replace(regions=(), measurable=then, score=level.score - 0.05)
    own = _of_own_words(around, level)
    if own is not None and own != kept:
        yield level._replace(conditions=own, score=level.score - 0.05)
    if kept != level.conditions:
        yield level._replace(conditions=kept, score=level.score - 0.05)
        if level.regions and not level.placed:
            yield level._replace(conditions=kept, regions=(), score=level.score - 0.06)


def _of_the_last_clause(ledger: Ledger, around: Surroundings, level: Level) -> Iterator[Level]:
    """The same without values of a remark before, where its own clause says what it is of: 安排我管乡村振兴，经手的重点工作有19项."""
    words = sorted((*around.between, *around.own))
    comma = around.text.rfind("，", words[0].start if words else around.before.start, around.before.end)
    remark = around.text[max(around.text.rfind(each, 0, max(comma, 0)) for each in "，。；\n") + 1 : max(comma, 0)]
    if len(remark) < _REMARK or _FRAMES.search(remark):
        return
    early, late = (
        columns_of(ledger, [hit for hit in words if (hit.start > comma) == after]) for after in (False, True)
    )
    kept = tuple(each for each in level.conditions if each.column not in early - late)
    if kept != level.conditions and any(hit.start > comma and ledger.name in hit.meanings.spoken for hit in around.own):
        yield level._replace(conditions=kept, score=level.score - 0.05)


#: A clause of so many signs is a remark of its own, one that ends so a frame.
_REMARK, _FRAMES = 9, re.compile(r"(?:方面|来看|[看上中里类]|领域|环节)$")


def _of_own_words(around: Surroundings, level: Level) -> tuple[Condition, ...] | None:
    """What own words alone narrow, where they begin anew with a place: 靠鹿鸣的茶，鹿鸣县卖了60万元."""
    ledger = level.measurable.ledger
    if not level.placed or not around.between:
        return None
    told = {column for hit in around.own for name, column in hit.meanings.columns if name == ledger}
    told |= {column for hit in around.own for column, _ in hit.meanings.named.get(ledger, ())}
    between = {column for hit in around.between for name, column in hit.meanings.columns if name == ledger}
    return tuple(each for each in level.conditions if each.column in told or each.column not in between)
