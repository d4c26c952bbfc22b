"""Importing a big workbook, beside reading it with calamine and ``executemany`` of the same rows, in the same run.

    python benchmarks/importing.py [--rows 1000000] [--runs 1]

The limit is 2.5 times the peer. Prints seconds, the ratio, and the peak memory of each side (child processes included).
"""

import argparse
import multiprocessing
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import python_calamine

from jiedui.book import Add, Book
from jiedui.book.importing import import_files
from jiedui.book.outtake.stream import SheetOut, write_workbook

HEADINGS = (
    "编号", "日期", "产品", "品类", "西部地区", "销售方", "采购方", "渠道", "方式", "数量", "计量单位", "金额（万元）",
)  # fmt: skip
LIMIT = 2.5


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """So many sales of two years, spread over ten towns."""
    first = date(2022, 1, 1)
    kinds, channels = ("茶叶", "粮油", "果蔬", "菌菇"), ("商超", "单位采购", "电商直播", "展销中心")
    for n in range(count):
        yield (
            f"XF-{n}", first + timedelta(n % 730), f"产品{n % 60}", kinds[n % 4], f"第{n % 10}镇", f"合作社{n % 90}",
            f"采购方{n % 200}", channels[n % 4], ("采购", "帮助销售")[n % 2], n % 900 + 1, "公斤", (n % 9000 + 1) / 100,
        )  # fmt: skip


def peer(workbook: Path, folder: Path) -> None:
    """Read by calamine, write by executemany: the floor that any import stands on."""
    book = sqlite3.connect(folder / "peer.sqlite3")
    book.execute(f"CREATE TABLE sales ({', '.join(f'c{n}' for n in range(12))})")
    sheet = python_calamine.CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(0)
    cells = ([cell.isoformat() if isinstance(cell, date) else cell for cell in row] for row in sheet.iter_rows())
    with book:
        book.executemany(f"INSERT INTO sales VALUES ({','.join('?' * 12)})", cells)
    book.close()


def prepare(folder: Path) -> None:
    """An empty book with the regions that the rows refer to; not part of what is measured."""
    with Book.create(folder / "book", actor="基准") as book:
        county = {"code": "1", "name": "甲县", "level": "县", "side": "西部"}
        towns = [{"code": f"2{n}", "name": f"第{n}镇", "level": "镇", "parent": -1} for n in range(10)]
        book.write("基准", "地区", [Add("region", row) for row in (county, *towns)])


def ours(workbook: Path, folder: Path) -> None:
    """The import, with all that it checks, resolves and notes in the journal."""
    with Book.open(folder / "book") as book:
        result = import_files(book, [workbook], actor="基准")
        assert result.sound, [problem.words() for problem in result.problems[:5]]


def measured(work: Callable[[Path, Path], None], workbook: Path) -> tuple[float, int]:
    """Seconds and the peak of memory (MB) of one run in a process of its own."""
    answers: multiprocessing.Queue[tuple[float, int]] = multiprocessing.Queue()

    def run() -> None:
        with tempfile.TemporaryDirectory() as folder:
            prepare(Path(folder))
            begun = time.perf_counter()
            work(workbook, Path(folder))
            seconds = time.perf_counter() - begun
        peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        answers.put((seconds, max(peaks) // 1024))

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    told = answers.get()
    process.join()
    return told


def main() -> None:
    """Measure both, turn by turn, and print the ratio of the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "消费协作台账.xlsx"
        write_workbook(workbook, [SheetOut("消费协作台账", HEADINGS, rows(wanted.rows))])
        told = [(measured(peer, workbook), measured(ours, workbook)) for _ in range(wanted.runs)]
    floor, full = (statistics.median(each[side][0] for each in told) for side in (0, 1))
    memory = [max(each[side][1] for each in told) for side in (0, 1)]
    print(
        f"rows {wanted.rows}  calamine+executemany {floor:.1f} s, {memory[0]} MB  jiedui import {full:.1f} s, {memory[1]} MB"
    )
    print(f"ratio {full / floor:.2f} (limit {LIMIT})")


if __name__ == "__main__":
    main()
