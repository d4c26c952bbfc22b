"""Reports (报告): written, refreshed, masked and audited from the pages; each deed runs beside, and what it made is kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiedui.base.periods import parse_period
from jiedui.base.problems import Refusal, refuse
from jiedui.catalog.templates import report_templates
from jiedui.reports.docx_package import MEGABYTE, too_large
from jiedui.reports.layout import RedHead
from jiedui.reports.printing import print_document
from jiedui.reports.writing import Wanted
from jiedui.reports.writing.document import Dress
from jiedui.reports.writing.summaries import find_template
from jiedui.web import running
from jiedui.web.checks.keeping import source_of_file
from jiedui.web.desk import Desk, page
from jiedui.web.pages.asked import last_year
from jiedui.web.pages.check.scope import read_scope
from jiedui.web.pages.check.start import keep
from jiedui.web.pages.watched import watched
from jiedui.web.papers import making
from jiedui.web.papers.making import Made, Office
from jiedui.web.papers.models import Paper

#: The largest document taken in, in bytes; how many of a user's documents are kept.
LARGEST, KEPT = 30 * MEGABYTE, 40


@page()
def overview(request: HttpRequest, desk: Desk, problems: tuple[str, ...] = ()) -> HttpResponse:
    """The four deeds, and what was made before."""
    location = desk.book.location
    kinds = report_templates(location.catalog if location.catalog.is_dir() else None)
    home = desk.book.regions[desk.home].name if desk.home else ""
    context = {
        "kinds": list(kinds.values()),
        "policies": list(desk.book.catalog.policies.values()),
        "papers": desk.user.papers.defer("file", "told").order_by("-pk"),
        "home": home,
        "given": request.POST or {"period": last_year(desk)},
        "problems": problems,
    }
    return render(request, "reports/overview.html", context, status=400 if problems else 200)


@require_POST
@page()
def make(request: HttpRequest, desk: Desk, deed: str) -> HttpResponseBase:
    """Start a deed; what is wrong with the form is told above it, and what was typed stays."""
    try:
        work = _work(request, desk, deed)
    except Refusal as refusal:
        return overview(request, problems=tuple(problem.words(desk.language) for problem in refusal.problems))
    return redirect("reports-run", running.start(desk.user.pk, _kept(desk.user.pk, work)))


def _work(request: HttpRequest, desk: Desk, deed: str) -> Callable[[], Made]:
    """What the form asks for, to be done later; Refusal for what can be told now."""
    office = Office(settings.JIEDUI_BOOK, desk.sight("write"), desk.language)
    if deed == "written":
        wanted, dress = _wanted(request)
        find_template(desk.book, wanted)
        return lambda: making.written(office, wanted, dress)
    name, data = _document(request)
    policy = request.POST.get("policy", "")
    deeds: dict[str, Callable[[], Made]] = {
        "refreshed": lambda: making.refreshed(office, name, data),
        "masked": lambda: making.masked(office, name, data, policy),
        "audited": lambda: making.audited(office, name, data, policy),
    }
    if deed not in deeds:
        raise Http404
    return deeds[deed]


def _wanted(request: HttpRequest) -> tuple[Wanted, Dress]:
    """The report that the form asks for, and how it is dressed."""
    said = {key: str(value).strip() for key, value in request.POST.items()}
    day = parse_period(said["date"]).end if said.get("date") else None
    period = parse_period(said["period"], day) if said.get("period") else None
    person = said.get("person") or None
    region = None if person else said.get("region") or None
    head = RedHead(said["head"], said.get("number", "")) if said.get("head") else None
    to = f"{said['to']}：" if said.get("to") else None
    return Wanted(said.get("kind", ""), region, period, person, day, said.get("signed", "")), Dress(head, to)


def _document(request: HttpRequest) -> tuple[str, bytes]:
    """The document that was handed in: the last part of its name, and its bytes."""
    file = request.FILES.get("file")
    if file is None:
        raise refuse("document-none")
    name = PurePosixPath((file.name or "").replace("\\", "/")).name or "document.docx"
    if file.size > LARGEST:
        raise too_large(name, file.size, LARGEST)
    return name, file.read()


def _kept(user: int, work: Callable[[], Made]) -> Callable[[running.Tell], list[str]]:
    """The work, and its outcome kept for the user; the number of the document is what the run finds."""

    def done(tell: running.Tell) -> list[str]:
        made = work()
        tell("保存", 1)
        owner = get_user_model().objects.get(pk=user)
        paper = owner.papers.create(**{**asdict(made), "told": list(made.told), "notes": list(made.notes)})
        surplus = owner.papers.order_by("-pk").values_list("pk", flat=True)[KEPT:]
        Paper.objects.filter(pk__in=list(surplus)).delete()
        return [str(paper.pk)]

    return done


@page()
def run(request: HttpRequest, desk: Desk, name: str) -> HttpResponseBase:
    """How far a deed is; leads to the document when it is done."""
    return watched(request, desk, name, "reports/run", "reports-paper")


@page()
def paper(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One document: what was done, what was told of it."""
    return render(request, "reports/paper.html", {"paper": _mine(desk, number)})


@page()
def download(_request: HttpRequest, desk: Desk, number: int, form: str) -> HttpResponseBase:
    """The document as a file, or printed as PDF."""
    found = _mine(desk, number)
    if found.file is None:
        raise Http404
    stem = found.name.rpartition(".")[0]
    if form == "pdf":
        return _attached(print_document(bytes(found.file), found.name), f"{stem}.pdf")
    return _attached(bytes(found.file), found.name)


@require_POST
@page()
def check(_request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Take the document to the checker, where it is checked, corrected and edited with live marks."""
    found = _mine(desk, number)
    if found.file is None:
        raise Http404
    source = source_of_file(found.name, bytes(found.file))
    return redirect("check-show", keep(desk, source, read_scope(desk, {})).pk)


@require_POST
@page()
def discard(_request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Throw a document away."""
    _mine(desk, number).delete()
    return redirect("reports")


def _mine(desk: Desk, number: int) -> Any:
    """The user's own document of that number."""
    found = desk.user.papers.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _attached(data: bytes, name: str) -> FileResponse:
    """Bytes to be saved under that name."""
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=name)
