"""A checked report: the document on the left, its statements on the right; its summary for paper; its downloads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from jiedui.base.problems import Refusal
from jiedui.reports.check.answer import answer
from jiedui.reports.check.page import notes
from jiedui.reports.check.page import page as html_page
from jiedui.reports.check.session import Report
from jiedui.reports.docx_comments import annotated
from jiedui.reports.docx_package import open_package
from jiedui.reports.html_views import MARKS
from jiedui.web.checks.edits import placed
from jiedui.web.checks.keeping import document_of, edits_of, outline_of, text_of
from jiedui.web.checks.models import Check
from jiedui.web.desk import Desk, page
from jiedui.web.pages.check.rows import rows_of, tally
from jiedui.web.pages.check.scope import check_kept, problems_of, read_scope, regions, scope_of
from jiedui.web.pages.check.segments import Cutter
from jiedui.web.pages.check.start import own
from jiedui.web.pages.errors import status_of

#: What the list may be narrowed to.
ONLY = (*MARKS, "findings")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page()
def show(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The report beside its verdicts."""
    check = own(desk, number)
    try:
        report = check_kept(desk, check)
    except Refusal as refusal:
        context = {"check": check, "problems": refusal.problems, **_scoped(desk, check)}
        return render(request, "check/unchecked.html", context, status=status_of(refusal.problems))
    only = request.GET.get("only", "")
    context = _context(desk, check, report) | {"only": only if only in ONLY else ""}
    return render(request, "check/show.html", context)


def _context(desk: Desk, check: Check, report: Report) -> dict[str, Any]:
    """What both pages of a report show; how it stands is remembered for the list of checks."""
    counts = tally(report)
    Check.objects.filter(pk=check.pk).update(tally=counts, head=report.head)
    edits = list(placed(check.text, edits_of(check)))
    blocks, told = outline_of(check)
    return {
        "check": check,
        "report": report,
        "blocks": blocks,
        "notes": told,
        "cut": Cutter(report.text, report.claims, report.findings, edits).runs,
        "rows": rows_of(report.claims),
        "aside": rows_of(report.aside),
        "edits": edits,
        "tally": counts,
        "marks": MARKS,
        **_scoped(desk, check),
    }


def _scoped(desk: Desk, check: Check) -> dict[str, Any]:
    """The form of the scope."""
    return {"scope": scope_of(check), "regions": regions(desk)}


@page()
def summary(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One page for paper: how many of which verdict, and every statement that does not hold."""
    check = own(desk, number)
    return render(request, "check/summary.html", _context(desk, check, check_kept(desk, check)))


@require_POST
@page()
def rescope(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Check the report for another period, region or choice of entries."""
    check = own(desk, number)
    scope = read_scope(desk, request.POST)
    if problems := problems_of(scope):
        raise Refusal(*problems)
    check.period, check.region, check.accepted = scope.period, scope.region, scope.accepted
    check.save()
    return redirect("check-show", number)


@page()
def download(_request: HttpRequest, desk: Desk, number: int, form: str) -> HttpResponse:
    """The checked report as a file: its Word document with comments, one HTML page, or the answer as JSON."""
    check = own(desk, number)
    makers: dict[str, tuple[str, Callable[[Check, Report, Desk], bytes]]] = {
        "docx": (WORD, _docx),
        "html": ("text/html; charset=utf-8", lambda _check, report, _desk: html_page(report).encode()),
        "json": ("application/json", _json),
        "txt": ("text/plain; charset=utf-8", lambda check, _report, _desk: text_of(check).encode()),
    }
    if form not in makers:
        raise Http404
    kind, make = makers[form]
    name = f"{PurePath(check.name).stem or check.name}-核对.{form}"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(make(check, check_kept(desk, check), desk), content_type=kind, headers=headers)


def _docx(check: Check, report: Report, desk: Desk) -> bytes:
    """The Word document: numbers taken over as tracked changes, one comment a statement."""
    return annotated(open_package(document_of(check, desk.actor), check.name), notes(report))


def _json(_check: Check, report: Report, _desk: Desk) -> bytes:
    """The answer as ``jiedui check --format json`` gives it."""
    return json.dumps(answer(report), ensure_ascii=False, indent=1).encode()
