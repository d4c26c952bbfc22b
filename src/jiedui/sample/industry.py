"""Industry: courted firms (招商台账), parks built together (共建园区台账), workshops for those who stay (帮扶车间台账)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from jiedui.sample.organisations import COURTED, EMPLOYERS, PARKS, PRODUCERS, Courted
from jiedui.sample.places import EAST, EAST_TOWNS, RESETTLED, TOWN_OF, WEST_TOWNS, WEST_VILLAGES
from jiedui.sample.rows import LAST_DAY, YEARS, Row, coded, later, number_of, text_of, workday_in
from jiedui.sample.setting import Setting

_STEPS = ("线索", "签约", "开工", "投产")


@dataclass(frozen=True)
class _Course:
    """How far a lead comes: its days of clue, signing, start and opening, and whether it is given up after signing."""

    days: tuple[date, date, date, date]
    broken: bool

    @property
    def reached(self) -> int:
        """How many of the steps have come by the last day; a broken one stops at the clue."""
        return 1 if self.broken else sum(day <= LAST_DAY for day in self.days)

    @property
    def stage(self) -> str:
        """The stage it is told at; a clue older than two months is being talked about."""
        if self.broken:
            return "终止"
        old = self.reached == 1 and LAST_DAY - self.days[0] > timedelta(days=60)
        return "洽谈" if old else _STEPS[self.reached - 1]


def _course(dice: Random, year: int) -> _Course:
    """The days of one lead."""
    found = workday_in(dice, year, (2, 3, 4, 4, 3, 3, 2, 2, 2, 2, 2, 1))
    signed = later(dice, found, 25, 95)
    started = later(dice, signed, 20, 85)
    return _Course((found, signed, started, later(dice, started, 50, 170)), dice.random() < 0.1)


def _invested(dice: Random, firm: Courted, course: _Course) -> Row:
    """Money agreed upon and paid in, jobs made: as far as the lead has come."""
    if course.reached < 2:
        return {}
    planned = dice.randint(firm.least // 50, firm.most // 50) * 50
    parts = {2: (5, 20), 3: (30, 60), 4: (55, 96)}[course.reached]
    row: Row = {"协议投资": Decimal(planned), "到位投资": Decimal(planned * dice.randint(*parts) // 100 // 10 * 10)}
    if course.reached > 2:
        jobs = max(6, planned * dice.randint(12, 30) // 1000 if course.reached == len(_STEPS) else planned // 150)
        row |= {"带动就业": jobs, "其中脱贫人口": jobs * dice.randint(35, 62) // 100}
    return row


def _seat(dice: Random, industry: str) -> tuple[str, str]:
    """Where the firm settles: the town, and the park when the trade has one."""
    fitting = {"1530": "茶垭茶产业园", "2730": "药坪中药材加工园"}
    park = fitting.get(industry) or dice.choice((next(iter(PARKS)), "", ""))
    return (PARKS[park][0], park) if park else (dice.choice(WEST_TOWNS).name, "")


def _lead(dice: Random, firm: Courted, year: int) -> Row:
    """One lead."""
    course = _course(dice, year)
    town, park = _seat(dice, firm.industry)
    titles = ("线索日期", "签约日期", "开工日期", "投产日期")
    row: Row = {
        "企业": firm.name,
        "行业代码": firm.industry,
        "来源地": dice.choice([EAST, *(town.name for town in EAST_TOWNS)]),
        "落地地区": town,
        **dict(zip(titles[: course.reached], course.days, strict=False)),
        "阶段": course.stage,
        **_invested(dice, firm, course),
    }
    return {**row, "园区": park} if park and course.reached > 1 else row


def lead_rows(setting: Setting) -> list[Row]:
    """The ledger of courted firms; each firm is courted once."""
    rows: list[Row] = []
    firms = iter(COURTED)
    for year, number in zip(YEARS, (18, 22), strict=True):
        dice = setting.dice(f"lead/{year}")
        rows += [_lead(dice, next(firms), year) for _ in range(setting.many(number))]
    return coded("ZS", "线索日期", rows)


def park_rows(setting: Setting, leads: list[Row]) -> list[Row]:
    """The ledger of parks: as many courted firms as have settled there, and those that were there before."""
    dice = setting.dice("park")
    days = (date(2023, 3, 28), date(2023, 6, 20), date(2024, 4, 18))
    rows: list[Row] = []
    for (park, (west, east, area)), since in zip(PARKS.items(), days, strict=True):
        settled = [row for row in leads if text_of(row, "园区") == park and row["阶段"] in {"开工", "投产"}]
        invested = sum(number_of(row, "到位投资") for row in settled)
        rows.append(
            {
                "园区": park,
                "西部地区": west,
                "东部地区": east,
                "共建日期": since,
                "面积": Decimal(area) + Decimal(dice.randint(0, 9)) / 10,
                "入驻企业": len(settled) + dice.randint(2, 6),
                "当年投资": invested + Decimal(dice.randint(3, 20) * 20),
            }
        )
    return coded("YQ", "共建日期", rows)


_CRAFTS = dict(zip(EMPLOYERS, ("服饰", "玩具", "箱包", "电子"), strict=False))
_LOCAL_CRAFTS = {"手工": "手工艺", "其他": "蜂产品"}


def _operator(dice: Random, place: str) -> tuple[str, str]:
    """Who runs the workshop of a place, and what is made there: a producer of the town, else one of the employers."""
    local = [name for name, (town, _) in PRODUCERS.items() if town == TOWN_OF[place]]
    if local and dice.random() < 0.45:
        firm = dice.choice(local)
        category = PRODUCERS[firm][1]
        return firm, _LOCAL_CRAFTS.get(category, category)
    firm = dice.choice(list(_CRAFTS))
    return firm, _CRAFTS[firm]


def workshop_rows(setting: Setting) -> list[Row]:
    """The ledger of workshops: in resettled communities first, then in villages."""
    dice = setting.dice("workshop")
    places = [*RESETTLED, *dice.sample([one for one in WEST_VILLAGES if one not in RESETTLED], 19)]
    rows: list[Row] = []
    for number, place in enumerate(places[: max(4, setting.many(22))]):
        firm, craft = _operator(dice, place)
        workers = dice.randint(9, 62)
        rows.append(
            {
                "名称": f"{place}{craft}车间",
                "西部地区": place,
                "认定日期": workday_in(dice, YEARS[number % 2], (0, 0, 2, 2, 3, 3, 2, 2, 2, 2, 1, 0)),
                "运营企业": firm,
                "吸纳就业": workers,
                "其中脱贫人口": workers * dice.randint(42, 70) // 100,
                "状态": dice.choices(("运营", "停产", "退出"), (18, 2, 1))[0],
            }
        )
    return coded("CJ", "认定日期", rows)
