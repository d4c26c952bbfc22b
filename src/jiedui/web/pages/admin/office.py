"""The office as a whole: what is declared, whether the book is what its journal says, a copy of everything."""

from __future__ import annotations

import tempfile

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiedui.book import Book
from jiedui.book.backup import write_backup
from jiedui.book.verify import verify
from jiedui.web import running
from jiedui.web.desk import Desk, page, regions_of

#: Problems of a verification told at most; their number is told in any case.
TOLD = 200


@page("audit")
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What an administrator or an auditor may do here."""
    return _overview(request, desk)


def _overview(request: HttpRequest, desk: Desk, *, backup: bool = False) -> HttpResponse:
    """The page of administration; ``backup`` begins the download of one."""
    context = {"head": desk.book.head, "place": str(desk.book.location), "backup": backup}
    return render(request, "admin/overview.html", context)


@page("audit")
def catalog(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the office keeps: every ledger with its columns and rules, as declared."""
    return render(request, "admin/catalog.html", {"ledgers": list(desk.book.catalog.ledgers.values())})


@require_POST
@page("audit")
def verify_start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Start proving the book."""
    place, noted, language = settings.JIEDUI_BOOK, request.POST.get("head", "").strip() or None, desk.language

    def work(tell: running.Tell) -> list[str]:
        with Book.open(place, synced=False) as book:
            return [problem.words(language) for problem in verify(book, noted, tell)]

    return redirect("admin-verify", running.start(desk.user.pk, work))


@page("audit")
def verify_run(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """How far it is, or what came of it; a fragment when htmx asks again."""
    if request.method == "POST":
        running.stop(name, desk.user.pk)
    run = running.look(name, desk.user.pk)
    if run is None:
        raise Http404
    template = "admin/verify_state.html" if request.headers.get("HX-Request") else "admin/verify.html"
    return render(request, template, {"run": run, "name": name, "told": run.found[:TOLD], "count": len(run.found)})


@page("administer")
@reauthentication_required
def backup(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page of administration with the backup on its way; the password is asked for again, and leads back here.

    A download in answer to the password would leave the form of the password standing.
    """
    _must_keep_all(desk)
    return _overview(request, desk, backup=True)


@page("administer")
@reauthentication_required
def backup_file(_request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """A zip of book, evidence and declarations, of one state."""
    _must_keep_all(desk)
    packed = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the response
    write_backup(desk.book, packed)
    packed.seek(0)
    return FileResponse(packed, as_attachment=True, filename=f"结对备份-{desk.book.clock():%Y%m%d-%H%M}.zip")


def _must_keep_all(desk: Desk) -> None:
    """PermissionDenied to who keeps a part of the book only: nobody else may carry it away."""
    if regions_of(desk.grants, "administer") is not None:
        raise PermissionDenied
