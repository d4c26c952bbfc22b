"""The address of a list: everything that a listing is, in pairs of key and value, and back.

Keys that begin with ``_`` speak of the whole: ``_q`` a text to find, ``_ids=1,2,5-9``, ``_state`` (live, withdrawn,
all), ``_sort=-date``, ``_show=date,amount``, ``_size``, ``_after`` and ``_before`` a mark; ``_region``, ``_period``,
``_date``, ``_stock``, ``_until``, ``_regions`` and ``_accepted`` are the reach of a figure. All others are filters of
columns: see ``filters``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, get_args
from urllib.parse import urlencode

from jiedui.base.periods import parse_period
from jiedui.base.problems import Place, Problem, Refusal, refuse
from jiedui.catalog import Column, Ledger
from jiedui.figures.figures import Figures
from jiedui.figures.listing.filters import BY_ID, IS, filter_of, is_id, read, write
from jiedui.figures.listing.model import ID, SIZES, Listing, Mark, State, listing_of, usual_columns
from jiedui.figures.model import Condition, Query
from jiedui.figures.names import find_region

#: What an address gives for each key.
Given = Mapping[str, Sequence[str]]
#: Keys of the whole that are read here, each by a function of its name.
WHOLE = ("q", "ids", "state", "sort", "show", "size", "after", "before")
REACH = ("region", "period", "date", "stock", "until", "regions", "accepted")


def parse(figures: Figures, ledger: Ledger, given: Given) -> tuple[Listing, list[Problem]]:
    """The listing that an address asks for, and everything in the address that cannot be understood."""
    reading = _Reading(figures, ledger, _filled(given))
    return reading.listing(), reading.problems


def _filled(given: Given) -> dict[str, list[str]]:
    """The keys that are given something; a form sends all of its fields."""
    kept = {key: [value.strip() for value in values if value.strip()] for key, values in given.items()}
    return {key: values for key, values in kept.items() if values}


@dataclass
class _Reading:
    """One address being read."""

    figures: Figures
    ledger: Ledger
    given: dict[str, list[str]]
    problems: list[Problem] = field(default_factory=list)

    def listing(self) -> Listing:
        """The listing."""
        self._known_keys()
        where = tuple(condition for column in self._columns for condition in self._conditions(column))
        made = replace(listing_of(self.ledger, replace(self._query(), where=where)), columns=self._shown())
        parts: dict[str, Any] = {"search": self._one("_q"), "ids": self._tried(_ids, self._one("_ids"))}
        state = self._one("_state")
        if state in get_args(State):
            parts["state"] = state
        if (size := self._one("_size")).isdecimal() and int(size) in SIZES:
            parts["size"] = int(size)
        return self._marked(self._sorted(replace(made, **parts)))

    @property
    def _columns(self) -> tuple[Column, ...]:
        """The columns that the reader sees."""
        return self.figures.book.columns(self.ledger.name)

    def _one(self, key: str) -> str:
        """The last value of a key; empty when it is not given."""
        return self.given.get(key, [""])[-1]

    def _tried(self, make: Any, text: str) -> Any:
        """What the function makes of a text; None for no text, or for one that it refuses, which is told."""
        try:
            return make(text) if text else None
        except Refusal as refusal:
            self.problems += refusal.problems
        return None

    def _known_keys(self) -> None:
        """Tell of keys that mean nothing."""
        names = {column.name: column for column in self._columns}
        whole = {f"_{key}" for key in (*WHOLE, *REACH)} | {"_region.id"}
        for key in self.given.keys() - whole:
            name, _, rest = key.partition(".")
            kind = rest.removesuffix(BY_ID).removesuffix(".")
            if name not in names or not (rest == IS or filter_of(names[name], kind)):
                self.problems.append(Problem("listing-no-filter", Place(), {"key": key, "ledger": self.ledger.title}))

    def _conditions(self, column: Column) -> Iterable[Condition]:
        """The conditions on one column."""
        word = self._one(f"{column.name}.{IS}")
        if word in ("filled", "empty"):
            yield Condition(column.name, "filled" if word == "filled" else "empty")
        for key in ("", "at", "not", "has", "from", "to"):
            found = filter_of(column, key)
            name = f"{column.name}.{key}" if key else column.name
            words, ids = self.given.get(name, []), self.given.get(f"{name}.{BY_ID}", [])
            if found and (words or ids):
                condition, problems = read(self.figures, column, found, words, ids)
                self.problems += problems
                if condition:
                    yield condition

    def _query(self) -> Query:
        """The reach."""
        names = {column.name for column in self._columns}
        dated, until = self._one("_date"), self._one("_until")
        return replace(
            listing_of(self.ledger).query,
            region=self._region(),
            period=self._tried(lambda text: parse_period(text, date.today()), self._one("_period")),  # noqa: DTZ011
            date=dated if dated in names else None,
            stock=self._one("_stock") == "1",
            until=until if until in names else None,
            region_columns=tuple(name for name in self.given.get("_regions", ()) if name in names),
            accepted=self._one("_accepted") == "1",
        )

    def _region(self) -> int | None:
        """The region, by id or by what it is called; one that the reader does not see is refused."""
        id, word, tree = self._one("_region.id"), self._one("_region"), self.figures.book.regions
        known = int(id) if is_id(id) and int(id) in tree else None
        if known is None or (word and tree[known].name != word):
            found = self._tried(lambda text: find_region(self.figures.book, text), word)
            known = found.id if found else None
        if known is not None and not self.figures.book.view.region(known):
            self.problems += refuse("figures-region-unseen", region=tree[known].name).problems
            return None
        return known

    def _shown(self) -> tuple[str, ...]:
        """The columns to show, in the order of their declaration."""
        wanted = {name for value in self.given.get("_show", ()) for name in value.split(",")}
        chosen = tuple(column.name for column in self._columns if column.name in wanted)
        return chosen or usual_columns(self._columns, self.ledger)

    def _sorted(self, listing: Listing) -> Listing:
        """The listing in the order asked for."""
        text = self._one("_sort")
        name = text.removeprefix("-")
        if not text:
            return listing
        if name != ID and name not in {column.name for column in self._columns}:
            self.problems.append(Problem("listing-no-sort", Place(), {"key": name, "ledger": self.ledger.title}))
            return listing
        return replace(listing, sort=name, descending=text != name)

    def _marked(self, listing: Listing) -> Listing:
        """The listing from the mark on that the address gives."""
        key = next((key for key in ("_after", "_before") if key in self.given), None)
        if key is None:
            return listing
        table = self.figures.book.table(listing.ledger)
        numeric = listing.sort != ID and table.by_name[listing.sort].kind == "integer"
        mark = self._tried(partial(_mark, numeric=numeric), self._one(key))
        return replace(listing, mark=mark, backwards=key == "_before" and mark is not None)


def _ids(text: str) -> tuple[tuple[int, int], ...]:
    """``1,2,5-9`` as ranges; Refusal (listing-ids)."""
    ranges = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not (is_id(first) and (is_id(last) or not dash)):
            raise refuse("listing-ids", text=part)
        ranges.append((int(first), int(last or first)))
    return tuple(ranges)


def _mark(text: str, *, numeric: bool) -> Mark:
    """A mark as an address writes it: ``2024-05-06~12``, ``~12`` for an empty cell."""
    cell, tilde, id = text.rpartition("~")
    if not tilde or not is_id(id) or (numeric and cell and not is_id(cell.removeprefix("-"))):
        raise refuse("listing-mark", text=text)
    return Mark((int(cell) if numeric else cell) if cell else None, int(id))


def written(ledger: Ledger, listing: Listing, *, marked: bool = False) -> str:
    """The address of a listing, without its mark unless that is wanted too; what is usual is left out."""
    usual = listing_of(ledger)
    pairs = [pair for condition in listing.query.where for pair in write(ledger.column(condition.column), condition)]
    pairs += _reach(listing.query)
    pairs += [("_q", listing.search)] if listing.search else []
    if listing.ids is not None:
        pairs.append(("_ids", ",".join(f"{a}-{b}" if a != b else f"{a}" for a, b in listing.ids) or "0"))
    pairs += [("_state", listing.state)] if listing.state != usual.state else []
    if (listing.sort, listing.descending) != (usual.sort, usual.descending):
        pairs.append(("_sort", f"{'-' if listing.descending else ''}{listing.sort}"))
    if listing.columns and listing.columns != usual_columns(ledger.columns, ledger):
        pairs.append(("_show", ",".join(listing.columns)))
    pairs += [("_size", str(listing.size))] if listing.size != usual.size else []
    if marked and listing.mark:
        cell = "" if listing.mark.cell is None else listing.mark.cell
        pairs.append(("_before" if listing.backwards else "_after", f"{cell}~{listing.mark.id}"))
    return urlencode(pairs)


def _reach(query: Query) -> list[tuple[str, str]]:
    """The pairs that say the reach of a query."""
    said = {
        "_region.id": query.region,
        "_period": query.period,
        "_date": query.date,
        "_stock": query.stock or None,
        "_until": query.until,
        "_accepted": query.accepted or None,
    }
    pairs = [(key, "1" if value is True else str(value)) for key, value in said.items() if value is not None]
    return [*pairs, *(("_regions", name) for name in query.region_columns)]
