"""One entry: its cells, evidence, history, review; what it has to do with others and with the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiedui.base.problems import Problem, Refusal
from jiedui.book import Entry, Ref, Restore, shown
from jiedui.book.evidence import evidence_of
from jiedui.book.history import Step, history
from jiedui.book.layout import RETURNED, REVIEW
from jiedui.book.neighbours import reachable, referring
from jiedui.catalog import Column, Ledger
from jiedui.figures.listing.filters import is_id
from jiedui.figures.using import using
from jiedui.web.desk import Desk, page
from jiedui.web.pages.errors import status_of
from jiedui.web.pages.ledgers import ledger_of
from jiedui.web.pages.ledgers.bulk import STEPS_OF, take
from jiedui.web.pages.ledgers.uploads import ACCEPT

#: Where the session keeps the name of a draft that has been saved, so that the browser lets go of it.
SAVED = "saved_draft"


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell of an entry: its column, what it says, and the entry that it leads to, if the user sees that."""

    column: Column
    text: str
    leads_to: Ref | None


@dataclass(frozen=True, slots=True)
class Told:
    """One step of an entry's history with its cells in words: title, before, after."""

    step: Step
    cells: tuple[tuple[str, str, str], ...]


@page()
def entry(request: HttpRequest, desk: Desk, name: str, id: int) -> HttpResponse:
    """The page of an entry."""
    ledger_of(desk, name)
    return entry_page(request, desk, name, id)


def entry_page(
    request: HttpRequest, desk: Desk, name: str, id: int, problems: Sequence[Problem] = (), reason: str = ""
) -> HttpResponse:
    """The page of an entry; with problems after a step that was refused. Refusal (book-no-entry) when it is not seen."""
    book, ledger = desk.book, desk.book.ledgers[name]
    with book.store.reading():
        found = book.entry(name, id)
        steps = history(book, name, id)
        files = evidence_of(book, name, id)
        context = {
            "ledger": ledger,
            "entry": found,
            "title": book.names(name, [id])[id],
            "cells": _cells(desk, ledger, found),
            "review": str(found.values.get(REVIEW.name) or ""),
            "returned": returned(steps) if found.values.get(REVIEW.name) == RETURNED else None,
            "history": [_told(desk, ledger, step) for step in reversed(steps)],
            "evidence": files,
            "unkept": _unkept(found, [file.name for file in files]),
            "may": _may(desk, name, id),
            "seq": book.seq,
            "problems": problems,
            "reason": reason,
            "accept": ACCEPT,
            "saved_draft": request.session.pop(SAVED, ""),
        }
    return render(request, "ledgers/entry.html", context, status=status_of(problems) if problems else 200)


def _cells(desk: Desk, ledger: Ledger, found: Entry) -> list[Shown]:
    """The cells of an entry, but for review and evidence, which are shown apart."""
    seen = reachable(desk.book, found)
    cells = []
    for column in desk.book.columns(ledger.name):
        value = found.values[column.name]
        leads = value if isinstance(value, Ref) and (value.ledger, value.id) in seen else None
        if column.name not in (REVIEW.name, "evidence"):
            cells.append(Shown(column, shown(column, value), leads))
    return cells


def _unkept(found: Entry, kept: Sequence[str]) -> list[str]:
    """Names in the entry's list of evidence for which no file is kept: a workbook named them."""
    listed = found.values.get("evidence")
    return [name for name in (listed if isinstance(listed, tuple) else ()) if name not in kept]


def _may(desk: Desk, name: str, id: int) -> Mapping[str, bool]:
    """Which abilities the user has for this entry."""
    found = {}
    for ability in ("write", "review"):
        found[ability] = False
        if desk.may(ability):
            with desk.acting(ability) as book:
                found[ability] = id in book.changeable(name, [id])
    return found


def returned(steps: Sequence[Step]) -> Step | None:
    """The step that returned the entry last: its reason is what the clerk needs to read."""
    back = (
        step for step in reversed(steps) for cell in step.cells if (cell.column, cell.new) == (REVIEW.name, RETURNED)
    )
    return next(back, None)


def _told(desk: Desk, ledger: Ledger, step: Step) -> Told:
    """One step in words; a column that is no longer declared goes by its number."""
    cells = []
    for cell in step.cells:
        column = ledger.by_name.get(cell.column)
        if column is None:
            cells.append((cell.column, str(cell.old or ""), str(cell.new or "")))
        else:
            old, new = (desk.book.words(column, stored) for stored in (cell.old, cell.new))
            cells.append((column.title, old, new))
    return Told(step, tuple(cells))


@page()
def around(request: HttpRequest, desk: Desk, name: str, id: int) -> HttpResponse:
    """Who refers to the entry, and the figures that count it: a fragment, for ledgers may be long."""
    ledger = ledger_of(desk, name)
    with desk.book.store.reading():
        context: dict[str, Any] = {
            "ledger": ledger,
            "id": id,
            "figures": using(desk.figures, name, id),
            "referring": list(referring(desk.book, name, id)),
        }
    return render(request, "ledgers/around.html", context)


@require_POST
@page()
def step(request: HttpRequest, desk: Desk, name: str, id: int) -> HttpResponse:
    """Submit, accept, return, withdraw or restore the entry; on a refusal its page with every problem."""
    ledger, given = ledger_of(desk, name), request.POST
    wanted, reason = given.get("step", ""), given.get("reason", "").strip()
    since = int(given["since"]) if is_id(given.get("since", "")) else None
    try:
        if wanted == "restore":
            desk.write(reason or "恢复", [Restore(name, id)])
        else:
            take(desk, ledger, [id], wanted, reason, since)
    except Refusal as refusal:
        return entry_page(request, desk, name, id, refusal.problems, reason)
    done = ("已恢复", "restored") if wanted == "restore" else STEPS_OF[wanted][1]
    messages.success(request, f"✓ {done[desk.language == 'en']}")
    return redirect("ledgers-entry", name, id)
