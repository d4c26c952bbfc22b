"""Breakdowns: by month with the empty ones, a stock at each end, by choice, by reference, by region."""

from fractions import Fraction

import pytest

from jiedui.base.problems import Refusal
from jiedui.catalog import parse_measure
from jiedui.figures import Query


def told(groups):
    """Keys and values."""
    return [(key, result.value) for key, result in groups]


def test_by_time_every_part_of_the_period_is_told(office, scope):
    """
    宣传台账
    日期        标题    媒体      级别  西部地区
    2022-01-31  茶香    陕西日报  省级  八仙镇
    2022-03-02  竹编    安康日报  市级  八仙镇
    2022-05-02  竹编    人民日报  中央  八仙镇
    """
    part = scope("平利县", "2022-01-15..2022-04-10")
    assert told(office.indicator_by("宣传篇数", part, "month")) == [
        ("2022-01", 1),
        ("2022-02", 0),
        ("2022-03", 1),
        ("2022-04", 0),
    ]
    assert told(office.indicator_by("宣传篇数", part, "quarter")) == [("2022Q1", 2), ("2022Q2", 0)]
    assert told(office.indicator_by("宣传篇数", scope(), "year")) == [("2022", 3)]
    assert told(office.indicator_by("宣传篇数", scope(), "level")) == [("中央", 1), ("省级", 1), ("市级", 1)]


def test_a_stock_is_told_at_the_end_of_each_part(office, scope):
    """
    挂职台账
    姓名  类别      派出单位  挂职单位  挂职地区  方向    挂职职务  开始日期    结束日期
    陈文  党政干部  甲        乙        平利县    东派西  副县长    2021-10-08  2022-02-14
    王宁  党政干部  甲        乙        八仙镇    东派西  副镇长    2022-02-01  —
    """
    assert told(office.indicator_by("在岗挂职干部", scope("平利县", "2022Q1"), "month")) == [
        ("2022-01", 1),
        ("2022-02", 1),
        ("2022-03", 1),
    ]
    assert told(office.indicator_by("在岗挂职干部", scope("平利县", "2021..2022"), "year")) == [
        ("2021", 1),
        ("2022", 1),
    ]


def test_by_region_the_own_level_and_the_nameless_are_told_too(office, scope):
    """
    会议台账
    日期        类别      西部地区  议题
    2022-01-31  联席会议  平利县    一
    2022-03-02  专题会    五星村    二
    2022-03-03  专题会    八仙镇    三

    经验借鉴台账
    日期        做法  建议  采纳地区  状态
    2022-03-01  一    甲    八仙镇    采纳
    2022-03-02  二    乙    —         提出
    """
    county = scope("平利县", "2022")
    assert told(office.indicator_by("会议次数", county, "region")) == [("八仙镇", 2), ("老县镇", 0), ("平利县本级", 1)]
    assert told(office.indicator_by("经验条数", county, "region")) == [("八仙镇", 1), ("老县镇", 0), ("（未填）", 1)]
    assert told(office.indicator_by("会议次数", scope(), "region")) == [("陕西省", 3), ("江苏省", 0)]
    assert told(office.indicator_by("会议次数", county, "west")) == [("五星村", 1), ("八仙镇", 1), ("平利县", 1)]


def test_a_ratio_is_the_quotient_in_each_part(office, scope):
    """
    督查台账
    日期        类别      对象    督查人  发现问题  整改完成
    2022-02-01  安全生产  甲企业  陈文    3         1
    2022-08-01  疫情防控  乙企业  陈文    4         4
    2022-08-01  资金使用  丙企业  陈文    0         0
    """
    assert told(office.indicator_by("整改率", scope(None, "2022"), "kind")) == [
        ("疫情防控", 1),
        ("安全生产", Fraction(1, 3)),
        ("资金使用", None),
    ]
    assert told(office.indicator_by("整改率", scope(None, "2022H1..2022H2"), "quarter"))[0] == (
        "2022Q1",
        Fraction(1, 3),
    )


def test_two_places_of_one_name_are_told_apart(office, scope):
    """
    行政区划
    代码  名称    层级  上级
    901   五星村  村    老县镇

    示范村台账
    村      西部地区  确定日期    状态
    901     老县镇    2022-04-26  创建中
    000005  八仙镇    2022-04-26  创建中
    """
    keys = [key for key, _ in office.indicator_by("示范村数", scope(None, "2022"), "village")]
    assert sorted(keys) == ["五星村（陕西省安康市平利县八仙镇五星村）", "五星村（陕西省安康市平利县老县镇五星村）"]


@pytest.mark.parametrize(
    ("ledger", "by", "code"),
    [
        ("study", "region", "figures-no-regions-here"),
        ("target", "month", "figures-only-years"),
        ("region", "month", "figures-no-date"),
        ("study", "colour", "figures-no-column"),
    ],
)
def test_what_cannot_be_broken_down_is_refused(figures, ledger, by, code):
    with pytest.raises(Refusal) as caught:
        figures.breakdown(Query(ledger, parse_measure("count")), by)
    assert caught.value.problems[0].code == code
