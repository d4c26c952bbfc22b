"""Grading (亩均效益综合评价): what each enterprise yields on its land, its grade and why, and what would lift it."""

from jiedui.planning.grade.firms import Firms
from jiedui.planning.grade.grading import Graded, grade

__all__ = ["Firms", "Graded", "grade"]
