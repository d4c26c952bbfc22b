"""Rules of a row: one comparison of two sums of columns and numbers, such as ``lifted <= workers``.

    comparison = sum ("<=" | "<" | ">=" | ">" | "==" | "!=") sum
    sum        = term (("+" | "-") term)*
    term       = column | number

A row in which a named column is empty passes: emptiness is the matter of ``required``, not of a rule.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

Value = Decimal | int | date | str | None

_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
    "==": operator.eq,
    "!=": operator.ne,
}
_COMPARISON = re.compile(r"\s*(.+?)\s*(<=|>=|==|!=|<|>)\s*(.+?)\s*")
_TERM = re.compile(r"([+-]?)\s*([a-z][a-z0-9_]*|\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class Term:
    """A column or a number, added or taken away."""

    sign: int
    column: str | None
    number: Decimal


@dataclass(frozen=True)
class Comparison:
    """Two sums and the operator between them."""

    left: tuple[Term, ...]
    symbol: str
    right: tuple[Term, ...]

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns that it names."""
        return frozenset(term.column for term in (*self.left, *self.right) if term.column)

    def holds(self, row: Mapping[str, Value]) -> bool:
        """Whether the row obeys; a row in which one of the columns is empty does."""
        if any(row.get(column) is None for column in self.columns):
            return True
        return _OPERATORS[self.symbol](_total(self.left, row), _total(self.right, row))


def _total(terms: tuple[Term, ...], row: Mapping[str, Value]) -> Any:
    """The value of one side; a single column keeps its type, so that dates and texts compare too."""
    values = [row[term.column] if term.column else term.number for term in terms]
    if len(terms) == 1 and terms[0].sign == 1:
        return values[0]
    return sum((term.sign * Decimal(str(value)) for term, value in zip(terms, values, strict=True)), Decimal(0))


def _sum(text: str) -> tuple[Term, ...]:
    """One side, read; ValueError at the first thing that is no term."""
    terms: list[Term] = []
    position = 0
    while position < len(text):
        found = _TERM.match(text, position)
        if found is None or (terms and not found[1]):
            raise ValueError(f"`{text}` is no sum of columns and numbers")
        word = found[2]
        numeric = word[0].isdigit()
        terms.append(Term(-1 if found[1] == "-" else 1, None if numeric else word, Decimal(word if numeric else 0)))
        position = found.end()
    return tuple(terms)


def parse_comparison(text: str) -> Comparison:
    """The rule that the text writes; ValueError when it is none."""
    found = _COMPARISON.fullmatch(text)
    if found is None:
        raise ValueError(f"`{text}` is no comparison such as `lifted <= workers`")
    return Comparison(_sum(found[1]), found[2], _sum(found[3]))
