"""Secondment (挂职): postings, and what the seconded study, do, visit and bring home.

The chain is one story: an official of a western town spends a year in the paired eastern town, visits villages, firms
and parks there, notes what they do well, proposes it at home, and the home region takes it up or does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from jiedui.sample.organisations import (
    EAST_FIRMS,
    PARKS,
    PRODUCERS,
    committee,
    government,
)
from jiedui.sample.people import Person
from jiedui.sample.places import EAST, EAST_PARK, EAST_TOWNS, EAST_VILLAGES, WEST, WEST_TOWNS, WEST_VILLAGES
from jiedui.sample.rows import LAST_DAY, Row, coded, day_of, later, next_workday, text_of, workday
from jiedui.sample.setting import Setting

#: direction | kind | from | to | region | post there | duties | first month | months. The first is the one told in full.
_POSTS = f"""
西派东|党政干部|双岔河镇人民政府|白荡镇人民政府|白荡镇|党委委员|园区更新、乡村振兴、经济发展|2023-11|12
东派西|党政干部|{EAST}人民政府|{WEST}人民政府|{WEST}|县委常委、副县长|东西部协作、招商引资、消费协作|2023-05|24
西派东|党政干部|{WEST}东西部协作办公室|{EAST}东西部协作办公室|{EAST}|主任助理|协作联络、消费协作|2023-03|12
东派西|党政干部|{EAST}发展和改革局|{WEST}发展和改革局|{WEST}|副局长|协作资金、项目管理|2023-05|24
东派西|党政干部|{EAST}农业农村局|{WEST}农业农村局|{WEST}|副局长|特色农业、示范村建设|2023-05|24
西派东|党政干部|{WEST}农业农村局|桑渎镇人民政府|桑渎镇|镇长助理|农业农村、茶产业推介|2023-03|6
东派西|党政干部|桑渎镇人民政府|茶垭镇人民政府|茶垭镇|副镇长|茶产业、人居环境|2023-06|12
西派东|党政干部|药坪镇人民政府|芦墩镇人民政府|芦墩镇|镇长助理|招商联络|2023-09|6
东派西|专业技术人才|桑渎镇中心小学|茶垭镇中心小学|茶垭镇|副校长|教学教研|2023-02|12
东派西|专业技术人才|{EAST}人民医院|{WEST}人民医院|{WEST}|副院长|医疗质量|2023-02|12
西派东|专业技术人才|{WEST}中医医院|{EAST}中医医院|{EAST}|科室副主任|中医康复|2023-09|3
西派东|专业技术人才|{WEST}初级中学|澄湖区外国语学校|{EAST}|教研组副组长|学科教研|2023-09|6
东派西|党政干部|白荡镇人民政府|双岔河镇人民政府|双岔河镇|副镇长|易地搬迁后扶、社会帮扶|2024-03|12
东派西|党政干部|{EAST}人力资源和社会保障局|{WEST}人力资源和社会保障局|{WEST}|副局长|劳务协作、技能培训|2024-03|12
西派东|党政干部|{WEST}发展和改革局|{EAST}发展和改革局|{EAST}|局长助理|园区共建、招商|2024-03|6
西派东|党政干部|菌溪镇人民政府|澄北街道办事处|澄北街道|主任助理|基层治理|2024-03|6
西派东|党政干部|大磨坝镇人民政府|菱浜镇人民政府|菱浜镇|镇长助理|乡村振兴|2024-09|6
西派东|党政干部|{WEST}财政局|{EAST}财政局|{EAST}|局长助理|资金绩效管理|2024-09|6
东派西|专业技术人才|澄北街道中心小学|菌溪镇人民政府|菌溪镇|教育专干|乡村教育|2024-02|12
东派西|专业技术人才|{EAST}人民医院|{WEST}人民医院|{WEST}|副院长|急诊急救|2024-02|12
东派西|专业技术人才|{EAST}中医医院|{WEST}中医医院|{WEST}|副院长|中医适宜技术|2024-03|12
东派西|专业技术人才|{EAST}农业农村局|{WEST}农业农村局|{WEST}|科技副站长|茶园绿色防控|2024-04|12
西派东|专业技术人才|{WEST}人民医院|{EAST}人民医院|{EAST}|科室副主任|重症医学|2024-03|3
西派东|专业技术人才|双岔河镇卫生院|白荡镇卫生院|白荡镇|科室副主任|家庭医生签约|2024-04|6
西派东|专业技术人才|岚城镇中心小学|{EAST}实验小学|{EAST}|年级副组长|班级管理|2024-02|6
西派东|专业技术人才|{WEST}职业教育中心|澄湖中专|{EAST}|专业负责人助理|实训基地建设|2024-09|6
"""


@dataclass(frozen=True)
class Secondee:
    """One seconded person: who, from when to when, in which region, on which side, and how much is told of the time."""

    person: Person
    start: date
    end: date
    region: str
    eastward: bool
    a_month: int

    @property
    def home(self) -> str:
        """The organisation that sent him or her."""
        return self.person.organisation

    def days(self, dice: Random, tenths: int) -> list[date]:
        """Working days within the time told of; ``tenths`` of a day a month, times how much is told."""
        last = min(self.end, LAST_DAY)
        number = max(1, (last - self.start).days * self.a_month * tenths // 300)
        return sorted(workday(dice, self.start + timedelta(days=7), last) for _ in range(number))


def _posting(setting: Setting, dice: Random, line: str, *, main: bool) -> tuple[Secondee, str, Row]:
    """One posting, with the kind of official it is."""
    direction, kind, home, host, region, role, duties, first, months = line.split("|")
    year, month = map(int, first.split("-"))
    start = next_workday(date(year, month, dice.randint(3, 18)))
    after = month + int(months)
    end = date(year + (after - 1) // 12, (after - 1) % 12 + 1, start.day) - timedelta(days=1)
    person = setting.people.new(home, "干部" if kind == "党政干部" else "专业技术人员")
    row: Row = {
        "姓名": person.name,
        "类别": kind,
        "派出单位": home,
        "挂职单位": host,
        "挂职地区": region,
        "方向": direction,
        "挂职职务": role,
        "协管工作": duties,
        "开始日期": start,
        "结束日期": end,
    }
    return Secondee(person, start, end, region, direction == "西派东", 6 if main else 1), kind, row


def postings(setting: Setting) -> tuple[list[Secondee], list[Row]]:
    """The officials whose time is told (the first of them in full), and the ledger of postings."""
    dice = setting.dice("posting")
    lines = _POSTS.strip().splitlines()[: max(4, setting.many(26))]
    made = [_posting(setting, dice, line, main=number == 0) for number, line in enumerate(lines)]
    officials = [secondee for secondee, kind, _ in made if kind == "党政干部"]
    return officials, coded("GZ", "开始日期", (row for _, _, row in made))


_STUDIES = {
    "理论中心组学习": "党的创新理论专题学习",
    "专题讲座": "亩均效益评价与低效用地更新",
    "学习报告会": "乡村振兴先进典型报告",
    "培训会": "协作项目和资金管理实务",
    "三会一课": "机关支部党员大会",
    "研讨会": "年度工作思路研讨",
    "政策研读": "两省协作政策文件汇编",
}


def study_rows(setting: Setting, officials: list[Secondee]) -> list[Row]:
    """The ledger of study."""
    dice = setting.dice("study")
    rows: list[Row] = []
    for official in officials:
        for day in official.days(dice, setting.many(8)):
            kind = dice.choices(list(_STUDIES), (4, 2, 2, 2, 4, 1, 2))[0]
            rows.append(
                {
                    "日期": day,
                    "形式": kind,
                    "主题": f"{_STUDIES[kind]}（{day.month}月）",
                    "主办单位": government(official.region),
                    "参加人": official.person.name,
                    "学时": dice.choice((2, 2, 3, 4, 6)),
                }
            )
    return coded("XX", "日期", rows)


_EAST_DUTIES = (
    ("园区更新", "低效工业用地腾退签约"),
    ("园区更新", "老工业区更新片区摸底"),
    ("生态农村", "新型农村社区竣工分房"),
    ("乡村振兴", "新农房建设现场观摩"),
    ("经济发展", "企业服务走访"),
    ("经济发展", "岚溪农产品进食堂对接"),
    ("社会治理", "文明城市创建督查"),
)
_WEST_DUTIES = (
    ("经济发展", "共建产业园招商推介"),
    ("乡村振兴", "示范村建设调度"),
    ("乡村振兴", "防返贫监测走访"),
    ("经济发展", "消费协作订单对接"),
    ("生态农村", "茶园绿色防控推广"),
    ("社会治理", "搬迁社区服务协调"),
    ("其他", "协作考核迎检"),
)


def duty_rows(setting: Setting, officials: list[Secondee]) -> list[Row]:
    """The ledger of duties."""
    dice = setting.dice("duty")
    rows: list[Row] = []
    for official in officials:
        for day in official.days(dice, setting.many(6)):
            kind, subject = dice.choice(_EAST_DUTIES if official.eastward else _WEST_DUTIES)
            row: Row = {
                "日期": day,
                "类别": kind,
                "事项": subject,
                "承担人": official.person.name,
                "地点": official.region,
                "角色": dice.choice(("参与", "参与", "牵头", "督查")),
            }
            result = dice.choice(("按期完成", "形成工作清单", "现场交办", ""))
            rows.append({**row, "成效": result} if result else row)
    return coded("LZ", "日期", rows)


#: What is done well in the east, by where one sees it, and how it may be taken up in the west.
_PRACTICES = {
    "村": {
        "积分制管理": "在示范村试行道德积分超市",
        "统规统建新型社区": "在集中居住点统一规划建设农房",
        "村企联营分红": "推广村企联营、保底分红",
        "物业进村": "引入物业公司管护村内公共设施",
    },
    "社区": {"网格微治理": "在搬迁社区推行楼栋微网格", "红色物业": "在搬迁社区组建党员楼长队伍"},
    "企业": {"订单农业": "与东部食堂签订农产品订单", "新型学徒制": "与职教中心共办企业订单班"},
    "园区": {
        "亩均效益评价": "在共建产业园试行亩均效益评价",
        "国企主导片区更新": "由县属国企参与标准厂房运营",
        "散乱污联合整治": "部门联合开展小作坊排查整治",
    },
    "机关": {"数字乡村一张图": "整合防返贫监测与人居环境数据"},
}
_PROPOSALS = {practice: proposal for seen in _PRACTICES.values() for practice, proposal in seen.items()}
_THEMES = {
    "村": ("基层治理", "乡村振兴", "人居环境", "集体经济"),
    "社区": ("基层治理", "社区服务"),
    "企业": ("产业发展", "稳岗用工"),
    "园区": ("园区更新", "亩均效益"),
    "机关": ("工作机制", "数字乡村"),
}


def _host(dice: Random, *, eastward: bool) -> tuple[str, str, str]:
    """Whom one visits: the organisation, its kind, its region."""
    kind = dice.choices(("村", "企业", "园区", "机关"), (10, 6, 3, 2))[0]
    if kind == "企业":
        firms = EAST_FIRMS if eastward else {name: town for name, (town, _) in PRODUCERS.items()}
        firm = dice.choice(list(firms))
        return firm, kind, firms[firm]
    if kind == "园区":
        park = EAST_PARK if eastward else dice.choice(list(PARKS))
        return park, kind, EAST if eastward else PARKS[park][0]
    if kind == "机关":
        town = dice.choice(EAST_TOWNS if eastward else WEST_TOWNS).name
        return government(town), kind, town
    village = dice.choice(EAST_VILLAGES if eastward else WEST_VILLAGES)
    return committee(village), "社区" if village.endswith("社区") else "村", village


def visit_rows(setting: Setting, officials: list[Secondee]) -> list[Row]:
    """The ledger of visits; in the east every second one shows something worth taking home."""
    dice = setting.dice("visit")
    rows: list[Row] = []
    for official in officials:
        for day in official.days(dice, setting.many(7)):
            host, kind, region = _host(dice, eastward=official.eastward)
            row: Row = {
                "日期": day,
                "调研对象": host,
                "对象类型": kind,
                "所在地": region,
                "调研人": official.person.name,
                "主题": dice.choice(_THEMES[kind]),
            }
            seen = official.eastward and dice.random() < 0.55
            rows.append({**row, "发现的做法": dice.choice(list(_PRACTICES[kind]))} if seen else row)
    return coded("DY", "日期", rows)


def _status(dice: Random, age: timedelta) -> str:
    """What became of a proposal of that age."""
    if age < timedelta(days=60):
        return dice.choice(("提出", "提出", "采纳"))
    if age < timedelta(days=170):
        return dice.choice(("采纳", "实施", "实施", "未采纳"))
    return dice.choice(("实施", "见效", "见效", "见效", "未采纳"))


def lesson_rows(setting: Setting, visits: list[Row]) -> list[Row]:
    """The ledger of lessons: two in three of the good practices seen are proposed at home, some weeks later."""
    dice = setting.dice("lesson")
    rows: list[Row] = []
    seen = [row for row in visits if "发现的做法" in row]
    for visit in seen[:1] + [row for row in seen[1:] if dice.random() < 0.66]:
        day = later(dice, day_of(visit, "日期"), 7, 40)
        if day > LAST_DAY:
            continue
        practice, status = text_of(visit, "发现的做法"), _status(dice, LAST_DAY - day)
        row: Row = {
            "日期": day,
            "来源调研": visit["编号"],
            "做法": practice,
            "建议": _PROPOSALS[practice],
            "状态": status,
        }
        if status in {"采纳", "实施", "见效"}:
            row["采纳地区"] = dice.choice(["双岔河镇", WEST, *(town.name for town in WEST_TOWNS)])
        if status == "见效":
            row["成效"] = dice.choice(("群众参与度提高", "形成长效机制", "节约用地和管护成本", "带动村集体增收"))
        rows.append(row)
    return coded("JY", "日期", rows)
