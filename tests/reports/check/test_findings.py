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
    ("转移就业140人，其中脱贫人口78人，东部就业85人，公益岗位15人。", []),
    ("转移就业140人，其中东部就业85人，省内就近40人，公益岗位25人。", [("sum", False)]),
    ("选派人才4名，其中教育1名、医疗2名、农业1名，我县派出2名。", [("sum", True)]),
    ("该项目10月开工、7月竣工。", [("dates", False)]),
    ("该项目4月开工、11月竣工。", []),
    ("项目总投资120万元，其中协作资金50亿元。", [("part", False)]),
]

SOURCES = """全年两地互访3次。

数据来源表

序号
数据
数值
单位
口径
范围
记录数
1
互访次数
3
次
期内互访台账的次数，共计9次的不计
平利县，2022年
3
账册日志：00

后记：全年两地互访44人次。
"""


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_what_a_text_says_of_itself(
    check: Callable[..., Report], sentence: str, expected: list[tuple[str, bool]]
) -> None:
    assert [(found.kind, found.holds) for found in check(sentence).findings] == expected


def test_only_the_table_of_sources_is_passed_over(check: Callable[..., Report]) -> None:
    told = [(claim.text, claim.checked.verdict) for claim in check(SOURCES).claims]
    assert told == [("3次", "confirmed"), ("44人次", "confirmed")]
