"""The planning ledgers of an invented town as rows: the town of ``jiedui plan town``, and that of the sample office.

What the ledgers hold beyond what a plan reads is added here: the year before, scale and electricity for grading, the homes
of each site's first stage for the allotment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random

from jiedui.planning.renew.making.country import HOMES
from jiedui.planning.renew.registers import Cluster, Enterprise, Household, Parcel, Registers, RenewalBlock, Village
from jiedui.sample.organisations import credit_code
from jiedui.sample.places import EAST, region_rows
from jiedui.sample.rows import Cell, Row, without_empty

#: The sales (万元) from which on a firm is above scale (规上), and the 万千瓦时 of electricity in a ton of standard coal.
ABOVE_SCALE, POWER = 2_000, 0.045
#: The number of a town's first firm among those that get a credit code, well above the sample office's own.
FIRST_SERIAL = 10_001
#: The codes of a town made by ``jiedui plan town``: under the sample's eastern district, beyond its own towns.
_CODE = "390413801"


def place_rows(registers: Registers) -> dict[str, list[Row]]:
    """The regions from province to village, and the firms as organisations."""
    villages = list(dict.fromkeys(parcel.region for parcel in registers.parcels))
    above = [row for row in region_rows() if row["层级"] in ("省", "市", "县") and row["协作方"] == "东部"]
    town: Row = {"代码": _CODE, "名称": registers.town, "上级": EAST, "层级": "镇", "协作方": "东部"}
    below: list[Row] = [
        {"代码": f"{_CODE}{200 + number}", "名称": village, "上级": registers.town, "层级": "村", "协作方": "东部"}
        for number, village in enumerate(villages)
    ]
    return {"region": [*above, town, *below], "organisation": organisation_rows(registers)}


def organisation_rows(registers: Registers) -> list[Row]:
    """The firms as organisations, each in the village of its parcel."""
    regions = {parcel.code: parcel.region for parcel in registers.parcels}
    return [
        {
            "名称": each.firm,
            "类型": "企业",
            "所在地": regions[each.parcel],
            "统一社会信用代码": credit_code("企业", EAST, serial),
        }
        for serial, each in enumerate(registers.enterprises, FIRST_SERIAL)
    ]


def planning_rows(registers: Registers, year: int) -> dict[str, list[Row]]:
    """The rows of every planning ledger of the town, by its name; enterprises of that year."""
    return {
        "block": [_block(block) for block in registers.blocks],
        "parcel": [_parcel(parcel) for parcel in registers.parcels],
        "enterprise": [_enterprise(firm, year) for firm in registers.enterprises],
        "hamlet": [_hamlet(hamlet) for hamlet in registers.hamlets],
        "household": [_household(household) for household in registers.households],
        "site": [_site(site) for site in registers.sites],
        "dwelling": [row for site in registers.sites for row in dwelling_rows(site)],
    }


def year_before(row: Row, dice: Random) -> Row:
    """An enterprise as it was the year before: a little smaller or larger, and not yet on a roster's way out."""
    grown = {"税收", "营业收入", "工业增加值", "综合能耗", "主要污染物", "研发投入", "用电量"}
    factor = Decimal(dice.randint(88, 106)) / 100
    earlier = {
        title: (Decimal(str(cell)) * factor).quantize(Decimal("0.01")) if title in grown else cell
        for title, cell in row.items()
    }
    return {**earlier, "年度": int(str(row["年度"])) - 1}


def _row(cells: Mapping[str, Cell | float | tuple[str, ...] | None]) -> Row:
    """The cells that are filled: numbers exactly as they print, lists with 、 between their items."""
    return without_empty({title: _cell(cell) for title, cell in cells.items() if cell is not None})


def _cell(cell: Cell | float | tuple[str, ...]) -> Cell:
    """One cell."""
    if isinstance(cell, float):
        return Decimal(repr(cell)) if cell % 1 else Decimal(int(cell))
    return "、".join(cell) if isinstance(cell, tuple) else cell


def _block(block: RenewalBlock) -> Row:
    """A renewal block."""
    return _row(
        {
            "名称": block.name,
            "所在地": block.region,
            "规划容积率": block.plot_ratio,
            "规划地块数": block.slots,
            "主导产业": block.themes,
            "整理费用": block.clearing,
            "最早腾空年": block.earliest,
            "边界": block.geometry,
        }
    )


def _parcel(parcel: Parcel) -> Row:
    """A parcel."""
    return _row(
        {
            "地块编号": parcel.code,
            "所在地": parcel.region,
            "面积": parcel.area,
            "用途": parcel.use,
            "更新片区": parcel.block,
            "容积率": parcel.plot_ratio,
            "边界": parcel.geometry,
        }
    )


def _enterprise(firm: Enterprise, year: int) -> Row:
    """An enterprise in a year."""
    return _row(
        {
            "企业": firm.firm,
            "年度": year,
            "行业代码": firm.industry,
            "地块": firm.parcel,
            "用地面积": firm.land,
            "建筑面积": firm.floor,
            "税收": firm.tax,
            "营业收入": firm.sales,
            "工业增加值": firm.value_added,
            "综合能耗": firm.energy,
            "主要污染物": firm.pollutants,
            "研发投入": firm.rnd or None,
            "职工人数": firm.staff,
            "用电量": round((firm.energy or 0.0) * POWER, 2),
            "规模": "规上" if (firm.sales or 0.0) >= ABOVE_SCALE else "规下",
            "散乱污": "是" if firm.scattered else "否",
            "处置方式": firm.disposal,
            "评价等级": firm.grade,
            "意向厂房面积": firm.need,
        }
    )


def _hamlet(hamlet: Village) -> Row:
    """A hamlet."""
    return _row(
        {
            "名称": hamlet.name,
            "所在地": hamlet.region,
            "户数": hamlet.households,
            "人口": hamlet.people,
            "宅基地面积": hamlet.homestead,
            "同意户数": hamlet.consenting,
            "位置": hamlet.geometry,
            "旧房面积": hamlet.floor,
            "预计同意年份": hamlet.consent_year,
            "最迟搬迁年份": hamlet.must_by,
            "更新片区": hamlet.block,
        }
    )


def _household(household: Household) -> Row:
    """A household."""
    return _row(
        {
            "户编号": household.code,
            "户主": household.head,
            "自然村": household.hamlet,
            "人口": household.people,
            "现有住房面积": household.floor,
            "是否同意": {True: "是", False: "否", None: None}[household.consents],
            "优先类别": household.priority,
            "选房意向": household.wishes,
            "联户编号": household.group,
        }
    )


def _site(site: Cluster) -> Row:
    """A cluster site."""
    return _row(
        {
            "名称": site.name,
            "所在地": site.region,
            "可建户数": site.capacity,
            "占地面积": site.area,
            "固定成本": site.setup_cost,
            "每户成本": site.unit_cost,
            "配套": site.services,
            "最早可用年": site.available_from,
            "位置": site.geometry,
            "分期户数": tuple(map(str, site.stages)),
            "更新片区": site.block,
            "占用地块数": site.block_slots,
        }
    )


def dwelling_rows(site: Cluster) -> Iterator[Row]:
    """The homes of the first stage of a site: one in eight in a terrace, the others in houses of six storeys."""
    homes = site.stages[0] if site.stages else site.capacity
    terraced = homes // 8
    (small, small_floor, _), (large, large_floor, _), (terrace, terrace_floor, _) = HOMES
    for number in range(1, terraced + 1):
        yield _home(site, f"联{number:03d}", terrace, terrace_floor, "1—3")
    for number in range(homes - terraced):
        house, place = divmod(number, 24)
        storey, door = place // 4 + 1, place % 4 + 1
        kind, floor = (large, large_floor) if door < 3 else (small, small_floor)
        yield _home(site, f"{house + 1}幢{storey}0{door}", kind, floor, str(storey))


def _home(site: Cluster, code: str, kind: str, floor: int, storey: str) -> Row:
    """One home."""
    return {"房号": f"{site.name}{code}", "集聚区": site.name, "户型": kind, "面积": floor, "楼层": storey}
