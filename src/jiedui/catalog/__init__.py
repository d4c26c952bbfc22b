"""What an office keeps, declared once: ledgers, registers and indicators as TOML, and the reader that checks them."""

from jiedui.catalog.catalog import Catalog
from jiedui.catalog.indicators import Aggregate, Indicator, Measure, parse_measure
from jiedui.catalog.model import TAIL, Column, Ledger, RowRule, SumRule, values_of
from jiedui.catalog.policies import Policy
from jiedui.catalog.reader import builtin, load, read_catalog
from jiedui.catalog.schemes import Scheme

__all__ = [
    "TAIL",
    "Aggregate",
    "Catalog",
    "Column",
    "Indicator",
    "Ledger",
    "Measure",
    "Policy",
    "RowRule",
    "Scheme",
    "SumRule",
    "builtin",
    "load",
    "parse_measure",
    "read_catalog",
    "values_of",
]
