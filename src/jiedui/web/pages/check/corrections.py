"""What the office taught the checker (更正): every correction with who, when and why, and the way to take it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiedui.book.corrections import corrections, revoke_correction
from jiedui.web.desk import Desk, page
from jiedui.web.pages.preferences import back


@page()
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every correction, the last one first; those taken back when asked for."""
    revoked = request.GET.get("revoked") == "1"
    resting = {each.id for each in desk.checker.facts.taught.resting}
    found = sorted(corrections(desk.book, revoked=revoked), key=lambda each: -each.id)
    return render(request, "check/corrections.html", {"found": found, "resting": resting, "revoked": revoked})


@require_POST
@page("write")
def revoke(request: HttpRequest, desk: Desk, correction: int) -> HttpResponse:
    """Take a correction back; its history stays."""
    reason = request.POST.get("reason", "").strip() or "不再适用"
    with desk.acting("write") as book:
        revoke_correction(book, correction, actor=desk.actor, reason=reason)
    messages.success(
        request, f"✓ 已撤销更正 {correction}" if desk.language == "zh" else f"✓ correction {correction} revoked"
    )
    return redirect(back(request, "/check/corrections/"))
