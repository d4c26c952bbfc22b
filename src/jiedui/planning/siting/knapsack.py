"""Two classic problems of packing, solved exactly by tables (dynamic programming), for all sites at once.

A table of a site has a cell for every number of homes; capacities beyond ``CELLS`` are counted in larger units, demands
rounded down: what then fits is at least what truly fits, so a bound stays one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jiedui.planning.siting.problem import Mask, Numbers, Siting, Whole

#: The most cells of a table.
CELLS = 4096


@dataclass(frozen=True)
class Sizes:
    """Demands and capacities in units that keep tables small, and the need of all hamlets in units of its own."""

    demand: Whole
    capacity: Whole
    need: int
    supply: Whole


def sizes(problem: Siting) -> Sizes:
    """Those of a problem; exact wherever the tables allow it."""
    common = max(1, int(np.gcd.reduce(np.concatenate([problem.demand, problem.capacity]))))
    unit = common * -(-int(problem.capacity.max(initial=0)) // (common * CELLS))
    total = int(problem.demand.sum())
    coarse = common * max(1, -(-total // (common * 4 * CELLS)))
    unit = max(unit, 1)
    return Sizes(problem.demand // unit, problem.capacity // unit, -(-total // coarse), -(-problem.capacity // coarse))


def best_loads(profits: Numbers, demand: Whole, capacity: Whole) -> tuple[Numbers, Mask]:
    """For each site (row of profits) the most profitable load within its capacity: profit, and which hamlets."""
    sites, hamlets = profits.shape
    cells = int(capacity.max(initial=0)) + 1
    table, choices = np.zeros((sites, cells)), []
    for hamlet, size in enumerate(demand):
        at = np.flatnonzero((profits[:, hamlet] > 0) & (capacity >= size))
        if not at.size:
            choices.append((at, np.zeros((0, 0), bool)))
            continue
        before = table[at]
        with_it = before[:, : cells - size] + profits[at, hamlet][:, None]
        better = with_it > before[:, size:]
        np.copyto(before[:, size:], with_it, where=better)
        table[at] = before
        choices.append((at, better))
    chosen, left = np.zeros((sites, hamlets), bool), capacity.copy()
    for hamlet in range(hamlets - 1, -1, -1):
        at, better = choices[hamlet]
        if not at.size:
            continue
        fits = at[left[at] >= demand[hamlet]]
        rows = np.flatnonzero(left[at] >= demand[hamlet])
        taken = fits[better[rows, left[fits] - demand[hamlet]]]
        chosen[taken, hamlet] = True
        left[taken] -= demand[hamlet]
    return table[np.arange(sites), capacity], chosen


def forced_loads(profits: Numbers, demand: Whole, capacity: int) -> Numbers:
    """For one site, and each hamlet, the most profitable load that has this hamlet in it (−∞ where it does not fit).

    By tables from the first hamlet on and from the last one back, joined around the hamlet.
    """
    ahead, back = _tables(profits, demand, capacity), _tables(profits[::-1], demand[::-1], capacity)[::-1]
    forced = np.full(len(demand), -np.inf)
    for hamlet, size in enumerate(demand):
        if size <= capacity and np.isfinite(profits[hamlet]):
            room = capacity - int(size)
            forced[hamlet] = profits[hamlet] + (ahead[hamlet, : room + 1] + back[hamlet + 1, room::-1]).max()
    return forced


def _tables(profits: Numbers, demand: Whole, capacity: int) -> Numbers:
    """Row k: the best profit of the first k hamlets within so many homes."""
    tables = np.zeros((len(demand) + 1, capacity + 1))
    for hamlet, size in enumerate(demand):
        tables[hamlet + 1] = tables[hamlet]
        if profits[hamlet] > 0 and size <= capacity:
            with_it = tables[hamlet, : capacity + 1 - size] + profits[hamlet]
            np.maximum(tables[hamlet + 1, size:], with_it, out=tables[hamlet + 1, size:])
    return tables


def cheapest_cover(costs: Numbers, supply: Whole, need: int) -> tuple[float, Mask]:
    """The cheapest sites whose supply covers the need: cost (infinite when all do not), and which."""
    chosen = costs < 0
    missing = max(0, need - int(supply[chosen].sum()))
    others = np.flatnonzero(~chosen)
    table, cells, choices = np.full(missing + 1, np.inf), np.arange(missing + 1), []
    table[0] = 0
    for site in others:
        with_it = table[np.maximum(cells - supply[site], 0)] + costs[site]
        better = with_it < table
        table = np.where(better, with_it, table)
        choices.append(better)
    cost = float(costs[chosen].sum() + table[missing])
    for site, better in zip(others[::-1], choices[::-1], strict=True):
        if better[missing]:
            chosen[site] = True
            missing = max(missing - int(supply[site]), 0)
    return cost, chosen
