"""What the process of a job does: look at its files, check them, write them; and mark what is wrong in copies of them."""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from jiedui.base.problems import Problem, Refusal
from jiedui.book.importing import How, ImportResult, import_files
from jiedui.book.intake import Front, Intake
from jiedui.book.journal import last_link
from jiedui.book.outcomes import Outcomes, write_outcomes
from jiedui.book.outtake.marking import mark
from jiedui.web.desk import Desk
from jiedui.web.imports.lock import held
from jiedui.web.imports.models import Job, packed, remembered
from jiedui.web.imports.uploads import LIMITS

#: Seconds between two looks at whether to stop, which also tell the progress.
BEAT = 0.4
_log = logging.getLogger(__name__)


class Stopped(Exception):
    """The user wants the work to end."""


class _Progress:
    """Tells the job how far its work has come, and stops it when that is wanted."""

    def __init__(self, job: Job) -> None:
        """Tell that job."""
        self._job = job
        self._last = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Tell what is being done; Stopped when the user wants no more of it."""
        if time.monotonic() - self._last < BEAT:
            return
        self._last = time.monotonic()
        Job.objects.filter(pk=self._job.pk).update(doing=what[:300], done=done, total=total)
        if Job.objects.filter(pk=self._job.pk, stop=True).exists():
            raise Stopped


def run(number: int) -> None:
    """Do the task of the job of that number, unless another process is at it."""
    folder = Job(pk=number).folder
    with held(folder) as mine:
        if not mine or not Job.objects.filter(pk=number, running=False).exclude(task="").update(running=True):
            return
        job = Job.objects.get(pk=number)
        _do(job)
        job.task, job.running = "", False
        job.save()
    mark_files(job)


def _do(job: Job) -> None:
    """The task of the job, and what came of it."""
    try:
        TASKS[job.task](job, Desk(job.user))
    except Stopped:
        job.notice = "stopped"
    except Refusal as refusal:
        job.told = [packed(problem) for problem in refusal.problems]
    except PermissionDenied:
        job.told = [packed(Problem("import-not-allowed"))]
    except Exception:  # noqa: BLE001 - whatever it was, the job must say that it has failed
        _log.exception("%s failed", job)
        job.told = [packed(Problem("import-failed", details={"job": str(job)}))]


def _look(job: Job, desk: Desk) -> None:
    """See what the sheets of the files begin with."""
    with Intake(job.paths, desk.book.catalog, LIMITS, given=job.mappings, remembered=remembered()) as intake:
        intake.look(_Progress(job))
        write_fronts(job, intake.fronts)
        write_outcomes(job.outcomes, (), (), intake.problems)
        standing = {front.file for front in intake.fronts}
        job.told = [packed(problem) for problem in intake.problems if problem.place.file not in standing]
    job.step = "sheets"


def _check(job: Job, desk: Desk) -> None:
    """See what the import would do to each row."""
    with desk.acting("write") as book:
        link = last_link(book.store)
        job.before = link.seq if link else 0
        job.sees = sight_of(desk)
        _import(job, desk, How(dry_run=True, outcomes=job.outcomes))
    job.step = "rows"


def _write(job: Job, desk: Desk) -> None:
    """Write the import into the book."""
    result = _import(job, desk, How(only_good=job.only_good, since=job.before, outcomes=job.outcomes))
    job.seq = result.receipt.seq if result.receipt else None
    job.step = "result" if job.seq else "rows"
    job.ended = timezone.now() if job.seq else None
    job.notice = "" if job.seq else "refused"


TASKS: Mapping[str, Callable[[Job, Desk], None]] = {"look": _look, "check": _check, "write": _write}


def _import(job: Job, desk: Desk, how: How) -> ImportResult:
    """Import the files of the job as its user, as was said of their sheets."""
    read = {"limits": LIMITS, "given": job.mappings, "remembered": remembered()}
    with desk.acting("write") as book:
        return import_files(
            book,
            job.paths,
            actor=desk.actor,
            reason=job.full_reason,
            how=How(**{**{name: getattr(how, name) for name in How.__slots__}, **read}),
            progress=_Progress(job),
        )


def sight_of(desk: Desk) -> list[list[int] | None]:
    """What the user sees and may write, in plain values."""
    sight = desk.sight("write")
    return [None if regions is None else sorted(regions) for regions in (sight.reads, sight.writes)]


def write_fronts(job: Job, fronts: list[Front]) -> None:
    """Keep what the sheets begin with."""
    (job.folder / "fronts.json").write_text(
        json.dumps([front.to_json() for front in fronts], ensure_ascii=False), "utf-8"
    )


def read_fronts(job: Job) -> list[Front]:
    """What the sheets begin with."""
    file = job.folder / "fronts.json"
    return [Front.from_json(body) for body in json.loads(file.read_text("utf-8"))] if file.exists() else []


def marked_path(job: Job, number: int) -> Path:
    """Where the marked copy of the job's file of that number lies."""
    return job.folder / "marked" / f"{number}.xlsx"


def mark_files(job: Job) -> None:
    """Make marked copies of the files with what was found in them last; old ones go."""
    shutil.rmtree(job.folder / "marked", ignore_errors=True)
    if not job.outcomes.exists():
        return
    with Outcomes(job.outcomes) as outcomes:
        problems = outcomes.problems()
    for number, path in enumerate(job.paths):
        if any(problem.place.file == path.name and problem.place.row for problem in problems):
            target = marked_path(job, number)
            target.parent.mkdir(exist_ok=True)
            passing = target.with_suffix(".new")
            mark(path, problems, passing)
            passing.replace(target)
