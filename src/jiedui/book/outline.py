"""The office's own map (底图): outlines of regions as GeoJSON, kept in the book's folder with its approval number.

No map comes with the product: which outlines may be shown is for the office that publishes them to answer, and a map may
be shown only with the number under which it was approved (审图号). A map lies in ``map/outline.geojson`` with
``map/about.json`` beside it; nothing in it is trusted but coordinates, names and codes.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jiedui.base.problems import Place, Problem, Refusal, refuse
from jiedui.book.location import Location, write_whole
from jiedui.book.regions import RegionTree

#: The largest map taken: bytes, features, points of all outlines; and how many problems are told at once.
LARGEST, FEATURES, POINTS, TOLD = 8 * 2**20, 2000, 300_000, 20
#: The keys of a feature's properties that may hold its name or its code.
NAMES, CODES = ("name", "NAME", "名称", "fullname"), ("code", "adcode", "代码", "id")
_APPROVAL = re.compile(r"(?:GS[\u4e00-\u9fff]?|[\u4e00-\u9fff]{1,2}S)[(（〔\[]\d{4}[)）〕\]]\d{1,5}号")

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One area of the map: its name and code as the map says them, and its rings of longitude and latitude."""

    name: str
    code: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What is told of a map: its approval number (审图号), who put it there and when (UTC)."""

    approval: str
    actor: str
    at: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A map that may be shown."""

    about: About
    shapes: tuple[Shape, ...]


def kept_outline(location: Location) -> Outline | None:
    """The map of the book there; None when it has none."""
    folder = location.map
    data, about = folder / "outline.geojson", folder / "about.json"
    if not (data.is_file() and about.is_file()):
        return None
    return Outline(About(**json.loads(about.read_text("utf-8"))), _read(data, data.stat().st_mtime_ns))


@lru_cache(maxsize=4)
def _read(file: Path, changed: int) -> tuple[Shape, ...]:  # noqa: ARG001 - a changed file is read again
    """The shapes of a kept map."""
    return parse_outline(file.read_bytes())


def keep_outline(location: Location, data: bytes, about: About, tree: RegionTree) -> Outline:
    """Keep a map instead of the one before; Refusal with everything that is wrong with it, and nothing is kept."""
    problems = [] if _APPROVAL.fullmatch(re.sub(r"\s", "", about.approval)) else [_approval(about.approval)]
    shapes: tuple[Shape, ...] = ()
    try:
        shapes = parse_outline(data)
    except Refusal as refusal:
        problems += refusal.problems
    if shapes and not matched(tree, shapes):
        problems.append(Problem("map-nothing-found"))
    if problems:
        raise Refusal(*problems)
    folder = location.map
    folder.mkdir(exist_ok=True)
    write_whole(folder / "outline.geojson", data)
    write_whole(folder / "about.json", json.dumps(asdict(about), ensure_ascii=False).encode())
    return Outline(about, shapes)


def _approval(text: str) -> Problem:
    """What an approval number that is none makes."""
    return Problem("map-approval", Place(), {"text": text})


def parse_outline(data: bytes) -> tuple[Shape, ...]:
    """The areas of a GeoJSON FeatureCollection.

    Raises Refusal: map-too-large, map-not-json, map-not-collection, map-too-many, map-too-detailed, and map-nameless,
    map-shape, map-coordinates for every feature that is faulty (twenty at most).
    """
    features = _features(data)
    problems: list[Problem] = []
    shapes = [_shape(number, feature, problems) for number, feature in enumerate(features, 1)]
    if problems:
        raise Refusal(*problems[:TOLD])
    points = sum(len(ring) for shape in shapes for ring in shape.rings)
    if points > POINTS:
        raise refuse("map-too-detailed", count=points, limit=POINTS)
    return tuple(shapes)


def _features(data: bytes) -> list[Any]:
    """The features of the collection."""
    if len(data) > LARGEST:
        raise refuse("map-too-large", size=-(-len(data) // 2**20), limit=LARGEST // 2**20)
    try:
        body = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise refuse("map-not-json", why=str(error)[:100] or type(error).__name__) from error
    features = body.get("features") if isinstance(body, dict) else None
    if not isinstance(features, list) or not features:
        raise refuse("map-not-collection")
    if len(features) > FEATURES:
        raise refuse("map-too-many", count=len(features), limit=FEATURES)
    return features


def _shape(number: int, feature: Any, problems: list[Problem]) -> Shape:
    """One feature as an area; what is wrong with it is added to the problems."""
    body = feature if isinstance(feature, dict) else {}
    given = body.get("properties")
    properties: Mapping[str, Any] = given if isinstance(given, dict) else {}
    name, code = _property(properties, NAMES), _property(properties, CODES)
    told = {"number": number, "name": name or code or "—"}
    if not (name or code):
        problems.append(Problem("map-nameless", Place(), {"number": number}))
    try:
        rings = tuple(_rings(body.get("geometry")))
    except (TypeError, ValueError, AttributeError):
        problems.append(Problem("map-shape", Place(), told))
        return Shape(name, code, ())
    if not all(abs(x) <= 180 and abs(y) <= 90 for ring in rings for x, y in ring):
        problems.append(Problem("map-coordinates", Place(), told))
    return Shape(name, code, rings)


def _property(properties: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """The first of the properties that is a word or a number."""
    found = (properties.get(key) for key in keys)
    return next((str(each).strip()[:60] for each in found if isinstance(each, (str, int)) and str(each).strip()), "")


def _rings(geometry: Any) -> Iterator[Ring]:
    """The rings of a polygon or of several; ValueError, TypeError for what is none."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(kind)
    if not polygons or not all(polygons):
        raise ValueError(kind)
    for polygon in polygons:
        for ring in polygon:
            points = tuple((float(point[0]), float(point[1])) for point in ring)
            if len(points) < 4 or not all(math.isfinite(each) for point in points for each in point):
                raise ValueError(len(points))
            yield points


def matched(tree: RegionTree, shapes: tuple[Shape, ...]) -> dict[int, int]:
    """The regions that the shapes are, by the place of the shape: by code, else by a name that one region alone bears."""
    codes = {region.code: region.id for region in tree.values() if region.code}
    names: dict[str, set[int]] = {}
    for region in tree.values():
        for name in (region.name, *region.aliases):
            names.setdefault(name, set()).add(region.id)
    found = {}
    for place, shape in enumerate(shapes):
        named = names.get(shape.name, set())
        id = codes.get(shape.code) or (next(iter(named)) if len(named) == 1 else None)
        if id is not None:
            found[place] = id
    return found
