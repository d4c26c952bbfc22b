"""The siting as a program for HiGHS, over the moves and sites that are left.

Beside (1) and (2) of the problem it holds, since a solver does not see them by itself:

    (3)  x_ij ≤ y_j                             where the relaxation breaks it
    (4)  Σ_j capacity_j y_j ≥ Σ_i demand_i
    (5)  Σ_i max(λ_i − serving_ij, 0) x_ij ≤ K_j(λ) y_j     for prices λ: no load of a site is worth more than the best

Rows (5) are worth, site by site, what the Lagrangian bound at these prices is worth.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.highs import Limits, Program, Progress, Solved, Status, Stop
from jiedui.planning.siting.bound import Left
from jiedui.planning.siting.knapsack import Sizes, best_loads
from jiedui.planning.siting.problem import Mask, Numbers, Siting, Whole

#: Prices in rows (5) are rounded to a part of one, which keeps them valid and the program's numbers short.
PARTS = 4
#: Rows (3) are worth adding where they are broken by more than this.
BROKEN = 1e-3


def everything(problem: Siting) -> Left:
    """Nothing left out yet."""
    sites = np.ones(len(problem.capacity), bool)
    return Left(problem.allowed, sites, ~sites)


class Model:
    """A program whose first columns are the moves left and whose last are the sites."""

    def __init__(self, problem: Siting, remaining: Left, *, whole: bool) -> None:
        self.problem = problem
        self.program = Program()
        self.hamlet, self.site = np.nonzero(remaining.moves)
        sites, links = len(problem.capacity), np.arange(len(self.hamlet))
        self.program.add_columns(0, 1, problem.serving[self.hamlet, self.site], integer=whole)
        opened = self.program.add_columns(remaining.must, remaining.may | remaining.must, problem.opening, integer=True)
        self.opened = np.arange(opened.start, opened.stop)
        self.program.add_rows(1, 1, (self.hamlet, links, 1), count=len(problem.demand))
        self._per_site(problem.demand[self.hamlet].astype(float), links, problem.capacity.astype(float))
        self.program.add_rows(problem.demand.sum(), np.inf, (np.zeros(sites), self.opened, problem.capacity))

    def _per_site(self, weights: Numbers, links: Whole, most: Numbers) -> None:
        """A row for each site: the weights of its moves are at most so much once it is open."""
        sites = np.arange(len(most))
        rows, columns = np.concatenate([self.site[links], sites]), np.concatenate([links, self.opened])
        self.program.add_rows(-np.inf, 0, (rows, columns, np.concatenate([weights, -most])), count=len(most))

    def add_loads(self, size: Sizes, prices: Numbers) -> None:
        """Rows (5) at these prices."""
        prices = np.round(prices * PARTS) / PARTS
        margins = np.where(self.problem.allowed, prices[:, None] - self.problem.serving, -np.inf)
        worth, _ = best_loads(margins.T, size.demand, size.capacity)
        margin = margins[self.hamlet, self.site]
        links = np.flatnonzero(margin > 0)
        self._per_site(margin[links], links, worth)

    def add_other_than(self, sites: Mask) -> None:
        """Ask for open sites that are not exactly these."""
        signs = np.where(sites, -1.0, 1.0)
        self.program.add_rows(1 - sites.sum(), np.inf, (np.zeros(len(sites)), self.opened, signs))

    def narrow(self, remaining: Left) -> None:
        """Drop moves and sites that are not left any more."""
        self.drop(np.flatnonzero(~remaining.moves[self.hamlet, self.site]))
        self.program.bound(self.opened, remaining.must, remaining.may | remaining.must)

    def drop(self, moves: NDArray[np.intp]) -> None:
        """Rule moves out, by their columns."""
        self.program.bound(moves, 0, 0)

    def relaxed(self) -> Solved:
        """The linear relaxation; rows (3) are added where it would break them."""
        while True:
            solved = self.program.solve(relaxed=True)
            if not solved.found:
                return solved
            moved, opened = solved.values[: len(self.hamlet)], solved.values[self.opened]
            broken = np.flatnonzero(moved > opened[self.site] + BROKEN)
            if not broken.size:
                return solved
            rows = np.arange(len(broken))
            columns = np.concatenate([broken, self.opened[self.site[broken]]])
            signs = np.repeat([1.0, -1.0], len(broken))
            self.program.add_rows(-np.inf, 0, (np.tile(rows, 2), columns, signs), count=len(broken))

    def solve(self, limits: Limits, progress: Progress | None = None, stop: Stop | None = None) -> Solved:
        """The program itself."""
        return self.program.solve(limits, progress=progress, stop=stop)

    def below(
        self, cutoff: float, limits: Limits, progress: Progress | None = None, stop: Stop | None = None
    ) -> Solved:
        """The program itself, without the moves that by the relaxation lead to no cost below the cutoff; the relaxation where none does."""
        root = self.relaxed()
        if root.status is not Status.OPTIMAL or self.problem.rounded(root.value) >= cutoff:
            return replace(root, values=np.zeros(0), value=math.inf)
        self.drop(np.flatnonzero(root.reduced_costs[: len(self.hamlet)] >= cutoff - root.value))
        return self.solve(limits, progress, stop)

    def sites(self, solved: Solved) -> Mask:
        """The sites that are open in a solution."""
        return np.asarray(solved.values[self.opened] > 0.5)

    def site_of(self, solved: Solved) -> Whole:
        """The site of each hamlet in a solution with whole moves."""
        site_of = np.zeros(len(self.problem.demand), np.int64)
        moved = solved.values[: len(self.hamlet)] > 0.5
        site_of[self.hamlet[moved]] = self.site[moved]
        return site_of
