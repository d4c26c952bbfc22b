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


#: Rules on what a town has or may do, which could be relaxed by an amount; the others say what a plan is.
SOFT = frozenset({"interim", "market", "pace", "land", "energy", "pollutants", "jobs", "debt", "deadline", "must"})


@dataclass(frozen=True)
class Named:
    """A block of rows of one rule: where they stand in the program, and the entity (−1: the town) and year of each.

    ``over`` are the columns by which rows of a soft rule may be exceeded, held at 0 unless they are set free; empty for others.
    """

    rule: str
    entity: str
    rows: NDArray[np.int64]
    who: NDArray[np.int64]
    year: NDArray[np.int64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    over: NDArray[np.int64]

    @property
    def norm(self) -> NDArray[np.float64]:
        """What one unit of exceeding is measured by: the limit of each row, 1 where that is less or a thing is at stake."""
        limit = np.where(np.isfinite(self.upper), self.upper, 1.0)
        return np.maximum(1.0, np.abs(limit))


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
        over = self._over(rule, count)
        sides = np.broadcast_to(np.where(np.isfinite(lower), 1.0, -1.0), shape).ravel()[: over.size]
        slack: Term = (np.arange(over.size), over, sides)
        row, column, value = (np.concatenate(parts) for parts in zip(*map(_entries, [*terms, slack]), strict=True))
        low, high = (np.broadcast_to(np.asarray(side, np.float64), shape).ravel() for side in (lower, upper))
        at = self.program.add_rows(low, high, (row, column, value), count=count)
        whose, when = (np.broadcast_to(np.asarray(each, np.int64), shape).ravel() for each in (who, year))
        self.named.append(Named(rule, entity, np.arange(at.start, at.stop), whose, when, low, high, over))

    def _over(self, rule: str, count: int) -> NDArray[np.int64]:
        """Columns by which rows may be exceeded, for a soft rule."""
        if rule not in SOFT:
            return np.zeros(0, np.int64)
        at = self.program.add_columns(0.0, 0.0, 0.0, count=count)
        return np.arange(at.start, at.stop)


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
