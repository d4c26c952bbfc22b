"""Lessons turned into proposals (建议): who is to do what by when, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from jiedui.reports.writing.model import Cell, Sheet

HEADINGS: Final = ("序号", "看到的做法", "建议", "采纳地区", "责任单位", "办结时限", "进展", "成效")
#: What is to be filled in by the officer.
OPEN: Final = "【待定】"
#: The states after which nothing more is due.
_OVER: Final = frozenset({"见效", "未采纳"})


def lessons_sheet(entries: Sequence[Mapping[str, object]], caption: str, day: date | None) -> Sheet:
    """The proposals as a table: those that are due first, then by their time limit; ``day`` is that of the report."""
    ordered = sorted(entries, key=lambda entry: (entry["status"] in _OVER, _due(entry) or date.max, str(entry["date"])))
    return Sheet(caption, HEADINGS, tuple(_row(number, entry, day) for number, entry in enumerate(ordered, 1)))


def _row(number: int, entry: Mapping[str, object], day: date | None) -> tuple[Cell, ...]:
    """One proposal; what nobody has settled yet is left open."""
    open_yet = entry["status"] not in _OVER
    due = _due(entry)
    words = (
        str(number),
        str(entry["practice"]),
        str(entry["proposal"]),
        str(entry["adopter"] or "—"),
        str(entry["owner"] or (OPEN if open_yet else "—")),
        f"{due.year}年{due.month}月{due.day}日" if due else (OPEN if open_yet else "—"),
        _state(entry, day),
        str(entry["result"] or "—"),
    )
    return tuple((word,) for word in words)


def _state(entry: Mapping[str, object], day: date | None) -> str:
    """The state of a proposal; 已逾期 when it was due before the report's day and is not over."""
    status, due = str(entry["status"]), _due(entry)
    late = day is not None and due is not None and due < day and status not in _OVER
    return f"{status}（已逾期）" if late else status


def _due(entry: Mapping[str, object]) -> date | None:
    """By when a proposal is to be done."""
    due = entry["due"]
    return due if isinstance(due, date) else None
