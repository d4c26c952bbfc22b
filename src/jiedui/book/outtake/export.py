"""Exports (导出): whole ledgers or what a list shows, as an import takes them, and a sheet 来源 that says where from.

A reference is written as what an import will find again: the name that it shows where that leads to it alone, else its
编号. Importing an export into the same book changes nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from jiedui.book.book import Book
from jiedui.book.cells import decode
from jiedui.book.layout import LIVE
from jiedui.book.outtake.stream import Cell, SheetOut, write_workbook
from jiedui.book.predicates import Predicate
from jiedui.book.resolver import Resolver
from jiedui.catalog import Column, Ledger

#: A text that begins so would be a formula to a spreadsheet reading CSV.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


#: The rows that count.
IN_USE = Predicate(LIVE)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is exported of a ledger: which columns of which rows, in which order (SQL), and that in words."""

    ledger: Ledger
    columns: tuple[Column, ...]
    rows: Predicate = IN_USE
    order: str = '"id"'
    words: str = "全部在用记录"

    @property
    def headings(self) -> list[str]:
        """The headings, each with its unit."""
        return [column.heading for column in self.columns]


def whole(book: Book, ledgers: Sequence[Ledger]) -> list[Selection]:
    """All entries in use of those ledgers, with every column that the reader sees."""
    return [Selection(ledger, _shown(book, ledger)) for ledger in ledgers]


def _shown(book: Book, ledger: Ledger) -> tuple[Column, ...]:
    """The declared columns that the reader sees; the book's own are not a workbook's."""
    seen = {column.name for column in book.columns(ledger.name)}
    return tuple(column for column in ledger.columns if column.name in seen)


def export_workbook(book: Book, selections: Sequence[Selection], path: Path) -> int:
    """Write the selections as one workbook with a sheet 来源; the number of entries written."""
    export = _Export(book)
    sheets = [
        SheetOut(
            each.ledger.title, each.headings, export.rows(each), [max(10, 2 * len(head) + 2) for head in each.headings]
        )
        for each in selections
    ]
    with book.store.reading():
        write_workbook(path, [*sheets, SheetOut("来源", ("项目", "内容"), export.sources(selections), (20, 80))])
    return sum(export.counts.values())


def export_csv(book: Book, selections: Sequence[Selection], folder: Path) -> int:
    """Write each selection as a CSV in UTF-8 with its mark, and 来源.txt; the number of entries written."""
    export = _Export(book)
    folder.mkdir(parents=True, exist_ok=True)
    with book.store.reading():
        for each in selections:
            _write_csv(folder / f"{each.ledger.title}.csv", each.headings, export.rows(each))
        _write_csv(folder / "来源.txt", ("项目", "内容"), export.sources(selections))
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


class _Export:
    """One export: the names of references are looked up once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._names: dict[str, dict[int, str]] = {}
        self.counts: dict[str, int] = {}

    def rows(self, chosen: Selection) -> Iterator[list[Cell]]:
        """The entries of the selection, in its order."""
        ledger, names = chosen.ledger.name, [column.name for column in chosen.columns]
        self.counts[ledger] = 0
        for _, *cells in self._book.rows(ledger, names, chosen.rows.where, chosen.rows.params, chosen.order):
            self.counts[ledger] += 1
            yield [self._cell(column, cell) for column, cell in zip(chosen.columns, cells, strict=True)]

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
        if id not in known:
            known.update(self._book.names(ledger, [id]))
        return known[id]

    def _all_names(self, ledger: str) -> dict[int, str]:
        """Of every entry in use: the name that it shows where that is its alone, else its 编号, else the name."""
        resolver = Resolver.of(self._book, ledger)
        codes = {int(str(id)): code for id, code in self._book.rows(ledger, ("code",))}
        shown = self._book.names(ledger, codes)
        return {
            id: name if resolver.find(name) == (id,) or not codes[id] else str(codes[id]) for id, name in shown.items()
        }

    def sources(self, selections: Sequence[Selection]) -> Iterator[tuple[str, str]]:
        """Where the export comes from; read after the rows, which are counted as they are written."""
        yield "账册", str(self._book.location)
        yield "导出时间", self._book.clock().isoformat(sep=" ", timespec="minutes")
        yield "账册日志", self._book.head
        for each in selections:
            yield each.ledger.title, f"{each.words}：{self.counts.get(each.ledger.name, 0)} 条"
