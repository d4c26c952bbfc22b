"""Cells as clerks fill them: what is read, what is refused, and that numbers stay exact."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.base.units import unit
from jiedui.book.intake.cells import ColumnReader, Raw
from jiedui.catalog import Column, builtin

LEDGERS = builtin().ledgers
AMOUNT, DAY, STAGE, VOUCHER = (LEDGERS["fund"].column(name) for name in ("amount", "date", "stage", "voucher"))
PROGRESS, DUTIES = LEDGERS["project"].column("progress"), LEDGERS["posting"].column("duties")
AREA, HEADS, YEAR = (
    LEDGERS["park"].column("area"),
    LEDGERS["exchange"].column("heads"),
    LEDGERS["target"].column("year"),
)


def read(column: Column, raw: Raw, named: str = "") -> object:
    """The stored value of one cell, or the code of what is wrong with it."""
    values, faults = ColumnReader(column, unit(named) if named else None)([raw])
    return faults[0][1].code if faults else values[0]


@pytest.mark.parametrize(
    "raw",
    [
        "2023-01-05",
        "2023/1/5",
        "2023.01.05",
        "2023年1月5日",
        "２０２３－０１－０５",
        "2023 年 1 月 5 日",
        "20230105",
        20230105.0,
        44931.0,
        "44931",
        "2023-01-05 00:00:00",
        "二〇二三年一月五日",
        datetime(2023, 1, 5, 8, 30, tzinfo=UTC),
    ],
)
def test_a_day_in_every_way_of_writing_it(raw: Raw) -> None:
    assert read(DAY, raw) == "2023-01-05"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("21019-03-04", "cell-year"),
        ("1023-03-04", "cell-year"),
        ("2023.1", "cell-no-day"),
        ("2023年", "cell-no-day"),
        ("2023-02-30", "cell-no-such-day"),
        ("1/5/2023", "cell-not-date"),
        ("年初", "cell-not-date"),
        ("二〇二三年二月三十日", "cell-no-such-day"),
        ("二〇二三年十十月五日", "cell-not-date"),
        ("#REF!", "cell-formula-error"),
    ],
)
def test_what_is_no_day_says_why(raw: Raw, code: str) -> None:
    assert read(DAY, raw) == code


@pytest.mark.parametrize(
    ("raw", "cents"),
    [
        (9.66, 9_660_000),
        (0.1 + 0.2, 300_000),
        (0.0, 0),
        ("0", 0),
        ("1,200.5", 1_200_500_000),
        ("１２", 12_000_000),
        ("12万元", 12_000_000),
        ("12万", 12_000_000),
        ("12元", 1_200),
        ("¥12", 12_000_000),
    ],
)
def test_money_in_ten_thousands_is_kept_in_cents(raw: Raw, cents: int) -> None:
    assert read(AMOUNT, raw) == cents


def test_the_unit_of_the_heading_is_the_unit_of_the_cells() -> None:
    kept = [read(AMOUNT, "1,234.56", named) for named in ("元", "万元", "亿元")]
    assert kept == [123_456, 1_234_560_000, 12_345_600_000_000]
    assert read(AREA, 2.0, "公顷") == 300_000


def test_a_cell_that_names_its_unit_is_read_in_that_whatever_the_heading_says() -> None:
    assert [read(AMOUNT, "80万元", named) for named in ("元", "万元", "亿元")] == [80_000_000] * 3
    assert [read(AMOUNT, "八十万", named) for named in ("元", "万元", "亿元")] == [80_000_000] * 3
    assert read(AREA, "2亩", "公顷") == 20_000


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("八十万元", 80_000_000),
        ("八十", 80_000_000),
        ("捌拾万元整", 80_000_000),
        ("一亿二千万元", 12_000_000_000),
        ("2千万元", 2_000_000_000),
        ("三点五万元", 3_500_000),
        ("壹佰贰拾叁万肆仟伍佰圆整", 123_450_000),
        # What may be read in two ways is told, not guessed; what is no number stays none.
        ("一万五", "cell-number-unclear"),
        ("一万零五百", "cell-number-unclear"),
        ("三五", "cell-number-unclear"),
        ("一", "cell-number-unclear"),
        ("八十余万元", "cell-not-number"),
        ("百万元", "cell-not-number"),
        ("八十公斤", "cell-not-number"),
    ],
)
def test_a_number_in_words_is_read_where_it_is_one(raw: Raw, kept: int | str) -> None:
    assert read(AMOUNT, raw) == kept


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("约12", "cell-not-number"),
        ("1,20", "cell-not-number"),
        ("12吨", "cell-not-number"),
        ("（1,200.5）", "cell-negative"),
        (-3.0, "cell-negative"),
        (1 / 3, "cell-too-fine"),
        (1e300, "cell-too-large"),
        (float("inf"), "cell-not-number"),
    ],
)
def test_what_is_no_amount_says_why(raw: Raw, code: str) -> None:
    assert read(AMOUNT, raw) == code


@pytest.mark.parametrize("raw", ["", "—", "－", "/", "无", " "])
def test_dashes_are_empty(raw: str) -> None:
    assert [read(column, raw) for column in (AMOUNT, DAY, STAGE, VOUCHER, DUTIES)] == [None] * 5


def test_whole_numbers_percentages_and_years() -> None:
    assert [read(HEADS, "12人"), read(HEADS, "12家")] == [12, "cell-not-number"]
    assert [read(HEADS, 12.0), read(HEADS, "12.5"), read(YEAR, "2021年")] == [12, "cell-not-whole", 2021]
    assert [read(HEADS, "三十人"), read(HEADS, "一百零五"), read(YEAR, "二〇二一年")] == [30, 105, 2021]
    assert [read(PROGRESS, raw) for raw in ("35%", 35.0, "80％")] == [350_000, 350_000, 800_000]


def test_choices_lists_and_texts() -> None:
    assert [read(STAGE, "到 位"), read(STAGE, "到帐")] == ["到位", "cell-not-choice"]
    assert read(DUTIES, "园区、招商；培训\n督查") == "园区、招商、培训、督查"
    assert [read(VOUCHER, " 张　三\n"), read(VOUCHER, 6.0), read(VOUCHER, 1.2e17)] == ["张 三", "6", "cell-digits-lost"]


@given(st.integers(0, 10**13))
def test_any_amount_of_cents_survives_a_spreadsheet(cents: int) -> None:
    """A spreadsheet holds an amount in 万元 as a float; up to 15 digits nothing is lost."""
    assert read(AMOUNT, float(Decimal(cents).scaleb(-6))) == cents
