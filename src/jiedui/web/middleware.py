"""What stands around every view: the language, the first start, refusals turned into pages."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from jiedui.base.problems import Refusal
from jiedui.web.desk import language_of
from jiedui.web.pages.errors import not_looked_at, refused

Next = Callable[[HttpRequest], HttpResponse]


class Language:
    """What Django itself says — the faults of account forms — is said in the user's language."""

    def __init__(self, get_response: Next) -> None:
        """Stand before the views."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page asked for, in the language asked for."""
        with translation.override("en" if language_of(request) == "en" else "zh-hans"):
            return self._next(request)


class FirstStart:
    """Until there is a user, every page leads to the one that makes the first administrator."""

    def __init__(self, get_response: Next) -> None:
        """Stand before the views."""
        self._next = get_response
        self._started = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page asked for, or the way to the first administrator."""
        if not self._started:
            self._started = get_user_model().objects.exists()
        if not self._started and request.path != reverse("setup"):
            return redirect("setup")
        return self._next(request)


class Refusals:
    """A refusal that a view does not handle becomes a page that tells every problem; so does an address for forms only."""

    def __init__(self, get_response: Next) -> None:
        """Stand before the views."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page asked for."""
        answer = self._next(request)
        return not_looked_at(request) if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED else answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a refusal; other exceptions are Django's to tell."""
        return refused(request, exception) if isinstance(exception, Refusal) else None
