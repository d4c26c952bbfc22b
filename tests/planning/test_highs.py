"""Programs by blocks: small ones with known answers, duals, rows added later, starts, interruptions."""

import itertools
import math
import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.planning.highs import Limits, Program, Status

INF = math.inf


def knapsack(values: list[float], weights: list[float], room: float) -> Program:
    """Choose things of most value within the room."""
    program = Program()
    things = program.add_columns(0, 1, -np.array(values), integer=True)
    program.add_rows(-INF, room, (0, np.arange(things.stop), weights))
    return program


def hard(count: int = 60, rows: int = 30) -> Program:
    """A market split: a program with a start at hand that nobody closes within seconds."""
    dice = np.random.default_rng(3)
    program = Program()
    program.add_columns(0, 1, 0, integer=True, count=count)
    program.add_columns(0, INF, 1, count=2 * rows)
    weights = dice.integers(0, 100, (rows, count)).astype(float)
    row, column = np.indices(weights.shape)
    slack = np.arange(rows)
    program.add_rows(
        weights.sum(axis=1) // 2,
        weights.sum(axis=1) // 2,
        (
            np.concatenate([row.ravel(), slack, slack]),
            np.concatenate([column.ravel(), count + slack, count + rows + slack]),
            np.concatenate([weights.ravel(), np.ones(rows), -np.ones(rows)]),
        ),
    )
    return program


def test_a_linear_program_has_duals_and_reduced_costs() -> None:
    """Two crops on 4 mu with 6 days of work: 3x + 2y, x + y ≤ 4, x + 3y ≤ 9, x ≤ 3."""
    program = Program()
    crops = program.add_columns(0, [3, INF], [-3, -2])
    land = program.add_rows(-INF, [4, 9], ([0, 0, 1, 1], [0, 1, 0, 1], [1, 1, 1, 3]))
    solved = program.solve()
    assert (solved.status, solved.value, solved.bound, solved.gap) == (Status.OPTIMAL, -11, -11, 0)
    assert solved.values[crops].tolist() == [3, 1]
    assert solved.duals[land].tolist() == [-2, 0]
    assert solved.reduced_costs.tolist() == [-1, 0]


def test_rows_added_and_bounds_changed_later() -> None:
    program = knapsack([6, 5, 4], [3, 2, 2], 4)
    assert program.solve(relaxed=True).value == pytest.approx(-9)
    program.add_rows(-INF, 1, ([0, 0], [1, 2], 1))
    assert program.solve(relaxed=True).value == pytest.approx(-5 - 6 * 2 / 3)
    assert program.solve().value == -6
    program.bound(0, 0, 0)
    assert program.solve().value == -5
    program.bound_rows([0, 1], -INF, [4, 2])
    assert program.solve().value == -9
    program.price([1, 2], [-1, -7])
    assert program.solve().value == -8


def test_coefficients_of_one_place_are_summed() -> None:
    program = Program()
    program.add_columns(0, 10, -1)
    program.add_rows([-INF, -INF], 6, ([1, 1, 0], 0, [1, 2, 1]))
    assert program.solve().value == -2


def test_what_cannot_be_is_told() -> None:
    program = knapsack([1], [1], -1)
    solved = program.solve()
    assert (solved.status, solved.found, solved.bound, solved.gap) == (Status.INFEASIBLE, False, INF, INF)
    assert not solved.values.size
    open_end = Program()
    open_end.add_columns(0, INF, -1)
    assert open_end.solve().status is Status.UNBOUNDED


def test_slips_are_refused_at_once() -> None:
    program = Program()
    program.add_columns(0, 1, 1, count=2)
    with pytest.raises(IndexError):
        program.add_rows(0, 1, (0, 2, 1))
    with pytest.raises(IndexError):
        program.add_rows(0, 1, (1, 0, 1))
    with pytest.raises(ValueError, match="HiGHS refuses"):
        program.solve(Limits(options={"no such option": 1}))


def test_a_start_is_kept_when_time_is_up() -> None:
    """All zeros is a solution: without any time it is what comes back, with a bound that is proven."""
    program = hard()
    start = np.full(program.width, np.nan)
    start[:60] = 0
    solved = program.solve(Limits(seconds=1), start=start)
    assert solved.status is Status.STOPPED
    assert solved.found
    assert 0 <= solved.bound <= solved.value


def test_progress_is_told_and_a_stop_is_heard() -> None:
    told: list[tuple[float, float, float]] = []
    begun = time.monotonic()
    solved = hard().solve(progress=lambda *at: told.append(at), stop=lambda: time.monotonic() > begun + 1)
    assert solved.status is Status.STOPPED
    assert time.monotonic() - begun < 20
    assert all(bound <= best for _, bound, best in told)
    assert [at for at, _, _ in told] == sorted(at for at, _, _ in told)
    assert told


def test_a_listener_that_fails_ends_the_run() -> None:
    def fail(*_: float) -> None:
        """The user presses Ctrl-C."""
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hard().solve(progress=fail)


def test_limits_are_those_of_one_run() -> None:
    program = hard(rows=4)
    assert program.solve(Limits(options={"simplex_iteration_limit": 1}), relaxed=True).status is Status.STOPPED
    assert program.solve(relaxed=True).status is Status.OPTIMAL


def test_time_is_that_of_one_run() -> None:
    """Half a second gone on whole numbers is not taken from the linear runs that follow."""
    program = hard()
    assert program.solve(Limits(0.5)).status is Status.STOPPED
    for _ in range(2):
        program.price([0], [-1.0])
        assert program.solve(Limits(0.4), relaxed=True).status is Status.OPTIMAL


def test_threads_may_differ_from_run_to_run() -> None:
    for threads in (1, 2, 1):
        assert knapsack([6, 5, 4], [3, 2, 2], 4).solve(Limits(threads=threads)).value == -9


def test_nothing_is_printed() -> None:
    """A command's output is a document; HiGHS would put its banner into it, once a process."""
    code = "from jiedui.planning.highs import Program; p = Program(); p.add_columns(0, 1, 1); p.solve()"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("", "")


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=7), st.integers(0, 30))
def test_knapsacks_are_solved(things: list[tuple[int, int]], room: int) -> None:
    """Against every choice there is; the relaxation is no worse."""
    values, weights = ([float(part) for part in column] for column in zip(*things, strict=True))
    best = max(
        sum(value for value, chosen in zip(values, choice, strict=True) if chosen)
        for choice in itertools.product((False, True), repeat=len(things))
        if sum(weight for weight, chosen in zip(weights, choice, strict=True) if chosen) <= room
    )
    program = knapsack(values, weights, room)
    assert program.solve().value == pytest.approx(-best)
    assert program.solve(relaxed=True).value <= -best + 1e-9


def test_a_start_that_presolve_alone_betters_is_not_handed_back() -> None:
    """The best is to take the second thing alone; HiGHS finds that it costs −5, but hands back the start, which takes nothing."""
    program = Program()
    program.add_columns(0, [1, 1, 2, 1], [1.0, -5.0, 3.0, -1.0], integer=[True, True, False, True])
    program.add_rows(-np.inf, 4, (0, np.arange(4), [1.0, 2.0, -2.0, 3.0]), count=1)
    solved = program.solve(start=np.zeros(4))
    assert (solved.value, solved.values.tolist()) == (-5, [0, 1, 0, 0])


def test_what_has_a_part_in_it_that_there_is_no_solution() -> None:
    """With x and y at most 1, x + y ≥ 2.5 has no solution, whatever z is; with y up to 2 it has one."""
    program = Program()
    x, y, z = program.add_columns(0, [1, 1, 5], 1), 1, 2
    program.add_rows([2.5, 0], np.inf, ([0, 0, 1], [0, 1, 2], 1))
    assert program.solve(relaxed=True).status is Status.INFEASIBLE
    part = program.conflict()
    assert part[x.start] != 0
    assert part[y] != 0
    assert part[z] == 0
    program.bound(y, 0, 2)
    assert program.solve(relaxed=True).found
