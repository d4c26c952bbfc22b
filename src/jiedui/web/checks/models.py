"""What is kept of a checked report. Verdicts are not: they are computed anew each time the report is looked at."""

from __future__ import annotations

from django.conf import settings
from django.db import models

#: Characters of a report's name at most.
LONGEST_NAME = 120


class Check(models.Model):
    """One report of one user, with what it is to be checked for and what was taken over into it.

    ``text`` is the plain text and ``file`` the Word document (empty for a text that was pasted), both as they came;
    ``edits`` are the numbers taken over, as ``{"start", "end", "words"}`` by places in ``text``. ``tally`` and ``head``
    remember how many statements had which verdict when it was last looked at, and in which state of the book.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="checks")
    name = models.CharField(max_length=LONGEST_NAME)
    text = models.TextField()
    file = models.BinaryField(null=True)
    period = models.CharField(max_length=40, blank=True)
    region = models.BigIntegerField(null=True)
    accepted = models.BooleanField(default=False)
    edits = models.JSONField(default=list)
    tally = models.JSONField(default=dict)
    head = models.CharField(max_length=64, blank=True)
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        """Its name."""
        return self.name
