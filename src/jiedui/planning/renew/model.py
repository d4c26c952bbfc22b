"""The mixed-integer program of a town: columns, rows, measures, and decisions read from a solution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.highs import Program
from jiedui.planning.renew.columns import Columns, Grid, add_columns
from jiedui.planning.renew.frame import Frame, Numbers, framed
from jiedui.planning.renew.rows import Named, Rows
from jiedui.planning.renew.rules import add_rules, links
from jiedui.planning.renew.sums import add_sums
from jiedui.planning.renew.town import Town

#: Measures that are better when they are more.
MORE = frozenset({"output", "housed"})
#: The five measures in the order that a plan follows unless the town chooses another.
ORDER = ("output", "cost", "housed", "distance", "jobs_lost")


@dataclass(frozen=True)
class Measure:
    """A measure as a linear function of the columns: its weights and what it is without any."""

    weights: Numbers
    base: float

    def of(self, values: Numbers) -> float:
        """Its value at a solution."""
        return float(self.base + self.weights @ values)


@dataclass(frozen=True)
class Model:
    """A program with the meaning of its columns and rows; ``less`` ≤ ``more`` are the links not yet written as rows.

    ``sums`` are the rows of sums over the town and of limits on them: as many, in the same order, for every town of as many years.
    """

    frame: Frame
    program: Program
    columns: Columns
    named: tuple[Named, ...]
    measures: dict[str, Measure]
    whole: NDArray[np.int64]
    less: NDArray[np.int64]
    more: NDArray[np.int64]
    sums: NDArray[np.int64]


def build(town: Town, *, pooled: bool = False) -> Model:
    """Write the program of a town. ``pooled`` follows firms of one kind by their floor (see ``frame``)."""
    frame, program = framed(town, pooled=pooled), Program()
    columns = add_columns(program, frame)
    rows = Rows(program)
    add_rules(rows, frame, columns)
    first = program.height
    add_sums(rows, frame, columns)
    less, more = links(frame, columns)
    measures = _measures(frame, columns, program.width)
    sums = np.arange(first, program.height)
    return Model(frame, program, columns, tuple(rows.named), measures, _whole(frame, columns), less, more, sums)


def _whole(frame: Frame, columns: Columns) -> NDArray[np.int64]:
    """The columns that are whole numbers."""
    single = columns.taken[frame.kinds.single[frame.kinds.way_kind]]
    found = np.unique(np.concatenate([grid.ravel() for grid in (*columns.whole(), single)]))
    return found[found >= 0]


def _measures(frame: Frame, columns: Columns, width: int) -> dict[str, Measure]:
    """The five measures."""
    ways, services = frame.ways, frame.sites.services
    moved, households = columns.moved[:, -1:], frame.ways.households[frame.ways.hamlet]
    return {
        "output": _output(frame, columns, width),
        "cost": _cost(frame, columns, width),
        "housed": Measure(_weights(width, (moved, households * (1 + services[ways.site] / 10))), 0.0),
        "distance": Measure(_weights(width, (moved, households * ways.distance)), 0.0),
        "jobs_lost": Measure(_weights(width, (columns.lost, np.ones(1))), 0.0),
    }


def _weights(width: int, *parts: tuple[Grid, Numbers]) -> Numbers:
    """Weights over the columns: grids with a weight for each thing, or for each thing and year."""
    found = np.zeros(width)
    for grid, weight in parts:
        each = np.broadcast_to(weight if weight.ndim > 1 else weight[:, None], grid.shape)
        np.add.at(found, grid[grid >= 0], each[grid >= 0])
    return found


def _output(frame: Frame, columns: Columns, width: int) -> Measure:
    """Tax and value added at the end, on all industrial land of today."""
    firms, new, moved = frame.firms, frame.town.rules.newcomers, frame.town.rules.moved
    land = frame.town.industrial_land
    now = firms.tax + firms.value_added
    gain = firms.tax * (moved.tax - 1) + firms.value_added * (moved.value_added - 1)
    let = np.array([new.tax + new.value_added])
    parts = ((columns.entered, gain), (columns.closed, -now), (columns.let_floor, let))
    weights = _weights(width, *((grid[:, -1:], weight / land) for grid, weight in parts))
    return Measure(weights, float(now.sum() / land))


def _cost(frame: Frame, columns: Columns, width: int) -> Measure:
    """Outlays less income without budget and interest, at today's worth."""
    rules, prices = frame.town.rules, frame.town.rules.prices
    worth = (1 + rules.discount) ** -np.arange(1.0, frame.years + 1)
    later = np.append(worth[1:], 0.0)
    floor = -prices.rent * later[None]
    weights = _weights(
        width,
        (columns.outlay, (worth - later)[None]),
        (columns.interim, prices.interim * worth[None]),
        (columns.housed_floor, floor),
        (columns.let_floor, floor),
        (columns.tax, -rules.tax_share * worth[None]),
    )
    return Measure(weights, 0.0)
