"""The page of work that runs beside the requests: how far it is, a way to stop it, and then what came of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from jiedui.web import running
from jiedui.web.desk import Desk, redirected


def watched(request: HttpRequest, desk: Desk, name: str, template: str, to: str) -> HttpResponseBase:
    """The state of the user's run of that name; the page ``to`` with the number that it found once it is done.

    ``template`` is a page, beside which lies its ``_state`` for the part that asks again by itself.
    """
    if request.method == "POST":
        running.stop(name, desk.user.pk)
    found = running.look(name, desk.user.pk)
    if found is None:
        raise Http404
    fragment = request.headers.get("HX-Request")
    if found.state == "done":
        target = redirect(to, int(found.found[0]))
        return redirected(target.url) if fragment else target
    shown = f"{template}_state.html" if fragment else f"{template}.html"
    return render(request, shown, {"run": found, "name": name})
