"""Tokens of time put together to phrases: ``去年`` + ``前三季度``, ``2021年10月`` + ``至`` + ``2022年9月``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jiedui.prose.time_grammar import PLACE, SEPARATOR, TOKEN


@dataclass(slots=True)
class Phrase:
    """Tokens that belong together: one or two dates (a range), each a year, a part of a year or both."""

    dates: list[list[re.Match[str]]]
    same: bool = False
    until_now: bool = False
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        """Where it stands, by its tokens."""
        self.start = self.dates[0][0].start()
        self.end = self.dates[-1][-1].end()

    @property
    def token(self) -> re.Match[str]:
        """The first token."""
        return self.dates[0][0]


DATED = frozenset({"year", "sub", "dotted"})
_RANGE = re.compile(rf"起?\s?{SEPARATOR}\s?")


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens of the text, in order."""
    done = 0
    for place in PLACE.finditer(text):
        if place.start() < done:
            continue
        token = TOKEN.match(text, place.start())
        if token is not None:
            done = token.end()
            yield token


def phrases(text: str) -> Iterator[Phrase]:
    """The phrases of the text, in order."""
    phrase: Phrase | None = None
    for token in _tokens(text):
        if phrase is not None and _taken_in(text, phrase, token):
            phrase.end = token.end()
            continue
        if phrase is not None:
            yield phrase
        phrase = Phrase([[token]])
    if phrase is not None:
        yield phrase


def _taken_in(text: str, phrase: Phrase, token: re.Match[str]) -> bool:
    """Whether the token goes on with a phrase of dates; if so it is put into it."""
    last = phrase.dates[-1]
    if token.start() - phrase.end > 4 or last[-1].lastgroup not in DATED or phrase.same or phrase.until_now:
        return False
    gap = text[phrase.end : token.start()]
    if token.lastgroup == "sub" and last[-1].lastgroup == "year" and not last[-1]["e"] and gap in {"", "的", " "}:
        last.append(token)
    elif token.lastgroup == "same" and gap in {"", "的"}:
        phrase.same = True
    elif token[0] == "至今" and not gap:
        phrase.until_now = True
    elif token.lastgroup in DATED and len(phrase.dates) == 1 and _RANGE.fullmatch(gap):
        phrase.dates.append([token])
    else:
        return False
    return True
