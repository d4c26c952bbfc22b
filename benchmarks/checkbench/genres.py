"""The genres of reports: how sentences become a yearly report, an outline, a speech, a brief, tired prose, a city's report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from checkbench.matters import Matter, Matters
from checkbench.reports import Draft, Paragraph, Sentence
from checkbench.tables import Place, Tables
from checkbench.telling import Teller

NUMERALS = "一二三四五六七八九"


def yearly(teller: Teller) -> Draft:
    """A yearly report in numbered sections."""
    sections = dict.fromkeys(matter.section for matter in teller.matters.matters)
    paragraphs = [_running(_plain(teller, 2))]
    for number, section in enumerate(sections):
        told = [each for each in _of_section(teller, section) if each is not None]
        if told:
            mixed = _mixed(teller, told)
            paragraphs.append(replace(_running(mixed), heading=f"{NUMERALS[number]}、{section}"))
    return _draft(teller, "yearly", f"{teller.place.name}{teller.year}年东西部协作工作总结", paragraphs)


def outline(teller: Teller) -> Draft:
    """A terse outline: one line a matter."""
    lines = [each for matter in teller.matters.matters if (each := teller.line_of(matter))]
    paragraphs = [replace(_running([line]), end="。" if teller.draw.random() < 0.5 else "") for line in lines]
    return _draft(teller, "outline", f"{teller.place.name}{teller.year}年东西部协作主要指标", paragraphs)


def speech(teller: Teller) -> Draft:
    """A speech: short paragraphs, with what is said only to be heard."""
    paragraphs = [Paragraph((_words("同志们"),), end="：")]
    for matter in teller.draw.sample(teller.matters.matters, len(teller.matters.matters)):
        told = teller.draw.choice((teller.year_of, teller.growth_of, teller.place_of, teller.completion_of))(matter)
        if told is not None:
            heard = _words(teller.draw.choice(teller.matters.speech).rstrip("。"))
            paragraphs.append(_running([_prefixed(told, "一年来，" if teller.draw.random() < 0.3 else ""), heard]))
    return _draft(teller, "speech", f"在{teller.place.name}{teller.year}年东西部协作总结会上的讲话", paragraphs)


def brief(teller: Teller) -> Draft:
    """A brief of parts of the year."""
    sentences = [
        told for matter in teller.matters.matters for _ in range(2) if (told := teller.window_of(matter)) is not None
    ]
    groups = [sentences[start : start + 3] for start in range(0, len(sentences), 3)]
    paragraphs = [_running(group) for group in groups]
    return _draft(teller, "brief", f"{teller.place.name}{teller.year}年东西部协作工作简报", paragraphs)


def run_on(teller: Teller) -> Draft:
    """Tired prose: everything in one breath, commas at best."""
    told = [each for matter in teller.matters.matters if (each := teller.year_of(matter)) is not None]
    groups = [told[start : start + 4] for start in range(0, len(told), 4)]
    paragraphs = [Paragraph(tuple(group), joint=teller.draw.choice(("，", "，", ""))) for group in groups]
    return _draft(teller, "run-on", f"{teller.place.name}{teller.year}年东西部协作工作情况", paragraphs)


def city(teller: Teller) -> Draft:
    """A city's report: totals, averages by county, counties by name and rank."""
    paragraphs = []
    for matter in teller.matters.matters:
        makers = (teller.year_of, teller.per_county_of, teller.growth_of, teller.place_of, teller.place_of)
        told = [each for make in makers if (each := make(matter)) is not None]
        if told:
            paragraphs.append(_running(told))
    return _draft(teller, "city", f"{teller.place.name}{teller.year}年东西部协作工作报告", paragraphs)


GENRES: dict[str, Callable[[Teller], Draft]] = {
    "yearly": yearly,
    "outline": outline,
    "speech": speech,
    "brief": brief,
    "run-on": run_on,
    "city": city,
}


def places_of(tables: Tables) -> list[Place]:
    """The western counties and cities that a report may be about: those that have rows of their own below them."""
    found = [each for each in tables.places.values() if each.side == "西部" and each.level in ("县", "市")]
    cities = [each for each in found if each.level == "市" and len(tables.below(each, "县")) > 1]
    return [*cities, *(each for each in found if each.level == "县")]


def last_year(tables: Tables) -> int:
    """The latest year of which the books are full: that in which most rows of the ledgers lie, the later of equals."""
    years: dict[int, int] = {}
    for ledger, column in tables.dated.items():
        for row in tables.rows[ledger]:
            day = row.cells[column] if column else None
            if isinstance(day, date):
                years[day.year] = years.get(day.year, 0) + 1
    most = max(years.values())
    return max(year for year, rows in years.items() if 2 * rows >= most)


def draft(
    tables: Tables,
    matters: Matters,
    place: Place,
    genre: str,
    seed: str,
    *,
    wrong: float = 0.2,
    fault: str | None = None,
) -> Draft:
    """One report of a genre about a place, the same for the same seed."""
    teller = Teller(
        tables,
        replace(matters, matters=tuple(each for each in matters.matters if _known(tables, each))),
        place,
        last_year(tables),
        Random(f"{seed}/{genre}/{place.name}"),  # noqa: S311 - a benchmark must be the same everywhere
        wrong=wrong,
        fault=fault,
        level="县" if place.level == "市" else "镇",
        bare=genre not in ("yearly", "brief"),
    )
    made = GENRES[genre](teller)
    return replace(made, name=f"{place.name}-{genre}-{seed}")


def _known(tables: Tables, matter: Matter) -> bool:
    """Whether the book has the ledger of a matter and something in it."""
    return bool(tables.rows.get(matter.lead.asked.ledger))


def _of_section(teller: Teller, section: str) -> list[Sentence | None]:
    """The sentences of one section: two kinds of each matter, the rates."""
    told: list[Sentence | None] = []
    for matter in teller.matters.matters:
        if matter.section != section:
            continue
        ways = [
            teller.year_of,
            teller.parts_of,
            teller.growth_of,
            teller.completion_of,
            teller.place_of,
            teller.mean_of,
        ]
        first = teller.draw.choice(ways)(matter)
        told.append(first or teller.year_of(matter))
        told.append(teller.window_of(matter) if teller.draw.random() < 0.3 else None)
    told += [teller.rate_of(rate) for rate in teller.matters.rates if rate.section == section]
    return told


def _mixed(teller: Teller, told: Sequence[Sentence]) -> list[Sentence]:
    """The sentences with others between them: prose, what the book has nothing of, what is blotted out."""
    mixed: list[Sentence] = _plain(teller, 1)
    for each in told:
        mixed.append(each)
        chance = teller.draw.random()
        if chance < 0.12:
            mixed.append(teller.outside(teller.draw.choice(teller.matters.outside)))
        elif chance < 0.16:
            mixed.append(teller.masked())
        elif chance < 0.3:
            mixed += _plain(teller, 1)
    return mixed


def _plain(teller: Teller, number: int) -> list[Sentence]:
    """Sentences that state no quantity."""
    return [_words(words.rstrip("。")) for words in teller.draw.sample(teller.matters.plain, number)]


def _words(text: str) -> Sentence:
    """A sentence without numbers of its own."""
    return Sentence(((text,),))


def _prefixed(sentence: Sentence, words: str) -> Sentence:
    """The sentence with words before it."""
    return replace(sentence, wordings=tuple((words, *each) for each in sentence.wordings))


def _running(sentences: Sequence[Sentence]) -> Paragraph:
    """A paragraph of prose."""
    return Paragraph(tuple(sentences))


def _draft(teller: Teller, genre: str, title: str, paragraphs: Sequence[Paragraph]) -> Draft:
    """The report of the year, dated at its end."""
    whole = teller.whole
    return Draft(genre, title, tuple(paragraphs), teller.place.name, whole.start, whole.end, whole.end)
