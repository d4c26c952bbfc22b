"""Names told in short: linked where they can stand for one entry alone; where for several, or for none, nobody is accused.

The book is that of ``conftest``: 八仙镇高山茶园提质项目 (820万元, 协作资金 700万元, 236户), 老县镇便民文化广场项目 (128, 100, 386户),
县城标准厂房项目 (2000, 1200); 平利县启明电机配件有限公司 (协议 3600, 到位 1980).
"""

from collections.abc import Callable

import pytest

from jiedui.prose.document import Span
from jiedui.reports.check.session import Report
from jiedui.reports.check.words.short_names import Known, ShortNames
from reports.check.conftest import signs

TOLD_SHORT = [
    ("高山茶园项目总投资820万元，协作资金700万元，受益236户。", "是是是"),
    ("八仙茶园项目总投资820万元，协作资金700万元，受益263户。", "是是非"),
    ("老县广场项目投入协作资金100万元，惠及386户。", "是是"),
    ("老县广场项目投入128万元。县城厂房项目投入1300万元。", "是非"),
    ("高山茶园、老县广场和县城厂房3个项目共投入协作资金2000万元。", "是是"),
    ("启明公司到位投资1980万元，协议投资3800万元。", "是非"),
    ("启明配件公司投资1980万元。", "是"),
]

OF_NO_ENTRY = [
    ("红茶厂项目投入协作资金999万元。", "无"),
    ("产业园项目投入协作资金999万元。", "无"),
    ("五星、太平庙两村转移就业50人。", "无"),
    ("产业发展类项目协作资金1900万元。协作项目3个，协作资金2100万元。", "是是非"),
]


@pytest.mark.parametrize(("text", "verdicts"), TOLD_SHORT + OF_NO_ENTRY)
def test_a_short_name_is_that_of_the_one_entry_it_can_stand_for(
    check: Callable[..., Report], text: str, verdicts: str
) -> None:
    assert signs(check(text)) == verdicts, text


NAMES = ShortNames(["岚川县龙头村茶叶加工厂建设项目", "岚川县河口村茶叶加工厂建设项目", "岚川蓝海储能科技有限公司"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("龙头茶厂项目去年开工", [("龙头茶厂项目", 1)]),
        ("龙头茶厂去年开工", [("龙头茶厂", 1)]),
        ("茶叶加工厂项目", [("茶叶加工厂项目", 2)]),
        ("蓝海公司投产", [("蓝海公司", 1)]),
        ("绿色龙头茶厂项目", []),
        ("龙头企业项目", []),
        ("海蓝公司投产", []),
        ("茶厂投产", []),
    ],
)
def test_the_signs_of_a_short_name_stand_in_the_name_in_their_order(text: str, found: list[tuple[str, int]]) -> None:
    told = NAMES.find(text, Span(0, len(text)), lambda: Known((), (), ()))
    assert [(text[each.start : each.end], len(each.names)) for each in told] == found
