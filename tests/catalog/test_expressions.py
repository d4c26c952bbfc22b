"""Rules of a row: what they say of a row, and what is no rule."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.catalog.expressions import Value, parse_comparison


@pytest.mark.parametrize(
    ("rule", "row", "holds"),
    [
        ("lifted <= workers", {"lifted": 31, "workers": 58}, True),
        ("lifted <= workers", {"lifted": 59, "workers": 58}, False),
        ("lifted <= workers", {"lifted": None, "workers": 58}, True),
        ("lifted <= workers", {"workers": 58}, True),
        ("end >= start", {"end": date(2022, 10, 1), "start": date(2021, 10, 8)}, True),
        ("end >= start", {"end": date(2021, 10, 1), "start": date(2021, 10, 8)}, False),
        ("east_fund <= budget", {"east_fund": Decimal("700.01"), "budget": Decimal("700.00")}, False),
        ("progress <= 100", {"progress": Decimal("100.0000")}, True),
        ("a + b <= c - 1", {"a": 1, "b": 2, "c": 4}, True),
        ("a + b <= c - 1", {"a": 1, "b": 3, "c": 4}, False),
        ("-a < 0.5", {"a": Decimal("-0.5")}, False),
        ("a != b", {"a": 1, "b": 1}, False),
    ],
)
def test_a_row_obeys_or_not(rule: str, row: dict[str, Value], holds: bool) -> None:
    assert parse_comparison(rule).holds(row) is holds


@pytest.mark.parametrize(
    "text",
    ["", "lifted", "lifted <=", "<= workers", "a <= b <= c", "a b <= c", "a * 2 <= b", "Lifted <= workers", "a = b"],
)
def test_what_is_no_comparison_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="`"):
        parse_comparison(text)


names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
terms = st.tuples(st.sampled_from("+-"), names | st.integers(0, 10**6).map(str))
sums = st.lists(terms, min_size=1, max_size=4)


@given(sums, st.sampled_from(["<=", "<", ">=", ">", "==", "!="]), sums, st.data())
def test_a_rule_agrees_with_arithmetic(
    left: list[tuple[str, str]], symbol: str, right: list[tuple[str, str]], data: st.DataObject
) -> None:
    texts = [" ".join(f"{sign} {word}" for sign, word in side) for side in (left, right)]
    rule = parse_comparison(f"{texts[0]} {symbol} {texts[1]}")
    row = {name: data.draw(st.integers(-1000, 1000)) for name in sorted(rule.columns)}
    values = [sum((1 if s == "+" else -1) * int(row.get(w, w)) for s, w in side) for side in (left, right)]
    order = (values[0] > values[1]) - (values[0] < values[1])
    wanted = {"<=": order <= 0, "<": order < 0, ">=": order >= 0, ">": order > 0, "==": order == 0, "!=": order != 0}
    assert rule.holds(row) is wanted[symbol]
    assert rule.columns == {word for _, word in (*left, *right) if not word[0].isdigit()}
