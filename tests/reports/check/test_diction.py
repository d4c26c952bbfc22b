"""The figures of the office told in everyday words, a ledger a row: 付讫 for 支付, 登门 for 来访, 改毕 for 整改.

Where a sentence goes on with numbers that are wrong, it must not be borne out by its new words either: ``是`` holds, ``非`` is
contradicted.
"""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs

TOLD = [
    ("各界解囊，善款善物合计120.5万元。", "是"),
    ("全年捐款捐物120.5万元，货币捐赠108万元，实物折12.5万元。", "是是是"),
    ("全年付讫财政援助资金600万元。", "是"),
    ("财政援助资金拨出去1634万元。", "是"),
    ("女娲茶回款75.5万元。", "是"),
    ("全县上了超市货架的货卖出20万元。", "是"),
    ("务工者找到了岗位140人，进东部的85人，就近安置40人，守公益岗15人。", "是是是是"),
    ("今年帮着找到活计的140个乡亲。", "是"),
    ("外出与就近就业合计140人。", "是"),
    ("转移就业140人，建档立卡的78人。", "是是"),
    ("客人登门2次，我县回访1次。", "是是"),
    ("两地往还3次，随行44人次。", "是是"),
    ("新缔约3对，村与村携手2对。", "是是"),
    ("今年结亲3门。", "是"),
    ("人才交流里，医者2人，师者1人，农口1人。", "是是是"),
    ("督查下来，挑出毛病16个，改毕14个。", "是是"),
    ("全年督查2次，查资金1次，查进度1次。", "是是是"),
    ("稿子见报2篇，省里的报纸1篇。", "是是"),
    ("老县镇便民文化广场项目造价128万元，得益386户。", "是是"),
    ("企业砸进1980万元，招用112人。", "是是"),
    ("办班2期，听课108人次，干部班46人次。", "是是是"),
    ("车间3个，停机的1个。", "是是"),
    ("全年付讫财政援助资金640万元。", "非"),
    ("督查下来，挑出毛病16个，改毕15个。", "是非"),
]


@pytest.mark.parametrize(("sentence", "expected"), TOLD, ids=lambda each: each[:24])
def test_everyday_words_are_understood(check: Callable[..., Report], sentence: str, expected: str) -> None:
    assert signs(check(sentence)) == expected
