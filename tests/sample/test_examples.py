"""The committed examples are what the generator writes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from jiedui.sample import generate
from jiedui.sample.workbooks import CSV_FILE, WORKBOOKS, write_workbooks

EXAMPLES = Path(__file__).parents[2] / "examples" / "small-office"


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again")
    write_workbooks(generate(size=0.1), folder)
    return folder


def values(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every sheet's cells."""
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path)}


def test_the_folder_holds_the_generators_files_and_no_other(again: Path) -> None:
    assert {path.name for path in EXAMPLES.iterdir()} == {path.name for path in again.iterdir()}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_written_again_has_the_same_cells(again: Path, name: str) -> None:
    assert values(EXAMPLES / name) == values(again / name)


def test_the_csv_file_written_again_is_the_same(again: Path) -> None:
    assert (EXAMPLES / CSV_FILE).read_bytes() == (again / CSV_FILE).read_bytes()
