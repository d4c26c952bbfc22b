"""The ledger of projects (项目台账): what the funds of each year build, and how far it has come by the last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from jiedui.sample.organisations import government
from jiedui.sample.places import EAST, TOWN_OF, TOWN_PAIRS, WEST
from jiedui.sample.rows import LAST_DAY, YEARS, Row, later, shares, workday
from jiedui.sample.setting import Setting

#: Public funds that reach the county each year: (source, month, 万元), in the order in which they come.
POOLS = {
    2023: (
        ("省级财政援助", 3, 2400),
        ("区县财政援助", 4, 420),
        ("市级财政援助", 5, 600),
        ("省级财政援助", 7, 1560),
        ("区县财政援助", 9, 320),
    ),
    2024: (
        ("省级财政援助", 2, 2500),
        ("区县财政援助", 4, 480),
        ("市级财政援助", 5, 650),
        ("省级财政援助", 6, 1680),
        ("区县财政援助", 9, 380),
    ),
}
#: From when on the first and the second batch of a year's projects are approved.
_BATCHES = {2023: (date(2023, 2, 27), date(2023, 5, 8)), 2024: (date(2024, 3, 4), date(2024, 7, 8))}
#: The project that donations pay for, and the year in which they do.
PLAZA = "安澜社区便民文化广场项目"
PLAZA_YEAR = 2024

_PLANS = {
    2023: """
茶垭镇高标准茶园提升项目|产业发展|云雾坪村|到户|0
茶垭茶产业园清洁化加工厂项目|产业发展|茶垭村|经营性|1
共建产业园标准厂房一期项目|产业发展|石桥湾村|经营性|2
安澜社区就业车间项目|易地搬迁后扶|安澜社区|经营性|1
桑树垭村示范村建设项目|乡村建设|桑树垭村|公益性|0
药坪镇黄精种苗基地项目|产业发展|黄精湾村|经营性|1
菌溪镇智能菌棚项目|产业发展|耳林坪村|经营性|24
核桃沟村饮水安全提升项目|乡村建设|核桃沟村|公益性|2
岚溪县务工人员稳岗服务项目|劳务协作|河街社区||0
大磨坝镇冷链仓储中心项目|产业发展|大磨村|经营性|1
竹筒沟镇竹编传习工坊项目|产业发展|篾匠湾村|经营性|1
松垭岭镇蜂桶坡村产业路项目|乡村建设|蜂桶坡村|公益性|0
云寨镇卫生院康复科建设项目|公共服务|云寨村|公益性|1
幸福里社区老年日间照料中心项目|易地搬迁后扶|幸福里社区|公益性|1
岚溪县专技人才能力提升项目|人才支援|河街社区||0
望月台村茶旅步道项目|乡村建设|望月台村|公益性|1
岚溪农特产品展销中心项目|消费协作|河街社区|经营性|1
麻柳园镇中心小学运动场改造项目|公共服务|麻柳园村|公益性|1
天麻岭村天麻仿野生种植项目|产业发展|天麻岭村|到户|0
水田坝村富硒稻米基地项目|产业发展|水田坝村|到户|0
""",
    2024: """
共建产业园标准厂房二期项目|产业发展|石桥湾村|经营性|2
茶垭镇夏秋茶加工生产线项目|产业发展|新茶社区|经营性|1
药坪中药材加工园烘干中心项目|产业发展|药坪村|经营性|1
云雾坪村示范村建设项目|乡村建设|云雾坪村|公益性|0
菌溪镇菌种繁育中心项目|产业发展|菌溪村|经营性|1
磨盘社区电子装配车间项目|易地搬迁后扶|磨盘社区|经营性|1
渡船口村便民桥项目|乡村建设|渡船口村|公益性|1
核桃沟村核桃油压榨线项目|产业发展|核桃沟村|经营性|1
岚溪县农村劳动力技能培训项目|劳务协作|河街社区||0
栗子垭村板栗分级加工项目|产业发展|栗子垭村|经营性|1
花栎坪村生态养殖项目|产业发展|花栎坪村|到户|0
寨子梁村茶园提质增效项目|产业发展|寨子梁村|到户|0
双岔河镇中心小学食堂改造项目|公共服务|双岔村|公益性|1
岚溪县中医医院名医工作站项目|人才支援|文昌坪社区|公益性|1
石斛坝村石斛基地项目|产业发展|石斛坝村|经营性|1
幸福里社区儿童之家项目|易地搬迁后扶|幸福里社区|公益性|1
油坊坪村污水处理项目|乡村建设|油坊坪村|公益性|1
冷水井村饮水安全提升项目|乡村建设|冷水井村|公益性|1
岚溪茶叶品牌推广项目|消费协作|茶垭村||0
箭竹坪村产业路项目|乡村建设|箭竹坪村|公益性|0
柿树梁村果蔬大棚项目|产业发展|柿树梁村|经营性|16
杉木槽村林下种植项目|产业发展|杉木槽村|到户|0
大磨坝镇卫生院影像设备项目|公共服务|大磨村|公益性|0
岚溪县乡村工匠培育项目|人才支援|河街社区||0
""",
}


@dataclass(frozen=True)
class Project:
    """One project with what the flow of its funds needs to know."""

    name: str
    kind: str
    village: str
    asset: str
    built: int
    approved: date
    started: date
    finished: date
    accepted: date
    east_fund: int

    @property
    def town(self) -> str:
        """The town that builds it."""
        return TOWN_OF[self.village]

    @property
    def county_wide(self) -> bool:
        """Whether the county carries it, not one town."""
        return self.name.startswith((WEST, "岚溪", "共建"))

    @property
    def west(self) -> str:
        """The region to which it counts."""
        return WEST if self.county_wide else self.town


def pools(setting: Setting, year: int) -> list[tuple[str, date, int]]:
    """The public funds of the year: source, day of arrival, 万元; scaled by the size of the sample, in tens."""
    dice = setting.dice(f"pools/{year}")
    return [
        (
            source,
            workday(dice, date(year, month, 8), date(year, month, 26)),
            max(10, round(amount * setting.size / 10) * 10),
        )
        for source, month, amount in POOLS[year]
    ]


def _timed(dice: Random, fields: list[str], first: date, east_fund: int) -> Project:
    """A project that runs its course from a day of approval near ``first``."""
    approved = later(dice, first, 0, 24)
    started = later(dice, approved, 18, 45)
    finished = later(dice, started, 95, 205)
    name, kind, village, asset, built = fields
    return Project(
        name,
        kind,
        village,
        asset,
        int(built),
        approved,
        started,
        finished,
        later(dice, finished, 18, 55),
        east_fund,
    )


def plan(setting: Setting) -> list[Project]:
    """All projects of both years; those of one year share out its public funds, to the last 万元."""
    found = []
    for year in YEARS:
        dice = setting.dice(f"projects/{year}")
        lines = _PLANS[year].strip().splitlines()
        lines = lines[: max(4, round(len(lines) * min(1.0, setting.size)))]
        total = sum(amount for _, _, amount in pools(setting, year))
        funds = shares(dice, total, len(lines), 5 if total > 5 * len(lines) * 4 else 1)
        first_batch = len(lines) * 2 // 3
        firsts = [_BATCHES[year][number >= first_batch] for number in range(len(lines))]
        for line, fund, first in zip(lines, funds, firsts, strict=True):
            found.append(_timed(dice, line.split("|"), first, fund))
    return found


def plaza(setting: Setting, money: int) -> Project:
    """The project that donations pay for."""
    fields = [PLAZA, "易地搬迁后扶", "安澜社区", "公益性", "1"]
    return _timed(setting.dice("plaza"), fields, date(PLAZA_YEAR, 3, 18), money)


def _stage(dice: Random, project: Project) -> Row:
    """How far it is on the last day: status, progress and the dates that have come."""
    if project.started > LAST_DAY:
        return {"状态": "未开工", "形象进度": 0}
    dates: Row = {"开工日期": project.started}
    if project.finished > LAST_DAY:
        done = (LAST_DAY - project.started).days * 100 // (project.finished - project.started).days
        return {**dates, "状态": "在建", "形象进度": max(5, done // 5 * 5)}
    dates = {**dates, "竣工日期": project.finished, "形象进度": 100}
    if project.built:
        dates["建成数量"] = project.built
    if project.accepted > LAST_DAY:
        return {**dates, "状态": "完工"}
    handed = project.accepted + timedelta(days=40) <= LAST_DAY and dice.random() < 0.75
    return {**dates, "验收日期": project.accepted, "状态": "移交" if handed else "验收"}


def _served(dice: Random, project: Project) -> Row:
    """Households and people who gain by it; a county-wide service counts people only."""
    if project.kind in {"人才支援", "劳务协作", "消费协作"}:
        return {"受益人数": dice.randint(60, 480)}
    households = dice.randint(70, 620)
    return {"受益户数": households, "受益人数": households * dice.randint(270, 345) // 100}


def project_rows(setting: Setting, projects: list[Project]) -> list[Row]:
    """The ledger of projects."""
    dice = setting.dice("project rows")
    rows: list[Row] = []
    for project in projects:
        own = dice.choice((0, 0, 10, 20, 35, 60)) if project.east_fund > 50 else 0
        row: Row = {
            "项目名称": project.name,
            "类别": project.kind,
            "西部地区": project.west,
            "东部地区": EAST if project.county_wide else TOWN_PAIRS[project.town],
            "建设地点": project.village,
            "批复日期": project.approved,
            "总投资": Decimal(project.east_fund + own),
            "协作资金": Decimal(project.east_fund),
            "实施单位": government(project.west),
            **_stage(dice, project),
            **_served(dice, project),
        }
        if project.asset:
            row["资产类型"] = project.asset
        rows.append(row)
    return rows
