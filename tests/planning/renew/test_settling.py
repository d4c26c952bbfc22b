"""What becomes of a firm that the plants have floor for, all together, but none alone: it stays, closes, or enters later.

Three firms need 600 ㎡ each, and two blocks have a plant of 900 ㎡ each from 2027 on: followed by kinds of firms all three enter the
1,800 ㎡, one by one only two do.
"""

from dataclasses import replace

import pytest

from jiedui.planning.highs import Solved
from jiedui.planning.proof import examine
from jiedui.planning.renew.answer import FirmPath, Plan
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.model import build
from jiedui.planning.renew.placing import placed
from jiedui.planning.renew.settling import GRACE, Found, finished
from jiedui.planning.renew.town import MU, Block, Firm, Newcomers, Prices, Rules, Town


def town(*blocks: str, years: int, deadline: int | None, interim_years: int, closable: bool = False) -> Town:
    """Blocks of one plant each, the first two cleared from 2026 on, the others from 2027; the firms stand outside them.

    Plants cost next to nothing, and newcomers who take 900 ㎡ a year less than firms in an interim place bring.
    """
    rules = Rules(
        first_year=2026,
        years=years,
        budget=(500.0,) * years,
        energy_cap=(100.0,) * years,
        pollutants_cap=(100.0,) * years,
        debt_ceiling=0.0,
        debt_rate=0.0,
        discount=0.0,
        tax_share=0.5,
        jobs_a_year=100.0,
        households_a_year=0,
        interim_floor=1800.0,
        interim_years=interim_years,
        quota_advance=0.0,
        prices=Prices(build=0.005, land_sale=0.0),
        newcomers=Newcomers(a_year=900.0, tax=0.02, value_added=0.0),
    )
    firm = Firm("", None, 3, 700, 600, 50, 200, 20, 10, 5, "C38", "D", closable, blocks, deadline)
    firms = tuple(replace(firm, name=name) for name in ("甲厂", "乙厂", "丙厂"))
    made = (Block(name, 900 / MU, 100, 1, 1.0, 1, 1 if at < 2 else 2) for at, name in enumerate(blocks))
    return Town("三厂镇", firms, tuple(made), (), (), rules)


def settled(of: Town, measure: str = "cost") -> Found | None:
    """The plan of the best solution by kinds, in which one of three firms that enter finds no block."""
    engine = Engine(build(of, pooled=True))
    engine.aim(measure)
    solved = engine.run(Clock.of(30), 0.0)
    assert placed(engine.model, solved.values, Clock.of(30)).without.size == 1
    return finished(engine, solved.values, Clock.of(60))


def paths(of: Town, measure: str = "cost") -> list[FirmPath]:
    """What becomes of the firms, those that enter first before the others; the plan keeps every rule."""
    found = settled(of, measure)
    assert found
    assert examine(of, Plan(of.name, found.decisions, found.accounts, (), 0.0)).holds
    its = [found.decisions.firms.get(firm.name, FirmPath()) for firm in of.firms]
    return sorted(its, key=lambda path: path.entered or of.rules.years + 1)


def test_a_firm_that_may_stay_stays() -> None:
    """2027 is the last year."""
    first, second, third = paths(town("东区", "西区", years=2, deadline=None, interim_years=0), "output")
    assert {first.block, second.block} == {"东区", "西区"}
    assert third.stays


def test_a_firm_that_must_be_gone_closes_where_it_may() -> None:
    """All must be gone by the end of 2027, and there are no interim places: none can enter in 2028."""
    first, second, third = paths(town("东区", "西区", years=3, deadline=2, interim_years=0, closable=True))
    assert {first.block, second.block} == {"东区", "西区"}
    assert third.closed
    assert third.closed <= 2


def test_a_firm_waits_for_a_plant_that_comes_later() -> None:
    """All must be gone by the end of 2026. The plant of 南区 comes in 2028 for newcomers; they get the 300 ㎡ left in each of the three."""
    of = town("东区", "西区", "南区", years=4, deadline=1, interim_years=2)
    first, second, third = paths(of)
    assert (first.entered, second.entered) == (2, 2)
    assert (third.left, third.block, third.entered) == (1, "南区", 3)


def test_where_rules_leave_it_nothing_there_is_no_plan() -> None:
    """It must be gone, may not close, and there is no more plant for it."""
    assert settled(town("东区", "西区", years=3, deadline=1, interim_years=1)) is None


@pytest.mark.parametrize("left", [0.0, 3.0, 15.0])
def test_looking_for_blocks_ends_with_the_time(monkeypatch: pytest.MonkeyPatch, left: float) -> None:
    """Every run takes all the seconds it is given, and more rounds would be needed than there is time for."""
    engine, told = Engine(build(town("东区", "西区", years=3, deadline=1, interim_years=1), pooled=True)), [100.0]
    engine.aim("cost")
    solved, run = engine.run(Clock.of(30), 0.0), engine.run

    def slow(clock: Clock, gap: float, **words: object) -> Solved:
        told[0] += clock.left
        return run(Clock.of(30), gap, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "run", slow)
    finished(engine, solved.values, Clock(100.0 + left, now=lambda: told[0]))
    assert told[0] <= 100.0 + left + GRACE


def test_newcomers_get_no_floor_before_it_is_counted_on() -> None:
    """They use energy: 100 ㎡ in 2027 and 600 ㎡ in 2028, though there is room for all in 2027."""
    engine = Engine(build(town("东区", "西区", years=3, deadline=None, interim_years=0), pooled=True))
    engine.aim("cost")
    values = engine.run(Clock.of(30), 0.0).values.copy()
    columns = engine.model.columns
    values[columns.plants[columns.plants >= 0]] = 1
    values[columns.entered[columns.entered >= 0]] = 0
    values[columns.let[columns.let >= 0]] = 0
    values[columns.let[0, 1:]] = (100, 700)
    assert placed(engine.model, values, Clock.of(30)).let.sum(axis=0).tolist() == [0, 100, 600]
