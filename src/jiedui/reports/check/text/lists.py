"""Lists in a sentence: names that are but examples (甲、乙等6次), and lists shared out one by one (分别为)."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import attrgetter
from typing import Any

from jiedui.base.numerals import parse_numeral
from jiedui.prose.document import Span
from jiedui.prose.times import TimeMention
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.text.times_listed import quarters_told, times_listed
from jiedui.reports.check.words.meanings import Named, Narrowing, Place, Topic
from jiedui.reports.check.words.names_told import Hit

_AND_SO_ON = re.compile(
    r"等(?:地区?|多地|镇村|村|镇|单位|企业|领域|方面|环节|渠道|部门|活动|各类|\d|[一二三四五六七八九十两几]|(?=[\u4e00-\u9fff]))?"
)
#: What is told to be within an amount, in brackets behind it, does not narrow it: 捐赠137万元（含物资折款）.
_INCLUDED = re.compile(r"[（(](?:其中)?(?:均|已|也)?(?:包括|包含|含)[^（()）]{0,6}$")
#: Those who lead at several levels, told together, are of no one level: 区、县两级主要领导.
_OF_RANKS = re.compile(r"(?:[、和][省市县区镇村乡])*[两三四各]级(?:党政|党委|政府|主要|领导|干部|负责|部门)")
#: Where one goes to see says nothing of what is seen there: 下村入企走访7次.
_ON_THE_WAY = re.compile(
    r"(?:走[出进]|[走进入下访串驻])(?:社区|机关|[村企户园校乡组寨街厂店])(?:[走进入下访串][村企户园校乡组寨街厂店])?"
)
#: So far before a word its bracket may open.
_BEFORE = 8
_REACH = 12


@dataclass(frozen=True, slots=True)
class SharedOut:
    """What 分别 hands to one statement of a run, and the members of the list that belong to the others."""

    hit: Hit | None = None
    time: TimeMention | None = None
    others: tuple[Span, ...] = ()


def examples(text: str, hits: Sequence[Hit]) -> frozenset[int]:
    """Where the names and values start that a list closed by 等 gives as examples: they do not narrow what is told."""
    if not hits:
        return frozenset()
    found = {hit.start for hit in hits if _is_aside(text, hit)}
    stretch = text[max(0, hits[0].start - _BEFORE) : max(map(attrgetter("end"), hits)) + 1]
    if "含" in stretch or "包括" in stretch:
        found.update(hit.start for hit in hits if _INCLUDED.search(text, max(0, hit.start - _BEFORE), hit.start))
    if "等" not in stretch:
        return frozenset(found)
    listable = [hit for hit in hits if _listable(hit)]
    for place, hit in enumerate(listable):
        if not _AND_SO_ON.match(text, hit.end):
            continue
        members, end = {hit.start}, hit.start
        for former in reversed(listable[:place]):
            if former.end <= end and _JOINS.fullmatch(text, former.end, end):
                members.add(former.start)
                end = former.start
            elif former.end <= end:
                break
        if not _told_in_full(text, hit.end, len(members)):
            found |= members
    return frozenset(found)


def _is_aside(text: str, hit: Hit) -> bool:
    """Whether a word tells of who leads, of where one goes to see, of the season, or of where those counted are to be found."""
    on_the_way = _ON_THE_WAY.match(text, hit.start) or _ON_THE_WAY.match(text, max(0, hit.start - 1))
    scattered = _SCATTERED.search(text, max(0, hit.start - _FAR), hit.start)
    counted = hit.text in _PLACES and _COUNTED.search(text, max(0, hit.start - 3), hit.start)
    return bool(on_the_way or scattered or counted or _OF_RANKS.match(text, hit.end) or _SEASON.match(text, hit.end))


#: The places among which something is shared out, ranked or counted: 按受援县区算, 各县区第一, 一个县区.
_PLACES, _COUNTED = frozenset({"县区", "区县", "县", "区"}), re.compile(r"(?:受援|各|个|每|按)$")


#: A season tells when, not of what: 四季度是果品旺季，销售额只占全年的两成多.
_SEASON = re.compile(r"的?(?:销售|采摘|上市|生产)?(?:[旺淡]季|[大小]年|丰收|歉收|上市)")


#: Where those counted are: 开工的4家厂子分布在八仙、老县两镇.
_SCATTERED, _FAR = re.compile(r"(?:分布|散布|坐落|遍布)[在于]?[^，。；0-9]*$"), 24


#: How many there are of those listed, told behind 等.
_SO_MANY = re.compile(r"等(?P<number>[0-9]{1,2}|[两二三四五六七八九十]{1,3})(?![0-9.多余几万亿])")


def _told_in_full(text: str, end: int, members: int) -> bool:
    """Whether the number behind 等 is that of the list's members, which then are no examples: 甲、乙、丙等三名."""
    found = _SO_MANY.match(text, end)
    numeral = parse_numeral(found["number"]) if found and members > 1 else None
    return numeral is not None and numeral.value == members


#: What joins the examples of a list: a mark, or nothing (教师医生等).
_JOINS = re.compile(r"(?:[、和及与]?[^，。；：、]{0,4}[、和及与](?:[^，。；：、]{0,3})?)?")


def _listable(hit: Hit) -> bool:
    """Whether it may be a member of a list: a name, a place, a value."""
    return hit.meanings.has(Named, Place, Narrowing)


#: What hands the numbers behind it to those listed before it.
_ONE_BY_ONE = ("分别", "依次", "先后", "逐年", "分列", "分居", "分获")


def shared_out(scene: Scene, index: int) -> SharedOut:
    """What 分别 gives to the statement: the member of the list before it that has its place in the run."""
    first, last = scene.runs[index]
    count = last - first + 1
    if count < 2:
        return SharedOut()
    start, end = scene.part(scene.statements[first].start).start, scene.statements[first].start
    quarters = quarters_told(scene, end)
    if len(quarters) == count:
        return SharedOut(None, quarters[index - first])
    mark = max(scene.text.rfind(word, max(start, end - _REACH), end) for word in _ONE_BY_ONE)
    if mark < 0:
        return SharedOut()
    span = Span(start, mark)
    joined = (_last_joined(scene.text, listed, count) for listed in _lists(scene, span))
    for members in chain(joined, (times_listed(scene, span),)):
        if len(members) == count:
            mine = members[index - first]
            others = tuple(Span(each.start, each.end) for each in members if each is not mine)
            return SharedOut(None, mine, others) if isinstance(mine, TimeMention) else SharedOut(mine, None, others)
    if count == len(scene.years) and not any(map(_is_one, scene.times_in(Span(scene.clause(mark).start, mark)))):
        return SharedOut(None, scene.years[index - first])  # 三年销售额分别为50万元、80万元和120万元
    return SharedOut()


def _is_one(time: TimeMention) -> bool:
    """Whether a time is no stretch of several years, in which the numbers could lie one by one."""
    return time.period is None or time.period.start.year == time.period.end.year


def told_respectively(scene: Scene, index: int) -> int | None:
    """Of which statement before it a change is told where 分别 tells them in one: 捐款180万元、捐物29万元，分别增长8%、下降5%."""
    place = scene.statements[index].start
    start = scene.part(place).start
    mark = scene.text.rfind("分别", start, place)
    if mark < 0:
        return None
    end = scene.clause(place).end
    told = [each for each, one in enumerate(scene.statements) if mark < one.start < end] if index else []
    before = told[0] - len(told) if told else -1
    if before < 0 or scene.statements[before].start < start or _has_list(scene, Span(start, mark), len(told)):
        return None
    return before + told.index(index) if len(told) > 1 and index in told else None


def _has_list(scene: Scene, span: Span, count: int) -> bool:
    """Whether a list in the last clause of the stretch has as many members."""
    last = Span(max(span.start, scene.clause(span.end - 1).start), span.end)
    return any(len(_last_joined(scene.text, each, count)) == count for each in _lists(scene, last))


def _last_joined(text: str, members: Sequence[Any], count: int) -> Sequence[Any]:
    """The last so many members, where they are joined to one another by 、 or 和; else none."""
    last = members[-count:]
    joined = all(
        re.fullmatch(r"[^，。；：]{0,4}[、和及与][县市区省]?", text[one.end : other.start])
        for one, other in pairwise(last)
    )
    return last if joined else ()


def _lists(scene: Scene, span: Span) -> Iterator[list[Hit] | list[TimeMention]]:
    """The lists before 分别, by what kind of thing their members are: places, values of one column, names, times."""
    groups: dict[Hashable, list[Hit]] = {}
    for hit in scene.hits_in(span):
        for kind in _kinds(hit):
            members = groups.setdefault(kind, [])
            if not members or members[-1].end <= hit.start:
                members.append(hit)
    yield from sorted(groups.values(), key=lambda members: -members[-1].end)
    yield [time for time in scene.times_in(span) if not time.text.startswith(("当", "本"))]


def _kinds(hit: Hit) -> Iterator[Hashable]:
    """What kinds of list the hit may be a member of."""
    for meaning in hit.meanings:
        match meaning:
            case Place():
                yield "place"
            case Narrowing(ledger=ledger, column=column):
                yield ledger, column
            case Named():
                yield "name"
            case Topic(size=1, target=target):
                yield "rate" if hit.text.endswith("率") else ("topic", target)
            case _:
                pass
