"""A change set sorted into what the door does one after the other: marks, changes, additions, by ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from jiedui.book.changes import Add, AddMany, AnyChange, Change, Restore, Withdraw


class ChangeSet:
    """A change set by kind and ledger, in the order asked for."""

    def __init__(self, changes: Iterable[AnyChange]) -> None:
        """Sort the changes."""
        self.marks: list[Withdraw | Restore] = []
        self.changes: dict[str, list[Change]] = defaultdict(list)
        self.adds: dict[str, list[Add | AddMany]] = defaultdict(list)
        for change in changes:
            if isinstance(change, Withdraw | Restore):
                self.marks.append(change)
            elif isinstance(change, Change):
                self.changes[change.ledger].append(change)
            else:
                self.adds[change.ledger].append(change)

    def touches(self, ledger: str) -> bool:
        """Whether an entry of the ledger is added, changed, withdrawn or restored."""
        return ledger in self.changes or ledger in self.adds or any(mark.ledger == ledger for mark in self.marks)
