"""What is a statement of quantity and what is not; spans, lists, masks, names."""

from datetime import date
from fractions import Fraction

import pytest

from jiedui.prose.extract import extract


def found(text: str) -> list[str]:
    """The statements of a text as written."""
    return [statement.text for statement in extract(text).statements]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        # articles, and a counted one
        ("这是一个难题，我们有一支队伍、一批项目，他是一名干部", []),
        ("在社区建设文化广场一处，", ["一处"]),
        ("一处广场建成投用", ["一处"]),
        ("联席会议：一次\n新增结对：三十对", ["一次", "三十对"]),
        ("互访共约170人次", ["约170人次"]),
        ("结对签约近110对，签约约5家", ["近110对", "约5家"]),
        ("物资折合约120万元，签订合约5份", ["约120万元", "5份"]),
        # run into the words that follow
        ("新增结对21对全县到位资金，38对其中村村结对12对", ["21对", "38对", "12对"]),
        ("互访19次、超100人参加", ["19次", "超100人"]),
        ("比上年增加四期", ["四期"]),
        ("建成一座便民桥", ["一座"]),
        ("召开联席会议一次、专题会议两次。", ["一次", "两次"]),
        ("走出一条新路，迈上一个台阶", []),
        ("作为一家企业，那一次难得的机会", []),
        ("两家企业、两名干部、两个园区", ["两家", "两名", "两个"]),
        ("这两家又增资了", []),
        ("产业类十一个、劳务类一个。", ["十一个", "一个"]),
        # ideas that are enumerated
        ("从三个方面入手，坚持两个原则，做好五项工作", []),
        ("聚焦“三个不变”，做到“四个不摘”", []),
        ("抓好三个“一”", []),
        # names and idioms
        ("落实三会一课，守住两不愁三保障底线，推进万企兴万村", []),
        ("一系列、一方面、万众一心、一年之计、一对一、一次性", []),
        ("按照1+3+N的思路，依托832平台，拨打12317", []),
        ("红十字会、十分重视、百年大计、千家万户、千方百计", []),
        ("第三产业、第一书记、第一时间、第十二届、第3期（总第11期）", []),
        ("赴八仙镇、三河镇、五星村、七里村、双龙镇", []),
        ("《关于做好3个专项工作的通知》印发", []),
        # dates, times, numbers of documents, ages, telephones, list heads
        ("2022年3月5日上午9点30分，2022年度，十四五，二十大", []),
        ("云协办〔2023〕5号、平政字[2022]86号", []),
        ("今年68岁，联系电话0915-8420000，手机13800138000", []),
        ("一、总体情况\n（二）资金\n1. 到位情况\n一是抓产业，二是抓就业", []),
        ("园区二期、一期工程、三类户、二级响应、一线", []),
        # lengths of time that only place something
        ("两年来、一年间、近三年、前10个月、过去五年、半年里", []),
        ("一年来工作顺利，挂职一年里收获很多", []),
        ("连续三年支持", ["三年"]),
        ("工期18个月，提前两个月完工", ["18个月", "两个月"]),
        ("到村里已经两年多了，挂职期为半年", ["两年多", "半年"]),
        # ways of speaking: said twice, of a price, of both ends, of a phase; several told before, taken up again
        ("签下一家、扶持一家，一件接着一件办，抱作一团、带动一片", []),
        ("茶青9元一斤，村企两头跑，还有一条，时间已过半", ["9元"]),
        ("标准厂房一期，老一套，储备一批", []),
        ("甲、乙先后投产，两家共用工20人，三笔合计8万元", ["20人", "8万元"]),
        ("存栏两头牛，培训班办了五期", ["两头", "五期"]),
        # a place in an order that one rises or falls from
        ("由上年的全市第四位一跃升至首位，稳坐第二位", ["第四位", "首位", "第二位"]),
        ("由第一书记带队，从第一天算起", []),
        ("比上年的8人大幅增加", ["8人"]),
        # indefinite amounts
        ("一批项目、多个村、若干措施、一大批企业、许多群众", []),
        # spans cover qualifiers, number, unit, and 村 after 个
        ("促推两镇新增4个村签约", ["4个村"]),
        ("98个村民小组", ["98个"]),
        ("累计争取约1.2万余名", ["约1.2万余名"]),
        ("超过5家", ["超过5家"]),
        ("20余万农户受益", ["20余万农户"]),
        ("总人口23.3万，", ["23.3万"]),
        ("总投资2.3亿，", ["2.3亿"]),
        ("辖8镇61村", ["8镇", "61村"]),
        ("学习共3次，其中“三会一课”5次", ["3次", "5次"]),
        # 2000多个 is no year, 4.6亿 no 60 million, 八仙 and 十分 no money
        ("2000多个村", ["2000多个村"]),
        ("投资4.6亿元", ["4.6亿元"]),
        # from … to are two statements, a range is one
        ("由3.85吨增加到15.35吨", ["3.85吨", "15.35吨"]),
        ("从60元到96元", ["60元", "96元"]),
        ("每亩60元至96元", ["60元至96元"]),
        # masks
        ("走访**镇**个村（社区）", ["**个村"]),
        ("到位XX万元，惠及××户", ["XX万元", "××户"]),
        ("深入**市，到**挂职", []),
        # places in an order
        ("居全省第3位，排名第二，进入前十", ["第3位", "第二", "前十"]),
        ("把质量放在首位", []),
        ("列第一批、评为第五批示范村", []),
        ("全县第一，谁也比不上的头名；签约数量第一。送了266人，第一名，", ["第一", "头名", "第一", "266人", "第一名"]),
        ("安全第一，质量第一。", []),
        # years and months are one length; a half behind 成 is part of the share; no more than one is one
        ("已经过去一年零七个月，挂职一年零七个月来", ["一年零七个月"]),
        ("占前10个月的三成半", ["三成半"]),
        ("真正见效的只有一条——", ["一条"]),
        # numbers that share a unit behind a colon
        ("逐季：181.07、217.56、388.55万元", ["181.07", "217.56", "388.55万元"]),
        # bounds before 成, boards, the first place by other names; what may be or was for nothing
        ("合起来占了超过七成，勉强过了六成，占全县的一半还多", ["超过七成", "过了六成", "一半还多"]),
        ("项目公示栏共设置58块，土豆5块一斤", ["58块"]),
        ("坐上渠道头把交椅，为各县之首，落地6家，家数第一，", ["头把交椅", "之首", "6家", "第一"]),
        ("再拖一次，约谈；再拖两次，问责；白跑一趟", []),
        ("账号粉丝8.6万，全程142天，正好十三个月", ["8.6万", "142天", "十三个月"]),
        # a label tells the unit of the numbers behind it; an arrow leads from what was to what is
        ("到位援助（万元）：2022年4300，2023年5630，合计9930。", ["4300", "5630", "9930"]),
        ("逐季（万元）：181.07、217.56、388.55万元", ["181.07", "217.56", "388.55万元"]),
        ("到位投资（亿元）：1.288→1.845。（万元）：详见附件3", ["1.288", "1.845"]),
        (
            "如今已过去13个多月，稳岗只有3个月；其中近六成为直接采购，四成不到。",
            ["13个多月", "3个月", "近六成", "四成不到"],
        ),
        ("县医院承办的两期专题培训，唯一成为示范的", ["两期"]),
        # bars divide what a line tells, and head no table
        ("　　培训　7期｜期均40人次\n　　捐赠　164.82万元｜增长83.1%\n", ["7期", "40人次", "164.82万元", "83.1%"]),
        # 12款 but no 款项
        ("12款产品获奖，3000万元款项", ["12款", "3000万元"]),
        ("B3栋、A4纸、5A级景区", []),
    ],
)
def test_what_is_a_statement(text: str, statements: list[str]) -> None:
    assert found(text) == statements


def test_respectively_gives_each_number_the_unit_of_the_last() -> None:
    """分别为12、8和5家: three statements in 家; 万 is shared like the unit."""
    statements = extract("三镇企业分别为12、8和5家，投资分别为3、2和1.5万元").statements
    assert [statement.text for statement in statements] == ["12", "8", "5家", "3", "2", "1.5万元"]
    assert [statement.low for statement in statements] == [12, 8, 5, 30_000, 20_000, 15_000]
    assert {statement.unit for statement in statements[:3]} == {"家"}


def test_a_list_without_respectively_shares_nothing() -> None:
    assert found("10、11月新增5家") == ["5家"]


def test_places_are_those_of_the_text_as_it_came() -> None:
    """Full-width digits, spaces inside numbers and injected pinyin leave the offsets alone."""
    text = "協(xié)作資金１２ ００万元，惠及 2 300 户"
    for statement in extract(text).statements:
        assert text[statement.start : statement.end] == statement.text
    assert extract("到位　１.２ 亿元").statements[0].low == 120_000_000


def test_callers_name_what_is_no_quantity() -> None:
    """八家村 is a village to whoever knows it."""
    text = "八家湾和三户街的5户受益"
    assert found(text) == ["八家", "三户", "5户"]
    excluded = [(0, 3), (4, 7)]
    assert [statement.text for statement in extract(text, excluded=excluded).statements] == ["5户"]


def test_an_empty_text_says_nothing() -> None:
    assert extract("").statements == ()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("到位资金4200万元", "level"),
        ("同比增长12.3%", "growth"),
        ("比去年同期多15人次", "growth"),
        ("较上年净增650万元", "growth"),
        ("增长1.2倍", "growth"),
        ("以79.1%的增速领跑", "growth"),
        ("比上年提高3.9个百分点", "growth"),
        ("同比下降4.9%", "fall"),
        ("比去年少2家", "fall"),
        ("较年初下降0.3个百分点", "fall"),
        ("是去年同期的2.2倍", "multiple"),
        ("比上年翻了一番", "multiple"),
        ("占销售总额的54.2%", "share"),
        ("脱贫人口过半", "share"),
        ("近80%的农户", "share"),
        ("资金拨付率87.9%", "rate"),
        ("支付率提高到93.5%", "rate"),
        ("完成年度任务的108.9%", "completion"),
        ("完成率108.7%", "completion"),
        ("完成目标任务1.2亿元的125%", "completion"),
        ("居各镇首位", "rank"),
        ("各8万元", "per_unit"),
        ("每亩补助200元", "per_unit"),
        ("户均增收1800元以上", "average"),
        ("平均每期52.8人次", "average"),
        ("为期一年", "duration"),
        ("协议目标5200万元", "target"),
        ("下达900万元任务", "target"),
        ("超目标3780万元", "growth"),
        ("签订协议3份", "level"),
    ],
)
def test_the_words_around_tell_the_kind_of_claim(text: str, role: str) -> None:
    (statement,) = extract(text).statements[-1:]
    assert statement.role == role


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("全年到位资金4200万元", "done"),
        ("力争全年引进企业10家", "plan"),
        ("力争引进企业，到位资金2亿元", "plan"),
        ("预计全年实现产值112.6亿元", "plan"),
        ("建成后可提供厂房6500平方米", "plan"),
        ("广场建成后，386户群众有了去处", "done"),
        ("计划总投资8203万元", "done"),
        ("累计争取资金5000万元", "done"),
        ("完成计划的78%", "done"),
        ("现将情况汇报如下：引进企业5家", "done"),
        ("将新建车间3个", "plan"),
        ("近将近、将近3000人", "done"),
        ("原计划引进10家，实际引进12家", "done"),
        ("6月底前达到50%", "plan"),
    ],
)
def test_plans_are_told_from_what_was_done(text: str, mood: str) -> None:
    assert extract(text).statements[-1].mood == mood


def test_a_year_beyond_the_clock_is_a_plan() -> None:
    text = "到2025年引进企业50家"
    assert extract(text, clock=date(2022, 12, 31)).statements[0].mood == "plan"
    assert extract(text, clock=date(2026, 1, 31)).statements[0].mood == "done"


def test_marks_keep_the_words_that_narrow_a_statement() -> None:
    marks = extract("全年累计新增结对39对，其中村企结对十余对，各8万元，同比增长约5%").statements
    assert {"累计", "新增"} <= marks[0].marks
    assert {"其中", "余"} <= marks[1].marks
    assert "各" in marks[2].marks
    assert {"同比", "约"} <= marks[3].marks


def test_bounds_may_be_softer_than_the_words() -> None:
    """一百余万元 is normally below 150万; 近3000人 above 2850."""
    assert extract("一百余万元").statements[0].soft_high == 1_500_000
    assert extract("近3000人").statements[0].soft_low == 2850
    assert extract("超3000人").statements[0].soft_high == 4000


def test_money_of_other_countries_is_no_money_in_yuan() -> None:
    assert found("折合港币3000万元，日元5000万") == []
    assert found("利用外资350万美元，折合人民币2500万元") == ["2500万元"]


def test_people_are_counted_without_a_measure_word() -> None:
    assert found("带动约18万贫困人口增收，帮助40.7万农村劳动力就业") == ["约18万贫困人口", "40.7万农村劳动力"]


def test_a_second_rank_follows_the_first() -> None:
    assert found("增速居全市第3位、全省第28位") == ["第3位", "第28位"]


def test_the_greatest_of_several_is_no_bound() -> None:
    assert found("柳林镇销售最多达到347.48万元") == ["347.48万元"]
    assert found("每户最多补助5000元") == ["5000元"]
    assert found("每户补助最多5000元") == ["最多5000元"]


def test_labels_share_the_last_unit() -> None:
    """Each number of an outline's list has a label; the last one has the unit."""
    text = "东部925、省内就近569、公益岗95人。省级3150、市级480、区级820万。"
    assert found(text) == ["925", "569", "95人", "3150", "480", "820万"]
    told = extract(text).statements
    assert [str(each.low) for each in told] == ["925", "569", "95", "31500000", "4800000", "8200000"]
    assert found("附件1、附件2、图表3份") == ["3份"]


def test_an_outline_leaves_out_the_unit_of_money() -> None:
    """消费, 协议 and 到位 are of money; what else is counted in 万 is not, and what nothing speaks of is nothing."""
    assert found("7. 消费：1906.56万。粮油181.62万。") == ["1906.56万", "181.62万"]
    assert found("协议4200万，到位2530万。") == ["4200万", "2530万"]
    assert found("粉丝涨到8.6万。") == []
    assert found("订单1.2万。") == []


def test_not_even_so_much() -> None:
    """都不到 behind a share is a bound; 成都 is a city."""
    assert [
        (each.text, each.high, each.high_open) for each in extract("卖出的一成都不到，竣工的一半都不到。").statements
    ] == [
        ("一成都不到", Fraction(1, 10), True),
        ("一半都不到", Fraction(1, 2), True),
    ]
    assert found("到成都考察") == []


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        # 万 alone goes on with the money told before it, in the same line or in the short lines above.
        (
            "· 财政援助到位4460万（市级460万）\n· 镇村帮扶（另计）198.5万，同比+96.5%",
            ["4460万", "460万", "198.5万", "96.5%"],
        ),
        ("消费协作卖了120万元，八仙镇75.5万，掉了一截。", ["120万元", "75.5万"]),
        ("到位资金300万元，发放传单2万，粉丝5万。", ["300万元", "5万"]),
        ("有八个乡镇比去年卖得多，八仙镇两百多万，坐下。", ["八个乡镇", "两百多万"]),
        # Blotted out with 万 alone; a number behind which 均 is a word of its own.
        ("园区缴税**万（涉密）", ["**万"]),
        ("新识别监测对象**户均已落实措施", ["**户"]),
        ("监测对象12户均已落实措施，户均增收2000元", ["12户", "2000元"]),
        # A place in an order from which one jumps; a length that has just come about.
        ("消费协作全县排名由第五位蹿到第二位。", ["第五位", "第二位"]),
        ("到任刚好一年，走访20次。", ["一年", "20次"]),
    ],
)
def test_what_is_told_in_short(text: str, statements: list[str]) -> None:
    """Outlines and speeches leave the unit to what was told before."""
    assert found(text) == statements
