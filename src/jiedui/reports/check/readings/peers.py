"""Readings that set an amount beside another of its kind: a neighbour, another value, what is left of a whole.

比云岭县多13万元, 是松溪县的2.3倍, 除石泉坝县外4925人, 其余1186人, 双方各39次.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import add

from jiedui.figures.model import Condition, Value
from jiedui.prose.document import Span
from jiedui.reports.check.readings.amounts import Before, Level, Reader, pins
from jiedui.reports.check.readings.anchors import Reading, anchors, near
from jiedui.reports.check.readings.formulas import Alike, Points, Ratio
from jiedui.reports.check.readings.scoring import UNSURE
from jiedui.reports.check.readings.shares import LEVELS
from jiedui.reports.check.text.evidence import Surroundings, surroundings_before
from jiedui.reports.check.text.worded import narrowed_by
from jiedui.reports.check.words.names_told import Hit

_MORE = r"多|少|高|低|快|慢|增|减|超"
#: What a number is compared with: 比云岭县多, 较商超渠道高出; with a multiple 是松溪县的.
_PEER = re.compile(
    rf"(?<!占)[比较](?![重例值率较赛快大好高多少强早武])(?P<peer>[^，。；比较]{{2,14}}?)(?:{_MORE})[\u4e00-\u9fff]{{0,4}}$"
)
_MULTIPLE_OF = re.compile(r"(?:是|为|相当于|达到?)(?P<peer>[^，。；是为]{2,14}?)的[^，。；]{0,2}$")
#: The neighbour behind the word: 高出三河镇114.86万元; the distance either way: 与双龙镇相差53人, 两镇相差53人.
_OVER_PEER = re.compile(r"(?:高出|多出|超出|领先|多于|高于|少于|低于|落后于?)(?P<peer>[^，。；高多超领少低落]{2,14}?)$")
#: The neighbour by its place in the order: 比排第二的茶垭镇多112.8万元.
_PEER_RANKED = re.compile(
    rf"[比较](?:排|居|位居|列)(?:名|在)?第?[0-9一二三四五六七八九十]{{1,3}}位?的(?P<peer>[^，。；比较]{{2,14}}?)(?:{_MORE})[\u4e00-\u9fff]{{0,4}}$"
)
_APART_FROM = re.compile(
    r"[与和同跟](?P<peer>[^，。；与和同跟]{2,14}?)(?:相差|差距为?|相距|(?:只|仅|还|就)差)(?:了|着)?(?:约|近|达)?$"
)
_APART = re.compile(r"(?:相差|差距为?|相距)(?:约|近|达)?$")
_SHORT = re.compile(r"(?:只|仅|还|就)差(?:了|着)?(?:约|近|达)?$")
_LESS = re.compile(r"少|减|低|慢|落后")
#: What is compared with in such words is a time, a target or what nobody can know, and told elsewhere.
_NO_PEER = re.compile(r"年|[那当彼]时|[0-9一二三四五六七八九十上]月|季|同期|目标|任务|计划")
_BUT = re.compile(r"(?:除(?:去|开|了)?|扣除|剔除)(?P<out>[^，。；]{1,20}?)(?:[之以]?外|后)[，,]?(?!还|也|另|又)")
_REST = re.compile(r"其[余他][^，。；]{0,8}$")
#: What is left of a list told, whatever is said of it: 余下15人为公益岗位, 其余6家分布在….
_LEFT_OF_LIST = re.compile(r"(?:余下|剩下|剩余|另外|其余)的?$")
_ARE = re.compile(r"[\u4e00-\u9fff]{0,3}?(?:均|都|全|则)?(?:为|是|系|属|来自|分布在?)")
#: What 各 names all of: 两地各层级互访33次 are of all levels together, where 两地各互访33次 are as many each way.
_ALL_OF = r"层|级|类|项|界|方|地|族|县|区|市|省|镇|乡|村|部门|行业|单位|领域|阶段|环节|学校|医院|企业|种(?!植|养)"
_EACH_SIDE = re.compile(
    rf"(?:(?:双方|两地|双向|东西部?|东西双方|互[派访])[^，。；]{{0,6}}|来的?[和与]去的?[^。；]{{0,6}}|(?:西访东|东访西|来访|出访)[、和与](?:西访东|东访西|来访|回访|出访)[^。；0-9]{{0,8}})各(?!{_ALL_OF})[^，。；0-9]{{0,4}}$"
)
_ALL_ALIKE = re.compile(r"(?:都|均|同)(?:是|有|为|达|达到)$|(?:都|均)[\u4e00-\u9fff]{1,3}了?$")
_SUMMED = ("sum", "count")


def _told(around: Surroundings, *, multiple: bool) -> re.Match[str] | None:
    """The words that name what the number is compared with, unless they name a time."""
    span = around.before.start, around.before.end
    if multiple:
        found = _MULTIPLE_OF.search(around.text, *span)
    else:
        found = _PEER.search(around.text, *span) or _APART_FROM.search(around.text, *span)
        found = found or _PEER_RANKED.search(around.text, around.half.start, around.before.end)
        found = found or _over_named(around, _OVER_PEER.search(around.text, *span))
    return None if found is None or _NO_PEER.search(found["peer"]) else found


def _over_named(around: Surroundings, found: re.Match[str] | None) -> re.Match[str] | None:
    """The match, where a known place or value stands behind its word: not 高于500万元."""
    if found is None:
        return None
    known = (hit for hit in around.own if hit.start == found.start("peer"))
    return found if any(hit.meanings.regions or hit.meanings.columns for hit in known) else None


def is_just_short(around: Surroundings) -> bool:
    """Whether it is the distance from a neighbour, no target: 与石鼓县只差900万元."""
    found = _APART_FROM.search(around.text, around.before.start, around.before.end)
    return found is not None and not _NO_PEER.search(found["peer"]) and _SHORT.search(found[0]) is not None


def is_beside(around: Surroundings, *, multiple: bool = False) -> bool:
    """Whether the number is told beside a neighbour or another value rather than beside a year before."""
    return _told(around, multiple=multiple) is not None


def beside(reader: Reader, around: Surroundings, before: Before, *, kind: str) -> Iterator[Reading]:
    """By how much an amount is more (or less) than its neighbour's: ``difference``, ``growth`` or ``multiple``."""
    found = _told(around, multiple=kind == "multiple")
    if found is None:
        return
    words = Span(found.start("peer"), found.end("peer"))
    told = surroundings_before(reader.scene, around.index, found.start())
    less = bool(_LESS.search(around.text[found.start() : words.start] + around.text[words.end : around.before.end]))
    apart = any(each.search(around.text, words.end, around.before.end) for each in (_APART, _SHORT))
    former = dict(before.recent).get(around.index - 2)
    ranked = found.re is _PEER_RANKED
    for this in ([former] if former is not None else []) if ranked else anchors(reader, told, before):
        for other in _put(reader, this, words):
            if this.amount() == other.amount():
                continue  # what was told last is the neighbour itself
            if kind == "difference":
                change = this.amount() + -other.amount()
                yield Reading(-change if less else change, this.score, this, "gap")
                if apart:
                    yield Reading(-change, this.score, this, "gap")
            else:
                shift = 0 if kind == "multiple" else -1
                yield Reading(Ratio(this.amount(), other.amount(), shift, turned=less), this.score, this, "gap")


def apart(around: Surroundings, before: Before) -> Iterator[Reading]:
    """How far the two amounts told last are from each other: 最多的361人，最少的81人，相差280人."""
    told = dict(before.recent)
    one, other = told.get(around.index - 2), told.get(around.index - 1)
    if not _APART.search(near(around)) or one is None or other is None:
        return
    if one.measurable.measure_key == other.measurable.measure_key and not before.lost:
        change, score = one.amount() + -other.amount(), min(one.score, other.score)
        yield from (Reading(each, score, other, "gap") for each in (change, -change))


def two_named(reader: Reader, around: Surroundings, before: Before) -> Iterator[Reading]:
    """How far the last two places that the sentence names are apart: 甲镇90万元居首，乙镇垫底，两镇相差35万元."""
    level = before.previous
    if level is None or before.lost or before.stale or not _TWO_APART.search(near(around)):
        return
    named = reader.scene.names_in(Span(around.sentence.start, around.before.end))
    regions = [*dict.fromkeys(hit.meanings.regions[0] for hit in named if hit.meanings.regions)][-_PAIR:]
    if len(regions) == _PAIR and reader.catalog.ledgers[level.measurable.ledger].regions:
        one, other = (level._replace(regions=(each,), pinned=False).amount() for each in regions)
        yield from (Reading(each, level.score, level, "gap") for each in (one + -other, other + -one))


_TWO_APART = re.compile(r"两[地县区镇村]相?差(?:距)?(?:约|近|达)?$")


def than_the_other(around: Surroundings, before: Before, levels: Sequence[Level]) -> Iterator[Reading]:
    """By how much the one of the two amounts told last is more than the other: 一季度85人，二季度55人，一季度多出30人."""
    told = [level for place, level in before.recent if place >= around.index - _PAIR]
    found = _THAN_THE_OTHER.search(around.text, around.before.start, around.before.end)
    if found is None or len(told) != _PAIR or before.lost or before.stale:
        return
    if found["than"] and (not _OTHER_TIME.fullmatch(found["than"]) or "半年" in found["than"]):
        return
    one, other = told
    if one.measurable.measure_key == other.measurable.measure_key and one.amount() != other.amount():
        score = levels[0].score if levels else min(one.score, other.score)
        change = other.amount() + -one.amount()
        later = one if one.period.end > other.period.end else other
        yield from (Reading(each, score, later, "gap") for each in (change, -change))


#: More or less, than nothing that is told or than another time of the year.
_THAN_THE_OTHER = re.compile(
    r"(?:[比较](?P<than>[^，。；比较]{2,8}?))?(?:多|少|高|低|增加?|减少?|下降|回落)(?:出|了)*(?:约|近)?$"
)
_OTHER_TIME = re.compile(r"(?:[一二三四1-4上下前]个?)+(?:季度|半年)|(?:[0-9]{1,2}|[一二三四五六七八九十]+)月份?")


def _put(reader: Reader, level: Level, words: Span) -> Iterator[Level]:
    """The same of the region, or of the value of a column, that the words name."""
    ledger = reader.catalog.ledgers[level.measurable.ledger]
    hits = reader.scene.hits_in(words)
    regions = [region for hit in hits for region in hit.meanings.regions]
    if regions and ledger.regions:
        kept = tuple(each for each in level.conditions if not (level.pinned and each.column == ledger.key[0]))
        yield level._replace(regions=(regions[0],), conditions=kept, pinned=False)
        return
    for condition in narrowed_by(ledger, hits):
        kept = tuple(each for each in level.conditions if each.column != condition.column)
        yield level._replace(conditions=(*kept, condition), pinned=False)


def leaves_out(around: Surroundings) -> bool:
    """Whether the words before the number leave something out: 除石泉坝县外."""
    return _BUT.search(around.text, around.half.start, around.before.end) is not None


def without(reader: Reader, around: Surroundings, levels: Sequence[Level]) -> Iterator[Reading]:
    """All but what the words leave out: 除石泉坝县外，转移就业4925人."""
    found = _BUT.search(around.text, around.half.start, around.before.end)
    if found is None or "，" in around.text[found.end() : around.before.end]:
        return
    hits = reader.scene.hits_in(Span(found.start("out"), found.end("out")))
    regions = {region for hit in hits for region in hit.meanings.regions}
    if regions and _is_more_than_places(around.text[found.start("out") : found.end("out")], hits):
        return
    for level in levels:
        ledger = reader.catalog.ledgers[level.measurable.ledger]
        named = {each.column: set(each.values) for each in narrowed_by(ledger, hits)}
        kept = tuple(each for each in level.conditions if named.get(each.column) != set(each.values))
        if level.measurable.measure.aggregate not in _SUMMED or pins(ledger, kept):
            continue
        placed = bool(level.regions) and set(level.regions) <= regions
        whole = level._replace(conditions=kept, regions=() if placed else level.regions, pinned=False)
        score = min(level.score, UNSURE) if level.pinned else level.score
        if whole != level:
            yield Reading(whole.amount() + -level.amount(), score, level, "rest")


def _is_more_than_places(words: str, hits: Sequence[Hit]) -> bool:
    """Whether the words name something of a place, which no name covers: 除八仙镇老茶厂外."""
    if any(hit.meanings.named for hit in hits):
        return False
    for hit in hits:
        words = words.replace(hit.text, "") if hit.meanings.regions or hit.meanings.columns else words
    return len(_FILLING.sub("", words)) > 1


#: What stands with the names of places and tells of nothing else: 除甲、乙这两镇外.
_FILLING = re.compile(r"[和与及、等这那几两三四五六七八九十个]|乡?镇|[县区市村]|街道")


def rest(around: Surroundings, before: Before, levels: Sequence[Level]) -> Iterator[Reading]:
    """What is left of the whole that 其中 opened when all the parts told are taken off: 其余1186人."""
    if not tells_rest(around, before) or before.parent is None or before.lost:
        return
    kind = around.statement.dimension
    parts = [part for part in before.parts if part.measurable.dimension == kind]
    wholes = [level for _, level in before.recent if level not in before.parts and level.measurable.dimension == kind]
    whole = before.parent if before.parent.measurable.dimension == kind else wholes[-1] if wholes else None
    if whole is None or not parts or whole.amount() in [part.amount() for part in parts]:
        return
    left = reduce(add, (-part.amount() for part in parts), whole.amount())
    score = levels[0].score if levels and names_value(around) else max(whole.score, parts[-1].score)
    yield Reading(left, score, whole, "rest")


def left_over(around: Surroundings, before: Before) -> Iterator[Reading]:
    """What an amount leaves of the one told before it: 到账4116万元，已下达4056万元，余60万元."""
    told = [level for _, level in before.recent]
    listed = before.parent is not None and before.parts
    if len(told) < _PAIR or before.lost or before.stale or listed or not _LEFT.search(near(around)):
        return
    fitting = [level for level in told if level.measurable.dimension == around.statement.dimension]
    part = fitting[-1] if fitting else told[-1]
    for whole in reversed(told[: told.index(part)]):
        this = whole.measurable
        alike = (this.ledger, this.dimension) == (part.measurable.ledger, part.measurable.dimension)
        if alike and whole.amount() != part.amount():
            yield Reading(whole.amount() + -part.amount(), min(whole.score, part.score), part, "rest")
            return


#: The whole and the part of it that was told; the words for what that leaves.
_PAIR = 2
_LEFT = re.compile(r"(?:^|[，,])(?:尚|还|仍)?(?:结余|剩余|剩下|余下|余|剩)了?(?:的)?(?:约|近)?$")


def beside_the_last(around: Surroundings, before: Before, levels: Sequence[Level]) -> Iterator[Reading]:
    """By how much it is more or less than what was told last: 上河村投入90万元；下河村还要少20万元."""
    found = _EVEN_MORE.search(around.text, around.before.start, around.before.end)
    last = next((level for place, level in before.recent if place == around.index - 1), None)
    compared = _COMPARED.search(around.text, around.before.start, around.before.end)
    if found is None or last is None or compared or before.lost:
        return
    for level in levels:
        if level.measurable.measure_key == last.measurable.measure_key and level.amount() != last.amount():
            change = level.amount() + -last.amount()
            yield Reading(-change if found["less"] else change, min(level.score, last.score), level, "gap")


_COMPARED = re.compile(r"[比较](?![重例值率])")
#: More than what was told last: 还要少40万元, 更高出三成.
_EVEN_MORE = re.compile(r"(?:还要?|更|又要)(?:(?P<less>少|低|慢)|多|高|快)(?:出|了)?$")


def tells_rest(around: Surroundings, before: Before) -> bool:
    """Whether the number is of what is left, and no value of its own says of what (其余4个在建, 省外其他58人).

    Of a list told, what stands behind the number only says what that is: 余下15人为公益岗位.
    """
    told = near(around)
    if before.parent is not None and before.parts and _LEFT_OF_LIST.search(told):
        return bool(_ARE.match(around.text, around.statement.end)) or not names_value(around)
    return bool(_REST.search(told)) and not names_value(around)


def names_value(around: Surroundings) -> bool:
    """Whether own words name a value."""
    return any(hit.meanings.columns for hit in around.own)


def on_each_side(reader: Reader, around: Surroundings, levels: Sequence[Level]) -> Iterator[Reading]:
    """As many one way as the other: 双方各39次."""
    if not _EACH_SIDE.search(around.text, around.half.start, around.before.end):
        return
    for level in levels:
        column = reader.catalog.ledgers[level.measurable.ledger].direction
        if column is None:
            continue
        kept = tuple(each for each in level.conditions if each.column != column.name)
        ways = (Condition(column.name, "in", (way,)) for way in column.choices)
        sides = tuple(level._replace(conditions=(*kept, way)).amount() for way in ways)
        yield Reading(Alike(sides), level.score, level, "each")


def each_the_same(around: Surroundings, levels: Sequence[Level]) -> Iterator[Reading]:
    """The value that each of several places or values has: 党政干部和致富带头人培训班都是1期."""
    if not _ALL_ALIKE.search(near(around)):
        return
    for level in levels:
        if len(level.regions) > 1:
            apart = [level._replace(regions=(each,)) for each in level.regions]
        else:
            apart = [
                level._replace(
                    conditions=tuple(_only(each, value) if each is told else each for each in level.conditions)
                )
                for told in [each for each in level.conditions if each.op == "in" and len(each.values) > 1][:1]
                for value in told.values
            ]
        if apart:
            yield Reading(Alike(tuple(each.amount() for each in apart)), level.score, level, "each")


def _only(condition: Condition, value: Value) -> Condition:
    """The condition with one of its values."""
    return Condition(condition.column, "in", (value,))


#: Set beside what a wider place has on the whole: 高出全县平均4.5个百分点.
THAN_ALL = re.compile(
    r"(?:高[于出]|超出?|领先|好于|(?P<less>低于?|落后于?|不及))全(?P<level>[县市区镇])的?(?:平均|总体|整体)?(?:水平|值|数)?(?:近|约|了)?$"
)


def than_all(reader: Reader, found: Iterable[Reading], over: re.Match[str]) -> Iterator[Reading]:
    """The difference of a place's rate from that of the wider place in which it lies."""
    for each in found:
        level = each.anchor
        here = level.places[0] if level is not None and level.places else reader.setting.region
        wide = reader.setting.land.at_level(here, LEVELS[over["level"]]) if here is not None else None
        if wide is not None:
            yield from than_there(reader, [each], wide, less=over["less"] is not None)


def than_there(reader: Reader, found: Iterable[Reading], there: int, *, less: bool) -> Iterator[Reading]:
    """The difference of a place's rate from that of another place."""
    for each in found:
        rate_, level = each.rate, each.anchor
        if rate_ is None or level is None or there in level.places:
            continue
        whole = reader.measurables[rate_.whole]
        one, other = (
            Ratio(part.amount(), part._replace(measurable=whole).amount())
            for part in (level, level._replace(regions=(there,), homes=()))
        )
        yield each._replace(formula=Points(one, other, less), kind="points")
