"""The declarations: what a ledger, a column, a rule and an indicator are.

Frozen pydantic models with ``extra="forbid"``: a misspelt key is a problem, never silently ignored. Everything that
other rooms need — the table, the template, the import, the form, the figures, the words by which prose speaks of a
thing — is derived from these objects and from nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from jiedui.base.units import Unit, unit
from jiedui.catalog.expressions import Comparison, parse_comparison

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Title = Annotated[str, StringConstraints(min_length=1, max_length=40)]
ColumnType = Literal["text", "date", "integer", "number", "money", "choice", "ref", "list"]
LedgerKind = Literal["register", "ledger", "planning", "target"]

#: Decimal places kept by a column, by type: money to the 分; areas, quantities and the like to four places.
PLACES: Mapping[str, int] = {"integer": 0, "number": 4, "money": 2}

#: The columns that every ledger has besides its own: code, note, evidence, recorder.
COMMON = ("code", "note", "evidence", "recorder")


class Declaration(BaseModel):
    """The ground of every declaration: immutable, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(Declaration):
    """One column of a ledger.

    ``unit`` is the unit of a cell whose heading names none; numbers are stored in ``stored_unit`` (money in 元, the
    rest in their own unit) as integers of 10**-places. ``says`` gives, for a value of a choice, further words by which
    prose speaks of it. ``was`` names the column it was before a rename.
    """

    name: Name
    title: Title
    type: ColumnType
    required: bool = False
    unit: str | None = None
    choices: tuple[str, ...] = ()
    to: Name | None = None
    side: Literal["west", "east"] | None = None
    aliases: tuple[str, ...] = ()
    says: Mapping[str, tuple[str, ...]] = {}
    phrases: tuple[str, ...] = ()
    format: Literal["uscc", "phone", "geometry", "industry", "indicator"] | None = None
    sensitive: bool = False
    signed: bool = False
    was: Name | None = None
    help: str = ""

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        """Choices belong to a choice, a target to a reference, words to values that exist."""
        if (self.type == "choice") != bool(self.choices):
            raise ValueError("choices go with the type choice, and only with it")
        if (self.type == "ref") != bool(self.to):
            raise ValueError("`to` goes with the type ref, and only with it")
        if self.type == "money" and self.cell_unit.dimension != "money":
            raise ValueError(f"money is counted in 元, 万元 or 亿元, not in {self.unit}")
        strangers = set(self.says) - set(self.choices)
        if strangers:
            raise ValueError(f"`says` names values that are no choice: {'、'.join(sorted(strangers))}")
        return self

    @property
    def numeric(self) -> bool:
        """Whether cells are numbers that can be summed."""
        return self.type in PLACES

    @property
    def places(self) -> int:
        """Decimal places kept."""
        return PLACES[self.type]

    @cached_property
    def cell_unit(self) -> Unit:
        """The unit of a cell whose heading names none."""
        return unit(self.unit or ("元" if self.type == "money" else "个"))

    @property
    def stored_unit(self) -> str:
        """The unit in which the book keeps it: 元 for money, else the column's own."""
        return "元" if self.type == "money" else (self.unit or "")

    @property
    def heading(self) -> str:
        """The heading of a template: the title with its unit in brackets."""
        return f"{self.title}（{self.unit}）" if self.unit and self.numeric else self.title

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a workbook may call it."""
        return (self.title, self.name, *self.aliases)


class RowRule(Declaration):
    """A rule of one row: a comparison of columns such as ``lifted <= workers``; a row with an empty side passes."""

    rule: str
    zh: str
    en: str

    @model_validator(mode="after")
    def _readable(self) -> Self:
        """The rule can be read."""
        parse_comparison(self.rule)
        return self

    @cached_property
    def comparison(self) -> Comparison:
        """The rule, read."""
        return parse_comparison(self.rule)


class Part(Declaration):
    """One side of a rule of sums: the sum of a column over the rows with those values."""

    sum: Name
    where: Mapping[Name, tuple[str, ...] | str] = {}


class SumRule(Declaration):
    """A rule of sums: for each value of ``by``, the sum of ``part`` never exceeds the sum of ``whole``."""

    by: Name
    part: Part
    whole: Part
    zh: str
    en: str


class Ledger(Declaration):
    """One ledger (台账), register (主数据) or planning register: its columns, its rules, how prose speaks of it.

    ``counts`` is the measure word of one row; ``date`` the column by which a row counts to a period; ``key`` the
    columns that tell two rows apart where no 编号 does; ``shows`` the columns that name a row to a reader.
    """

    name: Name
    title: Title
    kind: LedgerKind = "ledger"
    counts: str
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    date: Name | None = None
    key: tuple[Name, ...] = ()
    shows: tuple[Name, ...] = ()
    phrases: tuple[str, ...] = ()
    rules: tuple[RowRule, ...] = ()
    sums: tuple[SumRule, ...] = ()
    was: Name | None = None
    extends: bool = False
    replaces: bool = False

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        """No column twice; date, key, rules and sums name columns that exist."""
        seen: set[str] = set()
        for column in self.columns:
            for word in (column.name, column.title):
                if word in seen:
                    raise ValueError(f"the column {word} is declared twice")
                seen.add(word)
        if self.extends:
            return self
        self._require((self.date,) if self.date else (), "date")
        self._require(self.key, "key")
        self._require(self.shows, "shows")
        for rule in self.rules:
            self._require(tuple(rule.comparison.columns), "rules")
        for total in self.sums:
            self._require((total.by, total.part.sum, total.whole.sum, *total.part.where, *total.whole.where), "sums")
        if self.date and self.column(self.date).type not in ("date", "integer"):
            raise ValueError(f"the date column {self.date} is no date")
        return self

    def _require(self, names: tuple[str, ...], where: str) -> None:
        """Every name is a column's."""
        for name in names:
            if name not in self.by_name:
                raise ValueError(f"{where} names the column {name}, which is not declared")

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        return self.by_name[name]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a sheet may be called."""
        return (self.title, self.name, *self.aliases)

    @cached_property
    def refs(self) -> tuple[Column, ...]:
        """The columns that refer to another ledger's rows."""
        return tuple(column for column in self.columns if column.type == "ref")

    @cached_property
    def regions(self) -> tuple[Column, ...]:
        """The columns that refer to a region."""
        return tuple(column for column in self.refs if column.to == "region")


class Indicator(Declaration):
    """A named figure: a measure of a ledger narrowed by values, or a ratio of two indicators.

    ``measure`` is ``count``, ``sum(column)``, ``distinct(column)``, ``min(column)`` or ``max(column)``. ``date``
    overrides the ledger's date column. A ``stock`` counts what was there at the period's end: rows dated up to it and
    not yet past ``until``. ``filled`` and ``empty`` name columns that must hold, or not hold, a value.
    ``phrases`` are the words by which reports speak of it; ``units`` the measure words that may stand with a count.
    """

    name: Name
    title: Title
    unit: str
    ledger: Name | None = None
    measure: str = "count"
    where: Mapping[Name, tuple[str, ...] | str] = {}
    filled: tuple[Name, ...] = ()
    empty: tuple[Name, ...] = ()
    date: Name | None = None
    stock: bool = False
    until: Name | None = None
    ratio: tuple[Name, Name] | None = None
    region: tuple[Name, ...] = ()
    by: tuple[Name, ...] = ()
    phrases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    definition: str = ""
    headline: bool = False
    extends: bool = False
    replaces: bool = False

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        """Either a measure of a ledger, or a ratio of two indicators."""
        if (self.ledger is None) == (self.ratio is None):
            raise ValueError("an indicator is either a measure of a ledger or a ratio of two indicators")
        parse_measure(self.measure)
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a target or a command may call it."""
        return (self.title, self.name, *self.aliases)


Aggregate = Literal["count", "sum", "distinct", "min", "max"]


class Measure(Declaration):
    """What is computed of a set of rows: an aggregate and, but for a count, its column."""

    aggregate: Aggregate
    column: Name | None = None

    def __str__(self) -> str:
        """``count`` or ``sum(amount)``."""
        return self.aggregate if self.column is None else f"{self.aggregate}({self.column})"


def parse_measure(text: str) -> Measure:
    """``count``, ``sum(amount)``, ``distinct(host)`` … read; ValueError when it is none of these."""
    head, bracket, rest = text.partition("(")
    if head == "count" and not bracket:
        return Measure(aggregate="count")
    if head in ("sum", "distinct", "min", "max") and rest.endswith(")"):
        return Measure.model_validate({"aggregate": head, "column": rest[:-1]})
    raise ValueError(f"`{text}` is no measure: write count, sum(column), distinct(column), min(column) or max(column)")


def values_of(wanted: tuple[str, ...] | str) -> tuple[str, ...]:
    """The values of one narrowing, whether one or several were written."""
    return (wanted,) if isinstance(wanted, str) else wanted


class Catalog(Declaration):
    """All that an office keeps: ledgers and indicators by name, in the order of their declaration."""

    ledgers: Mapping[str, Ledger] = Field(default_factory=dict)
    indicators: Mapping[str, Indicator] = Field(default_factory=dict)

    def ledger(self, word: str) -> Ledger | None:
        """The ledger that bears this name, title or alias."""
        return self.ledgers.get(word) or self._ledger_words.get(word)

    def indicator(self, word: str) -> Indicator | None:
        """The indicator that bears this name, title or alias."""
        return self.indicators.get(word) or self._indicator_words.get(word)

    @cached_property
    def _ledger_words(self) -> Mapping[str, Ledger]:
        return {word: ledger for ledger in self.ledgers.values() for word in ledger.names}

    @cached_property
    def _indicator_words(self) -> Mapping[str, Indicator]:
        return {word: indicator for indicator in self.indicators.values() for word in indicator.names}
