"""The answer of a check as plain data: the contract of ``jiedui check --format json``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jiedui.book.corrections import Correction
from jiedui.prose.answer import claim as bounds
from jiedui.prose.answer import decimal
from jiedui.reports.check.explain import Second, SlipWords
from jiedui.reports.check.session import Claim, Report
from jiedui.reports.check.text.finding import Finding
from jiedui.reports.check.together import Difference


def answer(report: Report) -> dict[str, Any]:
    """A checked report: what it was checked for, its statements with their verdicts, its findings."""
    return {
        "report": report.name,
        "length": len(report.text),
        "period": [report.period.start.isoformat(), report.period.end.isoformat()],
        "region": report.region,
        "date": report.clock.isoformat(),
        "head": report.head,
        "claims": [_claim(each) for each in report.claims],
        "findings": [_finding(each) for each in report.findings],
        "aside": [_claim(each) for each in report.aside],
    }


def answers(reports: Sequence[Report], found: Sequence[Difference]) -> dict[str, Any]:
    """Several reports checked as one set: each as by itself, and what one tells otherwise than another."""
    return {
        "reports": [answer(report) for report in reports],
        "findings": [
            {
                "kind": "twice",
                "places": [{"report": each.report, "span": [each.start, each.end]} for each in difference.places],
                "holds": False,
                "message": difference.message,
            }
            for difference in found
        ],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    """One statement: its bounds, its verdict, what was computed and why."""
    checked = claim.checked
    return bounds(checked.statement) | {
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "verdict": checked.verdict,
        "nature": checked.nature,
        "computed": decimal(checked.best.answer.value) if checked.best else None,
        "figure": claim.figure or None,
        "definition": claim.definition or None,
        "records": list(claim.records),
        "labels": list(claim.labels),
        "second": _second(claim.second) if claim.second else None,
        "slip": _slip(claim.slip) if claim.slip else None,
        "confidence": float(checked.confidence),
        "reason": claim.reason,
        "words": claim.words,
        "corrections": [_correction(each) for each in claim.corrections],
    }


def _correction(correction: Correction) -> dict[str, Any]:
    """One correction of the office: what it says, who made it and when."""
    made = correction.made
    return {
        "id": correction.id,
        "kind": correction.kind,
        "words": correction.words,
        "target": correction.target or None,
        "where": list(correction.where),
        "actor": made.actor,
        "at": made.at,
        "reason": made.reason,
    }


def _second(second: Second) -> dict[str, Any]:
    """The second-best reading: what it computes, whether it would bear the statement out, why it was not taken."""
    return {
        "figure": second.figure,
        "computed": decimal(second.value),
        "holds": second.holds,
        "why": second.why,
    }


def _slip(slip: SlipWords) -> dict[str, Any]:
    """The one change that would make the statement true."""
    return {
        "kind": slip.kind,
        "words": slip.words,
        "value": decimal(slip.value),
        "definition": slip.definition,
        "records": list(slip.records),
    }


def _finding(found: Finding) -> dict[str, Any]:
    """One finding that needs no book."""
    return {
        "kind": found.kind,
        "spans": [list(span) for span in found.spans],
        "holds": found.holds,
        "message": found.message,
    }
