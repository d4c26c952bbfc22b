"""All ledgers by kind, each with what the user sees of it and what waits for review; suggestions while one types."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.book.overview import overview
from jiedui.catalog.model import LedgerKind
from jiedui.figures.suggesting import suggest
from jiedui.web.desk import Desk, page
from jiedui.web.pages.ledgers import ledger_of

#: The kinds of ledgers in the order in which they are shown, and what each is called.
KINDS: Mapping[LedgerKind, tuple[str, str]] = {
    "ledger": ("协作台账", "Cooperation"),
    "target": ("目标任务", "Targets"),
    "register": ("主数据", "Registers"),
    "planning": ("规划台账", "Planning"),
}


@page()
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All ledgers."""
    counts = overview(desk.book)
    ledgers = desk.book.catalog.ledgers_reported
    kinds = [
        (KINDS[kind][desk.language == "en"], [(each, counts[each.name]) for each in ledgers if each.kind == kind])
        for kind in KINDS
    ]
    return render(request, "ledgers/index.html", {"kinds": [(title, of_kind) for title, of_kind in kinds if of_kind]})


@page()
def suggestions(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """The options of a field that names an entry of the ledger: a fragment."""
    found = suggest(desk.figures, ledger_of(desk, name), request.GET.get("q", "").strip()[:100])
    return render(request, "ledgers/suggestions.html", {"found": found})
