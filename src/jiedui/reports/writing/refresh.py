"""Refreshing a report: its figures brought up to date in a document that people have edited, and nothing else touched.

A figure is brought up to date where its control still reads what was last written there. Where somebody edited it,
deleted it, took the control away or pasted it from another document, it is left as it is, and that is told. Of the
document's XML only the words inside such controls change, and the part that keeps what they stand for; every other part
is copied byte for byte.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from lxml import etree

from jiedui.base.problems import Problem, Refusal, refuse
from jiedui.figures import Figures
from jiedui.reports.docx_package import Package, open_package, rewrite, to_bytes
from jiedui.reports.docx_text import read_node
from jiedui.reports.layout.bound import Binding, Control, bindings_part, controls, read_bindings
from jiedui.reports.wordml import XML_SPACE
from jiedui.reports.writing.asks import Answer, Ask, answer, number_in, prepare, read_tag, tag_of
from jiedui.reports.writing.bound import CELL, WHOLE, is_stated
from jiedui.reports.writing.tone import Said, lists, tones

#: The parts of a package that hold text people edit, by the name of their root.
STORIES = frozenset({"document", "hdr", "ftr", "footnotes", "endnotes", "comments"})


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that was brought up to date: its name and scope, what it read, what it reads now, its paragraph before."""

    title: str
    scope: str
    old: str
    new: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A document after a refresh: its bytes, the figures that moved, how many stood right, and what is to be looked at."""

    data: bytes
    moved: tuple[Moved, ...]
    unchanged: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A key's binding with what it stands for, and what the book answers now; ``why`` where it answers nothing."""

    binding: Binding
    ask: Ask
    part: str
    answer: Answer | None
    why: str = ""

    @property
    def new(self) -> str:
        """The words that are to be written; those that stand where there is no answer."""
        if self.answer is None:
            return self.binding.text
        told, source = self.answer.shown, self.answer.source
        if self.part.startswith(CELL):
            return number_in(self.answer, self.part.removeprefix(CELL))
        parts = {"number": told.number, "unit": told.unit, "rows": str(source.rows), "head": source.head}
        return parts.get(self.part, told.number + told.unit)


@dataclass
class _Work:
    """One refresh under way."""

    package: Package
    told: Mapping[str, _Told]
    moved: list[Moved] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    unchanged: int = 0

    @cached_property
    def roots(self) -> dict[str, etree._Element]:
        """The parts that hold text, parsed."""
        names = [name for name in self.package.zip.namelist() if name.startswith("word/") and name.endswith(".xml")]
        found = {name: self.package.xml(name) for name in names if name.count("/") == 1}
        return {name: root for name, root in found.items() if etree.QName(root).localname in STORIES}


def refresh(figures: Figures, source: Path | bytes) -> Refreshed:
    """The document with its figures as the book has them now.

    Raises Refusal: refresh-nothing for a document without bound figures, and what no sound ``.docx`` is refused for.
    """
    package = open_package(source)
    part, bound = read_bindings(package)
    if not bound:
        raise refuse("refresh-nothing", name=package.name)
    with figures.book.store.reading():
        told = _told(figures, bound)
    work = _Work(package, told)
    changed = [name for name, root in work.roots.items() if _refresh_part(work, root)]
    work.problems += _missing(work)
    parts = {name: to_bytes(work.roots[name]) for name in changed}
    kept = {key: _updated(told[key]) if key in told else binding for key, binding in bound.items()}
    if kept != bound:
        parts[part] = to_bytes(bindings_part(kept))
    data = rewrite(package, parts) if parts else package.data
    return Refreshed(data, tuple(work.moved), work.unchanged, tuple(work.problems))


def _told(figures: Figures, bound: Mapping[str, Binding]) -> dict[str, _Told]:
    """What each key stands for and what the book answers; keys whose tag nobody can read are left out."""
    read = {key: found for key, binding in bound.items() if (found := read_tag(binding.tag)) and found[1]}
    asks = {ask for _, ask, _ in read.values() if ask}
    prepare(figures, asks)
    answers = {ask: _answered(figures, ask) for ask in asks}
    return {key: _Told(bound[key], ask, part, *answers[ask]) for key, (_, ask, part) in read.items() if ask}


def _answered(figures: Figures, ask: Ask) -> tuple[Answer | None, str]:
    """The answer, or why there is none."""
    try:
        found = answer(figures, ask)
    except Refusal as refusal:
        return None, refusal.problems[0].message()
    return (found, "") if found.value is not None else (None, "没有可比的数")


def _updated(told: _Told) -> Binding:
    """The binding after the refresh."""
    if told.answer is None:
        return told.binding
    return replace(told.binding, text=told.new, tag=tag_of(told.answer.source, told.ask, told.part))


def _refresh_part(work: _Work, root: etree._Element) -> bool:
    """Bring the controls of one part up to date; whether anything changed."""
    found = list(controls(root))
    paragraphs = [_said(work, control) for control in found]
    written = [_refresh_control(work, control, said) for control, said in zip(found, paragraphs, strict=True)]
    own = [said for control, said, done in zip(found, paragraphs, written, strict=True) if said and done is not None]
    for group in _by_paragraph(own):
        work.problems += lists(group)
    return any(written)


def _by_paragraph(said: Iterable[Said]) -> Iterator[list[Said]]:
    """The figures of each paragraph."""
    groups: dict[str, list[Said]] = {}
    for each in said:
        groups.setdefault(each.paragraph, []).append(each)
    yield from groups.values()


def _said(work: _Work, control: Control) -> Said | None:
    """The figure of the text in its paragraph as it stands before anything changes; None for any other control."""
    told = work.told.get(control.key)
    if told is None or told.answer is None or not is_stated(told.part) or control.gone or control.copy:
        return None
    paragraph = next(control.nodes[0].iterancestors("{*}p"))
    text, pieces = read_node(paragraph)
    start = next((piece.start for piece in pieces if piece.node is control.nodes[0]), 0)
    return Said(text, start, start + len(control.text), told.ask, told.answer)


def _refresh_control(work: _Work, control: Control, said: Said | None) -> bool | None:
    """Bring one control up to date: True when it changed, False when it stood right, None when it is left alone."""
    told = work.told.get(control.key)
    if not control.copy:
        work.seen.add(control.key)
    if told is None or control.gone or control.text not in (told.binding.text, told.new):
        if not control.copy:
            work.problems += _left(control, told)
        return None
    if told.answer is None:
        if not control.copy:
            work.problems.append(_unanswered(told))
        return None
    if control.text == told.new:
        work.unchanged += is_stated(told.part) and not control.copy
        return False
    _write(control, told.new)
    if said is not None:
        work.moved.append(
            Moved(told.answer.source.title, told.answer.source.scope, control.text, told.new, said.paragraph)
        )
        work.problems += tones(said) if told.part == WHOLE else ()
    return True


def _write(control: Control, words: str) -> None:
    """Write the words in the first of the control's text nodes, and empty the others: runs split by a spell-check."""
    first, *rest = control.nodes
    first.text = words
    first.set(XML_SPACE, "preserve")
    for node in rest:
        node.text = ""


def _left(control: Control, told: _Told | None) -> Iterator[Problem]:
    """Why a control is left alone."""
    if told is None:
        yield Problem("refresh-unknown", details={"title": control.title, "text": control.text})
    elif not is_stated(told.part):
        return
    elif control.gone:
        details = {"title": told.binding.title, "was": told.binding.text}
        yield Problem("refresh-deleted", details=details)
    else:
        yield Problem("refresh-edited", details={"title": told.binding.title, "text": control.text, "new": told.new})


def _unanswered(told: _Told) -> Problem:
    """The figure that the book cannot tell any more."""
    details = {"title": told.binding.title, "text": told.binding.text, "why": told.why}
    return Problem("refresh-unanswered", details=details)


def _missing(work: _Work) -> Iterator[Problem]:
    """The figures of the text whose controls are no longer in the document: deleted, or bound no more."""
    text = "\n".join(read_node(root)[0] for root in work.roots.values())
    bound = Counter(work.told[key].new for key in work.seen if key in work.told)
    for key, told in work.told.items():
        if not is_stated(told.part) or key in work.seen:
            continue
        words = told.binding.text
        stands = len(re.findall(rf"(?<![\d.]){re.escape(words)}", text)) > bound[words]
        code = "refresh-unbound" if stands and told.answer else "refresh-deleted"
        yield Problem(code, details={"title": told.binding.title, "was": words, "new": told.new})
