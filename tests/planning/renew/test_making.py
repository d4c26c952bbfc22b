"""Invented towns: the counts and the proportions of the standard town, the norms of the field, the same from the same seed."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.planning.renew.making import Counts, make_params, make_registers, make_town
from jiedui.planning.renew.town import Town

REGISTERS = make_registers()
TOWN = make_town()


def test_the_standard_town_has_its_counts() -> None:
    counts = {name: len(getattr(REGISTERS, name)) for name in ("parcels", "blocks", "hamlets", "households", "sites")}
    assert counts == {"parcels": 1_500, "blocks": 40, "hamlets": 300, "households": 12_000, "sites": 25}
    assert TOWN.rules.years == 8
    assert sum(hamlet.households for hamlet in TOWN.hamlets) == 12_000
    assert 700 <= len(TOWN.firms) <= 900


def test_every_use_of_land_is_there() -> None:
    uses = Counter(parcel.use for parcel in REGISTERS.parcels)
    assert set(uses) == {"工业", "宅基地", "耕地", "永久基本农田", "生态红线", "道路", "公共服务", "空闲"}
    assert 600 <= uses["工业"] <= 800


def test_old_industry_is_low_and_what_is_planned_is_dense() -> None:
    ratios = [parcel.plot_ratio for parcel in REGISTERS.parcels if parcel.plot_ratio is not None]
    assert min(ratios) >= 0.45
    assert max(ratios) <= 0.85
    assert min(block.plot_ratio for block in TOWN.blocks) >= 1.5
    assert 3 <= sum(firm.tax for firm in TOWN.firms) / sum(firm.land for firm in TOWN.firms) <= 8


def test_a_quarter_of_the_firms_is_on_the_roster_and_no_good_one() -> None:
    roster = [firm for firm in REGISTERS.enterprises if firm.scattered]
    assert len(roster) / len(REGISTERS.enterprises) == pytest.approx(0.25, abs=0.01)
    assert {firm.grade for firm in roster} == {"D"}


def test_a_hamlet_consents_by_its_households_and_moves_from_then_on() -> None:
    for village, hamlet in zip(REGISTERS.hamlets, TOWN.hamlets, strict=True):
        assert 0.58 <= (village.consenting or 0) / village.households <= 1
        assert (hamlet.ready == 1) == ((village.consenting or 0) >= 0.8 * village.households)
    people = sum(household.people for household in REGISTERS.households)
    assert people / len(REGISTERS.households) == pytest.approx(3.25, abs=0.1)


def test_a_hamlet_that_must_go_may_and_can() -> None:
    must = [hamlet for hamlet in TOWN.hamlets if hamlet.deadline is not None]
    assert len(must) == 15
    assert all(hamlet.ready is not None and hamlet.ready <= (hamlet.deadline or 0) for hamlet in must)


def test_not_everything_can_be_done() -> None:
    """What all of it would cost is several times what there is; homes are fewer than households."""
    prices, rules = TOWN.rules.prices, TOWN.rules
    plants = sum(prices.build * block.slots * block.slot_floor for block in TOWN.blocks)
    sites = sum(site.setup + sum(stage.cost for stage in site.stages) for site in TOWN.sites)
    assert plants + sites > 2 * (sum(rules.budget) + rules.debt_ceiling)
    assert sum(site.homes for site in TOWN.sites) < 12_000


def test_what_must_be_done_can_be() -> None:
    """The roster closes in equal parts over its years: jobs, energy, pollutants and money allow it."""
    rules = TOWN.rules
    roster = [firm for firm in TOWN.firms if firm.deadline is not None]
    last = max(firm.deadline or 0 for firm in roster)
    assert sum(firm.jobs for firm in roster) <= rules.jobs_a_year * last
    assert sum(rules.prices.close_firm * firm.floor for firm in roster) <= sum(rules.budget[:last])
    for measure, caps in (("energy", rules.energy_cap), ("pollutants", rules.pollutants_cap)):
        left = sum(getattr(firm, measure) for firm in TOWN.firms if firm.deadline is None and not firm.closable)
        assert left <= caps[-1]


def _names_are_one_each(town: Town) -> bool:
    """Whether firms, blocks, hamlets and sites each have a name of their own."""
    things = (town.firms, town.blocks, town.hamlets, town.sites)
    return all(len({each.name for each in these}) == len(these) for these in things)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from((0.004, 0.02, 0.07)))
def test_a_town_is_whole_and_the_same_from_its_seed(seed: int, scale: float) -> None:
    town = make_town(scale, seed)
    assert town == make_town(scale, seed)
    assert _names_are_one_each(town)
    assert all(hamlet.reach for hamlet in town.hamlets)
    names = {block.name for block in town.blocks}
    assert all(set(firm.targets) <= names and firm.block in {*names, None} for firm in town.firms)
    assert all(
        0 <= site.block_slots < block.slots for site in town.sites for block in town.blocks if site.block == block.name
    )


def test_a_town_of_given_counts() -> None:
    town = make_town(counts=Counts(parcels=4, hamlets=2, households=9, sites=1, blocks=1))
    assert (len(town.hamlets), len(town.sites), len(town.blocks)) == (2, 1, 1)
    assert sum(hamlet.households for hamlet in town.hamlets) == 9


def test_no_town_without_size() -> None:
    with pytest.raises(ValueError, match="above 0"):
        make_registers(0)


def test_parameters_run_over_other_years() -> None:
    params = make_params(REGISTERS, years=3, first_year=2030)
    assert (params.plan.first_year, params.last_year, len(params.money.budget)) == (2030, 2032, 3)
