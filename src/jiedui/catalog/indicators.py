"""The declarations of what is counted: indicators, and the measures that they take of a ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import model_validator

from jiedui.catalog.faults import Fault, raise_any
from jiedui.catalog.model import Declaration, Name, Title, Word

Aggregate = Literal["count", "sum", "distinct", "min", "max"]


class Measure(Declaration):
    """What is computed of a set of rows: an aggregate and, but for a count, its column."""

    aggregate: Aggregate
    column: Name | None = None

    def __eq__(self, other: object) -> bool:
        """Whether it computes the same; readings are compared by it a thousand times a report."""
        return isinstance(other, Measure) and self.aggregate == other.aggregate and self.column == other.column

    def __hash__(self) -> int:
        """The hash of both."""
        return hash((self.aggregate, self.column))

    def __str__(self) -> str:
        """``count`` or ``sum(amount)``."""
        return self.aggregate if self.column is None else f"{self.aggregate}({self.column})"


def parse_measure(text: str) -> Measure:
    """``count``, ``sum(amount)``, ``distinct(host)`` … read; ValueError when it is none of these."""
    head, bracket, rest = text.partition("(")
    if head == "count" and not bracket:
        return Measure(aggregate="count")
    if head in ("sum", "distinct", "min", "max") and rest.endswith(")"):
        return Measure.model_validate({"aggregate": head, "column": rest[:-1]})
    raise ValueError(f"`{text}` is no measure: write count, sum(column), distinct(column), min(column) or max(column)")


class Flow(Declaration):
    """What goes from one side of the pair to the other (往来): ``to`` the side that receives, ``of`` what kind of thing."""

    to: Literal["west", "east"]
    of: Literal["funds", "people", "goods", "firms"]


class Indicator(Declaration):
    """A named figure: a measure of a ledger narrowed by values, or a ratio of two indicators.

    ``measure`` is ``count``, ``sum(column)``, ``distinct(column)``, ``min(column)`` or ``max(column)``. ``date``
    overrides the ledger's date column. A ``stock`` counts what was there at the period's end: rows dated up to it and
    not yet past ``until``. ``filled`` and ``empty`` name columns that must hold, or not hold, a value.
    ``flow`` draws it in the picture of the pair.
    ``phrases`` are the words by which reports speak of it; ``units`` the measure words that may stand with a count.
    """

    name: Name
    title: Title
    unit: Word
    ledger: Name | None = None
    measure: str = "count"
    where: Mapping[Name, tuple[str, ...] | str] = {}
    filled: tuple[Name, ...] = ()
    empty: tuple[Name, ...] = ()
    date: Name | None = None
    stock: bool = False
    until: Name | None = None
    ratio: tuple[Name, Name] | None = None
    region: tuple[Name, ...] = ()
    by: tuple[Name, ...] = ()
    phrases: tuple[Word, ...] = ()
    units: tuple[Word, ...] = ()
    aliases: tuple[Word, ...] = ()
    definition: str = ""
    headline: bool = False
    flow: Flow | None = None

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        """Either a measure of a ledger, or a ratio of two indicators."""
        faults = []
        if (self.ledger is None) == (self.ratio is None):
            faults.append(Fault("catalog-indicator-kind"))
        try:
            parse_measure(self.measure)
        except ValueError:
            faults.append(Fault("catalog-measure", ("measure",), {"measure": self.measure}))
        raise_any(faults)
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a target or a command may call it."""
        return (self.title, self.name, *self.aliases)
