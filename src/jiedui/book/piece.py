"""A piece of rows on its way through the door, and what is made of its cells: new values, differences, places."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiedui.base.problems import Place
from jiedui.book.changes import Add, Stored
from jiedui.book.duplicates import PlaceOf
from jiedui.book.layout import REVIEW, Table
from jiedui.catalog import Ledger


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of one ledger on their way in: cells by column, the place of each row."""

    table: Table
    ledger: Ledger
    cells: dict[str, Sequence[Stored]]
    count: int
    place: PlaceOf


def renewed(table: Table, old: Sequence[Stored], values: Mapping[str, Stored]) -> tuple[Stored, ...]:
    """The cells with the new values; an entry whose own cells change is no longer reviewed, unless that is said too."""
    new = tuple(values.get(name, cell) for name, cell in zip(table.by_name, old, strict=True))
    if new == tuple(old) or REVIEW.name in values:
        return new
    return tuple(None if name == REVIEW.name else cell for name, cell in zip(table.by_name, new, strict=True))


def differences(table: Table, old: Sequence[Stored], row: Sequence[Stored]) -> str:
    """The cells that differ, as ``[[column's number, old, new], …]``; ``row`` is id and cells by number."""
    changed = [
        [field.number, before, row[field.number]]
        for field, before in zip(table.fields, old, strict=True)
        if before != row[field.number]
    ]
    return json.dumps(changed, ensure_ascii=False, separators=(",", ":"))


def places(added: Sequence[Add], numbers: Sequence[int]) -> PlaceOf:
    """The place of each of the rows that were kept."""
    return lambda row: added[numbers[row]].place


def shifted(place: PlaceOf | None, start: int) -> PlaceOf:
    """The places of a piece that starts at that row."""
    return (lambda row: place(start + row)) if place else (lambda _: Place())
