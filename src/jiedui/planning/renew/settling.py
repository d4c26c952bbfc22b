"""From a solution to a plan: where firms were followed by kinds, each gets its block, and what follows from that is settled.

A firm that finds no block stays, closes or enters later; newcomers get the floor that is left. What depends on their rents
and jobs is decided anew.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.renew.accounts import account
from jiedui.planning.renew.answer import Accounts, Decisions
from jiedui.planning.renew.columns import Grid
from jiedui.planning.renew.decide import decided, newly, taken_blocks
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.frame import Numbers, Places
from jiedui.planning.renew.model import Model
from jiedui.planning.renew.placing import Placing, placed

#: Seconds to settle what follows from the places of firms, and the gap to settle it to.
SECONDS, GAP = 10.0, 0.002
#: Seconds for all of it when the time is over: a solution that was found in time is not lost for want of blocks.
GRACE = 1.0
#: How often blocks are looked for and the rest is settled, before the solution is given up.
ROUNDS = 4
#: A share above it is done.
HALF = 0.5
#: What arithmetic may lose of floor, as a share of it.
ROUNDING = 1e-7


@dataclass(frozen=True)
class Found:
    """A plan in hand: the solution of the program it came from, the decisions and their accounts."""

    values: Numbers
    decisions: Decisions
    accounts: Accounts


def finished(engine: Engine, values: Numbers, clock: Clock) -> Found | None:
    """The plan of a solution. None where there is none near it, or none had been found when time was over."""
    model, clock = engine.model, clock.beyond(GRACE)
    if model.frame.kinds.single.all():
        return _found(model, values, taken_blocks(model, values), newly(model, values))
    before = np.zeros(0, np.int64)
    for _ in range(ROUNDS):
        placing = placed(model, values, clock)
        if not placing.without.size and not _short(model, values, placing):
            return _found(model, values, placing.blocks, placing.let)
        settled = _settled(engine, values, placing, before, clock.within(SECONDS))
        if settled is None:
            return None
        values, before = settled, np.union1d(before, placing.without)
    return None


def _found(model: Model, values: Numbers, blocks: Places, let: Numbers) -> Found:
    """The plan with the block of each firm, and floor newly let by block and year."""
    decisions = decided(model, values, blocks, let)
    return Found(values, decisions, account(model.frame.town, decisions))


def _let_by(placing: Placing) -> Numbers:
    """Floor let to newcomers by the end of each year, all blocks together."""
    return np.asarray(np.cumsum(placing.let.sum(axis=0)))


def _elsewhere(model: Model, values: Numbers) -> Numbers:
    """Floor let by the end of each year in blocks that are no part of the model."""
    let = model.columns.let
    own = np.where(let >= 0, values[let], 0.0).sum(axis=0)
    return np.asarray(np.maximum(0.0, values[model.columns.let_floor[0]] - own))


def _short(model: Model, values: Numbers, placing: Placing) -> bool:
    """Whether newcomers got less floor than the solution counts on."""
    wanted = newly(model, values).sum(axis=0).cumsum()
    return bool((_let_by(placing) < wanted - ROUNDING * np.maximum(1.0, wanted)).any())


def _until(values: Numbers, grid: Grid) -> NDArray[np.bool_]:
    """The years up to the one in which each thing of a grid is done."""
    done = np.where(grid >= 0, values[grid], 0.0) > HALF
    return np.cumsum(done, axis=1) <= 1


def _settled(engine: Engine, values: Numbers, placing: Placing, before: Places, clock: Clock) -> Numbers | None:
    """The solution with firms without a block staying, closing or entering later, those that had none ``before`` never.

    First only what becomes of them is decided, then closings, slots sold and more plants as well. None where rules forbid it.
    """
    columns, without = engine.model.columns, placing.without
    elsewhere = _elsewhere(engine.model, values)
    own = _freed(values, columns.left[without], columns.entered[without], columns.closed[without])
    all_of_it = own | _freed(values, columns.closed, columns.plants, columns.sold)
    solved = None
    for free in (own, all_of_it):
        lower, upper = engine.fixed(values, free)
        _bar(upper, columns.entered[without], _until(values, columns.entered[without]))
        again = np.intersect1d(without, before)
        _bar(upper, columns.entered[again], np.ones((len(again), engine.model.frame.years), bool))
        plants = columns.plants[columns.plants >= 0]
        lower[plants] = np.rint(values[plants])
        upper[columns.let_floor[0]] = _let_by(placing) + elsewhere
        with engine.narrowed(lower, upper):
            better = engine.run(clock, GAP, start=solved)
        solved = better.values if better.found else solved
    return solved


def _freed(values: Numbers, *grids: Grid) -> NDArray[np.bool_]:
    """The columns of grids."""
    free = np.zeros(len(values), bool)
    for grid in grids:
        free[grid[grid >= 0]] = True
    return free


def _bar(upper: Numbers, grid: Grid, when: NDArray[np.bool_]) -> None:
    """What does not happen in some years."""
    upper[grid[(grid >= 0) & when]] = 0.0
