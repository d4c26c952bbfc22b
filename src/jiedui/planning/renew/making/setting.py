"""What an invented town is made by: how many of each thing, which dice, which places; and the parameters that fit its size."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from jiedui.planning.renew.making.names import Names


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each thing. Firms follow from the parcels: most industrial parcels hold one, some two or three."""

    parcels: int
    hamlets: int
    households: int
    sites: int
    blocks: int
    years: int = 8

    @property
    def industrial(self) -> int:
        """Industrial parcels: nearly half of all, and one for each block at the least."""
        return max(self.blocks, round(self.parcels * 0.46))

    @property
    def others(self) -> int:
        """Parcels that are neither industrial nor the homestead of a hamlet."""
        return max(0, self.parcels - self.industrial - self.hamlets)


#: The standard town.
STANDARD = Counts(parcels=1_500, hamlets=300, households=12_000, sites=25, blocks=40)


def counts_of(scale: float) -> Counts:
    """The standard town made larger or smaller; raises ValueError for a scale that is not above 0."""
    if not scale > 0:
        raise ValueError(f"the scale of a town is above 0, not {scale}")
    return Counts(
        parcels=max(8, round(STANDARD.parcels * scale)),
        hamlets=max(2, round(STANDARD.hamlets * scale)),
        households=max(40, round(STANDARD.households * scale)),
        sites=max(1, round(STANDARD.sites * scale)),
        blocks=max(1, round(STANDARD.blocks * scale)),
    )


@dataclass(frozen=True)
class Places:
    """What the town and its city are called, and its villages; without villages they are invented."""

    town: str = "云渡镇"
    city: str = "润泽市"
    villages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Setting:
    """One run: every part draws from its own dice, so a change in one leaves the others as they are."""

    seed: int
    counts: Counts
    places: Places
    first_year: int
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        """Shuffle the names."""
        object.__setattr__(self, "names", Names(self.dice("names")))

    def dice(self, part: str) -> Random:
        """The dice of one part."""
        return Random(f"{self.seed}/{part}")  # noqa: S311 - a town must be the same everywhere; nothing is secret


def shared(dice: Random, total: int, parts: int, least: int, most: int) -> list[int]:
    """Uneven whole parts from least to most that add up to the total; the bounds give way where they cannot hold."""
    least, most = min(least, total // parts), max(most, -(-total // parts))
    weights = [dice.lognormvariate(0, 0.45) for _ in range(parts)]
    found = [min(most, max(least, round(total * weight / sum(weights)))) for weight in weights]
    step = 1 if sum(found) < total else -1
    at = 0
    while sum(found) != total:
        if least <= found[at % parts] + step <= most:
            found[at % parts] += step
        at += 1
    return found
