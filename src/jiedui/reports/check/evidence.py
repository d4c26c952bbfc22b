"""How well a measurable is spoken of around a statement, without looking at the value.

Evidence is what the words say: a phrase of the measurable, a value or a name of its ledger, a measure word that fits;
it fades with distance — own words, the same half of the sentence, the sentence, the paragraph, the headings — and
words of the statement's own that the measurable leaves unexplained weigh against it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jiedui.prose.model import Statement
from jiedui.prose.times import TimeMention
from jiedui.reports.check.lists import shared_out
from jiedui.reports.check.measurables import Measurable
from jiedui.reports.check.scene import Hit, Scene, Span
from jiedui.reports.check.vocabulary import Named, Narrowing, Outside, Place, Plain, Topic

#: How much a word counts by where it stands.
OWN, CLAUSE, HALF, SENTENCE, BEFORE, PARAGRAPH, HEADING, LEAD = 1.0, 0.75, 0.6, 0.45, 0.3, 0.22, 0.3, 0.65
#: Unexplained signs that still leave a statement without matter of its own.
SLACK = 1.5
_UNSETTLED = re.compile(r"[本我该][院校所村社厂局]|[院校厂所]内|没有|未(?!来)|不含|不包括|除外")
#: A number that says what a deed cost, of which the words do not tell the name: 260万元购置的….
_OF_A_DEED = re.compile(r"(?:购置|购买|建设|修建|兴建|改造|打造|援建|添置)的")
_OTHER_RATE = re.compile(r"[\u4e00-\u9fff]{1,10}率")
_PLURAL = re.compile(r"全[县区镇市年]|各[类级地项]|两[地镇区县]|这些|新增|新认定|累计|共计")
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: Measure words that mean the same thing counted.
_SAME = (
    frozenset({"人", "名", "位"}),
    frozenset({"期", "班", "场", "次"}),
    frozenset({"次", "趟", "回", "场", "轮"}),
    frozenset({"批", "批次", "笔"}),
    frozenset({"对", "份"}),
    frozenset({"处", "座", "个"}),
    frozenset({"家", "户", "个"}),
    frozenset({"篇", "条"}),
)
_FREE = frozenset({"个", "项", "件"})


@dataclass(frozen=True, slots=True)
class Word:
    """A known word near a statement and how much it counts there."""

    hit: Hit
    weight: float


@dataclass(frozen=True)
class Surroundings:
    """The known words around one statement by weight, and its own spans.

    ``topics`` gives the words of phrases found (target → phrase → word → weight), ``support`` how much speaks for a ledger.
    ``between`` are the words of the clauses between the statement before it and its own clause; ``time`` and ``others``
    are what 分别 gives to this statement, and what it gives to the others of its run.
    """

    index: int
    statement: Statement
    own: tuple[Hit, ...]
    between: tuple[Hit, ...]
    words: tuple[Word, ...]
    before: Span
    after: Span
    half: Span
    sentence: Span
    text: str
    timed: tuple[Span, ...]
    topics: Mapping[str, Mapping[int, Mapping[int, float]]] = field(repr=False)
    support: Mapping[str, float] = field(repr=False)
    time: TimeMention | None = None
    others: tuple[Span, ...] = ()

    @property
    def elliptical(self) -> bool:
        """Whether the statement has no words of its own that mean anything: it continues the one before."""
        telling = any(
            not isinstance(each, Plain | Outside) for hit in (*self.own, *self.between) for each in hit.meanings
        )
        return not telling and self.leftover(()) <= SLACK

    @property
    def has_plural(self) -> bool:
        """Whether its own words speak of all or of several: 全县, 各类, 两地, 这些."""
        return bool(_PLURAL.search(self.text, self.before.start, self.after.end))

    @property
    def unsettled(self) -> bool:
        """Whether its own words narrow or deny in a way that nothing here resolves: 院内, 没有形成支付."""
        before, after = self.text[self.before.start : self.before.end], self.text[self.after.start : self.after.end]
        if ("分别" in before and not self.others) or _UNSETTLED.search(before + after):
            return True
        return bool(_OF_A_DEED.match(after)) or self._half_list

    @property
    def _half_list(self) -> bool:
        """Whether a name stands in a list whose member before it is not known: 绞股蓝、高山甘蓝."""
        listed = [hit for hit in (*self.own, *self.between) if _is(hit, Named | Narrowing | Place)]
        ends = {hit.end for hit in listed}
        return any(
            _is(hit, Named) and hit.start and self.text[hit.start - 1] == "、" and hit.start - 1 not in ends
            for hit in listed
        )

    def leftover(self, explained: Iterable[Span]) -> float:
        """The Han signs of its own words that nothing explains; those farther from the number count less."""
        covered = [*explained, *self.timed, *(_span(hit) for hit in self.own if _is(hit, Plain | Place))]
        total = 0.0
        for span, near in ((self.before, self.before.end), (self.after, self.after.start)):
            for position in range(max(span.start, near - 24), min(span.end, near + 24)):
                if _HAN.match(self.text[position]) and not any(each.start <= position < each.end for each in covered):
                    distance = abs(position - near)
                    total += 1.0 if distance <= 6 else 0.5 if distance <= 12 else 0.2
        return total


def _span(hit: Hit) -> Span:
    return Span(hit.start, hit.end)


def _is(hit: Hit, kind: object) -> bool:
    return any(isinstance(meaning, kind) for meaning in hit.meanings)  # type: ignore[arg-type]


def surroundings(scene: Scene, index: int, upto: int | None = None) -> Surroundings:
    """What stands around the statement; with ``upto``, only what of its own words stands before that place."""
    statement = scene.statements[index]
    before, after = scene.own(index)
    if upto is not None:
        before, after = Span(before.start, upto), Span(upto, upto)
    shared = shared_out(scene, index)
    own = [hit for hit in scene.hits_in(Span(before.start, after.end)) if not _numeric(hit, statement)]
    if shared.hit is not None:
        own = [shared.hit, *(hit for hit in own if hit is not shared.hit)]
    words = [Word(hit, OWN) for hit in own]
    words += [word for word in _context(scene, statement, before, after) if not _belongs(word.hit, shared.others)]
    return Surroundings(
        index=index,
        statement=statement,
        own=tuple(hit for hit in own if not _belongs(hit, shared.others)),
        between=tuple(hit for hit in scene.hits_in(scene.between(index)) if not _belongs(hit, shared.others)),
        words=tuple(words),
        before=before,
        after=after,
        half=scene.part(statement.start),
        sentence=scene.sentence(statement.start),
        text=scene.text,
        timed=tuple(Span(time.start, time.end) for time in scene.times_in(Span(before.start, after.end))),
        topics=_by_topic(words),
        support=_support(words),
        time=shared.time,
        others=shared.others,
    )


def _numeric(hit: Hit, statement: Statement) -> bool:
    """Whether the word is part of the number itself."""
    return statement.start <= hit.start and hit.end <= statement.end and not _HAN.match(hit.text)


def _belongs(hit: Hit, others: Sequence[Span]) -> bool:
    """Whether the word is given to another statement of the run by 分别."""
    return any(span.start == hit.start for span in others)


def _context(scene: Scene, statement: Statement, before: Span, after: Span) -> Iterator[Word]:
    """The known words in reach that are not the statement's own, with their weights."""
    clause, half = scene.clause(statement.start), scene.part(statement.start)
    sentence = scene.sentence(statement.start)
    for hit in scene.hits_in(Span(sentence.start, before.start)):
        yield Word(hit, CLAUSE if hit.start >= clause.start else HALF if hit.start >= half.start else SENTENCE)
    if after.start == statement.end:
        for hit in scene.hits_in(Span(after.end, max(clause.end, after.end))):
            yield Word(hit, CLAUSE)
    paragraph = scene.document.paragraph_at(statement.start)
    earlier = Span(paragraph.start if paragraph else sentence.start, sentence.start)
    last = scene.sentence(earlier.end - 1).start if earlier.end > earlier.start else sentence.start
    for hit in scene.hits_in(earlier):
        yield Word(hit, BEFORE if hit.start >= last else PARAGRAPH)
    for heading in scene.document.headings_over(statement.start):
        weight = LEAD if paragraph is not None and heading.start == paragraph.start else HEADING
        for hit in scene.hits_in(Span(heading.start, heading.heading_end)):
            yield Word(hit, weight)


def _by_topic(words: Iterable[Word]) -> Mapping[str, Mapping[int, Mapping[int, float]]]:
    """Target → phrase → word → its best weight."""
    found: dict[str, dict[int, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    for word in words:
        for meaning in word.hit.meanings:
            if isinstance(meaning, Topic):
                places = found[meaning.target][meaning.phrase]
                places[meaning.word] = max(word.weight, places.get(meaning.word, 0.0))
    return found


def _support(words: Iterable[Word]) -> Mapping[str, float]:
    """Ledger → how much its topics, values and names near the statement speak for it."""
    found: dict[str, float] = {}
    for word in words:
        told = word.weight * (0.8 if len(word.hit.text) >= 2 else 0.4)
        for meaning in word.hit.meanings:
            match meaning:
                case Topic(ledger=ledger) | Narrowing(ledger=ledger):
                    found[ledger] = max(found.get(ledger, 0.0), told)
                case Named(narrowings=narrowings):
                    for each in narrowings:
                        found[each.ledger] = max(found.get(each.ledger, 0.0), 1.3 * word.weight)
                case _:
                    pass
    return found


def phrase_evidence(around: Surroundings, target: str, phrases: Sequence[tuple[str, ...]]) -> tuple[float, float]:
    """The best evidence of a phrase of the target, and the weight (place) of its nearest word."""
    best, nearest = 0.0, 0.0
    for number, places in around.topics.get(target, {}).items():
        phrase = phrases[number]
        if len(places) < len(phrase):
            continue
        weights = list(places.values())
        closest = max(weights)
        evidence = (0.5 * closest + 0.5 * min(weights)) * _strength(phrase)
        if evidence > best:
            best, nearest = evidence, closest
    return best, nearest


def _strength(phrase: tuple[str, ...]) -> float:
    """A longer phrase says more."""
    length = sum(map(len, phrase))
    return 0.45 if length <= 1 else 0.75 if length == 2 else 0.88 if length == 3 else 1.0 + 0.03 * min(length - 4, 5)


def fits(measurable: Measurable, statement: Statement) -> float | None:
    """How well the statement's unit fits: None when it cannot be; else a bonus."""
    if measurable.dimension != statement.dimension:
        return None
    if statement.dimension == "visits":
        return 0.2
    if statement.dimension != "count":
        return 0.1
    word = statement.unit
    if word in measurable.units:
        return 0.3
    if any(word in group and group & measurable.units for group in _SAME):
        return 0.2
    if word in _FREE and not measurable.units & {"人", "户", "天", "月"}:
        return 0.0
    return None


def speaks_of_outside(around: Surroundings) -> bool:
    """Whether its own words name a thing that no ledger keeps."""
    return any(isinstance(each, Outside) for hit in outer_words(around) for each in hit.meanings)


def outer_words(around: Surroundings) -> tuple[Hit, ...]:
    """The own words that say what the number is of: of money only those before it (价值36.8万元的设备 tells a value).

    Where a colon or comma stands right before the number, the words before that count.
    """
    counted = around.statement.dimension in ("count", "visits")
    near = tuple(hit for hit in around.own if counted or hit.start < around.statement.start)
    return near if any(_is(hit, Topic) for hit in near) else (*near, *around.between)


def headless(around: Surroundings, told: Sequence[Span]) -> bool:
    """Whether none but an unexplained noun stands before the number: 男性80人 does not go on with 就业140人."""
    if any(span.start < around.before.end for span in told):
        return False
    covered = [*told, *around.timed, *(_span(hit) for hit in around.own if _is(hit, Place))]
    plain = [_span(hit) for hit in around.own if _is(hit, Plain)]
    place, length = around.before.end, 0
    while place > around.before.start and (over := next((each for each in plain if each.end == place), None)):
        if any(each.start < place <= each.end for each in covered):
            return False
        place = over.start
    while place > around.before.start and _HAN.match(around.text[place - 1]):
        if any(each.start < place <= each.end for each in (*covered, *plain)):
            break
        place, length = place - 1, length + 1
    return length >= 2


def of_another_rate(around: Surroundings) -> bool:
    """Whether the words right before the number name a rate that the catalogue does not know: 生活垃圾处理率."""
    start = max(around.before.start, around.before.end - 14)
    for found in _OTHER_RATE.finditer(around.text, start, around.before.end):
        known = any(hit.end == found.end() and _is(hit, Topic) for hit in around.own)
        if not known and not found[0].endswith(("完成率", "增长率", "比率")):
            return True
    return False


def explained(around: Surroundings, measurable: Measurable) -> list[Span]:
    """The own words that the measurable accounts for: its ledger's topics, values and names."""
    spans = []
    for hit in around.own:
        for meaning in hit.meanings:
            match meaning:
                case Topic(ledger=ledger) | Narrowing(ledger=ledger) if ledger == measurable.ledger:
                    spans.append(_span(hit))
                case Named(narrowings=narrowings) if any(each.ledger == measurable.ledger for each in narrowings):
                    spans.append(_span(hit))
                case _:
                    pass
    return spans
