"""Small towns: the best of all plans keeps every rule and adds up, and nothing that was not tried is better."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.planning.proof import breaches, recount
from jiedui.planning.renew.answer import Decisions
from jiedui.planning.renew.town import Block, Firm, Newcomers, Rules, Town
from planning.enumeration import MORE, best, lexicographic
from planning.small_towns import MOST, combinations, towns

MEASURES = ["output", "cost", "housed", "distance", "jobs_lost"]


@settings(max_examples=25)
@given(town=towns(), measure=st.sampled_from(MEASURES))
def test_the_best_of_all_plans_keeps_the_rules_and_adds_up(town: Town, measure: str) -> None:
    assert combinations(town) <= MOST
    found = best(town, measure)
    if found:
        assert [finding.words("en") for finding in breaches(town, found.decisions)] == []
        assert found.value == pytest.approx(getattr(recount(town, found.decisions).measures, measure), abs=1e-5)


@settings(max_examples=25)
@given(town=towns(most=1500), measure=st.sampled_from(MEASURES), data=st.data())
def test_no_change_of_what_was_not_tried_is_better(town: Town, measure: str, data: st.DataObject) -> None:
    found = best(town, measure)
    others = list(_others(town, found.decisions)) if found else []
    if found and others:
        changed = data.draw(st.sampled_from(others))
        if not breaches(town, changed):
            sign = 1 if measure in MORE else -1
            value = getattr(recount(town, changed).measures, measure)
            assert sign * value <= sign * found.value + 1e-5


def _others(town: Town, plan: Decisions) -> Iterator[Decisions]:
    """Plans with stages built sooner, slots sold later, less quota or fewer newcomers, or newcomers later."""
    for site, years in plan.stages.items():
        yield replace(plan, stages={**plan.stages, site: (1, *years[1:])})
    for block, years in plan.sold.items():
        if years[-1] < town.rules.years:
            yield replace(plan, sold={**plan.sold, block: (*years[:-1], years[-1] + 1)})
    if plan.quota_sold:
        yield replace(plan, quota_sold=(0.0, *plan.quota_sold[1:]))
    for block, floors in plan.newcomers.items():
        yield replace(plan, newcomers={**plan.newcomers, block: (0.0, *floors[1:])})
        yield replace(plan, newcomers={**plan.newcomers, block: (*floors[:-2], 0.0, sum(floors[-2:]))})


def closing(jobs_a_year: float) -> Town:
    """Two years' wait for plants of 10,000 m²; a firm of 100 jobs must close by year 3; newcomers bring 60 jobs a year."""
    return Town(
        "小镇",
        (Firm("丁厂", None, 5, 500, 500, 0, 0, 100, 0, 0, "C22", "D", closable=True, targets=(), deadline=3),),
        (Block("空地", 10, 0, 1, 1.5, 0),),
        (),
        (),
        Rules(
            first_year=2026,
            years=3,
            budget=(3000, 0, 0),
            energy_cap=(999, 999, 999),
            pollutants_cap=(999, 999, 999),
            debt_ceiling=0,
            debt_rate=0,
            discount=0,
            tax_share=0,
            jobs_a_year=jobs_a_year,
            households_a_year=0,
            interim_floor=0,
            interim_years=0,
            quota_advance=0,
            newcomers=Newcomers(a_year=5000, jobs=0.012),
        ),
    )


@pytest.mark.parametrize(("jobs_a_year", "cost"), [(40, 2000 + 50 - 5000 * 0.016), (39, None)])
def test_newcomers_wait_for_the_closing(jobs_a_year: float, cost: float | None) -> None:
    """Closing costs 50, the plant 2,000; 5,000 m² in year 2 pay rent in year 3; 40 jobs go beyond those of year 2 or 3."""
    found = best(closing(jobs_a_year), "cost")
    assert (found and found.value) == (cost and pytest.approx(cost))


@pytest.mark.parametrize(("give_up", "cost"), [(0.01, 2000 + 50 - 5000 * 0.016), (1.0, 50 - 450)])
def test_a_later_level_gives_up_a_share_of_the_earlier(give_up: float, cost: float) -> None:
    """The most yield is 10,000 m² × 0.205 on 15 亩, for which a plant is needed; who gives up all of it sells the slot."""
    values = lexicographic(closing(100), ("output", "cost"), give_up)
    assert values == [pytest.approx(10_000 * 0.205 / 15), pytest.approx(cost)]
