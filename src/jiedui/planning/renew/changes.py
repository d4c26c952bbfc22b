"""What it would cost to change: one more year, a tenth more of a limit, a pin — each planned anew from the plan in hand.

A plan found in a short time may be bettered by more time alone. So the town as it is is planned again first, for as long as
each change is: what a change does is told beside that plan, the basis.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from jiedui.base.problems import Problem, Refusal
from jiedui.planning.renew.answer import Measures, Plan
from jiedui.planning.renew.assembling import rules_of
from jiedui.planning.renew.engine import Clock
from jiedui.planning.renew.mending import mended
from jiedui.planning.renew.params import Params
from jiedui.planning.renew.pins import Pin
from jiedui.planning.renew.solve import Progress, plan
from jiedui.planning.renew.town import Town

#: Called when a plan of several is begun: which (from 1), of how many, what it is.
Begun = Callable[[int, int, str], None]
#: A tenth more.
MORE = 1.1
#: Seconds to find what would mend a change that leaves no plan, at most.
MENDING = 20.0


@dataclass(frozen=True, slots=True)
class Question:
    """A change that is asked about: in words that follow 若, the parameters and the town under it, and the pins."""

    what: str
    params: Params
    town: Town
    pins: tuple[Pin, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """The answer: the plan under the change, and its measures above or below those of the basis; or why there is none."""

    question: Question
    plan: Plan | None
    by: Measures | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """The basis and the answers; fewer than were asked for when it was stopped, or time was over."""

    basis: Plan
    changes: tuple[Changed, ...]


def one_more_year(params: Params) -> Params:
    """A year more, under the limits and the budget of the last one."""
    money, limits = params.money, params.limits
    return _with(
        params,
        plan={"years": params.plan.years + 1},
        money={"budget": (*money.budget, money.budget[-1])},
        limits={
            "energy": (*limits.energy, limits.energy[-1]),
            "pollutants": (*limits.pollutants, limits.pollutants[-1]),
        },
    )


def more_budget(params: Params) -> Params:
    """A tenth more budget in every year."""
    return _with(params, money={"budget": tuple(each * MORE for each in params.money.budget)})


def more_debt(params: Params) -> Params:
    """A debt that may be a tenth higher."""
    return _with(params, money={"debt_ceiling": params.money.debt_ceiling * MORE})


def more_moves(params: Params) -> Params:
    """A tenth more households moved in a year, at least one."""
    now = params.limits.households_a_year
    return _with(params, limits={"households_a_year": max(now + 1, int(now * MORE))})


def more_interim(params: Params) -> Params:
    """A tenth more floor in interim places."""
    return _with(params, limits={"interim_floor": params.limits.interim_floor * MORE})


def _with(params: Params, **sections: Mapping[str, Any]) -> Params:
    """The parameters with other values of keys, by section."""
    return params.model_copy(
        update={name: getattr(params, name).model_copy(update=values) for name, values in sections.items()}
    )


#: The changes that can be asked about by name: what each is in words, and the parameters under it.
CHANGES: Mapping[str, tuple[str, Callable[[Params], Params]]] = {
    "year": ("规划期多一年", one_more_year),
    "budget": ("每年预算多一成", more_budget),
    "debt": ("负债上限高一成", more_debt),
    "households": ("每年搬迁户数上限高一成", more_moves),
    "interim": ("过渡厂房面积上限高一成", more_interim),
}


def questions(basis: Question, names: Sequence[str], asked: Sequence[Pin] = ()) -> list[Question]:
    """Questions about a town: changes by name, then each pin asked about, in the place of one held of the same thing."""
    found = [_under(basis, *CHANGES[name]) for name in names]
    for pin in asked:
        others = tuple(each for each in basis.pins if each.name != pin.name)
        found.append(replace(basis, what=f"固定 {pin.words}", pins=(*others, pin)))
    return found


def _under(basis: Question, what: str, change: Callable[[Params], Params]) -> Question:
    """The question of a change: the parameters under it, and the town whose rules are theirs."""
    params, town = change(basis.params), basis.town
    return replace(basis, what=what, params=params, town=replace(town, rules=rules_of(params, town.firms)))


def changes(
    old: Plan,
    basis: Question,
    asked: Sequence[Question],
    order: Sequence[str],
    *,
    seconds: float = 300.0,
    gap: float = 0.01,
    slack: float = 0.01,
    progress: Progress | None = None,
    begun: Begun | None = None,
    stop: Callable[[], bool] | None = None,
) -> Answered:
    """The basis, which is the plan's own town and pins planned again, and each change; all begun from the plan in hand.

    The time is shared evenly. Raises the refusals of a plan for the basis alone.
    """
    clock, turn = Clock.of(seconds, stop), seconds / (len(asked) + 1)

    def anew(number: int, question: Question) -> Plan:
        """The plan of a question."""
        if begun:
            begun(number, len(asked) + 1, question.what)
        return plan(
            question.town,
            order,
            seconds=min(turn, clock.left),
            gap=gap,
            slack=slack,
            pins=question.pins,
            start=old.decisions,
            progress=progress,
            stop=stop,
        )

    first = anew(1, basis)
    found: list[Changed] = []
    for number, question in enumerate(asked, 2):
        if clock.over:
            break
        try:
            new = anew(number, question)
        except Refusal as refusal:
            if not clock.stopped:
                problems = mended(refusal, question.town, question.pins, min(MENDING, turn), stop).problems
                found.append(Changed(question, None, None, problems))
            continue
        found.append(Changed(question, new, _apart(new, first)))
    return Answered(first, tuple(found))


def _apart(new: Plan, old: Plan) -> Measures:
    """The measures of a plan less those of another."""
    before = asdict(old.accounts.measures)
    return Measures(**{name: value - before[name] for name, value in asdict(new.accounts.measures).items()})
