"""Broken files: each is refused with a problem that says why and where, and the book stays byte for byte what it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from figures.conftest import write_regions
from hostile.broken_files import Broken, documents, workbooks
from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.book.importing import import_files
from jiedui.reports.docx_text import read_report

WORKBOOKS = list(workbooks())
DOCUMENTS = list(documents())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book with regions."""
    with Book.create(tmp_path_factory.mktemp("hostile") / "book", actor="何静") as book:
        write_regions(book)
        yield book


def kept(book: Book) -> list[object]:
    """Everything that the database holds."""
    tables = book.store.read("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [book.store.read(f'SELECT * FROM "{name}"') for (name,) in tables]


def test_there_are_at_least_forty() -> None:
    assert len(WORKBOOKS) + len(DOCUMENTS) >= 40


@pytest.mark.parametrize("broken", WORKBOOKS, ids=lambda each: each.name)
def test_a_broken_workbook_is_refused_where_it_is_broken(office: Book, tmp_path: Path, broken: Broken) -> None:
    path = tmp_path / broken.name
    path.write_bytes(broken.data)
    before = kept(office)
    result = import_files(office, [path], actor="何静")
    told = [problem for problem in result.problems if problem.code == broken.code]
    assert told, [problem.words() for problem in result.problems]
    assert result.receipt is None
    assert told[0].place.file == broken.name
    assert broken.name in told[0].words()
    if broken.row is not None:
        assert broken.row in [problem.place.row for problem in told]
    assert told[0].message("zh") != told[0].message("en")
    assert kept(office) == before


@pytest.mark.parametrize("broken", DOCUMENTS, ids=lambda each: each.name)
def test_a_broken_report_is_refused_by_name(tmp_path: Path, broken: Broken) -> None:
    path = tmp_path / broken.name
    path.write_bytes(broken.data)
    with pytest.raises(Refusal) as refusal:
        read_report(path)
    assert [problem.code for problem in refusal.value.problems] == [broken.code]
    assert broken.name in str(refusal.value)


def test_a_folder_of_them_all_names_each(office: Book, tmp_path: Path) -> None:
    small = [broken for broken in WORKBOOKS if len(broken.data) < 10**6 and broken.name.endswith((".xlsx", ".csv"))]
    for broken in small:
        (tmp_path / broken.name).write_bytes(broken.data)
    before = kept(office)
    result = import_files(office, [tmp_path], actor="何静")
    assert {problem.place.file for problem in result.problems} >= {broken.name for broken in small}
    assert kept(office) == before
