"""Whose figure a sentence means: run-on prose, lists, another clause's town, a report from the other side of the pair.

The cases are as in ``test_statements``: a sentence and the verdicts of its statements in order.
"""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs

RUN_ON = [
    ("全年到位财政援助资金2000万元其中省级1600万元区级400万元。", "是是是"),
    ("全年转移就业140人含脱贫人口78人其中赴东部务工85人公益岗位15人。", "是是是是"),
    ("全年举办培训2期培训108人次，开展督查2次发现问题16个整改14个。", "是是是是是"),
    ("全年新签结对3对批复协作项目3个总投资2948万元。", "是是是"),
    ("全年社会捐赠120.5万元全县采购、帮销农产品120万元2022年开展督查2次。", "是是是"),
    ("全年互访3次44人次社会捐赠3笔120.5万元。", "是是是是"),
    ("全年互派专技人才4名其中教育1名医疗2名农业1名。", "是是是是"),
    ("全年互访3次、44人次参加全县举办培训2期。", "是是是"),
    ("全年互访3次，共44人次督查开了2次。", "是是是"),
    ("全年转移就业140人展销中心卖出农产品24.5万元全年督查2次。", "是是是"),
]

BRACKETS_AND_PARTS = [
    ("共安排项目3个（产业发展类2个、公共服务类1个），协作资金2000万元，受益农户622户。", "是是是是是"),
    ("转移就业140人，脱贫人口78人，其中向东部输转85人，省内转移40人。", "是是是是"),
    ("八仙、老县两镇转移就业分别为85人和55人。", "是是"),
    ("全年到位财政援助资金2000万元，省、区两级分别为1600万元和400万元。", "是是是"),
    ("全年到位财政援助资金2000万元，省、区两级分别为1500万元和400万元。", "是非是"),
    ("转移就业140人，距全年200人的目标还差60人。", "是是是"),
    ("转移就业140人，距全年200人的目标还差80人。", "是是非"),
]

ANOTHER_MATTER = [
    ("八仙镇转移就业85人列全县第一，消费方面采购和帮助销售120万元，捐赠方面捐赠款物120.5万元。", "是是是是"),
    ("八仙镇转移就业85人，全县转移就业140人。", "是是"),
    ("启明电机到位投资1980万元，全县转移就业140人。", "是是"),
    ("户均受益3人以上，全年采购和帮助销售120万元。", "是是"),
]

LISTS = [
    ("按去向分，东部就业85人，省内就近40人，公益岗位15人。", "是是是"),
    ("按去向分，东部就业85人，省内就近45人，公益岗位15人。", "是非是"),
    ("全年采购、帮助销售特色产品120万元，其中采购75.5万元、帮助销售44.5万元。", "是是是"),
    ("全年采购、帮助销售特色产品120万元，其中采购95.5万元、帮助销售44.5万元。", "是非是"),
    ("全年采购75.5万元，帮助销售44.5万元。", "是是"),
    ("全县转移就业140人。其中，八仙镇85人、老县镇55人。", "是是是"),
    ("全县转移就业140人。其中，八仙镇95人、老县镇55人。", "是非是"),
]

FROM_THE_EAST = [
    ("全年拨付平利县财政援助资金2000万元，其中区级财政安排400万元。", "是是"),
    ("全年采购、帮助销售平利农特产品120万元。", "是"),
    ("全年采购、帮助销售平利农特产品150万元。", "非"),
    ("支持平利县实施协作项目3个，协作资金2000万元。", "是是"),
    ("两地互访3次，其中我区赴平利2次、32人次，平利来我区1次。", "是是是是"),
]


OUTLINE = """平利县2022年东西部协作工作情况
（汇报提纲）

一、资金
——到位：2000万元，其中省级1600万元，区级400万元。
——下达：1900万元；拨付1634万元，拨付率86%。
二、项目
批复3个，已开工3个。
三、消费
全年120万元，完成年度任务120%。
其中：商超20万元；展销中心24.5万元。
八仙镇75.5万元，老县镇54.5万元。
四、劳务
转移就业140人（脱贫78人）。目标200人，完成70%。
五、交往
互访3次44人次。来访2次，出访2次。
六、捐赠
3笔，合计120.5万元。
"""

NONE = [
    ("全年互访3次，其中八仙镇赴横山桥镇0次。", "是是"),
    ("全年镇级互访1次，其中西访东3次。", "是非"),
]


def test_an_outline_leaves_it_to_its_headings_to_say_what_is_told(check: Callable[..., Report]) -> None:
    found = {claim.text: claim.checked.verdict for claim in check(OUTLINE).claims}
    wrong = {text for text, verdict in found.items() if verdict != "confirmed"}
    assert wrong == {"54.5万元", "2次"}
    assert found["54.5万元"] == "contradicted"


@pytest.mark.parametrize(("sentence", "expected"), NONE, ids=lambda each: each[:24])
def test_nought_is_known_where_the_ledger_is_kept(check: Callable[..., Report], sentence: str, expected: str) -> None:
    assert signs(check(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"), [*RUN_ON, *BRACKETS_AND_PARTS, *ANOTHER_MATTER, *LISTS], ids=lambda each: each[:24]
)
def test_a_county_reports(check: Callable[..., Report], sentence: str, expected: str) -> None:
    assert signs(check(sentence)) == expected


@pytest.mark.parametrize(("sentence", "expected"), FROM_THE_EAST, ids=lambda each: each[:24])
def test_the_other_side_reports(check: Callable[..., Report], sentence: str, expected: str) -> None:
    assert signs(check(sentence, region="常州经开区")) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"), [("全年转移就业85人，老县镇转移就业55人。", "是是"), ("老县镇转移就业65人。", "非")]
)
def test_a_town_tells_of_its_neighbour(check: Callable[..., Report], sentence: str, expected: str) -> None:
    assert signs(check(sentence, region="八仙镇")) == expected


def test_a_text_may_end_with_its_number(check: Callable[..., Report]) -> None:
    assert [claim.checked.verdict for claim in check("全年两地互访3次").claims] == ["confirmed"]


def test_what_was_filled_in_later_does_not_count_for_the_half_year(check: Callable[..., Report]) -> None:
    """Of the three projects approved in the half year two had begun by its end; the third began on 1 July."""
    found = [claim.checked.verdict for claim in check("批复项目3个，已开工2个。", period="2022H1").claims]
    assert found == ["confirmed", "confirmed"]
