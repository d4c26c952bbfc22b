"""``jiedui extract`` as a clerk uses it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner

from jiedui.cli import app

TEXT = "全年筹集一百余万元资金，新增4个村签约；占三分之二。走访**个村。\n投资约5000万元左右。"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A short report in UTF-8."""
    path = tmp_path / "总结.txt"
    path.write_text(TEXT, "utf-8")
    return path


def said(*arguments: object) -> str:
    """What the command prints."""
    ran = CliRunner().invoke(app, ["extract", *map(str, arguments)], env={"COLUMNS": "120"})
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def test_statements_are_told_as_data(report: Path) -> None:
    answer = json.loads(said(report, "--format", "json"))
    assert (answer["report"], answer["length"]) == ("总结.txt", len(TEXT))
    first, *_ = answer["claims"]
    assert TEXT[first["start"] : first["end"]] == first["text"] == "一百余万元"
    assert (first["dimension"], first["unit"], first["low"], first["high"]) == ("money", "元", "1000000", "2000000")
    assert first["low_open"]
    assert first["high_open"]
    share = answer["claims"][2]
    assert (share["low"], share["high"]) == ("0.646666666667", "0.686666666667")
    assert [claim["low"] for claim in answer["claims"] if claim["masked"]] == [None]
    assert answer["findings"] == [{"kind": "double-approximate", "spans": [[36, 45]]}]


def test_statements_are_told_as_a_table(report: Path) -> None:
    output = said(report)
    assert f"总结.txt：{len(TEXT)} 字，数量表述 5 处" in output
    assert "1000000 ＜ 元 ＜ 2000000" in output
    assert "已隐去" in output


def test_gb_18030_and_word_say_the_same(tmp_path: Path, report: Path) -> None:
    old, word = tmp_path / "旧.txt", tmp_path / "报告.docx"
    old.write_bytes(TEXT.encode("gb18030"))
    document = Document()
    for line in TEXT.split("\n"):
        document.add_paragraph(line)
    document.save(str(word))
    claims = [json.loads(said(path, "--format", "json"))["claims"] for path in (report, old, word)]
    assert claims[0] == claims[1] == claims[2]


def test_extraction_needs_no_book(report: Path) -> None:
    """Django, which the book is built on, is not even imported."""
    code = f"import sys; from jiedui.cli import app; app(['extract', {str(report)!r}], standalone_mode=False); sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
