"""Figures: indicators for a scope, with everything that is told of them, and the sheet with targets and rates.

This is the door of the room. An indicator is declared in the catalogue; here it becomes one query, or for a ratio the
quotient of two indicators, computed exactly. A ratio to nothing has no value, and no ratio is capped.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction

from jiedui.base.problems import refuse
from jiedui.base.units import unit
from jiedui.catalog import Indicator, Ledger, Measure, parse_measure, values_of
from jiedui.figures import breakdown as parts
from jiedui.figures import words
from jiedui.figures.engine import Engine
from jiedui.figures.model import Condition, Figure, FigureLine, Query, Result, Scope
from jiedui.figures.names import find_indicator
from jiedui.figures.targets import Targets
from jiedui.figures.ways import ways

Narrowing = tuple[Condition, ...]


class Figures(Engine):
    """Everything that may be asked of the figures of a book; values, records and breakdowns of queries included."""

    def breakdown(self, query: Query, by: str) -> list[parts.Group]:
        """The query by month, quarter, year, region or a column: see :func:`jiedui.figures.breakdown.breakdown`."""
        return parts.breakdown(self, query, by)

    def indicator(self, name: str, scope: Scope, narrow: Narrowing = ()) -> Figure:
        """The indicator of that name, title or alias for a scope, narrowed further by conditions.

        Raises Refusal: catalog-no-indicator with near titles; figures-no-column for a narrowing that does not fit.
        """
        declared = find_indicator(self.book.catalog, name)
        with self.book.store.reading():
            self.values(self.leaves(declared, scope, narrow))
            return self._figure(declared, scope, narrow)

    def indicator_by(self, name: str, scope: Scope, by: str, narrow: Narrowing = ()) -> list[parts.Group]:
        """The indicator broken down; a ratio is the quotient in each part, its rows those of its numerator."""
        declared = find_indicator(self.book.catalog, name)
        with self.book.store.reading():
            if declared.ratio is None:
                return self.breakdown(self.query(declared, scope, narrow), by)
            sides = self._sides(declared, narrow)
            numerator, denominator = (dict(self.indicator_by(side.name, scope, by, own)) for side, own in sides)
        nothing = Result(Fraction(0), 0)
        keys = dict.fromkeys((*denominator, *numerator))
        return [(key, _divided(numerator.get(key, nothing), denominator.get(key, nothing))) for key in keys]

    def part(self, name: str, scope: Scope, by: str, key: str) -> Figure:
        """One part of the indicator broken down, as :meth:`indicator_by` calls it, with the rows behind it."""
        declared = find_indicator(self.book.catalog, name)
        with self.book.store.reading():
            whole = self.indicator(name, scope)
            named = replace(whole, where=f"{whole.where}；{ways(self.book.catalog, declared).get(by, by)}：{key}")
            if declared.ratio is not None:
                return _over(named, *(self.part(side.name, scope, by, key) for side, _ in self._sides(declared, ())))
            rows = parts.part(self, self.query(declared, scope), by, key)
            result = self.result(rows)
            counted = replace(named, value=result.value, rows=result.rows, query=rows.query, kept=rows.kept)
            return replace(counted, fetch=lambda: tuple(f"{rows.query.ledger}:{id}" for id in self.ids(rows)))

    def measured(self, query: Query) -> Figure:
        """The figure of any query, named and defined in words made from it."""
        with self.book.store.reading():
            (result,) = self.values([query])
            ledger = self.compiler.ledger(query.ledger)
            own = Identity(
                name=f"{ledger.name}.{query.measure}",
                title=f"{ledger.title}{words.measure_words(ledger, query.measure)}",
                unit=measured_unit(ledger, query.measure),
                definition=words.query_words(ledger, query, self.label),
            )
            return self._of_query(own, query, result, query.where)

    def sheet(self, scope: Scope, *, main: bool = False) -> list[FigureLine]:
        """All indicators (``main``: the headline ones) with the targets of the scope's year and the rates of completion."""
        declared = [each for each in self.book.catalog.indicators_reported if each.headline or not main]
        with self.book.store.reading():
            self.values([query for each in declared for query in self.leaves(each, scope, ())])
            targets = self.targets(scope)
            return [self._line(self._figure(each, scope, ()), each, targets) for each in declared]

    def line(self, name: str, scope: Scope, narrow: Narrowing = ()) -> FigureLine:
        """The indicator with its target; a narrowed one has none, for targets are set for the whole."""
        with self.book.store.reading():
            figure = self.indicator(name, scope, narrow)
            declared = self.book.catalog.indicators[figure.name]
            return self._line(figure, declared, None if narrow else self.targets(scope))

    def targets(self, scope: Scope) -> Targets | None:
        """The targets of the year in which the scope's period lies; None when it lies in no single year."""
        period = scope.period
        if period is None or period.start.year != period.end.year or "target" not in self.book.catalog.ledgers:
            return None
        return Targets(self.book, period.start.year)

    @staticmethod
    def _line(figure: Figure, declared: Indicator, targets: Targets | None) -> FigureLine:
        """A line of the sheet."""
        target = targets.of(declared, figure.scope.region) if targets else None
        if target is None:
            return FigureLine(figure)
        return FigureLine(figure, target.value, quotient(figure.value, target.value), target.records)

    def query(self, declared: Indicator, scope: Scope, narrow: Narrowing = ()) -> Query:
        """The query that an indicator of a ledger is."""
        where = (
            *(Condition(column, "in", values_of(wanted)) for column, wanted in declared.where.items()),
            *(Condition(column, "filled") for column in declared.filled),
            *(Condition(column, "empty") for column in declared.empty),
            *narrow,
        )
        return Query(
            ledger=declared.ledger or "",
            measure=parse_measure(declared.measure),
            where=where,
            period=scope.period,
            date=declared.date,
            stock=declared.stock,
            until=declared.until,
            region=scope.region,
            region_columns=declared.region,
            accepted=scope.accepted,
        )

    def leaves(self, declared: Indicator, scope: Scope, narrow: Narrowing) -> list[Query]:
        """The queries on which an indicator stands."""
        if declared.ratio is None:
            return [self.query(declared, scope, narrow)]
        return [query for each, own in self._sides(declared, narrow) for query in self.leaves(each, scope, own)]

    def _sides(self, declared: Indicator, narrow: Narrowing) -> list[tuple[Indicator, Narrowing]]:
        """Numerator and denominator of a ratio, each with the narrowing that its ledger has columns for.

        A county mean narrowed by the source of funds is still taken over all assisted counties. Refusal
        (figures-no-column) for a column that neither has.
        """
        sides = [self.book.catalog.indicators[name] for name in declared.ratio or ()]
        columns = [self._columns(side) for side in sides]
        for condition in narrow:
            if not any(condition.column in each for each in columns):
                known = "、".join(sorted(set().union(*columns)))
                raise refuse("figures-no-column", ledger=declared.title, name=condition.column, known=known)
        return [
            (side, tuple(condition for condition in narrow if condition.column in each))
            for side, each in zip(sides, columns, strict=True)
        ]

    def _columns(self, declared: Indicator) -> set[str]:
        """The columns by which an indicator may be narrowed."""
        if declared.ratio is None:
            return set(self.compiler.ledger(declared.ledger or "").by_name)
        return set().union(*(self._columns(self.book.catalog.indicators[name]) for name in declared.ratio))

    def _figure(self, declared: Indicator, scope: Scope, narrow: Narrowing) -> Figure:
        """The figure of an indicator whose queries have been computed."""
        if declared.ratio is not None:
            return self._ratio(declared, scope, narrow)
        query = self.query(declared, scope, narrow)
        (result,) = self.values([query])
        own = Identity(declared.name, declared.title, base_unit(declared), declared.definition)
        return self._of_query(own, query, result, narrow)

    def _ratio(self, declared: Indicator, scope: Scope, narrow: Narrowing) -> Figure:
        """The figure of a ratio: the quotient of its two figures."""
        numerator, denominator = (self._figure(side, scope, own) for side, own in self._sides(declared, narrow))
        figure = Figure(
            name=declared.name,
            title=declared.title,
            value=None,
            unit=base_unit(declared),
            definition=declared.definition,
            scope=scope,
            where=numerator.where,
            rows=0,
            head=self.book.head,
        )
        return _over(figure, numerator, denominator)

    def _of_query(self, own: Identity, query: Query, result: Result, narrow: Narrowing) -> Figure:
        """The figure of a query's result."""
        scope = Scope(query.region, query.period, query.accepted)
        return Figure(
            name=own.name,
            title=own.title,
            value=result.value,
            unit=own.unit,
            definition=own.definition,
            scope=scope,
            where=self._where(scope, query, narrow),
            rows=result.rows,
            head=self.book.head,
            query=query,
            fetch=lambda: tuple(self.records(query)),
        )

    def _where(self, scope: Scope, query: Query, narrow: Narrowing) -> str:
        """Scope and narrowing in words."""
        ledger = self.compiler.ledger(query.ledger)
        labels = self._labels(ledger, narrow)
        told = [words.condition_words(ledger, condition, labels) for condition in narrow]
        partly = () if self.book.view.within(scope.region) else ("限可见记录",)
        return "；".join((words.scope_words(self.book.regions, scope), *told, *partly))

    def _labels(self, ledger: Ledger, narrow: Narrowing) -> words.Labels:
        """What the entries are called that the conditions name, each ledger of them read once."""
        wanted: dict[str, set[int]] = defaultdict(set)
        for condition in narrow:
            column = ledger.column(condition.column)
            wanted[column.to or ""] |= {value for value in condition.values if isinstance(value, int)}
        known = {to: self.book.names(to, ids) for to, ids in wanted.items() if to and ids}
        return lambda to, entry: known.get(to, {}).get(entry, f"{to}:{entry}")

    def label(self, ledger: str, entry: int) -> str:
        """What an entry is called."""
        return self.book.names(ledger, [entry]).get(entry, f"{ledger}:{entry}")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a figure is called, in which unit it is, and what it means."""

    name: str
    title: str
    unit: str
    definition: str


def base_unit(declared: Indicator) -> str:
    """The unit in which an indicator's value is given: 元 for money, 1 for a share, else its own."""
    base = {"money": "元", "ratio": "1"}
    return base.get(unit(declared.unit).dimension, declared.unit)


def measured_unit(ledger: Ledger, measure: Measure) -> str:
    """The unit of a measure: that of its column, the ledger's measure word for a count of rows, 个 of distinct values."""
    if measure.column is None:
        return ledger.counts
    return "个" if measure.aggregate == "distinct" else ledger.column(measure.column).stored_unit


def _over(figure: Figure, numerator: Figure, denominator: Figure) -> Figure:
    """The figure of a ratio with its two figures."""
    return replace(
        figure,
        value=quotient(numerator.value, denominator.value),
        rows=numerator.rows,
        numerator=numerator,
        denominator=denominator,
        fetch=lambda: tuple(dict.fromkeys((*numerator.records, *denominator.records))),
    )


def _divided(part: Result, whole: Result) -> Result:
    """The quotient of two results, with the rows of the first."""
    return Result(quotient(part.value, whole.value), part.rows)


def quotient(part: Fraction | None, whole: Fraction | None) -> Fraction | None:
    """Part ÷ whole; None for a ratio to nothing."""
    return part / whole if part is not None and whole else None
