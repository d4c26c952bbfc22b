"""How figures are shown: the unit that fits, the half rounded up, and a word when anything was rounded."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.figures.show import ends, half_up, plain, shown


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Fraction(43_500_000), "元", "4350万元"),
        (Fraction("4005000.01"), "元", "约400.5万元"),
        (Fraction(470_000_000), "元", "4.7亿元"),
        (Fraction(99_999_999), "元", "约10000万元"),
        (Fraction("9999.5"), "元", "9999.5元"),
        (Fraction(0), "元", "0元"),
        (Fraction(-43_500_000), "元", "-4350万元"),
        (Fraction(1, 3), "1", "约33.33%"),
        (Fraction(6, 4), "1", "150%"),
        (Fraction(12), "家", "12家"),
        (Fraction("186.125"), "亩", "约186.13亩"),
        (None, "元", "—"),
    ],
)
def test_a_figure_is_shown_in_the_unit_that_fits(value, unit, text):
    assert str(shown(value, unit)) == text


@given(st.decimals(-(10**9), 10**9, places=5), st.integers(0, 4))
def test_the_half_is_rounded_away_from_zero(number, places):
    expected = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert half_up(Fraction(number), places) == Fraction(expected)


@given(st.decimals(-(10**9), 10**9, places=5))
def test_a_decimal_number_is_written_exactly(number):
    assert Fraction(plain(Fraction(number))) == Fraction(number)
    assert ends(Fraction(number))


def test_what_never_ends_is_written_to_ten_decimals():
    assert not ends(Fraction(2, 3))
    assert plain(Fraction(2, 3)) == "0.6666666667"
    assert plain(Fraction(-1, 8)) == "-0.125"
