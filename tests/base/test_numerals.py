"""Numerals as official prose writes them, read to the last digit."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jiedui.base.numerals import parse_numeral
from tools.chinese import write_han, write_mixed

NUMBERS = st.one_of(st.integers(0, 10**8), st.integers(0, 2000), st.integers(0, 8).map(lambda zeros: 10**zeros))


def value(text: str) -> Fraction | None:
    numeral = parse_numeral(text)
    return None if numeral is None else numeral.value


@given(NUMBERS)
@example(10)
@example(110)
@example(10_010_010)
def test_what_is_written_in_han_numerals_reads_back(number: int) -> None:
    assert value(write_han(number)) == number


@given(NUMBERS)
def test_digits_with_and_without_commas_and_with_scales_say_the_same(number: int) -> None:
    assert value(str(number)) == value(f"{number:,}") == number
    assert value(f"{number}万") == number * 10**4
    assert value(f"{number}亿") == number * 10**8


@given(st.integers(1, 10**8))
def test_mixtures_of_digits_and_scales_read_back(number: int) -> None:
    written = write_mixed(number)
    if number < 10**4 or number % 10**4 == 0 or number % 10**4 > 9:  # 1万5 is 15000: nobody writes 10005 so
        assert value(written) == number


@given(st.integers(0, 10**6), st.integers(1, 4))
def test_decimals_keep_their_place(number: int, places: int) -> None:
    written = f"{number / 10**places:.{places}f}"
    numeral = parse_numeral(written + "万")
    assert numeral is not None
    assert numeral.value == Fraction(number, 10**places) * 10**4
    assert numeral.ulp == Fraction(10**4, 10**places)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("一万五", 15000),
        ("三千二", 3200),
        ("两亿三", 230_000_000),
        ("一百五", 150),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("十万五", 105_000),
        ("一万零五百", 10_500),
        ("两千三百零六", 2306),
        ("俩", 2),
        ("廿三", 23),
        ("卅", 30),
        ("2.36万", 23_600),
        ("1亿2千万", 120_000_000),
        ("3万5千", 35_000),
        ("3千万", 30_000_000),
        ("十二亿三千万", 1_230_000_000),
        ("两万亿", 2 * 10**12),
        ("二〇二二", 2022),
        ("三点五", Fraction(7, 2)),
        ("一点二八亿", 128_000_000),
        ("12,800", 12_800),
        ("2，300", 2300),
    ],
)
def test_the_ways_of_writing_a_number(written: str, number: int) -> None:
    assert value(written) == number


@pytest.mark.parametrize(
    "written",
    ["1,28", "12,00", "万千", "十百", "一二三点", "1.2.3", "三三三三百", "百百", "点五", "1万2亿", "9" * 60, ""],
)
def test_what_is_no_number(written: str) -> None:
    assert parse_numeral(written) is None


@pytest.mark.parametrize(
    ("written", "place", "ulp"),
    [
        ("一百万", 10**6, 10**4),
        ("120万", 10**5, 10**4),
        ("1200万", 10**6, 10**4),
        ("3460万", 10**5, 10**4),
        ("3000", 1000, 1),
        ("2.36万", 100, 100),
        ("4.7亿", 10**7, 10**7),
        ("83.0", 1, Fraction(1, 10)),
    ],
)
def test_the_place_of_the_last_digit(written: str, place: int, ulp: Fraction) -> None:
    numeral = parse_numeral(written)
    assert numeral is not None
    assert (numeral.place, numeral.ulp) == (place, ulp)


@given(st.text("0123456789.,，点零〇一二两俩三四五六七八九十百千万亿廿卅", max_size=30))
def test_any_mixture_is_a_number_or_none(text: str) -> None:
    numeral = parse_numeral(text)
    assert numeral is None or numeral.value >= 0
