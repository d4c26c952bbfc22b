"""The forms under which a name of the book is told: without its region, without its legal form, as people call it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

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
    """平利 for 平利县, 横山桥 for 横山桥镇; villages and communities keep their ending, which tells them from words."""
    found = re.fullmatch(r"(.{2,})(自治县|县|区|市|镇|乡|街道)", name)
    return (found[1],) if found else ()


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
