"""Finding what is hidden in a text however it is written, and putting the masks there.

Names are looked for in the text as a reader means it: full width and half width alike, traditional characters as
simplified ones, blanks and line breaks within a name (``王　强``) left out of account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_uppercase
from typing import Final

from jiedui.catalog import Policy
from jiedui.prose.document import Span
from jiedui.prose.lexicon import Hit, Lexicon
from jiedui.prose.normalise import normalise
from jiedui.reports.check.words.short_names import Known, ShortNames
from jiedui.reports.masking.names import Thing
from jiedui.reports.masking.numbers import numbers

STARS: Final = "**"
#: What a mask's stars become where only letters and digits may stand: in bookmarks, in the names of parts.
LETTER: Final = "X"
Edit = tuple[int, int, str]
#: How often a text is looked through again for what a mask has brought together.
ROUNDS: Final = 8
#: The kinds whose names people shorten.
_TOLD_SHORT: Final = ("firm", "organisation", "project")
_NONE: Final = Lexicon[None]({})


class Masker:
    """Masks texts under one policy; the same thing gets the same mask in all of them.

    ``kept`` are names that stay: a hidden name within one of them is not hidden; ``common`` are words that every office
    uses, of which alone no shortened name is made. ``seen`` counts, for every thing that was met, how often.
    """

    def __init__(
        self, policy: Policy, things: Sequence[Thing], kept: frozenset[str] = frozenset(), common: Lexicon[None] = _NONE
    ) -> None:
        self.policy = policy
        self.seen: dict[Thing, int] = {}
        self.numbers = 0
        self._letters: dict[tuple[str, str], dict[str, str]] = {}
        self.forms = frozenset(form for thing in things for form in thing.forms)
        meant: dict[str, Thing | None] = dict.fromkeys(kept)
        for thing in things:
            for form in thing.forms:
                meant.setdefault(form, thing)
        self._names = Lexicon(meant)
        self._common = common
        self._told_short = {thing.name: thing for thing in things if thing.kind in _TOLD_SHORT}
        self._short = ShortNames(self._told_short)

    def mask(self, text: str) -> str:
        """The text with everything hidden masked."""
        for _ in range(ROUNDS):
            edits = [*self.edits(text), *self.number_edits(text)]
            if not edits:
                return text
            text = apply(text, edits)
        return text

    def edits(self, text: str, *, count: bool = True) -> list[Edit]:
        """Where hidden names stand in the text, and their masks, in order; none overlapping another."""
        return [
            (start, end, self._mask_of(thing, text[start:end], count=count)) for start, end, thing in self.find(text)
        ]

    def find(self, text: str, *, shortened: bool = True) -> Iterator[tuple[int, int, Thing]]:
        """The hidden names in the text: start, end, and the thing; with those that leave signs of a name out (蓝海公司)."""
        compact, starts, ends = compacted(text)
        hits = self._names.find(compact)
        found = [(hit.start, hit.end, hit.meanings) for hit in hits if hit.meanings is not None]
        for start, end, thing in _disjoint([*(self._shortened(compact, hits) if shortened else ()), *found]):
            yield starts[start], ends[end - 1], thing

    def _shortened(self, text: str, hits: Sequence[Hit[Thing | None]]) -> Iterator[tuple[int, int, Thing]]:
        """The names told in short that can stand for one thing alone."""

        def known() -> Known:
            places = [hit for hit in hits if hit.meanings is None or hit.meanings.kind == "place"]
            return Known(
                [Span(hit.start, hit.end) for hit in hits if hit not in places],
                [Span(hit.start, hit.end) for hit in self._common.find(text)],
                [Span(hit.start, hit.end) for hit in places],
            )

        for short in self._short.find(text, Span(0, len(text)), known):
            if len(short.names) == 1:
                yield short.start, short.end, self._told_short[short.names[0]]

    def number_edits(self, text: str) -> list[Edit]:
        """Where hidden numbers stand in a paragraph, and their masks."""
        plain = normalise(text)
        found: list[Edit] = []
        for start, end, words in sorted(numbers(plain.text, self.policy.hides)):
            if not found or plain.span(start, end)[0] >= found[-1][1]:
                found.append((*plain.span(start, end), words))
        self.numbers += len(found)
        return found

    def _mask_of(self, thing: Thing, written: str, *, count: bool) -> str:
        """The mask of a thing, written in some form."""
        if count:
            self.seen[thing] = self.seen.get(thing, 0) + 1
        if thing.kind == "number":
            return "*" * len(written)
        if self.policy.style == "numbered":
            return f"{self._letter(thing)}{'某' if thing.kind == 'person' else thing.ending}"
        return STARS + (thing.ending if written.endswith(thing.ending) else "")

    def _letter(self, thing: Thing) -> str:
        """The letter of a thing among those of its kind and ending, by the order in which they were met."""
        letters = self._letters.setdefault((thing.kind, thing.ending), {})
        return letters.setdefault(thing.name, _lettered(len(letters)))

    def mask_of(self, thing: Thing) -> str:
        """The mask that the full name of a thing gets."""
        return self._mask_of(thing, thing.name, count=False)

    def unknown_person(self, name: str) -> str:
        """The mask of a person whom the file names and the book does not know."""
        return self._mask_of(Thing("person", name, (name,)), name, count=False)


def _lettered(number: int) -> str:
    """A, B … Z, AA, AB …."""
    letter = ascii_uppercase[number % 26]
    return letter if number < 26 else _lettered(number // 26 - 1) + letter


def _disjoint(found: Iterable[tuple[int, int, Thing]]) -> Iterator[tuple[int, int, Thing]]:
    """The stretches by where they begin, the longer first, without those that begin within one before."""
    free = 0
    for start, end, thing in sorted(found, key=lambda each: (each[0], -each[1])):
        if start >= free:
            yield start, end, thing
            free = end


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made; one that overlaps an earlier one is left out."""
    parts, done = [], 0
    for start, end, words in sorted(edits):
        if start >= done:
            parts += [text[done:start], words]
            done = end
    return "".join([*parts, text[done:]])


def compacted(text: str) -> tuple[str, list[int], list[int]]:
    """The text without blanks as a reader means it, and where each character began and ended."""
    plain = normalise(text)
    kept = [place for place, char in enumerate(plain.text) if not char.isspace()]
    compact = "".join(plain.text[place] for place in kept)
    return compact, [plain.offsets[place] for place in kept], [plain.ends[place] for place in kept]
