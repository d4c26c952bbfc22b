"""The targets (目标任务) that the two sides agreed upon for each year: most were reached, some were missed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jiedui.sample.places import WEST
from jiedui.sample.rows import YEARS, Row
from jiedui.sample.tally import PUBLIC, SETTLED, Tally

_Done = Callable[[Tally, int], Decimal | int]

#: Indicator, unit, what was done in a year, and the rates of completion (in percent) of the two years.
_AGREED: tuple[tuple[str, str, _Done, tuple[int, int]], ...] = (
    ("财政援助资金", "万元", lambda t, y: t.total("fund", "金额", y, {"环节": "到位", "资金来源": PUBLIC}), (102, 104)),
    ("社会捐赠资金", "万元", lambda t, y: t.total("donation", "金额", y, {"形式": "资金"}), (116, 121)),
    ("消费协作金额", "万元", lambda t, y: t.total("purchase", "金额", y), (108, 112)),
    ("转移就业人数", "人", lambda t, y: t.total("labour", "转移就业人数", y), (105, 107)),
    ("东部就业人数", "人", lambda t, y: t.total("labour", "转移就业人数", y, {"去向": "东部就业"}), (96, 103)),
    ("引导落地企业数", "家", lambda t, y: t.count("lead", y, {"阶段": SETTLED}), (110, 90)),
    ("到位投资", "万元", lambda t, y: t.total("lead", "到位投资", y), (124, 93)),
    ("新增结对", "对", lambda t, y: t.count("pairing", y), (113, 109)),
    ("协作项目数", "个", lambda t, y: t.count("project", y), (100, 104)),
    ("互访次数", "次", lambda t, y: t.count("exchange", y), (112, 118)),
    ("专技人才人数", "人", lambda t, y: t.count("talent", y), (95, 115)),
    ("培训期数", "期", lambda t, y: t.count("training", y), (100, 97)),
    ("培训人次", "人次", lambda t, y: t.total("training", "人次", y), (109, 103)),
    ("示范村数", "个", lambda t, y: t.count("model_village", y), (100, 100)),
    ("宣传篇数", "篇", lambda t, y: t.count("publicity", y), (120, 117)),
)


def _round(value: Decimal) -> int:
    """A target as one agrees upon it: in tens from two hundred on, in hundreds from two thousand on."""
    step = 100 if value >= 2000 else 10 if value >= 200 else 1
    return max(1, int((value / step).to_integral_value()) * step)


def target_rows(tally: Tally) -> list[Row]:
    """The ledger of targets of the county, both years."""
    rows: list[Row] = []
    for turn, year in enumerate(YEARS):
        for title, unit, done, rates in _AGREED:
            value = _round(Decimal(done(tally, year)) * 100 / rates[turn])
            rows.append({"指标": title, "地区": WEST, "年度": year, "目标值": value, "单位": unit})
    return rows
