"""The small books of the room of figures, for the agenda."""

from figures.conftest import figures, office, scope

__all__ = ["figures", "office", "scope"]
