"""Every sum of a plan from its decisions: the state at the end of each year, the cash of each year, the measures."""

from __future__ import annotations

from collections.abc import Sequence

from jiedui.planning.proof.facts import Facts
from jiedui.planning.renew.answer import Accounts, Cash, Decisions, Measures, State
from jiedui.planning.renew.town import Block, Site, Town


def recount(town: Town, decisions: Decisions) -> Accounts:
    """The accounts of a well-formed answer."""
    facts = Facts(town, decisions)
    states = tuple(_state(facts, by) for by in range(town.rules.years + 1))
    cash = _cash(facts, states)
    return Accounts(cash, states, _measures(facts, states, cash))


def energy(facts: Facts, by: int) -> float:
    """Energy of the town at the end of a year, in 吨标准煤."""
    rules = facts.town.rules
    return _standing(facts, "energy", rules.moved.energy, by) + rules.newcomers.energy * facts.all_newcomers(by)


def pollutants(facts: Facts, by: int) -> float:
    """Pollutants of the town at the end of a year, in 当量."""
    rules = facts.town.rules
    there = _standing(facts, "pollutants", rules.moved.pollutants, by)
    return there + rules.newcomers.pollutants * facts.all_newcomers(by)


def _standing(facts: Facts, column: str, factor: float, by: int) -> float:
    """A column summed over the firms: nothing of closed ones, by a factor of those in new plants."""
    total = 0.0
    for firm in facts.town.firms:
        if not facts.closed(firm, by):
            total += getattr(firm, column) * (factor if facts.entered(firm, by) else 1.0)
    return total


def _state(facts: Facts, by: int) -> State:
    """The town at the end of a year."""
    rules, blocks = facts.town.rules, facts.town.blocks
    let = facts.all_newcomers(by)
    return State(
        year=by,
        tax=_standing(facts, "tax", rules.moved.tax, by) + rules.newcomers.tax * let,
        value_added=_standing(facts, "value_added", rules.moved.value_added, by) + rules.newcomers.value_added * let,
        jobs=_standing(facts, "jobs", 1.0, by) + rules.newcomers.jobs * let,
        energy=energy(facts, by),
        pollutants=pollutants(facts, by),
        industrial_land=_industrial_land(facts, by),
        plant_floor=sum(facts.plant_floor(block, by) for block in blocks),
        let_floor=sum(facts.taken(block, by) for block in blocks) + let,
        interim_floor=facts.waiting(by),
        households_moved=sum(hamlet.households for hamlet in facts.moved(by)),
        jobs_lost=sum(_jobs_lost(facts, year) for year in range(1, by + 1)),
        land_reclaimed=facts.reclaimed(by),
        land_taken=facts.taken_land(by),
        quota_sold=facts.sold(by),
    )


def _industrial_land(facts: Facts, by: int) -> float:
    """Blocks not cleared, slots with plants, firms outside all blocks that are still there, and the rest."""
    total = facts.town.other_land
    for block in facts.town.blocks:
        if not facts.cleared(block, by):
            total += block.land
        total += block.slot_land * facts.plants(block, by)
    for firm in facts.town.firms:
        if firm.block is None and not facts.gone(firm, by):
            total += firm.land
    return total


def _jobs_lost(facts: Facts, year: int) -> float:
    """Jobs of firms that close in a year beyond those of the year's newcomers."""
    return max(0.0, facts.jobs_closed(year) - facts.jobs_let(year))


def _cash(facts: Facts, states: Sequence[State]) -> tuple[Cash, ...]:
    """The cash of every year, each from the position that the year before left."""
    position, years = 0.0, []
    for year in facts.years:
        cash = _cash_of(facts, states, year, max(0.0, -position))
        position += income(cash) - spending(cash)
        years.append(_closed_with(cash, position))
    return tuple(years)


def spending(cash: Cash) -> float:
    """All that is paid out in a year, interest included."""
    firms = cash.firms_moved + cash.firms_closed + cash.interim
    land = cash.clearing + cash.plants
    homes = cash.sites + cash.hamlets + cash.reclaiming
    return firms + land + homes + cash.interest


def income(cash: Cash) -> float:
    """All that comes in in a year, budget included."""
    return cash.budget + cash.grants + cash.land_sales + cash.quota_sales + cash.rents + cash.tax


def _closed_with(cash: Cash, position: float) -> Cash:
    """The year closed: a position below nought is debt, one above is cash."""
    columns = {name: getattr(cash, name) for name in Cash.__dataclass_fields__}
    return Cash(**{**columns, "debt": max(0.0, -position), "cash": max(0.0, position)})


def _cash_of(facts: Facts, states: Sequence[State], year: int, debt: float) -> Cash:
    """One year's cash, open at its end; ``debt`` is that of the year before."""
    rules, firms = facts.town.rules, facts.town.firms
    prices, movers = rules.prices, facts.moving(year)
    homestead = sum(hamlet.homestead for hamlet in movers)
    return Cash(
        year=year,
        firms_moved=sum(prices.move_firm * firm.floor for firm in firms if facts.path(firm).left == year),
        firms_closed=sum(prices.close_firm * firm.floor for firm in firms if facts.path(firm).closed == year),
        clearing=sum(_clearing(facts, block, year) for block in facts.town.blocks),
        plants=sum(_building(facts, block, year) for block in facts.town.blocks),
        interim=prices.interim * facts.waiting(year),
        sites=sum(_site(facts, site, year) for site in facts.town.sites),
        hamlets=sum(hamlet.compensation for hamlet in movers),
        reclaiming=prices.reclaim * homestead,
        interest=rules.debt_rate * debt,
        budget=rules.budget[year - 1],
        grants=prices.household_grant * sum(each.households for each in movers) + prices.reclaim_grant * homestead,
        land_sales=sum(_land_sales(facts, block, year) for block in facts.town.blocks),
        quota_sales=prices.quota * facts.quota_sold(year),
        rents=prices.rent * states[year - 1].let_floor,
        tax=rules.tax_share * (states[year].tax - states[0].tax),
        debt=0.0,
        cash=0.0,
    )


def _clearing(facts: Facts, block: Block, year: int) -> float:
    """What it costs to clear a block, in the year in which it is."""
    if facts.decisions.cleared.get(block.name) != year:
        return 0.0
    return block.clearing + facts.town.rules.prices.demolish * block.old_floor


def _building(facts: Facts, block: Block, year: int) -> float:
    """What the plants cost that are completed in a year."""
    completed = facts.decisions.plants.get(block.name, ()).count(year)
    return facts.town.rules.prices.build * block.slot_floor * completed


def _land_sales(facts: Facts, block: Block, year: int) -> float:
    """What the slots bring that are sold in a year."""
    sold = facts.decisions.sold.get(block.name, ()).count(year)
    return facts.town.rules.prices.land_sale * block.slot_land * sold


def _site(facts: Facts, site: Site, year: int) -> float:
    """What the stages cost that are built in a year, with the setup where the first is among them."""
    before, now = facts.stages(site, year - 1), facts.stages(site, year)
    setup = site.setup if now and not before else 0.0
    return setup + sum(stage.cost for stage in now[len(before) :])


def _measures(facts: Facts, states: Sequence[State], cash: Sequence[Cash]) -> Measures:
    """What the plan is judged by; a site out of a hamlet's reach adds no distance, for the town has none to give."""
    town, last = facts.town, states[-1]
    services = {site.name: site.services for site in town.sites}
    housed = distance = cost = 0.0
    for hamlet in facts.moved(town.rules.years):
        site, _ = facts.decisions.hamlets[hamlet.name]
        housed += hamlet.households * (1 + services[site] / 10)
        distance += hamlet.households * hamlet.reach.get(site, 0.0)
    for each in cash:
        net = spending(each) - each.interest - (income(each) - each.budget)
        cost += net / (1 + town.rules.discount) ** each.year
    return Measures(
        output=(last.tax + last.value_added) / town.industrial_land if town.industrial_land else 0.0,
        cost=cost,
        housed=housed,
        distance=distance,
        jobs_lost=last.jobs_lost,
    )
