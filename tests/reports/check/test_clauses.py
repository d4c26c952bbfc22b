"""Grammar of clauses that leave out what they mean: comparisons of times, averages over a told number, what goes on.

The cases are as in ``test_statements``: a sentence and the verdicts of its statements in order.
"""

from collections.abc import Callable
from datetime import date

import pytest

from jiedui.reports.check.session import Checker, Report
from reports.check.conftest import signs

TIMES = [
    ("全年转移就业140人，去年同期50人。", "是是"),
    ("全年转移就业140人，去年同期60人。", "是非"),
    ("2021年的销售以茶叶为主，2022年又添了粮油。商超渠道卖出20万元。", "是"),
    ("采购和帮助销售由50万元做到120万元。", "是是"),
    ("采购和帮助销售由50万元缩到120万元。", "是是"),
    ("采购和帮助销售由60万元做到120万元。", "非是"),
    ("采购和帮助销售120万元，比上年翻了一番还多。", "是是"),
]

PLACES = [
    ("全县辖2个镇、2个村。", "是是"),
    ("全县辖3个镇。", "非"),
    ("双方互派专技人才4人：来3人，去1人。", "是是是"),
    ("双方互派专技人才4人：来1人，去1人。", "是非是"),
]

AVERAGES = [
    ("两个镇转移就业140人，两镇平均70人。", "无是是"),
    ("转移就业140人，两镇平均85人。", "是非"),
    ("2期培训班平均54人次。", "是是"),
    ("2期培训班共108人次，期均54人次。", "是是是"),
    ("3个项目总投资2948万元，项目均投资982.7万元。", "是是是"),
    ("3个项目平均投资992.7万元。", "是非"),
]

GOES_ON = [
    ("培训少办了1期。转移就业多送了90人。", "无是"),
    ("到位资金2000万元，其中投向老旧小区的500万元，占25%。", "是无无"),
    ("财政援助资金省级到位1600万元区级到位400万元。", "是是"),
    ("下达省级资金1900万元拨付1634万元。", "是是"),
    ("全年下达各类资金1900万元，已拨付1634万元，已支付600万元，还有1300万元没有支付。", "是是是是"),
]

#: Whose figure it is the book cannot know, or it is no figure of what was done.
STRANGE = [
    ("邻近的青山县转移就业9000人。", "无"),
    ("另一个县的对口单位，采购和帮助销售已达9000万元。", "无"),
    ("省里要求产业发展类项目不少于6个。", "无"),
    ("全市消费帮扶9000万元，县均1500万元。", "无无"),
]

#: What a clause leaves out stands in the sentences before it: the matter of a bullet, of a row, of a place alone.
MATTER = [
    ("全年采购和帮助销售120万元。老县镇44.5万元，八仙镇75.5万元。", "是是是"),
    ("八仙镇转移就业85人，占比60.7%。", "是是"),
    ("八仙镇转移就业85人，占比66.7%。", "是非"),
    ("2021年、2022年两年转移就业190人。", "是"),
    ("上年转移就业50人，当年采购50万元。", "是是"),
    ("稳岗不足六个月的有15人。", "无"),
    ("展销中心卖出24.5万元，春茶90万元。", "是无"),
]

SHARES = [
    ("产业发展类项目2个，协作资金1900万元，占比95%。", "是是是"),
    ("全年下达1900万元，拨付1634万元，拨付八成六。", "是是是"),
    ("全年下达1900万元，拨付1634万元，拨付六成。", "是是非"),
    ("全年支付600万元，不足下达数的四成。", "是无"),
]

BESIDE = [
    ("财政援助资金到位2000万元，超过年度任务100万元。", "是是"),
    ("财政援助资金到位2000万元，超过年度任务200万元。", "是非"),
    ("转移就业140人，低于年度任务60人。", "是是"),
    ("二季度转移就业55人，是一季度的0.65倍。", "是是"),
    ("二季度转移就业55人，是一季度的1.7倍。", "是非"),
    ("县级互访，来的与去的各1次。", "是"),
    ("党政干部和致富带头人培训班都是1期。", "是"),
    ("专技人才交流，农业和教育领域都是2人。", "无"),
    ("专技人才交流，农业和医疗领域都是1人。", "无"),
    ("女娲茶和红茶全年合计95万元。", "无"),
    ("女娲茶采购和帮助销售全年一共85万元。", "非"),
]

#: A semicolon closes what 其中 opened, also where the whole before it was not understood.
CLOSED = [
    ("转移就业东部就业85人，其中脱贫人口41人；省内就近40人；公益岗位15人。", "是是是是"),
    ("往东部的85人，其中脱贫41人；省内就近，40人。", "是是是"),
]


PEERS = [
    ("老县镇转移就业55人，比八仙镇少30人。", "是是"),
    ("老县镇转移就业55人，比八仙镇少40人。", "是非"),
    ("商超渠道卖出20万元，比展销中心少4.5万元。", "是是"),
    ("八仙镇转移就业85人，是老县镇的1.5倍。", "是是"),
    ("八仙镇转移就业85人，比老县镇高54.5%。", "是是"),
    ("转移就业140人，比预期多40人。", "是无"),
    ("转移就业140人，比兄弟县多40人。", "是无"),
    ("全年转移就业140人，其中东部就业85人、省内就近40人，其余15人。", "是是是是"),
    ("全年转移就业140人，其中东部就业85人、省内就近40人，其余25人。", "是是是非"),
    ("除公益岗位外，转移就业125人。", "是"),
    ("除八仙镇外，转移就业55人。", "是"),
    ("除八仙镇外，转移就业65人。", "非"),
    ("互访3次，双方各2次。", "是无"),
    ("县级互访2次，双方各1次。", "是是"),
    ("两地县级各互访1次。", "是"),
    ("两地各层级互访3次。", "是"),
    ("两地各级各类互访3次。", "是"),
    ("两地各派出2人。", "无"),
    ("八仙镇、老县镇转移就业分别为85人和55人，居全县第一、第二位。", "是是是是"),
    ("八仙镇、老县镇转移就业分别为85人和55人，居全县第二、第一位。", "是是非非"),
]


#: What was added and what there is; the noun behind a number says what it counts; a share of the amount told before.
STANDING = [
    ("今年新添帮扶车间2个，总数达到3个，车间里有111个就业岗位。", "是是是"),
    ("今年新添帮扶车间2个，总量已有4个。", "是非"),
    ("今年新添帮扶车间2个，车间里有99个就业岗位。", "是非"),
    ("签约企业协议投资4500万元，到位1980万元，不到一半。", "是是是"),
    ("签约企业协议投资4500万元，到位1980万元，占六成。", "是是非"),
    ("全年下达各级资金1900万元，拨付1634万元，八成以上。", "是是是"),
]

#: What is set beside another, of all of it; what tells of some alone accuses nobody.
SET_BESIDE = [
    ("财政援助资金2000万元，比省里下达的1900万元任务多出100万元。", "是是是"),
    ("财政援助资金2000万元，比省里下达的1900万元任务多出200万元。", "是是非"),
    ("两地互派专技人才4人，东部派来3人，连同我县派出的共4人。", "是是无"),
    ("东部就业85人，八仙镇85人，占全县东部就业人数的100%。", "是是是"),
    ("去年底前有帮扶车间1个。", "是"),
    ("转移就业140人，超额完成目标任务20%。", "是非"),
    ("3个项目中竣工2个，占总数的三分之二。", "是是是"),
    ("在常州经开区举办的培训班有1期。", "无"),
    ("消费协作中数额最大的一单是4月订的茶叶，货款60万元。", "无"),
    ("依托单位食堂、大型商超等渠道，全年采购和帮助销售120万元。", "是"),
]

#: 分别, 依次 and 先后 hand out rates, names and what a change is of.
SHARED = [
    ("拨付率和支付率分别是86%和31.6%。", "是是"),
    ("拨付率和支付率分别是86%和41.6%。", "是非"),
    ("江苏恒桥机械、常州芳茂电机先后捐资78万元和30万元。", "是是"),
    ("转移就业140人、消费协作120万元，分别增长180%、140%。", "是是是是"),
]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        *SET_BESIDE,
        *SHARED,
        *STANDING,
        *TIMES,
        *AVERAGES,
        *GOES_ON,
        *STRANGE,
        *SHARES,
        *BESIDE,
        *CLOSED,
        *PEERS,
        *MATTER,
        *PLACES,
    ],
    ids=lambda each: each[:24],
)
def test_a_clause_means_what_its_grammar_says(check: Callable[..., Report], sentence: str, expected: str) -> None:
    assert signs(check(sentence)) == expected


def test_a_speech_of_january_is_about_the_year_before_and_of_the_place_it_calls_its_own(checker: Checker) -> None:
    text = "讲话\n（2023年1月9日）\n\n去年卖给常州经开区的农特产品120万元，比前年多70万元；全县转移就业去年140人。"
    told = checker.check("讲话.txt", text)
    assert (told.region, told.period.start, told.clock) == ("平利县", date(2022, 1, 1), date(2023, 1, 9))
    assert [claim.checked.verdict for claim in told.claims] == ["confirmed"] * 3


def test_two_years_looked_back_upon_in_january_end_with_the_year_told(check: Callable[..., Report]) -> None:
    told = check("两年采购和帮助销售170万元，两年转移就业200人。", day=date(2023, 1, 9))
    assert [claim.checked.verdict for claim in told.claims] == ["confirmed", "contradicted"]


def test_a_year_that_runs_over_the_new_year_is_the_reports_own(check: Callable[..., Report]) -> None:
    told = check(
        "这一年转移就业55人。回头看，这一年督查2次。2023年这一年，督查2次。",
        period="2022-04-01..2023-03-31",
        day=date(2023, 3, 31),
    )
    assert [claim.checked.verdict for claim in told.claims] == ["confirmed", "confirmed", "unsupported"]


def test_a_town_that_the_title_names_and_the_text_calls_its_own_is_what_it_is_about(
    check: Callable[..., Report],
) -> None:
    told = check("八仙镇2022年协作工作总结\n\n全镇转移就业85人，比上年多35人。")
    assert (told.region, [claim.checked.verdict for claim in told.claims]) == ("八仙镇", ["confirmed"] * 2)
    assert check("平利县2022年协作工作总结\n\n全镇转移就业85人，全县转移就业140人。").region == "平利县"


def test_a_row_of_a_table_in_plain_text_opens_no_time(check: Callable[..., Report]) -> None:
    """The last month of the table is no heading of what follows it."""
    text = "月份    金额    笔数\n4月    75.5万元    1笔\n11月    20万元    1笔\n\n◆品类：茶叶销售75.5万元。"
    assert check(text).claims[-1].checked.verdict == "confirmed"


def test_a_text_without_a_date_that_speaks_of_last_year_was_written_after_its_year(
    check: Callable[..., Report],
) -> None:
    """Its 今年 is yet to come; where 去年 is but compared with, the text is of its own year."""
    told = check("述职报告\n\n去年转移就业140人，去年督查2次。今年还要加把劲。", day=None)
    assert (told.clock.year, [claim.checked.verdict for claim in told.claims]) == (2023, ["confirmed"] * 2)
    assert check("总结\n\n今年转移就业140人，比去年多90人。", day=None).clock.year == 2022


def test_a_year_told_of_long_before_the_period_is_not_the_day_of_the_text(check: Callable[..., Report]) -> None:
    told = check("通讯\n\n从2021年那次互访说起，今年转移就业140人。", day=None)
    assert (told.clock.year, [claim.checked.verdict for claim in told.claims]) == (2022, ["confirmed"])


def test_a_number_inside_a_name_of_the_book_is_none(check: Callable[..., Report]) -> None:
    told = check("五座桥茶业挂牌；全年转移就业140人，五座桥茶业也来招人。")
    assert [claim.text for claim in told.claims] == ["140人"]


def test_a_village_told_with_its_town_counts_once(check: Callable[..., Report]) -> None:
    """◆老县镇 太平庙村…: the village lies in the town."""
    told = check("◆老县镇　太平庙村今年新结对1对。")
    assert [claim.checked.verdict for claim in told.claims] == ["confirmed"]


def test_the_lines_of_a_form_say_what_their_numbers_are(check: Callable[..., Report]) -> None:
    """The heading in brackets names the matter, the label target, figure or rate of completion."""
    form = (
        "自评表\n\n【指标一】消费协作\n目标值：100万元\n完成值：120万元\n完成率：120%\n\n"
        "【指标二】劳务协作\n目标值：转移就业200人\n完成值：转移就业140人，其中东部就业85人\n完成率：转移就业75%\n"
    )
    expected = ["confirmed"] * 6 + ["contradicted"]
    assert [claim.checked.verdict for claim in check(form).claims] == expected


def test_prose_that_sets_no_full_stop_turns_to_another_matter_all_the_same(check: Callable[..., Report]) -> None:
    """Neither the firm nor the year told of in passing goes on into what follows."""
    text = (
        "今年招商上签约2家，去年签约0家，启明电机配件已经投产，协议投资一共4500万元，"
        "到位投资1980万元，在各县里头算是高的，接下来还要再加一把劲，争取早些见到更大的成效，"
        "转移就业140人，去年才50人，其中东部85人，这个账大家都清楚，也都看在眼里，"
        "消费协作120万元，去年这个数是50万元，帮助销售44.5万元，社会捐赠资金108万元，"
        "培训班2期，结对3对，两地互访3次"
    )
    verdicts = {claim.text: claim.checked.verdict for claim in check(text).claims}
    for told in ("140人", "50人", "85人", "120万元", "50万元", "44.5万元", "108万元", "2期", "3对", "3次"):
        assert verdicts[told] == "confirmed", told


def test_before_the_year_is_over_the_year_is_its_target(check: Callable[..., Report]) -> None:
    """消费协作: 75.5万元 to the end of April, 100万元 aimed at; the last days of the period are the period."""
    text = "4月底消费协作75.5万元，全年目标的75.5%已经在手，刚完成全年的七成多，距全年还差24.5万元。四个月来互访1次。"
    found = check(text, period="2022-01..2022-04", day=date(2022, 5, 6)).claims
    assert [claim.checked.verdict for claim in found] == ["confirmed"] * 5
