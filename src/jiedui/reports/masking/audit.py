"""Auditing a masked document: what still gives away what was hidden, and how many candidates of the book remain.

For every ending that masks keep (``**镇``) the candidates are the regions of the book that bear it, less those that the
text names outright. Each clue leaves some of them; one that leaves none, or more than half, says nothing. Candidates that the most
and the sharpest clues fit remain: each clue counts for the doublings by which it narrows them, log₂(all ÷ left).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log2
from pathlib import Path
from typing import Final

from jiedui.base.problems import Problem
from jiedui.book import Book
from jiedui.book.layout import LIVE
from jiedui.catalog import Policy
from jiedui.reports.docx_package import open_package, read_bytes
from jiedui.reports.docx_text import DOCX_SUFFIXES, read_report
from jiedui.reports.masking.clues import (
    Clue,
    Places,
    by_abbreviations,
    by_fragments,
    by_pairs,
    by_places,
    read_places,
    related,
)
from jiedui.reports.masking.common import common_words
from jiedui.reports.masking.mask import masker_of, unzipped
from jiedui.reports.masking.masker import Masker
from jiedui.reports.masking.names import Thing, hides_region, organisations
from jiedui.reports.masking.projects import hidden_things
from jiedui.reports.masking.slots import PERSON, Hidden, hidden, slots
from jiedui.reports.masking.traces import (
    by_entries,
    by_events,
    by_figures,
    by_organisations,
    read_rows,
)

#: So many candidates are named.
SHOWN: Final = 6
#: The parts of a document that say whose it is.
_PROPERTIES: Final = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")


@dataclass(frozen=True, slots=True)
class Told:
    """A clue as it bears on one ending: the clue, the candidates that it leaves."""

    clue: Clue
    left: tuple[str, ...]

    @property
    def problem(self) -> Problem:
        """The clue in words."""
        shown = "、".join(self.left[:SHOWN]) + ("等" if len(self.left) > SHOWN else "")
        details = {"words": self.clue.words, "why": self.clue.why, "count": len(self.left), "left": shown}
        return Problem(self.clue.code, details=details)


@dataclass(frozen=True, slots=True)
class Secret:
    """What is hidden under one ending.

    ``candidates`` are those before any clue, without the ``named`` ones that the text names outright; ``remain`` those
    that the clues leave.
    """

    hidden: Hidden
    named: int
    candidates: tuple[str, ...]
    clues: tuple[Told, ...]
    remain: tuple[str, ...]

    @property
    def singled(self) -> tuple[str, ...]:
        """The candidates that some clue leaves alone."""
        return tuple(dict.fromkeys(each.left[0] for each in self.clues if len(each.left) == 1))

    @property
    def mask(self) -> str:
        """The mask as the text writes it, all letters alike."""
        return f"**{self.hidden.ending}"


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found: hidden names that still stand somewhere, and what can be told of each secret."""

    left: tuple[Problem, ...]
    secrets: tuple[Secret, ...]

    @property
    def told(self) -> bool:
        """Whether anything is given away."""
        return bool(self.left) or any(secret.clues for secret in self.secrets)


def audit(book: Book, policy: Policy, file: Path) -> Audit:
    """What a masked document still gives away, as the book and the policy tell.

    Raises Refusal for what can be read neither as Word nor as text.
    """
    text = read_report(file).text
    masker = masker_of(book, policy)
    with book.store.reading():
        return Audit(tuple(_left(masker, text, file)), tuple(_secrets(book, policy, text)))


def _left(masker: Masker, text: str, file: Path) -> Iterator[Problem]:
    """Hidden names, whole or in another form, that still stand in the text, in other parts, or in the file's name."""
    yield from _named(masker, text, "正文")
    yield from _named(masker, file.stem, "文件名")
    if file.suffix.lower() in DOCX_SUFFIXES:
        seen: set[tuple[str, str]] = set()
        for part, words in unzipped(read_bytes(file)):
            if part != "word/document.xml":
                found = [each for each in _named(masker, words, part) if _key(each) not in seen]
                seen |= {_key(each) for each in found}
                yield from found
        yield from _owners(file)


def _key(problem: Problem) -> tuple[str, str]:
    """The words and the place of a name that is left."""
    return str(problem.details["words"]), str(problem.details["where"])


def _named(masker: Masker, text: str, where: str) -> Iterator[Problem]:
    """The hidden names in a text, each form once."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for start, end, thing in masker.find(text):
        counts[text[start:end], thing.name] += 1
    for (words, name), count in counts.items():
        code = "audit-name" if words == name else "audit-form"
        yield Problem(code, details={"words": words, "name": name, "where": where, "count": count})


def _owners(file: Path) -> Iterator[Problem]:
    """The properties of a file that say who wrote it and where."""
    package = open_package(file)
    for part in _PROPERTIES:
        if package.has(part):
            for element in package.xml(part).iter("{*}creator", "{*}lastModifiedBy", "{*}Company", "{*}Manager"):
                if element.text and element.text.strip("*"):
                    name = element.tag.rpartition("}")[2]
                    yield Problem("audit-property", details={"part": part, "property": name, "words": element.text})


def _secrets(book: Book, policy: Policy, text: str) -> Iterator[Secret]:
    """What can be told of each ending."""
    tree = book.regions
    hides = {region.id for region in tree.values() if hides_region(policy, region)}
    places = read_places(text, tree, hides)
    found = hidden(list(slots(text)))
    chosen = {each.ending: _candidates(places, each.ending) for each in found}
    everyone = frozenset[int]().union(*chosen.values())
    clues = _clues(book, places, everyone)
    known = hidden_things(book, policy)
    for each in found:
        if each.ending and not chosen[each.ending]:
            yield _of_names(each, [thing for thing in known if _bears(thing, each.ending)], clues)
        else:
            whole = chosen[each.ending] if each.ending else everyone
            things = each.things if each.ending else sum(other.things for other in found if other.ending)
            yield _of_places(places, replace(each, things=max(1, things)), whole, clues)


def _bears(thing: Thing, ending: str) -> bool:
    """Whether a thing's mask would have the ending."""
    return thing.kind == "person" if ending == PERSON else thing.kind != "place" and thing.ending == ending


def _of_names(hidden: Hidden, things: Sequence[Thing], clues: Sequence[Clue]) -> Secret:
    """What can be told of hidden persons or firms."""
    names = tuple(dict.fromkeys(thing.name for thing in things))
    told = [Told(clue, left) for clue in clues if (left := tuple(name for name in names if name in clue.names))]
    return Secret(hidden, 0, names, tuple(told), _remaining(names, told, hidden.things))


def _of_places(places: Places, hidden: Hidden, whole: frozenset[int], clues: Sequence[Clue]) -> Secret:
    """What can be told of hidden places."""
    ids = sorted(whole - places.open)
    names = {id: _called(places, id, ids) for id in ids}
    told: list[Told] = []
    for clue in clues:
        left = [id for id in ids if any(related(places.tree, id, point) for point in clue.points)]
        if left and (2 * len(left) <= len(ids) or len(ids) == 1):
            told.append(Told(clue, tuple(names[id] for id in left)))
    told.sort(key=lambda each: (len(each.left), each.clue.start))
    candidates = tuple(names.values())
    remain = _remaining(candidates, told, hidden.things)
    return Secret(hidden, len(whole) - len(ids), candidates, tuple(told), remain)


def _called(places: Places, id: int, ids: Sequence[int]) -> str:
    """What a region is called among those; with what lies above it where two bear one name."""
    name = places.tree[id].name
    twice = sum(places.tree[other].name == name for other in ids) > 1
    return "".join(places.tree.path_names(id)) if twice else name


def _candidates(places: Places, ending: str) -> frozenset[int]:
    """The regions of the book that bear an ending: a reader does not know what the policy was."""
    bearing = (region.id for region in places.tree.values() if ending and region.name.endswith(ending))
    return frozenset(bearing)


def _clues(book: Book, places: Places, candidates: Collection[int]) -> list[Clue]:
    """All clues of a text, each once, in the order of their places."""
    rows = read_rows(book)
    common = common_words(book.catalog, places.tree)
    named = [*by_places(places), *by_organisations(places.text, organisations(book), places.tree)]
    entries = list(by_entries(places.text, rows, common))
    found = [
        *named,
        *by_fragments(places, candidates),
        *by_abbreviations(places),
        *by_pairs(places, _partners(book)),
        *entries,
        *(
            clue
            for clue in by_events(places.text, rows, common)
            if not any(clue.words in each.words for each in entries)
        ),
        *by_figures(places.text, rows),
    ]
    once = {(clue.code == "audit-pair", clue.words, clue.points): clue for clue in reversed(found)}
    return sorted(once.values(), key=lambda clue: (clue.start, clue.code))


def _partners(book: Book) -> Mapping[int, set[int]]:
    """For each region those that it is paired with."""
    found: dict[int, set[int]] = defaultdict(set)
    for _, west, east in book.rows("pairing", ("west", "east"), f"{LIVE} AND west IS NOT NULL AND east IS NOT NULL"):
        found[int(str(west))].add(int(str(east)))
        found[int(str(east))].add(int(str(west)))
    return found


def _remaining(candidates: Sequence[str], told: Sequence[Told], things: int) -> tuple[str, ...]:
    """The candidates that the most and the sharpest clues fit: as many as are hidden, and those that come equal."""
    weights = dict.fromkeys(candidates, 0.0)
    for each in told:
        for name in each.left:
            weights[name] += log2(len(candidates) / len(each.left))
    ranked = sorted(candidates, key=lambda name: -weights[name])
    if not ranked:
        return ()
    least = weights[ranked[min(things, len(ranked)) - 1]]
    return tuple(name for name in ranked if weights[name] >= least)
