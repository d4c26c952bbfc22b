"""The projects and workshops whose names a policy hides: those in a hidden place, and those that bear a hidden name.

``药坪镇黄精种苗基地项目`` tells the town even where the town is masked in it, so the whole name is masked, with and
without 项目, without the place in front, and with another form of the place there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from jiedui.book import Book
from jiedui.book.layout import LIVE
from jiedui.catalog import Ledger, Policy
from jiedui.prose.lexicon import Lexicon
from jiedui.reports.check.words.forms import LEGAL, short_forms
from jiedui.reports.masking.common import STRANGE, common_words, strange
from jiedui.reports.masking.names import Thing, hides_region, kept_forms, named_things, region_forms

#: A shorter name could be any word; one of so many signs tells as soon as one of them is in no common word.
LEAST, LONG = 3, 6


@dataclass(frozen=True, slots=True)
class _Named:
    """A project: its name, the region that it lies in, the forms of its name, those of them that bear a hidden name."""

    name: str
    region: int | None
    forms: tuple[str, ...]
    telling: frozenset[str]


def hidden_things(book: Book, policy: Policy) -> list[Thing]:
    """What the policy hides of the book, by kind, in the order of the ledgers."""
    found = named_things(book, policy)
    return [*found, *_projects(book, policy, found)] if "project" in policy.hides else found


def _projects(book: Book, policy: Policy, hidden: Iterable[Thing]) -> Iterator[Thing]:
    """The projects that tell something hidden; what of their names every office says stays."""
    names = Lexicon(dict.fromkeys(form for thing in hidden if thing.kind != "number" for form in thing.forms))
    common, kept = common_words(book.catalog, book.regions), kept_forms(book, policy)
    fronts = {form for region in book.regions.values() for form in region_forms(region)}
    places = {region.id: region_forms(region) for region in book.regions.values() if hides_region(policy, region)}
    found = [_named(name, region, fronts, names) for name, region in _cells(book)]
    owners = Counter(form for each in found for form in {*each.forms, *_placed(each, book, places)})
    for each in found:
        if each.region not in places and not each.telling:
            continue
        own = (form for form in each.forms if form in each.telling or _tells(form, common))
        forms = [form for form in (*own, *_placed(each, book, places)) if form == each.name or owners[form] == 1]
        if forms := [form for form in dict.fromkeys(forms) if form not in kept and form not in names]:
            yield Thing("project", each.name, tuple(forms), each.region)


def _tells(form: str, common: Lexicon[None]) -> bool:
    """Whether a form without a place says more than every office does."""
    return strange(form, common) >= (1 if len(form) >= LONG else STRANGE)


def _cells(book: Book) -> Iterator[tuple[str, int | None]]:
    """The names of projects, each once, with the region in which the first of that name lies."""
    seen: set[str] = set()
    for ledger in book.ledgers.values():
        for column in ledger.columns:
            if column.holds == "project":
                place = _region_column(ledger)
                for _, name, *region in book.rows(
                    ledger.name, (column.name, *place), f'{LIVE} AND "{column.name}" IS NOT NULL'
                ):
                    if str(name) not in seen and len(str(name)) >= LEAST:
                        seen.add(str(name))
                        yield str(name), int(str(region[0])) if region and region[0] else None


def _region_column(ledger: Ledger) -> tuple[str, ...]:
    """The column that says where a row of the ledger lies, if it has one."""
    return tuple(column.name for column in ledger.columns if column.to == "region")[:1]


def _named(name: str, region: int | None, fronts: Collection[str], hidden: Lexicon[None]) -> _Named:
    """A project with the forms of its name: whole, in short, and each with the generic word that ends the whole."""
    tail = found[0] if (found := LEGAL.search(name)) else ""
    short = [each for each in short_forms(name, fronts) if len(each) >= LEAST]
    # the first four signs name a firm (蓝海储能); of a project they are any words
    short = [each for each in short if not any(other != each and other.startswith(each) for other in short)]
    forms = tuple(dict.fromkeys((name, *short, *(each + tail for each in short))))
    return _Named(name, region, forms, frozenset(form for form in forms if hidden.find(form)))


def _placed(named: _Named, book: Book, places: dict[int, tuple[str, ...]]) -> Sequence[str]:
    """The forms without a place, behind each form of the hidden places in which the project lies: 药坪黄精种苗基地."""
    region = book.regions.get(named.region or 0)
    fronts = [form for id in (region.path if region else ()) if id in places for form in places[id]]
    return [front + form for front in fronts for form in named.forms if form not in named.telling]
