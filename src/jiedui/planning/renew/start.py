"""A first plan from below: no block is cleared, so that little is left to decide; windows add blocks afterwards.

Rounding the linear program instead was tried: it clears too much at once, and debt and interim places are exceeded beyond
mending. Where no plan without a cleared block exists (a hamlet must move to a site on one), rules may be broken at a price
and windows mend it.
"""

from __future__ import annotations

from collections.abc import Callable

from jiedui.planning.highs import Solved
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.windows import Windows

#: Any plan will do: the gap with which the solver is content.
ANY = 100.0
#: Gap of the plan that breaks as little as can be.
LITTLE = 0.5
#: What it costs to exceed a limit by all of it: more than any plan is worth, whose columns cost at most ``engine.COST``.
PENALTY = 1e7


def first(engine: Engine, clock: Clock, enough: Callable[[], bool]) -> Solved | None:
    """A plan that keeps all rules, as a solution of the program; None when none was found before it was enough."""
    solved = _bottom(engine, clock, ANY)
    if solved.found:
        return solved
    engine.soften(PENALTY)
    try:
        return _mended(engine, _bottom(engine, clock, LITTLE), clock, enough)
    finally:
        engine.harden()


def _bottom(engine: Engine, clock: Clock, gap: float) -> Solved:
    """The program without clearing."""
    cleared = engine.model.columns.cleared
    upper = engine.upper.copy()
    upper[cleared[cleared >= 0]] = 0.0
    engine.narrow(engine.lower, upper)
    try:
        return engine.run(clock, gap)
    finally:
        engine.widen()


def _mended(engine: Engine, solved: Solved, clock: Clock, enough: Callable[[], bool]) -> Solved | None:
    """Window after window until no rule is broken."""
    if not solved.found:
        return None
    if not engine.broken(solved.values):
        return solved
    windows = Windows(engine, solved.values)
    mended = (better for better in windows.turns(clock, enough) if not engine.broken(better.values))
    return next(mended, None)
