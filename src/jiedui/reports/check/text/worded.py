"""What known words say to a ledger: its values and names as conditions, without words that say nothing of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter

from jiedui.catalog import Ledger
from jiedui.figures.model import Condition
from jiedui.reports.check.text.evidence import Surroundings
from jiedui.reports.check.words.common import ADDED_UP
from jiedui.reports.check.words.meanings import Plain
from jiedui.reports.check.words.measurables import Measurable
from jiedui.reports.check.words.names_told import Hit


def own_columns(ledger: Ledger, around: Surroundings) -> frozenset[str]:
    """The columns that the statement's own words, or those of the clauses right before, narrow."""
    found = around.columns.get(ledger.name)
    if found is None:
        near = (*around.own, *around.between)
        told = (*by_values(ledger, near), *by_names(ledger, near))
        found = around.columns[ledger.name] = frozenset([each.column for each in told])
    return found


def narrowed_by(ledger: Ledger, hits: Sequence[Hit]) -> list[Condition]:
    """What the words narrow of the ledger: its names, else its values."""
    return by_names(ledger, hits) or by_values(ledger, hits)


def by_values(ledger: Ledger, hits: Iterable[Hit], kin: Collection[str] = ()) -> list[Condition]:
    """Values of choices, several of one column joined.

    A word that is a value of several columns (其他) is taken for the one that the statement before narrowed (``kin``).
    """
    values: dict[str, list[str | int]] = {}
    for hit in hits:
        meant = hit.meanings.values.get(ledger.name)
        if not meant:
            continue
        akin = [each for each in meant if each.column in kin] if len(meant) > 1 else ()
        for each in akin or meant:
            values.setdefault(each.column, []).append(each.value)
    return [
        Condition(column, "in", tuple(dict.fromkeys(wanted)))
        for column, wanted in values.items()
        if set(wanted) != set(ledger.column(column).choices)
    ]


def by_names(ledger: Ledger, hits: Iterable[Hit], *, nearest: bool = False) -> list[Condition]:
    """Names that stand in the ledger's columns, several of one column joined unless only the ``nearest`` counts."""
    found: dict[str, list[str | int]] = {}
    for hit in hits:
        for column, values in hit.meanings.named.get(ledger.name, ()):
            if not (nearest and column in found):
                found.setdefault(column, []).extend(values)
    return [Condition(column, "in", tuple(dict.fromkeys(values))) for column, values in found.items()]


def told_anew(around: Surroundings, ledger: Ledger, own: list[Hit]) -> list[Hit]:
    """The own words without values behind which, in another clause, another value of the column stands: 已全数下达，拨付3296万元."""
    if len(own) < 2 or re.search(ADDED_UP, around.text[around.before.start : around.before.end]):
        return own
    last = {
        column: hit.start
        for hit in sorted(own, key=attrgetter("start"))
        for column in columns_of(ledger, [hit])
        if hit.start < around.statement.start
    }
    return [
        hit
        for hit in own
        if not any(around.text.find("，", hit.end, last.get(each, 0)) >= 0 for each in columns_of(ledger, [hit]))
    ]


def columns_of(ledger: Ledger, hits: Iterable[Hit]) -> set[str]:
    """The columns of which the words are values."""
    return {column for hit in hits for name, column in hit.meanings.columns if name == ledger.name}


#: A plain word of so many signs is a way of speaking, whatever it is made of: 下村入企.
_SAYING = 4


def outside_topics(hits: Sequence[Hit], ledger: str) -> list[Hit]:
    """The places, and the ledger's values and names, that are not but a part of a longer topic of it."""
    sayings = [hit for hit in hits if len(hit.text) >= _SAYING and hit.meanings.has(Plain)]
    words = [
        hit
        for hit in hits
        if (ledger in hit.meanings.ledgers or hit.meanings.regions)
        and not any(each.start <= hit.start and hit.end <= each.end and each is not hit for each in sayings)
    ]
    return [hit for hit in _not_inside_topics(words, ledger) if _may_narrow(hit, ledger)] if words else words


def _may_narrow(hit: Hit, ledger: str) -> bool:
    """Whether the word is a place, or a value or a name of the ledger."""
    meanings = hit.meanings
    return bool(meanings.regions) or ledger in meanings.values or ledger in meanings.named


def _not_inside_topics(words: list[Hit], ledger: str) -> list[Hit]:
    """The words that are not but a part of a longer topic of the ledger."""
    if len(words) < 2:
        return words
    inside: set[tuple[int, int]] = set()
    reach = 0
    for hit in sorted(words, key=lambda hit: (hit.start, -hit.end)):
        if hit.end <= reach:
            inside.add((hit.start, hit.end))
        elif ledger in hit.meanings.spoken:
            reach = hit.end
    return [hit for hit in words if (hit.start, hit.end) not in inside] if inside else words


def is_topic_of(hit: Hit, measurable: Measurable) -> bool:
    """Whether the word is a topic of the measurable."""
    return any(topic.target == measurable.name for topic in hit.meanings.topics)


def narrows_one_of(hit: Hit, columns: Collection[str]) -> bool:
    """Whether the word is a value of a column that the measurable fixes."""
    return any(column in columns for _, column in hit.meanings.columns)


def without(hits: Iterable[Hit], starts: Collection[int]) -> list[Hit]:
    """The words that begin at none of those places."""
    return [hit for hit in hits if hit.start not in starts]


def but_those_ahead(around: Surroundings, words: Iterable[Hit]) -> list[Hit]:
    """The words but for those that only name who stands before it: 次于双龙镇，排第二."""
    ahead = [*_AHEAD.finditer(around.text, around.half.start, around.after.end)]
    return [hit for hit in words if not any(each.start() < hit.start < each.end() for each in ahead)]


_AHEAD = re.compile(r"(?:仅?次于|紧随|紧跟|落后于|不及|[排列位居]在)[^，。；]{2,14}(?:之后|后面|[，,。；])")
