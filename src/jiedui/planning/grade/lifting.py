"""What lifts a firm by a grade: for each item alone, the value it would need, and what that is in money or land.

The score to reach is the least with which a firm has the better grade now (a firm that moves up pushes another down
where grades go by share: with that score it is level with the last one above).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jiedui.catalog.schemes import Item
from jiedui.planning.grade.grading import Graded, GroupPoints


@dataclass(frozen=True, slots=True)
class Lift:
    """One single change that would do: the item, its value now and then, how much more of ``of`` or less of ``per``."""

    item: Item
    now: float
    then: float
    more: float
    less: float


def lifts(graded: Graded, firm: int) -> tuple[str, tuple[Lift, ...]]:
    """The grade above the firm's own, and the single changes that would reach it; none for the best, or ungraded ones."""
    grades = graded.scheme.grades
    own = graded.grades[firm]
    if own not in grades or grades.index(own) == 0 or graded.reasons[firm]:
        return "", ()
    better = grades[grades.index(own) - 1]
    least = graded.least(better) if graded.scheme.by_share else _score_of(graded, better)
    if least is None:
        return better, ()
    return better, tuple(_lifts(graded, firm, least - float(graded.scores[firm])))


def _score_of(graded: Graded, grade: str) -> float | None:
    """The score from which on a grade is given."""
    cut = next(cut for cut in graded.scheme.cuts if cut.grade == grade)
    return None if cut.score is None else float(cut.score)


def _lifts(graded: Graded, firm: int, short: float) -> list[Lift]:
    """The changes that bring the points that are short, item by item; those that the cap forbids are left out."""
    for measured in graded.groups:
        row = np.flatnonzero(measured.firms == firm)
        if len(row):
            found = [_lift(graded, measured, int(row[0]), column, short) for column in range(len(measured.group.items))]
            return [lift for lift in found if lift is not None]
    return []


def _lift(graded: Graded, measured: GroupPoints, row: int, column: int, short: float) -> Lift | None:
    """The change of one item alone."""
    item, firm = measured.group.items[column], int(measured.firms[row])
    wanted = float(measured.points[row, column]) + short
    if item.cap is not None and wanted > float(item.weight * item.cap):
        return None
    then = wanted / float(item.weight) * float(measured.baselines[column])
    of, per = float(graded.firms.number(item.of)[firm]), float(graded.firms.number(item.per)[firm])
    return Lift(item, float(measured.values[row, column]), then, then * per - of, per - of / then)
