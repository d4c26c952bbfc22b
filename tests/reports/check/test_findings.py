"""Findings that need no book, each a sentence with what should be told of it."""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report

SENTENCES = [
    ("帮助30837人就业，其中苏州11533人、无锡14759人、常州4545人。", [("sum", True)]),
    ("帮助30837人就业，其中苏州11533人、无锡14759人、常州5545人。", [("sum", False)]),
    ("帮助120人就业，其中脱贫人口150人。", [("part", False)]),
    ("销售额由50万元增至120万元，增长140%。", [("growth", True)]),
    ("销售额由50万元增至120万元，增长120%。", [("growth", False)]),
    ("茶叶、粮油、果蔬分别占45%、38%和25%。", [("shares", False)]),
    ("茶叶、粮油、果蔬分别占45%、38%和17%。", []),
    ("到位资金约500万元左右。", [("style", False)]),
    ("全年两地互访3次。两地全年互访5次，往来密切。", [("twice", False)]),
    ("全年两地互访3次、44人次。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_what_a_text_says_of_itself(
    check: Callable[..., Report], sentence: str, expected: list[tuple[str, bool]]
) -> None:
    assert [(found.kind, found.holds) for found in check(sentence).findings] == expected
