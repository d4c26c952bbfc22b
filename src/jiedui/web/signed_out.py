"""Requests without a login: the way to it and back to the page one was on, with a word when a form came to nothing."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from jiedui.base.problems import Language

_LOST: Mapping[Language, str] = {
    "zh": "登录已失效，刚才的操作没有写入。登录后回到原来的页面，请再做一次。",
    "en": "You were signed out and nothing was written. Sign in to return to the page, and do it again.",
}


def by_script(request: HttpRequest) -> bool:
    """Whether a script of ours asks from within a page, which no other page may take the place of."""
    return "HX-Request" in request.headers or request.headers.get("Accept", "").startswith("application/json")


def signed_out(request: HttpRequest, language: Language) -> HttpResponse:
    """The login, then the page that was asked for; of a form, the page that it stood on: its own address takes no GET."""
    if by_script(request):
        return HttpResponse(status=401)
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    messages.warning(request, _LOST[language])
    return redirect_to_login(_page_before(request))


def _page_before(request: HttpRequest) -> str:
    """The path of our page that the form stood on; the home page when the browser does not tell."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    return urlsplit(before)._replace(scheme="", netloc="").geturl() or "/"
