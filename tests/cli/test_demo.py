"""``jiedui demo``: the whole loop runs, twice, and the draft's slips are found while its true statements stand."""

from datetime import date
from pathlib import Path

from docx import Document
from typer.testing import CliRunner

from jiedui.base.periods import year
from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.cli import app
from jiedui.reports.check.session import Checker
from jiedui.sample import generate
from jiedui.sample.draft import draft


def test_the_loop_runs_and_runs_again(tmp_path: Path) -> None:
    for _ in range(2):
        result = CliRunner().invoke(app, ["demo", "--folder", str(tmp_path)])
        assert result.exit_code == 0, result.output
    assert "✗ 不符" in result.output
    assert (tmp_path / "2024年度总结.docx").exists()
    assert len(list(Document(str(tmp_path / "总结初稿-核对.docx")).comments)) >= 50
    assert "岚溪县" in (tmp_path / "总结初稿-核对.html").read_text("utf-8")
    _slips_are_found(tmp_path / "book")


def test_a_book_of_the_offices_own_is_left_alone(tmp_path: Path) -> None:
    Book.create(tmp_path / "book", actor="何静").close()
    before = {path: path.read_bytes() for path in (tmp_path / "book").rglob("*") if path.is_file()}
    result = CliRunner().invoke(app, ["demo", "--folder", str(tmp_path)])
    assert isinstance(result.exception, Refusal)
    assert [problem.code for problem in result.exception.problems] == ["demo-book-taken"]
    assert {path: path.read_bytes() for path in (tmp_path / "book").rglob("*") if path.is_file()} == before


def _slips_are_found(place: Path) -> None:
    """Every true statement of the draft is confirmed, none of the planted ones is."""
    made = draft(generate())
    with Book.open(place) as book:
        checker = Checker(book)
        report = checker.check("稿", made.text, period=year(2024), region="岚溪县", clock=date(2025, 1, 8))
        checker.close()
    for claim in report.claims:
        stated = next(each for each in made.stated if each.start <= claim.start < each.end)
        assert (claim.checked.verdict == "confirmed") == (stated.slip is None), claim.text
