"""Evidence files: kept by their content, named in their entry."""

import hashlib
from pathlib import Path

import pytest

from book.conftest import WHO, with_regions
from jiedui.base.problems import Refusal
from jiedui.book import Book, evidence
from jiedui.book.evidence import add_evidence, evidence_of
from jiedui.book.history import history

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n"


def kept_file(folder: Path, name: str = "回单.bin", content: bytes = PDF) -> Path:
    """A file to be kept."""
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_file_is_kept_by_its_content_and_named_in_the_entry(kept: Book, tmp_path: Path) -> None:
    """The type is told by the content: this PDF calls itself .bin."""
    add_evidence(kept, "fund", 1, kept_file(tmp_path), actor=WHO)
    [found] = evidence_of(kept, "fund", 1)
    digest = hashlib.sha256(PDF).hexdigest()
    assert (found.name, found.digest, found.size, found.type) == ("回单.bin", digest, len(PDF), "application/pdf")
    assert found.path == kept.location.folder / "evidence" / digest[:2] / digest
    assert found.path.read_bytes() == PDF
    assert kept.entry("fund", 1).values["evidence"] == ("回单.bin",)
    assert history(kept, "fund", 1)[-1].link.reason == "添加佐证 回单.bin"


def test_a_name_that_an_import_brought_is_not_listed_twice(kept: Book, tmp_path: Path) -> None:
    add_evidence(kept, "fund", 1, kept_file(tmp_path, "甲.pdf"), actor=WHO)
    add_evidence(kept, "fund", 1, kept_file(tmp_path, "乙.pdf"), actor=WHO)
    assert kept.entry("fund", 1).values["evidence"] == ("甲.pdf", "乙.pdf")
    assert len(list((kept.location.evidence).glob("*/*"))) == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.pdf", b"", "evidence-empty"),
        ("甲、乙.pdf", PDF, "evidence-name"),
        ("大.bin", b"x" * 11, "evidence-too-large"),
    ],
)
def test_what_is_no_evidence_is_refused(
    sqlite_book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, code: str
) -> None:
    monkeypatch.setattr(evidence, "LIMIT", 10 if code == "evidence-too-large" else 100)
    with_regions(sqlite_book)
    with pytest.raises(Refusal) as refusal:
        add_evidence(sqlite_book, "region", 1, kept_file(tmp_path, name, content), actor=WHO)
    assert [problem.code for problem in refusal.value.problems] == [code]


def test_the_same_name_twice_and_a_file_that_is_not_there(kept: Book, tmp_path: Path) -> None:
    file = kept_file(tmp_path)
    add_evidence(kept, "fund", 1, file, actor=WHO)
    for path, code in ((file, "evidence-taken"), (tmp_path / "无.pdf", "evidence-missing")):
        with pytest.raises(Refusal) as refusal:
            add_evidence(kept, "fund", 1, path, actor=WHO)
        assert [problem.code for problem in refusal.value.problems] == [code]
