"""Words to indicators, regions and entries, and entries to words; what is unknown is refused with what comes near."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from jiedui.base.problems import refuse
from jiedui.book import Book, Region, Resolver
from jiedui.book.cells import COMMA
from jiedui.book.resolver import ALIASES
from jiedui.book.store import marks
from jiedui.catalog import Catalog, Indicator
from jiedui.figures.model import EntryId

#: How many near names a refusal offers, and how near (0..100) they must come.
OFFERED, NEAR = 5, 40
#: Entries asked for at once.
PIECE = 500


def near(word: str, known: Iterable[str]) -> str:
    """The known names that come nearest to the word, the nearest first; a word for none when none comes near."""
    from rapidfuzz import process  # noqa: PLC0415 - only what is unknown needs it

    found = process.extract(word, list(dict.fromkeys(known)), limit=OFFERED, score_cutoff=NEAR)
    return "、".join(name for name, _, _ in found) or "（无）"


def near_or_all(word: str, known: Iterable[str]) -> str:
    """The known names that come nearest; all of them when none comes near, where they are few enough to be read."""
    names = list(dict.fromkeys(known))
    found = near(word, names)
    return "、".join(names) if found == near(word, ()) and names else found


def find_indicator(catalog: Catalog, word: str) -> Indicator:
    """The indicator that bears the name, title or alias; Refusal (catalog-no-indicator) with near titles."""
    found = catalog.indicator(word.strip())
    if found is None:
        names = [name for indicator in catalog.indicators.values() for name in indicator.names]
        raise refuse("catalog-no-indicator", name=word, near=near(word, names))
    return found


def find_region(book: Book, word: str) -> Region:
    """The one region that the code, name, alias, short name or path names.

    Raises Refusal: figures-no-region with near names, figures-region-ambiguous with the paths of all that fit,
    figures-region-unseen for one that the reader may not look at.
    """
    found = Names(book).region(word)
    if not book.sight.whole and not book.view.region(found.id):
        raise refuse("figures-region-unseen", region=found.name)
    return found


class Names:
    """The names of a book's entries, as of one head of its journal: each ledger is read once."""

    def __init__(self, book: Book) -> None:
        """Take the book."""
        self._book = book
        self._resolvers: dict[str, Resolver] = {}
        self._codes: dict[EntryId, str] = {}
        self._full: Mapping[str, str] | None = None

    def ids(self, ledger: str, word: str) -> tuple[int, ...]:
        """The entries of the ledger that the word names; Refusal (figures-no-entry) with near names when none."""
        resolver = self._resolver(ledger)
        found = resolver.find(word)
        if not found:
            names = "、".join(resolver.near(word)) or "（无）"
            raise refuse("figures-no-entry", ledger=self._book.ledgers[ledger].title, word=word, near=names)
        return found

    def full_names(self) -> Mapping[str, str]:
        """The name of each organisation by every other name that it alone bears: 县发改局 is 平利县发展和改革局."""
        if self._full is None:
            self._full = _full_names(self._book)
        return self._full

    def region(self, word: str) -> Region:
        """The one region that the word names; see :func:`find_region`."""
        tree = self._book.regions
        found = [tree[entry] for entry in self._resolver("region").find(word.strip()) if entry in tree]
        if not found:
            seen = self._book.seen("region", tree)
            names = [name for region in tree.values() if region.id in seen for name in (region.name, *region.aliases)]
            raise refuse("figures-no-region", word=word, near=near(word, names))
        if len(found) > 1:
            paths = "；".join(f"{''.join(tree.path_names(each.id))}（{each.code or each.id}）" for each in found)
            raise refuse("figures-region-ambiguous", word=word, found=paths)
        return found[0]

    def _resolver(self, ledger: str) -> Resolver:
        """What finds the entries of a ledger by their names."""
        found = self._resolvers.get(ledger)
        if found is None:
            found = self._resolvers[ledger] = Resolver.of(self._book, ledger)
        return found

    def codes(self, entries: Sequence[EntryId]) -> list[str]:
        """The entries by their 编号; one without as it came, ``donation:3``."""
        known = self._codes
        found = [*map(known.get, entries)]
        if None in found:
            self._read_codes([entry for entry, code in zip(entries, found, strict=True) if code is None])
        return [*map(known.__getitem__, entries)]

    def _read_codes(self, entries: Iterable[EntryId]) -> None:
        """Read the 编号 of those entries."""
        by_ledger: dict[str, list[int]] = defaultdict(list)
        for entry in entries:
            ledger, _, number = entry.partition(":")
            by_ledger[ledger].append(int(number))
            self._codes[entry] = entry
        for ledger, numbers in by_ledger.items():
            for start in range(0, len(numbers), PIECE):
                piece = numbers[start : start + PIECE]
                where = f"id IN ({marks(len(piece))}) AND code IS NOT NULL"
                for each, code in self._book.rows(ledger, ("code",), where, piece):
                    self._codes[f"{ledger}:{each}"] = str(code)

    def labels(self, ledger: str, entries: Iterable[int]) -> Mapping[int, str]:
        """What those entries show to a reader; where several show the same, with their path or number."""
        labels = self._book.names(ledger, entries)
        seen = Counter(labels.values())
        return {
            entry: label if seen[label] == 1 else f"{label}（{self._longer(ledger, entry)}）"
            for entry, label in labels.items()
        }

    def _longer(self, ledger: str, entry: int) -> str:
        """What tells an entry from others of its name: the path of a region, else its number."""
        tree = self._book.regions
        return "".join(tree.path_names(entry)) if ledger == "region" and entry in tree else f"{ledger}:{entry}"


def _full_names(book: Book) -> dict[str, str]:
    """The one organisation that each alias means; what several are called, or one by its very name, is left as it is."""
    if "organisation" not in book.ledgers:
        return {}
    rows = [(str(name), str(others)) for _, name, others in book.rows("organisation", ("name", ALIASES)) if others]
    bearers = Counter(alias for _, others in rows for alias in dict.fromkeys(others.split(COMMA)))
    names = {str(name) for _, name in book.rows("organisation", ("name",))}
    return {
        alias: name
        for name, others in rows
        for alias in others.split(COMMA)
        if bearers[alias] == 1 and alias not in names
    }
