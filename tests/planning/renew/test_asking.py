"""What a planner asks of a plan: pins, refutations, relaxations, the frontier, what a change would cost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.base.problems import Refusal
from jiedui.planning.proof import breaches, examine
from jiedui.planning.renew.answer import Decisions, FirmPath
from jiedui.planning.renew.assembling import town_of
from jiedui.planning.renew.changes import CHANGES, Question, changes, questions
from jiedui.planning.renew.engine import Clock
from jiedui.planning.renew.frontier import dominated, frontier
from jiedui.planning.renew.mending import mend
from jiedui.planning.renew.model import ORDER
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.pins import Pin, read_pin
from jiedui.planning.renew.solve import Planner, plan
from jiedui.planning.renew.town import Town
from planning.renew.test_assembling import REGISTERS
from planning.renew.test_tables import params, town
from planning.small_towns import towns


def pins_of(decisions: Decisions) -> list[Pin]:
    """The plan itself as pins: of blocks, of firms that close or move, of hamlets that move."""

    def of(name: str, path: FirmPath) -> Pin:
        return Pin(name, "关停", path.closed) if path.closed else Pin(name, path.block, path.entered)

    return [
        *(Pin(name, None, year) for name, year in decisions.cleared.items()),
        *(of(name, path) for name, path in decisions.firms.items() if not path.stays),
        *(Pin(name, site, year) for name, (site, year) in decisions.hamlets.items()),
    ]


@settings(max_examples=20)
@given(town=towns(), measure=st.sampled_from(ORDER))
def test_a_pinned_optimum_stays_the_optimum(town: Town, measure: str) -> None:
    try:
        best = plan(town, [measure], gap=0.0)
    except Refusal:
        return
    again = plan(town, [measure], gap=0.0, pins=pins_of(best.decisions))
    assert examine(town, again).holds
    assert again.levels[0].value == pytest.approx(best.levels[0].value, rel=1e-5, abs=1e-5)


@settings(max_examples=15)
@given(town=towns())
def test_a_town_without_a_plan_is_mended_or_its_conflict_named(town: Town) -> None:
    poor = replace(town, rules=replace(town.rules, debt_ceiling=0.0, pollutants_cap=(0.5,) * town.rules.years))
    try:
        plan(poor, ["cost"], gap=0.0)
    except Refusal:
        answer = mend(poor)
        assert answer.proven
        assert bool(answer.relaxations) != bool(answer.conflicts)


def pinned(*texts: str) -> Decisions:
    """The best plan of the small town by output under pins."""
    found = plan(town(), ["output"], gap=0.0, pins=[read_pin(town(), text) for text in texts])
    assert breaches(town(), found.decisions) == ()
    return found.decisions


def loose() -> Town:
    """The small town without the cap that the plan of its tables breaks."""
    return replace(town(), rules=replace(town().rules, energy_cap=(100.0, 100.0, 100.0)))


def basis(*held: Pin) -> Question:
    """The small town without that cap as it is, with what is held of it."""
    return Question("现方案", params(1.0, 1.0, 1.0), loose(), held)


def test_pins_are_honoured() -> None:
    assert pinned("甲厂=老园区@2027").firms["甲厂"].entered == 2
    assert pinned("东村=新村@2").hamlets == {"东村": ("新村", 2)}
    assert pinned("新村@1").stages["新村"] == (1,)
    assert pinned("东村=留下").hamlets == {}
    assert pinned("老园区@2").cleared == {"老园区": 2}


@pytest.mark.parametrize(("text", "rule"), [("甲厂=关停", "keep")])
def test_a_pin_that_a_rule_bars_is_refused_with_its_name(text: str, rule: str) -> None:
    with pytest.raises(Refusal) as refused:
        plan(town(), pins=[read_pin(town(), text)])
    assert [problem.details["rule"] for problem in refused.value.problems] == [rule]


@pytest.mark.parametrize(
    "text", ["乙厂=留下", "甲厂", "甲厂=新村", "老园区@9", "东村=老园区", "新村=留下", "老园区@明年"]
)
def test_a_pin_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_pin(town(), text)
    assert [problem.code for problem in refused.value.problems] == ["renew-pin"]


def test_limits_in_the_way_of_pins_are_told_with_what_would_mend_them() -> None:
    """甲厂 stays, and the cap of 90 in 2028 is broken by its 100."""
    with pytest.raises(Refusal):
        plan(town(), pins=[read_pin(town(), "甲厂=留下")])
    answer = mend(town(), [read_pin(town(), "甲厂=留下")])
    assert [(each.rule, each.year, round(each.by, 6)) for each in answer.relaxations] == [("energy", 3, 10)]
    assert answer.relaxations[0].words == "若将第 3 年能耗增量上限放宽 10.0 吨标准煤"


def test_rules_that_no_limit_mends_are_named_with_whom_they_are_about() -> None:
    """老园区 is to be cleared in 2027 and 甲厂 to stay on it."""
    pins = [read_pin(loose(), text) for text in ("甲厂=留下", "老园区@2")]
    with pytest.raises(Refusal):
        plan(loose(), pins=pins)
    answer = mend(loose(), pins)
    assert [(each.rule, each.entities) for each in answer.conflicts] == [("clear", ("甲厂",))]


def test_a_frontier_has_nine_plans_none_better_by_both() -> None:
    points = frontier(loose(), "output", "cost", gap=0.0)
    assert len(points) == 9
    for point in points:
        assert breaches(loose(), point.plan.decisions) == ()
        assert point.plan.accounts.measures.output >= point.kept - 1e-6
        assert point.plan.levels[0].gap <= 1e-6
    assert dominated(points, "output", "cost") == ()


@pytest.mark.parametrize(("at", "found"), [(2, 1), (3, 2), (5, 4)])
def test_a_frontier_that_is_stopped_gives_what_it_has(at: int, found: int) -> None:
    stopped = False

    def begun(which: int, _of: int) -> None:
        nonlocal stopped
        stopped = which == at

    points = frontier(loose(), "output", "cost", gap=0.0, begun=begun, stop=lambda: stopped)
    assert len(points) == found
    for point in points:
        assert breaches(loose(), point.plan.decisions) == ()


def test_what_a_change_would_cost() -> None:
    old, order = plan(loose(), ["output", "cost"], gap=0.0), ["output", "cost"]
    asked = questions(basis(), ["year", "budget"], [Pin("东村", "留下")])
    begun: list[tuple[int, int, str]] = []
    answered = changes(old, basis(), asked, order, gap=0.0, begun=lambda *what: begun.append(what))
    assert [each.question.what for each in answered.changes] == ["规划期多一年", "每年预算多一成", "固定 东村=留下"]
    assert [which for which, _, _ in begun] == [1, 2, 3, 4]
    longer, richer, staying = (each.by for each in answered.changes)
    assert longer
    assert richer
    assert staying
    assert longer.cost < 0
    assert richer.output == pytest.approx(0, abs=1e-4)
    assert staying.output <= 1e-6
    for each in answered.changes:
        assert each.plan
        assert examine(each.question.town, each.plan).holds


@pytest.mark.parametrize("name", CHANGES)
def test_a_town_under_a_change_is_that_of_its_parameters(name: str) -> None:
    """五渡圩 consents in 2033 and 荷叶浜 must move by then, the ninth year: of the eight of the plan neither is one."""
    first, second = REGISTERS.hamlets
    hamlets = (replace(first, must_by=2033), replace(second, consent_year=2033))
    registers, given = replace(REGISTERS, hamlets=hamlets), Params()
    (asked,) = questions(Question("现方案", given, town_of(registers, given)), [name])
    assert asked.town == town_of(registers, asked.params)
    assert asked.town != town_of(registers, given)


def test_a_change_that_leaves_no_plan_is_told_with_what_would_mend_it() -> None:
    """甲厂 stays, and the cap of 90 in 2028 is broken by its 100; what is held of it gives way to what is asked."""
    held = [read_pin(town(), "甲厂=老园区@2")]
    old = plan(town(), ["output"], gap=0.0, pins=held)
    own = Question("现方案", params(), town(), tuple(held))
    asked = questions(own, [], [read_pin(town(), "甲厂=留下")])
    (change,) = changes(old, own, asked, ["output"], gap=0.0).changes
    assert change.plan is None
    assert [problem.code for problem in change.problems] == ["renew-no-plan", "plan-relaxation"]
    assert "放宽 10.0 吨标准煤" in change.problems[1].message()


def test_what_was_found_before_the_stop_is_told() -> None:
    old, stopped = plan(loose(), ["output"], gap=0.0), False

    def begun(which: int, _of: int, _what: str) -> None:
        nonlocal stopped
        stopped = which == 3

    asked = questions(basis(), list(CHANGES))
    answered = changes(old, basis(), asked, ["output"], gap=0.0, begun=begun, stop=lambda: stopped)
    assert 1 <= len(answered.changes) < len(asked)


@settings(max_examples=15)
@given(town=towns(), measure=st.sampled_from(ORDER))
def test_a_plan_begun_from_another_is_no_worse_however_short_the_time(town: Town, measure: str) -> None:
    """What decisions leave open in the program, as the floor let to newcomers, is completed as is best by the measure."""
    try:
        best = plan(town, [measure], gap=0.0)
    except Refusal:
        return
    planner = Planner(town, Clock.of(5), 0.0, 0.0)
    planner.begin(best.decisions, measure)
    planner.reach(measure, Clock.of(0))
    assert planner.value(measure) == pytest.approx(best.levels[0].value, rel=1e-5, abs=1e-5)
