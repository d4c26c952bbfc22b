"""A first plan without clearing, and blocks for the firms of a better one."""

import numpy as np
import pytest

from jiedui.planning.highs import Program, Solved
from jiedui.planning.proof import examine
from jiedui.planning.renew.accounts import account
from jiedui.planning.renew.answer import Plan
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.making import make_town
from jiedui.planning.renew.placing import placed
from jiedui.planning.renew.settling import finished
from jiedui.planning.renew.solve import engine_for
from jiedui.planning.renew.start import first
from jiedui.planning.renew.windows import Windows


@pytest.fixture(scope="module")
def engine() -> Engine:
    """A quarter of the standard town, whose firms are followed by kinds."""
    found = engine_for(make_town(0.25))
    found.aim("output")
    return found


def holds(engine: Engine, values: np.ndarray) -> bool:
    """Whether the plan of a solution keeps every rule, by the independent checker."""
    found = finished(engine, values, Clock.of(60))
    assert found
    town = engine.model.frame.town
    told = Plan(town.name, found.decisions, account(town, found.decisions), (), 0.0, stopped=False)
    return not examine(town, told).findings


def test_the_first_plan_clears_nothing(engine: Engine) -> None:
    solved = first(engine, Clock.of(60), lambda: False)
    assert solved
    assert holds(engine, solved.values)
    cleared = engine.model.columns.cleared
    assert not solved.values[cleared[cleared >= 0]].any()


def test_firms_stand_only_where_plants_are_completed_for_them(engine: Engine) -> None:
    """No firm has a block that is too full in any year from its own to the last."""
    begun, clock = first(engine, Clock.of(60), lambda: False), Clock.of(60)
    assert begun
    windows = Windows(engine, begun.values)
    windows.root = engine.linear(clock).values
    solved = next(each for each in windows.turns(clock, lambda: False) if _entered(engine, each.values).any())
    frame, columns = engine.model.frame, engine.model.columns
    placing = placed(engine.model, solved.values, clock)
    plants = np.where(columns.plants >= 0, solved.values[columns.plants], 0.0)
    left = np.rint(plants) * frame.blocks.slot_floor[:, None] - np.cumsum(placing.let, axis=1)
    entered = _entered(engine, solved.values)
    assert (placing.blocks >= 0).any()
    for firm in np.flatnonzero(placing.blocks >= 0):
        left[placing.blocks[firm]] -= frame.firms.need[firm] * entered[firm]
    assert (left >= -1e-3).all()


def test_placing_can_be_stopped(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What asks whether to stop reaches the solver, which may take seconds."""
    handed: list[object] = []
    solve = Program.solve

    def watched(program: Program, *args: object, **more: object) -> Solved:
        handed.append(more.get("stop"))
        return solve(program, *args, **more)  # type: ignore[arg-type]

    begun = first(engine, Clock.of(60), lambda: False)
    assert begun
    monkeypatch.setattr(Program, "solve", watched)

    def stop() -> bool:
        return False

    placed(engine.model, begun.values, Clock.of(60, stop))
    assert handed == [stop]


def _entered(engine: Engine, values: np.ndarray) -> np.ndarray:
    """Firms × years: whether each has entered."""
    grid = engine.model.columns.entered
    return np.where(grid >= 0, values[grid], 0.0) > 0.5
