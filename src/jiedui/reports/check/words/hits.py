"""The known words of a text: names before topics, longer words before what is but a part of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from jiedui.prose.document import Span
from jiedui.reports.check.words.meanings import Meanings, Narrowing, Plain
from jiedui.reports.check.words.names_told import Hit, in_order, with_kinds, with_sharing, with_shortened
from jiedui.reports.check.words.vocabulary import Vocabulary

#: Words for all of a region: their last sign begins no other word.
WHOLE = frozenset({"全省", "全市", "全县", "全区", "全镇"})


def find_hits(
    text: str, vocabulary: Vocabulary, spans: Iterable[Span] | None = None, year: int | None = None
) -> tuple[Hit, ...]:
    """The known words of a text, or of some paragraphs of it only, in order; of yearly entries those of the ``year``.

    Names, longest first, where no longer topic holds them; and topics outside names. Inside a name only a value of a
    ledger counts in which the name itself does not stand: the 展销中心 of a project's name is still a channel of sales.
    """
    within = (Span(0, len(text)),) if spans is None else spans
    found = tuple([hit for span in within for hit in _hits(text, vocabulary, span, year)])
    bylines = [*_BYLINE.finditer(text)] if "记者" in text or "通讯员" in text else []
    return tuple(hit for hit in found if not (hit.meanings.named and _inside(hit, bylines))) if bylines else found


#: Who writes the news of others: （记者 季德林　通讯员 阮梦溪）.
_BYLINE = re.compile(
    r"[（(](?:本[台报网])?[^（()）\n]{0,12}(?:记者|通讯员)[^（()）\n]{0,40}[）)]|(?:记者|通讯员)[ 　：:][\u4e00-\u9fff]{2,3}"
)


def _inside(hit: Hit, stretches: Iterable[re.Match[str]]) -> bool:
    """Whether the word stands in one of those stretches."""
    return any(each.start() <= hit.start < each.end() for each in stretches)


def _hits(text: str, vocabulary: Vocabulary, span: Span, year: int | None) -> Iterable[Hit]:
    """The known words of one paragraph."""
    topics, together = vocabulary.topics.find_all(text, *span), [*_levels_told_together(text, vocabulary, span)]
    topics = in_order([*topics, *together]) if together else topics
    longest: dict[int, int] = {}
    for hit in topics:
        longest.setdefault(hit.start, hit.end)
    spelt = [
        _but_its_level(text, hit) for hit in vocabulary.names.find(text, *span) if longest.get(hit.start, 0) <= hit.end
    ]
    shared = with_sharing(text, vocabulary, span, spelt)
    names = with_kinds(text, vocabulary, span, topics, with_shortened(text, vocabulary, span, topics, shared, year))
    kept = _not_of_one_alone(_longest_values(_outside_names(topics, names) if names else topics))
    found = _without_crumbs(text, in_order([*names, *kept]) if names else [*kept])
    return _as_told(found) if vocabulary.taught else found


def _but_its_level(text: str, name: Hit) -> Hit:
    """The name, before 级 without its last sign, which is that of the level: 江苏省级3450万元 is 省级, 盐仓区级 区级."""
    if (
        name.text.endswith(("省", "市", "区", "县"))
        and len(name.text) > 2
        and text.startswith("级", name.end)
        and name.meanings.regions
    ):
        return name._replace(end=name.end - 1, text=name.text[:-1])
    return name


#: 市、区两级 is 市级 and 区级, 镇一级 is 镇级; each sign stands for its level.
_TOGETHER = re.compile(
    r"([省市区县镇村])(?:(?:[、和][省市区县镇村])+(?=[两二三四各]?级)|(?=这?一级|[级一]?层面|[与和对同跟]\1))"
)


def _levels_told_together(text: str, vocabulary: Vocabulary, span: Span) -> Iterator[Hit]:
    """The levels of which several share one 级, each where its sign stands."""
    for found in _TOGETHER.finditer(text, *span):
        for place in range(found.start(), found.end(), 2):
            for hit in vocabulary.topics.find_all(f"{text[place]}级"):
                if hit.start == 0 and len(hit.text) > 1:
                    yield hit._replace(start=place, end=place + 1)


#: A plain word of so many signs is an idiom, of which no single sign means anything: 下村入企.
IDIOM = 4
_COORDINATE = re.compile(r"[和与及、]")
#: What joins two within one phrase of a ledger, each of which alone may be a value of it: 外出和就近 are all who found work.
_JOINS = re.compile(r"(?<=[\u4e00-\u9fff]{2})[和与及或](?=[\u4e00-\u9fff]{2})")


def _not_of_one_alone(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits, where no value that begins in a phrase that joins two narrows the ledgers of which that is a whole phrase."""
    over, ledgers = -1, frozenset[str]()
    for hit in hits:
        if hit.start < over and hit.meanings.columns:
            columns = frozenset(each for each in hit.meanings.columns if each[0] in ledgers)
            yield hit._replace(meanings=hit.meanings.without(ledgers, columns))
            continue
        if hit.meanings.alone and _JOINS.search(hit.text):
            over, ledgers = hit.end, hit.meanings.alone
        yield hit


def _ends_inside(hit: Hit, following: Iterable[Hit]) -> bool:
    """Whether a value ends inside a topic that joins two and begins later: 单位采购 of 东部单位采购和帮助销售."""
    for each in following:
        if each.start >= hit.end:
            return False
        if each.end > hit.end and each.meanings.topics and _COORDINATE.search(each.text):
            return True
    return False


def _without_crumbs(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits without what is but a part of another word.

    Topics of a single sign inside longer words (建 of 在建), 市财政 of 全市财政, 建设 of 乡村建设类, 开工 of 没开工, 养殖 of 养殖户.
    """
    kept, reach, whole, kind, idiom, denied = [], -1, -1, -1, -1, -1
    for place, hit in enumerate(hits):
        start, end, word, meanings = hit
        if end <= denied or (meanings.columns and _ends_inside(hit, hits[place + 1 : place + 12])):
            continue
        if end <= reach and meanings and not (meanings.tells or meanings.has(Plain)):
            continue
        if meanings.columns and _DENIES.match(word):
            denied = end
        crumb = end - start == 1 and end <= reach and not meanings.has(Narrowing)
        if len(word) >= IDIOM and end > idiom and not meanings.tells:
            idiom = end
        crumb = crumb or (end <= idiom and len(word) == 1)
        if not (crumb or end <= kind or (start + 1 == whole and meanings.columns)):
            kept.append(hit)
        reach = max(reach, end)
        if meanings.columns and text.startswith("类", end):
            kind = max(kind, end)
        if word in WHOLE:
            whole = end
    return kept


#: A value that denies: what it denies is not told.
_DENIES = re.compile(r"[未没][\u4e00-\u9fff]{2}")


def _as_told(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits, where a phrase that the office gave a meaning means that alone, and so do the words inside it.

    Inside a longer phrase of the catalogue it is but a part of that, and means nothing.
    """
    reach, over = -1, -1
    for hit in hits:
        if hit.end <= reach:
            continue
        told = Meanings(each for each in hit.meanings.topics if each.told and each.size == 1)
        if told and hit.end > over:
            reach = hit.end
            yield hit._replace(meanings=told)
            continue
        kept = Meanings(each for each in hit.meanings if each not in told) if told else hit.meanings
        if kept.topics:
            over = max(over, hit.end)
        if kept:
            yield hit._replace(meanings=kept)


def _outside_names(topics: Iterable[Hit], names: Sequence[Hit]) -> Iterator[Hit]:
    """The topics that touch no name, and of those inside one what counts there."""
    ends = [name.end for name in names]
    for hit in topics:
        place = bisect_right(ends, hit.start)
        if place == len(names) or names[place].start >= hit.end:
            yield hit
        elif (freed := _inside_name(hit, names[place])) is not None:
            yield freed


def _inside_name(hit: Hit, name: Hit) -> Hit | None:
    """What of a topic counts inside a name; None when nothing does, or when it goes beyond the name."""
    if not name.start <= hit.start < hit.end <= name.end or len(hit.text) < 3:
        return None
    ledgers = name.meanings.naming
    kept = Meanings(
        each for each in hit.meanings if isinstance(each, Narrowing) and ledgers and each.ledger not in ledgers
    )
    return hit._replace(meanings=kept) if kept else None


def _longest_values(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits, where a value inside a longer value of the same column gives way, and so does a phrase of the same ledger.

    社会捐赠 of 社会捐赠资金, an indicator, is no phrase of its own. Hits come by start, longer first.
    """
    reach: dict[tuple[str, str], int] = {}
    said: dict[str, int] = {}
    for hit in hits:
        kept = meanings = hit.meanings
        if meanings.narrows:
            end = hit.end
            within = [each for each in meanings.alone if end <= said.get(each, -1)]
            for ledger in meanings.indicated:
                said[ledger] = max(end, said.get(ledger, -1))
            over = [each for each in meanings.columns if end <= reach.get(each, -1)]
            if within or over:
                kept = meanings.without(frozenset(within), frozenset(over))
            for column in kept.columns:
                reach[column] = end
        if kept:
            yield hit if kept is meanings else hit._replace(meanings=kept)
