"""Exports (导出): what an import takes, and a sheet 来源 that says where it comes from.

A reference is written as what an import will find again: the name that it shows where that leads to it alone, else its
编号. Importing an export into the same book changes nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from jiedui.book.book import Book
from jiedui.book.cells import decode
from jiedui.book.layout import LIVE
from jiedui.book.outtake.stream import Cell, SheetOut, write_workbook
from jiedui.book.resolver import Resolver
from jiedui.catalog import Column, Ledger

#: A text that begins so would be a formula to a spreadsheet reading CSV.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export_workbook(book: Book, ledgers: Sequence[Ledger], path: Path) -> int:
    """Write the ledgers as one workbook with a sheet 来源; the number of entries written."""
    export = _Export(book)
    sheets = [
        SheetOut(
            ledger.title,
            _headings(ledger),
            export.rows(ledger),
            [max(10, 2 * len(head) + 2) for head in _headings(ledger)],
        )
        for ledger in ledgers
    ]
    with book.store.reading():
        write_workbook(path, [*sheets, SheetOut("来源", ("项目", "内容"), export.sources(ledgers), (20, 80))])
    return sum(export.counts.values())


def export_csv(book: Book, ledgers: Sequence[Ledger], folder: Path) -> int:
    """Write each ledger as a CSV in UTF-8 with its mark, and 来源.csv; the number of entries written."""
    export = _Export(book)
    folder.mkdir(parents=True, exist_ok=True)
    with book.store.reading():
        for ledger in ledgers:
            _write_csv(folder / f"{ledger.title}.csv", _headings(ledger), export.rows(ledger))
        _write_csv(folder / "来源.txt", ("项目", "内容"), export.sources(ledgers))
    return sum(export.counts.values())


def _write_csv(path: Path, headings: Sequence[str], rows: Iterator[Sequence[Cell]]) -> None:
    """One table as CSV; a text that a spreadsheet would take for a formula is led by an apostrophe."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(headings)
        writer.writerows([_harmless(cell) for cell in row] for row in rows)


def _harmless(cell: Cell) -> str:
    """A cell as CSV text."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA) else cell
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _headings(ledger: Ledger) -> list[str]:
    """The headings, each with its unit."""
    return [column.heading for column in ledger.columns]


class _Export:
    """One export: the names of references are looked up once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._names: dict[str, dict[int, str]] = {}
        self.counts: dict[str, int] = {}

    def rows(self, ledger: Ledger) -> Iterator[list[Cell]]:
        """The entries in use, by id."""
        self.counts[ledger.name] = 0
        for _, *cells in self._book.rows(ledger.name, [column.name for column in ledger.columns], LIVE):
            self.counts[ledger.name] += 1
            yield [self._cell(column, cell) for column, cell in zip(ledger.columns, cells, strict=True)]

    def _cell(self, column: Column, stored: object) -> Cell:
        """One cell as it is written."""
        if stored is None:
            return None
        if column.to:
            return self._name(column.to, int(str(stored)))
        value = decode(column, stored)  # type: ignore[arg-type]
        if isinstance(value, tuple):
            return "、".join(value)
        if column.type == "money" and isinstance(value, Decimal):
            factor = column.cell_unit.factor
            return value * factor.denominator / factor.numerator
        return value if isinstance(value, (str, int, Decimal, date)) else None

    def _name(self, ledger: str, id: int) -> str:
        """What an import will find the entry by."""
        known = self._names.get(ledger)
        if known is None:
            known = self._names[ledger] = self._all_names(ledger)
        return known[id]

    def _all_names(self, ledger: str) -> dict[int, str]:
        """Of every entry in use: the name that it shows where that is its alone, else its 编号, else the name."""
        resolver = Resolver.of(self._book, ledger)
        codes = {int(str(id)): code for id, code in self._book.rows(ledger, ("code",))}
        shown = self._book.names(ledger, codes)
        return {
            id: name if resolver.find(name) == (id,) or not codes[id] else str(codes[id]) for id, name in shown.items()
        }

    def sources(self, ledgers: Sequence[Ledger]) -> Iterator[tuple[str, str]]:
        """Where the export comes from; read after the rows, which are counted as they are written."""
        yield "账册", str(self._book.location)
        yield "导出时间", self._book.clock().isoformat(sep=" ", timespec="minutes")
        yield "账册日志", self._book.head
        yield "筛选", "全部在用记录"
        for ledger in ledgers:
            yield ledger.title, f"{self.counts.get(ledger.name, 0)} 条"
