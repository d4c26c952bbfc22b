"""Files with random damage: whatever is done to them, an import tells problems and a reading refuses; nothing escapes."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.conftest import write_regions
from hostile.broken_files import GOOD, csv, document, workbook
from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.book.importing import import_files
from jiedui.reports.docx_text import read_report

SOUND = {"资金.xlsx": workbook(GOOD), "资金台账.csv": csv("ZJ-1,2022-03-10,,平利县,省级财政援助,到位,1600")}
WORD = document()
DAMAGE = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=6)), min_size=1, max_size=8)


def damaged(data: bytes, damage: list[tuple[int, bytes]]) -> bytes:
    """The bytes with some of them written over."""
    for place, piece in damage:
        at = place % len(data)
        data = data[:at] + piece + data[at + len(piece) :]
    return data


@pytest.fixture(scope="module")
def regions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with regions and nothing else."""
    place = tmp_path_factory.mktemp("fuzz") / "book"
    with Book.create(place, actor="何静") as book:
        write_regions(book)
    return place


@settings(max_examples=15)
@given(st.sampled_from(sorted(SOUND)), DAMAGE)
def test_a_damaged_workbook_never_breaks_the_import(regions: Path, name: str, damage: list[tuple[int, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(damaged(SOUND[name], damage))
        with Book.open(shutil.copytree(regions, Path(folder) / "book")) as book:
            head = book.head
            result = import_files(book, [path], actor="何静")
            assert result.sound or result.receipt is None
            assert (book.head == head) == (result.receipt is None)


@settings(max_examples=150)
@given(DAMAGE)
def test_a_damaged_document_is_read_or_refused(damage: list[tuple[int, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "总结.docx"
        path.write_bytes(damaged(WORD, damage))
        told = ""
        try:
            told = read_report(path).text or "（空）"
        except Refusal as refusal:
            told = str(refusal)
        assert told
