"""The checker on a town that was reckoned by hand: its ledger, a plan for each broken rule, and every figure tampered with.

小镇, three years, budget 500 a year, debt at 10 %, discounted by 25 %, half of new tax is the town's; else the usual prices.
老园区 has 30 亩 in 3 slots, so a plant has 10 × 2000/3 × 1.5 = 10,000 m².

    year 1   乙厂 closes, 甲厂 leaves into an interim place, 东湾 (30 households, 12 亩) moves to 新村, the block is cleared
    year 2   a plant is completed, 甲厂 enters it (3,000 m²), newcomers take 1,000 m², a slot is sold, 2 亩 of quota are sold
    year 3   newcomers take 2,000 m², 西湾 (20 households, 8 亩) moves to 园村 on the third slot, 4 亩 of quota are sold

    out      甲厂 乙厂  clearing    plants    interim  sites   hamlets  reclaim  interest        sum
    year 1   120  150  100 + 40    —         36       50+240  300      72       —               1,108
    year 2   —    —    —           2,000     —        —       —        —        45.3            2,045.3
    year 3   —    —    —           —         —        20+200  180      48       146.08          594.08

    in       budget  grants      land  quota  rents  tax                       sum      position
    year 1   500     120 + 36    —     —      —      (50 − 52) ÷ 2 = −1        655      −453
    year 2   500     —           450   60     —      (107 − 52) ÷ 2 = 27.5     1,037.5  −1,460.8
    year 3   500     80 + 24     —     120    64     (197 − 52) ÷ 2 = 72.5     860.5    −1,194.38

    cost     953 ÷ 1.25 + 1,462.5 ÷ 1.5625 + 87.5 ÷ 1.953125 = 762.4 + 936 + 44.8 = 1,743.2
    output   (197 + 760) ÷ 40        housed  30 × 1.5 + 20 × 1.8        distance  30 × 1.5 + 20 × 3
"""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.planning.proof import Finding, breaches, examine, recount
from jiedui.planning.proof.titles import COLUMNS
from jiedui.planning.renew.answer import Accounts, Cash, Decisions, FirmPath, Level, Measures, Plan, State
from jiedui.planning.renew.town import Block, Firm, Hamlet, Rules, Site, Stage, Town

AMPLE = (10_000.0, 10_000.0, 10_000.0)


def town() -> Town:
    """The town of the ledger."""
    return Town(
        "小镇",
        firms=(
            Firm(
                "甲厂", "老园区", 10, 2000, 3000, 40, 200, 50, 500, 10, "C33", "B", closable=False, targets=("老园区",)
            ),
            Firm(
                "乙厂", "老园区", 8, 1500, 1000, 2, 10, 20, 300, 50, "C22", "D", closable=True, targets=(), deadline=1
            ),
            Firm("丙厂", None, 5, 800, 900, 10, 30, 10, 100, 5, "C35", "A", closable=False, targets=("老园区",)),
        ),
        blocks=(Block("老园区", 30, 5000, 3, 1.5, 100),),
        hamlets=(
            Hamlet("东湾", 30, 12, 300, {"新村": 1.5}, deadline=3, block="老园区"),
            Hamlet("西湾", 20, 8, 180, {"新村": 2.0, "园村": 3.0}, ready=2),
        ),
        sites=(
            Site("新村", 50, (Stage(30, 240, 3), Stage(20, 150, 2)), 5),
            Site("园村", 20, (Stage(25, 200, 0),), 8, earliest=2, block="老园区", block_slots=1),
        ),
        rules=Rules(
            first_year=2026,
            years=3,
            budget=(500, 500, 500),
            energy_cap=AMPLE,
            pollutants_cap=AMPLE,
            debt_ceiling=2500,
            debt_rate=0.1,
            discount=0.25,
            tax_share=0.5,
            jobs_a_year=25,
            households_a_year=40,
            interim_floor=4000,
            interim_years=2,
            quota_advance=5,
            quota_return=2,
        ),
        other_land=5,
    )


def decisions() -> Decisions:
    """The plan of the ledger."""
    return Decisions(
        firms={"甲厂": FirmPath(left=1, block="老园区", entered=2), "乙厂": FirmPath(closed=1)},
        cleared={"老园区": 1},
        plants={"老园区": (2,)},
        sold={"老园区": (2,)},
        newcomers={"老园区": (0, 1000, 2000)},
        stages={"新村": (1,), "园村": (3,)},
        hamlets={"东湾": ("新村", 1), "西湾": ("园村", 3)},
        quota_sold=(0, 2, 4),
    )


def accounts() -> Accounts:
    """The figures of the ledger, column by column as the records have them."""
    return Accounts(
        cash=(
            Cash(1, 120, 150, 140, 0, 36, 290, 300, 72, 0, 500, 156, 0, 0, 0, -1, 453, 0),
            Cash(2, 0, 0, 0, 2000, 0, 0, 0, 0, 45.3, 500, 0, 450, 60, 0, 27.5, 1460.8, 0),
            Cash(3, 0, 0, 0, 0, 0, 220, 180, 48, 146.08, 500, 104, 0, 120, 64, 72.5, 1194.38, 0),
        ),
        states=(
            State(0, 52, 240, 80, 900, 65, 40, 0, 0, 0, 0, 0, 0, 0, 0),
            State(1, 50, 230, 60, 600, 15, 10, 0, 0, 3000, 30, 20, 0, 3, 0),
            State(2, 107, 440, 72, 562, 13, 20, 10000, 4000, 0, 30, 20, 12, 3, 2),
            State(3, 197, 760, 96, 586, 17, 20, 10000, 6000, 0, 50, 20, 12, 3, 6),
        ),
        measures=Measures(23.925, 1743.2, 81, 105, 20),
    )


def plan(**changes: Any) -> Plan:
    """The plan of the ledger with its accounts and two levels, or what is changed of it."""
    levels = (Level("output", 23.925, 24.0), Level("cost", 1743.2, 1700.0))
    return replace(Plan("小镇", decisions(), accounts(), levels, seconds=1.0), **changes)


def wrong(found: tuple[Finding, ...]) -> set[tuple[str, str, int | None]]:
    """The findings as rule, entity and year."""
    return {(each.rule, each.entity, each.year) for each in found}


def test_the_plan_reckoned_by_hand_holds() -> None:
    proof = examine(town(), plan())
    assert [finding.words() for finding in proof.findings] == []
    assert proof.figures == 3 * len(fields(Cash)) + 4 * len(fields(State)) + len(fields(Measures))


def test_a_town_with_money_left_pays_no_interest() -> None:
    """1,108 out and 2,155 in leave 1,047; in year 2 2,000 out and 2,537.5 in leave 1,584.5."""
    rich = replace(town(), rules=replace(town().rules, budget=(2000, 2000, 2000)))
    cash = recount(rich, decisions()).cash
    assert [(each.interest, each.debt, each.cash) for each in cash[:2]] == [(0, 0, 1047), (0, 0, 1584.5)]


def ruled(**changes: Any) -> Callable[[], tuple[Town, Decisions]]:
    """The town under changed rules, the plan as it was."""
    return lambda: (replace(town(), rules=replace(town().rules, **changes)), decisions())


def having(part: str, name: str, **changes: Any) -> Callable[[], tuple[Town, Decisions]]:
    """The town with one firm, block, hamlet or site changed, the plan as it was."""

    def changed() -> tuple[Town, Decisions]:
        items = tuple(replace(each, **changes) if each.name == name else each for each in getattr(town(), part))
        return replace(town(), **{part: items}), decisions()

    return changed


def deciding(**changes: Any) -> Callable[[], tuple[Town, Decisions]]:
    """The town as it is, something else decided: tables by name are added to, the rest is replaced."""

    def changed() -> tuple[Town, Decisions]:
        own = decisions()
        merged = {k: {**getattr(own, k), **v} if isinstance(v, dict) else v for k, v in changes.items()}
        return town(), replace(own, **merged)

    return changed


def selling_less_newcomers(rate: float) -> Callable[[], tuple[Town, Decisions]]:
    """The market takes only so much."""
    return ruled(newcomers=replace(town().rules.newcomers, a_year=rate))


@pytest.mark.parametrize(
    ("rule", "entity", "year", "case"),
    [
        ("path", "甲厂", 2, ruled(interim_years=0)),
        ("path", "甲厂", 2, having("firms", "甲厂", targets=("新园区",))),
        ("path", "甲厂", 1, deciding(firms={"甲厂": FirmPath(left=1, block="老园区")})),
        ("path", "丙厂", 2, deciding(firms={"丙厂": FirmPath(left=3, block="老园区", entered=2)})),
        ("path", "丙厂", 2, deciding(firms={"丙厂": FirmPath(block="老园区", entered=2)})),
        ("path", "乙厂", 1, deciding(firms={"乙厂": FirmPath(closed=1, left=1)})),
        ("keep", "丙厂", 3, deciding(firms={"丙厂": FirmPath(closed=3)})),
        ("deadline", "丙厂", 2, having("firms", "丙厂", deadline=2)),
        ("interim", "小镇", 1, ruled(interim_floor=2999)),
        ("clear", "老园区", 1, having("blocks", "老园区", earliest=2)),
        ("clear", "老园区", 1, having("firms", "丙厂", block="老园区")),
        ("clear", "老园区", 1, having("hamlets", "西湾", block="老园区")),
        ("slots", "老园区", 1, deciding(plants={"老园区": (1,)})),
        ("slots", "老园区", 1, deciding(sold={"老园区": (1,)})),
        ("slots", "老园区", None, deciding(sold={"老园区": (2, 2)})),
        ("slots", "老园区", None, having("sites", "园村", block_slots=2)),
        ("floor", "老园区", 3, deciding(newcomers={"老园区": (0, 1000, 6001)})),
        ("floor", "老园区", 1, deciding(newcomers={"老园区": (1, 999, 2000)})),
        ("market", "小镇", 3, selling_less_newcomers(1999)),
        ("market", "老园区", 3, deciding(newcomers={"老园区": (0, 1000, -1)})),
        ("site", "新村", 1, deciding(stages={"新村": (2,)})),
        ("site", "新村", 1, having("sites", "新村", earliest=2)),
        ("site", "园村", 3, deciding(stages={"园村": ()})),
        ("hamlet", "西湾", 3, having("hamlets", "西湾", reach={"新村": 2.0})),
        ("hamlet", "西湾", 3, having("hamlets", "西湾", ready=None)),
        ("hamlet", "东湾", 1, having("hamlets", "东湾", ready=2)),
        ("must", "西湾", 2, having("hamlets", "西湾", deadline=2)),
        ("pace", "小镇", 1, ruled(households_a_year=29)),
        ("land", "小镇", 1, ruled(quota_advance=2)),
        ("land", "小镇", 1, ruled(quota_return=0)),
        ("land", "小镇", 1, deciding(quota_sold=(1, 1, 4))),
        ("energy", "小镇", 2, ruled(energy_cap=(600, 561, 586))),
        ("pollutants", "小镇", 3, ruled(pollutants_cap=(15, 13, 16.9))),
        ("jobs", "小镇", 1, ruled(jobs_a_year=19)),
        ("debt", "小镇", 2, ruled(debt_ceiling=1460)),
    ],
)
def test_a_broken_rule_is_named(
    rule: str, entity: str, year: int | None, case: Callable[[], tuple[Town, Decisions]]
) -> None:
    found = breaches(*case())
    assert (rule, entity, year) in wrong(found)
    assert {each.rule for each in found} == {rule}
    assert all(entity in each.words() or each.entity == "小镇" for each in found)
    assert all(each.words("en") for each in found)


def test_stages_come_in_their_order() -> None:
    """The second stage of 新村 in year 1, the first in year 2: 20 homes for 30 households, and the order is named."""
    found = breaches(*deciding(stages={"新村": (2, 1)})())
    assert {(each.kind, each.year) for each in found} == {("proof-site-order", None), ("proof-site-homes", 1)}


def test_a_stage_on_a_block_waits_for_its_clearing() -> None:
    case, other = having("sites", "园村", earliest=1)(), deciding(stages={"园村": (1,)})()
    assert wrong(breaches(case[0], other[1])) == {("slots", "园村", 1)}


def test_a_block_that_is_never_cleared_is_not_built_on() -> None:
    found = breaches(town(), replace(decisions(), cleared={}))
    assert {each.rule for each in found} == {"slots"}


def test_by_how_much() -> None:
    (finding,) = breaches(*ruled(debt_ceiling=1460)())
    assert finding.by == pytest.approx(0.8)
    assert finding.words() == "[debt] 第 2 年底负债 1460.8 万元，上限 1460，多 0.8"
    assert finding.words("en").startswith("[debt] at the end of year 2 debt is 1460.8")


@pytest.mark.parametrize(
    ("kind", "entity", "changes"),
    [
        ("proof-form-name", "丁厂", {"firms": {"丁厂": FirmPath(closed=1)}}),
        ("proof-form-name", "新园区", {"firms": {"丙厂": FirmPath(left=2, block="新园区", entered=2)}}),
        ("proof-form-name", "新园区", {"cleared": {"新园区": 1}}),
        ("proof-form-name", "南湾", {"hamlets": {"南湾": ("新村", 1)}}),
        ("proof-form-name", "别村", {"hamlets": {"西湾": ("别村", 3)}}),
        ("proof-form-year", "甲厂", {"firms": {"甲厂": FirmPath(left=1, block="老园区", entered=4)}}),
        ("proof-form-year", "老园区", {"plants": {"老园区": (0,)}}),
        ("proof-form-order", "老园区", {"sold": {"老园区": (3, 2)}}),
        ("proof-form-length", "老园区", {"newcomers": {"老园区": (0, 1000)}}),
        ("proof-form-number", "老园区", {"newcomers": {"老园区": (0, float("nan"), 0)}}),
        ("proof-form-length", "quota_sold", {"quota_sold": (0, 2)}),
        ("proof-form-quota", "quota_sold", {"quota_sold": (0, 2, -1)}),
        ("proof-form-stages", "园村", {"stages": {"园村": (3, 3)}}),
    ],
)
def test_an_ill_formed_answer_is_not_added_up(kind: str, entity: str, changes: dict[str, Any]) -> None:
    found = breaches(*deciding(**changes)())
    assert [(each.kind, each.entity) for each in found] == [(kind, entity)]
    assert {each.rule for each in found} == {"form"}


def test_a_plan_belongs_to_its_town() -> None:
    proof = examine(town(), plan(town="大镇"))
    assert [each.kind for each in proof.findings] == ["proof-form-town"]
    assert proof.figures == 0


CELLS = [
    *(("cash", at, field.name) for at in range(3) for field in fields(Cash)),
    *(("states", at, field.name) for at in range(4) for field in fields(State)),
    *(("measures", None, field.name) for field in fields(Measures)),
]


@given(cell=st.sampled_from(CELLS), by=st.floats(0.1, 1e6) | st.floats(-1e6, -0.1) | st.just(float("nan")))
def test_one_figure_that_was_tampered_with_is_found(cell: tuple[str, int | None, str], by: float) -> None:
    assert tampered(*cell, by) == {(cell[0], f"{cell[0]}.{cell[2]}", None if cell[1] is None else row_year(*cell[:2]))}


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_no_figure_goes_unlooked_at(cell: tuple[str, int | None, str]) -> None:
    assert len(tampered(*cell, 1.0)) == 1


def row_year(table: str, at: int) -> int:
    """The year of a row of a table."""
    return at if table == "states" else at + 1


def tampered(table: str, at: int | None, column: str, by: float) -> set[tuple[str, str, int | None]]:
    """What is found when one cell is off by so much."""
    own = accounts()
    row = own.measures if at is None else getattr(own, table)[at]
    off = replace(row, **{column: getattr(row, column) + by})
    rows = off if at is None else (*getattr(own, table)[:at], off, *getattr(own, table)[at + 1 :])
    return wrong(examine(town(), plan(accounts=replace(own, **{table: rows}))).findings)


def test_every_column_is_called_by_its_title() -> None:
    assert set(COLUMNS) == {f"{table}.{column}" for table, _, column in CELLS}
    off = replace(accounts(), measures=replace(accounts().measures, cost=1700.0))
    found = examine(town(), plan(accounts=off)).findings
    assert [each.words() for each in found] == ["[measures] 公共投入应为 1743.2，方案写 1700，差 43.2"]
    assert [each.words("en") for each in found] == ["[measures] cost is 1743.2, the plan says 1700: 43.2 off"]


@pytest.mark.parametrize("table", ["cash", "states"])
def test_a_row_that_is_missing_is_found(table: str) -> None:
    short = replace(accounts(), **{table: getattr(accounts(), table)[:-1]})
    assert wrong(examine(town(), plan(accounts=short)).findings) == {(table, table, None)}


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"firms": {"丙厂": FirmPath(left=3, block="老园区", entered=3)}}, "cash.firms_moved"),
        ({"firms": {"乙厂": FirmPath()}}, "cash.firms_closed"),
        ({"cleared": {"老园区": 2}}, "cash.clearing"),
        ({"plants": {"老园区": (3,)}}, "cash.plants"),
        ({"sold": {"老园区": (3,)}}, "cash.land_sales"),
        ({"newcomers": {"老园区": (0, 1000, 2100)}}, "states.let_floor"),
        ({"stages": {"新村": (1, 3)}}, "states.land_taken"),
        ({"hamlets": {"西湾": ("新村", 3)}}, "measures.distance"),
        ({"hamlets": {"西湾": ("园村", 2)}}, "cash.hamlets"),
        ({"quota_sold": (0, 2, 3)}, "cash.quota_sales"),
    ],
)
def test_accounts_of_another_decision_are_found(changes: dict[str, Any], column: str) -> None:
    proof = examine(town(), plan(decisions=deciding(**changes)()[1]))
    assert column in {each.entity for each in proof.findings}


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("proof-level-measure", Level("beauty", 1, 1)),
        ("proof-level-measure", Level("output", 23.925, 23.925)),
        ("proof-level-value", Level("housed", 82, 82)),
        ("proof-level-bound", Level("housed", 81, 80)),
        ("proof-level-bound", Level("distance", 105, 106)),
        ("proof-level-bound", Level("housed", 81, float("nan"))),
    ],
)
def test_a_level_that_claims_too_much_is_found(kind: str, level: Level) -> None:
    proof = examine(town(), plan(levels=(Level("output", 23.925, 24.0), level)))
    assert [(each.kind, each.entity.removeprefix("measures.")) for each in proof.findings] == [(kind, level.measure)]
