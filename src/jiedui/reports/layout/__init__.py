"""The layout of official documents (公文格式, GB/T 9704-2012): written from parts, figures bound to their sources."""

from jiedui.reports.layout.bound import Bound, BoundFigure, read_bound
from jiedui.reports.layout.document import OfficialDocument
from jiedui.reports.layout.imprint import Imprint
from jiedui.reports.layout.lines import Part
from jiedui.reports.layout.red_head import RedHead

__all__ = ["Bound", "BoundFigure", "Imprint", "OfficialDocument", "Part", "RedHead", "read_bound"]
