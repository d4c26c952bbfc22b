"""Triggers that keep the past: the journal is only ever appended to, and no entry is deleted.

They guard against slips and careless tools. Whoever can drop a trigger is found out by ``jiedui verify``.
"""

from __future__ import annotations

from collections.abc import Iterator

from jiedui.book.layout import Layout, table_name
from jiedui.book.store import Store

_JOURNAL = ("journal_link", "journal_record")

_SQLITE = """CREATE TRIGGER IF NOT EXISTS "{table}_no_{what}" BEFORE {what} ON "{table}"
BEGIN SELECT RAISE(ABORT, '{table}: {why}'); END"""

_FUNCTION = """CREATE OR REPLACE FUNCTION jiedui_refuse() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN RAISE EXCEPTION ''%: the past stays'', TG_TABLE_NAME; END'"""
_POSTGRESQL = """CREATE OR REPLACE TRIGGER "{table}_no_{what}" BEFORE {what} ON "{table}"
FOR EACH STATEMENT EXECUTE FUNCTION jiedui_refuse()"""


def set_guards(store: Store, layout: Layout) -> None:
    """Put the triggers on the journal and on every ledger's table."""
    if store.dialect == "postgresql":
        store.execute(_FUNCTION)
    for table, what in _guarded(layout):
        if store.dialect == "sqlite":
            store.execute(_SQLITE.format(table=table, what=what, why="the past stays"))
        else:
            store.execute(_POSTGRESQL.format(table=table, what=what))
    if store.dialect == "postgresql":
        for table in _JOURNAL:
            store.execute(_POSTGRESQL.format(table=table, what="TRUNCATE"))


def _guarded(layout: Layout) -> Iterator[tuple[str, str]]:
    """Each table with what may not be done to it."""
    for table in _JOURNAL:
        yield table, "UPDATE"
        yield table, "DELETE"
    for ledger in layout.tables:
        yield table_name(ledger.name), "DELETE"
