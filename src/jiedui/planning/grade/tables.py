"""A grading as tables: the firms with their grades, the consequences, the roster of closures; for page and export."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiedui.catalog.schemes import Consequence
from jiedui.planning.grade.grading import Graded
from jiedui.planning.grade.lifting import Lift, lifts


@dataclass(frozen=True, slots=True)
class FirmRow:
    """One firm as told: entry, name, grade, reason, score, points by item, the better grade and the changes for it."""

    id: int
    firm: str
    grade: str
    reason: str
    score: Decimal | None
    points: tuple[tuple[str, Decimal], ...]
    better: str
    lifts: tuple[str, ...]
    consequences: tuple[str, ...]


def rows(graded: Graded, streaks: Sequence[int] = ()) -> list[FirmRow]:
    """The firms, the best score first, those without one last; ``streaks`` are the years in the grade, by firm."""
    points = _points(graded)
    order = sorted(
        range(len(graded.firms)), key=lambda at: (graded.reasons[at] != "", -_number(float(graded.scores[at])), at)
    )
    return [_row(graded, at, points.get(at, ()), streaks[at] if streaks else 1) for at in order]


def _row(graded: Graded, at: int, points: tuple[tuple[str, Decimal], ...], streak: int) -> FirmRow:
    """One firm."""
    better, changes = lifts(graded, at)
    score = None if math.isnan(graded.scores[at]) else _rounded(graded.scores[at])
    return FirmRow(
        graded.firms.ids[at],
        graded.firms.names[at],
        graded.grades[at],
        graded.reasons[at],
        score,
        points,
        better,
        tuple(words(graded, lift) for lift in changes),
        tuple(told(each) for each in consequences(graded, graded.grades[at], streak)),
    )


def _points(graded: Graded) -> dict[int, tuple[tuple[str, Decimal], ...]]:
    """The points of each firm, by item."""
    found = {}
    for measured in graded.groups:
        titles = [item.title for item in measured.group.items]
        for firm, row in zip(measured.firms.tolist(), measured.points.tolist(), strict=True):
            found[firm] = tuple((title, _rounded(value)) for title, value in zip(titles, row, strict=True))
    return found


def consequences(graded: Graded, grade: str, years: int) -> Iterator[Consequence]:
    """What a grade brings in its n-th consecutive year: of the steps of one thing the highest that is reached, no two."""
    reached: dict[str, Consequence] = {}
    for each in graded.scheme.consequences:
        if each.grade == grade and each.years <= years and each.years >= reached.get(each.what, each).years:
            reached[each.what] = each
    yield from reached.values()


def told(consequence: Consequence) -> str:
    """``电价：每千瓦时加价，连续第二年 0.10元/千瓦时``."""
    amount = "" if consequence.amount is None else f" {consequence.amount}{consequence.unit or ''}"
    return f"{consequence.what}：{consequence.zh}{amount}"


def words(graded: Graded, lift: Lift) -> str:
    """``亩均税收 12 → 18.3：税收多 63.2万元，或用地面积少 3.4亩``, rounded to what people read."""
    of, of_unit = graded.firms.label(lift.item.of)
    per, per_unit = graded.firms.label(lift.item.per)
    change = f"{of}多 {_plain(lift.more)}{of_unit}，或{per}少 {_plain(lift.less)}{per_unit}"
    return f"{lift.item.title} {_plain(lift.now)} → {_plain(lift.then)}：{change}"


def _plain(value: float) -> str:
    """A number with at most two decimals."""
    return f"{_rounded(value).normalize():f}"


def _rounded(value: float) -> Decimal:
    """To two decimals, the half upwards."""
    return Decimal(repr(float(value))).quantize(Decimal("0.01"), "ROUND_HALF_UP")


def _number(score: float) -> float:
    """A score to sort by; none is the least."""
    return float("-inf") if math.isnan(score) else score
