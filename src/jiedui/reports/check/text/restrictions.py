"""What makes a number one of some alone, in words that its ledger does not keep: then it can neither be borne out nor refuted.

Such words stand with the number, in the clause that leads up to it (从残疾人群体看，…), or behind it (均为线上订单).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from jiedui.base.once import once
from jiedui.prose.document import Span
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.words.common import load_words
from jiedui.reports.check.words.names_told import Hit

#: What says of the number behind it which of all it is: 均为线上订单, 全部销往海外.
_WHOLLY = re.compile(
    r"[，,](?:这些)?(?:均|都|全部|全|皆)(?:系|为|是|由|来自|源于|用于|用在|投向|销往|面向|投给|属于?|通过|集中在)"
)
_FURTHER = re.compile(r"[，,](?:用于|来自|面向|投向|销往|[\u4e00-\u9fff]{1,4}(?:均|都|全部|全)(?:系|为|是))")
#: Another way of counting; a class of those who are counted (半年以上的，…).
_COUNTED_SO = re.compile(r"按[照]?[^，。；]{0,8}口径")
_OF_THOSE = re.compile(
    r"[0-9一二三四五六七八九十半两几百千万]+(?:个?月|年|天|人|元|万元|亩|户|次)(?:以[上下内]|左右)的[，,]$"
)
#: What is one of several that make up the number narrows nothing: 包括妇女, 残疾人等, 残疾人在内.
_AMONG, _AND_SO_ON = (
    re.compile(r"(?:包括|包含|含|其中|如|特别是|尤其)[^，。；]{0,6}$|线上[、和与]?$"),
    re.compile(r"[^，。；]{0,4}?(?:等|在内|、)|[和与]?线下"),
)
#: So far before a number a class of those counted is told.
_FAR = 16


@cache
def _some() -> re.Pattern[str]:
    """The words for some of all, the longest first."""
    return re.compile("|".join(sorted(map(re.escape, load_words().some), key=len, reverse=True)))


class Restrictions(NamedTuple):
    """What makes a number one of some alone: to ``every`` ledger, or to all but those that know a word for it."""

    every: bool
    known: Sequence[frozenset[str]]

    def hold(self, ledger: str) -> bool:
        """Whether words that say nothing to the ledger make the number one of some alone."""
        return self.every or any(ledger not in each for each in self.known)


def restrictions(scene: Scene, around: Surroundings) -> Restrictions:
    """The words around a number that make it one of some alone, by which ledgers know them."""
    text = scene.text
    lead = Span(_lead(scene, around), around.before.end)
    first = max(around.half.start, around.before.start - _FAR)
    if _COUNTED_SO.search(text, *lead) or _OF_THOSE.search(text, first, around.before.start):
        return Restrictions(every=True, known=())
    wholly, behind = _WHOLLY.match(text, around.after.end), _FURTHER.match(text, around.after.end)
    told = [lead, around.after, *(Span(each.end(), scene.clause(each.end()).end) for each in (wholly, behind) if each)]
    found = (each for span in told for each in _some().finditer(text, *span))
    known = [_known(scene, each) for each in found if not _is_one_of_several(text, each)]
    if wholly is not None:
        words = scene.hits_in(told[2])
        if not any(hit.meanings.regions for hit in words):
            known.append(frozenset[str]().union(*(hit.meanings.ledgers for hit in words)))
    return Restrictions(every=False, known=known)


def _lead(scene: Scene, around: Surroundings) -> int:
    """Where the clauses begin that lead up to the number, and to it alone."""
    first = scene.first_from(around.half.start)
    if first is None or first.start >= around.statement.start:
        return around.half.start
    former = scene.statements[around.index - 1].end
    return min(max(scene.between(around.index).start, former), around.before.start)


def _is_one_of_several(text: str, found: re.Match[str]) -> bool:
    """Whether a word for some of all is told as one of several, which narrows nothing."""
    return bool(_AMONG.search(text, max(0, found.start() - 10), found.start()) or _AND_SO_ON.match(text, found.end()))


def _known(scene: Scene, found: re.Match[str]) -> frozenset[str]:
    """The ledgers to which a word for some of all means something, by itself or within a longer one."""
    near = scene.hits_in(Span(max(0, found.start() - 8), found.end() + 8))
    over = (hit.meanings.ledgers for hit in near if hit.start <= found.start() and found.end() <= hit.end)
    return frozenset[str]().union(*over)


class Elsewhere:
    """What in the words around a statement makes it another ledger's, found out once for all its readings."""

    def __init__(self, scene: Scene, around: Surroundings) -> None:
        self._scene = scene
        self._around = around

    def tells(self, ledger: str) -> bool:
        """Whether the statement is of another subject or item than the ledger's, or of an entry that is not clear."""
        return self._unclear or bool(
            (self._subject and ledger not in self._subject) or (self.item and ledger not in self.item)
        )

    @once
    def _unclear(self) -> bool:
        """Whether its part of the sentence names an entry in short that may be one of several."""
        around = self._around
        return self._scene.is_unclear(around.half.start, around.before.end)

    @once
    def _subject(self) -> frozenset[str]:
        """The ledgers that keep the name with which the sentence begins; none where something tells that it has left that.

        启明电机6月投产，目前在岗118人 tells of the firm's people, whatever else 在岗 is said of.
        """
        scene, around = self._scene, self._around
        span = Span(around.sentence.start, around.before.end)
        first = _first(scene, span)
        if first is None or not first.meanings.naming or around.has_plural:
            return frozenset()
        left = any(hit.start > first.start and hit.meanings.regions for hit in scene.names_in(span))
        return frozenset() if left else first.meanings.naming

    @once
    def item(self) -> frozenset[str]:
        """The ledgers of the label, where it is the first number of an item with one: 1. 项目。两年落户5个."""
        return frozenset[str]().union(*(hit.meanings.ledgers for hit in _label(self._scene, self._around)))


def _first(scene: Scene, span: Span) -> Hit | None:
    """The first word of a sentence but for mere places, where it begins with that."""
    place = scene.hit_from(span.start)
    for hit in scene.hits[place : scene.hit_from(span.start + _AT_THE_START + 1)]:
        if hit.end <= span.end and (not hit.meanings.regions or hit.meanings.naming):
            return hit
    return None


def opens(scene: Scene, around: Surroundings) -> frozenset[str]:
    """The ledgers whose matter the label of the item says by itself that the number is the first of."""
    return frozenset[str]().union(*(hit.meanings.alone for hit in _label(scene, around) if len(hit.text) > 1))


def _label(scene: Scene, around: Surroundings) -> Sequence[Hit]:
    """The words of the label of the item that the number is the first of."""
    paragraph = scene.document.paragraph_at(around.statement.start)
    if paragraph is None or not paragraph.start < paragraph.heading_end < around.statement.start:
        return ()
    if around.index and scene.statements[around.index - 1].start >= paragraph.start:
        return ()
    return scene.hits_in(Span(paragraph.start, paragraph.heading_end))


#: So few signs may stand before the name that a sentence begins with.
_AT_THE_START = 2


#: What is done at a place rather than for it: 在东湖区举办.
_HELD_THERE = re.compile(r"(?:举办|举行|召开|开办|开设|设立|承办|就地)")


def held_at(around: Surroundings) -> frozenset[int]:
    """The places where own words tell that a thing was held, rather than of whom it was: 在东湖区举办的培训班2期."""
    text = around.text
    return frozenset(
        region
        for hit in around.own
        for region in hit.meanings.regions
        if hit.start and text[hit.start - 1] == "在" and _HELD_THERE.match(text, hit.end)
    )
