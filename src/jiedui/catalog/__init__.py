"""What an office keeps, declared once: ledgers, registers and indicators as TOML, and the reader that checks them."""

from jiedui.catalog.model import (
    Aggregate,
    Catalog,
    Column,
    Indicator,
    Ledger,
    Measure,
    RowRule,
    SumRule,
    parse_measure,
    values_of,
)
from jiedui.catalog.reader import builtin, load, read_catalog

__all__ = [
    "Aggregate",
    "Catalog",
    "Column",
    "Indicator",
    "Ledger",
    "Measure",
    "RowRule",
    "SumRule",
    "builtin",
    "load",
    "parse_measure",
    "read_catalog",
    "values_of",
]
