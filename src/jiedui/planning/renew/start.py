"""A first plan from below: no block is cleared, so that little is left to decide; windows add blocks afterwards.

At first only what is left then is put into a program of its own: firms that close, and hamlets with a deadline, then all of them.
Where there is no such plan the whole program is asked for one that clears nothing. Where no plan without a cleared block exists (a hamlet must move to a site on one), rules may be broken at a price
and windows mend it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from jiedui.planning.highs import Solved
from jiedui.planning.renew.decide import decided, written
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.model import build
from jiedui.planning.renew.town import Hamlet, Town
from jiedui.planning.renew.windows import Windows

#: Any plan will do: the gap with which the solver is content.
ANY = 100.0
#: Gap of the plan that breaks as little as can be.
LITTLE = 0.5
#: What it costs to exceed a limit by all of it: more than any plan is worth, whose columns cost at most ``engine.COST``.
PENALTY = 1e7


def first(engine: Engine, clock: Clock, enough: Callable[[], bool]) -> Solved | None:
    """A plan that keeps all rules, as a solution of the program; None when none was found before it was enough."""
    for idle in (False, True):
        solved = _bare(engine, clock, idle=idle)
        if solved and solved.found:
            return solved
    solved = _bottom(engine, clock, ANY)
    if solved.found:
        return solved
    engine.soften(PENALTY)
    try:
        return _mended(engine, _bottom(engine, clock, LITTLE), clock, enough)
    finally:
        engine.harden()


def _bare(engine: Engine, clock: Clock, *, idle: bool) -> Solved | None:
    """A plan of the town without its blocks, as a solution of the program; None where there is none.

    ``idle`` is whether hamlets without a deadline move.
    """
    small = Engine(build(bared(engine.model.frame.town, idle=idle)))
    small.aim("output")
    solved = small.run(clock, ANY)
    if not solved.found:
        return None
    town = small.model.frame.town
    nowhere, nothing = np.full(len(town.firms), -1, np.int64), np.zeros((0, town.rules.years))
    values = written(engine.model, decided(small.model, solved.values, nowhere, nothing))
    lower, upper = engine.fixed(np.nan_to_num(values), np.zeros(len(values), bool))
    if (lower < engine.lower).any() or (upper > engine.upper).any():
        return None
    with engine.narrowed(lower, upper):
        return engine.run(clock, ANY)


def bared(town: Town, *, idle: bool) -> Town:
    """The town without its blocks and what depends on them: firms can only close, hamlets only move to sites elsewhere."""
    sites = {site.name for site in town.sites if not site.block}

    def reach(hamlet: Hamlet) -> dict[str, float]:
        due = hamlet.deadline is not None and hamlet.deadline <= town.rules.years
        return {name: km for name, km in hamlet.reach.items() if name in sites} if due or idle else {}

    return replace(
        town,
        firms=tuple(replace(firm, block=None, targets=()) for firm in town.firms),
        blocks=(),
        hamlets=tuple(replace(hamlet, block=None, reach=reach(hamlet)) for hamlet in town.hamlets),
        sites=tuple(site for site in town.sites if site.name in sites),
    )


def _bottom(engine: Engine, clock: Clock, gap: float) -> Solved:
    """The program without clearing."""
    cleared = engine.model.columns.cleared
    upper = engine.upper.copy()
    upper[cleared[cleared >= 0]] = 0.0
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
