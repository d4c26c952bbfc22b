"""Who serves where (在岗挂职): the postings that have begun and not ended by a day, of a region and of its partners."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jiedui.base.periods import Period
from jiedui.catalog import Measure
from jiedui.figures import Condition, Figures, Query
from jiedui.figures.model import Rows


@dataclass(frozen=True, slots=True)
class Serving:
    """One person in post: who, from where to where, as what, until when (None: open)."""

    id: int
    person: str
    direction: str
    from_org: str
    to_org: str
    role: str
    end: date | None


def serving(figures: Figures, regions: Iterable[int], day: date) -> list[Serving]:
    """The people who serve in those regions or below them on that day, by direction, then by who began first."""
    where = (Condition("to_region", "under", tuple(regions)),)
    query = Query("posting", Measure(aggregate="count"), where, Period(date.min, day), stock=True, until="end")
    ids = figures.ids(Rows(query), order="start")
    columns = ("person", "direction", "from_org", "to_org", "role", "end")
    found = [
        _serving(entry.id, *(entry.values[name] for name in columns)) for entry in figures.book.entries("posting", ids)
    ]
    return sorted(found, key=lambda each: each.direction)


def _serving(id: int, *cells: object) -> Serving:
    """One posting as its entry says."""
    person, direction, from_org, to_org, role = (str(word or "") for word in cells[:5])
    end = cells[5] if isinstance(cells[5], date) else None
    return Serving(id, person, direction, from_org, to_org, role, end)
