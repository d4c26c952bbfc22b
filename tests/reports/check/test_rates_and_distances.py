"""Rates ranked and counted, prices, distances, the greatest entry, who stands ahead: each in a sentence or two.

The office's book has two towns with sales (八仙镇75.5万元, 老县镇44.5万元), a rate of disbursement of 92.9% in 八仙镇 and 86% in
all, three projects of 2948万元 of which 2000万元 are 协作资金, two donations of money (78万元, 30万元).
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

TOLD = [
    # A place among its like by the rate told of it; places that have a higher one than all together.
    ("八仙镇拨付率92.9%，列全县第一。", "是是"),
    ("八仙镇拨付率92.9%，列全县第二。", "是非"),
    ("全县拨付率86%，高过全县水平的有1个镇。", "是是"),
    ("全县拨付率86%，高过全县水平的有3个镇。", "是无"),
    ("消费协作120万元，涨了的有2个镇。", "是是"),
    # Who stands before it does not rank.
    ("老县镇消费协作44.5万元，次于八仙镇，排第二。", "是是"),
    ("老县镇消费协作44.5万元，次于八仙镇，排第一。", "是非"),
    # Of a target named by its matter, a multiple of it, those set behind a comma, what came in of what was agreed.
    ("完成转移就业年度目标七成。", "是"),
    ("完成转移就业年度目标九成。", "非"),
    ("全年转移就业140人，比着年度任务翻了一番。", "是非"),
    ("今年市里定的任务，消费协作100万元，转移就业200人。", "是是"),
    ("今年市里定的任务，消费协作100万元，转移就业300人。", "是非"),
    ("全年落地企业1家，到位投资1980万元，到位额占协议额的五成半。", "是是是"),
    ("财政援助资金到位2000万元，欠年度任务100万元。", "是非"),
    # Prices, and amounts a mu; a mean that is told of nothing says nothing.
    ("女娲茶销售75.5万元，平均每公斤503元。", "是是"),
    ("女娲茶销售75.5万元，平均每斤251.7元，每吨50.3万元。", "是是是"),
    ("女娲茶销售75.5万元，平均每公斤530元。", "是非"),
    ("富硒大米卖了24.5万元，均价每公斤30元左右。", "是是"),
    ("富硒大米卖了24.5万元，均价30元左右。", "是无"),
    ("共建园区当年投资8600万元，折合每亩17.2万元。", "是是"),
    # What others gave beside the part told; the greatest entry; how far from a neighbour.
    ("批复项目3个，协作资金2000万元，带动其他投入948万元。", "是是是"),
    ("批复项目3个，协作资金2000万元，带动其他投入984万元。", "是是非"),
    ("社会捐赠资金108万元，最大一笔78万元。", "是是"),
    ("社会捐赠资金108万元，单笔最高87万元。", "是非"),
    ("八仙镇消费协作75.5万元，与老县镇只差31万元。", "是是"),
    ("八仙镇消费协作75.5万元，与老县镇只差13万元。", "是非"),
    # Shares: of so many months; of one firm in all of them there and then; of those who went east.
    ("一季度转移就业85人，占前10个月的六成。", "是是"),
    ("落地企业带动就业112人，启明电机就占了100%。", "是是"),
    ("转移就业140人，东部占60.7%。", "是是"),
    ("转移就业140人，东部占67.0%。", "是非"),
    # Time since the day told on which a posting began; who comes and who goes; kinds and levels told by their sign.
    ("2021年10月8日，李明远赴横山桥镇报到，到2022年10月8日正好一年。", "是"),
    ("全年互访3次，客人过来2次，咱们去人家那边1次。", "是是是"),
    ("结对3对，里头村跟村的2对。", "是是"),
    ("结对3对，里头村跟村的3对。", "是非"),
    ("财政援助资金到位2000万元，其中常州经开区级400万元。", "是是"),
    # An office told in short; who writes the news did nothing in it; what is signed in firms; one month; who comes behind.
    ("横山桥镇政府买了24.5万元。", "是"),
    ("平利新闻（记者 李明远　通讯员 王辉然）全年互派专技人才4名。", "是"),
    ("招商方面，签了2家。", "是"),
    ("招商方面，签了3家。", "非"),
    ("9月这一个月互访1次、14人次。", "是是"),
    ("茶叶以75.5万元居首，菌菇20万元紧随茶叶、粮油之后。", "是是"),
    ("财政援助资金到位2000万元。对全年目标：105.3%。", "是是"),
    ("同去年同期比，2个镇金额上升。", "是"),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_what_is_told(check: Callable[..., Report], text: str, expected: str) -> None:
    """Every statement gets its verdict."""
    assert signs(check(text)) == expected


def test_a_mean_over_no_place_at_all_is_none(checker: Checker) -> None:
    """Below a village there is no town, whose mean a number could be above."""
    text = "全村转移就业140人，镇均28人，高于镇均水平的有3个镇。"
    found = checker.check("小结.txt", text, period=parse_period("2022"), region="五星村", clock=date(2022, 12, 31))
    assert signs(found)[-1] == "无"


BY_TOWN = """
目标任务
指标 地区 年度 目标值 单位
消费协作金额 八仙镇 2021 10 万元
消费协作金额 八仙镇 2022 20 万元
消费协作金额 老县镇 2022 50 万元

消费协作台账
日期 产品 品类 西部地区 销售方 采购方 渠道 方式 数量 计量单位 金额
2021-04-10 竹编茶席 手工 八仙镇 平利县竹韵 常州经开区总工会 单位采购 采购 700 件 7万元
2022-04-10 竹编茶席 手工 八仙镇 平利县竹韵 常州经开区总工会 单位采购 采购 1500 件 15万元
2022-05-10 富硒大米 粮油 八仙镇 平利县竹韵 常州经开区总工会 单位采购 采购 300 公斤 3万元
2022-05-12 竹编茶席 手工 老县镇 平利县竹韵 横山桥镇人民政府 展销中心 采购 2600 件 26万元
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Goods by the piece are summed in their own unit, whatever else is sold.
        ("竹编茶席卖出4100件，其中八仙镇1500件。", "是是"),
        ("竹编茶席卖出4001件。", "非"),
        # Points of completion, each of its own target: 90% is 20 more than last year, 38 more than the other town.
        ("八仙镇完成消费协作任务的90%，比上年提高20个百分点。", "是是"),
        ("八仙镇完成消费协作任务的90%，比上年提高30个百分点。", "是非"),
        ("消费协作完成率：八仙镇90%，比老县镇高38个百分点。", "是是"),
    ],
)
def test_of_each_town(tmp_path: Path, text: str, expected: str) -> None:
    """Two towns with targets of their own: 18 of 20万元, 26 of 50万元; the year before 7 of 10万元."""
    with Book.create(tmp_path / "book", actor="何静") as book:
        write_regions(book)
        enter(book, BY_TOWN)
        found = Checker(book).check(
            "小结.txt", text, period=parse_period("2022"), region="平利县", clock=date(2022, 12, 31)
        )
        assert signs(found) == expected
