"""One address for a job, whatever step it is at; and what takes it from one step to the next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jiedui.base.problems import Problem, Refusal, refuse
from jiedui.book.batches import Batch, batch
from jiedui.book.outcomes import Outcomes
from jiedui.web.desk import Desk, page, redirected
from jiedui.web.imports.models import Job
from jiedui.web.imports.runner import start
from jiedui.web.imports.work import sight_of
from jiedui.web.pages.imports.jobs import files_page, job_of, own_job
from jiedui.web.pages.imports.rows import common, rows_page
from jiedui.web.pages.imports.sheets import sheets_page


@require_GET
@page("write")
def job(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """The job as it stands."""
    found = job_of(desk, number)
    if found.task:
        return render(request, "imports/working.html", {"job": found, "own": found.user_id == desk.user.pk})
    if found.step == "result":
        return _result(request, desk, found)
    if found.step == "rows":
        return rows_page(request, desk, found)
    if found.step == "sheets":
        return sheets_page(request, desk, found)
    return files_page(request, found)


def _result(request: HttpRequest, desk: Desk, job: Job) -> HttpResponse:
    """What came of a job that has been written."""
    try:
        made: Batch | None = batch(desk.book, job.seq or 0, everything=True)
    except Refusal:
        made = None
    if made and made.link.reason != job.full_reason:  # the book is another one, such as one restored from a backup
        made = None
    told: dict[str, object] = {"job": job, "own": job.user_id == desk.user.pk, "sheets": (), "marked": []}
    if job.outcomes.exists() and job.notice != "found":
        with Outcomes(job.outcomes) as outcomes:
            told = common(job, outcomes, desk)
    return render(request, "imports/result.html", {**told, "batch": made})


@require_GET
@page("write")
def progress(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """How far the work has come; once it has ended, the way to the page of the job."""
    found = job_of(desk, number)
    if not found.task:
        return redirected(reverse("imports-job", args=[found.pk]))
    return render(request, "imports/progress.html", {"job": found, "own": found.user_id == desk.user.pk})


@require_POST
@page("write")
def look(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:  # noqa: ARG001 - Django names it
    """See what the files are."""
    found = own_job(desk, number)
    if not found.files:
        raise refuse("import-nothing")
    start(found, "look", rejected=[])
    return redirect("imports-job", found.pk)


@require_POST
@page("write")
def check(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:  # noqa: ARG001 - Django names it
    """See what the import would do."""
    found = own_job(desk, number)
    if found.step not in ("sheets", "rows"):
        raise refuse("import-stale", job=str(found))
    start(found, "check")
    return redirect("imports-job", found.pk)


@require_POST
@page("write")
def write(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Write the import, as it was checked."""
    found = own_job(desk, number)
    reason = " ".join(request.POST.get("reason", "").split())[:280]
    against = _against(desk, found, reason)
    if against:
        raise Refusal(against)
    start(found, "write", reason=reason, only_good=request.POST.get("only_good") == "1")
    return redirect("imports-job", found.pk)


def _against(desk: Desk, job: Job, reason: str) -> Problem | None:
    """What stands against writing the job."""
    if job.step != "rows":
        return Problem("import-stale", details={"job": str(job)})
    if not reason:
        return Problem("import-no-reason")
    return Problem("import-sight-changed") if job.sees != sight_of(desk) else None


@require_POST
@page("write")
def stop(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:  # noqa: ARG001 - Django names it
    """Let the work end, with nothing written."""
    found = own_job(desk, number)
    Job.objects.filter(pk=found.pk).exclude(task="").update(stop=True)
    return redirect("imports-job", found.pk)


@require_POST
@page("write")
def back(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Go back to an earlier step."""
    found = own_job(desk, number)
    to = request.POST.get("to")
    if found.task or found.step == "result" or to not in ("files", "sheets"):
        raise refuse("import-stale", job=str(found))
    Job.objects.filter(pk=found.pk, task="").update(step=to, notice="", told=[])
    return redirect("imports-job", found.pk)
