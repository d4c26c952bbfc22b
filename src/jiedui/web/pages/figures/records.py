"""The records behind a number: of an indicator for a scope, or of one part of its breakdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiedui.book import Entry, shown
from jiedui.catalog import Column, Ledger
from jiedui.figures import Figure, FigureLine, find_indicator
from jiedui.figures.listing import written
from jiedui.figures.listing.model import listing_of
from jiedui.figures.model import Rows
from jiedui.figures.tables import records_table
from jiedui.figures.ways import ways
from jiedui.web.desk import Desk, page
from jiedui.web.pages.asked import Asked, asked
from jiedui.web.pages.downloads import table_file, wanted_form
from jiedui.web.pages.figures.dictionary import status
from jiedui.web.pages.figures.told import scoped, stamp, told

#: Entries on one page.
SIZE = 50


@page()
def records(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """The entries that a number counts, page by page."""
    where = asked(request, desk)
    declared = find_indicator(desk.book.catalog, name)
    context: dict[str, Any] = {"declared": declared, "figure": None}
    if where.problems:
        return render(request, "figures/records.html", scoped(desk, where, **context), status=status(where.problems))
    by, part = request.GET.get("by", ""), request.GET.get("part")
    parted = part is not None and by in ways(desk.book.catalog, declared)
    figure = _figure(desk, declared.name, where, by if parted else "", part or "")
    form = wanted_form(request)
    if form:
        return table_file(records_table(desk.book, figure, stamp(desk)), form, f"{figure.title}记录-{figure.where}")
    context |= {"figure": figure, "line": told(FigureLine(figure), where)}
    context |= {"by": by if parted else "", "part": part if parted else ""}
    context |= _two(figure, where, by, part) if figure.query is None else _page_of(desk, figure, request)
    return render(request, "figures/records.html", scoped(desk, where, **context))


def _figure(desk: Desk, name: str, where: Asked, by: str, part: str) -> Figure:
    """The figure, or the part of it, whose records are asked for."""
    return desk.figures.part(name, where.scope, by, part) if by else desk.figures.indicator(name, where.scope)


def _two(figure: Figure, where: Asked, by: str, part: str | None) -> dict[str, Any]:
    """A ratio opens to its two figures, each to its own records."""
    both = [each for each in (figure.numerator, figure.denominator) if each]
    return {
        "two": [
            (told(FigureLine(each), where), where.link("figures-records", each.name, by=by, part=part)) for each in both
        ]
    }


def _page_of(desk: Desk, figure: Figure, request: HttpRequest) -> dict[str, Any]:
    """One page of the entries, with the columns that are filled in any of them."""
    ledger = desk.book.ledgers[figure.query.ledger if figure.query else ""]
    pages = max(-(-figure.rows // SIZE), 1)
    number = _number(request.GET.get("page", ""), pages)
    order = figure.query.date or ledger.date if figure.query else None
    rows = Rows(figure.query, figure.kept) if figure.query else None
    ids = desk.figures.ids(rows, SIZE, (number - 1) * SIZE, order=order or "id") if rows else []
    entries = desk.book.entries(ledger.name, ids)
    columns = filled(entries, [column for column in ledger.columns if not column.sensitive])
    cells = [(entry, [shown(column, entry.values[column.name]) for column in columns]) for entry in entries]
    return {
        "listed": _listed(ledger, figure),
        "ledger": ledger,
        "columns": columns,
        "entries": cells,
        "number": number,
        "pages": pages,
    }


def _listed(ledger: Ledger, figure: Figure) -> str:
    """The list of the ledger that shows the same entries; empty for a part, which no list can say."""
    if figure.query is None or figure.kept.sql:
        return ""
    return f"{reverse('ledgers-list', args=(ledger.name,))}?{written(ledger, listing_of(ledger, figure.query))}"


def filled(entries: Sequence[Entry], columns: Sequence[Column]) -> list[Column]:
    """The columns that hold something in any of the entries."""
    return [column for column in columns if any(entry.values[column.name] not in (None, ()) for entry in entries)]


def _number(text: str, pages: int) -> int:
    """The number of a page that exists."""
    return min(max(int(text), 1), pages) if text.isascii() and text.isdigit() else 1
