"""The catalogue of qualifiers: what each says, as an interval in base units.

``(1, 2)`` excludes its ends, ``[1, 2]`` includes them; an empty end has no bound.
"""

from fractions import Fraction

import pytest

from jiedui.prose.extract import extract
from jiedui.prose.model import Statement


def only(text: str) -> Statement:
    """The one statement of a text."""
    statements = extract(text).statements
    assert len(statements) == 1, statements
    return statements[0]


def told(edge: Fraction | None) -> str:
    return "" if edge is None else f"{float(edge):.10g}"


def interval(statement: Statement) -> str:
    """The bounds as a mathematician writes them; one number for an exact statement."""
    if statement.exact:
        return told(statement.low)
    left, right = "(" if statement.low_open else "[", ")" if statement.high_open else "]"
    return f"{left}{told(statement.low)}, {told(statement.high)}{right}"


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        # 余 and 多: before a scale, after it, in the unit's place
        ("筹集资金一百余万元", "(1000000, 2000000)"),
        ("筹集资金一百万余元", "(1000000, 1010000)"),
        ("筹集资金3460多万元", "(34600000, 34700000)"),
        ("走访800余家", "(800, 900)"),
        ("惠及7000余户", "(7000, 8000)"),
        ("惠及2万余人", "(20000, 30000)"),
        ("惠及3.5万余户", "(35000, 36000)"),
        ("惠及二十余户", "(20, 30)"),
        # ten and a hundred and more, tens, hundreds
        ("走访十余家", "[11, 19]"),
        ("走访10余家", "[11, 19]"),
        ("走访十几家", "[11, 19]"),
        ("走访十多家", "[11, 19]"),
        ("走访百余家", "[101, 199]"),
        ("走访几十家", "[20, 99]"),
        ("走访数十家", "[20, 99]"),
        ("走访数百家", "[200, 999]"),
        ("带动几百户", "[200, 999]"),
        ("走访上百家", "[100, ]"),
        ("走访过百家", "(100, ]"),
        ("走访上千户", "[1000, ]"),
        ("走访近百家", "[90, 99]"),
        ("捐赠上亿元", "[100000000, ]"),
        # close below
        ("惠及近3000人", "[2700, 3000)"),
        ("投资近20亿元", "[1800000000, 2000000000)"),
        ("投资近4.7亿元", "[460000000, 470000000)"),
        ("投资将近20亿元", "[1800000000, 2000000000)"),
        ("引进近5家", "[4, 5)"),
        # about
        ("投资约5000万元", "[45000000, 55000000]"),
        ("投资5000万元左右", "[45000000, 55000000]"),
        ("面积约8.8万平方米", "[87500, 88500]"),
        ("惠及约3.5万户", "[34500, 35500]"),
        ("引进约9家", "[8, 10]"),
        # above and below: the law of 以上 and 超过
        ("投资超1.3亿元", "(130000000, ]"),
        ("投资逾4800万元", "(48000000, ]"),
        ("投资高于5亿元", "(500000000, ]"),
        ("投资突破1亿元", "[100000000, ]"),
        ("投资8100万元以上", "[81000000, ]"),
        ("投资不少于2亿元", "[200000000, ]"),
        ("至少引进3家", "3"),
        ("引进至少3家", "[3, ]"),
        ("不超过10个", "[, 10]"),
        ("控制在10个以内", "[, 10]"),
        ("税收不足5万元", "[, 50000)"),
        ("税收不到5万元", "[, 50000)"),
        ("超100余万元", "(1000000, 2000000)"),
        ("达4.47亿元", "447000000"),
        # ranges share what the second end writes
        ("吸纳就业30至35人", "[30, 35]"),
        ("投资3—5万元", "[30000, 50000]"),
        ("投资300～500万元", "[3000000, 5000000]"),
        ("投资8000元至1万元", "[8000, 10000]"),
        ("占30%—40%", "[0.3, 0.4]"),
        # neighbouring digits
        ("走访三五个", "[3, 5]"),
        ("走访七八家", "[7, 8]"),
        ("去过两三次", "[2, 3]"),
        ("来了十七八人", "[17, 18]"),
        ("来了六七十人", "[60, 70]"),
        ("卖了七八万元", "[70000, 80000]"),
        # shares
        ("占一半", "[0.45, 0.55]"),
        ("占比过半", "(0.5, ]"),
        ("半数以上", "(0.5, ]"),
        ("占一半多", "(0.5, 0.6]"),
        ("占近半", "[0.45, 0.5)"),
        ("占大半", "[0.55, 0.8]"),
        ("占七成", "[0.65, 0.75]"),
        ("占近七成", "[0.65, 0.7)"),
        ("占七成以上", "[0.7, ]"),
        ("占逾七成", "(0.7, ]"),
        ("占七八成", "[0.7, 0.8]"),
        ("占三成多", "(0.3, 0.4)"),
        ("占不足六成", "[, 0.6)"),
        ("占三分之二", "[0.6466666667, 0.6866666667]"),
        ("约占全村的三分之二", "[0.6166666667, 0.7166666667]"),
        ("占百分之八十", "0.8"),
        ("占百分之十二点五", "0.125"),
        ("占近80%", "[0.72, 0.8)"),
        ("利率千分之三", "0.003"),
        # multiples
        ("翻一番", "[1.9, 2.1]"),
        ("翻两番", "[3.8, 4.2]"),
        ("翻了一番多", "[2, 2.5]"),
        ("近翻番", "[1.8, 2)"),
        ("增长1.2倍", "1.2"),
        ("增长两倍多", "(2, 3)"),
        ("提高3个百分点", "3"),
        # ranks
        ("居全市首位", "1"),
        ("排名全省第二", "2"),
        ("进入全省前三", "[1, 3]"),
        # lengths of time
        ("为期一年", "[11, 13]"),
        ("为期半年", "[5.5, 6.5]"),
        ("为期一年半", "[17.5, 18.5]"),
        ("历时一个半月", "1.5"),
        ("历时三年多", "(36, 48)"),
        ("签约后3个多月即投产", "(3, 4)"),
        ("稳岗10个月", "10"),
        ("稳岗6个月以上", "[6, ]"),
        ("用时不足三个月", "[, 3)"),
        ("平均稳岗6至8个月", "[6, 8]"),
    ],
)
def test_what_a_qualifier_says(text: str, bounds: str) -> None:
    assert interval(only(text)) == bounds


@pytest.mark.parametrize(
    ("text", "dimension", "low"),
    [
        ("占地1200亩", "area", 800_000),
        ("占地15公顷", "area", 150_000),
        ("占地1.2平方公里", "area", 1_200_000),
        ("建筑面积2.6万平方米", "area", 26_000),
        ("建筑面积2.6万㎡", "area", 26_000),
        ("产茶58.92吨", "mass", 58_920),
        ("产茶500斤", "mass", 250),
        ("产茶两万公斤", "mass", 20_000),
        ("修路5.6公里", "length", 5600),
        ("修渠800米", "length", 800),
        ("节约500吨标准煤", "energy", 500),
        ("接待1.2万人次", "visits", 12_000),
        ("接待86人（次）", "visits", 86),
        ("提高4.5个百分点", "points", Fraction(9, 2)),
        ("下降3‰", "ratio", Fraction(3, 1000)),
    ],
)
def test_units_are_told_in_the_base_of_their_dimension(text: str, dimension: str, low: Fraction) -> None:
    statement = only(text)
    assert (statement.dimension, statement.low, statement.high) == (dimension, low, low)


MONEY = [
    "到位3000万元",
    "到位３０００万元",
    "到位三千万元",
    "到位3000 万元",
    "到位30000000元",
    "到位3,000万元",
    "到位0.3亿元",
    "到位资金3000万",
]


@pytest.mark.parametrize("text", [*MONEY, "到位三千万元钱", "到位30,000,000元", "到位三千万块钱"])
def test_every_way_of_writing_money_says_the_same(text: str) -> None:
    statement = only(text)
    assert (statement.dimension, statement.low, statement.high) == ("money", 30_000_000, 30_000_000)


@pytest.mark.parametrize(
    ("text", "ulp"),
    [
        ("引进5家", 0),
        ("带动12834人", 0),
        ("带动12,800人", 100),
        ("带动1.28万人", 100),
        ("到位4110万元", 10_000),
        ("到位41100000元", 10_000),
        ("月薪3850元", 1),
        ("到位4.7亿元", 10_000_000),
        ("支付率83.0%", Fraction(1, 1000)),
        ("完工率100%", 0),
        ("茶园12.6万亩", Fraction(2_000_000, 3)),
    ],
)
def test_the_last_digit_printed_tells_what_rounding_may_hide(text: str, ulp: Fraction) -> None:
    assert only(text).ulp == ulp


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("投资约5000万元左右", "double-approximate"),
        ("惠及近3000人左右", "near-approximate"),
        ("引进至少100家以上", "double-bound"),
        ("引进超过5家以下", "clash"),
        ("同比下降2倍", "fall-times"),
        ("资金7—8万", "range-unit"),
        ("产值翻四番", "many-doublings"),
    ],
)
def test_faults_of_style_are_told_and_the_first_marker_counts(text: str, kind: str) -> None:
    extraction = extract(text)
    assert [finding.kind for finding in extraction.style_findings] == [kind]
    assert len(extraction.statements) == 1


def test_more_by_a_number_is_no_qualifier_of_the_number_before() -> None:
    """5期多3期 tells of five and of three more; 1900万元的任务超出100万元 of 100 more than the task."""
    told = extract("办班8期，比上年的5期多3期。到位2000万元，1900万元的任务超出100万元。").statements
    assert [each.low for each in told] == [each.high for each in told] == [8, 5, 3, 20_000_000, 19_000_000, 1_000_000]


def test_a_qualifier_that_is_part_of_another_word_says_nothing() -> None:
    """签约, 节约, 附近 and 找不到 hold no 约, 近, 不到."""
    for text in ("签约5家", "节约500元", "附近3家", "履约六成", "预约30人"):
        assert not {"约", "近"} & only(text).marks, text
