"""Several reports checked as one set: what one tells otherwise than another.

A summary and its attachments speak of the same figures. Two statements of different reports are of the same matter when
they mean the same figure of the book; where the book decided neither, when the very words around the numbers are the
same. They stand against each other when no value could make both true.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from jiedui.reports.check.session import Claim, Report
from jiedui.reports.check.verdicts.findings import apart, out_by

#: Words around a number that are fewer than this say too little of what it counts.
TELLING = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where one of the two stands: the report's name, the first and last offset."""

    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One matter that two reports tell otherwise."""

    places: tuple[Place, Place]
    message: str


def differences(reports: Sequence[Report]) -> tuple[Difference, ...]:
    """Every matter that a later report tells otherwise than the first that speaks of it."""
    seen: dict[Hashable, tuple[Report, Claim]] = {}
    found: list[Difference] = []
    for report in reports:
        for claim in report.claims:
            for matter in _matters(report, claim):
                first, earlier = seen.setdefault(matter, (report, claim))
                if first is not report and apart(earlier.checked.statement, claim.checked.statement):
                    found.append(_difference(first, earlier, report, claim))
    return tuple(found)


def _matters(report: Report, claim: Claim) -> Iterator[Hashable]:
    """What the statement is of: its figure, or the words around it with the time and place of its report."""
    checked = claim.checked
    if checked.best is not None and checked.verdict in ("confirmed", "contradicted"):
        yield checked.best.reading.formula
    elif checked.verdict == "unsupported" and len(claim.words) >= TELLING:
        yield claim.words, report.period, report.region


def _difference(first: Report, earlier: Claim, report: Report, claim: Claim) -> Difference:
    """The two places, and what to tell a clerk."""
    scale = out_by(earlier.checked.statement.low, claim.checked.statement.low)
    told = f"《{first.name}》作“{earlier.text}”，《{report.name}》作“{claim.text}”"
    of = claim.figure or claim.words
    places = Place(first.name, earlier.start, earlier.end), Place(report.name, claim.start, claim.end)
    return Difference(places, f"同一数据两份文稿不一（{of}）：{told}{scale}")
