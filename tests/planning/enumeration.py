r"""The best plan of a small town, found by trying all of them: nothing of the solver, nothing of the checker.

What is tried: every path of every firm, every move of every hamlet, every year of clearing, every set of years of plants and
every number of sold slots of every block. What need not be tried, since prices and the discount rate are not negative:

- *stages* of a site are built in the year in which their homes are needed. Earlier they only cost and take land sooner.
- *slots* are sold in the year after the clearing. Later the same money only comes later.
- *quota* is sold as soon and as much as the land balance allows, S(t) = min over τ ≥ t of what is allowed at τ.
- *newcomers* share what is left of plants, caps and market by their sum M(t) over the blocks alone: let B(t) be what the plants
  of all blocks can take for good (by block the least that is left in any year from t on), then any M that never falls and keeps to B
  can be spread over the blocks. They bring money, yield and jobs, so the greatest M, M(t) = min(room(t), M(t − 1) + a year's
  market), is best. Only where firms close and jobs matter may it be better to wait for the year of the closing: there
  the rest is a small linear program in M, the debt and the jobs lost (SciPy's HiGHS).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, combinations_with_replacement, product

import numpy as np
from scipy.optimize import linprog

from jiedui.planning.renew.answer import Decisions, FirmPath
from jiedui.planning.renew.town import Block, Firm, Hamlet, Site, Town

#: Measures of which more is better.
MORE = {"output", "housed"}
#: Slack of comparisons: sums of floats.
SLACK = 1e-7
Move = tuple[str, int]


@dataclass
class Homes:
    """One way to move the hamlets, with what follows from it alone. Lists by year are indexed 0…T − 1."""

    moves: dict[str, Move]
    stages: dict[str, tuple[int, ...]]
    quota: list[float]
    flow: list[float]
    housed: float
    distance: float


@dataclass
class Work:
    """One way to move and close the firms, with what follows from it alone; ``needs`` by block and year, by its end."""

    paths: dict[str, FirmPath]
    flow: list[float]
    tax: list[float]
    value_added: float
    energy: list[float]
    pollutants: list[float]
    closed: list[float]
    needs: dict[str, list[float]]
    gone: dict[str, int | None]


@dataclass
class Use:
    """One way to use a block: cleared in a year or never, years of plants, slots sold, what it costs, floor left by year."""

    cleared: int | None
    plants: tuple[int, ...]
    sold: int
    flow: list[float]
    left: list[float]


@dataclass
class Best:
    """The best value and a plan that has it."""

    value: float
    decisions: Decisions


def best(town: Town, measure: str, keeping: Mapping[str, float] | None = None) -> Best | None:
    """The best plan by one measure among those that are no worse than ``keeping`` by others; None when there is none."""
    limits, found = dict(keeping or {}), None
    every_home = list(_homes(town))
    for work in _works(town):
        for homes in every_home:
            if (
                found
                and measure in {"housed", "distance"}
                and not _better(measure, getattr(homes, measure), found.value)
            ):
                continue
            for uses in product(*(_uses(town, block, work, homes) for block in town.blocks)):
                tried = _tried(town, work, homes, uses, measure, limits)
                if tried and (found is None or _better(measure, tried[0], found.value)):
                    found = Best(tried[0], _decisions(town, work, homes, uses, tried[1]))
    return found


def lexicographic(town: Town, order: tuple[str, ...], give_up: float) -> list[float] | None:
    """The best value of each level, when each later one may give up a share of each earlier one's value."""
    limits: dict[str, float] = {}
    values = []
    for measure in order:
        level = best(town, measure, limits)
        if level is None:
            return None
        values.append(level.value)
        slack = give_up * abs(level.value) + SLACK
        limits[measure] = level.value - slack if measure in MORE else level.value + slack
    return values


def _better(measure: str, value: float, than: float) -> bool:
    """Whether a value is better than another by more than nothing."""
    return value > than + SLACK if measure in MORE else value < than - SLACK


def _homes(town: Town) -> Iterator[Homes]:
    """Every way to move the hamlets that keeps to must, hamlet, pace, site and land."""
    for chosen in product(*(_moves(town, hamlet) for hamlet in town.hamlets)):
        moves = [(hamlet, *move) for hamlet, move in zip(town.hamlets, chosen, strict=True) if move]
        pace = [sum(h.households for h, _, year in moves if year == t) for t in _years(town)]
        stages = {site.name: _stages(town, site, moves) for site in town.sites}
        if max(pace, default=0) > town.rules.households_a_year or None in stages.values():
            continue
        built = {name: years for name, years in stages.items() if years}
        quota = _quota(town, moves, built)
        if quota is not None:
            yield _homes_of(town, moves, built, quota)


def _years(town: Town) -> range:
    """1…T."""
    return range(1, town.rules.years + 1)


def _moves(town: Town, hamlet: Hamlet) -> list[Move | None]:
    """Where and when a hamlet may move, None for not at all."""
    last = hamlet.deadline if hamlet.deadline is not None and hamlet.deadline <= town.rules.years else None
    years = [t for t in _years(town) if hamlet.ready is not None and t >= hamlet.ready and t <= (last or t)]
    return ([] if last is not None else [None]) + [(site, year) for site in hamlet.reach for year in years]


def _stages(town: Town, site: Site, moves: list[tuple[Hamlet, str, int]]) -> tuple[int, ...] | None:
    """The years in which a site's stages are needed; None when it has too few, or one would come too early."""
    years: list[int] = []
    for t in _years(town):
        households = sum(h.households for h, to, year in moves if to == site.name and year <= t)
        while sum(stage.homes for stage in site.stages[: len(years)]) < households:
            if len(years) == len(site.stages) or t < site.earliest:
                return None
            years.append(t)
    return tuple(years)


def _quota(town: Town, moves: list[tuple[Hamlet, str, int]], stages: dict[str, tuple[int, ...]]) -> list[float] | None:
    """Quota sold in each year, as soon and as much as may be; None when even none is too much."""
    rules, last = town.rules, town.rules.years
    reclaimed = [sum(h.homestead for h, _, year in moves if year <= t - 1) for t in range(last + 2)]
    allowed = []
    for t in _years(town):
        taken = sum(
            stage.land
            for site in town.sites
            if site.block is None
            for stage, year in zip(site.stages, stages.get(site.name, ()), strict=False)
            if year <= t
        )
        later = reclaimed[min(t + rules.quota_return, last + 1)]
        allowed.append(min(reclaimed[t], reclaimed[t] + rules.quota_advance - taken, later - taken))
    sold = [min(allowed[at:]) for at in range(last)]
    if min(sold) < -SLACK:
        return None
    return [max(0.0, now) - max(0.0, before) for before, now in zip([0.0, *sold], sold, strict=False)]


def _homes_of(
    town: Town, moves: list[tuple[Hamlet, str, int]], stages: dict[str, tuple[int, ...]], quota: list[float]
) -> Homes:
    """One way to move the hamlets with its money and measures."""
    prices, sites = town.rules.prices, {site.name: site for site in town.sites}
    flow = [prices.quota * sold for sold in quota]
    for hamlet, _, year in moves:
        grant = prices.household_grant * hamlet.households + prices.reclaim_grant * hamlet.homestead
        flow[year - 1] += grant - hamlet.compensation - prices.reclaim * hamlet.homestead
    for name, years in stages.items():
        flow[years[0] - 1] -= sites[name].setup
        for stage, year in zip(sites[name].stages, years, strict=False):
            flow[year - 1] -= stage.cost
    housed = sum(h.households * (1 + sites[to].services / 10) for h, to, _ in moves)
    distance = sum(h.households * h.reach[to] for h, to, _ in moves)
    return Homes({h.name: (to, year) for h, to, year in moves}, stages, quota, flow, housed, distance)


def _works(town: Town) -> Iterator[Work]:
    """Every way to move and close the firms that keeps to path, keep, deadline, interim and, without newcomers, the caps."""
    rules = town.rules
    for chosen in product(*(_paths(town, firm) for firm in town.firms)):
        paths = list(zip(town.firms, chosen, strict=True))
        waiting = [sum(f.need for f, p in paths if p.left and p.left <= t < (p.entered or 0)) for t in _years(town)]
        if max(waiting, default=0) > rules.interim_floor + SLACK:
            continue
        work = _work(town, paths, waiting)
        pairs = zip(work.energy + work.pollutants, rules.energy_cap + rules.pollutants_cap, strict=True)
        if all(amount <= cap + SLACK for amount, cap in pairs):
            yield work


def _paths(town: Town, firm: Firm) -> Iterator[FirmPath]:
    """What may become of a firm."""
    last = firm.deadline if firm.deadline is not None and firm.deadline <= town.rules.years else None
    if last is None:
        yield FirmPath()
    for year in range(1, (last or town.rules.years) + 1):
        if firm.closable:
            yield FirmPath(closed=year)
        for entered in range(year, min(year + town.rules.interim_years, town.rules.years) + 1):
            yield from (FirmPath(left=year, block=block, entered=entered) for block in firm.targets)


def _work(town: Town, paths: list[tuple[Firm, FirmPath]], waiting: list[float]) -> Work:
    """One way to move and close the firms with its money and sums."""
    rules = town.rules
    flow = [-rules.prices.interim * floor for floor in waiting]
    sums: dict[str, list[float]] = {name: [] for name in ("tax", "value_added", "energy", "pollutants")}
    for t in _years(town):
        flow[t - 1] -= sum(rules.prices.move_firm * f.floor for f, p in paths if p.left == t)
        flow[t - 1] -= sum(rules.prices.close_firm * f.floor for f, p in paths if p.closed == t)
        flow[t - 1] += sum(rules.prices.rent * f.need for f, p in paths if p.entered is not None and p.entered < t)
        for name, column in sums.items():
            column.append(sum(getattr(f, name) * _factor(town, name, p, t) for f, p in paths))
    needs = {
        block.name: [
            sum(f.need for f, p in paths if p.block == block.name and (p.entered or 0) <= t) for t in _years(town)
        ]
        for block in town.blocks
    }
    gone: dict[str, int | None] = {}
    for block in town.blocks:
        years = [p.closed or p.left for f, p in paths if f.block == block.name]
        gone[block.name] = None if None in years else max((year for year in years if year), default=0)
    closed = [float(sum(f.jobs for f, p in paths if p.closed == t)) for t in _years(town)]
    named = {f.name: p for f, p in paths if p != FirmPath()}
    return Work(
        named, flow, sums["tax"], sums["value_added"][-1], sums["energy"], sums["pollutants"], closed, needs, gone
    )


def _factor(town: Town, name: str, path: FirmPath, t: int) -> float:
    """How much of a firm's yield or load there is at the end of a year."""
    if path.closed and path.closed <= t:
        return 0.0
    return float(getattr(town.rules.moved, name)) if path.entered and path.entered <= t else 1.0


def _uses(town: Town, block: Block, work: Work, homes: Homes) -> list[Use]:
    """Every way to use a block that keeps to clear, slots and floor."""
    years, last = homes.stages, town.rules.years
    sites = [site for site in town.sites if site.block == block.name and years.get(site.name)]
    first = min((years[site.name][0] for site in sites), default=last + 1)
    free = block.slots - sum(site.block_slots for site in sites)
    uses = []
    if not sites and not any(work.needs[block.name]):
        uses.append(Use(None, (), 0, [0.0] * last, [0.0] * last))
    for cleared in range(_earliest(town, block, work, homes), min(first, last + 1)):
        for count in range(free + 1):
            for plants in combinations_with_replacement(range(cleared + 1, last + 1), count):
                built = [block.slot_floor * sum(year <= t for year in plants) for t in _years(town)]
                left = [floor - need for floor, need in zip(built, work.needs[block.name], strict=True)]
                if min(left) >= -SLACK:
                    most = free - count if cleared < last else 0
                    uses += [Use(cleared, plants, sold, [], left) for sold in range(most + 1)]
    for use in uses:
        use.flow = _use_flow(town, block, use)
    return uses


def _earliest(town: Town, block: Block, work: Work, homes: Homes) -> int:
    """The first year in which a block can be cleared; after the last where something stays on it."""
    never = town.rules.years + 1
    gone = work.gone[block.name]
    hamlets = [
        homes.moves[h.name][1] if h.name in homes.moves else never for h in town.hamlets if h.block == block.name
    ]
    return max([1, block.earliest, never if gone is None else gone, *hamlets])


def _use_flow(town: Town, block: Block, use: Use) -> list[float]:
    """The money of a block by year."""
    prices, flow = town.rules.prices, [0.0] * town.rules.years
    if use.cleared is not None:
        flow[use.cleared - 1] -= block.clearing + prices.demolish * block.old_floor
        if use.sold:
            flow[use.cleared] += prices.land_sale * block.slot_land * use.sold
    for year in use.plants:
        flow[year - 1] -= prices.build * block.slot_floor
    return flow


def _tried(
    town: Town, work: Work, homes: Homes, uses: tuple[Use, ...], measure: str, limits: dict[str, float]
) -> tuple[float, list[float]] | None:
    """The best value with these decisions, and the newcomers by year; None when no newcomers make it a plan."""
    flow = [sum(each) for each in zip(work.flow, homes.flow, *(use.flow for use in uses), strict=True)]
    room = _room(town, work, uses)
    let = list(accumulate(room, lambda m, r: min(r, m + town.rules.newcomers.a_year), initial=0.0))[1:]
    greatest = [now - before for before, now in zip([0.0, *let], let, strict=False)]
    values = _values(town, work, homes, flow, greatest)
    if values is None or not _kept(values, {name: limit for name, limit in limits.items() if name != "jobs_lost"}):
        return None
    net = [jobs - town.rules.newcomers.jobs * n for jobs, n in zip(work.closed, greatest, strict=True)]
    spread = any(work.closed) and (measure == "jobs_lost" or "jobs_lost" in limits)
    if not spread and max(net) <= town.rules.jobs_a_year + SLACK:
        return values[measure], greatest
    return _spread(town, work, homes, flow, room, measure, limits)


def _room(town: Town, work: Work, uses: tuple[Use, ...]) -> list[float]:
    """What newcomers can take for good by the end of each year, market apart: the plants' floor and the two caps."""
    rules, last = town.rules, town.rules.years
    room = [sum(max(0.0, min(use.left[at:])) for use in uses) for at in range(last)]
    for each, caps, used in (
        (rules.newcomers.energy, rules.energy_cap, work.energy),
        (rules.newcomers.pollutants, rules.pollutants_cap, work.pollutants),
    ):
        if each > 0:
            spare = [max(0.0, cap - amount) / each for cap, amount in zip(caps, used, strict=True)]
            room = [min(now, *spare[at:]) for at, now in enumerate(room)]
    return room


def _values(town: Town, work: Work, homes: Homes, flow: list[float], newcomers: list[float]) -> dict[str, float] | None:
    """The measures with these newcomers; None when the debt passes its ceiling."""
    rules, before = town.rules, sum(firm.tax for firm in town.firms)
    position = let = cost = lost = 0.0
    for at, newly in enumerate(newcomers):
        net = flow[at] + rules.prices.rent * let
        let += newly
        net += rules.tax_share * (work.tax[at] + rules.newcomers.tax * let - before)
        position += net + rules.budget[at] - rules.debt_rate * max(0.0, -position)
        cost -= net / (1 + rules.discount) ** (at + 1)
        lost += max(0.0, work.closed[at] - rules.newcomers.jobs * newly)
        if -position > rules.debt_ceiling + SLACK:
            return None
    output = work.tax[-1] + work.value_added + (rules.newcomers.tax + rules.newcomers.value_added) * let
    return {
        "output": output / town.industrial_land if town.industrial_land else 0.0,
        "cost": cost,
        "housed": homes.housed,
        "distance": homes.distance,
        "jobs_lost": lost,
    }


def _kept(values: dict[str, float], limits: dict[str, float]) -> bool:
    """Whether no value is worse than its limit."""
    return not any(_better(name, limit, values[name]) for name, limit in limits.items())


def _spread(
    town: Town, work: Work, homes: Homes, flow: list[float], room: list[float], measure: str, limits: dict[str, float]
) -> tuple[float, list[float]] | None:
    """Newcomers by the linear program: columns are new floor, jobs lost, debt and position of each year."""
    rules, last = town.rules, town.rules.years
    lower, eye, none = np.tril(np.ones((last, last))), np.eye(last), np.zeros((last, last))
    earlier = lower - eye
    growth = rules.prices.rent * earlier + rules.tax_share * rules.newcomers.tax * lower
    fixed = np.array(flow) + rules.tax_share * (np.array(work.tax) - sum(firm.tax for firm in town.firms))
    shift = np.eye(last, k=-1)
    closed = np.array(work.closed)
    rows = [
        (np.hstack([lower, none, none, none]), np.array(room)),
        (np.hstack([-rules.newcomers.jobs * eye, -eye, none, none]), -closed),
        (np.hstack([-rules.newcomers.jobs * eye, none, none, none]), rules.jobs_a_year - closed),
        (np.hstack([none, none, -eye, -eye]), np.zeros(last)),
    ]
    position = np.hstack([-growth, none, rules.debt_rate * shift, eye - shift])
    discounted = (1 + rules.discount) ** -np.arange(1.0, last + 1)
    constant = {
        "output": (work.tax[-1] + work.value_added) / town.industrial_land,
        "cost": -float(discounted @ fixed),
        "jobs_lost": 0.0,
    }
    zeros = np.zeros(last)
    a_floor = (rules.newcomers.tax + rules.newcomers.value_added) / town.industrial_land
    linear = {
        "output": np.concatenate([np.full(last, a_floor), zeros, zeros, zeros]),
        "cost": np.concatenate([-discounted @ growth, zeros, zeros, zeros]),
        "jobs_lost": np.concatenate([zeros, np.ones(last), zeros, zeros]),
    }
    for name, limit in limits.items():
        if name in linear:
            sign = -1 if name in MORE else 1
            rows.append((sign * linear[name][None, :], np.array([sign * (limit - constant[name])])))
    objective = linear.get(measure, np.zeros(4 * last))
    bounds = [(0, rules.newcomers.a_year)] * last + [(0, None)] * last
    bounds += [(0, rules.debt_ceiling)] * last + [(None, None)] * last
    solved = linprog(
        -objective if measure in MORE else objective,
        np.vstack([row for row, _ in rows]),
        np.concatenate([limit for _, limit in rows]),
        position,
        fixed + np.array(rules.budget),
        bounds,
    )
    if not solved.success:
        return None
    newcomers = [max(0.0, float(floor)) for floor in solved.x[:last]]
    value = float(objective @ solved.x) + constant[measure] if measure in linear else getattr(homes, measure)
    return value, newcomers


def _decisions(town: Town, work: Work, homes: Homes, uses: tuple[Use, ...], newcomers: list[float]) -> Decisions:
    """The answer in full: the newcomers fill the blocks in their order."""
    pairs = list(zip(town.blocks, uses, strict=True))
    let = {block.name: [0.0] * town.rules.years for block in town.blocks}
    for at, newly in enumerate(newcomers):
        rest = newly
        for block, use in pairs:
            taken = min(rest, max(0.0, min(use.left[at:]) - sum(let[block.name])))
            let[block.name][at] = taken
            rest -= taken
    return Decisions(
        firms=work.paths,
        cleared={block.name: use.cleared for block, use in pairs if use.cleared is not None},
        plants={block.name: use.plants for block, use in pairs if use.plants},
        sold={block.name: ((use.cleared or 0) + 1,) * use.sold for block, use in pairs if use.sold},
        newcomers={name: tuple(floors) for name, floors in let.items()},
        stages=homes.stages,
        hamlets=homes.moves,
        quota_sold=tuple(homes.quota),
    )
