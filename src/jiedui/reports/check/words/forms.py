"""The forms under which a name of the book is told: without its region, without its legal form, as people call it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import permutations

#: No region's name is longer (the longest of a county has fifteen signs).
_LONGEST_REGION = 20
_HAN = re.compile(r"[\u4e00-\u9fff]+")
#: The legal forms and generic words at the end of a name.
LEGAL = re.compile(
    r"(股份有限公司|集团有限公司|有限责任公司|有限公司|专业合作社|合作社|建设项目|工程项目|配套项目|项目|工程|村民委员会|居民委员会)$"
)


#: The year that tells apart what is built year after year: 枫林镇标准厂房项目（2024年）.
_OF_A_YEAR = re.compile(r"[（(](?:19|20)[0-9]{2}年度?[)）]$")


def short_place(name: str) -> tuple[str, ...]:
    """平利 for 平利县, 江苏 for 江苏省; villages and communities keep their ending, which tells them from words."""
    found = _PLACE.fullmatch(name)
    return (found[1],) if found else ()


#: A place with its form, and the peoples of an autonomous one: 恩施土家族苗族自治州, 宁夏回族自治区.
_PEOPLES = (
    "维吾尔|哈萨克|柯尔克孜|达斡尔|鄂温克|鄂伦春|土家|布依|拉祜|布朗|哈尼|傈僳|纳西|景颇|朝鲜|仡佬|仫佬|毛南|保安|东乡|撒拉|裕固|锡伯|独龙|普米|蒙古|"
    "苗|侗|藏|羌|彝|壮|回|瑶|白|傣|黎|畲|水|满|佤|土|怒|各"
)
_PLACE = re.compile(rf"(.{{2,}}?)(?:(?:(?:{_PEOPLES})族)*(?:维吾尔|蒙古)?自治[区州县旗]|省|县|区|市|镇|乡|街道)")
#: The one sign that stands for a province (苏陕协作, 赴苏务工), for those whose name does not begin with it.
_ABBREVIATED = {
    "上海": "沪", "天津": "津", "重庆": "渝", "河北": "冀", "山西": "晋", "内蒙": "蒙", "辽宁": "辽", "吉林": "吉",
    "江苏": "苏", "浙江": "浙", "安徽": "皖", "福建": "闽", "江西": "赣", "山东": "鲁", "河南": "豫", "湖北": "鄂",
    "湖南": "湘", "广东": "粤", "广西": "桂", "海南": "琼", "四川": "川", "贵州": "黔", "云南": "滇", "西藏": "藏",
    "陕西": "陕", "甘肃": "甘", "青海": "青", "宁夏": "宁", "新疆": "疆", "北京": "京",
}  # fmt: skip


def sign_of(name: str) -> str:
    """The one sign for a place where it stands with another or behind a verb: 苏 of 江苏省, 常 of 常州市 (常安协作, 来常考察)."""
    return _ABBREVIATED.get(name[:2], name[:1])


#: What goes before the sign of a place: 援陕干部, 赴苏务工, 来平考察.
_BEFORE_SIGN = "赴来援驻抵返入"
#: The last tier whose places are told by a sign, and the last of which two stand together.
_COUNTY, _CITY = 3, 2


def sign_words(places: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Words that hold no more than the signs of places, each told by its tier and its name: 苏陕, 常安; 援陕."""
    signs: dict[int, set[str]] = defaultdict(set)
    for tier, name in places:
        signs[tier].add(sign_of(name))
    for tier in range(1, _COUNTY + 1):
        yield from (verb + sign for sign in sorted(signs[tier]) for verb in _BEFORE_SIGN)
    for tier in range(1, _CITY + 1):
        yield from (one + other for one, other in permutations(sorted(signs[tier]), 2))


#: How schools and hospitals are called among those who know them: 县医院, 云岭一中.
_CALLED = {
    "人民医院": "医院",
    "中医医院": "中医院",
    "第一中学": "一中",
    "第二中学": "二中",
    "民族中学": "民中",
    "职业技术学校": "职校",
    "职业教育中心": "职教中心",
    "中心小学": "中心校",
}


def short_forms(name: str, regions: Collection[str]) -> Iterator[str]:
    """The short forms of a name: without the region in front, without the legal form behind, its first four signs."""
    core = name = _OF_A_YEAR.sub("", name)
    while (bare := LEGAL.sub("", core)) != core and len(bare) >= 3:
        core = bare
    if core != name:
        yield core
    rest = core
    while front := _front(rest, regions, 4):
        seat, rest = rest[front - 1], rest[front:]
        yield rest
        if seat in "县区市镇" and len(rest) > 2:
            yield seat + rest  # 区人民医院
    if len(rest) >= 6 and LEGAL.search(name) and _HAN.fullmatch(rest[:4]):
        yield rest[:4]
    if name.endswith("人民政府"):
        yield name.removesuffix("人民政府") + "政府"
    yield from _as_called(name, regions)


def _front(name: str, regions: Collection[str], least: int) -> int:
    """How long the region in front of a name is that leaves so many signs of it at least; 0 where there is none."""
    sizes = range(min(_LONGEST_REGION, len(name) - least), 0, -1)
    return next((size for size in sizes if name[:size] in regions), 0)


def _as_called(name: str, regions: Collection[str]) -> Iterator[str]:
    """What a school or hospital is called, with its region in full, in short, or by its level alone."""
    for long, short in _CALLED.items():
        front = _front(name, regions, len(long)) if name.endswith(long) else 0
        if front and name[front:] == long:
            region = name[:front]
            yield from (each + short for each in (region, *short_place(region)))
            if region[-1] in "县区市镇":
                yield region[-1] + short
