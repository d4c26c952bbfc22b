"""Proving a book: whatever is altered behind the book's back is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiedui.base.problems import Problem
from jiedui.book import Book
from jiedui.book.evidence import add_evidence, evidence_of
from jiedui.book.verify import verify

#: Examples run inside one transaction that is rolled back, so one book serves all of them.
SHARED = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
GUARDED = {"ledger_fund": ["DELETE"], "ledger_region": ["DELETE"]} | {
    table: ["UPDATE", "DELETE"] for table in ("journal_link", "journal_record")
}


class _Undone(Exception):
    """Ends a transaction of tampering."""


def undone() -> None:
    """Roll the transaction back."""
    raise _Undone


@contextmanager
def tampering(book: Book) -> Iterator[None]:
    """Someone who can drop triggers writes to the database; afterwards all is as before."""
    try:
        with book.store.writing():
            for table, whats in GUARDED.items():
                for what in whats:
                    on = f' ON "{table}"' if book.store.dialect == "postgresql" else ""
                    book.store.execute(f'DROP TRIGGER "{table}_no_{what}"{on}')
            yield
            undone()
    except _Undone:
        pass


def found(book: Book, head: str | None = None) -> list[Problem]:
    return list(verify(book, head))


def named(book: Book) -> list[tuple[str, object]]:
    """Code and entry, or number of the link, of each problem."""
    return [(problem.code, problem.details.get("entry", problem.details.get("seq"))) for problem in found(book)]


def test_a_book_written_through_the_door_is_sound(kept: Book) -> None:
    assert found(kept) == []


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=5)
CELLS = {
    "date": st.dates().map(lambda day: day.isoformat()).filter(lambda text: text > "1000"),
    "amount": st.integers(0, 10**12),
    "west": st.integers(1, 5),
    "stage": TEXTS,
    "note": st.none() | TEXTS,
    "code": st.none() | TEXTS,
    "withdrawn": st.none() | st.integers(1, 9),
}


@SHARED
@given(data=st.data(), id=st.integers(1, 3), column=st.sampled_from(sorted(CELLS)))
def test_any_altered_cell_is_named(kept: Book, data: st.DataObject, id: int, column: str) -> None:
    before = kept.store.read(f'SELECT "{column}" FROM ledger_fund WHERE id = ?', (id,))[0][0]
    value = data.draw(CELLS[column].filter(lambda value: value != before))
    with tampering(kept):
        kept.store.execute(f'UPDATE ledger_fund SET "{column}" = ? WHERE id = ?', (value, id))
        assert ("verify-row-altered", f"fund:{id}") in named(kept)


@SHARED
@given(gone=st.sets(st.integers(1, 3)), more=st.sets(st.integers(4, 99), max_size=4))
def test_any_missing_or_added_row_is_named(kept: Book, gone: set[int], more: set[int]) -> None:
    with tampering(kept):
        for id in gone:
            kept.store.execute("DELETE FROM ledger_fund WHERE id = ?", (id,))
        for id in more:
            kept.store.execute("INSERT INTO ledger_fund (id, amount) VALUES (?, 1)", (id,))
        assert named(kept) == [
            *(("verify-row-missing", f"fund:{id}") for id in sorted(gone)),
            *(("verify-row-added", f"fund:{id}") for id in sorted(more)),
        ]


@SHARED
@given(seq=st.integers(1, 5), column=st.sampled_from(["at", "actor", "reason", "kind", "digest", "parent", "hash"]))
def test_any_altered_link_is_named(kept: Book, seq: int, column: str) -> None:
    with tampering(kept):
        kept.store.execute(f'UPDATE journal_link SET "{column}" = ? WHERE seq = ?', ("x", seq))
        assert ("verify-link", seq) in named(kept)


@SHARED
@given(seq=st.integers(2, 5))
def test_altered_records_and_missing_links_are_named(kept: Book, seq: int) -> None:
    with tampering(kept):
        kept.store.execute("UPDATE journal_record SET cells = ? WHERE seq = ?", ("[[6,1,2]]", seq))
        assert ("verify-link", seq) in named(kept)
    with tampering(kept):
        kept.store.execute("DELETE FROM journal_link WHERE seq = ?", (seq,))
        assert ("verify-link", seq) in named(kept)


def test_a_history_written_anew_is_found_by_a_head_noted_earlier(kept: Book) -> None:
    """Who rewrites the whole chain leaves it sound in itself: only a head noted elsewhere tells."""
    head = kept.head
    assert found(kept, head) == []
    with tampering(kept):
        kept.store.execute("UPDATE ledger_fund SET withdrawn = NULL WHERE id = 2")
        kept.store.execute("DELETE FROM journal_record WHERE seq = 5")
        kept.store.execute("DELETE FROM journal_link WHERE seq = 5")
        assert found(kept) == []
        assert [problem.code for problem in found(kept, head)] == ["verify-head"]


def test_regions_above_that_were_altered_are_named(kept: Book) -> None:
    with tampering(kept):
        kept.store.execute('UPDATE ledger_fund SET "west__county" = 5 WHERE id = 3')
        problems = found(kept)
    assert [problem.code for problem in problems] == ["verify-row-levels"]
    assert "八仙镇" in problems[0].message()


def test_evidence_that_was_altered_or_is_gone_is_named(kept: Book, tmp_path: Path) -> None:
    for name in ("回单.txt", "通知.txt"):
        (tmp_path / name).write_text(f"{name} 的内容", "utf-8")
        add_evidence(kept, "fund", 1, tmp_path / name, actor="李登记")
    assert found(kept) == []
    first, second = (kept_file.path for kept_file in evidence_of(kept, "fund", 1))
    first.write_text("别的内容", "utf-8")
    second.unlink()
    assert sorted(named(kept)) == [("verify-evidence-altered", "fund:1"), ("verify-evidence-missing", "fund:1")]


def test_a_table_that_is_gone_is_told_and_the_others_are_still_proven(sqlite_book: Book) -> None:
    with tampering(sqlite_book):
        sqlite_book.store.execute("DROP TABLE ledger_visit")
        assert [(p.code, p.details["what"]) for p in found(sqlite_book)] == [("verify-unreadable", "调研台账")]


def test_progress_is_told(kept: Book) -> None:
    told: list[tuple[str, int]] = []
    list(verify(kept, progress=lambda what, count: told.append((what, count))))
    assert sorted(told) == [("行政区划", 5), ("资金台账", 3)]
