"""What it would cost to change: one more year, a tenth more budget, a pin — solved again from the plan in hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

from jiedui.planning.renew.answer import Measures, Plan
from jiedui.planning.renew.pins import Pin
from jiedui.planning.renew.solve import plan
from jiedui.planning.renew.town import Town


@dataclass(frozen=True, slots=True)
class Changed:
    """A change, the plan under it, and the measures above or below those of the plan that was."""

    what: str
    plan: Plan
    by: Measures


def one_more_year(town: Town) -> Town:
    """The town with a year more, under the limits and the budget of the last one."""
    rules = town.rules
    return replace(
        town,
        rules=replace(
            rules,
            years=rules.years + 1,
            budget=(*rules.budget, rules.budget[-1]),
            energy_cap=(*rules.energy_cap, rules.energy_cap[-1]),
            pollutants_cap=(*rules.pollutants_cap, rules.pollutants_cap[-1]),
        ),
    )


def more_budget(town: Town, share: float = 0.1) -> Town:
    """The town with a share more budget in every year."""
    return replace(town, rules=replace(town.rules, budget=tuple(each * (1 + share) for each in town.rules.budget)))


def changed(
    what: str,
    town: Town,
    old: Plan,
    order: Sequence[str],
    *,
    pins: Sequence[Pin] = (),
    seconds: float = 120.0,
    gap: float = 0.01,
    stop: Callable[[], bool] | None = None,
) -> Changed:
    """The plan of a changed town (or under pins), begun from the old one, and the difference that it makes."""
    new = plan(town, order, seconds=seconds, gap=gap, pins=pins, start=old.decisions, stop=stop)
    before = asdict(old.accounts.measures)
    by = {name: value - before[name] for name, value in asdict(new.accounts.measures).items()}
    return Changed(what, new, Measures(**by))
