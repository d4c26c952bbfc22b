"""What a number may be of whose words are not understood: what its ledger, told by other words, keeps in that unit.

给当地腾出230个饭碗 behind 落地企业5家 is of what the ledger of firms keeps of those five, or of nothing that is known. Such a
reading accuses nobody, unless the number is plainly a miswriting, and bears one out only where that says so much that
hardly any other number would be met by chance: three digits, two where the clause names the very entry or the one place
of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from jiedui.prose.document import Span
from jiedui.prose.model import Statement
from jiedui.reports.check.readings.amounts import Before, Level, Reader
from jiedui.reports.check.readings.anchors import Book, Reading
from jiedui.reports.check.readings.goals import goal, targets_of
from jiedui.reports.check.readings.level import level_of
from jiedui.reports.check.readings.scoring import GUESSED
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.words.measurables import FREE, PEOPLE, Measurable

#: An interval so narrow beside its upper bound says as much as three digits do; as much as two do.
NARROW, NARROW_OF_ONE = Fraction(1, 100), Fraction(1, 10)
#: Ledgers gone through at most.
LEDGERS = 3


def guesses(reader: Reader, around: Surroundings, before: Before, found: Sequence[Level]) -> Iterator[Level]:
    """The readings that no word of the number's own bears, where none that is ``found`` is borne well."""
    told_of_some = around.unsettled or before.unsettled or around.outside or around.of_another_rate
    if told_of_some or around.index in reader.lessons or any(each.own for each in found):
        return
    for ledger in _ledgers(reader, around, before)[:LEDGERS]:
        fitting = [
            each
            for each in reader.measurables.by_ledger.get(ledger, ())
            if fits_unit(around.statement, each) and not (found and _is_ruled_out(each, found[0]))
        ]
        for measurable in fitting:
            for level in level_of(reader, around, measurable, GUESSED, before):
                yield level._replace(score=min(level.score, GUESSED), own=False, guessed=True)


def _is_ruled_out(measurable: Measurable, level: Level) -> bool:
    """Whether it is of what the likeliest reading is narrowed away from: what goes out beside what comes in."""
    return measurable.ledger == level.measurable.ledger and measurable.excludes(level.conditions)


def goals_guessed(
    reader: Reader, around: Surroundings, book: Book, before: Before, found: Sequence[Level]
) -> Iterator[Reading]:
    """The targets of what was told before, as of a number that words unknown call one: 按年初派下的420万元算."""
    if any(each.own for each in found) or around.unsettled or around.outside or around.of_another_rate:
        return
    if not _SET.search(around.text, around.before.start, around.before.end):
        return
    told = (before.previous, before.head, before.matter, *found)
    for level in dict.fromkeys(each for each in told if each is not None):
        here = level._replace(guessed=True, own=False)
        for placed in (here, *(here._replace(regions=each.regions) for each in found if each.placed)):
            for target, _ in targets_of(reader, book, placed):
                if placed.measurable.dimension == around.statement.dimension:
                    yield Reading(goal(target), GUESSED, placed, "target", target=target)


#: What is set and not done: without such a word a target told as done would be borne out.
_SET = re.compile(
    r"[派定约订]|下达|分解|指标|应当|应该|要求|盘子|协议|规定|计划|任务|目标|盯着|瞄准|担子|压[下的给]|军令状|责任状"
)


def tells_enough(level: Level, statement: Statement, rows: int) -> bool:
    """Whether a number says so much that a guess that it meets, of so many rows, is no chance."""
    of_one = level.pinned or (rows == 1 and level.placed)
    return not level.guessed or says_enough(statement, NARROW_OF_ONE if of_one else NARROW)


def says_enough(statement: Statement, narrow: Fraction) -> bool:
    """Whether hardly any other number would be met by chance: so many digits, or so narrow an interval."""
    low, high = statement.low, statement.high
    if low is None or high is None or not high:
        return False
    if low == high:
        return high >= (statement.ulp or 1) / narrow
    return (high - low) / high <= narrow


def fits_unit(statement: Statement, measurable: Measurable) -> bool:
    """Whether a number in that unit may be of the measurable: its dimension, and people for people."""
    if measurable.dimension != statement.dimension or measurable.unit_column is not None != (
        statement.dimension == "mass"
    ):
        return False
    if statement.dimension != "count":
        return True
    return statement.unit in FREE or bool(measurable.units & PEOPLE) == (statement.unit in PEOPLE)


def _ledgers(reader: Reader, around: Surroundings, before: Before) -> list[str]:
    """The ledgers that keep what its clauses name, then that of what was told before, then those whose matter its words say."""
    named = [hit for hit in (*around.own, *around.between) if hit.meanings.naming]
    if not named:
        opening = reader.scene.names_in(Span(around.half.start, around.before.start))
        named = [hit for hit in reversed(opening) if hit.meanings.naming][:1]
    found = [ledger for hit in named for ledger in sorted(hit.meanings.naming)]
    told = (each.measurable.ledger for each in (before.previous, before.head, before.matter) if each is not None)
    spoken = sorted((hit for hit in around.own if len(hit.text) > 1), key=lambda hit: -len(hit.text))
    heard = (ledger for hit in spoken for ledger in sorted(hit.meanings.alone))
    return list(dict.fromkeys((*found, *told, *heard)))


#: Digits of a number that may be looked for; digits that no chance meets, whatever the words.
LEAST, MANY = 2, 3


def digits(statement: Statement) -> int:
    """How many digits the number says, without the noughts at its end; of an interval, as many as it is narrow."""
    low, high = statement.low, statement.high
    if low is None or high is None or not high:
        return 0
    if low != high:
        return MANY if says_enough(statement, NARROW) else LEAST if says_enough(statement, NARROW_OF_ONE) else 1
    told = str(abs(int(low / (statement.ulp or 1))))
    return len(told if "." in statement.text else told.rstrip("0"))  # 4.0% is told to two digits, 400万元 to one
