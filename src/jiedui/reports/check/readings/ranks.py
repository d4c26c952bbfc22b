"""Readings of ranks: the place of a region among its like, of a giver among the givers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jiedui.figures.model import Condition
from jiedui.reports.check.readings.amounts import Before, Level, Reader
from jiedui.reports.check.readings.anchors import Book, Reading, anchors, unsure
from jiedui.reports.check.readings.formulas import Linear, Rank
from jiedui.reports.check.readings.goals import completed
from jiedui.reports.check.readings.named_rates import ratio_to
from jiedui.reports.check.readings.scoring import UNSURE
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.text.worded import but_those_ahead
from jiedui.reports.check.words.measurables import COUNT

#: An order that goes beyond what one office's book can know, and one among places.
_BEYOND = re.compile(r"全国|国内|各省|考核|(?:西部|东部|协作)(?:地区|县区)")
_WHOLE_PROVINCE = re.compile(r"全省|省内|各市")
_OF_PLACES = re.compile(r"[县镇村区市乡]")
#: An order among the kinds of a ledger: 居各渠道首位.
_OF_KINDS = re.compile(r"各?(?:渠道|品类|类别|领域|去向|层级|来源|类)")
#: An order among the towns of all counties, in a report on their city.
_ALL_TOWNS = re.compile(r"乡镇[里中]|[各全市]乡镇|全市各镇")
#: The place held the year before: 由上年的全市第五位升至首位.
_FROM = re.compile(r"[由从](?:上年|去年|上一年)[^，。；、]{0,6}$")
#: The most that a rank is sought among.
MANY = 200


#: What sets a rate beside those of others: what follows goes on with the rate.
OF_SEVERAL = frozenset({"rank", "passing"})


def is_rate(last: Reading | None) -> bool:
    """Whether a rate was told: of that, and of no amount, are the rank or the growth behind it."""
    return last is not None and last.kind == "rate"


#: What grew most is not what is greatest: 从增速看，…增幅居各县第二位.
_OF_GROWTH = re.compile(r"(?:增速|增幅|涨幅|升幅|降幅)[^。；0-9]{0,16}$")


def tells_growth(around: Surroundings) -> bool:
    """Whether a rate is by how much something grew: 增幅最大的是八仙镇，达到35%."""
    return _GREATEST_GROWTH.search(around.text, around.half.start, around.before.end) is not None


_GREATEST_GROWTH = re.compile(r"(?:增速|增幅|涨幅|升幅)(?:最[高大快]|居首|第一|领先)[^。；0-9]{0,16}$")


def is_of_rate(around: Surroundings, last: Reading | None) -> bool:
    """Whether it is told of a rate or a growth, by its own words or going on from one: how that grew, or ranks, is not what its part did."""
    if around.statement.dimension == "rank" and _OF_GROWTH.search(around.text, around.half.start, around.before.end):
        return True
    topics = [hit for hit in around.own if hit.meanings.topics]
    if topics:
        return any(hit.text.endswith("率") for hit in topics)
    return is_rate(last)


def rank(
    reader: Reader, around: Surroundings, book: Book, before: Before, last: Reading | None = None
) -> Iterator[Reading]:
    """The place of what was spoken of: among the names of its column, else among the regions of its level.

    Of a rate told ``last`` it is that of the place by the rate; its amounts may be meant as well, and accuse nobody.
    """
    told = around.text[max(around.before.start, around.before.end - 12) : around.after.end]
    if _BEYOND.search(told):
        return
    if is_of_rate(around, last):
        yield from _by_rate(reader, around, last)
        yield from map(unsure, _of_amounts(reader, around, book, before))
    else:
        yield from _of_amounts(reader, around, book, before)


def _by_rate(reader: Reader, around: Surroundings, last: Reading | None) -> Iterator[Reading]:
    """The place of a region by the rate told of it: 南岭县支付率34.6%，列全市第五位."""
    if last is None or not is_rate(last) or last.rate is None or last.anchor is None:
        return
    here = _of_own_place(around, last.anchor)
    if len(here.places) == 1:
        land, whole = reader.setting.land, reader.measurables[last.rate.whole]
        own, *others = (
            ratio_to(whole, here._replace(regions=(each,), pinned=False))
            for each in (here.places[0], *land.siblings(here.places[0]))
        )
        yield Reading(Rank(own, tuple(others)), last.score, here, "rank", rate=last.rate)


def _of_amounts(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """The place by the amount that was spoken of."""
    told = around.text[max(around.before.start, around.before.end - 12) : around.after.end]
    own = _in_run(reader, around, before)
    for anchor in [own] if own is not None else anchors(reader, around, before)[:1]:
        here = _of_own_place(around, anchor)
        if _FROM.search(around.lead) and here.period.end >= reader.setting.period.start:
            here = here._replace(period=here.period.years_before(1))
        if _OF_COMPLETION.search(around.text, max(0, around.before.end - _NEAR), around.before.end):
            here = here._replace(score=min(here.score, UNSURE))  # either may be meant, and accuses nobody
            yield from _by_completion(reader, book, here)
        named = [] if _OF_PLACES.search(told) else list(_among_names(book, here))
        named = list(_among_choices(reader, here)) if _OF_KINDS.search(told) else named
        province = bool(_WHOLE_PROVINCE.search(told))
        yield from named or _among_regions(reader, here, province=province)
        if _ALL_TOWNS.search(around.text, around.sentence.start, around.before.end):
            yield from _among_all(reader, here)
        if here.conditions and not here.pinned:  # 茶叶走俏。各镇销售额一比，我镇排第3
            wide = here._replace(conditions=(), score=here.score - 0.03)
            yield from _among_regions(reader, wide, province=province)


#: An order by how far each has come with its target, told so near before the rank.
_OF_COMPLETION, _NEAR = re.compile(r"完成(?:率|进度|比例)"), 90


def _by_completion(reader: Reader, book: Book, anchor: Level) -> Iterator[Reading]:
    """The place of a region by what is done of each one's own target: 分县完成率：甲县77.3%，乙县65.4%。乙县排第二."""
    region = anchor.places[0] if len(anchor.places) == 1 else None
    if region is None:
        return
    done = [
        completed(reader, book, anchor._replace(regions=(each,), pinned=False))
        for each in (region, *reader.setting.land.siblings(region))
    ]
    own, *others = done
    if own is not None and any(others):
        yield Reading(Rank(own, tuple(each for each in others if each is not None)), anchor.score, anchor, "rank")


def _of_own_place(around: Surroundings, anchor: Level) -> Level:
    """The amount told before, of the one place that the rank's own words name: 双龙镇361人，居第一；茶山镇居第三; 总额6900万元，望溪排第一."""
    named = {region for hit in but_those_ahead(around, around.own) for region in hit.meanings.regions[:1]}
    return anchor._replace(regions=tuple(named)) if len(named) == 1 and not anchor.pinned else anchor


def _in_run(reader: Reader, around: Surroundings, before: Before) -> Level | None:
    """The amount that has the rank's place in the run before: 甲县2419万元、乙县2043万元，居全市第一、第二位."""
    runs = reader.scene.runs
    first, last = runs[around.index]
    if first == last or not first:
        return None
    begin, end = runs[first - 1]
    if end - begin != last - first:
        return None
    return dict(before.recent).get(begin + around.index - first)


def _among_names(book: Book, anchor: Level) -> Iterator[Reading]:
    """The place of a named firm, giver or product among the others of its column."""
    for condition in anchor.conditions:
        members = book.members.get((anchor.measurable.ledger, condition.column), ())
        others = [each for each in members if each not in condition.values]
        if not others or len(others) > MANY or not set(condition.values) <= set(members):
            continue
        free = anchor._replace(pinned=False)
        sums = tuple(_with(free, condition, Condition(condition.column, "in", (each,))).amount() for each in others)
        yield Reading(Rank(free.amount(), sums), anchor.score, anchor, "rank")


def _among_choices(reader: Reader, anchor: Level) -> Iterator[Reading]:
    """The place of a channel or kind among all that its column can have."""
    ledger = reader.catalog.ledgers[anchor.measurable.ledger]
    for condition in anchor.conditions:
        others = [each for each in ledger.column(condition.column).choices if each not in condition.values]
        if others and len(condition.values) == 1:
            sums = tuple(
                _with(anchor, condition, Condition(condition.column, "in", (each,))).amount() for each in others
            )
            yield Reading(Rank(anchor.amount(), sums), anchor.score, anchor, "rank")


def _with(level: Level, condition: Condition, other: Condition) -> Level:
    """The level with another condition in the place of one."""
    kept = tuple(other if each == condition else each for each in level.conditions)
    return level._replace(conditions=kept)


def _among_all(reader: Reader, anchor: Level) -> Iterator[Reading]:
    """The place of a region among all of its level in the report's own, whatever lies between."""
    land, over = reader.setting.land, reader.setting.region
    here = anchor.places[0] if len(anchor.places) == 1 else None
    if here is None or over is None or land.regions[here].parent == over:
        return
    level = land.regions[here].level
    others = [each.id for each in land.regions.values() if each.level == level and land.within(each.id, over)]
    if here in others and 1 < len(others) <= MANY:
        own = anchor._replace(regions=(here,), pinned=False)
        sums = tuple(own._replace(regions=(each,)).amount() for each in others if each != here)
        yield Reading(Rank(own.amount(), sums), anchor.score, own, "rank")


def _among_regions(reader: Reader, anchor: Level, *, province: bool) -> Iterator[Reading]:
    """The place of a region among those of its level below the same parent; none where the others have no entries."""
    land = reader.setting.land
    region = anchor.places[0] if anchor.places else reader.setting.region
    if region is None:
        return
    above = land.regions[region].parent
    if province and (above is None or land.regions[above].level != "省"):
        return
    own = anchor._replace(regions=(region,), pinned=False)
    others = tuple(own._replace(regions=(each,)).amount() for each in land.siblings(region))
    if others:
        plain = replace(own.measurable, where=(), measure=COUNT, dimension="count", unit_column=None)
        rows = own._replace(measurable=plain, conditions=())
        kept = Linear(
            tuple(term for each in land.siblings(region) for term in rows._replace(regions=(each,)).amount().terms)
        )
        yield Reading(Rank(own.amount(), others), anchor.score, own, "rank", base=kept)
