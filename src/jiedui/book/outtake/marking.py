"""The user's own workbook handed back with what is wrong in it: cells marked, a column 错误说明, a sheet 问题清单.

An .xlsx keeps its looks; any other file comes back as a new .xlsx with the same cells.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from jiedui.base.problems import Problem
from jiedui.book.intake.text import encoding_of

REASONS, LIST = "错误说明", "问题清单"
#: Rows at the top in which headings are looked for.
TOP = 30
_FILLS = {"error": "F8CBAD", "warning": "FFE699", "note": "DDEBF7"}
_BRACKETS = re.compile(r"[（(【\[].*?[）)】\]]|[*＊\s]")


def mark(source: Path, problems: Iterable[Problem], target: Path) -> None:
    """Write a copy of the file with the problems that stand in it marked."""
    told = [problem for problem in problems if problem.place.file == source.name]
    book = _opened(source)
    by_sheet: dict[str, list[Problem]] = defaultdict(list)
    for problem in told:
        name = problem.place.sheet or (book.sheetnames[0] if len(book.sheetnames) == 1 else "")
        by_sheet[name].append(problem)
    for sheet in list(book.worksheets):
        if by_sheet.get(sheet.title):
            _mark_sheet(sheet, by_sheet[sheet.title])
    _write_list(book, told)
    book.save(target)


def _opened(source: Path) -> Any:
    """The file as an openpyxl workbook."""
    if source.suffix.lower() in (".xlsx", ".xlsm"):
        return openpyxl.load_workbook(source)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in _sheets(source):
        sheet = book.create_sheet(name[:31])
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    return book


def _sheets(source: Path) -> Iterable[tuple[str, Iterable[Sequence[Any]]]]:
    """The sheets of a file that openpyxl does not read."""
    if source.suffix.lower() in (".csv", ".txt"):
        encoding, _ = encoding_of(source)
        with source.open(encoding=encoding or "utf-8", newline="", errors="replace") as file:
            yield source.stem, list(csv.reader(file))
        return
    with python_calamine.CalamineWorkbook.from_path(str(source)) as workbook:
        for name in workbook.sheet_names:
            yield name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _mark_sheet(sheet: Any, problems: Sequence[Problem]) -> None:
    """Mark the cells of one sheet and write the reasons beside their rows."""
    headings = _headings(sheet)
    reasons = sheet.max_column + 1
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_row[problem.place.row or 1].append(problem)
    top = min((row for row, _ in headings.values()), default=1)
    sheet.cell(top, reasons, REASONS).font = Font(bold=True, color="C00000")
    sheet.column_dimensions[openpyxl.utils.get_column_letter(reasons)].width = 60
    for row, found in by_row.items():
        for problem in found:
            column = headings.get(_bare(problem.place.column or ""), (0, 0))[1]
            if column:
                _mark_cell(sheet.cell(row, column), problem)
        if row != top:
            sheet.cell(row, reasons, "；".join(dict.fromkeys(problem.message() for problem in found)))


def _mark_cell(cell: Any, problem: Problem) -> None:
    """One cell in the colour of the problem's weight, with a comment that says why."""
    cell.fill = PatternFill("solid", start_color=_FILLS[problem.severity])
    said = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(f"{said}{problem.message()}", "结对")


def _headings(sheet: Any) -> dict[str, tuple[int, int]]:
    """Every text in the first rows, without units and marks: where it stands, the lowest row winning."""
    found: dict[str, tuple[int, int]] = {}
    for row in sheet.iter_rows(min_row=1, max_row=min(TOP, sheet.max_row)):
        for cell in row:
            if isinstance(cell.value, str) and _bare(cell.value):
                found.setdefault(_bare(cell.value), (cell.row, cell.column))
    return found


def _bare(text: str) -> str:
    """A heading without its unit, marks and blanks."""
    return _BRACKETS.sub("", text)


def _write_list(book: Any, problems: Sequence[Problem]) -> None:
    """All problems on a sheet of their own, in front."""
    sheet = book.create_sheet(LIST, 0)
    sheet.append(["程度", "工作表", "行", "列", "问题"])
    words = {"error": "错误", "warning": "警告", "note": "提示"}
    for problem in problems:
        place = problem.place
        sheet.append([words[problem.severity], place.sheet, place.row, place.column, problem.message()])
    for letter, width in zip("ABCDE", (8, 18, 8, 18, 90), strict=True):
        sheet.column_dimensions[letter].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
