"""Units of measure: the dimension each belongs to and its exact factor to that dimension's base unit.

Base units: money 元 · area 平方米 · mass 千克 · length 米 · energy 吨标准煤 · count 个 · visits 人次 · ratio 1 ·
points 百分点 · times 倍 · duration 月 · rank 名次. Factors are fractions: 1 亩 = 2000/3 平方米 (1 公顷 = 15 亩, GB 3100).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Dimension = Literal[
    "money", "area", "mass", "length", "energy", "count", "visits", "ratio", "points", "times", "duration", "rank"
]

#: 万 and 亿 as they multiply a number before a unit.
SCALES: dict[str, int] = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: its name, its dimension, and how many base units it is."""

    name: str
    dimension: Dimension
    factor: Fraction


BASE: dict[Dimension, str] = {
    "money": "元",
    "area": "平方米",
    "mass": "千克",
    "length": "米",
    "energy": "吨标准煤",
    "count": "个",
    "visits": "人次",
    "ratio": "1",
    "points": "百分点",
    "times": "倍",
    "duration": "月",
    "rank": "名次",
}

_FACTORS: dict[Dimension, dict[str, Fraction]] = {
    "money": {"元": Fraction(1), "块钱": Fraction(1), "角": Fraction(1, 10), "分": Fraction(1, 100)},
    "area": {
        "平方米": Fraction(1),
        "平米": Fraction(1),
        "㎡": Fraction(1),
        "m²": Fraction(1),
        "m2": Fraction(1),
        "亩": Fraction(2000, 3),
        "公顷": Fraction(10000),
        "平方公里": Fraction(1_000_000),
        "平方千米": Fraction(1_000_000),
        "km²": Fraction(1_000_000),
    },
    "mass": {
        "千克": Fraction(1),
        "公斤": Fraction(1),
        "kg": Fraction(1),
        "斤": Fraction(1, 2),
        "克": Fraction(1, 1000),
        "吨": Fraction(1000),
        "担": Fraction(50),
    },
    "length": {
        "米": Fraction(1),
        "公里": Fraction(1000),
        "千米": Fraction(1000),
        "里": Fraction(500),
        "厘米": Fraction(1, 100),
        "毫米": Fraction(1, 1000),
    },
    "energy": {"吨标准煤": Fraction(1), "吨标煤": Fraction(1)},
    "visits": {"人次": Fraction(1)},
    "ratio": {"1": Fraction(1), "%": Fraction(1, 100), "％": Fraction(1, 100), "‰": Fraction(1, 1000)},
    "points": {"百分点": Fraction(1), "个百分点": Fraction(1)},
    "times": {"倍": Fraction(1)},
    "duration": {
        "月": Fraction(1),
        "个月": Fraction(1),
        "年": Fraction(12),
        "周年": Fraction(12),
        "季度": Fraction(3),
        "个季度": Fraction(3),
    },
    "rank": {"名次": Fraction(1)},
    "count": {"个": Fraction(1), "人": Fraction(1)},
}

#: Every unit of fixed factor, by name. Measure words of countable things are units of count with factor 1: see `unit`.
UNITS: dict[str, Unit] = {
    name: Unit(name, dimension, factor) for dimension, factors in _FACTORS.items() for name, factor in factors.items()
}


def unit(name: str) -> Unit:
    """The unit of that name; 万元, 亿元, 万亩 and the like are scaled; an unknown word is a measure word of count."""
    if name in UNITS:
        return UNITS[name]
    scale = SCALES.get(name[:1])
    if scale and name[1:] in UNITS:
        base = UNITS[name[1:]]
        return Unit(name, base.dimension, base.factor * scale)
    return Unit(name, "count", Fraction(1))
