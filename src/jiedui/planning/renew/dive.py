"""A first plan out of the linear program: fractions are rounded up, a few at a time, and it is solved again.

What shapes a plan comes first: the clearing of blocks, then plants and stages, then slots sold, then who moves. After each step
the linear program sets everything else anew, so that money and land follow. Where a column can go neither up nor down, the rest
is given to the mixed-integer solver, with fewer and fewer of the steps taken until it finds a plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from jiedui.planning.highs import Solved
from jiedui.planning.renew.columns import Columns
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.frame import Numbers, Places

#: Nearer to a whole number than this is whole.
WHOLE = 1e-5
#: Fractions above this are rounded up together; if there are none, a share of the fractions, the greatest first.
HIGH, SHARE = 0.85, 0.1
#: Rounds of broken links after a step.
ROUNDS = 3
#: Seconds for a run of the mixed-integer solver on what is left, and the gap that it is content with.
REST, REST_GAP = 40.0, 0.003


@dataclass
class _Path:
    """The steps taken: bounds before each, so that they can be taken back."""

    lower: Numbers
    upper: Numbers
    steps: list[tuple[Numbers, Numbers]] = field(default_factory=list)


def dive(engine: Engine, clock: Clock, root: Numbers) -> Solved | None:
    """A plan from the root's linear solution, as a solution of the program; None when none was found in time."""
    path = _Path(engine.lower.copy(), engine.upper.copy())
    solved: Solved | None = None
    values = root
    try:
        for columns in _groups(engine.model.columns):
            while (picked := _picked(values, columns)).size:
                path.steps.append((path.lower.copy(), path.upper.copy()))
                solved = _step(engine, clock, path, values, picked)
                if solved is None:
                    return None if clock.over else _rest(engine, clock, path)
                values = solved.values
        return solved or engine.relaxed(clock, ROUNDS)
    finally:
        engine.widen()


def _groups(columns: Columns) -> Iterator[Places]:
    """Columns in the order in which they are made whole."""
    for grids in (
        (columns.cleared,),
        (columns.plants, columns.built),
        (columns.sold,),
        (columns.moved, columns.closed, columns.left, columns.entered),
    ):
        found = np.unique(np.concatenate([grid.ravel() for grid in grids]))
        yield found[found >= 0]


def _picked(values: Numbers, columns: Places) -> Places:
    """The columns to round up next, the greatest fraction first; none when all are whole."""
    fraction = values[columns] - np.floor(values[columns] + WHOLE)
    order = np.argsort(-fraction, kind="stable")
    broken = int((fraction > WHOLE).sum())
    many = max(int((fraction > HIGH).sum()), int(np.ceil(broken * SHARE)))
    return columns[order[: min(many, broken)]]


def _step(engine: Engine, clock: Clock, path: _Path, values: Numbers, picked: Places) -> Solved | None:
    """Round up what is picked; if that cannot be, only the first of it; if that cannot be either, the first one down."""
    for some in (picked, picked[:1]):
        lower = path.lower.copy()
        lower[some] = np.ceil(values[some] - WHOLE)
        solved = _tried(engine, clock, lower, path.upper)
        if solved:
            path.lower = lower
            return solved
        if clock.over:
            return None
    upper = path.upper.copy()
    upper[picked[:1]] = np.floor(values[picked[:1]] + WHOLE)
    solved = _tried(engine, clock, path.lower, upper)
    path.upper = upper
    return solved


def _tried(engine: Engine, clock: Clock, lower: Numbers, upper: Numbers) -> Solved | None:
    """The linear program within these bounds; None where it has no solution."""
    engine.narrow(lower, upper)
    solved = engine.relaxed(clock, ROUNDS)
    return solved if solved.found else None


def _rest(engine: Engine, clock: Clock, path: _Path) -> Solved | None:
    """The mixed-integer solver on what is left, after the steps, after three quarters of them, half, a quarter, none."""
    for share in (1.0, 0.75, 0.5, 0.25, 0.0):
        lower, upper = path.steps[int(share * (len(path.steps) - 1))]
        engine.narrow(lower, upper)
        solved = engine.run(clock.within(REST), REST_GAP)
        if solved.found:
            return solved
        if clock.over:
            return None
    return None
