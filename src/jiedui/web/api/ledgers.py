"""Ledgers and their entries: listed page by page, read, entered, changed, withdrawn, reviewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router

from jiedui.base.problems import Refusal
from jiedui.book import Add, Change, Withdraw
from jiedui.book.review import review
from jiedui.figures.listing import page, parse, sentence, written
from jiedui.web.api.answers import entry_out, ledger_out, receipt_out, values_in
from jiedui.web.api.entrance import desk_at
from jiedui.web.api.shapes import (
    EntriesOut,
    EntryIn,
    EntryOut,
    LedgerOut,
    Problems,
    ReasonIn,
    ReceiptOut,
    ReviewIn,
)
from jiedui.web.roles import Ability

router = Router(tags=["ledgers"])

READ: Mapping[Any, Any] = {400: Problems, 403: Problems, 404: Problems}
WRITE: Mapping[Any, Any] = {200: ReceiptOut, 409: Problems, 422: Problems, **READ}


@router.get("/ledgers", response=list[LedgerOut])
def ledgers(request: HttpRequest) -> list[LedgerOut]:
    """Every ledger as declared."""
    return [ledger_out(ledger) for ledger in desk_at(request).book.catalog.ledgers.values()]


@router.get("/ledgers/{ledger}/entries", response={200: EntriesOut, **READ})
def entries(request: HttpRequest, ledger: str) -> EntriesOut:
    """One page of entries; the query is that of the list page's address: filters, ``_sort``, ``_size``, ``_after``."""
    figures = desk_at(request).figures
    declared = figures.book.ledger(ledger)
    given = cast("Mapping[str, Sequence[str]]", dict(request.GET.lists()))
    asked, problems = parse(figures, declared, given)
    if problems:
        raise Refusal(*problems)
    found = page(figures, asked)
    following = replace(asked, mark=found.after, backwards=False) if found.after else None
    return EntriesOut(
        sentence=sentence(figures, asked),
        entries=[entry_out(figures.book, entry) for entry in found.entries],
        next=written(declared, following, marked=True) if following else None,
    )


@router.get("/ledgers/{ledger}/entries/{id}", response={200: EntryOut, **READ})
def entry(request: HttpRequest, ledger: str, id: int) -> EntryOut:
    """One entry."""
    book = desk_at(request).book
    return entry_out(book, book.entry(book.ledger(ledger).name, id))


@router.post("/ledgers/{ledger}/entries", response=WRITE)
def add(request: HttpRequest, ledger: str, given: EntryIn) -> ReceiptOut:
    """Enter an entry."""
    desk = desk_at(request, "write")
    declared = desk.book.ledger(ledger)
    values = values_in(desk.book, declared, given.values)
    return receipt_out(desk.write(given.reason, [Add(declared.name, values)]))


@router.patch("/ledgers/{ledger}/entries/{id}", response=WRITE)
def change(request: HttpRequest, ledger: str, id: int, given: EntryIn) -> ReceiptOut:
    """Change an entry; 409 when somebody did so after what was ``seen``."""
    desk = desk_at(request, "write")
    declared = desk.book.ledger(ledger)
    desk.book.entry(declared.name, id)
    wanted = Change(declared.name, id, values_in(desk.book, declared, given.values), since=given.seen)
    return receipt_out(desk.write(given.reason, [wanted]))


@router.post("/ledgers/{ledger}/entries/{id}/withdraw", response=WRITE)
def withdraw(request: HttpRequest, ledger: str, id: int, given: ReasonIn) -> ReceiptOut:
    """Withdraw an entry; its history stays."""
    desk = desk_at(request, "write")
    name = desk.book.ledger(ledger).name
    desk.book.entry(name, id)
    return receipt_out(desk.write(given.reason, [Withdraw(name, id)]))


@router.post("/ledgers/{ledger}/review", response=WRITE)
def step(request: HttpRequest, ledger: str, given: ReviewIn) -> ReceiptOut:
    """Take entries a step on: submit them, return them, accept them; all or none."""
    ability: Ability = "write" if given.step == "submit" else "review"
    desk = desk_at(request, ability)
    name = desk.book.ledger(ledger).name
    with desk.acting(ability) as book:
        made = review(book, name, given.ids, given.step, actor=desk.actor, reason=given.reason, since=given.seen)
    return receipt_out(made)
