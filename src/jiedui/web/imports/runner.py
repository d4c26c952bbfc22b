"""The process that does a job's work, apart from the server: its restarts, its visitors and a crash do no harm.

:func:`start` hands a job over. The process holds the job's lock (:mod:`jiedui.web.imports.lock`) while it works; once it
is gone — done, stopped, crashed or killed — :func:`settle` tells what came of it: the book has taken everything or
nothing, and its journal says which.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jiedui.base.problems import refuse
from jiedui.book import Book
from jiedui.book.batches import find_batch
from jiedui.web.imports.lock import held
from jiedui.web.imports.models import Job, Task

#: How long a process may take to begin, before it is taken for lost.
PATIENCE = timedelta(seconds=60)


def start(job: Job, task: Task, **changes: object) -> None:
    """Let a process do the task, with those changes to the job; Refusal (import-stale) when one is at work already."""
    with transaction.atomic():
        taken = Job.objects.filter(pk=job.pk, task="").exclude(step="result")
        fresh = {"running": False, "stop": False, "doing": "", "done": 0, "total": 0, "notice": "", "told": []}
        if not taken.update(task=task, asked=timezone.now(), **fresh, **changes):
            raise refuse("import-stale", job=str(job))
    job.folder.mkdir(parents=True, exist_ok=True)
    with (job.folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", "from jiedui.web.imports.process import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    if process.stdin:
        with process.stdin as pipe:
            pipe.write(json.dumps({"book": settings.JIEDUI_BOOK, "job": job.pk}).encode())


def settle(job: Job) -> Job:
    """The job as it is now; when its process is gone without a word, what came of its task."""
    if not job.task or (not job.running and timezone.now() - job.asked < PATIENCE):
        return job
    with held(job.folder) as free:
        job.refresh_from_db()
        if free and job.task:
            _end(job)
    return job


def _end(job: Job) -> None:
    """Tell what came of a task whose process is gone."""
    job.seq = _written(job) if job.task == "write" else None
    if job.seq:
        job.step, job.ended = "result", timezone.now()
    job.notice = "found" if job.seq else "interrupted"
    job.task, job.running = "", False
    job.save(update_fields=["seq", "step", "ended", "notice", "task", "running"])


def _written(job: Job) -> int | None:
    """The change set that the job has made, if the book has taken it."""
    with Book.open(settings.JIEDUI_BOOK, synced=False) as book:
        return find_batch(book, job.full_reason, since=job.before)
