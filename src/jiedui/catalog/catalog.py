"""The catalogue: all ledgers and indicators of an office, and what is wrong between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from pydantic import Field

from jiedui.catalog.faults import Fault
from jiedui.catalog.indicators import Indicator, parse_measure
from jiedui.catalog.model import Column, Declaration, Ledger, narrowing_faults
from jiedui.catalog.policies import Policy
from jiedui.catalog.schemes import Scheme
from jiedui.catalog.transfers import TransferPolicy

#: The order in which an office reports of its year, by ledger: money and projects, industry, labour, market, pairs,
#: people, society. What is not here follows as it is declared.
REPORTED = (
    *("fund", "project", "lead", "park", "workshop", "labour", "purchase", "pairing", "exchange", "meeting"),
    *("posting", "talent", "training", "donation", "model_village", "publicity", "inspection"),
)


class Catalog(Declaration):
    """All that an office declares: ledgers, indicators, policies, schemes by name, in the order of their declaration."""

    ledgers: Mapping[str, Ledger] = Field(default_factory=dict)
    indicators: Mapping[str, Indicator] = Field(default_factory=dict)
    policies: Mapping[str, Policy] = Field(default_factory=dict)
    schemes: Mapping[str, Scheme] = Field(default_factory=dict)
    transfers: Mapping[str, TransferPolicy] = Field(default_factory=dict)

    def ledger(self, word: str) -> Ledger | None:
        """The ledger that bears this name, title or alias."""
        return self.ledgers.get(word) or self._ledger_words.get(word)

    def indicator(self, word: str) -> Indicator | None:
        """The indicator that bears this name, title or alias."""
        return self.indicators.get(word) or self._indicator_words.get(word)

    def policy(self, word: str) -> Policy | None:
        """The masking policy that bears this name, title or alias."""
        found = [policy for policy in self.policies.values() if word in policy.names]
        return found[0] if found else None

    def scheme(self, word: str) -> Scheme | None:
        """The scheme of grading that bears this name, title or alias."""
        return next((scheme for scheme in self.schemes.values() if word in scheme.names), None)

    def transfer(self, word: str) -> TransferPolicy | None:
        """The policy of transfer that bears the name, title or alias."""
        return next((policy for policy in self.transfers.values() if word in policy.names), None)

    @cached_property
    def ledgers_reported(self) -> tuple[Ledger, ...]:
        """The ledgers in the order in which an office reports of them."""
        return tuple(sorted(self.ledgers.values(), key=lambda ledger: _turn(ledger.name)))

    @cached_property
    def indicators_reported(self) -> tuple[Indicator, ...]:
        """The indicators in the order in which an office reports them; a ratio stands where its first part does."""
        return tuple(sorted(self.indicators.values(), key=lambda indicator: _turn(self._ground(indicator))))

    def _ground(self, indicator: Indicator) -> str:
        """The ledger of an indicator; of a ratio that of its first part."""
        while indicator.ratio and indicator.ratio[0] in self.indicators:
            indicator = self.indicators[indicator.ratio[0]]
        return indicator.ledger or ""

    @cached_property
    def _ledger_words(self) -> Mapping[str, Ledger]:
        return {word: ledger for ledger in self.ledgers.values() for word in ledger.names}

    @cached_property
    def _indicator_words(self) -> Mapping[str, Indicator]:
        return {word: indicator for indicator in self.indicators.values() for word in indicator.names}


def _turn(ledger: str) -> int:
    """When a ledger has its turn in a report."""
    return REPORTED.index(ledger) if ledger in REPORTED else len(REPORTED)


def ledger_faults(catalog: Catalog, ledger: Ledger) -> Iterator[Fault]:
    """References of the ledger to ledgers that are not declared; a former name that is another's name now."""
    if ledger.was in catalog.ledgers:
        yield Fault("catalog-was", ("was",), {"name": ledger.name, "was": ledger.was})
    for number, column in enumerate(ledger.columns):
        if column.to and column.to not in catalog.ledgers:
            details = {"by": f"{ledger.name}.{column.name}", "what": column.to}
            yield Fault("catalog-dangling", ("columns", number, "to"), details)


def indicator_faults(catalog: Catalog, indicator: Indicator) -> Iterator[Fault]:
    """What the indicator names and the catalogue lacks, or has of another type."""
    if indicator.ratio:
        yield from _ratio_faults(catalog, indicator)
        return
    ledger = catalog.ledgers.get(indicator.ledger or "")
    if ledger is None:
        yield Fault("catalog-dangling", ("ledger",), {"by": indicator.name, "what": indicator.ledger})
        return
    yield from _column_faults(ledger, indicator)
    yield from narrowing_faults(ledger, indicator.where, ("where",))


def word_faults(
    named: Mapping[str, Ledger] | Mapping[str, Indicator] | Mapping[str, Policy],
) -> Iterator[tuple[str, Fault]]:
    """Words that mean two ledgers, two indicators or two policies; each with the name of the later one."""
    taken: dict[str, str] = {}
    for name, thing in named.items():
        for word in dict.fromkeys(thing.names):
            first = taken.setdefault(word, name)
            if first != name:
                yield name, Fault("catalog-word-taken", ("title",), {"word": word, "first": first, "second": name})


def _ratio_faults(catalog: Catalog, indicator: Indicator) -> Iterator[Fault]:
    """Indicators of a ratio that are not declared, or lead back to it."""
    for number, name in enumerate(indicator.ratio or ()):
        if name not in catalog.indicators:
            yield Fault("catalog-dangling", ("ratio", number), {"by": indicator.name, "what": name})
    way = _way_back(catalog, indicator.name, (indicator.name,))
    if way:
        yield Fault("catalog-circle", ("ratio",), {"name": indicator.name, "way": " → ".join(way)})


def _way_back(catalog: Catalog, home: str, way: tuple[str, ...]) -> tuple[str, ...]:
    """The first way along ratios from the last name of ``way`` to ``home``; empty when there is none."""
    here = catalog.indicators.get(way[-1])
    for name in (here.ratio or ()) if here else ():
        if name == home:
            return (*way, name)
        if name not in way and (found := _way_back(catalog, home, (*way, name))):
            return found
    return ()


def _column_faults(ledger: Ledger, indicator: Indicator) -> Iterator[Fault]:
    """Columns that the indicator names and the ledger lacks, or has of a type that does not serve."""
    for key, names, serves, code in _uses(indicator):
        for name in filter(None, names):
            column = ledger.by_name.get(name)
            if column is None:
                yield Fault("catalog-no-column", (key,), {"key": key, "column": name, "ledger": ledger.title})
            elif not serves(column):
                yield Fault(code, (key,), {"key": key, "column": name})


Use = tuple[str, tuple[str | None, ...], Callable[[Column], bool], str]


def _uses(indicator: Indicator) -> tuple[Use, ...]:
    """Each key that names columns: the columns, which columns serve, the code of the fault for one that does not."""
    measure = parse_measure(indicator.measure)
    return (
        ("measure", (measure.column,), lambda c: c.numeric or measure.aggregate != "sum", "catalog-not-numeric"),
        ("date", (indicator.date,), _dated, "catalog-not-date"),
        ("until", (indicator.until,), _dated, "catalog-not-date"),
        ("region", indicator.region, lambda c: c.to == "region", "catalog-not-region"),
        ("filled", indicator.filled, _any, ""),
        ("empty", indicator.empty, _any, ""),
        ("by", indicator.by, _any, ""),
    )


def _dated(column: Column) -> bool:
    """Whether the column holds dates or years."""
    return column.type in ("date", "integer")


def _any(_: Column) -> bool:
    """Any column serves."""
    return True
