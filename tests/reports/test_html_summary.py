"""The first page of a checked report: what falls and why, and never more than one page of it."""

import re
import subprocess
from pathlib import Path

import pytest

from jiedui.base.problems import Refusal
from jiedui.reports import printing
from jiedui.reports.html_page import render
from jiedui.reports.html_summary import summary
from jiedui.reports.html_views import CheckedView, FindingView, StatementView
from jiedui.reports.printing import print_pdf
from tools.programs import needed

REASON = "互访人次，平利县，2022-01-01至2022-12-31：台账为44人次（3条记录），文中“45人次”偏高。"


def statement(number: int, verdict: str, reason: str = REASON) -> StatementView:
    """One statement of three signs on its own line."""
    start = number * 5
    return StatementView(start, start + 3, f"{number:02d}次", verdict, "44人次", reason, "互访人次", ["exchange:1"])


def view(*verdicts: str, **changes: object) -> CheckedView:
    """A report with statements of those verdicts, one a line."""
    statements = [statement(number, verdict) for number, verdict in enumerate(verdicts)]
    text = "\n".join(f"{number:02d}次。" for number in range(len(verdicts)))
    whole = {"name": "总结", "text": text, "statements": statements, "findings": [], "scope": "2022", "head": "ab" * 32}
    return CheckedView(**(whole | changes))  # type: ignore[arg-type]


def words(html: str) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"<[^>]+>", " ", html)


def test_what_falls_is_told_with_its_number_and_reason() -> None:
    told = words(summary(view("confirmed", "contradicted", "unsupported", "unverifiable")))
    assert "共 4 处" in told
    assert re.search(r"2 +01次 +44人次 +互访人次，平利县", told)
    assert "3. 02次" in told
    assert "4. 03次" in told


def test_what_the_text_says_against_itself_and_what_was_set_aside_is_told() -> None:
    findings = [FindingView(holds=True, message="相加一致"), FindingView(holds=False, message="部分大于总数")]
    told = words(summary(view("confirmed", findings=findings, aside=["12个"])))
    assert "没有与台账不符的数量表述" in told
    assert "部分大于总数" in told
    assert "相加一致" not in told
    assert re.search(r"按更正不作数量表述 1 +12个", told)


def test_what_finds_no_room_is_counted() -> None:
    told = words(summary(view(*["contradicted"] * 60, *["unsupported"] * 300)))
    shown = len(re.findall(r"台账为44人次", told))
    assert f"另有 {60 - shown} 处不符" in told
    assert re.search(r"另有 \d+ 处", told.rpartition("无据")[2])


def pages(pdf: Path) -> list[str]:
    """The text of each page, without spaces."""
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    return [re.sub(r"\s", "", page) for page in text.split("\f")]


@pytest.mark.parametrize("wrong", [0, 7, 80])
def test_the_summary_is_the_first_page_and_nothing_but_it(tmp_path: Path, wrong: int) -> None:
    needed(printing.BROWSERS, "Chromium")
    needed(["pdftotext"], "poppler-utils")
    verdicts = [*["contradicted"] * wrong, *["unsupported"] * (4 * wrong), "confirmed", "unverifiable"]
    print_pdf(render(view(*verdicts)), tmp_path / "核对.pdf")
    first, second, *_ = pages(tmp_path / "核对.pdf")
    assert "账册日志摘要" in first
    assert second.startswith("原文")


def test_libreoffice_prints_where_there_is_no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needed(printing.OFFICES, "LibreOffice")
    monkeypatch.setattr(printing, "BROWSERS", ())
    print_pdf(render(view("contradicted", "confirmed")), tmp_path / "核对.pdf")
    assert (tmp_path / "核对.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_program_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "BROWSERS", ())
    monkeypatch.setattr(printing, "OFFICES", ())
    with pytest.raises(Refusal) as refusal:
        print_pdf("<p>12户</p>", tmp_path / "核对.pdf")
    assert refusal.value.problems[0].code == "print-no-program"


def test_a_program_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "BROWSERS", ("false",))
    monkeypatch.setattr(printing, "OFFICES", ())
    with pytest.raises(Refusal) as refusal:
        print_pdf("<p>12户</p>", tmp_path / "核对.pdf")
    assert refusal.value.problems[0].code == "print-failed"
