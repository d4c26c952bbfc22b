"""Averages, ranks, durations, and figures of an earlier year, against one office's year.

The cases are as in ``test_statements``: a sentence and the verdicts of its statements in order.
"""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs

AVERAGES = [
    ("全年到位财政援助资金2000万元，县均2000万元。", "是是"),
    ("全年到位财政援助资金2000万元，县均1000万元。", "是非"),
    ("批复协作项目3个，平均每个项目协作资金666.67万元。", "是是"),
    ("项目受益群众2073人，户均受益3.3人。", "是是"),
    ("举办培训班2期，平均每期60人次。", "是非"),
    ("举办培训班2期，平均每期54人次，全年采购和帮助销售120万元。", "是是是"),
]

RANKS = [
    ("江苏恒桥机械有限公司捐赠78万元，居各捐赠单位首位。", "是是"),
    ("常州芳茂电机有限公司捐赠30万元，居各捐赠单位首位。", "是非"),
    ("老县镇转移就业55人，居全县各镇第二位。", "是是"),
    ("全县转移就业140人，居全省第一位。", "是无"),
]

DURATIONS = [
    ("八仙镇高山茶园提质项目4月开工、11月竣工，前后历时7个多月。", "是"),
    ("八仙镇高山茶园提质项目4月开工、11月竣工，前后历时4个月。", "非"),
    ("启明电机从签约到投产用时4个月。", "是"),
    ("启明电机从签约到投产用时半年。", "非"),
    ("老县镇便民文化广场项目建设工期只用了半年。", "无"),
]

EARLIER = [
    ("采购和帮助销售由上年的50万元增加到120万元。", "是是"),
    ("采购和帮助销售从2021年的50万元变为120万元。", "是是"),
    ("采购和帮助销售从2021年的60万元变为120万元。", "非是"),
]

PLANS = [
    ("力争全年转移就业200人。", "是"),
    ("力争全年转移就业300人。", "无"),
    ("下一步，计划引进企业10家。", "无"),
    ("转移就业目标200人，实际转移就业140人。", "是是"),
]

NOT_KNOWN_ENOUGH = [
    ("某爱心基金会捐赠50万元。", "无"),
    ("社会捐赠款物120.5万元，其中县红星小学校友会捐款2万元。", "是无"),
    ("由5家企业捐资108万元兴建的便民文化广场竣工。", "无是"),
    ("结对的6个村各得8万元。", "无无"),
    ("展销中心销售24.5万元，铺货率提升12个百分点。", "是无"),
    ("批复协作项目3个，总投资2948万元，其中1亿元以上项目1个。", "是是无"),
]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [*AVERAGES, *RANKS, *DURATIONS, *EARLIER, *PLANS, *NOT_KNOWN_ENOUGH],
    ids=lambda each: each[:24],
)
def test_what_is_derived(check: Callable[..., Report], sentence: str, expected: str) -> None:
    assert signs(check(sentence)) == expected
