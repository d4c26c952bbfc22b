"""The place that a heading or a paragraph is about because it begins with it: （一）茶山镇。转移就业308人; the names told last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jiedui.catalog import Ledger
from jiedui.prose.document import Span
from jiedui.reports.check.text.evidence import FAR, Surroundings
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.words.common import LEVELS
from jiedui.reports.check.words.names_told import Hit

#: The mark of a heading before its words.
_MARK = re.compile(r"[第（()）、.．\s一二三四五六七八九十0-9①-⑳●◆■▲★○◇□·•▪◎*—-]*")
#: A place before these does something to another, or is one of several.
_AND = re.compile(r"[、和与及等]")


def leading_place(scene: Scene, around: Surroundings, *, heading: bool) -> list[Hit]:
    """The place that the nearest heading over the statement begins with, or that a sentence before in its paragraph does."""
    for span in _headings(scene, around) if heading else _sentences(scene, around):
        first = next(iter(scene.names_in(span)), None)
        if first is not None and first.meanings.regions and _is_looked_at(scene.text, span, first):
            return [first]
        if first is not None and first.meanings.regions and _MARK.fullmatch(scene.text, span.start, first.start):
            return [] if _AND.match(scene.text, first.end) else [first]
    return []


def _is_looked_at(text: str, span: Span, first: Hit) -> bool:
    """Whether a short heading or sentence says at which place to look for its matter: （三）就业看老县."""
    before, after = text[span.start : first.start], text[first.end : span.end]
    return bool(_LOOK_AT.fullmatch(before)) and not after.strip("。：:！ \n　")


_LOOK_AT = re.compile(r"[（(]?[一二三四五六七八九十0-9]{0,3}[）)．.、]?[\u4e00-\u9fff]{2,6}看")


def _sentences(scene: Scene, around: Surroundings) -> Iterator[Span]:
    """The sentences before it in its paragraph, the last first."""
    paragraph = scene.document.paragraph_at(around.statement.start)
    end = around.sentence.start
    first = max(paragraph.start, end - FAR) if paragraph is not None else end
    while end > first:
        sentence = scene.sentence(end - 1)
        yield sentence
        end = sentence.start


def _headings(scene: Scene, around: Surroundings) -> Iterator[Span]:
    """The headings over it, the nearest first."""
    for heading in reversed(scene.document.headings_over(around.statement.start)):
        yield Span(heading.start, heading.heading_end)


#: The next of several points told one by one.
_NEXT_POINT = re.compile(r"[二三四五六]是|其[二三四五六][，：]?")
#: All of a place, which lets go of what the clauses before name: 羊肉走俏，全镇销售额720万元.
OF_THE_WHOLE = re.compile(
    r"(?:^|[，。；\n])(?:全[县区镇市乡组队](?!第|排|各|域)|至此)|(?<![占居排比])全[县区镇市乡](?=[^，。；]{0,8}[总额共])"
)


#: The kind under which what stands in a column goes, and words for all of it, which let go of what the clauses before name there: 给茶叶当推销员，东部采购农产品900万元.
_IN_GENERAL = {
    "product": ("category", re.compile(r"农[特副畜土]?产品|土?特产品?|山货|土货|农货|(?:各[类种]|所有)产品"))
}


def told_in_general(around: Surroundings) -> frozenset[str]:
    """The columns of which the statement's own words tell in general."""
    start, end = around.before.start, around.before.end
    kinds = {column for hit in around.own for _, column in hit.meanings.columns}
    return frozenset(
        [
            column
            for column, (kind, words) in _IN_GENERAL.items()
            if kind in kinds or words.search(around.text, start, end)
        ]
    )


def is_next_point(around: Surroundings) -> bool:
    """Whether its part of the sentence is the next of several points, which lets go of a town of the first: 一是…；二是…."""
    return around.half.start > around.sentence.start and bool(_NEXT_POINT.match(around.text, around.half.start))


def named_last(text: str, ledger: Ledger, hits: Sequence[Hit]) -> list[Hit]:
    """Of the names of a ledger in the clauses before those told together last: a comma leaves the one before behind."""
    named = [hit for hit in hits if ledger.name in hit.meanings.named]
    kept = named[-1:]
    for former in reversed(named[:-1]):
        if "，" in text[former.end : kept[0].start]:
            break
        kept.insert(0, former)
    return kept


def leading_entry(scene: Scene, around: Surroundings) -> list[Hit]:
    """The entry that the paragraph begins with as with a heading: ◇标准厂房二期（凤台镇）。…累计支付755万元."""
    paragraph = scene.document.paragraph_at(around.statement.start)
    first = next(iter(scene.names_in(Span(paragraph.start, around.before.start))), None) if paragraph else None
    if paragraph is None or first is None or not first.meanings.naming:
        return []
    marked = first.start > paragraph.start and _MARK.fullmatch(scene.text, paragraph.start, first.start)
    return [first] if marked and scene.text[first.end : first.end + 1] in _CLOSES_A_NAME else []


_CLOSES_A_NAME = frozenset("（(。：:—")


def places_counted(scene: Scene, around: Surroundings) -> list[Hit]:
    """The places of a clause that counts them before it tells of them: 云雾、七里两村转移就业50人."""
    former = scene.statements[around.index - 1] if around.index else None
    clause = scene.clause(around.statement.start)
    if former is None or former.start < clause.start or (former.noun or former.unit) not in LEVELS:
        return []
    return [hit for hit in scene.names_in(Span(clause.start, former.start)) if hit.meanings.regions]
