"""Regions told by a single character: 苏 for 江苏, 陕 for 陕西, 常 for 常州."""

from __future__ import annotations

from typing import Final

from jiedui.book import Region
from jiedui.book.resolver import short_name

#: The official single-character names of provinces, autonomous regions and municipalities.
PROVINCES: Final = {
    **dict(
        zip(
            "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁",
            [
                "北京",
                "天津",
                "河北",
                "山西",
                "内蒙古",
                "辽宁",
                "吉林",
                "黑龙江",
                "上海",
                "江苏",
                "浙江",
                "安徽",
                "福建",
                "江西",
                "山东",
            ],
            strict=True,
        )
    ),
    **dict(
        zip(
            "豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦",
            [
                "河南",
                "湖北",
                "湖南",
                "广东",
                "广西",
                "海南",
                "重庆",
                "四川",
                "四川",
                "贵州",
                "贵州",
                "云南",
                "云南",
                "西藏",
                "陕西",
                "陕西",
            ],
            strict=True,
        )
    ),
    **dict(zip("甘陇青宁新", ["甘肃", "甘肃", "青海", "宁夏", "新疆"], strict=True)),
}


def characters(region: Region) -> frozenset[str]:
    """The characters that stand for a province or a city; none for what lies below."""
    short = short_name(region.name)
    if region.tier == 1:
        official = frozenset(sign for sign, name in PROVINCES.items() if region.name.startswith(name))
        return official or frozenset(short[:1])
    return frozenset(short[:1]) if region.tier == 2 else frozenset()
