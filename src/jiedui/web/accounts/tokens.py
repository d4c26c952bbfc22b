"""Tokens of the API (接口令牌): each belongs to a user and does what the user may do; only its digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from jiedui.web.accounts.models import Token

#: What every token begins with, so that one is recognised where it should not be.
PREFIX = "jd_"
#: Between two notes of a token's use: a call an hour need not write more than one row a minute.
NOTED = timedelta(minutes=1)


def make(user: Any, name: str, days: int) -> str:
    """A new token of the user, good for so many days; this is the only time that it is seen."""
    secret = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(user=user, name=name, digest=_digest(secret), until=timezone.now() + timedelta(days=days))
    return secret


def user_of(secret: str) -> Any:
    """The user whose token it is; None for an unknown, expired or revoked one, and for a user who is barred."""
    now = timezone.now()
    found = Token.objects.select_related("user").filter(digest=_digest(secret), until__gt=now).first()
    if found is None or not found.user.is_active:
        return None
    if found.used is None or now - found.used > NOTED:
        Token.objects.filter(pk=found.pk).update(used=now)
    return found.user


def _digest(secret: str) -> str:
    """What is kept of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
