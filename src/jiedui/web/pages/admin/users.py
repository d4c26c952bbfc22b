"""The users of the office: who may come in, with which roles for which regions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiedui.base.problems import Refusal
from jiedui.web.accounts import users
from jiedui.web.accounts.models import Grant
from jiedui.web.accounts.users import Keeper
from jiedui.web.desk import Desk, page, regions_of
from jiedui.web.roles import ROLES, TITLES


def keeper_of(desk: Desk) -> Keeper:
    """What the administrator answers for."""
    return Keeper(regions_of(desk.grants, "administer"), desk.book.regions)


@page("administer")
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All users that the administrator keeps."""
    keeper = keeper_of(desk)
    shown = [(user, [_held(desk, grant) for grant in user.grants.all()]) for user in keeper.users()]
    return render(request, "admin/users.html", {"users": shown})


@page("administer")
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form of a new user, and its making."""
    problems: list[str] = []
    if request.method == "POST":
        given = request.POST
        try:
            grants = [(given.get("role", ""), _region(given.get("region", "")))]
            made = users.add_user(
                keeper_of(desk),
                given.get("username", ""),
                given.get("full_name", ""),
                given.get("password", ""),
                grants,
            )
        except Refusal as refusal:
            problems = [problem.words(desk.language) for problem in refusal.problems]
        else:
            messages.success(request, f"✓ {made.username}")
            return redirect("admin-user", made.pk)
    context = {"problems": problems, "given": request.POST, **_choices(desk)}
    return render(request, "admin/user_new.html", context, status=400 if problems else 200)


@page("administer")
def one(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One user: roles, password, second factor, barred or not."""
    user = _user(desk, number)
    held = [(grant, *_held(desk, grant)) for grant in user.grants.all()]
    second = user.authenticator_set.exists()
    return render(request, "admin/user.html", {"kept": user, "held": held, "second": second, **_choices(desk)})


@require_POST
@page("administer")
def change(request: HttpRequest, desk: Desk, number: int, what: str) -> HttpResponse:
    """Do one thing to a user and go back; what stands against it is told there."""
    user, keeper, given = _user(desk, number), keeper_of(desk), request.POST
    deeds = {
        "grant": lambda: users.grant(keeper, user, given.get("role", ""), _region(given.get("region", ""))),
        "take": lambda: users.take(keeper, _grant(user, given.get("grant", ""))),
        "bar": lambda: users.set_active(keeper, user, active=False),
        "admit": lambda: users.set_active(keeper, user, active=True),
        "password": lambda: users.set_password(keeper, user, given.get("password", "")),
        "second": lambda: users.drop_second_factor(keeper, user),
    }
    if what not in deeds:
        raise Http404
    try:
        deeds[what]()
    except Refusal as refusal:
        for problem in refusal.problems:
            messages.error(request, f"✕ {problem.words(desk.language)}")
    else:
        messages.success(request, "✓ 已保存" if desk.language == "zh" else "✓ saved")
    return redirect("admin-user", number)


def _user(desk: Desk, number: int) -> Any:
    """The user of that number, if the administrator keeps it."""
    user = get_user_model().objects.filter(pk=number).first()
    if user is None or user not in keeper_of(desk).users():
        raise Http404
    return user


def _grant(user: Any, number: str) -> Grant:
    """The role that the form means."""
    found = user.grants.filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None:
        raise Http404
    return found


def _region(text: str) -> int | None:
    """The region that the form means; none for the whole book, and one that nobody has for what is no number."""
    return None if not text else int(text) if text.isdecimal() else -1


def _held(desk: Desk, grant: Grant) -> tuple[str, str]:
    """A role and its region in words."""
    role = TITLES[grant.role][desk.language == "en"]
    tree = desk.book.regions
    if grant.region is None:
        return role, "全账册" if desk.language == "zh" else "whole book"
    return role, tree[grant.region].name if grant.region in tree else f"region:{grant.region}"


def _choices(desk: Desk) -> dict[str, object]:
    """The roles and regions that the administrator may give."""
    keeper = keeper_of(desk)
    regions = [
        (region.id, "　" * (region.tier - 1) + region.name)
        for region in sorted(desk.book.regions.values(), key=lambda each: each.path)
        if keeper.covers(region.id)
    ]
    roles = [(role, TITLES[role][desk.language == "en"]) for role in ROLES]
    return {"roles": roles, "regions": regions, "whole": keeper.regions is None}
