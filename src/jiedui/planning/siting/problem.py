"""The siting of hamlets as a problem, and its answer.

    minimise  Σ opening_j y_j + Σ serving_ij x_ij
    (1)  Σ_j x_ij = 1                       each hamlet moves to one site, whole
    (2)  Σ_i demand_i x_ij ≤ capacity_j y_j   a site holds so many homes, once it is opened
         x, y ∈ {0, 1}

This is the single-source capacitated facility location problem.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]

#: Costs nearer to each other than this share are equal.
NEAR = 1e-7


@dataclass(frozen=True)
class Siting:
    """Sites with their capacity (homes) and cost of opening; hamlets with their demand (homes).

    ``serving`` is the cost of moving a hamlet (row) whole to a site (column): infinite where it may not go.
    """

    capacity: Whole
    opening: Numbers
    demand: Whole
    serving: Numbers

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit each other, and homes that are no whole numbers."""
        sites, hamlets = len(self.capacity), len(self.demand)
        if self.opening.shape != (sites,) or self.serving.shape != (hamlets, sites):
            raise ValueError("capacity, opening, demand and serving tell of different numbers of sites or hamlets")
        if not all(np.issubdtype(homes.dtype, np.integer) for homes in (self.capacity, self.demand)):
            raise ValueError("homes are counted in whole numbers")
        if (self.demand < 0).any() or (self.capacity < 0).any():
            raise ValueError("homes cannot be fewer than none")

    @property
    def allowed(self) -> Mask:
        """Which hamlet (row) may move to which site (column): not where it alone is too large."""
        return np.asarray(np.isfinite(self.serving) & (self.demand[:, None] <= self.capacity[None, :]))

    @property
    def step(self) -> float:
        """The least by which two costs differ: 1 when all of them are whole numbers, unknown (0) otherwise."""
        costs = np.concatenate([self.opening, self.serving[np.isfinite(self.serving)]])
        return float((costs == np.round(costs)).all())

    def rounded(self, bound: float) -> float:
        """A bound of costs that are whole numbers is the next whole number."""
        if not self.step or not math.isfinite(bound):
            return bound
        return float(np.ceil(bound - NEAR * max(abs(bound), 1)))

    def cost(self, site_of: Whole) -> float:
        """What an answer costs: infinite when a site would be overfull, or a hamlet goes where it may not."""
        load = np.bincount(site_of, weights=self.demand, minlength=len(self.capacity))
        if (load > self.capacity).any():
            return math.inf
        served = self.serving[np.arange(len(site_of)), site_of].sum()
        opened = np.zeros(len(self.opening), bool)
        opened[site_of] = True
        return float(served + self.opening[opened | (self.opening < 0)].sum())


@dataclass(frozen=True)
class Sited:
    """The best answer found: the site of each hamlet (empty without one), its cost, and the cost none can undercut.

    Both are infinite when it is proven that there is no answer.
    """

    site_of: Whole
    cost: float
    bound: float
    seconds: float

    @property
    def found(self) -> bool:
        """Whether there is an answer."""
        return math.isfinite(self.cost)

    @property
    def gap(self) -> float:
        """How far the cost may be from the least one, as a share of it; infinite without an answer."""
        return max(0.0, self.cost - self.bound) / max(abs(self.cost), 1e-10) if self.found else math.inf
