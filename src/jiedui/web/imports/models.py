"""What is kept of imports between visits: the jobs, and how headings are to be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.db import models

from jiedui.base.problems import Place, Problem
from jiedui.book.intake import SheetMapping
from jiedui.book.location import locate

#: Where a job stands, and so which page it shows; what it is doing, if anything.
Step = Literal["files", "sheets", "rows", "result"]
Task = Literal["", "look", "check", "write"]


class Job(models.Model):
    """One import on its way: whose it is, its files, what was corrected, what is being done, what came of it.

    ``task`` is what a process does for it or is about to (``running``: it has begun); ``before`` the last change set
    before the check, ``sees`` the regions that its user saw then; ``seq`` the change set that it has made.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imports")
    made = models.DateTimeField(auto_now_add=True)
    step = models.CharField(max_length=8, default="files")
    files = models.JSONField(default=list)
    rejected = models.JSONField(default=list)
    given = models.JSONField(default=list)
    task = models.CharField(max_length=8, blank=True, default="")
    asked = models.DateTimeField(null=True)
    running = models.BooleanField(default=False)
    stop = models.BooleanField(default=False)
    doing = models.CharField(max_length=300, blank=True, default="")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    notice = models.CharField(max_length=16, blank=True, default="")
    told = models.JSONField(default=list)
    reason = models.CharField(max_length=300, blank=True, default="")
    only_good = models.BooleanField(default=False)
    before = models.BigIntegerField(default=0)
    sees = models.JSONField(null=True)
    seq = models.BigIntegerField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        """The number that users know it by."""
        return f"导入 {self.pk} 号"

    @property
    def folder(self) -> Path:
        """The folder of its own, beside the book."""
        return locate(settings.JIEDUI_BOOK).folder / "imports" / str(self.pk)

    @property
    def paths(self) -> list[Path]:
        """Its files, in the order in which they came."""
        return [self.folder / "files" / each["name"] for each in self.files]

    @property
    def outcomes(self) -> Path:
        """The file of what becomes of each row."""
        return self.folder / "outcomes"

    @property
    def full_reason(self) -> str:
        """The reason as the journal takes it down: with the job's number, by which the change set is found again."""
        return f"{self.reason}（{self}）"

    @property
    def mappings(self) -> dict[tuple[str, str], SheetMapping]:
        """What was said of how its sheets are to be read, by file and sheet."""
        return {(file, sheet): SheetMapping.from_json(body) for file, sheet, body in self.given}

    @property
    def problems(self) -> list[Problem]:
        """What stood in the way of the last task."""
        return [unpacked(each) for each in self.told]


class Reading(models.Model):
    """How sheets with a certain heading are to be read, as somebody of this office said once."""

    fingerprint = models.CharField(max_length=64, unique=True)
    heading = models.CharField(max_length=500)
    body = models.JSONField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    made = models.DateTimeField(auto_now=True)

    class Meta:
        """The newest first."""

        ordering = ("-made",)

    def __str__(self) -> str:
        """The heading."""
        return str(self.heading)

    @property
    def mapping(self) -> SheetMapping:
        """What was said."""
        return SheetMapping.from_json(self.body)


def packed(problem: Problem) -> list[Any]:
    """A problem in plain values."""
    place = problem.place
    details = {name: value if isinstance(value, int) else str(value) for name, value in problem.details.items()}
    return [problem.code, [place.file, place.sheet, place.row, place.column, place.line], details]


def unpacked(body: list[Any]) -> Problem:
    """The problem that such values make."""
    code, place, details = body
    return Problem(code, Place(*place), details)


def remembered() -> dict[str, SheetMapping]:
    """How headings are to be read, by their fingerprints."""
    return {reading.fingerprint: reading.mapping for reading in Reading.objects.all()}
