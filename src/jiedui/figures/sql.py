"""From queries to SQL: predicates, aggregates, and the decoding of what comes back. Pure: nothing is read here.

Names in SQL come from the catalogue alone; every value of a query is bound. The SQL is the same for SQLite, PostgreSQL
and DuckDB but for the name of the function that finds one text in another.

Storage: a ledger is the table ``ledger_<name>``; money, numbers and integers are whole numbers of 10**-places;
dates ISO text (or a date type that compares with it); lists are joined by ``、``; references are ids; beside a
reference to a region stand the ids of its ancestors, see :meth:`jiedui.book.regions.RegionTree.within`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, Literal, Protocol, TypeVar

from jiedui.base.periods import Period, Stretch
from jiedui.base.problems import Problem, Refusal, refuse
from jiedui.book.cells import COMMA, Unfit, encode
from jiedui.book.layout import ACCEPTED, LIVE, REVIEW, table_name
from jiedui.book.predicates import Predicate, all_of, any_of, nowhere, one_of, under
from jiedui.book.regions import RegionTree
from jiedui.book.sight import View
from jiedui.catalog import Catalog, Column, Ledger, Measure
from jiedui.figures.model import Condition, Query, Result, Value

Dialect = Literal["sqlite", "postgresql", "duckdb"]

#: The function that says where in its first argument the second one begins, 0 for nowhere.
_FINDS: Mapping[Dialect, str] = {"sqlite": "instr", "postgresql": "strpos", "duckdb": "instr"}


#: A measure and the rows that it is taken of.
Leaf = tuple[Measure, Predicate]


class References(Protocol):
    """Whoever knows the entries that a reference may name."""

    def ids(self, ledger: str, word: str) -> tuple[int, ...]:
        """The entries of a ledger that bear the code, name or alias; Refusal when none does."""

    def full_names(self) -> Mapping[str, str]:
        """The name of each organisation by every other name that it alone bears."""


Known = TypeVar("Known", bound=References)


@dataclass(frozen=True)
class Joined:
    """What is joined to the rows of a ledger: the SQL before the select, that behind its table, the values of the former."""

    before: str = ""
    behind: str = ""
    params: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compiler(Generic[Known]):
    """Makes the SQL of queries: the catalogue, the tree of regions, the dialect, who knows references, what is seen."""

    catalog: Catalog
    regions: RegionTree
    dialect: Dialect
    references: Known
    view: View

    def ledger(self, name: str) -> Ledger:
        """The ledger; Refusal (book-no-ledger) when there is none."""
        found = self.catalog.ledgers.get(name)
        if found is None:
            known = "、".join(ledger.title for ledger in self.catalog.ledgers.values())
            raise refuse("book-no-ledger", name=name, known=known)
        return found

    def column(self, ledger: Ledger, name: str) -> Column:
        """The column; Refusal (figures-no-column) when there is none, or none that the reader sees."""
        found = ledger.by_name.get(name)
        if found is None or (found.sensitive and not self.view.sight.sensitive):
            known = "、".join(column.title for column in ledger.columns)
            raise refuse("figures-no-column", ledger=ledger.title, name=name, known=known)
        return found

    def scope(self, query: Query) -> Predicate:
        """The rows that count: not withdrawn, in the query's reach."""
        return all_of((Predicate(LIVE), self.reach(query)))

    def reach(self, query: Query) -> Predicate:
        """The rows in the period, in the region, accepted if asked, visible to the reader; withdrawn ones included."""
        ledger = self.ledger(query.ledger)
        within = self.region(query, query.region) if query.region is not None else Predicate()
        accepted = Predicate(f'"{REVIEW.name}" = ?', (ACCEPTED,)) if query.accepted else Predicate()
        return all_of((within, self.time(query, ledger), accepted, self.visible(query, ledger)))

    def visible(self, query: Query, ledger: Ledger) -> Predicate:
        """The rows that the reader sees; no condition where all rows of the query's region are the reader's own."""
        if query.region is not None and ledger.regions and self.view.within(query.region):
            columns = self.region_columns(query, ledger)
            if columns == ledger.regions or any(column.required for column in columns):
                return Predicate()
        return self.view.visible(self.view.layout.by_name[ledger.name])

    def narrowing(self, query: Query) -> Predicate:
        """The rows that the conditions of the query leave."""
        ledger = self.ledger(query.ledger)
        return all_of(self.condition(ledger, condition) for condition in query.where)

    def time(self, query: Query, ledger: Ledger) -> Predicate:
        """The rows of the period, by their date; of a stock, those there at its end.

        A ledger without a date is the same at all times. A year counts when the period touches it.
        """
        if query.period is None or not (query.date or ledger.date):
            return Predicate()
        dated = self.dated(query, ledger)
        start, end = _bounds(dated, query.period)
        name = f'"{dated.name}"'
        if not query.stock:
            return Predicate(f"{name} >= ? AND {name} <= ?", (start, end))
        begun = Predicate(f"{name} <= ?", (end,))
        return all_of((begun, self._not_over(query, ledger)))

    def _not_over(self, query: Query, ledger: Ledger) -> Predicate:
        """The rows of a stock that are still there at the period's end: no last day, or one not before it."""
        if query.until is None or query.period is None:
            return Predicate()
        last = self.column(ledger, query.until)
        return Predicate(f'"{last.name}" IS NULL OR "{last.name}" >= ?', (_bounds(last, query.period)[1],))

    def dated(self, query: Query, ledger: Ledger) -> Column:
        """The column by which the query counts rows to a period; Refusal (figures-no-date) when it is no date."""
        name = query.date or ledger.date
        column = self.column(ledger, name) if name else None
        if column is None or column.type not in ("date", "integer"):
            raise refuse("figures-no-date", ledger=ledger.title, name=name or "")
        return column

    def region(self, query: Query, region: int, *, strict: bool = False) -> Predicate:
        """The rows that lie in the region, by any of the query's region columns.

        Rows of a ledger that names no region are the office's own and lie in every one; so do, unless ``strict``,
        rows whose regions are all empty where the ledger requires none.
        """
        ledger = self.ledger(query.ledger)
        if ledger.name == "region":
            return one_of("id", self.regions.below(region))
        columns = self.region_columns(query, ledger)
        if not columns:
            return Predicate()
        parts = [self._under(column, region) for column in columns]
        if not strict and not any(column.required for column in columns):
            parts.append(nowhere(column.name for column in columns))
        return any_of(parts)

    def region_columns(self, query: Query, ledger: Ledger) -> tuple[Column, ...]:
        """The columns by which a row lies in a region."""
        if not query.region_columns:
            return ledger.regions
        return tuple(self.column(ledger, name) for name in query.region_columns)

    def _under(self, column: Column, region: int) -> Predicate:
        """The rows whose region is this one or lies below it."""
        return under(column.name, self.regions, region)

    def condition(self, ledger: Ledger, condition: Condition) -> Predicate:
        """The rows that one condition leaves."""
        column = self.column(ledger, condition.column)
        name = f'"{column.name}"'
        match condition.op:
            case "filled":
                return Predicate(f"{name} IS NOT NULL")
            case "empty":
                return Predicate(f"{name} IS NULL")
            case "in":
                return self._is(column, condition.values)
            case "not_in":
                among = self._is(column, condition.values)
                return Predicate(f"{name} IS NULL OR NOT ({among.sql})", among.params)
            case "under":
                return any_of(self._lies_in(column, region) for region in self._regions(condition.values))
            case "contains":
                return any_of(self._contains(column, str(value)) for value in condition.values)
            case "from" | "to":
                sign = ">=" if condition.op == "from" else "<="
                return all_of(Predicate(f"{name} {sign} ?", (stored(column, value),)) for value in condition.values)

    def _regions(self, values: tuple[Value, ...]) -> Iterator[int]:
        """The regions that the values of a condition name."""
        for value in values:
            yield from (value,) if isinstance(value, int) else self.references.ids("region", str(value))

    def _lies_in(self, column: Column, region: int) -> Predicate:
        """The rows whose region lies in this one; of another reference, those that refer to a row that does."""
        if column.to == "region":
            return self._under(column, region)
        ledger = self.ledger(column.to or "")
        inner = any_of(self._under(each, region) for each in ledger.regions)
        sql = f'"{column.name}" IN (SELECT "id" FROM "{table_name(ledger.name)}" WHERE {inner.where})'
        return Predicate(sql, inner.params)

    def _is(self, column: Column, values: tuple[Value, ...]) -> Predicate:
        """The rows whose cell is one of the values, None being an empty one; of a list, whose cell has one of them."""
        if None in values:
            filled = tuple(value for value in values if value is not None)
            return any_of((Predicate(f'"{column.name}" IS NULL'), self._is(column, filled)))
        if column.type == "list":
            return any_of(self._has_item(column, str(value)) for value in values)
        if column.type == "ref":
            return one_of(column.name, self._all_ids(column, values))
        wanted = tuple(stored(column, value) for value in values)
        marks = ", ".join("?" * len(wanted))
        return Predicate(f'"{column.name}" IN ({marks})', wanted) if wanted else Predicate("FALSE")

    def _all_ids(self, column: Column, values: tuple[Value, ...]) -> tuple[int, ...]:
        """The entries that the values of a reference name: ids as they are, words through the references."""
        found = [
            (value,) if isinstance(value, int) else self.references.ids(column.to or "", str(value)) for value in values
        ]
        return tuple(entry for entries in found for entry in entries)

    def _has_item(self, column: Column, item: str) -> Predicate:
        """The rows whose list has the item."""
        finds = _FINDS[self.dialect]
        sql = f"""{finds}('{COMMA}' || "{column.name}" || '{COMMA}', ?) > 0"""
        return Predicate(sql, (f"{COMMA}{item}{COMMA}",))

    def called(self, ledger: Ledger, text: str) -> Predicate:
        """The entries of the ledger that are called by something with the text in it: name, code or alias."""
        return any_of(self._contains(each, text) for each in _naming(ledger))

    def mentions(self, ledger: Ledger, text: str) -> Predicate:
        """The rows with the text anywhere: in a text, a choice, a list, or what a referred row is called."""
        seen = [column for column in ledger.columns if self.view.sight.sensitive or not column.sensitive]
        texts = [column for column in seen if column.type in ("text", "list")]
        refs = [column for column in seen if column.to and _naming(self.ledger(column.to))]
        chosen = [(column, tuple(choice for choice in column.choices if text in choice)) for column in seen]
        return any_of(
            [
                *(self._is(column, choices) for column, choices in chosen if choices),
                *(self._contains(column, text) for column in (*texts, *refs)),
            ]
        )

    def _contains(self, column: Column, text: str) -> Predicate:
        """The rows whose text, or whose referred row's name, has the text in it."""
        if column.type == "ref":
            ledger = self.ledger(column.to or "")
            inner = self.called(ledger, text)
            sql = f'"{column.name}" IN (SELECT "id" FROM "{table_name(ledger.name)}" WHERE {inner.where})'
            return Predicate(sql, inner.params)
        return Predicate(f'{_FINDS[self.dialect]}("{column.name}", ?) > 0', (text,))

    def aggregate(self, ledger: Ledger, measure: Measure, kept: Predicate) -> str:
        """The SQL of a measure over the rows that ``kept`` leaves; its parameters are those of ``kept``.

        Raises Refusal: figures-measure for a sum, least or greatest of what is no number.
        """
        column = self.column(ledger, measure.column) if measure.column else None
        if measure.aggregate in ("sum", "min", "max") and not (column and column.numeric):
            raise refuse("figures-measure", ledger=ledger.title, measure=measure)
        name = self.called_in_full(column) if column and measure.aggregate == "distinct" else _quoted(column)
        call = {
            "count": "COUNT(*)",
            "distinct": f"COUNT(DISTINCT {name})",
            "sum": f"SUM({name})",
            "min": f"MIN({name})",
            "max": f"MAX({name})",
        }[measure.aggregate]
        return f"{call} FILTER (WHERE {kept.sql})" if kept.sql else call

    def called_in_full(self, column: Column) -> str:
        """The SQL of a cell; of an organisation that is written by an alias, its name, from what :meth:`joined` joins."""
        return f'COALESCE("~{column.name}"."~full", "{column.name}")' if self._aliased(column) else _quoted(column)

    def joined(self, ledger: Ledger, columns: Iterable[str]) -> Joined:
        """What a select must join so that those columns can be called in full."""
        aliased = [column for name in dict.fromkeys(columns) if self._aliased(column := ledger.by_name[name])]
        if not aliased:
            return Joined()
        known = self.references.full_names()
        pairs = ", ".join(["(?, ?)"] * len(known))
        return Joined(
            f'WITH "~names"("~alias", "~full") AS (VALUES {pairs}) ',
            "".join(f' LEFT JOIN "~names" AS "~{c.name}" ON "~{c.name}"."~alias" = "{c.name}"' for c in aliased),
            tuple(word for pair in known.items() for word in pair),
        )

    def _aliased(self, column: Column) -> bool:
        """Whether a column's text may be an alias of an organisation that the book knows."""
        return column.type == "text" and column.holds == "organisation" and bool(self.references.full_names())

    def decoded(self, ledger: Ledger, measure: Measure, raw: int | None) -> Fraction | None:
        """The value of a measure: counts as they are, the rest in the column's unit; the sum of nothing is 0."""
        if raw is None:
            return Fraction(0) if measure.aggregate == "sum" else None
        if measure.aggregate in ("count", "distinct") or measure.column is None:
            return Fraction(raw)
        return Fraction(raw, 10 ** ledger.column(measure.column).places)

    def results(self, ledger: Ledger, leaves: Sequence[Leaf], row: Sequence[int | None]) -> list[Result]:
        """What a select says of the leaves: a value and a number of rows for each."""
        pairs = zip(leaves, row[::2], row[1::2], strict=True)
        return [Result(self.decoded(ledger, measure, raw), rows or 0) for (measure, _), raw, rows in pairs]


def _quoted(column: Column | None) -> str:
    """The SQL of a cell as it is; of a whole row without a column."""
    return f'"{column.name}"' if column else "*"


def _naming(ledger: Ledger) -> list[Column]:
    """The columns of text by which an entry of the ledger is called."""
    columns = [ledger.by_name[name] for name in (*ledger.shows, "code", "aliases") if name in ledger.by_name]
    return [column for column in columns if column.type in ("text", "list")]


def stretch_of(column: Column, stretch: Stretch) -> str:
    """The SQL of the month ``2022-03``, quarter ``2022Q1`` or year ``2022`` of a date.

    Raises Refusal: figures-only-years for a column of years asked for its months.
    """
    if column.type != "date":
        if stretch != "year":
            raise refuse("figures-only-years", column=column.title)
        return f'CAST("{column.name}" AS TEXT)'
    day = f'CAST("{column.name}" AS TEXT)'
    if stretch == "quarter":
        month = f"substr({day}, 6, 2)"
        which = f"CASE WHEN {month} <= '03' THEN 'Q1' WHEN {month} <= '06' THEN 'Q2' WHEN {month} <= '09' THEN 'Q3' ELSE 'Q4' END"
        return f"substr({day}, 1, 4) || {which}"
    return f"substr({day}, 1, {7 if stretch == 'month' else 4})"


def stored(column: Column, value: Value) -> str | int | None:
    """A wanted value as the book keeps it; Refusal when the column could never hold it."""
    try:
        return encode(column, value)
    except Unfit as unfit:
        raise Refusal(Problem(unfit.code, details=unfit.details)) from unfit


def _bounds(column: Column, period: Period) -> tuple[str | int, str | int]:
    """The first and last day of a period as the column keeps them; of a column of years, the years."""
    if column.type == "date":
        return period.start.isoformat(), period.end.isoformat()
    return period.start.year, period.end.year
