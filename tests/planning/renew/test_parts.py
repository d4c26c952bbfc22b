"""A very large town in parts: nothing is lost by cutting it but what goes across, sums are those of the whole, and every plan is one."""

from collections.abc import Iterator

import numpy as np
import pytest

from jiedui.planning.proof import examine
from jiedui.planning.renew import parts
from jiedui.planning.renew.answer import Plan
from jiedui.planning.renew.columns import own_columns
from jiedui.planning.renew.cutting import cut, joined
from jiedui.planning.renew.decide import written
from jiedui.planning.renew.descent import Aim
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.making import make_town
from jiedui.planning.renew.model import build
from jiedui.planning.renew.parts import Parts, planned_in_parts
from jiedui.planning.renew.rest import share_of, shares_of, sides_of
from jiedui.planning.renew.settling import Found, finished
from jiedui.planning.renew.solve import plan
from jiedui.planning.renew.start import first
from jiedui.planning.renew.town import Town

AIM = Aim("output", {}, ())


@pytest.fixture(scope="module")
def town() -> Town:
    """A fifth of the standard town: 8 blocks, 5 sites."""
    return make_town(0.2)


def test_everything_is_in_one_part(town: Town) -> None:
    towns = cut(town, 4)
    assert len(towns) >= 2
    assert all(len(part.blocks) <= 4 for part in towns)
    for name in ("firms", "blocks", "hamlets", "sites"):
        names = [each.name for part in towns for each in getattr(part, name)]
        assert sorted(names) == sorted(each.name for each in getattr(town, name))
    for part in towns:
        blocks, sites = {each.name for each in part.blocks}, {each.name for each in part.sites}
        assert all({firm.block or None, *firm.targets} <= {None, *blocks} for firm in part.firms)
        assert all({hamlet.block or None} <= {None, *blocks} and set(hamlet.reach) <= sites for hamlet in part.hamlets)
        assert all({site.block or None} <= {None, *blocks} for site in part.sites)
        assert part.industrial_land == pytest.approx(town.industrial_land)


def test_a_small_town_is_one_part(town: Town) -> None:
    (whole,) = cut(town, len(town.blocks))
    assert joined(town, (whole,)) == town


def test_what_parts_add_is_what_the_town_does(town: Town) -> None:
    """The sums of each part are its part of those of the town: with all others given, its own plan keeps every row."""
    towns = cut(town, 4)
    whole = Engine(build(joined(town, towns), pooled=True))
    whole.aim("output")
    solved = first(whole, Clock.of(60), lambda: False)
    assert solved
    begun = finished(whole, solved.values, Clock.of(60))
    assert begun
    models = [build(part, pooled=True) for part in towns]
    kept = [np.nan_to_num(written(model, begun.decisions)) for model in models]
    shares = [
        share_of(model, values, own_columns(model.columns, model.program.width))
        for model, values in zip(models, kept, strict=True)
    ]
    for share, same in zip(shares, shares_of(whole.model, begun.values, towns), strict=True):
        assert share.rows == pytest.approx(same.rows)
        assert share.measures == pytest.approx(same.measures)
    rest = sides_of(whole.model, shares[1:])
    engine = Engine(rest.around(models[0], 1.0))
    engine.aim("output")
    with engine.narrowed(*engine.fixed(kept[0], np.zeros(len(kept[0]), bool))):
        again = engine.run(Clock.of(60), 0.0)
    assert again.found
    assert engine.measured(again.value) == pytest.approx(begun.accounts.measures.output)


def test_of_what_none_was_given_a_part_has_a_share(town: Town) -> None:
    """Nothing is used: a quarter of the interim places is there for the first quarter of the town; what defines a sum stays as it is."""
    model = build(town, pooled=True)
    named = [each for each in model.named if each.rows[0] in model.sums]
    interim, budget = (
        next(each.rows for each in named if each.rule == rule and each.upper[0]) for rule in ("interim", "")
    )
    before = model.program.row_bounds(budget)
    sides_of(model, [], np.zeros(len(model.sums)), 0.25).around(model, 1.0)
    assert model.program.row_bounds(interim)[1] == pytest.approx(0.25 * town.rules.interim_floor)
    assert np.array_equal(model.program.row_bounds(budget), before)


def test_every_plan_on_the_way_keeps_every_rule(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "BLOCKS", 4)
    monkeypatch.setattr(parts, "TURN", 3.0)
    engine = Engine(build(town, pooled=True))
    engine.aim("output")
    found: list[Found] = []
    proven: list[float] = []
    for each in planned_in_parts(engine, AIM, Clock.of(60), proven.append):
        found.append(each)
        assert examine(town, Plan(town.name, each.decisions, each.accounts, (), 0.0)).findings == ()
        if len(found) == 3:
            break
    values = [each.accounts.measures.output for each in found]
    bottom = first(engine, Clock.of(60), lambda: False)
    assert bottom
    assert values[0] > 1.1 * engine.measured(engine.cost_of(bottom.values))
    assert values == sorted(values)
    assert values[-1] <= engine.measured(proven[0])


def test_nothing_is_decided_where_a_part_has_no_plan(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is given to a part is no plan of it: the first part is planned, the second is not."""
    plans = Parts._plans
    monkeypatch.setattr(
        Parts, "_plans", lambda self, at, *rest, below: iter(()) if at else plans(self, at, *rest, below=below)
    )
    monkeypatch.setattr(parts, "BLOCKS", 4)
    monkeypatch.setattr(parts, "TURN", 3.0)
    engine = Engine(build(town, pooled=True))
    engine.aim("output")
    assert next(planned_in_parts(engine, AIM, Clock.of(30), lambda _: None), None) is None


def test_a_part_without_a_plan_is_planned_after_the_others(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    plans, asked = Parts._plans, []

    def first_nothing(self: Parts, at: int, *clocks: Clock, below: bool) -> Iterator[tuple[Engine, Found]]:
        asked.append((at, below))
        return plans(self, at, *clocks, below=below) if at or below else iter(())

    monkeypatch.setattr(Parts, "_plans", first_nothing)
    monkeypatch.setattr(parts, "BLOCKS", 4)
    engine = Engine(build(town, pooled=True))
    engine.aim("output")
    found = next(planned_in_parts(engine, AIM, Clock.of(30), lambda _: None))
    assert asked == [(0, False), (1, False), (0, True)]
    assert examine(town, Plan(town.name, found.decisions, found.accounts, (), 0.0)).holds


def test_a_very_large_town_has_a_plan_and_a_bound(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "BLOCKS", 4)
    monkeypatch.setattr(parts, "LEAST", 8)
    found = plan(town, ["output"], seconds=60, gap=0.45)
    assert examine(town, found).holds
    assert found.levels[0].gap <= 0.45
