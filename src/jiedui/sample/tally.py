"""Counting the sample's rows in plain Python, without the figures room: an independent second reckoning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiedui.sample.rows import Row, day_of, number_of

#: The column by which a row of a ledger counts to a year, where it is not 日期.
DATES = {
    "posting": "开始日期",
    "pairing": "签订日期",
    "project": "批复日期",
    "lead": "线索日期",
    "park": "共建日期",
    "workshop": "认定日期",
    "model_village": "确定日期",
}
#: The sources that are public money of the east (财政援助).
PUBLIC = ("省级财政援助", "市级财政援助", "区县财政援助")
#: The stages at which a courted firm has come to stay (落地).
SETTLED = ("开工", "投产")
#: The statuses of a project that is built (完工).
BUILT = ("完工", "验收", "移交")

Wanted = str | tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    """The rows of every ledger, by its name."""

    rows: Mapping[str, Sequence[Row]]

    def select(self, ledger: str, year: int | None = None, where: Mapping[str, Wanted] | None = None) -> list[Row]:
        """The rows of one ledger that count to the year and hold those values."""
        found = []
        for row in self.rows[ledger]:
            if year is not None and day_of(row, DATES.get(ledger, "日期")).year != year:
                continue
            if all(row.get(title) in _several(wanted) for title, wanted in (where or {}).items()):
                found.append(row)
        return found

    def count(self, ledger: str, year: int | None = None, where: Mapping[str, Wanted] | None = None) -> int:
        """How many rows."""
        return len(self.select(ledger, year, where))

    def total(
        self, ledger: str, column: str, year: int | None = None, where: Mapping[str, Wanted] | None = None
    ) -> Decimal:
        """The sum of a column: money in 万元."""
        return sum((number_of(row, column) for row in self.select(ledger, year, where)), Decimal(0))


def _several(wanted: Wanted) -> tuple[str, ...]:
    """One value or several, as several."""
    return (wanted,) if isinstance(wanted, str) else wanted
