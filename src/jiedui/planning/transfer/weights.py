r"""Weights of criteria drawn evenly from all that an office admits: the simplex, cut by bounds and by an order.

    w_k ≥ 0,  Σ w_k = 1,  least_k ≤ w_k ≤ most_k,  w_a ≥ w_b ≥ … in the order given

Without cuts the weights are Dirichlet(1, …, 1). With cuts they are drawn so and kept where they fit; where too few fit,
by hit-and-run from many points inside at once (Tervonen, van Valkenhoef, Baştürk & Postmus 2013).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.optimize import linprog

from jiedui.base.problems import refuse
from jiedui.planning.grade.firms import Mask
from jiedui.planning.transfer.complexity import Matrix

#: Of the weights drawn, at least this share must fit, or they are walked to.
FITTING = 0.02
#: Points that walk at once, and steps of each between two that are kept, per criterion.
WALKERS, STEPS = 500, 6
#: What rounding may break of a rule.
NEAR = 1e-9


@dataclass(frozen=True)
class Rules:
    """The rules that weights must keep: ``cuts @ w <= ends``, beside being shares of 1."""

    cuts: Matrix
    ends: Matrix

    @property
    def criteria(self) -> int:
        """How many weights there are."""
        return int(self.cuts.shape[1])

    def fit(self, weights: Matrix) -> Mask:
        """Which weights (rows) keep them."""
        return np.asarray((weights @ self.cuts.T <= self.ends + NEAR).all(axis=1))


def rules(criteria: Sequence[str], bounds: dict[str, tuple[float, float]], order: Sequence[str]) -> Rules:
    """The rules of bounds and an order, over the criteria given; those that name another criterion are left out."""
    place = {criterion: at for at, criterion in enumerate(criteria)}
    rows: list[Matrix] = []
    ends: list[float] = []
    unit = np.eye(len(criteria))
    for criterion, (least, most) in bounds.items():
        if criterion in place and least > 0:
            rows, ends = [*rows, -unit[place[criterion]]], [*ends, -least]
        if criterion in place and most < 1:
            rows, ends = [*rows, unit[place[criterion]]], [*ends, most]
    kept = [place[criterion] for criterion in order if criterion in place]
    for more, less in pairwise(kept):
        rows, ends = [*rows, unit[less] - unit[more]], [*ends, 0.0]
    return Rules(np.array(rows).reshape(-1, len(criteria)), np.array(ends))


def draw(rules: Rules, count: int, seed: int) -> Matrix:
    """So many weights (rows) that keep the rules; Refusal (transfer-weights) where none do."""
    dice = np.random.default_rng(seed)
    if not len(rules.ends):
        return dice.dirichlet(np.ones(rules.criteria), count)
    tried = dice.dirichlet(np.ones(rules.criteria), max(count, 2000))
    fitting = tried[rules.fit(tried)]
    if len(fitting) >= FITTING * len(tried):
        while len(fitting) < count:
            tried = dice.dirichlet(np.ones(rules.criteria), 10 * count)
            fitting = np.concatenate([fitting, tried[rules.fit(tried)]])
        return fitting[:count]
    return _walked(rules, _inside(rules), count, dice)


def _inside(rules: Rules) -> Matrix:
    """The weights farthest from every rule (the Chebyshev centre): a point inside, by linear programming."""
    size = rules.criteria
    cuts = np.vstack([rules.cuts, -np.eye(size)])
    lengths = np.linalg.norm(cuts - cuts.mean(axis=1, keepdims=True), axis=1)
    found = linprog(
        np.append(np.zeros(size), -1.0),
        A_ub=np.column_stack([cuts, lengths]),
        b_ub=np.append(rules.ends, np.zeros(size)),
        A_eq=np.append(np.ones(size), 0.0)[None, :],
        b_eq=[1.0],
        bounds=[(None, None)] * (size + 1),
    )
    if found.status != 0 or found.x[-1] < -NEAR:
        raise refuse("transfer-weights")
    return np.asarray(found.x[:-1])


def _walked(rules: Rules, start: Matrix, count: int, dice: np.random.Generator) -> Matrix:
    """Weights reached by steps in even directions, each to an even point of the way that the rules leave free."""
    size = rules.criteria
    cuts, ends = np.vstack([rules.cuts, -np.eye(size)]), np.append(rules.ends, np.zeros(size))
    points = np.repeat(start[None, :], WALKERS, axis=0)
    kept: list[Matrix] = []
    rounds = -(-count // WALKERS) + 5  # the first five only lead away from the start
    for _ in range(rounds):
        for _ in range(STEPS * size):
            points = _step(points, cuts, ends, dice)
        kept.append(points)
    return np.concatenate(kept[5:])[:count]


def _step(points: Matrix, cuts: Matrix, ends: Matrix, dice: np.random.Generator) -> Matrix:
    """One step of every point."""
    ways = dice.standard_normal(points.shape)
    ways -= ways.mean(axis=1, keepdims=True)
    speeds, room = ways @ cuts.T, ends - points @ cuts.T
    with np.errstate(divide="ignore", invalid="ignore"):
        times = np.maximum(room, 0) / speeds
    forth = np.where(speeds > NEAR, times, np.inf).min(axis=1)
    back = np.where(speeds < -NEAR, times, -np.inf).max(axis=1)
    stay = ~np.isfinite(forth) | ~np.isfinite(back)
    far = np.where(stay, 0.0, dice.uniform(np.where(stay, 0.0, back), np.where(stay, 0.0, forth)))
    return np.asarray(points + far[:, None] * ways)
