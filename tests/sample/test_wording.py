"""How a clerk says a number; each saying with the number behind it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.sample import wording


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (wording.wan(Decimal(5690)), "5690万元"),
        (wording.wan(Decimal("5479.8172")), "5479.82万元"),
        (wording.wan(Decimal("231.50")), "231.5万元"),
        (wording.yi(Decimal(17020)), "1.70亿元"),
        (wording.percent(Decimal("0.0736")), "7.4%"),
        (wording.roughly(Decimal(24830), 1000, "人"), "近25000人"),
        (wording.roughly(Decimal(24130), 1000, "人"), "24000余人"),
        (wording.roughly(Decimal(24000), 1000, "人"), "24000人"),
        (wording.roughly(Decimal(7), 10, "人"), "7人"),
        (wording.at_least(Decimal(60), 10, "篇"), "60篇以上"),
        (wording.over(Decimal(1500), 100, "万元"), "超1400万元"),
        (wording.tenths(Decimal("0.6")), "六成"),
        (wording.tenths(Decimal("0.58")), "近六成"),
        (wording.tenths(Decimal("0.52")), "超五成"),
        (wording.han_hundreds(Decimal(118)), "一百一十余万元"),
        (wording.han_hundreds(Decimal(106)), "一百余万元"),
        (wording.han_hundreds(Decimal(120)), "一百二十万元"),
    ],
)
def test_a_number_is_said_as_a_clerk_says_it(said: str, expected: str) -> None:
    assert said == expected


@given(st.integers(1, 10**6), st.sampled_from([10, 100, 1000]))
def test_yu_lies_above_the_number_said_and_jin_closely_below_it(value: int, step: int) -> None:
    said = wording.roughly(Decimal(value), step, "人")
    if said.startswith("近"):
        number = int(said[1:-1])
        assert number * 0.95 <= value < number
    elif said.endswith("余人"):
        number = int(said[:-2])
        assert number < value < number + step
    else:
        assert said == f"{value}人"


@given(st.integers(1, 10**6))
def test_a_slip_of_the_pen_is_always_wrong_and_keeps_the_length(number: int) -> None:
    slipped = wording.swapped(number)
    assert slipped != number
    assert len(str(slipped)) == len(str(number)) or set(str(number)) == {"9"}
