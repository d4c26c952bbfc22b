"""The pair (结对): the picture of its flows, and the office's own map coloured by an indicator."""

from jiedui.web.pages.pair.map import keep, map_page
from jiedui.web.pages.pair.picture import pair

__all__ = ["keep", "map_page", "pair"]
