"""What stands in the way of a plan in the ledgers and the parameters: each fault at its entry and column.

An error leaves no town to plan; a warning tells of something that the plan will feel (a hamlet that nothing reaches stays).
One rule is one function here, with the rule in words; ``faults_in`` asks them all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from jiedui.base.problems import Place, Problem
from jiedui.planning.renew.assembling import (
    INDUSTRIAL,
    consents_of,
    floor_of,
    reach_of,
    ready_of,
    year_of,
)
from jiedui.planning.renew.locating import geometry_of, point_of
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.registers import Enterprise, Parcel, Registers
from jiedui.planning.renew.town import Town

#: Land on which nothing is built.
PROTECTED = ("永久基本农田", "生态红线")
#: An overlap of shapes below this, in square degrees (about 1 平方米), is what rounding of corners leaves.
SLIVER = 1e-10
#: The ledgers: the tuple of the registers, the ledger's name and title, the column by which an entry is named.
_LEDGERS = {
    "parcels": ("parcel", "地块台账", "code"),
    "enterprises": ("enterprise", "企业台账", "firm"),
    "blocks": ("block", "更新片区台账", "name"),
    "hamlets": ("hamlet", "自然村台账", "name"),
    "sites": ("site", "集聚区台账", "name"),
    "households": ("household", "农户台账", "code"),
}
#: Columns that must be above 0, and those that must not be below, with their titles.
_POSITIVE = {
    "parcels": {"area": "面积"},
    "enterprises": {"land": "用地面积"},
    "blocks": {"plot_ratio": "规划容积率", "slots": "规划地块数"},
    "hamlets": {"households": "户数", "homestead": "宅基地面积"},
    "sites": {"capacity": "可建户数", "area": "占地面积"},
    "households": {"people": "人口"},
}
_NOT_BELOW = {
    "parcels": {"plot_ratio": "容积率"},
    "enterprises": {
        "floor": "建筑面积",
        "need": "意向厂房面积",
        "staff": "职工人数",
        "energy": "综合能耗",
        "pollutants": "主要污染物",
    },
    "blocks": {"clearing": "整理费用"},
    "hamlets": {"consenting": "同意户数", "floor": "旧房面积"},
    "sites": {"setup_cost": "固定成本", "unit_cost": "每户成本", "block_slots": "占用地块数"},
    "households": {"floor": "现有住房面积"},
}
#: What a plan must know of each firm.
_NEEDED = {
    "tax": "税收",
    "value_added": "工业增加值",
    "staff": "职工人数",
    "energy": "综合能耗",
    "pollutants": "主要污染物",
}


def place(ledger: str, entry: int | None, column: str) -> Place:
    """Where a fault stands: the entry as every room names it (``hamlet:12``), the ledger where it has no number."""
    return Place(file=ledger if entry is None else f"{ledger}:{entry}", column=column)


@dataclass(frozen=True)
class Case:
    """The ledgers and the parameters, with what several rules look up."""

    registers: Registers
    params: Params
    grades: Mapping[str, str]

    @cached_property
    def parcels(self) -> Mapping[str, Parcel]:
        """The parcels by code."""
        return {parcel.code: parcel for parcel in self.registers.parcels}

    @cached_property
    def consents(self) -> Mapping[str, int]:
        """Households that consent, by hamlet with households listed."""
        return consents_of(self.registers.households)

    @cached_property
    def shapes(self) -> Mapping[tuple[str, int], BaseGeometry]:
        """Every shape that can be read, by ledger and place in it."""
        found: dict[tuple[str, int], BaseGeometry] = {}
        for ledger in ("parcels", "blocks", "hamlets", "sites"):
            for number, each in enumerate(getattr(self.registers, ledger)):
                shape = _shape(each.geometry)
                if isinstance(shape, BaseGeometry):
                    found[ledger, number] = shape
        return found


def _shape(text: str) -> BaseGeometry | str | None:
    """The shape of a text, None for none, and what is wrong with one that cannot be read."""
    try:
        return geometry_of(text)
    except ValueError as error:
        return str(error) or "empty"


def faults_in(registers: Registers, params: Params, grades: Mapping[str, str] | None = None) -> list[Problem]:
    """Everything that is wrong, errors and warnings; ``grades`` by firm go before those of the ledger."""
    case = Case(registers, params, grades or {})
    found = [problem for rule in _RULES for problem in rule(case)]
    return sorted(found, key=lambda problem: (problem.severity != "error", problem.code))


# --- every ledger ---


def _nothing(case: Case) -> Iterator[Problem]:
    """There is something to plan: blocks or hamlets."""
    if not case.registers.blocks and not case.registers.hamlets:
        yield Problem("renew-empty")


def _out_of_range(case: Case) -> Iterator[Problem]:
    """Areas and counts are above 0; floor, jobs, energy and money are not below 0."""
    for ledger, (name, _, called) in _LEDGERS.items():
        for each in getattr(case.registers, ledger):
            for key, title in _POSITIVE[ledger].items():
                if not getattr(each, key) > 0:
                    told = {"name": getattr(each, called), "column": title, "value": getattr(each, key)}
                    yield Problem("renew-not-positive", place(name, each.entry, title), told)
            for key, title in _NOT_BELOW[ledger].items():
                value = getattr(each, key)
                if value is not None and not value >= 0:
                    told = {"name": getattr(each, called), "column": title, "value": value}
                    yield Problem("renew-below", place(name, each.entry, title), told)


def _unreadable(case: Case) -> Iterator[Problem]:
    """Every geometry is GeoJSON or WKT."""
    for ledger in ("parcels", "blocks", "hamlets", "sites"):
        name, _, called = _LEDGERS[ledger]
        title = "边界" if ledger in ("parcels", "blocks") else "位置"
        for number, each in enumerate(getattr(case.registers, ledger)):
            if each.geometry.strip() and (ledger, number) not in case.shapes:
                told = {"name": getattr(each, called), "why": str(_shape(each.geometry))[:80]}
                yield Problem("renew-geometry", place(name, each.entry, title), told)


# --- industry ---


def _firms(case: Case) -> Iterator[Problem]:
    """A firm stands on a parcel that exists; what a plan must know of it is entered; it has a grade."""
    for firm in case.registers.enterprises:
        parcel = case.parcels.get(firm.parcel)
        if firm.parcel and parcel is None:
            told = {"firm": firm.firm, "parcel": firm.parcel}
            yield Problem("renew-unknown-parcel", place("enterprise", firm.entry, "地块"), told)
        elif parcel and parcel.use != INDUSTRIAL:
            told = {"firm": firm.firm, "parcel": firm.parcel, "use": parcel.use}
            yield Problem("renew-not-industrial", place("enterprise", firm.entry, "地块"), told)
        yield from _missing(firm, parcel)
        if not (case.grades.get(firm.firm) or firm.grade):
            yield Problem("renew-no-grade", place("enterprise", firm.entry, "评价等级"), {"firm": firm.firm})


def _missing(firm: Enterprise, parcel: Parcel | None) -> Iterator[Problem]:
    """What is not entered of a firm. Floor may follow from the plot ratio of its parcel."""
    empty = [title for key, title in _NEEDED.items() if getattr(firm, key) is None]
    empty += ["建筑面积"] if floor_of(firm, parcel) is None else []
    for title in empty:
        yield Problem("renew-missing", place("enterprise", firm.entry, title), {"firm": firm.firm, "column": title})


def _crowded(case: Case) -> Iterator[Problem]:
    """The firms of a parcel occupy no more than its area (one in a hundred is forgiven)."""
    land: dict[str, float] = defaultdict(float)
    for firm in case.registers.enterprises:
        land[firm.parcel] += firm.land
    for parcel in case.registers.parcels:
        if land.get(parcel.code, 0.0) > parcel.area * 1.01:
            told = {"parcel": parcel.code, "land": round(land[parcel.code], 4), "area": parcel.area}
            yield Problem("renew-crowded", place("parcel", parcel.entry, "面积"), told)


def _blocks(case: Case) -> Iterator[Problem]:
    """A block has parcels, a plot ratio of the norm at the least, and themes that the parameters know."""
    filled = {parcel.block for parcel in case.registers.parcels}
    for block in case.registers.blocks:
        if block.name not in filled:
            yield Problem("renew-no-parcels", place("block", block.entry, "名称"), {"block": block.name})
        if 0 < block.plot_ratio < case.params.norms.plot_ratio:
            told = {"block": block.name, "ratio": block.plot_ratio, "least": case.params.norms.plot_ratio}
            yield Problem("renew-plot-ratio", place("block", block.entry, "规划容积率"), told)
        for theme in block.themes:
            if theme not in case.params.themes:
                told = {"block": block.name, "theme": theme, "known": "、".join(case.params.themes)}
                yield Problem("renew-unknown-theme", place("block", block.entry, "主导产业"), told)


def _block_names(case: Case) -> Iterator[Problem]:
    """Every block that a parcel, a hamlet or a site names is in its ledger."""
    known = {block.name for block in case.registers.blocks}
    for ledger in ("parcels", "hamlets", "sites"):
        name, _, called = _LEDGERS[ledger]
        for each in getattr(case.registers, ledger):
            if each.block and each.block not in known:
                told = {"name": getattr(each, called), "block": each.block}
                yield Problem("renew-unknown-block", place(name, each.entry, "更新片区"), told)


# --- hamlets ---


def _consents(case: Case) -> Iterator[Problem]:
    """No more households consent than there are; as many are listed as there are, where any are."""
    listed = Counter(household.hamlet for household in case.registers.households)
    for hamlet in case.registers.hamlets:
        count = max(hamlet.consenting or 0, case.consents.get(hamlet.name, 0))
        if count > hamlet.households:
            told = {"hamlet": hamlet.name, "consenting": count, "households": hamlet.households}
            yield Problem("renew-consent-above", place("hamlet", hamlet.entry, "同意户数"), told)
        if listed[hamlet.name] and listed[hamlet.name] != hamlet.households:
            told = {"hamlet": hamlet.name, "listed": listed[hamlet.name], "households": hamlet.households}
            yield Problem("renew-listed-differs", place("hamlet", hamlet.entry, "户数"), told)
    known = {hamlet.name for hamlet in case.registers.hamlets}
    for household in case.registers.households:
        if household.hamlet not in known:
            told = {"household": household.code, "hamlet": household.hamlet}
            yield Problem("renew-unknown-hamlet", place("household", household.entry, "自然村"), told)


def _reach(case: Case) -> Iterator[Problem]:
    """A hamlet has a site in its reach; one that must move cannot do without."""
    places = [(site, point_of(site.geometry)) for site in case.registers.sites]
    for hamlet in case.registers.hamlets:
        if not reach_of(hamlet, places, case.params):
            code = "renew-no-reach" if hamlet.must_by is None else "renew-must-no-reach"
            told = {"hamlet": hamlet.name, "radius": case.params.norms.radius}
            yield Problem(code, place("hamlet", hamlet.entry, "位置"), told)


def _musts(case: Case) -> Iterator[Problem]:
    """A hamlet that must move by a year of the plan has consent by then; its year is not past."""
    first = case.params.plan.first_year
    for hamlet in case.registers.hamlets:
        deadline = year_of(hamlet.must_by, case.params)
        if hamlet.must_by is None or deadline is None or deadline > case.params.plan.years:
            continue
        told: dict[str, object] = {"hamlet": hamlet.name, "year": hamlet.must_by}
        if hamlet.must_by < first:
            yield Problem("renew-past", place("hamlet", hamlet.entry, "最迟搬迁年份"), {**told, "first": first})
        ready = ready_of(hamlet, case.consents.get(hamlet.name), case.params)
        if ready is None or ready > deadline:
            share = f"{case.params.norms.consent:.0%}"
            yield Problem("renew-must-no-consent", place("hamlet", hamlet.entry, "同意户数"), {**told, "share": share})


# --- sites ---


def _stages(case: Case) -> Iterator[Problem]:
    """The homes of the stages, where they are entered, are each above 0 and add up to those of the site."""
    for site in case.registers.sites:
        if site.stages and (sum(site.stages) != site.capacity or min(site.stages) <= 0):
            told = {"site": site.name, "sum": sum(site.stages), "capacity": site.capacity}
            yield Problem("renew-stages", place("site", site.entry, "分期户数"), told)


def _slots(case: Case) -> Iterator[Problem]:
    """A site on a block takes one slot at the least and no more than the block has."""
    slots = {block.name: block.slots for block in case.registers.blocks}
    for site in case.registers.sites:
        if site.block in slots and not 1 <= (site.block_slots or 0) <= slots[site.block]:
            told = {"site": site.name, "block": site.block, "taken": site.block_slots or 0, "slots": slots[site.block]}
            yield Problem("renew-slots", place("site", site.entry, "占用地块数"), told)


def _protected(case: Case) -> Iterator[Problem]:
    """No site lies on permanent basic farmland or inside a red line, where both are on the map."""
    parcels = [
        (parcel, case.shapes["parcels", number])
        for number, parcel in enumerate(case.registers.parcels)
        if parcel.use in PROTECTED and ("parcels", number) in case.shapes
    ]
    tree = shapely.STRtree([shape for _, shape in parcels])
    for number, site in enumerate(case.registers.sites):
        ground = case.shapes.get(("sites", number))
        for hit in tree.query(ground, predicate="intersects") if ground is not None else ():
            parcel, shape = parcels[int(hit)]
            if _on(ground, shape):
                told = {"site": site.name, "parcel": parcel.code, "use": parcel.use}
                yield Problem("renew-protected", place("site", site.entry, "位置"), told)


def _on(ground: BaseGeometry, parcel: BaseGeometry) -> bool:
    """Whether a site is on a parcel: by more than a sliver, or a point inside."""
    return bool(ground.area == 0 or ground.intersection(parcel).area > SLIVER)


_RULES = (
    _nothing,
    _out_of_range,
    _unreadable,
    _firms,
    _crowded,
    _blocks,
    _block_names,
    _consents,
    _reach,
    _musts,
    _stages,
    _slots,
    _protected,
)


def stuck(town: Town) -> Iterable[Problem]:
    """Firms for whose sake a block can never be cleared: they may not close, and no block takes them in."""
    for firm in town.firms:
        if firm.block and not firm.closable and not firm.targets:
            told = {"firm": firm.name, "grade": firm.grade, "block": firm.block}
            yield Problem("renew-stuck", place("enterprise", firm.entry, "行业代码"), told)
