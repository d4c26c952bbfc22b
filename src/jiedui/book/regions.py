"""The tree of regions (行政区划): who lies below whom, and at which of four levels a subtree is one equality.

Beside every reference to a region the book keeps the ids of its ancestors at the levels province 省, city 市,
county 县 and town 镇, the region's own level included. A county-level zone under a city has the level of a county;
a park (园区) has the level below its parent's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from jiedui.book.layout import LEVELS

#: The tier of each declared level of a region; a park's is one below its parent's.
TIERS = {"省": 1, "市": 2, "县": 3, "镇": 4, "村": 5}
#: The tier of a park that lies below nothing: that of a county, as an economic development zone has.
LONE_PARK = 3

Levels = tuple[int | None, int | None, int | None, int | None]
NOWHERE: Levels = (None, None, None, None)


@dataclass(frozen=True, slots=True)
class Region:
    """One region: ``path`` are the ids from the top down to itself, ``tier`` is 1 (省) to 5 (村) or below."""

    id: int
    name: str
    aliases: tuple[str, ...]
    level: str
    side: str | None
    parent: int | None
    tier: int
    path: tuple[int, ...]
    code: str | None = None


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region as its entry says: the tree is made of these."""

    id: int
    code: str | None
    name: str
    parent: int | None
    level: str
    side: str | None
    aliases: str | None


class RegionTree(Mapping[int, Region]):
    """All regions in use by id; regions that lie below themselves are in ``circular`` and not in the tree."""

    def __init__(self, rows: Iterable[RegionRow]) -> None:
        """Build the tree of these regions."""
        self._rows = {row.id: row for row in rows}
        self._regions: dict[int, Region] = {}
        self.circular: list[int] = []
        for row in self._rows.values():
            self._place(row)

    def __getitem__(self, id: int) -> Region:
        """The region of that id."""
        return self._regions[id]

    def __iter__(self) -> Iterator[int]:
        """The ids of all regions."""
        return iter(self._regions)

    def __len__(self) -> int:
        """How many regions there are."""
        return len(self._regions)

    def _place(self, row: RegionRow) -> None:
        """Put the region, and what lies above it, in the tree."""
        chain = [row]
        while (above := self._rows.get(chain[-1].parent or 0)) and above.id not in self._regions:
            if above in chain:
                self.circular.append(row.id)
                return
            chain.append(above)
        for each in reversed(chain):
            self._regions.setdefault(each.id, self._region(each))

    def _region(self, row: RegionRow) -> Region:
        """The region of this row; its parent is in the tree already, or has been withdrawn."""
        parent = self._regions.get(row.parent or 0)
        tier = TIERS.get(row.level) or (parent.tier + 1 if parent else LONE_PARK)
        aliases = tuple(row.aliases.split("、")) if row.aliases else ()
        path = (*(parent.path if parent else ()), row.id)
        return Region(row.id, row.name, aliases, row.level, row.side, row.parent, tier, path, row.code)

    @cached_property
    def children(self) -> Mapping[int | None, tuple[Region, ...]]:
        """The regions directly below each; those at the top under None."""
        found: dict[int | None, list[Region]] = defaultdict(list)
        for region in self.values():
            found[region.parent].append(region)
        return {parent: tuple(regions) for parent, regions in found.items()}

    @cached_property
    def levels(self) -> Mapping[int, Levels]:
        """For each region the ids of its ancestors, itself included, at province, city, county and town."""
        return {region.id: self._levels(region) for region in self.values()}

    def _levels(self, region: Region) -> Levels:
        """The ids on the region's path by tier."""
        at = {self[id].tier: id for id in region.path}
        return (at.get(1), at.get(2), at.get(3), at.get(4))

    def within(self, id: int) -> tuple[str, tuple[int, ...]]:
        """How to find all that lies in a region: the suffix of the column to compare, and the ids to compare with.

        ``("__county", (7,))`` for a county: ``west__county = 7``; for a village the column itself and all ids below.
        """
        region = self[id]
        if region.tier <= len(LEVELS):
            return f"__{LEVELS[region.tier - 1]}", (id,)
        return "", tuple(other.id for other in self.values() if id in other.path)

    def below(self, id: int) -> tuple[int, ...]:
        """The ids of the region and of everything below it."""
        return tuple(other.id for other in self.values() if id in other.path)

    def path_names(self, id: int) -> tuple[str, ...]:
        """The names from the top down to the region."""
        return tuple(self[each].name for each in self[id].path)

    def misplaced(self) -> Iterator[tuple[Region, Region]]:
        """Regions whose tier is not below their parent's, each with its parent."""
        for region in self.values():
            parent = self.get(region.parent or 0)
            if parent and region.tier <= parent.tier:
                yield region, parent
