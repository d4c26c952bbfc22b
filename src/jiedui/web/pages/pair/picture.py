"""The picture of the pair: what goes from one side to the other in a year, each flow a figure that opens to its records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.base.periods import year
from jiedui.book.pairs import Pair, pairs_of
from jiedui.figures.flows import Stream, streams
from jiedui.figures.show import shown
from jiedui.web.desk import Desk, page
from jiedui.web.pages.asked import Asked, asked, region_words
from jiedui.web.pages.figures.told import scoped

#: The kinds of flows in the order in which they are drawn: their name in both languages, and their sign.
KINDS: Mapping[str, tuple[tuple[str, str], str]] = {
    "funds": (("资金", "funds"), "¥"),
    "people": (("人员", "people"), "人"),
    "goods": (("货物", "goods"), "货"),
    "firms": (("企业", "firms"), "企"),
}
#: Height of one flow and of what stands above the first, in the picture's own units.
STEP, TOP = 54, 40


@dataclass(frozen=True, slots=True)
class Drawn:
    """One flow as it is drawn and told: where, which way, what, how much, and where it leads."""

    y: int
    to: str
    of: str
    kind: tuple[str, str]
    sign: str
    title: str
    value: str
    rows: int
    link: str


@page()
def pair(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The flows of one pair in one period."""
    where = asked(request, desk)
    if where.problems:
        return render(request, "pair/pair.html", scoped(desk, where, pairs=[]), status=400)
    pairs = _seen(desk, pairs_of(desk.book, where.scope.region))
    chosen = pairs[_number(request.GET.get("pair", ""), len(pairs))] if pairs else None
    context: dict[str, Any] = {"pairs": [_names(desk, each) for each in pairs], "chosen": None}
    if chosen:
        found = streams(desk.figures, chosen.west, chosen.east, where.scope)
        drawn = _drawn(desk, found, where)
        west, east = _names(desk, chosen)
        context |= {"chosen": pairs.index(chosen), "west": west, "east": east, "flows": drawn}
        context |= {"height": TOP + STEP * len(drawn) + 20, "years": _years(where, pairs.index(chosen))}
    return render(request, "pair/pair.html", scoped(desk, where, **context))


def _seen(desk: Desk, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs of which the user may ask for figures on both sides."""
    view = desk.book.view
    return [each for each in pairs if view.region(each.west) and view.region(each.east)]


def _number(text: str, count: int) -> int:
    """The number of a pair that exists; the first one otherwise."""
    return int(text) if text.isascii() and text.isdigit() and int(text) < count else 0


def _names(desk: Desk, pair: Pair) -> tuple[str, str]:
    """Both sides by name."""
    tree = desk.book.regions
    return tree[pair.west].name, tree[pair.east].name


def _drawn(desk: Desk, found: Sequence[Stream], where: Asked) -> list[Drawn]:
    """The flows in their places, one kind after the other."""
    word, order = region_words(desk), list(KINDS)
    drawn = []
    for place, stream in enumerate(sorted(found, key=lambda each: (order.index(each.of), each.to == "east"))):
        figure = stream.figure
        kind, sign = KINDS[stream.of]
        drawn.append(
            Drawn(
                TOP + STEP * place + STEP // 2,
                stream.to,
                stream.of,
                kind,
                sign,
                figure.title,
                str(shown(figure.value, figure.unit)),
                figure.rows,
                where.of(word(stream.region), "figures-records", figure.name),
            )
        )
    return drawn


def _years(where: Asked, chosen: int) -> dict[str, Any] | None:
    """The years of the slider, with the one that is shown and a link for each; None where there is only one."""
    period = where.scope.period
    if len(where.years) < 2 or period is None:
        return None
    links = [
        (number, replace(where, period=str(number)).link("pair", pair=chosen), period == year(number))
        for number in where.years
    ]
    return {"first": where.years[0], "last": where.years[-1], "now": period.end.year, "links": links}
