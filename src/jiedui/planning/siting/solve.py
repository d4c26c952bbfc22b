"""Siting solved: first where, then who goes there, and again, until no other choice of sites can be cheaper.

1. Prices by the linear relaxation and by subgradients: a bound, answers by local search, and what is left to decide. Where
   that is much, 2 and 3 are first solved roughly and windows better the answer; then prices once more, with its cost as the
   target.
2. *Where*: the program with hamlets that may be divided, but sites whole. It is quick, since there are few sites, and
   its cost is a bound. When it reaches the best answer, that is proven.
3. *Who*: the program with whole hamlets for exactly these sites, solved to its end. It may find a better answer.
4. These sites are excluded, what the prices learnt there say of loads (rows (5) of the model) is kept, and 2 follows.

Whatever is left out on the way costs at least the cutoff of its time, and the cutoff only falls; so the bound holds. The
idea of deciding sites before moves, with cuts in between, follows the cut-and-solve methods for this problem (Yang, Chu
and Chen 2012; Gadegaard, Klose and Nielsen 2018).
"""

from __future__ import annotations

import math
import time

import numpy as np

from jiedui.planning.highs import Limits, Progress, Status, Stop
from jiedui.planning.siting.bound import Left, Priced, left, left_at, priced
from jiedui.planning.siting.knapsack import sizes
from jiedui.planning.siting.model import Model, everything
from jiedui.planning.siting.problem import NEAR, Mask, Numbers, Sited, Siting, Whole
from jiedui.planning.siting.search import improved, placed
from jiedui.planning.siting.windows import bettered

#: The programs decide so many sites soon; with more open to choice, windows come first, from each of two answers for so much of the time.
FEW, PART = 30, 0.35
#: The gap to which the programs are solved roughly, in so many seconds each.
NEARLY, ROUGHLY = 0.005, 10.0


def solve(
    problem: Siting,
    *,
    seconds: float = math.inf,
    gap: float = 0.0,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Sited:
    """The cheapest answer, or the best one within the time; ``gap`` is how far from the least cost is near enough.

    ``progress`` is told the seconds gone, the bound and the best cost; ``stop`` is asked whether to end.
    """
    return _Run(problem, seconds, gap, progress, stop).solved()


class _Run:
    """One run: the best answer, the bound, the clock."""

    def __init__(
        self, problem: Siting, seconds: float, gap: float, progress: Progress | None, stop: Stop | None
    ) -> None:
        self._problem, self._size, self._step = problem, sizes(problem), problem.step
        self._begun, self._seconds, self._gap = time.monotonic(), seconds, gap
        self._progress, self._stop = progress, stop
        self._site_of, self._cost, self._bound = np.zeros(0, np.int64), math.inf, -math.inf

    def solved(self) -> Sited:
        """All steps."""
        root = Model(self._problem, everything(self._problem), whole=False).relaxed()
        if root.status is Status.INFEASIBLE:
            self._bound = math.inf
        else:
            self._raise(root.bound)
            self._decide(root.duals[: len(self._problem.demand)])
        return Sited(self._site_of, self._cost, self._bound, self._gone)

    def _decide(self, prices: Numbers) -> None:
        """Steps 1 to 4 from the relaxation's prices on."""
        at = self._priced(prices)
        self._raise(at.bound)
        if not self._over and self._left(at).open_to_choice > FEW:
            begun = self._site_of
            self._roughly(at)
            self._by_windows(self._site_of)
            if begun is not self._site_of:
                self._by_windows(begun)
            at = self._priced(at.prices)
            self._raise(at.bound)
        if self._over:
            return
        cutoff, where = self._cutoff, self._where(at)
        while True:
            if self._cutoff < cutoff:
                cutoff = self._cutoff
                where.narrow(self._left(at))
            where.relaxed()
            found = where.solve(self._limits(), self._tell, self._stop)
            self._raise(found.bound)
            if self._over or found.status is not Status.OPTIMAL or found.value >= self._cutoff:
                return
            sites = where.sites(found)
            settled = self._who(sites, at)
            if not settled:
                return
            where.add_other_than(sites)
            where.add_loads(self._size, settled.prices)

    def _where(self, at: Priced) -> Model:
        """The program of step 2, with what is left at these prices."""
        where = Model(self._problem, self._left(at), whole=False)
        where.add_loads(self._size, at.prices)
        return where

    def _roughly(self, at: Priced) -> None:
        """An answer at sites that are nearly the best ones for hamlets that may be divided."""
        where = self._where(at)
        where.relaxed()
        found = where.solve(self._limits(ROUGHLY, NEARLY), self._tell, self._stop)
        self._raise(found.bound)
        if found.found and not self._late:
            self._who(where.sites(found), at, ROUGHLY)

    def _by_windows(self, start: Whole) -> None:
        """Better answers from one on."""
        until = self._gone + PART * (self._seconds - self._gone)
        for better in bettered(self._problem, start, lambda: self._late or self._gone >= until) if start.size else ():
            self._offer(better)
            self._tell()

    def _who(self, sites: Mask, at: Priced, seconds: float = math.inf) -> Priced | None:
        """Step 3: these sites hold no answer below the cutoff any more, and here are their prices; None if time was up."""
        learnt = self._priced(at.prices, sites)
        if self._problem.rounded(learnt.bound) >= self._cutoff:
            return learnt
        who = Model(self._problem, left_at(self._problem, self._size, learnt, sites, self._cutoff), whole=True)
        who.add_loads(self._size, learnt.prices)
        found = who.below(self._cutoff, self._limits(seconds), self._tell, self._stop)
        if found.found:
            self._offer(who.site_of(found))
        return None if found.status is Status.STOPPED else learnt

    def _priced(self, start: Numbers, sites: Mask | None = None) -> Priced:
        """Prices for sites still open to choice, or for given ones; answers are made of what is seen on the way."""

        def seen(chosen: Mask, loads: Mask) -> None:
            """An answer at the sites that the bound has chosen."""
            site_of = placed(self._problem, chosen, loads)
            if site_of is not None:
                self._offer(improved(self._problem, site_of))

        def enough(bound: float) -> bool:
            """Whether these prices prove what there is to prove, or time is up."""
            return self._problem.rounded(bound) >= self._cutoff or self._late

        return priced(self._problem, self._size, start, lambda: self._cost, sites=sites, seen=seen, enough=enough)

    def _left(self, at: Priced) -> Left:
        """What is left to decide below the cutoff."""
        return left(self._problem, self._size, at.prices, self._cutoff)

    def _offer(self, site_of: Whole) -> None:
        """Keep an answer if it is the best one."""
        cost = self._problem.cost(site_of)
        if cost < self._cost:
            self._site_of, self._cost = site_of, cost

    def _raise(self, bound: float) -> None:
        """Raise the bound: all that was left out costs at least the cutoff."""
        self._bound = min(max(self._bound, self._problem.rounded(min(bound, self._cutoff))), self._cost)

    @property
    def _cutoff(self) -> float:
        """An answer is sought only below this cost."""
        if not math.isfinite(self._cost):
            return math.inf
        return self._cost - max(0.99 * self._step, self._gap * abs(self._cost), NEAR * abs(self._cost))

    @property
    def _gone(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._begun

    @property
    def _late(self) -> bool:
        """Whether time is up, or a stop asked for."""
        return self._gone >= self._seconds or (self._stop is not None and self._stop())

    @property
    def _over(self) -> bool:
        """Whether there is nothing left to prove, or no time."""
        return self._bound >= self._cutoff or self._late

    def _limits(self, seconds: float = math.inf, gap: float = 0.0) -> Limits:
        """The time left, or less, the cutoff, and the gap that is near enough."""
        options = {"objective_bound": self._cutoff} if math.isfinite(self._cutoff) else {}
        return Limits(seconds=min(seconds, self._seconds - self._gone), gap=gap, options=options)

    def _tell(self, *_: float) -> None:
        """Progress as it stands; what HiGHS tells of its run is not always of the whole problem."""
        if self._progress:
            self._progress(self._gone, self._bound, self._cost)
