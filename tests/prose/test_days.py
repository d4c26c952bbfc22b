"""Whole dates and the small numbers in them."""

from __future__ import annotations

from datetime import date

import pytest

from jiedui.prose.days import dates_in, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("07", 7),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("两", 2),
        ("二〇二一", 2021),
        ("二○二二", 2022),
    ],
)
def test_small_numbers(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["十四五", "十十", "二三十", "半", "", "一百"])
def test_what_is_no_small_number(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        number(text)


def test_dates_with_a_year() -> None:
    text = "2021年10月8日到岗，二〇二二年十月离岗，2022.9.30报送，3月5日，2022年2月30日，〔2021〕3号"
    assert [(text[start:end], day) for start, end, day in dates_in(text)] == [
        ("2021年10月8日", date(2021, 10, 8)),
        ("二〇二二年十月", date(2022, 10, 31)),
        ("2022.9.30", date(2022, 9, 30)),
    ]
