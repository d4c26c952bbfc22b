"""The table of sources (数据来源表) that Jiedui itself appends to a report: definitions, no statements.

Only the table is passed over: what follows it is read like everything else. As text it is its title, its headings one
a line, then the cells of each row one a line, the first of which counts the rows.
"""

from __future__ import annotations

import re

from jiedui.prose.document import Span
from jiedui.prose.model import Extraction

_HEAD = re.compile(r"^数据来源表\n+序号\n数据\n数值\n单位\n口径\n(?P<more>范围\n记录数\n)?", re.MULTILINE)
_LOG = re.compile(r"账册日志：[^\n]*\n?")
#: Cells of a row, with and without the columns 范围 and 记录数.
_WIDE, _NARROW = 7, 5


def table_of_sources(text: str) -> Span | None:
    """Where the table stands; None in a text without one."""
    head = _HEAD.search(text)
    if head is None:
        return None
    place, row = head.end(), 1
    while text.startswith(f"{row}\n", place):
        place, row = _after_lines(text, place, _WIDE if head["more"] else _NARROW), row + 1
    log = _LOG.match(text, place)
    return Span(head.start(), log.end() if log else place)


def _after_lines(text: str, place: int, lines: int) -> int:
    """Behind so many lines; the end of the text where there are fewer."""
    for _ in range(lines):
        end = text.find("\n", place)
        if end < 0:
            return len(text)
        place = end + 1
    return place


def without_sources(found: Extraction) -> Extraction:
    """The extraction without what stands in the table of sources."""
    table = table_of_sources(found.text)
    if table is None:
        return found
    kept = tuple(each for each in found.statements if not table.start <= each.start < table.end)
    faults = tuple(each for each in found.style_findings if not table.start <= each.start < table.end)
    return Extraction(found.text, kept, faults)
