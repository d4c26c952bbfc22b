"""A plan from above: the linear program rounded step by step, and settled as a whole program when little is left of it.

First the stages that are built at all are rounded, then year after year the clearings, the stages and the plants of the year
after: clearings and plants all at once, else the nearest to whole first. After every step the linear program is solved again from its
basis, so that what depends on the step follows. A step that leaves no plan is taken back and its opposite tried, and so on backwards (a
dive with backtracking; Achterberg, *Constraint Integer Programming*, 2007, section 9.2). What is left is mostly whole then.

Rounding the linear program at once was tried: it clears too much, and debt and interim places are exceeded beyond mending.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.highs import Basis, Solved, Status
from jiedui.planning.renew.columns import Columns
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.frame import Numbers, Places
from jiedui.planning.renew.start import PENALTY

#: What is above a whole by less than this share of one is put off together, clearings alone.
DOWN = 0.3
#: Values so near to whole numbers are whole.
WHOLE = 1e-5
#: Steps of the simplex method from a basis that is near: what needs more is given up.
STEPS = 4_000
#: Steps taken back before the dive ends where it is.
BACK = 20
#: A column has a part in it that there is no plan where more than this is made of it.
PART = 1e-7


@dataclass(frozen=True)
class Root:
    """The linear solution within an engine's own bounds, from which dives begin, and its basis."""

    values: Numbers
    basis: Basis


@dataclass(frozen=True)
class Bottom:
    """Where a dive ended: a linear solution whose clearings, stages and plants of the first ``years`` are whole."""

    values: Numbers
    years: int


@dataclass(frozen=True)
class _Group:
    """Columns of a year that are rounded together; what is above a whole number by less than ``down`` is put off.

    Those rounded ``at_once`` are first all held at whole numbers: else others than before are broken after each step.
    """

    year: int
    columns: Places
    down: float = 0.0
    at_once: bool = False


@dataclass(frozen=True)
class _Step:
    """Columns to be rounded up and down."""

    up: Places
    down: Places


@dataclass
class _Point:
    """A point of the dive: bounds, their linear solution and its basis, the group at hand, the steps not yet tried from here."""

    lower: Numbers
    upper: Numbers
    values: Numbers
    basis: Basis
    group: int = 0
    steps: Iterator[_Step] | None = None


def dive(engine: Engine, root: Root, up: float, last: int, clock: Clock) -> Bottom | None:
    """Down from a linear solution to the last years where it can be done, else to the year before the one that leaves no plan.

    What is above the share ``up`` of a whole is rounded up together. Where time is over it ends at the year it has come to. The engine
    keeps the bounds.
    """
    diver = _Diver(engine, up, clock)
    path = [_Point(engine.lower.copy(), engine.upper.copy(), root.values, root.basis)]
    begun: dict[int, Bottom] = {}
    backs, years = 0, max(1, engine.model.frame.years - last)
    while path and backs < BACK and not clock.over:
        point = path[-1]
        year = diver.close(point)
        if year is None or year >= years:
            return Bottom(point.values, years)
        begun.setdefault(year, Bottom(point.values, year))
        step = diver.next(point)
        if step is None:
            around = diver.around(path)
            begun = {} if around else begun
            path = around or path[:-1]
            backs += 1
            continue
        further = diver.take(point, step)
        if further:
            path.append(further)
    if not begun:
        return None
    return begun[max(begun) if clock.over else max(0, max(begun) - 1)]


class _Diver:
    """The steps of a dive: which there are at a point, and where each leads."""

    def __init__(self, engine: Engine, up: float, clock: Clock) -> None:
        self._engine, self._up, self._clock = engine, up, clock
        self._groups = list(_groups(engine.model.columns, engine.model.frame.years))
        #: Groups in which putting off together has failed.
        self._urgent: set[int] = set()
        #: Clearings without which the last thing put off might have been.
        self._blamed = np.zeros(0, np.int64)
        #: The point at which the simplex method stands, or from which its last step, for which there is no plan, has gone.
        self._stands: _Point | None = None

    def close(self, point: _Point) -> int | None:
        """Fix the groups that are whole by now, and go to the first that is not: its year, None when there is none."""
        while point.group < len(self._groups):
            group = self._groups[point.group]
            if parts(point.values[group.columns]).any():
                return group.year
            point.lower[group.columns] = point.upper[group.columns] = np.rint(point.values[group.columns])
            point.group, point.steps = point.group + 1, None
        return None

    def next(self, point: _Point) -> _Step | None:
        """The next step to try from a point; None where all have been tried."""
        if point.steps is None:
            point.steps = self._steps(point)
        return next(point.steps, None)

    def _steps(self, point: _Point) -> Iterator[_Step]:
        """What to try from a point, the most promising first."""
        group, none = self._groups[point.group], np.zeros(0, np.int64)
        above = parts(point.values[group.columns])
        nearest = group.columns[[int(above.argmax())]]
        high = group.columns[above > self._up]
        few = none if point.group in self._urgent else group.columns[(above > 0) & (above < group.down)]
        up = high if high.size else nearest
        if group.at_once:
            yield _Step(np.union1d(up, group.columns[above == 0]), np.setdiff1d(group.columns, up))
        yield _Step(up, np.setdiff1d(few, up))
        if up.size > 1 or few.size:
            yield _Step(nearest, none)
        yield _Step(none, nearest)

    def take(self, point: _Point, step: _Step) -> _Point | None:
        """The point after a step; None where no plan is left, or too many steps of the simplex method away."""
        lower, upper = point.lower.copy(), point.upper.copy()
        lower[step.up] = np.ceil(point.values[step.up] - WHOLE)
        upper[step.down] = np.floor(point.values[step.down] + WHOLE)
        further = self._down(point, lower, upper)
        if further is None and step.up.size and step.down.size:
            self._urgent.add(point.group)
        if further is None and not step.up.size:
            self._blamed = self._to_blame(lower)
        return further

    def _down(self, point: _Point, lower: Numbers, upper: Numbers) -> _Point | None:
        """The point within narrower bounds, if there is a plan."""
        self._engine.narrow(lower, upper)
        solved = self._engine.onward(self._clock, None if point is self._stands else point.basis, STEPS)
        if not solved.found:
            self._stands = point if solved.status is Status.INFEASIBLE else None
            return None
        self._stands = _Point(lower, upper, solved.values, self._engine.program.basis(), point.group)
        return self._stands

    def _to_blame(self, lower: Numbers) -> Places:
        """The clearings decided by now that have a part in it that there is no plan: what stood there has no place by its year."""
        if self._stands is None:
            return np.zeros(0, np.int64)
        cleared = _there(self._engine.model.columns.cleared.ravel())
        raised = cleared[lower[cleared] > self._engine.lower[cleared]]
        return raised[np.abs(self._engine.program.conflict()[raised]) > PART]

    def around(self, path: list[_Point]) -> list[_Point]:
        """The path on which the clearing least wanted of those to blame is put off; none where there is no plan then, or none is to blame."""
        blamed, self._blamed = self._blamed, np.zeros(0, np.int64)
        while path and blamed.size and (path[-1].lower[blamed] > self._engine.lower[blamed]).any():
            path = path[:-1]
        if not path or not blamed.size:
            return []
        point, upper = path[-1], path[-1].upper.copy()
        upper[blamed[point.values[blamed].argmin()]] = 0.0
        further = self._down(point, point.lower.copy(), upper)
        return [*path, further] if further else []


def _groups(columns: Columns, years: int) -> Iterator[_Group]:
    """The stages of the last year; then clearings and stages of a year, plants of the next."""
    yield _Group(0, _there(columns.built[:, -1]))
    for year in range(years):
        yield _Group(year, _there(columns.cleared[:, year]), DOWN, at_once=True)
        yield _Group(year, _there(columns.built[:, year]))
        if year + 1 < years:
            yield _Group(year + 1, _there(columns.plants[:, year + 1]), at_once=True)


def _there(places: Places) -> Places:
    """The columns that there are."""
    return places[places >= 0]


def parts(values: Numbers) -> Numbers:
    """What values have above whole numbers, 0 where they are whole."""
    above = values - np.floor(values + WHOLE)
    return np.where(above > WHOLE, above, 0.0)


def settle(engine: Engine, bottom: Bottom, clock: Clock, gap: float, seconds: float) -> Solved:
    """The whole program near a bottom: what is whole there stays, but for the hamlets, the plants and the last years.

    Where that leaves no plan, all firms are decided anew; then limits may be exceeded at a price, for a little of what is kept free may be
    all that lacks; then a year more is decided. Each is given so many ``seconds``; half of what is left only while nothing is found.
    """
    engine.harden()
    for years, firms, soft in ((0, False, False), (0, True, False), (0, False, True), (1, True, True)):
        if soft:
            engine.soften(PENALTY)
        free = _freed(engine, Bottom(bottom.values, max(0, bottom.years - years)), firms=firms)
        soon = clock.within(seconds if firms and not soft else clock.left / 2)
        with engine.narrowed(*engine.fixed(bottom.values, free)):
            solved = _patient(engine, soon, gap, seconds)
        if solved.found:
            break
    return solved


def _freed(engine: Engine, bottom: Bottom, *, firms: bool) -> NDArray[np.bool_]:
    """The columns that a settlement decides: of the firms those that the bottom splits, or all."""
    columns, last, values = engine.model.columns, bottom.years, bottom.values
    later = (columns.cleared[:, last:], columns.built[:, last:], columns.plants[:, last:], columns.sold, columns.moved)
    own = (columns.closed, columns.left, columns.entered)
    split = (grid[(parts(np.where(grid >= 0, values[grid], 0.0)) > 0).any(axis=1)] for grid in own)
    free: NDArray[np.bool_] = np.zeros(engine.program.width, bool)
    for grid in (*later, *(own if firms else split)):
        free[_there(grid.ravel())] = True
    return free


def _patient(engine: Engine, clock: Clock, gap: float, seconds: float) -> Solved:
    """A run that goes on after so many seconds only while nothing is found."""
    met, soon = False, clock.within(seconds)

    def heard(_seconds: float, _bound: float, value: float) -> None:
        nonlocal met
        met = np.isfinite(value)

    patient = replace(clock, asked=lambda: clock.stopped or (met and not soon.left))
    return engine.run(patient, gap, progress=heard)
