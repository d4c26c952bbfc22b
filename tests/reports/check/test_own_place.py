"""Whose report it is: a town's is known by its title, its signature, its headings; the county's totals say nothing against it.

The cases are as in ``test_statements``: a text and the verdicts of its statements in order, checked for 平利县.
"""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs

OF_A_TOWN = [
    ("八仙镇2022年协作工作总结\n\n全年转移就业85人，采购和帮助销售75.5万元。", "是是"),
    ("八仙镇2022年协作工作总结\n\n全年转移就业95人，采购和帮助销售85.5万元。", "非非"),
    ("平利县八仙镇人民政府关于2022年协作工作的报告\n\n转移就业85人。全县转移就业140人。", "是是"),
    ("2022年八仙镇协作工作情况\n\n转移就业85人，占全县的60.7%，居各镇第一。", "是是是"),
    ("协作工作情况\n\n县乡村振兴局：\n现将情况报告如下：转移就业85人。\n八仙镇人民政府\n2022年12月25日", "是"),
    ("八仙镇、老县镇2022年协作工作总结\n\n全年转移就业140人。", "是"),
]

OF_THE_COUNTY = [
    ("2022年完成情况\n镇　　就业　　销售\n八仙镇　　85人　　75.5万元\n八仙镇　　很好\n\n转移就业140人。", "是是是"),
]

OF_A_HEADING = [
    ("一、八仙镇\n转移就业85人，采购和帮助销售75.5万元。\n二、老县镇\n转移就业55人。", "是是是"),
    ("（一）八仙镇。转移就业85人。\n（二）老县镇。转移就业65人。", "是非"),
    ("八仙镇突出茶产业。全年转移就业85人。全县转移就业140人。", "是是"),
    ("八仙镇突出茶产业。全年转移就业140人。", "是"),
    ("八仙镇来访14人次。全年转移就业不足200人，同比增长180%。", "是是是"),
]

OF_NOBODY_KNOWN = [
    ("一年来，我镇转移就业90人，采购和帮助销售90万元。", "无无"),
    ("全镇转移就业90人。全县转移就业150人。", "无非"),
]


@pytest.mark.parametrize(("text", "verdicts"), OF_A_TOWN + OF_THE_COUNTY + OF_A_HEADING + OF_NOBODY_KNOWN)
def test_a_number_is_of_the_place_whose_text_or_heading_it_is(
    check: Callable[..., Report], text: str, verdicts: str
) -> None:
    assert signs(check(text)) == verdicts, text
