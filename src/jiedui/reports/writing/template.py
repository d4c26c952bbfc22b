"""Filling a template (模板): official sentences with figures as expressions, which leave out what did not happen.

A template is a text that an office can edit::

    # {region}{time}东西部协作工作总结            the title
    ## 资金项目                                  a heading; the layout numbers it 一、二、三…, those of ### （一）（二）…
    {span}到位财政援助资金{fiscal_aid}，同比{fiscal_aid.growth}；实施项目{project_count}。     a paragraph a line
    {table.indicators:main} 主要指标完成情况       a table or a chart with its caption: see the module of blocks
    ## 附件：项目清单                            an attachment, on a page of its own

An expression that has nothing to say (a count of 0, no target, no year before) takes with it what it stands in, and no
more. A sentence ``。`` has groups ``；``, a group clauses ``，``, a clause items ``、``:

* an item that says nothing is left out; words without an expression belong to the item after them;
* a clause all of whose items are left out is left out; words before ``|`` stay as long as one item does;
* a group whose first clause with an expression is left out is left out; a sentence, when all its groups are;
* a sentence without any expression stays; a paragraph of whose sentences with expressions none is left is left out, and
  a heading under which nothing stands.

The grammar of an expression is that of :mod:`jiedui.reports.writing.telling`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jiedui.reports.writing.model import Block, Paragraph, Part, Section

#: What an expression says: parts, or None when it has nothing to say.
Tell = Callable[[str], Sequence[Part] | None]
#: What a table or chart is for an expression and a caption; None when it would be empty.
Make = Callable[[str, str], Block | None]

EXPRESSION = re.compile(r"\{([^{}]*)\}")
BLOCK = re.compile(r"\{((?:table|chart)\.[^{}]*)\}\s*(.*)")
_HEADING = re.compile(r"(#{1,5}) +(.*)")
ATTACHMENT: Final = "附件："


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """A headed part: heading (empty for the opening), its level (1 for ``##``), whether it is an attachment, its lines."""

    heading: str
    level: int
    attachment: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A title, and headed parts as they are written."""

    title: str
    parts: tuple[TemplatePart, ...]


def parse_template(text: str) -> Template:
    """The template that the text writes."""
    title, parts = "", [("", 1, False, list[str]())]
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _HEADING.fullmatch(line)
        if found is None:
            parts[-1][3].append(line)
        elif len(found[1]) == 1:
            title = found[2]
        else:
            attached = found[2].startswith(ATTACHMENT)
            parts.append((found[2].removeprefix(ATTACHMENT), len(found[1]) - 1, attached, []))
    return Template(
        title, tuple(TemplatePart(heading, level, attached, tuple(lines)) for heading, level, attached, lines in parts)
    )


def fill(template: Template, tell: Tell, make: Make) -> list[Section]:
    """The headed parts that have something to say, or a part below them that has."""
    told = [
        Section(
            str(Paragraph(_plain(part.heading, tell))), tuple(_blocks(part, tell, make)), part.level, part.attachment
        )
        for part in template.parts
    ]
    kept: list[Section] = []
    for section in reversed(told):
        below = bool(kept) and kept[-1].level > section.level and not kept[-1].attachment
        if section.blocks or (below and section.heading and not section.attachment):
            kept.append(section)
    return kept[::-1]


def _blocks(part: TemplatePart, tell: Tell, make: Make) -> Iterator[Block]:
    """What stands under a heading."""
    for line in part.lines:
        found = BLOCK.fullmatch(line)
        if found:
            made = make(found[1], str(Paragraph(_plain(found[2], tell))))
            yield from [made] if made else []
        elif filled := fill_paragraph(line, tell):
            yield from _by_lines(filled)


def fill_paragraph(line: str, tell: Tell) -> Paragraph | None:
    """The paragraph; None when it has expressions and no sentence with one is left."""
    told = [(sentence, parts) for sentence in _split(line, "。") if (parts := _sentence(sentence, tell)) is not None]
    if not told or (EXPRESSION.search(line) and not any(EXPRESSION.search(sentence) for sentence, _ in told)):
        return None
    return Paragraph(_joined([part for _, parts in told for part in parts]))


def _by_lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraph; one of words alone is a paragraph for each of its lines."""
    if paragraph.figures:
        yield paragraph
    else:
        yield from (Paragraph((line,)) for line in str(paragraph).splitlines())


def _plain(text: str, tell: Tell) -> tuple[Part, ...]:
    """A text with its expressions told; those with nothing to say are left out."""
    return tuple(part for piece in _pieces(text, tell) for part in piece or ())


def _pieces(text: str, tell: Tell) -> Iterator[Sequence[Part] | None]:
    """The words and the told expressions of a text in order; None for one that says nothing."""
    for place, piece in enumerate(EXPRESSION.split(text)):
        if place % 2:
            yield tell(piece)
        elif piece:
            yield (piece,)


def _sentence(text: str, tell: Tell) -> list[Part] | None:
    """One sentence with the mark that ends it."""
    body, mark = (text[:-1], "。") if text.endswith("。") else (text, "")
    groups = [told for group in _split(body, "；") if (told := _group(group.removesuffix("；"), tell)) is not None]
    return [*_between(groups, "；"), mark] if groups else None


def _group(text: str, tell: Tell) -> list[Part] | None:
    """One group: its first clause with an expression decides whether it is told."""
    clauses = [(clause, _clause(clause.removesuffix("，"), tell)) for clause in _split(text, "，")]
    told = [parts for _, parts in clauses if parts is not None]
    leading = next((parts for clause, parts in clauses if EXPRESSION.search(clause)), told)
    return list(_between(told, "，")) if told and leading is not None else None


def _clause(text: str, tell: Tell) -> list[Part] | None:
    """One clause: its items that say something, after the words before ``|``."""
    head, bar, rest = text.rpartition("|")
    items = [_item(item, tell) for item in _items(rest)]
    told = [item for item in items if item is not None]
    if not told:
        return None
    lead = _item(head, tell) if bar else []
    return None if lead is None else [*lead, *_between(told, "、")]


def _item(text: str, tell: Tell) -> list[Part] | None:
    """One item; None when an expression in it says nothing."""
    pieces = list(_pieces(text, tell))
    return None if any(not piece for piece in pieces) else [part for piece in pieces for part in piece or ()]


def _items(text: str) -> Iterator[str]:
    """The items of a clause; one without an expression belongs to the next."""
    waiting = ""
    for piece in _split(text, "、"):
        waiting += piece
        if EXPRESSION.search(piece):
            yield waiting.removesuffix("、")
            waiting = ""
    if waiting:
        yield waiting


def _split(text: str, mark: str) -> list[str]:
    """The text cut after every mark that stands outside of braces; the marks stay with what they end."""
    return [piece for piece in re.findall(rf"(?:\{{[^{{}}]*\}}|[^{mark}{{}}])*{mark}?", text) if piece]


def _between(told: Sequence[Sequence[Part]], mark: str) -> Iterator[Part]:
    """The parts of all, with the mark between one and the next."""
    for place, parts in enumerate(told):
        if place:
            yield mark
        yield from parts


def _joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with neighbouring words made one."""
    found: list[Part] = []
    for part in parts:
        if found and isinstance(part, str) and isinstance(found[-1], str):
            found[-1] += part
        elif part:
            found.append(part)
    return tuple(found)
