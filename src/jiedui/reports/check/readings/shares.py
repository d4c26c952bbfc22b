"""Readings that set a part against a whole: shares, what is still to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jiedui.figures.model import Condition
from jiedui.prose.document import Span
from jiedui.reports.check.readings.amounts import SURE, Before, Level, Reader, freed, of_column
from jiedui.reports.check.readings.anchors import Book, Reading, anchors, near
from jiedui.reports.check.readings.formulas import Ratio
from jiedui.reports.check.readings.level import level_of
from jiedui.reports.check.readings.scoring import UNSURE
from jiedui.reports.check.readings.sums import told_together
from jiedui.reports.check.text.evidence import (
    Surroundings,
    phrase_evidence,
    surroundings_before,
)
from jiedui.reports.check.text.windows import windows
from jiedui.reports.check.text.worded import own_columns
from jiedui.reports.check.words.common import ADDED_UP
from jiedui.reports.check.words.meanings import Topic
from jiedui.reports.check.words.measurables import Measurable

_SHARE = re.compile(
    r"(?:占(?:到(?![账位资])|了|据|比)?|(?:是|相当于)(?=[^，。；占]{2,10}的(?:约|近|超)?$))(?P<whole>[^，。；占]{0,16}?)(?:的|比重|比例|总量)?(?:约|近|超|过|达|达到)?$"
)
#: A bound told before the whole rather than right before the number: 不足到位数的八成.
_BOUND_AFAR = re.compile(r"(?:不到|不足|未到|低于|超过|高于|近|约|逾)[^，。；]{1,12}的$")
#: The whole is a number itself: 占协议投资7900万元的近六成.
_OF_A_NUMBER = re.compile(
    r"占[^，。；占]{0,12}[0-9零一二两三四五六七八九十百千万亿.]+[余多]?(?!个?月|季|[年天周])[\u4e00-\u9fff]{1,3}的$"
)
#: The whole as what was told before; several told before, together.
_OF_ALL_TOLD, _SUMMED = re.compile(r"总[数量额]|全部"), re.compile(rf"{ADDED_UP}|共同?占")
LEVELS = {"县": ("县", "园区"), "区": ("县", "园区"), "镇": ("镇",), "市": ("市",), "省": ("省",)}
_NOT_YET = re.compile(r"(?:尚|仍|还)未|(?:未|没有?|还没有?)(?:完成|整?改|拨付|支付|开工|销号|竣工|验收)")
#: A share of what another share leaves over: 另外三成.
_REMAINDER = re.compile(r"(?:另外|其余|剩下|剩余)的?$")
_STILL = re.compile(r"尚有|仍有|还有|还剩|剩下|尚余|还余|还?挂着|还欠着")


_UNDONE = re.compile(r"[未没待]|正?在整?改|挂账")
_BEING_DONE = re.compile(r"(?:问题|项目)?(?:仍|尚|还|正)在(?:整改|办理)")


def tells_share(around: Surroundings) -> bool:
    """Whether its own words say that it is a part of something (占, 比重), or what was done of it: 付出去四成多."""
    deeds = any(hit.meanings.topics and not hit.text.endswith("资金") for hit in around.own)
    return deeds or bool(_PART_OF.search(around.text, around.before.start, around.after.end))


_PART_OF = re.compile(r"占|比重|份额|之[一二三四五六七八九]?$|其中")


def share(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """Part ÷ whole: the whole as the words after 占 name it, else what the part narrows."""
    if _REMAINDER.search(near(around)):
        return
    together = list(_of_several(reader, around, book, before)) or list(_of_composed(reader, around, book, before))
    if together:
        yield from together
        return
    if _OF_A_NUMBER.search(around.text, around.half.start, around.before.end):
        yield from _of_the_number_told(around, before)
        return
    found = _SHARE.search(around.text, around.before.start, around.before.end)
    summed = _SUMMED.search(around.text, around.before.start, around.before.end)
    bounded = bool(_BOUND_AFAR.search(near(around)) or summed)
    words = Span(found.start("whole"), found.end("whole")) if found else None
    told = surroundings_before(reader.scene, around.index, found.start()) if found and found["whole"] else around
    for part in anchors(reader, told, before):
        named = list(_named_wholes(reader, told, part, words)) if words and words.end > words.start else []
        if found and _OF_ALL_TOLD.fullmatch(found["whole"]):
            named = [each for _, each in reversed(before.recent) if _is_wider(each, part)]
        for place, whole in enumerate(named or _implied_wholes(reader, told, book, part, before)):
            this = part
            if part.measurable.dimension != whole.measurable.dimension:
                if part.measurable.ledger != whole.measurable.ledger:
                    continue
                this = part._replace(measurable=whole.measurable)  # 项目7个，占协作资金的六成: what these 7 have of it
            if this.amount() == whole.amount():
                continue
            ratio = Ratio(this.amount(), whole.amount())
            adrift = before.lost and not part.own  # what it goes on with was not understood
            score = min(part.score, UNSURE) if bounded or around.unsettled or adrift else part.score
            yield Reading(ratio, score - 0.03 * place, this, "share", measurable=whole.measurable)


def _is_wider(whole: Level, part: Level) -> bool:
    """Whether an amount told before may be the 总数 of which the part is."""
    one, other = whole.measurable, part.measurable
    return one.ledger == other.ledger and one.dimension == other.dimension and whole.amount() != part.amount()


def _of_several(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """The share of the parts told last, all together: 村村18对、村企20对，二者合计占三分之二."""
    summed = told_together(reader, around, before)
    if summed is None or "占" not in around.text[around.before.start : around.before.end]:
        return
    parts, last = [each.amount() for each in summed.levels], summed.last
    found = _SHARE.search(around.text, around.before.start, around.before.end)
    words = Span(found.start("whole"), found.end("whole")) if found and found["whole"] else None
    named = list(_named_wholes(reader, around, last, words)) if words else []
    for place, whole in enumerate(named or _implied_wholes(reader, around, book, last, before)):
        if whole.amount() not in parts and whole.measurable.dimension == last.measurable.dimension:
            ratio = Ratio(summed.amount(), whole.amount())
            yield Reading(ratio, summed.score - 0.03 * place, last, "share", measurable=whole.measurable)


def _of_composed(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """The share of what was told last of several amounts together: 其余两镇合计85人，占全县六成."""
    level, part = before.previous, before.composed
    found = _SHARE.search(around.text, around.before.start, around.before.end)
    if level is None or part is None or before.lost or before.stale or found is None:
        return
    told = surroundings_before(reader.scene, around.index, found.start())
    if not told.elliptical:
        return
    words = Span(found.start("whole"), found.end("whole"))
    named = list(_named_wholes(reader, told, level, words)) if found["whole"] else []
    for place, whole in enumerate(named or _implied_wholes(reader, told, book, level, before)):
        if whole.amount() != part and whole.measurable.dimension == level.measurable.dimension:
            score = max(level.score, SURE) if named else min(level.score, UNSURE)
            yield Reading(
                Ratio(part, whole.amount()), score - 0.03 * place, level, "share", measurable=whole.measurable
            )


def _of_the_number_told(around: Surroundings, before: Before) -> Iterator[Reading]:
    """The amount told before as a share of the number right before: 到位投资4400万元，占协议投资7900万元的近六成."""
    told = dict(before.recent)
    whole, part = told.get(around.index - 1), told.get(around.index - 2)
    if whole is None or part is None or before.lost or part.measurable.dimension != whole.measurable.dimension:
        return
    score = min(whole.score, part.score)
    if part.measurable.ledger == whole.measurable.ledger:
        rows = part.measurable
        same = replace(rows, measure=whole.measurable.measure, title=whole.measurable.title)
        alike = part._replace(measurable=same)
        yield Reading(Ratio(part.amount(), alike.amount()), score, part, "share", measurable=same)
    ratio = Ratio(part.amount(), whole.amount())
    yield Reading(ratio, score, part, "share", measurable=whole.measurable)


def _implied_wholes(reader: Reader, around: Surroundings, book: Book, part: Level, before: Before) -> Iterator[Level]:
    """The wholes that the part may be of where none is named: its column's, what it narrows, what was told before."""
    this = part.measurable
    yield from _told_before(around, part, before)
    column = book.wholes.get((this.ledger, this.measure.column or ""))
    own = own_columns(reader.catalog.ledgers[this.ledger], around)
    kept = tuple(each for each in part.conditions if each.column not in own)
    if column:
        free = freed(reader.measurables, this, own)
        if free != this and not part.conditions:
            yield part._replace(measurable=free)  # 产业类资金占近七成: of all of it, not of what was spent on 产业
        if kept != part.conditions:
            yield _freed(part, kept)
        yield of_column(part, reader.catalog.ledgers[this.ledger].column(column))
        if part.conditions and kept == part.conditions:
            yield _freed(part, ())
        return
    if part.regions and reader.setting.region not in part.regions:
        yield part._replace(regions=())
    if kept != part.conditions:
        yield _freed(part, kept)
        return
    if part.conditions and not own:  # 省级1600万元，占80%
        yield _freed(part, ())
    stages = [reader.measurables[each.whole] for each in book.rates if each.part == this.name]
    if stages:
        yield from (part._replace(measurable=whole) for whole in stages if whole.ledger == this.ledger)
    else:
        yield from _of_no_stage(part, before)


def _freed(part: Level, kept: tuple[Condition, ...]) -> Level:
    """What the part is of, with those conditions alone; what is no longer one entry is there and then."""
    return part._replace(conditions=kept, pinned=False)


def _of_no_stage(part: Level, before: Before) -> Iterator[Level]:
    """The wholes of what is no stage of another amount: without what is fixed, without what narrows, as told before."""
    this = part.measurable
    fixed = tuple(each for each in this.where if each.op == "in")
    if fixed:
        yield part._replace(measurable=replace(this, where=tuple(each for each in this.where if each not in fixed)))
    elif part.conditions:
        yield _freed(part, ())
    previous = before.parent or before.previous
    if previous is not None and previous.measurable.ledger == this.ledger and previous != part:
        yield previous
    for told in dict.fromkeys(level for _, level in reversed((*before.former, *before.recent))):
        alike = (told.measurable.ledger, told.measurable.measure, told.period) == (
            this.ledger,
            this.measure,
            part.period,
        )
        if alike and told != part:
            yield told  # 用工90人。甲厂要了40人，占四成多


def _told_before(around: Surroundings, part: Level, before: Before) -> Iterator[Level]:
    """The amount told before the one that a share without words of its own is of: 协议引资3亿元，到位1亿元，不到一半."""
    if not around.elliptical or before.stale or len(before.recent) < 2:
        return
    (first, whole), (last, this) = before.recent[-2:]
    run = last == around.index - 1 and first == last - 1
    told = this.measurable.ledger == whole.measurable.ledger == part.measurable.ledger
    if run and told and this.amount() == part.amount() and this.measurable.dimension == whole.measurable.dimension:
        yield whole


def _named_wholes(reader: Reader, around: Surroundings, part: Level, words: Span) -> Iterator[Level]:
    """The whole that the words after 占 name: a region, a period, another amount."""
    setting = reader.setting
    text = reader.scene.text[words.start : words.end]
    over = re.search(r"全([县区镇市省])", text)
    start = part.regions[0] if part.regions else setting.region
    told = own_columns(reader.catalog.ledgers[part.measurable.ledger], around)
    own = (told or frozenset(each.column for each in part.conditions)) - _columns_named(reader, part, words)
    freed = part._replace(conditions=tuple(each for each in part.conditions if each.column not in own), pinned=False)
    region = setting.land.at_level(start, LEVELS[over[1]]) if over and start is not None else None
    measurable: Measurable | None = _named_measurable(reader, words, part)
    if region is not None:
        if measurable is not None and measurable.ledger == part.measurable.ledger:
            yield freed._replace(regions=(region,), measurable=measurable)
        yield freed._replace(regions=(region,))
        return
    times = [time for time in reader.scene.times_in(words) if time.period is not None]
    if times and measurable is None:
        yield from (freed._replace(period=period) for period in windows(reader.scene, setting, words.start, times[0]))
        return
    if measurable is None:
        return
    if times:
        freed = freed._replace(period=next(iter(windows(reader.scene, setting, words.start, times[0]))))
    if measurable.ledger == part.measurable.ledger:
        same = replace(part.measurable, measure=measurable.measure, title=measurable.title)
        if measurable.measure != part.measurable.measure:
            yield part._replace(measurable=same)
        yield freed._replace(measurable=measurable)
        yield part._replace(measurable=measurable)
        return
    ledger = reader.catalog.ledgers[part.measurable.ledger]
    if any(ledger.column(each.column).to == measurable.ledger for each in part.conditions):
        yield from level_of(reader, around, measurable, part.score)  # 该项目拨了48万元，是协作资金的八成
    yield freed._replace(measurable=measurable, conditions=())
    for other in _called_alike(reader, measurable, text.strip("的")):
        yield freed._replace(measurable=other, conditions=())


def _called_alike(reader: Reader, measurable: Measurable, named: str) -> Iterator[Measurable]:
    """Other measurables of the same measure whose title begins with those words."""
    for other in reader.measurables.values():
        alike = (other.ledger, other.measure) == (measurable.ledger, measurable.measure) and other != measurable
        if alike and other.title.startswith(named):
            yield other


def _columns_named(reader: Reader, part: Level, words: Span) -> frozenset[str]:
    """The columns that words for a whole narrow as the part is narrowed: 占全县赴东部人数的六成 is of those in the east."""
    ledger = part.measurable.ledger
    named = {
        (each.column, each.value) for hit in reader.scene.hits_in(words) for each in hit.meanings.values.get(ledger, ())
    }
    return frozenset(
        each.column for each in part.conditions if any((each.column, value) in named for value in each.values)
    )


def _named_measurable(reader: Reader, words: Span, part: Level) -> Measurable | None:
    """The measurable whose phrase the words spell most fully, of the part's dimension or its ledger; the ledger first."""
    found: dict[tuple[str, int], set[int]] = {}
    lengths: dict[tuple[str, int], int] = {}
    for hit in reader.scene.hits_in(words):
        for meaning in hit.meanings:
            if isinstance(meaning, Topic):
                key = (meaning.target, meaning.phrase)
                found.setdefault(key, set()).add(meaning.word)
                lengths[key] = lengths.get(key, 0) + len(hit.text)
    best: tuple[int, bool, str] | None = None
    for (target, phrase), seen in found.items():
        measurable = reader.measurables.get(target)
        of_the_rows = measurable is not None and measurable.ledger == part.measurable.ledger
        if measurable is None or not (measurable.dimension == part.measurable.dimension or of_the_rows):
            continue
        if len(seen) == len(measurable.phrases[phrase]):
            rank = (lengths[target, phrase], measurable.ledger == part.measurable.ledger, target)
            best = max(best, rank) if best else rank
    return reader.measurables[best[2]] if best else None


def _but_not_yet(reader: Reader, done: Level) -> Level:
    """What is done, without a state that tells of what is not: 尚有5个项目未动工 is all of them but those begun."""
    ledger = reader.catalog.ledgers[done.measurable.ledger]
    denied = [
        each
        for each in done.conditions
        if ledger.column(each.column).choices and all(str(value).startswith("未") for value in each.values)
    ]
    return done._replace(conditions=tuple(each for each in done.conditions if each not in denied))


#: What others gave beside a part: 协作资金24530万元，带动其他投入6330万元.
_OF_OTHERS = re.compile(
    r"(?:带动|撬动|拉动|吸引|配套|整合|匹配)了?(?:其[他它]|社会|地方|自筹|各类)(?:资金|投入|投资|资本)(?:[共约近]|超过?)*$"
)


def of_others(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """The whole without the part told before it, where the ledger keeps both: 总投资 without 协作资金."""
    if not _OF_OTHERS.search(near(around)):
        return
    for part in before.told:
        ledger, measure = reader.catalog.ledgers[part.measurable.ledger], part.measurable.measure
        whole = book.wholes.get((ledger.name, measure.column or ""))
        if whole is not None and measure.aggregate == "sum" and part.measurable.dimension == "money":
            rest = of_column(part, ledger.column(whole)).amount() + -part.amount()
            yield Reading(rest, max(part.score, UNSURE), part, "rest")
            return


#: What has come so far of what is still to be done: 已拨付而未支付的余额.
_FROM_STAGE = re.compile(
    r"已(?:经)?(?P<stage>[^，。；]{2,4}?)(?:而|但|却)?(?:尚|还|仍)?未|已(?:经)?(?P<given>[拨下到][^，。；、]{1,8})[、，](?:尚|还|仍)未"
)


def _stage_named(reader: Reader, part: Measurable, words: str) -> Measurable | None:
    """The amount of the same ledger and measure that those words are a phrase of."""
    return next(
        (
            each
            for each in reader.measurables.by_ledger.get(part.ledger, ())
            if each != part
            and each.measure == part.measure
            and any("".join(phrase).startswith(words) for phrase in each.phrases)
        ),
        None,
    )


def shortfall(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """What is still to be done of a pair of amounts, or of what was told right before: 下达后尚未拨付, 拨付1634万元，没有支付的1034万元."""
    told, after = near(around), around.text[around.after.start : around.after.end]
    still = _NOT_YET.search(told) or (_STILL.search(told) and _UNDONE.search(after)) or _BEING_DONE.match(after)
    if around.index in reader.lessons or not still:
        return
    stage = _FROM_STAGE.search(told)
    for rate_ in book.rates:
        part, whole = reader.measurables[rate_.part], reader.measurables[rate_.whole]
        if stage is not None:
            named = stage["stage"] or stage["given"][:1]
            whole = _stage_named(reader, part, named) or whole
        if not part.dimension == whole.dimension == around.statement.dimension:
            continue
        evidence, nearest = phrase_evidence(around, part)
        if nearest < 0.75 or evidence < 0.6 * nearest:
            continue
        for level in level_of(reader, around, part, evidence + 0.4):
            done = _but_not_yet(reader, level)
            left_open = frozenset(each.column for each in part.where) - {each.column for each in done.measurable.where}
            filled = {each.column for each in part.where if each.op == "filled"}
            kept = tuple(each for each in done.conditions if each.column not in filled)
            due = done._replace(measurable=freed(reader.measurables, whole, left_open), conditions=kept)
            yield Reading(due.amount() + -done.amount(), done.score, done, "shortfall", rate=rate_)
            last = before.previous if not (before.stale or before.lost) else None
            alike = (
                last is not None and _is_wider(last, done) and last.measurable.measure_key != due.measurable.measure_key
            )
            if last is not None and alike and last.measurable.ledger == done.measurable.ledger:
                yield Reading(last.amount() + -done.amount(), done.score, done, "shortfall", rate=rate_)
