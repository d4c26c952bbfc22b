"""Units of measure: the dimension of each and its exact factor."""

from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.base.units import BASE, SCALES, UNITS, Dimension, unit


@pytest.mark.parametrize(
    ("name", "dimension", "factor"),
    [
        ("元", "money", 1),
        ("万元", "money", 10**4),
        ("亿元", "money", 10**8),
        ("分", "money", Fraction(1, 100)),
        ("亩", "area", Fraction(2000, 3)),
        ("万亩", "area", Fraction(20_000_000, 3)),
        ("公顷", "area", 10_000),
        ("平方公里", "area", 1_000_000),
        ("斤", "mass", Fraction(1, 2)),
        ("吨", "mass", 1000),
        ("吨标准煤", "energy", 1),
        ("人次", "visits", 1),
        ("万人次", "visits", 10**4),
        ("人", "count", 1),
        ("户", "count", 1),
        ("批", "count", 1),
        ("%", "ratio", Fraction(1, 100)),
        ("个百分点", "points", 1),
        ("倍", "times", 1),
        ("年", "duration", 12),
        ("个月", "duration", 1),
    ],
)
def test_a_unit_is_so_many_base_units(name: str, dimension: str, factor: Fraction) -> None:
    found = unit(name)
    assert (found.name, found.dimension, found.factor) == (name, dimension, factor)


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [("公顷", "亩", 15), ("平方公里", "亩", 1500), ("吨", "斤", 2000), ("公里", "米", 1000), ("年", "季度", 4)],
)
def test_the_law_of_measures_holds_exactly(one: str, other: str, times: int) -> None:
    assert unit(one).factor == times * unit(other).factor


def test_every_dimension_has_a_base_unit_of_factor_one() -> None:
    assert set(BASE) == set(get_args(Dimension))
    for dimension, name in BASE.items():
        assert (unit(name).dimension, unit(name).factor) == (dimension, 1)


@given(st.sampled_from(sorted(SCALES)), st.sampled_from(sorted(UNITS)))
def test_a_scale_before_a_unit_multiplies_it(scale: str, name: str) -> None:
    scaled = unit(scale + name)
    assert scaled == UNITS.get(scale + name, scaled)
    assert (scaled.dimension, scaled.factor) == (UNITS[name].dimension, SCALES[scale] * UNITS[name].factor)


@given(st.text(min_size=1, max_size=4))
def test_any_word_is_a_unit_of_something(name: str) -> None:
    assert unit(name).factor > 0
