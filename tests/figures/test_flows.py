"""What goes between the two sides of a pair; and classes of values for a map."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jiedui.figures.classes import MOST, classed
from jiedui.figures.flows import streams


def test_each_flow_is_counted_for_its_side(office, scope):
    """
    资金台账
    日期        西部地区  资金来源      环节  金额
    2022-01-31  八仙镇    省级财政援助  到位  3万元
    2022-01-31  岚皋县    省级财政援助  到位  9万元

    挂职台账
    姓名  类别      派出单位  挂职单位  挂职地区    方向    挂职职务  开始日期
    陈文  党政干部  甲        乙        平利县      东派西  副县长    2022-02-08
    王宁  党政干部  甲        乙        横山桥镇    西派东  副镇长    2022-02-01
    李红  党政干部  甲        乙        横山桥镇    西派东  副镇长    2022-02-01

    消费协作台账
    日期        产品  品类  西部地区  销售方  采购方  渠道      方式  金额
    2022-03-01  茶    茶叶  八仙镇    甲      乙      单位采购  采购  5万元
    """
    places = {region.name: region.id for region in office.book.regions.values()}
    west, east = places["平利县"], places["常州经开区"]
    found = {each.figure.title: each for each in streams(office, west, east, scope(None, "2022"))}
    aid, gone, come, sold = (
        found[each] for each in ("财政援助资金", "西部选派挂职干部", "东部选派挂职干部", "消费协作金额")
    )
    assert (aid.to, aid.of, aid.figure.value, aid.region) == ("west", "funds", 30_000, west)
    assert (gone.to, gone.of, gone.figure.value, gone.region) == ("east", "people", 2, east)
    assert (come.to, come.figure.value, come.region) == ("west", 1, west)
    assert (sold.to, sold.of, sold.figure.value, sold.region) == ("east", "goods", 50_000, west)
    assert {each.of for each in found.values()} == {"funds", "people", "goods", "firms"}


def test_values_are_classed_with_about_as_many_regions_each():
    levels, bounds = classed({region: Fraction(region) for region in range(1, 11)})
    assert [levels[region] for region in range(1, 11)] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert bounds[0] == (1, 2)
    assert classed({}) == ({}, [])
    assert classed({7: Fraction(0)}) == ({7: 0}, [(0, 0)])


@given(st.dictionaries(st.integers(1, 60), st.integers(-9, 9).map(Fraction), max_size=40))
def test_classes_follow_the_values(values):
    """Equal values share a class, greater ones never have a lower one, and each value lies within its class."""
    levels, bounds = classed(values)
    assert set(levels) == set(values)
    assert set(levels.values()) == set(range(len(bounds)))
    assert len(bounds) <= MOST
    for one, value in values.items():
        low, high = bounds[levels[one]]
        assert low <= value <= high
        assert all(levels[one] <= levels[other] for other, greater in values.items() if greater >= value)
