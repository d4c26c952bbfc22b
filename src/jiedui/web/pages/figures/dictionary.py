"""The dictionary of definitions (口径): all indicators, the headline ones first, with their values for a scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.catalog import Catalog, Indicator
from jiedui.figures import FigureLine
from jiedui.figures.tables import sheet_table
from jiedui.web.desk import Desk, page
from jiedui.web.pages.asked import asked
from jiedui.web.pages.downloads import table_file, wanted_form
from jiedui.web.pages.figures.told import scoped, stamp, told

#: What the group of headline indicators is called.
MAIN = "主要指标"


@page()
def dictionary(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All indicators that the word leaves, grouped, each with its value for the scope."""
    where = asked(request, desk)
    word = request.GET.get("q", "").strip()[:100]
    lines = [] if where.problems else desk.figures.sheet(where.scope)
    catalog = desk.book.catalog
    kept = [line for line in lines if speaks_of(catalog.indicators[line.figure.name], word)]
    form = wanted_form(request)
    if form and not where.problems:
        return table_file(sheet_table(kept, where.words, stamp(desk)), form, f"指标总表-{where.words}")
    groups = grouped(catalog, kept)
    context = {
        "word": word,
        "groups": {title: [told(line, where) for line in each] for title, each in groups.items()},
    }
    return render(request, "figures/dictionary.html", scoped(desk, where, **context), status=status(where.problems))


def status(problems: object) -> int:
    """The status of a page whose form cannot be understood, or can."""
    return 400 if problems else 200


def speaks_of(indicator: Indicator, word: str) -> bool:
    """Whether the word is in a name, a phrase or the definition of the indicator; an empty one is in all."""
    return any(word in text for text in (*indicator.names, *indicator.phrases, indicator.definition))


def grouped(catalog: Catalog, lines: Iterable[FigureLine]) -> Mapping[str, Sequence[FigureLine]]:
    """The headline indicators, then the others by the ledger on which they stand."""
    groups: dict[str, list[FigureLine]] = {MAIN: []}
    for line in lines:
        indicator = catalog.indicators[line.figure.name]
        title = MAIN if indicator.headline else ground(catalog, indicator)
        groups.setdefault(title, []).append(line)
    return {title: each for title, each in groups.items() if each}


def ground(catalog: Catalog, indicator: Indicator) -> str:
    """The title of the ledger on which an indicator stands; of a ratio, that of its numerator."""
    while indicator.ratio is not None:
        indicator = catalog.indicators[indicator.ratio[0]]
    return catalog.ledgers[indicator.ledger or ""].title
