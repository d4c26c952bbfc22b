"""The two sides of the sample's pair: an imaginary western county and an imaginary eastern district.

Neither they nor their towns and villages exist; the codes are shaped like GB/T 2260 under province numbers that the
standard does not use (56, 39).
"""

from __future__ import annotations

from dataclasses import dataclass

from jiedui.sample.rows import Row, without_empty

_WEST_TOWNS = {
    "岚城镇": "河街社区、文昌坪社区、石桥湾村、柿树梁村",
    "茶垭镇": "茶垭村、白岩垭村、云雾坪村、新茶社区",
    "双岔河镇": "双岔村、渡船口村、安澜社区、核桃沟村",
    "药坪镇": "药坪村、黄精湾村、天麻岭村、石斛坝村",
    "松垭岭镇": "松垭村、杉木槽村、冷水井村、蜂桶坡村",
    "竹筒沟镇": "竹筒村、篾匠湾村、箭竹坪村",
    "大磨坝镇": "大磨村、油坊坪村、水田坝村、磨盘社区",
    "麻柳园镇": "麻柳园村、桑树垭村、花栎坪村",
    "云寨镇": "云寨村、寨子梁村、望月台村",
    "菌溪镇": "菌溪村、耳林坪村、栗子垭村、幸福里社区",
}
_EAST_TOWNS = {
    "澄北街道": "澄北社区、柳荫巷社区、运河湾社区",
    "白荡镇": "白荡村、荷叶浜村、五渡桥村、新圩社区",
    "芦墩镇": "芦墩村、雁归荡村、渔樵里村",
    "桑渎镇": "桑渎村、蚕花浜村、织里湾村",
    "菱浜镇": "菱浜村、水月墩村、采菱社区",
}
WEST_PROVINCE, WEST_CITY, WEST = "秦川省", "巴岭市", "岚溪县"
EAST_PROVINCE, EAST_CITY, EAST = "苏淮省", "润泽市", "澄湖区"
#: Other counties of the eastern city, with their codes: paired with nobody here, they show what goes with what.
NEIGHBOURS = {"荻浦区": "390414", "菱塘县": "390415"}
#: Who pairs with whom below the two: western town → eastern town.
TOWN_PAIRS = {
    "岚城镇": "澄北街道",
    "茶垭镇": "桑渎镇",
    "双岔河镇": "白荡镇",
    "药坪镇": "芦墩镇",
    "松垭岭镇": "菱浜镇",
    "竹筒沟镇": "芦墩镇",
    "大磨坝镇": "白荡镇",
    "麻柳园镇": "桑渎镇",
    "云寨镇": "菱浜镇",
    "菌溪镇": "澄北街道",
}


@dataclass(frozen=True)
class Town:
    """A town or street with its villages and communities, and the six digits of its county."""

    name: str
    villages: tuple[str, ...]
    county_code: str


def _towns(named: dict[str, str], county_code: str) -> tuple[Town, ...]:
    """The towns of one side."""
    return tuple(Town(name, tuple(villages.split("、")), county_code) for name, villages in named.items())


WEST_TOWNS = _towns(_WEST_TOWNS, "560724")
EAST_TOWNS = _towns(_EAST_TOWNS, "390413")
WEST_VILLAGES = tuple(village for town in WEST_TOWNS for village in town.villages)
EAST_VILLAGES = tuple(village for town in EAST_TOWNS for village in town.villages)
TOWN_OF = {village: town.name for town in (*WEST_TOWNS, *EAST_TOWNS) for village in town.villages}
#: Communities built for families moved out of the mountains (易地搬迁安置).
RESETTLED = ("安澜社区", "幸福里社区", "磨盘社区")
WEST_PARK, EAST_PARK = "岚溪澄湖共建产业园", "澄湖经济开发区"


def county_code(region: str) -> str:
    """The six digits of the county in which a region of either side lies."""
    if region in NEIGHBOURS:
        return NEIGHBOURS[region]
    east = region in {EAST, EAST_PARK, *EAST_VILLAGES} or region in {town.name for town in EAST_TOWNS}
    return EAST_TOWNS[0].county_code if east else WEST_TOWNS[0].county_code


def _row(code: str, name: str, parent: str, level: str, side: str, *, aliases: str = "") -> Row:
    """One row of the register of regions."""
    cells: Row = {"代码": code, "名称": name, "上级": parent, "层级": level, "协作方": side, "别名": aliases}
    return without_empty(cells)


def _town_rows(town: Town, number: int, county: str, side: str) -> list[Row]:
    """A town and its villages; nine and twelve digits."""
    code = f"{town.county_code}{number:03d}"
    short = town.name.removesuffix("镇").removesuffix("街道")
    villages = [
        _row(f"{code}{200 + place}", village, town.name, "村", side) for place, village in enumerate(town.villages, 1)
    ]
    return [_row(code, town.name, county, "镇", side, aliases=short), *villages]


def region_rows() -> list[Row]:
    """The register of regions (行政区划): both sides from province to village, the eastern neighbours, and two parks."""
    rows = [
        _row("560000", WEST_PROVINCE, "", "省", "西部"),
        _row("560700", WEST_CITY, WEST_PROVINCE, "市", "西部"),
        _row("560724", WEST, WEST_CITY, "县", "西部", aliases="岚溪"),
        _row("390000", EAST_PROVINCE, "", "省", "东部"),
        _row("390400", EAST_CITY, EAST_PROVINCE, "市", "东部"),
        _row("390413", EAST, EAST_CITY, "县", "东部", aliases="澄湖"),
    ]
    for number, town in enumerate(WEST_TOWNS, 100):
        rows += _town_rows(town, number, WEST, "西部")
    for number, town in enumerate(EAST_TOWNS, 1):
        rows += _town_rows(town, number, EAST, "东部")
    rows += [_row(code, name, EAST_CITY, "县", "东部") for name, code in NEIGHBOURS.items()]
    rows.append(_row("YQ-W01", "岚溪共建园区片", "岚城镇", "园区", "西部"))
    rows.append(_row("YQ-E01", "澄湖经开区片", EAST, "园区", "东部"))
    return rows
