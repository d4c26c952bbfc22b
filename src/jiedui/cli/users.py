"""``jiedui user``: accounts from the command line — the first one, and a way back in when the password is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiedui.base.problems import refuse
from jiedui.cli.options import BookPlace
from jiedui.cli.speaking import Commands
from jiedui.cli.terminal import terminal

if TYPE_CHECKING:
    from jiedui.web.accounts.users import Keeper

user = Commands(help="网页工作台的用户 · who may come in to the workbench")

Name = Annotated[str, typer.Argument(help="用户名 · the name to sign in with")]
Password = Annotated[
    str, typer.Option("--password", envvar="JIEDUI_PASSWORD", help="密码；不写就问 · asked for without it")
]


@user.command()
def add(
    book: BookPlace,
    name: Name,
    role: Annotated[
        str, typer.Option("--role", help="角色：登记员、审核员、领导、审计员、管理员 · clerk, reviewer, …")
    ],
    password: Password = "",
    region: Annotated[
        str | None, typer.Option("--region", help="哪个地区；不写为全账册 · whole book without it")
    ] = None,
    full_name: Annotated[str, typer.Option("--name", help="姓名，记入账册日志 · stands in the journal")] = "",
) -> None:
    """新增用户并授予角色 · a user with a role for a region."""
    keeper = _keeper(book)
    from jiedui.book import Book
    from jiedui.figures import find_region
    from jiedui.web.accounts.users import add_user

    with Book.open(book) as opened:
        at = find_region(opened, region).id if region else None
    add_user(keeper, name, full_name, password or _asked(), [(role, at)])
    terminal().print(f"已新增用户 {name}", markup=False)


@user.command()
def password(book: BookPlace, name: Name, password: Password = "") -> None:
    """重设密码，并让该用户在各处退出 · a new password; signs the user out everywhere."""
    keeper = _keeper(book)
    from jiedui.web.accounts.users import set_password

    set_password(keeper, _found(name), password or _asked())
    terminal().print(f"已重设 {name} 的密码", markup=False)


@user.command("list")
def list_users(book: BookPlace) -> None:
    """列出用户与角色 · the users and their roles."""
    from rich.table import Table

    keeper = _keeper(book)
    table = Table("用户名", "姓名", "角色", "状态")
    for each in keeper.users():
        held = "、".join(f"{grant.get_role_display()}（{_place(keeper, grant.region)}）" for grant in each.grants.all())
        table.add_row(each.username, each.first_name, held, "在用" if each.is_active else "停用")
    terminal().print(table)


def _asked() -> str:
    """A password typed twice alike, unseen."""
    while True:
        typed = str(typer.prompt("密码 · password", hide_input=True))
        if typer.prompt("再输一次 · once more", hide_input=True) == typed:
            return typed
        terminal(stderr=True).print("两次输入不一样，请重来 · the two differ: begin again", markup=False)


def _place(keeper: Keeper, region: int | None) -> str:
    """What the region of a role is called."""
    return "全账册" if region is None else keeper.tree[region].name


def _keeper(place: str) -> Keeper:
    """Whoever holds the files keeps every user."""
    from jiedui.book import Book
    from jiedui.web.serving import prepare
    from jiedui.web.settings import Site

    prepare(Site(place))
    from jiedui.web.accounts.users import Keeper

    with Book.open(place) as book:
        return Keeper(None, book.regions)


def _found(name: str) -> Any:
    """The user of that name; Refusal (user-none) when there is none."""
    from django.contrib.auth import get_user_model

    found = get_user_model().objects.filter(username=name).first()
    if found is None:
        raise refuse("user-none", name=name)
    return found
