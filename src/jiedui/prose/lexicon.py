"""Finding many words in one pass: a thin, immutable hull around an Aho-Corasick automaton.

The book's names and the catalogue's phrases are thousands of words; a :class:`Lexicon` finds them all in a text in time
linear in its length. A word that begins or ends with a letter or digit is found only where no further letter or digit
touches it there: ``832平台`` is not found in ``1832平台``, nor ``GDP`` in ``GDPR``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

T = TypeVar("T", bound=Hashable)
V = TypeVar("V")


class Hit(NamedTuple, Generic[V]):
    """One word found at ``[start, end)``, with what it means."""

    start: int
    end: int
    text: str
    meanings: V


def gathered(entries: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    """The meanings of each word, in the order of entry, each once; empty words are passed over."""
    found: dict[str, dict[T, None]] = {}
    for word, meaning in entries:
        if word:
            found.setdefault(word, {})[meaning] = None
    return {word: tuple(meanings) for word, meanings in found.items()}


class Lexicon(Generic[V]):
    """Words, each with what it means; never changed once it is made."""

    __slots__ = ("_automaton", "_words")

    def __init__(self, meanings: Mapping[str, V]) -> None:
        self._words = frozenset(meanings)
        self._automaton = ahocorasick.Automaton()
        for word, meant in meanings.items():
            self._automaton.add_word(word, (word, meant, word[0].isascii() or word[-1].isascii()))
        self._automaton.make_automaton()

    def __len__(self) -> int:
        """How many words it has."""
        return len(self._words)

    def __contains__(self, word: object) -> bool:
        """Whether the word is in it."""
        return word in self._words

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Hit[V]]:
        """The words of the text, or of a stretch of it: leftmost first, longest at each place, none overlapping another."""
        best: dict[int, Hit[V]] = {}
        for hit in self._hits(text, start, len(text) if end is None else end):
            known = best.get(hit.start)
            if known is None or hit.end > known.end:
                best[hit.start] = hit
        return list(_disjoint(best[start] for start in sorted(best)))

    def find_all(self, text: str, start: int = 0, end: int | None = None) -> list[Hit[V]]:
        """Every word of the text, or of a stretch of it, with all that overlap, by start, the longer first."""
        found = self._hits(text, start, len(text) if end is None else end)
        found.reverse()  # the automaton tells them by their ends: now the longer come first wherever two begin
        found.sort(key=itemgetter(0))
        return found

    def _hits(self, text: str, first: int, beyond: int) -> list[Hit[V]]:
        """Every word of the stretch as the automaton meets it, by its end."""
        make = tuple.__new__  # a third of the time of the class's own: there are hundreds of words on a page
        if not self._words or first >= beyond:
            return []
        return [
            make(Hit, (last + 1 - len(word), last + 1, word, meanings))
            for last, (word, meanings, edged) in self._automaton.iter(text, first, beyond)
            if not (edged and (_touches(text, last + 1 - len(word)) or _touches(text, last + 1)))
        ]


def _disjoint(hits: Iterable[Hit[V]]) -> Iterator[Hit[V]]:
    """The hits that do not begin inside one kept before."""
    free = 0
    for hit in hits:
        if hit.start >= free:
            yield hit
            free = hit.end


def _touches(text: str, place: int) -> bool:
    """Whether a letter or digit stands on both sides of the place and both belong to one run: 1|832, GDP|R."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if not (before.isascii() and after.isascii()):
        return False
    return (before.isdigit() and after.isdigit()) or (before.isalpha() and after.isalpha())
