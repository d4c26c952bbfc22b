"""Lines of text: paragraphs from parts, each part plain words or a figure bound to its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from jiedui.reports.layout.bound import Bindings, Bound
from jiedui.reports.layout.measures import CHARACTER
from jiedui.reports.layout.styles import make
from jiedui.reports.wordml import WORDS

Part = str | Bound
"""Words, or a figure; what paragraphs and cells are made of."""


def paragraph(style: str, parts: Sequence[Part], bindings: Bindings, *extra: etree._Element) -> etree._Element:
    """A paragraph in a style; ``extra`` are properties in the order of the schema."""
    element = make("p", make("pPr", make("pStyle", val=style), *extra))
    for part in parts:
        element.extend([bindings.control(part)] if isinstance(part, Bound) else list(runs(part)))
    return element


def runs(text: str) -> Iterator[etree._Element]:
    """A run for words, with line breaks and tabs where the words have them; nothing for no words."""
    if text:
        run = make("r")
        for number, line in enumerate(text.split("\n")):
            if number:
                run.append(make("br"))
            run.extend(list(_tabbed(line)))
        yield run


def _tabbed(line: str) -> Iterator[etree._Element]:
    """The words of a line with its tabs."""
    for number, words in enumerate(line.split("\t")):
        if number:
            yield make("tab")
        if words:
            yield WORDS.text(words)


def indents(*, left: float = 0, right: float = 0, hanging: float = 0) -> etree._Element:
    """``w:ind`` in characters of the text, with twips for programs that do not count characters."""
    sides = {"left": left, "right": right, "hanging": hanging}
    given = {side: value for side, value in sides.items() if value or side != "hanging"}
    by_characters = {f"{side}Chars": round(value * 100) for side, value in given.items()}
    by_twips = {side: round(value * CHARACTER) for side, value in given.items()}
    first = {} if hanging else {"firstLineChars": 0, "firstLine": 0}
    return make("ind", **by_characters, **by_twips, **first)
