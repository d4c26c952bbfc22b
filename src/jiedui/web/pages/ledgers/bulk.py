"""Many entries at once: submitted, accepted, returned with a reason, withdrawn with a reason; all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast
from urllib.parse import parse_qs

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from jiedui.base.problems import Place, Refusal, refuse
from jiedui.book import Receipt, Withdraw
from jiedui.book.review import Step, review
from jiedui.catalog import Ledger
from jiedui.figures.listing import Listing, ids, parse
from jiedui.figures.listing.filters import is_id
from jiedui.web.desk import Desk, page
from jiedui.web.pages.ledgers import ledger_of
from jiedui.web.pages.ledgers.listed import Chosen, list_page, list_url
from jiedui.web.roles import Ability

#: Entries handled at once at most.
LIMIT = 10_000
#: What may be done with entries, by which ability, what it is called, and the reason where none is given.
STEPS_OF: Mapping[str, tuple[Ability, tuple[str, str], str]] = {
    "submit": ("write", ("已提交", "submitted"), "报送审核"),
    "accept": ("review", ("已审核通过", "accepted"), "审核通过"),
    "return": ("review", ("已退回", "returned"), ""),
    "withdraw": ("write", ("已作废", "withdrawn"), ""),
}


@require_POST
@page()
def bulk(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """Do the step with the chosen entries and go back to the list; on a refusal the list with every problem."""
    ledger, given = ledger_of(desk, name), request.POST
    address = parse_qs(given.get("address", ""))
    listing, _ = parse(desk.figures, ledger, address)
    step = given.get("step", "")
    reason = given.get("reason", "").strip()
    try:
        wanted = _wanted(desk, listing, given.getlist("id"), whole="all" in given)
        since = int(given["since"]) if is_id(given.get("since", "")) else None
        take(desk, ledger, wanted, step, reason, since)
    except Refusal as refusal:
        chosen = Chosen(frozenset(given.getlist("id")), "all" in given, reason)
        return list_page(request, desk, listing, address, refusal.problems, chosen)
    done = STEPS_OF[step][1][desk.language == "en"]
    messages.success(request, f"✓ {done}：{len(wanted)} {ledger.counts}")
    return redirect(list_url(ledger, listing))


def _wanted(desk: Desk, listing: Listing, chosen: list[str], *, whole: bool) -> list[int]:
    """The chosen entries, or all of the listing; Refusal when there is none, or too many."""
    found = ids(desk.figures, listing, LIMIT + 1) if whole else [int(id) for id in chosen if is_id(id)]
    if len(found) > LIMIT:
        raise refuse("listing-too-many", limit=LIMIT)
    if not found:
        raise refuse("listing-nothing-chosen")
    return found


def take(desk: Desk, ledger: Ledger, wanted: list[int], step: str, reason: str, since: int | None) -> Receipt:
    """Take the entries one step on.

    Raises Refusal: review-unknown-step, review-reason (a return or withdrawal needs one), and what the door refuses.
    """
    if step not in STEPS_OF:
        raise refuse("review-unknown-step", step=step)
    ability, _, usual = STEPS_OF[step]
    if not (reason or usual):
        raise refuse("review-reason")
    with desk.acting(ability) as book:
        if step == "withdraw":
            marks = [Withdraw(ledger.name, id, Place(sheet=f"{ledger.title} {id}")) for id in wanted]
            return book.write(desk.actor, reason, marks)
        taken = cast("Step", step)
        return review(book, ledger.name, wanted, taken, actor=desk.actor, reason=reason or usual, since=since)
