"""The masks in a text: where something is hidden, and what its ending still says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from jiedui.reports.masking.names import KEPT_ENDINGS

PERSON: Final = "某"
"""The ending of a person's numbered mask."""
_ENDINGS: Final = "|".join(KEPT_ENDINGS)
_MASK: Final = re.compile(
    rf"(?:[*＊×○●□■]{{2,}}|[XＸ]{{2,}}(?=[\u4e00-\u9fff])|某某?(?={_ENDINGS}))(?P<ending>{_ENDINGS})?"
    rf"|(?<![A-Za-z0-9])(?P<letter>[A-Z]{{1,2}})(?P<lettered>{_ENDINGS}|某(?![\u4e00-\u9fff]?{_ENDINGS}))"
)
#: What follows a number that was hidden, not a name: **个村, **万元.
_NUMBER: Final = re.compile(r"[个家户名人万亿元亩对批次处项所座条期余多%％]|平方|公里")


@dataclass(frozen=True, slots=True)
class Slot:
    """One mask: its place, its letter where masks are numbered, the ending that it keeps (``某`` of a person)."""

    start: int
    end: int
    letter: str
    ending: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden under one ending: how often, and how many things it is known to be (1 where stars hide the rest)."""

    ending: str
    masks: int
    things: int


def slots(text: str) -> Iterator[Slot]:
    """The masks of names in a text, in order."""
    for found in _MASK.finditer(text):
        ending = found["ending"] or found["lettered"] or ""
        if ending or not _NUMBER.match(text, found.end()):
            yield Slot(found.start(), found.end(), found["letter"] or "", ending)


def hidden(found: list[Slot]) -> list[Hidden]:
    """What is hidden, by the endings in the order in which they first stand; masks without an ending last."""
    endings = sorted(dict.fromkeys(slot.ending for slot in found), key=lambda ending: not ending)
    return [
        Hidden(ending, len(own), max(1, len({slot.letter for slot in own})))
        for ending in endings
        if (own := [slot for slot in found if slot.ending == ending])
    ]
