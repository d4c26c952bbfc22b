"""A small book for this room: five regions, three entries of funds written, changed and withdrawn."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import strategies as st

from jiedui.base.problems import Refusal
from jiedui.book import Add, Book, Change, Restore, Withdraw

AnyChange = Add | Change | Withdraw | Restore
WHO, WHY = "李登记", "月度登记"


def region(name: str, level: str, parent: int | None = None, **more: object) -> Add:
    """A region to be added."""
    return Add("region", {"code": f"C-{name}", "name": name, "level": level, "parent": parent, **more})


def allotted(amount: object, stage: str = "到位", **more: object) -> Add:
    """Money of 5 March 2022 for 八仙镇, to be added."""
    values = {"date": date(2022, 3, 5), "west": 4, "source": "省级财政援助", "stage": stage, "amount": amount}
    return Add("fund", {**values, **more})


def with_regions(book: Book) -> Book:
    """陕西省 › 安康市 › 平利县 › 八仙镇, and 江苏省, with ids 1 to 5."""
    added = [
        region("陕西省", "省"),
        region("安康市", "市", -1),
        region("平利县", "县", -2, aliases=["平利"]),
        region("八仙镇", "镇", -3),
        region("江苏省", "省"),
    ]
    book.write(WHO, WHY, added)
    return book


def with_history(book: Book) -> Book:
    """Change sets 3 (three entries added), 4 (the first changed), 5 (the second withdrawn)."""
    book.clock = lambda: datetime(2022, 6, 1, 8, 30, tzinfo=UTC)
    with_regions(book)
    book.write(WHO, "到账", [allotted(Decimal("1000.5")), allotted(2000, voucher="V2"), allotted(3000, voucher="V3")])
    book.write("王复核", "金额看错", [Change("fund", 1, {"amount": Decimal(1500), "note": "更正"})])
    book.write("王复核", "重复登记", [Withdraw("fund", 2)])
    return book


@pytest.fixture
def kept(book: Book) -> Book:
    """A book with a history, on each of the two databases."""
    return with_history(book)


@pytest.fixture
def twins(
    request: pytest.FixtureRequest, sqlite_book: Book, made_book: Path, tmp_path: Path
) -> Iterator[tuple[Book, Book]]:
    """The same book with a history twice, on SQLite and on PostgreSQL."""
    folder = tmp_path / "twin"
    shutil.copytree(made_book, folder)
    url = request.getfixturevalue("databases").with_tables(folder)
    with Book.open(f"{url}{'&' if '?' in url else '?'}folder={folder}") as other:
        yield with_history(sqlite_book), with_history(other)


AMOUNTS = st.integers(0, 10**9).map(lambda amount: Decimal(amount).scaleb(-2))
NOTES = st.none() | st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=4)
IDS = st.integers(1, 4)
CHANGES = st.one_of(
    st.builds(lambda amount, note: allotted(amount, note=note), AMOUNTS, NOTES),
    st.builds(lambda at, amount, note: Change("fund", at, {"amount": amount, "note": note}), IDS, AMOUNTS, NOTES),
    st.builds(lambda at, west: Change("fund", at, {"west": west}), IDS, st.integers(1, 5)),
    st.builds(lambda at: Withdraw("fund", at), IDS),
    st.builds(lambda at: Restore("fund", at), IDS),
)
#: Change sets upon a book with a history, some of which the door refuses.
CHANGE_SETS = st.lists(st.lists(CHANGES, min_size=1, max_size=4), max_size=6)


def tried(book: Book, changes: list[AnyChange], number: int) -> list[str]:
    """Write a change set, additions with vouchers of their own; the codes of what was refused."""
    try:
        book.write(WHO, WHY, [_numbered(change, f"{number}-{at}") for at, change in enumerate(changes)])
    except Refusal as refusal:
        return [problem.code for problem in refusal.problems]
    return []


def _numbered(change: AnyChange, voucher: str) -> AnyChange:
    """An addition with a voucher number of its own."""
    return Add("fund", {**change.values, "voucher": voucher}) if isinstance(change, Add) else change
