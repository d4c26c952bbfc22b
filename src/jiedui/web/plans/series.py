"""Making several plans for a user: those between two measures, those of changes to a plan. Kept all at once, or none.

What the page of a series tells is kept with it (``told``), so that no plan need be read for it:

- of both ``stopped``, and ``rows``, a plan each: ``plan`` (its number, none where there is none), ``what`` (words), ``values``
  (by measure), ``gap`` (proven of its last level, none where nothing was), ``sound`` (whether the checker found nothing);
- of the plans between two measures, a row is ``beaten`` where another is better by both, and ``same`` names an earlier one
  that decides the same: between the values of the first measure that they keep there is no other;
- of changes ``order`` (the measures in their order), ``basis`` (a row), and in each row ``by`` (differences by measure) and
  ``why`` there is no plan (words).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from jiedui.base.problems import Refusal
from jiedui.book.sight import Sight
from jiedui.planning.proof import breaches
from jiedui.planning.renew.answer import Plan
from jiedui.planning.renew.changes import Answered, Changed, Question, changes, questions
from jiedui.planning.renew.frontier import Point, dominated, frontier
from jiedui.planning.renew.mending import mended
from jiedui.planning.renew.pins import read_pin
from jiedui.planning.renew.saving import Origin
from jiedui.planning.renew.town import Town
from jiedui.planning.renew.wording import written
from jiedui.web import running
from jiedui.web.plans.making import Basis, Wanted, Watch, basis_at, keep, kept_basis, kept_plan, let_go, pins_of
from jiedui.web.plans.models import Renewal, Series

Work = Callable[[running.Tell], list[str]]


def between(place: str, sight: Sight, user: int, wanted: Wanted, measures: Sequence[str], count: int) -> Work:
    """The work that makes so many plans between two measures; ``wanted.seconds`` are those of one plan."""

    def done(tell: running.Tell) -> list[str]:
        basis = basis_at(place, sight, wanted)
        town = basis.town
        watch, pins = Watch(tell), pins_of(town, wanted.pins)
        first, second = measures
        try:
            points = frontier(
                town,
                first,
                second,
                count=count,
                seconds=wanted.seconds * (count + 1),
                pins=pins,
                progress=watch.hear,
                begun=watch.begun,
                stop=watch.asked,
            )
        except Refusal as refusal:
            raise mended(refusal, town, pins, wanted.seconds, watch.asked) from refusal
        return [str(_keep_points(user, wanted, basis, measures, points, stopped=len(points) < count))]

    return done


@transaction.atomic
def _keep_points(
    user: int, wanted: Wanted, basis: Basis, measures: Sequence[str], points: Sequence[Point], *, stopped: bool
) -> int:
    """Keep the plans between two measures."""
    owner = get_user_model().objects.get(pk=user)
    series = owner.renewal_series.create(name=wanted.name, between=list(measures))
    beaten = dominated(points, *measures)
    rows = []
    for number, point in enumerate(points, 1):
        name = f"{wanted.name} {number}/{len(points)}"
        plan = keep(user, replace(wanted, name=name), basis, point.plan, series)
        same = next((at for at, each in enumerate(points[: number - 1], 1) if _same(each, point)), None)
        rows.append(_row(str(number), basis.town, point.plan, plan) | {"beaten": point in beaten, "same": same})
    return _told(series, {"rows": rows, "stopped": stopped})


def _same(one: Point, other: Point) -> bool:
    """Whether two plans decide the same."""
    return one.plan.decisions == other.plan.decisions


def asked(user: int, kept: Renewal, seconds: float, names: Sequence[str], pins: str) -> Work:
    """The work that plans changes to a kept plan: those of the names, and each of the pins; seconds of one plan."""

    def done(tell: running.Tell) -> list[str]:
        basis, old = kept_basis(kept), kept_plan(kept)
        town, params = basis.town, basis.origin.params
        watch, held = Watch(tell), tuple(read_pin(town, text) for text in basis.origin.pins)
        question = Question("现方案再算一次", params, town, held)
        wanted = questions(question, names, pins_of(town, pins))
        answered = changes(
            old,
            question,
            wanted,
            params.objectives.order,
            seconds=seconds * (len(wanted) + 1),
            slack=params.objectives.slack,
            progress=watch.hear,
            begun=watch.begun,
            stop=watch.asked,
        )
        return [str(_keep_changes(user, kept, basis, answered, stopped=len(answered.changes) < len(wanted)))]

    return done


@transaction.atomic
def _keep_changes(user: int, kept: Renewal, basis: Basis, answered: Answered, *, stopped: bool) -> int:
    """Keep the plans of changes."""
    owner = get_user_model().objects.get(pk=user)
    base = Renewal.objects.get(pk=kept.pk)
    series = owner.renewal_series.create(name=f"{base.name}：如果……", base=base)
    wanted = Wanted(f"{base.name}，再算一次", base.params, base.region, 0.0, base.pins)
    again = keep(user, wanted, basis, answered.basis, series)
    told = _row("现方案再算一次", basis.town, answered.basis, again)
    rows = [_answer(user, replace(wanted, name=base.name), basis, series, change) for change in answered.changes]
    order = basis.origin.params.objectives.order
    return _told(series, {"order": list(order), "basis": told, "rows": rows, "stopped": stopped})


def _answer(user: int, wanted: Wanted, basis: Basis, series: Series, change: Changed) -> Mapping[str, Any]:
    """The row of a change, its plan kept with the parameters that it was made under."""
    question, what = change.question, f"若{change.question.what}"
    if change.plan is None or change.by is None:
        return {"plan": None, "what": what, "why": [problem.words() for problem in change.problems]}
    same, pins = question.params == basis.origin.params, tuple(pin.words for pin in question.pins)
    under = replace(
        wanted,
        name=f"{wanted.name}，{what}",
        params=wanted.params if same else written(question.params),
        pins="\n".join(pins),
    )
    made = Basis(question.town, Origin(basis.origin.region, question.params, pins))
    plan = keep(user, under, made, change.plan, series)
    return _row(what, question.town, change.plan, plan) | {"by": asdict(change.by)}


def _row(what: str, town: Town, plan: Plan, kept: Renewal) -> dict[str, Any]:
    """What is told of a plan."""
    gap = plan.levels[-1].gap if plan.levels else None
    sound = not breaches(town, plan.decisions)
    return {"plan": kept.pk, "what": what, "values": asdict(plan.accounts.measures), "gap": gap, "sound": sound}


def _told(series: Series, told: Mapping[str, Any]) -> int:
    """Keep what the page tells; its number. The user's oldest series go, beyond so many."""
    series.told = dict(told)
    series.save()
    let_go(series.user.renewal_series.all())
    return int(series.pk)
