"""Finding many words in one pass: a thin, immutable hull around an Aho-Corasick automaton.

The book's names and the catalogue's phrases are thousands of words; a :class:`Lexicon` finds them all in a text in time
linear in its length. A word that begins or ends with a letter or digit is found only where no further letter or digit
touches it there: ``832平台`` is not found in ``1832平台``, nor ``GDP`` in ``GDPR``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """One word found at ``[start, end)``, with every payload it was entered with, in the order of entry."""

    start: int
    end: int
    text: str
    values: tuple[T, ...]


class Lexicon(Generic[T]):
    """Words, each with its payloads. Made by :meth:`build`; never changed afterwards."""

    __slots__ = ("_automaton", "_values")

    def __init__(self, values: dict[str, tuple[T, ...]]) -> None:
        self._values = values
        self._automaton = ahocorasick.Automaton()
        for word in values:
            self._automaton.add_word(word, word)
        self._automaton.make_automaton()

    @classmethod
    def build(cls, entries: Iterable[tuple[str, T]]) -> Lexicon[T]:
        """A lexicon of ``(word, payload)``; one word may come with several payloads, empty words are passed over."""
        values: dict[str, list[T]] = {}
        for word, value in entries:
            payloads = values.setdefault(word, []) if word else []
            if value not in payloads:
                payloads.append(value)
        return cls({word: tuple(payloads) for word, payloads in values.items()})

    def __len__(self) -> int:
        """How many words it has."""
        return len(self._values)

    def __contains__(self, word: object) -> bool:
        """Whether the word is in it."""
        return word in self._values

    def values(self, word: str) -> tuple[T, ...]:
        """The payloads of a word; none for a word that is not in it."""
        return self._values.get(word, ())

    def find(self, text: str) -> list[Hit[T]]:
        """The words of the text, leftmost first and longest at each place, none overlapping another."""
        best: dict[int, Hit[T]] = {}
        for hit in self._hits(text):
            known = best.get(hit.start)
            if known is None or hit.end > known.end:
                best[hit.start] = hit
        return list(_disjoint(best[start] for start in sorted(best)))

    def find_all(self, text: str) -> list[Hit[T]]:
        """Every word of the text with all that overlap, by start, the longer first."""
        return sorted(self._hits(text), key=lambda hit: (hit.start, -hit.end))

    def _hits(self, text: str) -> Iterator[Hit[T]]:
        """Every word as the automaton meets it, by its end."""
        if not self._values:
            return
        for last, word in self._automaton.iter(text):
            start, end = last + 1 - len(word), last + 1
            if not (_touches(text, start) or _touches(text, end)):
                yield Hit(start, end, word, self._values[word])


def _disjoint(hits: Iterable[Hit[T]]) -> Iterator[Hit[T]]:
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
