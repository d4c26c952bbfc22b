"""Rates, shares and distances that go on with what was told: of an agreement, of a target, from another place, from a year before.

The office of ``conftest``: 1980万元 of the 3600万元 that the one firm at work agreed on came in; 2000万元 of public money against a target
of 1900万元, 1600万元 of it the province's; 八仙镇 disbursed 92.9% and paid 85.7% of what it was allotted, the county 86% and 31.6%;
goods of 120万元 were sold against a target of 100万元, of 50万元 the year before.
"""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs

RATES = [
    # What came in of what those very firms had agreed on.
    ("落地企业实际到位1980万元，到位率55%。", "是是"),
    ("落地企业实际到位1980万元，到位率七成。", "是非"),
    # 完成 alone is of the target.
    ("消费协作金额120万元，完成120%。", "是是"),
    ("消费协作金额120万元，完成102%。", "是非"),
    ("到位财政援助资金2000万元，超协议100万元，完成率105.3%。", "是是是"),
    ("消费协作金额120万元，达到年度任务的1.2倍。", "是是"),
    ("消费协作金额120万元，达到年度任务的2.4倍。", "是非"),
    # The share of a part told right before.
    ("到位财政援助资金2000万元，其中省级1600万元，占80%。", "是是是"),
    ("到位财政援助资金2000万元，其中省级1600万元，占70%。", "是是非"),
    # The clause before says which rate it is.
    ("八仙镇支付率最高，为85.7%。", "是"),
    ("八仙镇支付率最高，为75.7%。", "非"),
    # The rates told last, apart.
    ("八仙镇拨付率92.9%，平利县拨付率86%，相差6.9个百分点。", "是是是"),
    ("八仙镇拨付率92.9%，平利县拨付率86%，相差9.6个百分点。", "是是非"),
    # More than last year's by so much, or last year's itself.
    ("消费协作金额120万元，超过去年全年70万元。", "是是"),
    # All of the county lets go of the town named before.
    ("八仙镇进度快，全县支付率31.6%。", "是"),
    # What was told right before, added up.
    ("一季度转移就业85人、二季度55人，合计140人。", "是是是"),
    ("一季度转移就业85人、二季度55人，合计160人。", "是是非"),
    ("八仙镇销售额75.5万元，居各镇首位，老县镇44.5万元，两镇合计占全县的九成以上。", "是是是是"),
    ("东访西2次，西访东1次，两项相加比上年多3次。", "是是无"),
    ("专题调研一次，两地互访一共3次。", "无是"),
    # The neighbour that it is set beside is not the one that it is of.
    ("八仙镇转移就业85人，老县镇最少，只相当于八仙镇的64.7%。", "是是"),
]


#: Of a report over two years, 2021 and 2022.
YEARS = [
    ("两年销售额分别为50万元和120万元。", "是是"),
    ("两年销售额分别为50万元和102万元。", "是非"),
    ("转移就业逐年看是50人、140人。", "是是"),
    ("女娲茶销售额由50万元增至75.5万元。", "是是"),
    ("消费协作金额由50万元增至102万元。", "是非"),
    ("消费协作金额年均增长140%。", "是"),
    ("消费协作金额年均增长70%。", "非"),
]


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_the_years_of_a_report_one_by_one(check: Callable[..., Report], text: str, expected: str) -> None:
    """What is handed out over the years, and from the first to the last."""
    assert signs(check(text, period="2021-01-01..2022-12-31")) == expected


@pytest.mark.parametrize(("text", "expected"), RATES)
def test_what_a_rate_is_of(check: Callable[..., Report], text: str, expected: str) -> None:
    """Every statement gets its verdict."""
    assert signs(check(text)) == expected
