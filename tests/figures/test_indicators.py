"""Indicators over small ledgers: region on either side, period, stock and flow, ratios, narrowing, records."""

from fractions import Fraction

import pytest

from figures.conftest import enter, write_regions
from jiedui.base.problems import Refusal
from jiedui.book import Book, Change, Withdraw
from jiedui.figures import Condition, Figures
from jiedui.figures.request import scope_of


def test_a_county_takes_in_its_towns_and_villages_but_nothing_above(office, scope):
    """
    资金台账
    日期        西部地区  资金来源      环节  金额
    2022-01-05  平利县    省级财政援助  到位  300万元
    2022-03-05  八仙镇    市级财政援助  到位  100.5万元
    2022-03-06  五星村    区县财政援助  到位  0.01
    2022-03-06  岚皋县    区县财政援助  到位  7万元
    2022-03-06  安康市    区县财政援助  到位  9万元
    2021-12-31  八仙镇    区县财政援助  到位  11万元
    2023-01-01  八仙镇    区县财政援助  到位  13万元
    2022-03-06  八仙镇    社会捐赠      到位  17万元
    2022-03-06  八仙镇    区县财政援助  支付  19万元
    """
    county = office.indicator("财政援助资金", scope("平利县", "2022"))
    assert county.value == Fraction("4005000.01")
    assert county.unit == "元"
    assert county.rows == 3
    assert county.records == ("fund:1", "fund:2", "fund:3")
    assert county.where == "平利县，2022年"
    assert county.head == office.book.head
    assert office.indicator("fiscal_aid", scope("五星村", "2022")).value == Fraction("0.01")
    assert office.indicator("财政援助资金", scope("老县镇", "2022")).value == 0
    assert office.indicator("财政援助资金", scope(None, "2022-03-05..2022-12-31")).records[0] == "fund:2"


def test_a_region_counts_on_either_side_of_the_pair(office, scope):
    """
    互访台账
    日期        方向    层级  西部地区  东部地区    人次
    2022-05-01  东访西  县    平利县    常州经开区  12
    2022-06-01  西访东  镇    八仙镇    横山桥镇    8
    2022-07-01  西访东  县    岚皋县    常州经开区  5
    """
    assert office.indicator("互访人次", scope("平利县", "2022")).value == 20
    assert office.indicator("互访人次", scope("常州经开区", "2022")).value == 25
    assert office.indicator("互访次数", scope("横山桥镇", "2022")).value == 1


def test_new_pairs_are_a_flow_and_pairs_in_force_a_stock(office, scope):
    """
    结对台账
    签订日期    类别  西部单位  东部单位  西部地区  东部地区    到期日期
    2020-05-18  村村  甲        乙        五星村    横山桥镇    2021-12-31
    2021-05-18  村村  丙        丁        五星村    横山桥镇    2022-12-31
    2022-05-18  镇镇  戊        己        八仙镇    横山桥镇    —
    2023-05-18  镇镇  庚        辛        八仙镇    横山桥镇    —
    """
    assert office.indicator("新增结对", scope("八仙镇", "2022")).records == ("pairing:3",)
    # The second agreement's last day is the last day of the year: it is still in force on it.
    assert office.indicator("结对关系数", scope("八仙镇", "2022")).records == ("pairing:2", "pairing:3")
    assert office.indicator("结对关系数", scope("八仙镇", "2021H1")).records == ("pairing:1", "pairing:2")


def test_workshops_that_left_are_no_longer_there(office, scope):
    """
    帮扶车间台账
    名称    西部地区  认定日期    吸纳就业  状态
    竹编    五星村    2021-03-10  44        运营
    针织    八仙镇    2022-03-23  28        停产
    制伞    八仙镇    2020-09-04  46        退出
    """
    assert office.indicator("帮扶车间数", scope("平利县", "2022")).value == 2
    assert office.indicator("吸纳就业", scope("平利县", "2021")).value == 44
    assert office.indicator("新增帮扶车间数", scope("平利县", "2022")).value == 1


def test_a_firm_counts_once_however_often_it_is_led(office, scope):
    """
    单位
    名称      类型  所在地
    童乐玩具  企业  八仙镇
    秦芽茶业  企业  老县镇

    招商台账
    企业      来源地      落地地区  线索日期    签约日期    阶段  协议投资    到位投资
    童乐玩具  常州经开区  八仙镇    2022-03-12  2022-04-22  投产  1200万元    860万元
    童乐玩具  横山桥镇    八仙镇    2022-08-12  2022-09-22  开工  300万元     40万元
    秦芽茶业  常州经开区  老县镇    2022-05-12  2023-01-22  签约  500万元     —
    """
    year = scope("平利县", "2022")
    assert office.indicator("引导落地企业数", year).value == 1
    assert office.indicator("引导落地企业数", year).rows == 2
    assert office.indicator("到位投资", year).value == 9_000_000
    assert office.indicator("协议投资", year).value == 15_000_000
    assert office.indicator("签约企业数", scope("平利县", "2023")).value == 1


def test_a_ratio_carries_its_figures_is_not_capped_and_to_nothing_is_none(office, scope):
    """
    督查台账
    日期        类别      对象    督查人  发现问题  整改完成
    2022-02-01  安全生产  甲企业  陈文    3         1
    2022-08-01  安全生产  乙企业  陈文    —         —
    """
    rate = office.indicator("整改率", scope(None, "2022"))
    assert rate.value == Fraction(1, 3)
    assert rate.unit == "1"
    assert (rate.numerator.value, rate.denominator.value) == (1, 3)
    assert rate.records == ("inspection:1", "inspection:2")
    assert office.indicator("整改率", scope(None, "2022Q3")).value is None


def test_the_county_mean_is_over_the_assisted_counties(office, scope):
    """
    资金台账
    日期        西部地区  资金来源      环节  金额
    2022-01-05  平利县    省级财政援助  到位  300万元
    """
    assert office.indicator("县均财政援助资金", scope("安康市", "2022")).value == 1_500_000
    assert office.indicator("县均财政援助资金", scope("平利县", "2022")).value == 3_000_000
    assert office.indicator("县均财政援助资金", scope("八仙镇", "2022")).value is None
    # Narrowed by a column that only the funds have, the mean is still over all counties.
    narrow = (Condition("source", "in", ("市级财政援助",)),)
    assert office.indicator("县均财政援助资金", scope("安康市", "2022"), narrow).value == 0


def test_entries_that_name_no_region_are_the_offices_own(office, scope):
    """
    经验借鉴台账
    日期        做法  建议  采纳地区  状态
    2022-03-01  一    甲    八仙镇    采纳
    2022-03-02  二    乙    —         提出
    2022-03-03  三    丙    岚皋县    见效

    学习台账
    日期        形式      主题  参加人
    2022-03-01  专题讲座  宪法  陈文
    """
    assert office.indicator("经验条数", scope("平利县", "2022")).records == ("lesson:1", "lesson:2")
    assert office.indicator("学习次数", scope("平利县", "2022")).value == 1


def test_what_is_withdrawn_or_corrected_is_seen_at_once(office, scope):
    """
    宣传台账
    日期        标题    媒体      级别  西部地区
    2022-03-01  茶香    陕西日报  省级  八仙镇
    2022-03-02  竹编    安康日报  市级  八仙镇
    """
    year = scope("平利县", "2022")
    before = office.indicator("宣传篇数", year)
    office.book.write("何静", "重复", [Withdraw("publicity", 1)])
    assert office.indicator("宣传篇数", year).value == 1
    office.book.write("何静", "更正", [Change("publicity", 2, {"date": "2023-03-02"})])
    after = office.indicator("宣传篇数", year)
    assert (before.value, after.value) == (2, 0)
    assert before.head != after.head


def test_an_unknown_indicator_is_refused_with_those_that_come_near(figures, scope):
    with pytest.raises(Refusal, match="消费协作金额"):
        figures.indicator("消费协作总金额", scope())


def test_the_sheet_tells_every_indicator(figures, scope):
    lines = figures.sheet(scope("平利县", "2022"))
    names = [line.figure.name for line in lines]
    assert sorted(names) == sorted(figures.book.catalog.indicators)
    assert names[0] == "fiscal_aid", "a report of the year begins with the money"
    assert names.index("payment_rate") < names.index("project_count") < names.index("donation_money")
    assert {line.figure.rows for line in lines if line.figure.name != "assisted_counties"} == {0}
    main = figures.sheet(scope("平利县", "2022"), main=True)
    assert 10 <= len(main) < len(lines)


DONORS = """
单位
名称 类型 所在地 别名
常州芳茂电机有限公司 企业 常州经开区 芳茂电机、芳茂
常州芳茂慈善基金会 社会组织 常州经开区 芳茂
横山桥镇商会 社会组织 横山桥镇 —

社会帮扶台账
日期 捐赠方 受赠方 西部地区 形式 金额
2022-05-05 常州芳茂电机有限公司 老县镇 老县镇 资金 30万元
2022-05-06 芳茂电机 老县镇 老县镇 资金 20万元
2022-05-07 芳茂 八仙镇 八仙镇 资金 10万元
2022-05-08 横山桥镇商会 八仙镇 八仙镇 物资 5万元
2022-05-09 过路好心人 八仙镇 八仙镇 资金 1万元
"""


def test_an_organisation_is_one_by_whatever_name_it_is_written(book: Book):
    """芳茂电机 is 常州芳茂电机有限公司; 芳茂 alone may be either of two and stays what is written."""
    write_regions(book)
    enter(book, DONORS)
    figures = Figures(book)
    found = figures.indicator("捐赠方数", scope_of(book, "平利县", "2022"))
    assert (found.value, found.rows) == (4, 5)
    assert figures.indicator("捐赠方数", scope_of(book, "老县镇", "2022")).value == 1
    assert figures.indicator("社会捐赠笔数", scope_of(book, "平利县", "2022")).value == 5
    figures.close()
