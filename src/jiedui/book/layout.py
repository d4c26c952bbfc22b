"""The layout of a book: which table and which columns keep the ledgers, as last declared.

Every ledger, and every column of one, has a number that it keeps for good: a rename changes the name, never the
number, and the hashes of rows go by numbers. The layout is kept in the journal itself, as the content of the change
set that brought it (kind ``sync``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal, TypeVar

from jiedui.catalog import Catalog, Column, Ledger

#: The levels of a region kept beside every reference to one, from the top.
LEVELS = ("province", "city", "county", "town")
#: SQL: entries that count, i.e. have not been withdrawn.
LIVE = '"withdrawn" IS NULL'
#: Names that the book's own columns bear.
RESERVED = frozenset({"id", "withdrawn"})
StoredKind = Literal["text", "date", "integer"]
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Field:
    """One declared column as the book keeps it."""

    number: int
    name: str
    type: str
    to: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def kind(self) -> StoredKind:
        """How it is stored: dates as dates; numbers, money and references as integers; all else as text."""
        if self.type == "date":
            return "date"
        return "integer" if self.type in ("integer", "number", "money", "ref") else "text"

    @property
    def levels(self) -> tuple[str, ...]:
        """The columns of its region's levels; none unless it refers to a region."""
        return tuple(f"{self.name}__{level}" for level in LEVELS) if self.to == "region" else ()


@dataclass(frozen=True)
class Table:
    """One ledger as the book keeps it; ``width`` is the highest number that a column of it ever had."""

    number: int
    name: str
    date: str | None
    key: tuple[str, ...]
    rules: tuple[str, ...]
    width: int
    fields: tuple[Field, ...]

    @property
    def sql(self) -> str:
        """The table's name, quoted."""
        return f'"{table_name(self.name)}"'

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The columns by name."""
        return {field.name: field for field in self.fields}

    @cached_property
    def by_number(self) -> Mapping[int, Field]:
        """The columns by number."""
        return {field.number: field for field in self.fields}

    @cached_property
    def regions(self) -> tuple[Field, ...]:
        """The columns that refer to a region."""
        return tuple(field for field in self.fields if field.to == "region")

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The columns of the levels of all its regions."""
        return tuple(level for field in self.regions for level in field.levels)

    @cached_property
    def selection(self) -> str:
        """SQL: the columns in the order of their numbers, for the row's hash; a number out of use is empty."""
        named = (self.by_number.get(number) for number in range(1, self.width + 1))
        return ", ".join(f'"{field.name}"' if field else "NULL" for field in named)


@dataclass(frozen=True)
class Layout:
    """All tables, in the order of their numbers, and the algorithm that hashes rows and links."""

    algorithm: str = "sha256"
    tables: tuple[Table, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Table]:
        """The tables by the ledger's name."""
        return {table.name: table for table in self.tables}

    @cached_property
    def by_number(self) -> Mapping[int, Table]:
        """The tables by number."""
        return {table.number: table for table in self.tables}

    def referring(self, ledger: str) -> tuple[tuple[Table, Field], ...]:
        """The columns, anywhere, that refer to that ledger."""
        return tuple((table, field) for table in self.tables for field in table.fields if field.to == ledger)

    def to_json(self) -> str:
        """The layout as the journal keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    @staticmethod
    def from_json(text: str) -> Layout:
        """The layout that the journal kept."""
        body = json.loads(text)
        return Layout(body["algorithm"], tuple(_table(table) for table in body["tables"]))


def table_name(ledger: str) -> str:
    """The name of the table that keeps a ledger."""
    return f"ledger_{ledger}"


def _table(body: Mapping[str, Any]) -> Table:
    """One table, read back."""
    fields = tuple(Field(**{**field, "choices": tuple(field["choices"])}) for field in body["fields"])
    return Table(**{**body, "key": tuple(body["key"]), "rules": tuple(body["rules"]), "fields": fields})


def all_ledgers(catalog: Catalog) -> Mapping[str, Ledger]:
    """The ledgers of the catalogue, each with the book's own columns, and the book's registers of evidence and corrections."""
    reviewed = {name: _reviewed(ledger) for name, ledger in catalog.ledgers.items()}
    return {**reviewed, EVIDENCE.name: EVIDENCE, CORRECTION.name: CORRECTION}


def _reviewed(ledger: Ledger) -> Ledger:
    """The ledger with the book's own columns; made afresh, so that nothing derived from the old ones is kept."""
    declared = {name: getattr(ledger, name) for name in Ledger.model_fields}
    own = (REVIEW,) if ledger.refs else (REVIEW, HOME)
    return Ledger.model_construct(**{**declared, "columns": (*ledger.columns, *own)})


#: How far an entry has come on its way to being accepted (审核); empty while it is only entered. No workbook fills this
#: column, and an entry that is changed loses it: what was accepted is not what is there now.
SUBMITTED, RETURNED, ACCEPTED = "已报", "退回", "已审"
REVIEW = Column(name="review", title="审核", type="choice", choices=(SUBMITTED, RETURNED, ACCEPTED))

#: Where an entry belongs (属地) whose ledger has no column to say so: the region of whoever entered it, nothing for one
#: that the office keeps for all.
HOME = Column(name="home", title="属地", type="ref", to="region")

#: The book's own register of evidence files (佐证): which file belongs to which entry, by the digest of its content.
EVIDENCE = Ledger(
    name="book_evidence",
    title="佐证文件",
    kind="register",
    counts="份",
    key=("ledger", "entry", "name"),
    shows=("name",),
    columns=(
        Column(name="ledger", title="台账", type="text", required=True),
        Column(name="entry", title="记录", type="integer", required=True),
        Column(name="name", title="文件名", type="text", required=True),
        Column(name="digest", title="摘要", type="text", required=True),
        Column(name="size", title="字节数", type="integer", required=True),
        Column(name="type", title="内容类型", type="text", required=True),
        Column(name="code", title="编号", type="text"),
    ),
)

#: What a correction may say: these words state no quantity; they mean that figure; this phrase means that figure.
CORRECTION_KINDS = ("非数量表述", "所指", "短语")
#: The book's own register of corrections (更正): what the office taught the checker, see ``book/corrections.py``.
CORRECTION = Ledger(
    name="book_correction",
    title="核对更正",
    kind="register",
    counts="条",
    key=("words",),
    unique=True,
    shows=("words",),
    columns=(
        Column(name="kind", title="类别", type="choice", choices=CORRECTION_KINDS, required=True),
        Column(name="words", title="文字", type="text", required=True),
        Column(name="target", title="所指", type="text"),
        Column(name="narrowing", title="条件", type="text"),
    ),
)


def advance(layout: Layout, catalog: Catalog) -> Layout:
    """The layout that the declarations ask for, with every known ledger and column keeping its number."""
    declared = all_ledgers(catalog)
    number = max((table.number for table in layout.tables), default=0)
    tables: list[Table] = []
    for ledger in declared.values():
        old = _known(layout.by_name, ledger.name, ledger.was, declared)
        number += old is None
        tables.append(_advance_table(ledger, old, number))
    return Layout(layout.algorithm, tuple(sorted(tables, key=lambda table: table.number)))


def _known(old: Mapping[str, Thing], name: str, was: str | None, declared: Mapping[str, object]) -> Thing | None:
    """What bore this name; or, before its rename, the name ``was``, unless another is declared by that name now."""
    return old.get(name) or (old.get(was) if was and was not in declared else None)


def _advance_table(ledger: Ledger, old: Table | None, number: int) -> Table:
    """The table that the ledger asks for."""
    width = old.width if old else 0
    fields: list[Field] = []
    for column in ledger.columns:
        before = _known(old.by_name, column.name, column.was, ledger.by_name) if old else None
        width += before is None
        fields.append(Field(before.number if before else width, column.name, column.type, column.to, column.choices))
    return Table(
        number=old.number if old else number,
        name=ledger.name,
        date=ledger.date,
        key=ledger.key if ledger.unique else (),
        rules=tuple(rule.rule for rule in ledger.rules),
        width=width,
        fields=tuple(sorted(fields, key=lambda field: field.number)),
    )
