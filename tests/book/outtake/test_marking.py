"""The user's own workbook comes back with what is wrong in it, in its own looks."""

from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from figures.conftest import write_regions
from hostile.broken_files import GOOD, cell, csv, workbook
from jiedui.book import Book
from jiedui.book.importing import import_files
from jiedui.book.outtake.marking import mark


def marked(book: Book, path: Path) -> openpyxl.Workbook:
    """The file imported, and its marked copy opened."""
    write_regions(book)
    result = import_files(book, [path], actor="何静")
    target = path.with_name("标注.xlsx")
    mark(path, result.problems, target)
    return openpyxl.load_workbook(target)


def test_cells_are_marked_and_reasons_stand_beside_their_rows(sqlite_book: Book, tmp_path: Path) -> None:
    path = tmp_path / "资金.xlsx"
    path.write_bytes(workbook(GOOD, cell(6, "约一千"), cell(3, "平里县")))
    own = openpyxl.load_workbook(path)
    own["资金台账"]["A2"].font = Font(italic=True)
    own.save(path)
    book = marked(sqlite_book, path)
    sheet = book["资金台账"]
    assert sheet["A2"].font.italic
    assert sheet["H1"].value == "错误说明"
    assert sheet["H2"].value is None
    assert "约一千" in sheet["H3"].value
    assert "约一千" in sheet["G3"].comment.text
    assert sheet["G3"].fill.start_color.rgb.endswith("F8CBAD")
    assert "平利县" in sheet["H4"].value
    assert [row[2] for row in book["问题清单"].iter_rows(min_row=2, values_only=True)] == [3, 4]


def test_a_csv_comes_back_as_a_workbook(sqlite_book: Book, tmp_path: Path) -> None:
    path = tmp_path / "资金台账.csv"
    path.write_bytes(csv("ZJ-1,2022-03-10,,平利县,省级财政援助,到位,很多", encoding="gb18030"))
    sheet = marked(sqlite_book, path)["资金台账"]
    assert sheet["D2"].value == "平利县"
    assert "很多" in sheet["H2"].value
