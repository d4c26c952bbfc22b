"""The names of a book that a policy hides, each with every form in which prose may write it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from jiedui.book import Book, Region
from jiedui.book.layout import LIVE
from jiedui.book.regions import TIERS
from jiedui.book.resolver import ENDINGS, short_name
from jiedui.catalog import Column, Policy
from jiedui.reports.check.words.forms import short_forms

Kind = Literal["person", "firm", "organisation", "place", "project", "number"]

#: The kinds of the register of organisations that are no organisations to be hidden: offices, and villages, which are places.
_PUBLIC: Final = frozenset({"党政机关", "村（社区）"})
_FIRM: Final = re.compile(r"(公司|集团|合作社|厂|商行|商店|超市|酒店|企业|农场|经营部)$")
_PLACE: Final = re.compile(r"(村|社区|街道|镇|乡|园区|集聚区|小区|产业园)$")
_SEPARATORS: Final = re.compile(r"[、，,；;/\s]+")
#: Endings that a mask keeps, the longer before the shorter: they say what was hidden, not which.
KEPT_ENDINGS: Final = (
    *("合作社", "集团", "公司", "厂", "项目", "工程", "车间"),
    *("集聚区", "产业园", "园区"),
    *ENDINGS,
)


@dataclass(frozen=True, slots=True)
class Thing:
    """One hidden thing: its kind, its full name, all forms of it, the region that it is or lies in."""

    kind: Kind
    name: str
    forms: tuple[str, ...]
    region: int | None = None

    @property
    def ending(self) -> str:
        """What of the name a mask keeps: 镇, 村, 公司; nothing of a person's."""
        return "" if self.kind in ("person", "number") else ending_of(self.name)


def ending_of(name: str) -> str:
    """The ending of a name that says what it is; empty for a name that is nothing but an ending."""
    return next((each for each in KEPT_ENDINGS if name.endswith(each) and len(name) > len(each)), "")


def named_things(book: Book, policy: Policy) -> list[Thing]:
    """What the policy hides of the book but its projects, by kind, in the order of the ledgers."""
    kept = kept_forms(book, policy)
    found: list[Thing] = []
    if "place" in policy.hides:
        found += _places(book, policy, kept)
    if {"firm", "organisation"} & set(policy.hides):
        found += _organisations(book, policy, kept)
    if "person" in policy.hides:
        found += _persons(book, policy, kept)
    if "phone" in policy.hides:
        found += [Thing("number", each, (each,)) for each in _cells(book, lambda column: column.format == "phone")]
    return found


def kept_forms(book: Book, policy: Policy) -> frozenset[str]:
    """The forms of the regions that stay, and the names that the policy keeps."""
    regions = [region for region in book.regions.values() if not hides_region(policy, region)]
    return frozenset((*policy.keep, *(form for region in regions for form in region_forms(region))))


def hides_region(policy: Policy, region: Region) -> bool:
    """Whether the policy hides the region."""
    on_side = policy.side is None or region.side in (policy.side, None)
    return "place" in policy.hides and on_side and region.tier >= TIERS[policy.level] and region.name not in policy.keep


def region_forms(region: Region) -> tuple[str, ...]:
    """Every form of a region's name: itself, its aliases, without its ending."""
    forms = (region.name, *region.aliases, *(short_name(name) for name in (region.name, *region.aliases)))
    return tuple(dict.fromkeys(form for form in forms if len(form) > 1))


def _places(book: Book, policy: Policy, kept: frozenset[str]) -> Iterator[Thing]:
    """Regions, and places of the ledgers that are in no register."""
    regions = [region for region in book.regions.values() if hides_region(policy, region)]
    for region in regions:
        yield Thing("place", region.name, _allowed(region_forms(region), kept), region.id)
    known = {form for region in book.regions.values() for form in region_forms(region)}
    for name in _cells(book, lambda column: column.holds == "place"):
        if name not in known | kept and _PLACE.search(name):
            yield Thing("place", name, (name,))


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of the book; ``kind`` and ``region`` where the register knows it."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    region: int | None = None

    @property
    def is_firm(self) -> bool:
        """Whether it is a firm, by the register or by its name."""
        return self.kind == "企业" or (not self.kind and bool(_FIRM.search(self.name)))


def organisations(book: Book) -> list[Organisation]:
    """The organisations of the register, then those that other ledgers name."""
    columns = ("name", "aliases", "kind", "region")
    registered = [
        Organisation(str(name), tuple(str(aliases).split("、")) if aliases else (), str(kind), int(str(region)))
        for _, name, aliases, kind, region in book.rows("organisation", columns)
    ]
    known = {name for each in registered for name in (each.name, *each.aliases)}
    others = _cells(book, lambda column: column.holds == "organisation")
    return [*registered, *(Organisation(name) for name in others if name not in known)]


def _organisations(book: Book, policy: Policy, kept: frozenset[str]) -> Iterator[Thing]:
    """Firms and other organisations; offices and villages are told by their places."""
    places = {form for region in book.regions.values() for form in region_forms(region)}
    fronts = sorted(places, key=len, reverse=True)
    wanted = [
        each for each in organisations(book) if _hides_organisation(book, policy, each) and each.name not in places
    ]
    owners: dict[str, set[str]] = defaultdict(set)
    for each in wanted:
        for form in short_forms(each.name, fronts):
            owners[form].add(each.name)
    for each in wanted:
        short = [form for form in short_forms(each.name, fronts) if len(form) > 2 and len(owners[form]) == 1]
        kind: Kind = "firm" if each.is_firm else "organisation"
        forms = [form for form in (each.name, *each.aliases, *short) if form not in places]
        yield Thing(kind, each.name, _allowed(forms, kept), each.region)


def _hides_organisation(book: Book, policy: Policy, each: Organisation) -> bool:
    """Whether the policy hides the organisation."""
    if each.name in policy.keep or each.kind in _PUBLIC or len(each.name) < 2:
        return False
    region = book.regions.get(each.region or 0)
    if policy.side and region and region.side not in (policy.side, None):
        return False
    return ("firm" if each.is_firm else "organisation") in policy.hides


def _persons(book: Book, policy: Policy, kept: frozenset[str]) -> Iterator[Thing]:
    """Everyone whom a ledger names."""
    for name in _cells(book, lambda column: column.holds == "person"):
        if len(name) > 1 and name not in policy.keep:
            yield Thing("person", name, _allowed((name,), kept))


def _allowed(forms: Iterable[str], kept: frozenset[str]) -> tuple[str, ...]:
    """The forms that do not name something that stays."""
    return tuple(dict.fromkeys(form for form in forms if form not in kept))


def _cells(book: Book, wanted: Callable[[Column], bool]) -> list[str]:
    """The different names in the columns that are wanted, in the order in which they first stand there."""
    found: dict[str, None] = {}
    for ledger in book.ledgers.values():
        for column in ledger.columns:
            if column.type == "text" and wanted(column):
                sql = f'SELECT DISTINCT "{column.name}" FROM {book.table(ledger.name).sql} WHERE {LIVE}'
                cells = [str(row[0]) for row in book.store.read(sql) if row[0]]
                found.update(dict.fromkeys(name for cell in sorted(cells) for name in _SEPARATORS.split(cell) if name))
    return list(found)
