"""The office's own map, coloured by an indicator, with its approval number (审图号) and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiedui.base.problems import Problem, Refusal
from jiedui.book.outline import LARGEST, About, Outline, Shape, keep_outline, kept_outline, matched
from jiedui.catalog import Indicator
from jiedui.figures import find_indicator
from jiedui.figures.classes import classed
from jiedui.figures.comparison import spread
from jiedui.figures.figures import base_unit
from jiedui.figures.model import Result
from jiedui.figures.show import shown
from jiedui.web.desk import Desk, page
from jiedui.web.pages.asked import Asked, asked, region_words
from jiedui.web.pages.figures.compare import regional
from jiedui.web.pages.figures.told import PARTLY, scoped
from jiedui.web.pages.pair.drawing import Area, drawn

#: Up to so many areas bear their names and values on the map itself; of more, a pointer and the table tell them.
LABELLED = 40
#: The longest approval number that is read.
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Place:
    """One area of the map: its drawing, its name (empty where it is not the user's to see), its value, class and link."""

    area: Area
    name: str
    value: str = ""
    rows: int = 0
    level: int | None = None
    link: str = ""


@page()
def map_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The map, or the form that asks for one."""
    return _shown(request, desk, [])


@require_POST
@page("administer")
def keep(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep the map that an administrator hands in; the form again, with every problem, where it cannot be kept."""
    upload = request.FILES.get("map")
    if upload is None:
        return _shown(request, desk, [Problem("map-not-collection")])
    approval = request.POST.get("approval", "").strip()[:LONGEST]
    at = desk.book.clock().astimezone(UTC).isoformat(timespec="seconds")
    try:
        keep_outline(desk.book.location, upload.read(LARGEST + 1), About(approval, desk.actor, at), desk.book.regions)
    except Refusal as refusal:
        return _shown(request, desk, list(refusal.problems), approval)
    return redirect("pair-map")


def _shown(request: HttpRequest, desk: Desk, problems: Sequence[Problem], approval: str = "") -> HttpResponse:
    """The page, with the problems of the form."""
    where = asked(request, desk)
    if "region" not in request.GET:
        where = where.everywhere()
    declared = find_indicator(desk.book.catalog, request.GET.get("indicator") or _offered(desk)[0].name)
    outline = kept_outline(desk.book.location)
    context: dict[str, Any] = {"declared": declared, "indicators": _offered(desk), "outline": outline}
    context |= {"problems": problems, "approval": approval, "places": []}
    if outline and not where.problems:
        context |= _coloured(desk, outline, declared, where)
    status = 400 if problems or where.problems else 200
    return render(request, "pair/map.html", scoped(desk, where, **context), status=status)


def _offered(desk: Desk) -> list[Indicator]:
    """The indicators that differ by region, the headline ones first."""
    found = [each for each in desk.book.catalog.indicators.values() if regional(desk, each)]
    return sorted(found, key=lambda each: not each.headline)


def _coloured(desk: Desk, outline: Outline, declared: Indicator, where: Asked) -> dict[str, Any]:
    """The areas with the values of those that the user may look at."""
    tree, view = desk.book.regions, desk.book.view
    shapes, known = _within(desk, outline, where.scope.region)
    if not shapes:
        return {}
    areas, height = drawn(shapes)
    ids = {place: id for place, id in known.items() if view.region(id)}
    found = _values(desk, declared, where, sorted(set(ids.values())))
    levels, bounds = classed({id: each.value for id, each in found.items() if each.value is not None})
    unit, word = base_unit(declared), region_words(desk)
    places = []
    for place, area in enumerate(areas):
        id = ids.get(place)
        if id is None:
            places.append(Place(area, ""))
            continue
        link = where.of(word(id), "figures-records", declared.name)
        value = str(shown(found[id].value, unit))
        name = tree[id].name if view.within(id) else f"{tree[id].name}{PARTLY}"
        places.append(Place(area, name, value, found[id].rows, levels.get(id), link))
    return {
        "places": places,
        "height": height,
        "labelled": len(places) <= LABELLED,
        "legend": [(f"{shown(low, unit)}", f"{shown(high, unit)}") for low, high in bounds],
        "ranked": [places[place] for place in sorted(ids, key=lambda place: -(found[ids[place]].value or 0))],
    }


def _within(desk: Desk, outline: Outline, region: int | None) -> tuple[Sequence[Shape], dict[int, int]]:
    """The shapes of the region and of what lies below it, with their regions; all of the map without a region."""
    tree = desk.book.regions
    known = matched(tree, outline.shapes)
    if region is None:
        return outline.shapes, known
    kept = [place for place, id in known.items() if region in tree[id].path]
    return [outline.shapes[place] for place in kept], {new: known[place] for new, place in enumerate(kept)}


def _values(desk: Desk, declared: Indicator, where: Asked, ids: Sequence[int]) -> dict[int, Result]:
    """The indicator in each of the regions."""
    return dict(spread(desk.figures, [declared], where.everywhere().scope, ids)[declared.name]) if ids else {}
