"""Words about a figure that no longer fit it.

A rise that has become a fall, a target missed after all, parts that no longer make the whole. Only the words of the figure's own sentence are looked at, and nothing is changed: what to say instead is the officer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from jiedui.base.problems import Problem
from jiedui.reports.writing.asks import DIRECTIONS, Answer, Ask

_DIRECTION: Final = re.compile(
    "(?P<up>增长|增加|提高|提升|上升|上涨|升高|扩大|增幅|攀升)|(?P<down>下降|减少|降低|回落|下滑|缩减|缩小|降幅)|持平"
)
_REACHED: Final = re.compile("超额完成|提前完成|圆满完成|全面完成|全部完成|如期完成|顺利完成|超过年度|已达标")
_MISSED: Final = re.compile("未完成|没有完成|未达到|未达标|尚有差距")
_ENDS: Final = "。！？；\n"
_CLAUSE_ENDS: Final = _ENDS + "，："


@dataclass(frozen=True, slots=True)
class Said:
    """A figure in its paragraph: the paragraph's words, where the figure stands in them, the ask and the answer now."""

    paragraph: str
    start: int
    end: int
    ask: Ask
    answer: Answer


def tones(said: Said) -> Iterator[Problem]:
    """What in the sentence no longer fits the figure."""
    ask, found = said.ask, said.answer
    if ask.what in ("growth", "change"):
        yield from _direction(said)
    elif ask.what == "rate" and found.value is not None:
        pattern, why = (_REACHED, "未到100%") if found.value < 1 else (_MISSED, "已到100%")
        word = pattern.search(_sentence(said))
        if word:
            yield _problem(said, word[0], why)
    elif found.value == 0:
        yield _problem(said, said.paragraph[said.start : said.end], "现为0，所说的事没有发生")


def _direction(said: Said) -> Iterator[Problem]:
    """A rise told as a fall, or a fall as a rise, in the figure's own clause."""
    begin = _after_last(said.paragraph, _CLAUSE_ENDS, said.start)
    words = list(_DIRECTION.finditer(said.paragraph, begin, said.start))
    if not words:
        return
    last = words[-1]
    told = DIRECTIONS[1] if last["up"] else DIRECTIONS[-1] if last["down"] else DIRECTIONS[0]
    if told != said.answer.direction:
        yield _problem(said, last[0], f"现为{said.answer.direction}")


def _sentence(said: Said) -> str:
    """The sentence of the figure."""
    begin = _after_last(said.paragraph, _ENDS, said.start)
    ends = [place for mark in _ENDS if (place := said.paragraph.find(mark, said.end)) >= 0]
    return said.paragraph[begin : min(ends, default=len(said.paragraph))]


def _after_last(text: str, marks: str, before: int) -> int:
    """The place after the last of the marks before a place."""
    return max(text.rfind(mark, 0, before) for mark in marks) + 1


def _problem(said: Said, word: str, why: str) -> Problem:
    """The word that no longer fits, with its sentence."""
    details = {"sentence": _sentence(said).strip(), "said": word, "title": said.answer.source.title, "why": why}
    return Problem("refresh-tone", details=details)


def lists(figures: Sequence[Said]) -> Iterator[Problem]:
    """Of the figures of one paragraph: parts by a column (其中) that no longer add up to their whole."""
    for whole in figures:
        parts = [each for each in figures if _part_of(each.ask, whole.ask)]
        total = sum((each.answer.value or Fraction(0) for each in parts), Fraction(0))
        if len(parts) > 1 and total != (whole.answer.value or 0):
            yield _problem(whole, "其中", "与所列分项之和不再相等，可能新有一项")


def _part_of(part: Ask, whole: Ask) -> bool:
    """Whether an ask is for a part of another: the same, narrowed by one more condition."""
    same = (part.what, part.indicator, part.scope) == (whole.what, whole.indicator, whole.scope)
    return same and whole.what == "level" and part.narrow[:-1] == whole.narrow and len(part.narrow) > len(whole.narrow)
