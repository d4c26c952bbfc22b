"""A plan of transfer: industries ranked for every county, with what the weights leave open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from jiedui.base.problems import refuse
from jiedui.catalog.schemes import Scheme
from jiedui.catalog.transfers import CRITERIA, TransferPolicy
from jiedui.planning.smaa.acceptability import Acceptability, acceptability, confidence
from jiedui.planning.transfer.complexity import Matrix
from jiedui.planning.transfer.frames import Inputs, Place
from jiedui.planning.transfer.measures import Measures, measures
from jiedui.planning.transfer.panel import Panel, panel
from jiedui.planning.transfer.weights import Rules, draw, rules

#: Weights drawn: enough that a share is told to one hundredth (Tervonen & Lahdelma 2007).
WEIGHTS = 10_000
#: Counties × industries × weights that are ranked throughout; beyond, ranks are counted over fewer weights.
RANKED = 300_000_000
#: Weights that share a draw of what is not known, and from how many counties × industries × weights on they do.
TOGETHER, SHARED = 20, 20_000_000


@dataclass(frozen=True)
class Asked:
    """What a plan is asked for: the destination and origins (ids of places), the year, and further rules of weights."""

    to: int
    origins: tuple[int, ...]
    year: int
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    weights: int = WEIGHTS
    seed: int = 20010501


@dataclass(frozen=True)
class Match:
    """The plan: panel, measures, the weights drawn, and what they say."""

    asked: Asked
    policy: TransferPolicy
    scheme: Scheme
    panel: Panel
    measures: Measures
    rules: Rules
    weights: Matrix
    accepted: Acceptability

    @cached_property
    def mean_weights(self) -> Matrix:
        """The mean of all admitted weights."""
        return np.asarray(self.weights.mean(axis=0))

    def ranking(self, county: int) -> list[int]:
        """The industries that a county may court, the best mean rank first."""
        mean = self.accepted.mean[county]
        return [int(at) for at in np.argsort(mean, kind="stable") if np.isfinite(mean[at])]

    def confidence(self, county: int, industry: int) -> float | None:
        """How sure the first place is under the industry's central weights; None for one that is never first."""
        central = self.accepted.central[county, industry]
        if not np.isfinite(central).all():
            return None
        at = np.flatnonzero(self.measures.allowed[county])
        low, high = self.measures.low[county, at], self.measures.high[county, at]
        return confidence(low, high, central, int(np.searchsorted(at, industry)), seed=self.asked.seed)


def match(inputs: Inputs, policy: TransferPolicy, scheme: Scheme, asked: Asked) -> Match:
    """The plan for a county, or for all counties below a city.

    Raises Refusal: transfer-no-firms without firms of the origin in that year, transfer-no-counties for a destination
    without a county, transfer-weights where no weights keep the rules.
    """
    counties: Sequence[Place] = inputs.counties(asked.to)
    if not counties:
        raise refuse("transfer-no-counties", region=inputs.places[asked.to].name)
    if asked.year not in inputs.years:
        raise refuse("transfer-no-firms", year=asked.year)
    made = panel(inputs, counties, asked.origins, asked.year)
    if not len(made.firms):
        raise refuse("transfer-no-firms", year=asked.year)
    admitted = _rules(policy, asked)
    weights = draw(admitted, asked.weights, asked.seed)
    measured = measures(made, policy, scheme)
    pairs = max(1, measured.allowed.size)
    ranked = max(1, min(len(weights), RANKED // pairs))
    together = 1 if pairs * len(weights) <= SHARED else TOGETHER
    accepted = acceptability(
        measured.low,
        measured.high,
        weights.astype(np.float32),
        measured.allowed,
        seed=asked.seed,
        ranked=ranked,
        together=together,
    )
    return Match(asked, policy, scheme, made, measured, admitted, weights, accepted)


def _rules(policy: TransferPolicy, asked: Asked) -> Rules:
    """The rules of the policy, with those asked for laid over them."""
    own: dict[str, tuple[float, float]] = {
        bound.criterion: (float(bound.least), float(bound.most)) for bound in policy.bounds
    }
    own |= asked.bounds
    return rules(CRITERIA, own, asked.order or policy.order)
