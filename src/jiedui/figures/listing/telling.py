"""A listing in a sentence, Chinese or English: which entries, where and when, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from jiedui.base.problems import Language
from jiedui.catalog import Ledger
from jiedui.figures.figures import Figures
from jiedui.figures.listing.model import ID, Listing, State
from jiedui.figures.model import Query
from jiedui.figures.words import condition_words

_STATES: Mapping[State, tuple[str, str]] = {
    "live": ("在用记录", "entries in use"),
    "withdrawn": ("已作废的记录", "withdrawn entries"),
    "all": ("全部记录，含已作废的", "all entries, withdrawn ones included"),
}
#: Ranges of ids named in a sentence.
NAMED = 6


def sentence(figures: Figures, listing: Listing, language: Language = "zh") -> str:
    """``资金台账的在用记录：岚溪县及其下级，2024年（按日期计）；环节为拨付；按日期从晚到早``."""
    ledger = figures.book.ledgers[listing.ledger]
    zh = language == "zh"
    parts = [words for words, _ in narrowings(figures, listing, language)]
    parts.append(_order(ledger, listing, zh=zh))
    state = _STATES[listing.state][not zh]
    if zh:
        return f"{ledger.title}的{state}：{'；'.join(parts)}"
    return f"{ledger.title}, {state}: {'; '.join(parts)}"


def narrowings(figures: Figures, listing: Listing, language: Language = "zh") -> Iterator[tuple[str, Listing]]:
    """What narrows the listing, each in words and with the listing that is left without it."""
    ledger = figures.book.ledgers[listing.ledger]
    zh = language == "zh"
    first = replace(listing, mark=None, backwards=False)
    for words, query in _reach(figures, ledger, listing.query, zh=zh):
        yield words, replace(first, query=query)
    for condition in listing.query.where:
        others = tuple(each for each in listing.query.where if each != condition)
        words = condition_words(ledger, condition, figures.label, language)
        yield words, replace(first, query=replace(listing.query, where=others))
    if listing.search:
        words = f"任一栏含“{listing.search}”" if zh else f"“{listing.search}” anywhere"
        yield words, replace(first, search="")
    if listing.ids is not None:
        named = "、".join(f"{first}" if first == last else f"{first}–{last}" for first, last in listing.ids[:NAMED])
        more = "…" if len(listing.ids) > NAMED else ""
        words = f"指定的记录（序号 {named}{more}）" if zh else f"given entries (numbers {named}{more})"
        yield words, replace(first, ids=None)


def _reach(figures: Figures, ledger: Ledger, query: Query, *, zh: bool) -> Iterator[tuple[str, Query]]:
    """Region, period and review in words, each with the query that is left without it."""
    if query.region is not None:
        name = figures.book.regions[query.region].name
        yield f"{name}及其下级" if zh else f"{name} and below", replace(query, region=None, region_columns=())
    if query.period is not None and (query.date or ledger.date):
        wide = replace(query, period=None, date=None, stock=False, until=None)
        yield _period(ledger, query, zh=zh), wide
    if query.accepted:
        yield "仅已审记录" if zh else "accepted entries only", replace(query, accepted=False)


def _period(ledger: Ledger, query: Query, *, zh: bool) -> str:
    """The period and how entries count to it."""
    period, name = query.period, query.date or ledger.date
    dated = ledger.column(name).title if name else ""
    if period is None:
        return ""
    if query.stock:
        end = period.end.isoformat()
        return f"{end}仍在的（按{dated}计）" if zh else f"there on {end} (by {dated})"
    return f"{period.words()}（按{dated}计）" if zh else f"{period} by {dated}"


def _order(ledger: Ledger, listing: Listing, *, zh: bool) -> str:
    """By what the entries are sorted."""
    column = None if listing.sort == ID else ledger.column(listing.sort)
    title = column.title if column else ("序号" if zh else "number")
    dated = column is not None and column.type == "date"
    if zh:
        ways = ("从晚到早", "从早到晚") if dated else ("降序", "升序")
        return f"按{title}{ways[not listing.descending]}"
    ways = ("latest first", "earliest first") if dated else ("descending", "ascending")
    return f"by {title}, {ways[not listing.descending]}"
