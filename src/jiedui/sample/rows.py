"""The small tools that every part of the generator uses: rows, working days, codes, exact shares.

A row is a mapping of column title → cell; a column without a key is an empty cell. Money is a Decimal in 万元, counts
are integers, dates are dates, everything else is text; a list is written with 、 between its members.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

Cell = str | int | Decimal | date
Row = dict[str, Cell]

#: The two years of cooperation that the sample tells.
YEARS = (2023, 2024)
#: The last day that the sample knows.
LAST_DAY = date(2024, 12, 31)

_HOLIDAYS = (
    (date(2022, 12, 31), date(2023, 1, 2)),
    (date(2023, 1, 21), date(2023, 1, 27)),
    (date(2023, 4, 29), date(2023, 5, 3)),
    (date(2023, 9, 29), date(2023, 10, 6)),
    (date(2023, 12, 30), date(2024, 1, 1)),
    (date(2024, 2, 10), date(2024, 2, 17)),
    (date(2024, 5, 1), date(2024, 5, 5)),
    (date(2024, 10, 1), date(2024, 10, 7)),
)


def is_workday(day: date) -> bool:
    """Whether an office is open: Monday to Friday, outside the long holidays."""
    return day.weekday() < 5 and not any(first <= day <= last for first, last in _HOLIDAYS)


def next_workday(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def workday(dice: Random, first: date, last: date) -> date:
    """Some working day from ``first`` to ``last``, both included; ``first`` when there is none."""
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    return dice.choice([day for day in days if is_workday(day)] or [first])


def workday_in(dice: Random, year: int, weights: Sequence[int]) -> date:
    """Some working day of the year, its month drawn by twelve weights (the season)."""
    month = dice.choices(range(1, 13), weights)[0]
    return workday(dice, date(year, month, 1), month_end(year, month))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)


def later(dice: Random, day: date, least: int, most: int) -> date:
    """A working day some ``least``..``most`` days after the given one."""
    return next_workday(day + timedelta(days=dice.randint(least, most)))


def coded(prefix: str, date_title: str, rows: Iterable[Row]) -> list[Row]:
    """The rows by date, each with its 编号 such as ``XF-2024-017``, counted within its year."""
    counters: dict[int, int] = {}
    done = []
    for row in sorted(rows, key=lambda one: day_of(one, date_title)):
        year = day_of(row, date_title).year
        counters[year] = counters.get(year, 0) + 1
        done.append({"编号": f"{prefix}-{year}-{counters[year]:03d}", **row})
    return done


def shares(dice: Random, total: int, parts: int, step: int = 1) -> list[int]:
    """Uneven positive parts, multiples of ``step``, that add up to ``total`` exactly (the last one takes the rest)."""
    weights = [dice.randint(6, 18) for _ in range(parts)]
    whole = sum(weights)
    found = [max(step, total * weight // whole // step * step) for weight in weights[:-1]]
    return [*found, total - sum(found)]


def day_of(row: Row, title: str) -> date:
    """The date in that column; raises TypeError when there is none."""
    cell = row[title]
    if not isinstance(cell, date):
        raise TypeError(f"{title}: {cell!r} is no date")
    return cell


def number_of(row: Row, title: str) -> Decimal:
    """The number in that column, 0 when the cell is empty; raises TypeError when it is no number."""
    cell = row.get(title, 0)
    if not isinstance(cell, (int, Decimal)):
        raise TypeError(f"{title}: {cell!r} is no number")
    return Decimal(cell)


def text_of(row: Row, title: str) -> str:
    """The cell in that column as text, empty when there is none."""
    return str(row.get(title, ""))


def without_empty(row: Row) -> Row:
    """The row without its empty texts."""
    return {title: cell for title, cell in row.items() if cell != ""}
