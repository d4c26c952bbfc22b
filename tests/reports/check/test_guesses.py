"""Numbers in words that no ledger knows: what they may be of, and when that bears them out.

The cases are as in ``test_statements``: a sentence and the verdicts of its statements in order.
"""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs

GUESSED = [
    # The one firm that came has 112 at work and has paid in 1980万元; three digits are no chance, a wrong number is not accused.
    ("新落地企业1家，让112名街坊不出远门就有了进项。", "是是"),
    ("新落地企业1家，让131名街坊不出远门就有了进项。", "是无"),
    ("启明电机是今年引来的，说好了要掏3600万元。", "是"),
    # Two digits, or a wide interval, may be met by chance.
    ("新落地企业1家，另有55名街坊当上了监督员。", "是无"),
    # What is next told goes on with what was borne out.
    ("新落地企业1家，真往地里砸了1980万元，占协议数的近六成。", "是是是"),
    ("新落地企业1家，真往地里砸了1980万元，占协议数的近九成。", "是是非"),
    # A target in words of no catalogue.
    ("销售农产品120万元，比县里派下来的100万元多出两成。", "是是无"),
    # A part told in a list is none of the part before it.
    ("转移就业140人，脱贫的78人，东部85人。", "是是是"),
    # Of a thing that own words name, a number of another measure does not bear it out.
    ("全年建成2个。", "是"),
]


@pytest.mark.parametrize(("text", "expected"), GUESSED)
def test_what_a_number_in_unknown_words_is_of(check: Callable[..., Report], text: str, expected: str) -> None:
    """A guess confirms where the number says enough, and accuses nobody."""
    assert signs(check(text)) == expected


UNEXPLAINED = [
    # A word that nothing explains may narrow, whichever way the number is out.
    ("全年举办镇长沙龙培训班9期。", "无"),
    ("全年举办培训班9期。", "非"),
    ("两地互访简报9次。", "无"),
    # Words that are explained: who goes to see, whose way the compass tells, what is denied.
    ("我县进村入企督查9次。", "非"),
    ("两地互访3次，其中我县东行1次，对方西来2次。", "是是是"),
    ("两地互访3次，其中我县东行2次，对方西来1次。", "是非非"),
    ("批复项目3个，有1个到现在仍在建。", "是是"),
    ("批复项目3个，有2个到现在仍在建。", "是非"),
    ("督查发现问题16个，还剩2个没改完。", "是是"),
    ("督查发现问题16个，还剩5个没改完。", "是非"),
    # What the whole is a number of, in brackets and behind 占.
    ("转移就业140人，只完成年度任务（200人）的七成。", "是是是"),
    ("转移就业140人，只完成年度任务（200人）的九成。", "是是非"),
    ("到位投资1980万元，占协议投资3600万元的近六成。", "是是是"),
    ("到位投资1980万元，占协议投资3600万元的近九成。", "是是非"),
    ("到账财政援助资金2000万元，已下达1900万元，余100万元。", "是是是"),
    ("到账财政援助资金2000万元，已下达1900万元，余300万元。", "是是非"),
    ("江苏恒桥敞开大门，接纳我县85名务工人员。", "是"),
    # A time told before, a target told right before, a time of which the number is.
    ("农产品销售120万元，跟2021年比，是那时的2.4倍。", "是是"),
    ("农产品销售120万元，跟2021年比，是那时的3.4倍。", "是非"),
    ("到账财政援助资金2000万元。协议目标是1900万元，超出100万元。", "是是是"),
    ("到账财政援助资金2000万元。协议目标是1900万元，超出300万元。", "是是非"),
    ("到账财政援助资金2000万元，1900万元的任务超出100万元。", "是是是"),
    ("到账财政援助资金2000万元，1900万元的任务超出300万元。", "是是非"),
    ("到账财政援助资金2000万元，年度计划的1900万元已全部到齐并超出100万元。", "是是是"),
    # What turns back, or is kept for later, is another matter.
    ("务工返乡的有60余人。", "无"),
    ("明年储备项目27个。", "无"),
    ("转移就业140人，离年度任务200人只差60人。", "是是是"),
    ("转移就业140人，按年初定下的任务200人算，进度七成。", "是是是"),
    ("转移就业140人，比2021年实际数50人有所增加。", "是是"),
    ("转移就业140人，可到常州来的只占六成多。", "是是"),
    # What a question asks of is what its answer tells of.
    ("问1：今年的协作项目有多少？\n答：批复3个，其中在建1个。", "是是"),
    ("问1：今年的协作项目有多少？\n答：批复5个。", "非"),
    # A target told as done is no target; what is not done is no share of what is.
    ("新落地企业1家，农户另得了1900万元。", "是无"),
    ("全年已拨付1634万元，还有两成没花。", "是无"),
    # All together after parts; what there is where nothing is new; years back; another rate; a yearly rate.
    ("省级媒体刊发稿件1篇，全年共2篇。", "是是"),
    ("消费协作120万元，比两年前翻了一番。", "是无"),
    ("资金拨付率86%，比支付率高54.4个百分点。", "是是"),
    ("农产品销售120万元，年均增长30%。", "是无"),
    ("东部客商买来、帮我们卖掉的农产品120万元。", "是"),
    # A difference goes on; what was paid in is set beside what was agreed, and is not just any amount of the entry.
    ("全年培训2期108人次，比上年多2期108人次。", "是是无无"),
    ("到位投资1980万元，比协议少1620万元。", "是是"),
    ("启明电机配件到位投资3600万元。", "非"),
    # All of a place lets go of a name; of two things told one after the other the last; the noun counted is another's.
    ("女娲茶走俏常州，全县销售额120万元。", "是"),
    ("高山茶园提质项目通过验收，便民文化广场项目9月竣工，386户受益。", "是"),
    ("选派专技人才4名，其中东部来的3名；贵区的7位干部也常来走动。", "是是无"),
    # The window of the title beside the report's own; what a year to come shall bring.
    ("平利县2022年第四季度工作简报\n全县上下协同发力，各项工作稳步推进。\n农产品销售120万元。", "是"),
    ("来年，就业要帮150人。", "无"),
    # One that stands for itself is no number.
    ("农产品销售120万元，总工会一家就买走75.5万元。", "是是"),
]


@pytest.mark.parametrize(("text", "expected"), UNEXPLAINED)
def test_an_accusation_needs_that_the_words_are_explained(
    check: Callable[..., Report], text: str, expected: str
) -> None:
    """What may narrow a number and is not understood keeps it from being called wrong."""
    assert signs(check(text)) == expected
