"""From what a person writes to the entry meant: by 编号, by name, by alias; what fits two is told, naming both.

A resolver knows the entries of one ledger that are in use, and those that an import is about to add. Regions are also
found by a short name (平利 for 平利县), when only one region bears it, and by a path (安康市平利县).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from jiedui.base.problems import Place, Problem
from jiedui.book.book import Book
from jiedui.book.cells import COMMA, decode, shown
from jiedui.book.changes import Stored
from jiedui.catalog import Column, Ledger

#: The columns, where a ledger has them, that hold other names of an entry.
ALIASES = "aliases"
#: Endings without which a region is also known, the longer before the shorter.
ENDINGS = ("自治州", "自治县", "街道", "社区", "省", "市", "县", "区", "镇", "乡", "村", "州", "盟")
#: Names like the one that was not found: how many are told, and how alike they must be (of 100).
NEAR, ALIKE = 3, 60

Ids = tuple[int, ...]


class Resolver:
    """The words by which the entries of one ledger are known."""

    def __init__(self, ledger: Ledger) -> None:
        """Know nobody yet."""
        self.ledger = ledger
        self._codes: dict[str, list[int]] = defaultdict(list)
        self._names: dict[str, list[int]] = defaultdict(list)
        self._aliases: dict[str, list[int]] = defaultdict(list)
        self._short: dict[str, list[int]] = defaultdict(list)
        self._shown: dict[int, str] = {}
        self._parents: dict[int, int] = {}
        columns = [ledger.by_name[name] for name in ledger.shows or ledger.key if name in ledger.by_name]
        self._naming = [column for column in columns if column.type in ("text", "choice") and column.name != "code"]

    @classmethod
    def of(cls, book: Book, ledger: str) -> Resolver:
        """The resolver of all entries in use of that ledger of the book."""
        resolver = cls(book.ledgers[ledger])
        columns = [column.name for column in resolver.columns]
        for id, *cells in book.rows(ledger, columns):
            resolver.add(int(str(id)), dict(zip(columns, cells, strict=True)))  # type: ignore[arg-type]
        return resolver

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of which :meth:`add` takes note."""
        wanted = {"code", ALIASES, *(column.name for column in self._naming)}
        wanted |= {"parent"} if self.ledger.name == "region" else set()
        return tuple(column for column in self.ledger.columns if column.name in wanted)

    def add(self, id: int, cells: Mapping[str, Stored]) -> None:
        """Know an entry by its stored cells; one that is still to be added has a negative id (see ``changes``)."""
        code, aliases, parent = cells.get("code"), cells.get(ALIASES), cells.get("parent")
        if code:
            self._codes[str(code)].append(id)
        for column in self._naming:
            if (cell := cells.get(column.name)) is not None:
                self._names[shown(column, decode(column, cell))].append(id)
        for alias in str(aliases).split(COMMA) if aliases else ():
            self._aliases[alias].append(id)
        if self.ledger.name == "region":
            self._short[short_name(str(cells.get("name") or ""))].append(id)
        if isinstance(parent, int):
            self._parents[id] = parent
        self._shown[id] = self._told(cells)

    def _told(self, cells: Mapping[str, Stored]) -> str:
        """An entry in words: its name and its code."""
        name = COMMA.join(str(cells[column.name]) for column in self._naming if cells.get(column.name))
        code = cells.get("code")
        return f"{name}（{code}）" if name and code else name or str(code or "")

    def find(self, text: str) -> Ids:
        """The entries that the text names: none, one, or several that it cannot tell apart."""
        for words in (self._codes, self._names, self._aliases, self._short):
            if text in words:
                return tuple(dict.fromkeys(words[text]))
        return self._by_path(text) if self._parents else ()

    def _by_path(self, text: str) -> Ids:
        """Regions named together with what lies above them, such as 安康市平利县."""
        for start in range(1, len(text) - 1):
            found = [id for id in self._names.get(text[start:], ()) if self._lies_in(id, text[:start])]
            if found:
                return tuple(found)
        return ()

    def _lies_in(self, id: int, above: str) -> bool:
        """Whether the names above the region, or a short way of saying them, end what is written before its name."""
        parent = self._parents.get(id)
        if parent is None:
            return False
        names = {
            word for words in (self._names, self._aliases, self._short) for word, ids in words.items() if parent in ids
        }
        return any(
            above == name or (above.endswith(name) and self._lies_in(parent, above.removesuffix(name)))
            for name in names
        )

    def near(self, text: str) -> tuple[str, ...]:
        """Names like the text, the likest first."""
        from rapidfuzz import process  # noqa: PLC0415 - only what is unknown needs it

        words = [*self._names, *self._aliases]
        return tuple(word for word, _, _ in process.extract(text, words, limit=NEAR, score_cutoff=ALIKE))

    def shown(self, ids: Sequence[int]) -> str:
        """Those entries in words, joined."""
        return COMMA.join(self._shown.get(id) or f"{self.ledger.name}:{id}" for id in ids)

    def resolve(self, text: str, column: str, place: Place) -> int | Problem:
        """The one entry that the text names; else what is wrong, for the column of that title at that place."""
        found = self.find(text)
        if len(found) == 1:
            return found[0]
        details = {"column": column, "text": text, "ledger": self.ledger.title}
        if found:
            return Problem("ambiguous-reference", place, {**details, "candidates": self.shown(found)})
        near = COMMA.join(self.near(text))
        return Problem("unknown-reference", place, {**details, "near": f"相近的有 {near}" if near else "请先登记"})


def short_name(name: str) -> str:
    """The name of a region without its ending; one of a single character keeps it."""
    for ending in ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) > 1:
            return name.removesuffix(ending)
    return name
