"""Corrections in the book: entries with a history, on both databases, seen by every process."""

import pytest

from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.book.corrections import add_correction, corrections, revoke_correction
from jiedui.book.verify import verify


def test_a_correction_is_kept_with_who_when_and_why(book: Book) -> None:
    made = add_correction(
        book,
        "短语",
        "山海情款",
        target="社会捐赠资金",
        where=("形式=资金", "捐赠方=芳茂"),
        actor="何静",
        reason="本地说法",
    )
    assert corrections(book) == [made]
    assert (made.where, made.made.actor, made.made.reason) == (("形式=资金", "捐赠方=芳茂"), "何静", "本地说法")
    assert list(verify(book)) == []


def test_a_revoked_correction_is_out_of_force_and_its_words_are_free_again(book: Book) -> None:
    first = add_correction(book, "短语", "山海情款", target="社会捐赠资金", actor="何静", reason="本地说法")
    revoke_correction(book, first.id, actor="王复核", reason="说错了")
    second = add_correction(book, "短语", "山海情款", target="财政援助资金", actor="何静", reason="本地说法")
    assert [each.id for each in corrections(book)] == [second.id]
    every = corrections(book, revoked=True)
    assert [(each.id, each.revoked.actor if each.revoked else None) for each in every] == [
        (first.id, "王复核"),
        (second.id, None),
    ]


def test_two_corrections_of_the_same_words_are_refused(book: Book) -> None:
    add_correction(book, "短语", "山海情款", target="社会捐赠资金", actor="何静", reason="本地说法")
    with pytest.raises(Refusal) as refusal:
        add_correction(book, "短语", "山海情款", target="财政援助资金", actor="李登记", reason="本地说法")
    assert [problem.code for problem in refusal.value.problems] == ["book-duplicate"]


def test_another_process_sees_it_at_the_next_head(book: Book) -> None:
    with Book.open(book.location.url or book.location.folder) as other:
        made = add_correction(book, "短语", "山海情款", target="社会捐赠资金", actor="何静", reason="本地说法")
        assert corrections(other) == [made]
