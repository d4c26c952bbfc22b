"""What the office taught the checker, ready for use: phrases laid over the catalogue's, patterns looked for in a report.

A correction whose figure the catalogue no longer has rests: it changes nothing, and is listed as out of use.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from jiedui.base.problems import Refusal, refuse
from jiedui.book import Book
from jiedui.book.corrections import Correction, corrections
from jiedui.catalog import Catalog
from jiedui.figures.conditions import parse_condition
from jiedui.figures.model import Condition
from jiedui.figures.names import near
from jiedui.reports.check.text.patterns import NUMBER, Pattern, parse_pattern, words_at
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.words.measurables import Measurable, Measurables, Phrase, Rate

Target = Measurable | Rate
Phrased = TypeVar("Phrased", Measurable, Rate)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One correction found at a statement: the figure that it means; none where the words state no quantity."""

    correction: Correction
    pattern: Pattern
    target: Target | None


@dataclass(frozen=True)
class Taught:
    """All corrections in force: the lessons by pattern, the phrases with their figures, and those that rest."""

    lessons: tuple[Lesson, ...] = ()
    phrases: tuple[tuple[Correction, Target], ...] = ()
    resting: tuple[Correction, ...] = ()
    by_id: Mapping[int, Correction] = field(default_factory=dict)

    def at(self, scene: Scene) -> dict[int, Lesson]:
        """The lesson for each statement that one is about: of several that fit, the one that says most, then the last."""
        found: dict[int, Lesson] = {}
        for index in range(len(scene.statements)) if self.lessons else ():
            words = words_at(scene, index)
            fitting = [each for each in self.lessons if each.pattern.fits(words)]
            if fitting:
                found[index] = max(fitting, key=lambda each: (len(each.pattern.written), each.correction.id))
        return found


def read_taught(book: Book, measured: Mapping[str, Measurable], ratios: Iterable[Rate]) -> Taught:
    """The corrections of a book, with the figures that they mean."""
    rates = {each.name: each for each in ratios}
    lessons: list[Lesson] = []
    phrases: list[tuple[Correction, Target]] = []
    resting: list[Correction] = []
    every = corrections(book)
    for each in every:
        try:
            target = find_target(book, measured, rates, each.target, each.where) if each.target else None
            if NUMBER in each.words:
                lessons.append(Lesson(each, parse_pattern(each.words), target))
            elif target is not None:
                phrases.append((each, target))
        except Refusal:
            resting.append(each)
    return Taught(tuple(lessons), tuple(phrases), tuple(resting), {each.id: each for each in every})


def find_target(
    book: Book, measured: Mapping[str, Measurable], rates: Mapping[str, Rate], word: str, where: Iterable[str]
) -> Target:
    """The figure that a word names — an indicator, ``fund.amount``, ``资金台账.金额``, a ledger — under conditions.

    Raises Refusal: correction-target (no such figure), correction-condition (a condition on something else than a
    choice: regions, times and names are told by the report), and what is wrong with a condition.
    """
    name = _name(book.catalog, word)
    rate = rates.get(name)
    conditions = tuple(where)
    if rate is not None:
        if conditions:
            raise refuse("correction-condition", text="；".join(conditions))
        return rate
    if name not in measured:
        titles = [indicator.title for indicator in book.catalog.indicators.values()]
        raise refuse("correction-target", word=word, near=near(word, titles))
    measurable = measured[name]
    told = [each for text in conditions for each in _condition(book, measurable, text)]
    return replace(measurable, where=(*measurable.where, *told)) if told else measurable


def _name(catalog: Catalog, word: str) -> str:
    """The name of the measurable or rate that a word may mean."""
    indicator = catalog.indicator(word)
    if indicator is not None:
        return indicator.name
    title, _, column = word.partition(".")
    ledger = catalog.ledger(title)
    if ledger is None:
        return word
    named = next((each.name for each in ledger.columns if column in each.names), column)
    return f"{ledger.name}.{named or 'rows'}"


def _condition(book: Book, measurable: Measurable, text: str) -> tuple[Condition, ...]:
    """The condition that a text writes, on a column of choices."""
    ledger = book.catalog.ledgers[measurable.ledger]
    found = parse_condition(book, ledger, text)
    if any(not ledger.column(each.column).choices for each in found):
        raise refuse("correction-condition", text=text)
    return found


def with_phrases(taught: Taught, measured: Measurables, ratios: Iterable[Rate]) -> tuple[Measurables, tuple[Rate, ...]]:
    """The measurables and rates with the office's phrases: what a phrase means by a correction, it means alone."""
    if not taught.phrases:
        return measured, tuple(ratios)
    told = {phrase_of(correction) for correction, _ in taught.phrases}
    found = Measurables()
    found.update((name, replace(each, phrases=_without(each.phrases, told))) for name, each in measured.items())
    rates = {each.name: replace(each, phrases=_without(each.phrases, told)) for each in ratios}
    for correction, target in taught.phrases:
        phrase = phrase_of(correction)
        if isinstance(target, Rate):
            rates[target.name] = _taught(rates[target.name], phrase, correction.id)
            continue
        plain = measured[target.name] == target
        name = target.name if plain else f"{target.name}+{correction.id}"
        base = found[name] if plain else replace(target, name=name, phrases=())
        found[name] = _taught(base, phrase, correction.id)
    return found, tuple(rates.values())


def phrase_of(correction: Correction) -> Phrase:
    """The words of a phrase, as the catalogue writes them: parted by spaces, all needed, in any order."""
    return tuple(correction.words.split())


def _without(phrases: tuple[Phrase, ...], told: Collection[Phrase]) -> tuple[Phrase, ...]:
    """The phrases that no correction gives another meaning."""
    return tuple(each for each in phrases if each not in told)


def _taught(target: Phrased, phrase: Phrase, correction: int) -> Phrased:
    """The figure with one phrase more."""
    return replace(target, phrases=(*target.phrases, phrase), told=(*target.told, (phrase, correction)))
