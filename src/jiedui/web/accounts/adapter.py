"""How allauth is bound to our ways: nobody signs up, and a page is shown only where it leads back to us."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Closed(DefaultAccountAdapter):
    """No one registers alone: an administrator makes the users."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Never."""
        return False
