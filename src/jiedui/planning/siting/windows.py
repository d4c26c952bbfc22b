"""Better answers by windows: some sites near each other, and the hamlets that move there, are decided anew; all else stays.

Window after window is solved to its end; when no site is the middle of one with a gain, windows grow. This is a large
neighbourhood search (Shaw 1998) whose neighbourhoods are small problems of the same kind.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.highs import Limits
from jiedui.planning.siting.knapsack import sizes
from jiedui.planning.siting.model import Model, everything
from jiedui.planning.siting.problem import NEAR, Numbers, Siting, Whole

Indices = NDArray[np.intp]

#: Sites of a window at first and at most; by how much windows grow.
FIRST, MOST, GROWS = 10, 24, 1.4
#: Seconds for one window.
TURN = 5.0


def bettered(problem: Siting, site_of: Whole, late: Callable[[], bool], seed: int = 0) -> Iterator[Whole]:
    """Better and better answers, from one of them on, until it is late or windows find no more."""
    near, dice = _nearness(problem), np.random.default_rng(seed)
    sites, size, done = len(near), FIRST, set[bytes]()
    while size <= MOST:
        gained = False
        for middle in dice.permutation(sites):
            if late():
                return
            window = np.sort(near[middle, :size])
            inside = np.flatnonzero(np.isin(site_of, window))
            seen = window.tobytes() + inside.tobytes() + site_of[inside].tobytes()
            if seen in done:
                continue
            better = _better(problem, site_of, window, inside)
            if better is None:
                done.add(seen)
                continue
            site_of, gained = better, True
            yield site_of
        if not gained:
            if size >= sites:
                return
            size = math.ceil(size * GROWS)


def _nearness(problem: Siting) -> Indices:
    """Of each site all sites, those first that the hamlets reach at nearly the same costs."""
    finite = np.isfinite(problem.serving)
    costs = np.where(finite, problem.serving, problem.serving[finite].max(initial=0)).T
    apart: Numbers = np.abs(costs[:, None] - costs[None]).sum(axis=2)
    return np.asarray(apart.argsort(axis=1, kind="stable"))


def _better(problem: Siting, site_of: Whole, window: Indices, inside: Indices) -> Whole | None:
    """The answer with the window decided anew; None where nothing better was found in it."""
    part = Siting(
        problem.capacity[window],
        problem.opening[window],
        problem.demand[inside],
        problem.serving[np.ix_(inside, window)],
    )
    at = np.full(len(problem.capacity), -1)
    at[window] = np.arange(len(window))
    cost = part.cost(at[site_of[inside]])
    cutoff = cost - max(0.99 * part.step, NEAR * max(abs(cost), 1))
    prices = Model(part, everything(part), whole=False).relaxed().duals[: len(inside)]
    model = Model(part, everything(part), whole=True)
    model.add_loads(sizes(part), prices)
    found = model.below(cutoff, Limits(seconds=TURN, options={"objective_bound": cutoff}))
    if not found.found or found.value >= cutoff:
        return None
    better = site_of.copy()
    better[inside] = window[model.site_of(found)]
    return better
