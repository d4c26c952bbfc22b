"""Finding what is hidden in a text however it is written, and putting the masks there.

Names are looked for in the text as a reader means it: full width and half width alike, traditional characters as
simplified ones, blanks and line breaks within a name (``王　强``) left out of account.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import Final

from jiedui.catalog import Policy
from jiedui.prose.lexicon import Lexicon
from jiedui.prose.normalise import normalise
from jiedui.reports.masking.names import Thing
from jiedui.reports.masking.numbers import numbers

STARS: Final = "**"
#: What a mask's stars become where only letters and digits may stand: in bookmarks, in the names of parts.
LETTER: Final = "X"
Edit = tuple[int, int, str]
#: How often a text is looked through again for what a mask has brought together.
ROUNDS: Final = 8


class Masker:
    """Masks texts under one policy; the same thing gets the same mask in all of them.

    ``kept`` are names that stay: a hidden name within one of them is not hidden. ``seen`` counts, for every thing that
    was met, how often.
    """

    def __init__(self, policy: Policy, things: Sequence[Thing], kept: frozenset[str] = frozenset()) -> None:
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

    def find(self, text: str) -> Iterator[tuple[int, int, Thing]]:
        """The hidden names in the text: start, end, and the thing."""
        compact, starts, ends = compacted(text)
        for hit in self._names.find(compact):
            if hit.meanings is not None:
                yield starts[hit.start], ends[hit.end - 1], hit.meanings

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
