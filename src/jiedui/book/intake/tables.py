"""A sheet turned into a table of one ledger: clean columns in the form that the book keeps, and everything found wrong.

Empty rows, totals below (合计), remarks (填表人：…) and headings repeated on every page are left out; every other row
is taken, with the number that the user sees beside it. Rows are handled some thousand at a time, a column at a time.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from jiedui.base.problems import Place, Problem
from jiedui.book.intake.cells import CellFault, ColumnReader, Raw, Stored, narrow, shown
from jiedui.book.intake.headings import LOOKED_AT, Heading, Merged, texts_of, tight
from jiedui.book.intake.limits import Limits
from jiedui.book.intake.mapping import Front, Given, Remembered, understand
from jiedui.book.intake.sheets import RawSheet
from jiedui.catalog import Catalog

#: Rows handled at a time.
CHUNK = 5_000
#: Problems of one sheet that are told one by one; the rest is counted.
TOLD = 2_000
TOTALS = frozenset({"合计", "总计", "小计", "本页合计", "本页小计", "累计", "合计金额", "共计"})
_REMARK = re.compile(
    r"(?:注|备注|说明|填表说明|填表人|填报人|制表人?|填表单位|填报单位|单位负责人|负责人|审核人?|复核人?|联系人|联系电话|电话|填表日期|填报日期|填报时间|制表日期)[:：].*",
    re.DOTALL,
)
_PERCENT = "%"

#: Row numbers, the columns' stored values, the indexes of the rows with a fault.
Batch = tuple[list[int], list[list[Stored]], list[int]]


@dataclass
class Told:
    """Problems of one sheet, the first ones one by one and the others by their number."""

    place: Place
    problems: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, problem: Problem) -> None:
        """Keep a problem, or count it."""
        if len(self.problems) < TOLD:
            self.problems.append(problem)
        else:
            self.more += 1

    def all(self) -> list[Problem]:
        """The problems, with one for those not told."""
        more = [Problem("sheet-more", self.place, {"count": self.more})] if self.more else []
        return [*self.problems, *more]


@dataclass(frozen=True, slots=True)
class TableHead:
    """What a table is: its sheet, its ledger by name, its columns by name with their place in the sheet (from 0)."""

    file: str
    sheet: str
    ledger: str
    columns: tuple[str, ...]
    places: tuple[int, ...]
    heading_row: int


class SheetTable:
    """One sheet being read: :attr:`head` is None when it holds no table."""

    def __init__(
        self,
        sheet: RawSheet,
        catalog: Catalog,
        limits: Limits,
        file: str,
        *,
        csv_file: bool,
        given: Given | None = None,
        remembered: Remembered | None = None,
    ) -> None:
        """Read the first rows and find the heading, as a person said or may have said before."""
        self.place = Place(file=file, sheet=None if csv_file else sheet.name)
        self.told = Told(self.place)
        self.skipped: list[int] = []
        self._sheet = sheet
        self._limits = limits
        self._rows = _guarded(sheet.rows, self.told, self.place)
        self._first = list(islice(self._rows, LOOKED_AT))
        self._csv = csv_file
        self.front = self._make_front()
        self.heading = self._find_heading(catalog, given or {}, remembered or {})
        self.head = self._table_head(self.heading) if self.heading else None

    def _make_front(self) -> Front:
        """What the sheet begins with."""
        rows = [row[: self._limits.columns] for row in self._first]
        merged = tuple(each for each in _shifted(self._sheet.merged, self._sheet.left) if each[0][0] < LOOKED_AT)
        texts = tuple(map(tuple, texts_of(rows)))
        sheet = self._sheet
        return Front(self.place.file or "", sheet.name, tuple(sheet.names), texts, merged, sheet.left, self._csv)

    def _find_heading(self, catalog: Catalog, given: Given, remembered: Remembered) -> Heading | None:
        """The heading, unless the sheet is too large or holds no table."""
        if too_large := self._too_large():
            self.told.add(too_large)
            return None
        understood = understand(catalog, self.front, given.get(self.front.key), remembered)
        if understood.heading and self._sheet.hidden:
            self.told.add(Problem("sheet-hidden", self.place))
        for problem in understood.problems:
            self.told.add(problem)
        return understood.heading

    def _too_large(self) -> Problem | None:
        """A sheet with more columns or rows than are read."""
        width = max(self._sheet.width, max(map(len, self._first), default=0))
        if width > self._limits.columns:
            return Problem("sheet-too-wide", self.place, {"count": width, "limit": self._limits.columns})
        if self._sheet.height > self._limits.rows:
            return Problem("sheet-too-long", self.place, {"limit": self._limits.rows})
        return None

    def _table_head(self, heading: Heading) -> TableHead:
        """What the table is."""
        return TableHead(
            file=self.place.file or "",
            sheet=self._sheet.name,
            ledger=heading.ledger.name,
            columns=tuple(matched.column.name for matched in heading.columns),
            places=tuple(matched.index + self._sheet.left for matched in heading.columns),
            heading_row=heading.below,
        )

    def batches(self) -> Iterator[Batch]:
        """The rows below the heading, clean."""
        if self.heading is None:
            return
        reader = _RowReader(self.heading, self._sheet, self.told, self.place, csv_file=self._csv)
        rows = chain(self._first[self.heading.below :], self._rows)
        number = self.heading.below + 1
        while some := list(islice(rows, CHUNK)):
            yield reader.read(some, number)
            number += len(some)
            if number > self._limits.rows:
                self.told.add(Problem("sheet-too-long", self.place, {"limit": self._limits.rows}))
                break
        if reader.skipped:
            told = "、".join(map(str, reader.skipped[:5])) + ("…" if len(reader.skipped) > 5 else "")
            self.told.add(Problem("rows-skipped", self.place, {"rows": told, "count": len(reader.skipped)}))


def _guarded(rows: Iterator[Sequence[Raw]], told: Told, place: Place) -> Iterator[Sequence[Raw]]:
    """The rows; a CSV file that breaks off ends there, with a problem."""
    number = 0
    try:
        for number, row in enumerate(rows, 1):  # noqa: B007 - told when it breaks off
            yield row
    except csv.Error:
        told.add(Problem("csv-quotes", replace(place, row=number + 1)))


def _shifted(merged: Merged, left: int) -> Merged:
    """Merged cells counted from the first column of the rows."""
    return [((top, a - left), (bottom, b - left)) for (top, a), (bottom, b) in merged]


class _RowReader:
    """Reads the rows of one table."""

    def __init__(self, heading: Heading, sheet: RawSheet, told: Told, place: Place, *, csv_file: bool) -> None:
        """One reader a column."""
        self._columns = heading.columns
        self._readers = [ColumnReader(each.column, each.unit, guarded=csv_file) for each in heading.columns]
        self._width = max(each.index for each in heading.columns) + 1
        self._headed = len(heading.texts)
        self._texts = {tight(text) for text in heading.texts if text}
        self._sheet = sheet
        self._told = told
        self._place = place
        self._csv = csv_file
        self.skipped: list[int] = []

    def read(self, rows: list[Sequence[Raw]], number: int) -> Batch:
        """Some rows, the first of which has that number."""
        numbers = list(range(number, number + len(rows)))
        if any(not any(row) for row in rows):
            kept = [index for index, row in enumerate(rows) if any(cell != "" for cell in row)]
            rows, numbers = [rows[index] for index in kept], [numbers[index] for index in kept]
        faults = self._shifted_rows(rows) if self._csv else {}
        columns, found = self._read_columns(rows, numbers)
        for index, of_row in found.items():
            faults.setdefault(index, []).extend(of_row)
        return self._settled(rows, numbers, columns, faults)

    def _shifted_rows(self, rows: list[Sequence[Raw]]) -> dict[int, list[tuple[str | None, CellFault]]]:
        """Rows of a CSV file with more cells than the heading; shorter ones are filled up."""
        faults: dict[int, list[tuple[str | None, CellFault]]] = {}
        for index, row in enumerate(rows):
            if len(row) > self._headed and any(row[self._headed :]):
                details = {"count": len(row), "headed": self._headed}
                faults[index] = [(None, CellFault("row-shifted", details))]
            elif len(row) < self._width:
                rows[index] = [*row, *[""] * (self._width - len(row))]
        return faults

    def _read_columns(
        self, rows: list[Sequence[Raw]], numbers: list[int]
    ) -> tuple[list[list[Stored]], dict[int, list[tuple[str | None, CellFault]]]]:
        """Every column's values, and the faults by row with the title of their column."""
        across = (
            list(zip(*[row[: self._width] for row in rows], strict=True))
            if self._csv
            else list(zip(*rows, strict=True))
        )
        columns: list[list[Stored]] = []
        faults: dict[int, list[tuple[str | None, CellFault]]] = {}
        for matched, reader in zip(self._columns, self._readers, strict=True):
            cells: Sequence[Raw] = across[matched.index] if across else ()
            signed = self._signed(cells, numbers, matched.index, percent=matched.column.unit == _PERCENT)
            values, found = reader(signed[0])
            told = {**dict(found), **signed[1]}
            if matched.column.required and None in values:
                for index, value in enumerate(values):
                    if value is None:
                        told.setdefault(index, CellFault("book-required", {"column": matched.column.title}))
            for index, fault in told.items():
                details = {"column": matched.column.title, **fault.details}
                faults.setdefault(index, []).append((matched.column.title, CellFault(fault.code, details)))
            columns.append(values)
        return columns, faults

    def _signed(
        self, cells: Sequence[Raw], numbers: list[int], index: int, *, percent: bool
    ) -> tuple[Sequence[Raw], dict[int, CellFault]]:
        """The cells with those shown as percentages as such; faults of formulas by row."""
        signs, place = self._sheet.signs, index + self._sheet.left
        faults = {}
        if signs.faults:
            found = ((row, signs.faults.get((number - 1, place))) for row, number in enumerate(numbers))
            faults = {row: CellFault(sign[0], {"text": sign[1]}) for row, sign in found if sign}
        if percent and signs.percent:
            cells = [
                cell * 100 if isinstance(cell, float) and (number - 1, place) in signs.percent else cell
                for cell, number in zip(cells, numbers, strict=True)
            ]
        return cells, faults

    def _settled(
        self,
        rows: list[Sequence[Raw]],
        numbers: list[int],
        columns: list[list[Stored]],
        faults: dict[int, list[tuple[str | None, CellFault]]],
    ) -> Batch:
        """The rows without those that are no entries; the faults of the others told."""
        totals = _totals_in(columns)
        aside = {index for index in {*faults, *totals} if self._is_aside(rows[index])}
        bad: list[int] = []
        for index in sorted(faults.keys() - aside):
            bad.append(index)
            for title, fault in faults[index]:
                self._told.add(
                    Problem(fault.code, replace(self._place, row=numbers[index], column=title), fault.details)
                )
        if not aside:
            return numbers, columns, bad
        self.skipped += [numbers[index] for index in sorted(aside) if not self._is_blank(rows[index])]
        kept = [index for index in range(len(rows)) if index not in aside]
        after = {index: place for place, index in enumerate(kept)}
        return (
            [numbers[index] for index in kept],
            [[column[index] for index in kept] for column in columns],
            [after[index] for index in bad],
        )

    def _is_aside(self, row: Sequence[Raw]) -> bool:
        """Whether a row is no entry: only numbered, a total, a remark, the heading once more."""
        filled = [narrow(cell) if isinstance(cell, str) else shown(cell) for cell in row if cell != ""]
        if self._is_blank(row) or filled[0].strip(":：") in TOTALS or _REMARK.fullmatch(filled[0]):
            return True
        return {tight(text) for text in filled} <= self._texts

    def _is_blank(self, row: Sequence[Raw]) -> bool:
        """Whether nothing but columns that hold nothing to keep is filled."""
        return all(row[each.index] == "" for each in self._columns)


def _totals_in(columns: list[list[Stored]]) -> list[int]:
    """The rows whose first column says that they are totals."""
    first = columns[0] if columns else []
    return [] if TOTALS.isdisjoint(first) else [index for index, value in enumerate(first) if value in TOTALS]
