"""Parts of names that a text tells for the whole: 焊工 of 2024年第3期焊工技能培训班, 博隆电气 of 常州博隆电气有限公司."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from jiedui.base.once import once
from jiedui.figures.model import Condition
from jiedui.prose.document import Span
from jiedui.reports.check.words.meanings import Narrowing
from jiedui.reports.check.words.vocabulary import NamedRow

#: A pair of signs that so many names have tells none of them; a part of two signs is one of so many names at most, a longer one of so many.
COMMON, OF_TWO, OF_MORE = 60, 6, 20
_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")


class Fragment(NamedTuple):
    """A part of names in a text: where it stands, and by ledger the entries whose names have it."""

    start: int
    end: int
    entries: tuple[tuple[str, Condition], ...]


class Fragments:
    """The names of a book by the pairs of signs in them, sorted when the first is asked for."""

    def __init__(self, named: Sequence[NamedRow]) -> None:
        self._named = named

    @once
    def _names(self) -> Sequence[tuple[str, Sequence[Narrowing]]]:
        """Each name, with the columns in which it stands."""
        found: dict[str, list[Narrowing]] = defaultdict(list)
        for row in self._named:
            for name in (row.name, *row.others):
                found[name].append(row.narrowing)
        return tuple(found.items())

    @once
    def _pairs(self) -> Mapping[str, Sequence[int]]:
        """By each pair of signs, the places of the names that have it."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, (name, _) in enumerate(self._names):
            for pair in {each[1] for each in _PAIR.finditer(name)}:
                found[pair].append(place)
        return {pair: places for pair, places in found.items() if len(places) <= COMMON}

    def find(self, text: str, span: Span) -> list[Fragment]:
        """The longest parts of names in a stretch, in order; none lies within another."""
        found, last = [], span.start
        for place in range(span.start, span.end - 1):
            end, names = self._longest(text, place, span.end)
            if names and end > last:
                last = end
                found.append(Fragment(place, end, tuple(self._entries(names))))
        return found

    def _longest(self, text: str, start: int, stop: int) -> tuple[int, Sequence[int]]:
        """Where the longest part of a name that begins there ends, and the names that have it; none if too many have."""
        names, end = self._pairs.get(text[start : start + 2], ()), start + 2
        while names and end < stop:
            part = text[start : end + 1]
            longer = [each for each in names if part in self._names[each][0]]
            if not longer:
                break
            names, end = longer, end + 1
        return end, names if len(names) <= (OF_TWO if end - start == len("焊工") else OF_MORE) else ()

    def _entries(self, names: Iterable[int]) -> Iterator[tuple[str, Condition]]:
        """The entries with those names: one condition a column."""
        values: dict[tuple[str, str], list[str | int]] = {}
        for name in names:
            for each in self._names[name][1]:
                values.setdefault((each.ledger, each.column), []).append(each.value)
        for (ledger, column), those in values.items():
            yield ledger, Condition(column, "in", tuple(dict.fromkeys(those)))
