"""Talents (人才交流台账), training (培训台账), publicity (宣传台账) and inspection (督查台账)."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from jiedui.sample.organisations import PARKS, government
from jiedui.sample.people import specialist
from jiedui.sample.places import WEST, WEST_TOWNS
from jiedui.sample.rows import LAST_DAY, YEARS, Row, coded, day_of, text_of, workday_in
from jiedui.sample.setting import Setting

_FIELDS = {"教育": 9, "医疗": 10, "农业": 5, "科技": 2, "文旅": 1}
_RESULTS = {
    "教育": ("开展示范课和集体备课", "指导校本教研", ""),
    "医疗": ("带教青年医师", "开展新技术两项", "建立双向转诊机制", ""),
    "农业": ("指导茶园管护", "推广病虫绿色防控", ""),
    "科技": ("协助企业技术改造", ""),
    "文旅": ("策划茶旅线路", ""),
}


def _talent(dice: Random, setting: Setting, year: int) -> Row:
    """One specialist who goes to the other side for some weeks or months."""
    trade = dice.choices(list(_FIELDS), list(_FIELDS.values()))[0]
    eastern = dice.random() < 0.6
    row: Row = {
        "日期": workday_in(dice, year, (1, 3, 5, 3, 3, 2, 1, 3, 5, 3, 1, 0)),
        "姓名": specialist(setting.people, dice, trade, eastern=eastern).name,
        "领域": trade,
        "方向": "东派西" if eastern else "西派东",
        "西部地区": dice.choice([WEST, WEST, *(town.name for town in WEST_TOWNS)]),
        "天数": dice.choice((30, 30, 45, 60, 90, 90, 180)),
    }
    result = dice.choice(_RESULTS[trade]) if eastern else "进修培训"
    return {**row, "成果": result} if result else row


def talent_rows(setting: Setting) -> list[Row]:
    """The ledger of talents; each is a person of the register."""
    rows: list[Row] = []
    for year, number in zip(YEARS, (38, 46), strict=True):
        dice = setting.dice(f"talent/{year}")
        rows += [_talent(dice, setting, year) for _ in range(setting.many(number))]
    return coded("RC", "日期", rows)


_COURSES = {
    "党政干部": ("乡村振兴干部能力提升班", "招商引资业务培训班"),
    "专技人才": ("骨干教师研修班", "乡村医生实训班", "茶园管护技术班"),
    "致富带头人": ("茶叶加工技术培训班", "致富带头人研修班", "电商直播培训班"),
    "务工人员": ("缝纫工技能培训班", "家政服务培训班", "电子装配岗前培训班"),
    "其他": ("村级后备干部培训班",),
}


def _course(dice: Random, year: int) -> Row:
    """One course."""
    audience = dice.choices(list(_COURSES), (4, 5, 6, 8, 1))[0]
    place = dice.choice([WEST, *(town.name for town in WEST_TOWNS)])
    return {
        "日期": workday_in(dice, year, (0, 2, 4, 4, 3, 3, 3, 2, 4, 4, 3, 1)),
        "名称": f"{year}年{dice.choice(_COURSES[audience])}",
        "对象": audience,
        "西部地区": place,
        "人次": dice.randint(28, 72),
        "天数": dice.randint(2, 7),
        "地点": dice.choice((place, "岚溪县职业教育中心", "澄湖中专")),
    }


def training_rows(setting: Setting) -> list[Row]:
    """The ledger of training."""
    rows: list[Row] = []
    for year, number in zip(YEARS, (24, 29), strict=True):
        dice = setting.dice(f"training/{year}")
        rows += [_course(dice, year) for _ in range(setting.many(number))]
    return coded("PX", "日期", rows)


_MEDIA = {
    "中央": ("全国协作时报",),
    "省级": ("秦川日报", "苏淮卫视"),
    "市级": ("巴岭日报", "润泽日报", "巴岭电视台"),
    "县级": ("岚溪融媒", "澄湖发布"),
}
_HEADLINES = (
    "山这边的茶，湖那边的杯",
    "一条产业路，两地协作情",
    "车间建在家门口",
    "澄湖医生的山里门诊",
    "菌棚里的新日子",
    "从大山到湖畔的返岗专列",
    "结对课堂连起山与湖",
    "安澜社区的新生活",
    "共建园区里的机器声",
    "一只竹篮的远行",
)


def publicity_rows(setting: Setting) -> list[Row]:
    """The ledger of publicity."""
    rows: list[Row] = []
    for year, number in zip(YEARS, (54, 64), strict=True):
        dice = setting.dice(f"publicity/{year}")
        for _ in range(setting.many(number)):
            level = dice.choices(list(_MEDIA), (1, 5, 10, 20))[0]
            place = dice.choice([WEST, WEST, *(town.name for town in WEST_TOWNS)])
            rows.append(
                {
                    "日期": workday_in(dice, year, (2, 2, 3, 3, 3, 3, 3, 3, 3, 4, 3, 3)),
                    "标题": f"{dice.choice(_HEADLINES)}——{place}协作见闻",
                    "媒体": dice.choice(_MEDIA[level]),
                    "级别": level,
                    "西部地区": place,
                }
            )
    return coded("XC", "日期", rows)


def _subject(dice: Random, kind: str, projects: list[Row], day: date) -> str:
    """What is inspected."""
    begun = [text_of(row, "项目名称") for row in projects if day_of(row, "批复日期") <= day]
    if kind == "项目进度" and begun:
        return dice.choice(begun)
    if kind == "资金使用":
        return f"{day.year}年协作资金"
    return dice.choice([*PARKS, *(town.name for town in WEST_TOWNS)])


def inspection_rows(setting: Setting, projects: list[Row]) -> list[Row]:
    """The ledger of inspections; what was found late in the last year is not all mended."""
    inspectors = [
        setting.people.of(f"{WEST}{office}").name for office in ("东西部协作办公室", "发展和改革局", "财政局")
    ]
    inspectors.append(setting.people.of(government(WEST)).name)
    rows: list[Row] = []
    for year, number in zip(YEARS, (22, 26), strict=True):
        dice = setting.dice(f"inspection/{year}")
        for _ in range(setting.many(number)):
            kind = dice.choices(("项目进度", "资金使用", "安全生产", "环境保护", "其他"), (8, 6, 4, 3, 1))[0]
            day = workday_in(dice, year, (0, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3))
            found = dice.randint(0, 6)
            recent = LAST_DAY - day < timedelta(days=45)
            rows.append(
                {
                    "日期": day,
                    "类别": kind,
                    "对象": _subject(dice, kind, projects, day),
                    "督查人": dice.choice(inspectors),
                    "发现问题": found,
                    "整改完成": max(0, found - dice.choice((1, 2, 3) if recent else (0, 0, 0, 0, 0, 0, 1))),
                }
            )
    return coded("DC", "日期", rows)
