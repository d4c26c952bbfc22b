"""A plan from above: firms gathered, hamlets housed, the linear program rounded step by step, and all of it spread again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from jiedui.planning.highs import Status
from jiedui.planning.proof import examine
from jiedui.planning.renew import descent
from jiedui.planning.renew.answer import Plan
from jiedui.planning.renew.descent import Aim
from jiedui.planning.renew.diving import Bottom, Root, dive, parts, settle
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.gathering import gathered
from jiedui.planning.renew.housing import housed
from jiedui.planning.renew.making import make_town
from jiedui.planning.renew.model import build
from jiedui.planning.renew.pins import Pin
from jiedui.planning.renew.settling import Found
from jiedui.planning.renew.solve import engine_for
from jiedui.planning.renew.town import Block, Firm, Hamlet, Newcomers, Rules, Site, Stage, Town
from planning.small_towns import towns

RULES = Rules(
    first_year=2026,
    years=3,
    budget=(900.0,) * 3,
    energy_cap=(1e6,) * 3,
    pollutants_cap=(1e6,) * 3,
    debt_ceiling=9_000.0,
    debt_rate=0.0,
    discount=0.0,
    tax_share=0.5,
    jobs_a_year=900.0,
    households_a_year=500,
    interim_floor=9_000.0,
    interim_years=2,
    quota_advance=100.0,
    newcomers=Newcomers(),
)
FIRM = Firm("", "东区", 3, 700, 600, 50, 200, 20, 10, 5, "C38", "C", closable=True, targets=("东区", "西区"))
BLOCKS = (Block("东区", 30, 2_000, 3, 1.5, 10), Block("西区", 20, 1_000, 2, 1.5, 10))


def firm(name: str, **fields: object) -> Firm:
    """A firm of 东区 like the others, but for some fields."""
    return replace(FIRM, name=name, **fields)  # type: ignore[arg-type]


def descended(engine: Engine, aim: Aim, clock: Clock) -> Found | None:
    """The first plan of a descent."""
    return next(descent.descended(engine, aim, clock), None)


def hamlet(name: str, reach: dict[str, float], **fields: object) -> Hamlet:
    """A hamlet of 40 households."""
    return replace(Hamlet(name, 40, 20, 100, reach), **fields)  # type: ignore[arg-type]


def test_firms_that_the_rules_treat_alike_are_one() -> None:
    """甲 and 乙 have all in common but what they yield, 丙 may not close, 丁 stands elsewhere; 戊 is pinned."""
    firms = (firm("甲"), firm("丙", closable=False), firm("乙", tax=80, jobs=5), firm("丁", block=None), firm("戊"))
    few = gathered(Town("镇", firms, BLOCKS, (), (), RULES), {"戊"})
    assert few.members == {"甲": ("甲", "乙"), "丙": ("丙",), "丁": ("丁",), "戊": ("戊",)}
    both = few.town.firms[0]
    assert (both.name, both.need, both.tax, both.jobs) == ("甲", 1200, 130, 25)
    assert few.town.industrial_land == Town("镇", firms, BLOCKS, (), (), RULES).industrial_land


def test_a_hamlet_gets_the_site_that_costs_least() -> None:
    """东村 stands on 东区 and 西村 has a deadline: one site for both is cheaper. 闲村 need not move, 东村 never goes to its own block."""
    stage = Stage(100, 300.0, 10.0)
    sites = (
        Site("近苑", 500.0, (stage,), 2),
        Site("远苑", 50.0, (stage,), 2),
        Site("块苑", 0.0, (stage,), 2, block="东区", block_slots=1),
    )
    reach = {"近苑": 0.5, "远苑": 3.0}
    hamlets = (
        hamlet("东村", {**reach, "块苑": 0.1}, block="东区"),
        hamlet("西村", reach, deadline=3),
        hamlet("闲村", reach),
        hamlet("定村", reach),
    )
    town = housed(Town("镇", (), BLOCKS, hamlets, sites, RULES), {"定村"}, all_of_them=False)
    assert [set(each.reach) for each in town.hamlets] == [{"远苑"}, {"远苑"}, set(), set(reach)]
    everyone = housed(Town("镇", (), BLOCKS, hamlets, sites, RULES), all_of_them=True)
    assert all(len(each.reach) == 1 for each in everyone.hamlets)


def test_no_hamlet_waits_for_a_site_on_a_block_that_is_never_cleared() -> None:
    """块苑 costs nothing, but 守村 on its block 东区 never consents; once it does it takes the homes of 远苑, and 东村 goes there."""
    stage = Stage(60, 300.0, 10.0)
    sites = (
        Site("远苑", 500.0, (stage,), 2),
        Site("块苑", 0.0, (replace(stage, cost=0.0),), 2, block="东区", block_slots=1),
    )
    guest = hamlet("东村", {"远苑": 3.0, "块苑": 0.1}, deadline=3)
    for ready, site in ((None, "远苑"), (1, "块苑")):
        there = hamlet("守村", {"远苑": 1.0}, block="东区", ready=ready)
        town = housed(Town("镇", (), BLOCKS, (guest, there), sites, RULES), all_of_them=False)
        assert set(town.hamlets[0].reach) == {site}


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any plan will do that is found."""
    monkeypatch.setattr(descent, "SETTLING", 2.0)
    monkeypatch.setattr(descent, "BETTERING", 5.0)


@pytest.fixture(scope="module")
def engine() -> Engine:
    """A tenth of the standard town."""
    return engine_for(make_town(0.08))


@pytest.mark.parametrize("measure", ["output", "cost", "jobs_lost"])
def test_a_descent_ends_in_a_plan_that_keeps_every_rule(engine: Engine, measure: str) -> None:
    engine.aim(measure)
    found = descended(engine, Aim(measure, {}, ()), Clock.of(60))
    assert found
    town = engine.model.frame.town
    assert examine(town, Plan(town.name, found.decisions, found.accounts, (), 0.0)).holds
    assert engine.cost_of(found.values) >= engine.linear(Clock.of(60)).value - 1e-6


def test_what_an_earlier_level_reached_is_kept(engine: Engine) -> None:
    engine.aim("output")
    rich = descended(engine, Aim("output", {}, ()), Clock.of(60))
    assert rich
    reached = rich.accounts.measures.output
    engine.aim("cost")
    cheap = descended(engine, Aim("cost", {"output": 0.95 * reached}, ()), Clock.of(180))
    assert cheap
    assert cheap.accounts.measures.output >= 0.95 * reached - 1e-6


def test_pins_are_kept() -> None:
    """A block that a plan clears is held uncleared, and a firm that it moves without having to stays."""
    town = make_town(0.1)
    free = engine_for(town)
    free.aim("output")
    found = descended(free, Aim("output", {}, ()), Clock.of(60))
    assert found
    block = next(iter(found.decisions.cleared))
    outside = {each.name for each in town.firms if each.block is None and each.deadline is None}
    goes = next(name for name in found.decisions.firms if name in outside)
    pins = (Pin(block, "留下"), Pin(goes, "留下"))
    held = engine_for(town, pins)
    held.aim("output")
    other = descended(held, Aim("output", {}, pins), Clock.of(60))
    assert other
    assert block not in other.decisions.cleared
    assert goes not in other.decisions.firms


def test_a_firm_waits_for_the_only_block_that_it_could_enter() -> None:
    """甲 can go to 西区 alone and takes a twentieth of its floor: where it is not tied as little of 西区 is cleared for it."""
    engine = Engine(build(Town("镇", (firm("甲", targets=("西区",)),), BLOCKS, (), (), RULES), pooled=True))
    columns = engine.model.columns
    engine.price_nothing()
    engine.program.price(columns.cleared[1, 1], 1.0)
    engine.lower[columns.entered[0, -1]] = 1.0
    engine.widen()
    loose = engine.linear(Clock.of(60)).values
    engine.tie()
    tied = engine.linear(Clock.of(60)).values
    assert loose[columns.cleared[1, 1]] < 0.1
    assert tied[columns.cleared[1, 1]] == pytest.approx(1.0)


def dived(town: Town, clock: Clock) -> tuple[Engine, Bottom | None]:
    """The dive of a town by kinds."""
    engine = Engine(build(town, pooled=True))
    engine.aim("output")
    solved = engine.linear(Clock.of(60))
    return engine, dive(engine, Root(solved.values, engine.program.basis()), 0.5, 2, clock)


def test_a_dive_leaves_the_last_years_to_the_settlement() -> None:
    town = make_town(0.08)
    engine, bottom = dived(town, Clock.of(60))
    assert bottom
    assert bottom.years == town.rules.years - 2
    columns = engine.model.columns
    for grid in (columns.cleared[:, : bottom.years], columns.built[:, -1:], columns.plants[:, : bottom.years]):
        assert not parts(bottom.values[grid[grid >= 0]]).any()
    settled = settle(engine, bottom, Clock.of(60), 0.0, 5.0)
    assert settled.found
    assert not parts(settled.values[engine.model.whole]).any()


def test_a_dive_ends_when_there_is_no_time() -> None:
    _, bottom = dived(make_town(0.08), Clock.of(0.0))
    assert bottom is None


@settings(max_examples=25, deadline=None)
@given(towns())
def test_no_descent_passes_the_optimum(town: Town) -> None:
    """The towns are so small that the whole program is solved at once; where it has no plan, neither has a descent."""
    engine = Engine(build(town))
    engine.aim("output")
    best = engine.run(Clock.of(30), 0.0)
    with pytest.MonkeyPatch.context() as hastier:
        hastier.setattr(descent, "BETTERING", 0.1)
        found = descended(engine, Aim("output", {}, ()), Clock.of(30))
    if found:
        assert best.status is Status.OPTIMAL
        assert engine.cost(found.accounts.measures.output) >= best.value - 1e-6 * max(1.0, abs(best.value))
