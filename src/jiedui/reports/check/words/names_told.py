"""Names that a text tells otherwise than the book spells them: places that share 村, entries told in short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import itemgetter

from jiedui.prose import lexicon
from jiedui.prose.document import Span
from jiedui.reports.check.words.meanings import Meanings, Narrowing, Topic
from jiedui.reports.check.words.short_names import Known
from jiedui.reports.check.words.vocabulary import Vocabulary

#: A known word in the text, with everything that it may mean.
Hit = lexicon.Hit[Meanings]


def in_order(hits: Iterable[Hit]) -> list[Hit]:
    """The words by where they begin, the longer first."""
    return sorted(sorted(hits, key=itemgetter(1), reverse=True), key=itemgetter(0))


#: Places that share the word for their level: 云雾、七里两村; the number and the word, and what stands before them.
_SHARED = re.compile(r"(?:[0-9]{1,2}|[两二三四五六七八九十]{1,2})个?(?P<level>村|社区|镇|乡|街道)")
_LISTED = re.compile(r"(?:[\u4e00-\u9fff]{2,4}[、和与及])+[\u4e00-\u9fff]{2,4}?(?=等?$)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MEMBER, _FAR = re.compile(r"[^、和与及]+"), 40


def with_sharing(text: str, vocabulary: Vocabulary, span: Span, names: list[Hit]) -> list[Hit]:
    """The names, with those of places that leave the word for their level to the last of the list."""
    found: dict[int, Hit] = {}
    for level in _SHARED.finditer(text, *span):
        listed = _LISTED.search(text, max(span.start, level.start() - _FAR), level.start())
        for member in _MEMBER.finditer(text, *listed.span()) if listed else ():
            for begin in range(member.start(), member.end() - 1):
                word = text[begin : member.end()]
                whole = vocabulary.names.find(word + level["level"])
                if whole and len(whole[0].text) == len(word + level["level"]) and whole[0].meanings.regions:
                    found[begin] = Hit(begin, member.end(), word, whole[0].meanings)
                    break
    kept = [name for name in names if not any(each.start <= name.start < each.end for each in found.values())]
    return in_order([*kept, *found.values()]) if found else names


def with_shortened(
    text: str,
    vocabulary: Vocabulary,
    span: Span,
    topics: Sequence[Hit],
    names: Sequence[Hit],
    year: int | None = None,
) -> Sequence[Hit]:
    """The names, with those told in short; what may stand for several means a thing that nothing here can tell.

    The ``year`` is that of the report, of which yearly entries are.
    """

    def known() -> Known:
        return Known(
            [span_of(name) for name in names if name.meanings.named],
            [span_of(hit) for hit in topics if hit.meanings.has(Topic, Narrowing)],
            [span_of(name) for name in names if not name.meanings.named],
        )

    found: list[Hit] = []
    for short in vocabulary.shortened.find(text, span, known):
        meant = vocabulary.meant_by(short.names, year)
        same = next((name for name in names if (name.start, name.end) == (short.start, short.end)), None)
        told = same.meanings.with_names(meant) if same is not None and same.meanings.named else meant
        found.append(Hit(short.start, short.end, text[short.start : short.end], told))
    if not found:
        return names
    kept = (name for name in names if not any(each.start <= name.start < each.end for each in found))
    return in_order([*found, *kept])


def with_kinds(
    text: str, vocabulary: Vocabulary, span: Span, topics: Sequence[Hit], names: Sequence[Hit]
) -> Sequence[Hit]:
    """The names, with the kinds of product told by the last signs of their names, where no sign before belongs to them.

    苹果 is all the book's apples; 麻油 of 芝麻油 is none of its 胡麻油.
    """
    kinds = vocabulary.kinds.find(text, *span)
    if not kinds:
        return names
    taken = {place for name in names for place in range(name.start, name.end)}
    ends = {hit.end for hit in (*names, *topics)}
    found = [
        hit
        for hit in kinds
        if taken.isdisjoint(range(hit.start, hit.end))
        and (hit.start == span.start or hit.start in ends or not _HAN.match(text[hit.start - 1]))
    ]
    return in_order([*names, *found]) if found else names


def span_of(hit: Hit) -> Span:
    """Where the word stands."""
    return Span(hit.start, hit.end)
