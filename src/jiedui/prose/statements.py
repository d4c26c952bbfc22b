"""Which quantities are statements, of what kind, and in what mood: told by the words around them.

Not statements: articles (一个难题), idioms and slogans, ordinals, years and lengths of time that only place an event
(两年来, 前10个月), ideas that are enumerated (三个方面), what a demonstrative points back at (这两家).
"""

from __future__ import annotations

import re
from functools import cache

from jiedui.prose.model import Mood, Role
from jiedui.prose.quantity import CLAUSE, Quantity, clause_before
from jiedui.prose.units import data

#: How many characters before a number are taken to be its sentence at most.
SENTENCE = 70

_BOUNDARY = "，。；、！？：,:;）)”\n \t　和及与并或"

# ---- is it a statement?

#: B3栋, A4纸: a number that a letter leads is a name.
_LETTER = re.compile(r"[A-Za-z]")

#: Money of another country, named before the number: 折合港币3000万元, 日元5000万. Behind it, it is no unit that is known.
_FOREIGN = re.compile(r"(?:港币|港元|美元|美金|欧元|日元|英镑|韩元|卢布|外币|澳元|加元)[约近超达计共]?$")

_BUILT = re.compile(
    r"(?:[建设援改扩捐共修新兴筹]建成?|建[成起有]?|成立|设立|开设|创办|创建|兴办|新增|新添|增设|引进|引入|落地|落户|入驻|安装|添置|购置|购买|捐赠|赠送|打造|配备|"
    r"架设|新修|修通|修|盖|投放|投用|投产|开办|签订|签署|达成|申报|获批|认定|挂牌|培育|收购|拥有|现有|已有|各有|设|办|举办|召开|开展|举行)(?:了|的)?$"
)
_THING = frozenset("处座家所栋幢台辆套口间条")
_POINTED = re.compile(r"[这那某每哪此该另任同唯]$|[是为]$|作为$|成为$|任何$|随便$|又$|再$|逐$|的$|每[^，。]{0,2}$")
_HOW_LONG = re.compile(
    r"(?:为期|历时|用时|耗时|费时|长达|时长|时间|期限|工期|周期|有效期|租期|质保期|试用期|服务期|合同期|稳岗|稳定就业|就业|务工|缩短|延长|提前|推迟|延期|持续|"
    r"连续|工作|挂职|驻村|帮扶|支教|支医|跟岗|进修|学习|培训|锻炼|任职|运营|经营|运行|试运行|签约|租用|任期|聘期|间隔|平均|不等|压缩至|压减至|缩短至|缩短到|仅用|挂职期|已经|"
    r"(?:签约|开工|动工|批复|落地)之?后|前后用|前后|用|(?:已|就|又)经?(?:过去|走过|度过)|全程|正好|恰好|刚好|刚满|整整|花|住|驻|最长|最短|一[待干住驻守学]就是|[待住驻蹲守呆干])(?:了|的|时间|到|为|约|已|达|满|近|仅|只|有)*$"
)
_IN_TIME = frozenset("来以间里内中期前后度级代初末底生龄轮均产之的第一二三四五六七八九十初行规过任贷卡租")
_WHEN = re.compile(r"(?:[前近上下后头整又每再第这那同隔今]|最近|过去|未来|今后|等了|过了|回顾|一年又)$")
_RANKED = re.compile(
    r"(?:居|位列|名列|列|位居|排名?|排在|排到|名次|获得?|荣获|夺得?|拿下|取得|进入|跻身|跃居|跃升至?|升至|保持|稳居|位次|评为|考核|评价|得分|得票|总量|为|"
    r"上升到|下降到|提升到|前移到|[冲升攀追跃滑跌退降蹿窜爬掉]到|[滑跌退降掉]至|坐稳|稳坐|坐上|退居|第[0-9一二三四五六七八九十]{1,3}[位名]?、)[^，。；、]{0,8}$"
)
#: The place that one rises or falls from: 由上年的第四位跃升到第二位.
_RANK_FROM, _MOVES = (
    re.compile(r"[由从][^，。；、]{0,8}$"),
    re.compile(r"一?[跃升滑降跌退移变冲攀蹿窜爬掉][^，。；、]{0,3}[到至为]"),
)
#: The first of all that there are: 金额全市第一.
_OF_ALL = re.compile(
    r"全[省市县区镇国]$|各(?:乡镇|镇|县|区县|村)$|[镇乡村县]呢，$|(?:榜上?|座次|排名|名次|一比|相比|来看|[县镇村]里?数)[^。；]{0,12}$"
)
_NOT_RANKED = re.compile(r"(?:放在|摆在|置于|作为|放到|摆到|挺在|始终把|坚持)[^，。；]{0,10}$")
_HAN_ORDINARY = frozenset("期类届层级院校部面道轮版段节组")
_ENUMERATING = frozenset("个项种条")
_ENUMERATED = frozenset("“‘一二三四五六七八九十")
_COURSES = re.compile(
    r"(?:班|培训|[开举只]办了?|办了|举办|举行|开办|开展|共|累计|连续|先后|分|增加|减少)[^，。；]{0,3}$"
)


@cache
def _abstract() -> re.Pattern[str]:
    """What follows a Han numeral with 个 where ideas are enumerated."""
    table = data("names")
    always, alone = "|".join(table["abstract"]), "|".join(table["abstract_alone"])
    return re.compile(
        rf"(?:大|重[要点大]|主要|核心|关键|具体|中心|突出|硬)?(?:{always}|(?:{alone})(?=[{_BOUNDARY}]|$))"
    )


def is_statement(text: str, quantity: Quantity) -> bool:
    """Whether the quantity states one, given the words on either side."""
    if quantity.dimension == "count" and quantity.start and _LETTER.match(text, quantity.start - 1):
        return False
    if quantity.unit == "块" and not _BOARDS.search(text, max(0, quantity.start - 12), quantity.start):
        return False  # 8块: a price
    if quantity.dimension == "money" and _FOREIGN.search(text, max(0, quantity.start - 4), quantity.start):
        return False
    if quantity.kind == "number" and quantity.dimension == "duration":
        return _lasts(text, quantity)
    if quantity.kind in {"ordinal", "top"}:
        return _is_rank(text, quantity)
    if quantity.dimension == "ratio" and _HALF_TIME.search(text, max(0, quantity.start - 4), quantity.start):
        return False
    if (
        quantity.article
        and quantity.dimension == "mass"
        and text[max(0, quantity.start - 1) : quantity.start] in _PRICED
    ):
        return False  # 8块一斤: a price
    if quantity.kind == "number" and quantity.han and quantity.dimension in {"count", "visits"}:
        return _counts(text, quantity)
    return quantity.unit != "分" or _is_score(text, quantity)


def _counts(text: str, quantity: Quantity) -> bool:
    """Whether a Han numeral with a measure word counts something."""
    if _IN_VAIN.search(text, max(0, quantity.start - 2), quantity.start):
        return False
    if quantity.article:
        return _is_counted_one(text, quantity)
    if quantity.unit in "位名" and text[max(0, quantity.start - 1) : quantity.start] == "前":
        return False  # 前三位的镇: those at the head of an order
    if quantity.unit == "分":
        return False
    if quantity.unit in _HAN_ORDINARY:
        held = _COURSES.search(text, max(0, quantity.start - 8), quantity.start) or _HELD.match(text, quantity.end)
        return bool(held) or quantity.bounds.vague
    if quantity.bounds.vague:
        return True
    before = text[max(0, quantity.start - 1) : quantity.start]
    if before in set("这那哪某") or (before in _BOUNDARY and _TAKEN_UP.match(text, quantity.end)):
        return False
    if quantity.unit == "头" and text[quantity.end : quantity.end + 1] not in _CATTLE:
        return False
    if quantity.unit == "个" and text[quantity.end : quantity.end + 1] in _ENUMERATED:
        return False
    return quantity.unit not in _ENUMERATING or not _abstract().match(text, quantity.end)


def _is_counted_one(text: str, quantity: Quantity) -> bool:
    """一 with a measure word: an article before most nouns, a count behind them (广场一处) or after a verb of making."""
    before = text[max(0, quantity.start - 6) : quantity.start]
    after = text[quantity.end : quantity.end + 1]
    if _is_but_said(text, quantity):
        return False
    if _BEGUN_WITH.search(before) and _GROWN.match(text, quantity.end):
        return True
    if before.endswith(("：", ":")) and (not after or after in _BOUNDARY):
        return True
    if not before or before[-1] in _BOUNDARY or _POINTED.search(before):
        return (
            quantity.unit == "处" and bool(after) and after not in _BOUNDARY and (not before or before[-1] in _BOUNDARY)
        )
    if _ONLY.search(before) and (not after or after in _BOUNDARY or after == "—"):
        return True
    if _ALONE.match(text, quantity.end):
        return False
    if not after or after in _BOUNDARY:
        return quantity.unit not in {"次", "点", "起", "种", "代"} or not before.endswith(("第", "上", "下", "每"))
    if _NO_MORE.search(text, max(0, quantity.start - CLAUSE), quantity.start) and _THE_ONE.match(text, quantity.end):
        return True
    return quantity.unit in _THING and bool(_BUILT.search(before))


#: From one to more: 由上年的一个增至三个.
_BEGUN_WITH, _GROWN = re.compile(r"[由从](?:上年|去年|前年|年初)?的?$"), re.compile(r"[增扩升发][^，。；]{0,2}[至到为]")
#: One and no more: 只有泉水村产业路一个项目竣工.
_NO_MORE, _THE_ONE = (
    re.compile(r"(?:只有|仅有?|唯有)[^，。；0-9]{2,18}$"),
    re.compile(r"项目|企业|车间|乡?镇|村|县|园区"),
)


#: 时间过半 tells how far the year has come.
_HALF_TIME = re.compile(r"(?:时间[刚已]?|双|是否)$")
#: What stands before 一斤 in a price.
_PRICED = frozenset("元块毛角钱价")
#: Several told before, taken up again: 甲、乙同月投产，两家共用工62人.
_TAKEN_UP = re.compile(r"(?:一共|总共|共|合计|合起来|加起来|加在一起|相加|都|均|各)(?!同|建|享|级|类|地|项|方)")
#: Cattle are counted by the head; 两头牵, 两头卡 are both ends.
_CATTLE = frozenset("牛猪羊驴马骡鹿种母肉仔耕奶")
#: 一 with a measure word that is but a way of speaking, by what stands before it: 厂房一期, 打成一片, 还有一条.
_SPOKEN = {
    "期": re.compile(r"(?:厂房|工程|项目|园区?|基地|广场|管网|公路)$"),
    "片": re.compile(r"[成作动]$"),
    "团": re.compile(r"[成作]$"),
    "套": re.compile(r"老$"),
    "条": re.compile(r"还有$"),
    "个": re.compile(r"就$"),
    "点": re.compile(r"还有$"),
}
#: So near stands the other half of what is said twice: 谈成一个、服务一个; 一个接着一个.
_TWICE = 8


def _is_but_said(text: str, quantity: Quantity) -> bool:
    """Whether 一 with a measure word is a way of speaking that counts nothing."""
    spoken = _SPOKEN.get(quantity.unit)
    if quantity.unit == "批" or (spoken and spoken.search(text, max(0, quantity.start - 3), quantity.start)):
        return True
    again = re.compile(f"(?<![十百千零〇])一{re.escape(quantity.unit)}")  # which looks before where it begins
    before = again.search(text, max(0, quantity.start - _TWICE), quantity.start)
    return bool(before or again.search(text, quantity.end, quantity.end + _TWICE))


#: What one alone did, as much as all others: 惠民超市一家，全年就下了…的单; 东山一县顶了全市的三成.
#: Courses counted before their name: 县医院承办的两期专题培训.
_HELD = re.compile(r"(?:专题)?(?:培训|研修|技能)")
#: What may be or was for nothing counts nothing: 再拖一次, 白跑一趟.
_IN_VAIN = re.compile(r"(?:再|白|多|少)[拖跑走来去等试]$")
#: Of what so many boards and plots are: 公示栏共设置58块.
_BOARDS = re.compile(r"(?:公示|标识|牌|栏|屏|碑|匾|板|地|田)[^，。；、]*$")
#: No more than one there is: 真正见效的只有一条.
_ONLY = re.compile(r"[只仅](?:有|剩|见|完成)了?$")
_ALONE = re.compile(
    r"[，,]?[^，。；、]{0,10}就(?!业|近|地|医|学|读|餐|职)|顶[了得起]?|[，,]?[^，。；、]{0,4}便(?!民|利|捷)"
)


def _is_score(text: str, quantity: Quantity) -> bool:
    """分 of a score: not of a clock."""
    return text[quantity.number - 1 : quantity.number] not in {"点", "时"}


def _lasts(text: str, quantity: Quantity) -> bool:
    """Whether a length of time is stated (为期一年, 稳岗10个月) or only places something (两年来, 前10个月)."""
    after = text[quantity.end : quantity.end + 1]
    before = text[max(0, quantity.start - 12) : quantity.start]
    if quantity.unit == "年" and (quantity.bounds.low or 0) > 12 * 1000:
        return False
    if _TO_THE_MONTH.fullmatch(text, quantity.start, quantity.end) and after not in _IN_TIME:
        return True
    lasting = _HOW_LONG.search(before)
    if lasting is None and ("近" in quantity.marks or _WHEN.search(before) or not quantity.marks):
        return False
    if after in _IN_TIME and not (after == "的" and lasting):
        return False
    return lasting is not None or bool(quantity.marks)


#: Nobody but who tells how long it has been counts so: 一年零七个月.
_TO_THE_MONTH = re.compile(r".*年[零又].*月")


def _is_rank(text: str, quantity: Quantity) -> bool:
    """Whether an ordinal is a place in an order: 居全省第3, 排第二位, but not 第一书记, 第三次."""
    before = text[max(0, quantity.start - 14) : quantity.start]
    after = text[quantity.end : quantity.end + 1]
    if _RANK_FROM.search(before) and _MOVES.match(text, quantity.end):
        return True
    if text[quantity.start] in "头之" or _ranks_by_itself(text, quantity, before):
        return True
    if not quantity.unit and after and after not in _BOUNDARY and after != "的":
        return False
    if quantity.kind == "top" and not quantity.unit and after not in _BOUNDARY:
        return False
    of_all = quantity.kind != "top" and not quantity.unit and _OF_ALL.search(before)
    return bool(of_all or _RANKED.search(before)) and not _NOT_RANKED.search(before)


def _ranks_by_itself(text: str, quantity: Quantity, before: str) -> bool:
    """Whether an ordinal is a place in an order by what stands right before it: 签约数量第一; by itself: …，第一名，…."""
    after = text[quantity.end : quantity.end + 1]
    if quantity.kind != "ordinal" or (after and after not in _BOUNDARY):
        return False
    alone = bool(quantity.unit) and before[-1:] in _BREAKS
    return alone or _MEASURED.search(before) is not None


#: What is measured, right before the place that it has: 数量第一, 增速第二.
_MEASURED = re.compile(r"(?:数量|总量|人数|金额|总额|[次笔户家件场]数|规模|增速|增幅|[完支拨][成付]率)$")
_BREAKS = frozenset("，。；！？")


# ---- what kind, and in what mood

_MARKS = re.compile(
    r"累计|新增|新签|其中|同比|环比|(?:较|比)(?:上年|去年|上季|上月|年初|上年末|上年同期|去年同期)|各(?![级类地界镇村项方县乡区层种部位族自色行业])|分别|每|合计|总计|共计|"
    r"一共|共(?![同建享])|首|计划|预计(?!数)|任务|目标|年均|月均|人均|户均|亩均|县均|均|平均|净增|全部|先后|占|完成|超额|(?<!下)达到?|[增减]至|[增涨升降减]到"
)
_MARK_NAMES = {
    "新签": "新增",
    "合计": "共",
    "总计": "共",
    "共计": "共",
    "一共": "共",
    "达到": "达",
    "去年": "上年",
}
_UP = r"增长|增加|增收|提高|上升|提升|扩大|攀升|递增|高出|超出|净增|多出|增幅|涨幅|上涨|涨|增|多|快|增多|新增|多跑|跃升|(?<!占比)高(?!达|于)"
_DOWN = r"下降|减少|降低|回落|下滑|缩减|压缩|降幅|减幅|负增长|下跌|跌|掉|滑落|萎缩|少|降|减|缩短|低|慢"
_LINK = r"(?:幅度?|率)?(?:了|约|近|超|逾|达到?|为|出|速|[^，。；、]跑了)*$"
_GROWN = re.compile(rf"(?:{_UP}){_LINK}")
_FALLEN = re.compile(rf"(?:{_DOWN}){_LINK}")
#: 以79.1%的增速领跑.
_CHANGE_AFTER = re.compile(r"的(?:同比)?(?:(?P<up>增速|增幅|增长率|涨幅)|降幅|跌幅)")
_SIGNED = re.compile(
    r"(?:(?:同比|环比)(?:为|是)?(?:[+＋]|(?P<less>[-－−–—]))?|[比较](?:[0-9]{2,4}年|去年|上年)(?:同期)?(?:[+＋]|(?P<fell>[-－−–—])))$"
)
_COMPARED = re.compile(r"同比|环比|[比较与][^，。；]{0,12}$|净|年均|递增")
_COMPLETED = re.compile(
    r"(?:目标|任务|计划)(?:数|量)?(?:[0-9.]{1,9}[万亿]?[元人个对家户吨]|[（(][^（()）]{1,12}[)）])的(?:近|约|超)?$|"
    r"(?:完成|占)[^，。；]{0,20}(?:任务|目标|计划|协议(?!投资|资金|金额))[^，。；]{0,10}的$|(?:占(?:到|了)?|已达(?:到|成)?|达到了?|达成了?)(?:全年|年度|年初|当年|市定|县定)?(?:下达的?)?(?:目标|任务|计划)(?:任务|目标|数|总?量)?(?:近|约|超)?$|(?:任务|目标|计划|协议)(?:数|量|总量)?的(?:比例)?(?:达到?|近|约|超)?$|完成(?:了)?(?:年度|全年|年初|年度的)?(?:目标|任务|计划){1,2}(?:达到?|的?近|约|超)?$|完成(?:率|比例)[^，。；]{0,4}$|完成进度[^，。；]{0,3}$"
)
#: The target stands in brackets behind its word, which clauses do not reach over: 只完成年度任务（7000万元）的六成多.
_COMPLETED_IN_BRACKETS = re.compile(
    r"(?:目标|任务|计划)(?:数|量)?[（(][^（()）。；]{1,12}[)）]的(?:近|约|超|不足|不到)?$"
)
_TARGET_BEFORE_BRACKET = re.compile(r"(?:目标|任务|计划)(?:数|量)?[（(](?:为|是)?$")
_RATED = re.compile(r"[^汇利效频]率[^，。；、的]{0,6}$")
_PART = re.compile(r"占|比重|份额|其中")
_PER = re.compile(
    r"(?:各(?![级类地界项方层种部位族色行])|分别|每[个人户家村亩县镇吨件公]?[^，。；、]{0,4}|人手)[^，。；、]{0,6}$"
)
_AVERAGE = re.compile(r"(?:[户人亩县镇村月年日季期笔场次批家企]|项目)均(?!为|是|已|在|有|由|可|未)|平均|均价")
_BEYOND = re.compile(r"超(?:额|出|过)?(?:年度|全年)?(?:目标|任务|计划|协议)$")
_TARGET_BEFORE = re.compile(r"(?:目标|任务|指标|计划数|协议数)(?:数|值|为|是|:|：)?$")
_TARGET_AFTER = re.compile(r"的?(?:年度?|全年)?(?:目标|任务)(?!的|完成[率情])")
_PLANNED = re.compile(
    r"(?=[力争计预拟将有规明下今确到建投达完可能月年来新要])(?:要(?:保|达到|完成|实现|确保|突破)(?!障|护|质|量)|来年|新的一年|力争|(?<!累计)争取(?=[在于年明今实引完]|到20|到年)|计划(?!总?投资|的|数|任务|协议|管理)|预计(?!受益)|预期(?![，。；、])|拟(?!定|订)|(?<!现)将(?![近约0-9]|[^，。]{0,10}(?:作为|纳入|列为|带|列入))|有望|规划(?!建设用地|建筑)|明年|下一步|今后|确保|"
    r"到20[0-9]{2}年(?:底|末)?，?[^，。]{0,14}(?:达到?|实现|突破)|[月年]底?前(?=[^，。]{0,4}(?:达|完成|实现))|(?:建成|投产|达产|投用|完工)后[^，。]{0,3}，?(?:可|将|预计|能)|可实现|能够?实现)"
)
#: A plan that something was done by: 按照干部交流计划，新选派2名 tells of what was done.
_BY_PLAN = re.compile(
    r"超[出过额]?[^，。；]{0,8}计划$|(?:按照?|根据|依照|依据|对照|落实|列入|纳入)[^，。；]{0,14}(?:计划|规划)$"
)
#: What is asked for is not told as done, within its clause: 要求产业类占比不低于60%.
_REQUIRED = re.compile(r"(?:要求|规定|须|应当|必须|不得)[^，。；]{0,16}$")
#: What has to be reached is so for the parts behind it too: 全年要保900万元；外出就业460人.
_HAS_TO_BE = re.compile(r"要(?:保|达到|完成|实现|确保|突破)(?!障|护|质|量)|力争|确保")
_TOLD_AS_DONE = re.compile(r"已|了|实际|截至|累计|共|目前|完成[0-9]|同比|比上年|比去年|较")
_YEAR = re.compile(r"到(20[0-9]{2})年")
_DONE = re.compile(r"已|了|实际|截至|累计|完成年|前期|目前|眼下")


def context_marks(clause: str, quantity: Quantity) -> frozenset[str]:
    """The qualifiers of the number and the words of context in its clause, each by its plain name."""
    return frozenset((*quantity.marks, *map(_plain_name, _MARKS.findall(clause))))


@cache
def _plain_name(word: str) -> str:
    """The plain name of a word of context: 较上年 for 比去年同期."""
    plain = word.replace("去年", "上年").replace("同期", "")
    plain = "较" + plain[1:] if plain[0] in "较比" else plain
    return _MARK_NAMES.get(plain, plain)


def mood(text: str, quantity: Quantity, latest: int | None) -> Mood:
    """Whether it is told as done or planned: 力争, 预计, 将 … in the sentence before it, or a year after ``latest``."""
    window = text[max(0, quantity.start - SENTENCE) : quantity.start]
    sentence = window[max(window.rfind("。"), window.rfind("；"), window.rfind("\n")) + 1 :]
    planned = [found.end() for found in _PLANNED.finditer(sentence) if not _BY_PLAN.search(sentence, 0, found.end())]
    if planned and not _DONE.search(sentence, planned[-1]):
        return "plan"
    before = window[window.rfind("。", 0, max(window.rfind("；"), 0)) + 1 : max(window.rfind("；"), 0)]
    if not planned and _HAS_TO_BE.search(before) and "\n" not in before and not _TOLD_AS_DONE.search(before + sentence):
        return "plan"
    if (
        quantity.marks
        and {"以上", "以下"} & set(quantity.marks)
        and _REQUIRED.search(clause_before(text, quantity.start))
    ):
        return "plan"
    if latest is not None and any(int(found[1]) > latest for found in _YEAR.finditer(sentence)):
        return "plan"
    return "done"


def role(text: str, quantity: Quantity, clause: str) -> Role:
    """What kind of claim it makes."""
    match quantity.dimension:
        case "rank":
            return "rank"
        case "duration":
            return "duration"
        case "points":
            return _change(clause) or "points"
        case "ratio":
            return _role_of_ratio(text, quantity, clause)
        case "times":
            return _role_of_times(quantity, clause)
        case _:
            return _role_of_amount(text, quantity, clause)


def _change(clause: str) -> Role | None:
    """Whether the words right before the number tell of a rise or a fall."""
    signed = _SIGNED.search(clause)
    if signed is not None:
        return "fall" if signed["less"] or signed["fell"] else "growth"
    if _GROWN.search(clause):
        return "growth"
    return "fall" if _FALLEN.search(clause) else None


def _role_of_ratio(text: str, quantity: Quantity, clause: str) -> Role:
    """A share of change, of a target, of a rate, of a whole."""
    if "从至" in quantity.marks:
        return "rate"
    if _COMPLETED.search(clause) or _COMPLETED_IN_BRACKETS.search(
        text, max(0, quantity.start - CLAUSE), quantity.start
    ):
        return "completion"
    behind = _CHANGE_AFTER.match(text, quantity.end)
    change = _change(clause) if behind is None else "growth" if behind["up"] else "fall"
    if change is not None:
        return change
    if _RATED.search(clause):
        return "rate"
    if _PART.search(clause) or quantity.kind == "share" or text.startswith("的", quantity.end):
        return "share"
    return "rate"


def _role_of_times(quantity: Quantity, clause: str) -> Role:
    """增长1.2倍 adds, 是…的2.2倍 and 增长到 tell the new level, 翻番 too."""
    if quantity.kind == "doubling":
        return "multiple"
    return _change(clause) or "multiple"


def _role_of_amount(text: str, quantity: Quantity, clause: str) -> Role:
    """A level, unless it is a difference, a value per unit, an average or a target."""
    bracket = _TARGET_BEFORE_BRACKET.search(text, max(0, quantity.start - CLAUSE), quantity.start)
    if bracket or (
        not _BEYOND.search(clause) and (_TARGET_AFTER.match(text, quantity.end) or _TARGET_BEFORE.search(clause))
    ):
        return "target"
    if _AVERAGE.search(clause):
        return "average"
    if _PER.search(clause) and "分别" not in clause:
        return "per_unit"
    if _BEYOND.search(clause):
        return "growth"
    change = _change(clause)
    if change is not None and _COMPARED.search(clause):
        return change
    return "level"
