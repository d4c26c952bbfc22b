"""What the allotment of homes goes by: what households are entitled to, where homes stand, objections, an earlier draw."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from jiedui.sample.rows import Row, number_of, text_of
from jiedui.sample.setting import Setting

#: Square metres that a member of a household is entitled to, and the most for one household.
PER_PERSON, MOST = 40, 200
#: What a storey costs more or less, in 元 a square metre: the second and third are liked best, the top least.
ADJUSTMENTS = {1: 0, 2: 60, 3: 60, 4: 30, 5: 0, 6: -80}
RESERVE = "低楼层"


def entitled(setting: Setting, households: Sequence[Row]) -> list[Row]:
    """The households with what they are entitled to and, where they consent, the round in which they signed."""
    dice = setting.dice("household/entitled")
    rows = []
    for row in households:
        floor, people = number_of(row, "现有住房面积"), int(number_of(row, "人口"))
        certified = (floor * dice.choice((100, 100, 96, 92)) / 100).quantize(Decimal("0.01"))
        more: Row = {"旧房确权面积": certified, "应安置面积": min(MOST, people * PER_PERSON)}
        if row.get("是否同意") == "是":
            more["签约轮次"] = dice.choices((1, 2), (3, 1))[0]
        rows.append({**row, **more})
    return rows


def standing(homes: Sequence[Row]) -> list[Row]:
    """The homes with their neighbours: the doors of one storey of a house, the terrace; the ground floor is reserved."""
    places: Counter[str] = Counter()
    rows = []
    for row in homes:
        along = re.sub(r"\d+$", "", text_of(row, "房号").removeprefix(text_of(row, "集聚区")))
        flat = text_of(row, "楼层").isdecimal()
        line = f"{along}{row['楼层']}层" if flat else along
        places[line] += 1
        more: Row = {"排号": line, "位次": places[line]}
        if flat:
            more["楼层差价"] = ADJUSTMENTS[int(text_of(row, "楼层"))]
            more |= {"预留": RESERVE} if row["楼层"] == "1" else {}
        rows.append({**row, **more})
    return rows


def objection_rows(households: Sequence[Row]) -> list[Row]:
    """Two objections that were raised against the roster, both decided."""
    first, second = [row for row in households if row.get("是否同意") == "是" and number_of(row, "人口") > 4][:2]
    return [
        {
            "农户": text_of(first, "户编号"),
            "提出日期": date(2024, 11, 18),
            "异议内容": "户内一人已随子女迁出，人口应减一人",
            "处理结果": "不成立",
            "处理依据": "派出所户籍证明：户口未迁出",
            "处理日期": date(2024, 11, 25),
        },
        {
            "农户": text_of(second, "户编号"),
            "提出日期": date(2024, 11, 19),
            "异议内容": "确权面积含已拆除的辅房",
            "处理结果": "成立",
            "处理依据": "现场复核，面积已更正",
            "处理日期": date(2024, 11, 27),
        },
    ]


def allotment_rows(site: str) -> list[Row]:
    """An earlier draw, held with slips of paper before the office kept a book."""
    return [
        {
            "名称": "老街安置房（2023年）",
            "集聚区": site,
            "冻结日期": date(2023, 5, 8),
            "参加户数": 46,
            "房源套数": 48,
            "状态": "已结算",
            "抽签日期": date(2023, 5, 20),
            "备注": "纸质抽签，名册和记录存镇档案室",
        }
    ]
