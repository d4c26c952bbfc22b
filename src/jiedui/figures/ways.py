"""The ways in which an indicator may be broken down: by time, by region, by a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jiedui.catalog import Catalog, Column, Indicator

#: What the parts of a breakdown by time or by region are called.
TITLES: Mapping[str, str] = {"month": "月份", "quarter": "季度", "year": "年度", "region": "地区"}


def ways(catalog: Catalog, indicator: Indicator) -> Mapping[str, str]:
    """What the indicator may be broken down by, each with its title.

    By the stretches of time that its date knows, by region, by every choice, and by the columns that it declares;
    a ratio by what both of its figures may be.
    """
    if indicator.ratio is not None:
        part, whole = (ways(catalog, catalog.indicators[name]) for name in indicator.ratio)
        return {by: title for by, title in part.items() if by in whole}
    ledger = catalog.ledgers[indicator.ledger or ""]
    dated = ledger.by_name.get(indicator.date or ledger.date or "")
    regional = ["region"] if ledger.regions or ledger.name == "region" else []
    columns = [column for column in ledger.columns if column.choices or column.name in indicator.by]
    return {by: TITLES[by] for by in (*_stretches(dated), *regional)} | {each.name: each.title for each in columns}


def _stretches(dated: Column | None) -> Iterator[str]:
    """The stretches of time that a column of dates, or of years, tells apart."""
    if dated is not None and dated.type == "date":
        yield from ("month", "quarter")
    if dated is not None:
        yield "year"
