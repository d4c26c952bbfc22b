"""What is kept of users besides Django's own: the roles that they hold."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from jiedui.web.roles import ROLES, TITLES


class Grant(models.Model):
    """A role that a user holds for a region of the book (its id) with all below it; for the whole book when empty."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=16, choices=[(role, TITLES[role][0]) for role in ROLES])
    region = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """Nobody holds one role for one region twice."""

        constraints = (
            models.UniqueConstraint(fields=["user", "role", "region"], nulls_distinct=False, name="one_grant"),
        )

    def __str__(self) -> str:
        """The role and the region's number."""
        return f"{self.role}@{self.region or '*'}"


class Token(models.Model):
    """A token of the API; what a program holds instead of a password."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """What the user calls it."""
        return self.name
