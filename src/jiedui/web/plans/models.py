"""What is kept of plans that were made for a user: what each was made from, what came of it, and which belong together."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Series(models.Model):
    """Plans that belong together: those between two measures (``between``), or those of changes to a plan (``base``).

    ``told`` is what its page tells, a row each plan (see :mod:`jiedui.web.plans.series`).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="renewal_series")
    name = models.CharField(max_length=80)
    between = models.JSONField(default=list)
    base = models.ForeignKey("Renewal", null=True, on_delete=models.CASCADE, related_name="asked")
    told = models.JSONField(default=dict)
    made = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """The name of the series."""
        return self.name


class Renewal(models.Model):
    """One plan of one user.

    ``params`` is the parameter file, ``region`` the name of the region it was read for, ``town`` and
    ``plan`` are what was read and what came of it, as the planning room writes them; ``pins`` the wishes that it kept to,
    ``series`` the plans that it is one of.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="renewals")
    name = models.CharField(max_length=80)
    region = models.CharField(max_length=80, blank=True)
    params = models.TextField()
    pins = models.TextField(blank=True)
    town = models.TextField()
    plan = models.TextField()
    series = models.ForeignKey(Series, null=True, on_delete=models.CASCADE, related_name="plans")
    made = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """The name of the plan."""
        return self.name
