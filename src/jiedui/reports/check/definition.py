"""The printed definition of a figure: exact enough that anyone can compute it again from the ledgers.

One query is ``资金台账“金额”合计〔环节＝到位；西部地区∈平利县；日期＝2022-01-01…2022-12-31〕``. In it ``＝`` holds for any of the values
behind it, ``∈`` for the region or anything below it, ``A｜B∈…`` for either column; ``已填``, ``未填`` for a cell that holds
something or nothing; ``截至`` for a stock, dated up to that day, and ``至少到`` for a last day that is empty or not before
it. Sums are in the base unit (元, 平方米, 千克 …). Formulas are written with ``＋ － × ÷`` and brackets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from jiedui.book import Book
from jiedui.catalog import Catalog, Column, Ledger
from jiedui.figures.model import Condition, Query
from jiedui.reports.check.readings.formulas import (
    Alike,
    Formula,
    Largest,
    Lasting,
    Linear,
    Member,
    Passing,
    Points,
    Rank,
    Ratio,
)
from jiedui.reports.check.text.setting import Land

#: So many printed queries are kept at most, some 200 bytes each.
MOST = 5000
_MEASURES = {
    "count": "条数",
    "sum": "“{column}”合计",
    "distinct": "“{column}”的不同个数",
    "min": "“{column}”最小值",
    "max": "“{column}”最大值",
}
_OPERATORS = {"in": "＝", "not_in": "≠", "under": "∈", "from": "≥", "to": "≤", "contains": "含"}


@dataclass(frozen=True)
class Definer:
    """Prints the definitions of one book's figures; those of queries are ``kept``, which must be of the same state of it."""

    catalog: Catalog
    land: Land
    book: Book
    kept: dict[Query, str] = field(default_factory=dict, compare=False, repr=False)

    def formula(self, formula: Formula) -> str:
        """The whole formula."""
        match formula:
            case Linear():
                return self._linear(formula)
            case Ratio():
                return self._ratio(formula)
            case Points():
                now, then = self._ratio(formula.now), self._ratio(formula.then)
                return f"100 × [({then}) － ({now})]" if formula.turned else f"100 × [({now}) － ({then})]"
            case Rank():
                return f"({self.formula(formula.own)}) 由大到小排在第几：{self._each(formula.others)}"
            case Alike():
                return " ＝ ".join(f"({self._linear(each)})" for each in formula.sums)
            case Passing():
                return f"其中{_bound(formula)}的个数：{self._each(formula.sums)}"
            case Largest():
                sums = self._each(formula.sums)
                if formula.whole is None:
                    return f"其中最大的{formula.few}个之和：{sums}"
                return f"({self._linear(formula.whole)}) 之中，最大的{formula.few}个所占：{sums}"
            case Lasting():
                days = f"{formula.start.isoformat()}至{formula.end.isoformat()}的天数"
                return f"{days} ÷ 30.436875（{'、'.join(formula.entries)}）"

    def _each(self, sums: Iterable[Member]) -> str:
        """Several amounts or rates, one after the other."""
        return "；".join(f"({self.formula(each)})" for each in sums)

    def _ratio(self, ratio: Ratio) -> str:
        """``(A) ÷ (B) － 1``."""
        quotient = f"({self._linear(ratio.part)}) ÷ ({self._linear(ratio.whole)})"
        if ratio.steps > 1:
            quotient = f"[{quotient}] 的{ratio.steps}次方根"
        if not ratio.shift:
            return quotient
        return f"1 － {quotient}" if ratio.turned else f"{quotient} － 1"

    def _linear(self, linear: Linear) -> str:
        """The terms with their signs, then the constant with the entries that it comes from."""
        terms = [(factor, self.query(query)) for query, factor in linear.terms]
        told = "".join(_signed(factor, words, first=not place) for place, (factor, words) in enumerate(terms))
        if not linear.constant and terms:
            return told
        source = f"（{'、'.join(linear.entries)}）" if linear.entries else ""
        return told + _signed(linear.constant, source, first=not told)

    def query(self, query: Query) -> str:
        """One query: ledger, measure, and in brackets which rows count."""
        found = self.kept.get(query)
        if found is None:
            if len(self.kept) >= MOST:
                self.kept.clear()
            found = self.kept[query] = self._query(query)
        return found

    def _query(self, query: Query) -> str:
        """One query, printed."""
        ledger = self.catalog.ledgers[query.ledger]
        column = ledger.column(query.measure.column).title if query.measure.column else ""
        measure = _MEASURES[query.measure.aggregate].format(column=column)
        return f"{ledger.title}{measure}〔{'；'.join(self._rows(ledger, query))}〕"

    def _rows(self, ledger: Ledger, query: Query) -> Iterator[str]:
        """Which rows count."""
        for condition in query.where:
            yield self._condition(ledger, condition)
        if query.region is not None and ledger.name == "region":
            yield f"{ledger.column('name').title}∈{self.land.regions[query.region].name}"
        elif query.region is not None and ledger.regions:
            columns = [ledger.column(each) for each in query.region_columns] or ledger.regions
            optional = "（或均为空）" if not any(each.required for each in columns) else ""
            yield f"{'｜'.join(each.title for each in columns)}∈{self.land.regions[query.region].name}{optional}"
        yield from _dates(ledger, query)
        if query.accepted:
            yield "仅计已审记录"

    def _condition(self, ledger: Ledger, condition: Condition) -> str:
        """One narrowing."""
        column = ledger.column(condition.column)
        if condition.op in ("filled", "empty"):
            return f"{column.title}{'已填' if condition.op == 'filled' else '未填'}"
        return f"{column.title}{_OPERATORS[condition.op]}{'、'.join(self._values(column, condition))}"

    def _values(self, column: Column, condition: Condition) -> Iterator[str]:
        """The wanted values by name."""
        ids = [each for each in condition.values if isinstance(each, int)] if column.to else []
        names = self.book.names(column.to, ids) if column.to and ids else {}
        for value in condition.values:
            yield names.get(value, str(value)) if isinstance(value, int) else str(value)


def _bound(formula: Passing) -> str:
    """The bound of what is counted: ＞300, ≤500."""
    low = f"{'＞' if formula.low_open else '≥'}{formula.low}" if formula.low is not None else ""
    high = f"{'＜' if formula.high_open else '≤'}{formula.high}" if formula.high is not None else ""
    return low + high


def _dates(ledger: Ledger, query: Query) -> Iterator[str]:
    """Which dates count; nothing for a ledger without one, or for all time."""
    name = query.date or ledger.date
    if query.period is None or name is None:
        return
    column, period = ledger.column(name), query.period
    start, end = _day(column, period.start), _day(column, period.end)
    if query.stock or period.start == date.min:
        yield f"{column.title}截至{end}"
    else:
        yield f"{column.title}＝{start}…{end}"
    if query.stock and query.until:
        yield f"{ledger.column(query.until).title}至少到{end}"


def _day(column: Column, day: date) -> str:
    """A day; of a column of years, its year."""
    return day.isoformat() if column.type == "date" else str(day.year)


def _signed(factor: Fraction, words: str, *, first: bool) -> str:
    """A term with its sign, and its factor where that is not one."""
    negative = factor.numerator < 0
    sign = ("－ " if negative else "") if first else (" － " if negative else " ＋ ")
    if words.startswith("（") or not words:
        return f"{sign}{abs(factor)}{words}"
    return f"{sign}{words}" if abs(factor.numerator) == factor.denominator else f"{sign}{abs(factor)} × {words}"
