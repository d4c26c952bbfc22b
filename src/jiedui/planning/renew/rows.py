"""Rows by grids: entries are given as grids of rows, columns and coefficients; what cannot be is left out.

Each block of rows keeps the name of the rule that it stands for, and for every row the entity and the year, so that a
refutation can name them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jiedui.planning.highs import Program
from jiedui.planning.renew.columns import Grid

Term = tuple[ArrayLike, Grid, ArrayLike]
INF = np.inf


@dataclass(frozen=True)
class Named:
    """A block of rows of one rule: where they stand in the program, and the entity (−1: the town) and year of each."""

    rule: str
    entity: str
    rows: NDArray[np.int64]
    who: NDArray[np.int64]
    year: NDArray[np.int64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]


@dataclass
class Rows:
    """Writes rows into a program and remembers the rule of each. The empty rule is a definition, which nothing can relax."""

    program: Program
    named: list[Named] = field(default_factory=list)

    def add(
        self,
        rule: str,
        lower: ArrayLike,
        upper: ArrayLike,
        terms: Sequence[Term],
        *,
        shape: tuple[int, ...],
        entity: str = "town",
        who: ArrayLike = -1,
        year: ArrayLike = 0,
    ) -> None:
        """Rows of a shape with their bounds; a term is rows (numbered within the shape), columns and coefficients.

        The three parts of a term are repeated to one shape; an entry without a column (−1) is left out.
        """
        count = int(np.prod(shape))
        if not count:
            return
        row, column, value = (np.concatenate(parts) for parts in zip(*map(_entries, terms), strict=True))
        low, high = (np.broadcast_to(np.asarray(side, np.float64), shape).ravel() for side in (lower, upper))
        at = self.program.add_rows(low, high, (row, column, value), count=count)
        whose, when = (np.broadcast_to(np.asarray(each, np.int64), shape).ravel() for each in (who, year))
        self.named.append(Named(rule, entity, np.arange(at.start, at.stop), whose, when, low, high))


def _entries(term: Term) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """A term's entries that have a column."""
    row, column, value = np.broadcast_arrays(*(np.asarray(part) for part in term))
    known = column.ravel() >= 0
    return row.ravel()[known], column.ravel()[known], np.asarray(value.ravel()[known], np.float64)


def before(grid: Grid, years: int = 1) -> Grid:
    """The columns of so many years before; −1 where that is before year 1."""
    shifted = np.full(grid.shape, -1, np.int64)
    shifted[:, years:] = grid[:, : grid.shape[1] - years]
    return shifted
