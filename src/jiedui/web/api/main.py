"""The API: its address, how a program comes in, how problems are told, and the parts put together."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.security import HttpBearer

from jiedui.base.problems import Place, Problem, Refusal
from jiedui.web.accounts.tokens import user_of
from jiedui.web.api import figures, importing, ledgers, reading
from jiedui.web.api.answers import problems_out
from jiedui.web.api.shapes import Problems
from jiedui.web.desk import Desk
from jiedui.web.pages.errors import status_of


class Bearer(HttpBearer):
    """``Authorization: Bearer jd_…``: the desk of the token's user."""

    def authenticate(self, _request: HttpRequest, token: str) -> Desk | None:
        """The desk; None, which is 401, without a good token."""
        user = user_of(token)
        return Desk(user) if user is not None else None


api = NinjaAPI(
    title="Jiedui 结对",
    version="1",
    description="Ledgers, figures, import, extract and check. Errors have one shape: `{problems: […]}`.",
    auth=Bearer(),
    docs_url=None,
    urls_namespace="api-1",
)
api.add_router("", ledgers.router)
api.add_router("", figures.router)
api.add_router("", importing.router)
api.add_router("", reading.router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Every problem of a refusal, with the status of the first."""
    return _told(request, status_of(refusal.problems), *refusal.problems)


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    """403: the user's roles do not allow it."""
    return _told(request, 403, Problem("api-forbidden"))


@api.exception_handler(ValidationError)
def misshapen(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: what was sent has not the shape that is asked for; each fault at its place."""
    faults = [Problem("api-shape", Place(column=_path(each)), {"why": each["msg"]}) for each in error.errors]
    return _told(request, 422, *faults)


def _path(fault: dict[str, Any]) -> str:
    """Where in the request a fault stands."""
    return ".".join(map(str, fault["loc"]))


def _told(request: HttpRequest, status: int, *problems: Problem) -> HttpResponse:
    """An answer that tells problems."""
    return api.create_response(request, Problems(problems=problems_out(problems)).model_dump(), status=status)
