"""Readings of a plain amount: which measurable, narrowed how, in which period and place.

Blind to the value: candidates are scored by words and units alone. The value comes in only in ``checker``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from jiedui.catalog import Ledger
from jiedui.figures.model import Condition
from jiedui.prose.document import Span
from jiedui.reports.check.readings.amounts import CORRECTED, NOTHING, Before, Level, Reader, freed, homes_of, pins
from jiedui.reports.check.readings.narrowing import OF_PERSONS, PERSON, Narrowed, Narrower, names_place
from jiedui.reports.check.readings.scoring import MARGIN, UNSURE, Hint, best_first, hints, is_next_value
from jiedui.reports.check.readings.widening import from_the_beginning, wider
from jiedui.reports.check.text.accounts import account
from jiedui.reports.check.text.doubts import points_at_one
from jiedui.reports.check.text.evidence import SHORT, Surroundings, corrections_near
from jiedui.reports.check.text.focusing import focuses
from jiedui.reports.check.text.labels import is_by_noun, unread
from jiedui.reports.check.text.oddities import is_odd
from jiedui.reports.check.text.restrictions import held_at, restrictions
from jiedui.reports.check.text.setting import Setting
from jiedui.reports.check.text.taught import Lesson
from jiedui.reports.check.text.worded import own_columns
from jiedui.reports.check.words.measurables import Measurable

#: More candidates than so many are not likely.
MOST = 6
#: What a measurable loses that own words name, where others of them name another's indicator and a value that it leaves out.
CLASHING = 0.15
#: What a reading loses that leaves aside a name which another clause alone lends.
LENT = 0.06


def read_level(reader: Reader, around: Surroundings, before: Before, *, any_unit: bool = False) -> list[Level]:
    """The likeliest readings of the statement as an amount, best first.

    ``before`` is what the statements before it in the sentence were about. With ``any_unit`` the statement is derived
    (a growth, a share) and the unit of what it is derived from is not known.
    """
    lesson = reader.lessons.get(around.index)
    if lesson is not None:
        return _as_corrected(reader, around, lesson, before)
    kept = {before.parent.measurable.name} if before.parent is not None else set()
    if before.previous is not None and is_next_value(around, before.previous):
        kept.add(before.previous.measurable.name)
    scored = best_first(around, before, hints(reader, around, before, any_unit=any_unit), kept)
    if before.closed is not None:
        shut = before.closed.measurable.measure_key
        scored = [
            (hint, min(score, UNSURE) if hint.measurable.measure_key == shut and not hint.own else score)
            for hint, score in scored
        ]
    narrower = Narrower(
        reader.setting, reader.scene, around, before.parent.period if before.parent is not None else None
    )
    near = [each for each in _each_once(scored)[:MOST] if each[1] >= scored[0][1] - MARGIN]
    held = restrictions(reader.scene, around) if near else None
    likely = [each for each in near if not (held and held.hold(each[0].measurable.ledger))]
    return [
        level for hint, score in likely for level in _levels(reader, narrower, score, hint.own, hint.measurable, before)
    ]


def _each_once(scored: Sequence[tuple[Hint, float]]) -> list[tuple[Hint, float]]:
    """What is measured alike, but called otherwise, only as what bears it best."""
    found: dict[object, tuple[Hint, float]] = {}
    for each in scored:
        found.setdefault(each[0].measurable.measure_key, each)
    return list(found.values())


def _as_corrected(reader: Reader, around: Surroundings, lesson: Lesson, before: Before) -> list[Level]:
    """The figure that the office said the statement means: of its own words only names, regions and times narrow it."""
    target = lesson.target
    if not isinstance(target, Measurable):
        return []
    ledger = reader.catalog.ledgers[target.ledger]
    own = own_columns(ledger, around)
    settled = {each.name for each in ledger.columns if each.choices and (each.name in own or each.directs)}
    narrower = Narrower(reader.setting, reader.scene, around)
    return [
        level._replace(
            conditions=tuple(each for each in level.conditions if each.column not in settled),
            corrections=(lesson.correction.id,),
        )
        for level in _levels(reader, narrower, CORRECTED, True, target, before)  # noqa: FBT003 - the office said so
    ]


def _levels(
    reader: Reader, narrower: Narrower, score: float, own: bool, measurable: Measurable, before: Before
) -> Iterator[Level]:
    """The measurable narrowed as the words say; where they leave a choice, every choice, likeliest first."""
    around, ledger = narrower.around, reader.catalog.ledgers[measurable.ledger]
    inherited, regions = _inherited(ledger, around, measurable, before)
    narrowed = narrower.narrow(ledger, measurable, inherited, regions, _kin(before, measurable))
    if narrowed.clashes and own:
        score -= CLASHING * _is_named_elsewhere(around, ledger)
        score = score if _is_told_in_full(around, measurable) else min(score, UNSURE)
    elif narrowed.clashes:
        measurable = freed(reader.measurables, measurable, narrowed.clashes)
        narrowed = narrower.narrow(ledger, measurable, inherited, regions, _kin(before, measurable))
    nobody = reader.setting.personal and reader.setting.author is None and ledger.name in OF_PERSONS
    odd = is_odd(around, measurable, narrowed.conditions) or narrower.of_a_wider_place
    labelled = any(each.column not in narrowed.borrowed for each in narrowed.conditions)
    unknown = is_by_noun(ledger, around) or (not labelled and unread(ledger, around))
    nowhere = not narrowed.regions and narrower.of_a_town
    narrowed = _of_all_entries(ledger, around, measurable, _of_those_counted(reader, around, ledger, narrowed, before))
    pinned = pins(ledger, narrowed.conditions)
    strange = not pinned and (account(around, ledger.name).of_unknown_kind or narrower.elsewhere.tells(ledger.name))
    away = any(reader.setting.land.side(each) != reader.setting.home for each in held_at(around) - {*narrowed.regions})
    adrift = before.lost and not narrowed.conditions and is_narrowed_before(reader, around, ledger)
    unclear = (unknown or nowhere or strange or away or adrift) and around.index not in reader.lessons
    doubtful = nobody or odd or unclear or (points_at_one(around) and not pinned)
    score = min(score, UNSURE) if doubtful else score
    level = Level(
        measurable=measurable,
        conditions=narrowed.conditions,
        regions=narrowed.regions,
        period=reader.setting.period if pinned else narrower.periods[0],
        score=score,
        own=own,
        pinned=pinned,
        homes=_homes(reader.setting, ledger, narrowed.conditions),
        borrowed=narrowed.borrowed,
        placed=narrowed.placed,
        corrections=corrections_near(around, measurable),
    )
    if level.pinned:
        yield from _of_one_entry(reader, narrower, level, narrowed, before)
    else:
        yield from _in_each_period(reader, narrower, level, narrowed, before)


def _homes(setting: Setting, ledger: Ledger, conditions: Sequence[Condition]) -> tuple[int, ...]:
    """The regions meant where none is named: what one person did counts wherever it was done."""
    of_one = any(each.column == PERSON and each.op == "in" for each in conditions)
    return () if of_one or _of_the_author(setting, ledger) else homes_of(ledger, setting, conditions)


def is_narrowed_before(reader: Reader, around: Surroundings, ledger: Ledger) -> bool:
    """Whether the number right before, which was not understood, was of a kind of the ledger: 乡村建设类13个，受益3495户."""
    before = Span(around.half.start, around.before.start)
    return any(hit.meanings.values.get(ledger.name) for hit in reader.scene.hits_in(before))


def _of_one_entry(
    reader: Reader, narrower: Narrower, level: Level, narrowed: Narrowed, before: Before
) -> Iterator[Level]:
    """What the entry named has; where another clause alone names it, what all entries have, at the report's time as well."""
    if level.measurable.measure.aggregate == "count":
        yield level._replace(score=min(level.score - 0.5, UNSURE))
        return
    yield level
    free = _of_no_name_lent(reader, narrower.around, level, before)
    if free is None:
        return
    free = free._replace(pinned=False, period=narrower.periods[0])
    if not narrower.around.timed and free.period != reader.setting.period:  # 去年签约的甲厂没动工，到位投资1250万元
        yield free._replace(period=reader.setting.period)
    yield from _in_each_period(reader, narrower, free, narrowed, before)


def _in_each_period(
    reader: Reader, narrower: Narrower, level: Level, narrowed: Narrowed, before: Before
) -> Iterator[Level]:
    """The level in each period that may be meant, with all that the words leave open there, likeliest first."""
    around, ledger, score = narrower.around, reader.catalog.ledgers[level.measurable.ledger], level.score
    idle = _idle(level, before)
    for place, period in enumerate(narrower.periods):
        dated = level if not (place or idle) else level._replace(period=period, score=score - 0.02 * place - idle)
        if place == 0:
            yield from _on_focus(reader, around, ledger, dated)
            yield from _of_named_rows(reader, around, dated)
            for rows in before.rivals or ([before.previous] if before.previous is not None else []):
                for same in _same_rows(reader, around, dated, rows, before):
                    yield from (same, *from_the_beginning(around, same))
            for other in {narrowed.listed, narrowed.freely} - {narrowed.conditions}:
                yield dated._replace(conditions=other, score=dated.score - 0.03)
        dated = _but_added(around, dated, before)
        yield dated
        yield from _all_there_is(around, dated, before)
        if narrowed.lower:
            yield dated._replace(regions=narrowed.lower, score=dated.score - 0.03)
        yield from wider(reader, ledger, around, dated, before)
        if place == 0 and (free := _of_no_name_lent(reader, around, dated, before)) is not None:
            yield free
            if free.regions and not free.placed:
                yield free._replace(regions=(), score=free.score - 0.01)


def _of_no_name_lent(reader: Reader, around: Surroundings, level: Level, before: Before) -> Level | None:
    """The level without the names of entries that other clauses alone lend: 甲厂还没动工，到位投资1250万元 may be of all.

    A bound alone says too little for that; a name behind 其中 holds on.
    """
    ledger, parent = reader.catalog.ledgers[level.measurable.ledger], before.parent
    bound = None in (around.statement.low, around.statement.high) and around.statement.dimension != "ratio"
    if bound or level.score < UNSURE:
        return None
    among = around.text.rfind("其中", around.half.start, around.before.end)
    if among >= 0 and reader.scene.names_in(Span(among, around.before.start)):
        return None
    within = parent.conditions if parent is not None and parent.measurable.ledger == ledger.name else ()
    own = {PERSON, *(column for hit in around.own for column, _ in hit.meanings.named.get(ledger.name, ()))}
    kept = tuple(
        each for each in level.conditions if ledger.column(each.column).choices or each.column in own or each in within
    )
    return level._replace(conditions=kept, score=level.score - LENT) if kept != level.conditions else None


def _of_those_counted(
    reader: Reader, around: Surroundings, ledger: Ledger, narrowed: Narrowed, before: Before
) -> Narrowed:
    """The narrowing without the entry that a clause named before several were counted: 只有甲项目还没完工，水利类的4个，安排资金300万元."""
    last, key = before.previous, ledger.key[0] if ledger.key else None
    goes_on = last is not None and last.measurable.ledger == ledger.name and not (last.pinned or before.stale)
    if not goes_on or key is None or not pins(ledger, narrowed.conditions):
        return narrowed
    counted = [place for place, level in before.recent if _counts_several(reader, place, level, ledger)]
    since = Span(reader.scene.statements[counted[-1]].end, around.after.end) if counted else None
    if since is None or any(ledger.name in hit.meanings.named for hit in reader.scene.names_in(since)):
        return narrowed
    return narrowed.without(key)


def _counts_several(reader: Reader, place: int, level: Level, ledger: Ledger) -> bool:
    """Whether the statement counts several entries of the ledger."""
    told, this = reader.scene.statements[place], level.measurable
    several = told.dimension == "count" and told.low is not None and told.low > 1
    return several and this.ledger == ledger.name and this.measure.aggregate == "count" and not level.pinned


def _of_all_entries(ledger: Ledger, around: Surroundings, measurable: Measurable, narrowed: Narrowed) -> Narrowed:
    """The narrowing without the entry that another clause names, where entries themselves are counted: …挂牌，园区达3个."""
    key = ledger.key[0] if ledger.key else None
    one = any(each.column == key and len(each.values) == 1 for each in narrowed.conditions)
    own = any(ledger.name in hit.meanings.named for hit in around.own)
    if (
        not one
        or own
        or measurable.measure.aggregate != "count"
        or around.elliptical
        or not pins(ledger, narrowed.conditions)
    ):
        return narrowed
    return narrowed.without(key)


def _all_there_is(around: Surroundings, level: Level, before: Before) -> Iterator[Level]:
    """What there is in place of what was added, of a number told without 新 and without a time: 全市帮扶车间20个.

    And the other way about, where nothing tells that it is of all there is; 累计 tells that.
    """
    standing, added = level.measurable.standing, level.measurable.added
    whole = before.parent.measurable if before.parent is not None else None
    if whole is not None and whole in (level.measurable, standing, added):  # 新结对子9对，其中村企2对
        yield level._replace(measurable=whole, score=level.score + 0.01)
        return
    days = all(around.text[each.start : each.end].endswith(_AS_OF) for each in around.timed)
    timed = not days if around.timed else _IN_A_TIME.search(around.text, around.half.start, around.before.end)
    if standing is not None and around.cumulative:
        yield level._replace(measurable=standing, score=level.score + 0.01)
    elif standing is not None and not (around.has_newly or (timed and not around.standing)):
        yield level._replace(measurable=standing, score=level.score - 0.04)
    last = before.previous
    goes_on = last is not None and last.measurable.stock and last.measurable.ledger == level.measurable.ledger
    if added is not None and not (around.standing or around.cumulative or goes_on):
        yield level._replace(measurable=added, score=level.score - 0.04)


def _but_added(around: Surroundings, level: Level, before: Before) -> Level:
    """The level, not surely meant where it is of what was added and leaves what there is."""
    leaves = _leaves_stock(around, level.measurable, before)
    return level._replace(score=min(level.score, UNSURE)) if leaves else level


def _leaves_stock(around: Surroundings, measurable: Measurable, before: Before) -> bool:
    """Whether a sum of what was added goes on with what there is of the ledger: 目前车间13个，用工500人 are those of the 13."""
    last = before.previous
    if last is None or before.stale or not last.measurable.stock or around.has_newly or around.timed:
        return False
    summed = measurable.measure.aggregate == "sum" and not measurable.stock
    return summed and measurable.ledger == last.measurable.ledger


def _is_named_elsewhere(around: Surroundings, ledger: Ledger) -> bool:
    """Whether an own word is an indicator of another ledger alone: 社会捐赠资金 of a reading of public funds."""
    return any(hit.meanings.indicated and ledger.name not in hit.meanings.indicated for hit in around.own)


def _is_told_in_full(around: Surroundings, measurable: Measurable) -> bool:
    """Whether an own word of more than two signs is of the measurable: 帮扶 of 镇村自发帮扶 tells of no public funds."""
    if around.statement.dimension == "ratio":
        return True  # of a rate, the words are those of its two amounts
    return any(len(hit.text) > SHORT and measurable.name in hit.meanings.targets for hit in around.own)


def _idle(level: Level, before: Before) -> float:
    """What speaks against a part told by 其中 that nothing narrows: then its narrowing was not understood."""
    parent = before.parent
    if parent is None:
        return 0.0
    told, this = ((each.measurable, each.conditions, each.places) for each in (parent, level))
    return 0.6 if told == this else 0.0


def _same_rows(reader: Reader, around: Surroundings, level: Level, previous: Level, before: Before) -> Iterator[Level]:
    """The measure taken of the very rows told before: 新投产6家，这些企业已到位投资…; 落地2家：甲、乙。合计投资900万元."""
    this = level.measurable
    aside = before.stale and not _OF_THOSE_TOLD.match(around.text, around.sentence.start)
    if aside or previous.measurable.ledger != this.ledger:
        return
    rows = previous.measurable
    counts = this.measure.aggregate == "count" and this.plain and level.measurable.ledger == rows.ledger  # 30万元、2笔
    other = (this.measure.aggregate == "sum" or counts) and this.measure != rows.measure
    if other and (rows.where, rows.date, rows.stock) != (this.where, this.date, this.stock):
        same = reader.measurables.of_rows(this, rows)
        period = previous.period if counts else level.period
        yield level._replace(measurable=same, conditions=previous.conditions, period=period, score=level.score - 0.01)


def _of_named_rows(reader: Reader, around: Surroundings, level: Level) -> Iterator[Level]:
    """The sum of the rows that own words name by what they are counted as: 落地企业协议投资2.82亿元."""
    this, met = level.measurable, set[str]()
    if this.measure.aggregate != "sum":
        return
    told = [hit for hit in around.own if len(hit.text) > SHORT and hit.start < around.statement.start]
    for target in (target for hit in told for target in hit.meanings.targets):
        rows = reader.measurables.get(target)
        named = rows is not None and rows.ledger == this.ledger and rows.measure.aggregate != "sum" and rows.where
        if rows is None or not named or target in met or (rows.where, rows.date) == (this.where, this.date):
            continue
        met.add(target)
        yield level._replace(measurable=reader.measurables.of_rows(this, rows), score=level.score - 0.02)


#: A sentence that begins so goes on with what the one before counted.
_OF_THOSE_TOLD = re.compile(
    r"\s*(?:合计|共计|总计|一共|[两三四五六七八九十0-9]+[家个]企?业?(?=合计|共|总)|上述|这[些几两三四五六七八九十]+[家个])"
)


def _kin(before: Before, measurable: Measurable) -> frozenset[str]:
    """The columns that the statement before narrowed, when it was about the same ledger."""
    previous = before.previous
    if previous is None or previous.measurable.ledger != measurable.ledger:
        return frozenset()
    return frozenset(each.column for each in previous.conditions)


def level_of(
    reader: Reader, around: Surroundings, measurable: Measurable, score: float, before: Before = NOTHING
) -> list[Level]:
    """The measurable as the words narrow it, whatever the words say of the measurable itself."""
    return list(levels_of(reader, around, (measurable,), score, before))


def levels_of(
    reader: Reader, around: Surroundings, measurables: Iterable[Measurable], score: float, before: Before = NOTHING
) -> Iterator[Level]:
    """Each of the measurables as the words narrow it, but those that the text keeps for another matter."""
    held, narrower = restrictions(reader.scene, around), Narrower(reader.setting, reader.scene, around)
    for each in measurables:
        if not held.hold(each.ledger):
            yield from _levels(reader, narrower, score, True, each, before)  # noqa: FBT003 - its own words name it


def _on_focus(reader: Reader, around: Surroundings, ledger: Ledger, level: Level) -> Iterator[Level]:
    """The same of the one entry spoken of: named by the paragraph's lead, in the sentence before, or right after."""
    if level.measurable.measure.aggregate not in ("sum", "count", "distinct") or around.has_plural:
        return
    for focus, weight in focuses(reader.scene, around, ledger):
        conditions = (*(each for each in level.conditions if each.column != focus.column), focus)
        yield level._replace(conditions=conditions, score=level.score + weight, pinned=pins(ledger, conditions))


def _of_the_author(setting: Setting, ledger: Ledger) -> bool:
    """Whether the entries are of what the report's author did, wherever that was."""
    return setting.author is not None and ledger.name in OF_PERSONS


def fixed_of(ledger: Ledger, whole: Level) -> list[Condition]:
    """The one value of a choice that the whole fixes by itself: 去东部的90人，其中脱贫户40人 are of those in the east."""
    return [
        each
        for each in whole.measurable.where
        if each.op == "in" and len(each.values) == 1 and ledger.column(each.column).choices
    ]


#: What there is on a day, rather than what came in a window of time: 去年底有5个.
_AS_OF = ("底", "末", "前")
#: What is told of a window of time.
_IN_A_TIME = re.compile(r"全年|今年|当年|年内|本年|季度|半年|期间")
#: All together, after what was told of parts: 中央媒体3篇，省级15篇，全年共65篇.
_OF_ALL = re.compile(r"全[年县市区镇](?:累计|总共|一共|合计|共)|总共|一共|合计|总计|共计|加起来")


def _names_its_whole(around: Surroundings) -> bool:
    """Whether the own words name the whole anew of which it is a part: …，到账资金中分到村的为820万元."""
    told = [hit for hit in around.own if hit.meanings.topics]
    return any(around.text.startswith("中", hit.end) and hit is not told[-1] for hit in told)


def _inherited(
    ledger: Ledger, around: Surroundings, measurable: Measurable, before: Before
) -> tuple[Sequence[Condition], tuple[int, ...]]:
    """What earlier statements hand on.

    To one without words of its own, all of the last; to one that narrows nothing itself, the narrowing of the last in
    the same part of the sentence; else what 其中 opened.
    """
    last, parent = None if before.stale else before.previous, before.parent
    if _names_its_whole(around):
        return (), ()
    if last is not None and last.measurable.ledger == measurable.ledger:
        settled = own_columns(ledger, around)
        whole = names_place(around) or around.has_plural
        narrows_on = around.elliptical and not _OF_ALL.search(around.text, around.before.start, around.before.end)
        if narrows_on or (before.same_part and not (settled or whole)):
            return last.conditions, last.regions
        if before.joined and not whole:
            return [each for each in last.conditions if each.column not in settled], last.regions
    else:
        last = None
    if parent is not None and parent.measurable.ledger == measurable.ledger:
        return (*parent.conditions, *fixed_of(ledger, parent)), parent.regions
    return (), last.regions if last is not None else ()
