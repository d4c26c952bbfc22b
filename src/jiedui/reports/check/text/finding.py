"""What a text says of itself that needs no book: one finding, with the spans it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jiedui.prose.model import Statement

FindingKind = Literal["sum", "part", "growth", "twice", "shares", "dates", "style"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its kind, where it stands, whether what it tests holds, and what to tell a clerk."""

    kind: FindingKind
    spans: tuple[tuple[int, int], ...]
    message: str
    holds: bool = False


def span_of(statement: Statement) -> tuple[int, int]:
    """Where the statement stands."""
    return statement.start, statement.end
