"""Masking the XML of a package: all words and all attributes of a part, however its runs cut them.

Names are looked for in three readings of a part: as it stands, as it stood before the tracked changes (修订), and all
words together; a name that only one of them shows is masked too. Numbers are looked for paragraph by paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from lxml import etree

from jiedui.reports.masking.masker import LETTER, Edit, Masker
from jiedui.reports.wordml import XML_SPACE

#: Tracked changes that take words away, and those that bring them.
_TAKEN: Final = frozenset({"del", "moveFrom"})
_BROUGHT: Final = frozenset({"ins", "moveTo"})
#: Attributes that name who did something.
_AUTHORS: Final = frozenset({"author", "lastModifiedBy", "userId"})
#: Elements of the properties of a document that name who or whose it is.
_OWNERS: Final = frozenset({"creator", "lastModifiedBy", "Company", "Manager", "HyperlinkBase", "Template"})
#: Where only letters, digits and a few signs may stand: names of bookmarks and what points at them, places of parts.
_STRICT: Final = frozenset({"bookmarkStart", "hyperlink", "Relationship", "Override", "Default", "styleId", "fldChar"})
_PARAGRAPHS: Final = frozenset({"p", "si", "c", "tc"})


@dataclass(frozen=True, slots=True)
class Words:
    """Words in an XML tree: the text in an element, or the text behind it."""

    element: etree._Element
    behind: bool
    text: str

    def write(self, text: str) -> None:
        """Put other words there."""
        if self.behind:
            self.element.tail = text
        else:
            self.element.text = text
            if etree.QName(self.element).localname in ("t", "delText", "instrText"):
                self.element.set(XML_SPACE, "preserve")


def words_of(root: etree._Element) -> Iterator[Words]:
    """All words of a tree in document order, those of comments and instructions included."""
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event != "end" and element.text:
            yield Words(element, behind=False, text=element.text)
        if event != "start" and element.tail and element is not root:
            yield Words(element, behind=True, text=element.tail)


def mask_part(root: etree._Element, masker: Masker) -> None:
    """Mask everything in a part."""
    drop_notes(root)
    for reading in (_standing, _standing_before, _always):
        _mask_words(root, reading, masker.edits)
    for paragraph in _paragraphs(root):
        _mask_words(paragraph, _standing, masker.number_edits)
        _mask_words(paragraph, _standing_before, masker.number_edits)
    for element in root.iter(etree.Element):
        _mask_attributes(element, masker)
        _mask_owner(element, masker)


def drop_notes(root: etree._Element) -> None:
    """Take comments and processing instructions out of the XML: nobody sees them, and anything may stand there."""
    for note in [*root.iter(etree.Comment), *root.iter(etree.PI)]:
        parent = note.getparent()
        if parent is not None:
            note.text = ""
            etree.strip_tags(parent, note.tag)


def _standing(element: etree._Element) -> bool:
    """Whether words stand in the document as it is."""
    return not _within(element, _TAKEN)


def _standing_before(element: etree._Element) -> bool:
    """Whether words stood in the document before the tracked changes."""
    return not _within(element, _BROUGHT)


def _always(_: etree._Element) -> bool:
    """Any words."""
    return True


def _within(element: etree._Element, names: frozenset[str]) -> bool:
    """Whether an element is one of those, or stands in one."""
    return any(_local(each) in names for each in (element, *element.iterancestors()))


def _local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _paragraphs(root: etree._Element) -> list[etree._Element]:
    """The paragraphs of a part; the part itself where it has none."""
    found = [element for element in root.iter(etree.Element) if _local(element) in _PARAGRAPHS]
    return found or list(root.iter(etree.Element))


def _mask_words(
    root: etree._Element, reads: Callable[[etree._Element], bool], edits: Callable[[str], Sequence[Edit]]
) -> None:
    """Mask the words that one reading shows; a mask stands where the first sign of what it hides stood."""
    shown = [words for words in words_of(root) if reads(words.element)]
    found = sorted(edits("".join(words.text for words in shown)))
    if not found:
        return
    begin = 0
    for words in shown:
        end = begin + len(words.text)
        masked = _cut(words.text, begin, [edit for edit in found if edit[0] < end and begin < edit[1]])
        if masked != words.text:
            words.write(masked)
        begin = end


def _cut(text: str, begin: int, edits: Sequence[Edit]) -> str:
    """What remains of a stretch of words that begins at ``begin``, with the masks that begin in it."""
    parts, done = [], begin
    for start, end, mask in edits:
        if start >= begin:
            parts += [text[done - begin : start - begin], mask]
        done = max(done, min(end, begin + len(text)))
    return "".join([*parts, text[done - begin :]])


def _mask_attributes(element: etree._Element, masker: Masker) -> None:
    """Mask the attributes of an element, the names of authors whoever they are."""
    strict = _local(element) in _STRICT
    for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
        local = etree.QName(name).localname
        if local in _AUTHORS and "person" in masker.policy.hides:
            masked = masker.unknown_person(value)
        elif local == "initials" and "person" in masker.policy.hides:
            masked = ""
        elif "%" in value and masker.mask(unquote(value)) != unquote(value):
            masked = "about:blank"
        else:
            masked = masker.mask(value)
        if masked != value:
            element.set(name, masked.replace("*", LETTER) if strict else masked)


def _mask_owner(element: etree._Element, masker: Masker) -> None:
    """Mask who a document belongs to, whether or not the book knows them."""
    if _local(element) in _OWNERS and element.text and not len(element):
        element.text = masker.unknown_person(element.text) if "person" in masker.policy.hides else element.text
