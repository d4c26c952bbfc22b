"""Indicators and narrowed aggregates, computed for a scope and opening to their records."""
