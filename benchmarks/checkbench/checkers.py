"""What a checker is to this benchmark: from a printed report to its answers; and ours, whole and without its joint step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

from checkbench.reports import Printed
from jiedui.base.periods import Period
from jiedui.book import Book
from jiedui.prose.answer import decimal
from jiedui.prose.model import Statement
from jiedui.reports.check import checker
from jiedui.reports.check.answer import answer as told
from jiedui.reports.check.memory import Memory
from jiedui.reports.check.readings.amounts import Before, Reader
from jiedui.reports.check.readings.anchors import Book as Targets
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.session import Checker
from jiedui.reports.check.text.evidence import Surroundings

#: One statement as found: place, dimension, bounds, verdict.
Answer = dict[str, Any]
Check = Callable[[Printed], list[Answer]]


def answer(statement: Statement, verdict: str) -> Answer:
    """A statement with a verdict, in the form of all answers."""
    return {
        "start": statement.start,
        "end": statement.end,
        "dimension": statement.dimension,
        "low": decimal(statement.low),
        "high": decimal(statement.high),
        "verdict": verdict,
    }


class Ours:
    """Our checker on an open book."""

    def __init__(self, book: Book) -> None:
        self._checker = Checker(book)

    def __call__(self, report: Printed) -> list[Answer]:
        """The answers of ``jiedui check``."""
        period = Period(report.start, report.end)
        checked = self._checker.check(report.name, report.text, period=period, region=report.region, clock=report.day)
        return list(told(checked)["claims"])

    def close(self) -> None:
        """Let go of the book."""
        self._checker.close()


class Apart(Ours):
    """Ours without its joint step: every statement is read by itself, as if none stood before it."""

    def __call__(self, report: Printed) -> list[Answer]:
        """The answers, each statement read alone."""
        together = checker.read

        def alone(reader: Reader, book: Targets, around: Surroundings, *_: object) -> Iterator[Reading]:
            return together(reader, book, around, Before(), None)

        unremembered = mock.patch.multiple(Memory, recall=lambda *_: {}, keep=lambda *_: None)
        with unremembered, mock.patch.object(checker, "read", alone):
            return super().__call__(report)
