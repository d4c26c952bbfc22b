"""What a user likes: the language, the size of type. Kept in cookies, so that they hold before the login too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jiedui.web.desk import LANGUAGE, LARGE

#: A year, in seconds.
YEAR = 365 * 24 * 3600


def back(request: HttpRequest, fallback: str = "/") -> str:
    """Where the form wants to return to, if that is a page of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else fallback


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen and go back to the page."""
    response = HttpResponseRedirect(back(request))
    for field, cookie, known in (("language", LANGUAGE, ("zh", "en")), ("large", LARGE, ("0", "1"))):
        value = request.POST.get(field)
        if value in known:
            response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return response
