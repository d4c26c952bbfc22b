"""The tables of a small plan, its JSON and what binds it."""

import dataclasses

import pytest

from jiedui.planning.renew.accounts import account
from jiedui.planning.renew.answer import Decisions, FirmPath, Level, Plan
from jiedui.planning.renew.assembling import rules_of
from jiedui.planning.renew.binding import bindings
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.saving import plan_from_json, plan_to_json
from jiedui.planning.renew.tables import tables
from jiedui.planning.renew.town import Block, Firm, Hamlet, Newcomers, Rules, Site, Stage, Town


def params(*energy: float) -> Params:
    """The parameters of the small town: caps are shares of the 100 and 20 of 甲厂, that of energy 1, 1, 0.9 unless told."""
    return Params.model_validate(
        {
            "plan": {"first_year": 2026, "years": 3},
            "money": {"budget": (1000,) * 3, "debt_ceiling": 5000, "debt_rate": 0, "discount": 0, "tax_share": 0.5},
            "limits": {
                "energy": energy or (1.0, 1.0, 0.9),
                "pollutants": (2.5,) * 3,
                "jobs_a_year": 10,
                "households_a_year": 30,
                "interim_floor": 2000,
                "interim_years": 1,
                "quota_advance": 4,
            },
            "newcomers": {"a_year": 1000},
        }
    )


def town() -> Town:
    """Three years from 2026; 甲厂 on 老园区 may move back into it; 东村 may move to 新村, which takes 4 亩 of new land."""
    rules = Rules(
        first_year=2026,
        years=3,
        budget=(1000.0, 1000.0, 1000.0),
        energy_cap=(100.0, 100.0, 90.0),
        pollutants_cap=(50.0, 50.0, 50.0),
        debt_ceiling=5000.0,
        debt_rate=0.0,
        discount=0.0,
        tax_share=0.5,
        jobs_a_year=10.0,
        households_a_year=30,
        interim_floor=2000.0,
        interim_years=1,
        quota_advance=4.0,
        newcomers=Newcomers(a_year=1000.0),
    )
    return Town(
        "小镇",
        (
            Firm(
                "甲厂", "老园区", 10, 2000, 2000, 100, 300, 40, 100, 20, "C34", "A", closable=False, targets=("老园区",)
            ),
        ),
        (Block("老园区", 12, 2500, 2, 1.0, 50),),
        (Hamlet("东村", 30, 12, 200, {"新村": 2.0}),),
        (Site("新村", 100, (Stage(30, 600, 4),), 5),),
        rules,
    )


def made() -> Plan:
    """甲厂 waits a year in an interim place; one plant, one slot sold; newcomers take 1,000 ㎡ in 2028."""
    decisions = Decisions(
        firms={"甲厂": FirmPath(left=1, block="老园区", entered=2)},
        cleared={"老园区": 1},
        plants={"老园区": (2,)},
        sold={"老园区": (2,)},
        newcomers={"老园区": (0.0, 0.0, 1000.0)},
        stages={"新村": (1,)},
        hamlets={"东村": ("新村", 1)},
        quota_sold=(0.0, 8.0, 0.0),
    )
    return Plan("小镇", decisions, account(town(), decisions), (Level("output", 50.0, 50.0),), 1.5)


def test_the_parameters_of_the_small_town_are_its_rules() -> None:
    assert rules_of(params(), town().firms) == town().rules


def test_the_calendar_says_who_moves_where_and_when() -> None:
    found = [
        (event.year, event.name, event.what, event.where, event.amount) for event in tables(town(), made()).calendar
    ]
    assert found == [
        (2026, "甲厂", "搬入过渡用房", "", 2000),
        (2026, "老园区", "腾空拆除", "", 12),
        (2026, "新村", "建成第 1 期", "", 30),
        (2026, "东村", "搬入", "新村", 30),
        (2027, "甲厂", "迁入", "老园区", 2000),
        (2027, "老园区", "建成厂房 1 座", "", pytest.approx(4000)),
        (2027, "老园区", "出让 1 块", "", 6),
        (2027, "小镇", "出售指标", "", 8),
        (2028, "老园区", "新招企业入驻", "", 1000),
    ]


def test_the_cash_table_adds_up() -> None:
    """Out less in of every year is the change of what is owed."""
    found = {row.what: row.values for row in tables(town(), made()).cash}
    income = [sum(values) for values in zip(*(row for what, row in found.items() if what[0] == "收"), strict=True)]
    spent = [sum(values) for values in zip(*(row for what, row in found.items() if what[0] == "支"), strict=True)]
    position = [cash - debt for cash, debt in zip(found["年末结余"], found["年末负债"], strict=True)]
    flows = [now - before for now, before in zip(position, [0.0, *position], strict=False)]
    assert flows == pytest.approx([more - less for more, less in zip(income, spent, strict=True)])


def test_before_and_after() -> None:
    found = {row.what: (row.before, row.after) for row in tables(town(), made()).changes}
    assert found["能耗"] == pytest.approx((100, 90 + 0.012 * 1000))
    assert found["工业用地"] == pytest.approx((12, 6))
    assert found["亩均税收"] == pytest.approx((100 / 12, (130 + 45) / 6))


def test_what_binds_is_named_with_its_year_and_what_is_left() -> None:
    plan = made()
    found = {
        (each.rule, each.entity, each.year): each.slack for each in bindings(town(), plan.decisions, plan.accounts)
    }
    assert found == pytest.approx(
        {
            ("interim", "小镇", 1): 0,
            ("market", "小镇", 3): 0,
            ("pace", "小镇", 1): 0,
            ("energy", "小镇", 1): 0,
            ("energy", "小镇", 3): -12,
            ("land", "小镇", 1): 0,
            ("land", "小镇", 2): 0,
            ("land", "小镇", 3): 0,
            ("site", "新村", 3): 0,
            ("slots", "老园区", 3): 0,
        }
    )


def test_a_plan_comes_back_from_its_json_as_it_was() -> None:
    plan = made()
    assert plan_from_json(plan_to_json(plan)) == plan


@pytest.mark.parametrize("text", ["[]", "{}", '{"version": 2}'])
def test_what_is_no_plan_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match="version"):
        plan_from_json(text)


def test_every_amount_of_cash_is_in_the_table() -> None:
    shown = {row.what for row in tables(town(), made()).cash}
    names = {each.name for each in dataclasses.fields(made().accounts.cash[0])} - {"year"}
    assert len(shown) == len(names)
