"""Workbooks to fill in: a sheet a ledger, drop-downs and notes, and empty ones import as nothing."""

from pathlib import Path

import openpyxl

from jiedui.book import Book
from jiedui.book.importing import import_files
from jiedui.book.outtake.template import write_template
from jiedui.catalog import builtin


def test_every_ledger_has_a_sheet_with_units_marks_notes_and_drop_downs(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    write_template(path, builtin(), list(builtin().ledgers.values()))
    book = openpyxl.load_workbook(path)
    assert {ledger.title for ledger in builtin().ledgers.values()} < set(book.sheetnames)
    assert book["选项"].sheet_state == "hidden"
    sheet = book["资金台账"]
    headings = {cell.value: cell for cell in sheet[1]}
    assert "金额（万元）*" in headings
    assert "单位：万元" in headings["金额（万元）*"].comment.text
    kinds = {rule.type for rule in sheet.data_validations.dataValidation}
    assert kinds == {"list", "date", "decimal"}
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert all(rule.formula1.startswith("选项!") for rule in lists)
    assert sheet.freeze_panes == "A2"


def test_an_empty_template_imports_as_nothing(sqlite_book: Book, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    write_template(path, sqlite_book.catalog, list(sqlite_book.catalog.ledgers.values()))
    result = import_files(sqlite_book, [path], actor="何静")
    assert result.sound
    assert result.receipt is None


def test_a_filled_template_imports(sqlite_book: Book, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    write_template(path, sqlite_book.catalog, [sqlite_book.ledgers["region"]])
    book = openpyxl.load_workbook(path)
    book["行政区划"].append(["610926", "平利县", None, "县", "西部"])
    book.save(path)
    result = import_files(sqlite_book, [path], actor="何静")
    assert result.sound, [problem.words() for problem in result.problems]
    assert [region.name for region in sqlite_book.regions.values()] == ["平利县"]
