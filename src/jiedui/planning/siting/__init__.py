"""Siting (集聚选点): which cluster sites to open, and to which of them each hamlet moves whole, at least cost."""

from jiedui.planning.siting.problem import Sited, Siting
from jiedui.planning.siting.solve import solve

__all__ = ["Sited", "Siting", "solve"]
