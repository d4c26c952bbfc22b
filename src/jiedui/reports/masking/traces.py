"""Clues to what was masked that lie in the entries of a book: events told in their words, postings, unique figures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from jiedui.base.units import unit
from jiedui.book import Book, RegionTree
from jiedui.catalog import Column, Ledger
from jiedui.prose.extract import extract
from jiedui.prose.lexicon import Lexicon
from jiedui.prose.normalise import normalise
from jiedui.reports.masking.clues import Clue
from jiedui.reports.masking.common import STRANGE, strange
from jiedui.reports.masking.names import Organisation, region_forms

#: So many characters in a row that an entry and the text share are no chance; a whole cell may be shorter.
SHARED, WHOLE = 5, 4
#: So many cells of one entry must stand in the text before it is told from the others by them.
CELLS: Final = 3
#: A cell counts from so many characters on that are in no word of the catalogue.
UNCOMMON: Final = 2
#: A number is taken for a trace from so many digits on, and where so few entries have it.
DIGITS, ENTRIES = 3, 3
_MONTH: Final = re.compile(r"\d{4}年\d{1,2}月")


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as far as it can be told from a text: its name, its regions, whom it names, its words, its figures."""

    entry: str
    ledger: str
    regions: frozenset[int]
    persons: frozenset[str]
    organisations: frozenset[str]
    words: tuple[str, ...]
    figures: tuple[tuple[str, Fraction], ...]


def read_rows(book: Book) -> list[Row]:
    """All entries of the ledgers that lie in a region."""
    names: dict[str, int] = {}
    for region in book.regions.values():
        names |= {form: region.id for form in region_forms(region) if form not in names}
    places = {int(str(id)): (str(name), int(str(at))) for id, name, at in book.rows("organisation", ("name", "region"))}
    found: list[Row] = []
    for ledger in book.ledgers.values():
        columns = [column for column in ledger.columns if column.name not in ("code", "evidence", "recorder", "note")]
        if ledger.kind == "ledger" and columns:
            reader = _Reader(ledger, columns, names, places, book.regions)
            found += [
                row for each in book.rows(ledger.name, [c.name for c in columns]) if (row := reader.read(each)).regions
            ]
    return found


@dataclass(frozen=True)
class _Reader:
    """Reads the entries of one ledger."""

    ledger: Ledger
    columns: Sequence[Column]
    names: Mapping[str, int]
    places: Mapping[int, tuple[str, int]]
    tree: RegionTree

    def read(self, row: Sequence[object]) -> Row:
        """One entry."""
        regions: set[int] = set()
        named: dict[str, set[str]] = {"person": set(), "organisation": set()}
        words: list[str] = []
        figures: list[tuple[str, Fraction]] = []
        for column, cell in zip(self.columns, row[1:], strict=True):
            text = str(cell)
            if cell is None:
                continue
            if column.type == "ref" and isinstance(cell, int):
                regions |= self._regions(column, cell)
                named["organisation"] |= self._names(column, cell)
            elif column.holds in named:
                named[column.holds].add(text)
            elif column.type == "date":
                words.append(_month(text))
            elif column.numeric and isinstance(cell, int):
                figures.append((column.stored_unit or "个", Fraction(cell, 10**column.places)))
            else:
                words += text.split("、") if column.type == "list" else [text]
            regions |= {self.names[text]} if text in self.names else set()
        known = frozenset(region for region in regions if region in self.tree)
        persons, firms = (frozenset(each) for each in named.values())
        return Row(
            f"{self.ledger.name}:{row[0]}", self.ledger.title, known, persons, firms, tuple(words), tuple(figures)
        )

    def _regions(self, column: Column, cell: int) -> set[int]:
        """The region that a reference leads to."""
        if column.to == "region":
            return {cell}
        return {self.places[cell][1]} if column.to == "organisation" and cell in self.places else set()

    def _names(self, column: Column, cell: int) -> set[str]:
        """The organisation that a reference leads to."""
        return {self.places[cell][0]} if column.to == "organisation" and cell in self.places else set()


def _month(day: str) -> str:
    """2021-10-08 as a report tells it: 2021年10月."""
    return f"{day[:4]}年{int(day[5:7])}月" if len(day) >= 7 else day


def by_events(text: str, rows: Iterable[Row], common: Lexicon[None]) -> Iterator[Clue]:
    """Events that the text tells in the words of entries, and that few places have."""
    grams = {text[place : place + WHOLE] for place in range(len(text) - WHOLE + 1)}
    told: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for words in row.words:
            for shared in _shared(text, words, grams):
                told[shared].append(row)
    for shared, owners in told.items():
        if strange(shared, common) >= STRANGE:
            why = f"{owners[0].ledger}有同样的话（{owners[0].entry}）"
            yield Clue("audit-event", shared, text.find(shared), _points(owners), why, _whose(owners))


def _shared(text: str, words: str, grams: set[str]) -> Iterator[str]:
    """The longest stretches of an entry's words that stand in the text."""
    place = 0
    while place + WHOLE <= len(words):
        if words[place : place + WHOLE] not in grams:
            place += 1
            continue
        end = place + WHOLE
        while end < len(words) and words[place : end + 1] in text:
            end += 1
        if end - place >= SHARED or end - place == len(words):
            yield words[place:end]
        place = end


def by_entries(text: str, rows: Iterable[Row], common: Lexicon[None]) -> Iterator[Clue]:
    """Entries about persons of which several uncommon cells stand in the text: post, duties, month, place."""
    best: dict[str, tuple[int, list[tuple[Row, tuple[str, ...]]]]] = {}
    telling = {word for row in rows if row.persons for word in row.words if len(word) > 1 and word in text}
    telling = {word for word in telling if _MONTH.fullmatch(word) or strange(word, common) >= UNCOMMON}
    for row in rows:
        met = tuple(dict.fromkeys(word for word in row.words if word in telling)) if row.persons else ()
        most, kept = best.get(row.ledger, (CELLS, []))
        if len(met) >= most:
            best[row.ledger] = (len(met), [*(kept if len(met) == most else []), (row, met)])
    for ledger, (_, found) in best.items():
        persons = {person for row, _ in found for person in row.persons}
        if found and len(persons) <= ENTRIES:
            row, met = found[0]
            owners = [each for each, _ in found]
            why = f"{ledger}里同时有这几项的是{'、'.join(sorted(persons))}（{row.entry}）"
            yield Clue("audit-entry", "、".join(met), text.find(met[0]), _points(owners), why, _whose(owners))


def by_figures(text: str, rows: Iterable[Row], clock: date | None = None) -> Iterator[Clue]:
    """Exact figures that very few entries of the book have."""
    wanted: dict[tuple[str, Fraction], tuple[str, int]] = {}
    for said in extract(text, clock).statements:
        if said.exact and not said.vague and said.low and _digits(said.text) >= DIGITS:
            wanted[said.dimension, said.low] = (said.text, said.start)
    told: dict[tuple[str, Fraction], list[Row]] = defaultdict(list)
    for row in rows:
        for name, value in row.figures:
            own = unit(name)
            if (own.dimension, value * own.factor) in wanted:
                told[own.dimension, value * own.factor].append(row)
    for key, owners in told.items():
        if len({row.entry for row in owners}) <= ENTRIES:
            words, start = wanted[key]
            whose = "、".join(dict.fromkeys(f"{row.ledger}（{row.entry}）" for row in owners))
            yield Clue("audit-figure", words, start, _points(owners), f"账册里这个数只有{whose}", _whose(owners))


def _digits(words: str) -> int:
    """How many digits a number really has: zeros at its ends are none."""
    number = re.search(r"\d+(?:\.\d+)?", normalise(words).text)
    return len(number[0].replace(".", "").strip("0")) if number else 0


def by_organisations(text: str, known: Iterable[Organisation], tree: RegionTree) -> Iterator[Clue]:
    """Organisations that are named and lie in a place."""
    forms = {
        form: each for each in known if each.region in tree for form in (each.name, *each.aliases) if len(form) > 2
    }
    for hit in Lexicon(forms).find(text):
        region = hit.meanings.region
        if region is not None:
            why = f"所在地是{''.join(tree.path_names(region))}"
            yield Clue("audit-organisation", hit.text, hit.start, frozenset({region}), why)


def _points(rows: Iterable[Row]) -> frozenset[int]:
    """The regions of some entries."""
    return frozenset(region for row in rows for region in row.regions)


def _whose(rows: Iterable[Row]) -> frozenset[str]:
    """The persons and organisations of some entries."""
    return frozenset(name for row in rows for name in (*row.persons, *row.organisations))
