"""The declarations of how industries are matched with western counties (产业承接): transfer policies (承接办法).

A policy says what is ruled out whatever the weights (limits), what is made of what (links of chains, materials), by
which scheme of grading eastern firms are judged, and which weights of the criteria the office admits. Weights that it
does not restrict are all admitted alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from jiedui.catalog.faults import Fault, raise_any
from jiedui.catalog.industries import find_industry
from jiedui.catalog.model import Declaration, Name, Title, Word

#: What industries are judged by. Pressure at the origin: ``yield``, ``energy``, ``fall``, ``shift``; fit at the
#: destination: ``cost``, ``labour``, ``space``, ``quota``, ``material``, ``access``; linkage: ``location``,
#: ``related``, ``chain``; ``intention``.
Criterion = Literal[
    "yield", "energy", "fall", "shift", "cost", "labour", "space", "quota", "material", "access",
    "location", "related", "chain", "intention",
]  # fmt: skip
CRITERIA: tuple[Criterion, ...] = get_args(Criterion)


class Limit(Declaration):
    """What a county must not take in: industries below these codes, in these regions and all below (none: everywhere).

    Regions are named by name, short name or code. ``source`` is the notice that says so.
    """

    title: Title
    source: Word
    industries: tuple[Word, ...]
    regions: tuple[Word, ...] = ()


class Link(Declaration):
    """A link of a chain: industries below ``of`` supply those below ``to`` with something."""

    of: Word
    to: Word
    what: Word


class Material(Declaration):
    """A raw material: the words by which the ledger of resources names it, and the industries that work on it."""

    words: tuple[Word, ...]
    industries: tuple[Word, ...]


class Bound(Declaration):
    """The least and the most weight that a criterion may have, as shares of 1."""

    criterion: Criterion
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(1)


class TransferPolicy(Declaration):
    """How matches are judged in one office.

    ``scheme`` is the scheme of grading, ``line`` the grade whose least score is the line that firms fall short of.
    ``firms`` is how many firms of an industry a county hopes for. ``land_years`` spreads the price of land over the years of its use. ``access`` is the logistics
    capacity (in the unit of the ledger's cells) that counts as full. Resources whose detail holds a word of
    ``excluded`` (red lines) are not offered to industry. ``order`` names criteria from the weightiest down.
    """

    name: Name
    title: Title
    source: Word
    limits: tuple[Limit, ...]
    aliases: tuple[Word, ...] = ()
    scheme: Name = "huangyan_2022"
    line: Word = "B"
    firms: int = Field(default=5, ge=1)
    land_years: int = Field(default=50, ge=1)
    access: Decimal = Field(default=Decimal(100), gt=0)
    excluded: tuple[Word, ...] = ()
    links: tuple[Link, ...] = ()
    materials: tuple[Material, ...] = ()
    bounds: tuple[Bound, ...] = ()
    order: tuple[Criterion, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a command may call it."""
        return (self.title, self.name, *self.aliases)

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        """Industries that are named exist; bounds leave room for weights that sum to 1."""
        raise_any([*_industry_faults(self), *_bound_faults(self)])
        return self


def _named(policy: TransferPolicy) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every code that the policy names, with its path."""
    for at, limit in enumerate(policy.limits):
        yield from ((("limits", at, "industries"), code) for code in limit.industries)
    for at, link in enumerate(policy.links):
        yield from ((("links", at, "of"), link.of), (("links", at, "to"), link.to))
    for at, material in enumerate(policy.materials):
        yield from ((("materials", at, "industries"), code) for code in material.industries)


def _industry_faults(policy: TransferPolicy) -> Iterator[Fault]:
    """Codes that the national table lacks."""
    for path, code in _named(policy):
        if find_industry(code) is None:
            yield Fault("transfer-code", path, {"code": code})


def _bound_faults(policy: TransferPolicy) -> Iterator[Fault]:
    """Bounds that cross, or that no weights fit; a criterion named twice."""
    least = sum((bound.least for bound in policy.bounds), Decimal(0))
    free = len(CRITERIA) > len({bound.criterion for bound in policy.bounds})
    most = sum((bound.most for bound in policy.bounds), Decimal(0))
    if least > 1 or (most < 1 and not free):
        yield Fault("transfer-bounds", ("bounds",), {})
    for at, bound in enumerate(policy.bounds):
        if not 0 <= bound.least <= bound.most <= 1:
            yield Fault("transfer-bounds", ("bounds", at), {})
    for key, named in (("bounds", [bound.criterion for bound in policy.bounds]), ("order", list(policy.order))):
        if len(set(named)) != len(named):
            yield Fault("transfer-twice", (key,), {"key": key})
