"""The text of a report cut where statements, findings and edits begin and end, line by line, for the page to mark up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jiedui.reports.check.session import Claim
from jiedui.reports.check.text.finding import Finding
from jiedui.reports.outline import Line
from jiedui.web.checks.edits import Placed


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one kind: ``findings`` are the numbers of those that speak of them, ``edit`` is what was taken over.

    ``anchors`` are the findings whose first words begin here.
    """

    text: str
    findings: tuple[int, ...] = ()
    edit: Placed | None = None
    bold: bool = False
    anchors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Parts in a row: those of one statement by its number (from 1), or of none (0)."""

    number: int
    parts: tuple[Part, ...]


class Cutter:
    """Cuts lines of one report."""

    def __init__(
        self, text: str, claims: Sequence[Claim], findings: Sequence[Finding], edits: Sequence[Placed]
    ) -> None:
        """Take the text as it is now and everything that speaks of places in it; statements do not overlap."""
        self._text, self._claims, self._edits = text, claims, edits
        self._starts, self._ends = [each.start for each in claims], [each.end for each in claims]
        spans = ((span, number) for number, each in enumerate(findings, 1) for span in each.spans)
        self._found = sorted(spans)
        self._anchors = {number: min(each.spans)[0] for number, each in enumerate(findings, 1)}

    def runs(self, line: Line) -> Iterator[Run]:
        """The line in runs."""
        first, last = bisect_right(self._ends, line.start), bisect_left(self._starts, line.end)
        place = line.start
        for index in range(first, last):
            claim = self._claims[index]
            start, end = max(claim.start, line.start), min(claim.end, line.end)
            if start > place:
                yield Run(0, tuple(self._parts(line, place, start)))
            yield Run(index + 1, tuple(self._parts(line, start, end)))
            place = end
        if place < line.end:
            yield Run(0, tuple(self._parts(line, place, line.end)))

    def _parts(self, line: Line, start: int, end: int) -> Iterator[Part]:
        """A stretch of one statement, or of none, cut where findings, edits and the lead begin and end."""
        near = [(span, number) for span, number in self._found if span[0] < end and start < span[1]]
        edits = [each for each in self._edits if each.start < end and start < each.end]
        cuts = {line.lead, *(cut for span, _ in near for cut in span)}
        cuts |= {cut for each in edits for cut in (each.start, each.end)}
        borders = [start, *sorted(cut for cut in cuts if start < cut < end), end]
        for one, other in pairwise(borders):
            told = tuple(dict.fromkeys(number for span, number in near if span[0] < other and one < span[1]))
            edit = next((each for each in edits if each.start <= one < each.end), None)
            first = tuple(number for number in told if self._anchors[number] == one)
            yield Part(self._text[one:other], told, edit, one < line.lead, first)
