"""Numbers taken over into a report: kept by their places in the text as it came, shown in the text as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jiedui.reports.docx_revisions import Edit, edited


@dataclass(frozen=True, slots=True)
class Placed:
    """An edit with its number, and where its words stand in the text as it is now: ``[start, end)`` instead of ``was``."""

    number: int
    edit: Edit
    start: int
    end: int
    was: str


def placed(text: str, edits: Sequence[Edit]) -> Iterator[Placed]:
    """The edits of the text as it came, in order of place."""
    shift = 0
    for number, each in enumerate(sorted(edits, key=lambda edit: edit.start), 1):
        start = each.start + shift
        yield Placed(number, each, start, start + len(each.words), text[each.start : each.end])
        shift += len(each.words) - (each.end - each.start)


def edit_now(text: str, edits: Sequence[Edit], wanted: Edit) -> list[Edit]:
    """The edits with one more, that is placed in the text as it is now; what it touches of earlier ones becomes one with it.

    An edit that gives back the words of the text as it came is none.
    """
    touched = [each for each in placed(text, edits) if each.start < wanted.end and wanted.start < each.end]
    start = min([wanted.start, *(each.start for each in touched)])
    end = max([wanted.end, *(each.end for each in touched)])
    now = edited(text, edits)
    before, after = now[start : wanted.start], now[wanted.end : end]
    first, last = _origin(text, edits, start), _origin(text, edits, end)
    made = Edit(first, last, before + wanted.words + after)
    kept = [each for each in edits if all(each != one.edit for one in touched)]
    if made.words != text[first:last]:
        kept.append(made)
    return sorted(kept, key=lambda edit: edit.start)


def _origin(text: str, edits: Sequence[Edit], place: int) -> int:
    """The place in the text as it came of a place outside all edits, or at the edge of one, in the text as it is now."""
    shift = 0
    for each in placed(text, edits):
        if place < each.end:
            break
        shift = each.end - each.edit.end
    return place - shift
