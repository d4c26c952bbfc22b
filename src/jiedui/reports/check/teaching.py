"""Teaching the checker: what a user says of a statement, examined and kept as a correction of the office.

Three things can be said: these words state no quantity; these words mean that figure; this phrase means that figure.
The first two are kept by the words around the number (``patterns``), so that they hold for every value; region and
period always come from the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from jiedui.base.problems import refuse
from jiedui.base.units import UNITS, Dimension, unit
from jiedui.book import Book
from jiedui.book.corrections import Correction, add_correction
from jiedui.catalog import Catalog
from jiedui.prose.document import parse_document
from jiedui.prose.extract import extract_from
from jiedui.prose.normalise import normalise, unchanged
from jiedui.prose.rows import tables_told
from jiedui.prose.times import find_times
from jiedui.reports.check.facts import Facts
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.durations import but_lengths
from jiedui.reports.check.session import Claim
from jiedui.reports.check.text.patterns import NUMBER, Pattern, parse_pattern, pattern_at
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.text.taught import Target, find_target
from jiedui.reports.check.words.hits import find_hits
from jiedui.reports.check.words.measurables import Measurable, conditions_of, measurables, rates

#: What a statement of these dimensions may be derived from is told by its words, not by the unit.
_DERIVED = frozenset({"ratio", "points", "times", "rank"})
#: How near (0..100) a figure's words must come to a word searched for, and how many are offered.
NEAR, OFFERED = 50, 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One figure that a statement may mean, as a correction names it, with its title for people."""

    target: str
    where: tuple[str, ...]
    title: str


def choices(book: Book, claim: Claim) -> list[Choice]:
    """The figures that the checker took into account for a statement, the likeliest first."""
    judged = (*((claim.checked.best,) if claim.checked.best else ()), *claim.checked.others)
    return list(dict.fromkeys(_choice(book, each.reading) for each in judged if each.reading.anchor))


def _choice(book: Book, reading: Reading) -> Choice:
    """A reading as a choice: the rate or figure that it stands on, with its values of choices; no place, time or name."""
    level = reading.anchor
    if reading.rate is not None or level is None:
        title = reading.rate.title if reading.rate else ""
        return Choice(title, (), title)
    measurable = level.measurable
    name, _, _ = measurable.name.partition("+")
    indicator = book.catalog.indicators.get(name)
    ledger = book.ledgers[measurable.ledger]
    fixed = measurable.where[len(conditions_of(indicator)) :] if indicator else ()
    where = tuple(
        f"{ledger.column(each.column).title}={','.join(map(str, each.values))}"
        for each in (*fixed, *level.conditions)
        if each.op == "in" and ledger.column(each.column).choices
    )
    target = indicator.title if indicator else name
    return Choice(target, where, "，".join((_title(book.catalog, measurable), *where)))


def figures_like(facts: Facts, word: str, dimension: Dimension) -> list[Choice]:
    """The figures that a word may mean and a statement of that dimension may state, the nearest by title or phrase first."""
    scored = []
    figures: tuple[Target, ...] = (*facts.measurables.values(), *facts.book.rates)
    for each in figures:
        name, _, taught = each.name.partition("+")
        if not taught and _may_state(dimension, each):
            indicator = facts.catalog.indicators.get(name)
            target = indicator.title if indicator else name
            near = max(_nearness(word, told) for told in (each.title, *map("".join, each.phrases)))
            scored.append((-near, Choice(target, (), _title(facts.catalog, each))))
    scored.sort(key=lambda each: (each[0], each[1].title))
    return [choice for score, choice in scored if score <= -NEAR][:OFFERED]


def _nearness(word: str, told: str) -> float:
    """How near a word comes to what is told, from 0 to 100; all of it within the other is as near as can be."""
    return 100 if word in told or told in word else fuzz.ratio(word, told)


def _title(catalog: Catalog, figure: Target) -> str:
    """What a figure is called: an indicator or a rate by its title, a plain column with its ledger."""
    if isinstance(figure, Measurable) and figure.name.partition("+")[0] not in catalog.indicators:
        return f"{catalog.ledgers[figure.ledger].title}“{figure.title}”"
    return figure.title


def patterns_in(facts: Facts, text: str) -> list[str]:
    """The pattern of every statement of a text."""
    plain = tables_told(normalise(text)).text
    document = parse_document(plain)
    statements = extract_from(plain, unchanged(plain), document.clock).statements
    hits = find_hits(plain, facts.vocabulary)
    scene = Scene(plain, document, statements, hits, but_lengths(find_times(plain, document.clock), statements))
    return [pattern_at(scene, index) for index in range(len(statements))]


def pattern_of(facts: Facts, text: str) -> Pattern:
    """The pattern that a text writes, or that of the one statement in it.

    Raises Refusal: correction-none, correction-several, correction-words, correction-wide.
    """
    if NUMBER in text:
        return parse_pattern(text)
    found = patterns_in(facts, text)
    if not found:
        raise refuse("correction-none", text=text)
    if len(found) > 1:
        raise refuse("correction-several", text=text, found="、".join(found))
    return parse_pattern(found[0])


def teach_nothing(facts: Facts, book: Book, text: str, *, actor: str, reason: str) -> Correction:
    """Keep that the words of ``text`` (a pattern, or a text with one statement) state no quantity."""
    pattern = pattern_of(facts, text)
    return add_correction(book, "非数量表述", pattern.written, actor=actor, reason=reason)


def teach_reading(
    facts: Facts, book: Book, text: str, means: str, where: Sequence[str] = (), *, actor: str, reason: str
) -> Correction:
    """Keep that the words of ``text`` mean that figure.

    Raises Refusal: as :func:`pattern_of` and ``find_target``; correction-unit when figure and unit are of two kinds.
    """
    pattern = pattern_of(facts, text)
    target = _target(book, means, where)
    if not _suits(pattern, target):
        raise refuse("correction-unit", words=pattern.written, title=target.title)
    return add_correction(book, "所指", pattern.written, target=means.strip(), where=where, actor=actor, reason=reason)


def teach_phrase(
    book: Book, phrase: str, means: str, where: Sequence[str] = (), *, actor: str, reason: str
) -> Correction:
    """Keep that a phrase (words parted by spaces, all needed) means that figure.

    Raises Refusal: correction-phrase for a single sign or a number, and as ``find_target``.
    """
    words = normalise(phrase).text.split()
    if not words or NUMBER in phrase or any(len(word) < 2 for word in words):
        raise refuse("correction-phrase", text=phrase)
    _target(book, means, where)
    return add_correction(book, "短语", " ".join(words), target=means.strip(), where=where, actor=actor, reason=reason)


def _target(book: Book, means: str, where: Sequence[str]) -> Target:
    """The figure named; Refusal when there is none."""
    named = {each.name: each for each in rates(book.catalog)}
    return find_target(book, measurables(book.catalog), named, means.strip(), where)


def _suits(pattern: Pattern, target: Target) -> bool:
    """Whether a number with that unit can be that figure, or be derived from it."""
    known = max((name for name in UNITS if pattern.behind.startswith(name)), key=len, default="个")
    return _may_state(unit(known).dimension, target)


def _may_state(dimension: Dimension, target: Target) -> bool:
    """Whether a statement of that dimension can be that figure, or be derived from it."""
    return dimension in _DERIVED or (isinstance(target, Measurable) and dimension in (target.dimension, "duration"))
