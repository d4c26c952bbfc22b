"""What would change the order: how often an industry beats the one before it, and the single change that would turn them.

Under the mean weights w̄ the industry b is behind a by d = w̄·(b − a) < 0, measures at the middle of their spans.
A criterion on which b is ahead turns the order when its weight rises, all others shrinking alike, to w̄_k + t (1 − w̄_k)
with t = d ÷ (d − (b_k − a_k)); a measure of b turns it when it rises by −d ÷ w̄_k, if that is within 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from jiedui.catalog.transfers import CRITERIA
from jiedui.planning.smaa.acceptability import Singles
from jiedui.planning.transfer.complexity import Matrix
from jiedui.planning.transfer.matching import Match

#: Weights by which two industries are compared.
COMPARED = 5000


@dataclass(frozen=True, slots=True)
class Turn:
    """One change that turns the order: the criterion, what is changed (its weight, or b's measure), from and to."""

    criterion: str
    what: Literal["weight", "measure"]
    now: float
    then: float


@dataclass(frozen=True)
class Turning:
    """Two industries next to each other: how often the one behind is ahead, and the least changes that put it ahead."""

    ahead: int
    behind: int
    wins: float
    turns: tuple[Turn, ...]


def turning(match: Match, county: int, ahead: int, behind: int) -> Turning:
    """What puts the industry behind before the one ahead."""
    low, high = match.measures.low[county], match.measures.high[county]
    wins = _wins(match, low[[ahead, behind]], high[[ahead, behind]])
    middle = match.measures.middle[county].astype(np.float64)
    found = turns(match.mean_weights, middle[ahead], middle[behind])
    return Turning(ahead, behind, wins, tuple(found))


def turns(weights: Matrix, ahead: Matrix, behind: Matrix) -> list[Turn]:
    """The changes by criterion, those of weights by how little they change, then those of measures."""
    lag = float(weights @ (behind - ahead))
    if lag >= 0:
        return []
    found: list[Turn] = []
    for at, gain in enumerate(behind - ahead):
        if gain > 0:
            step = lag / (lag - float(gain))
            found.append(
                Turn(CRITERIA[at], "weight", float(weights[at]), float(weights[at] + step * (1 - weights[at])))
            )
    by_weight = sorted(found, key=lambda turn: turn.then - turn.now)
    needed = [(at, float(behind[at] - lag / weights[at])) for at in range(len(weights)) if weights[at] > 0]
    by_measure = [Turn(CRITERIA[at], "measure", float(behind[at]), then) for at, then in needed if then <= 1]
    return [*by_weight, *sorted(by_measure, key=lambda turn: turn.then - turn.now)]


def _wins(match: Match, low: Singles, high: Singles) -> float:
    """How often the second of two industries scores above the first."""
    weights = match.weights[:COMPARED]
    dice = np.random.default_rng(match.asked.seed)
    drawn = low[:, None] + (high - low)[:, None] * dice.random((2, len(weights), low.shape[1]))
    scores = np.einsum("iwk,wk->iw", drawn, weights)
    return float((scores[1] > scores[0]).mean() + (scores[1] == scores[0]).mean() / 2)
