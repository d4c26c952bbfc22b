"""Whose report it is: a report in the first person speaks of what its author did."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jiedui.base.periods import Period
from jiedui.prose.document import Document
from jiedui.reports.check.setting import Author

_FIRST_PERSON = re.compile(r"我(?!县|区|市|镇|省|国|们|部|院|校|局|办)|本人")
#: What the head of a text calls that one person gives of that person's own work.
_OF_ONE = re.compile(
    r"述职|述廉|鉴定|个人(?:工作)?(?:总结|小结|汇报)|履职(?:报告|情况)|挂职(?:锻炼|工作|期满|帮扶)?(?:总结|小结|汇报|日记|手记|体会)"
)
_SPOKEN = 3
_EDGE = 120


def find_author(
    text: str, document: Document, postings: Mapping[str, Period], visits: Mapping[str, tuple[int, ...]]
) -> Author | None:
    """The person who speaks: one with a posting, named at the head or the foot of a text of one person; else None."""
    if not is_personal(text) or not document.paragraphs:
        return None
    head, foot = text[:_EDGE], text[-_EDGE:]
    named = [name for name in postings if name in head] or [name for name in postings if name in foot]
    if not named:
        return None
    return Author(named[0], postings[named[0]], visits.get(named[0], ()))


def is_personal(text: str) -> bool:
    """Whether one person tells of that person's own work: says 我 again and again, or the head calls it so (述职报告)."""
    return bool(_OF_ONE.search(text[:_EDGE])) or len(_FIRST_PERSON.findall(text)) >= _SPOKEN
