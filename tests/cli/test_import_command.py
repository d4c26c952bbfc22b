"""``jiedui import`` on the command line: a dry run leaves nothing behind, marked copies go where they are asked for."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from jiedui.cli import app

ROWS = "代码,名称,上级,层级\n610926,平利县,,县\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A register of one region."""
    path = tmp_path / "行政区划.csv"
    path.write_text(ROWS, "utf-8")
    return path


def run(*words: object) -> tuple[int, str]:
    """Exit code and output, or refusal, of ``jiedui import``."""
    ran = CliRunner().invoke(app, ["import", *map(str, words), "--actor", "李登记"])
    return ran.exit_code, f"{ran.output}{ran.exception or ''}"


def test_a_dry_run_makes_no_book(table: Path, tmp_path: Path) -> None:
    code, told = run(table, "--book", tmp_path / "book", "--dry-run")
    assert (code, "检查通过，没有写入" in told, (tmp_path / "book").exists()) == (0, True, False)


def test_a_dry_run_goes_by_the_office_s_own_declarations(table: Path, tmp_path: Path) -> None:
    own = tmp_path / "book" / "catalog" / "ledgers"
    own.mkdir(parents=True)
    (own / "region.toml").write_text("[ledger]\n", "utf-8")
    code, told = run(table, "--book", tmp_path / "book", "--dry-run")
    assert code != 0
    assert "region.toml" in told


def test_marked_copies_go_where_they_are_asked_for(table: Path, tmp_path: Path) -> None:
    table.write_text(ROWS.replace("县\n", "旗\n"), "utf-8")
    code, _ = run(table, "--book", tmp_path / "book", "--marked", tmp_path / "back")
    assert (code, [path.name for path in (tmp_path / "back").iterdir()]) == (1, ["行政区划-标注.xlsx"])


def test_what_cannot_be_found_is_named(tmp_path: Path) -> None:
    code, told = run(tmp_path / "没有.xlsx", "--book", tmp_path / "book")
    assert (code, "没有.xlsx" in told) == (1, True)


def test_a_column_that_a_sheet_lacks_is_told_once_and_not_for_every_row(table: Path, tmp_path: Path) -> None:
    table.write_text("代码,名称\n610926,平利县\n610927,镇坪县\n", "utf-8")
    _, told = run(table, "--book", tmp_path / "book", "--marked", tmp_path / "back")
    assert told.count("层级") == 1


def test_the_way_back_is_told_as_it_can_be_typed(table: Path, tmp_path: Path) -> None:
    _, told = run(table, "--book", tmp_path / "book")
    assert f"jiedui undo 2 --book {tmp_path / 'book'}" in told


def test_a_book_that_took_nothing_is_not_there(table: Path, tmp_path: Path) -> None:
    """代码, 旗 for 县: refused. Then no book is there, and what lay in its folder is."""
    table.write_text(ROWS.replace("县\n", "旗\n"), "utf-8")
    code, told = run(table, "--book", tmp_path / "deep" / "book", "--marked", tmp_path / "back")
    assert (code, "账册没有任何改动" in told, (tmp_path / "deep" / "book").exists()) == (1, True, False)
    own = tmp_path / "mine"
    own.mkdir()
    (own / "renew.toml").write_text("", "utf-8")
    code, _ = run(tmp_path / "没有.xlsx", "--book", own)
    assert (code, [path.name for path in own.iterdir()]) == (1, ["renew.toml"])
    table.write_text(ROWS, "utf-8")
    assert run(table, "--book", own)[0] == 0
    assert (own / "book.sqlite3").exists()
