"""Labels of terse lists, which shorten a value: under 劳务, 东部：838人 tells of those who work in the east (东部就业).

Only where no word of the sentence names its matter (the heading does) is a word so read; in running prose 东部 is no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiedui.catalog import Column, Ledger
from jiedui.figures.model import Condition
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.words.meanings import Narrowing, Place
from jiedui.reports.check.words.measurables import FREE
from jiedui.reports.check.words.names_told import span_of

_NO_HAN = re.compile(r"[^\u4e00-\u9fff]+")
#: What a label says of a whole: it narrows nothing.
_OF_ALL = re.compile(
    r"全[年县市区镇省]|[总共合小累]计|总[数量额]|一共|共有|其中|人[数次]|次数|期数|个数|户数|家数|对数|笔数|篇数|金额|数[量额]|"
    r"[上下]半年|[一二三四]季度|前[一二三]季度|今年|去年|上年|本年|年度|目前|已|共|有|约|为|达|完成|实现|任务|目标|规模|情况"
)
#: A label of more signs is a clause.
LONGEST = 6


def label(around: Surroundings) -> str:
    """The Han signs before a terse statement that say what of the heading's matter it tells; empty where it tells all."""
    start, end = around.before.start, around.before.end
    spans = [*around.timed, *(span_of(hit) for hit in around.own if hit.meanings.has(Place))]
    settled = {place for span in spans for place in range(span.start, span.end)}
    kept = "".join(" " if place in settled else around.text[place] for place in range(start, end))
    return _NO_HAN.sub("", _OF_ALL.sub("", kept))


def narrowed_by_label(ledger: Ledger, around: Surroundings) -> Condition | None:
    """The value that the label of a terse statement shortens, where it can be but one of the ledger's.

    A word that shortens the ledger's own matter (转移 of 转移就业) is no value, though one ends so (省内转移).
    """
    if not around.terse or not (word := label(around)) or len(word) > LONGEST:
        return None
    if any(isinstance(each, Narrowing) and each.ledger == ledger.name for hit in around.own for each in hit.meanings):
        return None
    if _shortens_matter(ledger, word):
        return None
    found = sorted((rest, column.name, value) for column in ledger.columns for rest, value in _shortened(column, word))
    if not found or any(each[0] == found[0][0] and each[1:] != found[0][1:] for each in found):
        return None
    return Condition(found[0][1], "in", (found[0][2],))


def by_noun(ledger: Ledger, around: Surroundings) -> list[Condition]:
    """The value that is twice the noun counted: 2对村结对 are 村村."""
    noun = around.statement.noun or around.text[around.after.start : around.after.start + 1]
    twice = noun * 2
    return [Condition(column.name, "in", (twice,)) for column in ledger.chosen if noun and twice in column.choices]


def is_by_noun(ledger: Ledger, around: Surroundings) -> bool:
    """Whether nothing but the noun narrows things counted one by one: villages pair with firms as well (结对的6个村)."""
    own = {value.value for hit in around.own for value in hit.meanings.values.get(ledger.name, ())}
    told = {value for condition in by_noun(ledger, around) for value in condition.values}
    return around.statement.unit in FREE and not told <= own


def unread(ledger: Ledger, around: Surroundings) -> bool:
    """Whether a terse statement has a label that says nothing to the ledger."""
    if not around.terse or not (word := label(around)) or _shortens_matter(ledger, word):
        return False
    return not any(ledger.name in hit.meanings.ledgers for hit in around.own)


def _shortens_matter(ledger: Ledger, word: str) -> bool:
    """Whether a label is how a word for the ledger's own matter begins."""
    return any(phrase.startswith(word) for phrase in ledger.phrases)


def _shortened(column: Column, word: str) -> Iterator[tuple[int, str]]:
    """The values that begin or end with the word in one of the ways to say them, each with how many signs it leaves out."""
    for value in column.choices:
        for said in {value, *column.says.get(value, ())}:
            if said != word and (said.endswith(word) or (len(word) > 1 and said.startswith(word))):
                yield len(said) - len(word), value
