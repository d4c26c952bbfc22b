"""Renewal and resettlement (工改+宅改): which plants are cleared and built, who moves where and when, what it costs."""
