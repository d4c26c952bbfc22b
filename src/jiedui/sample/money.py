"""The ledger of funds (资金台账) and of social help (社会帮扶台账): money arrives, is allotted, disbursed and paid.

Of each project, and of each source within it, at every moment: paid ≤ disbursed ≤ allotted ≤ the project's fund.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from jiedui.sample.organisations import CHARITIES, EAST_FIRMS, WEST_HOSPITALS, WEST_SCHOOLS, committee, government
from jiedui.sample.places import TOWN_OF, WEST, WEST_TOWNS, WEST_VILLAGES
from jiedui.sample.projects import PLAZA, PLAZA_YEAR, Project, pools
from jiedui.sample.rows import LAST_DAY, YEARS, Row, coded, day_of, later, number_of, workday_in
from jiedui.sample.setting import Setting

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Grant:
    """What one source gives to one project: the day it was allotted, and how much in 万元."""

    project: Project
    source: str
    day: date
    amount: Decimal


def _spans(amounts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The amounts laid end to end on one line, each from where to where."""
    end = 0
    for amount in amounts:
        yield end, end + amount
        end += amount


def grants(setting: Setting, projects: list[Project]) -> Iterator[Grant]:
    """The public funds of each year handed to its projects in order, each pool emptied before the next is opened."""
    for year in YEARS:
        dice = setting.dice(f"grants/{year}")
        pots = pools(setting, year)
        asking = [project for project in projects if project.approved.year == year and project.name != PLAZA]
        pot_spans = list(_spans(amount for _, _, amount in pots))
        for project, (first, last) in zip(asking, _spans(one.east_fund for one in asking), strict=True):
            for (source, arrived, _), (opened, emptied) in zip(pots, pot_spans, strict=True):
                part = min(last, emptied) - max(first, opened)
                if part > 0:
                    yield Grant(project, source, later(dice, max(project.approved, arrived), 4, 12), Decimal(part))


def _row(day: date, project: Project, source: str, stage: str, amount: Decimal) -> Row:
    """One movement of a project's money."""
    return {
        "日期": day,
        "项目": project.name,
        "西部地区": project.west,
        "资金来源": source,
        "环节": stage,
        "金额": amount,
    }


def _flow(dice: Random, grant: Grant) -> Iterator[Row]:
    """One grant from allotment to the last payment, as far as the last day."""
    project = grant.project
    yield _row(grant.day, project, grant.source, "下达", grant.amount)
    advance = (grant.amount * dice.randint(30, 45) / 100).quantize(_CENT)
    begun = later(dice, max(grant.day, project.started), 3, 15)
    built = later(dice, max(begun, project.finished), 2, 12)
    yield _row(begun, project, grant.source, "拨付", advance)
    yield _row(built, project, grant.source, "拨付", grant.amount - advance)
    first = (advance * dice.randint(88, 100) / 100).quantize(_CENT)
    kept = (grant.amount * dice.randint(3, 5) / 100).quantize(_CENT)
    yield _row(later(dice, begun, 4, 25), project, grant.source, "支付", first)
    yield _row(later(dice, built, 3, 14), project, grant.source, "支付", grant.amount - first - kept)
    yield _row(later(dice, max(built, project.accepted), 30, 90), project, grant.source, "支付", kept)


def _arrivals(setting: Setting) -> Iterator[Row]:
    """Public funds as they reach the county, and what towns and villages of the east give on their own."""
    for year in YEARS:
        for source, day, amount in pools(setting, year):
            yield {"日期": day, "西部地区": WEST, "资金来源": source, "环节": "到位", "金额": Decimal(amount)}
        dice = setting.dice(f"town help/{year}")
        for _ in range(setting.many(16 if year == YEARS[0] else 20)):
            place = dice.choice([town.name for town in WEST_TOWNS] + list(WEST_VILLAGES))
            yield {
                "日期": workday_in(dice, year, (0, 1, 2, 3, 3, 3, 2, 2, 3, 3, 2, 1)),
                "西部地区": place,
                "资金来源": "镇村帮扶",
                "环节": "到位",
                "金额": Decimal(dice.choice((2, 3, 3, 5, 5, 6, 8, 10))),
            }


def fund_rows(setting: Setting, projects: list[Project], donations: list[Row]) -> list[Row]:
    """The ledger of funds."""
    dice = setting.dice("flows")
    rows = list(_arrivals(setting))
    for grant in grants(setting, projects):
        rows += _flow(dice, grant)
    plaza = next(project for project in projects if project.name == PLAZA)
    given = [row for row in donations if row.get("项目") == PLAZA]
    rows += [_row(day_of(row, "日期"), plaza, "社会捐赠", "到位", number_of(row, "金额")) for row in given]
    last = max(day_of(row, "日期") for row in given)
    rows += _flow(
        dice, Grant(plaza, "社会捐赠", later(dice, max(last, plaza.approved), 4, 9), Decimal(plaza.east_fund))
    )
    return [_vouched(row) for row in coded("ZJ", "日期", (row for row in rows if day_of(row, "日期") <= LAST_DAY))]


def _vouched(row: Row) -> Row:
    """With the number of its voucher (凭证号) and, for money that left the account, the bank's receipt."""
    voucher = f"{day_of(row, '日期'):%Y%m}-{str(row['编号'])[-3:]}"
    evidence: Row = {"佐证": f"银行回单{voucher}.pdf"} if row["环节"] == "支付" else {}
    return {**row, "凭证号": voucher, **evidence}


#: What gifts of money and of goods are for, by who is given them.
_PURPOSES = {
    "学校": (("困难学生助学", "奖教奖学"), ("图书和课桌椅", "体育器材", "电脑和投影设备")),
    "卫生院": (("乡村医生培训", "慢病筛查"), ("医疗器械", "康复设备")),
    "村（社区）": (("村集体产业启动", "困难群众慰问", "村道安全防护"), ("御寒衣被", "太阳能路灯")),
    "镇": (("防汛救灾", "人居环境整治"), ("应急物资", "环卫设备")),
}


def plaza_gifts(setting: Setting) -> list[Row]:
    """The three donations that pay for the plaza."""
    dice = setting.dice("plaza gifts")
    donors = ("润泽市禾木家居有限公司", "白荡镇商会", "润泽市荡北轨道装备有限公司")
    amounts = (dice.randint(45, 52), dice.randint(34, 40), dice.randint(26, 31))
    return [
        {
            "日期": workday_in(dice, PLAZA_YEAR, (0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0)),
            "捐赠方": donor,
            "受赠方": committee("安澜社区"),
            "西部地区": "安澜社区",
            "形式": "资金",
            "金额": Decimal(amount),
            "用途": "便民文化广场建设",
            "项目": PLAZA,
        }
        for donor, amount in zip(donors, amounts, strict=True)
    ]


def _recipient(dice: Random) -> tuple[str, str, str]:
    """Who is given something, of which kind, and where: a school, a hospital, a village, a town."""
    place = dice.choice(WEST_VILLAGES)
    town = TOWN_OF[place]
    schools = [name for name in (*WEST_SCHOOLS, *WEST_HOSPITALS) if name.startswith(town)]
    if schools and dice.random() < 0.5:
        name = dice.choice(schools)
        return name, "卫生院" if name.endswith("卫生院") else "学校", town
    return (committee(place), "村（社区）", place) if dice.random() < 0.7 else (government(town), "镇", town)


def _gift(dice: Random, year: int) -> Row:
    """One donation of money, in steps of 5,000 元, or of goods."""
    cash = dice.random() < 0.66
    recipient, kind, place = _recipient(dice)
    tenths = dice.randint(4, 32) * 5 if cash else dice.randint(15, 120)
    return {
        "日期": workday_in(dice, year, (2, 1, 2, 2, 3, 4, 2, 3, 4, 4, 3, 3)),
        "捐赠方": dice.choice([*EAST_FIRMS, *CHARITIES]),
        "受赠方": recipient,
        "西部地区": place,
        "形式": "资金" if cash else "物资",
        "金额": Decimal(tenths) / 10,
        "用途": dice.choice(_PURPOSES[kind][not cash]),
    }


def donation_rows(setting: Setting) -> list[Row]:
    """The ledger of social help: gifts of both years, and the three for the plaza."""
    rows = plaza_gifts(setting)
    for year, number in zip(YEARS, (36, 42), strict=True):
        dice = setting.dice(f"gifts/{year}")
        rows += [_gift(dice, year) for _ in range(setting.many(number))]
    return [{**row, "佐证": f"捐赠票据{row['编号']}.pdf"} for row in coded("SH", "日期", rows)]
