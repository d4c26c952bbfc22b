"""Readings of how many pass a bound, and of what the greatest few have together.

转移就业超过300人的镇有3个, 有2个项目协作资金在500万元以上, 前三位的镇合计998人. The bound itself states no amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jiedui.base.numerals import parse_numeral
from jiedui.figures.model import Condition
from jiedui.prose.model import Statement
from jiedui.reports.check.readings.amounts import Before, Level, Reader
from jiedui.reports.check.readings.anchors import Book, Reading, anchors
from jiedui.reports.check.readings.formulas import Largest, Passing, Ratio
from jiedui.reports.check.readings.level import level_of, read_level
from jiedui.reports.check.readings.named_rates import ratio_to
from jiedui.reports.check.text.evidence import Surroundings, surroundings
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.words.common import LEVELS
from jiedui.reports.check.words.measurables import Rate

_NOUN = r"(?P<noun>乡镇|镇|村|社区|县|项目|企业|公司|车间|园区)"
#: What joins a bound with the number of those that pass it, and such a number with the bound behind it.
_THEN_COUNTED = re.compile(
    rf"(?:的?{_NOUN}|的)(?:[，,][\u4e00-\u9fff]{{0,6}}?)?(?:总?共|已|就|一共|只|仅|才)?(?:有|达到?|为|是|计)?"
)
_THEN_BOUND = re.compile(rf"{_NOUN}的?[\u4e00-\u9fff]{{0,14}}")
_AMONG = re.compile(
    rf"(?:(?<![目以之日年月此])前|(?:最多|最高|最大|居前|排名靠前|排在前面)的)(?P<few>[0-9]{{1,2}}|[一二两三四五六七八九十])(?!季|个?月|年|天|批|期|轮|次|[0-9])(?:位|名|个|家)?的?{_NOUN}?[\u4e00-\u9fff]{{0,8}}?(?:合计|共计|总共|共|占|之和|累计)[^，。；]{{0,12}}$"
)
_SHARE = re.compile(r"[，,]?占[^，。；]{0,12}")
#: A reading of its bound in own words; one that the words leave open accuses nobody.
TOLD, OPEN = 0.95, 0.75
#: The most that are looked through.
MANY = 200


def tells(scene: Scene, around: Surroundings) -> bool:
    """Whether the number is a bound of a class, counts those that pass one, or is of the greatest few."""
    index = around.index
    return is_bound(scene, index) or any(True for _ in _bounds(scene, index)) or _few(scene, around) is not None


def read(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """The readings of such a number; none of a bound, which states no amount."""
    if is_bound(reader.scene, around.index):
        return
    if _few(reader.scene, around) is not None:
        yield from greatest(reader, around, book, anchors(reader, around, before))
    else:
        yield from passing(reader, around, book, before)


def is_bound(scene: Scene, index: int) -> bool:
    """Whether the statement but bounds those that the next or the last one counts."""
    statements = scene.statements
    counted = index + 1 < len(statements) and _counts_behind(scene, statements[index], statements[index + 1])
    return bool(counted) or bool(index and _counts_before(scene, statements[index - 1], statements[index]))


def passing(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """How many regions or entries pass the bound told beside the number; where its words name no matter, of what was told before."""
    scene, index = reader.scene, around.index
    for bound, noun, score in _bounds(scene, index):
        statement = scene.statements[bound]
        if statement.dimension == "ratio":
            yield from _by_rate(reader, around, book, statement, noun)
            continue
        for level in _bounded(reader, bound) or _told_before(reader, statement, noun, before):
            sums = tuple(each.amount() for each in members(reader, book, level, noun))
            if sums:
                counted = Passing(
                    sums, statement.low, statement.high, low_open=statement.low_open, high_open=statement.high_open
                )
                yield Reading(counted, score, level._replace(score=score), "passing")


def _bounds(scene: Scene, index: int) -> Iterator[tuple[int, str, float]]:
    """The bound beside a count, by its place, with what is counted and how sure that is."""
    statements = scene.statements
    before = _counts_behind(scene, statements[index - 1], statements[index]) if index else None
    if before is not None:
        counted = statements[index].noun if statements[index].noun in LEVELS else ""
        yield index - 1, before["noun"] or counted, TOLD if before["noun"] else OPEN
        return
    after = _counts_before(scene, statements[index], statements[index + 1]) if index + 1 < len(statements) else None
    if after is not None:
        yield index + 1, after["noun"], OPEN


def _one_sided(statement: Statement) -> bool:
    """Whether a statement leaves one side open: 超过300人, 500万元以上, 不足10户."""
    return (statement.low is None) != (statement.high is None)


def _counts_behind(scene: Scene, bound: Statement, count: Statement) -> re.Match[str] | None:
    """超过300人的镇有 | 3个."""
    if count.dimension != "count" or not _one_sided(bound) or count.start - bound.end > _NEAR:
        return None
    return _THEN_COUNTED.fullmatch(scene.text, bound.end, count.start)


def _counts_before(scene: Scene, count: Statement, bound: Statement) -> re.Match[str] | None:
    """2个 | 项目协作资金超过 | 500万元."""
    if count.dimension != "count" or not _one_sided(bound) or not count.exact or bound.start - count.end > _NEAR:
        return None
    return _THEN_BOUND.fullmatch(scene.text, count.end - len(count.noun), bound.start)


#: So far before a bound, or a number, its rate may be named.
RATED = 80
#: So far from its bound at most stands the number.
_NEAR = 18


def _bounded(reader: Reader, bound: int) -> Sequence[Level]:
    """What is bounded: as its own words say, else as those of the bound before it in the sentence: …的有2个，300万元以上的5个."""
    scene = reader.scene
    own = [level for level in read_level(reader, surroundings(scene, bound), Before()) if level.own]
    first = scene.sentence(scene.statements[bound].start).start
    former = bound - 2
    if not own and former >= 0 and scene.statements[former].start >= first and is_bound(scene, former):
        return _bounded(reader, former)
    return own[:1]


def _by_rate(reader: Reader, around: Surroundings, book: Book, bound: Statement, noun: str) -> Iterator[Reading]:
    """How many regions have a rate within the bound, the rate named last before it: 支付率低于50%的有3个县."""
    named = rate_named_last(reader.scene.text[max(0, bound.start - RATED) : bound.start], book)
    if named is None:
        return
    for level in level_of(reader, around, reader.measurables[named.part], OPEN)[:1]:
        rates = rates_of(reader, book, level, named, noun)
        counted = Passing(rates, bound.low, bound.high, low_open=bound.low_open, high_open=bound.high_open)
        if rates:
            yield Reading(counted, OPEN, level, "passing", rate=named)


def rates_of(reader: Reader, book: Book, level: Level, rate: Rate, noun: str) -> tuple[Ratio, ...]:
    """The rate of every region of a level, or of every entry of its ledger."""
    whole, every = reader.measurables[rate.whole], of_all(reader, level, LEVELS.get(noun, ""))
    return tuple(ratio_to(whole, each) for each in members(reader, book, every, noun))


def rate_named_last(words: str, book: Book) -> Rate | None:
    """The rate of the catalogue that the words name last."""
    named = max(book.rates, key=lambda each: _named_at(each, words), default=None)
    return named if named is not None and _named_at(named, words) >= 0 else None


def _named_at(rate: Rate, words: str) -> int:
    """Where the words name the rate last; -1 where they do not."""
    names = (rate.title, *("".join(phrase) for phrase in rate.phrases))
    return max((words.rfind(each) for each in names if "率" in each), default=-1)


def _told_before(reader: Reader, bound: Statement, noun: str, before: Before) -> Sequence[Level]:
    """What was told before in the bound's dimension, of all places where one was of a single place: 转移1792人…超200人的乡镇3个."""
    told = (before.previous, before.head, before.matter) if not before.lost else ()
    alike = [each for each in told if each is not None and each.measurable.dimension == bound.dimension]
    return list(dict.fromkeys(of_all(reader, each, LEVELS.get(noun, "")) for each in alike))


def of_all(reader: Reader, anchor: Level, wanted: str) -> Level:
    """The amount of the whole, where the one told is of a single place of those that are counted."""
    of_one = any(reader.setting.land.regions[each].level == wanted for each in anchor.regions)
    return anchor._replace(regions=(), homes=()) if of_one else anchor


def members(reader: Reader, book: Book, level: Level, noun: str) -> Iterator[Level]:
    """The same of every region of that level in the places meant, or of every entry of its ledger; of towns where it has no names."""
    land, free = reader.setting.land, level._replace(pinned=False)
    ledger = reader.catalog.ledgers[level.measurable.ledger]
    column = ledger.key[0] if ledger.key else ""
    names = book.members.get((ledger.name, column), ())
    noun = noun or ("镇" if not names else noun)
    if noun in LEVELS:
        within = level.places or ((reader.setting.region,) if reader.setting.region is not None else ())
        regions = [
            each.id
            for each in land.regions.values()
            if each.level == LEVELS[noun] and any(land.within(each.id, place) for place in within)
        ]
        yield from (free._replace(regions=(each,)) for each in regions if len(regions) <= MANY)
        return
    for name in names if len(names) <= MANY else ():
        kept = tuple(each for each in level.conditions if each.column != column)
        yield free._replace(conditions=(*kept, Condition(column, "in", (name,))))


def greatest(reader: Reader, around: Surroundings, book: Book, levels: Sequence[Level]) -> Iterator[Reading]:
    """What the greatest few have together, or their share of all: 前三位的镇合计998人，占49.1%."""
    found = _few(reader.scene, around)
    few = parse_numeral(found["few"]) if found else None
    if found is None or few is None:
        return
    share = around.statement.dimension == "ratio"
    for level in levels:
        sums = tuple(each.amount() for each in members(reader, book, level, found["noun"] or "镇"))
        if len(sums) > few.value:
            score = level.score if found["noun"] else min(level.score, OPEN)
            whole = level._replace(regions=()).amount() if share else None
            yield Reading(Largest(int(few.value), sums, whole), score, level, "greatest")


#: The greatest entry alone: 最大一笔50万元, 单笔最高30万元.
_ONE_ENTRY = re.compile(
    r"(?:最大|最高|最多)的?(?:一|单)[笔单批次](?!数)[^，。；]{0,16}$|单[笔次批](?:金额|数额|款项|捐赠|采购)?最(?:大|高|多)的?[^，。；]{0,12}$"
)


def tells_one(around: Surroundings) -> bool:
    """Whether the number is the greatest of single entries."""
    return _ONE_ENTRY.search(around.text, around.half.start, around.before.end) is not None


def greatest_one(levels: Sequence[Level]) -> Iterator[Reading]:
    """The greatest of the entries that the words narrow: 商会先后9次伸出援手，最大一笔50万元."""
    for level in levels:
        measure = level.measurable.measure
        if measure.aggregate == "sum" and len(level.places) <= 1:
            alone = replace(level.measurable, measure=measure.model_copy(update={"aggregate": "max"}))
            greatest = level._replace(measurable=alone)
            yield Reading(greatest.amount(), level.score, greatest, "greatest_one")


def _few(scene: Scene, around: Surroundings) -> re.Match[str] | None:
    """How many are meant by the greatest few, told before the number or, of their share, before their amount."""
    found = _AMONG.search(around.text, around.half.start, around.before.end)
    former = scene.statements[around.index - 1] if around.index else None
    if found is not None or former is None or former.start < around.half.start or around.statement.dimension != "ratio":
        return found
    joined = _SHARE.fullmatch(around.text, former.end, around.before.end)
    return _AMONG.search(around.text, around.half.start, former.start) if joined else None
