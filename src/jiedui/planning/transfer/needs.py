"""What one firm of an industry needs: staff, land, floor, energy; taken from the origin's firms of that industry.

The need is the median of the firms of the class; where the class has none with the figure, of those of its group, then
of its division. It is known from the lower to the upper quartile, each taken wider by one n-th where n firms tell it:
what one firm shows may be half as much or twice as much.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jiedui.catalog.industries import wider
from jiedui.planning.grade.firms import Numbers
from jiedui.planning.transfer.frames import LABOUR, LAND, PLANT, QUOTA
from jiedui.planning.transfer.panel import Panel

#: Which column of the ledger of enterprises says how much of a factor a firm needs.
COLUMNS = {LABOUR: "staff", LAND: "land", PLANT: "floor", QUOTA: "energy"}


@dataclass(frozen=True)
class Need:
    """What a firm of each industry needs of one factor: least, median, most (NaN: unknown), and the firms that tell it."""

    low: Numbers
    median: Numbers
    high: Numbers
    told: tuple[int, ...]
    level: tuple[str, ...]


def needs(panel: Panel) -> dict[str, Need]:
    """The needs of every industry of the panel, by factor."""
    return {factor: _need(panel, panel.firms.number(column)) for factor, column in COLUMNS.items()}


def _need(panel: Panel, cells: Numbers) -> Need:
    """The need of one factor."""
    rows = [_told(panel, cells, code) for code in panel.codes]
    quartiles = np.array(
        [np.quantile(values, (0.25, 0.5, 0.75)) if len(values) else (np.nan,) * 3 for _, values in rows]
    )
    counts = np.array([max(len(values), 1) for _, values in rows])
    low, median, high = quartiles.reshape(-1, 3).T
    told = tuple(len(values) for _, values in rows)
    return Need(low / (1 + 1 / counts), median, high * (1 + 1 / counts), told, tuple(level for level, _ in rows))


def _told(panel: Panel, cells: Numbers, code: str) -> tuple[str, Numbers]:
    """The nearest code whose firms tell the need, and what each of them has."""
    for near in wider(code):
        values = cells[panel.below(near)]
        values = values[values > 0]
        if len(values):
            return near, values
    return "", np.array([])
