"""Siting: small towns against every answer there is, published instances, packing by tables, bounds that hold."""

import itertools
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.planning.siting import Siting, solve
from jiedui.planning.siting.bound import left, left_at, priced
from jiedui.planning.siting.knapsack import best_loads, cheapest_cover, forced_loads, sizes
from jiedui.planning.siting.search import improved, placed
from jiedui.planning.siting.windows import bettered
from siting import read

INSTANCES = Path(__file__).parents[3] / "shared" / "instances" / "sscflp"
needs_instances = pytest.mark.skipif(not INSTANCES.exists(), reason="the published instances are not here")


def town(capacity: list[int], opening: list[float], demand: list[int], serving: list[list[float]]) -> Siting:
    """A siting of plain lists."""
    return Siting(np.array(capacity), np.array(opening, float), np.array(demand), np.array(serving, float))


#: 前村 12 户, 后村 8 户, 小湾 6 户; 东区 20 套 and 西区 14 套. All that is whole: 前村+后村 east, 小湾 west.
THREE = town([20, 14], [100, 80], [12, 8, 6], [[10, 30], [20, 60], [40, 5]])


@st.composite
def towns(draw: st.DrawFn) -> Siting:
    """Up to five hamlets and three sites; some moves are not allowed, costs may have quarters."""
    hamlets, sites = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    parts = draw(st.sampled_from([1, 4]))
    cost = st.integers(0, 40).map(lambda number: number / parts)
    move = st.one_of(cost, cost, cost, st.just(math.inf))
    return town(
        draw(st.lists(st.integers(0, 20), min_size=sites, max_size=sites)),
        draw(st.lists(cost, min_size=sites, max_size=sites)),
        draw(st.lists(st.integers(0, 9), min_size=hamlets, max_size=hamlets)),
        draw(st.lists(st.lists(move, min_size=sites, max_size=sites), min_size=hamlets, max_size=hamlets)),
    )


def every_answer(problem: Siting) -> list[np.ndarray]:
    """All ways to send hamlets to sites."""
    sites = range(len(problem.capacity))
    return [np.array(choice) for choice in itertools.product(sites, repeat=len(problem.demand))]


def least(problem: Siting) -> float:
    """The least cost, by trying everything."""
    return min(problem.cost(site_of) for site_of in every_answer(problem))


def test_hamlets_move_whole() -> None:
    sited = solve(THREE)
    assert sited.site_of.tolist() == [0, 0, 1]
    assert (sited.cost, sited.bound, sited.gap) == (100 + 10 + 20 + 80 + 5, 215, 0)


def test_one_site_is_enough_where_it_has_the_room() -> None:
    sited = solve(town([40, 14], [100, 80], [12, 8, 6], [[10, 30], [20, 60], [40, 5]]))
    assert sited.site_of.tolist() == [0, 0, 0]


def test_a_town_too_full_is_told_so() -> None:
    """Room for all, but not for whole hamlets: 7 + 7 homes at two sites of 7 and 6."""
    sited = solve(town([7, 6], [1, 1], [7, 6, 0], [[1, 1], [1, 1], [1, math.inf]]))
    assert sited.found
    full = solve(town([7, 7], [1, 1], [6, 4, 4], [[1, 1], [1, 1], [1, 1]]))
    assert (full.found, full.cost, full.bound, full.site_of.size) == (False, math.inf, math.inf, 0)
    nowhere = solve(town([9], [1], [1], [[math.inf]]))
    assert (nowhere.found, nowhere.bound) == (False, math.inf)


def test_arrays_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="different numbers"):
        town([1], [1, 2], [1], [[1]])
    with pytest.raises(ValueError, match="whole numbers"):
        Siting(np.array([1.5]), np.array([1.0]), np.array([1]), np.array([[1.0]]))
    with pytest.raises(ValueError, match="fewer than none"):
        town([1], [1], [-1], [[1]])


@settings(max_examples=150)
@given(towns())
def test_small_towns_are_solved(problem: Siting) -> None:
    """The same cost as trying everything, proven; and the answer costs what it says."""
    sited, best = solve(problem), least(problem)
    assert sited.cost == pytest.approx(best)
    assert sited.bound <= sited.cost
    assert sited.bound == pytest.approx(best, rel=1e-6, abs=1e-6)
    if sited.found:
        assert problem.cost(sited.site_of) == pytest.approx(sited.cost)


@settings(max_examples=60)
@given(towns(), st.integers(0, 3))
def test_what_is_left_out_costs_too_much(problem: Siting, seed: int) -> None:
    """At any prices the bound holds, and no answer below a cutoff is lost, of all sites and of given ones."""
    prices = np.random.default_rng(seed).uniform(0, 30, len(problem.demand))
    answers = [(problem.cost(site_of), site_of) for site_of in every_answer(problem)]
    best, size = least(problem), sizes(problem)
    assert priced(problem, size, prices, lambda: best).bound <= best + 1e-6
    cutoff = 60.0 if math.isinf(best) else best + 5
    remaining = left(problem, size, prices, cutoff)
    for cost, site_of in answers:
        if cost >= cutoff - 1e-6:
            continue
        opened = np.bincount(site_of, minlength=len(problem.capacity)) > 0
        assert remaining.moves[np.arange(len(site_of)), site_of].all()
        assert remaining.may[opened].all()
        learnt = priced(problem, size, prices, lambda: best, sites=opened)
        there = left_at(problem, size, learnt, opened, cutoff)
        assert there.moves[np.arange(len(site_of)), site_of].all()


@given(st.lists(st.tuples(st.integers(-5, 9), st.integers(0, 9)), min_size=1, max_size=7), st.integers(0, 25))
def test_loads_are_the_best(hamlets: list[tuple[int, int]], capacity: int) -> None:
    """Against every load, free and with one hamlet forced into it."""
    profits, demand = (np.array(part) for part in zip(*hamlets, strict=True))
    loads = [np.array(load, bool) for load in itertools.product((False, True), repeat=len(hamlets))]
    fitting = [load for load in loads if demand[load].sum() <= capacity]
    worth, chosen = best_loads(profits[None].astype(float), demand, np.array([capacity]))
    assert worth[0] == max(profits[load].sum() for load in fitting) == profits[chosen[0]].sum()
    assert demand[chosen[0]].sum() <= capacity
    forced = forced_loads(profits.astype(float), demand, capacity)
    for hamlet, found in enumerate(forced):
        assert found == max((profits[load].sum() for load in fitting if load[hamlet]), default=-math.inf)


@given(st.lists(st.tuples(st.integers(-5, 9), st.integers(0, 9)), min_size=1, max_size=7), st.integers(0, 40))
def test_covers_are_the_cheapest(sites: list[tuple[int, int]], need: int) -> None:
    """Against every choice of sites."""
    costs, supply = (np.array(part) for part in zip(*sites, strict=True))
    choices = [np.array(choice, bool) for choice in itertools.product((False, True), repeat=len(sites))]
    cost, chosen = cheapest_cover(costs.astype(float), supply, need)
    assert cost == min((costs[choice].sum() for choice in choices if supply[choice].sum() >= need), default=math.inf)
    if math.isfinite(cost):
        assert supply[chosen].sum() >= need
        assert costs[chosen].sum() == cost


def test_large_numbers_are_counted_in_larger_units_that_never_ask_for_more() -> None:
    problem = town([100_001, 70_000], [1, 1], [33_333, 12_345], [[1, 1], [1, 1]])
    size = sizes(problem)
    unit = 100_001 // size.capacity.max()
    assert size.capacity.max() <= 4096
    assert (size.demand * unit <= problem.demand).all()
    assert (size.supply * problem.demand.sum() >= problem.capacity * size.need * 0.999).all()
    assert solve(problem).cost == 1 + 2


def test_local_search_only_gains() -> None:
    dice = np.random.default_rng(5)
    problem = Siting(np.full(4, 60), np.full(4, 50.0), dice.integers(3, 12, 20), dice.uniform(1, 99, (20, 4)))
    start = placed(problem, np.ones(4, bool), np.zeros((4, 20), bool))
    assert start is not None
    assert problem.cost(improved(problem, start)) <= problem.cost(start) < math.inf
    assert placed(problem, np.array([True, False, False, False]), np.zeros((4, 20), bool)) is None


@settings(max_examples=60)
@given(towns())
def test_windows_of_a_small_town_end_at_the_best_answer(problem: Siting) -> None:
    """All sites are in one window: from any answer to one of the least cost."""
    for site_of in [each for each in every_answer(problem) if math.isfinite(problem.cost(each))][:3]:
        *_, last = [site_of, *bettered(problem, site_of, lambda: False)]
        assert problem.cost(last) == pytest.approx(least(problem), abs=1e-4)


def test_windows_only_gain_and_end_near_the_best_answer() -> None:
    """16 sites of 40 homes, 48 hamlets scattered over them: every answer is cheaper than the one before; late at once, none."""
    dice = np.random.default_rng(3)
    at, to = dice.uniform(0, 100, (48, 2)), dice.uniform(0, 100, (16, 2))
    serving = np.hypot(*(at[:, None] - to[None]).transpose(2, 0, 1))
    problem = Siting(np.full(16, 40), np.full(16, 60.0), dice.integers(3, 12, 48), np.round(serving))
    start = placed(problem, np.ones(16, bool), np.zeros((16, 48), bool))
    assert start is not None
    costs = [problem.cost(site_of) for site_of in (start, *bettered(problem, start, lambda: False))]
    assert all(after < before for before, after in itertools.pairwise(costs))
    assert costs[-1] <= 1.05 * solve(problem, gap=0.05, seconds=20).cost
    assert not list(bettered(problem, start, lambda: True))


def test_a_town_of_many_sites_is_near_its_best_soon() -> None:
    """40 sites, 120 hamlets: windows come within 2 % of what is proven."""
    dice = np.random.default_rng(4)
    at, to = dice.uniform(0, 300, (120, 2)), dice.uniform(0, 300, (40, 2))
    serving = np.round(np.hypot(*(at[:, None] - to[None]).transpose(2, 0, 1)))
    demand, capacity = dice.integers(5, 60, 120), dice.integers(150, 400, 40)
    sited = solve(Siting(capacity, dice.integers(300, 900, 40).astype(float), demand, serving), gap=0.02, seconds=60)
    assert sited.gap <= 0.02


def test_time_up_and_a_stop_leave_an_honest_bound() -> None:
    """A town of 25 sites and 150 hamlets, its costs no whole numbers: what comes back at once is an answer or none, its bound below the least cost."""
    dice = np.random.default_rng(2)
    demand, capacity = dice.integers(5, 60, 150), dice.integers(200, 700, 25)
    problem = Siting(capacity, dice.uniform(300, 600, 25), demand, dice.uniform(1, 300, (150, 25)))
    told: list[tuple[float, float, float]] = []
    short = solve(problem, seconds=2, progress=lambda *at: told.append(at))
    stopped = solve(problem, stop=lambda: True)
    near = solve(problem, gap=0.05, seconds=60)
    assert near.gap <= 0.05
    assert max(short.bound, stopped.bound) <= near.cost
    assert all(bound <= best for _, bound, best in told)


@needs_instances
@pytest.mark.parametrize("number", [1, 8, 16, 22, 43, 47, 60])
def test_published_optima_are_proven(number: int) -> None:
    optimum = float((INSTANCES / "holmberg" / "os").read_text("utf-8").split()[number - 1])
    sited = solve(read(INSTANCES / "holmberg" / f"p{number}"))
    assert (sited.cost, sited.bound) == (optimum, optimum)
