"""From decisions to the tables that a town reads: cash by year, states, measures.

The sums are those of ``docs/renewal.md``. Whether the decisions keep the rules is not asked here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.renew.answer import Accounts, Cash, Decisions, FirmPath, Measures, State
from jiedui.planning.renew.town import Block, Firm, Town

#: One value a year, from year 0 to year T.
Years = NDArray[np.float64]
#: A year, None for never, and an amount.
Dated = Iterable[tuple[int | None, float]]
STAYS = FirmPath()


@dataclass(frozen=True)
class _Flows:
    """What happens in each year 0…T (nothing in year 0): the money of things done, and amounts that states sum up."""

    firms_moved: Years
    firms_closed: Years
    clearing: Years
    plants: Years
    sites: Years
    compensation: Years
    land_sales: Years
    households: Years
    homestead: Years
    taken: Years
    newcomers: Years
    jobs_closed: Years
    quota: Years


@dataclass(frozen=True)
class _Sums:
    """The state at the end of each year 0…T, and the land R(t) reclaimed by it."""

    tax: Years
    value_added: Years
    jobs: Years
    energy: Years
    pollutants: Years
    industrial_land: Years
    plant_floor: Years
    let_floor: Years
    interim_floor: Years
    households_moved: Years
    jobs_lost: Years
    land_reclaimed: Years
    land_taken: Years
    quota_sold: Years


def account(town: Town, decisions: Decisions) -> Accounts:
    """The tables that follow from decisions."""
    flows = _flows(town, decisions)
    sums = _sums(town, decisions, flows)
    cash = tuple(_cash(town, flows, sums))
    states = tuple(_state(sums, year) for year in range(town.rules.years + 1))
    return Accounts(cash, states, _measures(town, decisions, cash, states))


def _by_year(years: int, dated: Dated) -> Years:
    """The amounts summed by their year."""
    found = np.zeros(years + 1)
    for year, amount in dated:
        if year is not None:
            found[year] += amount
    return found


def _flows(town: Town, decisions: Decisions) -> _Flows:
    """Things done, by the year they are done in."""
    years, prices = town.rules.years, town.rules.prices
    paths = [(firm, decisions.firms.get(firm.name, STAYS)) for firm in town.firms]
    moves = [(each, decisions.hamlets[each.name][1]) for each in town.hamlets if each.name in decisions.hamlets]
    cleared = [(each, decisions.cleared.get(each.name)) for each in town.blocks]
    return _Flows(
        firms_moved=_by_year(years, ((path.left, prices.move_firm * firm.floor) for firm, path in paths)),
        firms_closed=_by_year(years, ((path.closed, prices.close_firm * firm.floor) for firm, path in paths)),
        clearing=_by_year(years, ((year, each.clearing + prices.demolish * each.old_floor) for each, year in cleared)),
        plants=_slots(town, decisions.plants, lambda block: prices.build * block.slot_floor),
        sites=_by_year(years, _site_costs(town, decisions)),
        compensation=_by_year(years, ((year, each.compensation) for each, year in moves)),
        land_sales=_slots(town, decisions.sold, lambda block: prices.land_sale * block.slot_land),
        households=_by_year(years, ((year, each.households) for each, year in moves)),
        homestead=_by_year(years, ((year, each.homestead) for each, year in moves)),
        taken=_by_year(years, _land_taken(town, decisions)),
        newcomers=_newcomers(years, decisions),
        jobs_closed=_by_year(years, ((path.closed, firm.jobs) for firm, path in paths)),
        quota=np.array([0.0, *(decisions.quota_sold or [0.0] * years)]),
    )


def _newcomers(years: int, decisions: Decisions) -> Years:
    """The floor newly let to newcomers over all blocks, by year."""
    found = np.zeros(years + 1)
    for floor in decisions.newcomers.values():
        found[1:] += np.asarray(floor, np.float64)
    return found


def _slots(town: Town, by_block: Mapping[str, tuple[int, ...]], amount: Callable[[Block], float]) -> Years:
    """An amount for each slot used, by year."""
    dated = ((year, amount(block)) for block in town.blocks for year in by_block.get(block.name, ()))
    return _by_year(town.rules.years, dated)


def _site_costs(town: Town, decisions: Decisions) -> Iterator[tuple[int, float]]:
    """The costs of stages, the setup with the first."""
    for site in town.sites:
        years = decisions.stages.get(site.name, ())
        yield from ((year, site.setup) for year in years[:1])
        yield from ((year, stage.cost) for year, stage in zip(years, site.stages, strict=False))


def _land_taken(town: Town, decisions: Decisions) -> Iterator[tuple[int, float]]:
    """New building land: that of stages on sites without a block."""
    for site in town.sites:
        if site.block is None:
            years = decisions.stages.get(site.name, ())
            yield from ((year, stage.land) for year, stage in zip(years, site.stages, strict=False))


def _sums(town: Town, decisions: Decisions, flows: _Flows) -> _Sums:
    """The states, from the flows and the firms' paths."""
    years, new, moved = town.rules.years, town.rules.newcomers, town.rules.moved
    firms = _Firms(town, decisions)
    let = np.cumsum(flows.newcomers)
    lost = np.maximum(0, flows.jobs_closed - new.jobs * flows.newcomers)
    return _Sums(
        tax=firms.counted(lambda firm: firm.tax, moved.tax) + new.tax * let,
        value_added=firms.counted(lambda firm: firm.value_added, moved.value_added) + new.value_added * let,
        jobs=firms.counted(lambda firm: firm.jobs, 1.0) + new.jobs * let,
        energy=firms.counted(lambda firm: firm.energy, moved.energy) + new.energy * let,
        pollutants=firms.counted(lambda firm: firm.pollutants, moved.pollutants) + new.pollutants * let,
        industrial_land=_industrial_land(town, decisions, firms),
        plant_floor=np.cumsum(_slots(town, decisions.plants, lambda block: block.slot_floor)),
        let_floor=firms.by(lambda path: path.entered, lambda firm: firm.need) + let,
        interim_floor=firms.by(lambda path: path.left, lambda firm: firm.need)
        - firms.by(lambda path: path.entered, lambda firm: firm.need),
        households_moved=np.cumsum(flows.households),
        jobs_lost=np.cumsum(lost),
        land_reclaimed=np.concatenate([np.zeros(1), np.cumsum(flows.homestead)[:years]]),
        land_taken=np.cumsum(flows.taken),
        quota_sold=np.cumsum(flows.quota),
    )


class _Firms:
    """The firms with their paths, summed up by year."""

    def __init__(self, town: Town, decisions: Decisions) -> None:
        self._years = town.rules.years
        self._paths = [(firm, decisions.firms.get(firm.name, STAYS)) for firm in town.firms]

    def by(self, when: Callable[[FirmPath], int | None], amount: Callable[[Firm], float]) -> Years:
        """The amounts of the firms to which it has happened by the end of each year."""
        return np.cumsum(_by_year(self._years, ((when(path), amount(firm)) for firm, path in self._paths)))

    def counted(self, amount: Callable[[Firm], float], factor: float) -> Years:
        """An amount over the firms that go on: times the factor in the new plants."""
        now = sum(amount(firm) for firm, _ in self._paths)
        gain = self.by(lambda path: path.entered, amount) * (factor - 1)
        return np.asarray(now + gain - self.by(lambda path: path.closed, amount))


def _industrial_land(town: Town, decisions: Decisions, firms: _Firms) -> Years:
    """Land of blocks not yet cleared, of plants, of firms outside the blocks, and the rest."""

    def outside(firm: Firm) -> float:
        return firm.land if firm.block is None else 0.0

    freed = ((decisions.cleared.get(block.name), block.land) for block in town.blocks)
    plants = _slots(town, decisions.plants, lambda block: block.slot_land)
    return (
        town.industrial_land
        - np.cumsum(_by_year(town.rules.years, freed))
        + np.cumsum(plants)
        - firms.by(lambda path: path.left, outside)
        - firms.by(lambda path: path.closed, outside)
    )


def _state(sums: _Sums, year: int) -> State:
    """One year's state."""
    values = {each.name: float(getattr(sums, each.name)[year]) for each in fields(sums)}
    return State(year, **{**values, "households_moved": round(values["households_moved"])})  # type: ignore[arg-type]


def _cash(town: Town, flows: _Flows, sums: _Sums) -> Iterator[Cash]:
    """Cash year by year; the position of one is where the next starts."""
    rules, prices, position = town.rules, town.rules.prices, 0.0
    for year in range(1, rules.years + 1):
        out = {
            "firms_moved": flows.firms_moved[year],
            "firms_closed": flows.firms_closed[year],
            "clearing": flows.clearing[year],
            "plants": flows.plants[year],
            "interim": prices.interim * sums.interim_floor[year],
            "sites": flows.sites[year],
            "hamlets": flows.compensation[year],
            "reclaiming": prices.reclaim * flows.homestead[year],
            "interest": rules.debt_rate * max(0.0, -position),
        }
        grants = prices.household_grant * flows.households[year] + prices.reclaim_grant * flows.homestead[year]
        income = {
            "budget": rules.budget[year - 1],
            "grants": grants,
            "land_sales": flows.land_sales[year],
            "quota_sales": prices.quota * flows.quota[year],
            "rents": prices.rent * sums.let_floor[year - 1],
            "tax": rules.tax_share * (sums.tax[year] - sums.tax[0]),
        }
        position += sum(income.values()) - sum(out.values())
        values = {name: float(value) for name, value in {**out, **income}.items()}
        yield Cash(year, **values, debt=float(max(0.0, -position)), cash=float(max(0.0, position)))


def _measures(town: Town, decisions: Decisions, cash: tuple[Cash, ...], states: tuple[State, ...]) -> Measures:
    """What the plan is judged by."""
    last = states[-1]
    sites = {site.name: site for site in town.sites}
    moves = [(each, sites[decisions.hamlets[each.name][0]]) for each in town.hamlets if each.name in decisions.hamlets]
    return Measures(
        output=(last.tax + last.value_added) / town.industrial_land,
        cost=sum(_net_outlay(each) / (1 + town.rules.discount) ** each.year for each in cash),
        housed=sum(hamlet.households * (1 + site.services / 10) for hamlet, site in moves),
        distance=sum(hamlet.households * hamlet.reach[site.name] for hamlet, site in moves),
        jobs_lost=last.jobs_lost,
    )


def _net_outlay(cash: Cash) -> float:
    """What the year costs the public: outlays without interest, less income without the budget."""
    out = cash.firms_moved + cash.firms_closed + cash.clearing + cash.plants + cash.interim
    out += cash.sites + cash.hamlets + cash.reclaiming
    return out - (cash.grants + cash.land_sales + cash.quota_sales + cash.rents + cash.tax)
