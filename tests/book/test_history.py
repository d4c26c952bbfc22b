"""The history of an entry down to the cell, and the undoing of change sets."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings

from book.conftest import CHANGE_SETS, WHO, WHY, AnyChange, tried, with_regions
from jiedui.base.problems import Refusal
from jiedui.book import AddMany, Book
from jiedui.book.history import history, last_set, undo
from jiedui.book.verify import verify

#: Days that never come again, so that every change set has a time of its own.
DAYS = count()


def rows(book: Book, ledger: str = "fund") -> list[tuple[object, ...]]:
    return list(book.rows(ledger))


def test_who_when_why_and_every_cell_old_and_new(kept: Book) -> None:
    steps = history(kept, "fund", 1)
    told = [(step.link.seq, step.link.at, step.link.actor, step.link.reason, step.op) for step in steps]
    assert told == [
        (3, "2022-06-01T08:30:00+00:00", "李登记", "到账", "add"),
        (4, "2022-06-01T08:30:00+00:00", "王复核", "金额看错", "change"),
    ]
    created = {cell.column: (cell.old, cell.new) for cell in steps[0].cells}
    assert created["amount"] == (None, 100050)
    assert "note" not in created
    assert [(cell.column, cell.old, cell.new) for cell in steps[1].cells] == [
        ("amount", 100050, 150000),
        ("note", None, "更正"),
    ]
    assert [step.op for step in history(kept, "fund", 2)] == ["add", "withdraw"]


def test_an_entry_that_never_was_has_no_history(kept: Book) -> None:
    with pytest.raises(Refusal, match="99"):
        history(kept, "fund", 99)


def test_undoing_what_was_added_withdraws_it(book: Book) -> None:
    with_regions(book)
    rows_ = (("2022-01-01", 4, "省级财政援助", "到位", number, f"Z{number}") for number in range(2100))
    seq = book.write(WHO, WHY, [AddMany("fund", ("date", "west", "source", "stage", "amount", "code"), rows_)]).seq
    assert seq is not None
    receipt = undo(book, seq, actor=WHO)
    assert (receipt.withdrawn, rows(book)) == ({"fund": 2100}, [])
    assert list(verify(book)) == []
    assert receipt.seq is not None
    undo(book, receipt.seq, actor=WHO)
    assert len(rows(book)) == 2100
    assert list(verify(book)) == []


def test_undoing_a_change_and_a_withdrawal_brings_back_what_was(kept: Book) -> None:
    undo(kept, 5, actor=WHO)
    undo(kept, 4, actor=WHO, reason="原来没错")
    assert kept.entry("fund", 1).values["amount"] == Decimal("1000.50")
    assert kept.entry("fund", 1).values["note"] is None
    assert [row[0] for row in rows(kept)] == [1, 2, 3]
    assert history(kept, "fund", 1)[-1].link.reason == "原来没错"


def test_what_later_change_sets_touched_is_not_undone(kept: Book) -> None:
    with pytest.raises(Refusal) as refusal:
        undo(kept, 3, actor=WHO)
    assert refusal.value.problems[0].code == "book-later-changes"
    assert "fund:1（第 4 号）、fund:2（第 5 号）" in refusal.value.problems[0].message()


@pytest.mark.parametrize(("seq", "code"), [(1, "book-not-undoable"), (2, "book-referred"), (77, "book-no-batch")])
def test_what_cannot_be_undone_is_told(kept: Book, seq: int, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        undo(kept, seq, actor=WHO)
    assert refusal.value.problems[0].code == code


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sets=CHANGE_SETS)
def test_replaying_the_history_gives_the_rows(kept: Book, sets: list[list[AnyChange]]) -> None:
    """Whatever was written, or refused: the steps of an entry, one after the other, give its present cells.

    And each cell is as it is since the last step that was about it.
    """
    for number, changes in enumerate(sets):
        today = next(DAYS)
        kept.clock = lambda day=today: datetime(2030, 1, 1, tzinfo=UTC) + timedelta(days=day)  # type: ignore[misc]
        tried(kept, changes, number)
    table, times = kept.table("fund"), dict[tuple[str, int], str]()
    for id, withdrawn, *cells in kept.store.read(f"SELECT id, withdrawn, {table.selection} FROM ledger_fund"):
        replayed: dict[str, object] = {}
        gone = False
        for step in history(kept, "fund", id):
            gone = {"withdraw": True, "restore": False}.get(step.op, gone)
            for cell in step.cells:
                assert replayed.get(cell.column) == cell.old
                replayed[cell.column] = cell.new
            touched = table.by_name if step.op == "add" else [cell.column for cell in step.cells]
            times.update({(name, id): step.link.at for name in touched})
        assert {name: value for name, value in replayed.items() if value is not None} == {
            field.name: cell for field, cell in zip(table.fields, cells, strict=True) if cell is not None
        }
        assert gone == (withdrawn is not None)
    for name in table.by_name:
        expected = {id: at for (column, id), at in times.items() if column == name}
        assert last_set(kept, "fund", name, set(expected)) == expected
    assert list(verify(kept)) == []
