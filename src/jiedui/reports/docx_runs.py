"""Runs of a Word document, cut where a stretch of the text begins or ends; each half keeps the run's properties."""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lxml import etree

from jiedui.reports.docx_text import Piece
from jiedui.reports.wordml import XML_SPACE, Wordml


def split(pieces: Sequence[Piece], cuts: Sequence[int], words: Wordml, *, boxes: bool) -> Iterator[Piece]:
    """The pieces with a border of runs at each cut; without ``boxes``, what stands in text boxes stays as it is."""
    for piece in pieces:
        inside = cuts[bisect_left(cuts, piece.start) : bisect_left(cuts, piece.end)]
        if not inside or (not boxes and in_box(words, piece.node)):
            yield piece
        else:
            yield from _split_piece(piece, inside, words)


def _split_piece(piece: Piece, cuts: Sequence[int], words: Wordml) -> Iterator[Piece]:
    """One piece, cut where the offsets say; its run is cut at the same places."""
    start, node = piece.start, piece.node
    for cut in cuts:
        if cut > start:
            tail = copy.copy(node)
            text = node.text or ""
            node.text, tail.text = text[: cut - start], text[cut - start :]
            node.attrib[XML_SPACE] = tail.attrib[XML_SPACE] = "preserve"
            tail.tail = None
            node.addnext(tail)
            yield Piece(start, cut, node)
            start, node = cut, tail
        _split_run(node, words)
    yield Piece(start, piece.end, node)


def _split_run(node: etree._Element, words: Wordml) -> None:
    """Let a run begin at the node: it and what follows go into a new run with the same properties."""
    run = node.getparent()
    if run is None or run.tag != words.name("r"):
        return
    index = run.index(node)
    properties = run.find(words.name("rPr"))
    if index == (0 if properties is None else 1):
        return
    rest = words.make("r")
    rest.attrib.update(run.attrib)
    if properties is not None:
        rest.append(copy.deepcopy(properties))
    rest.extend(list(run)[index:])
    run.addnext(rest)


def in_box(words: Wordml, node: etree._Element) -> bool:
    """Whether the node stands in a text box."""
    return next(node.iterancestors(words.name("txbxContent")), None) is not None
