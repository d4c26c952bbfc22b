"""What the transfer of industry is planned from, beside the town's own registers: light industry, prices, energy quota.

Makers of clothes, toys and cables sit in the eastern towns round about; the east's prices of labour and plants stand
beside the western ones; the county tells its energy quota and the firms that would supply newcomers. Two districts
beside the eastern one have light industry too, so that what goes with what can be seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from random import Random

from jiedui.sample.places import EAST, EAST_CITY, WEST
from jiedui.sample.rows import YEARS, Row

#: Makers: town, brand, trade, GB/T 4754 class, land from … to (亩), how much they yield on it (percent of the common).
_MAKERS = (
    ("桑渎镇", "蚕花", "纺织", "1711", 30, 60, 35),
    ("桑渎镇", "织云", "纺织", "1711", 25, 50, 45),
    ("桑渎镇", "锦里", "服饰", "1819", 12, 30, 60),
    ("桑渎镇", "素衣", "服饰", "1819", 10, 25, 80),
    ("芦墩镇", "雁童", "玩具", "2459", 8, 20, 70),
    ("芦墩镇", "荡里", "玩具", "2459", 8, 18, 90),
    ("菱浜镇", "菱通", "线缆", "3831", 15, 40, 110),
    ("菱浜镇", "水月", "线缆", "3831", 15, 35, 140),
    ("菱浜镇", "采芯", "电子", "3989", 6, 15, 180),
    ("芦墩镇", "渔樵", "箱包", "1922", 8, 20, 55),
)
#: Makers in the eastern neighbours: county, brand, trade, class, land and yield as above.
_NEARBY = (
    ("荻浦区", "荻锦", "纺织", "1711", 20, 40, 70),
    ("荻浦区", "浦裳", "服饰", "1819", 8, 20, 95),
    ("荻浦区", "云裁", "服饰", "1819", 6, 15, 85),
    ("荻浦区", "远箱", "箱包", "1922", 6, 15, 75),
    ("荻浦区", "荻乐", "玩具", "2459", 6, 14, 105),
    ("荻浦区", "浦塑", "塑料", "2922", 8, 20, 90),
    ("菱塘县", "塘芯", "电子", "3989", 6, 15, 150),
    ("菱塘县", "菱塘联", "线缆", "3831", 10, 25, 95),
    ("菱塘县", "塘动", "电机", "3812", 10, 25, 110),
    ("菱塘县", "菱辉", "照明", "3872", 8, 20, 100),
    ("菱塘县", "塘驰", "汽车零部件", "3670", 10, 30, 120),
    ("菱塘县", "塘塑", "塑料", "2922", 8, 20, 80),
)
MAKERS = {f"{EAST_CITY}{brand}{trade}有限公司": town for town, brand, trade, *_ in _MAKERS}
NEARBY = {f"{county}{brand}{trade}有限公司": county for county, brand, trade, *_ in _NEARBY}


def maker_rows(dice: Random, nearby: Random) -> list[Row]:
    """The rows of all makers in the register of enterprises, one a firm and year; those of the neighbours by other dice."""
    return [*_rows(dice, MAKERS, _MAKERS), *_rows(nearby, NEARBY, _NEARBY)]


def _rows(dice: Random, names: Iterable[str], makers: Iterable[tuple[str, str, str, str, int, int, int]]) -> list[Row]:
    """The rows of some makers."""
    rows: list[Row] = []
    for name, (_, _, _, code, least, most, yielding) in zip(names, makers, strict=True):
        land = Decimal(dice.randint(least * 10, most * 10)) / 10
        # those that yield little yield less every year
        rows += [
            _year(dice, name, code, land, year=year, yielding=yielding + step * (6 if yielding >= 100 else -6))
            for step, year in enumerate(YEARS)
        ]
    return rows


def _year(dice: Random, name: str, code: str, land: Decimal, *, year: int, yielding: int) -> Row:
    """One maker in one year."""
    sales = (land * dice.randint(140, 180) * yielding / 100).quantize(Decimal("0.1"))
    added = (sales * dice.randint(20, 28) / 100).quantize(Decimal("0.1"))
    return {
        "企业": name,
        "年度": year,
        "行业代码": code,
        "用地面积": land,
        "建筑面积": int(land * dice.randint(420, 760)),
        "税收": (sales * dice.randint(3, 6) / 100).quantize(Decimal("0.01")),
        "营业收入": sales,
        "工业增加值": added,
        "综合能耗": (added * dice.randint(20, 60) / 100).quantize(Decimal("0.1")),
        "主要污染物": Decimal(dice.randint(10, 90)) / 10,
        "研发投入": (sales * dice.randint(5, 30) / 1000).quantize(Decimal("0.01")),
        "职工人数": max(20, int(sales / dice.randint(18, 34))),
        "用电量": (sales * dice.randint(2, 5) / 100).quantize(Decimal("0.01")),
        "规模": "规上" if sales >= 2000 else "规下",
        "散乱污": "否",
        "评价等级": _graded(yielding),
    }


def _graded(yielding: int) -> str:
    """The grade that the town gave for that yield (percent of the common)."""
    return next(grade for least, grade in ((150, "A"), (90, "B"), (50, "C"), (0, "D")) if yielding >= least)


#: What the two sides offer beside land and plants: region, factor, detail, quantity, unit, price in 元.
_OFFERS = (
    (EAST, "劳动力", "在岗工人", 60_000, "人", 78_000),
    (EAST, "标准厂房", "可租用厂房", 40_000, "平方米", 240),
    (WEST, "能耗指标", "可用指标", 3_200, "吨标准煤", None),
    (WEST, "配套企业", "纸和纸板容器制造", 2, "家", None),
    (WEST, "配套企业", "塑料制品业", 3, "家", None),
)


def offer_rows() -> list[Row]:
    """The rows of the register of resources."""
    titles = ("地区", "要素", "细类", "数量", "单位", "价格")
    rows: list[Row] = []
    for year in YEARS:
        for offer in _OFFERS:
            filled = {title: cell for title, cell in zip(titles, offer, strict=True) if cell is not None}
            rows.append({**filled, "年度": year})
    return rows
