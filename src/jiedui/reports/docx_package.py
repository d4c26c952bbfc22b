"""The package of a Word document: opened within limits, its XML parsed without risk, copied part by part.

A ``.docx`` is a zip of parts (Open Packaging Conventions, ISO/IEC 29500-2). Nothing in it is trusted: sizes are
checked from the directory before anything is expanded, XML is parsed without entities, network or document types,
macros are never looked at. What is not changed is written back as it was, byte for byte, still compressed.
"""

from __future__ import annotations

import copy
import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

from lxml import etree

from jiedui.base.problems import Refusal, refuse

MEGABYTE = 1 << 20
LARGEST_FILE = 200 * MEGABYTE
LARGEST_PART = 150 * MEGABYTE
LARGEST_EXPANSION = 600 * MEGABYTE
HARMLESS_EXPANSION = 32 * MEGABYTE
"""Below this a document may be compressed as well as it likes."""
LARGEST_RATIO = 100
MOST_PARTS = 20_000

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_SIGNATURE = b"PK"
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
"""The fixed head of a local file record (APPNOTE.TXT, 4.3.7)."""
LOCAL_SIGNATURE = b"PK\x03\x04"
DATA_DESCRIPTOR = 0x08
"""The flag of a record whose sizes follow its data."""
Stamp = tuple[int, int, int, int, int, int]
SPOILT = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError)
"""What :mod:`zipfile` raises over damaged bytes; NotImplementedError is a RuntimeError, a bad name a ValueError."""
EPOCH: Stamp = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can tell."""

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TRANSITIONAL_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_DOCUMENT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MAIN_PART_KINDS = (
    f"{TRANSITIONAL_DOCUMENT}/officeDocument",
    f"{STRICT_DOCUMENT}/officeDocument",
)


@dataclass(frozen=True)
class Package:
    """An opened document: its name for messages, its bytes, the zip over them."""

    name: str
    data: bytes
    zip: zipfile.ZipFile

    @cached_property
    def main_part(self) -> str:
        """The path of the part that holds the text, as the package's relationships name it."""
        for relation in self.xml("_rels/.rels").iterfind(f"{{{RELATIONSHIPS}}}Relationship"):
            if relation.get("Type") in MAIN_PART_KINDS:
                return posixpath.normpath(relation.get("Target", "").lstrip("/"))
        raise refuse("document-not-docx", name=self.name)

    @cached_property
    def has_macros(self) -> bool:
        """Whether the package carries a macro project (VBA), whatever it calls itself."""
        return any("vbaproject" in name.lower() for name in self.zip.NameToInfo)

    def has(self, part: str) -> bool:
        """Whether the package holds the part."""
        return part in self.zip.NameToInfo

    def read(self, part: str) -> bytes:
        """The bytes of a part; refuses a part that is missing or damaged."""
        try:
            return self.zip.read(part)
        except KeyError:
            raise refuse("document-not-docx", name=self.name) from None
        except SPOILT as error:
            raise refuse("document-truncated", name=self.name, why=f"{part}: {error}") from error

    def xml(self, part: str) -> etree._Element:
        """The root of an XML part; refuses XML that is broken or declares a document type."""
        return parse_xml(self.read(part), self.name, part)


def safe_parser() -> etree.XMLParser:
    """A parser that expands no entity, loads nothing, and keeps libxml2's limits on depth and size."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def parse_xml(data: bytes, name: str, part: str) -> etree._Element:
    """The root of some XML; refuses what is not well-formed, or declares a document type (Word never does)."""
    try:
        root = etree.fromstring(data, safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refuse("document-xml", name=name, part=part, why=str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refuse("document-xml", name=name, part=part, why="DOCTYPE")
    return root


def read_bytes(path: Path) -> bytes:
    """The bytes of a file within the limit; refuses what is missing, empty, too large or locked."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise too_large(path.name, size, LARGEST_FILE)
        data = path.read_bytes()
    except FileNotFoundError:
        raise refuse("document-missing", name=str(path)) from None
    except IsADirectoryError:
        raise refuse("document-folder", name=str(path)) from None
    except PermissionError:
        raise refuse("document-folder" if path.is_dir() else "document-locked", name=str(path)) from None
    except OSError as error:
        raise refuse("document-unreadable", name=str(path), why=error.strerror or error) from error
    if not data:
        raise refuse("document-empty", name=path.name)
    return data


def too_large(name: str, size: int, limit: int) -> Refusal:
    """The refusal of a file beyond a limit."""
    return refuse("document-too-large", name=name, size=-(-size // MEGABYTE), limit=limit // MEGABYTE)


def open_package(source: Path | bytes, name: str | None = None) -> Package:
    """Open a document within the limits.

    Refuses: nothing there, empty, old binary formats, passwords, what is no zip, a zip cut short, a zip bomb.
    """
    name = name or (source.name if isinstance(source, Path) else "document.docx")
    data = read_bytes(source) if isinstance(source, Path) else source
    if not data:
        raise refuse("document-empty", name=name)
    _check_signature(data, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except SPOILT as error:
        raise refuse("document-truncated", name=name, why=error) from error
    _check_directory(archive, len(data), name)
    return Package(name, data, archive)


def _check_signature(data: bytes, name: str) -> None:
    """Refuse by the first bytes what cannot be a ``.docx``."""
    if data.startswith(OLE_SIGNATURE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise refuse("document-encrypted" if locked else "document-old-format", name=name)
    if not data.startswith(ZIP_SIGNATURE):
        raise refuse("document-not-docx", name=name)


def _check_directory(archive: zipfile.ZipFile, size: int, name: str) -> None:
    """Refuse by the directory of the zip what would expand beyond the limits, or is locked."""
    entries = archive.infolist()
    expanded = sum(entry.file_size for entry in entries)
    bomb = expanded > HARMLESS_EXPANSION and expanded > LARGEST_RATIO * size
    if bomb or expanded > LARGEST_EXPANSION or len(entries) > MOST_PARTS:
        raise refuse("document-expands", name=name, size=-(-expanded // MEGABYTE), entries=len(entries))
    for entry in entries:
        if entry.flag_bits & 1:
            raise refuse("document-encrypted", name=name)
        if entry.file_size > LARGEST_PART and entry.filename.endswith((".xml", ".rels")):
            raise too_large(name, entry.file_size, LARGEST_PART)


def rewrite(package: Package, parts: Mapping[str, bytes]) -> bytes:
    """The document with some parts replaced or added; all others are copied as they are, still compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in package.zip.infolist():
            if entry.filename in parts:
                _write(target, entry.filename, parts[entry.filename], entry.date_time)
            else:
                _copy(package, entry, target)
        for name in parts:
            if not package.has(name):
                _write(target, name, parts[name])
    return buffer.getvalue()


def zip_parts(parts: Mapping[str, bytes]) -> bytes:
    """A package of parts, in their order; the same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            _write(target, name, data)
    return buffer.getvalue()


def _write(target: zipfile.ZipFile, name: str, data: bytes, when: Stamp = EPOCH) -> None:
    """Write one part, compressed, with a time that does not depend on the clock."""
    entry = zipfile.ZipInfo(name, when)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    target.writestr(entry, data)


def _copy(package: Package, entry: zipfile.ZipInfo, target: zipfile.ZipFile) -> None:
    """Copy one part without expanding it: a new local header, then the compressed bytes as they stand."""
    head = package.data[entry.header_offset : entry.header_offset + LOCAL_HEADER.size]
    if len(head) < LOCAL_HEADER.size or not head.startswith(LOCAL_SIGNATURE):
        raise refuse("document-truncated", name=package.name, why=entry.filename)
    *_, name_length, extra_length = LOCAL_HEADER.unpack(head)
    begin = entry.header_offset + LOCAL_HEADER.size + name_length + extra_length
    copied = copy.copy(entry)
    copied.flag_bits &= ~DATA_DESCRIPTOR
    copied.extra = b""
    handle = cast("io.BytesIO", target.fp)
    handle.seek(target.start_dir)
    copied.header_offset = handle.tell()
    handle.write(copied.FileHeader())
    handle.write(package.data[begin : begin + entry.compress_size])
    target.start_dir = handle.tell()
    target.filelist.append(copied)
    target.NameToInfo[copied.filename] = copied


def to_bytes(root: etree._Element) -> bytes:
    """An XML part as bytes, with the declaration that Word writes."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
