"""A second run beside the search, for the bound alone: prices, the linear program, with its links, then the whole one with cuts and branches.

After the prices it can be asked to wait: on two processors that others use as well, the search would take longer for it.

The prices are those of rough programs of the same town (see ``pricing``): one that is solved in a moment even for a very large one, then one
that tells more.

It has its own program and its own thread, so that the search for plans on the other core need not wait for it.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from jiedui.planning.highs import Status
from jiedui.planning.renew.descent import ALIKE, Aim, rough_of
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.frame import Numbers
from jiedui.planning.renew.pricing import bound_of, nothing_priced, prices_of

#: The linear program of more columns is solved by an interior point alone, and one of many more not at all: it takes longer than a plan.
WIDE, TOO_WIDE = 60_000, 240_000
#: How alike targets of firms must be to be taken together in the rough programs.
ROUGH = (0.0, ALIKE)
#: A rough program of more columns is not solved: HiGHS would not come back from it when time is over.
ROUGH_WIDE = 100_000
#: What it costs to break a rule of a rough program by all of it.
PENALTY = 1e5
#: Seconds to wait for the run when someone asked to stop.
GRACE = 1.0


class Bounding:
    """The bound of one level, as it is proven; ``stop`` ends it. ``root`` is the linear solution once there is one."""

    def __init__(self, engine: Engine, aim: Aim, clock: Clock, gap: float) -> None:
        self._engine, self._aim, self._gap = engine, aim, gap
        self._ended, self._free = threading.Event(), threading.Event()
        self._free.set()
        self._clock = Clock(clock.until, lambda: self._ended.is_set() or clock.stopped)
        self._cost = -math.inf
        self.root: Numbers | None = None
        self.infeasible = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def cost(self) -> float:
        """The cost that no plan can undercut, −inf before one is proven."""
        return self._cost

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """No linear program is begun for a while."""
        self._free.clear()
        try:
            yield
        finally:
            self._free.set()

    def stop(self) -> float:
        """End the run: the last bound.

        When someone asked to stop it is not waited for long: HiGHS may be at a step in which it asks nobody. The engine must not
        be used again then.
        """
        asked = self._clock.stopped and not self._ended.is_set()
        self._ended.set()
        self._free.set()
        self._thread.join(GRACE if asked else None)
        return self._cost

    def _run(self) -> None:
        """Run until stopped.

        The first bound is there at once: it has no prices, and is poor. Bounds told on the way are not taken: HiGHS has told some that an optimum then passed. The run's own at its end is.
        """
        self._proven(bound_of(self._engine, nothing_priced(self._engine.model)))
        for alike in ROUGH:
            rough = rough_of(self._engine.model.frame.town, self._aim, alike)
            if rough.program.width <= ROUGH_WIDE:
                self._priced(rough)
        self._free.wait(self._clock.left)
        width = self._engine.program.width
        if width > WIDE:
            self.root = self._priced(self._engine) if width <= TOO_WIDE else None
            return
        for linear in (self._engine.linear, self._engine.relaxed):
            if self._clock.left <= 0:
                return
            root = linear(self._clock)
            self.infeasible = root.status is Status.INFEASIBLE
            if root.status is not Status.OPTIMAL:
                return
            self._proven(root.bound)
            self.root = root.values
        self._proven(self._engine.run(self._clock, self._gap).bound)

    def _priced(self, engine: Engine) -> Numbers | None:
        """Take the bound at the prices of a linear program: its solution, None where there is none.

        Where a rough one leaves no plan (not every hamlet may find a site in it), its rules may be broken at a price.
        """
        solved = engine.inner(self._clock)
        if solved.status is Status.INFEASIBLE:
            if engine is self._engine:
                self.infeasible = True
                return None
            engine.soften(PENALTY)
            solved = engine.inner(self._clock)
        if not solved.duals.size:
            return None
        self._proven(bound_of(self._engine, prices_of(engine, solved.duals)))
        return solved.values

    def _proven(self, bound: float) -> None:
        """Keep a bound that is better."""
        if math.isfinite(bound):
            self._cost = max(self._cost, bound)
