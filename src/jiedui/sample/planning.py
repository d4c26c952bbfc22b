"""The planning registers of the eastern town where the official is seconded, and what the western towns can offer.

Blocks, parcels and enterprises for grading and renewal, hamlets, households, sites and dwellings for resettlement (an
invented town, small enough to be planned in seconds), and resources for the transfer of industry.
"""

from __future__ import annotations

from functools import cache

from jiedui.planning.renew.making import Counts, Places, make_params, make_registers
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.registers import Registers
from jiedui.sample import allotment, renewal, transfer
from jiedui.sample.places import EAST_CITY, EAST_TOWNS, WEST, WEST_TOWNS
from jiedui.sample.rows import YEARS, Row
from jiedui.sample.setting import Setting

TOWN = "白荡镇"
COUNTS = Counts(parcels=75, hamlets=12, households=300, sites=2, blocks=3)


@cache
def registers(seed: int) -> Registers:
    """What the planning ledgers of the town hold; the plan begins in the year after the last that the sample tells."""
    villages = next(town.villages for town in EAST_TOWNS if town.name == TOWN)
    return make_registers(seed=seed, counts=COUNTS, places=Places(TOWN, EAST_CITY, villages), first_year=YEARS[-1] + 1)


def params(seed: int) -> Params:
    """Parameters that fit the town."""
    return make_params(registers(seed), first_year=YEARS[-1] + 1)


def town_rows(setting: Setting) -> dict[str, list[Row]]:
    """The planning registers of the town; enterprises in both years, homes of the first site alone."""
    found, dice = registers(setting.seed), setting.dice("enterprise")
    rows = renewal.planning_rows(found, YEARS[-1])
    last = rows["enterprise"]
    makers = transfer.maker_rows(setting.dice("maker"), setting.dice("nearby"))
    households = allotment.entitled(setting, rows["household"])
    return {
        **rows,
        "enterprise": [*(renewal.year_before(row, dice) for row in last), *last, *makers],
        "household": households,
        "dwelling": allotment.standing(list(renewal.dwelling_rows(found.sites[0]))),
        "objection": allotment.objection_rows(households),
        "allotment": allotment.allotment_rows(found.sites[1].name),
    }


_FACTORS = (
    ("劳动力", "可转移劳动力", "人", 300, 1600, 42_000),
    ("工业用地", "净地", "亩", 10, 120, 96_000),
    ("标准厂房", "可租用厂房", "平方米", 1500, 9000, 96),
    ("原料", "茶鲜叶和中药材", "吨", 120, 900, 8_000),
    ("物流", "冷链日处理量", "吨", 10, 60, 260),
)


def resource_rows(setting: Setting) -> list[Row]:
    """The register of resources: what the county and its larger towns offer to firms, by year."""
    dice = setting.dice("resource")
    rows: list[Row] = []
    for year in YEARS:
        for place in (WEST, WEST_TOWNS[0].name, WEST_TOWNS[1].name, WEST_TOWNS[3].name):
            for factor, detail, unit, least, most, price in _FACTORS[: 5 if place == WEST else 3]:
                rows.append(
                    {
                        "地区": place,
                        "年度": year,
                        "要素": factor,
                        "细类": detail,
                        "数量": dice.randint(least, most) * (4 if place == WEST else 1),
                        "单位": unit,
                        "价格": price,
                    }
                )
    return [*rows, *transfer.offer_rows()]
