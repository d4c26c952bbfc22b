"""The words of the field, ledger by ledger: what officials, journalists and village cadres call a quantity that the book keeps.

Each sentence is borne out by the office's book; with the number behind the bar in place of its own it is not.
"""

import re
from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report

FUNDS = [
    "已支付{600|700}万元。",
    "援助资金进账{2000|2600}万元。",
    "资金分解下达{1900|2300}万元。",
    "资金使用率{31.6|55.2}%。",
    "省财政援助款到账{1600|1900}万元。",
]
GIFTS = [
    "东部社会各界捐赠资金和物资共{120.5|160.5}万元。",
    "募捐资金{108|140}万元。",
    "捐来的钱有{108|140}万元。",
]
GOODS = [
    "采购及帮助销售农畜产品和特色手工艺品{120|170}万元。",
    "以购代捐{120|170}万元。",
    "大米走货{8|13}吨。",
    "单茶叶一项就销售{75.5|99.5}万元。",
]
WORKERS = [
    "赴江苏务工{85|120}人。",
    "赴苏就业{85|120}人。",
    "在江苏就业{85|120}人。",
    "劳动力输出{140|190}人。",
    "公益性岗位安置{15|27}人。",
    "帮{140|190}名老乡找到了工作。",
    "脱贫群众{78|110}人实现就业。",
    "就地就近转移就业{40|66}人。",
]
FIRMS = [
    "签订投资协议{2|7}个。",
    "签约金额{4500|5200}万元。",
    "落地企业提供就业岗位{112|150}个。",
    "吸纳农村劳动力就业{112|150}人。",
    "现有{3|8}个车间，吸纳就业111人。",
    "新增帮扶车间{2|7}间。",
]
PROJECTS = [
    "立项{3|8}个。",
    "项目概算总投资{2948|3600}万元。",
    "让{622|800}户农户受益。",
]
PEOPLE = [
    "东部来访2批32人次，我县出访1批{12|20}人次。",
    "双方互访{3|8}回。",
    "接待东部来访{2|7}批次。",
    "组织培训{2|7}场次，参训108人次。",
    "举办致富带头人培训{1|6}班次。",
    "柔性引进专家{3|8}名。",
    "请进来专家{3|8}名。",
]
PAIRS = [
    "{2|7}对村签了帮扶协议。",
    "结对镇{1|6}个。",
    "镇与镇结对{1|6}对。",
]


@pytest.mark.parametrize(
    "sentence", [*FUNDS, *GIFTS, *GOODS, *WORKERS, *FIRMS, *PROJECTS, *PEOPLE, *PAIRS], ids=lambda each: each[:24]
)
def test_a_quantity_is_known_by_the_words_of_the_field(check: Callable[..., Report], sentence: str) -> None:
    told = re.search(r"\{([^|]+)\|([^}]+)\}", sentence)
    assert told is not None
    verdicts = []
    for value in told.groups():
        text = sentence[: told.start()] + value + sentence[told.end() :]
        claim = next(each for each in check(text).claims if each.start <= told.start() < each.end)
        verdicts.append(claim.checked.verdict)
    assert verdicts == ["confirmed", "contradicted"]


@pytest.mark.parametrize(
    "sentence",
    [
        "在江苏的有85人。",
        "新签的有3对。",
        "常州芳茂电机有限公司为广场安装路灯捐资30万元。",
        "用工单位2家。",
        "采购单位3家。",
        "转移就业130人出头。",
        "转移就业130人有余。",
        "转移就业不止130人。",
        "转移就业少说130人。",
        "转移就业差不多140人。",
        "转移就业150人不到。",
    ],
)
def test_a_number_is_known_by_what_little_is_told_of_it(check: Callable[..., Report], sentence: str) -> None:
    assert [claim.checked.verdict for claim in check(sentence).claims] == ["confirmed"]


@pytest.mark.parametrize(
    "sentence",
    [
        "3个车间吸纳就业111人。",
        "提出的4条建议有1条见效。",
        "产业上安排项目2个。",
        "近年来平均互访3次。",
    ],
)
def test_a_word_that_may_mean_something_else_accuses_nobody(check: Callable[..., Report], sentence: str) -> None:
    assert "contradicted" not in [claim.checked.verdict for claim in check(sentence).claims]
