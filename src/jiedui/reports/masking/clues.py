"""Clues to what was masked that lie in names: what is near a place, what is made of its name, who it is paired with.

A clue is a problem with its place in the text and the regions that it fits. It never names a thing by itself: how many
candidates of the book it leaves is what it is worth.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from jiedui.book import Region, RegionTree
from jiedui.book.resolver import short_name
from jiedui.prose.lexicon import Lexicon
from jiedui.reports.masking.abbreviations import characters
from jiedui.reports.masking.names import region_forms

_TOGETHER: Final = re.compile(r"两地|两市|两省|两级|协作|合作|结对|携手|对口")


@dataclass(frozen=True, slots=True)
class Clue:
    """Words of the text that point somewhere: the code of the problem, the words and their place, what they point at, why.

    ``points`` are regions, ``names`` persons and organisations.
    """

    code: str
    words: str
    start: int
    points: frozenset[int]
    why: str
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Places:
    """The regions of a book and what is known of their names in one text.

    ``open`` are the regions that the text names outright, ``spans`` where names stand.
    """

    text: str
    tree: RegionTree
    forms: Lexicon[tuple[int, ...]]
    open: frozenset[int]
    spans: tuple[tuple[int, int], ...]

    def within(self, start: int, end: int) -> bool:
        """Whether a stretch of the text lies in a name."""
        return any(low <= start and end <= high for low, high in self.spans)

    def called(self, ids: Iterable[int]) -> str:
        """Regions in words."""
        return "、".join(self.tree[id].name for id in ids)


def read_places(text: str, tree: RegionTree, hidden: Collection[int]) -> Places:
    """What of the regions stands in the text.

    A region is open when its full name stands there, or any form of it and the policy does not hide it (``hidden``).
    """
    meant: dict[str, tuple[int, ...]] = {}
    for region in tree.values():
        for form in region_forms(region):
            meant[form] = (*meant.get(form, ()), region.id)
    forms = Lexicon(meant)
    hits = forms.find(text)
    full = {id for hit in hits for id in hit.meanings if hit.text == tree[id].name or id not in hidden}
    return Places(text, tree, forms, frozenset(full), tuple((hit.start, hit.end) for hit in hits))


def related(tree: RegionTree, one: int, other: int) -> bool:
    """Whether one region lies in the other, either way."""
    return one in tree[other].path or other in tree[one].path


def by_places(places: Places) -> Iterator[Clue]:
    """Places that are named: one below the masked one, one above it, or the masked one itself without its ending."""
    for hit in places.forms.find(places.text):
        ids = frozenset(hit.meanings)
        short = ids - places.open
        code = "audit-short" if short else "audit-place"
        why = "／".join("".join(places.tree.path_names(id)) for id in sorted(ids))
        yield Clue(code, hit.text, hit.start, short or ids, why)


def by_fragments(places: Places, candidates: Iterable[int]) -> Iterator[Clue]:
    """Slogans and other words made of characters of a name: 横山特色 of 横山桥镇."""
    for fragment, ids in _fragments(places.tree, candidates).items():
        for found in re.finditer(re.escape(fragment), places.text):
            if not places.within(found.start(), found.end()):
                words = _around(places.text, found.start(), found.end())
                names = places.called(sorted(ids))
                yield Clue("audit-fragment", words, found.start(), frozenset(ids), f"“{fragment}”出自{names}")


def _fragments(tree: RegionTree, candidates: Iterable[int]) -> Mapping[str, set[int]]:
    """Two characters and more of the names of three and more, whose they are; the longest of each name first."""
    found: dict[str, set[int]] = {}
    for id in candidates:
        core = short_name(tree[id].name)
        for size in range(len(core) - 1, 1, -1):
            for begin in range(len(core) - size + 1):
                found.setdefault(core[begin : begin + size], set()).add(id)
    return found


def _around(text: str, start: int, end: int) -> str:
    """Some words with the Han characters next to them, to where a sentence or a quotation is cut."""
    after = re.compile(r"[\u4e00-\u9fff]{0,4}").match(text, end)
    return text[start : after.end() if after else end]


def by_abbreviations(places: Places) -> Iterator[Clue]:
    """Regions told by one character each: 苏、常 (one within the other), 苏陕 or 常安 with 协作 behind it."""
    signs: dict[str, list[Region]] = {}
    for region in places.tree.values():
        for sign in characters(region):
            signs.setdefault(sign, []).append(region)
    any_of = "".join(signs)
    if not any_of:
        return
    for found in re.finditer(rf"([{any_of}])([、和]?)(?=([{any_of}]))", places.text):
        one, mark, other = found.groups()
        if places.within(found.start(), found.end() + 1):
            continue
        yield from _abbreviated(places, found.start(), one + mark + other, signs[one], signs[other])


def _abbreviated(
    places: Places, start: int, words: str, ones: Iterable[Region], others: Iterable[Region]
) -> Iterator[Clue]:
    """The clue that two characters make: one region within another, or two sides that work together."""
    for one in ones:
        for other in others:
            nested = len(words) == 3 and one.id != other.id and one.id in other.path
            behind = places.text[start + len(words) : start + len(words) + 4]
            joined = one.side != other.side and one.tier == other.tier and _TOGETHER.match(behind)
            if nested:
                why = f"{words[0]}、{words[-1]}是{one.name}和其下的{other.name}"
                yield Clue("audit-abbreviation", words, start, frozenset({other.id}), why)
            elif joined:
                why = f"{words[0]}是{one.name}，{words[-1]}是{other.name}"
                yield Clue("audit-abbreviation", words, start, frozenset({one.id, other.id}), why)


def by_pairs(places: Places, partners: Mapping[int, Collection[int]]) -> Iterator[Clue]:
    """Regions that are named and whose partners are in the ledger of pairings (结对台账)."""
    for hit in places.forms.find(places.text):
        for id in hit.meanings:
            paired = frozenset(partners.get(id, ()))
            if paired:
                why = f"{places.tree[id].name}的结对方是{places.called(sorted(paired))}"
                yield Clue("audit-pair", hit.text, hit.start, paired, why)
