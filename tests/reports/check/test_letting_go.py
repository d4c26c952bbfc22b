"""Names and wholes that a sentence lets go of, and what points at one thing that it does not name.

The office of ``conftest``: three projects have 2000万元 of the cooperation's money, 县城标准厂房项目 1200万元; three visits of 44 people, one
of 12 to the east; 30 and 78万元 were given by two firms; 120万元 were sold, 50万元 in the year before.
"""

from collections.abc import Callable

import pytest

from jiedui.reports.check.session import Report
from reports.check.conftest import signs

LETTING_GO = [
    # 至此 counts all, and so does what follows.
    ("县城标准厂房项目动工，至此批复项目3个，协作资金2000万元。", "是是"),
    # Which workshop is not told.
    ("这间车间用工60人。", "无"),
    # What is left is told in the unit of its whole.
    ("两地互访3次、44人次，其中东访西2次、32人次，剩下的1次是我们去的。", "是是是是是"),
    # Beside what was told last.
    ("常州芳茂电机捐款30万元，江苏恒桥机械捐款还要多48万元。", "是是"),
    ("常州芳茂电机捐款30万元，江苏恒桥机械捐款还要多58万元。", "是非"),
    # Who sets a target does not tell of what it is.
    ("距年初下达的250万元目标尚有差距。", "无"),
    # An entry named in another clause is not counted itself.
    ("县城标准厂房项目5月获批，协作项目累计3个。", "是"),
    # Another value of the column that public money fixes.
    ("镇村自发帮扶140余万元。", "无"),
    # 岗位 of another ledger's longer word tells of no firm.
    ("公益性岗位15人。", "是"),
    # Speech ends a sentence with its names.
    ("老秦说：“女娲茶最好卖！”全年消费协作金额120万元。", "是"),
    ("消费协作金额120万元，比上年的50万元多了1.4倍。", "是是是"),
    # A firm that another clause names need not be the one that the money is of; one behind 其中 is.
    ("秦芽茶业还没动工，到位投资1980万元，带动就业112人。", "是是"),
    ("秦芽茶业还没动工，到位投资1890万元。", "非"),
    # The year before is what is compared with.
    ("全年到位财政援助资金2000万元，超出任务100万元，是上年的1.33倍。", "是是是"),
    ("全年到位财政援助资金2000万元，超出任务100万元，是上年的1.53倍。", "是是非"),
    # What is told beside what was told before is no part of it.
    ("支付600万元，另外给了37万。", "是无"),
    # How long someone has been there counts up to the report's day, and a place held the year before is of that year.
    ("李明远在横山桥镇挂职已经一年多了。", "是"),
    ("八仙镇转移就业85人，由上年的全县首位降到第二位。", "是无无"),
    # Whom a clause names, no other ledger keeps: not the posts of a workshop.
    ("江苏恒桥机械接收最多，全年共接收85人。", "是"),
    ("江苏恒桥机械接收最多，全年共接收58人。", "无"),
    # The place named since is the one that a share is of.
    ("全县转移就业140人，其中脱贫人口78人，唯有八仙镇偏低，占比48.2%。", "是是是"),
    # What there was on a day, and what that came to.
    ("帮扶车间由2021年底的1个增加到3个。", "是是"),
    ("帮扶车间去年底前有1个，今年老县镇电子装配车间又认定下来，现在一共3个。", "是是"),
    # More than the target by so much of it.
    ("消费协作金额120万元，比任务超了一成。", "是是"),
    # What it rose to is what the next sentence goes on with.
    ("消费协作金额从2021年的50万元增加到120万元。八仙镇独占六成多。", "是是是"),
    # Whose posting it is, a number of others leaves open.
    ("李明远5月到岗，我县另派1名干部挂职，挂职时间半年。", "无无"),
    # Two digits that changed places prove what was meant, in words unknown too; another number proves nothing.
    ("老县镇便民文化广场项目9月竣工，1352名乡亲有了跳舞的地方。", "非"),
    ("老县镇便民文化广场项目9月竣工，1400名乡亲有了跳舞的地方。", "无"),
    # Days told together are those of all; so is an item of its own.
    ("3月2日、9月9日，与常州经开区互访3次。", "是"),
    ("一是八仙镇转移就业偏少；二是公益岗位不多，合计15人。", "是"),
    # Who comes and who goes, behind their noun.
    ("专技人才来3人、往1人。", "是是"),
    # A short word is of the matter told right before.
    ("投产企业1家，协议投资3600万元，真正到位的是1980万元。", "是是是"),
    ("投产企业1家，协议投资3600万元，真正到位的是1890万元。", "是是非"),
    # What has to be reached is so behind a semicolon too; an answer has the words of its question.
    ("全年转移就业要保200人；消费协作100万元。", "是是"),
    ("到位资金多少？2000万元。", "是"),
    # Prices, and what others did.
    ("女娲茶收购价每斤比上年高0.8元，课题组召开座谈会4次。", "无无"),
    # A year in brackets, or one compared with, is not the time of what follows.
    ("到位财政援助资金2000万元，其中省级1600万元（上年1500万元），区级400万元。", "是是是是"),
    ("全年销售120万元，和去年的50万元比增长140%，女娲茶卖了75.5万元。", "是是是是"),
    # A number that hardly any other would fit makes its reading sure for what goes on with it.
    ("一、消费\n1. 总量120万元，同比增150%。", "是非"),
    ("一、消费\n1. 总量120万元，同比增140%。", "是是"),
    # The clause that leaves a town out is over.
    ("除八仙镇外各镇都动了起来，全年转移就业140人。", "是"),
]


@pytest.mark.parametrize(("text", "expected"), LETTING_GO)
def test_what_is_let_go_of(check: Callable[..., Report], text: str, expected: str) -> None:
    """Every statement gets its verdict."""
    assert signs(check(text)) == expected
