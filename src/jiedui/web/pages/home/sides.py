"""Which side's figure the home page tells: what ledgers keep for western regions alone is told for the western partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jiedui.book.pairs import Pair
from jiedui.figures.comparison import tells_of
from jiedui.web.desk import Desk
from jiedui.web.pages.asked import Asked, region_words


@dataclass(frozen=True, slots=True)
class Sides:
    """The scope asked for, and that of the partner for what is kept of the partner's side alone (None: there is none)."""

    own: Asked
    partner: Asked | None
    name: str
    elsewhere: frozenset[str]

    def of(self, indicator: str) -> Asked:
        """The scope for which the indicator is told."""
        return self.partner if self.partner is not None and indicator in self.elsewhere else self.own


def sides_of(desk: Desk, where: Asked, pairs: Sequence[Pair]) -> Sides:
    """The scopes of the headline figures; the partner is the closest one whose figures the user may ask for."""
    region, tree = where.scope.region, desk.book.regions
    own = tree[region].side if region is not None else None
    partner = _partner(desk, region, pairs) if region is not None and own else None
    if partner is None:
        return Sides(where, None, "", frozenset())
    catalog = desk.book.catalog
    elsewhere = frozenset(name for name, each in catalog.indicators.items() if not tells_of(catalog, each, own))
    return Sides(where, where.at(partner, region_words(desk)(partner)), tree[partner].name, elsewhere)


def _partner(desk: Desk, region: int, pairs: Sequence[Pair]) -> int | None:
    """The closest partner of which the user may ask."""
    tree, view = desk.book.regions, desk.book.view
    others = (pair.other(tree, region) for pair in pairs)
    return next((other for other in others if view.region(other)), None)
