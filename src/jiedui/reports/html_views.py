"""What a page of a checked report is made of, as plain values: the pages know nothing of the checker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement: its place in the text, its verdict by name, and what is told of it."""

    start: int
    end: int
    text: str
    verdict: str
    computed: str
    reason: str
    figure: str
    records: Sequence[str]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding that needs no book: whether it holds, and what it says."""

    holds: bool
    message: str


@dataclass(frozen=True, slots=True)
class CheckedView:
    """A whole checked report; ``aside`` are the numbers that the office said state no quantity."""

    name: str
    text: str
    statements: Sequence[StatementView]
    findings: Sequence[FindingView]
    scope: str
    head: str
    aside: Sequence[str] = ()


#: Verdict → symbol, word, class.
MARKS = {
    "confirmed": ("✓", "相符", "ok"),
    "contradicted": ("✗", "不符", "no"),
    "unsupported": ("?", "无据", "open"),
    "unverifiable": ("—", "隐去", "mask"),
}
