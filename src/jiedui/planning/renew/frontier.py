"""The plans between two measures: from the best by one to the best by the other, each the best by the second that keeps a value of the first.

The values of the first measure that are kept are spread evenly between the two ends (the ε-constraint method).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jiedui.planning.renew.answer import Plan
from jiedui.planning.renew.engine import Clock
from jiedui.planning.renew.model import MORE
from jiedui.planning.renew.pins import Pin
from jiedui.planning.renew.solve import Planner, Progress
from jiedui.planning.renew.town import Town


@dataclass(frozen=True, slots=True)
class Point:
    """A plan of the frontier, and what it keeps at least (at most) of the first measure."""

    kept: float
    plan: Plan


def frontier(
    town: Town,
    first: str,
    second: str,
    *,
    count: int = 9,
    seconds: float = 600.0,
    gap: float = 0.01,
    pins: Sequence[Pin] = (),
    progress: Progress | None = None,
    begun: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[Point, ...]:
    """So many plans from the best by ``first`` to the best by ``second``; fewer only when it is stopped or time is over.

    The time is shared evenly. Each plan has one level, the second measure, with the bound proven for it. ``begun`` is told which
    run is begun, of how many: there is one more than plans, for the best value of the first measure. After a stop nothing more is run.
    """
    clock = Clock.of(seconds, stop)
    tell, stopped = begun or (lambda _which, _of: None), stop or (lambda: False)
    tell(1, count + 1)
    planner = Planner(town, clock, gap, 0.0, progress, pins)
    turn = seconds / (count + 1)
    planner.reach(first, clock.within(turn))
    best = planner.value(first)
    if stopped():
        return (Point(best, planner.told((first,), seconds - clock.left)),)
    tell(2, count + 1)
    points = [_point(planner, first, second, best, clock.within(turn))]
    if stopped():
        return tuple(points)
    tell(3, count + 1)
    end = _point(planner, first, second, None, clock.within(turn))
    least = getattr(end.plan.accounts.measures, first)
    for step in range(1, count - 1):
        if clock.over:
            break
        tell(step + 3, count + 1)
        kept = best + (least - best) * step / (count - 1)
        points.append(_point(planner, first, second, kept, clock.within(turn)))
    return (*points, Point(least, end.plan))


def _point(planner: Planner, first: str, second: str, kept: float | None, clock: Clock) -> Point:
    """The best plan by the second measure that keeps a value of the first."""
    began = time.monotonic()
    planner.require(first, kept)
    planner.reach(second, clock)
    plan = planner.told((second,), time.monotonic() - began)
    return Point(getattr(plan.accounts.measures, first) if kept is None else kept, plan)


def dominated(points: Sequence[Point], first: str, second: str) -> tuple[Point, ...]:
    """The points that another is better than by both measures: none when every point was solved to the end."""

    def signed(point: Point) -> tuple[float, float]:
        measures = point.plan.accounts.measures
        return tuple(getattr(measures, name) * (1 if name in MORE else -1) for name in (first, second))

    every = [signed(point) for point in points]
    return tuple(
        point
        for point, own in zip(points, every, strict=True)
        if any(other != own and other[0] >= own[0] and other[1] >= own[1] for other in every)
    )
