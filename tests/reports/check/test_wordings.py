"""Wordings that no phrase of the catalogue lists, and words that narrow in a way no ledger keeps.

The cases are as in ``test_statements``: a sentence and the verdicts of its statements in order.
"""

from collections.abc import Callable
from datetime import date

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs

OTHER_WORDS = [
    ("两地互派专业人才4人，其中东部选派3人，我县选派1人。", "是是是"),
    ("两地互派专业人才4人，其中东部选派3人，我县选派2人。", "是是非"),
    ("面向致富能手办班1期，听课62人次；面向领导干部办班1期，听课46人次。", "是是是是"),
    ("按照年初的交流计划，东部选派医疗专家1名。", "是"),
    ("镇一级互访1次，县级层面互访2次。", "是是"),
    ("老县镇接受社会捐赠108万元（含物资折款）。", "是"),
    ("全年互派专技人才4名其中东部医疗专家1名农技专家1名。", "是是是"),
    ("县与县之间走动2次，镇与镇之间走动1次。", "是是"),
    ("1个公共服务项目受益386户。", "是是"),
    ("与去年相比，转移就业人数增加90人。", "是"),
    ("与去年相比，采购和帮助销售增加70万元，增加到120万元。", "是是"),
    ("下半年互访1次，比上半年的2次略少。", "是是"),
    ("东部单位采购和帮助销售平利农特产品120万元。", "是"),
    ("提请常委会研究前，已有2批东部客人前来考察，我县组织1批外出考察。", "是是"),
    ("协作资金省级到位1600万元；下达1900万元；拨付1634万元。", "是是是"),
]

#: Something in the words narrows that no ledger keeps, or tells two numbers apart: nobody is accused by the whole's figure.
NOT_UNDERSTOOD = [
    ("全年转移就业140人，其中女性61人、返乡大学生7人。", "是无无"),
    ("全年转移就业140人，其中高校毕业生9人，退役军人6人。", "是无无"),
    ("新聘任的乡村讲师培训51人次，老年大学培训40人次。", "无无"),
    ("第二批赴外地研学的专技人才2名。", "无"),
    ("全年互访3次，其中青年干部互访2次。", "是无"),
    ("校园食堂督查1次，发现问题3个，整改2个。", "无无无"),
    ("返乡青年小李的茶园有40亩，去年靠单位采购卖了6万元。", "无无"),
    ("安康市全市转移就业9000人。", "无"),
    ("转移就业140人，50岁以上的18人。", "是无"),
    ("在其他对口地区捐赠资金90万元。", "无"),
    ("全县11个镇全部与东部结成对子。", "无"),
]

FROM_THE_BEGINNING = [
    ("到今年底，全县累计转移就业190人。", "是"),
    ("到今年底，全县累计转移就业210人。", "非"),
    ("全年互访由上年的0次增加到3次。", "无是"),
]

#: What stands in a label, a heading or beside it in a list.
TERSE = (
    """平利县2022年劳务协作情况

一、劳务
东部：85人
省内：40人
村里：12人
二、人才
专技交流：来平3人
""",
    "是是无是",
)

BY_TIME = [
    ("全年转移就业140人，月均转移就业11.7人。", "是是"),
    ("全年转移就业140人，月均转移就业19人。", "是非"),
    ("互访3次，平均每周2次多。", "是无"),
]

RUN_ON = [
    ("全年转移就业140人东部就业85人公益岗位15人。", "是是是"),
    ("全年捐赠资金108万元捐赠物资12.5万元。", "是是"),
]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [*OTHER_WORDS, *NOT_UNDERSTOOD, *FROM_THE_BEGINNING, *BY_TIME, *RUN_ON],
    ids=lambda each: each[:24],
)
def test_what_is_said_in_other_words_means_the_same_and_what_is_narrower_accuses_nobody(
    check: Callable[..., Report], sentence: str, expected: str
) -> None:
    assert signs(check(sentence)) == expected


def test_a_label_may_shorten_a_value_and_one_that_is_not_known_accuses_nobody(check: Callable[..., Report]) -> None:
    text, expected = TERSE
    assert signs(check(text)) == expected


def test_a_report_of_one_person_whom_the_book_does_not_know_accuses_nobody_by_what_all_did(
    check: Callable[..., Report],
) -> None:
    """Two inspections of 陈立新 are in the book; the author is somebody else."""
    text = "述职报告\n\n挂职期间带队督查5次，发现问题9个。"
    assert [claim.checked.verdict for claim in check(text).claims] == ["unsupported", "unsupported"]


def test_two_numbers_of_a_sentence_never_tell_one_figure_in_two_values(check: Callable[..., Report]) -> None:
    """What tells the two apart is not understood; the words for the second are those of the whole."""
    text = "镇里的年轻人外出务工的转移就业140人，上年纪的人转移就业20人。"
    assert "contradicted" not in [claim.checked.verdict for claim in check(text).claims]


def test_what_the_book_bears_out_is_what_the_sentence_goes_on_with(check: Callable[..., Report]) -> None:
    """吸纳脱贫人口 may be of workshops or of labour: the book has 78 of the latter, so 其中 tells of those."""
    text = "劳务协作吸纳脱贫人口78人，占转移就业总数的55.7%，其中赴东部的脱贫人口41人。"
    found = check(text, day=date(2022, 12, 31)).claims
    assert [claim.checked.verdict for claim in found] == ["confirmed"] * 3
