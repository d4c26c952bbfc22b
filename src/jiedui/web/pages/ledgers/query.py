"""The query form of a list: a control for every column, few of them unfolded, and what no control says as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl

from jiedui.catalog import Column, Ledger
from jiedui.figures.listing import Listing, written
from jiedui.figures.listing.filters import BY_ID, IS, is_id
from jiedui.web.desk import Desk

Kind = Literal["choices", "entry", "range", "text"]
#: Controls that stand unfolded: those of the first columns of choices.
UNFOLDED = 2


@dataclass(frozen=True, slots=True)
class Control:
    """One control: its kind, its column, and what it holds now, by the end of the key (``from``, ``has``, ``id`` …)."""

    kind: Kind
    column: Column
    holds: Mapping[str, Any]
    set: bool


@dataclass(frozen=True, slots=True)
class QueryForm:
    """The form: controls unfolded and folded, the pairs that it hands on unseen, the values of the fixed fields."""

    first: tuple[Control, ...]
    more: tuple[Control, ...]
    hidden: tuple[tuple[str, str], ...]
    whole: Mapping[str, str]

    @property
    def unfolds(self) -> bool:
        """Whether something is set among what is folded away."""
        return any(control.set for control in self.more)


def query_form(desk: Desk, ledger: Ledger, listing: Listing, given: Mapping[str, Sequence[str]]) -> QueryForm:
    """The form of a listing; what was typed stays as it was typed."""
    columns = [column for column in desk.book.columns(ledger.name) if column.format != "geometry"]
    names = _names(desk, columns, given)
    controls = [_control(column, given, names) for column in columns]
    first = [each for each in controls if each.kind == "choices"][:UNFOLDED]
    region = _last(given, "_region")
    if not region and listing.query.region is not None:
        region = desk.book.regions[listing.query.region].name
    whole = {
        "q": listing.search,
        "period": _last(given, "_period"),
        "region": region,
        "region_id": str(listing.query.region or ""),
        "state": listing.state,
    }
    said = {key for control in controls for key in _keys(control)} | _FIXED
    hidden = tuple(pair for pair in parse_qsl(written(ledger, listing)) if pair[0] not in said)
    more = tuple(each for each in controls if each not in first)
    return QueryForm(tuple(first), more, hidden, whole)


#: Keys that the fixed fields of the form say.
_FIXED = frozenset({"_q", "_period", "_region", "_region.id", "_state", "_size"})


def _last(given: Mapping[str, Sequence[str]], key: str) -> str:
    """The last value of a key."""
    return next(iter(reversed(given.get(key, ()))), "").strip()


def _control(column: Column, given: Mapping[str, Sequence[str]], names: Mapping[tuple[str, int], str]) -> Control:
    """The control of one column."""
    name = column.name
    holds: dict[str, Any] = {IS: _last(given, f"{name}.{IS}")}
    kind: Kind = "text"
    if column.type == "choice":
        kind, holds[""] = "choices", set(given.get(name, ()))
    elif column.to:
        kind = "entry"
        id, word = _last(given, f"{name}.{BY_ID}"), _last(given, name)
        shows = names.get((column.to, int(id)), "") if is_id(id) else ""
        holds |= {"": word or shows, BY_ID: id if shows and word in ("", shows) else ""}
    elif column.numeric or column.type == "date":
        kind = "range"
        holds |= {key: _last(given, f"{name}.{key}") for key in ("from", "to")}
    else:
        holds["has"] = _last(given, f"{name}.has")
    return Control(kind, column, holds, set=any(holds.values()))


def _keys(control: Control) -> Iterator[str]:
    """The keys of an address that the control says."""
    name = control.column.name
    yield f"{name}.{IS}"
    ends: dict[Kind, tuple[str, ...]] = {
        "choices": ("",),
        "entry": ("", f".{BY_ID}"),
        "range": (".from", ".to"),
        "text": (".has",),
    }
    yield from (f"{name}{end}" for end in ends[control.kind])


def _names(desk: Desk, columns: Sequence[Column], given: Mapping[str, Sequence[str]]) -> Mapping[tuple[str, int], str]:
    """What the visible entries are called whose ids the address gives."""
    found: dict[tuple[str, int], str] = {}
    for column in columns:
        id = _last(given, f"{column.name}.{BY_ID}")
        if column.to and is_id(id):
            seen = desk.book.seen(column.to, [int(id)])
            found |= {(column.to, each): name for each, name in desk.book.names(column.to, seen).items()}
    return found
