"""A layout as Django models, and the SQL that leads from one layout to the next.

Django is used for nothing else: its autodetector compares two states in memory, its schema editors of both databases
write the statements, and the book runs them in its own transaction. Columns and tables go by their numbers, so that a
rename is a change of the name in the database and nothing has to be guessed.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from typing import Any

import django
from django.conf import settings
from django.db import connections, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import F, Q, Value, lookups

from jiedui.book.layout import LEVELS, Field, Layout, Table, table_name
from jiedui.catalog.expressions import Term, parse_comparison
from jiedui.catalog.model import PLACES

#: The label under which Django knows our models.
LABEL = "book"
#: What Django knows the databases by on which it only works out statements: an empty one, and one to be named.
SQLITE, POSTGRESQL = "book_sqlite", "book_postgresql"
DATABASES: Mapping[str, dict[str, Any]] = {
    SQLITE: {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"},
    POSTGRESQL: {"ENGINE": "django.db.backends.postgresql", "NAME": ""},
}
#: Columns of one index at most; PostgreSQL takes 32.
WIDEST = 24

_LOOKUPS = {
    "<=": lookups.LessThanOrEqual,
    "<": lookups.LessThan,
    ">=": lookups.GreaterThanOrEqual,
    ">": lookups.GreaterThan,
    "==": lookups.Exact,
}


class RowId(models.BigIntegerField):  # type: ignore[misc]
    """The id that the door gives: on SQLite the row's own number, which only the type INTEGER makes it."""

    def db_type(self, connection: Any) -> str:
        """The type of the column."""
        return "integer" if connection.vendor == "sqlite" else "bigint"


@cache
def _configured() -> None:
    """Django with these databases, unless a server in this process has set it up with them."""
    if not settings.configured:
        settings.configure(DATABASES={"default": {}, **DATABASES}, INSTALLED_APPS=[], USE_TZ=True)
        django.setup()


def statements(url: str | None, old: Layout, new: Layout) -> list[str]:
    """The SQL that brings the tables of a book from one layout to another; ``url`` is that of a PostgreSQL book.

    Django asks PostgreSQL how values are written, on a connection of its own; it changes nothing there.
    """
    _configured()
    before, after = _state(old), _state(new)
    connection = _connection(url)
    try:
        return _collected(connection, before, after)
    finally:
        connection.close()


def _connection(url: str | None) -> Any:
    """Django's connection to that database, or to an empty one of SQLite."""
    if url is None:
        return connections[SQLITE]
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - an extra, not there for books on SQLite

    options = conninfo_to_dict(url)
    connections.settings[POSTGRESQL].update(NAME=options.pop("dbname", ""), OPTIONS=options)
    return connections.create_connection(POSTGRESQL)


def _collected(connection: Any, before: ProjectState, after: ProjectState) -> list[str]:
    """The statements that Django would run to get from one state to the other."""
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        state = before.clone()
        for operation in differences(before, after):
            following = state.clone()
            operation.state_forwards(LABEL, following)
            operation.database_forwards(LABEL, editor, state, following)
            state = following
    return [sql for sql in editor.collected_sql if sql and not sql.startswith("--")]


def differences(before: ProjectState, after: ProjectState) -> list[Operation]:
    """What leads from one state to the other: changes of tables that both have, then the new tables as they stand.

    Django's autodetector finds the changes: our one use of a private method of it. It would take new tables apart into
    hundreds of operations and put them together again, which took longer than all else that makes a book.
    """
    created = [model for key, model in after.models.items() if key not in before.models]
    common = _state_of(model for key, model in after.models.items() if key in before.models)
    changes = MigrationAutodetector(before, common)._detect_changes()  # noqa: SLF001
    changed = [operation for migration in changes.get(LABEL, ()) for operation in migration.operations]
    return [*changed, *(CreateModel(model.name, model.fields.items(), model.options, model.bases) for model in created)]


def _state(layout: Layout) -> ProjectState:
    """All tables of the layout."""
    return _state_of(
        ModelState(LABEL, f"L{table.number}", _fields(table), _options(table), bases=(models.Model,))
        for table in layout.tables
    )


def _state_of(tables: Iterable[ModelState]) -> ProjectState:
    """A state of those tables."""
    state = ProjectState()
    for table in tables:
        state.add_model(table)
    return state


def _fields(table: Table) -> list[tuple[str, Any]]:
    """The columns of one table: id, the mark of withdrawal, the declared ones, the levels of regions."""
    named = [("id", RowId(primary_key=True)), ("withdrawn", models.BigIntegerField(null=True))]
    for field in table.fields:
        named.append((_name(field), _field(field)))
        for level, column in zip(LEVELS, field.levels, strict=False):
            named.append((_name(field, level), models.BigIntegerField(null=True, db_column=column)))
    return named


def _name(field: Field, level: str = "") -> str:
    """The name by which Django knows a column: by its number."""
    return f"c{field.number}{level}"


def _field(field: Field) -> Any:
    """One column; every one may be empty, since what is required is the door's matter."""
    if field.kind == "integer":
        return models.BigIntegerField(null=True, db_column=field.name)
    made = models.DateField if field.kind == "date" else models.TextField
    return made(null=True, db_column=field.name)


def _options(table: Table) -> dict[str, Any]:
    """Name, indexes and constraints of one table."""
    return {
        "db_table": table_name(table.name),
        "indexes": list(_indexes(table)),
        "constraints": [*_unique(table), *_checks(table)],
    }


def _indexes(table: Table) -> Iterator[models.Index]:
    """The date, every number, and every region by county and by town with the date and all that figures are made of.

    Dates and numbers are what lists are sorted by: their indexes let a page of a million rows come as quickly as one of
    a thousand. An index that covers what is counted answers a narrowed sum of a million rows in less than a millisecond (the bare
    one takes ten times as long); it makes an import no slower and the file a third larger.
    """
    date = [_name(table.by_name[table.date])] if table.date else []
    if date:
        yield models.Index(fields=date, name=f"ix_{table.number}_date")
    for field in table.fields:
        if field.type in PLACES and field.name != table.date:
            yield models.Index(fields=[_name(field)], name=f"ix_{table.number}_{field.number}_n")
    counted = [_name(field) for field in table.fields if field.choices or field.type in PLACES]
    for field in table.regions:
        for level in ("county", "town"):
            fields = dict.fromkeys([_name(field, level), *date, "withdrawn", *counted])
            yield models.Index(fields=list(fields)[:WIDEST], name=f"ix_{table.number}_{field.number}_{level}")


def _unique(table: Table) -> Iterator[models.UniqueConstraint]:
    """No two entries in use with one 编号; without a 编号, none with one key."""
    live = Q(withdrawn__isnull=True)
    code = table.by_name.get("code")
    if code:
        yield models.UniqueConstraint(fields=[_name(code)], condition=live, name=f"uq_{table.number}_code")
    if table.key and table.key != ("code",):
        bare = live & Q(**{f"{_name(code)}__isnull": True}) if code else live
        fields = [_name(table.by_name[name]) for name in table.key]
        yield models.UniqueConstraint(fields=fields, condition=bare, name=f"uq_{table.number}_key")


def _checks(table: Table) -> Iterator[models.CheckConstraint]:
    """The rules of a row, for entries in use; the door has told of them in words before the database does."""
    for number, rule in enumerate(table.rules):
        comparison = parse_comparison(rule)
        places = max(_places(table, name) for name in comparison.columns)
        sides = (_side(table, comparison.left, places), _side(table, comparison.right, places))
        holds = Q(_LOOKUPS[comparison.symbol](*sides)) if comparison.symbol != "!=" else ~Q(lookups.Exact(*sides))
        condition = Q(withdrawn__isnull=False) | holds
        yield models.CheckConstraint(condition=condition, name=f"ck_{table.number}_{number}")


def _places(table: Table, name: str) -> int:
    """The decimal places that a column is kept to; a date has none."""
    return PLACES.get(table.by_name[name].type, 0)


def _side(table: Table, terms: Sequence[Term], places: int) -> Any:
    """One side of a comparison, all terms brought to the same places."""
    values = [_term(table, term, places) for term in terms]
    return reduce(operator.add, values[1:], values[0])


def _term(table: Table, term: Term, places: int) -> Any:
    """One column or number; a column of fewer places is multiplied up."""
    if term.column is None:
        return Value(int(term.sign * term.number.scaleb(places)))
    factor = term.sign * 10 ** (places - _places(table, term.column))
    column = F(_name(table.by_name[term.column]))
    return column if factor == 1 else column * Value(factor)
