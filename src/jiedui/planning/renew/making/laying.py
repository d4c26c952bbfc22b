"""The map of an invented town: a grid of quarters, in each a core of parcels and two margins for hamlets and a site.

A quarter is one kilometre square. Its core is a rectangle that the quarter's parcels tile exactly, each with its own area;
hamlets stand in the northern margin, a site in the eastern one, so that none lies on a parcel of a core.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, radians, sqrt

from jiedui.planning.renew.locating import DEGREE
from jiedui.planning.renew.town import MU

#: Longitude and latitude of the south-western corner of every invented town.
CORNER = (120.1, 31.7)
#: The side of the largest core of a quarter, and where its margins begin and end, in 公里.
CORE, MARGIN, EDGE = 0.72, 0.75, 0.99
#: 平方公里 of one 亩.
SQUARE = MU / 1e6


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the town's own grid, in 公里 from its corner."""

    x: float
    y: float
    width: float
    height: float

    def geojson(self) -> str:
        """The rectangle as the ledger keeps it: a GeoJSON polygon in WGS 84, to the decimetre."""
        right, top = self.x + self.width, self.y + self.height
        corners = ((self.x, self.y), (right, self.y), (right, top), (self.x, top), (self.x, self.y))
        ring = [degrees(x, y) for x, y in corners]
        return json.dumps({"type": "Polygon", "coordinates": [ring]}, separators=(",", ":"))


def degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a place on the town's grid."""
    east = x / (DEGREE * cos(radians(CORNER[1])))
    return round(CORNER[0] + east, 6), round(CORNER[1] + y / DEGREE, 6)


def grid(quarters: int) -> list[tuple[float, float]]:
    """The south-western corners of so many quarters, those near the middle of the town first."""
    side = ceil(sqrt(quarters))
    corners = [(float(column), float(row)) for row in range(side) for column in range(side)]
    middle = (side - 1) / 2
    near = sorted(corners, key=lambda at: ((at[0] - middle) ** 2 + (at[1] - middle) ** 2, at))
    return near[:quarters]


def core(corner: tuple[float, float], areas: Sequence[float]) -> tuple[Box, list[Box]]:
    """The core of a quarter and the boxes of its parcels, of these areas in 亩; the core is as square as it can be."""
    total = sum(areas) * SQUARE
    width = min(sqrt(total), CORE)
    box = Box(corner[0] + 0.01, corner[1] + 0.01, width, total / width)
    return box, _split(box, list(areas))


def _split(box: Box, areas: list[float]) -> list[Box]:
    """The box cut into one box an area, in their order: halved across its longer side, again and again."""
    if len(areas) == 1:
        return [box]
    half = len(areas) // 2
    share = sum(areas[:half]) / sum(areas)
    if box.width >= box.height:
        first = Box(box.x, box.y, box.width * share, box.height)
        second = Box(box.x + first.width, box.y, box.width - first.width, box.height)
    else:
        first = Box(box.x, box.y, box.width, box.height * share)
        second = Box(box.x, box.y + first.height, box.width, box.height - first.height)
    return _split(first, areas[:half]) + _split(second, areas[half:])


def hamlet_box(corner: tuple[float, float], place: int, area: float) -> Box:
    """The ground of a hamlet in the northern margin of a quarter; ``place`` is 0, 1, 2 … from west to east."""
    width = 0.23
    return Box(corner[0] + 0.01 + place * 0.245, corner[1] + MARGIN, width, min(area * SQUARE / width, EDGE - MARGIN))


def site_box(corner: tuple[float, float], area: float) -> Box:
    """The ground of a site in the eastern margin of a quarter."""
    width = 0.22
    return Box(corner[0] + MARGIN, corner[1] + 0.01, width, area * SQUARE / width)
