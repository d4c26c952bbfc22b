"""Names that a text tells otherwise than the book spells them: places that share 村, entries told in short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import attrgetter

from jiedui.prose import lexicon
from jiedui.prose.document import Span
from jiedui.reports.check.vocabulary import Meanings, Narrowing, Topic, Vocabulary

#: A known word in the text, with everything that it may mean.
Hit = lexicon.Hit[Meanings]


def in_order(hits: Iterable[Hit]) -> list[Hit]:
    """The words by where they begin, the longer first."""
    return sorted(sorted(hits, key=attrgetter("end"), reverse=True), key=attrgetter("start"))


#: Places that share the word for their level: 云雾、七里两村.
_SHARED = re.compile(
    r"(?P<names>(?:[\u4e00-\u9fff]{2,4}[、和与及]){1,9}[\u4e00-\u9fff]{2,4}?)等?(?:[0-9]{1,2}|[两二三四五六七八九十]{1,2})个?(?P<level>村|社区|镇|乡|街道)"
)


def with_sharing(text: str, vocabulary: Vocabulary, span: Span, names: list[Hit]) -> list[Hit]:
    """The names, with those of places that leave the word for their level to the last of the list."""
    found: dict[int, Hit] = {}
    for listed in _SHARED.finditer(text, *span):
        for member in re.finditer(r"[^、和与及]+", listed["names"]):
            start, end = (listed.start("names") + place for place in member.span())
            for begin in range(start, end - 1):
                whole = vocabulary.names.find(text[begin:end] + listed["level"])
                if whole and whole[0].end == end - begin + len(listed["level"]) and whole[0].meanings.regions:
                    found[begin] = Hit(begin, end, text[begin:end], whole[0].meanings)
                    break
    kept = [name for name in names if not any(each.start <= name.start < each.end for each in found.values())]
    return in_order([*kept, *found.values()]) if found else names


def with_shortened(
    text: str, vocabulary: Vocabulary, span: Span, topics: Sequence[Hit], names: Sequence[Hit]
) -> Sequence[Hit]:
    """The names, with those told in short; what may stand for several means a thing that nothing here can tell."""
    words = [span_of(hit) for hit in topics if hit.meanings.has(Topic, Narrowing)]
    places = [span_of(name) for name in names if not name.meanings.named]
    named = {span_of(name): name for name in names if name.meanings.named}
    found = []
    for short in vocabulary.shortened.find(text, span, named, words, places):
        meant = vocabulary.meant_by(short.names)
        same = named.get(Span(short.start, short.end))
        found.append(
            Hit(
                short.start,
                short.end,
                text[short.start : short.end],
                same.meanings.with_names(meant) if same else meant,
            )
        )
    if not found:
        return names
    kept = (name for name in names if not any(each.start <= name.start < each.end for each in found))
    return in_order([*found, *kept])


def span_of(hit: Hit) -> Span:
    """Where the word stands."""
    return Span(hit.start, hit.end)
