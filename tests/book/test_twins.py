"""One book on two databases: what is asked of both comes out the same, down to the hashes."""

from hypothesis import HealthCheck, given, settings

from book.conftest import CHANGE_SETS, AnyChange, tried
from jiedui.book import Book
from jiedui.book.verify import verify


def chain(book: Book) -> list[tuple[object, ...]]:
    """Everything in the journal but the time at which the book was made, which the first link holds."""
    records = book.store.read("SELECT * FROM journal_record ORDER BY seq, ordinal")
    return records + book.store.read("SELECT seq, actor, reason, kind, digest FROM journal_link ORDER BY seq")


def cells(book: Book) -> list[list[tuple[object, ...]]]:
    """Every row of every ledger as the database keeps it."""
    columns = [
        (table, ", ".join(f'"{name}"' for name in ("id", "withdrawn", *table.by_name, *table.levels)))
        for table in book.layout.tables
    ]
    return [book.store.read(f"SELECT {names} FROM {table.sql} ORDER BY id") for table, names in columns]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sets=CHANGE_SETS)
def test_the_same_change_sets_give_the_same_rows_and_the_same_journal(
    twins: tuple[Book, Book], sets: list[list[AnyChange]]
) -> None:
    one, other = twins
    for number, changes in enumerate(sets):
        assert tried(one, changes, number) == tried(other, changes, number)
    assert chain(one) == chain(other)
    assert cells(one) == cells(other)
    assert list(verify(one)) == list(verify(other)) == []
