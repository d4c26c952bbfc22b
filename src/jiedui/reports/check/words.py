"""The plain words of official prose, as data: ``words.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """Words without a topic (``plain``), and words for things that no ledger keeps (``outside``)."""

    plain: tuple[str, ...]
    outside: tuple[str, ...]


@cache
def load_words() -> Words:
    """The words that ship with the product."""
    data = tomllib.loads((files("jiedui.reports.check") / "words.toml").read_text("utf-8"))
    return Words(tuple(data["plain"].split()), tuple(data["outside"].split()))
