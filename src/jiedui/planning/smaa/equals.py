"""Industries that no weight can tell apart, and how they share ranks: each stands before the others equally often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]
#: The multiples of it fall evenly between whole numbers, also when only every n-th is looked at (Weyl 1916).
GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True)
class Equals:
    """Classes of industries with the same measures.

    ``members`` lists the industries class by class; for each industry ``start`` is where its class begins there,
    ``place`` its own place in the class, ``size`` how many the class has (1 for one that is like no other).
    """

    members: Indices
    start: Indices
    place: Indices
    size: Indices

    def moved(self, industries: Indices, turns: NDArray[np.float64]) -> Indices:
        """The industries that stand where those would, when each class is moved on by its share of a turn (0 … 1)."""
        size = self.size[industries]
        place = (self.place[industries] + (turns * size).astype(np.intp)) % size
        return np.asarray(self.members[self.start[industries] + place])


def turns(count: int) -> NDArray[np.float64]:
    """The turn, from 0 to below 1, of each of so many weights."""
    return np.asarray(np.arange(count) * GOLDEN % 1, dtype=np.float64)


def marks(low: NDArray[np.float32]) -> NDArray[np.float64]:
    """A sum of each column with odd factors: of equal columns the same, and hardly of others."""
    return np.asarray((low * np.sqrt(np.arange(2.0, len(low) + 2))[:, None]).sum(axis=0))


def equals(low: NDArray[np.float32], spread: NDArray[np.float32]) -> Equals | None:
    """The classes of industries (columns of criteria × industries) that are known and the same; None without any.

    Marks bring equal columns side by side; whether they are equal is then looked up.
    """
    size = low.shape[1]
    marked = marks(low)
    members = marked.argsort(kind="stable")
    if np.diff(marked[members]).all():
        return None
    known = (spread[:, members] == 0).all(axis=0)
    ordered = low[:, members]
    same = (ordered[:, 1:] == ordered[:, :-1]).all(axis=0) & known[1:] & known[:-1]
    if not same.any():
        return None
    begins = np.flatnonzero(np.concatenate([[True], ~same]))
    sizes = np.diff(begins, append=size)
    start, place, many = np.empty((3, size), np.intp)
    start[members] = np.repeat(begins, sizes)
    place[members] = np.arange(size) - np.repeat(begins, sizes)
    many[members] = np.repeat(sizes, sizes)
    return Equals(members, start, place, many)
