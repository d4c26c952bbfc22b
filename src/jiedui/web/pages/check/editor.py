"""The editor: one writes or pastes, and the marks follow."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiedui.base.problems import Refusal
from jiedui.reports.check.session import Report
from jiedui.reports.html_views import MARKS
from jiedui.web.checks.keeping import LONGEST, source_of_text, text_of
from jiedui.web.checks.models import Check
from jiedui.web.desk import Desk, page
from jiedui.web.pages.check.rows import Row, rows_of, tally
from jiedui.web.pages.check.scope import Scope, check_text, problems_of, read_scope, regions, scope_of
from jiedui.web.pages.check.start import keep, own


@page()
def editor(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page; with ``?check=`` over the text of a kept check."""
    told = request.GET.get("check", "")
    check = own(desk, int(told)) if told.isdecimal() else None
    return _page(request, desk, check, text_of(check) if check else "", scope_of(check) if check else Scope())


def _page(
    request: HttpRequest, desk: Desk, check: Check | None, text: str, scope: Scope, told: Any = ()
) -> HttpResponse:
    """The page over a text."""
    context = {
        "check": check,
        "text": text,
        "scope": scope,
        "regions": regions(desk),
        "problems": told,
        "marks": MARKS,
        "longest": LONGEST,
    }
    return render(request, "check/editor.html", context, status=400 if told else 200)


@require_POST
@page()
def marks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The marks of a text as it stands; what cannot be checked is answered with its problems."""
    text = request.POST.get("text", "")[: LONGEST + 1].replace("\r\n", "\n")
    scope = read_scope(desk, request.POST)
    try:
        report = check_text(desk, "", source_of_text("", text).text if text.strip() else "", scope)
    except Refusal as refusal:
        return JsonResponse({"problems": [each.words(desk.language) for each in refusal.problems]}, status=400)
    return JsonResponse(_answer(report), json_dumps_params={"ensure_ascii": False})


def _answer(report: Report) -> dict[str, Any]:
    """The marks by their places in UTF-16 units, as browsers count."""
    place = utf16(report.text)
    return {
        "region": report.region,
        "period": str(report.period),
        "tally": tally(report),
        "marks": [_mark(row, place) for row in rows_of(report.claims)],
        "findings": [
            {
                "holds": each.holds,
                "message": each.message,
                "spans": [[place(end) for end in span] for span in each.spans],
            }
            for each in report.findings
        ],
    }


def _mark(row: Row, place: Callable[[int], int]) -> dict[str, Any]:
    """One mark."""
    claim = row.claim
    return {
        "start": place(claim.start),
        "end": place(claim.end),
        "verdict": row.verdict,
        "text": claim.text,
        "computed": row.computed,
        "reason": claim.reason,
        "suggestion": row.suggestion,
    }


def utf16(text: str) -> Callable[[int], int]:
    """From places in code points to places in UTF-16 units."""
    wide = [place for place, sign in enumerate(text) if ord(sign) > 0xFFFF] if not text.isascii() else []
    return lambda place: place + bisect_left(wide, place)


@require_POST
@page()
def save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep the text as a check: a new one, or the one it was opened from, whose Word document it then no longer is."""
    text, told = request.POST.get("text", ""), request.POST.get("check", "")
    check = own(desk, int(told)) if told.isdecimal() else None
    scope = read_scope(desk, request.POST)
    problems = problems_of(scope)
    try:
        source = source_of_text(request.POST.get("name", "") or (check.name if check else ""), text)
    except Refusal as refusal:
        return _page(request, desk, check, text, scope, (*refusal.problems, *problems))
    if problems:
        return _page(request, desk, check, text, scope, problems)
    if check is None or check.file is not None:
        return redirect("check-show", keep(desk, source, scope).pk)
    check.name, check.text, check.edits = source.name, source.text, []
    check.period, check.region, check.accepted = scope.period, scope.region, scope.accepted
    check.save()
    return redirect("check-show", check.pk)
