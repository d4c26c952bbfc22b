"""Plans of small towns: equal to the best of all plans that there are, and kept to the rules by the independent checker."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jiedui.base.problems import Refusal
from jiedui.planning.proof import examine
from jiedui.planning.renew.answer import Plan
from jiedui.planning.renew.making import make_town
from jiedui.planning.renew.model import MORE, ORDER
from jiedui.planning.renew.solve import plan
from jiedui.planning.renew.town import Town
from planning.enumeration import best, lexicographic
from planning.small_towns import towns

measures = st.sampled_from(ORDER)


def planned(town: Town, *order: str) -> Plan | None:
    """The best plan, examined; None when there is none."""
    try:
        found = plan(town, order, gap=0.0, slack=0.0)
    except Refusal as refusal:
        if [problem.code for problem in refusal.problems] != ["renew-no-plan"]:
            raise
        return None
    assert [finding.words("en") for finding in examine(town, found).findings] == []
    return found


@settings(max_examples=40)
@given(town=towns(), measure=measures)
def test_the_plan_is_the_best_of_all_plans(town: Town, measure: str) -> None:
    expected, found = best(town, measure), planned(town, measure)
    assert (expected is None) == (found is None)
    if expected and found:
        assert found.levels[0].value == pytest.approx(expected.value, rel=1e-5, abs=1e-5)
        assert found.levels[0].bound == pytest.approx(expected.value, rel=1e-5, abs=1e-5)


@settings(max_examples=12)
@given(town=towns(most=1500), order=st.permutations(ORDER))
def test_levels_are_the_best_in_their_order(town: Town, order: list[str]) -> None:
    expected, found = lexicographic(town, tuple(order[:3]), 0.0), planned(town, *order[:3])
    assert (expected is None) == (found is None)
    if expected and found:
        assert [level.value for level in found.levels] == pytest.approx(expected, rel=1e-4, abs=1e-4)


@settings(max_examples=15)
@given(town=towns(), measure=measures, more=st.floats(0, 2000))
def test_more_money_never_makes_the_best_plan_worse(town: Town, measure: str, more: float) -> None:
    rules = replace(town.rules, budget=tuple(year + more for year in town.rules.budget))
    poor, rich = planned(town, measure), planned(replace(town, rules=rules), measure)
    if poor:
        assert rich is not None
        sign = 1 if measure in MORE else -1
        assert sign * rich.levels[0].value >= sign * poor.levels[0].value - 1e-5 * abs(poor.levels[0].value) - 1e-5


@settings(max_examples=15)
@given(town=towns(), times=st.sampled_from([0.1, 10.0]))
def test_all_money_times_ten_is_ten_times_the_cost(town: Town, times: float) -> None:
    found = planned(town, "cost")
    assume(found is not None)
    scaled = planned(_in_other_money(town, times), "cost")
    assert found
    assert scaled
    assert scaled.levels[0].value == pytest.approx(times * found.levels[0].value, rel=1e-5, abs=1e-3)


def _in_other_money(town: Town, times: float) -> Town:
    """The town with every amount of money so many times as large."""
    rules, new = town.rules, town.rules.newcomers
    prices = replace(rules.prices, **{name: times * getattr(rules.prices, name) for name in rules.prices.__slots__})
    return replace(
        town,
        firms=tuple(replace(each, tax=times * each.tax, value_added=times * each.value_added) for each in town.firms),
        blocks=tuple(replace(each, clearing=times * each.clearing) for each in town.blocks),
        hamlets=tuple(replace(each, compensation=times * each.compensation) for each in town.hamlets),
        sites=tuple(
            replace(
                each,
                setup=times * each.setup,
                stages=tuple(replace(stage, cost=times * stage.cost) for stage in each.stages),
            )
            for each in town.sites
        ),
        rules=replace(
            rules,
            budget=tuple(times * year for year in rules.budget),
            debt_ceiling=times * rules.debt_ceiling,
            prices=prices,
            newcomers=replace(new, tax=times * new.tax, value_added=times * new.value_added),
        ),
    )


def test_a_plan_that_is_stopped_before_it_has_begun_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        plan(make_town(0.1), seconds=0.0)
    assert [problem.code for problem in refused.value.problems] == ["renew-no-time"]


def test_a_larger_town_is_followed_by_kinds_of_firms_and_each_firm_gets_its_block() -> None:
    town = make_town(0.22)
    found = plan(town, ["output"], seconds=90, gap=0.4)
    assert [finding.words() for finding in examine(town, found).findings] == []
    assert all(level.gap <= 0.4 for level in found.levels)
    moved = [path for path in found.decisions.firms.values() if path.entered]
    assert moved
    assert all(path.block for path in moved)
