"""The year at a glance: figures against targets, the pair, what needs doing, what changed, three charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.agenda import Serving, serving
from jiedui.book.pairs import Pair, pairs_of
from jiedui.book.recent import Recent, recent
from jiedui.figures import FigureLine
from jiedui.figures.pace import gone_at
from jiedui.figures.show import shown
from jiedui.web.desk import Desk, page
from jiedui.web.pages.asked import Asked, asked
from jiedui.web.pages.figures.told import Told, scoped, told
from jiedui.web.pages.home.glances import glances
from jiedui.web.pages.home.sides import Sides, sides_of
from jiedui.web.pages.home.todo import own_and_reviews, todo

#: Change sets told of.
RECENT = 8


@dataclass(frozen=True, slots=True)
class Bond:
    """A pair of regions by name, and how many pairs of towns, villages, firms and others it holds."""

    west: str
    east: str
    links: int


@page()
def home(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The year of the region that the address names, else of the user's own."""
    rights = own_and_reviews(desk)
    where = asked(request, desk)
    if where.problems:
        return render(request, "home/home.html", scoped(desk, where), status=400)
    pairs = pairs_of(desk.book, where.scope.region)
    sides = sides_of(desk, where, pairs)
    lines = _lines(desk, sides)
    told_lines = [told(line, sides.of(line.figure.name)) for line in lines]
    day = shown_day(where)
    gone = gone_at(where.scope.period, where.day)
    context: dict[str, Any] = {
        "day": day,
        "gone": str(shown(gone, "1")),
        "lines": [line for line in told_lines if sides.of(line.name) is where],
        "theirs": [line for line in told_lines if sides.of(line.name) is not where],
        "partner": sides.name,
        "late": late(told_lines),
        "todo": todo(desk, where, day, rights),
        "changes": list(_changes(desk)),
        "glances": list(glances(desk, sides, lines, gone)),
        **_pair(desk, where, pairs, day),
        "empty": not where.years,
        "past": bool(where.years) and where.years[-1] < where.day.year and where.period == str(where.years[-1]),
    }
    return render(request, "home/home.html", scoped(desk, where, **context))


def shown_day(where: Asked) -> date:
    """The day as of which the page tells: today, or the end of a period that is over."""
    return min(where.day, where.scope.period.end) if where.scope.period else where.day


def late(lines: list[Told]) -> list[Told]:
    """The lines that lag behind."""
    return [line for line in lines if line.pace == "late"]


def _lines(desk: Desk, sides: Sides) -> list[FigureLine]:
    """The headline figures, each for the side of which its ledger tells."""
    own = desk.figures.sheet(sides.own.scope, main=True)
    if sides.partner is None or not sides.elsewhere:
        return own
    theirs = {line.figure.name: line for line in desk.figures.sheet(sides.partner.scope, main=True)}
    return [theirs[each.figure.name] if each.figure.name in sides.elsewhere else each for each in own]


def _pair(desk: Desk, where: Asked, pairs: list[Pair], day: date) -> dict[str, Any]:
    """Both sides of the pair, and who serves where on that day."""
    region, tree = where.scope.region, desk.book.regions
    regions = {region} if region is not None else {each.id for each in tree.children.get(None, ())}
    regions |= {side for pair in pairs for side in (pair.west, pair.east)} if region is not None else set()
    people = serving(desk.figures, sorted(each for each in regions if each), day) if regions else []
    return {"pairs": [_bond(desk, pair) for pair in pairs], "people": _by_direction(people)}


def _bond(desk: Desk, pair: Pair) -> Bond:
    """A pair by the names of its sides."""
    tree = desk.book.regions
    return Bond(tree[pair.west].name, tree[pair.east].name, pair.links)


def _by_direction(people: list[Serving]) -> dict[str, list[Serving]]:
    """Who serves, by direction."""
    found: dict[str, list[Serving]] = {}
    for each in people:
        found.setdefault(each.direction, []).append(each)
    return found


def _changes(desk: Desk) -> Iterator[tuple[Recent, list[tuple[str, str, int, str]]]]:
    """The last change sets: of each ledger its title, what was done, to how many entries, its name."""
    ledgers = desk.book.ledgers
    for each in recent(desk.book, RECENT):
        yield each, [(ledgers[it.ledger].title, it.op, it.count, it.ledger) for it in each.touched]
