"""What the room of the agenda speaks of: a setting, one thing to do, a task with all of its things, a tally of a ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

Kind = Literal["expiring", "unaccepted", "undisbursed", "ending"]
State = Literal["unevidenced", "returned", "waiting"]


@dataclass(frozen=True, slots=True)
class Setting:
    """For which region (None: all that is seen), and as of which day."""

    region: int | None
    day: date


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do: the entry it is about (None: no single one), what that is called, the day and the money in 元."""

    entry: int | None
    title: str
    day: date | None = None
    amount: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """All things of one kind, those that press most first; the entries are of one ledger."""

    kind: Kind
    ledger: str
    dues: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries of a ledger are in a state that asks for work."""

    ledger: str
    unevidenced: int
    returned: int
    waiting: int
