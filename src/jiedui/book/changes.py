"""What may be asked of the one door: changes as values, and the receipt that it gives.

A value in a change is what a reader would say: text, a date, a number in the column's stored unit (元 for money, else
the column's own), the id of an entry for a reference. A reference to an entry that the same change set adds is a
negative number: ``-k`` is the k-th entry that the set adds to the ledger referred to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from jiedui.base.problems import Place

#: A change that stands nowhere in particular.
NOWHERE = Place()
#: A value as people and other rooms see it; None is an empty cell.
Value = str | int | Decimal | date | Sequence[str] | None
#: A value as the book keeps it: text, date as ISO text, number as an integer of 10**-places, reference as an id.
Stored = str | int | None


@dataclass(frozen=True, slots=True)
class Add:
    """A new entry: its values by column name; columns not named stay empty."""

    ledger: str
    values: Mapping[str, Value]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class AddMany:
    """Many new entries in stored form, for imports of any size: ``rows`` is read once, in pieces.

    ``columns`` names what the tuples hold. ``place`` tells where the row of that index (from 0) stands in the source.
    """

    ledger: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Stored, ...]]
    place: Callable[[int], Place] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """New values for some columns of an entry; None empties a cell.

    ``since`` is the number of the last change set that the writer had seen: one that touched the entry later stands
    in the way.
    """

    ledger: str
    id: int
    values: Mapping[str, Value]
    place: Place = NOWHERE
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """An entry taken out of every figure, for good but not without trace; ``count`` consecutive ones from ``id``."""

    ledger: str
    id: int
    place: Place = NOWHERE
    count: int = 1


@dataclass(frozen=True, slots=True)
class Restore:
    """A withdrawn entry taken back in; ``count`` consecutive ones from ``id``."""

    ledger: str
    id: int
    place: Place = NOWHERE
    count: int = 1


AnyChange = Add | AddMany | Change | Withdraw | Restore


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a change set did: its number in the journal (None when nothing changed), the head, the entries touched.

    ``created`` gives the ids of the new entries of each ledger, in the order asked for; the others count entries.
    """

    seq: int | None
    head: str
    created: Mapping[str, range] = field(default_factory=dict)
    updated: Mapping[str, int] = field(default_factory=dict)
    withdrawn: Mapping[str, int] = field(default_factory=dict)
    unchanged: int = 0
