"""The rest of a town while one part of it is decided: what it adds to every sum over the town, and what that leaves.

The program of a part has the same rows of sums as that of the whole town. With what the rest adds moved to the other side, its sums are
those of the whole town: money, interim places, land and caps are shared without being divided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.renew.frame import Numbers
from jiedui.planning.renew.model import Measure, Model

#: Limits of which a part is kept free.
KEPT_FREE = frozenset({"interim", "jobs", "debt"})


@dataclass(frozen=True)
class Share:
    """What some part of a town adds to the rows of sums, and to the measures."""

    rows: Numbers
    measures: Mapping[str, float]


@dataclass(frozen=True)
class Rest:
    """The rest of a town: sides of the rows of sums of the whole, of which those ``kept_free`` have a margin, and bases of its measures.

    ``shares`` are what all parts but one add; ``least`` is the position that is kept at the end of each year.
    """

    lower: Numbers
    upper: Numbers
    limits: NDArray[np.bool_]
    kept_free: NDArray[np.bool_]
    bases: Mapping[str, float]
    shares: Sequence[Share]
    used: Numbers
    jobs: float
    least: Numbers | None = None

    def around(self, model: Model, limit: float) -> Model:
        """The model of a part within the town, with a part of the limits that have a margin."""
        given = np.sum([share.rows for share in self.shares], axis=0)
        upper = np.where(self.kept_free, self.used + limit * (self.upper - self.used), self.upper)
        model.program.bound_rows(model.sums, self.lower - given, upper - given)
        model.program.bound(model.columns.lost[0], 0.0, self.jobs)
        if self.least is not None:
            model.program.bound(model.columns.position[0], self.least, np.inf)
        measures = {name: self._more(name, measure) for name, measure in model.measures.items()}
        return replace(model, measures=measures)

    def _more(self, name: str, measure: Measure) -> Measure:
        """A measure of the part with what the rest adds."""
        return replace(measure, base=self.bases[name] + sum(share.measures[name] for share in self.shares))

    def opened(self, model: Model, values: Numbers, part: float) -> Rest:
        """The rest of the town of a model when a part only of what a plan leaves of limits and money may be used."""
        used = np.asarray(model.program.matrix()[model.sums] @ values)
        upper = np.where(self.limits, used + part * np.maximum(self.upper - used, 0.0), self.upper)
        position, ceiling = values[model.columns.position[0]], model.frame.town.rules.debt_ceiling
        return replace(self, upper=upper, used=np.minimum(used, upper), least=(1 - part) * position - part * ceiling)


def sides_of(model: Model, shares: Sequence[Share]) -> Rest:
    """The rest of the town of a model, given what the other parts add."""
    kept, limits = (np.zeros(model.program.height, bool) for _ in range(2))
    for named in model.named:
        kept[named.rows], limits[named.rows] = named.rule in KEPT_FREE, bool(named.rule)
    bases = {name: measure.base for name, measure in model.measures.items()}
    return Rest(
        *model.program.row_bounds(model.sums),
        limits[model.sums],
        kept[model.sums],
        bases,
        shares,
        np.zeros(len(model.sums)),
        float(model.frame.firms.jobs.sum()),
    )


def share_of(model: Model, values: Numbers, own: NDArray[np.bool_]) -> Share:
    """What the columns marked add at a solution."""
    held = np.where(own, values, 0.0)
    return Share(
        np.asarray(model.program.matrix()[model.sums] @ held),
        {name: float(measure.weights @ held) for name, measure in model.measures.items()},
    )
