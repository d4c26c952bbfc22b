r"""From firms and a scheme to scores and grades.

    points of an item  =  weight × min(value ÷ baseline, cap), at least 0        value = of ÷ per
    score              =  Σ points + bonus (within ± most_bonus)
    mean baseline      =  times_mean × Σ of ÷ Σ per      over the firms of the group that have both, this year or last

Firms below the least land are not graded at all; utilities and young plants are set aside (T); a firm with a value
missing is not graded, and that is a problem with its place; a veto gives the grade of the veto whatever the score. Of
the others the best go by share or by score; firms with equal scores get the same grade, the better one at a boundary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jiedui.base.problems import Place, Problem
from jiedui.catalog.schemes import Group, Item, Scheme
from jiedui.planning.grade.firms import Firms, Mask, Numbers

Indices = NDArray[np.intp]
#: Scores nearer to each other than this are equal: what float64 leaves of sums that should be.
NEAR = 1e-9
#: What a firm is called that is not graded: too little land, or a value missing.
UNGRADED = ""


@dataclass(frozen=True)
class GroupPoints:
    """One group measured: its firms (indices), and by item their values, baselines and points (rows: firms)."""

    group: Group
    firms: Indices
    values: Numbers
    baselines: Numbers
    points: Numbers


@dataclass(frozen=True)
class Graded:
    """Firms graded under a scheme: the score (NaN without one), the grade, the reason in a word; and the problems met."""

    scheme: Scheme
    firms: Firms
    groups: tuple[GroupPoints, ...]
    scores: Numbers
    grades: Sequence[str]
    reasons: Sequence[str]
    problems: tuple[Problem, ...]

    def least(self, grade: str) -> float | None:
        """The least score with which a firm has this grade or a better one; None when none has by its score."""
        better = set(self.scheme.grades[: self.scheme.grades.index(grade) + 1])
        found = [
            score
            for score, own, why in zip(self.scores, self.grades, self.reasons, strict=True)
            if own in better and not why
        ]
        return min(found, default=None)


def grade(scheme: Scheme, firms: Firms, before: Firms | None = None) -> Graded:
    """Grade the firms; ``before`` are those of the year before, for a scheme whose baselines are last year's means.

    Without them this year's means stand in, and that is a problem (a warning) too.
    """
    problems: list[Problem] = []
    last = before if scheme.mean_of == "last" else None
    if scheme.mean_of == "last" and not before:
        problems.append(Problem("grade-no-last-year", Place(), {"year": firms.year - 1}))
    with np.errstate(divide="ignore", invalid="ignore"):
        small = ~(firms.number("land") >= float(scheme.least_land))
        aside = _set_aside(scheme, firms)
        groups = tuple(_measured(scheme, firms, ~small & ~aside, last or firms, problems))
    scores = np.full(len(firms), np.nan)
    for measured in groups:
        scores[measured.firms] = measured.points.sum(axis=1)
    scores += _bonus(scheme, firms)
    grades, reasons = _grades(scheme, firms, scores, aside=aside, small=small)
    return Graded(scheme, firms, groups, scores, grades, reasons, tuple(problems))


def _set_aside(scheme: Scheme, firms: Firms) -> Mask:
    """Utilities, and plants that opened less than so many years before."""
    codes = firms.text("industry") if scheme.exempt else ()
    utility = np.zeros(len(firms), bool)
    utility[[at for at, code in enumerate(codes) if code and code.startswith(scheme.exempt)]] = True
    young = firms.year - firms.number("opened") < scheme.young
    return np.asarray(utility | young)


def _measured(
    scheme: Scheme, firms: Firms, open_to: Mask, means: Firms, problems: list[Problem]
) -> Iterator[GroupPoints]:
    """Each group with its firms' points; firms that lack a value are told of and left out."""
    left, of_means = open_to.copy(), np.ones(len(means), bool)
    for group in scheme.groups:
        fits, alike = left & _fitting(group, firms), of_means & _fitting(group, means)
        left, of_means = left & ~fits, of_means & ~alike
        yield _group(group, firms, np.flatnonzero(fits), [_mean(item, means, alike) for item in group.items], problems)


def _fitting(group: Group, firms: Firms) -> Mask:
    """The firms that have what the group asks for."""
    fits = np.ones(len(firms), bool)
    for column, wanted in group.where.items():
        fits &= firms.having(column, (wanted,) if isinstance(wanted, str) else wanted)
    return fits


def _mean(item: Item, firms: Firms, at: Mask) -> float:
    """The value of those firms together: their sums divided, over those that have both."""
    of, per = firms.number(item.of)[at], firms.number(item.per)[at]
    both = np.isfinite(of) & (per > 0)
    return float(of[both].sum() / per[both].sum()) if both.any() else float("nan")


def _group(group: Group, firms: Firms, at: Indices, means: Sequence[float], problems: list[Problem]) -> GroupPoints:
    """One group measured."""
    values = np.column_stack([_values(item, firms, at, mean) for item, mean in zip(group.items, means, strict=True)])
    baselines = np.array([_baseline(item, mean) for item, mean in zip(group.items, means, strict=True)])
    sound = np.isfinite(values).all(axis=1)
    problems += _missing(group, firms, at, values)
    at, values = at[sound], values[sound]
    weights = np.array([float(item.weight) for item in group.items])
    caps = np.array([np.inf if item.cap is None else float(item.cap) for item in group.items])
    points = weights * np.clip(values / baselines, 0, caps)
    return GroupPoints(group, at, values, baselines, points)


def _values(item: Item, firms: Firms, at: Indices, mean: float) -> Numbers:
    """The values of one item; a missing one is the mean where the scheme says so."""
    of, per = firms.number(item.of)[at], firms.number(item.per)[at]
    values = np.where(per > 0, of / per, np.nan)
    return np.where(np.isfinite(values), values, mean) if item.missing == "mean" else values


def _baseline(item: Item, mean: float) -> float:
    """What a full score is."""
    return float(item.baseline) if item.baseline is not None else float(item.times_mean or 1) * mean


def _missing(group: Group, firms: Firms, at: Indices, values: Numbers) -> Iterator[Problem]:
    """A problem for each value that a firm lacks, or that cannot be worked out since what it is divided by is not above 0."""
    for row, column in np.argwhere(~np.isfinite(values)):
        firm, item = int(at[row]), group.items[column]
        place = Place(file=f"enterprise:{firms.ids[firm]}", column=item.title)
        yield Problem("grade-missing", place, {"firm": firms.names[firm], "item": item.title})


def _bonus(scheme: Scheme, firms: Firms) -> Numbers:
    """Bonus and malus, limited; nothing where a cell is empty."""
    bonus = np.nan_to_num(firms.number("bonus"), nan=0.0)
    most = np.inf if scheme.most_bonus is None else float(scheme.most_bonus)
    return np.clip(bonus, -most, most)


def _grades(scheme: Scheme, firms: Firms, scores: Numbers, *, aside: Mask, small: Mask) -> tuple[list[str], list[str]]:
    """The grade of each firm, and why where the score does not say it."""
    graded = np.isfinite(scores)
    places = _by_share(scheme, scores[graded]) if scheme.by_share else _by_score(scheme, scores[graded])
    grades, reasons = np.full(len(firms), UNGRADED, object), np.full(len(firms), "", object)
    grades[graded] = np.array(scheme.grades, object)[places]
    reasons[~graded] = "缺数"
    if scheme.veto:
        for at, why in enumerate(firms.text("veto")):
            if why and graded[at]:
                grades[at], reasons[at] = scheme.veto, f"一票否决：{why}"
    grades[aside], reasons[aside] = scheme.set_aside, "不参评"
    grades[small], reasons[small] = UNGRADED, "用地不足"
    return grades.tolist(), reasons.tolist()


def _by_share(scheme: Scheme, scores: Numbers) -> Indices:
    """The place among the cuts by rank: rank k of n is within a share when (k − 1) ÷ n is below it; ties share a rank."""
    order = np.sort(scores)[::-1]
    ranks = np.searchsorted(-order, -(scores + NEAR), side="left")
    ends = np.array([float(cut.share or 0) for cut in scheme.cuts]) * len(scores)
    return np.searchsorted(ends, ranks + NEAR, side="right").clip(0, len(scheme.cuts) - 1)


def _by_score(scheme: Scheme, scores: Numbers) -> Indices:
    """The place among the cuts by score: the first whose score is reached, the last one otherwise."""
    least = np.array([float(cut.score or 0) for cut in scheme.cuts])
    reached = scores[:, None] >= least[None, :] - NEAR
    return np.where(reached.any(axis=1), reached.argmax(axis=1), len(least) - 1)
