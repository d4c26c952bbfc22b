"""Conditions on rows as SQL with the values bound to them, and how they are joined: pure, the same for all databases.

Names in SQL come from the catalogue alone; every value is bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jiedui.book.regions import RegionTree


@dataclass(frozen=True, slots=True)
class Predicate:
    """A condition on a row in SQL, with the values bound to it; an empty one holds for every row."""

    sql: str = ""
    params: tuple[Any, ...] = ()

    @property
    def where(self) -> str:
        """The predicate after WHERE."""
        return self.sql or "TRUE"


#: Every row, and no row at all.
EVERY = Predicate()
NONE = Predicate("FALSE")


def all_of(predicates: Iterable[Predicate]) -> Predicate:
    """The rows for which every one holds."""
    return _joined(predicates, " AND ")


def any_of(predicates: Iterable[Predicate]) -> Predicate:
    """The rows for which at least one holds; with none given, no row; with an empty one among them, every row."""
    given = list(predicates)
    if not all(predicate.sql for predicate in given):
        return Predicate()
    return _joined(given, " OR ") if given else NONE


def _joined(predicates: Iterable[Predicate], joint: str) -> Predicate:
    """The predicates in brackets, joined."""
    parts = [predicate for predicate in predicates if predicate.sql]
    if len(parts) == 1:
        return parts[0]
    sql = joint.join(f"({part.sql})" for part in parts)
    return Predicate(sql, tuple(param for part in parts for param in part.params))


def one_of(name: str, ids: Sequence[int]) -> Predicate:
    """The rows whose reference is one of the ids."""
    if len(ids) == 1:
        return Predicate(f'"{name}" = ?', tuple(ids))
    listed = ", ".join(map(str, ids))
    return Predicate(f'"{name}" IN ({listed})') if ids else NONE


def under(name: str, tree: RegionTree, region: int) -> Predicate:
    """The rows whose region is this one or lies below it; of a village, found through its town's index."""
    suffix, ids = tree.within(region)
    found = one_of(f"{name}{suffix}", ids)
    town = tree.levels[region][-1]
    return found if suffix or town is None else all_of((one_of(f"{name}__town", (town,)), found))


def nowhere(names: Iterable[str]) -> Predicate:
    """The rows that name no region in any of those columns."""
    return all_of(Predicate(f'"{name}" IS NULL') for name in names)
