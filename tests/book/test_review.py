"""The review of entries: submitted, returned with a reason, accepted; what is changed is to be reviewed again."""

from decimal import Decimal

import pytest

from book.conftest import allotted, with_regions
from jiedui.base.problems import Refusal
from jiedui.book import Book, Change
from jiedui.book.history import history, undo
from jiedui.book.review import review
from jiedui.book.verify import verify


def state(book: Book, id: int) -> object:
    return book.entry("fund", id).values["review"]


def test_an_entry_is_submitted_returned_and_accepted(kept: Book) -> None:
    assert state(kept, 1) is None
    review(kept, "fund", [1, 3], "submit", actor="李登记", reason="三月报审")
    review(kept, "fund", [3], "return", actor="王复核", reason="凭证号不清")
    review(kept, "fund", [1], "accept", actor="王复核", reason="已核")
    assert [state(kept, 1), state(kept, 3)] == ["已审", "退回"]
    assert [(step.link.actor, step.link.reason) for step in history(kept, "fund", 3)][1:] == [
        ("李登记", "三月报审"),
        ("王复核", "凭证号不清"),
    ]
    assert list(verify(kept)) == []


def test_one_entry_that_is_not_ready_holds_back_all(kept: Book) -> None:
    review(kept, "fund", [1], "submit", actor="李登记", reason="报审")
    with pytest.raises(Refusal, match="资金台账:3现在是“未报”，不能直接改为“已审”"):
        review(kept, "fund", [1, 3], "accept", actor="王复核", reason="已核")
    assert state(kept, 1) == "已报"


def test_what_is_changed_after_it_was_accepted_is_no_longer_accepted(kept: Book) -> None:
    review(kept, "fund", [1], "submit", actor="李登记", reason="报审")
    seq = review(kept, "fund", [1], "accept", actor="王复核", reason="已核").seq
    change = kept.write("李登记", "更正", [Change("fund", 1, {"amount": Decimal(1600)})])
    assert state(kept, 1) is None
    assert change.seq == (seq or 0) + 1
    undo(kept, change.seq, actor="王复核")
    assert state(kept, 1) == "已审"


def test_saying_the_same_again_changes_nothing(kept: Book) -> None:
    review(kept, "fund", [1], "submit", actor="李登记", reason="报审")
    assert kept.write("李登记", "再存", [Change("fund", 1, {"amount": Decimal(1500)})]).seq is None
    assert state(kept, 1) == "已报"


def test_who_saves_over_another_is_told_and_nothing_is_lost(kept: Book) -> None:
    """Both opened fund:1 after change set 4; 王复核 saves first."""
    kept.write("王复核", "补凭证", [Change("fund", 1, {"voucher": "V1"}, since=5)])
    with pytest.raises(Refusal, match="已由王复核在第 6 号变更中改过"):
        kept.write("李登记", "改金额", [Change("fund", 1, {"amount": Decimal(7)}, since=5)])
    assert kept.entry("fund", 1).values["amount"] == Decimal(1500)
    kept.write("李登记", "改金额", [Change("fund", 3, {"amount": Decimal(7)}, since=5)])


def test_a_new_entry_opened_since_its_import_may_be_saved(book: Book) -> None:
    with_regions(book)
    seq = book.write("李登记", "到账", [allotted(5)] * 3).seq
    book.write("李登记", "改", [Change("fund", 2, {"amount": Decimal(7)}, since=seq)])
