"""The entries that a statement may be about though its own words name none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jiedui.catalog import Ledger
from jiedui.figures.model import Condition
from jiedui.prose.document import Span
from jiedui.reports.check.text.evidence import FAR, Surroundings
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.text.worded import by_names
from jiedui.reports.check.words.names_told import Hit

#: The marks of a heading, before and behind its words.
_MARK = re.compile(r"[第（()）、.．：:【】〔〕\s一二三四五六七八九十0-9①-⑳●◆■▲★○◇□·•▪◎*—。-]*")


def focuses(scene: Scene, around: Surroundings, ledger: Ledger) -> Iterator[tuple[Condition, float]]:
    """The entries that the statement may be about though its own words name none, each with what speaks for it.

    The one that own words may stand for; the one in the paragraph's lead (strong), the last before this sentence, the first in the clauses that follow:
    筹集一百余万元资金，在某社区建成便民文化广场一处.
    """
    paragraph = scene.document.paragraph_at(around.statement.start)
    if paragraph is None or scene.is_unclear(around.sentence.start, around.before.end):
        return
    lead = Span(paragraph.start, paragraph.heading_end if paragraph.level else paragraph.start)
    led = next(named_entries(ledger, reversed([*_named_over(scene, around), *scene.names_in(lead)])), None)
    if led is not None:
        yield led, 0.1
    column = ledger.by_name.get("project") or (ledger.by_name[ledger.key[0]] if ledger.key else None)
    if column is None or not (column.named or column.to in ("project", "organisation")):
        return
    yield from ((each, -0.05) for each in _perhaps(ledger, column.name, around))
    before = Span(max(paragraph.start, around.sentence.start - FAR), around.sentence.start)
    former = next(_named_in(ledger, column.name, reversed(scene.names_in(before))), None) if led is None else None
    if former is not None:
        yield former, -0.06
    behind = Span(around.after.end, around.half.end)
    later = next(_named_in(ledger, column.name, scene.names_in(behind)), None)
    if later is not None and not _REASON.match(scene.text, behind.start, behind.end):
        yield later, -0.04


#: Why a number is what it is: 支付率71%，主要是冷库那几笔没结.
_REASON = re.compile(r"[，,]?(?:主要|原因|因为|由于|多?是因|归因)")


def _named_over(scene: Scene, around: Surroundings) -> Iterator[Hit]:
    """The name that the nearest heading over the statement is, and nothing else: 【茶旅融合示范园】."""
    heading = next(reversed(scene.document.headings_over(around.statement.start)), None)
    if heading is None or heading.heading_end > around.statement.start:
        return
    for hit in scene.names_in(Span(heading.start, heading.heading_end)):
        before, after = scene.text[heading.start : hit.start], scene.text[hit.end : heading.heading_end]
        if _MARK.fullmatch(before) and _MARK.fullmatch(after):
            yield hit


def _perhaps(ledger: Ledger, column: str, around: Surroundings) -> Iterator[Condition]:
    """The entries that own words may stand for though they mean another thing first."""
    for hit in (*around.own, *around.between):
        for place in hit.meanings.perhaps:
            if (place.ledger, place.column) == (ledger.name, column):
                yield Condition(column, "in", (place.value,))


def _named_in(ledger: Ledger, column: str, hits: Iterable[Hit]) -> Iterator[Condition]:
    """The entries named by the words in that column, one after the other."""
    return (each for each in named_entries(ledger, hits) if each.column == column)


def named_entries(ledger: Ledger, hits: Iterable[Hit]) -> Iterator[Condition]:
    """The entries of the ledger that the words name, one after the other."""
    for hit in hits:
        if ledger.name in hit.meanings.naming:
            yield from by_names(ledger, [hit])
