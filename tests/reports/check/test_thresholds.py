"""How many pass a bound, what the greatest few have, how far two amounts are from each other.

Against the book of ``conftest``: 转移就业 八仙镇 85人, 老县镇 55人; 协作资金 of the three projects 700, 100 and 1200万元.
"""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs

PASSING = [
    ("转移就业超过60人的镇有1个。", "是"),
    ("转移就业超过60人的镇有2个。", "非"),
    ("转移就业50人以上的镇有2个，80人以上的镇1个。", "是是"),
    ("全县有1个镇转移就业超过60人。", "是"),
    ("协作资金超过500万元的项目2个。", "是"),
    ("协作资金在500万元以上的项目有3个。", "非"),
]

BESIDE_ALL = [
    ("全县转移就业140人，超过平均数的只有1个镇。", "是是"),
    ("全县转移就业140人，超过平均数的有2个镇。", "是非"),
    ("转移就业高于镇均水平的镇有1个。", "是"),
    ("各镇转移就业低于平均数的有1个镇。", "是"),
    ("老县镇转移就业55人，比镇均少15人。", "是是"),
    ("老县镇转移就业55人，比平均水平少25人。", "是非"),
    ("全县转移就业140人，镇均70人。", "是是"),
    ("全县转移就业140人，镇均75人。", "是非"),
]

GREATEST = [
    ("转移就业前一位的镇合计85人，占60.7%。", "是是"),
    ("转移就业前一位的镇合计55人。", "非"),
    ("前三季度转移就业140人。", "是"),
]

APART = [
    ("八仙镇转移就业85人，与老县镇相差30人。", "是是"),
    ("八仙镇转移就业85人，与老县镇相差40人。", "是非"),
    ("转移就业最多的八仙镇85人，最少的老县镇55人，相差30人。", "是是是"),
    ("八仙镇采购和帮助销售75.5万元，高出老县镇31万元。", "是是"),
    ("八仙镇采购和帮助销售75.5万元，高出老县镇41万元。", "是非"),
    ("八仙镇转移就业85人，居各镇第一，比居第二的老县镇多30人。", "是是是是"),
    ("八仙镇转移就业85人，居各镇第一；老县镇居第二位。", "是是是"),
]


@pytest.mark.parametrize(("text", "verdicts"), PASSING + BESIDE_ALL + GREATEST + APART)
def test_a_number_of_several_is_reckoned_from_all_of_them(
    check: Callable[..., Report], text: str, verdicts: str
) -> None:
    assert signs(check(text)) == verdicts, text
