"""The looks at what the first reading leaves open: other antecedents, parts of names, targets, what numbers come to.

Against the book of ``conftest``: 转移就业 140人, of them 85人 in 八仙镇 and 55人 in 老县镇, all 85 in the first quarter and 55 in the
second; 消费协作 of 女娲茶 75.5万元, 富硒大米 24.5万元, 香菇 20万元; 到位 2000万元 of a target of 1900万元; 下达 1900万元, 拨付 1634万元 (86 %),
支付 600万元 (31.6 %); the tea garden begun on 1 April and done on 20 November 2022.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from figures.conftest import enter, write_regions
from jiedui.base.periods import parse_period
from jiedui.book import Book
from jiedui.reports.check.session import Checker, Report
from reports.check.conftest import signs

LOOKED_FOR = [
    # What is counted is of the matter told first, whatever was told since; nothing of it is of two towns.
    ("全年转移就业140人，其中八仙镇85人。消费协作总额120万元。超60人的乡镇1个。", "是是是是"),
    ("全年转移就业140人，其中八仙镇85人。消费协作总额120万元。超60人的乡镇4个。", "是是是无"),
    # So many of a rate are above a bound: of 700 and 1200万元 allotted, 650 (92.9 %) and 984 (82 %) were disbursed.
    ("资金拨付率86%。高于90%的镇有1个。", "是是"),
    ("拨付率高于90%的镇有3个。", "无"),
    # One word stands for all the quarters of a list, in which each has its own number.
    ("一、二季度分别转移就业85人和55人。", "是是"),
    ("一至二季度分别转移就业85人和55人。", "是是"),
    ("一至二季度分别转移就业55人和85人。", "非非"),
    ("转移就业逐季：85、55、0、0人。", "是是无无"),
    ("转移就业逐季：85、45、0、0人。", "是非无无"),
    # An arrow leads from the year before to this one.
    ("消费协作金额（万元）：50→120。", "是是"),
    ("消费协作金额（万元）：50→130。", "是非"),
    # A target that is called one by unknown words, and what was done of it.
    ("协作的真金白银已经到了两千万元，全年协议是1900万元，完成了105.3%。", "是是是"),
    ("今年消费协作卖了120万元，一分不能少的100万元早就过了线。", "是是"),
    ("今年消费协作卖了120万元，一分不能少的130万元早就过了线。", "是无"),
    ("今年的任务：财政援助1900万元，转移就业200人，一样都不能少。", "是是"),
    # An entry told by a part of its name: who gave, who employs, how long it took.
    ("芳茂电机今年掏了30万元。", "是"),
    ("芳茂电机今年掏了39万元。", "无"),
    ("启明电机拢走40人。", "是"),
    ("高山茶园从开工到竣工用了七个多月。", "是"),
    ("高山茶园从开工到竣工用了九个多月。", "无"),
    # Two rates that were told are so many points apart; two things named, so much money.
    ("到位2000万元，拨付率86%，支付率31.6%，两者相差54.4个百分点。", "是是是是"),
    ("转移就业140人。八仙镇和老县镇合在一起占100%，单看八仙镇是老县镇的1.5倍。", "是是是"),
]


@pytest.mark.parametrize(("text", "expected"), LOOKED_FOR)
def test_what_the_first_reading_leaves_open_is_looked_for(
    check: Callable[..., Report], text: str, expected: str
) -> None:
    """Every statement gets its verdict; what is looked for in vain accuses nobody."""
    assert signs(check(text)) == expected


BY_TOWN = """
目标任务
指标 地区 年度 目标值 单位
转移就业人数 八仙镇 2022 100 人
转移就业人数 老县镇 2022 50 人

劳务协作台账
日期 西部地区 去向 用工单位 转移就业人数 其中脱贫人口
2022-03-06 八仙镇 东部就业 — 85 41
2022-04-06 老县镇 省内就近 — 55 22
"""


def test_who_comes_first_by_what_is_done_of_each_target(tmp_path: Path) -> None:
    """85 of 100 in 八仙镇, 55 of 50 in 老县镇: by the amount the one comes first, by its target the other; neither accuses."""
    with Book.create(tmp_path / "book", actor="何静") as book:
        write_regions(book)
        enter(book, BY_TOWN)
        for place, verdicts in (("第二", "是是是"), ("第三", "是是无")):
            text = f"转移就业任务完成率：八仙镇85%，老县镇110%。八仙镇排{place}。"
            found = Checker(book).check(
                "通报.txt", text, period=parse_period("2022"), region="平利县", clock=date(2022, 12, 31)
            )
            assert signs(found) == verdicts
