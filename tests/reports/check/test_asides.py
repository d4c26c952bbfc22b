"""Numbers of a time before that are but set beside one just told, and windows told behind the matter.

The office of ``conftest``: 140 found work in 2022 (85 in the east), 50 in 2021; 100万元 were sold in the first half of 2022 (24.5万元
of 老县镇, 44.5万元 in the whole year), 50万元 in that of 2021; 1600 and 400万元 came in 2022.
"""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs

ASIDES = [
    # What was in the year before does not open a window: the parts are of this year.
    ("全年转移就业140人，去年这个数是50人，其中东部就业85人，公益岗位15人。", "是是是是"),
    ("全年转移就业140人，去年才50人，其中东部就业95人。", "是是非"),
    # The growth is that of this year.
    ("全年转移就业140人，去年还不到60人，增长了1.8倍。", "是是是"),
    # A window behind the matter goes on in the next sentence.
    ("消费协作，上半年卖出农产品100万元，增长一倍。老县镇24.5万元。", "是是是"),
    ("消费协作，上半年卖出农产品100万元，增长一倍。老县镇34.5万元。", "是是非"),
    # What is to be kept is a target.
    ("全年消费协作要保100万元，转移就业要达到200人。", "是是"),
    # A plan is refuted by nothing that was done.
    ("明年力争财政援助资金增长50%以上。", "无"),
    ("转移就业140人，占全年任务70%。", "是是"),
    ("转移就业差目标60人。", "是"),
    ("2021年和2022年，财政援助资金加起来有3500万元。", "是"),
    # The whole is of those in the east as well, all of whom are of the one town.
    ("八仙镇去东部就业85人，占全县赴东部就业人数的六成。", "是非"),
    # What the two projects have of the money.
    ("批复项目3个，产业发展类2个，占协作资金的九成多。", "是是是"),
    ("转移就业140人，其中东部就业85人、省内就近40人，二者合计占近九成。", "是是是是"),
    ("转移就业140人，其中东部就业85人、省内就近40人，二者合计占近八成。", "是是是非"),
    # What a share rose from is of the year before.
    ("转移就业140人，脱贫人口占比由40%提高到55.7%。", "是是是"),
    ("转移就业140人，脱贫人口占比由50%提高到55.7%。", "是非是"),
    ("转移就业140人，已达全年目标70%。", "是是"),
    ("消费协作金额120万元，为上年的两倍多。", "是是"),
    ("八仙镇消费协作金额75.5万元，仅为上年的六成。", "是非"),
    # A mark in brackets with what it stands for is a heading.
    ("平利县2022年考核自评\n\n【指标一】财政援助资金\n到位：2000万元\n", "是"),
]


@pytest.mark.parametrize(("text", "expected"), ASIDES)
def test_what_is_set_beside(check: Callable[..., Report], text: str, expected: str) -> None:
    """Every statement gets its verdict."""
    assert signs(check(text)) == expected
