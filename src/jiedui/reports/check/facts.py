"""What the checker takes from a book besides figures: names, regions, targets, postings, visits; read once a head."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import partial
from threading import Lock

from jiedui.base.collecting import set_aside
from jiedui.base.periods import Period
from jiedui.base.units import unit
from jiedui.book import Book as OpenBook
from jiedui.book.layout import LIVE
from jiedui.book.predicates import Predicate, all_of
from jiedui.catalog import Catalog, Column
from jiedui.figures.model import Condition
from jiedui.reports.check.memory import Memory
from jiedui.reports.check.readings.anchors import Book, Dated
from jiedui.reports.check.text.setting import Land, Region, Side, Target
from jiedui.reports.check.text.taught import Taught, read_taught, with_phrases
from jiedui.reports.check.words import vocabulary
from jiedui.reports.check.words.common import load_words
from jiedui.reports.check.words.fragments import Fragments
from jiedui.reports.check.words.meanings import Narrowing
from jiedui.reports.check.words.measurables import Measurables, measurables, rates
from jiedui.reports.check.words.vocabulary import NamedRow, RegionRow, Vocabulary

#: Statements of which it is remembered what they may mean, some 5 KB each: those of the longest report, or of many drafts.
REMEMBERED = 3000
#: A column of more different words than so many tells entries apart and says nothing of them.
TEXTS = 2000
_SIDES: Mapping[str | None, Side | None] = {"西部": "west", "东部": "east"}


@dataclass(frozen=True)
class Facts:
    """A book as its reader may know it: its vocabulary, its land, what can be measured, what was set, who was where.

    ``memory`` is what has been read of reports on the strength of this.
    """

    head: str
    catalog: Catalog
    measurables: Measurables
    vocabulary: Vocabulary
    land: Land
    book: Book
    postings: Mapping[str, Period]
    posting_entries: Mapping[Period, str]
    taught: Taught
    visits: Mapping[str, tuple[int, ...]]
    partners: Mapping[int, tuple[int, ...]]
    hidden: frozenset[int]
    memory: Memory = field(default_factory=partial(Memory, REMEMBERED), compare=False, repr=False)

    def asking(self, book: OpenBook) -> Book:
        """What derived readings need, with that open book to ask: facts hold none, for threads share them."""
        return replace(self.book, dates=partial(_dates, book))


class Keeping:
    """What is known of books, kept for all threads of the process: of each book's last state, for the last readers.

    Facts never change once they are read, but for their memory, which many may use at once: so checkers may share them.
    """

    def __init__(self, most: int) -> None:
        """Keep the facts for so many readers at most."""
        self._most = most
        self._lock = Lock()
        self._kept: dict[tuple[Hashable, tuple[int, ...] | None], Facts] = {}

    def facts(self, book: OpenBook) -> Facts:
        """What the book's reader may know of it as it is now; whoever asks for the same meanwhile waits for it."""
        key = (book.identity, book.sight.reads)
        with self._lock:
            found = self._kept.pop(key, None)
            if found is None or found.head != book.head:
                found = read_facts(book)
                set_aside()
            self._kept = dict([*self._kept.items()][1 - self._most :])
            self._kept[key] = found
            return found


KEPT = Keeping(most=8)


def read_facts(book: OpenBook) -> Facts:
    """Everything the checker needs to know of the book as it is now."""
    catalog = book.catalog
    plain, plain_rates = measurables(catalog), rates(catalog)
    taught = read_taught(book, plain, plain_rates)
    measured, ratios = with_phrases(taught, plain, plain_rates)
    land = Land(
        {
            each.id: Region(each.id, each.name, each.level, each.parent, _SIDES.get(each.side))
            for each in book.regions.values()
        }
    )
    seen = book.seen("region", book.regions)
    places = (
        RegionRow(each.id, each.name, each.aliases, each.tier) for each in book.regions.values() if each.id in seen
    )
    named = tuple(_named(book))
    postings, entries = _postings(book)
    return Facts(
        head=book.head,
        catalog=catalog,
        measurables=measured,
        vocabulary=vocabulary.build(catalog, measured, ratios, places, named, load_words()),
        land=land,
        book=Book(
            ratios,
            tuple(_targets(book)),
            _wholes(catalog),
            _members(named),
            fragments=Fragments((*named, *_texts(book))),
        ),
        postings=postings,
        posting_entries=entries,
        taught=taught,
        visits=_visits(book),
        partners=_partners(book, land),
        hidden=frozenset(id for id, each in land.regions.items() if each.level == "县" and not book.view.region(id)),
    )


def _named(book: OpenBook) -> Iterator[NamedRow]:
    """Every name that stands in a named column, or is referred to as an organisation or a project."""
    others = {
        str(name): tuple(str(aliases).split("、")) if aliases else ()
        for _, name, aliases in book.rows("organisation", ("name", "aliases"))
    }
    for ledger in book.catalog.ledgers.values():
        for column in ledger.columns:
            if ledger.name != "region" and column.named:
                for value in _values(book, ledger.name, column):
                    yield NamedRow(
                        Narrowing(ledger.name, column.name, str(value)), str(value), others.get(str(value), ())
                    )
            elif column.to in ("organisation", "project"):
                ids = [int(str(value)) for value in _values(book, ledger.name, column)]
                for entry, name in book.names(column.to, ids).items():
                    yield NamedRow(Narrowing(ledger.name, column.name, entry), name, others.get(name, ()))


def _texts(book: OpenBook) -> Iterator[NamedRow]:
    """What the keys of ledgers say in free words: what a duty is, what money was given for; no numbers of vouchers."""
    for ledger in book.catalog.ledgers.values():
        for name in ledger.key if ledger.kind == "ledger" else ():
            column = ledger.column(name)
            if column.type == "text" and not column.named and not column.choices:
                values = _values(book, ledger.name, column, limit=TEXTS + 1)
                for value in values if len(values) <= TEXTS else ():
                    yield NamedRow(Narrowing(ledger.name, name, str(value)), str(value))


def _values(book: OpenBook, ledger: str, column: Column, limit: int | None = None) -> list[object]:
    """The different values that a column holds, up to a limit, sorted (here: sorting makes SQLite read them twice as slowly)."""
    table = book.table(ledger)
    kept = all_of((Predicate(f'{LIVE} AND "{column.name}" IS NOT NULL'), book.visible(ledger)))
    sql = f'SELECT DISTINCT "{column.name}" FROM {table.sql} WHERE {kept.sql}'
    sql = f"{sql} LIMIT {limit}" if limit is not None else sql
    return sorted(value for (value,) in book.store.read(sql, kept.params))


def _members(named: Iterable[NamedRow]) -> dict[tuple[str, str], tuple[str | int, ...]]:
    """The different values of the columns that hold names."""
    found: dict[tuple[str, str], dict[str | int, None]] = defaultdict(dict)
    for row in named:
        this = row.narrowing
        found[this.ledger, this.column][this.value] = None
    return {column: tuple(values) for column, values in found.items()}


def _dates(book: OpenBook, ledger: str, condition: Condition) -> list[Dated]:
    """The entries of the ledger that the condition names, with the dates that they hold."""
    declared = [column.name for column in book.ledgers[ledger].columns if column.type == "date"]
    where = f'{LIVE} AND "{condition.column}" IN ({", ".join("?" * len(condition.values))})'
    found = []
    for entry, *cells in book.rows(ledger, declared, where, condition.values):
        days = {name: date.fromisoformat(str(cell)) for name, cell in zip(declared, cells, strict=True) if cell}
        found.append(Dated(f"{ledger}:{entry}", days))
    return found


def _wholes(catalog: Catalog) -> dict[tuple[str, str], str]:
    """Which column is part of which, as the rules of a row say: ``lifted <= workers``."""
    found: dict[tuple[str, str], str] = {}
    for ledger in catalog.ledgers.values():
        for rule in ledger.rules:
            compared = rule.comparison
            if compared.symbol == "<=" and len(compared.left) == len(compared.right) == 1:
                part, whole = compared.left[0].column, compared.right[0].column
                if part and whole and ledger.column(part).numeric:
                    found[ledger.name, part] = whole
    return found


def _targets(book: OpenBook) -> Iterator[Target]:
    """The targets in the base unit of what they are set for."""
    places = book.ledgers["target"].column("value").places
    for entry, indicator, region, year, value, name in book.rows(
        "target", ("indicator", "region", "year", "value", "unit")
    ):
        named = unit(str(name))
        factor = named.factor if named.dimension not in ("count", "visits") else Fraction(1)
        told = Fraction(int(str(value)), 10**places) * factor
        yield Target(str(indicator), int(str(region)), int(str(year)), told, f"target:{entry}")


def _postings(book: OpenBook) -> tuple[dict[str, Period], dict[Period, str]]:
    """When each posting that has an end ran, by person, and its entry by its period."""
    postings: dict[str, Period] = {}
    entries: dict[Period, str] = {}
    for entry, person, start, end in book.rows("posting", ("person", "start", "end")):
        if start and end:
            period = Period(date.fromisoformat(str(start)), date.fromisoformat(str(end)))
            postings[str(person)] = period
            entries.setdefault(period, f"posting:{entry}")
    return postings, entries


def _visits(book: OpenBook) -> dict[str, tuple[int, ...]]:
    """The visits of each person."""
    found: dict[str, list[int]] = defaultdict(list)
    for entry, person in book.rows("visit", ("person",)):
        found[str(person)].append(int(str(entry)))
    return {person: tuple(entries) for person, entries in found.items()}


#: Where it stands who is paired with whom: the first of these ledgers that has entries tells.
_PAIRED = ("pairing", "exchange", "project")


def _partners(book: OpenBook, land: Land) -> dict[int, tuple[int, ...]]:
    """The counties and cities of the other side that each county and city is paired with, the closest first."""
    told: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for ledger in _PAIRED:
        if told or ledger not in book.ledgers:
            break
        for west, east, rows in _pairs(book, ledger):
            for levels in (("县",), ("市",)):
                ends = land.at_level(west, levels), land.at_level(east, levels)
                if ends[0] is not None and ends[1] is not None:
                    told[ends[0]][ends[1]] += rows
                    told[ends[1]][ends[0]] += rows
    return {each: _closest(found) for each, found in told.items()}


def _pairs(book: OpenBook, ledger: str) -> list[tuple[int, int, int]]:
    """Each pair of a western and an eastern region in the visible entries of a ledger, with their number."""
    both = Predicate(f'{LIVE} AND "west" IS NOT NULL AND "east" IS NOT NULL')
    kept = all_of((both, book.visible(ledger)))
    sql = f'SELECT "west", "east", COUNT(*) FROM {book.table(ledger).sql} WHERE {kept.sql} GROUP BY 1, 2'
    return [(int(west), int(east), int(rows)) for west, east, rows in book.store.read(sql, kept.params)]


def _closest(found: Mapping[int, int]) -> tuple[int, ...]:
    """Those with at least a fourth of the entries that the closest has: a stray entry makes no partner."""
    most = max(found.values())
    kept = [each for each, rows in found.items() if 4 * rows >= most]
    return tuple(sorted(kept, key=lambda each: (-found[each], each)))
