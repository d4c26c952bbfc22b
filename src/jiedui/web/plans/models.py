"""What is kept of a plan that was made for a user: what it was made from, and what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Renewal(models.Model):
    """One plan of one user.

    ``params`` is the parameter file, ``region`` the name of the region it was read for (empty: all in sight), ``town`` and
    ``plan`` are what was read and what came of it, as the planning room writes them; ``pins`` the wishes that it kept to.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="renewals")
    name = models.CharField(max_length=80)
    region = models.CharField(max_length=80, blank=True)
    params = models.TextField()
    pins = models.TextField(blank=True)
    town = models.TextField()
    plan = models.TextField()
    made = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """The name of the plan."""
        return self.name
