"""The red head (版头) of a document that an office issues: its name in red, the document's number, the red rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from jiedui.reports.layout import measures as m
from jiedui.reports.layout.bound import Bindings
from jiedui.reports.layout.lines import paragraph
from jiedui.reports.layout.styles import make

RULE_DISTANCE = 11
"""4 mm in points: from the document's number to the red rule."""
RULE_WIDTH = 8
"""1 pt in eighths."""
ORGAN_TOP = m.twips(35)
"""From the top of the 版心 to the name of the office."""


LARGEST, SMALLEST = 100, 52
"""The name of the office in half-points: as large as stands in one line, never smaller than 一号."""


def organ_size(organ: str) -> int:
    """The size of the office's name, in half-points."""
    return max(SMALLEST, min(LARGEST, int(m.TEXT_WIDTH / 10 / m.width(organ))))


@dataclass(frozen=True, slots=True)
class RedHead:
    """What stands in a red head.

    ``organ`` is the office's name as it is to be printed (平利县人民政府文件), ``number`` the document's number
    (平政发〔2022〕5号), ``labels`` what stands at the top left, one a line: 份号, 密级和保密期限, 紧急程度.
    """

    organ: str
    number: str
    labels: tuple[str, ...] = ()


def red_head(head: RedHead, bindings: Bindings) -> Iterator[etree._Element]:
    """The paragraphs of a red head, ending with the rule and two blank lines."""
    for label in head.labels:
        yield paragraph("HeadLabel", (label,), bindings)
    before = max(0, ORGAN_TOP - len(head.labels) * m.LINE_PITCH)
    spacing = make("spacing", before=before, after=0, line=240, lineRule="auto")
    organ = paragraph("HeadOrgan", (head.organ,), bindings, spacing)
    size = organ_size(head.organ)
    organ[-1].insert(0, make("rPr", make("sz", val=size), make("szCs", val=size)))
    yield organ
    for _ in range(2):
        yield paragraph("HeadNumber", (), bindings)
    rule = make("bottom", val="single", sz=RULE_WIDTH, space=RULE_DISTANCE, color=m.RED)
    yield paragraph("HeadNumber", (head.number,), bindings, make("pBdr", rule))
    for _ in range(2):
        yield paragraph("Normal", (), bindings)
