"""Names as officials shorten them: 龙头茶厂项目 is 平利县龙头村茶叶加工厂建设项目, 蓝海公司 is 云岭蓝海储能科技有限公司.

A shortened name leaves signs of the name out and adds none: its signs stand in the name in their order, at least two of
them side by side, and it ends as the name ends, or with 项目, 工程, 公司 behind any part of it. Where two names could be meant
by it none is, and nothing that is told of it can be decided.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from jiedui.prose.document import Span

#: What a shortened name may end with in place of the end of the name, where the name ends with it.
_TAILS = ("项目", "工程", "公司", "企业", "合作社")
_LEGAL = re.compile(
    r"(?:股份有限公司|集团有限公司|有限责任公司|有限公司|专业合作社|合作社|建设项目|工程项目|配套项目|项目|工程)$"
)
_YEARLY = re.compile(r"[（(][^（()）]*[)）]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
#: Ends of names that are told as such: 加工厂 as 茶厂, 中心, 基地. Single signs, and words of two.
_HEADS = frozenset("厂园桥渠站馆坊库校院社")
_HEAD_WORDS = frozenset(
    {
        "中心",
        "基地",
        "车间",
        "广场",
        "市场",
        "厂房",
        "大棚",
        "宿舍",
        "食堂",
        "学校",
        "小镇",
        "冷库",
        "园区",
        "产线",
        "作站",
        "工坊",
        "步道",
        "管网",
        "水厂",
        "茶园",
        "果园",
        "圈舍",
        "驿站",
        "之家",
        "配套",
        "整治",
        "提升",
        "扩建",
        "治理",
        "饮水",
    }
)
#: Signs behind such an end that make it part of another word: 市场化, 中心小学.
_GOES_ON = frozenset("化型式级性类员长费税小中大镇村区街路主业")
#: The end of many a name, which behind other signs is that of another: 镇农业服务中心.
_GENERIC = re.compile(r"(?:便民|综合|公共|社会|事务|管理|服务|发展|活动|文化|培训|指挥|技术|技能)+(?:中心|站|所)")
#: Signs before a name that are no part of it.
_BOUND = frozenset("的在对由把将给向和与及为了是到从个该本此以被即如含使让用投其座处条家所有")
#: What joins the names of a list, and the number of them behind it.
_LISTED, _COUNTED, _COUNT = (
    frozenset("、和及与"),
    re.compile(r"等?(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})个(?:协作)?$"),
    8,
)
#: A shortened name has so many signs at most, and may fall into so many pieces; fewer signs than so many are one piece.
_LONGEST, _PIECES, _SHORT = 14, 3, 3
#: A pair of signs that more names have tells none of them.
_COMMON = 60


class Short(NamedTuple):
    """A shortened name in a text: where it stands, the names that it may stand for, whether others of a list follow it."""

    start: int
    end: int
    names: tuple[str, ...]
    listed: bool = False


class ShortNames:
    """The names that may be told in short, found by the pairs of signs in them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._cores: dict[str, tuple[str, str]] = {}
        pairs: dict[str, list[str]] = defaultdict(list)
        for name in names:
            whole = _YEARLY.sub("", name)
            core = _core(whole)
            if len(core) < _SHORT or not _HAN.fullmatch(core):
                continue
            tail = next((each for each in _TAILS if whole.endswith(each)), "")
            self._cores[name] = (core, tail)
            for pair in {core[place : place + 2] for place in range(len(core) - 1)}:
                pairs[pair].append(name)
        self._pairs: Mapping[str, Sequence[str]] = {
            pair: those for pair, those in pairs.items() if len(those) <= _COMMON
        }
        ends = {core[-1] for core, _ in self._cores.values()} & _HEADS
        words = {core[-2:] for core, _ in self._cores.values()} & _HEAD_WORDS
        anchors = sorted({*ends, *words, *(tail for _, tail in self._cores.values() if tail)}, key=len, reverse=True)
        self._anchor = re.compile("|".join(anchors)) if anchors else None

    def find(self, text: str, span: Span, known: Callable[[], Known]) -> Iterator[Short]:
        """The shortened names in a stretch, none overlapping another, that what is known there leaves room for."""
        anchors = list(self._anchor.finditer(text, *span)) if self._anchor else []
        found = [
            each
            for anchor in sorted(anchors, key=lambda each: each[0] not in _TAILS)
            for each in self._at(text, anchor, span.start)
        ]
        if not found:
            return
        free, around = set[int](), known()
        for short, end in found:
            signs = range(short.start, short.end)
            fits = free.isdisjoint(signs) and around.begins(text, short, span.start)
            if fits and (short.listed or around.allows(short, end)):
                free.update(signs)
                yield short

    def _at(self, text: str, anchor: re.Match[str], first: int) -> Iterator[tuple[Short, int]]:
        """The shortened names that end with the anchor, each with where the part ends that is short.

        Several where the last is that of a list: 鲟鱼车间、沙坝污水和天麻加工3个项目.
        """
        tail = anchor[0] if anchor[0] in _TAILS else ""
        if not tail and text[anchor.end() : anchor.end() + 1] in _GOES_ON:
            return
        end = last = anchor.end()
        if tail:
            counted = _COUNTED.search(text, max(first, anchor.start() - _COUNT), anchor.start())
            end = counted.start() if counted else anchor.start()
            last = end if counted else last
        while end > first:
            found = self._longest(text, end, tail, anchor[0], first)
            if found is None:
                return
            begin, names = found
            if tail or end - begin >= _SHORT:
                yield Short(begin, last, names, last < anchor.start()), end
            if not tail or begin <= first or text[begin - 1] not in _LISTED:
                return
            end = last = begin - 1

    def _longest(self, text: str, end: int, tail: str, head: str, first: int) -> tuple[int, tuple[str, ...]] | None:
        """Where the longest shortened name begins whose part ends there, and the names that it may stand for."""
        start = max(first, end - _LONGEST)
        near = {name for place in range(start, end - 1) for name in self._pairs.get(text[place : place + 2], ())}
        longest: dict[int, list[str]] = defaultdict(list)
        for name in near:
            core, ending = self._cores[name]
            if (tail and ending == tail) or (not tail and core.endswith(head)):
                begin = _begin(text, start, end, core)
                if begin is not None:
                    longest[begin].append(name)
        return (min(longest), tuple(sorted(longest[min(longest)]))) if longest else None


def _core(name: str) -> str:
    """The name without the generic words at its end."""
    while (bare := _LEGAL.sub("", name)) != name and len(bare) >= _SHORT:
        name = bare
    return name


def _begin(text: str, first: int, end: int, core: str) -> int | None:
    """Where the shortened name begins whose signs stand, up to the end, in the name's core; None where it is none."""
    place, rest, pieces, last, length, longest = end, len(core), 0, -2, 0, 0
    while place > first:
        found = core.rfind(text[place - 1], 0, rest)
        if found < 0:
            break
        pieces += found != last - 1
        length = length + 1 if found == last - 1 else 1
        longest = max(longest, length)
        place, rest, last = place - 1, found, found
    size = end - place
    fits = longest >= 2 and pieces <= _PIECES and (size >= _SHORT or pieces == 1)
    return place if fits and size >= 2 else None


class Known:
    """What is known in a stretch by its signs: names that are ``taken`` already, ``words`` that mean something, ``places``."""

    def __init__(self, taken: Collection[Span], words: Collection[Span], places: Collection[Span]) -> None:
        self._taken = {place: span for span in taken for place in range(*span)}
        self._within = {place for span in (*words, *places) for place in range(span.start + 1, span.end)}
        self._ends = {span.end for span in (*words, *places)}
        self._long = {place for span in words if span.end - span.start >= _SHORT for place in range(*span)}
        self._words = {place for span in words for place in range(*span)}
        self._places = {place for span in places for place in range(*span)}

    def begins(self, text: str, short: Short, first: int) -> bool:
        """Whether a name may begin there: at no sign that belongs to a word before it."""
        before = text[short.start - 1 : short.start] if short.start > first else ""
        if short.start in self._within or (_HAN.match(before) and _GENERIC.fullmatch(text, short.start, short.end)):
            return False
        return not _HAN.match(before) or before in _BOUND or short.start in self._ends

    def allows(self, short: Short, end: int) -> bool:
        """Whether it is no part of a longer name, and not made up of words that mean what they say (产业园区, 帮扶车间).

        A short word behind a place may be the thing there: 老县广场.
        """
        over = self._taken.get(short.start)
        if over is not None and over.start <= short.start and short.end <= over.end:
            return over == Span(short.start, short.end)
        signs = set(range(short.start, min(end, short.end)))
        telling = self._words if self._places.isdisjoint(signs) else self._long
        return not signs <= telling | self._places
