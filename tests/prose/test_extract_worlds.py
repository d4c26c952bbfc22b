"""Extraction measured on whole reports with answers, where they are at hand."""

import json
from pathlib import Path

import pytest

from jiedui.prose.extract import extract
from jiedui.prose.model import Statement

WORLDS = Path(__file__).parents[3] / "shared" / "worlds"


def close(told: float | None, found: object) -> bool:
    if told is None or found is None:
        return told is found
    return abs(float(told) - float(found)) <= 1e-5 * max(1e-9, abs(float(told)))


@pytest.mark.parametrize("world", ["pingli", "yunling"])
def test_statements_are_found_with_their_bounds(world: str) -> None:
    """The harmonic mean of precision and recall, of statements with the right dimension and bounds."""
    reports = WORLDS / world / "reports"
    if not reports.is_dir():
        pytest.skip(f"the reports with answers are not at hand: {reports}")
    right = answers = statements = 0
    for path in sorted(reports.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))["claims"]
        found = list(extract(path.with_name(path.name.replace(".gold.json", ".txt")).read_text("utf-8")).statements)
        answers, statements = answers + len(gold), statements + len(found)
        right += sum(any(_agrees(claim, statement) for statement in found) for claim in gold)
    assert 2 * right / (answers + statements) >= 0.95


def _agrees(claim: dict[str, object], found: Statement) -> bool:
    overlap = min(claim["end"], found.end) > max(claim["start"], found.start)
    same = claim["dimension"] == found.dimension
    return overlap and same and close(claim["low"], found.low) and close(claim["high"], found.high)
