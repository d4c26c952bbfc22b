"""The words of official prose, as data: plain ones (``common.toml``), and those that stand for one another (``synonyms.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

#: Words by which what was told of several is added up, for the patterns that look for them.
ADDED_UP: Final = "合计|共计|加起来|合起来|加在一起|相加|之和|并计|一共|总共"

#: What places are called when they are counted or told of as several, and their level.
LEVELS: Final = {
    "县": "县",
    "区县": "县",
    "县区": "县",
    "镇": "镇",
    "乡镇": "镇",
    "街道": "镇",
    "村": "村",
    "社区": "村",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words without a topic (``plain``), for things that no ledger keeps (``outside``), for some of those that one keeps."""

    plain: tuple[str, ...]
    outside: tuple[str, ...]
    some: tuple[str, ...]


@cache
def load_words() -> Words:
    """The words that ship with the product."""
    data = tomllib.loads((files("jiedui.reports.check.words") / "common.toml").read_text("utf-8"))
    return Words(*(tuple(data[kind].split()) for kind in ("plain", "outside", "some")))


@cache
def load_synonyms() -> Mapping[str, tuple[str, ...]]:
    """Each word that others stand for, with those."""
    data = tomllib.loads((files("jiedui.reports.check.words") / "synonyms.toml").read_text("utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for line in data["groups"].splitlines():
        group = tuple(line.split())
        found.update({word: tuple(other for other in group if other != word) for word in group})
    return found


def variants(word: str) -> Iterator[str]:
    """The ways to say a word: as it is, and with a word that it is, begins or ends with replaced by those that stand for it.

    Only the longest such word is replaced: 专业技术人才 of 选派专业技术人才.
    """
    yield word
    if len(word) > 2 and word.endswith("率"):
        yield f"{word[:-1]}比例"
    synonyms = load_synonyms()
    for length in range(len(word), 1, -1):
        for part, rest in ((word[:length], (0, length)), (word[-length:], (len(word) - length, len(word)))):
            if part in synonyms:
                start, end = rest
                yield from (word[:start] + other + word[end:] for other in synonyms[part])
                return
