"""The quarters of an invented town: which hold blocks, other industry or fields, where hamlets and sites stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

from jiedui.planning.renew.making.country import fields
from jiedui.planning.renew.making.industry import Ground
from jiedui.planning.renew.making.laying import Box, core, grid
from jiedui.planning.renew.making.setting import Setting

#: The land of parcels that one quarter takes in, in 亩, and its places for hamlets.
FULL, PLACES = 700.0, 4
_Corner = tuple[float, float]
_Of = TypeVar("_Of")


@dataclass(frozen=True, slots=True)
class Laid:
    """The map: the boxes of the blocks with their villages, of industrial parcels and of fields in their order.

    ``hamlets`` holds quarter (by number) and place of each hamlet, ``sites`` the quarter of each site; ``corners`` and
    ``regions`` are those of the quarters.
    """

    corners: Sequence[_Corner]
    regions: Sequence[str]
    blocks: Sequence[tuple[Box, str]]
    industrial: Sequence[tuple[Box, str]]
    fields: Sequence[tuple[str, float, Box, str]]
    hamlets: Sequence[tuple[int, int]]
    sites: Sequence[int]

    def apart(self, one: int, other: int) -> float:
        """Kilometres between two quarters."""
        return sqrt(_apart(self.corners[one], self.corners[other]))


def laid_out(setting: Setting, found: Sequence[Ground]) -> Laid:
    """The map of the town. The first quarters, near the middle, are shuffled; block number n lies in quarter n."""
    counts = setting.counts
    inside = [[each.area for each in found if each.block == number] for number in range(counts.blocks)]
    outside = _filled([(each.area, each.area) for each in found if each.block is None])
    around = _filled([(area, (use, area)) for use, area in fields(setting)])
    used = len(inside) + len(outside) + len(around)
    corners = grid(max(used, counts.sites, -(-counts.hamlets // 3)))
    setting.dice("quarters").shuffle(corners)
    regions = _regions(setting, corners)
    cores = [core(corner, areas) for corner, areas in zip(corners, [*inside, *outside], strict=False)]
    industrial = [(box, regions[at]) for at, (_, boxes) in enumerate(cores) for box in boxes]
    first = len(cores)
    quarters = enumerate(around, first)
    laid = [(use, area, box, regions[at]) for at, group in quarters for (use, area), box in _boxed(corners[at], group)]
    blocks = [(cores[number][0], regions[number]) for number in range(counts.blocks)]
    return Laid(corners, regions, blocks, industrial, laid, _hamlets(setting, corners), _sites(setting, corners))


def _boxed(corner: _Corner, group: Sequence[tuple[str, float]]) -> Iterable[tuple[tuple[str, float], Box]]:
    """The fields of a quarter with their boxes."""
    return zip(group, core(corner, [area for _, area in group])[1], strict=True)


def _filled(things: Iterable[tuple[float, _Of]]) -> list[list[_Of]]:
    """The things by quarter, in their order: as many in each as its core has land for, a dozen at the most."""
    quarters: list[list[_Of]] = []
    land = FULL
    for area, thing in things:
        if land + area > FULL or len(quarters[-1]) >= 16:
            quarters.append([])
            land = 0.0
        quarters[-1].append(thing)
        land += area
    return quarters


def _regions(setting: Setting, corners: Sequence[_Corner]) -> list[str]:
    """The village of each quarter: bands of quarters from south to north, each cut from west to east."""
    villages = setting.places.villages or _invented(setting, len(corners))
    order = sorted(range(len(corners)), key=lambda at: (corners[at][1] // 3, corners[at][0], corners[at][1]))
    regions = [""] * len(corners)
    for rank, at in enumerate(order):
        regions[at] = villages[rank * len(villages) // len(corners)]
    return regions


def _invented(setting: Setting, quarters: int) -> tuple[str, ...]:
    """Villages of some six quarters each, two at the least."""
    return tuple(setting.names.village() for _ in range(max(2, quarters // 6)))


def _hamlets(setting: Setting, corners: Sequence[_Corner]) -> list[tuple[int, int]]:
    """Places of hamlets, dealt evenly over the quarters."""
    slots = [(at, place) for place in range(PLACES) for at in range(len(corners))]
    whole, rest = divmod(setting.counts.hamlets, len(corners))
    dealt = slots[: whole * len(corners)]
    return dealt + setting.dice("hamlet places").sample(slots[len(dealt) : len(dealt) + len(corners)], rest)


def _sites(setting: Setting, corners: Sequence[_Corner]) -> list[int]:
    """Quarters of sites: each the farthest from those before it, then each drawn to the middle of what is nearest to it."""
    if not setting.counts.sites:
        return []
    chosen = [setting.dice("site places").randrange(len(corners))]
    far = [_apart(corner, corners[chosen[0]]) for corner in corners]
    while len(chosen) < setting.counts.sites:
        chosen.append(max(range(len(corners)), key=lambda at: far[at]))
        far = [min(before, _apart(corner, corners[chosen[-1]])) for before, corner in zip(far, corners, strict=True)]
    for _ in range(4):
        centred = _centred(chosen, corners)
        chosen = min(chosen, centred, key=lambda sites: _farthest(sites, corners))
    return chosen


def _farthest(sites: Sequence[int], corners: Sequence[_Corner]) -> float:
    """How far the quarter is that is farthest from its nearest site."""
    return max(min(_apart(corners[site], corner) for site in sites) for corner in corners)


def _centred(chosen: Sequence[int], corners: Sequence[_Corner]) -> list[int]:
    """For each site the quarter next to the mean of the quarters that are nearest to it."""
    nearest: dict[int, list[_Corner]] = {site: [] for site in chosen}
    for corner in corners:
        nearest[min(chosen, key=lambda site: _apart(corners[site], corner))].append(corner)
    found = []
    for own in nearest.values():
        mean = sum(x for x, _ in own) / len(own), sum(y for _, y in own) / len(own)
        found.append(min(range(len(corners)), key=lambda at: _apart(corners[at], mean)))
    return found if len(set(found)) == len(found) else list(chosen)


def _apart(one: _Corner, other: _Corner) -> float:
    """The square of the distance of two quarters."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
