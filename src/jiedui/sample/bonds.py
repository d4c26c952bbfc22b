"""The bond of the two sides: pairings (结对台账), exchanges (互访台账), meetings (会议台账), model villages (示范村台账)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from jiedui.sample.organisations import (
    BUREAUS,
    CHARITIES,
    EAST_FIRMS,
    EAST_HOSPITALS,
    EAST_SCHOOLS,
    WEST_HOSPITALS,
    WEST_SCHOOLS,
    committee,
    government,
)
from jiedui.sample.places import EAST, EAST_TOWNS, TOWN_OF, TOWN_PAIRS, WEST, WEST_TOWNS, WEST_VILLAGES
from jiedui.sample.rows import LAST_DAY, YEARS, Row, coded, day_of, workday_in
from jiedui.sample.setting import Setting

_Pair = tuple[str, str, str, str, str]


def _home(name: str, county: str) -> str:
    """The town whose name an institution bears, else its county."""
    towns = [town.name for town in (*WEST_TOWNS, *EAST_TOWNS)]
    return next((town for town in towns if name.startswith(town)), county)


def _town_pairs() -> Iterator[_Pair]:
    """镇镇: as the two sides have paired their towns."""
    for west, east in TOWN_PAIRS.items():
        yield "镇镇", government(west), government(east), west, east


def _partners(west: str) -> tuple[str, ...]:
    """The villages of the eastern town with which a western village's town is paired."""
    return next(town.villages for town in EAST_TOWNS if town.name == TOWN_PAIRS[TOWN_OF[west]])


def _village_pairs(dice: Random) -> Iterator[_Pair]:
    """村村: each western village with one of the paired town."""
    villages = list(WEST_VILLAGES)
    dice.shuffle(villages)
    for west in villages:
        east = dice.choice(_partners(west))
        yield "村村", committee(west), committee(east), west, east


def _helpers(dice: Random, kind: str, helpers: dict[str, str]) -> Iterator[_Pair]:
    """村企 and 社会组织: a village with a firm or a society."""
    villages = list(WEST_VILLAGES)
    dice.shuffle(villages)
    for west, helper in zip(villages, list(helpers) * 2, strict=False):
        yield kind, committee(west), helper, west, helpers[helper]


def _houses(kind: str, west: tuple[str, ...], east: tuple[str, ...]) -> Iterator[_Pair]:
    """学校 and 医院: one with one."""
    for mine, theirs in zip(west, east, strict=False):
        yield kind, mine, theirs, _home(mine, WEST), _home(theirs, EAST)


def _in_order(setting: Setting) -> Iterator[_Pair]:
    """All pairings in the order in which they were signed, kind by kind in turn; no two of one kind and two parties."""
    dice = setting.dice("pairs")
    yield "县县", government(WEST), government(EAST), WEST, EAST
    kinds = [
        _town_pairs(),
        _village_pairs(dice),
        _helpers(dice, "村企", EAST_FIRMS),
        _houses("学校", WEST_SCHOOLS, EAST_SCHOOLS),
        _helpers(dice, "社会组织", CHARITIES),
        _houses("医院", WEST_HOSPITALS, EAST_HOSPITALS),
        iter([("部门", f"{WEST}{bureau}", f"{EAST}{bureau}", WEST, EAST) for bureau in BUREAUS]),
    ]
    while kinds:
        for kind in list(kinds):
            pair = next(kind, None)
            if pair is None:
                kinds.remove(kind)
            else:
                yield pair


def pairing_rows(setting: Setting) -> list[Row]:
    """The ledger of pairings."""
    dice = setting.dice("pairing")
    pairs = _in_order(setting)
    rows: list[Row] = []
    for year, number in zip(YEARS, (34, 38), strict=True):
        for _ in range(setting.many(number)):
            kind, west_party, east_party, west, east = next(pairs)
            signed = workday_in(dice, year, (0, 1, 3, 4, 4, 4, 2, 2, 4, 4, 2, 0))
            rows.append(
                {
                    "签订日期": signed,
                    "类别": kind,
                    "西部单位": west_party,
                    "东部单位": east_party,
                    "西部地区": west,
                    "东部地区": east,
                    "到期日期": date(signed.year + dice.choice((2, 3)), 12, 31),
                    "协议名称": f"{west_party}与{east_party}结对帮扶协议",
                }
            )
    return coded("JD", "签订日期", rows)


_TOPICS = {
    "县": ("年度协作对接", "联席会议", "项目资金会商", "产业园区共建"),
    "镇": ("镇际结对交流", "农产品进东部对接", "人居环境整治学习"),
    "村": ("村村结对走访", "村级集体经济交流"),
    "部门": ("劳务协作对接", "教育人才交流", "医疗帮扶对接", "招商推介"),
}
_OUTCOMES = ("商定年度任务", "签订合作协议", "达成采购意向", "")


def _ends(dice: Random, level: str) -> tuple[str, str]:
    """The two places of an exchange of that level: paired villages, paired towns, or the two counties."""
    if level == "村":
        west = dice.choice(WEST_VILLAGES)
        return west, dice.choice(_partners(west))
    return dice.choice(list(TOWN_PAIRS.items())) if level == "镇" else (WEST, EAST)


def _exchange(dice: Random, setting: Setting, year: int) -> Row:
    """One visit of one side to the other, led by the head of the guests."""
    level = dice.choices(("县", "镇", "村", "部门"), (5, 7, 3, 6))[0]
    west, east = _ends(dice, level)
    direction = dice.choice(("东访西", "西访东"))
    guest = east if direction == "东访西" else west
    row: Row = {
        "日期": workday_in(dice, year, (0, 1, 3, 4, 4, 3, 3, 2, 4, 4, 3, 2)),
        "方向": direction,
        "层级": level,
        "西部地区": west,
        "东部地区": east,
        "带队人": setting.people.of(committee(guest) if level == "村" else government(guest)).name,
        "人次": dice.randint(9, 22) if level == "县" else dice.randint(4, 14),
        "议题": dice.choice(_TOPICS[level]),
    }
    outcome = dice.choice(_OUTCOMES)
    return {**row, "成果": outcome} if outcome else row


def exchange_rows(setting: Setting) -> list[Row]:
    """The ledger of exchanges."""
    rows: list[Row] = []
    for year, number in zip(YEARS, (27, 33), strict=True):
        dice = setting.dice(f"exchange/{year}")
        rows += [_exchange(dice, setting, year) for _ in range(setting.many(number))]
    return coded("HF", "日期", rows)


_AGENDA = {
    "联席会议": ("第{n}次联席会议：确定年度协作任务", "第{n}次联席会议：会商项目与园区建设"),
    "党委常委会": ("研究年度东西部协作工作要点", "听取东西部协作考核反馈问题整改汇报"),
    "政府常务会": ("审议年度协作项目计划", "研究协作资金拨付事项"),
    "领导小组会": ("调度协作项目进度", "安排年度考核迎检工作"),
    "专题会": ("研究消费协作", "研究劳务协作和稳岗就业", "研究共建园区招商"),
}
_FREQUENCY = {"联席会议": 2, "党委常委会": 3, "政府常务会": 3, "领导小组会": 4, "专题会": 5}


def _meetings(dice: Random, year: int, kind: str, number: int) -> Iterator[Row]:
    """The meetings of one kind in one year."""
    for turn in range(number):
        row: Row = {
            "日期": workday_in(dice, year, (1, 2, 3, 3, 2, 3, 3, 2, 3, 2, 3, 2)),
            "类别": kind,
            "西部地区": WEST,
            "议题": _AGENDA[kind][turn % len(_AGENDA[kind])].format(n="一二"[turn % 2]),
            "议定事项": dice.randint(2, 7),
            "参会人次": dice.randint(14, 46),
        }
        yield {**row, "东部地区": EAST} if kind == "联席会议" else row


def meeting_rows(setting: Setting) -> list[Row]:
    """The ledger of meetings; joint meetings (联席会议) in the order of their numbers."""
    rows: list[Row] = []
    for year in YEARS:
        dice = setting.dice(f"meeting/{year}")
        for kind, number in _FREQUENCY.items():
            made = list(_meetings(dice, year, kind, min(number, setting.many(number))))
            days = sorted(day_of(row, "日期") for row in made)
            rows += [{**row, "日期": day} for row, day in zip(made, days, strict=True)]
    return coded("HY", "日期", rows)


_MODEL = (
    ("桑树垭村", 2023),
    ("云雾坪村", 2023),
    ("望月台村", 2023),
    ("核桃沟村", 2023),
    ("黄精湾村", 2024),
    ("耳林坪村", 2024),
    ("水田坝村", 2024),
    ("幸福里社区", 2024),
    ("篾匠湾村", 2024),
)


def model_village_rows(setting: Setting) -> list[Row]:
    """The ledger of model villages: those of the first year accepted, those of the second under way."""
    dice = setting.dice("model village")
    rows: list[Row] = [
        {
            "村": village,
            "西部地区": village,
            "确定日期": workday_in(dice, year, (0, 0, 0, 2, 3, 3, 0, 0, 0, 0, 0, 0)),
            "投入": Decimal(dice.randint(12, 40) * 10),
            "状态": "已验收" if year < LAST_DAY.year else "创建中",
        }
        for village, year in _MODEL
    ]
    return coded("SF", "确定日期", rows)
