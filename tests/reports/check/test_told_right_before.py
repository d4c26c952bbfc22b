"""What goes on from several numbers told right before: what is left of them, how far they are apart, what each comes to.

The cases are as in ``test_statements``: a sentence and the verdicts of its statements in order.
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

LEFT = [
    # The whole less all the parts, whatever is said of what is left.
    ("全年转移就业140人，其中东部就业85人、省内就近40人，余下15人为公益岗位。", "是是是是"),
    ("全年转移就业140人，其中东部就业85人、省内就近40人，余下25人为公益岗位。", "是是是非"),
    # Of the whole in the same unit.
    ("全年互访3次、44人次，其中东访西2次、32人次，剩下1次是西访东。", "是是是是是"),
]

APART = [
    ("一季度转移就业85人，二季度55人，一季度多出30人。", "是是是"),
    ("一季度转移就业85人，二季度55人，一季度多出40人。", "是是非"),
    ("一季度转移就业85人，二季度比一季度少30人。", "是是"),
    ("一季度转移就业85人，二季度比一季度少40人。", "是非"),
    # What follows goes on with the later of the two.
    ("全年转移就业140人，比上年的50人多了90人，增长180%。", "是是是是"),
    # Two years set side by side: the change from the one to the other.
    ("今年转移就业140人，去年50人；两年相比，增加90人。", "是是是"),
    ("今年转移就业140人，去年50人；两年相比，增加80人。", "是是非"),
]

EACH = [
    # Two firms were courted; the one that opened has all the posts.
    ("投产的1家企业带动就业112人，平均每家112人。", "是是是"),
    ("投产的1家企业带动就业112人，平均每家100人。", "是是非"),
]

TOGETHER = [
    # A sum of one kind is one amount, of which what follows is a part.
    ("一季度转移就业85人、二季度55人，合计140人，其中脱贫人口78人。", "是是是是"),
    ("老县镇电子装配车间吸纳就业48人，五星村毛绒玩具车间27人，合计75人，其中脱贫人口35人。", "是是是是"),
    ("老县镇电子装配车间吸纳就业48人，五星村毛绒玩具车间27人，合计75人，其中脱贫人口45人。", "是是是非"),
    # What one town leaves over, and its share.
    ("八仙镇转移就业85人，老县镇55人；除八仙镇外，其余合计55人，占全县39.3%。", "是是是是"),
    ("八仙镇转移就业85人，老县镇55人；除八仙镇外，其余合计55人，占全县60.7%。", "是是是非"),
    ("除女娲茶外，其余产品卖了44.5万元，占37.1%。", "是是"),
    ("除八仙镇外，其余两镇转移就业55人，占49.3%。", "是无"),
    # A workshop beside that of a village.
    ("老县镇电子装配车间有48人，比五星村车间多21人。", "是是"),
    # What it was a year before is not added up.
    ("全年东部就业85人，去年50人；省内就近40人。两者合计占转移就业总数的89.3%。", "是是是是"),
    ("全年东部就业85人，去年50人；省内就近40人。两者合计占转移就业总数的69.3%。", "是是是非"),
    ("全年东部就业85人，去年50人，省内就近40人，两者合计占转移就业的89.3%。", "是是是是"),
    # Matters of several ledgers: their sum, or nothing.
    ("财政援助、社会捐赠合计2120.5万元。", "是"),
    ("财政援助、社会捐赠合计2130.5万元。", "非"),
    ("财政援助、慈善义卖、社会捐赠合计2130.5万元。", "无"),
]

BESIDE = [
    # All, and those that are at its end.
    ("全年3个项目竣工的是2个。", "是是"),
    ("全年3个项目竣工的是3个。", "是非"),
    # Both ways, where one way was told before.
    ("专技人才来平3人，来平赴常合计4人。", "是是"),
    # The town of the first point is not that of the second.
    ("一是八仙镇转移就业85人；二是医疗人才偏少，合计2人。", "是是"),
    ("一是八仙镇转移就业85人；二是医疗人才偏少，合计4人。", "是非"),
    # One way and the other, each by its sign alone.
    ("专技人才来3人、往1人。", "是是"),
    ("专技人才来2人、往1人。", "非是"),
    # What the words since then narrow is no longer what was told before.
    ("全年采购和帮助销售120万元。茶叶一路走高，是上年的1.51倍。", "是是"),
    ("全年采购和帮助销售120万元。茶叶一路走高，是上年的3倍。", "是非"),
    # For what it was given the book does not keep; but of one entry no part is more than all.
    ("全年收到助学金20万元。", "无"),
    ("常州芳茂电机有限公司捐给老县镇的助学金有20万元。", "无"),
    ("常州芳茂电机有限公司捐给老县镇的助学金有40万元。", "非"),
    # The most liked of several is one of them.
    ("5月在平利县办的插花班最受欢迎，来了30人次。", "无"),
    # Who gave to the project of the sentence before.
    ("老县镇便民文化广场项目9月竣工。总投资128万元，其中2家企业捐资108万元。", "是是是"),
    ("老县镇便民文化广场项目9月竣工。总投资128万元，其中4家企业捐资108万元。", "是非是"),
    # A list of which not all members are known as kinds, and one of which all are.
    ("面向保育、护理和致富带头人开的培训班，全年有2期。", "无"),
    ("面向党政干部和致富带头人开的培训班，全年有2期。", "是"),
    # A change from a number told that the book does not know accuses nobody.
    ("批复项目3个，比协议的2个多1个。", "是无无"),
    # 另有 tells of another matter than before.
    ("上半年到位财政援助2000万元。另有东部结对帮扶60万元。", "是无"),
    # A kind's own sign tells of nothing built.
    ("批复项目3个，其中公共服务1个、乡村建设1个。", "是是无"),
    # What was told above, by whatever names, and what was told of a firm that the book does not know.
    ("秦芽茶业卖出75.5万元，仙湖米业卖出24.5万元，巴山菌业卖出20万元，以上卖家合计120万元。", "是是是是"),
    ("秦芽茶业卖出75.5万元，仙湖米业卖出24.5万元，巴山菌业卖出20万元，以上卖家合计130万元。", "是是是非"),
    ("白云合作社卖出9.5万元，仙湖米业卖出24.5万元，巴山菌业卖出20万元，以上卖家合计54万元。", "无是是无"),
]

TIMES = [
    # On these days, or from the first to the last of them.
    ("3月2日、6月8日，两地互访2次。", "是"),
    ("3月2日、6月8日，两地互访4次。", "非"),
    # What was counted up since then ends at the full stop.
    ("2021年以来累计到位财政援助3500万元。转移就业140人。", "是是"),
    ("2021年以来累计到位财政援助3500万元。转移就业150人。", "是非"),
]


@pytest.mark.parametrize(("text", "expected"), [*LEFT, *APART, *EACH, *TOGETHER, *BESIDE, *TIMES])
def test_what_goes_on_from_numbers_told_right_before(check: Callable[..., Report], text: str, expected: str) -> None:
    """Every statement of the sentence gets its verdict."""
    assert signs(check(text)) == expected


def test_what_was_done_by_now_is_of_no_time_to_come(check: Callable[..., Report]) -> None:
    """What is still to be done after June is told beside what was done up to then."""
    text = "下半年抓紧补课：互访已开展2次，还要再走。"
    report = check(text, period="2022-01..2022-06", day=date(2022, 7, 5))
    assert [claim.checked.verdict for claim in report.claims] == ["confirmed"]


def test_the_year_told_before_in_a_report_of_two(check: Callable[..., Report]) -> None:
    """2000万元 came in the year told before, 3500万元 in both years."""
    for number, verdict in (("2000万元", "confirmed"), ("2100万元", "contradicted")):
        report = check(f"今年的转移就业140人。到位财政援助{number}。", period="2021..2022")
        assert [claim.checked.verdict for claim in report.claims] == ["confirmed", verdict]


def test_the_kind_of_the_sentence_before_goes_on(check: Callable[..., Report]) -> None:
    """Of tea 125.5万元 was sold in both years, of everything 170万元."""
    for number, verdict in (("125.5万元", "confirmed"), ("170万元", "confirmed"), ("135.5万元", "contradicted")):
        report = check(f"茶叶由50万元增加到75.5万元。两年共卖了{number}。", period="2021..2022")
        assert [claim.checked.verdict for claim in report.claims] == ["confirmed", "confirmed", verdict]


def test_what_others_did_in_the_report_of_one(check: Callable[..., Report]) -> None:
    """The author went on no inspection; others went on one of the money, and found 6 faults."""
    for text, expected in (
        ("李明远述职报告\n\n一年来县里开展资金使用督查1次，发现问题6个。", "是是"),
        ("李明远述职报告\n\n一年来县里开展资金使用督查1次，发现问题7个。", "是非"),
    ):
        assert signs(check(text)) == expected


VISITS = """
互访台账
日期 方向 层级 西部地区 东部地区 人次
2022-03-02 东访西 镇 八仙镇 横山桥镇 18
2022-06-08 西访东 镇 八仙镇 横山桥镇 12
2022-07-08 西访东 镇 八仙镇 常州经开区 5
2022-09-09 东访西 镇 老县镇 横山桥镇 14
"""


def test_visits_between_the_reports_own_town_and_the_one_named(tmp_path: Path) -> None:
    """Of the three with that town two are its own, and of its own three two are with that town."""
    with Book.create(tmp_path / "book", actor="何静") as book:
        write_regions(book)
        enter(book, VISITS)
        checker = Checker(book)
        for number, verdict in ((2, "confirmed"), (4, "contradicted")):
            found = checker.check(
                "总结.txt",
                f"全年与横山桥镇互访{number}次。",
                period=parse_period("2022"),
                region="八仙镇",
                clock=date(2022, 12, 31),
            )
            assert [claim.checked.verdict for claim in found.claims] == [verdict]
        checker.close()
