"""How well an accusation stands: by the company that the number keeps, and by how it is out.

A number that is wrong stands among numbers that are right, and is out by a slip or by little. Where its neighbours too would
be wrong, where they were not understood, where it is ten times the book's or a tenth, the reading is more likely wrong than
the writer. Each such sign takes points away; an accusation without any left is none. The points were set on 250 accusations
in reports by four writers of whom nothing had been read, and hold the order of their log odds there (``docs/checker-benchmark.md``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.prose.document import Span
from jiedui.reports.check.readings.guesses import digits
from jiedui.reports.check.text.accounts import account
from jiedui.reports.check.text.evidence import surroundings

if TYPE_CHECKING:
    from jiedui.reports.check.readings.amounts import Level, Reader
    from jiedui.reports.check.verdicts.deciding import Checked

#: What every accusation has to begin with; what is left must be more than nothing.
BEGUN = 6
#: A slip of the pen shows that the right number was meant; one of another time or place may be what the text means.
MISWRITTEN, OTHERWISE = 2, -1
#: The company, where there is any: no neighbour in its sentence is borne out, one is wrong as well, several are, one was
#: not understood; the number before is of another ledger, where its own words do not plainly say what it is.
NONE_RIGHT, ONE_WRONG, MANY_WRONG, UNCLEAR, APART = -3, -1, -4, -2, -1
#: The words: some of its own are not explained, the reading is no sure one, it is of a time before the report's; all are
#: explained and say what it is.
UNEXPLAINED, UNSURE, OF_BEFORE, PLAIN = -2, -2, -1, 1
#: The number: out by more than half or five times, by less than that but far; told as a bound; a few of something; a
#: share or rate, which is hardly ever that of anything else. Less than three tenths without a slip are a part that was not
#: understood, more than twelve times are of a whole, and what is far but holds of another time or kind is of that.
FAR, OFF, VAGUE, SMALL, RATE, OF_ANOTHER = -3, -1, -2, -1, 1, -7
#: 万 for nothing, 亿 for 万 and the other way: out by a scale is not out by far.
_SCALES = (Fraction(1, 10**8), Fraction(1, 10**4), Fraction(10**4), Fraction(10**8))
_FAR, _OFF = (Fraction(1, 2), Fraction(5)), (Fraction(4, 5), Fraction(2))
_AS_MUCH = Fraction(4, 5), Fraction(5, 4)
_PART, _BEYOND, _MORE = Fraction(3, 10), Fraction(12), Fraction(3)
#: A reading below this is no sure one, from this on a plain one; a count below this is a few.
_SURE, _PLAIN, _FEW = 1.2, 1.5, 10
#: A number of so many digits is the book's by no chance.
_NO_CHANCE = 4
#: Beside more than so many right ones, one that is wrong or unclear tells nothing.
_MANY = 4
#: Readings in whose sentence a bound is told, which is no figure of the book: 超过60人的镇有2个.
_OF_SEVERAL = frozenset({"passing", "greatest"})
_OTHERWISE, _CHANGES = frozenset({"period", "narrowing"}), frozenset({"ratio", "points"})
_SLIPS, _RATES = frozenset({"digits", "scale"}), frozenset({"share", "completion", "rate"})


def weighed(reader: Reader, told: Sequence[Checked]) -> list[Checked]:
    """The verdicts, where an accusation that does not stand is none."""
    sentences: dict[Span, list[int]] = defaultdict(list)
    where = [reader.scene.sentence(each.statement.start) for each in told]
    for index, sentence in enumerate(where):
        sentences[sentence].append(index)
    return [
        each._replace(verdict="unsupported")
        if each.verdict == "contradicted" and _points(reader, told, index, sentences[where[index]]) <= 0
        else each
        for index, each in enumerate(told)
    ]


def _points(reader: Reader, told: Sequence[Checked], index: int, sentence: Sequence[int]) -> int:
    """What is left of the points of one accusation; of what the office itself gave a meaning, all."""
    checked = told[index]
    level = checked.best.reading.anchor if checked.best is not None else None
    if level is not None and level.corrections:
        return BEGUN
    slip = checked.slip.kind if checked.slip is not None else None
    written = MISWRITTEN if _is_but_miswritten(checked) else OTHERWISE if slip is not None else 0
    words = _words(reader, checked, index, level)
    apart = APART * (words < PLAIN and not _goes_on(reader, told, index, level))
    number = 0 if _exceeds_its_whole(reader, told, index, sentence) else _number(checked, plain=words >= PLAIN)
    return BEGUN + written + _company(told, index, sentence) + apart + words + number


def _is_but_miswritten(checked: Checked) -> bool:
    """Whether a wrong number is the book's but for a slip of the pen; of a bound (超5600亿元), by a scale alone."""
    if checked.verdict != "contradicted":
        return False
    if checked.slip is not None:
        return checked.slip.kind in _SLIPS
    return not checked.statement.exact and _is_out_by_a_scale(_ratio(checked))


def _exceeds_its_whole(reader: Reader, told: Sequence[Checked], index: int, sentence: Sequence[int]) -> bool:
    """Whether it is told as a part of less than itself, which is wrong whatever it is of: 结对39对，其中学校结对49对."""
    part = told[index].statement
    among = reader.scene.text.rfind("其中", reader.scene.sentence(part.start).start, part.start)
    wholes = [told[each].statement for each in sentence if told[each].statement.end <= among]
    whole = wholes[-1] if wholes else None
    alike = whole is not None and (whole.dimension, whole.unit) == (part.dimension, part.unit) and whole.exact
    return alike and whole is not None and None not in (whole.high, part.low) and (part.low or 0) > (whole.high or 0)


def _company(told: Sequence[Checked], index: int, sentence: Sequence[int]) -> int:
    """What the other numbers of its sentence take away; those that are but miswritten, or out by the very same slip, bear it out."""
    checked = told[index]
    several = checked.best is not None and checked.best.reading.kind in _OF_SEVERAL
    others = [
        told[each] for each in sentence if each != index and not (several and told[each].verdict == "unsupported")
    ]
    alike = [each for each in others if _is_but_miswritten(each) or _is_out_alike(checked, each)]
    right = sum(each.verdict == "confirmed" for each in others) + len(alike)
    wrong = sum(each.verdict == "contradicted" for each in others) - len(alike)
    unclear = sum(each.verdict == "unsupported" for each in others)
    taken = NONE_RIGHT if others and not right else UNCLEAR * (unclear * _MANY >= max(right, 1))
    if wrong > 1 and 2 * wrong >= right:
        return taken + MANY_WRONG
    return taken + ONE_WRONG * (wrong * _MANY >= max(right, 1))


def _is_out_alike(checked: Checked, other: Checked) -> bool:
    """Whether both are wrong by the very same slip, by the very same amount, or each tells the other's number."""
    slip = _slip_of(checked)
    if slip is not None and slip == _slip_of(other):
        return True
    if other.verdict != "contradicted" or checked.best is None or other.best is None:
        return False
    this, that = checked.statement, other.statement
    value, second = checked.best.answer.value, other.best.answer.value
    if this.low is None or that.low is None or value is None or second is None:
        return False
    swapped = this.low == second and that.low == value
    return swapped or (this.unit == that.unit and this.low - value == that.low - second)


def _slip_of(checked: Checked) -> tuple[str, str] | None:
    """The slip that accounts for a wrong number, in kind and words, but one of its own digits."""
    slip = checked.slip
    if checked.verdict != "contradicted" or slip is None or slip.kind in ("digits", "record"):
        return None
    return slip.kind, slip.words


def _goes_on(reader: Reader, told: Sequence[Checked], index: int, level: Level | None) -> bool:
    """Whether the number before, if there is one in its paragraph, is of the same ledger."""
    document, start = reader.scene.document, told[index].statement.start
    if not index or document.paragraph_at(told[index - 1].statement.start) != document.paragraph_at(start):
        return True
    before = told[index - 1].best
    anchor = before.reading.anchor if before is not None else None
    return anchor is not None and level is not None and anchor.measurable.ledger == level.measurable.ledger


def _words(reader: Reader, checked: Checked, index: int, level: Level | None) -> int:
    """What its words take away."""
    if checked.best is None or level is None:
        return UNSURE
    bare = account(surroundings(reader.scene, index), level.measurable.ledger).leftover >= 1
    before = level.period.end.year < reader.setting.period.end.year
    score = checked.best.reading.score
    plain = level.own and score >= _PLAIN and not bare
    return UNEXPLAINED * bare + UNSURE * (score < _SURE) + OF_BEFORE * before + PLAIN * plain


def _number(checked: Checked, *, plain: bool) -> int:
    """What the number takes away, beside the book's; where its words are ``plain``, it is of nothing else."""
    statement, ratio = checked.statement, _ratio(checked)
    low = statement.low if statement.low is not None else statement.high
    few = statement.dimension in ("count", "visits") and low is not None and low < _FEW
    rate = checked.best is not None and checked.best.reading.kind in _RATES
    return (
        _out(checked, ratio, plain=plain) + VAGUE * (statement.vague or not statement.exact) + SMALL * few + RATE * rate
    )


def _out(checked: Checked, ratio: Fraction, *, plain: bool) -> int:
    """What it takes away to be so far from the book's."""
    if _is_of_another(checked, ratio, plain=plain):
        return OF_ANOTHER
    met = checked.slip is not None and digits(checked.statement) >= _NO_CHANCE  # the book's of another time or place
    if met or _is_out_by_a_scale(ratio) or _OFF[0] <= ratio <= _OFF[1]:
        return 0
    return OFF if _FAR[0] <= ratio <= _FAR[1] else FAR


def _is_of_another(checked: Checked, ratio: Fraction, *, plain: bool) -> bool:
    """Whether it is so far from the book's that it is of another thing: a part of it; what holds of another time or kind.

    Who tells a fall for a rise tells it by as much.
    """
    value = checked.best.answer.value if checked.best is not None else None
    turned = value is not None and value < 0 and (checked.statement.low or 0) > 0
    changed = checked.statement.dimension in _CHANGES
    if turned and changed and not _AS_MUCH[0] <= ratio <= _AS_MUCH[1]:
        return True
    if checked.slip is None:
        return not plain and (0 < ratio < _PART or ratio > _BEYOND) and not _is_out_by_a_scale(ratio)
    return checked.slip.kind in _OTHERWISE and (turned or ratio > _MORE)


def _ratio(checked: Checked) -> Fraction:
    """The number as a multiple of the book's; nought where there is none."""
    value = checked.best.answer.value if checked.best is not None else None
    low = checked.statement.low if checked.statement.low is not None else checked.statement.high
    return abs(low / value) if value and low is not None else Fraction(0)


def _is_out_by_a_scale(ratio: Fraction) -> bool:
    """Whether a scale is wrong, and hardly anything else."""
    return any(_OFF[0] <= ratio * scale <= _OFF[1] for scale in _SCALES)
