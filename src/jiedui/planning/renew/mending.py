"""Why there is no plan: the smallest relaxation of limits that mends it, and else the rules that conflict, by entity.

The relaxation lets every soft rule (``rows.SOFT``) be exceeded and makes the sum of what is exceeded, each as a share of its limit, as
small as can be. Where no limit helps, rules are taken away as long as there is no plan without them; what is left conflicts:
with any one of them gone, there would be a plan. A rule is first tried as a whole, then by its entities.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jiedui.base.problems import Problem, Refusal
from jiedui.planning.highs import Status
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.pins import Pin
from jiedui.planning.renew.rows import Named
from jiedui.planning.renew.solve import engine_for
from jiedui.planning.renew.town import Town

#: How a relaxation of each soft rule is told: what, by how much, in which unit.
SENTENCES = {
    "interim": "若将第 {year} 年过渡用房面积提高到 {limit:.0f} ㎡（现 {now:.0f}）",
    "market": "若第 {year} 年可新招租面积提高到 {limit:.0f} ㎡（现 {now:.0f}）",
    "pace": "若将第 {year} 年可搬迁户数提高到 {limit:.0f} 户（现 {now:.0f}）",
    "land": "若第 {year} 年可多用建设用地指标 {by:.1f} 亩",
    "energy": "若将第 {year} 年能耗增量上限放宽 {by:.1f} 吨标准煤",
    "pollutants": "若将第 {year} 年污染物增量上限放宽 {by:.1f} 当量",
    "jobs": "若将第 {year} 年失岗上限提高到 {limit:.0f} 人（现 {now:.0f}）",
    "debt": "若将第 {year} 年负债上限提高到 {limit:.1f} 万元（现 {now:.1f}）",
    "deadline": "若{entity}的最后期限推迟到第 {year} 年以后",
    "must": "若{entity}的搬迁期限推迟到第 {year} 年以后",
}
#: What is exceeded by less than this share of the limit is not told.
LEAST = 1e-6
#: The solver is content with a plan that is within this share of the smallest relaxation.
GAP = 0.01


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A limit that would have to give: the rule, the entity, the year, what it is now and by how much it is exceeded."""

    rule: str
    entity: str
    year: int
    now: float
    by: float

    @property
    def words(self) -> str:
        """The relaxation as a condition in Chinese."""
        return SENTENCES[self.rule].format(
            entity=self.entity, year=self.year, now=self.now, limit=self.now + self.by, by=self.by
        )


@dataclass(frozen=True, slots=True)
class Conflict:
    """A rule without which there would be a plan: its name and the entities that it is about (the town's for sums over it)."""

    rule: str
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mending:
    """The answer to a town without a plan: relaxations that mend it, or else rules that conflict; ``proven`` smallest or needed."""

    relaxations: tuple[Relaxation, ...]
    conflicts: tuple[Conflict, ...]
    proven: bool


def mend(
    town: Town, pins: Sequence[Pin] = (), seconds: float = 60.0, stop: Callable[[], bool] | None = None
) -> Mending:
    """What would mend a town that has no plan (under its pins)."""
    clock, engine = Clock.of(seconds, stop), engine_for(town, pins)
    engine.price_nothing()
    engine.soften(1.0)
    solved = engine.run(clock, GAP)
    if solved.found:
        found = tuple(_relaxations(town, engine, solved.values))
        return Mending(found, (), solved.status is Status.OPTIMAL)
    engine.harden()
    if solved.status is not Status.INFEASIBLE:
        return Mending((), (), proven=False)
    return _Filter(engine, clock).conflicts()


def mended(
    refusal: Refusal, town: Town, pins: Sequence[Pin], seconds: float, stop: Callable[[], bool] | None = None
) -> Refusal:
    """A refusal of a plan, and where there is none at all, after it the smallest relaxation that gives one or the rules that conflict."""
    if [problem.code for problem in refusal.problems] != ["renew-no-plan"]:
        return refusal
    answer = mend(town, pins, seconds, stop)
    words = "；".join(each.words for each in answer.relaxations)
    relaxed = (Problem("plan-relaxation", details={"words": words}),) if words else ()
    conflicts = [
        Problem("plan-conflict", details={"rule": each.rule, "entities": "、".join(each.entities)})
        for each in answer.conflicts
    ]
    doubt = () if answer.proven else (Problem("plan-mend-doubt"),)
    return Refusal(*refusal.problems, *relaxed, *conflicts, *doubt)


def _relaxations(town: Town, engine: Engine, values: NDArray[np.float64]) -> list[Relaxation]:
    """The limits that a solution exceeds."""
    found = []
    for named in engine.model.named:
        by = values[named.over] if named.over.size else np.zeros(0)
        for at in np.flatnonzero(by > LEAST * named.norm[: by.size]):
            now = named.upper[at] if np.isfinite(named.upper[at]) else named.lower[at]
            who = entity_of(town, named, int(at))
            found.append(Relaxation(named.rule, who, int(named.year[at]), float(now), float(by[at])))
    return found


def entity_of(town: Town, named: Named, at: int) -> str:
    """The name of the entity of a row; the town's for a sum over it."""
    if named.who[at] < 0:
        return town.name
    return str(getattr(town, named.entity)[named.who[at]].name)


class _Filter:
    """Takes groups of rows away, one after the other, as long as there is no plan without them."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock, self._proven = engine, clock, True
        self._named = [named for named in engine.model.named if named.rule]

    def conflicts(self) -> Mending:
        """The rules that are left, with their entities."""
        for rule in dict.fromkeys(named.rule for named in self._named):
            self._away([(named, np.arange(len(named.rows))) for named in self._named if named.rule == rule])
        found: dict[str, list[str]] = {}
        town = self._engine.model.frame.town
        for named in [each for each in self._named if self._left(each).size]:
            for who in np.unique(named.who):
                self._away([(named, np.flatnonzero(named.who == who))])
            for at in self._left(named):
                name = entity_of(town, named, int(at))
                if name not in found.setdefault(named.rule, []):
                    found[named.rule].append(name)
        conflicts = tuple(Conflict(rule, tuple(names)) for rule, names in found.items())
        return Mending((), conflicts, self._proven)

    def _left(self, named: Named) -> NDArray[np.int64]:
        """The rows of a block that are not taken away."""
        low, high = self._engine.program.row_bounds(named.rows)
        return np.flatnonzero(np.isfinite(low) | np.isfinite(high))

    def _away(self, groups: list[tuple[Named, NDArray[np.int64]]]) -> None:
        """Take rows away; put them back when there would be a plan, or it cannot be told in time."""
        for named, at in groups:
            self._engine.program.bound_rows(named.rows[at], -np.inf, np.inf)
        solved = self._engine.run(self._clock, 1.0)
        if solved.status is Status.INFEASIBLE:
            return
        self._proven &= solved.found
        for named, at in groups:
            self._engine.program.bound_rows(named.rows[at], named.lower[at], named.upper[at])
