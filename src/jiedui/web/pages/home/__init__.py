"""Home (首页): the year of the user's region at a glance."""

from jiedui.web.pages.home.page import home

__all__ = ["home"]
