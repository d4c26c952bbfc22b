"""What a user does to a statement: take the computed number over, say that it is none, say what it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiedui.base.problems import Problem, Refusal, refuse
from jiedui.book.corrections import Correction
from jiedui.reports.check.session import Claim, Report
from jiedui.reports.check.teaching import Choice, choices, figures_like, teach_nothing, teach_reading
from jiedui.reports.docx_revisions import Edit
from jiedui.web.checks.edits import edit_now, placed
from jiedui.web.checks.keeping import edits_of, keep_edits
from jiedui.web.checks.models import Check
from jiedui.web.desk import Desk, page
from jiedui.web.pages.check.rows import rows_of, suggestion
from jiedui.web.pages.check.scope import check_kept
from jiedui.web.pages.check.start import own

#: Parts of a chosen figure where a form carries it: the target, then its conditions.
PARTED = "\n"
#: Signs of the text shown around a statement.
AROUND = 120


@require_POST
@page()
def accept(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Take the computed number over into the report: of one statement, or of all that can be made true by a number."""
    check = own(desk, number)
    report = check_kept(desk, check)
    number, wanted = (1, list(report.claims)) if request.POST.get("all") else _chosen(report, request)
    made = [Edit(each.start, each.end, told) for each in wanted if (told := suggestion(each))]
    if not made:
        raise refuse("checking-no-number", text=wanted[0].text if wanted else "")
    edits = edits_of(check)
    for each in reversed(made):
        edits = edit_now(check.text, edits, each)
    keep_edits(check, edits)
    return _back(request, check, number)


@require_POST
@page()
def undo(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Give back the words of the report as it came: of one place, or of all."""
    check = own(desk, number)
    told = request.POST.get("edit", "")
    kept = [each.edit for each in placed(check.text, edits_of(check)) if str(each.number) != told]
    keep_edits(check, [] if told == "all" else kept)
    return _back(request, check)


@require_POST
@page("write")
def nothing(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Remember for the office that these words state no quantity."""
    check = own(desk, number)
    place, (claim,) = _chosen(check_kept(desk, check), request)
    try:
        with desk.acting("write") as book:
            made = teach_nothing(
                desk.checker.facts, book, claim.words, actor=desk.actor, reason=_reason(request, check)
            )
    except Refusal as refusal:
        return _reading(request, desk, check, claim, refusal.problems)
    _tell(request, desk, made)
    return _back(request, check, place, "near")


@page("write")
def reading(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Choose what a statement means, of the readings that came into question or of all figures; remembered for the office."""
    check = own(desk, number)
    place, (claim,) = _chosen(check_kept(desk, check), request)
    problems: Sequence[Problem] = ()
    if request.method == "POST" and request.POST.get("means"):
        target, *where = request.POST["means"].split(PARTED)
        try:
            with desk.acting("write") as book:
                facts = desk.checker.facts
                made = teach_reading(
                    facts, book, claim.words, target, where, actor=desk.actor, reason=_reason(request, check)
                )
        except Refusal as refusal:
            problems = refusal.problems
        else:
            _tell(request, desk, made)
            return _back(request, check, place)
    return _reading(request, desk, check, claim, problems)


def _reading(request: HttpRequest, desk: Desk, check: Check, claim: Claim, problems: Sequence[Problem]) -> HttpResponse:
    """The page on which a reading is chosen."""
    given = request.POST if request.method == "POST" else request.GET
    word = given.get("q", "").strip()
    found = figures_like(desk.checker.facts, word, claim.checked.statement.dimension) if word else []
    told = check_kept(desk, check).text
    context: dict[str, Any] = {
        "check": check,
        "row": rows_of([claim])[0],
        "before": told[max(0, claim.start - AROUND) : claim.start].rpartition("\n")[2],
        "after": told[claim.end : claim.end + AROUND].partition("\n")[0],
        "likely": _values(choices(desk.book, claim)),
        "word": word,
        "found": _values(found),
        "problems": problems,
    }
    return render(request, "check/reading.html", context, status=400 if problems else 200)


def _values(found: Sequence[Choice]) -> list[tuple[str, str]]:
    """The choices as a form carries them, with their titles."""
    return [(PARTED.join((each.target, *each.where)), each.title) for each in found]


def _chosen(report: Report, request: HttpRequest) -> tuple[int, list[Claim]]:
    """The statement that the form means, with its number; Refusal (checking-moved) when it is not where the form says."""
    given = request.POST if request.method == "POST" else request.GET
    place = given.get("place", "")
    for number, each in enumerate(report.claims, 1):
        if f"{each.start}:{each.end}:{each.text}" == place:
            return number, [each]
    raise refuse("checking-moved", text=place.rpartition(":")[2])


def _reason(request: HttpRequest, check: Check) -> str:
    """The reason given, or where it was said."""
    return request.POST.get("reason", "").strip() or f"核对《{check.name}》时指出"


def _tell(request: HttpRequest, desk: Desk, made: Correction) -> None:
    """Say what was remembered."""
    means: Callable[[str, str], str] = lambda zh, en: zh if desk.language == "zh" else en  # noqa: E731
    told = f"“{made.words}”" + (f" → {made.target}" if made.target else means("：不是数量表述", ": no quantity"))
    messages.success(request, means(f"✓ 已记住（更正 {made.id}）：", f"✓ remembered (correction {made.id}): ") + told)


def _back(request: HttpRequest, check: Check, number: int = 0, at: str = "s") -> HttpResponse:
    """The report again, narrowed as it was: at the statement of that number, or ``near`` where it was."""
    only = request.POST.get("only", "")
    query = f"?only={only}" if only.isalpha() else ""
    return redirect(reverse("check-show", args=[check.pk]) + query + (f"#{at}{number}" if number else ""))
