"""Periods: the short ways of writing one, seen from a clock."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.base.periods import Period, half, months, parse_period, quarter, year
from jiedui.base.problems import Refusal

CLOCK = date(2022, 10, 14)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022年", "2022-01-01", "2022-12-31"),
        ("2022H1", "2022-01-01", "2022-06-30"),
        ("2022h2", "2022-07-01", "2022-12-31"),
        ("2022Q1", "2022-01-01", "2022-03-31"),
        ("2022Q3", "2022-07-01", "2022-09-30"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022年9月", "2022-09-01", "2022-09-30"),
        ("2022-3-5", "2022-03-05", "2022-03-05"),
        ("2021-10..2022-09", "2021-10-01", "2022-09-30"),
        ("2021-10-08..2022-10-14", "2021-10-08", "2022-10-14"),
        ("2021..2022", "2021-01-01", "2022-12-31"),
        ("2022-09..", "2022-09-01", "2022-10-14"),
        ("..2022-09", "0001-01-01", "2022-09-30"),
        (" 2022 ", "2022-01-01", "2022-12-31"),
        ("今年", "2022-01-01", "2022-12-31"),
        ("今年以来", "2022-01-01", "2022-10-14"),
        ("去年", "2021-01-01", "2021-12-31"),
        ("去年以来", "2021-01-01", "2022-10-14"),
        ("本月", "2022-10-01", "2022-10-31"),
        ("本季度", "2022-10-01", "2022-12-31"),
        ("上半年", "2022-01-01", "2022-06-30"),
        ("下半年", "2022-07-01", "2022-12-31"),
    ],
)
def test_a_period_is_read(text: str, start: str, end: str) -> None:
    assert parse_period(text, CLOCK) == Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "period-unreadable"),
        ("2022-13", "period-unreadable"),
        ("2022-02-30", "period-unreadable"),
        ("2022Q5", "period-unreadable"),
        ("22", "period-unreadable"),
        ("前年", "period-unreadable"),
        ("2022..x", "period-unreadable"),
        ("2022-10..2021-09", "period-backwards"),
        ("2022-11..", "period-backwards"),
    ],
)
def test_what_is_no_period_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_period(text, CLOCK)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_both_ends_belong_to_it() -> None:
    term = Period(date(2021, 10, 8), date(2022, 10, 14))
    assert date(2021, 10, 8) in term
    assert date(2022, 10, 14) in term
    assert date(2022, 10, 15) not in term
    assert term.days == 372


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period(date(2022, 1, 1), date(2022, 9, 30)), Period(date(2021, 1, 1), date(2021, 9, 30))),
        (months(2023, 2, 2), months(2022, 2, 2)),
        (months(2024, 2, 2), months(2023, 2, 2)),
        (months(2025, 2, 2), months(2024, 2, 2)),
        (parse_period("..2022"), parse_period("..2021")),
        (Period(date(2024, 2, 29), date(2024, 3, 1)), Period(date(2023, 2, 28), date(2023, 3, 1))),
    ],
)
def test_the_same_window_a_year_earlier(period: Period, before: Period) -> None:
    assert period.years_before(1) == before


days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@given(days, st.integers(0, 5000))
def test_a_period_reads_back_as_it_is_said(start: date, length: int) -> None:
    period = Period(start, start + timedelta(length))
    assert parse_period(str(period)) == period
    assert period.days == length + 1


@given(st.integers(1950, 2100))
def test_halves_and_quarters_make_up_the_year(number: int) -> None:
    for parts in ([half(number, 1), half(number, 2)], [quarter(number, which) for which in (1, 2, 3, 4)]):
        assert (parts[0].start, parts[-1].end) == (year(number).start, year(number).end)
        assert all(one.end + timedelta(1) == other.start for one, other in pairwise(parts))
        assert sum(part.days for part in parts) == year(number).days


@given(st.text(max_size=12))
def test_any_text_is_a_period_or_is_refused(text: str) -> None:
    try:
        period = parse_period(text, CLOCK)
    except Refusal:
        return
    assert period.start <= period.end
