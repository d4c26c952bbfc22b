"""A file that the system does not let a command have: told in words, never as a trace of the program."""

import errno
import sys
from pathlib import Path

import pytest

from jiedui.book import Book
from jiedui.cli import main
from jiedui.cli.files import unopened


@pytest.mark.parametrize(
    ("target", "said"), [("没有/稿.txt", "没有“{}/没有”这个文件夹，请先建好"), ("夹.txt", "“{}/夹.txt”是一个文件夹")]
)
def test_a_place_that_cannot_be_written_is_told(
    target: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Book.create(tmp_path / "book", actor="何静").close()
    (tmp_path / "夹.txt").mkdir()
    (tmp_path / "稿.txt").write_text("何静到岗。", "utf-8")
    line = ["jiedui", "mask", str(tmp_path / "稿.txt"), "--book", str(tmp_path / "book")]
    monkeypatch.setattr(sys, "argv", [*line, "-o", str(tmp_path / target)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert said.format(tmp_path) in capsys.readouterr().err


def test_a_document_that_is_open_in_word_is_told_and_other_faults_are_not_hidden() -> None:
    problem = unopened(PermissionError(errno.EACCES, "Permission denied", "总结.docx"))
    assert problem
    assert problem.words().startswith("打不开或写不了“总结.docx”：它可能正在 Word、WPS 或 Excel 中打开")
    assert unopened(ConnectionResetError(errno.ECONNRESET, "reset")) is None
