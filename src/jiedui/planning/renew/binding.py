"""What binds a plan: the limits of the town that it comes up against, by rule and year, with what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from jiedui.planning.renew.answer import Accounts, Decisions, FirmPath
from jiedui.planning.renew.town import Town

#: A limit binds when no more than this share of it is left (of 1 where the limit is less).
NEAR = 0.01
#: The rules in words, and the unit of what they limit.
WORDS = {
    "interim": ("过渡用房", "㎡"),
    "market": ("新招租面积", "㎡"),
    "pace": ("当年搬迁户数", "户"),
    "land": ("建设用地与指标平衡", "亩"),
    "energy": ("能耗上限", "吨标准煤"),
    "pollutants": ("污染物上限", "当量"),
    "jobs": ("当年失岗人数", "人"),
    "debt": ("负债上限", "万元"),
    "floor": ("片区厂房面积", "㎡"),
    "site": ("集聚区住房", "户"),
    "slots": ("片区地块", "块"),
}


@dataclass(frozen=True, slots=True)
class Binding:
    """A limit: the rule, the entity (the town's name for sums over it), the year, the value reached and the limit."""

    rule: str
    entity: str
    year: int
    value: float
    limit: float

    @property
    def slack(self) -> float:
        """What is left."""
        return self.limit - self.value

    @property
    def binds(self) -> bool:
        """Whether next to nothing is left."""
        return self.slack <= NEAR * max(1.0, abs(self.limit))

    @property
    def words(self) -> str:
        """The rule in Chinese."""
        return WORDS[self.rule][0]

    @property
    def unit(self) -> str:
        """The unit of value and limit."""
        return WORDS[self.rule][1]


def bindings(town: Town, decisions: Decisions, accounts: Accounts) -> tuple[Binding, ...]:
    """The limits that bind, by rule and year."""
    found = [each for each in limits(town, decisions, accounts) if each.binds]
    rules = list(WORDS)
    return tuple(sorted(found, key=lambda each: (rules.index(each.rule), each.year, each.entity)))


def limits(town: Town, decisions: Decisions, accounts: Accounts) -> Iterator[Binding]:
    """All limits with what the plan makes of them."""
    yield from _town_limits(town, decisions, accounts)
    yield from _land_limits(town, decisions, accounts)
    yield from _floor_limits(town, decisions)
    yield from _slot_limits(town, decisions)
    yield from _home_limits(town, decisions)


def _series(town: Town, rule: str, values: Sequence[float], limit: Sequence[float]) -> Iterator[Binding]:
    """One limit a year on a sum over the town."""
    for year, (value, most) in enumerate(zip(values, limit, strict=True), 1):
        yield Binding(rule, town.name, year, float(value), float(most))


def _town_limits(town: Town, decisions: Decisions, accounts: Accounts) -> Iterator[Binding]:
    """Interim places, market, pace, caps, jobs, debt."""
    rules, states = town.rules, accounts.states
    every = [1.0] * rules.years
    let = [sum(floors) for floors in zip(*decisions.newcomers.values(), strict=True)] or [0.0] * rules.years
    moved = np.diff([state.households_moved for state in states]).tolist()
    closed = np.zeros(rules.years)
    for firm in town.firms:
        year = decisions.firms.get(firm.name, FirmPath()).closed
        if year is not None:
            closed[year - 1] += firm.jobs
    lost = closed - rules.newcomers.jobs * np.array(let)
    yield from _series(
        town, "interim", [state.interim_floor for state in states[1:]], [rules.interim_floor * one for one in every]
    )
    yield from _series(town, "market", let, [rules.newcomers.a_year * one for one in every])
    yield from _series(town, "pace", moved, [rules.households_a_year * one for one in every])
    yield from _series(town, "energy", [state.energy for state in states[1:]], rules.energy_cap)
    yield from _series(town, "pollutants", [state.pollutants for state in states[1:]], rules.pollutants_cap)
    yield from _series(town, "jobs", lost.tolist(), [rules.jobs_a_year * one for one in every])
    yield from _series(town, "debt", [cash.debt for cash in accounts.cash], [rules.debt_ceiling * one for one in every])


def _land_limits(town: Town, decisions: Decisions, accounts: Accounts) -> Iterator[Binding]:
    """The land balance: the least that is left of its three conditions, in each year in which land is used at all."""
    rules, states, last = town.rules, accounts.states, town.rules.years
    moved = {name: year for name, (_, year) in decisions.hamlets.items()}
    ended = sum(hamlet.homestead for hamlet in town.hamlets if hamlet.name in moved)
    reclaimed = [*(state.land_reclaimed for state in states), ended]
    for state in states[1:]:
        used = state.land_taken + state.quota_sold
        due = reclaimed[min(state.year + rules.quota_return, last + 1)]
        room = min(state.land_reclaimed + rules.quota_advance, due, state.land_reclaimed + state.land_taken)
        if used > 0:
            yield Binding("land", town.name, state.year, used, room)


def _floor_limits(town: Town, decisions: Decisions) -> Iterator[Binding]:
    """Floor of each block with plants, at the end of the plan."""
    needs = {firm.name: firm.need for firm in town.firms}
    taken: dict[str, float] = {}
    for name, path in decisions.firms.items():
        if path.block is not None:
            taken[path.block] = taken.get(path.block, 0.0) + needs[name]
    for block in town.blocks:
        plants = len(decisions.plants.get(block.name, ()))
        used = taken.get(block.name, 0.0) + sum(decisions.newcomers.get(block.name, ()))
        if plants:
            yield Binding("floor", block.name, town.rules.years, used, plants * block.slot_floor)


def _slot_limits(town: Town, decisions: Decisions) -> Iterator[Binding]:
    """Slots of each block that was cleared."""
    for block in town.blocks:
        sites = (site for site in town.sites if site.block == block.name and decisions.stages.get(site.name))
        used = len(decisions.plants.get(block.name, ())) + len(decisions.sold.get(block.name, ()))
        if block.name in decisions.cleared:
            yield Binding(
                "slots", block.name, town.rules.years, used + sum(site.block_slots for site in sites), block.slots
            )


def _home_limits(town: Town, decisions: Decisions) -> Iterator[Binding]:
    """Homes of each site that was built."""
    households = {hamlet.name: hamlet.households for hamlet in town.hamlets}
    for site in town.sites:
        built = len(decisions.stages.get(site.name, ()))
        moved = sum(households[name] for name, (where, _) in decisions.hamlets.items() if where == site.name)
        if built:
            homes = sum(stage.homes for stage in site.stages[:built])
            yield Binding("site", site.name, town.rules.years, moved, homes)
