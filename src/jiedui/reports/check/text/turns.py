"""Where run-on prose turns to another matter: a writer who sets no full stop begins a new sentence all the same.

    …在各县里最高，带动就业190人，全年销售农特产品505.44万元，去年才247.37万元，转移就业488人，比去年少45人，…

What a sentence hands on (a name, a time, the whole of 其中) ends there. Sentences of a usual length are left as they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

from jiedui.prose.document import Document, Span
from jiedui.prose.model import Statement
from jiedui.reports.check.words.names_told import Hit

Spanned = TypeVar("Spanned", Span, Statement, Hit)

#: A sentence of so many signs and statements is run on.
LONG, MANY = 140, 6
#: A word of fewer signs turns to nothing: 资金, 项目 may be of any matter.
TELLING = 3


def at_turns(document: Document, hits: Sequence[Hit], statements: Sequence[Statement]) -> Document:
    """The document with its run-on sentences, and their parts, ended where they turn to the matter of another ledger."""
    turns = sorted(
        place
        for sentence in document.sentences
        if sentence.end - sentence.start >= LONG
        for place in _turns(document, hits, statements, sentence)
    )
    if not turns:
        return document
    return replace(document, sentences=_cut(document.sentences, turns), parts=_cut(document.parts, turns))


def _turns(document: Document, hits: Sequence[Hit], statements: Sequence[Statement], sentence: Span) -> Iterator[int]:
    """Where the clauses of a run-on sentence begin that turn to another ledger's matter."""
    told = _within(statements, sentence)
    if len(told) < MANY:
        return
    matter: frozenset[str] = frozenset()
    for clause in _within(document.clauses, sentence):
        numbers = _within(told, clause)
        head = Span(clause.start, numbers[0].start) if numbers else clause
        named = [hit.meanings.alone for hit in _within(hits, head) if len(hit.text) >= TELLING and hit.meanings.alone]
        if not named:
            continue
        if matter and named[0].isdisjoint(matter) and clause.start > sentence.start:
            yield clause.start
        matter = frozenset().union(*named) if named[0].isdisjoint(matter) else named[0]


def _within(spans: Sequence[Spanned], span: Span) -> Sequence[Spanned]:
    """Those of the sorted spans that begin inside the stretch."""
    first = bisect_left(spans, span.start, key=attrgetter("start"))
    return spans[first : bisect_left(spans, span.end, first, key=attrgetter("start"))]


def _cut(spans: Sequence[Span], turns: Sequence[int]) -> tuple[Span, ...]:
    """The spans, which tile the text, ended at the turns inside them as well."""
    found: list[Span] = []
    for span in spans:
        places = turns[bisect_left(turns, span.start + 1) : bisect_left(turns, span.end)]
        edges = [span.start, *places, span.end]
        found += [Span(*edges[place : place + 2]) for place in range(len(edges) - 1)]
    return tuple(found)
