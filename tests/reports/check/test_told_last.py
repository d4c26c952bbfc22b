"""What is told last is what a number is of: the last stage, the last value of a list of clauses; and what was so on a day.

The cases are as in ``test_statements``: a text and the verdicts of its statements in order, against the book of ``conftest``.
"""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs

TOLD_LAST = [
    # 1900万元 were allotted, 1634万元 disbursed.
    ("2022年协作资金已全数下达，拨付1634万元。", "是"),
    ("2022年协作资金已全数下达，拨付1643万元。", "非"),
    # Channels told as they go, then the one that the number is of: 20万元.
    ("单位采购、展销中心各条路子都在走，商超由于起步晚，卖出20万元。", "是"),
    # A season tells when: the second quarter sold 100 of the year's 120万元, tea 75.5 of them.
    ("二季度本是茶叶旺季，销售额占全年的八成多。", "是"),
    # What is being mended is what is not mended yet.
    ("全年督查2次，发现问题16个，2个问题尚在整改。", "是是是"),
    ("全年督查2次，发现问题16个，4个问题尚在整改。", "是是非"),
    # What there is now, whatever a clause before told of a time.
    ("三季度两地互访1次，现在全县各类结对已有3对。", "是是"),
    # The most of one thing is no sum of all; what a paragraph points at is one thing.
    ("单个项目协作资金最高1200万元。", "无"),
    ("这座厂可有来头。总投资780万元。", "无"),
    # 省级 behind a province is the level.
    ("到位财政援助资金2000万元，其中江苏省级1600万元、常州经开区本级400万元。", "是是是"),
    # A number that its 增速 follows; the whole behind a part; another month's as such; two years together.
    ("消费协作金额120万元。从增速看，八仙镇以51%的增速领跑。", "是是"),
    ("消费协作金额120万元，其中单位采购75.5万元，总量比上年增长1.4倍。", "是是是"),
    ("4月当月卖出75.5万元，是5月当月的3.1倍。", "是是"),
    ("两年加起来，转移就业190人。", "是"),
    ("两年加起来，转移就业180人。", "非"),
    ("两年合在一起，转移就业190人。", "是"),
    ("2021年和2022年两地共转移就业190人。", "是"),
    ("2021年和2022年，全县转移就业190人。", "是"),
    ("2021年和2022年县里转移就业180人。", "非"),
    # The rate of what was told right before, and attendances by their name: 44 people on three visits.
    ("围绕项目进度督查1次，整改率90%。", "是是"),
    ("围绕项目进度督查1次，整改率95%。", "是非"),
    # All of a group, behind what one of it did; money and goods together.
    ("陈立新带队督查项目进度1次，全组督查共查出问题16个。", "是是"),
    ("捐的钱和东西折下来120.5万元。", "是"),
    # What a remark before names need not be what a clause is of that says itself what it is of: 75.5万元 of tea, 120万元 in all.
    ("县里把茶叶当作头号产业来抓，全年消费协作金额120万元。", "是"),
    # The entry that a paragraph begins with is what it goes on with: 984 and 650万元 were disbursed.
    ("◇县城标准厂房项目（平利县）。施工正酣。累计拨付984万元。", "是"),
    ("全年督查2次，发现问题16个，还有2个挂账。", "是是是"),
    # An average over the land that the rows have: 8600万元 on 500亩.
    ("共建园区当年投资8600万元，亩均投资17.2万元。", "是是"),
    # How many places stand above their own year before: 八仙镇 85 and 50, 老县镇 55 and none.
    ("转移就业超过去年同期的镇有2个。", "是"),
    ("转移就业140人，有2个镇比上年增加。", "是是"),
]


@pytest.mark.parametrize(("text", "expected"), TOLD_LAST)
def test_what_is_told_last(check: Callable[..., Report], text: str, expected: str) -> None:
    """Every statement gets its verdict."""
    assert signs(check(text)) == expected


OF_A_DAY = [
    # Up to a day, told in a report on a quarter: from the first of the year as well; so where a longer time was told before.
    ("2022-07-01..2022-09-30", "截至9月末，转移就业140人。", "是"),
    ("2022-07-01..2022-09-30", "前三季度累计转移就业140人。分镇看，八仙、老县分别为85人、40人。", "是是是"),
    ("2022-07-01..2022-09-30", "截至9月末，转移就业150人。", "非"),
    # Two of three projects had begun by the end of May, all of them today.
    ("2022-01-01..2022-05-31", "项目开工率66.7%。", "是"),
]


@pytest.mark.parametrize(("period", "text", "expected"), OF_A_DAY)
def test_what_was_so_on_a_day(check: Callable[..., Report], period: str, text: str, expected: str) -> None:
    """Every statement gets its verdict in a report on that time."""
    assert signs(check(text, period=period)) == expected


def test_who_takes_in_tells_whose_they_are(check: Callable[..., Report]) -> None:
    """The east takes in an official of the west: 李明远, one."""
    assert signs(check("接收平利县干部挂职1名。", region="常州经开区", period="2021-01-01..2022-12-31")) == "是"


def test_a_sum_of_rows_that_are_named_by_what_they_are_counted_as(check: Callable[..., Report]) -> None:
    """Two firms agreed on 4500万元, the one that has begun on 3600万元."""
    assert signs(check("落地企业协议投资3600万元。")) == "是"
    assert signs(check("协议投资4500万元。")) == "是"
    assert signs(check("落地企业协议投资3700万元。")) == "非"
