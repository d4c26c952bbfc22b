"""The papers of an allotment: the notice of the draw, the list of its results, a settlement sheet for each household."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jiedui.notices.words import moment, square_metres, yuan
from jiedui.planning.allot.hashing import hash_of
from jiedui.planning.allot.model import Freeze, Household, Prices, Roster, Rules, Settled, Settlement, Transcript
from jiedui.planning.allot.telling import steps
from jiedui.reports.layout import OfficialDocument

#: What each choice of the rules says to people.
WORDS = {
    ("rounds", "apart"): "按签约轮次分别抽签，签约在前的轮次先选",
    ("rounds", "together"): "所有签约户一起抽签，不分轮次",
    ("wishes", "kinds"): "意向只填户型",
    ("wishes", "homes"): "意向可填户型，也可填房号",
    ("rooms", "lot"): "同户型的房号由抽签确定",
    ("rooms", "code"): "同户型的房按房号顺序选定",
    ("groups", "adjacent"): "登记为联户的亲属，在不影响他人意向的前提下尽量相邻安置",
    ("groups", "none"): "不安排联户相邻",
    ("passed", "forfeit"): "叫号时不到场的，本次作废",
    ("passed", "last"): "叫号时不到场的，排到最后",
    ("abstainers", "last"): "承诺后不揭示的见证人，其关联户排到最后",
    ("abstainers", "stay"): "见证人不揭示的，不影响其关联户的次序",
}


def notice(roster: Roster, rules: Rules, frozen: Freeze, organ: str, day: date) -> OfficialDocument:
    """The notice of the draw: what is frozen, how it is drawn, who takes part, what there is."""
    document = OfficialDocument(f"关于{rules.title}抽签的公告")
    counts = f"参加{len(roster.households)}户，房源{len(roster.dwellings)}套"
    document.paragraph(f"{rules.title}的名册和规则已于{moment(frozen.frozen_at)}冻结，{counts}。冻结之后一字不改。")
    document.heading(1, "一、核对用的摘要")
    document.paragraph("任何人都可以用公布的文件核对：文件算出的摘要与下列不符，即不是冻结时的名册和规则。")
    document.remark(f"名册根　　{frozen.root}")
    document.remark(f"规则摘要　{frozen.rules_hash}")
    document.heading(1, "二、怎样抽签")
    for line in _rules(rules):
        document.paragraph(f"{line}。")
    document.heading(1, "三、见证人和公共随机数")
    for line in _sealing(rules):
        document.paragraph(f"{line}。")
    document.heading(1, "四、价格")
    document.table(("项目", "价格"), list(_prices(rules.settlement)), "结算价格")
    document.paragraph("特此公告。")
    _sign(document, organ, day)
    document.attachment("参加分房的户")
    document.table(
        ("户编号", "人口", "轮次", "优先类别", "应安置面积（平方米）", "意向"),
        [_of(each) for each in roster.households],
    )
    document.attachment("房源")
    homes = [
        (each.code, each.kind, square_metres(each.floor), str(each.storey), each.reserve) for each in roster.dwellings
    ]
    document.table(("房号", "户型", "面积（平方米）", "楼层", "预留"), homes)
    return document


def _sign(document: OfficialDocument, organ: str, day: date) -> None:
    """The signature of the office, where one is named."""
    if organ:
        document.signature(organ, day)


def _of(household: Household) -> tuple[str, ...]:
    """A household in the list of those who take part."""
    return (
        household.code,
        str(household.people),
        str(household.round),
        household.priority,
        square_metres(household.entitled),
        "、".join(household.wishes),
    )


def _rules(rules: Rules) -> Iterator[str]:
    """The rules in sentences."""
    body = rules.model_dump()
    for (key, value), words in WORDS.items():
        if body[key] == value and key != "abstainers":
            yield words
    yield "意向都满足不了的户，" + ("分给其余合适的房" if rules.beyond else "留待下次")
    yield "户型：" + "，".join(f"{each.kind}给{each.least}至{each.most}人的户" for each in rules.kinds)
    for reserve in rules.reserves:
        yield f"{reserve.name}的房优先给{'、'.join(reserve.classes)}户，无人要的再给其他户"


def _sealing(rules: Rules) -> Iterator[str]:
    """Witnesses and beacon in sentences."""
    names = "、".join(f"{each.name}（{each.role}）" if each.role else each.name for each in rules.witnesses)
    yield f"见证人：{names}；{moment(rules.commit_until)}以前承诺，至少{rules.quorum}位承诺才抽签"
    beacon = rules.beacon
    yield f"公共随机数：{moment(beacon.at)}公布的{beacon.name}。{beacon.rule}".rstrip("。")
    silence = WORDS["abstainers", rules.abstainers]
    yield f"见证人在{moment(rules.reveal_until)}以前揭示。有人不揭示也不重抽；{silence}，并扣保证金{yuan(rules.deposit)}元"


def _prices(prices: Prices) -> Iterator[tuple[str, str]]:
    """The prices, one a row."""
    yield "应安置面积", f"{yuan(prices.entitled_price)}元/平方米"
    before = 0
    for tier in prices.over:
        span = f"{square_metres(before)}—{square_metres(tier.up_to)}平方米"
        yield f"超出应安置面积{span}", f"{yuan(tier.price)}元/平方米"
        before = tier.up_to
    yield "再超出的面积", f"{yuan(prices.market_price)}元/平方米"
    yield "不足应安置面积（退给户）", f"{yuan(prices.short_price)}元/平方米"
    yield "旧房补偿", f"{yuan(prices.compensation_price)}元/平方米"
    for bonus in prices.bonuses:
        yield f"第{bonus.round}轮签约奖", f"{yuan(bonus.amount)}元/户"
    yield "过渡费", f"{yuan(prices.transition_price)}元/人·月，{prices.transition_months}个月"
    yield "搬家费", f"{yuan(prices.moving)}元/户"


def results(roster: Roster, rules: Rules, transcript: Transcript, organ: str, day: date) -> OfficialDocument:
    """The list of results: seed and hashes, what everyone got, who waits, what is left."""
    document = OfficialDocument(f"关于{rules.title}结果的公示")
    got = len({each.household for each in transcript.allotted})
    document.paragraph(f"{rules.title}已按公告的规则抽签，{got}户分到{len(transcript.allotted)}套房，结果见附件。")
    document.paragraph(
        f"{rules.beacon.name}为{transcript.beacon}。用公布的文件和核验程序，任何人都能从头算出同一结果；"
        "对结果有疑问的，可在公示期内提出。"
    )
    lines = {"名册根　　": transcript.root, "种子　　　": transcript.seed, "记录摘要　": hash_of(transcript)}
    for label, value in lines.items():
        document.remark(f"{label}{value}")
    for label, codes in {"未到场": transcript.absent, "未揭示的见证人": transcript.missing}.items():
        if codes:
            document.paragraph(f"{label}：{'、'.join(codes)}。")
    if transcript.unallotted:
        document.paragraph(f"未分到房、留待下次的户：{'、'.join(transcript.unallotted)}。")
    document.paragraph(f"余房{len(transcript.left)}套{'：' + '、'.join(transcript.left) if transcript.left else ''}。")
    _sign(document, organ, day)
    document.attachment("分房结果")
    document.table(
        ("叫号", "顺序号", "户编号", "房号", "户型", "面积（平方米）", "意向"), list(_got(roster, transcript))
    )
    return document


def _got(roster: Roster, transcript: Transcript) -> Iterator[tuple[str, ...]]:
    """What every called household got, a row a home."""
    for step in steps(roster, transcript):
        called = (str(step.call), str(step.number), step.household)
        for home, wish in zip(step.homes, step.wishes, strict=True):
            met = f"第{wish}意向" if wish else "意向之外"
            yield (*called, home.code, home.kind, square_metres(home.floor), met)
        if not step.homes:
            yield (*called, "未分到", "", "", "")


def sheet(roster: Roster, rules: Rules, settled: Settled, organ: str, day: date) -> OfficialDocument:
    """The settlement sheet of one household."""
    household = roster.by_code[settled.household]
    document = OfficialDocument(f"{rules.title}结算单", byline=settled.household)
    homes = "、".join(f"{code}（{square_metres(roster.homes[code].floor)}平方米）" for code in settled.homes)
    document.paragraph(
        f"{household.people}人，应安置{square_metres(household.entitled)}平方米，"
        f"旧房确权{square_metres(household.old)}平方米，第{household.round}轮签约；分到{homes}。"
    )
    rows = list(_lines(household, rules.settlement, settled))
    document.table(("项目", "数量", "单价（元）", "金额（元）"), rows, "结算明细")
    side = "户应补差价" if settled.difference >= 0 else "应退给户"
    document.paragraph(
        f"应付{yuan(settled.pays)}元，应得{yuan(settled.receives)}元，{side}{yuan(abs(settled.difference))}元。"
    )
    document.paragraph("户主签字：　　　　　　　　日期：")
    _sign(document, organ, day)
    return document


def sheets(
    roster: Roster, rules: Rules, settlement: Settlement, organ: str, day: date
) -> Iterator[tuple[str, OfficialDocument]]:
    """The sheet of every household, with its code."""
    for settled in settlement.settlements:
        yield settled.household, sheet(roster, rules, settled, organ, day)


def _lines(household: Household, prices: Prices, settled: Settled) -> Iterator[tuple[str, ...]]:
    """The lines of a sheet that are not nothing: what is paid, then what is got."""
    above = settled.floor - household.entitled
    yield _line("应安置面积", min(settled.floor, household.entitled), prices.entitled_price, settled.entitled)
    before = 0
    for tier, amount in zip(prices.over, settled.over, strict=True):
        if amount:
            yield _line("超面积", min(above, tier.up_to) - before, tier.price, amount)
        before = tier.up_to
    if settled.market:
        yield _line("再超面积", above - before, prices.market_price, settled.market)
    if settled.adjust:
        yield "楼层差价", "", "", yuan(settled.adjust)
    if settled.short:
        yield _line("不足面积（应得）", -above, prices.short_price, settled.short)
    yield _line("旧房补偿（应得）", household.old, prices.compensation_price, settled.compensation)
    if settled.bonus:
        yield "按期签约奖（应得）", "", "", yuan(settled.bonus)
    if settled.transition:
        count = f"{household.people}人×{prices.transition_months}月"
        yield "过渡费（应得）", count, yuan(prices.transition_price), yuan(settled.transition)
    if settled.moving:
        yield "搬家费（应得）", "", "", yuan(settled.moving)


def _line(title: str, area: int, price: int, amount: int) -> tuple[str, ...]:
    """A line of an area at a price."""
    return title, f"{square_metres(area)}平方米", yuan(price), yuan(amount)
