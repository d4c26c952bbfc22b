"""The jobs of a user: found, listed, begun, given files, discarded; those of others are not there."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jiedui.base.problems import Problem, Refusal, refuse
from jiedui.web.desk import Desk, language_of, page, regions_of
from jiedui.web.imports.models import Job, unpacked
from jiedui.web.imports.runner import settle, start
from jiedui.web.imports.uploads import MOST_JOBS, PIECE, Arrival, arrived, keep_files, keep_piece, remove_file
from jiedui.web.imports.work import marked_path
from jiedui.web.pages.errors import status_of

#: Jobs on one page of the list.
ROWS = 30


def jobs_of(desk: Desk) -> QuerySet[Any]:
    """The user's own jobs; everybody's for an administrator of the whole book."""
    everybody = desk.may("administer") and regions_of(desk.grants, "administer") is None
    return Job.objects.select_related("user").filter(**({} if everybody else {"user": desk.user}))


def job_of(desk: Desk, number: int) -> Job:
    """The job of that number, as it is now; Http404 when it is not there for this user."""
    job: Job | None = jobs_of(desk).filter(pk=number).first()
    if job is None:
        raise Http404
    return settle(job)


def own_job(desk: Desk, number: int) -> Job:
    """A job that the user may go on with: the own one; Http404 for others', whoever asks."""
    job = job_of(desk, number)
    if job.user_id != desk.user.pk:
        raise Http404
    return job


@page("write")
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All jobs, newest first, and the way to begin one."""
    return _listed(request, desk)


def _listed(request: HttpRequest, desk: Desk, told: Sequence[Problem] = ()) -> HttpResponse:
    """The list, with what stood in the way of a new job."""
    jobs = Paginator(jobs_of(desk), ROWS).get_page(request.GET.get("page"))
    context = {"jobs": jobs, "mine": desk.user.pk, "told": told, "piece": PIECE}
    return render(request, "imports/list.html", context, status=status_of(told) if told else 200)


@require_POST
@page("write")
def new(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Begin a job, with the files of the form if there are any."""
    if Job.objects.filter(user=desk.user).exclude(step="result").count() >= MOST_JOBS:
        refusal = refuse("upload-jobs", count=MOST_JOBS)
        return _answer(request, refusal) if _wants_json(request) else _listed(request, desk, refusal.problems)
    job = Job.objects.create(user=desk.user)
    return JsonResponse({"job": job.pk}) if _wants_json(request) else _taken(request, job)


@require_POST
@page("write")
def add(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Take the files of the form into the job."""
    return _taken(request, own_job(desk, number))


def _taken(request: HttpRequest, job: Job) -> HttpResponse:
    """Keep the files of the form and, when all could be kept, see what they are."""
    files = request.FILES.getlist("files")
    keep_files(job, ((file.name or "", file.size or 0, file.chunks()) for file in files))
    job.refresh_from_db()
    if job.files and not job.rejected:
        start(job, "look")
    return redirect("imports-job", job.pk)


@page("write")
def piece(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """How much of a file has come (GET), and some more of it (POST): name, size and start in the address."""
    job = own_job(desk, number)
    try:
        name, size, begin = request.GET["name"], int(request.GET["size"]), int(request.GET.get("start", 0))
    except (KeyError, ValueError):
        return HttpResponse(status=400)
    try:
        sent = request.method == "POST"
        arrival = keep_piece(job, name, size, begin, request.body) if sent else arrived(job, name, size)
    except Refusal as refusal:
        return _answer(request, refusal)
    return JsonResponse(_told(request, arrival))


def _told(request: HttpRequest, arrival: Arrival) -> dict[str, object]:
    """How far a file has come, in plain values."""
    told = [problem.words(language_of(request)) for problem in arrival.problems]
    return {"have": arrival.have, "whole": arrival.whole, "problems": told}


def _wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, and not a form."""
    return request.headers.get("Accept", "").startswith("application/json")


def _answer(request: HttpRequest, refusal: Refusal) -> JsonResponse:
    """A refusal for a script."""
    told = [problem.words(language_of(request)) for problem in refusal.problems]
    return JsonResponse({"problems": told}, status=status_of(refusal.problems))


@require_POST
@page("write")
def remove(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:
    """Take one file out again."""
    job = own_job(desk, number)
    file = request.POST.get("file", "")
    remove_file(job, int(file) if file.isdecimal() else -1)
    return redirect("imports-job", job.pk)


@require_POST
@page("write")
def discard(request: HttpRequest, desk: Desk, number: int) -> HttpResponseBase:  # noqa: ARG001 - Django names it
    """Give up a job that has written nothing, with its files."""
    job = own_job(desk, number)
    if job.task or job.step == "result":
        raise refuse("import-stale", job=str(job))
    shutil.rmtree(job.folder, ignore_errors=True)
    job.delete()
    return redirect("imports")


@require_GET
@page("write")
def marked(request: HttpRequest, desk: Desk, number: int, file: int) -> HttpResponseBase:  # noqa: ARG001 - Django names it
    """The marked copy of one of the job's files; Http404 when there is none."""
    job = job_of(desk, number)
    if file >= len(job.files) or not marked_path(job, file).exists():
        raise Http404
    name = f"{job.paths[file].stem}-标注.xlsx"
    return FileResponse(marked_path(job, file).open("rb"), as_attachment=True, filename=name)


def files_page(request: HttpRequest, job: Job) -> HttpResponse:
    """The files of a job: those kept, and those that could not be."""
    rejected = [unpacked(problem) for each in job.rejected for problem in each]
    return render(request, "imports/files.html", {"job": job, "rejected": rejected, "piece": PIECE})
