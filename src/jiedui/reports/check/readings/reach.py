"""What a check may count: figures of regions that its reader may ask for, over all entries or the accepted ones only.

A figure of a region beyond the reader's sight has no value: counted over the few entries that happen to be visible it
would be wrong, and a true statement about a neighbour would be called false.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from jiedui.figures.figures import Figures
from jiedui.figures.model import EntryId, Query, Result

#: The result of a query that may not be asked.
UNSEEN = Result(None, 0)


@dataclass(frozen=True, slots=True)
class Reach:
    """Answers the queries of one check: those of unseen regions with nothing, all others as the figures do."""

    figures: Figures
    accepted: bool = False

    def values(self, queries: list[Query]) -> list[Result]:
        """The exact results, in the order of the queries."""
        regions = {query.region for query in queries}
        seen = {region for region in regions if self.sees(region)}
        if len(seen) == len(regions) and not self.accepted:
            return self.figures.values(queries)
        asked = [query for query in queries if query.region in seen]
        results = iter(self.figures.values([*map(self._scoped, asked)] if self.accepted else asked))
        return [next(results) if query.region in seen else UNSEEN for query in queries]

    def records(self, query: Query, limit: int | None = None) -> list[EntryId]:
        """The entries behind a query."""
        return self.figures.records(self._scoped(query), limit) if self.sees(query.region) else []

    def sees(self, *regions: int | None) -> bool:
        """Whether figures of all these regions may be asked for."""
        view = self.figures.book.view
        return all(region is None or view.region(region) for region in regions)

    def unseen(self, regions: Iterable[int]) -> list[int]:
        """Those of the regions whose figures may not be asked for."""
        return [region for region in regions if not self.sees(region)]

    def _scoped(self, query: Query) -> Query:
        """The query over accepted entries only, when these are wanted."""
        return replace(query, accepted=True) if self.accepted else query
