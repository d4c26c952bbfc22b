"""Readings that speak of targets: a rate of completion, a target itself, by how much one is exceeded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from jiedui.base.periods import Period
from jiedui.prose.quantity import AIM_TOLD
from jiedui.reports.check.readings.amounts import SURE, Before, Level, Reader, of_column
from jiedui.reports.check.readings.anchors import Book, Reading, anchors, carried, near, of_the_place_named
from jiedui.reports.check.readings.formulas import Linear, Ratio
from jiedui.reports.check.readings.peers import is_just_short
from jiedui.reports.check.readings.scoring import UNSURE
from jiedui.reports.check.text.evidence import SHORT, Surroundings, surroundings_before
from jiedui.reports.check.text.setting import Target
from jiedui.reports.check.words.names_told import Hit

_OVER_TARGET = re.compile(
    r"(?:任务|目标)超额?(?:完成)?了?$|超(?:出|过|额)?(?:年度|全年)?[^，。；0-9]{0,4}(?:目标|任务|计划|协议(?!投资|总投资))[^，。]{0,3}$|[比较](?:[^，。；0-9]{0,6}(?:下达|派给?|分给|定的?|签的?)[^，。；0-9]{0,4}|年度?|全年|年初|当年|今年|原定)?(?:协议|目标|任务|计划|指标){1,2}数?(?:[超多]出?来?[办开签引招派跑卖送培给]?|增加)了?$"
)
#: More or less than the target that is told in one breath: 比下达的100万元任务多出20万元.
_BESIDE_IN_ONE = re.compile(
    r"[比较][^，。；]{0,12}(?:[0-9.]+[万亿]?[\u4e00-\u9fff]{1,2}的?(?:目标|任务|计划)(?:数|值|量)?|(?:目标|任务|计划|协议)(?:数|值|量)?[0-9.]+[万亿]?[元人对次家])"
    r"(?:(?P<over>超出|超过|超了?|多出?了?|高出?)|短缺?|差了?|缺|少了?)(?:约|近)?$"
)
#: More or less than the target that is told right before: 目标是1900万元，超出100万元.
_BESIDE_TOLD = re.compile(rf"{AIM_TOLD}(?:(?P<over>超出来?|超过|超了?|多出来?|多了)|短缺?|差|缺|少了)(?:约|近)?$")
_SHORT_OF = re.compile(
    r"(?:目标|任务|计划)[^，。；]{0,6}(?:还|尚|仍)?(?:差|缺|少)$|(?:还|尚|仍|只|仅)(?:差|缺)$|[距离]?(?:差|缺)(?:年度|全年)?(?:目标|任务|计划)(?:数)?(?:约|近)?$|欠(?:年度|全年)?(?:目标|任务|计划)(?:数)?(?:约|近)?$|缺口(?:为|达|还有|尚有)?$|"
    r"[比较](?:年度?|全年|年初|当年|今年|原定)?(?:协议|目标|任务|计划){1,2}数?(?:少|低|差)了?$|"
    r"[与和同离](?:年度|全年)?(?:协议|目标|任务|计划|指标)数?(?:还|尚)?(?:相差|差)(?:约|近)?$|"
    r"(?:低于|不及|少于)(?:年度|全年)?(?:目标|任务|计划)[^，。；]{0,3}$"
)
_TARGET = re.compile(
    r"(?:目标|任务|计划|指标(?=[是为])|协议(?:数|值|约定|明确|写明|定下|(?=[是为])))(?:任务|值|数|为|是)?[^，。；]{0,4}$|应(?:到|完成|达到?|到位)$|协议(?:明确|约定|规定|写明|定下)的?(?:(?!到位|到账|下达|拨付|支付|实际|完成|已)[^，。；]){2,14}$"
)
#: By what share more than the target was done: 超额完成13.2%.
_MORE_THAN_DONE = re.compile(r"超(?:额)?(?:完成)?(?:年度|全年)?(?:目标|任务)?(?:完成)?了?(?:近|约)?$")
#: By what share more than the target: 比任务超了三成多.
_MORE_THAN_SET = re.compile(
    r"[比较](?:年度|全年|年初)?(?:目标|任务|计划)(?:任务|数|值|量)?(?:(?:超|多|高)(?:出|过|了)*(?:近|约)?)?$|"
    r"(?:超过|超出|高于|高出)(?:年度|全年|年初)的?(?:目标|任务|计划)(?:任务|数|值|量)?(?:近|约)?$"
)
#: Who sets a target says nothing of its matter: 年初下达的4300万元目标.
_SET = re.compile(r"(?:下达|分解|核定|确定)(?:给[^，。；]{1,8})?的?$")
#: What was agreed is a target here, whatever agreements (协议) a ledger keeps: 达到协议数的103.3%.
_PROMISED = re.compile(r"协议(?:目标|任务|指标|数|值|额|约定|明确|规定|写明)")
_TARGET_AFTER = re.compile(r"(?:的)?(?:年度?|全年)?(?:目标|任务)")


#: So many signs of a number's own words may be left unexplained where it goes on with what was told.
SLIGHT = 4


def completion(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """``done ÷ target`` of the year, never capped; of what the sentence began with where what was told last has no target."""
    promised = _PROMISED.search(around.text, around.before.start, around.before.end)
    if promised:
        around = surroundings_before(reader.scene, around.index, promised.start())
    found = anchors(reader, around, before)
    if (
        before.head is not None
        and not before.lost
        and not (promised and any(True for each in found for _ in _as_agreed(reader, each)))
        and not any(True for each in found for _ in targets_of(reader, book, each))
    ):
        found = [of_the_place_named(around, before.head)]
    for anchor in (_so_far(reader, around, each) for each in found):
        for agreed in _as_agreed(reader, anchor) if promised else ():
            yield Reading(Ratio(anchor.amount(), agreed.amount()), anchor.score, anchor, "share")
        for target, done in targets_of(reader, book, anchor):
            more = (_MORE_THAN_DONE.search(around.lead) or _MORE_THAN_SET.search(around.lead)) is not None
            formula = Ratio(done.amount(), goal(target), -1 if more else 0)
            score = min(anchor.score, UNSURE) if promised and before.lost else anchor.score
            yield Reading(formula, score, anchor, "completion", target=target, measurable=done.measurable)


def _so_far(reader: Reader, around: Surroundings, anchor: Level) -> Level:
    """The amount up to the report's end, where 全年 is of the target alone: 达到全年任务的60%以上."""
    own = reader.setting.period
    ahead = own.start >= anchor.period.start and own.end < anchor.period.end
    of_the_target = ahead and _OF_THE_YEARS.search(around.text, around.before.start, around.before.end)
    return anchor._replace(period=own) if of_the_target and not anchor.pinned else anchor


#: The year that a target is of says nothing of the time of what was done.
_OF_THE_YEARS = re.compile(
    r"(?:全年|年度|年初|今年)[^，。；]{0,4}(?:任务|目标|计划|协议)|完成了?(?:全年|年度)的?(?:近|约|超)?$"
)


def _as_agreed(reader: Reader, anchor: Level) -> Iterator[Level]:
    """What was agreed on of the same rows, where the ledger keeps that: 到位投资7850万元，占协议数的近六成."""
    if anchor.measurable.dimension != "money":
        return
    ledger = reader.catalog.ledgers[anchor.measurable.ledger]
    for column in ledger.columns:
        if (
            column.unit == "万元"
            and column.title.startswith("协议")
            and column.name != anchor.measurable.measure.column
        ):
            yield of_column(anchor, column)


def targets_of(reader: Reader, book: Book, anchor: Level) -> Iterator[tuple[Target, Level]]:
    """The targets set for what the anchor measures, each with the amount it is a target of."""
    region = anchor.regions[0] if anchor.regions else reader.setting.region
    for target in book.targets:
        indicator = reader.catalog.indicator(target.indicator)
        measurable = reader.measurables.get(indicator.name) if indicator else None
        if measurable is None or target.region != region or target.year != anchor.period.end.year:
            continue
        this = anchor.measurable
        if measurable.ledger != this.ledger or measurable.measure != this.measure:
            continue
        wanted, has = set(measurable.where), {*this.where, *anchor.conditions}
        if (
            measurable.name == this.name
            or wanted == has
            or (wanted >= has and not wanted - has - set(measurable.where))
        ):
            since = (
                max(anchor.period.start, date(target.year, 1, 1))
                if not anchor.measurable.stock
                else anchor.period.start
            )
            of_the_year = Period(since, anchor.period.end)
            yield target, anchor._replace(measurable=measurable, conditions=(), pinned=False, period=of_the_year)


def goal(target: Target) -> Linear:
    """A target as an amount."""
    return Linear(constant=target.value, entries=(target.entry,))


def completed(reader: Reader, book: Book, level: Level) -> Ratio | None:
    """What is done of the target set for that place and year; None where none is."""
    return next(
        (Ratio(done.amount(), goal(target)) for target, done in targets_of(reader, book, level) if target.value), None
    )


def is_beside_target(around: Surroundings) -> bool:
    """Whether the words tell by how much a target is exceeded or missed: 超过年度任务30万元; 目标1900万元，超出100万元."""
    told = near(around)
    if is_just_short(around):
        return False
    return bool(_OVER_TARGET.search(told) or _SHORT_OF.search(told)) or _beside_told(around) is not None


def _beside_told(around: Surroundings) -> re.Match[str] | None:
    """The words for more or less than the target that was told right before."""
    start, end = around.half.start, around.before.end
    return _BESIDE_TOLD.search(around.text, start, end) or _BESIDE_IN_ONE.search(around.text, start, end)


def target_level(reader: Reader, around: Surroundings, book: Book, levels: Sequence[Level]) -> Iterator[Reading]:
    """An amount that is itself a target, or by which a target is exceeded or missed."""
    before = near(around)
    after = around.text[around.after.start : around.after.end]
    told = _beside_told(around)
    labelled = (
        _labelled(reader, around, _TARGETS)
        or _AIMS_LISTED.search(around.text, around.sentence.start, around.before.end) is not None
    )
    over = bool(_OVER_TARGET.search(before)) or (told is not None and told["over"] is not None)
    short = bool(_SHORT_OF.search(before)) or (told is not None and not over)
    if not (over or short or labelled) and not _TARGET.search(before) and not _TARGET_AFTER.match(after):
        return
    matter = not _SET.search(before) or any(_is_another_matter(hit) for hit in around.own)
    for level in levels:
        for agreed in _as_agreed(reader, level) if (over or short) and "协议" in before else ():
            beyond = level.amount() + -agreed.amount()
            yield Reading(beyond if over else -beyond, level.score + 0.31, level, "gap")
        for target, done in targets_of(reader, book, level):
            if not (over or short):
                sure = level.score + 0.3 if matter else min(level.score, UNSURE)
                yield Reading(goal(target), sure, level, "target", target=target)
                continue
            kind = "over_target" if over else "under_target"
            own = reader.setting.period
            this_year = Period(max(own.start, date(target.year, 1, 1)), own.end) if own.end.year == target.year else own
            for so_far in dict.fromkeys((this_year, done.period)):
                beyond = done._replace(period=so_far).amount() + -goal(target)
                yield Reading(beyond if over else -beyond, level.score + 0.3, level, kind, target=target)


def bracketed(reader: Reader, around: Surroundings, book: Book, levels: Sequence[Level]) -> Iterator[Reading]:
    """The target that a number alone in brackets behind its matter may be: 社会捐赠资金［230万元］，到账240万元."""
    start, end = around.statement.start, around.statement.end
    if around.text[start - 1 : start] in _OPEN and around.text[end : end + 1] in _SHUT and start:
        for level in levels:
            for target, _ in targets_of(reader, book, level):
                yield Reading(goal(target), level.score - 0.02, level, "target", target=target)


_OPEN, _SHUT = frozenset("（(［[〔"), frozenset("）)］]〕")


def _labelled(reader: Reader, around: Surroundings, label: re.Pattern[str]) -> bool:
    """Whether the line of a form says by its label what its numbers are: 目标值：转移就业2300人，其中东部1050人."""
    line = reader.scene.document.paragraph_at(around.statement.start)
    return line is not None and label.match(around.text, line.start) is not None


#: What a colon behind 任务 opens are targets, or a comma behind the targets set: 今年的任务：财政援助五千万元，转移就业一千六百人.
_AIMS_LISTED = re.compile(
    r"(?:(?:今年|明年|全年|年度|下达)的?(?:任务|目标)[：:]|(?:今年|明年|全年)(?:协议|市里|县里|省里|上级)?(?:定下?|下达|安排|确定|签下?)的(?:任务|目标)(?:是|为)?[：:，,])(?:(?!完成|实际|已经?)[^。；])*$"
)
#: Labels of the lines of a form.
_TARGETS = re.compile(r"(?:年度|全年|协议)?(?:目标|任务|计划)(?:任务|值|数)?[：:]")
_COMPLETIONS = re.compile(r"(?:目标|任务)?完成(?:率|比例|进度)[：:]")


def target_of_before(reader: Reader, around: Surroundings, book: Book, before: Before) -> Iterator[Reading]:
    """A target, or the distance from one, that is told of what was told before: 到账2000万元。协议目标是1900万元."""
    told = near(around)
    beside = is_beside_target(around)
    if not (beside or _TARGET.search(told) or _TARGET_AFTER.match(around.text, around.after.start, around.after.end)):
        return
    if before.lost or any(_is_another_matter(hit) for hit in around.own):
        return
    levels = dict.fromkeys(each for each in (before.previous, before.parent, before.head, before.matter) if each)
    for level in (now for each in levels for now in carried(reader, around, each)):
        found = list(target_level(reader, around, book, [level._replace(score=SURE - 0.3)]))
        if found:
            yield from found
            return


def _is_another_matter(hit: Hit) -> bool:
    """Whether a word says what the number is of, but for 协议 and words as short."""
    return bool(hit.meanings.topics) and len(hit.text) > SHORT


def goes_on(reader: Reader, around: Surroundings, last: Reading | None) -> bool:
    """Whether the number goes on with a list of targets, by its name alone: 财政援助目标900万元，转移就业80人."""
    if last is None or last.kind != "target" or not around.index:
        return False
    former, start = reader.scene.statements[around.index - 1], around.before.start
    beside = former.dimension in _LISTED and former.role in ("level", "target") and start - former.end == 1
    aim = last.anchor.measurable.name if last.anchor is not None else ""
    named = [hit for hit in around.own if hit.start == start and hit.end == around.before.end and hit.meanings.topics]
    return (
        beside and bool(named) and not any(aim in hit.meanings.targets for hit in named)
    )  # 目标1900万元，到位2000万元


_LISTED = frozenset({"money", "count", "visits"})


def next_target(reader: Reader, book: Book, levels: Sequence[Level]) -> Iterator[Reading]:
    """The target of what its own words name; what was done may be meant as well, and accuses nobody."""
    for level in levels:
        for target, _ in targets_of(reader, book, level) if level.own else ():
            yield Reading(goal(target), level.score, level, "target", target=target)
        yield Reading(level.amount(), min(level.score, UNSURE), level, "level")


def planned(reader: Reader, book: Book, levels: Sequence[Level]) -> Iterator[Reading]:
    """What a plan (力争, 计划, 到2025年达到) may mean: the target, or what a named entry is planned to be; never what was done.

    One may strive for more than the target: that accuses nobody.
    """
    for level in levels:
        if level.pinned:
            yield Reading(level.amount(), level.score, level, "level")
            continue
        for target, _ in targets_of(reader, book, level):
            yield Reading(goal(target), min(level.score, UNSURE), level, "target", target=target)


def tells_completion(reader: Reader, around: Surroundings) -> bool:
    """Whether the clauses right before the number speak of a rate of completion: 任务完成率最高，达到174%."""
    if _labelled(reader, around, _COMPLETIONS) and not any(
        hit.text.endswith("率") for hit in around.own if hit.meanings.topics
    ):
        return True
    if around.elliptical and _BARE.fullmatch(around.text, *around.before):
        return True
    start = min([around.before.start, *(hit.start for hit in around.between)])
    if _COMPLETION.search(around.text, start, around.before.end) or _ITS_RATE.search(
        around.text, start, around.before.end
    ):
        return True
    told = around.text[around.sentence.start : around.before.end]
    return bool(_COMPLETED.search(told) and _AIM.search(told))


def is_multiple_of_target(around: Surroundings) -> bool:
    """Whether a multiple is of the target: 达到全年任务的1.1倍."""
    return _TARGETS_OWN.search(around.lead) is not None


_TARGETS_OWN = re.compile(
    r"(?:任务|目标|计划|指标)(?:任务|数|值|量)?的$|[比照按][着照]?[^，。；]{0,6}(?:任务|目标|计划|指标)(?:数|值)?(?:已经?|就|还|整整|足足)*$"
)


def is_more_than_set(around: Surroundings) -> bool:
    """Whether it tells by what share more than the target was done: 比任务超了三成多."""
    return _MORE_THAN_SET.search(around.lead) is not None


def tells_progress(reader: Reader, around: Surroundings) -> bool:
    """Whether the number is how far the target told before it has come, or that of the year before the year is over."""
    if _DONE_OF_AIM.search(around.text, around.before.start, around.before.end):
        return True
    if reader.setting.period.days <= _LESS_THAN_A_YEAR and _OF_THE_YEAR.search(around.lead):
        return True
    return bool(_PROGRESS.search(around.text, around.sentence.start, around.before.end))


#: What is done of the target of something named between: 完成东部就业年度目标八成多.
_DONE_OF_AIM = re.compile(
    r"完成了?(?:(?!目标|任务|计划)[^，。；0-9占]){2,14}(?:任务|目标|计划)(?:数|值|量)?的?(?:约|近|超过?)?$"
)
#: Before the year is over, what is done of it is done of its target: 刚完成全年的四成.
_LESS_THAN_A_YEAR, _OF_THE_YEAR = (
    340,
    re.compile(r"(?:完成|占|达到?|实现)了?(?:全年|年度)(?:总?[量数])?的?(?:近|约|超)?$"),
)
_COMPLETED = re.compile(r"(?:完成|兑现|达成|做到)(?:率|了)?(?:达|达到|为|约)?$")
#: How far a target told before has come: 按派下的420万元算，进度47.7%.
_PROGRESS = re.compile(
    r"(?:目标|任务|计划(?!总投资)|按[^，。；]{2,20}算)[^。；]{0,16}(?:进度|完成度)(?:达到?|为|约|是)?$"
)
#: Nothing but that so much is done: 总额260万元，完成86.7%.
_BARE = re.compile(r"(?:[已也仅只刚]|总共|共|累计|实际|目前)*(?:完成|达成)了?(?:近|约|超)?")
#: The rate alone, and what is said of it: 完成率垫底，只有两成.
_ITS_RATE = re.compile(r"完成率[^，。；0-9率]{0,6}[，,]?(?:仅仅?|只有?|才|达到?|为|也|有|不到|不足|约|近)*$")
_AIM = re.compile(r"目标|任务|计划|指标|协议数")
_COMPLETION = re.compile(
    r"任务完成率|目标完成率|对(?:照)?(?:全年|年度|年初)的?(?:目标|任务)[：:]?$|完成(?:年度|全年|目标)[^，。；]{0,4}(?:任务|目标)"
)
