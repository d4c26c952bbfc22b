"""Regions compared: the same figures as elsewhere, ranks with ties, gaps to the best and to the partner; pace; years."""

from datetime import date
from fractions import Fraction

import pytest

from jiedui.base.periods import Period, year
from jiedui.figures import Scope
from jiedui.figures.comparison import paces, ranked, spread, standings
from jiedui.figures.model import Result
from jiedui.figures.pace import pace, share_gone
from jiedui.figures.years import years


def ids(office, *names):
    """The regions of those names."""
    return [next(region.id for region in office.book.regions.values() if region.name == name) for name in names]


def test_ranks_are_those_of_a_competition():
    values = {1: 5, 2: 9, 3: 5, 4: None, 5: 1}
    found = ranked({id: Result(None if value is None else Fraction(value), 1) for id, value in values.items()})
    assert [(each.region, each.rank, each.gap) for each in found] == [
        (2, 1, 0),
        (1, 2, 4),
        (3, 2, 4),
        (5, 4, 8),
        (4, None, None),
    ]


def test_a_region_stands_beside_the_best_and_its_partner(office, scope):
    """
    目标任务
    指标      地区    年度  目标值  单位
    互访次数  平利县  2022  4       次

    互访台账
    日期        方向    层级  西部地区  东部地区    人次
    2022-03-01  东访西  县    平利县    常州经开区  5
    2022-03-02  东访西  县    八仙镇    横山桥镇    5
    2022-03-03  东访西  县    岚皋县    常州市      5
    2022-03-04  东访西  县    岚皋县    常州经开区  5
    2022-03-05  东访西  县    岚皋县    常州市      5
    """
    west, other, east = ids(office, "平利县", "岚皋县", "常州经开区")
    declared = office.book.catalog.indicator("互访次数")
    first, second = standings(office, declared, scope("安康市", "2022"), [west, other], {west: east})
    assert (first.region, first.result.value, first.rank, first.partner) == (other, 3, 1, None)
    assert (second.region, second.result.value, second.rank, second.gap) == (west, 2, 2, 1)
    assert (second.target, second.completion) == (4, Fraction(1, 2))
    assert (second.partner_value, second.partner_gap) == (3, 1)


def test_how_many_headline_figures_of_a_region_keep_up(office, scope):
    """
    目标任务
    指标          地区    年度  目标值  单位
    宣传篇数      平利县  2022  4       篇
    互访次数      平利县  2022  1       次
    示范村数      平利县  2022  3       个
    宣传篇数      岚皋县  2022  2       篇

    宣传台账
    日期        标题    媒体      级别  西部地区
    2022-01-31  茶香    陕西日报  省级  平利县
    2022-03-02  竹编    安康日报  市级  平利县

    互访台账
    日期        方向    层级  西部地区  东部地区    人次
    2022-03-01  东访西  县    平利县    常州经开区  5
    """
    west, other, town = ids(office, "平利县", "岚皋县", "八仙镇")
    found = paces(office, scope("安康市", "2022"), [west, other, town], Fraction(1, 2))
    assert found == {west: {"done": 1, "level": 1, "late": 1}, other: {"late": 1}, town: {}}


def test_every_indicator_in_every_region_is_the_one_told_elsewhere(office, scope):
    """
    资金台账
    日期        西部地区  资金来源      环节  金额
    2022-01-31  八仙镇    省级财政援助  到位  3万元
    2022-03-02  平利县    市级财政援助  下达  4万元
    2022-03-09  平利县    省级财政援助  支付  1万元

    经验借鉴台账
    日期        做法  建议  采纳地区  状态
    2022-03-01  一    甲    八仙镇    采纳
    2022-03-02  二    乙    —         提出

    挂职台账
    姓名  类别      派出单位  挂职单位  挂职地区  方向    挂职职务  开始日期    结束日期
    王宁  党政干部  甲        乙        八仙镇    东派西  副镇长    2022-02-01  —
    """
    regions = ids(office, "八仙镇", "老县镇", "五星村")
    declared = list(office.book.catalog.indicators.values())
    county = scope("平利县", "2022")
    for name, results in spread(office, declared, county, regions).items():
        for region, result in results.items():
            figure = office.indicator(name, Scope(region, county.period))
            assert (figure.value, figure.rows) == (result.value, result.rows), (name, region)


@pytest.mark.parametrize(
    ("completion", "day", "told"),
    [
        (Fraction(1), date(2023, 2, 1), "done"),
        (Fraction(1, 2), date(2023, 6, 30), "level"),
        (Fraction(1, 2), date(2023, 7, 31), "late"),
        (Fraction(0), date(2022, 12, 31), "level"),
        (Fraction(99, 100), date(2024, 3, 1), "late"),
        (None, date(2023, 6, 30), None),
    ],
)
def test_what_is_behind_the_share_of_the_year_gone_is_late(completion, day, told):
    assert pace(completion, share_gone(year(2023), day)) == told


def test_the_share_of_a_leap_year():
    assert share_gone(Period(date(2024, 1, 1), date(2024, 12, 31)), date(2024, 2, 29)) == Fraction(60, 366)


def test_the_years_of_a_book(office):
    """
    宣传台账
    日期        标题    媒体      级别  西部地区
    2019-01-31  茶香    陕西日报  省级  八仙镇
    2022-03-02  竹编    安康日报  市级  八仙镇
    1922-03-02  笔误    安康日报  市级  八仙镇
    2032-03-02  笔误    安康日报  市级  八仙镇
    """
    assert list(years(office.book, date(2024, 5, 1))) == [2019, 2020, 2021, 2022]


def test_an_empty_book_has_no_years(figures):
    assert list(years(figures.book, date(2024, 5, 1))) == []
