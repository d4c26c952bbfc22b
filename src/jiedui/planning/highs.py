"""Linear and mixed-integer programs by blocks of columns and rows, solved by HiGHS.

    minimise  cost · x      with  lower ≤ x ≤ upper,  row_lower ≤ A x ≤ row_upper,  some x whole numbers

A program is written with arrays, never term by term, and stays open: rows may be added, bounds and costs changed, and
it is solved again from where the simplex method stood. A run that is stopped or runs out of time keeps what it has: the
best solution met and the bound proven.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

import highspy
import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

Numbers = NDArray[np.float64]
Indices = NDArray[np.int32]
Block = tuple[Numbers, ...]
Basis = highspy.HighsBasis

#: Told now and then while a program is solved: the seconds gone, the bound proven, the best value met (inf without one).
Progress = Callable[[float, float, float], None]
#: Asked now and then: whether to stop.
Stop = Callable[[], bool]

#: Progress is told, and a stop asked for, at most so often (seconds).
PAUSE = 0.1
#: The share of a cost by which two ways to add it up may differ.
AGREES = 1e-6
#: HiGHS's mark of a solution that keeps every row and bound.
FEASIBLE = 2


class Status(StrEnum):
    """How a run ended."""

    OPTIMAL = "optimal"  # solved within the gap asked for
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"  # or infeasible: presolve does not always tell the two apart
    STOPPED = "stopped"  # by time, by another limit, or on request


_STATUSES = {
    highspy.HighsModelStatus.kOptimal: Status.OPTIMAL,
    highspy.HighsModelStatus.kModelEmpty: Status.OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: Status.INFEASIBLE,
    highspy.HighsModelStatus.kUnbounded: Status.UNBOUNDED,
    highspy.HighsModelStatus.kUnboundedOrInfeasible: Status.UNBOUNDED,
    highspy.HighsModelStatus.kTimeLimit: Status.STOPPED,
    highspy.HighsModelStatus.kIterationLimit: Status.STOPPED,
    highspy.HighsModelStatus.kSolutionLimit: Status.STOPPED,
    highspy.HighsModelStatus.kInterrupt: Status.STOPPED,
    highspy.HighsModelStatus.kObjectiveBound: Status.STOPPED,
    highspy.HighsModelStatus.kObjectiveTarget: Status.STOPPED,
    highspy.HighsModelStatus.kMemoryLimit: Status.STOPPED,
    highspy.HighsModelStatus.kUnknown: Status.STOPPED,
}


@dataclass(frozen=True)
class Limits:
    """When to be content: seconds, the relative gap between best value and bound, threads, other options by HiGHS's names."""

    seconds: float = math.inf
    gap: float = 0.0
    threads: int = 1
    options: Mapping[str, bool | float | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Solved:
    """What a run found: a value for each column (empty when none was found), its cost, and the cost that none can undercut.

    ``duals`` (a row each) and ``reduced_costs`` (a column each) belong to a linear program solved, and are empty otherwise.
    """

    status: Status
    values: Numbers
    value: float
    bound: float
    duals: Numbers
    reduced_costs: Numbers

    @property
    def found(self) -> bool:
        """Whether there is a solution."""
        return math.isfinite(self.value)

    @property
    def gap(self) -> float:
        """How far the value may be from the least one, as a share of it; infinite without a solution."""
        if not self.found:
            return math.inf
        return max(0.0, self.value - self.bound) / max(abs(self.value), 1e-10)


class Program:
    """A program under construction; blocks are handed to HiGHS when it is solved. It serves one thread at a time."""

    def __init__(self) -> None:
        self._highs = _Quiet()  # type: ignore[no-untyped-call] # highspy types its functions, not this class's
        self._columns: list[Block] = []
        self._rows: list[Block] = []
        self.width = 0
        self.height = 0

    def add_columns(
        self,
        lower: ArrayLike,
        upper: ArrayLike,
        cost: ArrayLike,
        *,
        integer: ArrayLike = False,
        count: int | None = None,
    ) -> slice:
        """Append columns with their bounds (±inf for none) and costs; numbers are repeated to the length of the arrays.

        ``count`` is for a block of numbers only. Returns where the columns are.
        """
        block = np.broadcast_arrays(*(np.asarray(part, np.float64) for part in (lower, upper, cost, integer)))
        if count is not None:
            block = tuple(np.broadcast_to(part, count) for part in block)
        self._columns.append(tuple(np.atleast_1d(part) for part in block))
        start, self.width = self.width, self.width + len(self._columns[-1][0])
        return slice(start, self.width)

    def add_rows(
        self,
        lower: ArrayLike,
        upper: ArrayLike,
        entries: tuple[ArrayLike, ArrayLike, ArrayLike],
        *,
        count: int | None = None,
    ) -> slice:
        """Append rows with their bounds and entries: the row within this block, the column, the coefficient.

        The three parts of the entries are repeated to one length; coefficients of the same place are summed. Returns
        where the rows are, for their duals.
        """
        lower, upper = np.broadcast_arrays(np.asarray(lower, np.float64), np.asarray(upper, np.float64))
        if count is not None:
            lower, upper = np.broadcast_to(lower, count), np.broadcast_to(upper, count)
        triplets = np.broadcast_arrays(*(np.asarray(part, np.float64) for part in entries))
        block = tuple(np.atleast_1d(part).ravel() for part in (lower, upper, *triplets))
        self._check(block)
        self._rows.append(block)
        start, self.height = self.height, self.height + len(block[0])
        return slice(start, self.height)

    def _check(self, rows: Block) -> None:
        """A row or a column that is not there is the caller's slip; HiGHS would only say "error"."""
        lower, _, row, column, _ = rows
        if row.size and (min(row.min(), column.min()) < 0 or row.max() >= len(lower) or column.max() >= self.width):
            raise IndexError("an entry names a row outside its block, or a column that was not added")

    def bounds(self) -> tuple[Numbers, Numbers]:
        """The bounds of all columns as they stand, lower and upper."""
        self._flush()
        program = self._highs.getLp()
        return np.array(program.col_lower_, np.float64), np.array(program.col_upper_, np.float64)

    def bound(self, columns: ArrayLike, lower: ArrayLike, upper: ArrayLike) -> None:
        """Change the bounds of columns: equal ones fix them."""
        self._flush()
        at = np.atleast_1d(np.asarray(columns, np.int32))
        low, high = (np.array(np.broadcast_to(np.asarray(part, np.float64), at.shape)) for part in (lower, upper))
        _sound(self._highs.changeColsBounds(at.size, at, low, high))

    def price(self, columns: ArrayLike, cost: ArrayLike) -> None:
        """Change the costs of columns."""
        self._flush()
        at = np.atleast_1d(np.asarray(columns, np.int32))
        _sound(
            self._highs.changeColsCost(at.size, at, np.array(np.broadcast_to(np.asarray(cost, np.float64), at.shape)))
        )

    def matrix(self) -> sparse.csr_matrix:
        """The coefficients, a row of the program each."""
        self._flush()
        held = self._highs.getLp().a_matrix_
        parts = (np.array(held.value_, np.float64), np.array(held.index_, np.int64), np.array(held.start_, np.int64))
        by_rows = held.format_ == highspy.MatrixFormat.kRowwise
        kind, shape = (sparse.csr_matrix, sparse.csc_matrix)[not by_rows], (self.height, self.width)
        return sparse.csr_matrix(kind(parts, shape=shape))

    def row_bounds(self, rows: ArrayLike) -> tuple[Numbers, Numbers]:
        """The bounds of rows as they stand, lower and upper."""
        self._flush()
        program, at = self._highs.getLp(), np.atleast_1d(np.asarray(rows, np.int64))
        return np.array(program.row_lower_, np.float64)[at], np.array(program.row_upper_, np.float64)[at]

    def bound_rows(self, rows: ArrayLike, lower: ArrayLike, upper: ArrayLike) -> None:
        """Change the bounds of rows."""
        self._flush()
        at = np.atleast_1d(np.asarray(rows, np.int32))
        sides = np.broadcast_arrays(at, np.asarray(lower, np.float64), np.asarray(upper, np.float64))
        for row, low, high in zip(*sides, strict=True):
            _sound(self._highs.changeRowBounds(int(row), float(low), float(high)))

    def solve(
        self,
        limits: Limits | None = None,
        *,
        relaxed: bool = False,
        start: Numbers | None = None,
        basis: Basis | None = None,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> Solved:
        """Solve it; ``relaxed`` takes no column as whole. A mixed-integer run may start from values, NaN where unknown.

        A linear run goes on from where the simplex method stood, or from a ``basis`` it had before.

        ``progress`` and ``stop`` are called from within; what they raise ends the run and is raised here.
        """
        self._flush()
        if basis is not None:
            _sound(self._highs.setBasis(basis))
        if start is not None and not relaxed:
            known = np.flatnonzero(np.isfinite(start)).astype(np.int32)
            _sound(self._highs.setSolution(len(known), known, np.asarray(start, np.float64)[known]))
        solved = self._run(limits or Limits(), relaxed, progress, stop)
        if start is not None and not relaxed and not self._agrees(solved):
            _sound(self._highs.clearSolver())
            solved = self._run(limits or Limits(), relaxed, progress, stop)
        return solved

    def basis(self) -> Basis:
        """Where the simplex method stands."""
        return self._highs.getBasis()

    def conflict(self) -> Numbers:
        """What a linear run without a solution makes of each column: where it is 0 the bounds of the column have no part in it."""
        _, known, ray = self._highs.getDualRay()  # type: ignore[attr-defined] # not in highspy's types
        return np.asarray(np.array(ray) @ self.matrix()) if known else np.zeros(self.width)

    def _run(self, limits: Limits, relaxed: bool, progress: Progress | None, stop: Stop | None) -> Solved:
        """One run of HiGHS."""
        self._set(limits, relaxed=relaxed)
        with _Watch(self._highs, progress, stop).watching():
            _sound(self._highs.run())
        return self._solved(linear=self._linear(relaxed=relaxed))

    def _linear(self, *, relaxed: bool) -> bool:
        """Whether a run is one of the simplex or an interior point method alone."""
        return relaxed or not self._highs.getLp().integrality_

    def _agrees(self, solved: Solved) -> bool:
        """Whether the values have the cost that is told: HiGHS may hand back the start where presolve alone finds a better one."""
        if not solved.found:
            return True
        cost = float(np.dot(self._highs.getLp().col_cost_, solved.values))
        return abs(cost - solved.value) <= AGREES * max(1.0, abs(cost), abs(solved.value))

    def _set(self, limits: Limits, *, relaxed: bool) -> None:
        """HiGHS's options, those of the run before forgotten; its pool of threads is the calling thread's, and made anew.

        A linear run is timed by the clock of all runs so far, a mixed-integer one by its own.
        """
        highspy.Highs.resetThreadScheduler(True)  # noqa: FBT003 - HiGHS names no arguments
        self._highs.resetOptions()
        gone = self._highs.getRunTime() if self._linear(relaxed=relaxed) else 0.0
        options = {
            "output_flag": False,
            "solve_relaxation": relaxed,
            "time_limit": gone + max(limits.seconds, 0.0),
            "mip_rel_gap": limits.gap,
            "threads": limits.threads,
            **limits.options,
        }
        for name, value in options.items():
            _sound(self._highs.setOptionValue(name, value))

    def _flush(self) -> None:
        """Hand the blocks over: all columns at once, then all rows."""
        if self._columns:
            lower, upper, cost, integer = _joined(self._columns)
            first, nothing = self.width - len(lower), np.zeros(0, np.int32)
            starts = np.zeros(len(lower), np.int32)
            _sound(self._highs.addCols(len(lower), cost, lower, upper, 0, starts, nothing, np.zeros(0)))
            whole = (first + np.flatnonzero(integer)).astype(np.int32)
            if whole.size:
                _sound(self._highs.changeColsIntegrality(whole.size, whole, np.ones(whole.size, np.uint8)))
        if self._rows:
            lower, upper, starts, columns, values = _by_rows(self._rows, self.width)
            _sound(self._highs.addRows(len(lower), lower, upper, len(values), starts, columns, values))
        self._columns, self._rows = [], []

    def _solved(self, *, linear: bool) -> Solved:
        """What HiGHS holds after a run."""
        status, info, solution = (
            _STATUSES[self._highs.getModelStatus()],
            self._highs.getInfo(),
            self._highs.getSolution(),
        )
        found = bool(solution.value_valid) and info.primal_solution_status == FEASIBLE
        value = info.objective_function_value if found else math.inf
        if status is Status.INFEASIBLE:
            bound = math.inf
        elif linear:
            bound = value if status is Status.OPTIMAL else -math.inf
        else:
            bound = info.mip_dual_bound
        dual = linear and status is Status.OPTIMAL and solution.dual_valid
        return Solved(
            status,
            np.array(solution.col_value if found else ()),
            value,
            bound,
            np.array(solution.row_dual if dual else ()),
            np.array(solution.col_dual if dual else ()),
        )


class _Quiet(highspy.Highs):
    """HiGHS without a word on the terminal, not even its banner, which it prints while it is made."""

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS's own name
        """The last step of being made, and the first that would print."""
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


class _Watch:
    """Listens while HiGHS runs: tells the progress, and stops the run on request or when a listener fails."""

    def __init__(self, highs: highspy.Highs, progress: Progress | None, stop: Stop | None) -> None:
        self._highs, self._progress, self._stop = highs, progress, stop
        self._next = 0.0
        self._failure: BaseException | None = None

    @contextmanager
    def watching(self) -> Iterator[None]:
        """For one run; raises what a listener raised, for an exception must not cross HiGHS."""
        events = [self._highs.cbMipInterrupt]
        if self._stop:
            events += [self._highs.cbSimplexInterrupt, self._highs.cbIpmInterrupt]
        heard = events if self._stop or self._progress else []
        for event in heard:
            event.subscribe(self._hear)
        try:
            yield
        finally:
            for event in heard:
                event.unsubscribe(self._hear)
        if self._failure:
            raise self._failure

    def _hear(self, event: highspy.highs.HighsCallbackEvent) -> None:
        """One of HiGHS's moments, which may be thousands a second."""
        if time.monotonic() < self._next:
            return
        try:
            enough = self._tell(event)
        except BaseException as failure:  # noqa: BLE001 - raised again when HiGHS is out
            self._failure, enough = failure, True
        if event.data_in is not None:
            event.data_in.user_interrupt = enough
        self._next = time.monotonic() + PAUSE

    def _tell(self, event: highspy.highs.HighsCallbackEvent) -> bool:
        """Tell and ask the listeners: whether it is enough."""
        out = event.data_out
        if self._progress and event.callback_type == highspy.cb.HighsCallbackType.kCallbackMipInterrupt:
            self._progress(out.running_time, out.mip_dual_bound, out.mip_primal_bound)
        return self._stop is not None and self._stop()


def _sound(status: highspy.HighsStatus) -> None:
    """HiGHS takes what it is given, or the program was written wrongly."""
    if status == highspy.HighsStatus.kError:
        raise ValueError(
            "HiGHS refuses this part of the program: a bound, cost or coefficient is no number, or an option unknown"
        )


def _joined(blocks: list[Block]) -> Block:
    """Blocks one after the other."""
    return tuple(np.concatenate(parts) for parts in zip(*blocks, strict=True))


def _by_rows(blocks: list[Block], width: int) -> tuple[Numbers, Numbers, Indices, Indices, Numbers]:
    """Bounds, and the entries row by row, each place once: where rows start, columns, coefficients."""
    lower, upper, row, column, value = _joined(blocks)
    heights = [len(block[0]) for block in blocks]
    shifts = np.repeat(np.cumsum([0, *heights[:-1]]), [len(block[2]) for block in blocks])
    place = (row.astype(np.int64) + shifts) * max(width, 1) + column.astype(np.int64)
    places, at = np.unique(place, return_inverse=True)
    starts = np.searchsorted(places, np.arange(len(lower)) * max(width, 1))
    values = np.zeros(len(places))
    np.add.at(values, at, value)
    return lower, upper, starts.astype(np.int32), (places % max(width, 1)).astype(np.int32), values
