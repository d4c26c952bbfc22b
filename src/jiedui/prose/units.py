"""The units and measure words of prose as patterns, built once from ``base.units`` and ``data/measures.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from jiedui.base.units import Dimension, unit


def data(name: str) -> dict[str, Any]:
    """One file of ``prose/data``."""
    return tomllib.loads((files("jiedui.prose") / "data" / f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as prose writes it: its dimension, its factor to the base unit, and whether it counts whole things."""

    name: str
    dimension: Dimension
    factor: Fraction
    discrete: bool


#: Units of fixed factor as prose writes them, with what must not follow (元 of 元旦). 分 and 角 of money follow 元 only.
_FIXED = {
    "元": "旦宵月",
    "元钱": "",
    "块钱": "",
    "平方米": "",
    "平米": "",
    "㎡": "",
    "m²": "",
    "m2": "",
    "亩": "均",
    "公顷": "",
    "平方公里": "",
    "平方千米": "",
    "km²": "",
    "吨标准煤": "",
    "吨标煤": "",
    "千克": "",
    "公斤": "",
    "kg": "",
    "斤": "",
    "克": "服难拉",
    "吨": "位公",
    "公里": "",
    "千米": "",
    "km": "²",
    "米": "粉线饭",
    "厘米": "",
    "毫米": "",
    "倍": "增",
    "%": "",
    "‰": "",
    "个百分点": "",
    "百分点": "",
}
#: Spellings that ``base.units`` does not list.
_SAME_AS = {"元钱": "元", "km": "公里"}
#: Durations in months, of which a day is a part as in the calendar (146097 days are 4800 months).
_DURATIONS = {
    "个月": Fraction(1),
    "年": Fraction(12),
    "周年": Fraction(12),
    "个季度": Fraction(3),
    "天": Fraction(4800, 146097),
}


@cache
def measures() -> dict[str, Measure]:
    """Every unit that the pattern may find, by the words found."""
    table = data("measures")
    found = {
        name: Measure(name, "count", Fraction(1), discrete=True) for name in [*table["measures"], *table["places"]]
    }
    for noun in table["counted"]["words"]:
        found[noun] = Measure(noun, "count", Fraction(1), discrete=True)
    found["分"] = Measure("分", "count", Fraction(1), discrete=False)
    for word in table["visits"]["words"]:
        found[word] = Measure("人次", "visits", Fraction(1), discrete=True)
    for name in _FIXED:
        known = unit(_SAME_AS.get(name, name))
        found[name] = Measure(known.name, known.dimension, known.factor, discrete=False)
    for name, factor in _DURATIONS.items():
        found[name] = Measure(name, "duration", factor, discrete=False)
    return found


@cache
def nouns() -> str:
    """The pattern of the nouns that belong to a span after 个."""
    return "|".join(
        f"{re.escape(word)}(?![民级集域长干村企务])"
        for word in sorted(data("measures")["nouns"]["words"], key=len, reverse=True)
    )


@cache
def unit_pattern() -> str:
    """The alternatives of all units, longest first, each with what must not follow it."""
    table = data("measures")
    followers = {
        **table["measures"],
        **_FIXED,
        **dict.fromkeys(_DURATIONS, ""),
        **dict.fromkeys(table["visits"]["words"], ""),
    }
    several = sorted((name for name in followers if len(name) > 1), key=len, reverse=True)
    single = sorted(name for name in followers if len(name) == 1)
    free = "".join(name for name in single if not followers[name])
    words = [_guarded(name, followers[name]) for name in several]
    words += [_guarded(name, followers[name]) for name in single if followers[name]]
    places = [f"(?<=[0-9]){_guarded(name, after)}" for name, after in table["places"].items()]
    counted = "|".join(table["counted"]["words"])
    return "|".join([*words, f"[{re.escape(free)}]", *places, f"(?<=[万亿余多])(?:{counted})"])


def _guarded(name: str, followers: str) -> str:
    """One unit that none of the followers may extend."""
    if name == "人次":
        return "人次(?!之[，。；、])"  # 145人次之: the next in order
    if not followers:
        return re.escape(name)
    others = ""
    if "乡" in followers:
        others += "|乡(?!镇)"  # 14家乡镇卫生院 are 14, 家乡 is none
    if "均" in followers:
        others += "|均(?![已为有是获达完实按享])"  # 12户均已落实 are 12, 户均 is none
    signs = re.escape(followers.replace("乡", "").replace("均", ""))
    return rf"{re.escape(name)}(?!{f'[{signs}]' if signs else '(?!)'}{others})"
