"""One program under one objective: its linear relaxation with the links that it breaks, and runs within narrower bounds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.highs import Basis, Limits, Program, Progress, Solved, Status
from jiedui.planning.renew.frame import Numbers
from jiedui.planning.renew.model import MORE, Model
from jiedui.planning.renew.rules import ties

#: A link is broken when the first column exceeds the second by more.
BROKEN = 1e-4
#: Programs with no more columns are handed to the solver as they are.
LARGE = 1_500
#: Linear programs with more columns are first solved by an interior point.
INTERIOR = 5_000
#: Rules are kept when limits are exceeded by no more than this share in all.
KEPT = 1e-6
#: Largest cost of a column: keeps costs far from the solver's tolerances whatever the unit of the measure.
COST = 100.0


@dataclass(frozen=True)
class Clock:
    """How long there is: a moment of the monotonic clock, and a question whether to stop before."""

    until: float
    asked: Callable[[], bool] | None = None
    now: Callable[[], float] = time.monotonic

    @staticmethod
    def of(seconds: float, asked: Callable[[], bool] | None = None) -> Clock:
        """So many seconds from now."""
        return Clock(time.monotonic() + seconds, asked)

    @property
    def left(self) -> float:
        """Seconds left, at least 0."""
        return max(0.0, self.until - self.now())

    @property
    def stopped(self) -> bool:
        """Whether someone asked to stop."""
        return self.asked is not None and self.asked()

    @property
    def over(self) -> bool:
        """Whether there is no time left, or someone asked to stop."""
        return self.stopped or not self.left

    def within(self, seconds: float) -> Clock:
        """At most so many seconds of it, from now."""
        return replace(self, until=min(self.until, self.now() + seconds))

    def beyond(self, seconds: float) -> Clock:
        """So many seconds more."""
        return replace(self, until=self.until + seconds)


class Engine:
    """A model with an objective; always minimises, whatever the measure."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.program: Program = model.program
        self.lower, self.upper = self.program.bounds()
        self._less, self._more = model.less, model.more
        self._sign, self._scale = 1.0, 1.0
        self._measure = next(iter(model.measures.values()))
        self._solved_before = False
        #: The row of each measure that is kept, and what its weights are divided by.
        self.kept: dict[str, tuple[int, float]] = {}
        soft = [named for named in model.named if named.over.size]
        self._over = np.concatenate([named.over for named in soft])
        self._norm = np.concatenate([named.norm for named in soft])
        self._penalty = 0.0

    @property
    def large(self) -> bool:
        """Whether the program is too large to be handed to the solver as it is."""
        return self.program.width > LARGE

    def aim(self, name: str) -> None:
        """Take a measure as the objective."""
        measure = self.model.measures[name]
        most = float(np.abs(measure.weights).max(initial=0.0))
        self._sign, self._scale = (-1.0 if name in MORE else 1.0), (COST / most if most else 1.0)
        self._measure = measure
        self.program.price(np.arange(self.program.width), measure.weights * self._sign * self._scale)
        self.harden()

    @property
    def unit(self) -> float:
        """What one of the measure costs in the program, whatever its sign."""
        return self._scale

    @property
    def costs(self) -> Numbers:
        """What each column costs, in the measure's own unit."""
        return self._measure.weights * self._sign

    def price_nothing(self) -> None:
        """No objective: only rules count."""
        self.program.price(np.arange(self.program.width), 0.0)

    def soften(self, penalty: float) -> None:
        """Let soft rules be broken: exceeding a limit by all of it costs the penalty."""
        self._penalty = penalty
        self.upper[self._over] = np.inf
        self.program.price(self._over, penalty / self._norm)
        self.widen()

    def harden(self) -> None:
        """No rule may be broken."""
        self._penalty = 0.0
        self.upper[self._over] = 0.0
        self.program.price(self._over, 0.0)
        self.widen()

    def broken(self, values: Numbers) -> float:
        """By how much soft rules are broken: the sum of what exceeds limits, as shares of them."""
        found = float((values[self._over] / self._norm).sum())
        return found if found > KEPT else 0.0

    def measured(self, cost: float) -> float:
        """The measure of a cost of the program."""
        return self._measure.base + self._sign * cost / self._scale

    def cost(self, value: float) -> float:
        """The cost of a measure's value."""
        return (value - self._measure.base) * self._sign * self._scale

    def cost_of(self, values: Numbers) -> float:
        """The cost of a solution."""
        return self.cost(self._measure.of(values)) + self._penalty * self.broken(values)

    def keep(self, name: str, value: float | None) -> None:
        """From now on, no plan in which a measure is worse than a value; any again for None."""
        measure = self.model.measures[name]
        most = float(np.abs(measure.weights).max(initial=0.0)) or 1.0
        if name not in self.kept:
            at = np.flatnonzero(measure.weights)
            row = self.program.add_rows(-np.inf, np.inf, (0, at, measure.weights[at] / most), count=1)
            self.kept[name] = row.start, most
        side = np.inf if value is None else (value - measure.base) / most
        low, high = (side, np.inf) if name in MORE else (-np.inf, side)
        if value is None:
            low, high = -np.inf, np.inf
        self.program.bound_rows(self.kept[name][0], low, high)

    def tie(self) -> None:
        """Write as rows that firms enter only when one of the blocks that they could enter was cleared before."""
        entries = ties(self.model.frame, self.model.columns)
        if entries[0].size:
            self.program.add_rows(-np.inf, 0.0, entries, count=int(entries[0].max()) + 1)

    def relaxed(self, clock: Clock) -> Solved:
        """The linear program within the present bounds; broken links become rows, and it is solved again.

        The last solution is returned; it breaks no link unless time ran out (a bound it is all the same).
        """
        solved = self._linear(clock)
        while solved.found and not clock.over and self._link(solved.values):
            again = self._linear(clock)
            if not again.found and again.status is Status.STOPPED:
                break
            solved = again
        return solved

    def linear(self, clock: Clock) -> Solved:
        """The linear program within the present bounds, without more links, by an interior point."""
        return self.program.solve(Limits(clock.left, options={"solver": "ipm"}), relaxed=True, stop=clock.asked)

    def inner(self, clock: Clock) -> Solved:
        """The linear program within the present bounds by an interior point alone: no basis, but a large one is solved at all."""
        limits = Limits(clock.left, options={"solver": "ipm", "run_crossover": "off"})
        return self.program.solve(limits, relaxed=True, stop=clock.asked)

    def onward(self, clock: Clock, basis: Basis | None, steps: int) -> Solved:
        """The linear program within the present bounds, in so many steps of the simplex method from a basis, or from where it stands."""
        limits = Limits(clock.left, options={"simplex_iteration_limit": steps})
        return self.program.solve(limits, relaxed=True, basis=basis, stop=clock.asked)

    def _linear(self, clock: Clock) -> Solved:
        """One run of the linear program; a large one is first solved with all links, which the interior point does not mind."""
        first = self.program.width > INTERIOR and not self._solved_before
        if first:
            self._write(np.ones(len(self._less), bool))
        options = {"solver": "ipm" if first else "choose"}
        solved = self.program.solve(Limits(clock.left, options=options), relaxed=True, stop=clock.asked)
        self._solved_before |= solved.found
        return solved

    def _link(self, values: Numbers) -> bool:
        """Write the links that a solution breaks as rows: whether there were any."""
        broken = values[self._less] > values[self._more] + BROKEN
        self._write(broken)
        return bool(broken.any())

    def _write(self, broken: NDArray[np.bool_]) -> None:
        """Write links as rows."""
        if not broken.any():
            return
        less, more = self._less[broken], self._more[broken]
        at = np.arange(len(less))
        entries = (np.concatenate([at, at]), np.concatenate([less, more]), np.repeat([1.0, -1.0], len(at)))
        self.program.add_rows(-np.inf, 0.0, entries, count=len(at))
        self._less, self._more = self._less[~broken], self._more[~broken]

    def narrow(self, lower: Numbers, upper: Numbers) -> None:
        """Bounds for the runs to come."""
        self.program.bound(np.arange(self.program.width), lower, upper)

    def widen(self) -> None:
        """The bounds of the model again."""
        self.narrow(self.lower, self.upper)

    @contextmanager
    def narrowed(self, lower: Numbers, upper: Numbers) -> Iterator[None]:
        """Within narrower bounds for a while."""
        self.narrow(lower, upper)
        try:
            yield
        finally:
            self.widen()

    def run(
        self, clock: Clock, gap: float, *, start: Numbers | None = None, progress: Progress | None = None
    ) -> Solved:
        """The mixed-integer program within the present bounds, from a start where there is one."""
        limits = Limits(clock.left, gap=gap)
        return self.program.solve(limits, start=start, progress=progress, stop=clock.asked)

    def fixed(self, values: Numbers, free: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
        """Bounds that fix the whole columns to the values, but for those marked free."""
        lower, upper = self.lower.copy(), self.upper.copy()
        held = self.model.whole[~free[self.model.whole]]
        lower[held] = upper[held] = np.rint(values[held])
        return lower, upper
