"""Targets: the one year's, a region's own before the sum of its parts, units converted, rates never capped."""

from fractions import Fraction


def line(office, title, scope):
    """The line of the sheet that bears the title."""
    return next(each for each in office.sheet(scope) if each.figure.title == title)


def test_done_over_target_is_not_capped(office, scope):
    """
    目标任务
    指标      地区    年度  目标值  单位
    采购金额  平利县  2022  0.08    亿元
    培训人次  平利县  2022  0       人次

    消费协作台账
    日期        产品  品类  西部地区  销售方  采购方  渠道      方式  金额
    2022-03-01  茶    茶叶  八仙镇    甲      乙      单位采购  采购  1000万元
    """
    bought = office.line("采购金额", scope("平利县", "2022"))
    assert bought.target == 8_000_000
    assert bought.completion == Fraction(5, 4)
    assert bought.target_records == ("target:1",)
    assert office.line("采购金额", scope("平利县", "2022H1")).completion == Fraction(5, 4)
    assert office.line("采购金额", scope("平利县", "2021..2022")).target is None
    assert office.line("采购金额", scope("平利县", "2021")).target is None
    assert office.line("采购金额", scope("八仙镇", "2022")).target is None
    assert office.line("培训人次", scope("平利县", "2022")).completion is None


def test_targets_by_any_name_of_an_indicator(office, scope):
    """
    目标任务
    指标            地区    年度  目标值  单位
    消费帮扶金额    平利县  2022  1500    万元
    labour_workers  平利县  2022  800     人
    支付率          平利县  2022  90      %
    """
    year = scope("平利县", "2022")
    assert line(office, "消费协作金额", year).target == 15_000_000
    assert line(office, "转移就业人数", year).target == 800
    assert line(office, "支付率", year).target == Fraction(9, 10)


def test_a_region_without_a_target_has_the_sum_of_its_parts_if_all_have_one(office, scope):
    """
    目标任务
    指标      地区    年度  目标值  单位
    宣传篇数  平利县  2022  15      篇
    宣传篇数  岚皋县  2022  10      篇
    宣传篇数  八仙镇  2022  4       篇
    培训期数  平利县  2022  15      期
    完工率    平利县  2022  90      %
    完工率    岚皋县  2022  90      %
    """
    county, city = scope("平利县", "2022"), scope("安康市", "2022")
    assert line(office, "宣传篇数", county).target == 15
    assert line(office, "宣传篇数", city).target == 25
    assert line(office, "宣传篇数", scope(None, "2022")).target == 25
    assert line(office, "宣传篇数", scope(None, "2022")).target_records == ("target:1", "target:2")
    assert line(office, "培训期数", city).target is None
    assert line(office, "完工率", city).target is None


def test_a_unit_that_does_not_fit_is_told(office, scope):
    """
    目标任务
    指标      地区    年度  目标值  单位
    到位投资  平利县  2022  5       家
    培训人次  平利县  2022  500     人
    """
    year = scope("平利县", "2022")
    assert line(office, "到位投资", year).target is None
    assert line(office, "培训人次", year).target == 500
    (problem,) = office.targets(year).problems
    assert problem.code == "figures-target-unit"
    assert "target:1" in problem.message()
