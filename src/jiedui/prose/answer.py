"""An extraction as plain data: the contract of ``jiedui extract --format json``."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from jiedui.prose.model import Extraction, Statement


def decimal(value: Fraction | None) -> str | None:
    """A fraction as a decimal string: exact where it ends, else to twelve significant places; None stays None."""
    if value is None:
        return None
    with localcontext() as context:
        context.prec = 40
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        context.prec = 12
        told = exact if Fraction(exact) == value else +exact
    text = f"{told:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def claim(statement: Statement) -> dict[str, Any]:
    """One statement: its span, its bounds in the base unit, its kind and mood."""
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
        "masked": statement.masked,
    }


def answer(report: str, extraction: Extraction) -> dict[str, Any]:
    """A whole report: its name, its length, its statements, and the faults of style by kind."""
    return {
        "report": report,
        "length": len(extraction.text),
        "claims": [claim(statement) for statement in extraction.statements],
        "findings": [
            {"kind": finding.kind, "spans": [[finding.start, finding.end]]} for finding in extraction.style_findings
        ],
    }
