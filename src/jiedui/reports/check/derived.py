"""Readings of derived statements: growth, multiples, shares, completion, differences, averages, ranks, points, durations.

Each takes the reading of an amount it stands upon (its *anchor*: its own words, else the statement before) and makes
the formula that the words ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from jiedui.base.periods import Period, year
from jiedui.figures.model import Condition
from jiedui.reports.check.evidence import Surroundings, of_another_rate, phrase_evidence, surroundings
from jiedui.reports.check.formulas import Formula, Linear, Points, Rank, Ratio
from jiedui.reports.check.level import Before, Level, Reader, level_of, read_level
from jiedui.reports.check.measurables import Measurable, Rate
from jiedui.reports.check.narrowing import own_columns
from jiedui.reports.check.scene import Span
from jiedui.reports.check.setting import Target
from jiedui.reports.check.vocabulary import Outside, Topic
from jiedui.reports.check.windows import season_before, windows, year_before

_YEAR_AGO = re.compile(r"同比|(?:比|较|与|是|为|超)?(?:上年|去年|上一年)(?:同期|全年|度)?|上年同期|去年同期")
_SEASON_AGO = re.compile(r"环比|比上(?:季度|月|半年)|较上(?:季度|月|半年)")
_WHOLE_YEAR_AGO = re.compile(r"(?:上年|去年)全年")
_DIFFERENCE = re.compile(
    r"(?:比|较|与)[^，。；]{0,12}(?:多|少|增加|减少|净增|多出|高出|增|减|下降|提高)[^，。；]{0,6}$|净增$|净减$|多出$"
)
_LESS = re.compile(r"少|减|下降|降低|回落")
_FROM = re.compile(r"[由从](?:上年|去年)(?:同期)?的?$")
_OVER_TARGET = re.compile(r"超(?:出|过|额)?(?:年度|全年)?(?:目标|任务|计划)[^，。]{0,3}$")
_TARGET = re.compile(r"(?:目标|任务|计划)(?:任务|值|数|为|是)?[^，。；]{0,4}$|^(?:的)?(?:年度|全年)?(?:目标|任务)")
_SHARE = re.compile(r"占(?:到|了|据|比)?(?P<whole>[^，。；占]{0,16}?)(?:的|比重|比例|总量)?(?:约|近|超|过|达|达到)?$")
_EACH = re.compile(
    r"平均每|每(?:个|期|家|次|户|人|对|名|村|县|镇)|户均|人均|村均|县均|镇均|各(?:得|获|为|有|收到)?$|各$|分别获"
)


@dataclass(frozen=True, slots=True)
class Reading:
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


@dataclass(frozen=True)
class Book:
    """What derived readings need of the book besides queries: rates, targets, which column is part of which."""

    rates: tuple[Rate, ...]
    targets: tuple[Target, ...]
    wholes: dict[tuple[str, str], str]


def anchors(reader: Reader, around: Surroundings, before: Before) -> list[Level]:
    """The amounts that a derived statement may stand upon, likeliest first."""
    previous = before.previous
    if previous is not None and around.elliptical:
        return list(_carried(reader, around, previous))
    found = read_level(reader, around, before, any_unit=True)
    if of_another_rate(around) or any(isinstance(each, Outside) for hit in around.own for each in hit.meanings):
        return sorted(found, key=lambda level: -level.score)
    if previous is not None and not any(level.own for level in found):
        found += _carried(reader, around, replace(previous, score=0.8))
    return sorted(found, key=lambda level: -level.score)


def _carried(reader: Reader, around: Surroundings, previous: Level) -> Iterator[Level]:
    """The amount told before, in the window that this statement's own words name, if they name one."""
    carried = replace(previous, score=max(previous.score, 0.95))
    own = [
        time for time in reader.scene.times_in(Span(around.before.start, around.before.end)) if time.kind in _WINDOWS
    ]
    if own and own[0].period is not None and not previous.pinned:
        for period in windows(reader.scene, reader.setting, around.before.end, own[0]):
            yield replace(carried, period=period)
        return
    yield carried


_WINDOWS = ("window", "as_of", "since", "posting")


def growth(reader: Reader, around: Surroundings, before: Before, *, kind: str) -> Iterator[Reading]:
    """``now ÷ then − 1`` (a fall positive), or ``now ÷ then`` for a multiple; nothing when there was nothing then."""
    shift = 0 if kind == "multiple" else -1
    for anchor in anchors(reader, around, before):
        for place, then in enumerate(_thens(reader, around, anchor.period)):
            past = replace(anchor, period=then).amount()
            formula = Ratio(anchor.amount(), past, shift, turned=kind == "fall")
            yield Reading(formula, anchor.score - 0.02 * place, anchor, kind, then=then, base=past)


def difference(reader: Reader, around: Surroundings, levels: Sequence[Level]) -> Iterator[Reading]:
    """``now − then``, positive either way round as the words say; nothing when there was nothing then."""
    less = bool(_LESS.search(_near(around)))
    for level in levels:
        for place, then in enumerate(_thens(reader, around, level.period)):
            past = replace(level, period=then).amount()
            change = level.amount() + -past
            told = -change if less else change
            yield Reading(told, level.score - 0.02 * place, level, "difference", then=then, base=past)


def points(reader: Reader, around: Surroundings, book: Book, previous: Reading | None) -> Iterator[Reading]:
    """The difference of a rate between two periods, in percentage points."""
    found = list(rate(reader, around, book))
    if not found and previous is not None and isinstance(previous.formula, Ratio) and previous.anchor:
        found = [previous]
    for each in found:
        if not isinstance(each.formula, Ratio) or each.anchor is None:
            continue
        turned = bool(_LESS.search(_near(around)))
        for past in _thens(reader, around, each.anchor.period):
            then = Ratio(_moved(each.formula.part, past), _moved(each.formula.whole, past))
            yield replace(each, formula=Points(each.formula, then, turned), kind="points", then=past)


def rate(reader: Reader, around: Surroundings, book: Book, last: Reading | None = None) -> Iterator[Reading]:
    """A named rate of the catalogue, such as 拨付率: part ÷ whole of two indicators, narrowed alike.

    A statement that names none goes on with the rate told before: 省级资金支付率77.2%，市级资金69.4%.
    """
    found = False
    for each in book.rates:
        evidence, nearest = phrase_evidence(around, each.name, each.phrases)
        if nearest >= 0.75:
            found = True
            yield from _rate(reader, around, each, evidence + 0.3)
    if not found and last is not None and last.rate is not None and last.kind == "rate":
        yield from _rate(reader, around, last.rate, 0.9)


def _rate(reader: Reader, around: Surroundings, each: Rate, score: float) -> Iterator[Reading]:
    """One rate, narrowed as the words say."""
    part, whole = reader.measurables[each.part], reader.measurables[each.whole]
    for anchor in level_of(reader, around, part, score):
        lower = replace(anchor, measurable=whole)
        yield Reading(Ratio(anchor.amount(), lower.amount()), anchor.score, anchor, "rate", rate=each)


def share(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """Part ÷ whole: the whole as the words after 占 name it, else what the part narrows."""
    found = _SHARE.search(around.text, around.before.start, around.before.end)
    words = Span(found.start("whole"), found.end("whole")) if found else None
    told = surroundings(reader.scene, around.index, upto=found.start()) if found and found["whole"] else around
    for part in anchors(reader, told, before):
        named = list(_named_wholes(reader, told, part, words)) if words and words.end > words.start else []
        for place, whole in enumerate(named or _implied_wholes(reader, told, book, part, before)):
            ratio = Ratio(part.amount(), whole.amount())
            yield Reading(ratio, part.score - 0.03 * place, part, "share", measurable=whole.measurable)


def _implied_wholes(reader: Reader, around: Surroundings, book: Book, part: Level, before: Before) -> Iterator[Level]:
    """The wholes that the part may be of where none is named: its column's, what it narrows, what was told before."""
    this = part.measurable
    column = book.wholes.get((this.ledger, this.measure.column or ""))
    if column:
        measure = this.measure.model_copy(update={"column": column})
        title = reader.catalog.ledgers[this.ledger].column(column).title
        yield replace(part, measurable=replace(this, measure=measure, title=title))
        return
    own = own_columns(reader.catalog.ledgers[this.ledger], around)
    kept = tuple(each for each in part.conditions if each.column not in own)
    if kept != part.conditions:
        yield replace(part, conditions=kept)
        return
    fixed = tuple(each for each in this.where if each.op == "in")
    if fixed:
        yield replace(part, measurable=replace(this, where=tuple(each for each in this.where if each not in fixed)))
    previous = before.parent or before.previous
    if previous is not None and previous.measurable.ledger == this.ledger and previous != part:
        yield previous


def _named_wholes(reader: Reader, around: Surroundings, part: Level, words: Span) -> Iterator[Level]:
    """The whole that the words after 占 name: a region, a period, another amount."""
    setting = reader.setting
    text = reader.scene.text[words.start : words.end]
    over = re.search(r"全([县区镇市省])", text)
    start = part.regions[0] if part.regions else setting.region
    own = own_columns(reader.catalog.ledgers[part.measurable.ledger], around)
    freed = replace(part, conditions=tuple(each for each in part.conditions if each.column not in own), pinned=False)
    if over and start is not None:
        region = setting.land.at_level(start, _LEVELS[over[1]])
        if region is not None:
            yield replace(freed, regions=(region,))
            return
    measurable = _named_measurable(reader, words, part)
    times = [time for time in reader.scene.times_in(words) if time.period is not None]
    if times and measurable is None:
        yield from (replace(freed, period=period) for period in windows(reader.scene, setting, words.start, times[0]))
        return
    if measurable is None:
        return
    if measurable.ledger == part.measurable.ledger:
        same = replace(part.measurable, measure=measurable.measure, title=measurable.title)
        if measurable.measure != part.measurable.measure:
            yield replace(part, measurable=same)
        yield replace(freed, measurable=measurable)
        yield replace(part, measurable=measurable)
        return
    yield replace(freed, measurable=measurable, conditions=())


_LEVELS = {"县": ("县", "园区"), "区": ("县", "园区"), "镇": ("镇",), "市": ("市",), "省": ("省",)}


def _named_measurable(reader: Reader, words: Span, part: Level) -> Measurable | None:
    """The measurable of the part's dimension whose phrase the words spell most fully; the part's ledger first."""
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
        if measurable is None or measurable.dimension != part.measurable.dimension:
            continue
        if len(seen) == len(measurable.phrases[phrase]):
            rank = (lengths[target, phrase], measurable.ledger == part.measurable.ledger, target)
            best = max(best, rank) if best else rank
    return reader.measurables[best[2]] if best else None


def completion(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """``done ÷ target`` of the year, never capped."""
    for anchor in anchors(reader, around, before):
        for target, done in targets_of(reader, book, anchor):
            formula = Ratio(done.amount(), _goal(target))
            yield Reading(formula, anchor.score, anchor, "completion", target=target, measurable=done.measurable)


def targets_of(reader: Reader, book: Book, anchor: Level) -> Iterator[tuple[Target, Level]]:
    """The targets set for what the anchor measures, each with the amount it is a target of."""
    region = anchor.regions[0] if anchor.regions else reader.setting.region
    for target in book.targets:
        indicator = reader.catalog.indicator(target.indicator)
        measurable = reader.measurables.get(indicator.name) if indicator else None
        if measurable is None or target.region != region or target.year != anchor.period.end.year:
            continue
        this = anchor.measurable
        if measurable.ledger != this.ledger or measurable.measure != this.measure:
            continue
        wanted, has = set(measurable.where), {*this.where, *anchor.conditions}
        if (
            measurable.name == this.name
            or wanted == has
            or (wanted >= has and not wanted - has - set(measurable.where))
        ):
            yield target, replace(anchor, measurable=measurable, conditions=())


def _goal(target: Target) -> Linear:
    """A target as an amount."""
    return Linear(constant=target.value, entries=(target.entry,))


def target_level(reader: Reader, around: Surroundings, book: Book, levels: Sequence[Level]) -> Iterator[Reading]:
    """An amount that is itself a target, or by which a target is exceeded."""
    near = _near(around)
    after = around.text[around.after.start : around.after.end]
    over = bool(_OVER_TARGET.search(near))
    if not over and not _TARGET.search(near) and not _TARGET.match(after):
        return
    for level in levels:
        for target, done in targets_of(reader, book, level):
            formula = done.amount() + -_goal(target) if over else _goal(target)
            yield Reading(formula, level.score + 0.3, level, "over_target" if over else "target", target=target)


def shortfall(reader: Reader, around: Surroundings, book: Book) -> Iterator[Reading]:
    """What is still to be done of a pair of amounts: 下达后尚未拨付, 尚未整改."""
    if not _NOT_YET.search(_near(around)):
        return
    for rate_ in book.rates:
        part, whole = reader.measurables[rate_.part], reader.measurables[rate_.whole]
        if part.dimension != around.statement.dimension:
            continue
        evidence, nearest = phrase_evidence(around, part.name, part.phrases)
        if nearest < 0.75:
            continue
        for done in level_of(reader, around, part, evidence + 0.4):
            due = replace(done, measurable=whole)
            yield Reading(due.amount() + -done.amount(), done.score, done, "shortfall", rate=rate_)


_NOT_YET = re.compile(r"(?:尚|仍|还)未|未(?:完成|整改|拨付|支付|开工)|尚有|仍有|还有")


def average(around: Surroundings, levels: Sequence[Level]) -> Iterator[Reading]:
    """The amount a row, or a place, or a value: 平均每个…, 各…."""
    for level in levels:
        several = [len(each.values) for each in level.conditions if len(each.values) > 1]
        parts = max(len(level.regions), *several, 1) if several else len(level.regions)
        if parts > 1 and "各" in _near(around):
            yield Reading(Ratio(level.amount(), Linear(constant=Fraction(parts))), level.score, level, "average")
        measure = level.measurable.measure.model_copy(update={"aggregate": "count", "column": None})
        rows = replace(level.measurable, measure=measure, dimension="count", unit_column=None)
        counted = replace(level, measurable=rows)
        yield Reading(Ratio(level.amount(), counted.amount()), level.score - 0.01, level, "average")


def rank(reader: Reader, around: Surroundings, before: Before) -> Iterator[Reading]:
    """The place of a region among those of its level below the same parent."""
    setting = reader.setting
    for anchor in anchors(reader, around, before):
        region = anchor.regions[0] if anchor.regions else setting.region
        if region is None:
            continue
        own = replace(anchor, regions=(region,))
        others = tuple(replace(anchor, regions=(each,)).amount() for each in setting.land.siblings(region))
        if others:
            yield Reading(Rank(own.amount(), others), anchor.score, own, "rank")


def duration(reader: Reader, around: Surroundings) -> Iterator[Reading]:
    """How long a posting is, in months of a twelfth of a year: of the person named, the author, or who began then."""
    setting = reader.setting
    text = reader.scene.text[around.sentence.start : around.sentence.end]
    if not _POSTED.search(text):
        return
    for posting in dict.fromkeys(_postings(reader, around, text)):
        months = Fraction((posting.end - posting.start).days * 4800, 146097)
        yield Reading(Linear(constant=months, entries=(setting.entry_of(posting),)), 1.0, None, "duration")


_POSTED = re.compile(r"挂职|挂任|任期|帮扶|驻点|支教|支医|选派|锻炼")


def _postings(reader: Reader, around: Surroundings, text: str) -> list[Period]:
    """The postings that the sentence may speak of, from what names them best."""
    setting = reader.setting
    before = text[: around.before.end - around.sentence.start]
    named = sorted((name for name in setting.postings if name in before), key=before.rfind, reverse=True)
    if named:
        return [setting.postings[named[0]]]
    if setting.author and setting.author.posting:
        return [setting.author.posting]
    began = [
        time.period for time in reader.scene.times_in(around.sentence) if time.period and time.kind != "comparison"
    ]
    return [posting for posting in setting.postings.values() if any(posting.start in period for period in began)]


def is_difference(around: Surroundings) -> bool:
    """Whether the words tell by how much something differs from a year or a season before."""
    return bool(_DIFFERENCE.search(_near(around)))


def is_average(around: Surroundings) -> bool:
    """Whether the number is told for each of several."""
    return bool(_EACH.search(_near(around)))


def is_from(around: Surroundings) -> bool:
    """Whether the number is what it was a year before: 由上年的4名增加到8名."""
    return bool(_FROM.search(_near(around)))


def _near(around: Surroundings) -> str:
    """The text of the clause up to the number."""
    return around.text[max(around.half.start, around.before.end - 24) : around.before.end]


def _thens(reader: Reader, around: Surroundings, now: Period) -> list[Period]:
    """The periods that the words may compare with, likeliest first."""
    own = around.text[around.before.start : around.after.end]
    wide = around.text[max(around.sentence.start, around.before.end - 30) : around.after.end]
    for words in (own, wide):
        stated = re.search(r"[比较与](20\d\d)年", words)
        if stated:
            number = int(stated[1])
            return [now.years_before(now.end.year - number), year(number)]
        if _SEASON_AGO.search(words):
            return [season_before(now)]
        if _WHOLE_YEAR_AGO.search(words):
            return [year(now.end.year - 1)]
        since = _as_of_before(reader, around)
        if since is not None and re.search(r"[比较]", words):
            return [Period(now.start, since)]
        if _YEAR_AGO.search(words):
            same, whole = year_before(now), year(now.end.year - 1)
            return [same] if "同" in words or same == whole else [same, whole]
    return [year_before(now)]


def _as_of_before(reader: Reader, around: Surroundings) -> date | None:
    """The end of a 9月底 that stands right before the number: 比9月底提高38.2个百分点."""
    for time in reversed(reader.scene.times_in(around.before)):
        if time.period is not None and time.text.endswith(("底", "末")):
            return time.period.end
    return None


def _moved(linear: Linear, period: Period) -> Linear:
    """The same sum in another period."""
    return Linear(tuple((replace(query, period=period), factor) for query, factor in linear.terms), linear.constant)
