"""Transfer: what is measured of whom, by hand; more never lowers a fit, bad input is told, limits are limits, plans explain."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.base.problems import Refusal
from jiedui.catalog.transfers import CRITERIA
from jiedui.planning.transfer import Contact, Lead
from jiedui.planning.transfer.assignment import assign, assigned
from jiedui.planning.transfer.backtest import FIRSTS, Outcome, Score, backtest, said, score, together, totals, wilson
from jiedui.planning.transfer.facts import carrying, facts
from jiedui.planning.transfer.frames import ENDED, Inputs, offered
from jiedui.planning.transfer.matching import Match
from jiedui.planning.transfer.turning import turning, turns
from jiedui.planning.transfer.visits import roots, visits
from planning.transfer_world import (
    CITY,
    EAST,
    FAR,
    LEADS,
    POLICY,
    SCHEME,
    STONE,
    SUPPLIES,
    TEA,
    TOWN,
    TRADES,
    inputs,
    planned,
    settled,
    supply,
)


def span(match: Match, code: str, criterion: str, county: int = 0) -> tuple[float, float]:
    """The span of a measure, to four decimals."""
    at = (county, match.panel.column[code], CRITERIA.index(criterion))
    return round(float(match.measures.low[at]), 4), round(float(match.measures.high[at]), 4)


def test_pressure_by_hand() -> None:
    """The scores are 7.5 for both mills, 75 and 300 for the others; 75 is the least score of a B.

    Both mills are 1 − 7.5/75 = 90 % short. Energy of mills 1600 ÷ 1200, of all 1740 ÷ 7200.
    """
    match = planned()
    assert span(match, "1711", "yield") == (0.9, 0.9)
    assert span(match, "2451", "yield") == span(match, "3989", "yield") == (0, 0)
    ratio = (1600 / 1200) / (1740 / 7200)
    assert span(match, "1711", "energy")[0] == pytest.approx(ratio / (1 + ratio), abs=1e-4)
    assert span(match, "1711", "fall") == span(match, "1711", "shift") == (0, 1), "no year before: anything is possible"


def test_a_fall_and_a_lag_by_hand() -> None:
    """A year before the mills had a B; sales of cotton fell from 10,400 to 5,200, of all from 31,400 to 26,200."""
    before = {
        name: {**trade, **({"tax": 1500, "sales": 5200} if trade["industry"] == "1711" else {})}
        for name, trade in TRADES.items()
    }
    given = inputs()
    match = planned(Inputs(given.places, {**given.years, 2023: settled(before, 2023)}, given.supplies, given.leads))
    assert span(match, "1711", "fall") == (1, 1)
    assert span(match, "3989", "fall") == (0, 0)
    ratio = (26_200 / 31_400) / 0.5
    assert span(match, "1711", "shift")[0] == pytest.approx(ratio / (1 + ratio), abs=1e-4)


def test_land_without_a_grade_widens_the_pressure_by_its_share() -> None:
    """The first mill, on 40 of 70 mu, tells no tax: 30/70 of the land is 90 % short, the rest is open."""
    match = planned(inputs({**TRADES, "棉纺厂": {**TRADES["棉纺厂"], "tax": None}}))
    assert span(match, "1711", "yield") == (round(0.9 * 3 / 7, 4), round(0.9 * 3 / 7 + 4 / 7, 4))


def test_fit_by_hand() -> None:
    """Two firms are hoped for. A toy factory needs 200 people, told by one firm: 100 … 400; the county has 500.

    500 ÷ (2 × 400) = 0.625 at the least, more than enough at the most. Cotton: quartiles 97.5 and 112.5, two firms.
    """
    match = planned()
    assert span(match, "2451", "labour") == (0.625, 1)
    assert span(match, "1711", "labour")[0] == 1
    assert span(match, "2451", "space") == (round(30_000 / 48_000, 4), 1)
    assert span(match, "2451", "quota") == (0, 1), "no entry is unknown"
    assert span(match, "2451", "material") == (0.5, 0.5)
    cost = 1 - (200 * 36_000 + 12_000 * 96) / (200 * 72_000 + 12_000 * 240)
    assert span(match, "2451", "cost") == (round(cost, 4),) * 2


def test_linkage_by_hand() -> None:
    """Spinners of the east count; the county has none, so its linkage is unknown, but for what it lists as suppliers."""
    assert span(planned(), "2451", "location") == (0, 1)
    listed = [
        *SUPPLIES,
        supply(8, TEA, "配套企业", 3, detail="棉纺纱加工"),
        supply(9, TEA, "配套企业", 1, detail="17 面料"),
    ]
    assert span(planned(inputs(supplies=listed)), "2451", "chain") == (0.5, 0.5), "one of two links"
    there = [
        *LEADS,
        Lead(5, 77, "茶山线束厂", "3989", EAST, TOWN, 2023, "投产"),
        Lead(6, 78, "石泉玩具厂", "2451", EAST, STONE, 2023, "投产"),
    ]
    match = planned(inputs(leads=there))
    assert span(match, "3989", "location")[0] == pytest.approx((1 / (2 / 7)) / (1 + 1 / (2 / 7)), abs=1e-4)
    assert span(match, "2451", "location") == (0, 0)
    assert span(match, "2451", "chain") == (0.5, 0.5)


def test_intention_by_hand() -> None:
    """One lead talked about: one point. A visit to the toy factory half a point, an agreement half a point: ¼ is left."""
    assert span(planned(), "2451", "intention") == (0.5, 0.5)
    talked = [
        Contact("visit:1", 2024, EAST, firm=3),
        Contact("pairing:1", 2023, EAST, TOWN),
        Contact("visit:2", 2019, EAST, firm=3),
    ]
    match = planned(inputs(contacts=talked))
    assert span(match, "2451", "intention") == (0.75, 0.75)
    assert span(match, "3989", "intention")[0] == pytest.approx(1 - 0.5**0.5, abs=1e-4)


@settings(max_examples=30)
@given(
    st.integers(0, 2000), st.integers(0, 2000), st.sampled_from(["劳动力", "标准厂房", "工业用地", "能耗指标", "物流"])
)
def test_more_of_a_factor_never_lowers_a_fit(one: int, more: int, factor: str) -> None:
    spans = []
    for quantity in (one, one + more):
        match = planned(inputs(supplies=[supply(1, TEA, factor, quantity)]), weights=10)
        spans.append((match.measures.low, match.measures.high))
    (low, high), (lower, higher) = spans
    assert (lower >= low).all()
    assert (higher >= high).all()


@settings(max_examples=15)
@given(st.integers(150, 1500), st.integers(1, 1500))
def test_more_labour_never_lowers_the_rank_of_what_needs_it(labour: int, more: int) -> None:
    """Only toys are short of labour here; the mean rank of toys does not get worse, nor the share of first places fall."""
    found = []
    for quantity in (labour, labour + more):
        match = planned(
            inputs({**TRADES, "玩具厂": {**TRADES["玩具厂"], "staff": 700}}, [supply(1, TEA, "劳动力", 350 + quantity)])
        )
        toys = match.panel.column["2451"]
        found.append((match.accepted.mean[0, toys], match.accepted.first[0, toys]))
    assert found[1][0] <= found[0][0] + 0.05
    assert found[1][1] >= found[0][1] - 0.05


def test_missing_resources_widen_the_ranks_and_are_told() -> None:
    match = planned(inputs(supplies=[each for each in SUPPLIES if each.region != STONE]), CITY)
    told = [problem for problem in match.panel.problems if problem.code == "transfer-no-resources"]
    assert [problem.place.file for problem in told] == [f"region:{STONE}"]
    stone = [county.id for county in match.panel.counties].index(STONE)
    assert (match.measures.high - match.measures.low)[stone].sum() > (match.measures.high - match.measures.low)[
        1 - stone
    ].sum()
    assert (match.accepted.worst - match.accepted.best)[stone].sum() >= (match.accepted.worst - match.accepted.best)[
        1 - stone
    ].sum()
    assert np.isfinite(match.accepted.mean[match.measures.allowed]).all()


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"industry": "9999"}, "transfer-industry", "行业代码"),
        ({"industry": None}, "transfer-industry", "行业代码"),
        ({"industry": "A1711"}, "transfer-industry", "行业代码"),
        ({"land": 0}, "transfer-land", "用地面积"),
        ({"land": None}, "transfer-land", "用地面积"),
        ({"tax": -5}, "transfer-negative", "税收"),
    ],
)
def test_a_firm_that_cannot_be_right_is_a_problem_and_left_out(
    change: dict[str, object], code: str, column: str
) -> None:
    match = planned(inputs({**TRADES, "电子厂": {**TRADES["电子厂"], **change}}))
    (problem,) = match.panel.problems
    assert (problem.code, problem.place.file, problem.place.column) == (code, "enterprise:20244", column)
    assert "电子厂" in problem.message()
    assert "3989" not in match.panel.codes
    assert not np.isnan(match.measures.low).any()
    assert not np.isnan(match.measures.high).any()


def test_a_lead_of_no_industry_is_a_problem() -> None:
    match = planned(inputs(leads=[Lead(4, 9, "某厂", "1831", EAST, TEA, 2024, "洽谈")]))
    (problem,) = match.panel.problems
    assert (problem.code, problem.place.file) == ("transfer-industry", "lead:4")


def test_what_cannot_be_planned_is_refused() -> None:
    for asked, code in (
        ({"year": 2020}, "transfer-no-firms"),
        ({"origins": (FAR,)}, "transfer-no-firms"),
        ({"to": 10}, None),
    ):
        if code:
            with pytest.raises(Refusal) as refused:
                planned(**asked)
            assert refused.value.problems[0].code == code


def test_limits_are_limits_whatever_speaks_for_it() -> None:
    """Dyeing is ruled out below the city of the water source, steel everywhere; the far county may dye."""
    trades = {
        **TRADES,
        "印染厂": {**TRADES["棉纺厂"], "industry": "1713"},
        "铁厂": {**TRADES["棉纺厂"], "industry": "3110"},
    }
    near, far = planned(inputs(trades)), planned(inputs(trades), FAR)
    allowed = [
        {code for code in each.panel.codes if each.measures.allowed[0, each.panel.column[code]]} for each in (near, far)
    ]
    assert [("1713" in each, "3110" in each) for each in allowed] == [(False, False), (True, False)]
    (reason,) = near.measures.reasons[0, near.panel.column["1713"]]
    assert reason == "水源地不印染（准入清单）"
    assert near.panel.column["1713"] not in near.ranking(0)


def test_no_room_for_one_firm_is_a_limit_and_unknown_room_is_none() -> None:
    """The stone county has 100 people; the least that a toy factory may need is 100, an electronics works 75, cotton 65."""
    tight = [*(each for each in SUPPLIES if each.id != 4), supply(4, STONE, "劳动力", 80)]
    match = planned(inputs(supplies=tight), STONE)
    ruled = {match.panel.codes[column]: reasons for (_, column), reasons in match.measures.reasons.items()}
    assert ruled == {code: ["劳动力不够一家企业之用"] for code in ("2451", "2452")}, "2452 needs what its group does"


def test_what_a_county_offers_is_not_counted_twice_and_red_lines_are_not_offered() -> None:
    listed = [
        supply(1, TEA, "劳动力", 500),
        supply(2, TOWN, "劳动力", 200),
        supply(3, TOWN, "工业用地", 30, detail="净地"),
        supply(4, TEA, "工业用地", 50, detail="生态红线内"),
    ]
    given = inputs(supplies=listed)
    assert [each.id for each in offered(given, TEA, 2024, "劳动力")] == [1]
    assert [each.id for each in offered(given, TEA, 2024, "工业用地", ("生态红线",))] == [3]
    assert offered(given, TEA, 2023, "劳动力") == []


def test_an_office_that_rules_weights_gets_another_ranking() -> None:
    free, ruled = planned(), planned(bounds={"intention": (0.5, 1.0)})
    toys = free.panel.column["2451"]
    assert ruled.accepted.first[0, toys] > free.accepted.first[0, toys]
    assert ruled.weights[:, CRITERIA.index("intention")].min() >= 0.5


def test_the_facts_that_carry_a_suggestion_name_their_entries() -> None:
    match = planned()
    cotton = match.panel.column["1711"]
    first = carrying(match, 0, cotton)[0]
    assert first.criterion in ("yield", "energy")
    told = {fact.criterion: fact for fact in facts(match, 0, cotton)}
    assert told["yield"].words() == "2家企业中2家低于B级线，占地70亩，平均差90%"
    assert told["yield"].entries == ("enterprise:20241", "enterprise:20242")
    assert told["labour"].entries == ("resource:1",)
    assert told["quota"].words("en") == "not entered, taken as unknown"
    assert all(fact.adds > 0 and fact.known for fact in carrying(match, 0, cotton))


def test_whom_to_visit_first_and_what_they_need() -> None:
    match = planned()
    found = visits(match, 0, match.panel.column["1711"])
    assert [(each.name, each.entry, each.needs["劳动力"]) for each in found] == [
        ("棉纺厂", "enterprise:20241", 120.0),
        ("织布厂", "enterprise:20242", 90.0),
    ]
    (toys,) = visits(match, 0, match.panel.column["2451"])
    assert toys.lead == "lead:1 洽谈"


def test_counties_where_the_industry_took_root() -> None:
    match = planned()
    (root,) = roots(match, 0, match.panel.column["2451"])
    assert (root.name, root.entries, root.same_class, root.alike) == ("远山县", ("lead:2",), False, None)


def test_what_would_turn_two_industries_turns_them() -> None:
    match = planned()
    first, second = match.ranking(0)[:2]
    found = turning(match, 0, first, second)
    assert 0 < found.wins < 1
    weights, middle = match.mean_weights, match.measures.middle[0].astype(float)
    changes = turns(weights, middle[first], middle[second]) or turns(weights, middle[second], middle[first])
    ahead, behind = (first, second) if weights @ (middle[first] - middle[second]) > 0 else (second, first)
    assert changes
    for turn in changes:
        at = CRITERIA.index(turn.criterion)
        changed, moved = weights.copy(), middle[behind].copy()
        if turn.what == "weight":
            changed = weights * (1 - turn.then) / (1 - turn.now)
            changed[at] = turn.then
        else:
            moved[at] = turn.then
        assert changed @ moved == pytest.approx(changed @ middle[ahead], abs=1e-6)


def by_trying(value: np.ndarray, allowed: np.ndarray, need: np.ndarray, supply: np.ndarray, each: int) -> float:
    """The best value of an assignment, by trying all."""
    best = 0.0
    for taken in product(range(-1, len(value)), repeat=value.shape[1]):
        pairs = [(county, at) for at, county in enumerate(taken) if county >= 0]
        full = [
            sum(need[at] for row, at in pairs if row == county) <= supply[county] + 1e-9 for county in range(len(value))
        ]
        few = all(sum(row == county for row, _ in pairs) <= each for county in range(len(value)))
        if all(full) and few and all(allowed[pair] for pair in pairs):
            best = max(best, sum(value[pair] for pair in pairs))
    return best


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_the_assignment_is_the_best_of_all(seed: int) -> None:
    dice = np.random.default_rng(seed)
    value, allowed = dice.random((3, 5)), dice.random((3, 5)) < 0.8
    need, room = dice.random(5), dice.random(3) * 1.5
    found = assign(value, allowed, {"劳动力": need[None, :] / room[:, None]}, each=2)
    assert found.value == pytest.approx(by_trying(value, allowed, need, room, 2), abs=1e-6)
    assert len({industry for _, industry in found.pairs}) == len(found.pairs), "no two court the same one"


def test_counties_of_a_city_do_not_court_the_same_industry() -> None:
    match = planned(to=CITY)
    found = assigned(match, each=1)
    counties = [match.panel.counties[county].name for county, _ in found.pairs]
    assert sorted(counties) == ["石泉县", "茶山县"]
    assert len({industry for _, industry in found.pairs}) == 2


def test_precision_at_k() -> None:
    ranking, by_size, wanted = ["甲", "乙", "丙"], ["乙", "丙", "甲"], {"甲", "丙"}
    assert score(ranking, by_size, wanted, 1).shares == (1, 0, pytest.approx(2 / 3))
    assert score(ranking, by_size, wanted, 2).shares == (0.5, 0.5, pytest.approx(2 / 3))
    assert score(["甲"], ["甲"], {"甲"}, 5) == Score(5, 1, 1, 1, 1)


def test_the_interval_of_a_precision() -> None:
    """Wilson's interval of 0 of 5, 1 of 1 and 20 of 50, as tables of the binomial give it."""
    assert wilson(0, 5) == (0, pytest.approx(0.4345, abs=1e-4))
    assert wilson(1, 1) == (pytest.approx(0.2065, abs=1e-4), 1)
    assert wilson(20, 50) == (pytest.approx(0.2761, abs=1e-4), pytest.approx(0.5382, abs=1e-4))


def test_few_leads_prove_nothing_and_many_may() -> None:
    """A hit with the first of twenty, once: chance lies within. Forty times: it does not."""
    at = tuple(Score(first, first, 1, 0, first / 20) for first in FIRSTS)
    one = Outcome(2024, "茶山县", 20, 1, ("2451",), 0, at)
    assert [each.tells for each in together([one] * 40)] == [True, True, True]
    assert "共40条线索、40份排序" in said([one] * 40)
    few = replace(one, at=tuple(replace(each, chance=each.looked / 4) for each in at))
    assert [each.tells for each in together([few])] == [False, False, False]
    assert "不足以说明" in said([few])
    assert "nothing proves" in said([few], "en")
    assert [(each.looked, each.hits) for each in totals([few, one])] == [(2, 2), (6, 2), (10, 2)]
    assert totals([one]) == (), "one needs no sum under it"


def test_the_forecast_of_a_past_year_knows_nothing_of_that_year() -> None:
    """The lead of toys came in 2024; the forecast is made from 2023, in which there are no leads at all."""
    given = inputs()
    early = [replace(each, year=2023) for each in given.supplies]
    history = Inputs(given.places, {**given.years, 2023: settled(year=2023)}, early, given.leads)
    (outcome,) = backtest(history, POLICY, SCHEME, planned(history).asked)
    assert (outcome.year, outcome.county, outcome.came, outcome.ranked) == (2024, "茶山县", ("2451",), 4)
    assert outcome.leads == 1
    assert [each.shares[1] for each in outcome.at] == [0, 1 / 3, 1 / 4], "the mills employ 210, the toy factory 200"
    assert {each.shares[2] for each in outcome.at} == {1 / 4}
    assert history.until(2023).leads == [LEADS[1]]


def test_a_lead_of_the_past_is_at_the_stage_that_it_had_then() -> None:
    """Found in 2021, signed in 2022, ended in 2024: what it became afterwards nobody knew."""
    lead = Lead(1, 3, "玩具厂", "2451", EAST, TEA, 2021, ENDED, (("签约", 2022), (ENDED, 2024)))
    then = {year: inputs(leads=[lead]).until(year).leads for year in range(2020, 2025)}
    assert then[2020] == []
    assert [then[year][0].stage for year in range(2021, 2025)] == ["线索", "签约", "签约", ENDED]
    assert then[2023][0].since == (("签约", 2022),)
    assert lead.until(2024) == lead
