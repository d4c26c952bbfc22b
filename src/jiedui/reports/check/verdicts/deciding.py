"""The verdict of one statement, from its likely readings and what the book makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from jiedui.prose.model import Statement
from jiedui.reports.check.readings import guesses
from jiedui.reports.check.readings.amounts import SURE
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.formulas import Answer, Ratio, queries_of
from jiedui.reports.check.readings.judge import Nature, holds, nature_of
from jiedui.reports.check.verdicts.slips import Slip, tells_of

Verdict = Literal["confirmed", "contradicted", "unsupported", "unverifiable"]

#: Readings this close to the best are likely too, closer for another ledger.
LIKELY, LIKELY_ELSEWHERE = 0.25, 0.12
#: Readings whose scores are no farther apart are as good as each other.
EVEN = 0.01
#: So many readings at most are asked whether the number is a miswriting of theirs: of more, one would be by chance.
MOST = 8


class Judged(NamedTuple):
    """One reading with its answer and how the statement stands to it."""

    reading: Reading
    answer: Answer
    nature: Nature | None


class Checked(NamedTuple):
    """One statement with its verdict, the reading that decided it, the other likely ones (best first), its slip.

    ``corrections`` are those of the office on which the verdict rests; ``looked``: it was looked for in every way in vain.
    """

    statement: Statement
    verdict: Verdict
    nature: Nature | None
    best: Judged | None
    others: tuple[Judged, ...] = ()
    corrections: tuple[int, ...] = ()
    slip: Slip | None = None
    looked: bool = False

    @property
    def open(self) -> bool:
        """Whether nothing is known of it, and it has not been looked for yet."""
        return self.verdict == "unsupported" and not self.looked

    @property
    def second(self) -> Judged | None:
        """The next best reading that asks for something else and has an answer."""
        if self.best is None:
            return None
        asked = self.best.reading.formula
        return next((each for each in self.others if each.nature and each.reading.formula != asked), None)

    @property
    def confidence(self) -> Fraction:
        """How sure the reading is, from 0 to 1 in hundredths: its score against that of the next different one."""
        if self.best is None:
            return Fraction(1, 2)
        score = min(max(self.best.reading.score, 0.0), 1.6) / 1.6
        return Fraction(round(100 * score), 100)


def decide(statement: Statement, found: Sequence[tuple[Reading, Answer]]) -> Checked:
    """The verdict from the likely readings."""
    if statement.masked:
        return Checked(statement, "unverifiable", None, None)
    judged = [
        Judged(reading, answer, None if answer.value is None else nature_of(_as_said(statement, reading), answer.value))
        for reading, answer in found
    ]
    if not judged:
        return Checked(statement, "unsupported", None, None)
    best = judged[0]
    likely = [each for each in judged if _likely(each.reading, best.reading) or _left_open(statement, each, best)]
    bearing = next((each for each in likely if _bears_out(statement, each)), None)
    if bearing is not None:
        return Checked(
            statement, "confirmed", bearing.nature, bearing, tuple(each for each in judged if each is not bearing)
        )
    others = tuple(judged[1:])
    against = [each for each in likely if each.nature and not holds(each.nature) and _refutes(each)]
    refuting = next((each for each in against if is_miswritten(statement, each)), next(iter(against), None))
    oddly = any(_is_nought_as_told(each) or _holds_oddly(each) for each in likely)
    nothing = (
        oddly or (_of_nothing(best) and not any(_as_plainly(each, best) for each in likely)) or _is_impossible(best)
    )
    if refuting is not None and refuting.reading.score >= SURE and not nothing:
        rest = tuple(each for each in judged if each is not refuting)
        return Checked(statement, "contradicted", refuting.nature, refuting, rest)
    slipped = None if nothing else next((each for each in judged[:MOST] if is_miswritten(statement, each)), None)
    if slipped is not None:
        rest = tuple(each for each in judged if each is not slipped)
        return Checked(statement, "contradicted", slipped.nature, slipped, rest)
    return Checked(statement, "unsupported", None, best if best.reading.score >= SURE else None, others)


def is_miswritten(statement: Statement, judged: Judged) -> bool:
    """Whether the number is plainly a miswriting of the answer: that proves the reading, however unsure the words left it."""
    value = judged.answer.value
    return bool(value and judged.answer.rows and tells_of(statement, value))


def _left_open(statement: Statement, judged: Judged, best: Judged) -> bool:
    """Whether a guess says so much that it is likely all the same, where no word of the number's own bears the best reading."""
    level, chief = judged.reading.anchor, best.reading.anchor
    if level is None or not level.guessed or (chief is not None and chief.own):
        return False
    return guesses.tells_enough(level, statement, judged.answer.rows)


def _of_nothing(best: Judged) -> bool:
    """Whether the statement's own words name a place of which the book has nothing: then no wider reading accuses."""
    level = best.reading.anchor
    return level is not None and level.placed and not best.answer.known


def _as_plainly(judged: Judged, best: Judged) -> bool:
    """Whether another ledger is named as well by the statement's own words, and has something of the place: 互派人才14名."""
    level = judged.reading.anchor
    as_good = judged.reading.score >= best.reading.score - EVEN
    return as_good and level is not None and level.own and level.placed and judged.answer.known


def _is_impossible(best: Judged) -> bool:
    """Whether no such figure can be, a rest of nought or less, a part above its whole: then the words were misread."""
    value = best.answer.value
    if value is None:
        return False
    return (best.reading.kind == "rest" and value <= 0) or (best.reading.kind == "share" and value > 1)


def _is_all_of_itself(judged: Judged) -> bool:
    """Whether a share is of what is there in what is there, at one place: all that came in is no part of itself."""
    formula = judged.reading.formula
    if judged.reading.kind != "share" or judged.answer.value != 1 or not isinstance(formula, Ratio):
        return False
    of, among = ({each.region for each in queries_of(part)} for part in (formula.part, formula.whole))
    return of == among


def _is_nought_as_told(judged: Judged) -> bool:
    """Whether nought is told of what the book has nothing of, whether it was kept or not: then no other reading accuses."""
    return judged.nature is not None and holds(judged.nature) and not judged.answer.value


def _holds_oddly(judged: Judged) -> bool:
    """Whether it holds in a way that nobody would say: too little to bear it out, too much for another reading to accuse."""
    level = judged.reading.anchor
    return judged.nature == "soft" and judged.answer.known and level is not None and not level.guessed


def _bears_out(statement: Statement, judged: Judged) -> bool:
    """Whether the answer bears the statement out; oddly said (不足4300人 for 96) only where its own words name the figure."""
    level = judged.reading.anchor
    if judged.nature is None or not (holds(judged.nature) and judged.answer.known):
        return False
    if level is not None and not guesses.tells_enough(level, statement, judged.answer.rows):
        return False
    share = judged.reading.kind == "share"
    if (share and (judged.answer.value or 0) > 1) or _is_of_its_own_stage(statement, judged):
        return False
    oddly = judged.nature == "soft" and None in (statement.low, statement.high)
    return not oddly or level is None or (level.own and not share)


def _is_of_its_own_stage(statement: Statement, judged: Judged) -> bool:
    """Whether it is the share of all that is done in all that is done, told by another name: of that nobody says 占八成以上."""
    formula = judged.reading.formula
    if judged.reading.kind != "share" or judged.answer.value != 1 or not isinstance(formula, Ratio):
        return False
    of, among = ({(each.measure, each.region) for each in queries_of(part)} for part in (formula.part, formula.whole))
    return statement.low != 1 and of == among


def _refutes(judged: Judged) -> bool:
    """Whether the answer may accuse: nothing that is all of itself, nought only of a count, without a row only where the words narrow it.

    A sum of nought tells of cells that are not filled in yet.
    """
    level = judged.reading.anchor
    if _is_all_of_itself(judged):
        return False
    if level is None or judged.answer.value or judged.reading.kind != "level":
        return bool(judged.answer.rows)
    if judged.answer.rows:
        return level.measurable.measure.aggregate != "sum"
    counts = level.measurable.measure.aggregate == "count"
    return judged.answer.covered and counts and bool(level.conditions or level.placed)


def _as_said(statement: Statement, reading: Reading) -> Statement:
    """The statement; of an average of whole things, told to the next whole one."""
    whole = reading.kind == "average" and statement.exact and not statement.ulp
    return statement._replace(ulp=Fraction(1)) if whole else statement


def _likely(reading: Reading, best: Reading) -> bool:
    """Whether a reading is as good as the best: about the same ledger or in words of its own and near it, or very near."""
    this, chief = reading.anchor, best.anchor
    same = this is None or chief is None or this.own or this.measurable.ledger == chief.measurable.ledger
    return reading.score >= best.score - (LIKELY if same else LIKELY_ELSEWHERE)
