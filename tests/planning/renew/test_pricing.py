"""The bound by prices: no plan of a small town passes it, whatever the prices; at those of a linear program it is as good as that."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.planning.highs import Status
from jiedui.planning.renew.descent import Aim, rough_of
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.making import make_town
from jiedui.planning.renew.model import MORE, ORDER, build
from jiedui.planning.renew.pricing import Prices, bound_of, nothing_priced, prices_of
from jiedui.planning.renew.solve import engine_for
from jiedui.planning.renew.town import Town
from planning.enumeration import best
from planning.small_towns import towns


def aimed(town: Town, measure: str) -> Engine:
    """The program of a town by kinds of firms."""
    engine = Engine(build(town, pooled=True))
    engine.aim(measure)
    return engine


@settings(max_examples=25, deadline=None)
@given(town=towns(), measure=st.sampled_from(ORDER), seed=st.integers(0, 1000), wide=st.sampled_from([0.0, 0.3, 3.0]))
def test_no_plan_passes_the_bound_whatever_the_prices(town: Town, measure: str, seed: int, wide: float) -> None:
    """The prices are those of the linear program, each made larger or smaller at random."""
    optimum, engine = best(town, measure), aimed(town, measure)
    solved = engine.linear(Clock.of(30))
    if optimum is None or solved.status is not Status.OPTIMAL:
        return
    dice = np.random.default_rng(seed)
    prices = prices_of(engine, solved.duals)
    floor = {name: each * dice.lognormal(0, wide, each.shape) for name, each in prices.floor.items()}
    prices = Prices(prices.sums * dice.lognormal(0, wide, prices.sums.shape), floor, {})
    for each in (prices, nothing_priced(engine.model)):
        bound = engine.measured(bound_of(engine, each))
        better = bound - optimum.value if measure in MORE else optimum.value - bound
        assert better >= -1e-6 * max(1.0, abs(optimum.value))


def test_at_the_prices_of_its_own_linear_program_nothing_is_lost() -> None:
    town = make_town(0.1)
    aim = Aim("output", {}, ())
    rough = rough_of(town, aim)
    solved = rough.inner(Clock.of(60))
    prices = prices_of(rough, solved.duals)
    assert bound_of(rough, prices) == pytest.approx(solved.value, rel=1e-4)
    engine = engine_for(town)
    engine.aim("output")
    linear = engine.linear(Clock.of(60)).value
    assert bound_of(engine, prices) == pytest.approx(linear, rel=0.05)


def test_what_is_kept_of_an_earlier_level_has_its_price() -> None:
    """Where nearly all output must be kept, the bound of the cost is higher than where none is."""
    town = make_town(0.1)
    engine = engine_for(town)
    engine.aim("output")
    much = engine.measured(engine.linear(Clock.of(60)).value) * 0.98
    bounds = []
    for required in ({}, {"output": much}):
        rough = rough_of(town, Aim("cost", required, ()))
        engine = engine_for(town)
        for name, value in required.items():
            engine.keep(name, value)
        engine.aim("cost")
        bounds.append(engine.measured(bound_of(engine, prices_of(rough, rough.inner(Clock.of(60)).duals))))
    free, kept = bounds
    assert kept > free + 0.02 * abs(free)
