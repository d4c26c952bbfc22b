"""The users of the demonstration: one a role, with a password that everybody knows; never for an office's own book."""

from __future__ import annotations

from collections.abc import Mapping

from jiedui.book import Book
from jiedui.figures import find_region
from jiedui.web.accounts.users import Keeper, add_user
from jiedui.web.roles import TITLES, Role

PASSWORD = "jiedui-demo"  # noqa: S105 - printed for everybody to read
#: Name, full name and role; all but the administrator hold it for the sample's county.
USERS: tuple[tuple[str, str, Role], ...] = (
    ("admin", "管理员", "administrator"),
    ("clerk", "李登记", "clerk"),
    ("reviewer", "王复核", "reviewer"),
    ("leader", "陈主任", "leader"),
    ("auditor", "赵审计", "auditor"),
)


def add_users(place: str, county: str) -> Mapping[str, str]:
    """Make the users; what each is, by name."""
    with Book.open(place) as book:
        keeper, home = Keeper(None, book.regions), find_region(book, county).id
    for name, full, role in USERS:
        add_user(keeper, name, full, PASSWORD, [(role, None if role == "administrator" else home)])
    return {name: f"{full}，{TITLES[role][0]}" for name, full, role in USERS}
