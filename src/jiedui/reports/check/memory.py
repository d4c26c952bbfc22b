"""What was read of paragraphs in earlier checks, so that of a draft checked again only what changed is read anew.

What a statement means is told by its paragraph, the headings over it, the title, what the report is about, and what the
statements before it hand on; never by its own number, nor by other paragraphs. A :class:`Memory` belongs to one state of
a book as one reader sees it, so that no entry, target or correction can change under it, and keeps the paragraphs asked
for last, up to a number of statements.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from threading import Lock
from typing import NamedTuple

from jiedui.figures.model import Query
from jiedui.prose.document import Paragraph, Span
from jiedui.prose.model import Statement
from jiedui.reports.check.readings.amounts import Before, Reader
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.averages import OVER_SO_MANY
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.text.setting import Setting
from jiedui.reports.check.verdicts.slips import Changes

#: Of the setting, what belongs to the book: a memory's book is always the same.
_OF_THE_BOOK = frozenset({"land", "postings", "posting_entries"})
#: So much at most is kept of one statement that different things were handed on to.
WAYS = 3
_DIGIT = re.compile(r"[0-9]")
_ASKED = tuple(each.name for each in fields(Setting) if each.name not in _OF_THE_BOOK)


class Known(NamedTuple):
    """What was handed on to a statement, and what was then found.

    Its readings, the likeliest first; the ``corrections`` that its words rest on; whether they are ``unsettled``.
    """

    before: Before
    last: Reading | None
    readings: tuple[Reading, ...]
    corrections: tuple[int, ...]
    unsettled: bool

    def moved(self, places: int) -> Known:
        """The same of a paragraph whose statements stand so many places later in their report."""
        before = self.before
        if not (places and (before.recent or before.former)):
            return self
        recent, former = (
            tuple((place + places, level) for place, level in told) for told in (before.recent, before.former)
        )
        return self._replace(before=before._replace(recent=recent, former=former))


#: By the places of statements what is known of each: once for everything that was ever handed on to it.
Knowledge = dict[int, tuple[Known, ...]]


class Met(NamedTuple):
    """A paragraph in which statements stand: all that tells what these mean, and their places."""

    telling: Hashable
    places: Sequence[int]


class Memory:
    """What is known of the paragraphs met last; threads share it.

    With it are kept the ``changes`` to try for what was wrong, and how queries are ``defined`` in print.
    """

    def __init__(self, most: int) -> None:
        """Keep paragraphs of so many statements in all, none that has more than a fourth of these."""
        self.changes = Changes(most // 20)
        self.defined: dict[Query, str] = {}
        self._most = most
        self._statements = 0
        self._lock = Lock()
        self._kept: dict[Hashable, tuple[tuple[Known, ...], ...]] = {}

    def __len__(self) -> int:
        """Of how many statements it is kept what they may mean."""
        return self._statements

    def recall(self, paragraphs: Sequence[Met]) -> Knowledge:
        """What is known of a report's statements from earlier checks."""
        with self._lock:
            kept = [self._kept.get(each.telling, ()) for each in paragraphs]
        return {
            place: tuple([way.moved(each.places[0]) for way in ways])
            for each, known in zip(paragraphs, kept, strict=True)
            for place, ways in zip(each.places, known, strict=False)
        }

    def keep(self, paragraphs: Sequence[Met], knowledge: Knowledge) -> None:
        """Keep what is known of a report's paragraphs; those met longest ago give way."""
        known = {
            each.telling: tuple(
                [
                    tuple([way.moved(-each.places[0]) for way in knowledge.get(place, ())[:WAYS]])
                    for place in each.places
                ]
            )
            for each in paragraphs
            if 4 * len(each.places) <= self._most
        }
        with self._lock:
            for telling, statements in known.items():
                self._forget(telling)
                self._kept[telling] = statements
                self._statements += len(statements)
            while self._statements > self._most:
                self._forget(next(iter(self._kept)))

    def _forget(self, telling: Hashable) -> None:
        """Let go of a paragraph."""
        self._statements -= len(self._kept.pop(telling, ()))


def met(reader: Reader) -> list[Met]:
    """The paragraphs of a report in which statements stand."""
    scene = reader.scene
    asked = tuple(getattr(reader.setting, name) for name in _ASKED)
    found = []
    places = range(len(scene.statements))
    for paragraph, those in groupby(places, lambda place: scene.document.paragraph_at(scene.statements[place].start)):
        if paragraph is not None:
            told = tuple(those)
            found.append(Met((asked, *_telling(reader, paragraph, told)), told))
    return found


def _telling(reader: Reader, paragraph: Paragraph, places: Sequence[int]) -> Iterator[Hashable]:
    """Everything in the text that tells what statements of a paragraph mean."""
    scene, document, start = reader.scene, reader.scene.document, paragraph.start
    span, statements = Span(start, paragraph.end), [scene.statements[place] for place in places]
    yield start > 0, paragraph.level, paragraph.heading_end - start
    yield _without_numbers(scene.text, span, statements)
    yield from _known(scene, span)
    for each in statements:
        yield each.start - start, each.end - start, each.dimension, each.unit, each.noun
        yield each.role, each.marks, each.mood, each.masked, each.exact
    lessons = ((place, reader.lessons.get(place)) for place in places)
    yield tuple((place - places[0], each.correction.id) for place, each in lessons if each is not None)
    over = [Span(0, document.masthead.body)] if start >= document.masthead.body else []
    over += (Span(each.start, each.end) for each in map(document.paragraphs.__getitem__, paragraph.parents))
    for heading in over:
        yield scene.text[heading.start : heading.end]
        yield from _known(scene, heading)
        yield scene.another_view(Span(heading.end, start))
    yield tuple((each.level, each.heading_end - each.start) for each in document.headings_over(start))


def _known(scene: Scene, span: Span) -> Iterator[Hashable]:
    """The words known in a stretch, and the times in it as they are understood there."""
    yield tuple([(each.start - span.start, each.text) for each in scene.hits_in(span)])
    yield tuple([(each.start - span.start, each.kind, each.period, each.certain) for each in scene.times_in(span)])


def _without_numbers(text: str, span: Span, statements: Sequence[Statement]) -> str:
    """A paragraph with 0 for every digit of its statements, but for what an average may be taken over: 5个县，县均1324人."""
    pieces: list[str] = []
    done = span.start
    shared = OVER_SO_MANY.search(text, *span)
    for each in statements:
        if not (shared and each.dimension in ("count", "visits")):
            pieces += text[done : each.start], _DIGIT.sub("0", text[each.start : each.end])
            done = each.end
    return "".join((*pieces, text[done : span.end]))
