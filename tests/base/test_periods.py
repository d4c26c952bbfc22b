"""Periods: the short ways of writing one, what they say in words, their parts, the same window of another year."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.base.periods import Period, containing, parse_period, quarter
from jiedui.base.problems import Refusal

CLOCK = date(2022, 10, 5)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PERIODS = st.tuples(DAYS, DAYS).map(lambda days: Period(min(days), max(days)))


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("2022", "2022-01-01", "2022-12-31", "2022年"),
        ("2022年", "2022-01-01", "2022-12-31", "2022年"),
        ("2022H1", "2022-01-01", "2022-06-30", "2022年上半年"),
        ("2022年下半年", "2022-07-01", "2022-12-31", "2022年下半年"),
        ("2022Q3", "2022-07-01", "2022-09-30", "2022年第三季度"),
        ("2022年第一季度", "2022-01-01", "2022-03-31", "2022年第一季度"),
        ("2022年四季度", "2022-10-01", "2022-12-31", "2022年第四季度"),
        ("2022-02", "2022-02-01", "2022-02-28", "2022年2月"),
        ("2024年2月", "2024-02-01", "2024-02-29", "2024年2月"),
        ("2022-03-05", "2022-03-05", "2022-03-05", "2022年3月5日"),
        ("2022年3月5日", "2022-03-05", "2022-03-05", "2022年3月5日"),
        ("2022/3/5", "2022-03-05", "2022-03-05", "2022年3月5日"),
        ("2021-10..2022-09", "2021-10-01", "2022-09-30", "2021年10月至2022年9月"),
        ("2022-01..2022-09", "2022-01-01", "2022-09-30", "2022年1月至9月"),
        ("2021-10-08..2022-10-14", "2021-10-08", "2022-10-14", "2021年10月8日至2022年10月14日"),
        ("2022-10..", "2022-10-01", "2022-10-05", "2022年10月1日至2022年10月5日"),
        ("..2022-09", "0001-01-01", "2022-09-30", "截至2022年9月30日"),
        ("今年以来", "2022-01-01", "2022-10-05", "2022年1月1日至2022年10月5日"),
        ("去年以来", "2021-01-01", "2022-10-05", "2021年1月1日至2022年10月5日"),
        ("去年", "2021-01-01", "2021-12-31", "2021年"),
        ("本月", "2022-10-01", "2022-10-31", "2022年10月"),
        ("上月", "2022-09-01", "2022-09-30", "2022年9月"),
        ("本季度", "2022-10-01", "2022-12-31", "2022年第四季度"),
        ("上季度", "2022-07-01", "2022-09-30", "2022年第三季度"),
        ("上半年", "2022-01-01", "2022-06-30", "2022年上半年"),
    ],
)
def test_what_is_written_is_read(text, start, end, words):
    period = parse_period(text, CLOCK)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
    assert period.words() == words


def test_the_quarter_before_the_first_is_last_years_fourth():
    assert parse_period("上季度", date(2022, 2, 1)) == quarter(2021, 4)
    assert parse_period("上月", date(2022, 1, 31)).words() == "2021年12月"


@pytest.mark.parametrize(
    "text", ["", "20223", "2022-13", "2022-02-30", "2022-123", "2022Q5", "明年以来", "2022..2021年x"]
)
def test_what_cannot_be_read_is_refused(text):
    with pytest.raises(Refusal, match="看不懂的期间"):
        parse_period(text, CLOCK)


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(Refusal) as caught:
        parse_period("2022-09..2021-10", CLOCK)
    assert caught.value.problems[0].code == "period-backwards"


@given(PERIODS)
def test_what_is_printed_reads_back(period):
    assert parse_period(str(period)) == period


@given(PERIODS, st.sampled_from(["month", "quarter", "year"]))
def test_the_parts_cover_the_period_without_gap_or_overlap(period, stretch):
    parts = period.split(stretch)
    assert (parts[0].start, parts[-1].end) == (period.start, period.end)
    assert all(after.start - before.end == timedelta(days=1) for before, after in pairwise(parts))
    assert sum(part.days for part in parts) == period.days
    labels = [part.label(stretch) for part in parts]
    assert len(set(labels)) == len(parts)
    assert all(
        parse_period(label) == containing(part.start, stretch) for label, part in zip(labels, parts, strict=True)
    )


def test_a_period_without_a_beginning_has_no_parts_and_stays_without_one():
    period = parse_period("..2022-09", CLOCK)
    assert period.split("month") == []
    assert period.years_before(1).words() == "截至2021年9月30日"


def test_the_same_window_a_year_earlier_keeps_the_months_end():
    assert str(parse_period("2024-02").years_before(1)) == "2023-02-01..2023-02-28"
    assert str(parse_period("2023-02").years_before(-1)) == "2024-02-01..2024-02-29"
    assert str(parse_period("2021-10-08..2022-10-14").years_before(1)) == "2020-10-08..2021-10-14"


def test_a_day_lies_in_its_period():
    assert date(2022, 9, 30) in quarter(2022, 3)
    assert date(2022, 10, 1) not in quarter(2022, 3)
    assert quarter(2022, 3).days == 92
