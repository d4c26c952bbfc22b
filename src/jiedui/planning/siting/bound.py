"""The Lagrangian bound: each hamlet may move to no site or to several, and pays a price λ_i for every move it lacks.

    L(λ) = Σ_i λ_i + min { Σ_j (opening_j − K_j(λ)) y_j :  Σ_j capacity_j y_j ≥ Σ_i demand_i }
    K_j(λ) = max { Σ_i (λ_i − serving_ij) x_i :  Σ_i demand_i x_i ≤ capacity_j }

For any prices L(λ) is at most the least cost. The best prices are sought by subgradients (Held, Wolfe and Crowder 1974)
with a step towards the best cost known. At good prices L, taken once more with a move or a site forced, tells which moves
and sites no answer below a cutoff can have.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from jiedui.planning.siting.knapsack import Sizes, best_loads, cheapest_cover, forced_loads
from jiedui.planning.siting.problem import Mask, Numbers, Siting

#: Steps of the subgradient method at most; after so many without gain the step is shortened by a factor; the least step.
STEPS, PATIENCE, SHORTER, LEAST = 200, 10, 0.6, 0.02
#: How much of a direction is the newest subgradient.
NEWEST = 0.7

#: Told now and then of the sites chosen, and the hamlets (columns) of each site (row).
Seen = Callable[[Mask, Mask], None]
#: So many steps apart.
APART = 10


@dataclass(frozen=True)
class Priced:
    """Prices of the hamlets, and the bound that they prove."""

    prices: Numbers
    bound: float


@dataclass(frozen=True)
class Left:
    """What an answer below a cutoff may have: the moves (hamlet × site), the sites that may, and that must, be open."""

    moves: Mask
    may: Mask
    must: Mask

    @property
    def open_to_choice(self) -> int:
        """How many sites may be open or not."""
        return int((self.may & ~self.must).sum())


def priced(
    problem: Siting,
    size: Sizes,
    start: Numbers,
    target: Callable[[], float],
    *,
    sites: Mask | None = None,
    seen: Seen | None = None,
    enough: Callable[[float], bool] = lambda _: False,
) -> Priced:
    """The best prices met; with ``sites`` given, exactly these are open.

    ``target`` tells the best cost known (or an estimate); ``enough``, asked with the bound, ends the search.
    """
    of = np.arange(len(problem.capacity)) if sites is None else np.flatnonzero(sites)
    best, prices, step, idle = Priced(start, -np.inf), start, 1.0, 0
    direction = np.zeros(len(start))
    for count in range(STEPS):
        profits, loads = best_loads((prices[:, None] - problem.serving[:, of]).T, size.demand, size.capacity[of])
        costs = problem.opening[of] - profits
        everything = (float(costs.sum()), np.ones(len(of), bool))
        least, chosen = cheapest_cover(costs, size.supply, size.need) if sites is None else everything
        bound, idle = float(prices.sum() + least), idle + 1
        lacking = 1.0 - loads[chosen].sum(axis=0)
        if bound > best.bound + 1e-6 * max(abs(bound), 1):
            best, idle = Priced(prices, bound), 0
        if seen and count % APART == APART - 1:
            seen(_spread(chosen, of, len(problem.capacity)), _spread(loads, of, len(problem.capacity)))
        direction = NEWEST * lacking + (1 - NEWEST) * direction
        if idle >= PATIENCE:
            step, idle, prices, direction = step * SHORTER, 0, best.prices, lacking
        length = float((direction**2).sum())
        if not length or step < LEAST or not np.isfinite(least) or enough(best.bound):
            break
        prices = prices + step * _miss(bound, target()) / length * direction
    return best


def _miss(bound: float, target: float) -> float:
    """How far a bound is from its target; some of itself while there is none, or when it is nearly reached."""
    share = abs(bound)
    return max(target - bound, 1e-3 * share) if np.isfinite(target) else 0.05 * share


def _spread(part: Mask, of: np.typing.NDArray[np.intp], sites: int) -> Mask:
    """What is known of some sites, told of all."""
    whole = np.zeros((sites, *part.shape[1:]), bool)
    whole[of] = part
    return whole


def left(problem: Siting, size: Sizes, prices: Numbers, cutoff: float) -> Left:
    """What remains at these prices for an answer that costs less than the cutoff."""
    margins = (prices[:, None] - problem.serving).T
    profits, _ = best_loads(margins, size.demand, size.capacity)
    costs, total = problem.opening - profits, float(prices.sum())
    opened, closed = np.empty(len(costs)), np.empty(len(costs))
    for site in range(len(costs)):
        others = np.arange(len(costs)) != site
        rest = costs[others], size.supply[others]
        opened[site] = total + costs[site] + cheapest_cover(*rest, max(0, size.need - int(size.supply[site])))[0]
        closed[site] = total + cheapest_cover(*rest, size.need)[0]
    lost = _lost(margins, profits, size)
    moves = (opened[:, None] + lost < cutoff).T & problem.allowed
    return Left(moves, opened < cutoff, closed >= cutoff)


def left_at(problem: Siting, size: Sizes, at: Priced, sites: Mask, cutoff: float) -> Left:
    """What remains for exactly these sites, at prices learnt for them."""
    margins = np.where(sites, at.prices[:, None] - problem.serving, -np.inf).T
    profits, _ = best_loads(margins, size.demand, size.capacity)
    moves = (at.bound + _lost(margins, profits, size) < cutoff).T & problem.allowed & sites
    return Left(moves, sites, sites)


def _lost(margins: Numbers, profits: Numbers, size: Sizes) -> Numbers:
    """What each site (row) loses of its best profit when a hamlet (column) has to be in its load."""
    forced = [forced_loads(row, size.demand, int(room)) for row, room in zip(margins, size.capacity, strict=True)]
    return np.asarray(profits[:, None] - np.array(forced))
