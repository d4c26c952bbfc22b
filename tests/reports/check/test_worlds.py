"""The books kept for development, beside this checkout where it has them: the founding report, and the four figures.

The thresholds are those that the project set itself; what counts is told by the scorer that stands with the books.
"""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from jiedui.base.periods import parse_period
from jiedui.book import Book
from jiedui.book.importing import import_files
from jiedui.reports.check.answer import answer
from jiedui.reports.check.session import Checker

WORLDS = Path(__file__).parents[4] / "shared" / "worlds"
needs_worlds = pytest.mark.skipif(not (WORLDS / "score.py").exists(), reason="the development books are not here")


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    """The scorer that stands with the books."""
    spec = importlib.util.spec_from_file_location("score", WORLDS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def checked(world: str, folder: Path) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every report of a world: its name, the right answers, ours."""
    with Book.create(folder / world, actor="何静") as book:
        assert import_files(book, [WORLDS / world / "book"], actor="何静").sound
        checker = Checker(book)
        for path in sorted((WORLDS / world / "reports").glob("*.gold.json")):
            right = json.loads(path.read_text("utf-8"))
            report = path.with_name(path.name.replace(".gold.json", ".txt"))
            period = parse_period("..".join(right["period"]))
            told = checker.check(report.name, report.read_text("utf-8"), period=period, region=right["region"])
            yield report.name, right, answer(told)
        checker.close()


@needs_worlds
def test_the_founding_report_comes_out_right_in_every_statement(tmp_path: Path) -> None:
    _, right, told = next(checked("pingli", tmp_path))
    verdicts = [(claim["text"], claim["verdict"]) for claim in told["claims"]]
    assert verdicts == [(claim["text"], claim["verdict"]) for claim in right["claims"]]
    assert [verdict for _, verdict in verdicts].count("confirmed") == 5


@needs_worlds
def test_the_four_figures(scorer: ModuleType, tmp_path: Path) -> None:
    table = {verdict: {"tp": 0, "fp": 0, "fn": 0} for verdict in scorer.VERDICTS}
    found = right_ones = values = alarms = caught = true = wrong = 0
    for world in ("pingli", "yunling"):
        for _, right, told in checked(world, tmp_path):
            pairs, missed, extra = scorer.pair(right["claims"], told["claims"])
            found += len(told["claims"])
            right_ones += len(right["claims"])
            for gold, ours in pairs:
                bounds = all(scorer.close(gold[key], ours[key]) for key in ("low", "high"))
                values += gold["dimension"] == ours["dimension"] and bounds
                same = gold["verdict"] == ours["verdict"]
                table[gold["verdict"]]["tp" if same else "fn"] += 1
                table[ours["verdict"]]["fp"] += not same
                alarms += (gold["verdict"], ours["verdict"]) == ("confirmed", "contradicted")
                caught += same and gold["verdict"] == "contradicted"
            for gold in missed:
                table[gold["verdict"]]["fn"] += 1
            for ours in extra:
                table[ours["verdict"]]["fp"] += 1
                alarms += ours["verdict"] == "contradicted"
            true += sum(claim["verdict"] == "confirmed" for claim in right["claims"])
            wrong += sum(claim["verdict"] == "contradicted" for claim in right["claims"])
    assert scorer.f1(values, found - values, right_ones - values) >= 0.93
    assert sum(scorer.f1(**counts) for counts in table.values()) / len(table) >= 0.80
    assert alarms / true <= 0.03
    assert caught / wrong >= 0.75
