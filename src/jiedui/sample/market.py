"""Consumption (消费协作台账) and labour (劳务协作台账): what the east buys, and who finds work.

Sales follow the seasons: spring tea in April and May, gifts before the new year and the autumn festival, fruit and
nuts after the harvest; the second year sells more than the first. Amount = quantity × price, exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from jiedui.sample.organisations import (
    BUYING_OFFICES,
    EAST_FIRMS,
    EMPLOYERS,
    EXHIBITION,
    JOB_CENTRE,
    LIVE_SHOPS,
    PRODUCERS,
    SUPERMARKETS,
)
from jiedui.sample.places import RESETTLED, WEST_TOWNS, WEST_VILLAGES
from jiedui.sample.rows import YEARS, Row, coded, workday_in
from jiedui.sample.setting import Setting


@dataclass(frozen=True)
class Product:
    """One product: what it is, how it is counted, its price in 元 from … to, how often it is asked for, its season."""

    name: str
    category: str
    uom: str
    least: int
    most: int
    weight: int
    season: tuple[int, ...]


_EVEN = (3, 2, 2, 2, 2, 2, 2, 2, 3, 2, 2, 3)
_TEA = (3, 1, 3, 9, 7, 3, 2, 2, 4, 2, 2, 3)
_HARVEST = (3, 1, 0, 0, 0, 0, 1, 2, 5, 7, 6, 5)
_NEW_YEAR = (8, 3, 1, 1, 1, 1, 1, 1, 3, 2, 4, 9)
PRODUCTS = (
    Product("岚溪云雾绿茶", "茶叶", "公斤", 260, 520, 30, _TEA),
    Product("岚溪红茶", "茶叶", "公斤", 180, 360, 16, _TEA),
    Product("岚溪黄精片", "中药材", "公斤", 70, 120, 8, _HARVEST),
    Product("岚溪天麻", "中药材", "公斤", 130, 220, 7, _HARVEST),
    Product("富硒大米", "粮油", "公斤", 9, 14, 12, _EVEN),
    Product("冷榨核桃油", "粮油", "箱", 160, 260, 7, _NEW_YEAR),
    Product("高山猕猴桃", "果蔬", "公斤", 12, 22, 6, _HARVEST),
    Product("岚溪板栗", "果蔬", "公斤", 16, 28, 7, _HARVEST),
    Product("高山腊肉", "畜禽", "公斤", 62, 96, 12, _NEW_YEAR),
    Product("干香菇", "菌菇", "公斤", 84, 132, 14, _EVEN),
    Product("黑木耳", "菌菇", "公斤", 78, 118, 9, _EVEN),
    Product("竹编礼盒", "手工", "件", 60, 260, 7, _NEW_YEAR),
    Product("土蜂蜜", "其他", "公斤", 90, 150, 8, _EVEN),
)
_CHANNELS = {"单位采购": 34, "企业采购": 20, "商超": 16, "电商直播": 12, "展销中心": 12, "832平台": 9, "其他": 2}
_GROWTH = {"电商直播": 2.2, "商超": 1.3}


def _buyer(dice: Random, channel: str) -> str:
    """Who buys through that channel."""
    houses = {
        "单位采购": BUYING_OFFICES,
        "832平台": BUYING_OFFICES,
        "商超": SUPERMARKETS,
        "电商直播": LIVE_SHOPS,
        "展销中心": (EXHIBITION,),
    }
    return dice.choice(houses.get(channel, tuple(EAST_FIRMS)))


def _channel(dice: Random, year: int) -> str:
    """The channel; live shops and supermarkets gain in the second year."""
    weights = [weight * (_GROWTH.get(name, 1) if year > YEARS[0] else 1) for name, weight in _CHANNELS.items()]
    return dice.choices(list(_CHANNELS), weights)[0]


def _purchase(dice: Random, year: int, mean: int) -> Row:
    """One sale of about ``mean`` 元."""
    product = dice.choices(PRODUCTS, [product.weight for product in PRODUCTS])[0]
    seller = dice.choice([name for name, (_, category) in PRODUCERS.items() if category == product.category])
    channel = _channel(dice, year)
    price = dice.randint(product.least, product.most)
    quantity = max(10, mean * dice.randint(15, 215) // 100 // price // 10 * 10)
    helping = channel in {"商超", "电商直播", "展销中心", "其他"}
    return {
        "日期": workday_in(dice, year, product.season),
        "产品": product.name,
        "品类": product.category,
        "西部地区": PRODUCERS[seller][0],
        "销售方": seller,
        "采购方": _buyer(dice, channel),
        "渠道": channel,
        "方式": "帮助销售" if helping else "采购",
        "数量": quantity,
        "计量单位": product.uom,
        "金额": Decimal(quantity * price) / 10000,
    }


def purchase_rows(setting: Setting) -> list[Row]:
    """The ledger of consumption."""
    rows: list[Row] = []
    for year, number, mean in zip(YEARS, (190, 228), (190_000, 212_000), strict=True):
        dice = setting.dice(f"purchase/{year}")
        rows += [_purchase(dice, year, mean) for _ in range(setting.many(number))]
    return coded("XF", "日期", rows)


_DESTINATIONS = {"东部就业": 40, "省外其他": 18, "省内就近": 30, "公益岗位": 12}
_SPRING = (2, 9, 8, 5, 3, 3, 3, 2, 3, 3, 2, 1)


def _employer(dice: Random, destination: str) -> str:
    """Who employs them; unknown firms elsewhere are not kept."""
    houses = {"东部就业": tuple(EAST_FIRMS), "省内就近": tuple(EMPLOYERS), "公益岗位": (JOB_CENTRE,)}
    return dice.choice(houses.get(destination, ("",)))


def _home(dice: Random) -> str:
    """Where they come from: a town, a community of resettled families, or a village."""
    places = ([town.name for town in WEST_TOWNS], RESETTLED, WEST_VILLAGES)
    return dice.choice(dice.choices(places, (5, 2, 3))[0])


def _batch(dice: Random, year: int, most: int) -> Row:
    """One batch of workers."""
    destination = dice.choices(list(_DESTINATIONS), list(_DESTINATIONS.values()))[0]
    workers = dice.randint(4, 14) if destination == "公益岗位" else dice.randint(12, most)
    row: Row = {
        "日期": workday_in(dice, year, _SPRING),
        "西部地区": _home(dice),
        "去向": destination,
        "转移就业人数": workers,
        "其中脱贫人口": workers * dice.randint(48, 78) // 100,
        "稳岗月数": dice.randint(3, 11),
    }
    employer = _employer(dice, destination)
    return {**row, "用工单位": employer} if employer else row


def labour_rows(setting: Setting) -> list[Row]:
    """The ledger of labour."""
    rows: list[Row] = []
    for year, number, most in zip(YEARS, (72, 86), (38, 44), strict=True):
        dice = setting.dice(f"labour/{year}")
        rows += [_batch(dice, year, most) for _ in range(setting.many(number))]
    return coded("LW", "日期", rows)
