"""Proving a book of many rows, beside a bare scan that hashes each row, in the same run.

    python benchmarks/verifying.py [--rows 1000000] [--runs 3]

The limit is a quarter of the bare scan's speed: a ratio of 4.
"""

import argparse
import hashlib
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from jiedui.book import Add, AddMany, Book
from jiedui.book.verify import verify

COLUMNS = (
    "code",
    "date",
    "product",
    "category",
    "west",
    "seller",
    "buyer",
    "channel",
    "mode",
    "quantity",
    "uom",
    "amount",
)
LIMIT = 4


def fill(book: Book, count: int) -> None:
    """Enter so many sales."""
    book.write("基准", "地区", [Add("region", {"code": "1", "name": "甲县", "level": "县", "side": "西部"})])
    rows = (
        (
            f"XF-{n}",
            f"2022-{n % 12 + 1:02}-11",
            f"产品{n % 60}",
            "茶叶",
            1,
            "甲",
            "乙",
            "商超",
            "采购",
            n * 10000,
            "公斤",
            n * 100,
        )
        for n in range(count)
    )
    book.write("基准", "销售", [AddMany("purchase", COLUMNS, rows)])


def scan(book: Book) -> None:
    """Read every row and hash it, no more."""
    for row in book.store.stream(f"SELECT * FROM {book.table('purchase').sql} ORDER BY id"):
        hashlib.sha256(repr(row).encode()).digest()


def prove(book: Book) -> None:
    """Verify rows, links and evidence."""
    assert not list(verify(book))


def timed(work: Callable[[Book], None], book: Book) -> float:
    """Seconds of one run."""
    begun = time.perf_counter()
    work(book)
    return time.perf_counter() - begun


def main() -> None:
    """Measure both, turn by turn, and print the ratio of the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Book.create(Path(folder) / "book", actor="基准") as book:
        fill(book, wanted.rows)
        told = [(timed(scan, book), timed(prove, book)) for _ in range(wanted.runs)]
    bare, full = (statistics.median(each[side] for each in told) for side in (0, 1))
    print(f"rows {wanted.rows}  bare scan and hash {bare:.2f} s  jiedui verify {full:.2f} s")
    print(f"ratio {full / bare:.2f} (limit {LIMIT})")


if __name__ == "__main__":
    main()
