"""What a number goes on with: the whole of a share, the quarter told before, a list told in full, the firm that is spoken of.

The cases are as in ``test_statements``: a sentence and the verdicts of its statements in order.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from figures.conftest import enter, write_regions
from jiedui.base.periods import parse_period
from jiedui.book import Book
from jiedui.prose.extract import extract
from jiedui.prose.times import find_times
from jiedui.reports.check.readings.durations import but_lengths
from jiedui.reports.check.session import Checker, Report
from reports.check.conftest import signs

GOING_ON = [
    # Of all projects the cooperation's money is 2000万元, of the two for industry 1900万元; their total investment is 2820万元.
    ("批复项目3个。产业发展类有2个，用掉协作资金的九成多。", "是是是"),
    ("批复项目3个。产业发展类有2个，用掉协作资金的五成多。", "是是非"),
    # The quarter of a sentence before is but one reading: 40 found work near home in April.
    ("一季度转移就业85人。省内就近40人。", "是是"),
    ("一季度转移就业85人。省内就近45人。", "是非"),
    # Both ways together.
    ("全年互访3次，来的和去的加起来44人次。", "是是"),
    # A list told in full narrows; one that goes on does not.
    ("蒋明雪、王辉然等两名专技人才来平利交流。", "是"),
    ("蒋明雪、王辉然等三名专技人才来平利交流。", "是"),
    # A rate of the two amounts told, as they were told: one of three had begun by the end of April.
    ("上半年批复项目3个。到4月底已开工的有1个，开工率33.3%。", "是是是"),
    # A part of those who came, not of all: one of the two doctors went the other way.
    ("双方互派专业人才4名，来平利的3名，其中医疗专家1名。", "是是是"),
    ("双方互派专业人才4名，来平利的3名，其中医疗专家2名。", "是是非"),
    # The item's label says what is counted, the sentence's first name what it is of.
    ("1. 项目。全年落户3个。", "无"),
    ("老县镇便民文化广场项目9月竣工，组织培训20人次。", "无"),
]


@pytest.mark.parametrize(("text", "expected"), GOING_ON)
def test_what_a_number_goes_on_with(check: Callable[..., Report], text: str, expected: str) -> None:
    """Every statement of the sentence gets its verdict."""
    assert signs(check(text)) == expected


def test_a_label_that_shortens_the_matter_itself_narrows_nothing(check: Callable[..., Report]) -> None:
    """转移 under 劳务 is 转移就业, though 省内转移 ends so."""
    report = check("平利县2022年劳务协作情况\n\n一、劳务\n全年转移：140人\n省内：40人\n")
    assert [claim.checked.verdict for claim in report.claims] == ["confirmed", "confirmed"]


def test_a_length_is_no_window() -> None:
    """平均稳岗近7个月 tells how long, 近7个月来 since when."""
    for text, left in (("外出务工人员平均稳岗近7个月。", 0), ("近7个月来互访3次。", 1)):
        found = but_lengths(find_times(text, date(2022, 12, 30)), extract(text, date(2022, 12, 30)).statements)
        assert len(found) == left


#: 2000万元 came, of 1900万元 agreed; 120万元 were bought, of 100万元 aimed at.
TARGETS = [
    ("到账财政援助资金2000万元。协议目标是1900万元。", "是是"),
    ("到账财政援助资金2000万元。协议目标是1800万元。", "是非"),
    ("到账财政援助资金2000万元，比协议多出100万元。", "是是"),
    ("到账财政援助资金2000万元，比协议多出200万元。", "是非"),
    ("到账财政援助资金2000万元，达到协议数的105.3%。", "是是"),
    ("到账财政援助资金2000万元，达到协议数的115.3%。", "是非"),
    ("消费协作金额120万元，100万元的年任务已经完成。", "是是"),
    ("转移就业140人，仅及年目标200人的70%。", "是是是"),
    # What the amount is of is not understood: what was agreed of it accuses nobody.
    ("新落地企业1家，实打实掏了1980万元，占协议数的近五成。", "是是非"),
    ("转移就业140人，东部85人。", "是是"),
    ("转移就业140人，东部95人。", "是非"),
]


@pytest.mark.parametrize(("text", "expected"), TARGETS)
def test_what_was_agreed_is_a_target_of_what_was_told(check: Callable[..., Report], text: str, expected: str) -> None:
    """协议 beside an amount of money is no agreement of the ledger of pairings."""
    assert signs(check(text)) == expected


def test_a_rank_an_idiom_and_a_town_behind_a_number() -> None:
    """冲到第一位 is a rank, 两条腿走路 no number of things, 14家乡镇卫生院 are 14."""
    text = "销售额冲到全县第一位，两条腿走路，接通14家乡镇卫生院，一待就是半年。"
    found = extract(text, date(2022, 12, 30)).statements
    assert [(each.dimension, each.low) for each in found][:2] == [("rank", 1), ("count", 14)]
    assert [each.dimension for each in found][2:] == ["duration"]


#: 女娲茶 1500 and 富硒大米 8000 公斤 were sold, 香菇 for 20万元.
NAMED_ALONE = [
    ("全年富硒大米卖出8吨。", "是"),
    ("全年富硒大米卖出9吨。", "非"),
    ("往东部去的85人，占到总数的六成。", "是是"),
    ("往东部去的85人，占到总数的四成。", "是非"),
    ("省级媒体1篇。", "是"),
    ("省级媒体2篇。", "非"),
]


@pytest.mark.parametrize(("text", "expected"), NAMED_ALONE)
def test_what_is_told_of_a_name_alone(check: Callable[..., Report], text: str, expected: str) -> None:
    """A product told by its name, a value of which the unit tells the ledger, a part's whole."""
    assert signs(check(text)) == expected


def test_the_years_set_side_by_side_are_no_window(check: Callable[..., Report]) -> None:
    """女娲茶 sold for 50万元 in 2021 and 75.5万元 in 2022: a report of both years tells their sum."""
    text = "2022年比2021年增长1.4倍，女娲茶卖出125.5万元。"
    found = check(text, period="2021-01-01..2022-12-31").claims
    assert found[-1].checked.verdict == "confirmed"


WORKSHOPS = """
帮扶车间台账
名称 西部地区 认定日期 吸纳就业 其中脱贫人口 状态
八仙镇制衣车间 八仙镇 2021-03-10 40 10 运营
老县镇玩具车间 老县镇 2022-05-12 20 15 运营
"""


def test_what_goes_on_with_a_stock_is_of_that_stock(tmp_path: Path) -> None:
    """25 of the 60 in both workshops are 脱贫 (42 %), 15 of the 20 in the one that was added (75 %)."""
    with Book.create(tmp_path / "book", actor="何静") as book:
        write_regions(book)
        enter(book, WORKSHOPS)
        checker = Checker(book)
        for share, verdict in (("超四成", "confirmed"), ("超七成", "contradicted")):
            text = f"目前正常运营的帮扶车间2个，用工60人，脱贫群众占{share}。"
            found = checker.check(
                "总结.txt", text, period=parse_period("2022"), region="平利县", clock=date(2022, 12, 31)
            )
            assert [claim.checked.verdict for claim in found.claims] == ["confirmed", "confirmed", verdict]
        checker.close()


PROJECTS = """
项目台账
项目名称 类别 西部地区 批复日期 总投资 协作资金 开工日期 竣工日期 状态 形象进度
八仙镇茶园提质项目 产业发展 八仙镇 2022-03-01 820万元 700万元 2022-04-01 — 在建 70
八仙镇文化广场项目 公共服务 八仙镇 2022-04-10 128万元 100万元 2022-05-01 — 在建 60
老县镇育苗大棚项目 产业发展 老县镇 2022-05-06 200万元 120万元 — — 未开工 —
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年批复的项目有1个到现在没动工。", "是"),
        ("今年批复的项目有2个到现在没动工。", "非"),
        # Shares of two projects added up are no figure of any.
        ("八仙镇的那个项目，形象进度60%。", "无"),
    ],
)
def test_what_is_told_of_projects_under_way(tmp_path: Path, text: str, expected: str) -> None:
    """没动工 is a state of projects; the progress of several is not added up to accuse one."""
    with Book.create(tmp_path / "book", actor="何静") as book:
        write_regions(book)
        enter(book, PROJECTS)
        checker = Checker(book)
        found = checker.check("总结.txt", text, period=parse_period("2022"), region="平利县", clock=date(2022, 12, 31))
        assert signs(found) == expected
        checker.close()


@pytest.mark.parametrize(
    ("text", "verdict"), [("平均到一个镇是90万元。", "confirmed"), ("平均到一个镇是45万元。", "unsupported")]
)
def test_an_average_over_one_of_each(tmp_path: Path, text: str, verdict: str) -> None:
    """40万元 came to one town, 140万元 in three funds to the other: 90万元 a town, 45万元 a fund.

    Over which towns is not told, so that the wrong one is accused of nothing.
    """
    ledger = """
    资金台账
    日期 项目 西部地区 资金来源 环节 金额
    2022-03-10 — 八仙镇 省级财政援助 到位 40万元
    2022-03-10 — 老县镇 省级财政援助 到位 40万元
    2022-03-11 — 老县镇 省级财政援助 到位 80万元
    2022-03-12 — 老县镇 省级财政援助 到位 20万元
    """
    with Book.create(tmp_path / "book", actor="何静") as book:
        write_regions(book)
        enter(book, ledger)
        checker = Checker(book)
        told = f"平利县各镇到位财政援助资金180万元，{text}"
        found = checker.check("总结.txt", told, period=parse_period("2022"), region="平利县", clock=date(2022, 12, 31))
        assert [claim.checked.verdict for claim in found.claims] == ["confirmed", verdict]
        checker.close()
