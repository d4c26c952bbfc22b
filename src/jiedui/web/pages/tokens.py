"""The user's own tokens of the API: made, seen once, revoked."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from jiedui.web.accounts import tokens
from jiedui.web.desk import Desk, page

#: For how many days a token may be good.
DAYS = (30, 90, 365)
#: Where the session keeps a new token for the one page that shows it.
SHOWN_ONCE = "new_token"


@page()
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The tokens, and a new one made by the form; it is shown on the next page and on no other."""
    if request.method == "POST":
        name, days = request.POST.get("name", "").strip()[:80], request.POST.get("days", "")
        if name and days in map(str, DAYS):
            request.session[SHOWN_ONCE] = tokens.make(desk.user, name, int(days))
        return redirect("tokens")
    secret = request.session.pop(SHOWN_ONCE, "")
    mine = desk.user.tokens.order_by("-made")
    context = {"tokens": mine, "secret": secret, "days": DAYS, "now": timezone.now()}
    response = render(request, "tokens.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@page()
def revoke(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """End a token of the user's own."""
    if not desk.user.tokens.filter(pk=number).delete()[0]:
        raise Http404
    messages.success(request, "✓ 已撤销" if desk.language == "zh" else "✓ revoked")
    return redirect("tokens")
