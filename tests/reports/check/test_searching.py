"""A third look: numbers of many digits that are told in words nobody foresaw.

Against the book of ``conftest``: 消费协作 of tea 75.5万元, 50万元 the year before; 转移就业 140人, of them 85人 in 八仙镇 and
55人 in 老县镇; 到位 2000万元 of a target of 1900万元; 下达 1900万元, of them 700万元 for 八仙镇, 拨付 1634万元 and 650万元.
"""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs

TOLD_OTHERWISE = [
    # The question names the matter, the answer the product and the number.
    ("记者：消费协作怎么样？\n发布人：茶走俏，去年前后凑了50万元，这回75.5万元。", "是是"),
    # Shares, rates and completions of what was told right before, by no more than the place.
    ("转移就业140人。\n八仙镇60.7%，老县镇39.3%。", "是是是"),
    ("财政援助资金到位2000万元，拨付1634万元。\n看比例，拨得最快的八仙镇92.9%。", "是是是"),
    ("财政援助资金到位2000万元。\n按任务算账，105.3%。", "是是"),
    # The head of a paragraph names the part of a rate: of 700 and 1200万元 allotted, 650 and 984 were disbursed.
    ("财政援助资金到位2000万元。\n2.拨付。八仙镇92.9%。", "是是"),
    # What does not hold is no accusation: the words are as strange as before.
    ("记者：消费协作怎么样？\n发布人：茶走俏，这回76.5万元。", "无"),
    ("转移就业140人。\n八仙镇62.7%，老县镇31.3%。", "是无无"),
    # Two digits that changed places show what was meant, and that it is wrong.
    ("记者：消费协作怎么样？\n发布人：茶走俏，这回57.5万元。", "非"),
    # A number that says little would be met by chance, and what a word denies is not looked for.
    ("记者：转移就业怎么样？\n发布人：看得见的，55处。", "无"),
    ("财政援助资金到位2000万元。\n没有入库的1634万元。", "是无"),
]


@pytest.mark.parametrize(("text", "expected"), TOLD_OTHERWISE)
def test_what_says_so_much_is_found_in_whatever_words(check: Callable[..., Report], text: str, expected: str) -> None:
    """Every statement gets its verdict."""
    assert signs(check(text)) == expected


def test_what_is_found_is_told_with_its_definition(check: Callable[..., Report]) -> None:
    """The reader sees of what the number was found to be: the completion of the year's target."""
    claim = check("财政援助资金到位2000万元。\n按任务算账，105.3%。").claims[-1]
    assert "完成率" in claim.figure
    assert claim.definition.endswith("÷ (19000000（target:1）)")
