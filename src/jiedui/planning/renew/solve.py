"""A plan for a town: level after level of the objectives, each with the bound that was proven for it.

A small town is handed to the mixed-integer solver as it is, firm by firm. A large one is followed by kinds of firms: prices, then
the linear program give the bound, which a second run betters; a plan without clearing is the first, a descent through the linear
program of a smaller town gives one that is near the best, and windows led by the linear solution make better ones. A very large one
is planned in parts. Blocks are
found for the firms of each plan afterwards. What is proven of the kinds holds for the firms, for the program of kinds asks
for less.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from jiedui.base.problems import Place, Problem, Refusal, refuse
from jiedui.planning.highs import Solved, Status
from jiedui.planning.renew.answer import Decisions, Level, Plan
from jiedui.planning.renew.bounding import Bounding
from jiedui.planning.renew.decide import written
from jiedui.planning.renew.descent import Aim, descended
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.model import MORE, ORDER, build
from jiedui.planning.renew.parts import is_vast, planned_in_parts
from jiedui.planning.renew.pins import Pin, hold, pinned_town
from jiedui.planning.renew.settling import Found, finished
from jiedui.planning.renew.start import first
from jiedui.planning.renew.town import Town
from jiedui.planning.renew.windows import Windows

#: A town with so many ways of firms, hamlets and years is small.
SMALL = 3_000
#: What arithmetic may lose of a level's value, as a share of it.
ROUNDING = 1e-7
#: The first level's part of the time; each later level gets this part of what is left, the last one all of it.
PART = 0.5


@dataclass(frozen=True)
class Told:
    """How far a plan has come: the level, seconds gone, the value met (None before the first plan), the bound (None before one)."""

    measure: str
    seconds: float
    value: float | None
    bound: float | None


Progress = Callable[[Told], None]


def plan(
    town: Town,
    order: Sequence[str] = ORDER,
    *,
    seconds: float = 300.0,
    gap: float = 0.01,
    slack: float = 0.01,
    pins: Sequence[Pin] = (),
    start: Decisions | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan in the time given, by the measures in their order.

    Each level is done when its gap is proven to be at most ``gap``; a later level may give up the share ``slack`` of each
    earlier one. ``pins`` are honoured; ``start`` is a plan of this town, or of one much like it, to begin from. Raises a refusal when
    there is no plan (``renew-no-plan``), none was found in time (``renew-no-time``), or a rule alone bars a pin (``renew-barred``).
    """
    planner = Planner(town, Clock.of(seconds, stop), gap, slack, progress, pins)
    if start:
        planner.begin(start, order[0])
    return planner.plan(order)


class Planner:
    """The levels one after the other, on one program."""

    def __init__(
        self,
        town: Town,
        clock: Clock,
        gap: float,
        slack: float,
        progress: Progress | None = None,
        pins: Sequence[Pin] = (),
    ) -> None:
        self._pins = tuple(pins)
        self._town, self._clock, self._gap, self._slack, self._progress = town, clock, gap, slack, progress
        self._began = time.monotonic()
        self._engine = engine_for(town, pins)
        self._second = engine_for(town, pins) if self._engine.large else self._engine
        self._found: Found | None = None
        self._known: list[Found] = []
        self._bounds: dict[str, float] = {}
        self._required: dict[str, float] = {}

    def begin(self, decisions: Decisions, name: str) -> None:
        """Take the plan of decisions, completed by what they leave open as is best by a measure, if it keeps the rules."""
        engine = self._engine
        engine.aim(name)
        values = written(engine.model, decisions)
        values = np.where(np.isnan(values), 0.0, values)
        with engine.narrowed(*engine.fixed(values, np.zeros(len(values), bool))):
            solved = engine.run(self._clock, 0.0)
        found = finished(engine, solved.values, self._clock) if solved.found else None
        if found:
            self._known.append(found)

    def plan(self, order: Sequence[str]) -> Plan:
        """The plan after all levels, or as many as there was time for."""
        for at, name in enumerate(order):
            last = at == len(order) - 1
            self.reach(name, self._clock if last else self._clock.within(self._clock.left * PART))
            if self._clock.over:
                break
            value = self.value(name)
            given = self._slack * abs(value) + ROUNDING * max(1.0, abs(value))
            self.require(name, value - given if name in MORE else value + given)
        return self.told(tuple(self._bounds), time.monotonic() - self._began)

    def value(self, name: str) -> float:
        """A measure of the plan in hand. Raises a refusal without one."""
        if self._found is None:
            raise refuse("renew-no-time")
        return float(getattr(self._found.accounts.measures, name))

    def told(self, order: Sequence[str], seconds: float) -> Plan:
        """The plan in hand with what was proven of these levels. Raises a refusal without one."""
        if self._found is None:
            raise refuse("renew-no-time")
        levels = tuple(_level(name, self.value(name), self._bounds[name]) for name in order if name in self._bounds)
        decisions, accounts = self._found.decisions, self._found.accounts
        return Plan(self._town.name, decisions, accounts, levels, seconds, self._clock.stopped)

    def require(self, name: str, value: float | None) -> None:
        """From now on only plans that are no worse than the value by the measure; any again for None."""
        for engine in {self._engine, self._second}:
            engine.keep(name, value)
        self._required.pop(name, None)
        if value is not None:
            self._required[name] = value

    def reach(self, name: str, clock: Clock) -> None:
        """One level: the best by the measure that can be reached in the time, from the best plan known."""
        self._bounds.pop(name, None)
        self._found = None
        for known in self._known:
            if all(not _worse(each, known, value) for each, value in self._required.items()):
                self._better(name, known)
        self._engine.aim(name)
        if not self._engine.large:
            self._whole(name, clock)
            return
        self._second.aim(name)
        self._bounding = Bounding(self._second, Aim(name, self._required, self._pins), clock, self._gap)
        try:
            self._large(name, clock)
        finally:
            self._bounding.stop()
        self._prove(name, self._bounding.cost)

    def _large(self, name: str, clock: Clock) -> None:
        """A first plan, one from above, then windows, until the gap is reached or time is over; the second run betters the bound."""
        if self._found is None:
            solved = first(self._engine, clock, lambda: self._bounding.infeasible)
            if solved:
                self._take(name, solved, clock)
        if self._bounding.infeasible:
            raise refuse("renew-no-plan")
        if self._found is None:
            return
        if self._descend(name, clock):
            return
        windows = Windows(self._engine, self._found.values)

        def enough() -> bool:
            windows.root = self._bounding.root
            return self._reached(name)

        for better in windows.turns(clock, enough):
            self._take(name, better, clock)
            windows.best = self._found.values

    def _descend(self, name: str, clock: Clock) -> bool:
        """A plan from above; of a very large town plans of its parts, until the gap is reached or a better one is known: whether all is done."""
        aim, parts = Aim(name, self._required, self._pins), False
        if not is_vast(self._town):
            with self._bounding.waiting():
                for found in descended(self._engine, aim, clock):
                    self._keep(name, found)
                    if self._reached(name):
                        break
            return False
        for found in planned_in_parts(self._engine, aim, clock, lambda cost: self._prove(name, cost)):
            self._keep(name, found)
            parts = self._found is found
            if not parts or self._reached(name):
                break
        return parts

    def _whole(self, name: str, clock: Clock) -> None:
        """The program as it is, from the plan in hand."""
        start = self._found.values if self._found else None
        solved = self._engine.run(clock, self._gap, start=start, progress=self._heard(name))
        if solved.status in {Status.INFEASIBLE, Status.UNBOUNDED}:
            raise refuse("renew-no-plan")
        if solved.found:
            self._take(name, solved, clock)
        self._prove(name, solved.bound)

    def _heard(self, name: str) -> Callable[[float, float, float], None]:
        """The solver's progress as the plan's."""

        def heard(_seconds: float, bound: float, value: float) -> None:
            met = self._engine.measured(value) if np.isfinite(value) else None
            self._tell(name, met, self._engine.measured(bound) if np.isfinite(bound) else None)

        return heard

    def _reached(self, name: str) -> bool:
        """Whether the gap of the level is small enough, by what is proven by now."""
        self._prove(name, self._bounding.cost)
        if self._found is None or name not in self._bounds:
            return False
        value = getattr(self._found.accounts.measures, name)
        return _level(name, value, self._bounds[name]).gap <= self._gap

    def _prove(self, name: str, cost: float) -> None:
        """A bound proven in the program, kept where it is better than the one known."""
        if not np.isfinite(cost):
            return
        bound, known = self._engine.measured(cost), self._bounds.get(name)
        if known is not None and (bound >= known if name in MORE else bound <= known):
            return
        self._bounds[name] = bound
        value = getattr(self._found.accounts.measures, name) if self._found else None
        self._tell(name, value, bound)

    def _take(self, name: str, solved: Solved, clock: Clock) -> None:
        """Make a plan of a solution; keep it when it is better than the one in hand."""
        found = finished(self._engine, solved.values, clock)
        if found:
            self._keep(name, found)

    def _keep(self, name: str, found: Found) -> None:
        """Keep a plan when it is better than the one in hand."""
        if self._better(name, found):
            self._known.append(found)
            self._tell(name, self.value(name), self._bounds.get(name))

    def _better(self, name: str, found: Found) -> bool:
        """Take a plan when it is better than the one in hand: whether it was."""
        value = getattr(found.accounts.measures, name)
        if self._found and (value <= self.value(name) if name in MORE else value >= self.value(name)):
            return False
        self._found = found
        return True

    def _tell(self, name: str, value: float | None, bound: float | None) -> None:
        """Tell how far it has come."""
        if self._progress:
            self._progress(Told(name, time.monotonic() - self._began, value, bound))


def _worse(name: str, found: Found, value: float) -> bool:
    """Whether a plan is worse than a value, by more than arithmetic loses."""
    own = getattr(found.accounts.measures, name)
    short = value - own if name in MORE else own - value
    return bool(short > ROUNDING * max(1.0, abs(value)))


def engine_for(town: Town, pins: Sequence[Pin] = ()) -> Engine:
    """The program of a town, within its pins. Raises a refusal when a rule alone bars one."""
    town = pinned_town(town, pins)
    engine = Engine(build(town, pooled=not _small(town)))
    barred = hold(engine.model, pins, engine.lower, engine.upper)
    if barred:
        raise Refusal(*(Problem("renew-barred", Place(), {"pin": one.pin.words, "rule": one.rule}) for one in barred))
    engine.widen()
    return engine


def _small(town: Town) -> bool:
    """Whether a town is small enough to be solved firm by firm."""
    ways = sum(len(firm.targets) + 1 for firm in town.firms) + sum(len(hamlet.reach) for hamlet in town.hamlets)
    return ways * town.rules.years <= SMALL


def _level(name: str, value: float, bound: float) -> Level:
    """A level; the bound is never worse than the value by what arithmetic loses."""
    return Level(name, value, max(value, bound) if name in MORE else min(value, bound))
