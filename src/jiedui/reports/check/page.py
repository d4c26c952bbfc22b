"""A checked report for people: as an HTML page, and as comments in its own Word document."""

from __future__ import annotations

from jiedui.reports.check.explain import shown
from jiedui.reports.check.session import Claim, Report
from jiedui.reports.docx_comments import Note
from jiedui.reports.html_page import render
from jiedui.reports.html_views import MARKS, CheckedView, FindingView, StatementView


def page(report: Report) -> str:
    """The report and its verdicts as one HTML page."""
    return render(
        CheckedView(
            name=report.name,
            text=report.text,
            statements=[_view(claim) for claim in report.claims],
            findings=[FindingView(each.holds, each.message) for each in report.findings],
            scope=f"期间 {report.period}　地区 {report.region or '全部'}　报告日期 {report.clock.isoformat()}",
            head=report.head,
            aside=[claim.text for claim in report.aside],
        )
    )


def notes(report: Report) -> list[Note]:
    """One Word comment a statement, and one a finding that does not hold, at its first span."""
    told = [Note(claim.start, claim.end, _comment(claim)) for claim in report.claims]
    told += [Note(*each.spans[0], f"！{each.message}") for each in report.findings if not each.holds]
    return told


def computed(claim: Claim) -> str:
    """What the book says, as the statement would write it; empty where nothing was decided."""
    best = claim.checked.best
    if best is None or best.answer.value is None or claim.checked.verdict not in ("confirmed", "contradicted"):
        return ""
    return shown(best.answer.value, claim.checked.statement)


def _view(claim: Claim) -> StatementView:
    """One statement for the page."""
    return StatementView(
        claim.start,
        claim.end,
        claim.text,
        claim.checked.verdict,
        computed(claim),
        claim.reason,
        claim.figure,
        claim.labels,
    )


def _comment(claim: Claim) -> str:
    """The words of one comment: the verdict, why, and the records."""
    symbol, word, _ = MARKS[claim.checked.verdict]
    records = "、".join(claim.labels[:6]) + ("等" if len(claim.labels) > 6 else "")
    return f"{symbol} {word}\n{claim.reason}" + (f"\n记录：{records}" if records else "")
