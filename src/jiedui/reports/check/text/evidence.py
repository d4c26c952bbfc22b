"""How well a measurable is spoken of around a statement, without looking at the value.

Evidence is what the words say: a phrase of the measurable, a value or a name of its ledger, a measure word that fits;
it fades with distance — own words, the same half of the sentence, the sentence, the paragraph, the headings — and
words of the statement's own that the measurable leaves unexplained weigh against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.base.once import once
from jiedui.prose.document import Span
from jiedui.prose.model import Statement
from jiedui.prose.times import TimeMention
from jiedui.reports.check.text.doubts import is_unsettled
from jiedui.reports.check.text.lists import shared_out
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.words.meanings import Outside, Place, Plain, Topic
from jiedui.reports.check.words.measurables import PhraseWord, Spoken
from jiedui.reports.check.words.names_told import Hit, span_of

if TYPE_CHECKING:
    from jiedui.reports.check.text.accounts import Account

#: How much a word counts by where it stands.
OWN, CLAUSE, HALF, SENTENCE, BEFORE, PARAGRAPH, HEADING, LEAD = 1.0, 0.75, 0.6, 0.45, 0.3, 0.22, 0.3, 0.65
#: No word farther before a statement than this counts: what is linear in the length of any text must not look back forever.
FAR = 2000
#: Unexplained signs that still leave a statement without matter of its own.
SLACK = 1.5
#: A phrase of so few signs may stand in many a sentence.
SHORT = 2
_UP_TO_NOW = re.compile(
    r"累计|迄今|至今|历年|(?:目前|现在|如今|眼下)(?:已|共|一共|总共)|[截到][至止到]?[^，。；]{0,6}[底末]"
)
_OTHER_RATE = re.compile(r"[\u4e00-\u9fff]{1,10}率")
#: Who goes to see: 走村入企, 下乡, 进村入户; from what to what a number changed; several told before, taken up again: 两笔合计.
_ON_THE_WAY = re.compile(
    r"(?:[走进入下访串到][村企户园校乡组寨街厂店])+|则?由(?=[0-9])|(?:增加|减少|提高|提升|下降|降低|上升|增长)[到至为]了?(?=[0-9])|[两三四五六](?:家|笔|项|处|者|类|样|批|次|期|个[镇县村]?)(?=共|合|一共|总共|加|相加)"
)
#: What is told beside what was told before, and not of it: 另外给了37万元.
_BESIDES = re.compile(
    r"另外(?![一两二三四五六七八九十0-9])|另[给有行计]|此外|除此(?:之外)?|[不没](?:计入?|算|包含|包括)?在(?:这个数|这里|其)?[内里]"
)
_NEWLY = re.compile(r"新[增添建签认创设引办确列评选进]|又[添认]|净增|增设")
_STANDING = re.compile(
    r"在册|现有|在营|开着门|正常开门|(?:还|仍|尚)有[0-9]|存量|保有|在运营|正常运营|总数|总量|共有|(?:眼下|目前|现在|如今|当前)(?:还|仍|尚|共|总共)?有(?!望|效|序)|(?:眼下|目前|现在|如今|当前)[^，。；0-9]{0,10}(?:已有|共有|已达|增至)(?=[0-9]{1,4}[对个家名])|(?:眼下|目前|现在|如今|当前)(?:仍|还|尚)?在(?=[^，。；]{0,8}(?:挂职|任职|营|册))"
)
_PLURAL = re.compile(r"全[县区镇市年]|各[类级地项]|两[地镇区县]|这些|新增|新认定|累计|共计|总共|一共")
#: The Han signs.
_FIRST, _LAST = "\u4e00", "\u9fff"


#: Known words near a statement, and how much they count there.
Words = tuple[Sequence[Hit], float]


@dataclass(frozen=True)
class Surroundings:
    """The known words around one statement by weight, and its own spans.

    ``topics`` gives the words of phrases found, each with its weight, ``support`` how much speaks for a ledger, ``spoken``
    by name what any word near is a word of a phrase of.
    ``between`` are the words of the clauses between the statement before it and its own clause; ``time`` and ``others``
    are what 分别 gives to this statement, and what it gives to the others of its run. It is ``terse`` where no word of
    the sentence names its matter: the headings do.
    """

    index: int
    statement: Statement
    own: tuple[Hit, ...]
    between: tuple[Hit, ...]
    before: Span
    after: Span
    half: Span
    sentence: Span
    text: str
    timed: tuple[Span, ...]
    topics: Mapping[PhraseWord, float] = field(repr=False)
    support: Mapping[str, float] = field(repr=False)
    spoken: AbstractSet[str] = field(repr=False)
    time: TimeMention | None = None
    others: tuple[Span, ...] = ()
    terse: bool = False
    accounts: dict[str, Account] = field(default_factory=dict, init=False, repr=False, compare=False)
    columns: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @once
    def lead(self) -> str:
        """The last of its own words up to the number."""
        return self.text[max(self.before.start, self.before.end - 24) : self.before.end]

    @once
    def elliptical(self) -> bool:
        """Whether the statement has no words of its own that mean anything: it continues the one before."""
        telling = any(hit.meanings.tells for hit in (*self.own, *self.between))
        return not telling and self.leftover() <= SLACK

    @once
    def has_plural(self) -> bool:
        """Whether its own words speak of all or of several: 全县, 各类, 两地, 这些."""
        return bool(_PLURAL.search(self.text, self.before.start, self.after.end))

    @once
    def has_newly(self) -> bool:
        """Whether its own words speak of what was added: 新添, 新认定, 又添, 净增."""
        return bool(_NEWLY.search(self.text, self.before.start, self.after.end))

    @once
    def standing(self) -> bool:
        """Whether its own words speak of what there is, not of what was added: 在册, 现有, 总数达到."""
        return not self.has_newly and bool(_STANDING.search(self.text, self.before.start, self.after.end))

    @once
    def besides(self) -> bool:
        """Whether its own words tell of something beside what was told before: 另外给了37万元."""
        return bool(_BESIDES.search(self.text, self.before.start, self.after.end))

    @once
    def cumulative(self) -> bool:
        """Whether its part of the sentence counts up to now without telling from when: 累计, 到今年底, 迄今."""
        return bool(_UP_TO_NOW.search(self.text, self.half.start, self.after.end))

    @once
    def unsettled(self) -> bool:
        """Whether its own words narrow or deny in a way that nothing here resolves: 院内, 没有形成支付, 超百万元的5家."""
        return is_unsettled(self)

    @once
    def bare(self) -> list[tuple[int, float]]:
        """The Han signs of its own words that are no time, place or plain word; those farther off count less."""
        spans = [*self.timed, *(span_of(hit) for hit in self.own if hit.meanings.has(Plain, Place))]
        ways = (Span(*way.span()) for way in _ON_THE_WAY.finditer(self.text, self.before.start, self.after.end))
        covered = places_of((*spans, *ways))
        bare = []
        for span, near in ((self.before, self.before.end), (self.after, self.after.start)):
            for position in range(max(span.start, near - 24), min(span.end, near + 24)):
                if position not in covered and _FIRST <= self.text[position] <= _LAST:
                    distance = abs(position - near)
                    bare.append((position, 1.0 if distance <= 6 else 0.5 if distance <= 12 else 0.2))
        return bare

    def unexplained_before(self, told: Sequence[Span]) -> float:
        """The weight of those of them that stand before the number."""
        explained, end = places_of(told), self.before.end
        return sum([weight for place, weight in self.bare if place < end and place not in explained], 0.0)

    def leftover(self, told: Sequence[Span] = ()) -> float:
        """The weight of the Han signs of its own words that nothing explains."""
        explained = places_of(told)
        return sum([weight for place, weight in self.bare if place not in explained], 0.0)

    @once
    def outer(self) -> tuple[Hit, ...]:
        """The own words that say what the number is of: of money only those before it (价值36.8万元的设备 tells a value).

        Where a colon or comma stands right before the number, the words before that count.
        """
        counted = self.statement.dimension in ("count", "visits")
        near = self.own if counted else tuple(hit for hit in self.own if hit.start < self.statement.start)
        return near if any(hit.meanings.topics for hit in near) else (*near, *self.between)

    @once
    def outside(self) -> tuple[Hit, ...]:
        """The own words for things that no ledger keeps."""
        return tuple([hit for hit in self.outer if hit.meanings.has(Outside)])

    @once
    def indicated(self) -> tuple[Hit, ...]:
        """The own words, but for the shortest, that are the name of an indicator."""
        return tuple(hit for hit in self.own if len(hit.text) > SHORT and hit.meanings.indicated)

    @once
    def of_another_rate(self) -> bool:
        """Whether the words right before the number name a rate that the catalogue does not know: 生活垃圾处理率."""
        start = max(self.before.start, self.before.end - 14)
        if self.text.find("率", start, self.before.end) < 0:
            return False
        for found in _OTHER_RATE.finditer(self.text, start, self.before.end):
            known = any(hit.end == found.end() and hit.meanings.has(Topic) for hit in self.own)
            if not known and not found[0].endswith(("完成率", "增长率", "比率")):
                return True
        return False


def places_of(spans: Iterable[Span]) -> set[int]:
    """Every place that lies in one of the spans."""
    found: set[int] = set()
    for span in spans:
        found.update(range(*span))
    return found


def surroundings(scene: Scene, index: int) -> Surroundings:
    """What stands around the statement, found out once."""
    found = scene.around.get(index)
    if found is None:
        found = scene.around[index] = _surroundings(scene, index, *scene.own(index))
    return found


def surroundings_before(scene: Scene, index: int, place: int) -> Surroundings:
    """What stands around the statement where of its own words only those before that place are."""
    before, _ = scene.own(index)
    return _surroundings(scene, index, Span(before.start, place), Span(place, place))


def _surroundings(scene: Scene, index: int, before: Span, after: Span) -> Surroundings:
    """What stands around the statement with those words of its own."""
    statement = scene.statements[index]
    shared = shared_out(scene, index)
    own = [hit for hit in scene.hits_in(Span(before.start, after.end)) if not _numeric(hit, statement)]
    if shared.hit is not None:
        mine = scene.hits_in(span_of(shared.hit))
        own = [*mine, *(hit for hit in own if hit not in mine)]
    former = _former(scene, index, before, shared.others)
    heard = Heard(former)
    near = _near(scene, index, former.words, before, after)
    told = [(own, OWN), *((_but(hits, shared.others), weight) for hits, weight in near)]
    terse = not (former.topical or any(hit.meanings.topics for hits, _ in told for hit in hits))
    if terse:
        told += _subject(scene, statement)
    for hits, weight in told:
        heard.hear(hits, weight)
    return Surroundings(
        index=index,
        statement=statement,
        own=tuple(hit for hit in own if not _belongs(hit, shared.others)),
        between=tuple(hit for hit in scene.hits_in(scene.between(index)) if not _belongs(hit, shared.others)),
        before=before,
        after=after,
        half=scene.part(statement.start),
        sentence=scene.sentence(statement.start),
        text=scene.text,
        timed=tuple(Span(time.start, time.end) for time in scene.times_in(Span(before.start, after.end))),
        topics=heard.topics,
        support=heard.support,
        spoken=heard.spoken,
        time=shared.time,
        others=shared.others,
        terse=terse,
    )


def _subject(scene: Scene, statement: Statement) -> Iterator[Words]:
    """The words of the headings that a terse statement leaves it to them to say what it is of: 资金 … 到位：3900万元."""
    paragraph = scene.document.paragraph_at(statement.start)
    over = list(scene.document.headings_over(statement.start))
    if over and paragraph is not None and over[-1].start == paragraph.start:
        lead = over.pop()
        yield scene.hits_in(Span(lead.start, lead.heading_end)), OWN
    if over:
        yield scene.hits_in(Span(over[-1].start, over[-1].heading_end)), CLAUSE


def _numeric(hit: Hit, statement: Statement) -> bool:
    """Whether the word is part of the number itself: a figure, or a sign of its qualifier or unit (不到一半 tells of no 到位).

    The noun counted (村 of 走访4个村) is a word like any other.
    """
    within = statement.start <= hit.start and hit.end <= statement.end - len(statement.noun)
    return within and (len(hit.text) == 1 or not _FIRST <= hit.text[0] <= _LAST)


def _belongs(hit: Hit, others: Sequence[Span]) -> bool:
    """Whether the word is given to another statement of the run by 分别."""
    return bool(others) and any(span.start == hit.start for span in others)


def _but(hits: Sequence[Hit], others: Sequence[Span]) -> Sequence[Hit]:
    """The words without those that 分别 gives to other statements."""
    return [hit for hit in hits if not _belongs(hit, others)] if others else hits


def _near(scene: Scene, index: int, first: int, before: Span, after: Span) -> Iterator[Words]:
    """The known words of the sentence, from the ``first`` on, that are not the statement's own, and how much each counts.

    Those before it up to its own, those behind it in its clause.
    """
    statement = scene.statements[index]
    clause, half = scene.clause(statement.start), scene.part(statement.start)
    spent = scene.statements[index - 1].start if index else 0
    near: dict[float, list[Hit]] = {}
    for hit in scene.hits[first : scene.hit_from(before.start)]:
        if hit.end <= before.start:
            weight = CLAUSE if hit.start >= clause.start else HALF if hit.start >= half.start else SENTENCE
            near.setdefault(SENTENCE if hit.start < spent else weight, []).append(hit)
    yield from ((hits, weight) for weight, hits in near.items())
    if after.start == statement.end:
        yield scene.hits_in(Span(after.end, max(clause.end, after.end))), CLAUSE


def _around(scene: Scene, statement: Statement) -> Iterator[Words]:
    """The known words of the sentences before in the paragraph, and of the headings over it."""
    sentence, paragraph = scene.sentence(statement.start), scene.document.paragraph_at(statement.start)
    start = paragraph.start if paragraph else sentence.start
    earlier = Span(max(start, sentence.start - FAR), sentence.start)
    last = scene.sentence(earlier.end - 1).start if earlier.end > earlier.start else sentence.start
    told = scene.hits_in(earlier)
    yield [hit for hit in told if hit.start >= last], BEFORE
    yield [hit for hit in told if hit.start < last], PARAGRAPH
    for heading in scene.document.headings_over(statement.start):
        asked = scene.text[heading.heading_end - 1] in "？?"
        leads = asked or (paragraph is not None and heading.start == paragraph.start)
        weight = LEAD if leads else HEADING
        yield scene.hits_in(Span(heading.start, heading.heading_end)), weight


class Heard:
    """What known words speak for: words of phrases, each with its weight, what these are of, ledgers with their support.

    ``known`` are the words heard so far, by the identity of their meanings, for the scene keeps these: one that is said
    again and again in a sentence is taken in once. ``words`` is how many of the scene's known words have been gone
    through, ``index`` for which statement; ``topical``, whether one in its sentence was a word of a phrase.
    """

    def __init__(self, like: Heard | None = None) -> None:
        self.topics: dict[PhraseWord, float] = dict(like.topics) if like else {}
        self.support: dict[str, float] = dict(like.support) if like else {}
        self.spoken: set[str] = set(like.spoken) if like else set()
        self.known: dict[int, float] = dict(like.known) if like else {}
        self.words = 0
        self.index = -1
        self.topical = False

    def hear(self, hits: Iterable[Hit], weight: float) -> None:
        """Take in what more words say that count so much; what is said twice counts where it weighs most."""
        topics, support, known = self.topics, self.support, self.known
        for hit in hits:
            meanings = hit.meanings
            if not meanings.said or known.get(id(meanings), 0.0) >= weight:
                continue
            known[id(meanings)] = weight
            places, targets, telling, naming = meanings.said
            if places:
                for place in places:
                    if weight > topics.get(place, 0.0):
                        topics[place] = weight
                self.spoken |= targets
            told = weight * (0.8 if len(hit.text) >= 2 else 0.4)
            for ledger in telling:
                if told > support.get(ledger, 0.0):
                    support[ledger] = told
            for ledger in naming:
                if 1.3 * weight > support.get(ledger, 0.0):
                    support[ledger] = 1.3 * weight


def _former(scene: Scene, index: int, before: Span, others: Sequence[Span]) -> Heard:
    """What stands over the statement and before it, up to the statement of its sentence before it.

    All that counts alike for the statements that follow in the sentence, so each goes on from what the last one heard:
    the time for a sentence is proportional to its length.
    """
    statement = scene.statements[index]
    sentence = scene.sentence(statement.start)
    over = tuple(heading.index for heading in scene.document.headings_over(statement.start))
    key = (sentence.start, over, tuple(others))
    heard = scene.heard.get(key)
    if heard is None or heard.index > index:
        heard = scene.heard[key] = Heard()
        for hits, weight in _around(scene, statement):
            heard.hear(_but(hits, others), weight)
        heard.words = scene.hit_from(sentence.start)
    heard.index = index
    spent = scene.statements[index - 1].start if index else 0
    first = heard.words
    while heard.words < len(scene.hits) and (hit := scene.hits[heard.words]).start < spent and hit.end <= before.start:
        heard.words += 1
    told = _but(scene.hits[first : heard.words], others)
    heard.hear(told, SENTENCE)
    heard.topical = heard.topical or any(hit.meanings.topics for hit in told)
    return heard


def phrase_evidence(around: Surroundings, target: Spoken) -> tuple[float, float]:
    """The best evidence of a phrase of the target, and the weight (place) of its nearest word."""
    best, nearest = 0.0, 0.0
    if target.name not in around.spoken:
        return best, nearest
    heard, begun = around.topics, target.begun
    found = [begun[word] for word in begun.keys() & heard.keys()]
    for _, first, words, strength in sorted(found) if len(found) > 1 else found:
        least = closest = heard[first]
        for word in words:
            weight = heard.get(word, 0.0)
            least, closest = min(least, weight), max(closest, weight)
        evidence = (0.4 * closest + 0.6 * least) * strength if least else 0.0
        if evidence > best:
            best, nearest = evidence, closest
    return best, nearest


def corrections_near(around: Surroundings, target: Spoken) -> tuple[int, ...]:
    """The corrections whose phrases of the target stand, whole, near the statement."""
    if not target.told:
        return ()
    told = dict(target.told)
    whole = (
        phrase
        for phrase, (words, _) in zip(target.phrases, target.weighed, strict=True)
        if phrase in told and all(word in around.topics for word in words)
    )
    return tuple(told[phrase] for phrase in whole)


def own_corrections(around: Surroundings) -> tuple[int, ...]:
    """The corrections that give the statement's own words their meaning."""
    return tuple([told for hit in around.own for told in hit.meanings.told])
