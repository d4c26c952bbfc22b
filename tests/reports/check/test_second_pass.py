"""A paragraph that is gone through again is read as if nothing of it had been read before."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from jiedui.reports.check import checker
from jiedui.reports.check.answer import answer
from jiedui.reports.check.session import Report

#: The first number is one of posts or of exchanges; the book tells which, and what follows goes on with that.
PARAGRAPHS = (
    "选派干部人才4名，其中医疗1名，教育1名。全年培训108人次，其中干部46人次。",
    "全年到位财政援助资金2000万元。选派干部人才4名；医疗1名、教育1名。互访3次，其中2次。",
    "选派干部人才4名，医疗1名，农业1名，增长20%。\n全年转移就业140人，占任务的70%。",
)


@pytest.mark.parametrize("text", PARAGRAPHS)
def test_what_is_kept_from_the_first_time_is_what_would_be_read(
    check: Callable[..., Report], monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    kept, again = answer(check(text)), 0
    readings = checker._readings

    def anew(*given: Any) -> Iterator[Any]:
        nonlocal again
        *handed, settled, _ = given
        again += bool(settled)
        return readings(*handed, settled, {})

    monkeypatch.setattr(checker, "_readings", anew)
    assert answer(check(text)) == kept
    assert again == 1
