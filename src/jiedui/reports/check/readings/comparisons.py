"""Readings that compare two periods: growth, multiples, differences, percentage points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from jiedui.base.periods import Period, year
from jiedui.figures.model import Query
from jiedui.prose.document import Span
from jiedui.reports.check.readings.amounts import Before, Level, Reader
from jiedui.reports.check.readings.anchors import Book, Reading, anchors, near
from jiedui.reports.check.readings.formulas import Linear, Ratio
from jiedui.reports.check.readings.goals import targets_of
from jiedui.reports.check.readings.scoring import UNSURE
from jiedui.reports.check.readings.sums import Sum
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.text.stretches import season_before, year_before
from jiedui.reports.check.words.measurables import COUNT, ONE

_YEAR_AGO = re.compile(r"同比|(?:比|较|与|是|为|超)?(?:上年|去年|上一年)(?:同期|全年|度)?|上年同期|去年同期")
_SEASON_AGO = re.compile(r"环比|比上(?:季度|月|半年)|较上(?:季度|月|半年)")
_WHOLE_YEAR_AGO = re.compile(r"(?:上年|去年)全年")
_DIFFERENCE = re.compile(
    r"(?:比|较|与)[^，。；]{0,12}(?:多|少|增加|减少|净增|多出|高出|增|减|下降|提高)[^，。；]{0,6}$|净增$|净减$|多出$"
)
#: What two years are set side by side for is the change from the one to the other.
_TWO_YEARS = r"[两二](?:年|个年度)(?:相比|对比|比较|相较|比起来|一比)"
#: So far before a number stands what it is compared with.
_FAR = 80
#: A change told without what it is compared with: 互访次数增加6次 (than last year, or so many came to be).
_CHANGED = re.compile(r"(?:增加|减少|多|少)(?:[办开签引招建派跑卖送培完])?了$|(?<![新再])(?:增加|减少)$")
#: More or less was done than something that is not told: last year, or the target.
_DID_MORE = re.compile(r"(?:多|(?P<less>少))[办开签引招建派跑卖送培完]了$")
_COMPARED = re.compile(r"(?:[与和同][^，。；]{0,8}相?比|同比|[比较](?:上年|去年))[^。；]*$|" + _TWO_YEARS + r"[^。]*$")
#: A difference goes on with another number: 比上年多5期200人次.
_MORE_AND = re.compile(
    r"[比较](?:上年|去年|上一年|20\d\d年)[^，。；]{0,6}(?P<way>多|少|增加|减少|净增|增|减)[\u4e00-\u9fff]?了?"
    r"[0-9.]+[万亿]?[\u4e00-\u9fff]{1,2}[、和]?$"
)
#: A time so many years back: 比三年前翻了一番.
_YEARS_AGO = re.compile(r"([两二三四五]|[2-5])年(?:以)?前")
_BACK = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "2": 2, "3": 3, "4": 4, "5": 5}
#: A yearly rate over years is no change from one to the next.
_YEARLY = re.compile(r"年均|年平均|复合")
#: What a comparison loses that is of the report's own time where the words tell of one before.
RECENT = 0.01
#: All of what the sentence began with, after what was told of a part: 茶叶卖了300万元，总额是那时的两倍.
_TOTAL = re.compile(r"总[额量数值]|合计")
#: The time that was told last: 跟2022年比，是那时的2.6倍.
_OF_THEN = re.compile(r"(?:那时|当时|那年|当年|那会儿|彼时|那个时候)的$")
_OF_IT = frozenset({"的", "当月的", "全月的", "当季的", "全年的"})
_TIMES_OF, _AGO = re.compile(r"(?:是|为|相当于|达到?)$"), re.compile(r"上年|去年|前年|上一年|同期|上[个一]?(?:月|季)")
_BESIDE = re.compile(r"[比较与](?![例值率重])[^，。；]{0,14}$")
_LESS = re.compile(r"少|减|降|低(?!收入|保)|回落|落后|[慢滑]")
_RISES = re.compile(r"[，,]?[\u4e00-\u9fff]{1,6}[至到为成]了?")
_FROM = re.compile(r"[由从](?:上年|去年|(?P<year>20\d\d)年)(?:同期|全年|度)?的?$")


def growth(reader: Reader, around: Surroundings, before: Before, *, kind: str) -> Iterator[Reading]:
    """``now ÷ then − 1`` (a fall positive), or ``now ÷ then`` for a multiple; nothing when there was nothing then."""
    shift = 0 if kind == "multiple" else -1
    if _YEARLY.search(near(around)):
        yield from _a_year(anchors(reader, around, before), turned=kind == "fall")
        return
    if _is_beside_a_number(reader, around):
        yield from _than_the_number_told(around, before, shift, turned=kind == "fall")
        return
    beside = _time_beside(reader, around)
    found = _now(reader, around, before, beside) if beside else _told(reader, around, before)
    for anchor in of_now_too(reader, _with_all(reader, around, found)):
        for place, then in enumerate([beside] if beside else thens(reader, around, anchor.period)):
            past = anchor._replace(period=then).amount()
            formula = Ratio(anchor.amount(), past, shift, turned=kind == "fall")
            yield Reading(formula, anchor.score - 0.02 * place, anchor, kind, then=then, base=_kept_since(anchor, then))


def _a_year(levels: Iterable[Level], *, turned: bool) -> Iterator[Reading]:
    """The growth a year from the first to the last of several whole years: 三年间年均增长23.8%."""
    for level in levels:
        start, end = level.period.start, level.period.end
        steps = end.year - start.year
        if steps and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            first, last = (level._replace(period=year(each)).amount() for each in (start.year, end.year))
            yield Reading(Ratio(last, first, -1, turned, steps), level.score, level, "growth")


def _is_beside_a_number(reader: Reader, around: Surroundings) -> bool:
    """Whether the change is told against the number right before it: 比核定的80万元高出五成."""
    former = reader.scene.statements[around.index - 1] if around.index else None
    start = reader.scene.clause(around.statement.start).start
    if former is None or former.start < start:
        return False
    words = reader.scene.text[start : former.start]
    return bool(_BESIDE.search(words)) and not _AGO.search(words)


def _than_the_number_told(around: Surroundings, before: Before, shift: int, *, turned: bool) -> Iterator[Reading]:
    """The change from the amount told right before to the one before that; of a target it is not reckoned."""
    told = dict(before.recent)
    then, now = told.get(around.index - 1), told.get(around.index - 2)
    if then is None or now is None or before.lost or then.amount() == now.amount():
        return
    formula = Ratio(now.amount(), then.amount(), shift, turned=turned)
    yield Reading(formula, min(then.score, now.score, UNSURE), now, "growth")


def by_a_number_told(reader: Reader, around: Surroundings, before: Before) -> list[Reading] | None:
    """The difference from the amount told right before, not surely: 120人，比约定的90人多30人; None where none is told so."""
    if not _is_beside_a_number(reader, around):
        return None
    told = dict(before.recent)
    then, now = told.get(around.index - 1), told.get(around.index - 2)
    if then is None or now is None or before.lost or then.amount() == now.amount():
        return []
    change = now.amount() + -then.amount()
    return [Reading(each, min(then.score, now.score, UNSURE), now, "gap") for each in (change, -change)]


def _time_beside(reader: Reader, around: Surroundings) -> Period | None:
    """The time that the number is a multiple of: 是一季度的1.5倍; years ago are told by :func:`thens`."""
    text, end = around.text, around.before.end
    for time in reversed(reader.scene.times_in(around.before)):
        link = _TIMES_OF.search(text, around.before.start, time.start)
        if time.period and link and text[time.end : end] in _OF_IT and not _AGO.search(time.text):
            return time.period
    if _OF_THEN.search(text, around.before.start, end):
        told = [time.period for time in reader.scene.times_in(Span(around.sentence.start, around.before.start))]
        return next((period for period in reversed(told) if period is not None), None)
    return None


def _now(reader: Reader, around: Surroundings, before: Before, then: Period) -> Iterator[Level]:
    """What is set beside another time: what was told last, else what the words say, of any time but that."""
    total = bool(_TOTAL.search(around.text, around.before.start, around.before.end))
    told = None if any(hit.meanings.columns for hit in around.between) else before.previous
    last = (before.head if total else told) if not (before.stale or before.lost) else None
    for each in [last] if last is not None and (total or not _narrows(around)) else anchors(reader, around, before):
        if each.period != then:
            yield each
        elif before.head is not None and before.head.period != then:
            yield each._replace(period=before.head.period)


def _told(reader: Reader, around: Surroundings, before: Before) -> Iterator[Level]:
    """What the change is of: of 总量 behind 其中 first the whole (捐款捐物650万元，其中捐款455万元，总量增长67.5%)."""
    whole = before.parent if not (before.stale or before.lost) else None
    if whole is not None and _TOTAL.search(around.text, around.before.start, around.before.end):
        yield whole
    for each in anchors(reader, around, before):
        heads = _of_heads(reader, around, each)
        yield from (each,) if heads is None else (heads,)


def _of_heads(reader: Reader, around: Surroundings, level: Level) -> Level | None:
    """The attendances where the words say 人次 of a number told by times: 来往26次，人次同比增长17.9%."""
    if level.measurable.measure.aggregate != "count" or not _HEADS.search(around.text, *around.before):
        return None
    ledger = reader.measurables.by_ledger[level.measurable.ledger]
    same = (each for each in ledger if each.dimension == "visits" and each.where == level.measurable.where)
    heads = next(same, None)
    return level._replace(measurable=heads) if heads is not None else None


_HEADS = re.compile(r"(?<![0-9多余万])人次(?:数|也|则|更)?(?:同比|[比较]|净?增|减|下降|上升)")


def _narrows(around: Surroundings) -> bool:
    """Whether the clauses right before, or own words, name a value: 茶叶一路走高，是2021年的两倍."""
    return any(hit.meanings.columns for hit in (*around.own, *around.between))


def _with_all(reader: Reader, around: Surroundings, levels: Iterable[Level]) -> Iterator[Level]:
    """The amounts; of entries named for what was told before, first that of all: 落地的有甲、乙两家，比上年少1家."""
    for level in levels:
        ledger = reader.catalog.ledgers[level.measurable.ledger]
        named = any(ledger.name in hit.meanings.naming for hit in around.own)
        if level.pinned and not named:
            kept = tuple(each for each in level.conditions if each.column != ledger.key[0])
            yield level._replace(conditions=kept, pinned=False)
        yield level


def sum_differs(reader: Reader, around: Surroundings, summed: Sum) -> Iterator[Reading]:
    """How much more (or less) what was told comes to than it did then: 两项相加比上年多2批."""
    for then in thens(reader, around, summed.last.period):
        past = summed._replace(levels=tuple(each._replace(period=then) for each in summed.levels))
        change = summed.amount() + -past.amount()
        told = -change if is_less(around) else change
        yield Reading(told, summed.score, summed.last, "difference", then=then, base=_kept_since(summed.last, then))


def of_now_too(reader: Reader, levels: Iterable[Level]) -> Iterator[Level]:
    """The amounts; what was told of a time before the report's may be but what is compared with: 是上年的1.33倍."""
    now = reader.setting.period
    for level in levels:
        yield level
        if level.period.end < now.start and not level.pinned:
            yield level._replace(period=now, score=level.score - RECENT)


def _kept_since(level: Level, then: Period) -> Linear:
    """The entries that the ledger has up to the period compared with: without any, the book cannot speak of then."""
    this = level.measurable
    rows = Query(this.ledger, COUNT, period=Period(date.min, then.end), date=this.date)
    return Linear(((rows, ONE),))


def difference(reader: Reader, around: Surroundings, levels: Iterable[Level]) -> Iterator[Reading]:
    """``now − then``, positive either way round as the words say; nothing when there was nothing then."""
    less = is_less(around)
    both = re.search(_TWO_YEARS, around.text[max(around.sentence.start, around.before.end - _FAR) : around.before.end])
    for level in _with_all(reader, around, of_now_too(reader, levels) if both else levels):
        for place, then in enumerate(thens(reader, around, level.period)):
            past = level._replace(period=then).amount()
            change = level.amount() + -past
            told = -change if less else change
            yield Reading(
                told, level.score - 0.02 * place, level, "difference", then=then, base=_kept_since(level, then)
            )


def is_difference(around: Surroundings) -> bool:
    """Whether the words tell by how much something differs from a year or a season before."""
    if _MORE_AND.search(around.text, around.half.start, around.before.end):
        return True
    return bool(_DIFFERENCE.search(near(around))) or (changes(around) and _is_compared(around))


def is_less(around: Surroundings) -> bool:
    """Whether the words tell of less than there was."""
    return bool(_LESS.search(near(around)))


def is_of_a_year_ago(around: Surroundings) -> bool:
    """Whether a share is of what there was a year before: 118人，仅为上年的三成左右."""
    return bool(_OF_A_YEAR_AGO.search(near(around)))


_OF_A_YEAR_AGO = re.compile(r"(?:是|为|有|及|当于|到|占)(?:上年|去年|前年|上一年)(?:同期|全年|度)?的(?:约|近)?$")


def changes(around: Surroundings) -> bool:
    """Whether the words right before the number tell of a change: 增加6次, 多了11个."""
    return bool(_CHANGED.search(near(around)))


def exceeds_then(around: Surroundings) -> bool:
    """Whether it may be how much more than last year's is told, or how much that was: 超过去年全年350万元."""
    return bool(_EXCEEDS.search(around.lead))


_EXCEEDS = re.compile(r"超(?:过|出)?了?(?:上年|去年|上一年)(?:同期|全年)?$")


def did_more(around: Surroundings) -> bool:
    """Whether more or less was done than something that is not told: 培训少办了1期."""
    return _DID_MORE.search(near(around)) is not None and not _is_compared(around)


def than_untold(reader: Reader, around: Surroundings, book: Book, levels: Sequence[Level]) -> Iterator[Reading]:
    """More or less than last year, or than the target: either bears it out, and neither accuses."""
    found = _DID_MORE.search(near(around))
    less = found is not None and found["less"] is not None
    unsure = [level._replace(score=min(level.score, UNSURE)) for level in levels]
    yield from difference(reader, around, unsure)
    for level in unsure:
        for target, done in targets_of(reader, book, level):
            beyond = done.amount() + Linear(constant=-target.value, entries=(target.entry,))
            told = "under_target" if less else "over_target"
            yield Reading(-beyond if less else beyond, level.score, level, told, target=target)


def _is_compared(around: Surroundings) -> bool:
    """Whether the sentence compares with a year before: 与去年相比，互访次数增加6次."""
    start = max(around.sentence.start, around.before.end - _FAR)
    return bool(_COMPARED.search(around.text, start, around.before.end))


def end_of_rise(reader: Reader, around: Surroundings) -> Period | None:
    """The time of which a number is the one end of a rise or fall: 由上年的4名增加到8名, 由50万元增至120万元; None of any other.

    Of a report over several years the first of these, and the last.
    """
    own, told = reader.setting.period, near(around)
    several, last = own.start.year < own.end.year, Period(max(own.start, date(own.end.year, 1, 1)), own.end)
    found = _FROM.search(told)
    if found and found["year"]:
        number = int(found["year"])
        return year(number) if several else own.years_before(max(0, own.end.year - number))
    if found:
        return year(own.end.year - 1) if several else own.years_before(1)
    leads_on = around.text.startswith(_ARROW, around.statement.end) and not around.timed
    if leads_on or (told.endswith(("由", "从")) and _rises(reader, around.index)):
        return Period(own.start, date(own.start.year, 12, 31)) if several else own.years_before(1)
    arrived = told.endswith(_ARROW) or (told.endswith(_RISEN) and around.index and _rises(reader, around.index - 1))
    risen = several and around.index and arrived
    return last if risen and not reader.scene.times_in(_since_the_last(reader, around)) else None


def _since_the_last(reader: Reader, around: Surroundings) -> Span:
    """The words between the number before and this one."""
    return Span(reader.scene.statements[around.index - 1].end, around.before.end)


#: From what something was to what it is: 1.288→1.845.
_ARROW = "→"
#: The words right before what something rose or fell to.
_RISEN = ("至", "到", "为", "成", "到了", "至了")


def _rises(reader: Reader, index: int) -> bool:
    """Whether the next number is what this one rose or fell to: 由104万元缩到66万元."""
    this, *more = reader.scene.statements[index : index + 2]
    alike = more and more[0].dimension == this.dimension and (more[0].unit == this.unit or this.dimension == "ratio")
    return bool(alike and _RISES.fullmatch(reader.scene.text, this.end, more[0].start))


def at_the_time(readings: Iterable[Reading], then: Period) -> Iterator[Reading]:
    """The same shares and rates at that time: 占比由51%降到38%."""
    for each in readings:
        if isinstance(each.formula, Ratio) and each.anchor is not None:
            formula = replace(each.formula, part=moved(each.formula.part, then), whole=moved(each.formula.whole, then))
            yield each._replace(formula=formula, anchor=each.anchor._replace(period=then))


def thens(reader: Reader, around: Surroundings, now: Period) -> list[Period]:
    """The periods that the words may compare with, likeliest first."""
    beside = _other_time_of_year(reader, around)
    if beside is not None:
        return [beside]
    own = around.text[around.before.start : around.after.end]
    wide = around.text[max(around.sentence.start, around.before.end - 30) : around.after.end]
    for words in (own, wide):
        back = _YEARS_AGO.search(words)
        if back:
            return [now.years_before(_BACK[back[1]])]
        stated = re.search(r"[比较与](20\d\d)年", words)
        if stated:
            number = int(stated[1])
            return [now.years_before(now.end.year - number), year(number)]
        if _SEASON_AGO.search(words):
            return [season_before(now)] if now.start != date.min else []
        if _WHOLE_YEAR_AGO.search(words):
            return [year(now.end.year - 1)]
        since = _as_of_before(reader, around)
        if since is not None and re.search(r"[比较]", words):
            return [Period(now.start, since)]
        if _YEAR_AGO.search(words):
            same, whole = year_before(now), year(now.end.year - 1)
            return [same] if "同" in words or same == whole else [same, whole]
    return [year_before(now)]


def _other_time_of_year(reader: Reader, around: Surroundings) -> Period | None:
    """The quarter or month that the number is set beside: 二季度比一季度少30人."""
    for time in reversed(reader.scene.times_in(around.before)):
        beside = around.text[time.start - 1 : time.start] in _SET_BESIDE
        if beside and time.period and _PART_OF_YEAR.fullmatch(time.text):
            return time.period
    return None


_SET_BESIDE, _PART_OF_YEAR = (
    ("比", "较"),
    re.compile(r"[一二三四1-4上下前]?个?[0-9一二三四五六七八九十]{0,3}(?:季度|半年|月份?)"),
)


def _as_of_before(reader: Reader, around: Surroundings) -> date | None:
    """The end of a 9月底 that stands right before the number: 比9月底提高38.2个百分点; a day behind 比 or 较."""
    for time in reversed(reader.scene.times_in(around.before)):
        beside = around.text[time.start - 1 : time.start] in _SET_BESIDE and time.text.endswith("日")
        if time.period is not None and (beside or time.text.endswith(("底", "末"))):
            return time.period.end
    return None


def moved(linear: Linear, period: Period) -> Linear:
    """The same sum in another period."""
    return Linear(tuple((replace(query, period=period), factor) for query, factor in linear.terms), linear.constant)
