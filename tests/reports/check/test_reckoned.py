"""What a number comes to from those told right before it, whatever words stand between."""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Added up, apart, left over; where the sum is wrong nothing is known of it.
        ("东部就业85人、省内就近40人，拢到一处125人。", "是是是"),
        ("东部就业85人、省内就近40人，拢到一处135人。", "是是无"),
        ("消费协作120万元，其中采购75.5万元，另一头44.5万元。", "是是是"),
        ("消费协作120万元，其中采购75.5万元，另一头54.5万元。", "是是无"),
        # Divided, one by the other: a chance would not give so many digits.
        ("东部就业85人。省内就近40人，两头一比是2.13倍。", "是是是"),
        ("东部就业85人。省内就近40人，两头一比是2.73倍。", "是是无"),
        # What its own words plainly say, in a sentence of its own, is no difference of what another told.
        ("财政援助资金到位2000万元，比上年增加500万元。财政援助资金到位1500万元。", "是是非"),
        # A number of few digits may come of it by chance.
        ("互访3次，督查2次，拢到一处5次。", "是是无"),
    ],
)
def test_a_number_reckoned_from_those_before_it(check: Callable[..., Report], text: str, expected: str) -> None:
    """It is confirmed where no chance gives it, and never accused."""
    assert signs(check(text)) == expected


def test_a_reckoning_is_explained_by_what_it_is_of(check: Callable[..., Report]) -> None:
    """The definition is one that anyone can compute again."""
    claim = check("东部就业85人、省内就近40人，拢到一处125人。").claims[-1]
    assert claim.figure.endswith("（前述各项合计）")
    assert claim.definition.count("劳务协作台账“转移就业人数”合计") == 2
    assert len(claim.records) == 2
