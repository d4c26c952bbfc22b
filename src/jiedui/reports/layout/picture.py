"""Pictures in a document: each on a line of its own, with words for those who cannot see it (替代文字)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from jiedui.reports.docx_package import RELATIONSHIPS, TRANSITIONAL_DOCUMENT, to_bytes
from jiedui.reports.layout.bound import Bindings
from jiedui.reports.layout.emf import WIDTH
from jiedui.reports.layout.lines import paragraph

EMU_PER_TENTH: Final = 3600
"""English metric units in a tenth of a millimetre."""
FOLDER: Final = "word/media/"
RELATIONS: Final = "word/_rels/document.xml.rels"
TYPES: Final = "[Content_Types].xml"
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its number in the document, its bytes (EMF), its height in tenths of a millimetre, its name and words."""

    number: int
    data: bytes
    height: int
    name: str
    words: str

    @property
    def relation(self) -> str:
        """The id by which the text refers to it."""
        return f"rIdPicture{self.number}"

    @property
    def file(self) -> str:
        """Its name in the package."""
        return f"image{self.number}.emf"


def picture_line(picture: Picture, bindings: Bindings) -> etree._Element:
    """The paragraph that shows a picture."""
    line = paragraph("Picture", (), bindings)
    line.append(_run(picture))
    return line


def _run(picture: Picture) -> etree._Element:
    """``w:r`` with the drawing in it."""
    size = {"cx": str(WIDTH * EMU_PER_TENTH), "cy": str(picture.height * EMU_PER_TENTH)}
    run = etree.Element(f"{{{_W}}}r", nsmap={"w": _W})
    inline = _under(_under(run, _W, "drawing"), _WP, "inline", distT="0", distB="0", distL="0", distR="0")
    _under(inline, _WP, "extent", **size)
    _under(inline, _WP, "docPr", id=str(1000 + picture.number), name=picture.name, descr=picture.words)
    data = _under(_under(inline, _A, "graphic"), _A, "graphicData", uri=_PIC)
    body = _under(data, _PIC, "pic")
    about = _under(body, _PIC, "nvPicPr")
    _under(about, _PIC, "cNvPr", id=str(picture.number), name=picture.file)
    _under(about, _PIC, "cNvPicPr")
    fill = _under(body, _PIC, "blipFill")
    _under(fill, _A, "blip").set(f"{{{TRANSITIONAL_DOCUMENT}}}embed", picture.relation)
    _under(_under(fill, _A, "stretch"), _A, "fillRect")
    shape = _under(body, _PIC, "spPr")
    frame = _under(shape, _A, "xfrm")
    _under(frame, _A, "off", x="0", y="0")
    _under(frame, _A, "ext", **size)
    _under(_under(shape, _A, "prstGeom", prst="rect"), _A, "avLst")
    return run


def _under(parent: etree._Element, space: str, local: str, /, **attributes: str) -> etree._Element:
    """A new last child."""
    return etree.SubElement(parent, f"{{{space}}}{local}", attributes)


def with_pictures(parts: dict[str, bytes], pictures: list[Picture]) -> dict[str, bytes]:
    """The parts of a package with the pictures, what points at them, and their type of content."""
    if not pictures:
        return parts
    relations, types = (etree.fromstring(parts[name]) for name in (RELATIONS, TYPES))
    for picture in pictures:
        attributes = {
            "Id": picture.relation,
            "Type": f"{TRANSITIONAL_DOCUMENT}/image",
            "Target": f"media/{picture.file}",
        }
        etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship", attributes)
    space = etree.QName(types).namespace
    types.insert(0, etree.Element(f"{{{space}}}Default", {"Extension": "emf", "ContentType": "image/x-emf"}))
    added = {f"{FOLDER}{picture.file}": picture.data for picture in pictures}
    return parts | {RELATIONS: to_bytes(relations), TYPES: to_bytes(types)} | added
