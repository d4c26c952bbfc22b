"""The enterprises of one year as columns: what grading takes, whether it comes from a book or from anywhere else.

Numbers are float64 in the units of the ledger's cells (money in 万元, land in 亩, energy in 吨标准煤), NaN where a cell is
empty; texts are lists. Row k of every column is one firm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jiedui.catalog import Ledger

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

LEDGER = "enterprise"


@dataclass(frozen=True)
class Firms:
    """Enterprises of one year: how each is called and named, its numbers and its texts by column.

    ``labels`` give the title and the unit of a column of numbers; ``organisations`` the firm's own entry, by which it is
    the same firm in another year.
    """

    year: int
    ids: Sequence[int]
    names: Sequence[str]
    numbers: Mapping[str, Numbers]
    texts: Mapping[str, Sequence[str | None]]
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    organisations: Sequence[int] = ()

    def __len__(self) -> int:
        """How many there are."""
        return len(self.ids)

    def number(self, column: str) -> Numbers:
        """One column of numbers; a column that nobody filled is empty throughout."""
        found = self.numbers.get(column)
        return np.full(len(self), np.nan) if found is None else found

    def text(self, column: str) -> Sequence[str | None]:
        """One column of texts."""
        return self.texts.get(column) or (None,) * len(self)

    def label(self, column: str) -> tuple[str, str]:
        """Title and unit of a column of numbers."""
        return self.labels.get(column, (column, ""))

    def having(self, column: str, wanted: Sequence[str]) -> Mask:
        """The firms whose text is one of those."""
        known = set(wanted)
        return np.fromiter((cell in known for cell in self.text(column)), bool, len(self))


def firms_of(ledger: Ledger, year: int, rows: Sequence[tuple[Any, ...]], names: Mapping[int, str]) -> Firms:
    """The firms that stored rows of the ledger are: id, then the cells of its columns in their order."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * (len(ledger.columns) + 1)
    numbers: dict[str, Numbers] = {}
    texts: dict[str, Sequence[str | None]] = {}
    for column, cells in zip(ledger.columns, columns[1:], strict=True):
        if column.numeric:
            unit = float(column.cell_unit.factor) if column.type == "money" else 1.0
            scale = 10.0**column.places * unit
            filled = np.array([np.nan if cell is None else cell for cell in cells], dtype=np.float64)
            numbers[column.name] = filled / scale
        elif column.type != "ref":
            texts[column.name] = [None if cell is None else str(cell) for cell in cells]
    firm = next(at for at, column in enumerate(ledger.columns, 1) if column.name == "firm")
    called = [names.get(id, f"organisation:{id}") for id in columns[firm]]
    labels = {column.name: (column.title, column.unit or "") for column in ledger.columns if column.numeric}
    return Firms(year, list(columns[0]), called, numbers, texts, labels, list(columns[firm]))
