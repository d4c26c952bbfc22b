"""Where things are: shapes from the text of the ledgers (GeoJSON or WKT, WGS 84), and distances between places.

Distances are those of the plane that touches the earth between the two places: over the tens of kilometres of a town the
error is below one in ten thousand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import cos, hypot, radians

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from jiedui.planning.renew.town import Point

#: Kilometres in a degree of latitude.
DEGREE = 111.32


def geometry_of(text: str) -> BaseGeometry | None:
    """The shape that the text tells, None for no text; raises ValueError when it is neither GeoJSON nor WKT."""
    if not text.strip():
        return None
    try:
        found = _from_json(json.loads(text)) if text.lstrip().startswith("{") else shapely.from_wkt(text)
    except (shapely.errors.ShapelyError, AttributeError, KeyError, TypeError, IndexError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(found, BaseGeometry) or found.is_empty:
        raise ValueError("empty")
    return found


def _from_json(body: dict[str, object]) -> BaseGeometry:
    """A GeoJSON geometry, or that of a feature, or those of all features together."""
    if body.get("type") == "FeatureCollection":
        features = body["features"]
        return shapely.union_all([shape(each["geometry"]) for each in features])  # type: ignore[attr-defined]
    return shape(body["geometry"] if body.get("type") == "Feature" else body)


def point_of(text: str) -> Point | None:
    """The centre of the shape as longitude and latitude, None for no text or one that cannot be read."""
    try:
        found = geometry_of(text)
    except ValueError:
        return None
    return None if found is None else (round(found.centroid.x, 6), round(found.centroid.y, 6))


def ring_of(text: str) -> tuple[Point, ...]:
    """The outer ring of the (first) polygon, empty where the text tells of none."""
    try:
        found = geometry_of(text)
    except ValueError:
        return ()
    for each in getattr(found, "geoms", [found]):
        if each is not None and each.geom_type == "Polygon":
            return tuple((float(x), float(y)) for x, y in each.exterior.coords)
    return ()


def middle(points: Iterable[Point]) -> Point | None:
    """The mean of the points, None without any."""
    found = list(points)
    if not found:
        return None
    return sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found)


def distance(one: Point, other: Point) -> float:
    """Kilometres as the crow flies."""
    north = one[1] - other[1]
    east = (one[0] - other[0]) * cos(radians((one[1] + other[1]) / 2))
    return DEGREE * hypot(north, east)


def by_road(one: Point, other: Point, detour: float) -> float:
    """Kilometres by road, to the metre: as the crow flies times the factor of detours."""
    return round(detour * distance(one, other), 3)
