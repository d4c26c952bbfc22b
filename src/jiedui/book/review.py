"""The review of entries (审核): entered → submitted 已报 → accepted 已审, or returned 退回 with a reason and then again.

Each step is a change set like any other: who, when and why stand in the journal, and one step takes any number of
entries, all or none. An entry that is changed is merely entered again (see :mod:`jiedui.book.door`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from jiedui.base.problems import Place, Problem, Refusal
from jiedui.book.book import Book
from jiedui.book.changes import Change, Receipt
from jiedui.book.layout import ACCEPTED, RETURNED, REVIEW, SUBMITTED

Step = Literal["submit", "return", "accept"]

#: What each step makes of an entry, and from what.
STEPS: Mapping[Step, tuple[str, frozenset[str | None]]] = {
    "submit": (SUBMITTED, frozenset({None, RETURNED})),
    "return": (RETURNED, frozenset({SUBMITTED, ACCEPTED})),
    "accept": (ACCEPTED, frozenset({SUBMITTED})),
}


def review(
    book: Book, ledger: str, ids: Iterable[int], step: Step, *, actor: str, reason: str, since: int | None = None
) -> Receipt:
    """Take the entries one step on, all or none; ``since`` is the last change set that the reviewer had seen.

    Raises Refusal: book-review-step for every entry that is not where the step starts from, book-no-entry, and what
    the door refuses.
    """
    wanted = list(dict.fromkeys(ids))
    to, sources = STEPS[step]
    entries = {entry.id: entry for entry in book.entries(ledger, wanted)}
    problems = []
    for id in wanted:
        if id not in entries:
            problems.append(Problem("book-no-entry", Place(), {"ledger": book.ledgers[ledger].title, "id": id}))
        elif entries[id].values.get(REVIEW.name) not in sources:
            now = entries[id].values.get(REVIEW.name) or "未报"
            entry = f"{book.ledgers[ledger].title}:{id}"
            problems.append(Problem("book-review-step", Place(), {"entry": entry, "now": now, "to": to}))
    if problems:
        raise Refusal(*problems)
    return book.write(actor, reason, [Change(ledger, id, {REVIEW.name: to}, since=since) for id in wanted])
