"""Roles (角色) and what each may do; a user holds roles by regions, each with all that lies below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Role = Literal["clerk", "reviewer", "leader", "auditor", "administrator"]
Ability = Literal["read", "write", "review", "audit", "administer"]

ROLES: tuple[Role, ...] = get_args(Role)

#: What each role may do: everyone reads; clerks enter and submit; reviewers accept and return; auditors read the
#: journal and verify it; administrators do all this, and keep users, declarations and backups.
MAY: Mapping[Role, frozenset[Ability]] = {
    "clerk": frozenset({"read", "write"}),
    "reviewer": frozenset({"read", "review"}),
    "leader": frozenset({"read"}),
    "auditor": frozenset({"read", "audit"}),
    "administrator": frozenset(get_args(Ability)),
}

TITLES: Mapping[Role, tuple[str, str]] = {
    "clerk": ("登记员", "clerk"),
    "reviewer": ("审核员", "reviewer"),
    "leader": ("领导（只读）", "leader (reads only)"),
    "auditor": ("审计员", "auditor"),
    "administrator": ("管理员", "administrator"),
}


def role_named(word: str) -> Role | None:
    """The role that a word names, as the pages call it or by its code: 登记员, 领导, clerk; None for no role."""
    return next(
        (role for role, titles in TITLES.items() if word in {role, titles[0], titles[0].partition("（")[0]}), None
    )


def all_roles() -> str:
    """The roles in words, each with its code."""
    return "、".join(f"{titles[0]} {role}" for role, titles in TITLES.items())
