"""What a number means by where it stands: under a month, behind the name that leads a bullet, after a target told in between.

The cases are as in ``test_statements``: a text and the verdicts of its statements in order.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from figures.conftest import enter, write_regions
from jiedui.base.periods import parse_period, year
from jiedui.book import Book
from jiedui.prose.times import find_times
from jiedui.reports.check.looking import is_another_stage
from jiedui.reports.check.session import Checker, Report
from reports.check.conftest import signs

STANDING = [
    # A chronicle: its days and 本月 are those of the month over them. 1600万元 came in March, 700万元 was allotted in April.
    ("大事记\n\n三月\n2日，经开区客人到访，18人次。10日，省级财政援助1600万元到账。本月转移就业85人。\n", "是是是"),
    ("大事记\n\n三月\n本月转移就业85人。\n\n四月\n本月转移就业40人。省级资金下达700万元。\n", "是是是"),
    ("大事记\n\n三月\n本月转移就业85人。\n\n四月\n本月转移就业85人。\n", "是非"),
    # The name that leads a bullet, or is the whole of the heading over it, is what its numbers are of.
    ("主要产品。\n——女娲茶。销往东部1.5吨。\n——富硒大米。销往东部8吨。\n", "是是"),
    ("【县城标准厂房】\n——总投资2000万元，协作资金1200万元\n", "是是"),
    ("4.2022年便民文化广场项目。总投资128万元。\n", "是"),
    # 年底 before a rate is the year up to its end: 1634万元 of 1900万元 were paid out.
    ("年底拨付率86%。", "是"),
    # A target in between leaves what was told: 78 of all 140 had been poor, 22 of the 40 of one employer.
    ("启明电机拢走40人，全年转移就业140人，年度任务是200人，其中脱贫人口78人。", "无是是是"),
    # Those who work in the east are the whole, whatever the next sentence is called by.
    ("全年东部就业85人。其中脱贫人口41人。", "是是"),
    # The first of all the towns, without a measure word.
    ("各镇销售额一比，八仙镇第一。", "是"),
    # We sent: those who went east; 东派 came from there.
    ("全年互访3次，东访西2次，我们派出去1次。", "是是是"),
    ("东派教师1人。", "是"),
    # What the two years came to leaves 全年 the report's own.
    ("全年转移就业140人，连同2021年，两年共转移就业190人。全年互访3次。", "是是是"),
    # All that is finished is no share of itself: two of three are.
    ("批复项目3个，竣工2个，竣工的占七成以上。", "是是无"),
    # A list that is added up is no list of examples: 95.5万元, and 120万元 all in all.
    ("单位采购和商超合计95.5万元。", "是"),
    ("单位采购和商超合计120万元。", "非"),
    # Foreseen, and just so in the book.
    ("项目预计惠及2073人。", "是"),
    ("项目预计惠及2500人。", "无"),
]


@pytest.mark.parametrize(("text", "expected"), STANDING)
def test_where_a_number_stands(check: Callable[..., Report], text: str, expected: str) -> None:
    """Every statement gets its verdict."""
    assert signs(check(text)) == expected


def test_this_year_is_the_last_of_the_time_that_a_report_is_given(checker: Checker) -> None:
    """Its first lines name the day of arrival; 今年 is the year in which its time ends, and no later one is done."""
    text = "2021年10月8日，我来到平利。\n今年转移就业140人，全年批复项目3个。\n"
    report = checker.check("述职", text, period=parse_period("2021-10-08..2022-12-31"), region="平利县")
    assert [claim.checked.verdict for claim in report.claims] == ["confirmed", "confirmed"]


def test_what_is_done_by_june_is_not_what_the_year_will_have(checker: Checker) -> None:
    """One article appeared in April; that of August is none of the half year."""
    half = (parse_period("2022-01-01..2022-06-30"), date(2022, 6, 30))
    text = "全年转移就业140人，宣传{}篇。"
    for told, expected in ((1, "confirmed"), (2, "contradicted")):
        report = checker.check("简报", text.format(told), period=half[0], region="平利县", clock=half[1])
        assert report.claims[1].checked.verdict == expected


def test_what_a_wider_place_has_on_the_whole(check: Callable[..., Report]) -> None:
    """八仙镇 paid out 92.9 % of its 700万元, the county 86 %: 6.9 points more."""
    report = check("八仙镇资金拨付率92.9%，高出全县平均水平6.9个百分点。")
    assert [claim.checked.verdict for claim in report.claims] == ["confirmed", "confirmed"]
    wrong = check("八仙镇资金拨付率92.9%，高出全县平均水平8.6个百分点。")
    assert [claim.checked.verdict for claim in wrong.claims] == ["confirmed", "contradicted"]


ALONE = [
    # A number alone in brackets behind its matter may be the target: 200 were wanted, 140 found work.
    ("转移就业［200人］，实现140人。", "是是"),
    ("转移就业［300人］，实现140人。", "无是"),
    # Of the firms those that had opened by then, told behind 中: no firm else is spoken of.
    ("签约企业2家，企业中年中开机投产的只有1家。", "是是"),
    # A part of the number told right before, which was not understood, is no part of all.
    ("厂里新来的学徒31人，脱贫户占了19人。", "无无"),
    # What is told together with what is no value of the column narrows nothing.
    ("输出与就地安置转移就业140人。", "是"),
    # What was paid of what had come so far, not of what was allotted: 1634 less 600.
    ("已拨付而未支付的资金1034万元。", "是"),
    # A weight's price, the greatest of several, what most went to by an unknown word: nobody is accused.
    ("女娲茶最贵每斤卖到88元。", "无"),
    ("规模最大的班培训90人次。", "无"),
    # Those who come with a complaint are no guests of the other side.
    ("接待来访群众31批。", "无"),
    ("捐赠款物120.5万元，用于抢险的最多，有49万元。", "是无"),
]


@pytest.mark.parametrize(("text", "expected"), ALONE)
def test_what_a_number_is_alone(check: Callable[..., Report], text: str, expected: str) -> None:
    """Every statement gets its verdict."""
    assert signs(check(text)) == expected


def test_a_fraction_behind_rates_is_a_rate(check: Callable[..., Report]) -> None:
    """八仙镇 paid out 92.9 %, the county's own seat 82 %: no part of all the money."""
    report = check("八仙镇资金拨付率92.9%，平利县超八成。")
    assert [claim.checked.verdict for claim in report.claims] == ["confirmed", "confirmed"]


TWO_YEARS = """
资金台账
日期 西部地区 资金来源 环节 金额
2021-03-01 平利县 省级财政援助 下达 1000万元
2021-05-01 平利县 省级财政援助 拨付 900万元
2022-03-01 平利县 省级财政援助 下达 1000万元
2022-05-01 平利县 省级财政援助 拨付 700万元
"""


def test_points_with_a_sign(tmp_path: Path) -> None:
    """A rate of 70 % after one of 90 % is told as -20 points as well as by words."""
    with Book.create(tmp_path / "book", actor="何静") as book:
        write_regions(book)
        enter(book, TWO_YEARS)
        checker = Checker(book)
        for told, expected in (("-20", "confirmed"), ("下降20", "confirmed"), ("+20", "contradicted")):
            report = checker.check(
                "表", f"拨付率70%，同比{told}个百分点。", period=parse_period("2022"), region="平利县"
            )
            assert [claim.checked.verdict for claim in report.claims] == ["confirmed", expected]
        checker.close()


def test_last_years_one_year_is_last_year() -> None:
    """去年一年来了7人 tells of last year, and of no year up to now."""
    found = find_times("去年一年来了7人。", date(2022, 12, 30))
    assert [(each.text, each.period) for each in found] == [("去年", year(2021))]


def test_another_stage_of_the_same_money(checker: Checker) -> None:
    """What came in is nothing that was allotted; all the money may be either."""
    kept = checker.facts.measurables
    assert is_another_stage(kept["fund_received"], kept["fund_allotted"])
    assert not is_another_stage(kept["fund_received"], kept["fiscal_aid"])
    assert not is_another_stage(kept["fund_received"], kept["project_fund"])


def test_a_number_before_its_word_takes_not_the_word_of_the_one_before(check: Callable[..., Report]) -> None:
    """Those who began to build are not those who opened, though the time between them stands in either's clause."""
    opened, begun = check("签约企业2家，其中1家当年投产、1家开工建设。").claims[1:]
    assert opened.figure.startswith("投产企业数")
    assert not begun.figure.startswith("投产企业数")


TARGETS = [
    ("到位财政援助资金2000万元，年度协议数1900万元，已兑现105.3%。", "是是是"),
    ("转移就业140人，与协议数相差60人。", "是是"),
    ("全年消费协作120万元，比任务多卖20万元。", "是是"),
    ("全年消费协作120万元，比任务多卖30万元。", "是非"),
    ("消费协作任务100万元，我们做到了120%。", "是是"),
    ("消费协作指标是100万元，超出来20万元。", "是是"),
]


@pytest.mark.parametrize(("text", "expected"), TARGETS)
def test_how_a_target_was_met(check: Callable[..., Report], text: str, expected: str) -> None:
    """Every statement gets its verdict: the target is 1900万元 of money, 200 people, 100万元 of sales."""
    assert signs(check(text)) == expected
