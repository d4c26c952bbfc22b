"""What a number means by where it stands: under a month, behind the name that leads a bullet, after a target told in between.

The cases are as in ``test_statements``: a text and the verdicts of its statements in order.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from figures.conftest import enter, write_regions
from jiedui.base.periods import Period, parse_period, year
from jiedui.book import Book
from jiedui.prose.document import parse_document
from jiedui.prose.times import find_times
from jiedui.reports.check.looks.looking import is_another_stage
from jiedui.reports.check.session import Checker, Report
from jiedui.reports.check.text.author import find_author, team_posting
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
    ("启明电机拢走40人，全年转移就业140人，年度任务是200人，其中脱贫人口78人。", "是是是是"),
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
    # Behind a bracket goes on what was told before it: all that came grew by a third.
    ("全年财政援助资金到位2000万元（其中省级1600万元），同比增长33.3%。", "是是是"),
    ("全年财政援助资金到位2000万元（其中省级1600万元），同比增长53.3%。", "是是非"),
    # Those who lead at two levels are of neither; all products let go of the one that was named.
    ("区、县两级主要领导率先走动，全年互访3次。", "是"),
    ("给女娲茶当了一年推销员，全年东部采购和帮助销售农产品120万元。", "是"),
    # 全县 lets go of what the clause before is of, the county's of the town's.
    ("平利的茶卖得慢，全县全年才卖出120万元。", "是"),
    # All together those just told of, in a sentence of its own; those counted, not the one named before them.
    ("投产企业1家。合计协议投资3600万元，带动就业112人。", "是是是"),
    ("只有县城标准厂房没有完工，完工的2个，用协作资金800万元。", "是是"),
    ("除老县镇便民文化广场项目外1个已通过验收。", "是"),
    # What came about in June leaves what was done upon it the year's.
    ("6月资金到账后即行分解，下达1900万元。", "是"),
    # The whole is named anew behind its parts.
    ("到位资金2000万元，省级1600万元，其余为区县的400万元，到位资金中已经下达的有1900万元。", "是是是是"),
    # A part of the year is a part of what the year came to, not what was before.
    ("全年转移就业140人，其中3月就有85人，占去六成。", "是是是"),
    # The noun behind a number is what it counts; where one goes to see says nothing of what is seen there.
    ("全年敲定的三个项目，总投资2948万元。", "是是"),
    # We and they, without the verb of a visit.
    ("全年互访3次，人家来了2次，我们去了1次。", "是是是"),
    ("全年互访3次，我县外出1次。", "是是"),
    # What one kind of report was narrowed by, and not understood, leaves the next ledger its own words.
    ("全年宣传2篇，本院的3篇，培训2期。", "是无是"),
    ("全年宣传2篇，其中市级以上的1篇。", "是是"),
    # Targets, by other words for them.
    ("协议写明财政援助资金1900万元，实到2000万元。", "是是"),
    ("财政援助资金到位2000万元，比年初协议多了100万元。", "是是"),
    ("财政援助资金到位2000万元，协议定的是1900万元，超了，多出来100万元。", "是是是"),
    ("全年消费协作金额120万元，超去年全年70万元。", "是是"),
    # In prose without marks the deed behind a number leads up to the next.
    ("全年互访5次举办培训班2期。", "非是"),
    # The items of a list, each with its own time; where those counted are to be found; why a rate is what it is.
    ("女娲茶全年卖了75.5万元、富硒大米全年24.5万元。", "是是"),
    ("投产企业1家，分布在平利县城。", "是"),
    ("支付率31.6%，主要是县城标准厂房那几笔没结。", "是"),
    # Coming and going by a sign alone; a share of what was told, by 是.
    ("专技人才来了3名、去了1名。", "是是"),
    ("启明电机到位投资1980万元，是它协议投资的一半多。", "是是"),
    # The heading tells what of; 增幅 is by how much it grew.
    ("各镇转移就业140人。增幅最大的是八仙镇，达到70%。", "是是"),
    ("走村进企、登门求教，全年互访3次。", "是"),
    # Foreseen, and just so in the book.
    ("项目预计惠及2073人。", "是"),
    ("项目预计惠及2500人。", "无"),
]


@pytest.mark.parametrize(("text", "expected"), STANDING)
def test_where_a_number_stands(check: Callable[..., Report], text: str, expected: str) -> None:
    """Every statement gets its verdict."""
    assert signs(check(text)) == expected


OF_TWO_YEARS = [
    ("财政援助资金2021年是1500万元，第二年2000万元。", "是是"),
    ("财政援助资金2021年是1500万元，第二年1800万元。", "是非"),
    ("两年到位财政援助资金3500万元，折合每年1750万元。", "是是"),
    ("去年、今年两年转移就业190人，其中脱贫人口98人。", "是是"),
]


@pytest.mark.parametrize(("text", "expected"), OF_TWO_YEARS)
def test_the_years_of_a_report_are_told_by_their_order(checker: Checker, text: str, expected: str) -> None:
    """第二年 is the year after the one told first; 每年 is the mean of those that the report is about."""
    told = checker.check("t", text, period=parse_period("2021-01-01..2022-12-31"), region="平利县")
    assert signs(told) == expected


def test_the_county_named_last_is_that_of_all_of_it_in_a_report_of_the_city(checker: Checker) -> None:
    """全县 of a report of 安康 is the county of which the sentence tells."""
    text = "平利县的茶卖得慢，全县全年才卖出120万元。"
    told = checker.check("t", text, period=parse_period("2022"), region="安康市")
    assert signs(told) == "是"


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


def test_the_author_is_the_one_whom_the_head_names_first() -> None:
    """A colleague told of in the first paragraph is no author, whoever stands first in the ledger."""
    text = "他乡一年\n——挂职副主任　李明远\n\n我到平利报到，一起来的还有陈立新同志，我俩我行我素。\n"
    posting = parse_period("2022")
    author = find_author(text, parse_document(text), {"陈立新": posting, "李明远": posting}, {})
    assert author is not None
    assert author.name == "李明远"


def test_a_team_was_posted_when_most_of_it_was() -> None:
    """A front team counts from the day on which most of those began who are posted at the end of its period."""
    most, other, over = Period(date(2021, 5, 26), date(2024, 5, 25)), parse_period("2022"), parse_period("2021")
    postings = {"陈立新": most, "李明远": most, "何永安": other, "周建平": over, "王辉然": over, "蒋明雪": over}
    assert team_posting("前方工作组2022年上半年工作小结", postings, date(2022, 6, 30)) == most
    assert team_posting("平利县2022年上半年工作小结", postings, date(2022, 6, 30)) is None
