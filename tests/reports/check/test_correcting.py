"""A statement and the true value: the words that it should have said, which must then hold."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.prose.extract import extract
from jiedui.prose.model import Statement
from jiedui.reports.check.readings.judge import holds, nature_of
from jiedui.reports.check.text.correcting import corrected


def stated(text: str) -> Statement:
    """The one statement of a text."""
    (found,) = extract(text).statements
    return found


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("落地企业18家。", 16, "16家"),
        ("消费协作金额5479.82亿元。", 54798240, "5479.82万元"),
        ("销售850.12万元。", 6770330, "677.03万元"),
        ("到位资金4350万元。", 42875000, "4287.5万元"),
        ("到位资金近5000万元。", 60000000, "6000万元"),
        ("捐赠资金一百余万元。", 860000, "86万元"),
        ("捐赠资金9800元。", 1250000, "125万元"),
        ("转移就业2415人。", 1380, "1380人"),
        ("涉及4个村。", 5, "5个村"),
        ("同比增长12.3%。", Fraction(14567, 100000), "14.6%"),
        ("完工率98.5%。", Fraction(19999, 20000), "99.995%"),
        ("茶叶占七成。", Fraction(2, 3), "66.7%"),
        ("金额居全市第二位。", 3, "第3位"),
        ("建成茶园1.2万亩。", 9000 * Fraction(2000, 3), "9000亩"),
        ("培训1485人次。", 1530, "1530人次"),
    ],
)
def test_the_number_is_written_as_the_statement_wrote_its_own(text: str, value: Fraction | int, told: str) -> None:
    assert corrected(stated(text), Fraction(value)) == told


def test_a_fall_told_as_a_rise_needs_other_words_than_a_number() -> None:
    assert corrected(stated("同比增长12.3%。"), Fraction(-2, 100)) is None
    assert corrected(stated("帮扶**个村。"), Fraction(3)) is None


@given(
    form=st.sampled_from(
        ["到位资金{}万元。", "到位资金{}亿元。", "销售{}元。", "茶园{}亩。", "吸纳就业{}人。", "完工率{}%。"]
    ),
    wrote=st.decimals(min_value="0.01", max_value=99999, places=2),
    true=st.integers(min_value=1, max_value=10**11),
)
def test_what_is_corrected_holds(form: str, wrote: object, true: int) -> None:
    statement = stated(form.format(wrote))
    value = Fraction(true, 10**11 if statement.dimension == "ratio" else 1)
    told = corrected(statement, value)
    assert told is not None
    again = stated(
        form.replace("{}", "")
        .replace(statement.unit, "")
        .replace("万", "")
        .replace("亿", "")
        .replace("。", told + "。")
    )
    nature = nature_of(again, value)
    assert holds(nature) or value * 10**4 < 1, (told, value)
