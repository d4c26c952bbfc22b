"""One posting as a timeline (时间线): study, work, inspections, visits, exchanges in their order, and what came of each.

The person's own entries are those that name the person within the posting's time; exchanges are those of the posting's
western region in that time. Lessons come from the person's visits; each has come as far as its state says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiedui.book import Entry, Ref, shown
from jiedui.book.cells import Read
from jiedui.catalog import Column, Measure
from jiedui.figures import Condition, Figures, Query
from jiedui.figures.model import Rows
from jiedui.reports.writing.posting import PERSONAL, Posting, views

#: Of each ledger the column that says what it was about, those that say more, and the one that tells what came of it.
_TOLD: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "study": ("topic", ("kind", "organiser", "hours"), ""),
    "duty": ("subject", ("kind", "role", "place"), "result"),
    "inspection": ("subject", ("kind", "found", "fixed"), ""),
    "visit": ("host", ("kind", "theme"), "practice"),
    "exchange": ("topic", ("direction", "level", "heads"), "outcome"),
}
#: How far a lesson can come, in order; 未采纳 is an end of its own.
STEPS = ("提出", "采纳", "实施", "见效")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the timeline: when, of which ledger, what it was about, what more is known, and what came of it."""

    day: date
    ledger: str
    id: int
    title: str
    details: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was seen and proposed, by whom it was taken up, how far it has come (0 提出 … 3 见效; None: 未采纳)."""

    id: int
    day: date
    practice: str
    proposal: str
    adopter: str
    host: str
    step: int | None
    result: str


def timeline(figures: Figures, posting: Posting) -> list[Event]:
    """Everything that the ledgers tell of the posting's time, by day."""
    with figures.book.store.reading():
        own = {ledger: (Condition("person", "in", (posting.person,)),) for ledger in PERSONAL}
        found = [event for ledger, where in own.items() for event in _events(figures, ledger, posting, where)]
        if posting.west is not None:
            found += _events(figures, "exchange", posting, (Condition("west", "under", (posting.west,)),))
        return sorted(found, key=lambda event: (event.day, event.ledger, event.id))


def lessons(figures: Figures, posting: Posting) -> list[Lesson]:
    """The lessons of the posting, by day."""
    with figures.book.store.reading():
        where = views(figures.book, posting)["lesson"].narrow
        entries = _entries(figures, "lesson", posting, where)
        visits = [visit.id for entry in entries if isinstance(visit := entry.values["visit"], Ref)]
        hosts = {entry.id: str(entry.values["host"] or "") for entry in figures.book.entries("visit", visits)}
        return [_lesson(entry, hosts) for entry in entries]


def _entries(figures: Figures, ledger: str, posting: Posting, where: tuple[Condition, ...]) -> Sequence[Entry]:
    """The entries of the posting's time that the conditions leave, by day; none of a ledger that is not kept."""
    if ledger not in figures.book.catalog.ledgers:
        return ()
    query = Query(ledger, Measure(aggregate="count"), where, posting.period)
    return figures.book.entries(ledger, figures.ids(Rows(query), order="date"))


def _events(figures: Figures, ledger: str, posting: Posting, where: tuple[Condition, ...]) -> Iterator[Event]:
    """The entries of one ledger as events."""
    columns = figures.book.ledgers[ledger].by_name
    about, more, outcome = _TOLD[ledger]
    for entry in _entries(figures, ledger, posting, where):
        cells = entry.values
        details = (_cell(columns[name], cells[name]) for name in more)
        day = cells["date"]
        if isinstance(day, date):
            told = "，".join(each for each in details if each)
            yield Event(day, ledger, entry.id, _word(cells[about]), told, _word(cells.get(outcome)))


def _cell(column: Column, value: Read) -> str:
    """A cell in words; a number with what it is the number of."""
    word = shown(column, value)
    return f"{column.title} {word}" if word and column.numeric else word


def _word(value: object) -> str:
    """A value as it reads; nothing for an empty one."""
    return "" if value is None else "、".join(value) if isinstance(value, tuple) else str(value)


def _lesson(entry: Entry, hosts: Mapping[int, str]) -> Lesson:
    """One lesson as its entry says."""
    cells = entry.values
    day, visit, status = cells["date"], cells["visit"], str(cells["status"])
    return Lesson(
        entry.id,
        day if isinstance(day, date) else date.min,
        _word(cells["practice"]),
        _word(cells["proposal"]),
        _word(cells["adopter"]),
        hosts.get(visit.id, "") if isinstance(visit, Ref) else "",
        STEPS.index(status) if status in STEPS else None,
        _word(cells["result"]),
    )
