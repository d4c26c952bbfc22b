"""The page of a checked report: all of the text, every statement linked both ways, nothing that runs or is fetched."""

import html
import re

from jiedui.reports.html_page import render
from jiedui.reports.html_views import CheckedView, FindingView, StatementView

TEXT = "总结\n\n全年互访3次，<b>往来</b>44人次。\n走访**个村。"


def view(**changes: object) -> CheckedView:
    statements = [
        StatementView(8, 10, "3次", "confirmed", "3次", "一致。", "互访次数", ["exchange:1"]),
        StatementView(20, 24, "44人次", "contradicted", "41人次", "偏高。", "互访人次", []),
        StatementView(28, 32, "**个村", "unverifiable", "", "已隐去。", "", []),
    ]
    whole = {"name": "总结.docx", "text": TEXT, "statements": statements, "findings": [], "scope": "2022", "head": "ab"}
    return CheckedView(**(whole | changes))  # type: ignore[arg-type]


def bare(page: str) -> str:
    """The words of the left side, without tags and marks."""
    left = page.split("<section class=text", 1)[1].split("</section>", 1)[0]
    left = re.sub(r"<sup>.*?</sup>|<h2>.*?</h2>", "", left)
    return html.unescape(re.sub(r"<[^>]+>", "", left.split(">", 1)[1]))


def test_the_text_stands_as_it_came() -> None:
    assert bare(render(view())) == TEXT.replace("\n", "")


def test_every_statement_leads_to_its_verdict_and_back() -> None:
    page = render(view())
    for number in (1, 2, 3):
        assert f'href="#v{number}"' in page
        assert f'href="#s{number}"' in page
        assert f"id=s{number}" in page
        assert f"id=v{number}" in page
    assert "✓ 相符" in page
    assert "✗ 不符" in page


def test_nothing_runs_and_nothing_is_fetched() -> None:
    page = render(view(name="<script>alert(1)</script>"))
    assert "<script" not in page
    assert not re.search(r'(src|href)="?(https?:|//)', page)


def test_a_text_without_statements_says_so() -> None:
    assert "没有数量表述" in render(view(statements=[]))


def test_findings_are_told_by_sign_and_word() -> None:
    page = render(view(findings=[FindingView(holds=False, message="相加超过总数")]))
    assert "! 相加超过总数" in page
