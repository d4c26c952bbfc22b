"""Rules of a row (``lifted <= workers``) on stored cells, a column at a time."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from jiedui.book.changes import Stored
from jiedui.catalog.expressions import Comparison, Term
from jiedui.catalog.model import PLACES

_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
    "==": operator.eq,
    "!=": operator.ne,
}


def breaking(comparison: Comparison, types: Mapping[str, str], cells: Mapping[str, Sequence[Stored]]) -> Iterator[int]:
    """The indexes of the rows that break the rule; a row with an empty cell in it passes.

    ``types`` gives the declared type of each column, ``cells`` its stored cells.
    """
    names = sorted(comparison.columns)
    places = max(PLACES.get(types[name], 0) for name in names)
    left, right = (_side(side, names, types, places) for side in (comparison.left, comparison.right))
    holds = _OPERATORS[comparison.symbol]
    for number, row in enumerate(zip(*(cells[name] for name in names), strict=True)):
        if None not in row and not holds(left(row), right(row)):
            yield number


def _side(
    terms: Sequence[Term], names: Sequence[str], types: Mapping[str, str], places: int
) -> Callable[[tuple[Any, ...]], Any]:
    """The function from the row's cells to the value of one side, as an integer of 10**-places where it is a number."""
    parts = [_part(term, names, types, places) for term in terms]
    if len(parts) == 1 and parts[0][1] is not None and parts[0][0] == 1:
        return operator.itemgetter(parts[0][1])
    return lambda row: sum(factor if at is None else factor * row[at] for factor, at in parts)


def _part(term: Term, names: Sequence[str], types: Mapping[str, str], places: int) -> tuple[int, int | None]:
    """A term as a factor and the index of its column; a number is a factor without a column."""
    if term.column is None:
        return int(term.sign * term.number.scaleb(places)), None
    return term.sign * 10 ** (places - PLACES.get(types[term.column], 0)), names.index(term.column)
