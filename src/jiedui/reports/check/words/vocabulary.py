"""The vocabulary of a book: every word of a report that the catalogue or the book knows, and what it means.

Built once for a book and kept; pure data over one Aho–Corasick automaton. Short forms of names are derived by rule:
the region in front and the legal form behind fall away (平利县启明电机配件有限公司 → 启明电机配件, 启明电机), and a short
form that two names would share is dropped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jiedui.catalog import Catalog
from jiedui.prose.lexicon import Lexicon, gathered
from jiedui.reports.check.words.common import Words, variants
from jiedui.reports.check.words.forms import LEGAL, short_forms, short_place, sign_words
from jiedui.reports.check.words.meanings import (
    UNCLEAR,
    Meaning,
    Meanings,
    Named,
    Narrowing,
    Outside,
    Perhaps,
    Place,
    Plain,
    Topic,
)
from jiedui.reports.check.words.measurables import Measurable, Rate
from jiedui.reports.check.words.short_names import ShortNames


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A name as it stands in the book: the column it stands in and the other names of the same thing."""

    narrowing: Narrowing
    name: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region as the vocabulary needs it; ``tier`` is 1 (省) to 5 (村)."""

    id: int
    name: str
    others: tuple[str, ...]
    tier: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words and their meanings; ``names`` alone, those of them with a number inside (五座桥镇), which states no quantity.

    ``taught`` tells whether the office gave any phrase its meaning; ``shortened`` finds names that are told in short, of
    which ``entries`` tells the meaning; ``kinds`` are the last signs that products share (苹果 of 红富士苹果).
    """

    topics: Lexicon[Meanings]
    names: Lexicon[Meanings]
    numbered: Lexicon[None] = field(default_factory=lambda: Lexicon({}))
    taught: bool = False
    shortened: ShortNames = field(default_factory=lambda: ShortNames(()))
    entries: Mapping[str, Named] = field(default_factory=dict)
    kinds: Lexicon[Meanings] = field(default_factory=lambda: Lexicon({}))

    def meant_by(self, names: Sequence[str], year: int | None = None) -> Meanings:
        """What a shortened name means that may stand for each of those: of every ledger the one entry that it can be.

        Of those that only their years tell apart (…补助项目（2022年度）) it is that of the ``year``.
        """
        of_year = [name for name in names if year is not None and f"{year}年" in name]
        names = of_year if len(of_year) == 1 and len({_YEARLY.sub("", name) for name in names}) == 1 else names
        owners: dict[str, set[str]] = defaultdict(set)
        for name in names:
            for each in self.entries[name].narrowings:
                owners[each.ledger].add(name)
        kept = (
            replace(entry, narrowings=tuple(each for each in entry.narrowings if len(owners[each.ledger]) == 1))
            for entry in map(self.entries.__getitem__, names)
        )
        return Meanings(each for each in kept if each.narrowings) or UNCLEAR


_YEARLY = re.compile(r"[（(]?20[0-9]{2}年度?[)）]?")

_HAN = re.compile(r"[\u4e00-\u9fff]+")
#: A number inside a name of three signs and more: 五座桥, 九八商贸.
_NUMBERED = re.compile(r"(?=...)[0-9〇一二两三四五六七八九十百千万](?!$)")


def build(
    catalog: Catalog,
    measurables: Mapping[str, Measurable],
    rates: Iterable[Rate],
    regions: Iterable[RegionRow],
    named: Iterable[NamedRow],
    words: Words,
) -> Vocabulary:
    """The vocabulary of that catalogue and those names."""
    places = tuple(regions)
    rows = tuple(named)
    topics = (
        *_topics(measurables, tuple(rates)),
        *_values(catalog),
        *_plain(words),
        *((word, Plain()) for word in sign_words((each.tier, each.name) for each in places)),
    )
    entries = _entries(rows)
    taken = frozenset(word for word, _ in topics)
    spelt = tuple(_named(rows, entries, places))
    names = (*_places(places), *(each for each in spelt if each[0] not in taken))
    perhaps = [(word, Perhaps(entry)) for word, entry in spelt if word in taken and _is_told_short(entry)]
    shortened = {name: entry for name, entry in entries.items() if _is_told_short(entry)}
    taught = any(isinstance(meaning, Topic) and meaning.told for _, meaning in topics)
    return Vocabulary(
        _lexicon((*topics, *perhaps, *_endings(rows))),
        _lexicon(names),
        Lexicon({word: None for word, _ in names if _NUMBERED.search(word)}),
        taught,
        ShortNames(shortened),
        shortened,
        _lexicon(each for each in _kinds(rows) if each[0] not in taken),
    )


def _lexicon(entries: Iterable[tuple[str, Meaning]]) -> Lexicon[Meanings]:
    """The words with all that each may mean."""
    return Lexicon({word: Meanings(meant) for word, meant in gathered(entries).items()})


def _topics(measurables: Mapping[str, Measurable], rates: Iterable[Rate]) -> Iterator[tuple[str, Meaning]]:
    """The words of every phrase."""
    told = [(each.name, each.ledger, each.phrases, dict(each.told)) for each in measurables.values()]
    told += [(each.name, measurables[each.part].ledger, each.phrases, dict(each.told)) for each in rates]
    for name, ledger, phrases, taught in told:
        for number, phrase in enumerate(phrases):
            for position, word in enumerate(phrase):
                topic = Topic(name, ledger, number, position, len(phrase), taught.get(phrase, 0))
                yield from ((each, topic) for each in (variants(word) if not topic.told else (word,)))


def _values(catalog: Catalog) -> Iterator[tuple[str, Meaning]]:
    """The words of every value of every choice."""
    for ledger in catalog.ledgers.values():
        for column in ledger.columns:
            for value in column.choices:
                for said in column.says.get(value, (value,)):
                    if said not in _YES_OR_NO:
                        yield from ((word, Narrowing(ledger.name, column.name, value)) for word in variants(said))


#: Values that every sentence has for words of grammar.
_YES_OR_NO = frozenset({"是", "否"})


def _plain(words: Words) -> Iterator[tuple[str, Meaning]]:
    """Words without a topic, and words for what no ledger keeps."""
    for word in words.plain:
        yield word, Plain()
    for word in words.outside:
        yield word, Outside()


def _places(regions: tuple[RegionRow, ...]) -> Iterator[tuple[str, Meaning]]:
    """Every name of every region, with the short form without 县, 镇, 村 where that is two characters or more.

    A word for two regions of different levels may mean either (鹿鸣 the county, and its town of that name); one for two of
    the same level means none.
    """
    taken: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for region in regions:
        for word in (region.name, *region.others, *short_place(region.name)):
            taken[word].add((region.tier, region.id))
    for word, found in taken.items():
        if len({tier for tier, _ in found}) == len(found):
            yield from ((word, Place(number)) for _, number in sorted(found))


def _entries(rows: tuple[NamedRow, ...]) -> dict[str, Named]:
    """What stands in the book under each name, the other names of a thing taken for its own."""
    groups: dict[str, dict[Narrowing, None]] = defaultdict(dict)
    canonical = {other: row.name for row in rows for other in row.others}
    for row in rows:
        groups[canonical.get(row.name, row.name)][row.narrowing] = None
    return {name: Named(name, tuple(narrowings)) for name, narrowings in groups.items()}


#: The ledgers whose entries are told in short: 龙头茶厂项目, 蓝海公司, 茶旅园.
_TOLD_SHORT = frozenset({"project", "lead", "park", "workshop", "donation", "purchase", "inspection"})


def _is_told_short(entry: Named) -> bool:
    """Whether officials shorten the name: that of a project, a firm, a park; not of a person or a place."""
    return any(each.ledger in _TOLD_SHORT and each.column != "person" for each in entry.narrowings)


def _named(
    rows: tuple[NamedRow, ...], entries: Mapping[str, Named], regions: tuple[RegionRow, ...]
) -> Iterator[tuple[str, Named]]:
    """Every name that stands in the book, under its full, other and short forms."""
    forms: dict[str, set[str]] = defaultdict(set)
    canonical = {other: row.name for row in rows for other in row.others}
    for row in rows:
        name = canonical.get(row.name, row.name)
        forms[name] |= {name, row.name, *row.others}
    bare = {word for region in regions for word in (region.name, *region.others, *short_place(region.name))}
    shorts: dict[str, set[str]] = defaultdict(set)
    full = {form for each in forms.values() for form in each}
    for name in entries:
        for short in short_forms(name, bare):
            shorts[short].add(name)
    for short, owners in shorts.items():
        if len(owners) == 1 and short not in full:
            forms[next(iter(owners))].add(short)
    place_names = {word for region in regions for word in (region.name, *region.others)}
    for name, entry in entries.items():
        for form in forms[name]:
            if len(form) > 1 and form not in place_names:
                yield form, entry


def _kinds(rows: tuple[NamedRow, ...]) -> Iterator[tuple[str, Meaning]]:
    """The last signs of what is sold, two at least, which mean all the products that end so: 苹果 of 红富士苹果."""
    ending: dict[str, dict[Narrowing, None]] = defaultdict(dict)
    products = [row for row in rows if (row.narrowing.ledger, row.narrowing.column) == _SOLD]
    for row in products:
        for length in range(2, len(row.name)):
            ending[row.name[-length:]][row.narrowing] = None
    spelt = {row.name for row in rows}
    for word, narrowings in ending.items():
        if word not in spelt and _HAN.fullmatch(word):
            yield word, Named(word, tuple(narrowings))


#: The column of the products that are sold.
_SOLD = ("purchase", "product")


def _endings(rows: tuple[NamedRow, ...]) -> Iterator[tuple[str, Meaning]]:
    """The last words of a name by which it is spoken of again (展销中心), where only one project has such an ending.

    They are found like topics, not like names: a longer or shorter word in the same place still counts.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    narrowings: dict[str, list[Narrowing]] = defaultdict(list)
    for row in rows:
        narrowings[row.name].append(row.narrowing)
        core = LEGAL.sub("", row.name)
        if row.narrowing.ledger == "project":
            for length in range(4, min(len(core) - 1, 9)):
                owners[core[-length:]].add(row.name)
    for ending, names in owners.items():
        if len(names) == 1 and _HAN.fullmatch(ending):
            name = next(iter(names))
            yield ending, Named(name, tuple(dict.fromkeys(narrowings[name])))
