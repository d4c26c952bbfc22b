"""Requests in words: conditions as a person writes them, measures, breakdowns, and how what is wrong is refused."""

from datetime import date
from fractions import Fraction

import pytest

from jiedui.base.problems import Refusal
from jiedui.figures import Condition
from jiedui.figures.conditions import parse_condition
from jiedui.figures.request import Request, answer


@pytest.mark.parametrize(
    ("ledger", "text", "expected"),
    [
        ("资金台账", "stage=拨付", [("stage", "in", ("拨付",))]),
        ("资金台账", "环节 = 拨付，支付", [("stage", "in", ("拨付", "支付"))]),
        ("资金台账", "source!=社会捐赠", [("source", "not_in", ("社会捐赠",))]),
        ("资金台账", "金额>=5万元", [("amount", "from", ("50000",))]),
        ("资金台账", "金额<=0.5", [("amount", "to", ("0.5",))]),
        ("资金台账", "凭证号", [("voucher", "filled", ())]),
        ("资金台账", "!凭证号", [("voucher", "empty", ())]),
        ("资金台账", "西部地区=八仙", [("west", "under", (4,))]),
        ("资金台账", "西部地区!=八仙镇", [("west", "not_in", (4, 5))]),
        ("项目台账", "项目名称~广场", [("name", "contains", ("广场",))]),
        (
            "项目台账",
            "竣工日期=2022H1",
            [("finished_on", "from", (date(2022, 1, 1),)), ("finished_on", "to", (date(2022, 6, 30),))],
        ),
        ("项目台账", "竣工日期<=今年以来", [("finished_on", "to", (date(2022, 10, 5),))]),
        ("共建园区台账", "面积>=2公顷", [("area", "from", ("30",))]),
    ],
)
def test_a_condition_is_read(figures, ledger, text, expected):
    found = parse_condition(figures.book, figures.book.ledger(ledger), text, date(2022, 10, 5))
    assert list(found) == [Condition(*each) for each in expected]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "figures-where-unreadable"),
        ("环节=", "figures-where-unreadable"),
        ("!环节=拨付", "figures-where-unreadable"),
        ("日期!=2022", "figures-where-unreadable"),
        ("颜色=红", "figures-no-column"),
        ("环节=拨款", "figures-not-a-choice"),
        ("西部地区=平力县", "figures-no-region"),
        ("日期=明年", "period-unreadable"),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused(figures, text, code):
    with pytest.raises(Refusal) as caught:
        parse_condition(figures.book, figures.book.ledger("资金台账"), text)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_any_aggregate_of_a_ledger(office):
    """
    资金台账
    日期        西部地区  资金来源      环节  金额
    2022-01-05  平利县    省级财政援助  到位  300万元
    2022-03-05  八仙镇    社会捐赠      到位  5万元
    2022-03-06  五星村    区县财政援助  到位  0.01
    2022-04-06  岚皋县    区县财政援助  支付  7万元
    """
    request = Request(
        ledger="资金台账",
        measure="sum(金额)",
        where=("环节=到位", "资金来源!=社会捐赠"),
        region="平利",
        period="2022",
        by="资金来源",
    )
    found = answer(office, request)
    figure = found.line.figure
    assert figure.value == Fraction("3000000.01")
    assert figure.title == "资金台账金额合计"
    assert figure.definition == "资金台账中环节为到位、资金来源不为社会捐赠的记录的金额合计，按日期计"
    assert figure.where == "平利县，2022年；环节为到位；资金来源不为社会捐赠"
    assert found.by == "资金来源"
    assert [key for key, _ in found.groups] == ["省级财政援助", "区县财政援助"]
    assert answer(office, Request(ledger="fund", measure="max(amount)")).line.figure.value == 3_000_000
    assert answer(office, Request(ledger="fund", measure="distinct(西部地区)")).line.figure.value == 4
    assert answer(office, Request(ledger="fund", measure="min(金额)", period="2021")).line.figure.value is None


def test_a_project_is_counted_by_the_date_that_is_asked_for(office):
    """
    项目台账
    项目名称  类别      西部地区  批复日期    竣工日期    状态
    甲        产业发展  八仙镇    2021-05-12  2022-03-01  完工
    乙        产业发展  八仙镇    2022-05-12  —           在建
    """
    assert answer(office, Request(ledger="project", period="2022")).line.figure.records == ("project:2",)
    assert answer(office, Request(ledger="project", period="2022", dated="竣工日期")).line.figure.records == (
        "project:1",
    )
    assert answer(office, Request(indicator="竣工项目数", period="2022")).line.figure.records == ("project:1",)
    assert answer(office, Request(indicator="完工率", period="2022")).line.figure.value == 0
    narrowed = Request(indicator="完工率", where=("西部地区=八仙镇",), by="status")
    assert [key for key, _ in answer(office, narrowed).groups] == ["在建", "完工"]


def test_an_entry_is_named_by_its_name_and_what_is_unknown_by_what_is_near(office):
    """
    单位
    名称      类型  所在地
    童乐玩具  企业  八仙镇
    秦芽茶业  企业  老县镇

    招商台账
    企业      来源地      落地地区  线索日期    阶段  到位投资
    童乐玩具  常州经开区  八仙镇    2022-03-12  投产  860万元
    秦芽茶业  常州经开区  老县镇    2022-05-12  投产  40万元
    """
    paid = Request(indicator="到位投资", where=("企业=童乐玩具",))
    assert answer(office, paid).line.figure.value == 8_600_000
    assert answer(office, paid).line.figure.where.endswith("企业为童乐玩具")
    assert answer(office, Request(indicator="到位投资", where=("企业~茶",))).line.figure.value == 400_000
    with pytest.raises(Refusal, match="童乐玩具"):
        answer(office, Request(indicator="到位投资", where=("企业=童乐玩",)))


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (Request(), "figures-what"),
        (Request(indicator="互访次数", ledger="互访台账"), "figures-what"),
        (Request(indicator="互访次数", measure="sum(heads)"), "figures-what"),
        (Request(indicator="互访数次"), "catalog-no-indicator"),
        (Request(ledger="互访录"), "book-no-ledger"),
        (Request(ledger="互访台账", measure="sum"), "figures-measure-unreadable"),
        (Request(ledger="互访台账", measure="average(heads)"), "figures-measure-unreadable"),
        (Request(ledger="互访台账", measure="sum(议题)"), "figures-measure"),
        (Request(ledger="互访台账", dated="议题", period="2022"), "figures-no-date"),
        (Request(ledger="互访台账", where=("人次>=很多",)), "book-not-number"),
        (Request(indicator="县均财政援助资金", where=("颜色=红",)), "figures-no-column"),
        (Request(indicator="互访次数", region="平力县"), "figures-no-region"),
        (Request(indicator="互访次数", by="颜色"), "figures-no-column"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(figures, request_, code):
    with pytest.raises(Refusal) as caught:
        answer(figures, request_)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_name_that_two_regions_bear_is_refused_with_both(office):
    """
    行政区划
    代码  名称    层级  上级
    901   五星村  村    老县镇
    """
    with pytest.raises(Refusal, match="老县镇五星村（901）") as caught:
        answer(office, Request(indicator="互访次数", region="五星村"))
    assert caught.value.problems[0].code == "figures-region-ambiguous"
    assert answer(office, Request(indicator="互访次数", region="老县镇五星村")).line.figure.scope.region == 13
    assert answer(office, Request(indicator="互访次数", region="901")).line.figure.scope.region == 13
