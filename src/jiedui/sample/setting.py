"""What every part of the generator is given: the seed, the size, and the people met so far."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from jiedui.sample.people import People, clerks
from jiedui.sample.rows import Row


def dice(seed: int, part: str) -> Random:
    """The dice of one part under one seed."""
    return Random(f"{seed}/{part}")  # noqa: S311 - a sample must be the same everywhere; nothing is secret


@dataclass(frozen=True)
class Setting:
    """One run of the generator. Every part draws from its own dice, so a change in one leaves the others as they are."""

    seed: int
    size: float
    people: People

    def dice(self, part: str) -> Random:
        """The dice of one part."""
        return dice(self.seed, part)

    def many(self, number: int) -> int:
        """How many rows of a kind: the full number scaled by the size, at least one."""
        return max(1, round(number * self.size))

    def recorded(self, part: str, rows: list[Row]) -> list[Row]:
        """The rows with the clerk who kept each (记录人)."""
        rolled, names = self.dice(f"{part}/recorder"), clerks(self.people)
        return [{**row, "记录人": rolled.choice(names)} for row in rows]
