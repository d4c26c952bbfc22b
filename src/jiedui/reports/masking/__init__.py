"""Masking for publication (隐去): names and numbers taken out of a document, and what still gives them away."""

from jiedui.reports.masking.mask import Masked, mask

__all__ = ["Masked", "mask"]
