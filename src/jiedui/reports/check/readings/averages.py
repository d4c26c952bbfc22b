"""Readings of averages: a total over the number of rows, of places, of households, of people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from jiedui.base.numerals import parse_numeral
from jiedui.base.units import unit
from jiedui.catalog import Ledger, Measure
from jiedui.figures.model import Condition, Query
from jiedui.prose.model import Statement
from jiedui.reports.check.readings.amounts import Before, Level, Reader
from jiedui.reports.check.readings.anchors import Reading, near
from jiedui.reports.check.readings.formulas import Linear, Ratio, scaled_by
from jiedui.reports.check.readings.scoring import UNSURE
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.words.common import LEVELS
from jiedui.reports.check.words.measurables import COUNT, Measurable

_EACH = re.compile(
    r"平均每|每(?:个|期|家|次|户|人|对|名|村|县|镇)|(?:[户人亩村县镇企家笔期场次批]|项目)均(?!为|是|已|在|有|由|可|未)|各(?:得|获|为|有|收到)?$|各$|分别获"
)
#: What an average is taken over: 县均, 平均每个县, 平均到一个县, 每村.
_OVER = re.compile(
    r"(县|镇|村|户|人|亩|企|家|项目)均|(?:(?:每|平均(?:到|下来)?一)(?:个|家|户|名|位|期|次|场|对|笔)?|各)(县区|县|区县|乡镇|镇|街道|村|社区|户|人|企业|项目|亩|平方米|公斤|千克|斤|吨)?"
)
#: How many it is taken over, told right before it: 5个县平均, 五镇平均.
_OF_SO_MANY = re.compile(
    r"(?P<number>[0-9]{1,4}|[一二两三四五六七八九十百]{1,5})(?:个|家|户|名|位|期|次|场|对|笔|条)?(?:县区?|区县|乡?镇|街道|村|社区|企业|项目|人)?平?均[^，。；：0-9]{0,12}$"
)
#: Words by which the number of another statement may be what an average is taken over.
OVER_SO_MANY = re.compile(r"均|[每各].?(?:区?县|乡?镇|街道|村|社区)")
_ALL_OF_A_LEVEL = re.compile(
    r"(?:^|[，、；：])各(?:区县|县区|区|县|镇村|镇|乡镇|村)(?:$|(?:另外|自行|自己|还)?[^，。；均得获]{0,2}(?:拿|掏|凑|出|筹))|各(?:区县|县区|区|县|镇|乡镇|村)[来往派]访?$"
)
_A_MONTH = re.compile(r"每个?月|月均")
_A_YEAR = re.compile(r"每年|年均")
#: What each yuan draws after it, of which no row tells.
_A_YUAN = re.compile(r"每[0-9一百千万]*元")
_BY_TIME = re.compile(r"每个?[年季月周天日]|[年月日]均|每季度")
#: What the rows themselves tell how much of there is.
_OF_ROWS = frozenset({"户", "人"})
#: Units of which a price is told.
_PRICED = frozenset({"亩", "平方米", "公斤", "千克", "斤", "吨"})
_SIDES = {"west": "西部", "east": "东部"}


def average(reader: Reader, around: Surroundings, before: Before, levels: Sequence[Level]) -> Iterator[Reading]:
    """The amount a row, or a place, or a value: 平均每个…, 县均…, 各…."""
    if _BY_TIME.search(near(around)):
        yield from _a_month(around, levels)
        yield from _a_year(around, levels)
        return
    over = _over(around)
    if _A_YUAN.search(near(around)) or ("均价" in near(around) and over not in _PRICED):
        return
    told = _told_number(reader, around, over)
    if told:
        yield from (
            Reading(Ratio(level.amount(), Linear(constant=told)), level.score, level, "average") for level in levels
        )
        return
    best = max((each.score for each in levels if each.own), default=0.0)
    for level in [each for each in levels if each.own or each.score >= best - CLOSE]:
        for counted in _counted_before(reader, around, before, level):
            yield Reading(Ratio(level.amount(), counted.amount()), level.score, level, "average")
        several = [len(each.values) for each in level.conditions if len(each.values) > 1]
        parts = max(len(level.regions), *several, 1) if several else len(level.regions)
        if parts > 1 and "各" in near(around):
            yield Reading(Ratio(level.amount(), Linear(constant=Fraction(parts))), level.score, level, "average")
        named = list(_denominators(reader, around, level, over)) if over else []
        for place, (number, sure) in enumerate(named):
            score = level.score if sure else min(level.score, UNSURE)
            yield Reading(Ratio(level.amount(), number), score - 0.01 * place, level, "average")
        if _ALL_OF_A_LEVEL.search(near(around)):  # 省级1600万元、各区400万元: what the districts give together
            yield Reading(level.amount(), level.score, level, "level")
        entries = rows(level).amount()
        if not named and entries != level.amount():
            vague = "各" in near(around) and parts <= 1  # 下达、到账各75万元 shares nothing out among entries
            score = min(level.score, UNSURE) if vague or over in _OF_ROWS else level.score - 0.01
            yield Reading(Ratio(level.amount(), entries), score, level, "average")


def _counted_before(reader: Reader, around: Surroundings, before: Before, level: Level) -> Iterator[Level]:
    """What was counted last in the sentence of the same ledger: 投产的2家企业用工320人，平均每家160人."""
    each_of = _EACH_OF.search(around.text, around.before.start, around.before.end)
    if each_of is None or before.stale or before.lost:
        return
    for place, each in reversed(before.recent):
        counted = reader.scene.statements[place]
        alike = each.measurable.ledger == level.measurable.ledger and place >= around.index - _FEW
        if alike and counted.unit == (each_of["one"] or each_of["of"]):
            yield each
            return


#: Each of what was counted before, by its measure word; 户均, 人均 are of what the rows tell of.
_EACH_OF = re.compile(r"每(?P<one>[个期家次对笔批场])|(?P<of>[家笔期场次批])均")


def _told_number(reader: Reader, around: Surroundings, over: str) -> Fraction | None:
    """The number that the sentence itself says it is taken over: 5个县平均1324人; 摊到十个镇，镇均187万元."""
    scene, start = reader.scene, around.statement.start
    found = _OF_SO_MANY.search(around.text, max(around.sentence.start, start - 24), start)
    numeral = parse_numeral(found["number"]) if found else None
    if numeral is not None and numeral.value > 1:
        return numeral.value
    if over not in LEVELS:
        return None
    for statement in reversed(scene.statements[max(0, around.index - _FEW) : around.index]):
        if statement.start < around.sentence.start:
            break
        counted = statement.noun or statement.unit
        if counted == "个":
            counted = around.text[statement.start - 1]  # 示范村3个
        if LEVELS.get(counted) == LEVELS[over] and statement.exact:
            return statement.low
    return None


#: So close to the best of those that own words name, another is meant as well.
CLOSE = 0.1
#: So many statements back at most stands the number that an average is taken over.
_FEW = 3


def _a_month(around: Surroundings, levels: Sequence[Level]) -> Iterator[Reading]:
    """The amount a month of the period; of other spans of time nothing is read."""
    for level in levels if _A_MONTH.search(near(around)) else ():
        start, end = level.period.start, level.period.end
        months = 12 * (end.year - start.year) + end.month - start.month + 1
        yield Reading(Ratio(level.amount(), Linear(constant=Fraction(months))), level.score, level, "average")


def _a_year(around: Surroundings, levels: Sequence[Level]) -> Iterator[Reading]:
    """The amount a year of a period of whole years, or of one that ends within its last."""
    for level in levels if _A_YEAR.search(near(around)) else ():
        start, end = level.period.start, level.period.end
        years = end.year - start.year + 1
        if years > 1 and (start.month, start.day) == (1, 1):
            score = level.score if (end.month, end.day) == (12, 31) else min(level.score, UNSURE)
            yield Reading(Ratio(level.amount(), Linear(constant=Fraction(years))), score, level, "average")


def mean(levels: Sequence[Level]) -> Iterator[Reading]:
    """A duration kept with each row, such as 稳岗月数: their mean, for durations do not add up."""
    for level in levels:
        yield Reading(Ratio(level.amount(), rows(level).amount()), level.score, level, "average")


def rows(level: Level) -> Level:
    """The number of the level's rows."""
    return _counted(level, COUNT)


def _counted(level: Level, measure: Measure) -> Level:
    """The level with another measure of its rows."""
    return level._replace(measurable=replace(level.measurable, measure=measure, dimension="count", unit_column=None))


def _over(around: Surroundings) -> str:
    """What the words say the average is taken over; empty where they do not."""
    found = list(_OVER.finditer(near(around)))
    return next((each[1] or each[2] or "" for each in reversed(found)), "")


def _denominators(reader: Reader, around: Surroundings, level: Level, over: str) -> Iterator[tuple[Linear, bool]]:
    """What the total may be divided by, likeliest first, each with whether the words leave no other choice.

    县均 is over all counties there are, whether or not each has rows (this is how it is defined); a village or town is
    one of all, or one of those that have rows. Households, people and mu are those that the rows tell of.
    """
    ledger = reader.catalog.ledgers[level.measurable.ledger]
    if over in LEVELS:
        yield _places(reader, level, LEVELS[over]), LEVELS[over] == "县" or (over == "镇" and "镇均" in near(around))
        for column in ledger.regions:
            yield _counted(level, Measure(aggregate="distinct", column=column.name)).amount(), False
    elif over in _OF_ROWS:
        for name in _people(ledger, over, level):
            yield _counted(level, Measure(aggregate="sum", column=name)).amount(), False
    elif over in _PRICED:
        yield from _measured(reader, level, over)
    elif over in ("企", "家", "企业") and ledger.key:
        yield _counted(level, Measure(aggregate="distinct", column=ledger.key[0])).amount(), True


def _measured(reader: Reader, level: Level, over: str) -> Iterator[tuple[Linear, bool]]:
    """How much there is of the same rows in that unit of mass or area: 每公斤503元, 每亩17.2万元."""
    named, this = unit(over), level.measurable
    for each in reader.measurables.by_ledger[this.ledger]:
        if each.dimension == named.dimension and each.measure.aggregate == "sum" and not each.where:
            whole = level._replace(measurable=replace(each, where=this.where, date=this.date, stock=this.stock))
            yield scaled_by(whole.amount(), 1 / named.factor), True


def _people(ledger: Ledger, over: str, level: Level) -> Iterator[str]:
    """The columns that count households, people or mu, but for the one that is averaged."""
    for column in ledger.columns:
        if column.numeric and column.unit == over and column.name != level.measurable.measure.column:
            yield column.name


def _places(reader: Reader, level: Level, wanted: str) -> Linear:
    """The number of regions of that level within the places meant."""
    terms = []
    for place in level.places or (None,):
        side = reader.setting.land.side(place) if place is not None else reader.setting.home
        where = (Condition("side", "in", (_SIDES[side or "west"],)), Condition("level", "in", (wanted,)))
        query = Query("region", COUNT, where, region=place)
        terms.append((query, Fraction(1)))
    return Linear(tuple(terms))


def is_average(around: Surroundings) -> bool:
    """Whether the number is told for each of several."""
    return bool(_EACH.search(near(around)))


#: What there is of regions: 辖10个镇、37个村; what all of them share: 摊到十个镇, 十个镇共转移就业….
_GOVERNS = re.compile(r"下?辖[^，。；]{0,20}$")
_ALL_OF_THEM, _TOGETHER = re.compile(r"(?:摊到|全[县市区](?:共?有|共)?)$"), re.compile(r"共|合计|平均|均")


def places(reader: Reader, around: Surroundings) -> Iterator[Reading]:
    """How many regions of a level there are below the report's own."""
    statement, region = around.statement, reader.setting.region
    if region is None or not counts_places(statement):
        return
    start = max(around.sentence.start, around.before.end - 24)
    sure = bool(_GOVERNS.search(around.text, start, around.before.end))
    whole = _ALL_OF_THEM.search(around.text, start, around.before.end) or (
        around.before.start == around.before.end and _TOGETHER.match(around.text, statement.end)
    )
    if not (sure or whole):
        return
    wanted = LEVELS[statement.noun or statement.unit]
    counted = Measurable("region.rows", "行政区划个数", "region", COUNT, "count", "个")
    level = Level(
        measurable=counted,
        conditions=(Condition("level", "in", (wanted,)),),
        regions=(region,),
        period=reader.setting.period,
        score=1.0 if sure else UNSURE,
        own=True,
    )
    yield Reading(_places(reader, level, wanted), level.score, level, "places")


def counts_places(statement: Statement) -> bool:
    """Whether counties, towns or villages are counted: what an amount is told over rather than an amount."""
    return (statement.noun or statement.unit) in LEVELS
