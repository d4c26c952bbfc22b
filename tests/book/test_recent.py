"""What changed lately, as far as the reader sees it."""

from book.conftest import WHO, WHY, allotted, region, with_regions
from jiedui.book import Book, Change, Withdraw
from jiedui.book.recent import recent
from jiedui.book.sight import Sight


def told(book: Book, limit: int = 10) -> list[tuple[str, list[tuple[str, str, int, int]]]]:
    """The reasons, and what was touched."""
    return [
        (each.reason, [(it.ledger, it.op, it.count, it.first) for it in each.touched]) for each in recent(book, limit)
    ]


def enter(book: Book) -> None:
    """Regions; two allotments to 八仙镇 and one to 陕西省; one is changed, one withdrawn."""
    with_regions(book)
    book.write(WHO, "到账", [allotted(10_000), allotted(20_000), allotted(30_000, west=5)])
    book.write(WHO, "更正", [Change("fund", 3, {"amount": 31_000})])
    book.write(WHO, "重复", [Withdraw("fund", 2)])


def test_change_sets_are_told_newest_first_with_what_they_did(book: Book) -> None:
    enter(book)
    assert told(book) == [
        ("重复", [("fund", "withdraw", 1, 2)]),
        ("更正", [("fund", "change", 1, 3)]),
        ("到账", [("fund", "add", 3, 1)]),
        (WHY, [("region", "add", 5, 1)]),
    ]
    assert [reason for reason, _ in told(book, 1)] == ["重复"]


def test_a_reader_is_told_of_visible_entries_alone(book: Book) -> None:
    enter(book)
    book.sight = Sight((4,), ())
    assert told(book, 2) == [("重复", [("fund", "withdraw", 1, 2)]), ("到账", [("fund", "add", 2, 1)])]


def test_many_change_sets(book: Book) -> None:
    with_regions(book)
    for number in range(70):
        book.write(WHO, f"第{number}次", [region(f"村{number}", "村", 4)])
    assert [reason for reason, _ in told(book, 3)] == ["第69次", "第68次", "第67次"]
