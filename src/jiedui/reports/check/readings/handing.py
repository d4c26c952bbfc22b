"""What the statements so far hand on to the next: the amount told last, the whole that 其中 opened, the sentence's first."""

from __future__ import annotations

import re
from typing import NamedTuple

from jiedui.prose.document import Span
from jiedui.prose.model import Statement
from jiedui.reports.check.readings.amounts import SURE, Before, Level, Reader
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.formulas import Linear
from jiedui.reports.check.text.scene import Scene

_MARK = re.compile(r"[，。；：、,;]")
#: Kinds of statement that tell of an amount told before.
DERIVED = frozenset({"ratio", "points", "times", "rank"})
#: Another item of those that a sentence lists: …；二是农业人才偏少.
_ANOTHER_ITEM = re.compile(r"[；，][二三四五六]是")
#: The level of a paragraph that is a bullet.
BULLET = 6


class Standing(NamedTuple):
    """Where a statement stands: its sentence, and its part of that between semicolons."""

    statement: Statement
    sentence: Span
    half: Span


def standing(scene: Scene, index: int) -> Standing:
    """Where the statement stands."""
    statement = scene.statements[index]
    return Standing(statement, scene.sentence(statement.start), scene.part(statement.start))


def handed_on(reader: Reader, before: Before, this: Standing, former: Standing | None) -> Before:
    """What the statements so far hand on.

    其中 makes the amount told last a whole; a semicolon closes that and goes on with the whole. A full stop leaves only the sentence's first amount,
    as a matter that may be gone on with; so does a new paragraph that is a bullet or a row of a table; any other leaves nothing.
    """
    if former is None:
        return Before()
    document, text = reader.scene.document, reader.scene.text
    here = document.paragraph_at(this.statement.start)
    matter = before.head if before.head is not None else before.previous if before.stale else None
    if document.paragraph_at(former.statement.start) != here:
        goes_on = here is not None and (here.level == BULLET or document.is_row(here))
        return Before(previous=matter and matter._replace(regions=()), stale=True) if goes_on else Before()
    if former.sentence != this.sentence:
        among = text.startswith("其中", this.sentence.start)
        parent = before.head if among else None
        stale = not among or before.head is None
        return Before(previous=matter, parent=parent, stale=stale, matter=matter, former=before.recent)
    if _ANOTHER_ITEM.search(text, former.statement.end, this.statement.start):
        return Before()
    before = _across_brackets(before, text[former.statement.end : this.statement.start])
    if "其中" in text[former.statement.end : this.statement.start]:
        unsettled = before.unsettled or before.composed is not None
        return before._replace(
            parent=before.previous, wholes=before.rivals, parts=(), same_part=True, unsettled=unsettled
        )
    same = former.half == this.half
    joined = not _MARK.search(text, former.statement.end, this.statement.start)
    if not same and "其中" in text[former.half.start + 1 : former.statement.start]:
        lost = before.lost or before.parent is None
        return before._replace(
            previous=before.parent,
            rivals=before.wholes,
            parent=None,
            lost=lost,
            same_part=False,
            joined=joined,
            closed=before.previous,
        )
    return before._replace(same_part=same, joined=joined)


def _across_brackets(before: Before, between: str) -> Before:
    """What goes on where a bracket opens or closes: behind it, with what was told before it: 到位90万元（其中省级60万元），增长5%."""
    depth = sum(map(between.count, _OPENING)) - sum(map(between.count, _CLOSING))
    if depth > 0:
        return before._replace(outer=before.previous)
    if depth < 0 and before.outer is not None:
        return before._replace(previous=before.outer, rivals=(), parent=None, outer=None, closed=None, lost=False)
    return before


_OPENING, _CLOSING = "（(", "）)"


def head(before: Before, level: Level | None) -> Level | None:
    """The sentence's first amount; where that was told of a time before (从50万元增加到120万元), what it came to since."""
    head = before.head if not before.stale else None
    if head is None or level is None or head.pinned:
        return head or level
    risen = head.period.end < level.period.start and head._replace(period=level.period).amount() == level.amount()
    return level if risen else head


def composed(reading: Reading) -> Linear | None:
    """What was told, where it is of several amounts that are no one amount together: what follows may be of all."""
    formula, level = reading.formula, reading.anchor
    if reading.kind not in ("sum", "rest") or not isinstance(formula, Linear):
        return None
    return None if level is not None and level.amount() == formula else formula


def is_of_then(reading: Reading, before: Before) -> bool:
    """Whether it is what the amount told right before was in a time before: 505万元，去年247万元. What follows is of now."""
    now, then = before.previous, reading.anchor
    if now is None or then is None or before.lost or reading.kind not in ("level", "share", "rank"):
        return False
    if before.stale and then.period != now.period.years_before(1):
        return False
    earlier = then.period.end < now.period.end and then.period.start < now.period.start
    return earlier and not then.pinned and then._replace(period=now.period).amount() == now.amount()


def is_its_target(reading: Reading, before: Before) -> bool:
    """Whether it is no amount of its own, or the target of the very amount told before, which stays what was told."""
    told, level = before.previous, reading.anchor
    if level is None or reading.kind != "target" or told is None or before.lost:
        return level is None
    return told.measurable.measure_key == level.measurable.measure_key and not told.guessed


def proven(reading: Reading) -> Level | None:
    """What follows goes on with: a guess that was borne out, and what a target is of, are as sure as they turned out."""
    level = reading.anchor
    if level is None or not (level.guessed or reading.kind in _BESIDE_TARGETS):
        return level
    return level._replace(guessed=False, score=max(level.score, SURE if level.guessed else reading.score))


#: A target itself, and by how much more or less than that was done.
_BESIDE_TARGETS = frozenset({"target", "over_target", "under_target"})
