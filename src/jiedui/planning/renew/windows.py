"""Windows: parts of the town, or of the years, that are decided anew while all else stays as the best plan has it.

The kinds of windows take turns. One that the solver finishes grows, one that it does not finish shrinks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.highs import Solved, Status
from jiedui.planning.renew.columns import Grid
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.frame import Numbers

Mask = NDArray[np.bool_]
#: From a share of things to the columns set free.
Kind = Callable[[float], Iterator[Grid]]
#: Seconds for one window, and the gap that it is solved to.
TURN, GAP = 20.0, 0.0005
#: By how much a window grows or shrinks, and the shares of things that it begins with and never passes.
GROWS, SHRINKS, FIRST, LEAST, MOST = 1.3, 0.7, 0.25, 0.02, 1.0
#: Values nearer to each other are the same; a plan is better only by a share of its cost.
SAME, BETTER = 1e-4, 1e-6


class Windows:
    """The windows of an engine; ``values`` is the plan to begin with, ``root`` the linear solution once it is known."""

    def __init__(self, engine: Engine, values: Numbers, seed: int = 0) -> None:
        self.engine, self.best = engine, values
        self.root: Numbers | None = None
        self._dice = np.random.default_rng(seed)
        self._kinds: tuple[Kind, ...] = (self._differing, self._blocks, self._years, self._sites)
        self._shares = [FIRST] * len(self._kinds)

    def turns(self, clock: Clock, enough: Callable[[], bool]) -> Iterator[Solved]:
        """Turn after turn the better solutions found, until it is enough or time is over."""
        turn = 0
        while not clock.over and not enough():
            solved = self._turn(turn % len(self._kinds), clock)
            turn += 1
            cost = self.engine.cost_of(self.best)
            if solved.found and solved.value < cost - BETTER * max(1.0, abs(cost)):
                self.best = solved.values
                yield solved

    def _turn(self, kind: int, clock: Clock) -> Solved:
        """One window solved."""
        share = self._shares[kind]
        free = np.zeros(self.engine.program.width, bool)
        for grid in self._kinds[kind](share):
            free[grid[grid >= 0]] = True
        with self.engine.narrowed(*self.engine.fixed(self.best, free)):
            solved = self.engine.run(clock.within(TURN), GAP, start=self.best)
        done = solved.status is Status.OPTIMAL
        self._shares[kind] = float(np.clip(share * (GROWS if done else SHRINKS), LEAST, MOST))
        return solved

    def _some(self, count: int, share: float) -> Mask:
        """A random share of so many things, at least one."""
        chosen = np.zeros(count, bool)
        chosen[self._dice.permutation(count)[: max(1, round(share * count))]] = True
        return chosen

    def _differing(self, share: float) -> Iterator[Grid]:
        """Things of which the best plan and the linear solution think differently, and a share of them at a time."""
        if self.root is None:
            return
        for grid in self.engine.model.columns.whole():
            apart = (np.abs(self.best[grid] - self.root[grid]) > SAME) & (grid >= 0)
            things = np.flatnonzero(apart.any(axis=1))
            if things.size:
                yield grid[things[self._some(len(things), min(1.0, 2 * share))]]

    def _blocks(self, share: float) -> Iterator[Grid]:
        """Some blocks with all that stands on them, and some of the firms that could go there."""
        frame, columns = self.engine.model.frame, self.engine.model.columns
        chosen = np.append(self._some(len(frame.blocks.slots), share), False)
        yield from (grid[chosen[:-1]] for grid in (columns.cleared, columns.plants, columns.sold))
        coming = np.zeros(len(frame.kinds.need), bool)
        coming[frame.kinds.way_kind[chosen[frame.kinds.way_block]]] = True
        firms = chosen[frame.firms.block] | (coming[frame.firms.kind] & self._some(len(frame.firms.need), share))
        yield from (grid[firms] for grid in (columns.closed, columns.left, columns.entered))
        yield columns.built[chosen[frame.sites.block][frame.sites.stage_site]]
        yield columns.moved[chosen[frame.ways.block][frame.ways.hamlet]]

    def _years(self, share: float) -> Iterator[Grid]:
        """All things in some years on end, for a share of the things."""
        years = self.engine.model.frame.years
        length = max(1, round(years * min(0.5, share)))
        first = int(self._dice.integers(0, years - length + 1))
        for grid in self.engine.model.columns.whole():
            if len(grid):
                yield grid[self._some(len(grid), min(1.0, 2 * share)), first : first + length]

    def _sites(self, share: float) -> Iterator[Grid]:
        """Some sites with their stages and the hamlets that could go there."""
        frame, columns = self.engine.model.frame, self.engine.model.columns
        if not len(frame.sites.block):
            return
        chosen = self._some(len(frame.sites.block), share)
        hamlets = np.zeros(len(frame.ways.households), bool)
        hamlets[frame.ways.hamlet[chosen[frame.ways.site]]] = True
        yield columns.built[chosen[frame.sites.stage_site]]
        yield columns.moved[hamlets[frame.ways.hamlet] & chosen[frame.ways.site]]
