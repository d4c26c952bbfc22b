"""The simplest checker: a number is right when it stands anywhere in the book, in a cell or as a ledger's count or total."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from checkbench.checkers import Answer, answer
from checkbench.reports import Printed
from checkbench.tables import Tables
from jiedui.base.units import unit
from jiedui.catalog import Catalog
from jiedui.prose.extract import extract
from jiedui.prose.model import Statement
from jiedui.reports.check.readings.judge import holds, nature_of


class Presence:
    """Knows every number of a book by its dimension."""

    def __init__(self, tables: Tables, catalog: Catalog) -> None:
        self._numbers: dict[str, set[Fraction]] = defaultdict(set)
        for name, rows in tables.rows.items():
            self._numbers["count"].add(Fraction(len(rows)))
            for column in catalog.ledgers[name].columns:
                cells = [cell for row in rows if isinstance(cell := row.cells[column.name], Fraction)]
                if cells:
                    self._numbers[unit(column.stored_unit or "个").dimension] |= {*cells, sum(cells, Fraction(0))}

    def __call__(self, report: Printed) -> list[Answer]:
        """Every statement: confirmed when some number of its dimension bears it out, else contradicted."""
        return [answer(each, self._verdict(each)) for each in extract(report.text, report.day).statements]

    def _verdict(self, statement: Statement) -> str:
        """The verdict on one statement."""
        if statement.masked:
            return "unverifiable"
        known = self._numbers[statement.dimension]
        return "confirmed" if any(holds(nature_of(statement, each)) for each in known) else "contradicted"
