"""The beginning of a check: a report dropped or pasted, for what it is to be checked; the user's own checks below."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models.functions import Length
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiedui.base.problems import Problem, Refusal, refuse
from jiedui.reports.docx_package import MEGABYTE
from jiedui.reports.html_views import MARKS
from jiedui.web.checks.keeping import LARGEST, LONGEST, Source, source_of_file, source_of_text
from jiedui.web.checks.models import Check
from jiedui.web.desk import Desk, page
from jiedui.web.pages.check.scope import Scope, problems_of, read_scope, regions

#: Checks listed at once.
PAGE = 30


@page()
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form, and the checks made so far; a report that is taken in leads to its page."""
    given = request.POST if request.method == "POST" else {}
    scope = read_scope(desk, given)
    problems = problems_of(scope)
    if request.method == "POST":
        try:
            source = _source(request)
        except Refusal as refusal:
            problems = (*refusal.problems, *problems)
        else:
            if not problems:
                return redirect("check-show", keep(desk, source, scope).pk)
    return _form(request, desk, scope, problems)


def _source(request: HttpRequest) -> Source:
    """The report that the form brings: a file before a text."""
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        return source_of_file(file.name or "", file.read(LARGEST + 1))
    text = request.POST.get("text", "")
    if not text.strip():
        raise refuse("checking-nothing")
    return source_of_text(request.POST.get("name", ""), text)


def keep(desk: Desk, source: Source, scope: Scope) -> Check:
    """Keep a report for the user."""
    made: Check = Check.objects.create(
        user=desk.user,
        name=source.name,
        text=source.text,
        file=source.file,
        period=scope.period,
        region=scope.region,
        accepted=scope.accepted,
    )
    return made


def _form(request: HttpRequest, desk: Desk, scope: Scope, problems: tuple[Problem, ...]) -> HttpResponse:
    """The page."""
    mine = (
        Check.objects.filter(user=desk.user).order_by("-changed").defer("text", "file").annotate(length=Length("text"))
    )
    shown = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "scope": scope,
        "regions": regions(desk),
        "problems": problems,
        "text": request.POST.get("text", ""),
        "name": request.POST.get("name", ""),
        "checks": shown,
        "names": {region.id: region.name for region in desk.book.regions.values()},
        "head": desk.book.head,
        "marks": MARKS,
        "largest": LARGEST // MEGABYTE,
        "longest": LONGEST,
    }
    return render(request, "check/start.html", context, status=400 if problems else 200)


def own(desk: Desk, number: int) -> Check:
    """The user's check of that number; Http404 for others' and for none."""
    found = Check.objects.filter(user=desk.user, pk=number).first()
    if found is None:
        raise Http404
    return found


@require_POST
@page()
def delete(_request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Delete a check with its text and file; nothing of the book changes."""
    own(desk, number).delete()
    return redirect("check")
