"""The parts of a breakdown open to their rows: each part's value again, and the entries behind it."""

import pytest

from jiedui.figures.breakdown import breakdown
from jiedui.figures.ways import ways


def parts_agree(office, title, scope, by):
    """Every part asked for by its name has the value that the breakdown gives it, and as many records as it has rows."""
    told = [(key, result.value, result.rows) for key, result in office.indicator_by(title, scope, by)]
    again = [(key, office.part(title, scope, by, key)) for key, _, _ in told]
    assert [(key, figure.value, figure.rows) for key, figure in again] == told
    assert [len(figure.records) for _, figure in again] == [rows for _, _, rows in told]
    return {key: figure.records for key, figure in again}


def test_each_part_opens_to_its_own_records(office, scope):
    """
    项目台账
    项目名称  类别      西部地区  批复日期    状态
    茶园      产业发展  平利县    2022-01-05  在建

    资金台账
    日期        西部地区  资金来源      环节  金额   项目
    2022-01-31  八仙镇    省级财政援助  到位  3万元  茶园
    2022-03-02  老县镇    市级财政援助  到位  4万元  —
    2022-03-09  平利县    省级财政援助  到位  5万元  —
    2022-04-01  八仙镇    省级财政援助  下达  6万元  —
    """
    county = scope("平利县", "2022")
    by_month = parts_agree(office, "资金到位", county, "month")
    assert by_month["2022-03"] == ("fund:2", "fund:3")
    assert by_month["2022-02"] == ()
    parts_agree(office, "资金到位", county, "quarter")
    assert parts_agree(office, "资金到位", county, "region")["平利县本级"] == ("fund:3",)
    assert parts_agree(office, "资金到位", county, "source")["市级财政援助"] == ("fund:2",)
    assert parts_agree(office, "资金到位", county, "project") == {"茶园": ("fund:1",), "（未填）": ("fund:2", "fund:3")}
    assert office.part("资金到位", county, "source", "不存在").rows == 0
    assert office.part("资金到位", county, "month", "1999-01").records == ()


def test_a_part_says_which_it_is(office, scope):
    """
    会议台账
    日期        类别      西部地区  议题
    2022-01-31  联席会议  平利县    一
    """
    assert (
        office.part("会议次数", scope("平利县", "2022"), "kind", "联席会议").where == "平利县，2022年；类别：联席会议"
    )


def test_the_part_of_a_stock_is_what_is_there_at_its_end(office, scope):
    """
    挂职台账
    姓名  类别      派出单位  挂职单位  挂职地区  方向    挂职职务  开始日期    结束日期
    陈文  党政干部  甲        乙        平利县    东派西  副县长    2021-10-08  2022-02-14
    王宁  党政干部  甲        乙        八仙镇    东派西  副镇长    2022-03-01  —
    """
    by_month = parts_agree(office, "在岗挂职干部", scope("平利县", "2022Q1"), "month")
    assert by_month == {"2022-01": ("posting:1",), "2022-02": (), "2022-03": ("posting:2",)}
    assert office.part("在岗挂职干部", scope("平利县", "2022Q1"), "month", "2022-09").rows == 0


def test_the_part_of_a_ratio_has_both_figures(office, scope):
    """
    督查台账
    日期        类别      对象    督查人  发现问题  整改完成
    2022-02-01  安全生产  甲企业  陈文    4         1
    2022-08-01  疫情防控  乙企业  陈文    4         4
    """
    part = office.part("整改率", scope(None, "2022"), "kind", "安全生产")
    assert (part.value, part.numerator.value, part.denominator.value) == (part.numerator.value / 4, 1, 4)
    assert part.records == ("inspection:1",)


@pytest.mark.parametrize(
    ("title", "some", "never"),
    [
        ("资金到位", {"month": "月份", "region": "地区", "source": "资金来源", "project": "项目"}, "amount"),
        ("共建园区数", {"year": "年度", "west": "西部地区"}, "firms"),
        ("受援县数", {"region": "地区", "level": "层级"}, "year"),
        ("支付率", {"month": "月份", "stage": "环节"}, "amount"),
        ("县均财政援助资金", {"region": "地区"}, "month"),
    ],
)
def test_every_way_of_breaking_down_that_is_offered_works(figures, scope, title, some, never):
    declared = figures.book.catalog.indicator(title)
    offered = ways(figures.book.catalog, declared)
    assert some.items() <= offered.items()
    assert never not in offered
    for by in offered:
        figures.indicator_by(title, scope("平利县", "2022"), by)


def test_all_indicators_can_be_broken_down_as_offered(figures, scope):
    catalog = figures.book.catalog
    for declared in catalog.indicators.values():
        for by in ways(catalog, declared):
            if declared.ratio is None:
                breakdown(figures, figures.query(declared, scope("平利县", "2022")), by)
