"""The door of masking: a document with everything hidden that a policy hides, proven to hold none of it any more."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from jiedui.base.problems import Problem, Refusal, refuse
from jiedui.book import Book
from jiedui.catalog import Policy
from jiedui.figures.names import near_or_all
from jiedui.reports.docx_package import open_package, parse_xml, read_bytes, to_bytes, zip_parts
from jiedui.reports.docx_text import DOCX_SUFFIXES, TEXT_SUFFIXES, decode
from jiedui.reports.layout.bound import NAMESPACE, PREFIX
from jiedui.reports.masking import pictures
from jiedui.reports.masking.common import common_words
from jiedui.reports.masking.masker import LETTER, Masker
from jiedui.reports.masking.names import kept_forms
from jiedui.reports.masking.parts import mask_part
from jiedui.reports.masking.projects import hidden_things

_PICTURES: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".emf", ".wmf", ".bmp", ".tif", ".tiff")
_PACKAGES: Final = (".docx", ".xlsx", ".pptx", ".docm", ".xlsm")
_FONTS: Final = (".odttf", ".ttf", ".fntdata")
_XML: Final = (".xml", ".rels", ".vml", ".svg")
#: A picture of the first page as it looked before, and what a signature signed.
_DROPPED: Final = re.compile(r"docProps/thumbnail\.|_xmlsignatures/")
#: How deep documents within documents are opened.
DEEPEST: Final = 3


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked document: its bytes, for each name that was met its mask and how often, and what to look at yet."""

    data: bytes
    names: tuple[tuple[str, str, int], ...]
    numbers: int
    problems: tuple[Problem, ...]


def find_policy(book: Book, word: str) -> Policy:
    """The policy that bears the name, title or alias; Refusal (mask-no-policy) with all titles."""
    found = book.catalog.policy(word)
    if found is None:
        known = near_or_all(word, (policy.title for policy in book.catalog.policies.values()))
        raise refuse("mask-no-policy", name=word, known=known)
    return found


def masker_of(book: Book, policy: Policy) -> Masker:
    """What masks under the policy all that the book knows."""
    with book.store.reading():
        common = common_words(book.catalog, book.regions)
        return Masker(policy, hidden_things(book, policy), kept_forms(book, policy), common)


def mask(book: Book, policy: Policy, file: Path) -> Masked:
    """The file with everything hidden that the policy hides.

    Raises Refusal: document-kind for what is neither Word nor text, what no sound document is refused for, and
    mask-survivor should a hidden name still stand anywhere in the result.
    """
    masker = masker_of(book, policy)
    data, suffix = read_bytes(file), file.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        text = "\n".join(map(masker.mask, decode(data, file.name).split("\n")))
        done = _Done(text.encode(), ())
    elif suffix in DOCX_SUFFIXES:
        done = _mask_package(data, file.name, masker)
        _prove(done.data, masker)
    else:
        raise refuse("document-kind", name=file.name, known=" ".join((*DOCX_SUFFIXES, *TEXT_SUFFIXES)))
    named = tuple((thing.name, masker.mask_of(thing), count) for thing, count in masker.seen.items())
    return Masked(done.data, named, masker.numbers, done.problems)


@dataclass(frozen=True, slots=True)
class _Done:
    """Bytes that are masked, and what to look at yet."""

    data: bytes
    problems: tuple[Problem, ...]


def _mask_package(data: bytes, name: str, masker: Masker, depth: int = 0) -> _Done:
    """A package with every part masked, its main text first so that letters are given in its order."""
    package = open_package(data, name)
    main = package.main_part
    names = sorted(package.zip.namelist(), key=lambda part: part != main)
    parts: dict[str, bytes] = {}
    problems: list[Problem] = []
    for part in names:
        if not _DROPPED.match(part) and not part.endswith("/"):
            done = _mask_one(package.read(part), part, masker, depth)
            parts[_masked_path(part, masker)] = done.data
            problems += done.problems
    ordered = {part: parts[part] for part in sorted(parts, key=lambda part: part != "[Content_Types].xml")}
    return _Done(zip_parts(ordered), tuple(problems))


def _masked_path(part: str, masker: Masker) -> str:
    """The path of a part, masked as the relationships that point at it are."""
    return masker.mask(part).replace("*", LETTER)


def _mask_one(data: bytes, part: str, masker: Masker, depth: int) -> _Done:
    """One part masked; what nobody can read is emptied."""
    path = part.lower()
    if path.endswith(_XML):
        return _Done(_mask_xml(data, part, masker), ())
    if path.endswith(_PICTURES):
        return _Done(pictures.cleaned(data, _hidden_forms(masker)), (Problem("mask-picture", details={"part": part}),))
    if path.endswith(_PACKAGES) and depth < DEEPEST:
        return _mask_inner(data, part, masker, depth)
    if path.endswith(_FONTS):
        return _Done(data, ())
    return _Done(b"", (Problem("mask-emptied", details={"part": part}),))


def _mask_inner(data: bytes, part: str, masker: Masker, depth: int) -> _Done:
    """A document within the document, emptied when it cannot be opened."""
    try:
        return _mask_package(data, part, masker, depth + 1)
    except Refusal:
        return _Done(b"", (Problem("mask-emptied", details={"part": part}),))


def _hidden_forms(masker: Masker) -> list[str]:
    """Every form of every hidden name, the longer before the shorter."""
    return sorted(masker.forms, key=len, reverse=True)


def _mask_xml(data: bytes, part: str, masker: Masker) -> bytes:
    """An XML part masked; figures in it are no longer bound to the book."""
    root = parse_xml(data, part, part)
    if root.tag == f"{{{NAMESPACE}}}figures":
        for figure in list(root):
            root.remove(figure)
    _unbind(root)
    _forget_dropped(root)
    mask_part(root, masker)
    return to_bytes(root)


def _unbind(root: etree._Element) -> None:
    """Take the controls of bound figures away and leave their words: a published paper asks nothing of a book."""
    for control in list(root.iter("{*}sdt")):
        tag = control.find("{*}sdtPr/{*}tag")
        content = control.find("{*}sdtContent")
        parent = control.getparent()
        if (
            tag is None
            or content is None
            or parent is None
            or not any(str(value).startswith(PREFIX) for value in tag.attrib.values())
        ):
            continue
        for child in list(content):
            control.addprevious(child)
        parent.remove(control)


def _forget_dropped(root: etree._Element) -> None:
    """Take out what points at parts that were dropped."""
    for element in list(root):
        target = element.get("Target", element.get("PartName", "")) if isinstance(element.tag, str) else ""
        if _DROPPED.search(target.lstrip("/")):
            root.remove(element)


def _prove(data: bytes, masker: Masker) -> None:
    """Refusal (mask-survivor) when a hidden name stands anywhere in the unzipped file."""
    found = Counter((name, part) for part, text in unzipped(data) for name in _names_in(text, masker))
    if found:
        raise Refusal(*(Problem("mask-survivor", details={"name": name, "part": part}) for name, part in found))


def _names_in(text: str, masker: Masker) -> set[str]:
    """The hidden names in a text; shortened ones would be made by bytes that stand side by side by chance."""
    return {thing.name for _, _, thing in masker.find(text, shortened=False)}


def unzipped(data: bytes) -> Iterator[tuple[str, str]]:
    """Every part of a package as text: its path, its bytes read as UTF-8, the words of its XML with nothing between."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part, body in _parts(archive).items():
            yield part, part
            if not part.lower().endswith((*_PICTURES, *_FONTS)):
                text = body.decode("utf-8", "ignore")
                yield part, text
                yield part, re.sub(r"<[^>]*>", "", text)
            if part.lower().endswith(_PACKAGES) and zipfile.is_zipfile(io.BytesIO(body)):
                yield from unzipped(body)


def _parts(archive: zipfile.ZipFile) -> Mapping[str, bytes]:
    """The parts of a package."""
    return {name: archive.read(name) for name in archive.namelist()}
