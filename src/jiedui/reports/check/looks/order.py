"""The looks at what the first reading left open, in their order, and the one before a number is accused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from jiedui.reports.check.looks.aims import look_at_aims
from jiedui.reports.check.looks.antecedents import read_anew
from jiedui.reports.check.looks.composed import compose
from jiedui.reports.check.looks.looking import look_again
from jiedui.reports.check.looks.named_together import look_at_those_named
from jiedui.reports.check.looks.partly_named import look_by_parts
from jiedui.reports.check.looks.searching import search
from jiedui.reports.check.readings.guesses import LEAST, MANY, digits

if TYPE_CHECKING:
    from jiedui.reports.check.readings.amounts import Reader
    from jiedui.reports.check.readings.anchors import Book
    from jiedui.reports.check.readings.formulas import Numbers
    from jiedui.reports.check.verdicts.deciding import Checked

Look = Callable[["Reader", "Book", "Numbers", Mapping[int, "Checked"]], dict[int, "Checked"]]

LOOKS: tuple[Look, ...] = (look_again, search, look_at_aims, look_by_parts, read_anew, compose, look_at_those_named)
#: Those that the words themselves lead to: what an entry told in part has, or what goes on from another number, may be the slip.
BEFORE_ACCUSING: tuple[Look, ...] = (look_again, search, compose, look_at_those_named)
#: What a distance in points comes to, or who ranks where, is met by chance or a slip of reckoning: no sign that it was misread.
_NO_SIGN = frozenset({"points", "rank"})


def look(
    reader: Reader, book: Book, numbers: Numbers, decided: Mapping[int, Checked], looks: Sequence[Look] = LOOKS
) -> dict[int, Checked]:
    """What the looks make of the statements still open, each look of what those before it left."""
    found: dict[int, Checked] = {}
    for each in looks:
        found |= each(reader, book, numbers, {**decided, **found})
    return found


def looked_at(decided: Mapping[int, Checked]) -> dict[int, Checked]:
    """The same, those still open marked as looked for."""
    return {index: each._replace(looked=True) if each.open else each for index, each in decided.items()}


def reconsidered(reader: Reader, book: Book, numbers: Numbers, decided: Sequence[Checked]) -> list[Checked]:
    """The verdicts, after a last look at what is still open and at what would be accused.

    What another reading bears out is accused of nothing, unless a slip shows what was meant: that of the year before, or of
    the town beside it, bears many a wrong number out. It is confirmed where it says so much that no chance would meet it, else
    open.
    """
    told = dict(enumerate(decided))
    told |= look(reader, book, numbers, told)
    doubted = {
        index: each._replace(verdict="unsupported") if _may_be_misread(each) else each for index, each in told.items()
    }
    borne = look(reader, book, numbers, doubted, BEFORE_ACCUSING) if doubted != told else {}
    return [_reconsidered(each, borne.get(index)) for index, each in told.items()]


def _may_be_misread(checked: Checked) -> bool:
    """Whether it is accused, says enough, and no slip but of what narrows it shows what was meant."""
    slipped = checked.slip is not None and checked.slip.kind != "narrowing"
    telling = digits(checked.statement) >= LEAST and checked.statement.dimension not in _NO_SIGN
    return checked.verdict == "contradicted" and telling and not slipped


def _reconsidered(checked: Checked, borne: Checked | None) -> Checked:
    """The verdict of what would be accused, where another reading bears it out."""
    if borne is None or borne.verdict != "confirmed" or checked.verdict != "contradicted":
        return checked
    return borne if digits(checked.statement) >= MANY else checked._replace(verdict="unsupported", slip=None)
