"""Rules of sums: ``sum(支付) by project <= sum(拨付)``, over the book as the change set leaves it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from jiedui.base.problems import Place, Problem
from jiedui.book.cells import decode, shown
from jiedui.book.changes import Stored
from jiedui.book.checks import Cells
from jiedui.book.layout import LIVE, Layout
from jiedui.book.rows import names, pieces
from jiedui.book.store import Store, marks
from jiedui.catalog import Ledger, SumRule, values_of
from jiedui.catalog.model import Part


class Sums:
    """The groups that one change set touches, and the rules that they must obey in the end."""

    def __init__(self, store: Store, layout: Layout, ledgers: Mapping[str, Ledger]) -> None:
        """Nothing is touched yet."""
        self._store = store
        self._layout = layout
        self._ledgers = ledgers
        self._touched: dict[tuple[str, str], dict[Stored, Place]] = defaultdict(dict)

    def touch(self, ledger: Ledger, cells: Cells, place: Callable[[int], Place]) -> None:
        """Those rows come, go or change: remember their groups, each with the place of its first row."""
        for by in {rule.by for rule in ledger.sums}:
            groups = self._touched[ledger.name, by]
            for row, group in enumerate(cells.get(by) or ()):
                if group is not None and group not in groups:
                    groups[group] = place(row)

    def problems(self) -> Iterator[Problem]:
        """Groups in which the part exceeds the whole."""
        for (name, by), groups in self._touched.items():
            for rule in self._ledgers[name].sums:
                if rule.by == by:
                    yield from self._exceeding(self._ledgers[name], rule, groups)

    def _exceeding(self, ledger: Ledger, rule: SumRule, groups: Mapping[Stored, Place]) -> Iterator[Problem]:
        """Touched groups that break one rule."""
        part, first = _summed(rule.part)
        whole, second = _summed(rule.whole)
        table = self._layout.by_name[ledger.name]
        for piece in pieces(groups):
            sql = (
                f'SELECT "{rule.by}", {part}, {whole} FROM {table.sql} '
                f'WHERE {LIVE} AND "{rule.by}" IN ({marks(len(piece))}) GROUP BY 1 HAVING {part} > {whole} ORDER BY 1'
            )
            params = (*first, *second, *piece, *first, *second)
            for group, less, more in self._store.read(sql, params):
                yield self._problem(ledger, rule, group, (less, more), groups[group])

    def _problem(self, ledger: Ledger, rule: SumRule, group: Stored, sums: tuple[int, int], place: Place) -> Problem:
        """The problem that one group is."""
        told = [
            shown(ledger.column(part.sum), decode(ledger.column(part.sum), value))
            for part, value in zip((rule.part, rule.whole), sums, strict=True)
        ]
        rules = {"rule_zh": rule.zh, "rule_en": rule.en}
        details = {**rules, "name": self._name(ledger, rule.by, group), "part": told[0], "whole": told[1]}
        return Problem("book-sum", place, details)

    def _name(self, ledger: Ledger, by: str, group: Stored) -> str:
        """What a reader calls the group."""
        column = ledger.column(by)
        if column.to and isinstance(group, int):
            return names(self._store, self._layout, self._ledgers, column.to, [group]).get(group, str(group))
        return shown(column, decode(column, group))


def _summed(part: Part) -> tuple[str, tuple[str, ...]]:
    """SQL for the sum of one side of a rule, and its parameters."""
    values = [values_of(wanted) for wanted in part.where.values()]
    tests = [f'"{name}" IN ({marks(len(wanted))})' for name, wanted in zip(part.where, values, strict=True)]
    condition = " AND ".join(tests) or "1 = 1"
    sql = f'COALESCE(SUM(CASE WHEN {condition} THEN "{part.sum}" END), 0)'
    return sql, tuple(value for wanted in values for value in wanted)
