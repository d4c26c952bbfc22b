"""How well the words bear each measurable, by words and units alone: which come into question, and what each scores."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from jiedui.catalog import Measure
from jiedui.reports.check.text.accounts import account
from jiedui.reports.check.text.directions import direction
from jiedui.reports.check.text.evidence import SHORT, Surroundings, phrase_evidence
from jiedui.reports.check.text.restrictions import opens
from jiedui.reports.check.words.meanings import Outside
from jiedui.reports.check.words.measurables import COUNT, FREE, PEOPLE, Fitting, Measurable
from jiedui.reports.check.words.names_told import Hit

if TYPE_CHECKING:
    from jiedui.reports.check.readings.amounts import Before, Level, Reader

#: Below this a reading is not even computed.
FLOOR = 0.5
#: What one unexplained sign of the statement's own words takes from the score.
LEFT = 0.08
#: What an own word takes from the score that is a whole phrase of another ledger alone: 落地企业 of a reading of workshops.
ELSEWHERE = 0.2
#: What a value that but one ledger keeps (产业发展类) says for the chief matter of that.
VALUED = 0.6
#: What a name that but one ledger keeps (a product) says for the chief matter of that: never surely.
GUESSED = 0.55
#: What scores so far below the best is no longer likely.
MARGIN = 0.22
#: The most that a reading may score which leaves a narrowing of the words aside: too little to accuse.
UNSURE = 0.65


def hints(reader: Reader, around: Surroundings, before: Before, *, any_unit: bool) -> list[Hint]:
    """Every measurable that anything speaks for; with ``any_unit``, whatever its unit."""
    chiefs: Mapping[str, float] = {} if any_unit else chiefs_of(reader, around, before)
    fitting, going_on = spoken_of(reader, around, before, chiefs, any_unit=any_unit), _going_on(around, before)
    return [
        hint
        for each, bonus in fitting
        if (hint := hint_of(around, each, going_on, bonus, chiefs.get(each.name, 0.0))) is not None
    ]


def best_first(
    around: Surroundings, before: Before, hints: Sequence[Hint], kept: Collection[str]
) -> list[tuple[Hint, float]]:
    """The measurables with how well the words bear them, the best first.

    Where own words speak for a ledger, only what they speak for is meant of it, its chief matter, and what is ``kept`` by its name. What
    cannot come near the best is not weighed.
    """
    scores = {place: score_of(around, hint, before) for place, hint in enumerate(hints) if hint.own}
    told = {hints[place].measurable.ledger for place, score in scores.items() if score >= FLOOR}
    best = max(scores.values(), default=0.0)
    for place, hint in enumerate(hints):
        free = hint.measurable.ledger not in told or hint.measurable.name in kept or hint.chief
        if free and not hint.own and hint.score >= best - MARGIN:
            scores[place] = score_of(around, hint, before)
            best = max(best, scores[place])
    found = [(hints[place], scores[place]) for place in sorted(scores) if scores[place] >= FLOOR]
    found = _by_what_was_told(around, before, hints, found)
    return sorted(_by_what_is_counted(around, found), key=lambda each: -each[1])


def _by_what_was_told(
    around: Surroundings, before: Before, hints: Sequence[Hint], found: list[tuple[Hint, float]]
) -> list[tuple[Hint, float]]:
    """The same, where a short word is of the matter told right before as well: 企业协议投资9000万元，到位的是4100万元."""
    last, first = before.previous, max(found, key=lambda each: each[1], default=None)
    if last is None or first is None or before.stale or before.lost or not first[0].own:
        return found
    ledger, other = last.measurable.ledger, first[0].measurable
    telling = [hit for hit in _leading_up(around) if other.name in hit.meanings.targets]
    if other.ledger == ledger or not telling or any(len(hit.text) > SHORT for hit in telling):
        return found
    meant = [hit.meanings.targets for hit in telling]
    kin = [
        hint
        for hint in hints
        if hint.measurable.ledger == ledger and all(hint.measurable.name in each for each in meant)
    ]
    kept = [(hint, min(score, UNSURE)) for hint, score in found if hint not in kin]
    return [*((hint, first[1]) for hint in kin), *kept] if kin else found


def _by_what_is_counted(around: Surroundings, found: list[tuple[Hint, float]]) -> list[tuple[Hint, float]]:
    """The same, where none is sure of which the ledger knows the noun right behind the number as another measure.

    车间里有717个就业岗位 counts posts, not workshops.
    """
    start = around.after.start
    nouns = [hit for hit in around.own if hit.start == start and len(hit.text) >= SHORT and hit.meanings.topics]
    if not nouns or around.statement.dimension != "count" or around.statement.unit in PEOPLE:
        return found  # 87人实现就业 counts people by its unit
    named = {name for hit in nouns for name in hit.meanings.targets}
    counted: dict[str, list[Measure]] = {}
    for hint, _ in found:
        if hint.measurable.name in named:
            counted.setdefault(hint.measurable.ledger, []).append(hint.measurable.measure)

    def is_other(measurable: Measurable) -> bool:
        if measurable.ledger in counted:
            return measurable.measure not in counted[measurable.ledger]
        return COUNT in (each for those in counted.values() for each in those)  # 定下来的八个项目 are no decisions

    return [(hint, min(score, UNSURE) if is_other(hint.measurable) else score) for hint, score in found]


def spoken_of(
    reader: Reader, around: Surroundings, before: Before, chiefs: Mapping[str, float], *, any_unit: bool
) -> list[Fitting]:
    """The measurables that fit the unit and that anything speaks for: a word of a phrase, what was told before, a name."""
    statement = around.statement
    fitting = (
        reader.measurables.any_fitting if any_unit else reader.measurables.fitting(statement.dimension, statement.unit)
    )
    support = {ledger: 0.3 * weight for ledger, weight in around.support.items()}
    told = (each.measurable.ledger for each in (before.previous, *before.wholes) if each is not None)
    support |= dict.fromkeys(told, FLOOR)
    return fitting.spoken_of(support, FLOOR, around.spoken, chiefs.keys())


def chiefs_of(reader: Reader, around: Surroundings, before: Before) -> dict[str, float]:
    """What speaks for the chief measurable of each ledger where its matter is not named, by the measurable's name.

    The headings name it, or a value that one ledger alone keeps: 提请常委会审议6次 counts meetings.
    """
    chiefs = reader.measurables.chiefs(around.statement.dimension, around.statement.unit)
    found: dict[str, float] = {}
    if around.terse:
        rows = ((chief, reader.measurables.get(f"{ledger}.rows")) for ledger, chief in chiefs.items())
        found = {chief.name: phrase_evidence(around, each)[0] for chief, each in rows if each is not None}
    valued = {ledger for hit in around.own for ledger, _ in hit.meanings.columns}
    if around.statement.dimension == "count" and around.statement.unit not in FREE:
        valued &= chiefs.keys()  # 省级媒体10篇: of the ledgers that have 省级 but one counts in 篇
    telling = (hit for hit in around.own if len(hit.text) > 1)
    named = frozenset[str]().union(*(hit.meanings.alone for hit in telling)) - valued
    if not any(hit.meanings.topics and len(hit.text) > 1 for hit in _leading_up(around)):
        for each in (
            *_of_what_is_named(reader, around),
            *_by_measure_word(reader, around, before),
            *_of_those_gone(reader, around, before),
        ):
            found[each.name] = max(found.get(each.name, 0.0), GUESSED)
    for each in _put_into(reader, around, before):
        found[each.name] = VALUED
    labelled = [chief for ledger in sorted(opens(reader.scene, around)) if (chief := chiefs.get(ledger)) is not None]
    if len(labelled) == 1:
        found[labelled[0].name] = max(found.get(labelled[0].name, 0.0), VALUED)
    if len(valued) == 1 and not named and (chief := chiefs.get(valued.pop())) is not None:
        found[chief.name] = max(found.get(chief.name, 0.0), VALUED)
    return found


def _leading_up(around: Surroundings) -> list[Hit]:
    """The own words before the number."""
    return [hit for hit in around.own if hit.end <= around.before.end]


def _of_what_is_named(reader: Reader, around: Surroundings) -> Iterator[Measurable]:
    """What a number with that unit can be of the one ledger that keeps a name of the own words: 苹果35吨."""
    statement = around.statement
    for hit in _leading_up(around):
        ledgers = hit.meanings.naming
        if len(ledgers) != 1 or statement.dimension not in ("money", "mass"):
            continue
        (ledger,) = ledgers
        fitting = [each for each, _ in reader.measurables.fitting(statement.dimension, statement.unit)]
        whole = [each for each in fitting if each.ledger == ledger and not each.where]
        if len({each.measure.column for each in whole}) == 1:
            yield whole[0]


def _by_measure_word(reader: Reader, around: Surroundings, before: Before) -> Iterator[Measurable]:
    """The chief matter of the one ledger that counts by the measure word: 新签的有3对, 一共上了2篇."""
    unit = around.statement.unit
    if around.statement.dimension != "count" or unit in FREE:
        return
    chiefs = reader.measurables.chiefs("count", unit)
    counting = {each.ledger for each, _ in reader.measurables.fitting("count", unit) if unit in each.units}
    if len(counting) == 1 and not counting & _told_before(before) and (chief := chiefs.get(counting.pop())) is not None:
        yield chief


def _told_before(before: Before) -> set[str]:
    """The ledgers of what was told before, with which a number goes on by itself."""
    return {each.measurable.ledger for each in (before.previous, before.head, before.matter) if each is not None}


def _of_those_gone(reader: Reader, around: Surroundings, before: Before) -> Iterator[Measurable]:
    """The chief matter of what goes between the sides, where no more is told: 去了江苏的有85人 work there, 常州来平利2次 are visits."""
    if around.statement.dimension != "count" or around.statement.unit in FREE:
        return
    people = around.statement.unit in PEOPLE
    for name, chief in reader.measurables.chiefs("count", around.statement.unit).items():
        ledger = reader.catalog.ledgers[name]
        goes = ledger.eastward if people else ledger.direction
        if (
            goes is not None
            and name not in _told_before(before)
            and direction(ledger, reader.setting, reader.scene, around)
        ):
            yield chief


#: What is put into something: 投入190万元, 总投资460万元, 落实资金350万元.
_PUT_IN = re.compile(r"投入|投资|落实|安排|耗资|斥资|花费|资金|造价|(?:[用花投砸掏]|拿出|援建|总共花)了?$|出资?$")


#: A word of so many signs names what it is of in full.
_IN_FULL = 3


def _put_into(reader: Reader, around: Surroundings, before: Before) -> Iterator[Measurable]:
    """The money of an entry that own words name, or of those just counted, whichever of its columns holds what was put in."""
    if around.statement.dimension != "money" or not _PUT_IN.search(around.text, around.before.start, around.before.end):
        return
    if any(len(hit.text) >= _IN_FULL and hit.meanings.alone for hit in _leading_up(around)):
        return  # 到位投资2800万元 is what was paid in, of whatever entry
    last = before.previous if before.joined else None
    ledgers = (
        {last.measurable.ledger} if last is not None and last.own and last.measurable.dimension == "count" else set()
    )
    for hit in (*around.own, *around.between):
        for name, places in hit.meanings.named.items():
            ledger = reader.catalog.ledgers[name]
            if ledger.key and any(column == ledger.key[0] for column, _ in places):
                ledgers.add(name)
    for name in sorted(ledgers):
        for each in reader.measurables.by_ledger.get(name, ()):
            if each.dimension == "money" and not each.where:
                yield each


def _goes_on_with(around: Surroundings, before: Before, last: Level) -> bool:
    """Whether a number goes on with entries just counted (24个项目投资…) or named again (…，项目均投资…)."""
    if before.joined:
        return last.measurable.dimension == "count"
    return not before.stale and any(last.measurable.ledger in hit.meanings.spoken for hit in around.own)


class Hint(NamedTuple):
    """What speaks for a measurable: its score before what speaks against it, which only takes from it.

    ``own`` tells whether words of the statement's own speak for it, ``continued`` how much of the score comes of going
    on with what was told before, ``chief`` whether it is meant as the chief matter of its ledger.
    """

    measurable: Measurable
    score: float
    own: bool
    continued: float
    chief: bool = False
    guessed: bool = False


def hint_of(
    around: Surroundings, measurable: Measurable, going_on: GoingOn | None, bonus: float, chief: float
) -> Hint | None:
    """What speaks for the measurable, if that is enough; ``chief``, what speaks for it as the chief matter of its ledger."""
    evidence, nearest = phrase_evidence(around, measurable) if measurable.name in around.spoken else (0.0, 0.0)
    if around.has_newly and measurable.standing is not None and not measurable.plain:
        evidence, nearest = max((evidence, nearest), phrase_evidence(around, measurable.standing))
    if around.standing and measurable.added is not None:
        evidence, nearest = max((evidence, nearest), phrase_evidence(around, measurable.added))
    guessed = chief == GUESSED and evidence < chief
    evidence = max(evidence, chief)
    support = around.support.get(measurable.ledger, 0.0)
    continued = 0.0
    if going_on is not None and measurable.ledger == going_on.ledger:
        continued = going_on.same if measurable.name in going_on.names else going_on.other
    score = evidence + 0.3 * support + continued + bonus
    if score < FLOOR or not (evidence or continued or support > 0.3):
        return None
    return Hint(measurable, score, nearest >= 0.99, continued, chief >= GUESSED, guessed)


def score_of(around: Surroundings, hint: Hint, before: Before) -> float:
    """How well the words bear the measurable, all in all."""
    measurable, score = hint.measurable, hint.score
    made = account(around, measurable.ledger)
    score -= LEFT * min(made.leftover, 8)
    if made.foreign or (not hint.own and _told_of_another(around, measurable.ledger)):
        score -= hint.continued
    score -= ELSEWHERE * made.named_elsewhere
    score -= 0.9 * bool(made.outside or around.of_another_rate)
    unsure = (
        around.unsettled
        or hint.guessed
        or (around.besides and (not hint.own or _is_the_same_again(around, measurable, before)))
        or (before.unsettled and not _is_of_another_ledger(around, hint, before))
        or (before.lost and (around.elliptical or _TAKEN_OF_IT.search(around.lead) is not None))
        or (measurable.stock and around.has_newly)
        or (around.standing and not measurable.stock)
        or made.within_others
        or (around.elliptical and before.previous is not None and _are_others(measurable, before.previous))
        or _elsewhere(around, measurable, before)
        or _of_another_matter(around, hint)
    )
    unsure = unsure or (_counts_people(measurable) and around.statement.unit in FREE and not _of_posts(around))
    if unsure or made.of_others(measurable) or (made.headless and not hint.chief):
        score = min(score, UNSURE)
    if measurable.plain and measurable.measure.aggregate == "count":
        score = min(score - 0.12, UNSURE)
    return score


def _is_of_another_ledger(around: Surroundings, hint: Hint, before: Before) -> bool:
    """Whether own words tell of another ledger, and of nothing that was told before: 本院的4篇，培训3期."""
    last = before.previous
    if last is None or not hint.own or last.measurable.ledger == hint.measurable.ledger:
        return False
    return not any(last.measurable.ledger in hit.meanings.spoken for hit in around.own)


#: A part of the number told right before: …已有31名，脱贫户占了19名.
_TAKEN_OF_IT = re.compile(r"占了?(?:约|近|超)?$")


def _of_another_matter(around: Surroundings, hint: Hint) -> bool:
    """Whether the clauses right before name what only other ledgers keep: 甲厂接收最多，全年共接收190人 is of no workshop."""
    ledger = hint.measurable.ledger
    named = [hit.meanings.naming for hit in around.between if len(hit.text) > SHORT and hit.meanings.naming]
    if named and not any(ledger in each for each in named):
        return True
    told = [hit.meanings.spoken for hit in around.between if len(hit.text) > SHORT and hit.meanings.spoken]
    if not told or any(ledger in each for each in told):
        return False
    return not hint.own or _is_of_either(around, hint.measurable, {each for those in told for each in those})


def _is_of_either(around: Surroundings, measurable: Measurable, ledgers: AbstractSet[str]) -> bool:
    """Whether the own words for it are but short ones that those ledgers have as well: 评为示范村，投入90万元."""
    telling = [hit for hit in around.own if measurable.name in hit.meanings.targets]
    return all(len(hit.text) <= SHORT and not ledgers.isdisjoint(hit.meanings.spoken) for hit in telling)


def _counts_people(measurable: Measurable) -> bool:
    """Whether those counted are people."""
    return measurable.dimension == "count" and "人" in measurable.units


#: What people have, counted one by one like things: 112个就业岗位, 15个名额.
_POSTS = re.compile(r"岗|饭碗|名额|工位|席位|职位|[务员职]工|劳动力|干部|专家|人才|乡亲|老乡|农民|群众|老师|医生")


def _of_posts(around: Surroundings) -> bool:
    """Whether a number of things is one of posts, or of people all the same (16个老乡): without such a word it counts none."""
    return bool(_POSTS.search(around.text, max(around.before.start, around.before.end - 12), around.after.start + 8))


def _told_of_another(around: Surroundings, ledger: str) -> bool:
    """Whether the clauses right before tell of other ledgers alone: what goes on goes on with those."""
    telling = [hit.meanings for hit in around.between if hit.meanings.columns and len(hit.text) > 1]
    return bool(telling) and not any(ledger in each.ledgers for each in telling)


def _are_others(measurable: Measurable, previous: Level) -> bool:
    """Whether none of the entries told before can be among those of the measurable: their kinds are others."""
    return previous.measurable.ledger == measurable.ledger and measurable.excludes(previous.measurable.where)


def _is_the_same_again(around: Surroundings, measurable: Measurable, before: Before) -> bool:
    """Whether it is what was told before, and nothing of the number's own words narrows it: 另有 tells of another matter."""
    told = {each.measurable.name for each in (before.previous, before.matter) if each is not None}
    ledger = measurable.ledger
    narrowed = any(ledger in hit.meanings.values or ledger in hit.meanings.naming for hit in around.own)
    return measurable.name in told and not narrowed


def _elsewhere(around: Surroundings, measurable: Measurable, before: Before) -> bool:
    """Whether it is of another ledger than the whole that 其中 opened, and says nothing that the whole's ledger cannot say.

    Then it is no part of that: 互派专技人才46人，其中东部选派25人 does not go over to officials.
    """
    parent = before.parent
    if parent is None:
        return False
    if any(whole.measurable.ledger != parent.measurable.ledger for whole in before.wholes):
        return True
    if parent.measurable.ledger == measurable.ledger:
        return False
    words = [hit.meanings.telling for hit in around.own if measurable.ledger in hit.meanings.telling]
    alike = parent.measurable.dimension == measurable.dimension
    return alike and all(parent.measurable.ledger in ledgers for ledgers in words)


class GoingOn(NamedTuple):
    """What speaks for going on with the ledger of the statement before: with the ``same`` matter by its names, or an ``other``."""

    ledger: str
    names: Sequence[str]
    same: float
    other: float


def _going_on(around: Surroundings, before: Before) -> GoingOn | None:
    """What speaks for going on with the matter of the statement before, or with that of the sentence's first."""
    previous, head = before.previous, before.head
    if previous is None:
        return None
    ledger, names = previous.measurable.ledger, [previous.measurable.name]
    if around.standing and previous.measurable.standing is not None:  # 新添车间11个，总数达到20个
        names.append(previous.measurable.standing.name)
    if head is not None and not before.stale and not around.elliptical:
        names.append(head.measurable.name)
    if _names_another_measure(around, previous):
        names = names[1:]
    if is_next_value(around, previous):
        return GoingOn(ledger, names, 0.6, 0.6)
    if around.elliptical:
        less = 0.15 if before.stale else 0.0
        return GoingOn(ledger, names, 0.75 - less, 0.6 - less)
    fading = 0.4 if before.stale else 1.0
    same = 0.6 if before.stale and _names_no_matter(around) else 0.35 * fading
    return GoingOn(ledger, names, same, 0.25 * fading)


def _names_another_measure(around: Surroundings, previous: Level) -> bool:
    """Whether the clause before names another amount of that ledger and not the one told last: 协议投资3亿元，到位的呢，1亿元."""
    told = [hit.meanings.targets for hit in around.between if previous.measurable.ledger in hit.meanings.spoken]
    return bool(told) and not any(previous.measurable.name in each for each in told)


def _names_no_matter(around: Surroundings) -> bool:
    """Whether a number's own words tell of whom or when it is, and not of what: 麻柳园镇96.28万元."""
    words = (*around.own, *around.between)
    return not any(hit.meanings.topics or hit.meanings.has(Outside) for hit in words)


def is_next_value(around: Surroundings, previous: Level) -> bool:
    """Whether own words name another value of the column that the amount before was narrowed by: 党政干部4名、专技人才4名."""
    values = [each for hit in around.own for each in hit.meanings.values.get(previous.measurable.ledger, ())]
    if not values:
        return False
    narrowed = {each.column: each.values for each in previous.conditions}
    return any(each.value not in narrowed.get(each.column, (each.value,)) for each in values)
