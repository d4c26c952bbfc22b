"""Users made, changed and barred, for the pages and the command line alike: the rules of who may give which role.

An administrator of some regions gives roles within them only, and keeps only users all of whose roles lie there; an
administrator of the whole book keeps all. Nobody bars the last administrator of the whole book, nor takes that role.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction

from jiedui.base.problems import Place, Problem, Refusal, refuse
from jiedui.book.regions import RegionTree
from jiedui.web.accounts.models import Grant
from jiedui.web.roles import all_roles, role_named


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps users: the regions that the administrator answers for (None: all), and the tree they lie in."""

    regions: tuple[int, ...] | None
    tree: RegionTree

    def covers(self, region: int | None) -> bool:
        """Whether a role for that region is the keeper's to give."""
        if self.regions is None:
            return True
        return region is not None and region in self.tree and bool(set(self.regions) & set(self.tree[region].path))

    def keeps(self, user: Any) -> bool:
        """Whether the user is the keeper's to change: all of the user's roles are."""
        return all(self.covers(grant.region) for grant in user.grants.all())

    def users(self) -> list[Any]:
        """The users that the keeper keeps, by name; those who hold no role are the whole book's administrator's."""
        known = get_user_model().objects.prefetch_related("grants").order_by("username")
        return [user for user in known if self.keeps(user) and (self.regions is None or user.grants.all())]


@transaction.atomic
def add_user(
    keeper: Keeper, username: str, full_name: str, password: str, grants: Iterable[tuple[str, int | None]]
) -> Any:
    """Make a user with roles.

    Raises Refusal: user-name, user-taken, user-password (each fault), user-role, user-region.
    """
    wanted = list(grants)
    _check_name(username)
    user = get_user_model()(username=username, first_name=full_name)
    _check_password(password, user)
    user.set_password(password)
    user.save()
    for role, region in wanted:
        grant(keeper, user, role, region)
    return user


def grant(keeper: Keeper, user: Any, role: str, region: int | None) -> None:
    """Let the user hold a role; Refusal: user-role, user-region (unknown, or not the keeper's), user-not-yours."""
    named = role_named(role)
    if named is None:
        raise refuse("user-role", role=role, known=all_roles())
    if not keeper.keeps(user):
        raise refuse("user-not-yours", user=user.username)
    if not keeper.covers(region) or (region is not None and region not in keeper.tree):
        raise refuse("user-region", region=_region_name(keeper.tree, region))
    Grant.objects.get_or_create(user=user, role=named, region=region)


def take(keeper: Keeper, held: Grant) -> None:
    """Take a role from its user; Refusal: user-not-yours, user-last."""
    if not keeper.keeps(held.user):
        raise refuse("user-not-yours", user=held.user.username)
    with transaction.atomic():
        held.delete()
        _must_have_administrator()


def set_active(keeper: Keeper, user: Any, *, active: bool) -> None:
    """Bar a user, who is signed out everywhere, or let one in again; Refusal: user-not-yours, user-last."""
    if not keeper.keeps(user):
        raise refuse("user-not-yours", user=user.username)
    with transaction.atomic():
        user.is_active = active
        user.save(update_fields=["is_active"])
        _must_have_administrator()
    if not active:
        sign_out(user)


def set_password(keeper: Keeper, user: Any, password: str) -> None:
    """Give a user a new password; the user is signed out everywhere. Refusal: user-not-yours, user-password."""
    if not keeper.keeps(user):
        raise refuse("user-not-yours", user=user.username)
    _check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    sign_out(user)


def drop_second_factor(keeper: Keeper, user: Any) -> None:
    """Forget a user's second factor, whose phone is lost; Refusal: user-not-yours."""
    if not keeper.keeps(user):
        raise refuse("user-not-yours", user=user.username)
    Authenticator.objects.filter(user=user).delete()


def sign_out(user: Any) -> None:
    """End every session of the user."""
    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


def _must_have_administrator() -> None:
    """Refusal (user-last), which takes the change back, when nobody keeps the whole book any more."""
    if not Grant.objects.filter(role="administrator", region=None, user__is_active=True).exists():
        raise refuse("user-last")


def _check_name(username: str) -> None:
    """Refusal: user-name, user-taken."""
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError as error:
        raise refuse("user-name", name=username) from error
    if not username or len(username) > 150:
        raise refuse("user-name", name=username)
    if get_user_model().objects.filter(username__iexact=username).exists():
        raise refuse("user-taken", name=username)


def _check_password(password: str, user: Any) -> None:
    """Refusal (user-password) with every fault of the password."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refusal(*(Problem("user-password", Place(), {"why": why}) for why in error.messages)) from error


def _region_name(tree: RegionTree, region: int | None) -> str:
    """What a region is called; the whole book without one."""
    if region is None:
        return "全部地区"
    return tree[region].name if region in tree else str(region)
