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
from jiedui.planning.renew.rows import SOFT
from jiedui.planning.renew.town import Block, Firm, Hamlet, Site, Town

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

    ``shares`` are what all parts but one add, ``caps`` what rows may come to for their sake.
    """

    lower: Numbers
    upper: Numbers
    kept_free: NDArray[np.bool_]
    bases: Mapping[str, float]
    shares: Sequence[Share]
    jobs: float
    caps: Numbers

    def around(self, model: Model, limit: float) -> Model:
        """The model of a part within the town, with a part of the limits that have a margin."""
        given = np.sum([share.rows for share in self.shares], axis=0)
        upper = np.minimum(np.where(self.kept_free, limit * self.upper, self.upper), self.caps)
        model.program.bound_rows(model.sums, self.lower - given, upper - given)
        model.program.bound(model.columns.lost[0], 0.0, self.jobs)
        measures = {name: self._more(name, measure) for name, measure in model.measures.items()}
        return replace(model, measures=measures)

    def _more(self, name: str, measure: Measure) -> Measure:
        """A measure of the part with what the rest adds."""
        return replace(measure, base=self.bases[name] + sum(share.measures[name] for share in self.shares))


def sides_of(model: Model, shares: Sequence[Share], used: Numbers | None = None, part: float = 1.0) -> Rest:
    """The rest of the town of a model, given what the other parts add.

    Of what limits leave beyond what is ``used`` of them, only a part is there: the parts to come need as much.
    """
    kept, limits = (np.zeros(model.program.height, bool) for _ in range(2))
    for named in model.named:
        kept[named.rows], limits[named.rows] = named.rule in KEPT_FREE, named.rule in SOFT
    bases = {name: measure.base for name, measure in model.measures.items()}
    lower, upper = model.program.row_bounds(model.sums)
    caps = np.full(len(upper), np.inf) if used is None else used + part * (upper - used)
    return Rest(
        lower,
        upper,
        kept[model.sums],
        bases,
        shares,
        float(model.frame.firms.jobs.sum()),
        np.where(limits[model.sums], caps, np.inf),
    )


def share_of(model: Model, values: Numbers, own: NDArray[np.bool_]) -> Share:
    """What the columns marked add at a solution."""
    held = np.where(own, values, 0.0)
    return Share(
        np.asarray(model.program.matrix()[model.sums] @ held),
        {name: float(measure.weights @ held) for name, measure in model.measures.items()},
    )


def shares_of(model: Model, values: Numbers, towns: Sequence[Town]) -> list[Share]:
    """What each of the parts adds at a solution of the whole town."""
    town, frame, columns = model.frame.town, model.frame, model.columns
    of = {each.name: part for part, its in enumerate(towns) for things in _things(its) for each in things}
    firms, blocks, hamlets, sites = (np.array([of[each.name] for each in things], np.int64) for things in _things(town))
    whose = (
        (firms, (columns.closed, columns.left, columns.entered)),
        (blocks, (columns.cleared, columns.plants, columns.sold, columns.let)),
        (hamlets[frame.ways.hamlet], (columns.moved,)),
        (sites[frame.sites.stage_site], (columns.built,)),
    )
    part_of = np.full(model.program.width, -1)
    for parts, grids in whose:
        for grid in grids:
            part_of[grid[grid >= 0]] = np.broadcast_to(parts[:, None], grid.shape)[grid >= 0]
    return [share_of(model, values, part_of == part) for part in range(len(towns))]


def _things(town: Town) -> tuple[Sequence[Firm], Sequence[Block], Sequence[Hamlet], Sequence[Site]]:
    """All that belongs to one part or another."""
    return town.firms, town.blocks, town.hamlets, town.sites
