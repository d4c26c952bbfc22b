"""A first plan from below: no block is cleared, so that little is left to decide; windows add blocks afterwards.

At first firms and hamlets without a deadline stay where they are, which is decided in a moment, then they may move. Where no plan without a cleared block exists (a hamlet must move to a site on one), rules may be broken at a price
and windows mend it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from jiedui.planning.highs import Solved
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.frame import Places
from jiedui.planning.renew.windows import Windows

#: Any plan will do: the gap with which the solver is content.
ANY = 100.0
#: Gap of the plan that breaks as little as can be.
LITTLE = 0.5
#: What it costs to exceed a limit by all of it: more than any plan is worth, whose columns cost at most ``engine.COST``.
PENALTY = 1e7


def first(engine: Engine, clock: Clock, enough: Callable[[], bool]) -> Solved | None:
    """A plan that keeps all rules, as a solution of the program; None when none was found before it was enough."""
    for barred in (np.concatenate([_idle_moves(engine), _idle_firms(engine)]), np.zeros(0, np.int64)):
        solved = _bottom(engine, clock, ANY, barred)
        if solved.found:
            return solved
    engine.soften(PENALTY)
    try:
        return _mended(engine, _bottom(engine, clock, LITTLE, np.zeros(0, np.int64)), clock, enough)
    finally:
        engine.harden()


def _idle_moves(engine: Engine) -> Places:
    """The moves of hamlets that no rule wants: on no block, without a deadline."""
    ways, years = engine.model.frame.ways, engine.model.frame.years
    idle = (ways.block < 0) & (ways.deadline > years)
    moved = engine.model.columns.moved[idle[ways.hamlet]]
    return moved[moved >= 0]


def _idle_firms(engine: Engine) -> Places:
    """The places in plants of firms without a deadline."""
    entered = engine.model.columns.entered[engine.model.frame.firms.deadline > engine.model.frame.years]
    return entered[entered >= 0]


def _bottom(engine: Engine, clock: Clock, gap: float, barred: Places) -> Solved:
    """The program without clearing, and without what is barred."""
    cleared = engine.model.columns.cleared
    upper = engine.upper.copy()
    upper[cleared[cleared >= 0]] = 0.0
    upper[barred] = 0.0
    with engine.narrowed(engine.lower, upper):
        return engine.run(clock, gap)


def _mended(engine: Engine, solved: Solved, clock: Clock, enough: Callable[[], bool]) -> Solved | None:
    """Window after window until no rule is broken."""
    if not solved.found:
        return None
    if not engine.broken(solved.values):
        return solved
    windows = Windows(engine, solved.values)
    mended = (better for better in windows.turns(clock, enough) if not engine.broken(better.values))
    return next(mended, None)
