"""What is kept of a draw: its rules while they are a draft, and then the files of the protocol, one after the other."""

from __future__ import annotations

from typing import Literal

from django.db import models

Stage = Literal["draft", "frozen", "committed", "ordered", "drawn", "settled"]


class Draw(models.Model):
    """One draw: the entry of its cluster site; the rules and the hamlets (none: all) that will be frozen.

    ``files`` holds the text of the published files by name (docs/allotment.md); ``closed`` tells that no more commitments
    are taken, ``beacon`` the public number once it was taken down.
    """

    name = models.CharField(max_length=80, unique=True)
    site = models.BigIntegerField()
    rules = models.JSONField()
    hamlets = models.JSONField(default=list)
    files = models.JSONField(default=dict)
    closed = models.BooleanField(default=False)
    beacon = models.CharField(max_length=200, blank=True)
    made = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """The name of the draw."""
        return self.name

    @property
    def stage(self) -> Stage:
        """How far the draw is."""
        if "settlement" in self.files:
            return "settled"
        if "transcript" in self.files:
            return "drawn"
        if self.beacon:
            return "ordered"
        if self.closed:
            return "committed"
        return "frozen" if "freeze" in self.files else "draft"
