"""What a number takes up from before it: the places told together, the targets of a list, the rate named last, what is left.

The cases are as in ``test_statements``: a text and the verdicts of its statements in order, against the book of ``conftest``.
"""

from collections.abc import Callable

import pytest

from jiedui.base.periods import parse_period
from jiedui.reports.check.session import Checker, Report
from reports.check.conftest import signs

TAKEN_UP = [
    # 两镇 are the two told together before; the county has 120万元 of sales, the two towns all of them.
    ("八仙镇、老县镇走在前面。两镇转移就业140人，其中脱贫人口78人。", "是是"),
    ("八仙镇、老县镇走在前面。两镇转移就业150人。", "非"),
    # How far two places are apart of which one was told a number.
    ("八仙镇转移就业85人居首，老县镇最少，两镇相差30人。", "是是"),
    # A list of targets goes on by the names alone; what was done of the first is no target.
    ("全年财政援助资金目标1900万元，消费协作100万元，转移就业200人。", "是是是"),
    ("全年财政援助资金目标1900万元，消费协作100万元，转移就业260人。", "是是非"),
    ("全年财政援助资金目标1900万元，到位2000万元。", "是是"),
    ("2022年财政援助资金到位2000万元，比省里下达我县的任务多出100万元。", "是是"),
    # What is left of what was found, or of what was told right before.
    ("全年督查2次，发现问题16个，还有2个没改到位。", "是是是"),
    ("全年督查2次，发现问题16个，没改到位的还有4个。", "是是非"),
    ("拨付1634万元，趴在账上没有支付的1034万元。", "是是"),
    ("启明电机协议投资3600万元，资金到位五成多。", "是是"),
    # An order among the channels, a rate beside another place's.
    ("从渠道看，单位采购占62.9%，居各渠道首位。", "是是"),
    ("八仙镇拨付率92.9%，比平利县高6.9个百分点。", "是是"),
    ("八仙镇拨付率92.9%，比平利县高9.6个百分点。", "是非"),
    # The one project that a sentence tells of, a question that is none, the kind under which a product goes.
    ("只有老县镇便民文化广场一个项目通过验收。", "是"),
    ("任务是否过半？全年互访3次。", "是"),
    ("女娲茶好卖，富硒大米等粮油卖了24.5万元。", "是"),
    # Something of a place that no name covers is left out: nobody knows what is left.
    ("除八仙镇老茶厂外，其余3个均已完工。", "无"),
    # Those who were sent to the two places came there.
    ("八仙镇、老县镇两镇互派不断，派往两地的人才1名。", "是"),
]


@pytest.mark.parametrize(("text", "expected"), TAKEN_UP)
def test_what_a_number_takes_up(check: Callable[..., Report], text: str, expected: str) -> None:
    """Every statement gets its verdict."""
    assert signs(check(text)) == expected


LATER = [
    # 目前 of a report of ten months, told soon after, is its end; 去年这个时候 before a comma is the time told of.
    ("2022-01-01..2022-10-31", "目前互访3次，转移就业140人。", "是是"),
    ("2022-01-01..2022-12-31", "今年转移就业140人。去年这个时候，我们才转移就业50人。", "是是"),
    # The heading says where to look.
    ("2021-01-01..2022-12-31", "（一）就业看八仙镇。两年转移135人。", "是"),
    # What is planned for a year to come.
    ("2021-01-01..2021-12-31", "明年消费协作的目标初步定了100万元，转移就业200人。", "是是"),
]


@pytest.mark.parametrize(("period", "text", "expected"), LATER)
def test_of_which_time_it_is(checker: Checker, period: str, text: str, expected: str) -> None:
    """Every statement gets its verdict, in a report of that time."""
    assert signs(checker.check("t", text, period=parse_period(period), region="平利县")) == expected
