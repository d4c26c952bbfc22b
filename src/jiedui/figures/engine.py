"""Computing queries over a book: values and the entries behind them, each exact and all of one state of the book.

Queries that share ledger, region and period are answered by one select, each by its own filter. Answers are kept until
the head of the journal moves. A ledger of very many rows is read through DuckDB where that is installed and pays:
see :mod:`jiedui.figures.analysis`. Nothing computed is ever stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from jiedui.book import Book
from jiedui.book.layout import table_name
from jiedui.book.predicates import Predicate, all_of
from jiedui.book.sight import Sight
from jiedui.catalog import Ledger, Measure
from jiedui.figures.analysis import Analysis, available
from jiedui.figures.model import EntryId, Query, Result, Rows
from jiedui.figures.names import Names
from jiedui.figures.sql import Compiler, Leaf

#: From this many entries on, a scan of a ledger goes through DuckDB where that is installed.
BIG = 300_000
#: The tier of a county: from here down an index leads to the rows of a region.
COUNTY = 3
#: Queries answered by one select at most.
PIECE = 100
#: Readers whose answers are kept at once, the last ones to ask; and answers kept for one at most.
READERS, MOST = 8, 50_000
_COUNT = Measure(aggregate="count")


@dataclass(frozen=True)
class Kept:
    """What has been computed of one state of a book as one reader sees it, and what makes the SQL for it."""

    compiler: Compiler[Names]
    values: dict[Query, Result] = field(default_factory=dict)
    records: dict[tuple[Query, int | None], list[EntryId]] = field(default_factory=dict)
    scopes: dict[Hashable, Predicate] = field(default_factory=dict)
    narrowings: dict[Hashable, Predicate] = field(default_factory=dict)

    def scope(self, query: Query) -> Predicate:
        """The rows of the query's period and region, made once for all queries of them."""
        key = (query.ledger, query.scope)
        found = self.scopes.get(key)
        if found is None:
            found = self.scopes[key] = self.compiler.scope(query)
        return found

    def narrowing(self, query: Query) -> Predicate:
        """The rows that its conditions leave, made once for all queries with them."""
        key = (query.ledger, query.where)
        found = self.narrowings.get(key)
        if found is None:
            found = self.narrowings[key] = self.compiler.narrowing(query)
        return found


class Engine:
    """Answers queries over one book; see the module."""

    def __init__(self, book: Book) -> None:
        """Take the book, which stays open as long as this is used."""
        self.book = book
        self._states: dict[tuple[str, Sight], Kept] = {}
        self._last: tuple[str, Sight, Kept] | None = None
        fast = book.store.dialect == "sqlite" and available()
        self._analysis = Analysis(book.location.file) if fast else None

    def close(self) -> None:
        """Let go of what was started for big ledgers."""
        if self._analysis:
            self._analysis.close()

    @property
    def names(self) -> Names:
        """The names of the book's entries."""
        return self.compiler.references

    @property
    def compiler(self) -> Compiler[Names]:
        """What makes SQL of queries on this book as it is now and as its reader sees it."""
        return self._kept.compiler

    @property
    def _kept(self) -> Kept:
        """What has been computed of the book as it is now; what was computed of an earlier state is dropped."""
        book = self.book
        state = (book.head, book.sight)
        last = self._last
        if last is not None and last[0] == state[0] and last[1] is state[1] and len(last[2].values) <= MOST:
            return last[2]
        found = self._states.pop(state, None)
        if found is None or len(found.values) > MOST:
            found = Kept(Compiler(book.catalog, book.regions, book.store.dialect, Names(book), book.view))
            others = [each for each in self._states.items() if each[0][0] == book.head]
            self._states = dict(others[1 - READERS :])
        self._states[state] = found
        self._last = (*state, found)
        return found

    def value(self, query: Query) -> Fraction | None:
        """The value of one query in the column's base unit; None for the least or greatest of nothing."""
        return self.values([query])[0].value

    def values(self, queries: Sequence[Query]) -> list[Result]:
        """The results of the queries, in their order, all of one state of the book."""
        with self.book.store.reading():
            kept = self._kept
            found = [kept.values.get(query) for query in queries]
            asked = dict.fromkeys(query for query, known in zip(queries, found, strict=True) if known is None)
            for ledger, scope, group in _grouped(kept, list(asked)):
                kept.values.update(zip(group, self._answers(kept, ledger, scope, group), strict=True))
            return [known or kept.values[query] for query, known in zip(queries, found, strict=True)]

    def _answers(self, kept: Kept, ledger: Ledger, scope: Predicate, queries: Sequence[Query]) -> list[Result]:
        """The results of the queries of one group."""
        leaves = [(query.measure, kept.narrowing(query)) for query in queries]
        (row,) = self.select(kept.compiler, ledger, scope, leaves, scan=self.scans(queries[0]))
        return kept.compiler.results(ledger, leaves, row)

    def select(
        self,
        compiler: Compiler[Names],
        ledger: Ledger,
        scope: Predicate,
        leaves: Sequence[Leaf],
        *,
        by: str = "",
        scan: bool,
    ) -> list[tuple[Any, ...]]:
        """One select: for every leaf its value and its number of rows, after the group's key if ``by`` is given."""
        shared = leaves[0][1] if len({kept for _, kept in leaves}) == 1 else None
        where = all_of((scope, shared)) if shared else scope
        columns: list[str] = [by] if by else []
        params: tuple[Any, ...] = ()
        for measure, own in leaves:
            kept = Predicate() if shared else own
            columns += [compiler.aggregate(ledger, each, kept) for each in (measure, _COUNT)]
            params += kept.params * 2
        told = (measure.column for measure, _ in leaves if measure.aggregate == "distinct" and measure.column)
        joined = compiler.joined(ledger, told)
        grouping = " GROUP BY 1" if by else ""
        table = f'"{table_name(ledger.name)}"{joined.behind}'
        sql = f"{joined.before}SELECT {', '.join(columns)} FROM {table} WHERE {where.where}{grouping}"
        return self._read(ledger, sql, joined.params + params + where.params, heavy=scan)

    def _read(self, ledger: Ledger, sql: str, params: tuple[Any, ...], *, heavy: bool) -> list[tuple[Any, ...]]:
        """The rows of a select, through DuckDB when it is heavy and the ledger is big."""
        if self._analysis and heavy and self._big(ledger):
            rows = self._analysis.read(self.book.head, sql, params)
            if rows is not None:
                return rows
        return self.book.store.read(sql, params)

    def scans(self, query: Query) -> bool:
        """Whether no index narrows the rows of the query much: those of provinces and cities are too many for it."""
        return query.region is None or self.book.regions[query.region].tier < COUNTY

    def _big(self, ledger: Ledger) -> bool:
        """Whether the ledger has had so many entries that scanning it takes its time."""
        row = self.book.store.first(f'SELECT MAX("id") FROM "{table_name(ledger.name)}"')
        return bool(row and row[0] and row[0] >= BIG)

    def records(self, query: Query, limit: int | None = None) -> list[EntryId]:
        """The entries behind a query in the order of their ids, the first ``limit`` of them."""
        store = self.book.store
        with nullcontext() if store.busy else store.reading():  # a report asks for these of every statement
            kept = self._kept
            found = kept.records.get((query, limit))
            if found is None:
                ids = self._ids(kept.compiler, Rows(query), limit)
                found = kept.records[query, limit] = [f"{query.ledger}:{entry}" for entry in ids]
            return list(found)

    def ids(self, rows: Rows, limit: int | None = None, offset: int = 0, *, order: str = "id") -> list[int]:
        """The ids of the rows by a column, then by id: ``limit`` of them from ``offset`` on."""
        with self.book.store.reading():
            return self._ids(self.compiler, rows, limit, offset, order)

    def _ids(
        self, compiler: Compiler[Names], rows: Rows, limit: int | None, offset: int = 0, order: str = "id"
    ) -> list[int]:
        """The ids of the rows, from the book."""
        where = all_of((compiler.scope(rows.query), compiler.narrowing(rows.query), rows.kept))
        sql = f'SELECT "id" FROM "{table_name(rows.query.ledger)}" WHERE {where.where} ORDER BY "{order}", "id"'
        sql += f" LIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
        return [entry for (entry,) in self.book.store.read(sql, where.params)]

    def result(self, rows: Rows) -> Result:
        """The query's value over those rows, and how many they are."""
        with self.book.store.reading():
            compiler = self.compiler
            ledger = compiler.ledger(rows.query.ledger)
            leaves = [(rows.query.measure, all_of((compiler.narrowing(rows.query), rows.kept)))]
            (row,) = self.select(compiler, ledger, compiler.scope(rows.query), leaves, scan=self.scans(rows.query))
            return compiler.results(ledger, leaves, row)[0]


def _places(compiler: Compiler[Names], query: Query) -> Predicate:
    """The rows of the places to which a query is narrowed: an index leads to them, so they are not scanned for."""
    ledger = compiler.ledger(query.ledger)
    return all_of(compiler.condition(ledger, condition) for condition in query.where if condition.op == "under")


def _grouped(kept: Kept, queries: Sequence[Query]) -> Iterator[tuple[Ledger, Predicate, list[Query]]]:
    """The queries by what one select can answer: the same ledger and the same rows to begin with."""
    groups: dict[tuple[str, Predicate], list[Query]] = defaultdict(list)
    for query in queries:
        groups[query.ledger, all_of((kept.scope(query), _places(kept.compiler, query)))].append(query)
    for (name, scope), group in groups.items():
        for start in range(0, len(group), PIECE):
            yield kept.compiler.ledger(name), scope, group[start : start + PIECE]
