"""Allotment (分房): the clerk's roster and freeze, the steps of a draw, the hall's screen, and the page for households."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from pydantic import ValidationError

from jiedui.base.problems import Place, Problem, Refusal, errors, refuse
from jiedui.book.layout import LIVE
from jiedui.notices.allotment import notice, results
from jiedui.planning.allot import Rules
from jiedui.planning.allot.checks import Intended, problems_of, roster_of
from jiedui.planning.allot.holding import still_time
from jiedui.planning.allot.verifier import commitment_page, verifier_page
from jiedui.planning.allotments import (
    must_be_free,
    read_intended,
    register_draw,
    register_freeze,
    register_settlement,
)
from jiedui.web.desk import Desk, language_of, page
from jiedui.web.draws import leading
from jiedui.web.draws.models import Draw
from jiedui.web.draws.rules_form import LABELS, rules_of, unread
from jiedui.web.draws.showing import metres, show, turn_of
from jiedui.web.pages.downloads import DOCX, file

#: The rows of the roster that the clerk's page shows at once.
SHOWN = 500
ZIP = "application/zip"
#: How a seed is written.
SEED = re.compile("[0-9a-f]{64}")
#: What a form gave, by field.
Given = dict[str, str]


@page()
def listed(request: HttpRequest, desk: Desk, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    """The draws in sight, and the sites for which one can be begun."""
    sites = {int(str(id)): str(name) for id, name in desk.book.rows("site", ("name",))}
    draws = [each for each in Draw.objects.order_by("-pk") if each.site in sites]
    kinds = dict.fromkeys(str(kind) for _, kind in desk.book.rows("dwelling", ("kind",)))
    context = {
        "draws": draws,
        "sites": sites,
        "problems": problems,
        "given": request.POST,
        "labels": LABELS,
        "kinds": "\n".join(f"{kind} = 1-20" for kind in kinds),
    }
    return render(request, "draws/list.html", context, status=400 if problems else 200)


@require_POST
@page("write")
def begin(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Begin a draw for a site: its rules as the form says; what cannot be read is told, and what was typed stays."""
    try:
        made = _begun(request, desk)
    except Refusal as refusal:
        return listed(request, problems=refusal.problems)
    return redirect("plan-draws-one", made.pk)


def _begun(request: HttpRequest, desk: Desk) -> Draw:
    """The draw that the form begins."""
    given = {key: str(value) for key, value in request.POST.items()}
    number = given.get("site", "")
    site = desk.book.entry("site", int(number) if number.isdecimal() else 0)
    earlier = desk.book.rows("allotment", ("name", "seed"), f'{LIVE} AND "seed" IS NOT NULL')
    prior = [{"draw": str(name), "seed": str(seed)} for _, name, seed in earlier if SEED.fullmatch(str(seed))]
    rules = rules_of(given, str(site.values["name"]), prior)
    if past := tuple(still_time(rules, leading.now())):
        raise Refusal(*past)
    _must_lead(desk, site.id)
    if Draw.objects.filter(name=rules.draw).exists():
        raise refuse("draw-taken", name=rules.draw)
    hamlets = given.get("hamlets", "").split()
    return Draw.objects.create(name=rules.draw, site=site.id, rules=rules.model_dump(), hamlets=hamlets)


@page()
def one(request: HttpRequest, desk: Desk, number: int, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    """A draw: how far it is, what is due, the roster with its objections, what is published."""
    kept = _mine(desk, number)
    context: dict[str, Any] = {"draw": kept, "problems": problems, "shown": SHOWN, "metres": metres, "labels": LABELS}
    if kept.stage == "draft":
        what, found = _intended(desk, kept)
        notes = [*found, *problems_of(what)]
        objections = _objections(desk, what)
        context |= {"roster": roster_of(what), "notes": notes, "objections": objections, "stuck": bool(errors(notes))}
    else:
        found_so_far = leading.drawn_of(kept)
        now, rules = leading.now(), found_so_far.rules
        context |= {"roster": found_so_far.roster, "notes": (), "objections": {}, "drawn": found_so_far}
        context |= {"early": now < rules.beacon.at, "closed": now > rules.commit_until}
    context["open"] = sum(not decision for each in context["objections"].values() for _, _, decision in each)
    return render(request, "draws/one.html", context, status=400 if problems else 200)


def _intended(desk: Desk, kept: Draw) -> tuple[Intended, list[Problem]]:
    """What the book has for the draw now."""
    return read_intended(desk.book, Rules.model_validate(kept.rules), kept.hamlets)


def _objections(desk: Desk, what: Intended) -> dict[str, list[tuple[int, str, str]]]:
    """The objections by the household's code: entry, matter, and the decision (empty while it is open)."""
    codes = {entry_of(each.place): each.record.code for each in what.households}
    found: dict[str, list[tuple[int, str, str]]] = {}
    for id, household, matter, decision in desk.book.rows("objection", ("household", "about", "decision")):
        code = codes.get(int(str(household)))
        if code is not None:
            found.setdefault(code, []).append((int(str(id)), str(matter), str(decision or "")))
    return found


def _freeze(desk: Desk, kept: Draw, _given: Given) -> None:
    """Freeze the roster as the book has it now, and register the draw."""
    what, found = _intended(desk, kept)
    with desk.acting("write") as book:
        must_be_free(book, what)
        leading.freeze_now(kept, what, found)
        drawn = leading.drawn_of(kept)
        register_freeze(book, desk.actor, drawn.roster, drawn.rules, drawn.frozen, leading.files_of(kept))


def _choose(desk: Desk, kept: Draw, given: Given) -> None:
    """Allot the homes and take the draw down in the book."""
    transcript = leading.choose(kept, _absent(given))
    files = leading.files_of(kept)
    made = {name: files[name] for name in ("commitments", "reveals", "transcript")}
    with desk.acting("write") as book:
        register_draw(book, desk.actor, transcript, timezone.localdate(), made)


def _settle(desk: Desk, kept: Draw, _given: Given) -> None:
    """Settle, and take it down in the book."""
    leading.settle(kept)
    with desk.acting("write") as book:
        register_settlement(book, desk.actor, kept.name, {"settlement": leading.files_of(kept)["settlement"]})


def _absent(given: Given) -> list[str]:
    """The households that did not come, one code a line."""
    return given.get("absent", "").split()


#: What can be done with a draw, by the word in the address.
STEPS: dict[str, Callable[[Desk, Draw, Given], None]] = {
    "freeze": _freeze,
    "commit": lambda _desk, kept, given: leading.commit(kept, given.get("witness", ""), given.get("commitment", "")),
    "close": lambda _desk, kept, _given: leading.close(kept),
    "reveal": lambda _desk, kept, given: leading.reveal(
        kept, given.get("witness", ""), given.get("value", ""), given.get("nonce", "")
    ),
    "order": lambda _desk, kept, given: leading.order(kept, given.get("beacon", "").strip()),
    "choose": _choose,
    "settle": _settle,
}


@require_POST
@page("write")
def step(request: HttpRequest, desk: Desk, number: int, what: str) -> HttpResponseBase:
    """Take a draw one step on, all of it or nothing; a refusal is told on the draw's page."""
    if what not in STEPS:
        raise Http404
    given = {key: str(value) for key, value in request.POST.items()}
    try:
        with transaction.atomic():
            STEPS[what](desk, _held(desk, number), given)
    except Refusal as refusal:
        return one(request, number, problems=refusal.problems)
    except ValidationError as wrong:
        told = tuple(unread(str(error["loc"][-1]), error["input"]) for error in wrong.errors())
        return one(request, number, problems=told)
    return redirect("plan-draws-one", number)


@require_POST
@page("write")
def discard(_request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Throw a draft away; what was frozen stays."""
    with transaction.atomic():
        kept = _held(desk, number)
        if kept.stage == "draft":
            kept.delete()
    return redirect("plan-draws")


@page()
def hall(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The draw on the large screen."""
    kept = _mine(desk, number)
    return render(request, "draws/hall.html", {"draw": kept, "show": show(leading.drawn_of(kept), desk.language)})


@require_GET
def published(_request: HttpRequest, number: int) -> HttpResponse:
    """All published files of a draw with the verifier, packed, for everyone."""
    kept = _public(number)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in leading.files_of(kept).items():
            archive.writestr(f"{name}.json", data)
        archive.writestr("核验.html", verifier_page())
    return file(packed.getvalue(), ZIP, f"{kept.name}.zip")


@require_GET
def witness(_request: HttpRequest, number: int) -> HttpResponse:
    """The page on which a witness makes a commitment, to be opened on a device of their own."""
    kept = _public(number)
    found = leading.drawn_of(kept)
    return file(
        commitment_page(found.frozen, found.rules).encode(), "text/html; charset=utf-8", f"{kept.name}承诺.html"
    )


@page()
def paper(request: HttpRequest, desk: Desk, number: int, what: str) -> HttpResponse:
    """A paper of the draw for Word: the notice of the freeze, or the list of results; signed by the office named."""
    kept = _mine(desk, number)
    found, organ, day = leading.drawn_of(kept), request.GET.get("organ", ""), timezone.localdate()
    if what == "notice":
        made = notice(found.roster, found.rules, found.frozen, organ, day)
        return file(made.to_bytes(), DOCX, f"{kept.name}公告.docx")
    if what != "results" or found.transcript is None:
        raise Http404
    made = results(found.roster, found.rules, found.transcript, organ, day)
    return file(made.to_bytes(), DOCX, f"{kept.name}结果公示.docx")


@require_GET
def mine(request: HttpRequest, number: int) -> HttpResponse:
    """A household's page, for everyone: what stands in the published files of a frozen draw, nothing from the book."""
    kept = _public(number)
    found, code = leading.drawn_of(kept), request.GET.get("code", "").strip()
    household = found.roster.by_code.get(code)
    settled = found.settlement.settlements if found.settlement else ()
    context = {
        "draw": kept,
        "drawn": found,
        "code": code,
        "household": household,
        "turn": turn_of(found, code),
        "settled": next((each for each in settled if each.household == code), None),
        "metres": metres,
        "language": language_of(request),
    }
    return render(request, "draws/mine.html", context, status=404 if code and household is None else 200)


def _public(number: int) -> Draw:
    """The draw of that number, once it is frozen."""
    kept = Draw.objects.filter(pk=number).first()
    if kept is None or kept.stage == "draft":
        raise Http404
    return kept


def _mine(desk: Desk, number: int) -> Draw:
    """The draw of that number, if its site is in sight."""
    kept = Draw.objects.filter(pk=number).first()
    if kept is None or not desk.book.seen("site", [kept.site]):
        raise Http404
    return kept


def _held(desk: Desk, number: int) -> Draw:
    """The draw, held for one step; only for those who may change its site."""
    _must_lead(desk, _mine(desk, number).site)
    return leading.held(number)


def _must_lead(desk: Desk, site: int) -> None:
    """PermissionDenied for who may not change the site."""
    with desk.acting("write") as book:
        if not book.changeable("site", [site]):
            raise PermissionDenied


def entry_of(place: Place) -> int:
    """The entry that a place of the roster names (``household:3``)."""
    return int(str(place.file).rpartition(":")[2])
