"""Outlines as SVG paths: longitude and latitude laid flat (equirectangular, true along the middle latitude), to scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jiedui.book.outline import Ring, Shape

#: The width of the drawing in its own units; the height follows the shapes, up to twice the width.
WIDTH, TALLEST = 900.0, 1800.0


@dataclass(frozen=True, slots=True)
class Area:
    """One shape drawn: its path, and where its words stand."""

    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """How the plane is laid: the west edge, the north edge, units a degree, the narrowing of degrees of longitude."""

    west: float
    north: float
    scale: float
    narrow: float
    height: float

    def lay(self, x: float, y: float) -> tuple[float, float]:
        """A point of longitude and latitude on the sheet."""
        return (x - self.west) * self.narrow * self.scale, (self.north - y) * self.scale


def drawn(shapes: Sequence[Shape]) -> tuple[list[Area], float]:
    """The shapes drawn to one scale, and the height of the drawing."""
    sheet = _sheet([point for shape in shapes for ring in shape.rings for point in ring])
    return [_area(shape, sheet) for shape in shapes], sheet.height


def _sheet(points: Sequence[tuple[float, float]]) -> Sheet:
    """The sheet that holds all points."""
    longitudes, latitudes = [x for x, _ in points], [y for _, y in points]
    south, north = min(latitudes), max(latitudes)
    narrow = max(math.cos(math.radians((south + north) / 2)), 0.05)
    width = max((max(longitudes) - min(longitudes)) * narrow, 1e-9)
    height = max(north - south, 1e-9)
    scale = min(WIDTH / width, TALLEST / height)
    return Sheet(min(longitudes), north, scale, narrow, round(height * scale, 1))


def _area(shape: Shape, sheet: Sheet) -> Area:
    """One shape; its words stand in the middle of its largest ring."""
    rings = [[sheet.lay(x, y) for x, y in ring] for ring in shape.rings]
    largest = max(rings, key=lambda ring: abs(_surface(ring)))
    x, y = centre(largest)
    return Area("".join(_path(ring) for ring in rings), round(x, 1), round(y, 1))


def _path(ring: Iterable[tuple[float, float]]) -> str:
    """A ring as a closed path to a tenth of a unit, points that fall together drawn once."""
    points = list(dict.fromkeys((round(x, 1), round(y, 1)) for x, y in ring))
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in points) + "Z"


def _surface(ring: Sequence[tuple[float, float]]) -> float:
    """The signed surface of a ring (shoelace formula)."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(x * later_y - later_x * y for (x, y), (later_x, later_y) in pairs) / 2


def centre(ring: Ring | Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The centroid of a ring; the mean of its points where it encloses nothing.

    >>> centre([(0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (0.0, 2.0)])
    (2.0, 1.0)
    """
    surface = _surface(ring)
    if abs(surface) < 1e-9:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
        cross = x0 * y1 - x1 * y0
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    return x / (6 * surface), y / (6 * surface)
