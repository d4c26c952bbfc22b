"""The door of writing: a report of some kind, about a region and a period, or about someone's posting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from jiedui.base.periods import Period, year
from jiedui.base.problems import refuse
from jiedui.book import Book, Region
from jiedui.book.regions import RegionTree
from jiedui.catalog.templates import ReportTemplate, report_templates
from jiedui.figures import Condition, Figures, Scope, find_region
from jiedui.figures.names import near_or_all
from jiedui.reports.writing.asks import Ask, prepare
from jiedui.reports.writing.blocks import block, is_block
from jiedui.reports.writing.model import Part, Summary
from jiedui.reports.writing.posting import Posting, find_posting, views, words
from jiedui.reports.writing.telling import Teller, View
from jiedui.reports.writing.template import EXPRESSION, Template, fill, parse_template

#: The kinds that are meant where none is said.
YEARLY, SECONDMENT = "yearly", "secondment"
#: The words by which a Word template says that it is about a posting.
_OF_POSTING = re.compile(r"\{(?:from_org|to_org|role|duties|term|person)\}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What report is wanted: its kind, and what it is about.

    A report about a region needs ``region`` and ``period``; one about a posting ``person``, told up to the period's end
    (its own where None), who signs it as well. Dated ``day``, or the last day that it tells of; ``signed`` is the office
    that signs a report about a region.
    """

    kind: str = ""
    region: str | None = None
    period: Period | None = None
    person: str | None = None
    day: date | None = None
    signed: str = ""


def find_kind(book: Book, word: str) -> ReportTemplate:
    """The template that bears the name, title or alias; Refusal (report-no-kind) with near titles."""
    templates = report_templates(book.location.catalog if book.location.catalog.is_dir() else None)
    found = next((template for template in templates.values() if word in template.names), None)
    if found is None:
        titles = (template.title for template in templates.values())
        raise refuse("report-no-kind", name=word, near=near_or_all(word, titles))
    return found


def find_template(book: Book, wanted: Wanted) -> ReportTemplate:
    """The template of what is wanted.

    Raises Refusal: report-no-kind, report-needs-scope when what it is about is not said, or said too much.
    """
    found = find_kind(book, wanted.kind or (SECONDMENT if wanted.person else YEARLY))
    if about_posting(found) != bool(wanted.person) or (not wanted.person and not (wanted.region and wanted.period)):
        raise refuse("report-needs-scope")
    return found


def about_posting(template: ReportTemplate) -> bool:
    """Whether a template is about someone's posting."""
    if template.document is None:
        return template.about == "posting"
    from jiedui.reports.docx_text import read_docx  # noqa: PLC0415 - a text template needs no Word

    return bool(_OF_POSTING.search(read_docx(template.document, template.name).text))


def write_report(figures: Figures, wanted: Wanted) -> Summary:
    """The report that is wanted, of a kind that is a text.

    Raises Refusal: as :func:`find_template`, report-no-posting, figures-no-region, what is wrong with an expression.
    """
    template = parse_template(find_template(figures.book, wanted).text)
    with figures.book.store.reading():
        tell, day, signed = teller(figures, wanted)
        prepare(figures, _asks(tell, template))
        sections = tuple(fill(template, tell, partial(block, tell)))
        title = "".join(_title(template.title, tell.words))
        return Summary(title, signed, day, sections)


def _title(title: str, words: Mapping[str, Part]) -> Iterator[str]:
    """The title with its words."""
    for place, piece in enumerate(re.split(r"\{(\w+)\}", title)):
        yield str(words.get(piece, "")) if place % 2 else piece


def teller(figures: Figures, wanted: Wanted) -> tuple[Teller, date, str]:
    """What tells the expressions of what is wanted, the report's day, and who signs it."""
    if wanted.person:
        posting = find_posting(figures.book, wanted.person, wanted.period.end if wanted.period else None)
        seen = views(figures.book, posting)
        scope = Scope(posting.west, posting.period)
        told = words(figures, posting, seen) | time_words(posting.period) | {"person": wanted.person}
        tell = Teller(figures, View(scope), told, seen, _posting_sides(figures, posting))
        return tell, wanted.day or posting.period.end, wanted.person
    if wanted.period is None:
        raise refuse("report-needs-scope")
    region = find_region(figures.book, wanted.region or "")
    scope = Scope(region.id, wanted.period)
    partners = _partners(figures, region, scope)
    named: dict[str, Part] = {"region": region.name, "partner": "、".join(partners), **time_words(wanted.period)}
    tell = Teller(figures, View(scope), named, sides=_sides(figures.book, region, partners))
    return tell, wanted.day or wanted.period.end, wanted.signed


def _asks(tell: Teller, template: Template) -> Iterator[Ask]:
    """What the expressions of a template will ask, so that it can be computed at once."""
    lines = (line for part in template.parts for line in part.lines)
    for expression in dict.fromkeys(found for line in lines for found in EXPRESSION.findall(line)):
        if not is_block(expression):
            yield from tell.asks(expression)


def time_words(period: Period) -> dict[str, Part]:
    """``time`` in a title, ``period`` and ``span`` in a sentence, ``end`` as the day by which a stock is told."""
    told, whole = period.words(), period == year(period.start.year)
    return {
        "period": told,
        "time": f"{period.start.year}年度" if whole else told,
        "span": "全年" if whole else told,
        "end": f"{period.end.year}年底" if whole else f"{period.end.year}年{period.end.month}月{period.end.day}日",
    }


def _partners(figures: Figures, region: Region, scope: Scope) -> list[str]:
    """The paired counties and districts of the other side, by the agreements in force."""
    other = "west" if region.side == "东部" else "east"
    groups = figures.indicator_by("pairing_in_force", scope, other, (Condition("kind", "in", ("县县",)),))
    return [name for name, result in groups if result.rows]


def _sides(book: Book, region: Region, partners: list[str]) -> tuple[int, ...]:
    """The region and its partner, the western one first; nothing without one partner alone."""
    found = [each.id for each in book.regions.values() if each.name in partners]
    if len(found) != 1:
        return ()
    return (found[0], region.id) if region.side == "东部" else (region.id, found[0])


def _posting_sides(figures: Figures, posting: Posting) -> tuple[int, ...]:
    """The two counties of a posting, the western one first: the host's, or the partner of the western one."""
    tree = figures.book.regions
    west, host = _county(tree, posting.west), _county(tree, posting.host)
    if west is None or host is None:
        return ()
    if west != host:
        return (west, host)
    return _sides(figures.book, tree[west], _partners(figures, tree[west], Scope(west, posting.period)))


def _county(tree: RegionTree, region: int | None) -> int | None:
    """The county in which a region lies."""
    path = tree[region].path if region in tree else ()  # type: ignore[index]
    return next((id for id in path if tree[id].tier == 3), None)
