"""How well an accusation stands: by the numbers beside it, and by how it is out."""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # One wrong among right ones, by a slip of the pen, or by itself: it is told.
        ("转移就业140人，其中东部85人，公益岗位15人，省内就近45人。", "是是是非"),
        ("转移就业410人，其中东部85人。", "非是"),
        ("转移就业150人。", "非"),
        # Two wrong by the same slip bear each other out: both of last year, each in the other's place.
        ("转移就业50人，消费协作50万元。", "非非"),
        ("八仙镇、老县镇分别转移就业55人、85人。", "非非"),
        # A part of more than its whole is wrong whatever it is of.
        ("全年结对3对，其中镇镇1对、村村12对。", "是是非"),
        # 亿 for 万 is a slip of the pen, of a bound as well, and what stands beside it is borne out.
        ("全年到位财政援助资金不少于1900亿元，转移就业140人，互访3次。", "非是是"),
        ("八仙镇转移就业55人，采购和帮助销售75.5亿元。", "非非"),
        # What the paragraph before told says nothing of where this one stands.
        ("全年互访3次。\n收到社会捐赠资金78万元，培训2期。", "是非是"),
        # Out by far in a sentence that was not understood: what was meant is something else.
        ("转移就业9人，缝纫师傅满意4次，回访2回。", "无无无"),
        # Several that would all be wrong: the sentence was misread.
        ("转移就业99人，互访7次，督查5次，采购31万元。", "无无无无"),
        # Less than three tenths are a part that was not understood, unless the words say plainly what it is.
        ("财政援助资金到位2000万元，拨付413万元。", "是无"),
        ("全年转移就业33人。", "非"),
    ],
)
def test_an_accusation_stands_among_numbers_that_are_right(
    check: Callable[..., Report], text: str, expected: str
) -> None:
    """When the company or the number speaks against it, it is asked about and not accused."""
    assert signs(check(text)) == expected
