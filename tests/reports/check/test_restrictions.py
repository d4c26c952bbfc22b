"""Words that make a number one of some alone, of whom the ledger knows nothing: neither borne out nor refuted.

The cases are as in ``test_statements``, against the book of ``conftest``.
"""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs

OF_SOME = [
    ("从残疾人群体看，转移就业140人。", "无"),
    ("面向妇女，举办培训2期。", "无"),
    ("采购和帮助销售120万元，均为线上订单。", "无"),
    ("采购和帮助销售60万元，全部销往海外市场。", "无"),
    ("社会捐赠120.5万元，均来自民营企业家。", "无"),
    ("按照省里口径，全年转移就业120人。", "无"),
]

OF_ALL = [
    ("转移就业140人，全部签订劳动合同。", "是"),
    ("帮助妇女、残疾人等在内的劳动力转移就业140人。", "是"),
    ("全年线上带货超20万元帮助农村劳动力转移就业140人。", "无是"),
    ("线上线下相结合，采购和帮助销售120万元。", "是"),
    ("采购和帮助销售75.5万元，全部为单位采购。", "是"),
    ("转移就业150人，全部签订劳动合同。", "非"),
]


@pytest.mark.parametrize(("text", "verdicts"), OF_SOME + OF_ALL)
def test_a_number_of_some_alone_is_not_decided(check: Callable[..., Report], text: str, verdicts: str) -> None:
    assert signs(check(text)) == verdicts, text
