"""What a known word may mean: a value of a column, a word of a phrase, a place, a name, plain grammar, something outside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jiedui.base.once import once
from jiedui.reports.check.words.measurables import PhraseWord, phrase_word


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A value of a column that a word stands for."""

    ledger: str
    column: str
    value: str | int


@dataclass(frozen=True, slots=True)
class Topic:
    """One word of a phrase of a measurable or rate: all ``size`` words make the phrase.

    ``told`` is the number of the office's correction that gave the phrase its meaning, 0 for one of the catalogue.
    """

    target: str
    ledger: str
    phrase: int
    word: int
    size: int
    told: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A region of the book."""

    region: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the book: a firm, a project, a person, a product; with every cell that it may stand in."""

    name: str
    narrowings: tuple[Narrowing, ...]


@dataclass(frozen=True, slots=True)
class Perhaps:
    """An entry that a word with another meaning may stand for as well: 共建产业园, where one park is called so."""

    entry: Named


@dataclass(frozen=True, slots=True)
class Plain:
    """A word without a topic of its own: grammar and the verbs of every report."""


@dataclass(frozen=True, slots=True)
class Outside:
    """A word for something that no ledger of the catalogue keeps: wages, yields, visitors, floor areas."""


Meaning = Narrowing | Topic | Place | Named | Perhaps | Plain | Outside


class Meanings(tuple[Meaning, ...]):  # noqa: SLOT001 - it keeps what was sorted out
    """Everything that a word may mean; by kind and by ledger, sorted out when first asked for."""

    @once
    def _kinds(self) -> frozenset[type[Meaning]]:
        """The kinds of meaning among them."""
        return frozenset(map(type, self))

    def has(self, *kinds: type[Meaning]) -> bool:
        """Whether one of those kinds is among them."""
        return not self._kinds.isdisjoint(kinds)

    @once
    def tells(self) -> bool:
        """Whether it says something of the book: a topic, a value, a name or a place."""
        return self.has(Topic, Narrowing, Named, Place)

    @once
    def _rests(self) -> dict[tuple[frozenset[str], frozenset[tuple[str, str]]], Meanings]:
        """What was asked of it without some of its meanings, kept."""
        return {}

    def without(self, ledgers: frozenset[str], columns: frozenset[tuple[str, str]]) -> Meanings:
        """The same but for the whole phrases of those ledgers and the values of those columns."""
        rest = self._rests.get((ledgers, columns))
        if rest is None:
            rest = self._rests[ledgers, columns] = Meanings(
                each for each in self if not (_is_phrase_of(each, ledgers) or _column_of(each) in columns)
            )
        return rest

    def with_names(self, others: Meanings) -> Meanings:
        """The same, and what the others name of ledgers in which it names nothing yet."""
        return Meanings(
            (*self, *(each for each in others if isinstance(each, Named) and not _ledgers(each) & self.naming))
        )

    @once
    def topics(self) -> tuple[Topic, ...]:
        """Those that are a word of a phrase."""
        return tuple(each for each in self if isinstance(each, Topic))

    @once
    def narrows(self) -> bool:
        """Whether it is a value, or a whole phrase by itself."""
        return bool(self.alone or self.columns)

    @once
    def told(self) -> tuple[int, ...]:
        """The corrections of the office that made it a word of a phrase."""
        return tuple(each.told for each in self.topics if each.told)

    @once
    def perhaps(self) -> tuple[Narrowing, ...]:
        """The cells of the entries that it may stand for as well."""
        return tuple(place for each in self if isinstance(each, Perhaps) for place in each.entry.narrowings)

    @once
    def places(self) -> tuple[PhraseWord, ...]:
        """The places that it has in phrases."""
        return tuple(phrase_word(each.target, each.phrase, each.word) for each in self.topics)

    @once
    def said(self) -> tuple[tuple[PhraseWord, ...], frozenset[str], frozenset[str], frozenset[str]] | None:
        """Its places in phrases, what these are of, the ledgers it tells and names; None where it says nothing to any."""
        return (self.places, self.targets, self.telling, self.naming) if self.ledgers else None

    @once
    def targets(self) -> frozenset[str]:
        """The measurables and rates of which it is a word, by name."""
        return frozenset(each.target for each in self.topics)

    @once
    def regions(self) -> tuple[int, ...]:
        """The regions that it names."""
        return tuple(each.region for each in self if isinstance(each, Place))

    @once
    def values(self) -> Mapping[str, tuple[Narrowing, ...]]:
        """The values of columns that it stands for, by ledger."""
        found: dict[str, list[Narrowing]] = defaultdict(list)
        for each in self:
            if isinstance(each, Narrowing):
                found[each.ledger].append(each)
        return {ledger: tuple(those) for ledger, those in found.items()}

    @once
    def named(self) -> Mapping[str, tuple[tuple[str, tuple[str | int, ...]], ...]]:
        """Of each name that it is, the first column of each ledger that it stands in, with what stands there."""
        found: dict[str, list[tuple[str, tuple[str | int, ...]]]] = defaultdict(list)
        for each in self:
            if isinstance(each, Named):
                for ledger in dict.fromkeys(place.ledger for place in each.narrowings):
                    places = [place for place in each.narrowings if place.ledger == ledger]
                    column = places[0].column
                    found[ledger].append((column, tuple(place.value for place in places if place.column == column)))
        return {ledger: tuple(those) for ledger, those in found.items()}

    @once
    def alone(self) -> frozenset[str]:
        """The ledgers of which it is a whole phrase by itself."""
        return frozenset(each.ledger for each in self.topics if each.size == 1)

    @once
    def indicated(self) -> frozenset[str]:
        """The ledgers of which an indicator (not merely a column) is called so."""
        return frozenset(each.ledger for each in self.topics if each.size == 1 and "." not in each.target)

    @once
    def columns(self) -> frozenset[tuple[str, str]]:
        """The columns, each with its ledger, of which it is a value."""
        return frozenset((each.ledger, each.column) for each in self if isinstance(each, Narrowing))

    @once
    def ledgers(self) -> frozenset[str]:
        """The ledgers that have the word as a topic, as a value or in a name."""
        return self.telling | self.naming

    @once
    def naming(self) -> frozenset[str]:
        """The ledgers in which what it names stands."""
        return frozenset(each.ledger for named in self if isinstance(named, Named) for each in named.narrowings)

    @once
    def spoken(self) -> frozenset[str]:
        """The ledgers that have it as a topic."""
        return frozenset(each.ledger for each in self.topics)

    @once
    def telling(self) -> frozenset[str]:
        """The ledgers that have it as a topic or a value."""
        return frozenset(each.ledger for each in self if isinstance(each, Topic | Narrowing))


def _ledgers(named: Named) -> frozenset[str]:
    """The ledgers in which a name stands."""
    return frozenset(each.ledger for each in named.narrowings)


def _is_phrase_of(meaning: Meaning, ledgers: Collection[str]) -> bool:
    """Whether it is a whole phrase of one of the ledgers."""
    return isinstance(meaning, Topic) and meaning.size == 1 and meaning.ledger in ledgers


def _column_of(meaning: Meaning) -> tuple[str, str] | None:
    """The column that a value narrows."""
    return (meaning.ledger, meaning.column) if isinstance(meaning, Narrowing) else None


#: The meaning of a shortened name that may be several entries of every ledger: no ledger tells of it.
UNCLEAR = Meanings((Outside(),))
