"""The answer of a check as plain data: the contract of ``jiedui check --format json``."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from jiedui.prose.model import Statement
from jiedui.reports.check.checker import Checked
from jiedui.reports.check.findings import Finding


def decimal(value: Fraction | None) -> str | None:
    """A fraction as a decimal string: exact where it ends, else to twelve significant places."""
    if value is None:
        return None
    with localcontext() as context:
        context.prec = 40
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        context.prec = 12
        told = exact if Fraction(exact) == value else +exact
    text = f"{told:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def claim(checked: Checked, figure: str, reason: str, records: list[str]) -> dict[str, Any]:
    """One statement with its verdict."""
    best = checked.best
    return bounds(checked.statement) | {
        "verdict": checked.verdict,
        "nature": checked.nature,
        "computed": decimal(best.answer.value) if best else None,
        "figure": figure or None,
        "records": records,
        "confidence": float(checked.confidence),
        "reason": reason,
    }


def bounds(statement: Statement) -> dict[str, Any]:
    """A statement as extraction finds it."""
    return {
        "start": statement.start,
        "end": statement.end,
        "text": statement.text,
        "dimension": statement.dimension,
        "unit": statement.unit,
        "low": decimal(statement.low),
        "high": decimal(statement.high),
        "low_open": statement.low_open,
        "high_open": statement.high_open,
        "role": statement.role,
        "mood": statement.mood,
    }


def finding(found: Finding) -> dict[str, Any]:
    """One finding."""
    return {
        "kind": found.kind,
        "spans": [list(span) for span in found.spans],
        "holds": found.holds,
        "message": found.message,
    }
