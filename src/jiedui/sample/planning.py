"""The planning registers of the eastern town where the official is seconded, and what the western towns can offer.

Enterprises and parcels for grading and renewal, hamlets, households, sites and dwellings for resettlement, resources
for the transfer of industry. Households of the two hamlets that are being resettled are listed one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from jiedui.sample.organisations import EAST_FIRMS
from jiedui.sample.places import WEST, WEST_TOWNS
from jiedui.sample.rows import YEARS, Row
from jiedui.sample.setting import Setting

TOWN = "白荡镇"
_BLOCKS = ("荡北片区", "五渡片区")
_TRADES = {
    "机械": "3489",
    "轨道装备": "3714",
    "家居": "2110",
    "铝业": "3252",
    "地板": "2034",
    "新材料": "2659",
    "电子": "3989",
    "食品": "1439",
    "纺织": "1711",
    "服饰": "1819",
    "针织": "1762",
    "照明": "3872",
    "电机": "3812",
    "汽车零部件": "3670",
    "医疗器械": "3589",
}


def _tenth(dice: Random, least: int, most: int) -> Decimal:
    """A number with one decimal, from … to in tenths."""
    return Decimal(dice.randint(least, most)) / 10


def _industrial() -> dict[str, str]:
    """The firms of the east that make things, each with the class of its trade."""
    return {
        firm: next(code for trade, code in _TRADES.items() if firm.endswith(f"{trade}有限公司"))
        for firm in EAST_FIRMS
        if any(firm.endswith(f"{trade}有限公司") for trade in _TRADES)
    }


def parcel_rows(setting: Setting) -> list[Row]:
    """The register of parcels: one a firm, then homesteads, farmland and what is protected."""
    dice = setting.dice("parcel")
    rows: list[Row] = []
    for number, _ in enumerate(_industrial(), 1):
        rows.append(
            {
                "地块编号": f"BD-G{number:02d}",
                "所在地": TOWN,
                "面积": _tenth(dice, 120, 860),
                "用途": "工业",
                "更新片区": _BLOCKS[number % 2],
                "容积率": Decimal(dice.randint(55, 160)) / 100,
            }
        )
    others = ("宅基地", "宅基地", "宅基地", "耕地", "耕地", "永久基本农田", "生态红线", "道路", "公共服务", "空闲")
    for number, use in enumerate(others, 1):
        rows.append({"地块编号": f"BD-Q{number:02d}", "所在地": TOWN, "面积": _tenth(dice, 80, 640), "用途": use})
    return rows


def _year(dice: Random, firm: str, industry: str, parcel: Row, *, year: int, factor: int) -> Row:
    """One firm in one year; ``factor`` in percent tells how well it uses its land."""
    land = Decimal(str(parcel["面积"]))
    sales = (land * dice.randint(90, 160) * factor / 100).quantize(Decimal("0.1"))
    added = (sales * dice.randint(18, 30) / 100).quantize(Decimal("0.1"))
    return {
        "企业": firm,
        "年度": year,
        "行业代码": industry,
        "地块": parcel["地块编号"],
        "用地面积": land,
        "建筑面积": (land * 667 * Decimal(str(parcel["容积率"]))).quantize(Decimal(1)),
        "税收": (sales * dice.randint(3, 7) / 100).quantize(Decimal("0.01")),
        "营业收入": sales,
        "工业增加值": added,
        "综合能耗": (added * dice.randint(12, 45) / 100).quantize(Decimal("0.1")),
        "主要污染物": _tenth(dice, 5, 320),
        "研发投入": (sales * dice.randint(0, 45) / 1000).quantize(Decimal("0.01")),
        "职工人数": max(8, int(sales / dice.randint(45, 80))),
        "散乱污": "是" if factor < 40 else "否",
    }


def enterprise_rows(setting: Setting, parcels: list[Row]) -> list[Row]:
    """The register of enterprises, one row a firm and year."""
    dice = setting.dice("enterprise")
    rows: list[Row] = []
    for (firm, industry), parcel in zip(_industrial().items(), parcels, strict=False):
        factor = dice.randint(30, 260)
        rows += [
            _year(dice, firm, industry, parcel, year=year, factor=factor + 6 * step) for step, year in enumerate(YEARS)
        ]
    return rows


_HAMLETS = {
    "荷叶浜东组": ("荷叶浜村", 14),
    "荷叶浜西组": ("荷叶浜村", 17),
    "五渡桥南组": ("五渡桥村", 36),
    "五渡桥北组": ("五渡桥村", 28),
    "白荡老街组": ("白荡村", 44),
    "白荡圩岸组": ("白荡村", 23),
}
_SITE, _SECOND_SITE = "荷荡雅苑", "五渡新苑"
_KINDS = {"联排": 220, "多层120": 120, "多层90": 90}


def household_rows(setting: Setting) -> list[Row]:
    """The register of households of the hamlets that are being resettled."""
    dice = setting.dice("household")
    rows: list[Row] = []
    for hamlet, (_, households) in list(_HAMLETS.items())[:2]:
        for number in range(1, households + 1):
            people = dice.choice((2, 3, 3, 4, 4, 5, 6))
            wishes = dice.sample(list(_KINDS), 2)
            row: Row = {
                "户编号": f"{hamlet}-{number:02d}",
                "户主": setting.people.name(),
                "自然村": hamlet,
                "人口": people,
                "现有住房面积": people * dice.randint(38, 62),
                "是否同意": "是" if dice.random() < 0.86 else "否",
                "优先类别": dice.choices(("无", "高龄", "残疾", "烈军属", "特困"), (16, 2, 1, 1, 1))[0],
                "选房意向": "、".join(wishes),
            }
            rows.append({**row, "联户编号": f"{hamlet}联{number // 4}"} if number % 4 < 2 and number > 3 else row)
    return rows


def hamlet_rows(setting: Setting, households: list[Row]) -> list[Row]:
    """The register of hamlets; where households are listed, their numbers are counted from the list."""
    dice = setting.dice("hamlet")
    rows: list[Row] = []
    for hamlet, (village, number) in _HAMLETS.items():
        listed = [row for row in households if row["自然村"] == hamlet]
        consenting = sum(row["是否同意"] == "是" for row in listed) if listed else number * dice.randint(55, 90) // 100
        people = sum(int(str(row["人口"])) for row in listed) if listed else number * dice.randint(31, 36) // 10
        rows.append(
            {
                "名称": hamlet,
                "所在地": village,
                "户数": number,
                "人口": people,
                "宅基地面积": _tenth(dice, number * 4, number * 7),
                "同意户数": consenting,
            }
        )
    return rows


def site_rows() -> list[Row]:
    """The register of cluster sites."""
    named = (
        (_SITE, "荷叶浜村", 96, "52.6", 1800, 36, "幼儿园、卫生室、文化活动室", 2024),
        (_SECOND_SITE, "五渡桥村", 120, "71.2", 2300, 34, "卫生室、农贸市场", 2026),
    )
    titles = ("名称", "所在地", "可建户数", "占地面积", "固定成本", "每户成本", "配套", "最早可用年")
    return [
        {**dict(zip(titles, site, strict=True)), "占地面积": Decimal(site[3]), "固定成本": Decimal(site[4])}
        for site in named
    ]


def _storeys() -> Iterator[tuple[str, str, str]]:
    """The homes of the first site: number, kind, storey."""
    for number in range(1, 13):
        yield f"联{number:02d}", "联排", "1—3"
    for storey in range(1, 6):
        for door in range(1, 5):
            yield f"多{storey}0{door}", "多层120" if door < 3 else "多层90", str(storey)


def dwelling_rows() -> list[Row]:
    """The register of homes of the first site."""
    return [
        {"房号": f"{_SITE}{code}", "集聚区": _SITE, "户型": kind, "面积": _KINDS[kind], "楼层": storey}
        for code, kind, storey in _storeys()
    ]


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
    return rows
