"""``jiedui check`` as its user runs it: text, JSON, HTML, PDF, and comments in the report's own Word document."""

import json
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner

from figures.conftest import enter, write_regions
from jiedui.book import Book
from jiedui.cli import app
from jiedui.reports.docx_text import read_docx
from jiedui.reports.printing import BROWSERS, OFFICES
from reports.check.conftest import OFFICE
from tools.programs import needed

REPORT = "平利县2022年苏陕协作工作总结\n全年两地互访3次、45人次，另走访**个村。"
OPTIONS = ["--period", "2022", "--region", "平利县"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the office's book."""
    folder = tmp_path_factory.mktemp("commands") / "book"
    with Book.create(folder, actor="何静") as book:
        write_regions(book)
        enter(book, OFFICE)
    return folder


def run(place: Path, report: Path, *more: str) -> str:
    result = CliRunner().invoke(app, ["check", str(report), "--book", str(place), *OPTIONS, *more])
    assert result.exit_code == 0, result.output
    return result.output


def test_json_keeps_the_contract(place: Path, tmp_path: Path) -> None:
    report = tmp_path / "总结.txt"
    report.write_text(REPORT, "utf-8")
    answer = json.loads(run(place, report, "--format", "json"))
    claims = answer["claims"]
    assert [claim["verdict"] for claim in claims] == ["confirmed", "contradicted", "unverifiable"]
    assert [REPORT[claim["start"] : claim["end"]] for claim in claims] == ["3次", "45人次", "**个村"]
    assert claims[1]["computed"] == "44"
    assert claims[1]["nature"] == "overstated"
    assert len(claims[0]["records"]) == 3


def test_a_table_for_the_eye(place: Path, tmp_path: Path) -> None:
    report = tmp_path / "总结.txt"
    report.write_text(REPORT, "gb18030")
    told = run(place, report)
    assert "✓ 相符" in told
    assert "✗ 不符" in told
    assert "— 隐去" in told


def test_a_page_is_written_beside_the_report(place: Path, tmp_path: Path) -> None:
    report = tmp_path / "总结.txt"
    report.write_text(REPORT, "utf-8")
    run(place, report, "--format", "html")
    assert "45人次" in (tmp_path / "总结-核对.html").read_text("utf-8")


def test_a_printed_page_is_written_beside_the_report(place: Path, tmp_path: Path) -> None:
    needed((*BROWSERS, *OFFICES), "a program that prints")
    report = tmp_path / "总结.txt"
    report.write_text(REPORT, "utf-8")
    assert "已写入" in run(place, report, "--format", "pdf")
    assert (tmp_path / "总结-核对.pdf").read_bytes().startswith(b"%PDF")


def test_word_gets_one_comment_a_statement_and_keeps_its_text(place: Path, tmp_path: Path) -> None:
    report = tmp_path / "总结.docx"
    document = Document()
    for line in REPORT.split("\n"):
        document.add_paragraph(line)
    document.save(str(report))
    run(place, report, "--format", "docx")
    marked = tmp_path / "总结-核对.docx"
    assert read_docx(marked).text == read_docx(report).text
    comments = [comment.text for comment in Document(str(marked)).comments]
    assert [text.split("\n")[0] for text in comments] == ["✓ 相符", "✗ 不符", "— 隐去"]


def test_a_text_cannot_carry_word_comments(place: Path, tmp_path: Path) -> None:
    report = tmp_path / "总结.txt"
    report.write_text(REPORT, "utf-8")
    result = CliRunner().invoke(app, ["check", str(report), "--book", str(place), "--format", "docx"])
    assert result.exception is not None
    assert not (tmp_path / "总结-核对.docx").exists()


def test_several_reports_are_held_against_one_another(place: Path, tmp_path: Path) -> None:
    summary, table = tmp_path / "总结.txt", tmp_path / "附件.txt"
    summary.write_text("全年两地互访3次。全县公众满意度测评得分为97.5%。", "utf-8")
    table.write_text("全年两地互访5次、44人次。全县公众满意度测评得分为98.2%。", "utf-8")
    answer = json.loads(run(place, summary, str(table), "--format", "json"))
    assert [report["report"] for report in answer["reports"]] == ["总结.txt", "附件.txt"]
    first, second = answer["findings"]
    assert first["places"] == [{"report": "总结.txt", "span": [6, 8]}, {"report": "附件.txt", "span": [6, 8]}]
    assert "97.5%" in second["message"]
    told = run(place, summary, str(table))
    assert told.count("同一数据两份文稿不一") == 2
