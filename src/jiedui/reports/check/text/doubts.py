"""Words around a number that narrow, deny or tell of another in a way that nothing here resolves: they make it doubtful."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reports.check.words.common import ADDED_UP
from jiedui.reports.check.words.meanings import Named, Narrowing, Place

if TYPE_CHECKING:
    from jiedui.reports.check.text.evidence import Surroundings

_UNSETTLED = re.compile(
    r"[本我该][院校所村社厂局]|[院校厂所]内|没有|未(?!来|[计列纳算]入)|其他(?:对口|受援|结对|帮扶)(?:地区|地方|县|区|市)|其他(?:县区|区县|市县)|不含|不包括|除外"
)
#: A bound that tells a class of things rather than an amount: 1亿元以上项目, 10万元以上的村.
_OF_A_CLASS = re.compile(r"的?(?:重点|工业|产业|大)?(?:项目|企业|村|工程|合同|订单|农户|户)")
#: A share of which what was not done: 还有两成没花.
_UNDONE = re.compile(r"(?:的?(?:钱|资金|任务|项目))?(?:还|尚|仍|都)?[没未](?!来)")
#: What is told of several together.
_TOGETHER, _AND = re.compile(ADDED_UP), ("和", "与", "及")
#: What is told together with something named before it; the greatest single one: 连同物资折款，共计300余万元; 数额最大的是…，货款41万元.
_WITH_MORE = re.compile(
    r"(?:连同|算上|加上(?![去上前]年|20)|[汇会]同|合着|并上|连带|凑上)[^，。；]{1,16}(?:，[^，。；0-9]{0,12})?$|(?:数额|金额|单笔|一笔|一单|规模)最[大高多阔足厚][^，。；]{0,2}的[^。；]{0,30}$"
    r"|最(?:受欢迎|热闹|火爆?|抢手|叫座)[^，。；]{0,4}，[^，。；0-9]{0,6}$"
    r"|最[大多高长]的(?:一?[个家笔期次批班场单项座间]|班|企业|项目)[^，。；0-9]{0,8}$"
    r"|单[个笔批项次家](?:项目|企业|捐赠|资金|订单)?[^，。；0-9]{0,10}最[大多高][^，。；0-9]{0,4}$"
)
#: Those of a whole of whom the words tell something: 签约者中年中开了工的仅2家; what one unit of weight costs.
_AMONG = re.compile(r"(?<!其)中[^，。；0-9]{0,4}(?:[^，。；]{1,14})的(?:[只仅才就也]?有?|[只仅]为)$")
_OF_A_WEIGHT = re.compile(r"每(?:一?公?斤|千克|箱|盒|袋)[^，。；0-9]{0,8}$")
#: Those of an age or above a bound, of whom the number is: 50岁以上的318人.
_OF_THOSE = re.compile(r"的[还仅只共]?有?")
_OF_SOME = re.compile(
    r"(?:以[上下内]|左右|岁)的$|(?:不足|不到|未满|超过|满|够|达)[^，。；]{0,8}(?:年|个月|万元|元|人|岁|次)的[还仅只共]?有?$"
)
#: A number that says what a deed cost, of which the words do not tell the name: 260万元购置的….
_OF_A_DEED = re.compile(r"(?:购置|购买|建设|修建|兴建|改造|打造|援建|添置)的")
_DEED = re.compile(r"(?:兴建|修建|援建|捐建|新建|建设|购置|打造)的")
#: One alone, by a name that may be unknown: 某厂一家就占一半.
_ONE_ALONE = re.compile(r"(?:^|[，。；：、\n])(?P<who>[\u4e00-\u9fff]{2,6})一[家镇县村]就")
#: What a price is, or by how much it rose; what was done by those who only came to see.
_A_PRICE = re.compile(r"(?<![折作造总估物标])价(?:格)?(?:每|一?公?斤|比|涨|跌|(?:是|为|到|达)?$)")
_OF_STRANGERS = re.compile(r"课题组|调查组|问卷|记者|考核组|审计组|督导组")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CLAUSE_END = re.compile(r"[，。；：！？\n]")
_STRANGER = re.compile(
    r"[\u4e00-\u9fff]{2,12}?(?P<form>公司|集团|协会|商会|总会|基金会|医院|学校|小学|中学|初中|高中|职校|技校|大学|幼儿园|敬老院|福利院|卫生院|合作社|银行|管委会)"
)
#: A place by its form: two or three signs, none of which makes it a word for any place (全县, 受援县, 园区, 城市).
_STRANGE_PLACE = re.compile(
    r"(?:(?<=[，。；：、的与和比\n])|(?<=邻近)|(?<=周边)|(?<=隔壁)|(?<=毗邻))(?![全我本该各两几这那每某])"
    r"(?:(?![东西部协作对口受援帮扶脱贫困重点结对国兄弟其他试先进镇乡村城省市区级全我本该各年月日今去前上下都个是在和及与把向为的所有以来赴到])[\u4e00-\u9fff]){2,3}"
    r"(?:县(?![级域区城里委政直属])|区(?<![园社景山市县辖置发地厂校片新老片]区)(?![级域间委政直属])|市(?<![城上超门都菜夜集]市)(?![级场民区委政直属]))"
)
#: A name has so many signs at least.
SIGNS = 2
#: A clause of so few signs leaves it to the one before to say whom it tells of.
_SHORT_CLAUSE, _DIGIT, _YEAR = 10, re.compile(r"[0-9]"), re.compile(r"(?:19|20)[0-9]{2}年")
_ANOTHER_PLACE = re.compile(r"另[一外]个?[县区市镇]|别的[县区市镇]|兄弟[县区市镇]|其他(?:几个)?[县区市]")


def is_unsettled(around: Surroundings) -> bool:
    """Whether own words narrow or deny in a way that nothing here resolves: 院内, 没有形成支付, 超百万元的5家."""
    before = around.text[around.before.start : around.before.end]
    after = around.text[around.after.start : around.after.end]
    if _OF_THOSE.fullmatch(before) and around.before.start:
        return True
    if ("分别" in before and not (around.others or around.time)) or _UNSETTLED.search(before + after):
        return True
    if around.statement.dimension == "ratio" and _UNDONE.match(after):
        return True
    if around.statement.dimension == "money" and (_A_PRICE.search(before) or _OF_A_WEIGHT.search(before)):
        return True
    if _AMONG.search(before) or _is_the_most_of_what(around):
        return True
    if _OF_STRANGERS.search(around.text, around.half.start, around.before.end):
        return True
    if _WITH_MORE.search(around.text, around.half.start, around.before.end):
        return True
    bounded = around.statement.marks & {"以上", "以下"}
    if _OF_SOME.search(before) or (bounded and _OF_A_CLASS.match(after)) or _OF_A_DEED.match(after):
        return True
    return (
        _in_half_a_list(around)
        or _in_a_deed(around)
        or _of_a_stranger(around)
        or _of_a_compound(around)
        or _of_one_unknown(around)
    )


def _is_the_most_of_what(around: Surroundings) -> bool:
    """Whether it is of that of which there is most, by a word that no ledger knows: 用于救灾的最多，45万元."""
    if not _MOST.search(around.text, around.half.start, around.before.end):
        return False
    return not any(hit.meanings.columns or hit.meanings.naming or hit.meanings.regions for hit in around.between)


_MOST = re.compile(r"[\u4e00-\u9fff]{2,}最[多大高]，(?:[共有达为计]|合计)?$")


def _of_one_unknown(around: Surroundings) -> bool:
    """Whether a share is of one alone that no known word names: 某厂一家就占一半."""
    found = _ONE_ALONE.search(around.text, max(0, around.before.start - 1), around.before.end)
    if found is None or around.statement.dimension != "ratio":
        return False
    return not any(
        hit.start < found.end("who") and found.start("who") < hit.end and len(hit.text) > 1 for hit in around.own
    )


def _of_a_compound(around: Surroundings) -> bool:
    """Whether the number is of a thing of which but the last sign is known, as a value that may be wider: 红茶 of 茶."""
    end = around.before.end
    last = [hit for hit in around.own if hit.end == end and hit.meanings.columns and not hit.meanings.topics]
    if not last or any(len(hit.text) > 1 for hit in last) or not _HAN.match(around.text, end - SIGNS):
        return False
    place = end - SIGNS
    known = [*((hit.start, hit.end) for hit in around.own), *around.timed]
    return place >= around.before.start and not any(first <= place < stop for first, stop in known)


def _in_a_deed(around: Surroundings) -> bool:
    """Whether the rest of the clause makes the number part of what is told of a thing: 由5家企业捐资…兴建的广场."""
    end = _CLAUSE_END.search(around.text, around.after.start, around.sentence.end)
    return bool(_DEED.search(around.text, around.after.start, end.start() if end else around.sentence.end))


def points_at_one(around: Surroundings) -> bool:
    """Whether its part of the sentence points back at one firm, workshop or park: 这间车间, 该企业, 她的厂子, 园子.

    So does all that follows in a paragraph that begins so: 这座厂可有来头。总投资780万元.
    """
    if _POINTS.search(around.text, around.half.start, around.before.end):
        return True
    begun = around.text.rfind("\n", 0, around.sentence.start) + 1
    return not around.has_plural and _BEGINS_WITH_ONE.match(around.text, begun) is not None


_BEGINS_WITH_ONE = re.compile(
    r"[\s　▍●◆■]*(?:[这那](?:间|家|座|所|个|条)[\u4e00-\u9fff]{0,4}?(?:车间|企业|公司|厂|园|合作社|项目|工程|桥|路)|该(?:项目|工程|企业|车间|园区))"
)
#: What points back at one of those that a ledger keeps.
_POINTS = re.compile(
    r"(?<!每)[这那](?:间|家|座|所|个)(?:车间|企业|公司|工?厂|园区?|合作社)|该(?:企业|公司|厂|车间|园区|合作社)|"
    r"[她他]的(?:工?厂|公司|企业|车间)|(?:厂|园)子"
)


def _in_half_a_list(around: Surroundings) -> bool:
    """Whether a name stands in a list whose member before it is not known: 绞股蓝、高山甘蓝."""
    words = (*around.own, *around.between)
    joined = [hit for hit in words if around.text[hit.start - 1 : hit.start] == "、" and hit.meanings.has(Named)]
    if not joined:
        return _in_half_a_list_of_kinds(around)
    ends = {hit.end for hit in words if hit.meanings.has(Named, Narrowing, Place)} | {
        each.end for each in around.others
    }
    return any(hit.start - 1 not in ends for hit in joined)


def _in_half_a_list_of_kinds(around: Surroundings) -> bool:
    """Whether a kind stands in a list whose member before it is none of that ledger: 保育、护理和致富带头人开的培训班."""
    words = (*around.own, *around.between)
    for hit in words:
        ledgers = {ledger for ledger, _ in hit.meanings.columns}
        found = _BEFORE_KIND.search(around.text, max(around.half.start, hit.start - 12), hit.start) if ledgers else None
        if found is None or len(hit.text) <= SIGNS or hit.meanings.topics:
            continue
        beside = [each.meanings for each in words if each.end == found.start("mark")]
        if not any(ledgers & each.ledgers or each.has(Named, Place) for each in beside):
            return True
    return False


#: A list of kinds up to the last one: 保育、护理和…; one with a number is none: 镇镇结对五对、村村结对五对、….
_BEFORE_KIND = re.compile(
    r"[\u4e00-\u9fff]{2}、(?:(?![一二两三四五六七八九十百]+[对个家次人户期笔项])[\u4e00-\u9fff]){2,6}(?P<mark>[、和与及])$"
)


def joins_unknown(around: Surroundings) -> bool:
    """Whether the number is of a name and of one that the book does not know together: 高山甘蓝和红茶合计."""
    if not _TOGETHER.search(around.text, around.before.start, around.before.end):
        return False
    words = (*around.own, *around.between)
    begins = {hit.start for hit in words}
    names = [hit for hit in words if hit.meanings.has(Named)]
    return any(around.text.startswith(_AND, hit.end) and hit.end + 1 not in begins for hit in names)


def _of_a_stranger(around: Surroundings) -> bool:
    """Whether another place is told of, or an organisation or place that the book does not know: 某某基金会捐赠50万元."""
    start, end = _subject(around), around.before.end
    if _ANOTHER_PLACE.search(around.text, start, end):
        return True
    found = [*_STRANGER.finditer(around.text, start, end)]
    places = [*_STRANGE_PLACE.finditer(around.text, start, end)]
    if not (found or places):
        return False
    words = (*around.own, *around.between)
    known = [(hit.start, hit.end) for hit in words if hit.meanings.has(Named, Place)] + [*around.others]
    for each in found:
        covered = any(first <= each.end() - 1 < last for first, last in known)
        bare = sum(each.start() <= place < each.start("form") for place, _ in around.bare)
        if not covered and (bare >= SIGNS or each.start() < around.before.start):
            return True
    longer = [(hit.start, hit.end) for hit in words if len(hit.text) >= SIGNS] + [*around.others]
    return any(not any(first < each.end() and each.start() < last for first, last in longer) for each in places)


def _subject(around: Surroundings) -> int:
    """Where the clause begins that names whom the number is of: the one before, where its own is short and names none."""
    start, first = around.before.start, around.half.start
    told = any(hit.meanings.has(Named, Place) for hit in around.own) or around.has_plural
    if told or not start < around.before.end <= start + _SHORT_CLAUSE or start <= first:
        return start
    if around.text[start - 1] != "，":
        return start
    begin = max(around.text.rfind("，", first, start - 1) + 1, first)
    return start if _DIGIT.search(around.text, begin, start) and not _YEAR.match(around.text, begin) else begin
