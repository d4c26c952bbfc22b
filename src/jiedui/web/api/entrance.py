"""From a request of the API to the desk of its token's user."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from jiedui.web.desk import Desk
from jiedui.web.roles import Ability


def desk_at(request: HttpRequest, ability: Ability = "read") -> Desk:
    """The desk; PermissionDenied when the user's roles do not allow it."""
    desk: Desk = request.auth
    if not desk.may(ability):
        raise PermissionDenied
    return desk
