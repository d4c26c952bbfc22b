"""Judging: pairs of what was said and what was so, most of them from public reports."""

from fractions import Fraction

import pytest

from jiedui.prose.extract import extract
from jiedui.reports.check.readings.judge import holds, nature_of

PAIRS = [
    ("到位资金33亿元", "3280000000", "rounded"),
    ("税收660万元", "6579000", "overstated"),
    ("拨付率74.14%", "0.74149", "rounded"),
    ("占79.55%", "0.79545", "rounded"),
    ("近80%的企业", "0.781", "vague"),
    ("近70%的项目", "0.6875", "vague"),
    ("增长42.9%", "0.42913", "rounded"),
    ("筹集一百余万元", "1080000", "vague"),
    ("筹集一百余万元", "2000000", "overstated"),
    ("筹集一百余万元", "1000000", "overstated"),
    ("互访9次", "9", "exact"),
    ("互访9次", "8", "overstated"),
    ("互访9次", "10", "understated"),
    ("超过100人", "100", "overstated"),
    ("100人以上", "100", "vague"),
    ("不足5万元", "50000", "understated"),
    ("不超过10个", "10", "vague"),
    ("约5000万元", "45000000", "vague"),
    ("约5000万元", "44000000", "overstated"),
]


@pytest.mark.parametrize(("said", "was", "nature"), PAIRS)
def test_what_was_said_against_what_was_so(said: str, was: str, nature: str) -> None:
    (statement,) = extract(said).statements
    told = nature_of(statement, Fraction(was))
    if nature in ("overstated", "understated"):
        assert not holds(told)
    else:
        assert holds(told)
        assert told in (nature, "soft")
