"""What is kept of a document that was made for a user: the file, and what was told of it."""

from __future__ import annotations

from typing import Literal

from django.conf import settings
from django.db import models

Deed = Literal["written", "refreshed", "masked", "audited"]


class Paper(models.Model):
    """One document of one user: what was done, the file that came of it (none of an audit), what was told.

    ``told`` are tables of text: ``{"title", "headings", "rows"}``; ``notes`` problems in words, to be looked at.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="papers")
    deed = models.CharField(max_length=16)
    name = models.CharField(max_length=160)
    file = models.BinaryField(null=True)
    summary = models.CharField(max_length=300)
    told = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    made = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """The file's name."""
        return self.name
