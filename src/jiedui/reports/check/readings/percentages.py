"""Readings of a percentage or a multiple: a growth, a completion, a named rate, a share, how far something has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jiedui.reports.check.readings import comparisons, goals, named_rates, peers, ranks, shares, thresholds
from jiedui.reports.check.readings.amounts import Before, Reader
from jiedui.reports.check.readings.anchors import Book, Reading, unsure
from jiedui.reports.check.readings.level import read_level
from jiedui.reports.check.text.evidence import Surroundings, surroundings


def ratio(reader: Reader, book: Book, around: Surroundings, before: Before, last: Reading | None) -> Iterator[Reading]:
    """A percentage: a growth, a completion, a named rate, a share, a progress."""
    role = around.statement.role
    if role == "rate" and peers.is_beside(around, multiple=True):
        yield from peers.beside(reader, around, before, kind="multiple")
        return
    first = surroundings(reader.scene, reader.scene.runs[around.index][0])  # 分别完成120%和98%
    completed = goals.is_more_than_set(first) or goals.tells_progress(reader, first)
    may_be = role == "rate" or (role == "share" and not shares.tells_share(around))
    if completed or (may_be and (goals.tells_completion(reader, first) or _goes_on(around, last))):
        role = "completion"
    if role in ("rate", "share") and ranks.tells_growth(around):
        role = "growth"
    if role in ("rate", "share") and comparisons.is_of_a_year_ago(around):
        role = "multiple"
    if role in ("multiple", "growth", "fall"):
        found = _unless_planned(around, changed(reader, around, before, role))
        yield from (unsure(each) if ranks.is_of_rate(around, last) else each for each in found)
    elif role == "completion":
        yield from goals.completion(reader, around, book, before)
    else:
        told = _rates(reader, book, around, before, last)
        then = comparisons.end_of_rise(reader, around)
        told = comparisons.at_the_time(told, then) if then else told
        yield from _unless_planned(around, told)


def _goes_on(around: Surroundings, last: Reading | None) -> bool:
    """Whether the completion told right before goes on, by a place alone: 完成率：八仙镇85%，老县镇110%."""
    if last is None or last.kind != "completion" or around.leftover() > goals.SLIGHT:
        return False
    return not any(hit.meanings.topics for hit in (*around.own, *around.between))


def _unless_planned(around: Surroundings, readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings; of what is demanded or striven for, none is sure: no figure of what was done refutes it."""
    demanded = around.statement.mood == "plan"
    yield from (unsure(each) if demanded else each for each in readings)


def _rates(reader: Reader, book: Book, around: Surroundings, before: Before, last: Reading | None) -> Iterator[Reading]:
    """A named rate, a progress, a share."""
    if thresholds.tells(reader.scene, around):
        yield from thresholds.read(reader, around, book, before)
        return
    yield from named_rates.rate(reader, around, book, last, before)
    yield from (Reading(each.amount(), each.score, each, "level") for each in read_level(reader, around, before))
    if around.statement.role != "rate":
        goes_on = last is not None and last.kind == "rate" and not shares.tells_share(around)
        told = shares.share(reader, around, book, before)
        yield from (unsure(each) if goes_on else each for each in told)  # 支付率77.2%，区级资金不足六成


def changed(reader: Reader, around: Surroundings, before: Before, kind: str) -> Iterator[Reading]:
    """A growth, a fall or a multiple: beside a neighbour where one is named, else beside a year or season before."""
    if peers.is_beside(around, multiple=kind == "multiple"):
        yield from peers.beside(reader, around, before, kind=kind)
    else:
        yield from comparisons.growth(reader, around, before, kind=kind)
