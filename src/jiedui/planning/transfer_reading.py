"""The narrow reader of transfer: what the plan takes from a book, in the reader's sight, and the plan that comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import normalize

from jiedui.base.problems import refuse
from jiedui.book import Book
from jiedui.book.cells import decode
from jiedui.catalog.schemes import Scheme
from jiedui.catalog.transfers import TransferPolicy
from jiedui.planning.grade.firms import Firms
from jiedui.planning.lead_stages import DATED, since
from jiedui.planning.reading import find_scheme, read_firms, years_of
from jiedui.planning.transfer.frames import Contact, Inputs, Lead, Place, Settled, Supply
from jiedui.planning.transfer.matching import WEIGHTS, Asked
from jiedui.planning.transfer.words import all_criteria, criterion_named

#: Which side of a pair gives.
EASTERN = "东部"
#: A bound as it is typed: 劳动力=0.1..0.4, labour = 10%—40%.
_BOUND = re.compile(r"(?P<name>[^=]+)=\s*(?P<least>\d*\.?\d+%?)\s*(?:\.\.+|[-–—~～至到]+)\s*(?P<most>\d*\.?\d+%?)")


@dataclass(frozen=True)
class Wish:
    """What a user asks for, in words: regions by id, the rest as typed; unasked is None or empty."""

    to: int
    origin: int | None = None
    year: int | None = None
    policy: str = ""
    scheme: str = ""
    bounds: tuple[str, ...] = ()
    order: str = ""
    weights: int = WEIGHTS


@dataclass(frozen=True)
class Task:
    """A plan that can be made: inputs, policy and scheme, and what is asked of them."""

    inputs: Inputs
    policy: TransferPolicy
    scheme: Scheme
    asked: Asked


def find_policy(book: Book, word: str) -> TransferPolicy:
    """The policy of transfer that bears the name, title or alias, the first one unasked; Refusal (transfer-no-policy)."""
    known = list(book.catalog.transfers.values())
    found = book.catalog.transfer(word) if word else next(iter(known), None)
    if found is None:
        raise refuse("transfer-no-policy", name=word, known="、".join(policy.title for policy in known))
    return found


def task(book: Book, wish: Wish) -> Task:
    """What a wish comes to in a book.

    Raises Refusal: transfer-no-policy, grade-no-scheme, transfer-no-year, transfer-no-origin, and what cannot be read of
    bounds and order.
    """
    policy = find_policy(book, wish.policy)
    scheme = find_scheme(book, wish.scheme or policy.scheme)
    inputs = read_inputs(book)
    if not inputs.years:
        raise refuse("transfer-no-year")
    origins = (wish.origin,) if wish.origin is not None else _origins(inputs)
    asked = Asked(
        wish.to, origins, wish.year or max(inputs.years), _bounds(wish.bounds), _order(wish.order), wish.weights
    )
    return Task(inputs, policy, scheme, asked)


def _origins(inputs: Inputs) -> tuple[int, ...]:
    """The topmost eastern regions."""
    eastern = {id for id, place in inputs.places.items() if place.side == EASTERN}
    found = tuple(id for id in eastern if not eastern & set(inputs.places[id].path[:-1]))
    if not found:
        raise refuse("transfer-no-origin")
    return tuple(sorted(found))


def _bounds(texts: Sequence[str]) -> dict[str, tuple[float, float]]:
    """``劳动力=0.1..0.4`` or ``labour=10%..40%`` as bounds; Refusal (transfer-bound-unreadable)."""
    found: dict[str, tuple[float, float]] = {}
    for text in texts:
        written = _BOUND.fullmatch(normalize("NFKC", text).strip())
        criterion = criterion_named(written["name"]) if written else None
        least, most = (_share(written[end]) for end in ("least", "most")) if written else (1.0, 0.0)
        if criterion is None or not 0 <= least <= most <= 1:
            raise refuse("transfer-bound-unreadable", text=text, known=all_criteria())
        found[criterion] = (least, most)
    return found


def _share(text: str) -> float:
    """A share of 1 as it is written: 0.4, 40%."""
    return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)


def _order(text: str) -> tuple[str, ...]:
    """``劳动力>厂房与用地`` or ``labour>space`` as an order; Refusal (transfer-order-unreadable)."""
    written = normalize("NFKC", text)
    found = [criterion_named(each) for each in written.split(">")] if written.strip() else []
    known = tuple(each for each in found if each is not None)
    if len(known) < len(found) or len(set(known)) < len(known):
        raise refuse("transfer-order-unreadable", text=text, known=all_criteria())
    return known


def read_inputs(book: Book) -> Inputs:
    """Everything that the reader may see."""
    years = {year: _settled(book, read_firms(book, year)) for year in years_of(book)}
    return Inputs(_places(book), years, list(_supplies(book)), list(_leads(book)), [*_visits(book), *_agreements(book)])


def _places(book: Book) -> dict[int, Place]:
    """The regions in sight."""
    tree = book.regions
    seen = [int(str(row[0])) for row in book.rows("region", ()) if int(str(row[0])) in tree]
    return {
        id: Place(
            id,
            tree[id].name,
            tree[id].level,
            tree[id].side,
            tree[id].path,
            tree.path_names(id),
            tuple(code for each in tree[id].path if (code := tree[each].code)),
        )
        for id in seen
    }


def _settled(book: Book, firms: Firms) -> Settled:
    """Firms with the regions of their seats."""
    seats = {int(str(id)): region for id, region in book.rows("organisation", ("region",))}
    found = [seats.get(firm) for firm in firms.organisations]
    return Settled(firms, [None if seat is None else int(str(seat)) for seat in found])


def _cells(book: Book, ledger: str, *names: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The visible entries of a ledger: id, and the values of some columns by name."""
    columns = [book.catalog.ledgers[ledger].by_name[name] for name in names]
    for id, *cells in book.rows(ledger, names):
        yield int(str(id)), {each.name: decode(each, cell) for each, cell in zip(columns, cells, strict=True)}  # type: ignore[arg-type]


def _supplies(book: Book) -> Iterator[Supply]:
    """The ledger of resources."""
    for id, cell in _cells(book, "resource", "region", "year", "factor", "detail", "quantity", "unit", "price"):
        price = None if cell["price"] is None else float(cell["price"])
        yield Supply(
            id,
            cell["region"],
            cell["year"],
            cell["factor"],
            cell["detail"] or "",
            float(cell["quantity"]),
            cell["unit"],
            price,
        )


def _leads(book: Book) -> Iterator[Lead]:
    """The ledger of leads."""
    columns = ("firm", "industry", "from_region", "to_region", "found_on", "stage", *DATED.values())
    rows = list(_cells(book, "lead", *columns))
    names: Mapping[int, str] = book.names("organisation", {cell["firm"] for _, cell in rows})
    stages = since(book, dict(rows))
    for id, cell in rows:
        found: date = cell["found_on"]
        name = names.get(cell["firm"], f"organisation:{cell['firm']}")
        yield Lead(
            id,
            cell["firm"],
            name,
            cell["industry"] or "",
            cell["from_region"],
            cell["to_region"],
            found.year,
            cell["stage"],
            stages[id],
        )


def _visits(book: Book) -> Iterator[Contact]:
    """Visits to firms."""
    for id, cell in _cells(book, "visit", "date", "host", "region", "kind"):
        if cell["kind"] == "企业":
            yield Contact(f"visit:{id}", cell["date"].year, cell["region"], firm=cell["host"])


def _agreements(book: Book) -> Iterator[Contact]:
    """Pairing agreements."""
    for id, cell in _cells(book, "pairing", "signed_on", "west", "east"):
        yield Contact(f"pairing:{id}", cell["signed_on"].year, cell["east"], cell["west"])
