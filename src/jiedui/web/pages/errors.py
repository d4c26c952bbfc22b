"""Pages for what cannot be served: refusals with every problem, not found, not allowed, a lost form, a fault of ours."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from jiedui.base.problems import Problem, Refusal
from jiedui.web.api.answers import problems_out
from jiedui.web.desk import language_of

#: The status of a refusal by the code of its first problem; any other is a request that cannot be understood.
STATUS: Mapping[str, int] = {
    "book-no-entry": 404,
    "book-no-ledger": 404,
    "book-no-batch": 404,
    "catalog-no-indicator": 404,
    "figures-region-unseen": 403,
    "book-not-yours": 403,
    "book-changed-since": 409,
    "book-busy": 503,
    "book-missing": 503,
    "book-unreadable": 503,
    "book-unreachable": 503,
    "book-not-synced": 503,
}
#: Where the API is, and what it says of what never came to it, by status.
API = "/api/"
API_CODES: Mapping[int, str] = {404: "api-no-path", 405: "api-no-method", 500: "api-broken"}
_log = logging.getLogger(__name__)


def status_of(problems: Sequence[Problem]) -> int:
    """The status of an answer that these problems make."""
    return STATUS.get(problems[0].code, 400) if problems else 400


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal."""
    return _page(request, status_of(refusal.problems), refusal.problems)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django names it
    """404: there is no such page, or nothing that this user may see."""
    return _page(request, 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: the user's roles do not allow it."""
    return _page(request, 403)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without its token, from an old page or from elsewhere."""
    _log.warning("a form was refused: %s", reason)
    return _page(request, 403, form=True)


def not_looked_at(request: HttpRequest) -> HttpResponse:
    """405: an address that only takes a form, opened by itself (a reload, a bookmark); or a method the API has not."""
    return _page(request, 405)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours."""
    return _page(request, 500)


def _page(request: HttpRequest, status: int, problems: Sequence[Problem] = (), *, form: bool = False) -> HttpResponse:
    """The page of an error; a program that asks the API is told in its shape."""
    if request.path.startswith(API):
        told_out = problems_out(problems or [Problem(API_CODES.get(status, "api-forbidden"))])
        return JsonResponse({"problems": [each.model_dump() for each in told_out]}, status=status)
    told = [problem.words(language_of(request)) for problem in problems]
    return render(request, "error.html", {"status": status, "told": told, "form": form}, status=status)
