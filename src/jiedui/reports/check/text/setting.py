"""The setting of a report: its period, its region, its date, its author; and the land it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from jiedui.base.once import once
from jiedui.base.periods import Period

Side = Literal["west", "east"]


@dataclass(frozen=True, slots=True)
class Region:
    """One region of the book: its name, level (省 市 县 镇 村 园区), parent and side of the pair."""

    id: int
    name: str
    level: str
    parent: int | None
    side: Side | None


@dataclass(frozen=True)
class Land:
    """All regions of the book as a tree."""

    regions: Mapping[int, Region]

    @once
    def _children(self) -> Mapping[int | None, tuple[int, ...]]:
        found: dict[int | None, list[int]] = {}
        for region in self.regions.values():
            found.setdefault(region.parent, []).append(region.id)
        return {parent: tuple(children) for parent, children in found.items()}

    def up(self, region: int) -> Iterator[int]:
        """The region and those over it, from below."""
        here: int | None = region
        while here is not None:
            yield here
            here = self.regions[here].parent

    @once
    def _depths(self) -> Mapping[int, int]:
        return {region: len(list(self.up(region))) for region in self.regions}

    def depth(self, region: int) -> int:
        """How many regions it lies in, itself counted."""
        return self._depths[region]

    def within(self, region: int, over: int) -> bool:
        """Whether the region is, or lies below, the other."""
        return over in self.up(region)

    def over(self, regions: Iterable[int]) -> frozenset[int]:
        """Everything that lies over one of the regions."""
        return frozenset(each for region in regions for each in self.up(region) if each != region)

    def at_level(self, region: int, levels: tuple[str, ...]) -> int | None:
        """The region of one of those levels that the region is or lies in."""
        return next((each for each in self.up(region) if self.regions[each].level in levels), None)

    def siblings(self, region: int) -> tuple[int, ...]:
        """The other regions of the same level below the same parent."""
        this = self.regions[region]
        return tuple(
            each
            for each in self._children.get(this.parent, ())
            if each != region and self.regions[each].level == this.level
        )

    @once
    def _sides(self) -> Mapping[int, Side | None]:
        return {
            region: next((self.regions[each].side for each in self.up(region) if self.regions[each].side), None)
            for region in self.regions
        }

    def counties(self, side: Side) -> frozenset[int]:
        """The counties of a side of the pair."""
        return self._counties[side]

    @once
    def _counties(self) -> Mapping[Side | None, frozenset[int]]:
        found: dict[Side | None, list[int]] = {"west": [], "east": []}
        for region in self.regions.values():
            if region.level == "县":
                found.setdefault(self.side(region.id), []).append(region.id)
        return {side: frozenset(counties) for side, counties in found.items()}

    def side(self, region: int) -> Side | None:
        """The side of the pair, its own or that of the nearest region over it."""
        return self._sides[region]


@dataclass(frozen=True, slots=True)
class Author:
    """Who speaks in a report of the first person, when that person's posting ran, and the visits made by that person."""

    name: str
    posting: Period | None = None
    visits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One target of the book: indicator by name, region, year, value in the base unit, its entry."""

    indicator: str
    region: int
    year: int
    value: Fraction
    entry: str


@dataclass(frozen=True)
class Setting:
    """What every statement of a report shares unless it says otherwise.

    ``partners`` are its region's on the other side; ``hidden`` are the counties of which the reader may not ask. It is
    ``personal`` when one person tells of that person's own work, whether or not the book knows who; ``unplaced`` when it
    speaks of a town of its own that it never names. ``team`` is when those were posted who report together.
    ``whole`` is the region that may be meant as well as its own.
    """

    period: Period
    region: int | None
    clock: date
    land: Land
    author: Author | None = None
    personal: bool = False
    postings: Mapping[str, Period] = field(default_factory=dict)
    posting_entries: Mapping[Period, str] = field(default_factory=dict)
    partners: tuple[int, ...] = ()
    hidden: frozenset[int] = frozenset()
    unplaced: bool = False
    whole: int | None = None
    team: Period | None = None

    @once
    def whole_book(self) -> bool:
        """Whether the report's region is the only county of its side that is seen: then what stands above it is its too."""
        if self.region is None or self.land.regions[self.region].level != "县":
            return False
        return self.land.counties(self.home) - self.hidden == {self.region}

    def entry_of(self, posting: Period) -> str:
        """The entry of a posting that runs so."""
        return self.posting_entries.get(posting, "posting")

    @once
    def over(self) -> frozenset[int]:
        """The regions over the report's own."""
        return self.land.over((self.region,)) if self.region is not None else frozenset()

    @once
    def own_counties(self) -> frozenset[int]:
        """The county that the report's own region lies below, where its reader may ask of it: a town tells of it too."""
        return frozenset(each for each in self.over - self.hidden if self.land.regions[each].level == "县")

    @once
    def home(self) -> Side:
        """The side of the pair that the report is written from."""
        return (self.land.side(self.region) if self.region is not None else None) or "west"
