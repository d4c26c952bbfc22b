"""WordprocessingML: its namespaces, and elements made in them."""

from __future__ import annotations

from typing import Final

from lxml import etree

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class _Names(dict[str, str]):
    """The names of a namespace, each put together once."""

    def __init__(self, namespace: str) -> None:
        super().__init__()
        self._namespace = namespace

    def __missing__(self, local: str) -> str:
        """A name that was not asked for yet."""
        self[local] = f"{{{self._namespace}}}{local}"
        return self[local]


class Wordml:
    """Names and elements of WordprocessingML in one of its two namespaces (transitional or strict)."""

    def __init__(self, namespace: str = W) -> None:
        self.namespace = namespace
        self._nsmap = {"w": namespace}
        self._names = _Names(namespace)

    def name(self, local: str) -> str:
        """A name in the namespace."""
        return f"{{{self.namespace}}}{local}"

    def make(self, local: str, *children: etree._Element | None, **attributes: str | int) -> etree._Element:
        """An element with attributes in the namespace; children that are None are left out."""
        names = self._names
        given = {names[name]: str(value) for name, value in attributes.items()}
        element = etree.Element(names[local], given, nsmap=self._nsmap)
        for child in children:
            if child is not None:
                element.append(child)
        return element

    def text(self, words: str) -> etree._Element:
        """``w:t`` with its blanks kept."""
        element = self.make("t")
        element.text = words
        element.set(XML_SPACE, "preserve")
        return element


WORDS: Final = Wordml()
"""The words of the usual (transitional) documents."""
