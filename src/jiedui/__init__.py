"""Jiedui 结对: an office keeps its year as ledgers, counts it, reports it, and checks what is reported."""

__version__ = "0.1.0"
