"""The scene of a statement: what stands beside it, before it in its sentence, in its paragraph and over it.

A statement's *own* words are those between the statement before it (or the start of its clause) and itself, and those
that follow it up to the next statement or the end of the clause. Everything else is context that fades with distance.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from jiedui.prose.document import Document
from jiedui.prose.model import Statement
from jiedui.prose.times import TimeMention
from jiedui.reports.check.vocabulary import Meaning, Named, Narrowing, Plain, Vocabulary

#: How far is read after a statement: the rest of its noun phrase and its verb, not the whole clause.
REACH = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A known word in the text, with everything that it may mean."""

    start: int
    end: int
    text: str
    meanings: tuple[Meaning, ...]

    @property
    def plain(self) -> bool:
        """Whether it is a word without a topic."""
        return all(isinstance(each, Plain) for each in self.meanings)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True)
class Scene:
    """A document with its statements, the known words in it and its mentions of time."""

    text: str
    document: Document
    statements: tuple[Statement, ...]
    hits: tuple[Hit, ...]
    times: tuple[TimeMention, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [hit.start for hit in self.hits]

    def hits_in(self, span: Span) -> list[Hit]:
        """The known words inside the span, in order."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [hit for hit in self.hits[first:last] if hit.end <= span.end]

    def times_in(self, span: Span) -> list[TimeMention]:
        """The mentions of time inside the span."""
        return [time for time in self.times if span.start <= time.start and time.end <= span.end]

    def sentence(self, offset: int) -> Span:
        """The sentence that holds the offset."""
        return Span(*self.document.sentence_at(offset))

    def part(self, offset: int) -> Span:
        """The part of the sentence between semicolons that holds the offset."""
        return Span(*self.document.part_at(offset))

    def clause(self, offset: int) -> Span:
        """The clause that holds the offset, without the mark that ends it."""
        start, end = self.document.clause_at(offset)
        return Span(start, start + len(self.text[start:end].rstrip("，。；：！？,;:!?… \n")))

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
        this = self.statements[index]
        clause = self.clause(this.start)
        former = self.statements[index - 1].end if index else 0
        later = self.statements[index + 1].start if index + 1 < len(self.statements) else len(self.text)
        start = max(clause.start, former)
        if former > clause.start:
            told = self.text[former : this.start].find("、") + 1
            start = former + told if told else self._border(index - 1) or former
        end = min(max(clause.end, this.end), later, this.end + REACH)
        if later == end:
            border = self._border(index)
            end = this.end + _own_part(self.text[this.end : end]) if border is None else border
        return Span(start, this.start), Span(this.end, end)

    def _border(self, index: int) -> int | None:
        """Where the words of a statement end and those of the next begin, where no mark stands between the two.

        In prose that runs on (签约4家落地3家投产2家) each number follows the word for it: nothing behind a number is its own,
        but the thing counted (新建3个项目投入500万元). None where the words do not tell.
        """
        this, later = self.statements[index], self.statements[index + 1]
        gap = Span(this.end, later.start)
        label = self._label(later, gap.start)
        if label is None or re.search(r"[、，和及与的]", self.text[gap.start : gap.end]):
            return None
        counted = [hit.end for hit in self.hits_in(Span(gap.start, label.start)) if hit.start == gap.start]
        if counted and this.dimension == "count":
            return max(counted)
        return gap.start if self._label(this, max(0, this.start - REACH)) else None

    def _label(self, statement: Statement, start: int) -> Hit | None:
        """The longest known word that leads up to the number, with nothing but filling between."""
        hits = self.hits_in(Span(start, statement.start))
        leading = (hit for hit in hits if not hit.plain and _FILLING.fullmatch(self.text, hit.end, statement.start))
        return max(leading, key=lambda hit: hit.end - hit.start, default=None)


_FILLING = re.compile(r"[共达约有了为计近超得数是：:]{0,3}")


def _own_part(gap: str) -> int:
    """How much of the words up to the next statement of the clause belongs to the former: up to the first 、 or 和."""
    cuts = [place for mark in ("、", "和", "及") if (place := gap.find(mark)) >= 0]
    return min(cuts, default=len(gap))


def find_hits(text: str, vocabulary: Vocabulary) -> tuple[Hit, ...]:
    """The known words of a text: names, longest first, where no longer topic holds them; and topics outside names.

    Inside a name only a value of a ledger counts in which the name itself does not stand: the 展销中心 of a project's
    name is still a channel of sales.
    """
    topics = [Hit(hit.start, hit.end, hit.text, hit.values) for hit in vocabulary.topics.find_all(text)]
    longest: dict[int, int] = {}
    for hit in topics:
        longest[hit.start] = max(longest.get(hit.start, 0), hit.end)
    names = [
        Hit(hit.start, hit.end, hit.text, hit.values)
        for hit in vocabulary.names.find(text)
        if longest.get(hit.start, 0) <= hit.end
    ]
    owner: list[Hit | None] = [None] * len(text)
    for hit in names:
        owner[hit.start : hit.end] = [hit] * (hit.end - hit.start)
    kept = (freed for hit in topics if (freed := _outside_names(hit, owner[hit.start : hit.end])) is not None)
    return tuple(sorted((*names, *_longest_values(list(kept))), key=lambda hit: (hit.start, -hit.end)))


def _outside_names(hit: Hit, owners: Sequence[Hit | None]) -> Hit | None:
    """The hit, or what of it counts inside a name; None when nothing does."""
    over = next((each for each in owners if each is not None), None)
    if over is None:
        return hit
    if any(each is not over for each in owners) or len(hit.text) < 3:
        return None
    ledgers = {each.ledger for meaning in over.meanings if isinstance(meaning, Named) for each in meaning.narrowings}
    kept = tuple(
        each for each in hit.meanings if isinstance(each, Narrowing) and ledgers and each.ledger not in ledgers
    )
    return Hit(hit.start, hit.end, hit.text, kept) if kept else None


def _longest_values(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits, where a value inside a longer value of the same column gives way; hits come by start, longer first."""
    reach: dict[tuple[str, str], int] = {}
    for hit in hits:
        kept = []
        for meaning in hit.meanings:
            if isinstance(meaning, Narrowing):
                column = (meaning.ledger, meaning.column)
                if hit.end <= reach.get(column, -1):
                    continue
            kept.append(meaning)
        for meaning in kept:
            if isinstance(meaning, Narrowing):
                reach[meaning.ledger, meaning.column] = hit.end
        if kept:
            yield Hit(hit.start, hit.end, hit.text, tuple(kept))
