"""An import that is killed at any moment leaves the book as it was or as it should be, and the journal proves it."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from figures.conftest import write_regions
from jiedui.book import Book
from jiedui.book.verify import verify

ROWS = 4_000
MOMENTS = 30


def command(book: Path, table: Path) -> list[str]:
    """The import as a user starts it."""
    return [sys.executable, "-m", "jiedui", "import", str(table), "--book", str(book), "--actor", "何静"]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of sales of some thousand rows."""
    path = tmp_path_factory.mktemp("killed") / "消费协作台账.csv"
    heading = "编号,日期,产品,品类,西部地区,销售方,采购方,渠道,方式,金额（万元）"
    rows = (f"XF-{n},2022-{n % 12 + 1:02}-11,女娲茶,茶叶,八仙镇,甲,乙,商超,采购,{n % 90 + 1}.5" for n in range(ROWS))
    path.write_text("\n".join((heading, *rows)), "utf-8")
    return path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with regions and nothing else."""
    place = tmp_path_factory.mktemp("killed") / "book"
    with Book.create(place, actor="何静") as book:
        write_regions(book)
    return place


def rows_in(book: Book) -> int:
    """How many sales the book holds."""
    ((count,),) = book.store.read(f"SELECT COUNT(*) FROM {book.table('purchase').sql}")
    return int(count)


def test_thirty_moments(table: Path, empty: Path, tmp_path: Path) -> None:
    begun = time.perf_counter()
    whole = tmp_path / "whole"
    shutil.copytree(empty, whole)
    assert subprocess.run(command(whole, table), check=False, capture_output=True).returncode == 0
    length = time.perf_counter() - begun
    moments = random.Random(20221014)
    for number in range(MOMENTS):
        place = tmp_path / f"book{number}"
        shutil.copytree(empty, place)
        running = subprocess.Popen(command(place, table), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.0, length))
        running.send_signal(signal.SIGKILL)
        running.wait()
        with Book.open(place) as book:
            assert rows_in(book) in (0, ROWS)
            assert not list(verify(book))
        shutil.rmtree(place)
