"""The place that a heading or a paragraph is about because it begins with it: （一）茶山镇。转移就业308人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiedui.prose.document import Span
from jiedui.reports.check.evidence import FAR, Surroundings
from jiedui.reports.check.names_told import Hit
from jiedui.reports.check.scene import Scene

#: The mark of a heading before its words.
_MARK = re.compile(r"[第（()）、.．\s一二三四五六七八九十0-9①-⑳●◆■▲★○◇□·•▪◎*—-]*")
#: A place before these does something to another, or is one of several.
_AND = re.compile(r"[、和与及等]")


def leading_place(scene: Scene, around: Surroundings, *, heading: bool) -> list[Hit]:
    """The place that the nearest heading over the statement begins with, or that a sentence before in its paragraph does."""
    for span in _headings(scene, around) if heading else _sentences(scene, around):
        first = next(iter(scene.names_in(span)), None)
        if first is not None and first.meanings.regions and _MARK.fullmatch(scene.text, span.start, first.start):
            return [] if _AND.match(scene.text, first.end) else [first]
    return []


def _sentences(scene: Scene, around: Surroundings) -> Iterator[Span]:
    """The sentences before it in its paragraph, the last first."""
    paragraph = scene.document.paragraph_at(around.statement.start)
    end = around.sentence.start
    first = max(paragraph.start, end - FAR) if paragraph is not None else end
    while end > first:
        sentence = scene.sentence(end - 1)
        yield sentence
        end = sentence.start


def _headings(scene: Scene, around: Surroundings) -> Iterator[Span]:
    """The headings over it, the nearest first."""
    for heading in reversed(scene.document.headings_over(around.statement.start)):
        yield Span(heading.start, heading.heading_end)
