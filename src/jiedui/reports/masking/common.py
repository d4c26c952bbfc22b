"""The words that every office uses, and how much of other words lies outside them: what is common tells nothing."""

from __future__ import annotations

import re
from typing import Final

from jiedui.book import RegionTree
from jiedui.catalog import Catalog
from jiedui.prose.lexicon import Lexicon
from jiedui.reports.check.words.common import load_words
from jiedui.reports.masking.names import region_forms

#: So many characters of a name or an event must be in no word of the catalogue before it tells anything.
STRANGE: Final = 3
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")


def common_words(catalog: Catalog, tree: RegionTree) -> Lexicon[None]:
    """The words that every office uses: those of the catalogue and of official prose, and the open names of regions."""
    words = load_words()
    found = {*words.plain, *words.outside}
    for ledger in catalog.ledgers.values():
        found |= {ledger.title, *ledger.phrases}
        for column in ledger.columns:
            found |= {column.title, *column.choices, *column.phrases}
            found |= {word for said in column.says.values() for word in said}
    for indicator in catalog.indicators.values():
        found |= {indicator.title, *(word for phrase in indicator.phrases for word in phrase.split())}
    found |= {form for region in tree.values() for form in region_forms(region)}
    return Lexicon(dict.fromkeys(word for word in found if len(word) > 1))


def strange(words: str, common: Lexicon[None]) -> int:
    """How many Han characters of the words belong to no common word."""
    covered = {place for hit in common.find_all(words) for place in range(hit.start, hit.end)}
    return sum(bool(_HAN.match(sign)) for place, sign in enumerate(words) if place not in covered)
