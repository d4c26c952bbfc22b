"""An AggChecker-like baseline: the likeliest of all aggregate queries, by keywords and expectation–maximisation.

After Jo, Trummer, Yu, Wang, Yu, Liu, Mehta: Verifying Text Summaries of Relational Data Sets, SIGMOD 2019. A claim is
matched with query fragments — aggregation functions, columns, equality predicates — by the overlap of keywords, those of
the claim's sentence weighing by their distance from the number, those of the sentence before, of the paragraph's first
sentence and of the headline less. Queries put together from the best fragments get a probability from the relevance of
their fragments, from priors of the whole document, and from whether their result fits the claim; the priors are learnt
again from the likeliest queries until they settle. A claim is held to be wrong when its likeliest query does not fit.

Differences from the paper: characters of Chinese text are matched by pairs, without a thesaurus; distance is counted in
characters for want of a parse; dates are offered as the year, half and quarter that they lie in.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import TypeVar

from checkbench.checkers import Answer, answer
from checkbench.reports import Printed
from checkbench.tables import Cell, Row, Tables
from jiedui.base.units import unit
from jiedui.catalog import Catalog, Column, Ledger
from jiedui.prose.document import Document, parse_document
from jiedui.prose.extract import extract
from jiedui.prose.model import Statement
from jiedui.reports.check.readings.judge import holds, nature_of

Fragment = TypeVar("Fragment")
#: Predicates of one query, columns and predicates tried for one claim, rounds of expectation–maximisation.
MOST_PREDICATES, COLUMNS, PREDICATES, ROUNDS = 2, 6, 8, 4
#: How sure it is beforehand that a claim is right, as in the paper.
RIGHT = 0.999
#: Weights of the context: the sentence before, the paragraph's first sentence, the headline.
BEFORE, FIRST, HEADLINE = 0.4, 0.4, 0.7
FUNCTIONS: Mapping[str, str] = {
    "count": "次 个 家 对 名 期 篇 项 数量 共有",
    "sum": "合计 总额 金额 共计 达到 人数 人次",
    "average": "平均 户均 人均 县均",
    "distinct": "家 个 企业 单位",
    "share": "占 比例 比重 率",
}


@dataclass(frozen=True)
class Measure:
    """A function over a column of a ledger (None: over its rows)."""

    ledger: str
    function: str
    column: str | None
    dimension: str


@dataclass(frozen=True)
class Predicate:
    """A column of a ledger having a value."""

    ledger: str
    column: str
    value: str


@dataclass(frozen=True)
class Query:
    """A measure of the rows that obey the predicates."""

    measure: Measure
    predicates: tuple[Predicate, ...]


@dataclass(frozen=True)
class Priors:
    """How likely functions, columns and restricted columns are in this document."""

    functions: Mapping[str, float]
    columns: Mapping[tuple[str, str | None], float]
    restricted: Mapping[tuple[str, str], float]


class AggChecker:
    """Knows a book by its fragments, and checks reports with them."""

    def __init__(self, tables: Tables, catalog: Catalog) -> None:
        self._tables = tables
        self._measures: dict[Measure, frozenset[str]] = {}
        self._predicates: dict[Predicate, frozenset[str]] = {}
        self._rows: dict[Predicate, frozenset[int]] = {}
        self._memory: dict[Query, Fraction | None] = {}
        for ledger in catalog.ledgers.values():
            if ledger.kind == "ledger" and tables.rows[ledger.name]:
                self._take(ledger)
        shared = Counter(pair for pairs in (*self._measures.values(), *self._predicates.values()) for pair in pairs)
        total = len(self._measures) + len(self._predicates)
        self._rarity = {pair: math.log(1 + total / number) for pair, number in shared.items()}

    # ---- fragments

    def _take(self, ledger: Ledger) -> None:
        """The fragments of one ledger with their keywords."""
        own = f"{ledger.title} {' '.join(ledger.phrases)}"
        self._measures[Measure(ledger.name, "count", None, "count")] = _pairs(f"{own} {FUNCTIONS['count']}")
        self._measures[Measure(ledger.name, "share", None, "ratio")] = _pairs(f"{own} {FUNCTIONS['share']}")
        for column in ledger.columns:
            for function, dimension in _functions(column):
                words = f"{own} {column.title} {' '.join(column.phrases)} {FUNCTIONS[function]}"
                self._measures[Measure(ledger.name, function, column.name, dimension)] = _pairs(words)
        for number, row in enumerate(self._tables.rows[ledger.name]):
            for column, value in self._values(ledger, row):
                predicate = Predicate(ledger.name, column.name, value)
                if predicate not in self._predicates:
                    said = " ".join(column.says.get(value, ()))
                    self._predicates[predicate] = _pairs(f"{value} {said} {column.title}")
                self._rows[predicate] = self._rows.get(predicate, frozenset()) | {number}

    def _values(self, ledger: Ledger, row: Row) -> Iterator[tuple[Column, str]]:
        """The values by which a row may be chosen: choices, names, regions with those over them, times."""
        for column in ledger.columns:
            cell = row.cells[column.name]
            if cell is None or column.numeric or column.name in ("code", "note", "evidence", "recorder", "voucher"):
                continue
            if column.to == "region" and isinstance(cell, int):
                yield from ((column, self._tables.places[each].name) for each in self._tables.places[cell].over)
            elif isinstance(cell, date):
                yield from ((column, told) for told in _times(cell))
            else:
                yield column, str(cell)

    # ---- checking

    def __call__(self, report: Printed) -> list[Answer]:
        """Every statement: right when its likeliest query fits."""
        document = parse_document(report.text)
        statements = extract(report.text, report.day).statements
        candidates = [self._candidates(document, each) for each in statements]
        priors = Priors(defaultdict(lambda: 1.0), defaultdict(lambda: 1.0), defaultdict(lambda: 0.2))
        best: list[Query | None] = [None] * len(statements)
        for _ in range(ROUNDS):
            chosen = [self._likeliest(*pair, priors) for pair in zip(statements, candidates, strict=True)]
            if chosen == best:
                break
            best, priors = chosen, _priors(chosen)
        pairs = zip(statements, best, strict=True)
        return [answer(statement, self._verdict(statement, query)) for statement, query in pairs]

    def _verdict(self, statement: Statement, query: Query | None) -> str:
        """Right when the query fits, wrong when it does not."""
        if statement.masked:
            return "unverifiable"
        if query is None:
            return "unsupported"
        return "confirmed" if self._fits(statement, query) else "contradicted"

    def _candidates(self, document: Document, statement: Statement) -> list[tuple[Query, float]]:
        """The queries that may be meant, each with the relevance of its fragments."""
        words = _keywords(document, statement)
        fitting = {each: pairs for each, pairs in self._measures.items() if each.dimension == statement.dimension}
        measures = self._best(fitting, words, COLUMNS)
        found: list[tuple[Query, float]] = []
        for measure, relevance in measures:
            own = {each: pairs for each, pairs in self._predicates.items() if each.ledger == measure.ledger}
            near = self._best(own, words, PREDICATES)
            for size in range(MOST_PREDICATES + 1):
                for some in combinations(near, size):
                    if len({predicate.column for predicate, _ in some}) == size:
                        query = Query(measure, tuple(predicate for predicate, _ in some))
                        found.append((query, relevance * math.prod(score for _, score in some)))
        return found

    def _best(
        self, fragments: Mapping[Fragment, frozenset[str]], words: Mapping[str, float], most: int
    ) -> list[tuple[Fragment, float]]:
        """The fragments whose keywords the claim's context has most of, with their shares of the best."""
        scored = sorted(
            (
                (sum(self._rarity[pair] * words[pair] for pair in pairs if pair in words), each)
                for each, pairs in fragments.items()
            ),
            key=lambda pair: -pair[0],
        )
        kept = [(each, score) for score, each in scored[:most] if score > 0]
        return [(each, score / kept[0][1]) for each, score in kept]

    def _likeliest(
        self, statement: Statement, candidates: Sequence[tuple[Query, float]], priors: Priors
    ) -> Query | None:
        """The query of the greatest probability."""
        scored = [
            (self._probability(statement, query, relevance, priors), number)
            for number, (query, relevance) in enumerate(candidates)
        ]
        return candidates[max(scored, key=lambda pair: (pair[0], -pair[1]))[1]][0] if scored else None

    def _probability(self, statement: Statement, query: Query, relevance: float, priors: Priors) -> float:
        """Relevance × priors × whether the result fits."""
        measure = query.measure
        prior = priors.functions[measure.function] * priors.columns[measure.ledger, measure.column]
        for predicate in query.predicates:
            prior *= priors.restricted[predicate.ledger, predicate.column]
        return relevance * prior * (RIGHT if self._fits(statement, query) else 1 - RIGHT)

    def _fits(self, statement: Statement, query: Query) -> bool:
        """Whether the query's result bears the statement out."""
        if query not in self._memory:
            self._memory[query] = self._value(query)
        value = self._memory[query]
        return value is not None and holds(nature_of(statement, value))

    def _value(self, query: Query) -> Fraction | None:
        """The query's result by plain loops."""
        measure, rows = query.measure, self._tables.rows[query.measure.ledger]
        numbers = set(range(len(rows))).intersection(*(self._rows[each] for each in query.predicates))
        if measure.function == "share":
            return Fraction(len(numbers), len(rows))
        if measure.column is None:
            return Fraction(len(numbers))
        cells = [rows[number].cells[measure.column] for number in numbers]
        return _aggregate(measure.function, [cell for cell in cells if cell is not None])


def _functions(column: Column) -> Iterator[tuple[str, str]]:
    """The functions over a column, each with the dimension of its result."""
    if column.numeric:
        dimension = unit(column.stored_unit or "个").dimension
        yield from (("sum", dimension), ("average", dimension))
    elif column.type in ("text", "ref") and column.name not in ("code", "note", "recorder"):
        yield "distinct", "count"


def _aggregate(function: str, cells: Sequence[Cell]) -> Fraction | None:
    """Sum, average or number of different values."""
    if function == "distinct":
        return Fraction(len(set(cells)))
    numbers = [cell for cell in cells if isinstance(cell, Fraction)]
    total = sum(numbers, Fraction(0))
    return total if function == "sum" else total / len(numbers) if numbers else None


def _times(day: date) -> tuple[str, ...]:
    """The times that a day lies in, as a column of words."""
    half = "上半年" if day.month <= 6 else "下半年"
    return f"{day.year}年", f"{day.year}年{half}", f"{day.year}年{'一二三四'[(day.month - 1) // 3]}季度"


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring signs, and the single signs of single words."""
    return frozenset(pair for word in text.split() for pair in _signs(word))


def _signs(word: str) -> list[str]:
    """The pairs of one word; the word itself where it is one sign."""
    return [word[at : at + 2] for at in range(len(word) - 1)] or [word]


def _keywords(document: Document, statement: Statement) -> dict[str, float]:
    """The pairs of the claim's context with their weights; those of its own sentence fade with the distance."""
    words: dict[str, float] = {}
    start, end = document.sentence_at(statement.start)
    for at in range(start, end - 1):
        distance = max(statement.start - at - 2, at - statement.end, 0)
        _add(words, document.text[at : at + 2], 1 / (1 + distance / 6))
    _add(words, statement.unit, 1.0)
    paragraph = document.paragraph_at(statement.start)
    if paragraph is not None:
        _add_all(words, document.text[slice(*document.sentence_at(max(start - 1, paragraph.start)))], BEFORE)
        _add_all(words, document.text[slice(*document.sentence_at(paragraph.start))], FIRST)
    for heading in document.headings_over(statement.start):
        _add_all(words, document.text[heading.start : heading.heading_end], HEADLINE)
    return words


def _add_all(words: dict[str, float], text: str, weight: float) -> None:
    """Every pair of a text with that weight."""
    for pair in _signs(text):
        _add(words, pair, weight)


def _add(words: dict[str, float], pair: str, weight: float) -> None:
    """One pair, at the greatest of its weights."""
    words[pair] = max(words.get(pair, 0.0), weight)


def _priors(chosen: Sequence[Query | None]) -> Priors:
    """The shares of functions, columns and restricted columns among the likeliest queries, none nought."""
    queries = [each for each in chosen if each is not None]
    functions = Counter(each.measure.function for each in queries)
    columns = Counter((each.measure.ledger, each.measure.column) for each in queries)
    restricted = Counter((one.ledger, one.column) for each in queries for one in each.predicates)
    return Priors(*(_shares(each, len(queries)) for each in (functions, columns, restricted)))


def _shares(counted: Counter, number: int) -> Mapping:  # type: ignore[type-arg]
    """Smoothed shares."""
    least = 1 / (number + 1)
    shares: dict[object, float] = defaultdict(lambda: least)
    shares.update((key, (times + 1) / (number + 1)) for key, times in counted.items())
    return shares
