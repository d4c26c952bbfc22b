"""Two at one book, and a process killed while it writes."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from book.conftest import WHO, WHY, allotted, with_regions
from jiedui.base.problems import Place, Refusal
from jiedui.book import AddMany, Book, postgresql, sqlite
from jiedui.book.verify import verify

#: Rows that the process to be killed adds in one change set.
ROWS = 3000
WRITER = """
import sys
from jiedui.book import AddMany, Book, Change
book = Book.open(sys.argv[1])
print("ready", flush=True)
columns = ("date", "west", "source", "stage", "amount", "code")
for batch in range(1000):
    rows = [("2022-01-01", 4, "省级财政援助", "到位", number, f"{sys.argv[2]}-{batch}-{number}") for number in range(int(sys.argv[3]))]
    book.write("机器", "批量", [Change("region", 1, {"note": f"{sys.argv[2]}-{batch}"}), AddMany("fund", columns, rows)])
"""


@contextmanager
def writing(place: str, batch: int) -> Iterator["subprocess.Popen[str]"]:
    """A process that writes one change set after the other, until it is killed."""
    command = [sys.executable, "-c", WRITER, place, str(batch), str(ROWS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("kills", [15])
def test_a_book_is_as_before_or_as_after_whenever_its_writer_is_killed(book_url: str, kills: int) -> None:
    with Book.open(book_url) as book:
        with_regions(book)
    moments = random.Random(7)
    for kill in range(kills):
        with writing(book_url, kill):
            time.sleep(moments.uniform(0, 0.4))
        with Book.open(book_url) as book:
            count = book.store.read("SELECT COUNT(*) FROM ledger_fund")[0][0]
            links = book.store.read("SELECT COUNT(*) FROM journal_link WHERE actor = '机器'")[0][0]
            assert count == links * ROWS
            assert list(verify(book)) == []
    assert links > 0


def test_a_second_writer_waits_and_then_is_told(book_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sqlite, postgresql):
        monkeypatch.setattr(module, "WAIT", 0.2)
    with Book.open(book_url) as first, Book.open(book_url) as second:
        with_regions(first)
        with first.store.writing():
            before = time.monotonic()
            with pytest.raises(Refusal) as refusal:
                second.write(WHO, WHY, [allotted(1)])
            assert time.monotonic() - before >= 0.2
        assert [problem.code for problem in refusal.value.problems] == ["book-busy"]
        assert second.write(WHO, WHY, [allotted(1)]).created == {"fund": range(1, 2)}


def test_readers_are_not_kept_waiting_and_see_what_was_committed(book_url: str) -> None:
    with Book.open(book_url) as writer, Book.open(book_url) as reader:
        with_regions(writer)
        seen: list[int] = []

        def rows() -> Iterator[tuple[object, ...]]:
            for number in range(25_000):
                if not number % 10_000:
                    seen.append(len(list(reader.rows("fund"))) + len(reader.regions))
                yield "2022-01-01", 4, "省级财政援助", "到位", number

        writer.write(WHO, WHY, [AddMany("fund", ("date", "west", "source", "stage", "amount"), rows())])
        assert seen == [5, 5, 5]
        assert len(list(reader.rows("fund"))) == 25_000


def test_a_refused_write_leaves_the_file_byte_for_byte(sqlite_book: Book) -> None:
    with_regions(sqlite_book)
    place = sqlite_book.location.folder
    sqlite_book.close()
    before = (place / "book.sqlite3").read_bytes()
    rows = [("2022-01-01", 4, "省级财政援助", "到位", number) for number in range(30_000)]
    with Book.open(place) as book, pytest.raises(Refusal):
        book.write(WHO, WHY, [AddMany("fund", ("date", "west", "source", "stage", "amount"), rows), allotted(-1)])
    assert (place / "book.sqlite3").read_bytes() == before
    assert sorted(path.name for path in place.iterdir()) == ["book.sqlite3", "evidence"]


def test_duplicates_of_a_bulk_load_are_told_at_their_rows(book: Book) -> None:
    """With the indexes put aside, what is shared is found when they are made again."""
    with_regions(book).write(WHO, WHY, [allotted(1, code="Z5"), allotted(1, code="other")])
    rows = [("2022-01-01", 4, "省级财政援助", "到位", number, f"Z{number % 20_000}") for number in range(20_003)]
    columns = ("date", "west", "source", "stage", "amount", "code")
    with pytest.raises(Refusal) as refusal:
        book.write(WHO, WHY, [AddMany("fund", columns, rows, lambda row: Place(row=row))])
    told = sorted((p.code, p.place.row, p.details["value"]) for p in refusal.value.problems)
    assert told == [
        ("book-duplicate", 5, "Z5"),
        *(("book-duplicate-here", row, f"Z{row % 20_000}") for row in (20_000, 20_001, 20_002)),
    ]
    assert refusal.value.problems[-1].details.get("first") == "第 2 行"


def test_a_bulk_load_whose_rows_share_nothing_keeps_its_indexes(sqlite_book: Book) -> None:
    indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'ledger_fund' ORDER BY 1"
    before = with_regions(sqlite_book).store.read(indexes)
    rows = [("2022-01-01", 4, "省级财政援助", "到位", number) for number in range(20_000)]
    sqlite_book.write(WHO, WHY, [AddMany("fund", ("date", "west", "source", "stage", "amount"), rows)])
    assert sqlite_book.store.read(indexes) == before
    assert list(verify(sqlite_book)) == []


def test_duplicates_among_rows_whose_indexes_are_aside_are_told(sqlite_book: Book) -> None:
    """The first 10,000 rows put the indexes aside; what the others share is found when they are made again."""
    with_regions(sqlite_book)
    rows = [("2022-01-01", 4, "省级财政援助", "到位", n, f"Z{n % 20_001}") for n in range(20_003)]
    columns = ("date", "west", "source", "stage", "amount", "code")
    with pytest.raises(Refusal) as refusal:
        sqlite_book.write(WHO, WHY, [AddMany("fund", columns, rows, lambda row: Place(row=row + 2))])
    assert [(p.code, p.place.row, p.details["first"]) for p in refusal.value.problems] == [
        ("book-duplicate-here", 20_003, "第 2 行"),
        ("book-duplicate-here", 20_004, "第 3 行"),
    ]
