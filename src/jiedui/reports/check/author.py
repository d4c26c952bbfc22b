"""Whose report it is: a report in the first person speaks of what its author did."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jiedui.base.periods import Period
from jiedui.prose.document import Document
from jiedui.reports.check.setting import Author

_FIRST_PERSON = re.compile(r"我(?!县|区|市|镇|省|国|们|部|院|校|局|办)|本人")
_SPOKEN = 3
_EDGE = 120


def find_author(
    text: str, document: Document, postings: Mapping[str, Period], visits: Mapping[str, tuple[int, ...]]
) -> Author | None:
    """The person who speaks: one with a posting, named at the head or the foot of a text that says 我; else None."""
    if len(_FIRST_PERSON.findall(text)) < _SPOKEN or not document.paragraphs:
        return None
    head, foot = text[:_EDGE], text[-_EDGE:]
    named = [name for name in postings if name in head] or [name for name in postings if name in foot]
    if not named:
        return None
    return Author(named[0], postings[named[0]], visits.get(named[0], ()))
