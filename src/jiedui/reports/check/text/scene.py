"""The scene of a statement: what stands beside it, before it in its sentence, in its paragraph and over it.

A statement's *own* words are those between the statement before it (or the start of its clause) and itself, and those
that follow it up to the next statement or the end of the clause. Everything else is context that fades with distance.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from jiedui.base.once import once
from jiedui.prose.document import Document, Span
from jiedui.prose.model import Statement
from jiedui.prose.times import GOVERNING, TimeMention
from jiedui.reports.check.words.hits import WHOLE
from jiedui.reports.check.words.meanings import UNCLEAR, Outside
from jiedui.reports.check.words.names_told import Hit

if TYPE_CHECKING:
    from jiedui.reports.check.text.evidence import Heard, Surroundings

#: How far is read after a statement: the rest of its noun phrase and its verb, not the whole clause.
REACH = 20
#: A label before a colon has so many signs at most, with its mark: 专技交流：来岚25人.
LABEL = 7
#: So far at most stand the two ends of a rise: 由4名进一步增加到8名.
SHORT = 9
_HAN, _HANS = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\u4e00-\u9fff]+")
_ENDS = "，。；：！？,;:!?… \n"
_AS_WELL = re.compile(r"[，、]?[共计达约近超]{0,2}")
#: What joins the statements of a run.
_JOINED = re.compile(r"[、和及与，]{1,2}(?:其中)?")
#: A new view of the whole: 分季度看，二季度…; 分品类看，…. One may begin inside another.
_VIEW = re.compile(r"[分从按](?=([\u4e00-\u9fff]{1,4}(?:看|分)[，,]))")


P = TypeVar("P", Hit, TimeMention)


class Along(Generic[P]):
    """Things along a text by where they begin: those inside a stretch are found without going through all."""

    def __init__(self, things: Sequence[P]) -> None:
        self._things: list[P] = list(things)
        self.starts = [each.start for each in things]
        self._reach = list(accumulate((each.end for each in things), max))

    def inside(self, start: int, end: int) -> list[P]:
        """Those that lie in the stretch, in order."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end, first)
        found = self._things[first:last]
        return found if not found or self._reach[last - 1] <= end else [each for each in found if each.end <= end]


@dataclass(frozen=True)
class Scene:
    """A document with its statements, the known words in it and its mentions of time; ``year`` is the last that it is of.

    ``heard`` keeps what statements of one sentence share, ``around`` what stands around each; see
    :mod:`jiedui.reports.check.text.evidence`. What is asked of one place again and again, its clause and the words of a
    statement's own, is found out once.
    """

    text: str
    document: Document
    statements: tuple[Statement, ...]
    hits: tuple[Hit, ...]
    times: tuple[TimeMention, ...]
    years: tuple[TimeMention, ...] = ()
    year: int | None = None
    heard: dict[Hashable, Heard] = field(default_factory=dict, init=False, repr=False, compare=False)
    around: dict[int, Surroundings] = field(default_factory=dict, init=False, repr=False, compare=False)
    _clauses: dict[int, Span] = field(default_factory=dict, init=False, repr=False, compare=False)
    _owned: dict[int, tuple[Span, Span]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @once
    def runs(self) -> Sequence[tuple[int, int]]:
        """Of each statement the first and the last of the run 甲、乙和丙 that it stands in, by their places."""
        found: list[tuple[int, int]] = []
        first = 0
        for index, this in enumerate(self.statements):
            following = self.statements[index + 1].start if index + 1 < len(self.statements) else this.end
            if not _JOINED.fullmatch(self.text, this.end, following):
                found += [(first, index)] * (index + 1 - first)
                first = index + 1
        return found

    @once
    def _views(self) -> list[Span]:
        return [Span(at.start(), at.end(1)) for at in _VIEW.finditer(self.text)]

    def another_view(self, span: Span) -> bool:
        """Whether a new view of the whole is opened in the stretch, which ends a window told before: 分季度看，二季度…."""
        place = bisect_left(self._views, span.start, key=itemgetter(0))
        return place < len(self._views) and self._views[place].end <= span.end

    @once
    def _hits(self) -> Along[Hit]:
        return Along(self.hits)

    @once
    def _names(self) -> Along[Hit]:
        return Along([hit for hit in self.hits if hit.meanings.named or hit.meanings.regions])

    @once
    def _unclear(self) -> Along[Hit]:
        return Along([hit for hit in self.hits if hit.meanings is UNCLEAR])

    @once
    def _times(self) -> Along[TimeMention]:
        return Along(self.times)

    def hits_in(self, span: Span) -> list[Hit]:
        """The known words inside the span, in order."""
        return self._hits.inside(*span)

    def hit_from(self, offset: int) -> int:
        """The place of the first of the known words that does not begin before the offset."""
        return bisect_left(self._hits.starts, offset)

    def names_in(self, span: Span) -> list[Hit]:
        """The names of the book and of its regions inside the span, in order."""
        return self._names.inside(*span)

    def is_unclear(self, start: int, end: int) -> bool:
        """Whether the stretch names an entry in short that may be one of several."""
        return bool(self._unclear.inside(start, end))

    def times_in(self, span: Span) -> list[TimeMention]:
        """The mentions of time inside the span."""
        return self._times.inside(*span)

    def first_from(self, offset: int) -> Statement | None:
        """The first statement that does not begin before the offset."""
        place = self.place_from(offset)
        return self.statements[place] if place < len(self.statements) else None

    def place_from(self, offset: int) -> int:
        """The place of the first statement that does not begin before the offset."""
        return bisect_left(self.statements, offset, key=itemgetter(0))

    def statements_in(self, span: Span) -> Sequence[Statement]:
        """The statements that begin inside the span."""
        first = self.place_from(span.start)
        return self.statements[first : bisect_left(self.statements, span.end, first, key=itemgetter(0))]

    def sentence(self, offset: int) -> Span:
        """The sentence that holds the offset."""
        return self.document.sentence_at(offset)

    def part(self, offset: int) -> Span:
        """The part of the sentence between semicolons that holds the offset."""
        return self.document.part_at(offset)

    def clause(self, offset: int) -> Span:
        """The clause that holds the offset, without the mark that ends it."""
        found = self._clauses.get(offset)
        if found is None:
            start, end = self.document.clause_at(offset)
            found = self._clauses[offset] = Span(start, start + len(self.text[start:end].rstrip(_ENDS)))
        return found

    def between(self, index: int) -> Span:
        """The clauses between the statement before it (in the same part of the sentence) and its own clause."""
        this = self.statements[index]
        clause, part = self.clause(this.start), self.part(this.start)
        former = self.statements[index - 1] if index else None
        start = part.start
        if former is not None and former.end > part.start:
            start = min(self.document.clause_at(former.start)[1], clause.start)
        return Span(start, clause.start)

    def own(self, index: int) -> tuple[Span, Span]:
        """The words of a statement's own, before and after it."""
        found = self._owned.get(index)
        if found is None:
            found = self._owned[index] = self._own(index)
        return found

    def _own(self, index: int) -> tuple[Span, Span]:
        """The words of a statement's own, found."""
        this = self.statements[index]
        clause = self.clause(this.start)
        former = self.statements[index - 1].end if index else 0
        later = self.statements[index + 1].start if index + 1 < len(self.statements) else len(self.text)
        start = max(self._label_start(clause, this), former)
        if index and self._rises(index):
            start = self.own(index - 1)[0].start
        elif former > clause.start:
            start = (
                self._number_first(index - 1)
                or self._opening(index - 1)
                or self._another_value(index - 1)
                or self._listed(index - 1)
                or self._border(index - 1)
                or former
            )
        end = min(max(clause.end, this.end), later, this.end + REACH)
        mark = _MARK.search(self.text, this.end, end)  # a clause of quoted speech goes on over its commas
        end = mark.start() if mark else end
        if index + 1 < len(self.statements) and later <= clause.end:
            border = self._number_first(index) or self._opening(index) or self._another_value(index)
            border = border or (self._border(index) if later == end else None)
            part = _own_part(self.text[this.end : end]) if later == end else end - this.end
            end = this.end + part if border is None else min(border, end)
        return Span(start, this.start), Span(this.end, end)

    def _behind(self, this: Statement) -> int:
        """How far is read back from a statement for the word that leads up to it: never out of its paragraph."""
        paragraph = self.document.paragraph_at(this.start)
        return max(paragraph.start if paragraph is not None else 0, this.start - REACH)

    def _rises(self, index: int) -> bool:
        """Whether it is the end of a rise or fall whose beginning stands right before it: 由上年的4名增加到8名."""
        former, this = self.statements[index - 1], self.statements[index]
        if this.start - former.end > SHORT or not _UP_TO.fullmatch(self.text, former.end, this.start):
            return False
        return bool(_SINCE.search(self.text, max(0, former.start - REACH), former.start))

    def _label_start(self, clause: Span, this: Statement) -> int:
        """Where the words begin that say what a number is of: at its clause, or at the label before it (电商直播销售：30万元)."""
        if _ASKED.search(self.text, max(0, clause.start - SHORT_QUESTION), clause.start):
            return self.document.clause_at(clause.start - 1)[0]
        if self.text[clause.start - 1 : clause.start] not in (":", "："):
            return clause.start
        label = self.document.clause_at(clause.start - 1)[0]
        told = _HAN.search(self.text, clause.start, this.start)
        return clause.start if told and clause.start - label > LABEL else label

    def _number_first(self, index: int) -> int | None:
        """Where the next of several begins that tell the number before its word: 其中1家当年投产、2家开工建设."""
        this, following = self.statements[index], self.statements[index + 1]
        before = max(self.clause(this.start).start, self.statements[index - 1].end if index else 0)
        led = _LED.fullmatch(self.text, before, this.start) and _WORD_FIRST.fullmatch(
            self.text, this.end, following.start
        )
        return following.start if led and _HAN.match(self.text, following.end) else None

    def _opening(self, index: int) -> int | None:
        """Where a time, or 全县 behind a number that has its word before it, opens what is told next."""
        this, gap = self.statements[index], Span(self.statements[index].end, self.statements[index + 1].start)
        if self.text.startswith("、", gap.start):
            return None  # 大米两年卖了40万元、香菇两年20万元
        times = [
            time.start
            for time in self.times_in(gap)
            if time.kind in GOVERNING and not _STILL.match(self.text, time.end, gap.end)
        ]
        wholes = [hit.start for hit in self.hits_in(gap) if hit.text in WHOLE]
        if wholes and (self._label(this, self._behind(this)) or self._label_within(index, wholes[0])):
            times += wholes
        return min(times, default=None)

    def _label_within(self, index: int, start: int) -> bool:
        """Whether a word leads up to the next number from behind the place: 340人次参加全县举行联席会议2次."""
        label = self._label(self.statements[index + 1], start)
        return label is not None and label.start > start and label.text not in WHOLE

    def _another_value(self, index: int) -> int | None:
        """Right behind a number that has its value before it, where another of that column follows: 联席会议2次党委常委会…6次."""
        this, later = self.statements[index], self.statements[index + 1]
        hits = self.hits_in(Span(this.end, later.start))
        following = next((hit for hit in hits if hit.meanings.columns), None)
        if following is None or not _HANS.fullmatch(self.text, this.end, following.start + 1):
            return None
        before = self.hits_in(Span(self._behind(this), this.start))
        told = frozenset(column for hit in before for column in hit.meanings.columns)
        return this.end if told & following.meanings.columns else None

    def _listed(self, index: int) -> int | None:
        """Behind the first 、 after a number that is no part of a known word (采购、帮销) or of a list of values that is the next's.

        Where words lead up to each number, 38对党委常委会、政府常务会研究6次 tells of the two bodies together.
        """
        this, later = self.statements[index], self.statements[index + 1]
        hits = self.hits_in(Span(this.end, later.start))
        led = self._label(this, self._behind(this)) is not None
        for place in range(this.end, later.start):
            if self.text[place] != "、" or any(hit.start < place < hit.end for hit in hits):
                continue
            left, right = ([hit for hit in hits if end in (hit.start, hit.end)] for end in (place, place + 1))
            columns = (frozenset().union(*(hit.meanings.columns for hit in side)) for side in (left, right))
            if not (led and frozenset.intersection(*columns)):
                return place + 1
        return None

    def _border(self, index: int) -> int | None:
        """Where the words of a statement end and those of the next begin, where no mark stands between the two.

        In prose that runs on (签约4家落地3家投产2家) each number follows the word for it: nothing behind a number is its own,
        but the thing counted (新建3个项目投入500万元). None where the words do not tell.
        """
        this, later = self.statements[index], self.statements[index + 1]
        gap = Span(this.end, later.start)
        label = self._label(later, gap.start)
        words = _THAT_ARE.sub("", self.text[gap.start : gap.end])
        if label is None or re.search(r"[、，和及与的]", words):
            return None
        if label.start == gap.start and self.text[this.start - 1] == "的":
            return label.end  # 提出的4条建议有3条被采纳
        led = self._label(this, self._behind(this))
        counted = [
            hit.end
            for hit in self.hits_in(Span(gap.start, label.start))
            if hit.start == gap.start and (led is None or not _is_of_another(hit, led))
        ]
        if counted and this.dimension == "count" and this.unit not in _NOUNS:
            head = _HEAD.match(self.text, max(counted), label.start)
            return head.end() if head else max(counted)
        return gap.start if led is not None or self._goes_on(index) else None

    def _goes_on(self, index: int) -> bool:
        """Whether a number of people goes on with the one before in nothing but its unit: 互访33次，共356人次."""
        this = self.statements[index]
        if not index or not (this.dimension == "visits" or this.unit in _NOUNS):
            return False
        return bool(_AS_WELL.fullmatch(self.text, self.statements[index - 1].end, this.start))

    def _label(self, statement: Statement, start: int) -> Hit | None:
        """The longest known word that leads up to the number, with nothing but filling and plain words between (卖出农产品)."""
        hits = self.hits_in(Span(start, statement.start))
        end = statement.start
        while end > start:
            leading = [hit for hit in hits if hit.end <= end and _FILLING.fullmatch(self.text, hit.end, end)]
            telling = (hit for hit in leading if hit.meanings.tells or hit.meanings.has(Outside))
            found = max(telling, key=lambda hit: hit.end - hit.start, default=None)
            if found is not None or not leading:
                return found
            end = min(hit.start for hit in leading)
        return None


def _is_of_another(hit: Hit, led: Hit) -> bool:
    """Whether a word speaks of none of what the word before the number speaks of: 互访30次召开会议2次."""
    told, this = led.meanings.spoken, hit.meanings.spoken
    return bool(told) and bool(this) and not set(told) & set(this)


#: What leads a part up to its number: 3个项目竣工的是2个.
_THAT_ARE = re.compile(r"的(?:是|有|为)?$")
#: What is still to be done at a time is told of the number before: 有4个到现在没开工.
_STILL = re.compile(r"[也都仍还尚]?(?:没|未(?!来)|尚|仍)")
_MARK = re.compile(r"[，；。！？：]|[（(](?=上年|去年)")
#: A question that the number right behind it answers: 竣工了多少？20个！
_ASKED, SHORT_QUESTION = re.compile(r"(?:多少|几[个家人次对户]|多大)[\u4e00-\u9fff]{0,4}[？?]$"), 12
#: The noun that a value before it belongs to: 5个乡村建设项目受益1428户.
_HEAD = re.compile(r"类?(?:项目|工程|企业|车间|干部|人才|人员|协议|班)")
#: Measure words that are themselves what is counted: behind 1334人 no noun of theirs follows.
_NOUNS = frozenset({"人", "户", "村", "镇", "县"})
#: Nothing but 其中 or a mark before a number, and a word and a mark behind it: …，其中1家投产、2家开工.
_LED, _WORD_FIRST = re.compile(r"(?:其中)?[，、]?"), re.compile(r"[\u4e00-\u9fff]{2,10}[、，]")
_SINCE = re.compile(r"[由从](?:上年|去年|(?:20\d\d|[一二三四五六七八九十]{1,2})[年月底末]{1,2})?(?:同期|全年|度)?的?$")
_UP_TO = re.compile(r"[，,]?[\u4e00-\u9fff]{1,6}[至到为成]了?")
_FILLING = re.compile(r"[开办签派送走]?[共达约有了为计近超得数是：:]{0,3}")


def _own_part(gap: str) -> int:
    """How much of the words up to the next statement of the clause belongs to the former: up to the first 、, 和 or bracket."""
    cuts = [place for mark in ("、", "和", "及", "（", "(") if (place := gap.find(mark)) >= 0]
    return min(cuts, default=len(gap))
