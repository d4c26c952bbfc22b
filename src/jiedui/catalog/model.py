"""The declarations of what is kept: ledgers with their columns and rules.

Frozen pydantic models with ``extra="forbid"``: a misspelt key is a problem, never silently ignored. Everything that
other rooms need — the table, the template, the import, the form, the figures, the words by which prose speaks of a
thing — is derived from these objects and from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from jiedui.base.units import Unit, unit
from jiedui.catalog.expressions import Comparison, parse_comparison
from jiedui.catalog.faults import Fault, raise_any
from jiedui.catalog.lines import KeyPath

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Title = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=100)]
ColumnType = Literal["text", "date", "integer", "number", "money", "choice", "ref", "list"]
LedgerKind = Literal["register", "ledger", "planning", "target"]
Narrowing = Mapping[Name, tuple[str, ...] | str]

#: So many of its last signs tell a choice in short.
TAIL = 2

#: Decimal places kept by a column, by type: money to the 分; areas, quantities and the like to four places.
PLACES: Mapping[str, int] = {"integer": 0, "number": 4, "money": 2}


class Declaration(BaseModel):
    """The ground of every declaration: immutable, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(Declaration):
    """One column of a ledger.

    ``unit`` is the unit of a cell whose heading names none; numbers are stored in ``stored_unit`` (money in 元, the
    rest in their own unit) as integers of 10**-places; ``unit_column`` is the column that names each row's own unit.
    ``says`` gives, for a value of a choice, further words by which
    prose speaks of it. ``named`` is a text whose cells are names (a person, a firm, a place) by which prose may mean
    the row; ``holds`` says whose names a text holds, so that they can be masked. ``was`` names the column it was before a rename.
    """

    name: Name
    title: Title
    type: ColumnType
    required: bool = False
    unit: str | None = None
    unit_column: Name | None = None
    choices: tuple[Word, ...] = ()
    to: Name | None = None
    side: Literal["west", "east"] | None = None
    aliases: tuple[Word, ...] = ()
    says: Mapping[str, tuple[Word, ...]] = {}
    phrases: tuple[Word, ...] = ()
    format: Literal["uscc", "phone", "geometry", "industry", "indicator"] | None = None
    named: bool = False
    holds: Literal["person", "organisation", "place", "project"] | None = None
    sensitive: bool = False
    signed: bool = False
    was: Name | None = None
    help: str = ""

    @property
    def numeric(self) -> bool:
        """Whether cells are numbers that can be summed."""
        return self.type in PLACES

    @property
    def places(self) -> int:
        """Decimal places kept."""
        return PLACES[self.type]

    @cached_property
    def directs(self) -> bool:
        """Whether it tells which way a row goes between the sides: a choice between 东…西 and 西…东."""
        return len(self.choices) == 2 and {each[0] + each[-1] for each in self.choices} == {"东西", "西东"}

    @cached_property
    def tails(self) -> frozenset[str]:
        """The last signs of its choices, by which prose tells them in short."""
        return frozenset(each[-TAIL:] for each in self.choices)

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


#: The columns that every ledger has besides its own.
COMMON_COLUMNS = (
    Column(name="code", title="编号", type="text", aliases=("序号编码", "台账编号")),
    Column(name="note", title="备注", type="text", aliases=("说明",)),
    Column(name="evidence", title="佐证", type="list", aliases=("佐证材料", "附件")),
    Column(name="recorder", title="记录人", type="text", holds="person", aliases=("填表人", "经办人")),
)


class RowRule(Declaration):
    """A rule of one row: a comparison of columns such as ``lifted <= workers``; a row with an empty side passes."""

    rule: str
    zh: Word
    en: Word

    @cached_property
    def comparison(self) -> Comparison:
        """The rule, read; ValueError when it cannot be, which no ledger accepts."""
        return parse_comparison(self.rule)

    @cached_property
    def columns(self) -> frozenset[str] | None:
        """The columns that it names; None when it cannot be read."""
        try:
            return self.comparison.columns
        except ValueError:
            return None


class Part(Declaration):
    """One side of a rule of sums: the sum of a column over the rows with those values."""

    sum: Name
    where: Narrowing = {}


class SumRule(Declaration):
    """A rule of sums: for each value of ``by``, the sum of ``part`` never exceeds the sum of ``whole``."""

    by: Name
    part: Part
    whole: Part
    zh: Word
    en: Word


class Ledger(Declaration):
    """One ledger (台账), register (主数据) or planning register: its columns, its rules, how prose speaks of it.

    ``counts`` is the measure word of one row; ``date`` the column by which a row counts to a period; ``key`` the
    columns that tell two rows apart where no 编号 does; ``unique`` says that no two entries ever share the key — without
    it two may (two invoices of one day), and an import pairs rows of one key with entries in their order; ``shows`` the
    columns that name a row to a reader; ``was`` the name that it had before a rename.
    """

    name: Name
    title: Title
    kind: LedgerKind = "ledger"
    counts: Word
    columns: tuple[Column, ...]
    aliases: tuple[Word, ...] = ()
    date: Name | None = None
    key: tuple[Name, ...] = ()
    unique: bool = False
    shows: tuple[Name, ...] = ()
    phrases: tuple[Word, ...] = ()
    rules: tuple[RowRule, ...] = ()
    sums: tuple[SumRule, ...] = ()
    was: Name | None = None

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        """Columns and rules make sense, no heading is two columns', and every name is a column's that serves."""
        raise_any([*_own_faults(self), *_heading_faults(self), *_name_faults(self), *_use_faults(self)])
        return self

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

    @cached_property
    def chosen(self) -> tuple[Column, ...]:
        """The columns that hold one of several choices."""
        return tuple(column for column in self.columns if column.choices)

    @cached_property
    def eastward(self) -> tuple[str, str] | None:
        """The column that keeps where people went as a choice of which one is the east, by its name, with that choice."""
        found = ((column.name, [each for each in column.choices if each.startswith("东部")]) for column in self.columns)
        return next(((name, choices[0]) for name, choices in found if len(choices) == 1), None)

    @cached_property
    def sides(self) -> frozenset[str | None]:
        """The sides of the pair that its regions lie on, None for a region of either."""
        return frozenset(column.side for column in self.regions)

    @cached_property
    def direction(self) -> Column | None:
        """The column that tells which way a row goes between the sides of the pair; None where none does."""
        return next((column for column in self.columns if column.directs), None)


def values_of(wanted: tuple[str, ...] | str) -> tuple[str, ...]:
    """The values of one narrowing, whether one or several were written."""
    return (wanted,) if isinstance(wanted, str) else wanted


def narrowing_faults(ledger: Ledger, where: Narrowing, path: KeyPath) -> Iterator[Fault]:
    """Narrowings by a column that the ledger lacks, or to a value that is no choice of it."""
    key = ".".join(part for part in path if isinstance(part, str))
    for name, wanted in where.items():
        column = ledger.by_name.get(name)
        if column is None:
            yield Fault("catalog-no-column", (*path, name), {"key": key, "column": name, "ledger": ledger.title})
        elif column.choices:
            for value in set(values_of(wanted)) - set(column.choices):
                known = "、".join(column.choices)
                details = {"key": key, "column": name, "value": value, "known": known}
                yield Fault("catalog-no-choice", (*path, name), details)


def _own_faults(ledger: Ledger) -> Iterator[Fault]:
    """What is wrong within one column or one rule."""
    for number, column in enumerate(ledger.columns):
        for fault in _column_faults(column):
            yield Fault(fault.code, ("columns", number, *fault.path), fault.details)
        if column.was in ledger.by_name:
            yield Fault("catalog-was", ("columns", number, "was"), {"name": column.name, "was": column.was})
    for number, rule in enumerate(ledger.rules):
        if rule.columns is None:
            yield Fault("catalog-rule", ("rules", number, "rule"), {"rule": rule.rule})


def _column_faults(column: Column) -> Iterator[Fault]:
    """What does not go together in one column."""
    name = {"column": column.name}
    if (column.type == "choice") != bool(column.choices):
        yield Fault("catalog-choices", ("choices" if column.choices else "type",), name)
    if (column.type == "ref") != bool(column.to):
        yield Fault("catalog-reference", ("to" if column.to else "type",), name)
    if column.type == "money" and column.cell_unit.dimension != "money":
        yield Fault("catalog-money-unit", ("unit",), {**name, "unit": column.unit})
    for value in sorted(set(column.says) - set(column.choices)):
        yield Fault("catalog-says", ("says", value), {**name, "value": value})


def _heading_faults(ledger: Ledger) -> Iterator[Fault]:
    """Names, titles and aliases that two columns share: one fault for each column that repeats an earlier one's."""
    taken: set[str] = set()
    for number, column in enumerate(ledger.columns):
        for word in [word for word in column.names if word in taken][:1]:
            yield Fault("catalog-column-twice", ("columns", number), {"word": word})
        taken.update(column.names)


def _name_faults(ledger: Ledger) -> Iterator[Fault]:
    """Names of columns, anywhere in the ledger, that lead nowhere."""
    for key, path, name in _named(ledger):
        if name not in ledger.by_name:
            yield Fault("catalog-no-column", path, {"key": key, "column": name, "ledger": ledger.title})
    for number, total in enumerate(ledger.sums):
        for side, part in (("part", total.part), ("whole", total.whole)):
            yield from narrowing_faults(ledger, part.where, ("sums", number, side, "where"))


def _named(ledger: Ledger) -> Iterator[tuple[str, KeyPath, str]]:
    """Every mention of a column, with the key it stands under and its path."""
    if ledger.date:
        yield "date", ("date",), ledger.date
    for number, column in enumerate(ledger.columns):
        if column.unit_column:
            yield "unit_column", ("columns", number, "unit_column"), column.unit_column
    for key in ("key", "shows"):
        for number, name in enumerate(getattr(ledger, key)):
            yield key, (key, number), name
    for number, rule in enumerate(ledger.rules):
        for name in sorted(rule.columns or ()):
            yield "rules", ("rules", number, "rule"), name
    for number, total in enumerate(ledger.sums):
        yield "sums", ("sums", number, "by"), total.by
        yield "sums", ("sums", number, "part"), total.part.sum
        yield "sums", ("sums", number, "whole"), total.whole.sum


def _use_faults(ledger: Ledger) -> Iterator[Fault]:
    """Columns used for what their type cannot do."""
    date = ledger.by_name.get(ledger.date or "")
    if date and date.type not in ("date", "integer"):
        yield Fault("catalog-not-date", ("date",), {"key": "date", "column": date.name})
    for number, rule in enumerate(ledger.rules):
        if rule.columns is not None and len(set(_kinds(ledger, rule.comparison))) > 1:
            yield Fault("catalog-rule-types", ("rules", number, "rule"), {"rule": rule.rule})
    for number, total in enumerate(ledger.sums):
        for side, part in (("part", total.part), ("whole", total.whole)):
            column = ledger.by_name.get(part.sum)
            if column and not column.numeric:
                yield Fault("catalog-not-numeric", ("sums", number, side), {"key": "sums", "column": column.name})


def _kinds(ledger: Ledger, rule: Comparison) -> Iterator[str]:
    """What the rule compares: numbers, or the type of columns compared as they are; columns not declared say nothing."""
    for side in (rule.left, rule.right):
        if len(side) > 1 or side[0].column is None or side[0].sign < 0:
            yield "number"
        for column in filter(None, (ledger.by_name.get(term.column or "") for term in side)):
            yield "number" if column.numeric else column.type
