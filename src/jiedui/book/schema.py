"""Making and changing the tables of a book: what the declarations ask for, unless values would be lost.

``sync`` creates, adds, renames (``was``), widens and sets rules and uniqueness, in the transaction of one change set
of kind ``sync`` whose record keeps the new layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from jiedui.base.problems import Place, Problem
from jiedui.book.changes import Stored
from jiedui.book.duplicates import unique_sets
from jiedui.book.layout import LIVE, RESERVED, Field, Layout, Table
from jiedui.book.rules import breaking
from jiedui.book.store import Store, quoted
from jiedui.catalog import Ledger
from jiedui.catalog.expressions import parse_comparison

#: Changes of type that lose nothing.
WIDER = {("choice", "text"), ("text", "list"), ("choice", "list")}
#: Entries named at most in one problem.
NAMED = 10
#: Rows looked at together when a new rule is tried.
PIECE = 5000


def schema_sql(url: str | None, old: Layout, new: Layout) -> list[str]:
    """The statements from one layout to the other; Django is loaded only here."""
    from jiedui.book.models import statements  # noqa: PLC0415 - heavy, and needed by no reader

    return statements(url, old, new)


def sync_problems(store: Store, old: Layout, new: Layout, ledgers: Mapping[str, Ledger]) -> Iterator[Problem]:
    """Everything that stands against the new layout: values that would be lost, entries that would break it."""
    kept = {table.number: table for table in new.tables}
    for table in new.tables:
        for name in sorted(_names(table) & _taken_names(table)):
            yield Problem("sync-reserved", Place(), {"ledger": ledgers[table.name].title, "name": name})
    for table in old.tables:
        if table.number in kept:
            yield from _table_problems(store, table, kept[table.number], ledgers[kept[table.number].name])
        elif count := _count(store, table):
            yield Problem("sync-lost-ledger", Place(), {"name": table.name, "count": count})


def _names(table: Table) -> set[str]:
    """The names of the declared columns."""
    return {field.name for field in table.fields}


def _taken_names(table: Table) -> set[str]:
    """The names that the book itself uses in that table."""
    return {*RESERVED, *table.levels}


def _count(store: Store, table: Table, condition: str = "1 = 1", params: tuple[Stored, ...] = ()) -> int:
    """How many entries, withdrawn ones included, obey the condition."""
    return int(store.read(f"SELECT COUNT(*) FROM {table.sql} WHERE {condition}", params)[0][0])


def _table_problems(store: Store, old: Table, new: Table, ledger: Ledger) -> Iterator[Problem]:
    """What stands against the new shape of one table."""
    for field in old.fields:
        filled = _count(store, old, f'"{field.name}" IS NOT NULL')
        if filled:
            yield from _field_problems(store, old, field, new.by_number.get(field.number), ledger, filled)
    yield from _rule_problems(store, old, new, ledger)
    yield from _unique_problems(store, old, new, ledger)


def _field_problems(
    store: Store, table: Table, old: Field, new: Field | None, ledger: Ledger, filled: int
) -> Iterator[Problem]:
    """What stands against the new shape of one column that ``filled`` entries fill."""
    if new is None:
        yield Problem("sync-lost-column", Place(), {"ledger": ledger.title, "name": old.name, "count": filled})
    elif (old.type, old.to) != (new.type, new.to):
        if (old.type, new.type) not in WIDER:
            details = {"name": new.name, "old": _kind(old), "new": _kind(new), "count": filled}
            yield Problem("sync-type", Place(), {"ledger": ledger.title, **details})
    else:
        for value in sorted(set(old.choices) - set(new.choices)) if new.choices else ():
            if count := _count(store, table, f'"{old.name}" = ?', (value,)):
                details = {"name": new.name, "value": value, "count": count}
                yield Problem("sync-choice", Place(), {"ledger": ledger.title, **details})


def _kind(field: Field) -> str:
    """The type of a column in words."""
    return f"{field.type} → {field.to}" if field.to else field.type


def _rule_problems(store: Store, old: Table, new: Table, ledger: Ledger) -> Iterator[Problem]:
    """Entries in use that break a rule which the ledger did not have."""
    for rule in ledger.rules:
        comparison = parse_comparison(rule.rule)
        before = {name: old.by_number.get(new.by_name[name].number) for name in comparison.columns}
        if rule.rule in old.rules or not all(before.values()):
            continue
        columns = {name: field.name for name, field in before.items() if field}
        broken = list(islice(_breaking(store, old, ledger, rule.rule, columns), NAMED))
        if broken:
            entries = "、".join(f"{old.name}:{id}" for id in broken)
            yield Problem("sync-rule", Place(), {"ledger": ledger.title, "rule": rule.zh, "entries": entries})


def _breaking(store: Store, old: Table, ledger: Ledger, rule: str, columns: Mapping[str, str]) -> Iterator[int]:
    """The ids of entries in use that break the rule; ``columns`` gives the present name of each of its columns."""
    types = {column.name: column.type for column in ledger.columns}
    rows = store.read(f"SELECT id, {quoted(columns.values())} FROM {old.sql} WHERE {LIVE} ORDER BY id")
    cells = dict(zip(columns, zip(*(row[1:] for row in rows), strict=True), strict=True)) if rows else {}
    if cells:
        yield from (rows[row][0] for row in breaking(parse_comparison(rule), types, cells))


def _unique_problems(store: Store, old: Table, new: Table, ledger: Ledger) -> Iterator[Problem]:
    """Entries in use that share what the new layout wants unique."""
    for columns, bare in unique_sets(new):
        before = [old.by_number.get(new.by_name[name].number) for name in columns]
        named = [field.name for field in before if field]
        if len(named) < len(columns) or (tuple(named), bare) in set(unique_sets(old)):
            continue
        filled = " AND ".join(f'"{name}" IS NOT NULL' for name in named)
        only = f'{LIVE} AND "code" IS NULL' if bare and "code" in old.by_name else LIVE
        sql = f"SELECT MIN(id), MAX(id) FROM {old.sql} WHERE {only} AND {filled} GROUP BY {quoted(named)}"
        pairs = store.read(f"{sql} HAVING COUNT(*) > 1 ORDER BY 1 LIMIT {NAMED}")
        if pairs:
            entries = "、".join(f"{old.name}:{first} = {old.name}:{last}" for first, last in pairs)
            titles = "＋".join(ledger.column(name).title for name in columns)
            yield Problem("sync-duplicate", Place(), {"ledger": ledger.title, "columns": titles, "entries": entries})


def layout_changes(old: Layout, new: Layout, ledgers: Mapping[str, Ledger]) -> list[str]:
    """What leads from one layout to the other, in words for a person."""
    told: list[str] = []
    for table in new.tables:
        before = old.by_number.get(table.number)
        title = ledgers[table.name].title
        if before is None:
            told.append(f"新建 {title}")
        elif before != table:
            told += [f"{title}：{words}" for words in _table_changes(before, table, ledgers[table.name])]
    gone = [table.name for table in old.tables if table.number not in new.by_number]
    return [*told, *(f"去掉 {name}（没有记录）" for name in gone)]


def _table_changes(old: Table, new: Table, ledger: Ledger) -> Iterator[str]:
    """What changes in one table, in words."""
    if old.name != new.name:
        yield f"改名（原 {old.name}）"
    for field in new.fields:
        before = old.by_number.get(field.number)
        title = ledger.column(field.name).title
        if before is None:
            yield f"增加列 {title}"
        elif before != field:
            yield f"调整列 {title}" + (f"（原 {before.name}）" if before.name != field.name else "")
    yield from (f"去掉列 {field.name}（没有内容）" for field in old.fields if field.number not in new.by_number)
    if (old.key, old.date, old.rules) != (new.key, new.date, new.rules):
        yield "调整主键、日期列或规则"
