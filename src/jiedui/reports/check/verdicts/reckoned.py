"""What a number comes to from those told right before it, whatever the words between: the last look before one is accused.

东部85人、省内55人…合在一块儿140人: whoever adds up, takes away or divides numbers that the book bears out tells a number
that the book bears out too. Where so plain a reckoning gives the number, the words were misread and nobody is accused; where
the number has so many digits that no chance would give it, the reckoning is its reading, and it is confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import combinations
from operator import add
from typing import TYPE_CHECKING

from jiedui.prose.model import Statement
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.formulas import Answer, Formula, Linear, Ratio
from jiedui.reports.check.readings.judge import holds, nature_of
from jiedui.reports.check.verdicts.deciding import Checked, Judged

if TYPE_CHECKING:
    from jiedui.reports.check.text.scene import Scene

#: Numbers before it, of its own paragraph, that one is reckoned from; of one kind, the last few that are taken in pairs.
REACH, NEAR = 8, 3
#: A number of fewer digits may come of a reckoning by chance.
DIGITS = 3
#: How well a reckoning bears a number: no word says it.
SCORE = 0.8
#: A reading of this score is plain.
PLAIN = 1.5
_SHARES = frozenset({"share", "rate", "completion"})
_DIVIDED = frozenset({"average", "per_unit"})


@dataclass(frozen=True, slots=True)
class Operand:
    """A number told before that the book bears out: what it says, its formula and what that comes to."""

    told: Statement
    judged: Judged
    formula: Linear

    @property
    def value(self) -> Fraction:
        """What the book has."""
        return self.judged.answer.value or Fraction(0)

    @property
    def kind(self) -> tuple[str, str]:
        """What may be added up: of one dimension and unit; all money is of one."""
        return self.told.dimension, "" if self.told.dimension == "money" else self.told.unit


#: A reckoning: what it comes to, its formula, what it is called, the numbers that it is of.
Reckoning = tuple[Fraction, Formula, str, tuple[Operand, ...]]


def reckon(scene: Scene, decided: Sequence[Checked]) -> list[Checked]:
    """The verdicts, where what is reckoned from numbers borne out is not contradicted, and confirmed if no chance gives it."""
    return [_reckoned(scene, decided, index) if _is_open(each) else each for index, each in enumerate(decided)]


def _is_open(checked: Checked) -> bool:
    """Whether the verdict may be changed: it was accused, or nothing was understood of it."""
    return checked.verdict == "contradicted" or (checked.verdict == "unsupported" and not checked.statement.masked)


def _reckoned(scene: Scene, decided: Sequence[Checked], index: int) -> Checked:
    """The verdict of one."""
    checked = decided[index]
    statement = checked.statement
    operands = _operands(scene, decided, index)
    if checked.verdict == "contradicted" and statement.dimension in ("ratio", "times") and not _is_of_last(checked):
        return checked  # its own words say of what it is a share, and by what rate
    if checked.verdict == "contradicted" and _says_plainly(checked):
        sentence = scene.sentence(statement.start)
        operands = [each for each in operands if scene.sentence(each.told.start) == sentence]
    for value, formula, kind, told in _reckonings(statement, operands):
        nature = nature_of(statement, value)
        if not holds(nature):
            continue
        if _is_telling(statement):
            answer = Answer(value, sum(each.judged.answer.rows for each in told))
            reading = Reading(formula, SCORE, told[-1].judged.reading.anchor, kind)
            others = tuple(each for each in (checked.best, *checked.others) if each is not None)
            return checked._replace(
                verdict="confirmed", nature=nature, best=Judged(reading, answer, nature), others=others
            )
        if statement.role in _DIVIDED:
            return checked._replace(verdict="unsupported")
    return checked


def _says_plainly(checked: Checked) -> bool:
    """Whether its own words plainly say what it is of: then it is no sum or difference of what another sentence told."""
    level = checked.best.reading.anchor if checked.best is not None else None
    return level is not None and level.own and checked.best is not None and checked.best.reading.score >= PLAIN


def _is_of_last(checked: Checked) -> bool:
    """Whether it is of the numbers told right before, whatever it is called: 计划32次、实际21次，完成率65.6%.

    A rate that the catalogue knows by its name is that one.
    """
    named = checked.best is not None and checked.best.reading.kind == "rate"
    role = checked.statement.role
    return role in ("completion", *_DIVIDED) or (role == "rate" and not named)


def _is_telling(statement: Statement) -> bool:
    """Whether the number has so many digits that no chance gives it."""
    if not statement.exact or statement.low is None:
        return False
    return len(str(abs(int(statement.low / (statement.ulp or 1)))).rstrip("0")) >= DIGITS


def _operands(scene: Scene, decided: Sequence[Checked], index: int) -> list[Operand]:
    """The numbers right before it in its paragraph that the book bears out, as sums."""
    paragraph = scene.document.paragraph_at(decided[index].statement.start)
    found = []
    for each in decided[max(0, index - REACH) : index]:
        best = each.best
        if each.verdict != "confirmed" or best is None or best.answer.value is None or not each.statement.exact:
            continue
        formula = best.reading.formula
        if isinstance(formula, Linear) and scene.document.paragraph_at(each.statement.start) == paragraph:
            found.append(Operand(each.statement, best, formula))
    return found


def _reckonings(statement: Statement, operands: Sequence[Operand]) -> Iterator[Reckoning]:
    """What the numbers come to that may be such a statement."""
    if statement.role in _DIVIDED:
        yield from _averages(statement, operands)
    elif statement.dimension in ("ratio", "times"):
        for kind in dict.fromkeys(each.kind for each in operands):
            yield from _ratios(statement, [each for each in operands if each.kind == kind])
    else:
        unit = "" if statement.dimension == "money" else statement.unit
        kin = [each for each in operands if each.kind == (statement.dimension, unit)]
        yield from _sums(kin)
        yield from _differences(kin)


def _sums(kin: Sequence[Operand]) -> Iterator[Reckoning]:
    """The last two, three and more together."""
    for few in range(2, len(kin) + 1):
        run = tuple(kin[-few:])
        yield sum((each.value for each in run), Fraction(0)), _added(run), "sum", run


def _differences(kin: Sequence[Operand]) -> Iterator[Reckoning]:
    """How far two of the last are apart; what is left of one when all since are taken from it."""
    for pair in combinations(kin[-NEAR:], 2):
        less, more = sorted(pair, key=lambda each: each.value)
        kind = "rest" if pair[0] is more else "gap"
        yield more.value - less.value, more.formula + -less.formula, kind, (less, more)
    for place, whole in enumerate(kin[:-2]):
        parts = kin[place + 1 :]
        left = whole.value - sum((each.value for each in parts), Fraction(0))
        if left > 0:
            yield left, whole.formula + -_added(parts), "rest", (*parts, whole)


def _ratios(statement: Statement, kin: Sequence[Operand]) -> Iterator[Reckoning]:
    """One of two as a share of the other, or as so much more or less than it; a sum of the last as a share of one before."""
    shift = {"growth": -1, "fall": -1}.get(statement.role, 0)
    turned = statement.role == "fall"
    kind = "multiple" if statement.role == "multiple" else statement.role if shift else "share"
    for pair in combinations(kin[-NEAR:], 2):
        less, more = sorted(pair, key=lambda each: each.value)
        part, whole = (less, more) if turned or statement.role in _SHARES else (more, less)
        yield from _ratio(part.value, whole, (part,), shift, kind, turned=turned)
    if statement.role in _SHARES:
        for few in range(2, len(kin)):
            run, whole = tuple(kin[-few:]), kin[-few - 1]
            yield from _ratio(sum((each.value for each in run), Fraction(0)), whole, run, 0, kind)


def _ratio(
    part: Fraction, whole: Operand, parts: tuple[Operand, ...], shift: int, kind: str, *, turned: bool = False
) -> Iterator[Reckoning]:
    """The ratio, where it has one."""
    if whole.value:
        value = part / whole.value + shift
        yield (
            -value if turned else value,
            Ratio(_added(parts), whole.formula, shift, turned),
            kind,
            (*parts, whole),
        )


def _averages(statement: Statement, operands: Sequence[Operand]) -> Iterator[Reckoning]:
    """One of the last amounts shared among one of the last numbers of another kind."""
    amounts = [each for each in operands if each.told.dimension == statement.dimension][-NEAR:]
    for total in reversed(amounts):
        for number in reversed([each for each in operands if each.kind != total.kind][-NEAR:]):
            if number.value and number.told.dimension in ("count", "visits"):
                yield (
                    total.value / number.value,
                    Ratio(total.formula, number.formula),
                    "average",
                    (number, total),
                )


def _added(operands: Sequence[Operand]) -> Linear:
    """All together."""
    return reduce(add, (each.formula for each in operands))
