"""Who is paired with whom (结对双方): the pairs of regions that the pairing ledger links, as the reader sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from jiedui.book.book import Book
from jiedui.book.layout import LIVE
from jiedui.book.predicates import Predicate, all_of
from jiedui.book.regions import RegionTree
from jiedui.book.sight import LINKS, SIDES

#: The tier at which pairs are told where nobody names a region: counties are paired with counties.
COUNTY = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """A western and an eastern region, and how many pairs of regions in or below them the ledger links."""

    west: int
    east: int
    links: int

    def other(self, tree: RegionTree, region: int) -> int:
        """The partner of that region, which is one side of the pair."""
        return self.east if self.west in tree[region].path else self.west


def pairs_of(book: Book, region: int | None = None) -> list[Pair]:
    """The pairs in which the region, or something below it, is one side; all of them when None.

    Both sides are told at the region's own level (at that of counties when None), or as they are where they lie
    higher; the pair with the most links comes first.
    """
    return _told(book.regions, _links(book), region)


def _links(book: Book) -> list[tuple[int, int]]:
    """The western and eastern regions of all entries of the pairing ledger."""
    table, tree = book.layout.by_name.get(LINKS), book.regions
    if table is None or not set(SIDES) <= set(table.by_name):
        return []
    kept = all_of((Predicate(LIVE), book.visible(LINKS)))
    west, east = (f'"{name}"' for name in SIDES)
    rows = book.store.read(f"SELECT DISTINCT {west}, {east} FROM {table.sql} WHERE {kept.where}", kept.params)
    return [(here, there) for here, there in rows if here in tree and there in tree]


def _told(tree: RegionTree, links: Iterable[tuple[int, int]], region: int | None) -> list[Pair]:
    """The links that concern the region, at its level, put together."""
    tier = COUNTY if region is None else tree[region].tier
    found = Counter(
        (lifted(tree, here, tier), lifted(tree, there, tier))
        for here, there in links
        if _concerns(tree, region, here, there)
    )
    return [Pair(*sides, links) for sides, links in sorted(found.items(), key=lambda each: (-each[1], each[0]))]


def lifted(tree: RegionTree, region: int, tier: int) -> int:
    """The region of that tier in which this one lies; itself when it lies higher."""
    return next((id for id in tree[region].path if tree[id].tier == tier), region)


def _concerns(tree: RegionTree, region: int | None, west: int, east: int) -> bool:
    """Whether these are two sides, neither within the other, and exactly one of them lies in the region."""
    if west in tree[east].path or east in tree[west].path:
        return False
    return region is None or (region in tree[west].path) != (region in tree[east].path)


def partners(book: Book, regions: Iterable[int]) -> dict[int, list[int]]:
    """For each of the regions those of the other side with which it is paired, the closest first."""
    tree, links = book.regions, _links(book)
    return {
        region: list(dict.fromkeys(pair.other(tree, region) for pair in _told(tree, links, region)))
        for region in regions
    }
