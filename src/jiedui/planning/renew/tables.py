"""The tables of a plan as a town reads them: calendar, cash, before and after, land, what binds. Years are calendar years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from jiedui.planning.renew.answer import Accounts, Decisions, Plan, State
from jiedui.planning.renew.binding import Binding, bindings
from jiedui.planning.renew.model import MORE
from jiedui.planning.renew.town import Town

#: The measures in words and their units.
MEASURES = {
    "output": ("亩均产出（税收＋增加值）", "万元/亩"),
    "cost": ("公共投入（折现净额）", "万元"),
    "housed": ("安居户数（按配套加权）", "户"),
    "distance": ("耕作距离合计", "户·公里"),
    "jobs_lost": ("失岗合计", "人"),
}
#: The cash table: column of the records, words, +1 for what comes in and −1 for what is spent.
CASH = (
    ("budget", "当年预算", 1),
    ("grants", "上级补助", 1),
    ("land_sales", "土地出让", 1),
    ("quota_sales", "指标交易", 1),
    ("rents", "厂房租金", 1),
    ("tax", "新增税收分成", 1),
    ("firms_moved", "企业搬迁补偿", -1),
    ("firms_closed", "企业关停补偿", -1),
    ("clearing", "片区清理", -1),
    ("plants", "厂房建设", -1),
    ("interim", "过渡租金", -1),
    ("sites", "集聚区建设", -1),
    ("hamlets", "旧房补偿", -1),
    ("reclaiming", "宅基地复垦", -1),
    ("interest", "利息", -1),
)
#: Before and after: words, unit, and the figure of a state.
STATES = (
    ("税收", "万元", "tax"),
    ("增加值", "万元", "value_added"),
    ("就业岗位", "人", "jobs"),
    ("能耗", "吨标准煤", "energy"),
    ("污染物", "当量", "pollutants"),
    ("工业用地", "亩", "industrial_land"),
    ("标准厂房面积", "㎡", "plant_floor"),
    ("已用厂房面积", "㎡", "let_floor"),
    ("搬迁户数", "户", "households_moved"),
    ("失岗累计", "人", "jobs_lost"),
    ("复垦宅基地", "亩", "land_reclaimed"),
    ("新增建设用地", "亩", "land_taken"),
    ("出售指标", "亩", "quota_sold"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the calendar: the year, who (kind and name), what happens, where to, how much and in which unit."""

    year: int
    kind: str
    name: str
    what: str
    where: str
    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Yearly:
    """A line of a table by year: what, the unit, a value for each year."""

    what: str
    unit: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A line of before and after."""

    what: str
    unit: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Reached:
    """A level of the objectives: the measure, its value, the bound and the gap proven (a share)."""

    what: str
    unit: str
    more: bool
    value: float
    bound: float
    gap: float


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a plan; ``years`` are the calendar years of the columns of ``cash`` and ``land``."""

    years: tuple[int, ...]
    levels: tuple[Reached, ...]
    measures: tuple[Change, ...]
    changes: tuple[Change, ...]
    calendar: tuple[Event, ...]
    cash: tuple[Yearly, ...]
    land: tuple[Yearly, ...]
    binds: tuple[Binding, ...]


def tables(town: Town, plan: Plan) -> Tables:
    """The tables of a plan for its town."""
    first = town.rules.first_year
    return Tables(
        tuple(range(first, first + town.rules.years)),
        tuple(_levels(plan)),
        tuple(_measures(town, plan.accounts)),
        tuple(_changes(plan.accounts)),
        calendar(town, plan.decisions),
        tuple(_cash(plan.accounts)),
        tuple(_land(plan.accounts)),
        bindings(town, plan.decisions, plan.accounts),
    )


def _levels(plan: Plan) -> Iterator[Reached]:
    """What was reached and proven."""
    for level in plan.levels:
        what, unit = MEASURES[level.measure]
        yield Reached(what, unit, level.measure in MORE, level.value, level.bound, level.gap)


def _measures(town: Town, accounts: Accounts) -> Iterator[Change]:
    """The measures of doing nothing, and of the plan."""
    now, land = accounts.states[0], town.industrial_land
    before = {"output": (now.tax + now.value_added) / land if land else 0.0}
    for name, (what, unit) in MEASURES.items():
        yield Change(what, unit, before.get(name, 0.0), getattr(accounts.measures, name))


def _changes(accounts: Accounts) -> Iterator[Change]:
    """The state before the plan and at its end."""
    first, last = accounts.states[0], accounts.states[-1]
    for what, unit, column in STATES:
        yield Change(what, unit, getattr(first, column), getattr(last, column))
    yield Change("亩均税收", "万元/亩", _per_land(first), _per_land(last))


def _per_land(state: State) -> float:
    """Tax on each 亩 of industrial land that there is."""
    return state.tax / state.industrial_land if state.industrial_land else 0.0


def _cash(accounts: Accounts) -> Iterator[Yearly]:
    """Income, then outlays, then what is left or owed."""
    for column, what, sign in CASH:
        words = f"收：{what}" if sign > 0 else f"支：{what}"
        yield Yearly(words, "万元", tuple(getattr(cash, column) for cash in accounts.cash))
    yield Yearly("年末结余", "万元", tuple(cash.cash for cash in accounts.cash))
    yield Yearly("年末负债", "万元", tuple(cash.debt for cash in accounts.cash))


def _land(accounts: Accounts) -> Iterator[Yearly]:
    """The land balance by year."""
    columns = ("land_reclaimed", "land_taken", "quota_sold", "industrial_land")
    words = ("上年末前腾退复垦", "新增建设用地", "出售指标", "工业用地")
    for column, what in zip(columns, words, strict=True):
        yield Yearly(what, "亩", tuple(getattr(state, column) for state in accounts.states[1:]))


def calendar(town: Town, decisions: Decisions) -> tuple[Event, ...]:
    """Who moves where and when, what is cleared, built and sold; by year, then in the order of the work."""
    every = (*_firms(town, decisions), *_blocks(town, decisions), *_villages(town, decisions), *_quota(town, decisions))
    first = town.rules.first_year - 1
    dated = [Event(year + first, *rest) for year, *rest in every]  # type: ignore[arg-type]
    return tuple(sorted(dated, key=lambda event: event.year))


Line = tuple[int, str, str, str, str, float, str]


def _firms(town: Town, decisions: Decisions) -> Iterator[Line]:
    """Firms that close, leave for an interim place, enter plants."""
    for firm in town.firms:
        path = decisions.firms.get(firm.name)
        if path is None or path.stays:
            continue
        if path.closed is not None:
            yield path.closed, "企业", firm.name, "关停", firm.block or "", firm.floor, "㎡"
        elif path.left is not None and path.entered is not None and path.block is not None:
            if path.left < path.entered:
                yield path.left, "企业", firm.name, "搬入过渡用房", "", firm.need, "㎡"
            yield path.entered, "企业", firm.name, "迁入", path.block, firm.need, "㎡"


def _blocks(town: Town, decisions: Decisions) -> Iterator[Line]:
    """Blocks cleared, plants built, slots sold, floor let to newcomers."""
    for block in town.blocks:
        if block.name in decisions.cleared:
            yield decisions.cleared[block.name], "片区", block.name, "腾空拆除", "", block.land, "亩"
        for year, count in sorted(Counter(decisions.plants.get(block.name, ())).items()):
            yield year, "片区", block.name, f"建成厂房 {count} 座", "", count * block.slot_floor, "㎡"
        for year, count in sorted(Counter(decisions.sold.get(block.name, ())).items()):
            yield year, "片区", block.name, f"出让 {count} 块", "", count * block.slot_land, "亩"
        for year, floor in enumerate(decisions.newcomers.get(block.name, ()), 1):
            if floor > 0:
                yield year, "片区", block.name, "新招企业入驻", "", floor, "㎡"


def _villages(town: Town, decisions: Decisions) -> Iterator[Line]:
    """Stages built, hamlets moved."""
    for site in town.sites:
        for stage, (year, its) in enumerate(zip(decisions.stages.get(site.name, ()), site.stages, strict=False), 1):
            yield year, "集聚区", site.name, f"建成第 {stage} 期", site.block or "", its.homes, "户"
    for hamlet in town.hamlets:
        if hamlet.name in decisions.hamlets:
            where, year = decisions.hamlets[hamlet.name]
            yield year, "自然村", hamlet.name, "搬入", where, hamlet.households, "户"


def _quota(town: Town, decisions: Decisions) -> Iterator[Line]:
    """Quota sold."""
    for year, amount in enumerate(decisions.quota_sold, 1):
        if amount > 0:
            yield year, "指标", town.name, "出售指标", "", amount, "亩"
