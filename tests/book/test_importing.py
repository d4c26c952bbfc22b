"""An import as a clerk meets it: files in, one change set out, and everything wrong told at once."""

from decimal import Decimal
from pathlib import Path

import pytest

from jiedui.book import Book
from jiedui.book.history import undo
from jiedui.book.importing import How, ImportResult, import_files
from jiedui.book.verify import verify

REGIONS = """代码,名称,上级,层级
610926,平利县,,县
"""
FUNDS = """编号,日期,西部地区,资金来源,环节,金额（万元）
ZJ-1,2021-04-28,平利县,省级财政援助,到位,2000
ZJ-2,2021-05-20,平利县,市级财政援助,到位,9.66
"""
BARE_FUNDS = FUNDS.replace("编号,", "").replace("ZJ-1,", "").replace("ZJ-2,", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to import, with one region."""
    made = tmp_path / "账"
    made.mkdir()
    (made / "行政区划.csv").write_text(REGIONS, encoding="utf-8")
    return made


def bring(book: Book, folder: Path, funds: str, **how: bool) -> ImportResult:
    """Import the folder with that ledger of funds."""
    (folder / "资金台账.csv").write_text(funds, encoding="utf-8")
    return import_files(book, [folder], actor="李登记", how=How(**how))


def amounts(book: Book) -> list[object]:
    """The amounts of the funds in use."""
    ids = [int(str(row[0])) for row in book.rows("fund", ())]
    return [entry.values["amount"] for entry in book.entries("fund", ids)]


def codes(result: ImportResult) -> list[tuple[str, int | None]]:
    """Codes and rows of the problems."""
    return [(problem.code, problem.place.row) for problem in result.problems]


def test_rows_of_two_files_become_one_change_set(book: Book, folder: Path) -> None:
    result = bring(book, folder, FUNDS)
    assert result.sound
    assert result.receipt is not None
    assert {name: len(ids) for name, ids in result.receipt.created.items()} == {"region": 1, "fund": 2}
    assert amounts(book) == [Decimal("20000000.00"), Decimal("96600.00")]


@pytest.mark.parametrize("funds", [FUNDS, BARE_FUNDS], ids=["by code", "by key"])
def test_the_same_files_again_change_nothing(book: Book, folder: Path, funds: str) -> None:
    bring(book, folder, funds)
    head = book.head
    again = bring(book, folder, funds)
    assert (again.receipt, book.head) == (None, head)
    assert [sheet.unchanged for sheet in again.sheets] == [1, 2]


def test_a_corrected_file_changes_the_entry_of_its_code(book: Book, folder: Path) -> None:
    bring(book, folder, FUNDS)
    result = bring(book, folder, FUNDS.replace("9.66", "9.67"))
    assert result.receipt is not None
    assert result.receipt.updated == {"fund": 1}
    assert amounts(book) == [Decimal("20000000.00"), Decimal("96700.00")]


def test_an_entry_may_come_to_name_a_row_of_the_same_import(book: Book, folder: Path) -> None:
    """ZJ-1 is in the book already and now goes to 八仙镇, which this import brings."""
    bring(book, folder, FUNDS)
    (folder / "行政区划.csv").write_text(f"{REGIONS}610926101,八仙镇,平利县,镇\n", encoding="utf-8")
    result = bring(book, folder, FUNDS.replace("28,平利县", "28,八仙镇"))
    assert result.sound
    assert str(book.entry("fund", 1).values["west"]) == "八仙镇"
    assert list(verify(book)) == []


def test_one_error_stops_all_and_every_error_is_told(book: Book, folder: Path) -> None:
    head = book.head
    wrong = FUNDS.replace("2021-04-28", "21019-04-28").replace("2000", "若干").replace("20,平利县", "20,平力县")
    result = bring(book, folder, wrong)
    assert result.receipt is None
    assert sorted(codes(result)) == [("cell-not-number", 2), ("cell-year", 2), ("unknown-reference", 3)]
    assert "平利县" in result.problems[-1].message()
    assert book.head == head


def test_only_the_good_rows_when_asked(book: Book, folder: Path) -> None:
    """Row 2 is over-paid: a rule of sums, known to the door alone, refuses it."""
    project = "项目名称,类别,西部地区,批复日期,总投资（万元）,状态\n茶园,产业发展,平利县,2021-03-01,50,在建\n"
    (folder / "项目台账.csv").write_text(project, encoding="utf-8")
    funds = "日期,项目,西部地区,资金来源,环节,金额\n2021-05-01,茶园,平利县,省级财政援助,支付,8\n2021-05-02,,平利县,省级财政援助,到位,5\n"
    result = bring(book, folder, funds, only_good=True)
    assert ("book-sum", 2) in codes(result)
    assert amounts(book) == [Decimal("50000.00")]


def test_two_rows_that_say_the_same_are_taken_and_told(book: Book, folder: Path) -> None:
    """Twice 9.66万元 on one day: two grants of one source, or one typed twice? Whoever imports must look."""
    twice = BARE_FUNDS + BARE_FUNDS.splitlines()[-1] + "\n"
    result = bring(book, folder, twice)
    assert codes(result) == [("import-same", 4)]
    assert "“资金台账.csv › 第 3 行”完全相同" in result.problems[0].message()
    assert len(amounts(book)) == 3
    assert bring(book, folder, twice).problems == ()


def test_a_dry_run_tells_and_keeps_nothing(book: Book, folder: Path) -> None:
    head = book.head
    result = bring(book, folder, FUNDS, dry_run=True)
    assert (result.sound, result.receipt, book.head) == (True, None, head)
    assert [sheet.created for sheet in result.sheets] == [1, 2]


def test_an_import_can_be_undone(book: Book, folder: Path) -> None:
    result = bring(book, folder, FUNDS)
    assert result.receipt is not None
    assert result.receipt.seq is not None
    undo(book, result.receipt.seq, actor="王复核")
    assert amounts(book) == []
