"""The entries that a statement may be about though its own words name none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jiedui.catalog import Ledger
from jiedui.figures.model import Condition
from jiedui.prose.document import Span
from jiedui.reports.check.evidence import FAR, Surroundings
from jiedui.reports.check.names_told import Hit
from jiedui.reports.check.narrowing import by_names
from jiedui.reports.check.scene import Scene


def focuses(scene: Scene, around: Surroundings, ledger: Ledger) -> Iterator[tuple[Condition, float]]:
    """The entries that the statement may be about though its own words name none, each with what speaks for it.

    The one that own words may stand for; the one in the paragraph's lead (strong), the last before this sentence, the first in the clauses that follow:
    筹集一百余万元资金，在某社区建成便民文化广场一处.
    """
    column = ledger.by_name.get("project") or (ledger.by_name[ledger.key[0]] if ledger.key else None)
    paragraph = scene.document.paragraph_at(around.statement.start)
    if column is None or paragraph is None or not (column.named or column.to in ("project", "organisation")):
        return
    if scene.is_unclear(around.sentence.start, around.before.end):
        return
    yield from ((each, -0.05) for each in _perhaps(ledger, column.name, around))
    lead = Span(paragraph.start, paragraph.heading_end if paragraph.level else paragraph.start)
    before = Span(max(paragraph.start, around.sentence.start - FAR), around.sentence.start)
    after = Span(around.after.end, around.half.end)
    told = (
        (reversed(scene.names_in(lead)), 0.1),
        (reversed(scene.names_in(before)), -0.06),
        (scene.names_in(after), -0.04),
    )
    for hits, weight in told[:2]:
        found = next(_named_in(ledger, column.name, hits), None)
        if found is not None:
            yield found, weight
            break
    later = next(_named_in(ledger, column.name, told[2][0]), None)
    if later is not None:
        yield later, told[2][1]


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
