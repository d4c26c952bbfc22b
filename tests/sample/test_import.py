"""What the generator writes is imported without a problem, and every cell arrives as the rows have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiedui.base.problems import errors
from jiedui.book import Book
from jiedui.book.importing import import_files
from jiedui.figures import Figures
from jiedui.figures.request import scope_of
from jiedui.sample import Sample
from jiedui.sample.tally import PUBLIC, Tally
from jiedui.sample.workbooks import write_workbooks

EXAMPLES = Path(__file__).parents[2] / "examples" / "small-office"


@pytest.mark.parametrize("source", ["full", "examples"])
def test_it_is_imported_without_a_problem_and_once_more_without_a_change(
    sample: Sample, tmp_path: Path, source: str
) -> None:
    folder = tmp_path / "ledgers" if source == "full" else EXAMPLES
    if source == "full":
        write_workbooks(sample, folder)
    with Book.create(tmp_path / "book", actor="何静") as book:
        first = import_files(book, [folder], actor="何静")
        again = import_files(book, [folder], actor="何静")
        assert not errors(first.problems)
        assert not [problem for problem in first.problems if problem.severity == "warning"]
        assert again.receipt is None or again.receipt.seq is None
        if source == "full":
            assert {sheet.title: sheet.created for sheet in first.sheets} == {
                book.ledger(name).title: len(rows) for name, rows in sample.rows.items()
            }
            _figures_agree(book, sample)


def _figures_agree(book: Book, sample: Sample) -> None:
    """The figures room and the plain count over the rows say the same, exactly."""
    figures, tally = Figures(book), Tally(sample.rows)
    for year in (2023, 2024):
        scope = scope_of(book, "岚溪县", str(year))
        expected = {
            "财政援助资金": tally.total("fund", "金额", year, {"环节": "到位", "资金来源": PUBLIC}) * 10000,
            "消费协作金额": tally.total("purchase", "金额", year) * 10000,
            "社会捐赠资金": tally.total("donation", "金额", year, {"形式": "资金"}) * 10000,
            "转移就业人数": tally.total("labour", "转移就业人数", year),
            "新增结对": tally.count("pairing", year),
            "互访次数": tally.count("exchange", year),
        }
        for title, value in expected.items():
            assert figures.line(title, scope).figure.value == value, (title, year)
    figures.close()
